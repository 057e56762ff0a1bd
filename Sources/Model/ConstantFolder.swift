import Quantities
import Syntax

/// Works out what depends on no sheet, by the operations of Grammar.md, section 4: points, quotas, ranges, defaults.
///
/// Nothing else folds constants. Tests hold it against the evaluator, which gives the same in a condition.
struct ConstantFolder {
  /// What a formula comes to: nil where it waits for a sheet, or for a parameter without a value.
  typealias Folded = Result<Value?, ArithmeticError>

  /// What 总分 stands for; nil where it is for a sheet to say.
  private let total: Rational?
  /// Definitions may use one another many times over; each is folded once.
  private var definitions: [Int: Folded] = [:]

  init(total: Rational? = nil) { self.total = total }

  mutating func fold(_ formula: Formula, _ standard: Standard) -> Folded {
    formula.fold { worth(of: $0, $1, standard) }
  }

  @discardableResult mutating func fold(definition index: Int, _ standard: Standard) -> Folded {
    if let known = definitions[index] { return known }
    let folded = fold(standard.definitions[index].formula, standard)
    definitions[index] = folded
    return folded
  }

  /// - Parameter parts: what the formulas beneath it come to.
  private mutating func worth(of formula: Formula, _ parts: [Folded], _ standard: Standard) -> Folded {
    switch formula.kind {
    case .constant(let value): .success(value)
    case .parameter(let index): .success(standard.parameters[index].value)
    case .referenceDate: .success(standard.referenceDate.map(Value.date))
    case .total: .success(total.map(Value.number))
    case .definition(let index): fold(definition: index, standard)
    case .all: Self.truth(of: parts, stopsAt: false)
    case .any: Self.truth(of: parts, stopsAt: true)
    case .interval(let subject, let lower, let upper): Self.interval(parts, subject.type, lower, upper)
    case .oneOf(let subject, _):
      Self.truth(of: parts.dropFirst().map { Self.compared(.equal, parts[0], $0, subject.type) }, stopsAt: true)
    case .conditional: chosen(parts[0], parts[1], parts[2])
    case .isKnown(let inner):
      switch parts[0] {
      case .success(_?): .success(.truth(true))
      // Whether a sheet states something is for the sheet to say.
      case .success(nil) where standard.isAboutSheet(inner): .success(nil)
      case .success(nil), .failure: .success(.truth(false))
      }
    case .compare(let comparator, let left, _): Self.compared(comparator, parts[0], parts[1], left.type)
    case .fact, .column, .resultColumn, .rows, .eligible, .result: .success(nil)
    case .not, .hasOptions, .hasText, .position, .rank, .cohort, .operation:
      Self.apply(parts) { values throws(ArithmeticError) in try Self.operation(formula, values) }
    }
  }

  // MARK: Truth

  /// Kleene's and, which a false part decides, and or, which a true one does. A failure yields to a deciding part only.
  private static func truth(of values: [Folded], stopsAt: Bool) -> Folded {
    if values.contains(.success(.truth(stopsAt))) { return .success(.truth(stopsAt)) }
    let failure = values.last { if case .failure = $0 { true } else { false } }
    if let failure { return failure }
    return values.contains(.success(nil)) ? .success(nil) : .success(.truth(!stopsAt))
  }

  private static func interval(
    _ parts: [Folded], _ type: ValueType, _ lower: Formula.Bound?, _ upper: Formula.Bound?
  ) -> Folded {
    let comparators = [
      lower.map { $0.included ? Comparator.atLeast : .above }, upper.map { $0.included ? Comparator.atMost : .below },
    ].compactMap { $0 }
    if comparators.isEmpty { return parts[0].map { $0.map { _ in .truth(true) } } }
    return truth(of: zip(comparators, parts.dropFirst()).map { compared($0, parts[0], $1, type) }, stopsAt: false)
  }

  private static func compared(
    _ comparator: Comparator, _ left: Folded, _ right: Folded, _ type: ValueType
  ) -> Folded {
    apply([left, right]) { values throws(ArithmeticError) in
      switch comparator {
      case .equal: return .truth(values[0] == values[1])
      case .different: return .truth(values[0] != values[1])
      case .atLeast, .above, .atMost, .below:
        guard let a = values[0].order(as: type), let b = values[1].order(as: type) else { return nil }
        return .truth(comparator.holds(a, b))
      }
    }
  }

  /// 若: an open test gives what both branches agree on.
  private func chosen(_ test: Folded, _ first: Folded, _ second: Folded) -> Folded {
    switch test {
    case .failure: test
    case .success(.truth(true)?): first
    case .success(.truth(false)?): second
    case .success: first == second ? first : .success(nil)
    }
  }

  // MARK: Operations on values

  /// The result of an operation on what is known: the first failure among the parts, nothing where one of them is open.
  private static func apply(
    _ parts: [Folded], _ operation: ([Value]) throws(ArithmeticError) -> Value?
  ) -> Folded {
    var values: [Value] = []
    for part in parts {
      switch part {
      case .failure: return part
      case .success(let value?): values.append(value)
      case .success(nil): break
      }
    }
    guard values.count == parts.count else { return .success(nil) }
    return Result { () throws(ArithmeticError) -> Value? in try operation(values) }
  }

  private static func operation(_ formula: Formula, _ values: [Value]) throws(ArithmeticError) -> Value? {
    switch (formula.kind, values.first, values.last) {
    case (.operation(let operation, let operands), _, _): return try operation.value(of: values, operands.map(\.type))
    case (.not, .truth(let truth)?, _): return .truth(!truth)
    case (.hasOptions(_, let wanted, let all), .choices(let chosen)?, _):
      return .truth(all ? chosen & wanted == wanted : chosen & wanted != 0)
    case (.hasText, .text(let text)?, .text(let part)?): return .truth(part.isEmpty || text.contains(part))
    // The kinds are told apart above; values of other types do not occur, for the checker has seen to it.
    case _: return nil
    }
  }
}

/// The constants of a checked standard.
public struct Constants: Sendable {
  /// The standard in which formulas are looked at, with its parameters as they stand there.
  public let standard: Standard
  private let folder: ConstantFolder

  /// Works out all definitions that depend on no sheet.
  public init(_ standard: Standard) {
    self.standard = standard
    var folder = ConstantFolder()
    for index in standard.definitions.indices { folder.fold(definition: index, standard) }
    self.folder = folder
  }

  /// The value of a formula that depends on no sheet; nil if it does, if it waits for a parameter without a value, or
  /// if it cannot be worked out.
  public func value(of formula: Formula) -> Value? {
    // All definitions are known, so the copy learns nothing.
    var folder = folder
    guard case .success(let value) = folder.fold(formula, standard) else { return nil }
    return value
  }
}
