import Model
import Planning
import Quantities

/// Numbers of a region as sums of its leaves, or one sum over another, as far as they are.
struct Forms {
  private let cone: Cone
  private let region: Region
  private let values: [PlanValue]

  init(_ cone: Cone, _ region: Region, _ values: [PlanValue]) {
    (self.cone, self.region, self.values) = (cone, region, values)
  }

  /// Nil for what is no such number, or turns somewhere in the region.
  func form(_ place: Int) -> Fraction? {
    let value = values[place]
    if value.error != nil { return nil }
    if case .known(let known) = value.content {
      switch known {
      case .number(let number): return Fraction(Linear(number))
      case .date(let date): return Fraction(Linear(Rational(date.dayNumber)))
      case .truth, .text, .choice, .choices, .records: return nil
      }
    }
    let node = cone.nodes[place]
    if let leaf = node.leaf {
      guard case .numbers = region.domains[leaf] else { return nil }
      return Fraction(Linear(leaf: leaf))
    }
    switch node.primitive {
    case .operation(let operation): return form(node, operation, place)
    case .definition, .closed, .reported, .extent, .bounded, .alongside, .mark, .kept: return form(node.operands[0])
    case .cases: return node.type == .bundle ? nil : form(node.operands[0])
    case .part(let index):
      guard case .cases = cone.nodes[node.operands[0]].primitive else { return nil }
      return form(cone.nodes[node.operands[0]].operands[index])
    case .choose: return chosen(values[node.operands[0]].truth, node.operands[1], node.operands[2])
    case .given: return chosen(values[node.operands[0]].truth, node.operands[1], node.operands[2])
    case .applicable: return values[node.operands[0]].truth == .no ? form(node.operands[1]) : nil
    case .otherwise:
      return chosen(values[node.operands[0]].applies, node.operands[0], node.operands[1])
    case .firstOf:
      for index in stride(from: 0, to: node.operands.count - 1, by: 2) {
        switch values[node.operands[index]].truth {
        case .yes: return form(node.operands[index + 1])
        case .no: continue
        case .unknown: return nil
        }
      }
      return Fraction(Linear(.zero))
    case .level(let parts):
      let shares = node.operands.prefix(parts)
      guard shares.allSatisfy({ values[$0].applies == .yes }) else { return nil }
      return sum(shares.map { form($0) })
    case .constant, .fact, .setting, .admitted, .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText,
      .records,
      .figure, .rank, .cohort, .position, .interpolate, .count, .roundingChange, .reached, .ifExact, .growth, .applies,
      .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold:
      return nil
    }
  }

  private func chosen(_ test: Truth, _ first: Int, _ second: Int) -> Fraction? {
    switch test {
    case .yes: form(first)
    case .no: form(second)
    case .unknown: nil
    }
  }

  private func sum(_ parts: [Fraction?]) -> Fraction? {
    parts.reduce(Fraction(Linear(.zero))) { sum, part in sum.flatMap { sum in part.flatMap { sum + $0 } } }
  }

  private func form(_ node: Cone.Node, _ operation: Model.Operation, _ place: Int) -> Fraction? {
    let operands = node.operands
    switch operation {
    case .sum(let subtracted):
      return sum(
        zip(operands, subtracted).map { operand, isSubtracted in
          form(operand).map { isSubtracted ? $0.negated : $0 }
        })
    case .product(let divided):
      return zip(operands, divided).reduce(Fraction(Linear(.one))) { product, part in
        guard let product, let factor = form(part.0) else { return nil }
        // Whoever divides by what may be zero has seen to it first.
        if part.1, factor.above.exact?.isZero == true { return nil }
        return product.times(part.1 ? factor.reciprocal : factor)
      }
    case .power(let exponent):
      guard let base = form(operands[0]) else { return nil }
      return (0..<exponent).reduce(Fraction(Linear(.one))) { product, _ in product.flatMap { $0.times(base) } }
    case .negated: return form(operands[0])?.negated
    case .absolute:
      return region.choices[place].flatMap { choice in
        form(operands[0]).map { choice == 0 ? $0 : $0.negated }
      }
    case .larger, .smaller: return region.choices[place].flatMap { form(operands[$0]) }
    case .shifted(months: false, let back):
      guard let days = form(operands[1]) else { return nil }
      return sum([form(operands[0]), back ? days.negated : days])
    case .daysBetween: return sum([form(operands[0]), form(operands[1])?.negated])
    case .rounded, .shifted, .length, .optionCount: return nil
    }
  }
}
