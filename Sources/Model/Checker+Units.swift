import Diagnostics
import Quantities
import Syntax

/// The units that a standard declares, in whatever order they stand.
extension Checker {
  mutating func units() {
    var waiting: [String: Clause] = [:]
    let declarations = clauses(.unit)
    for clause in declarations {
      for spelling in [clause.name, clause.alias].compactMap({ $0 }) {
        guard isNew(spelling, in: .kind(.unit)) else { continue }
        if standard.units.isDeclared(spelling.text) {
          report(ModelProblem.builtInUnit(spelling.text), at: spelling.range)
        }
        waiting[spelling.text] = clause
        unitNames[spelling.text] = clause.name?.text
      }
    }
    for clause in declarations {
      var path: [String] = []
      declare(clause, &waiting, &path)
    }
  }

  /// Declares a unit behind those in which it is written.
  ///
  /// - Parameters:
  ///   - waiting: the spellings not declared yet.
  ///   - path: the units that are being declared by this one.
  private mutating func declare(_ clause: Clause, _ waiting: inout [String: Clause], _ path: inout [String]) {
    guard let name = clause.name, case .unit(let equals) = clause.body, waiting[name.text]?.range == clause.range else {
      return
    }
    if let start = path.firstIndex(of: name.text) {
      return report(ModelProblem.unitCycle(path[start...] + [name.text]), at: name.range)
    }
    guard path.count < Limits.nesting else { return report(SyntaxProblem.nestingTooDeep, at: name.range) }
    path.append(name.text)
    for unit in equals?.units ?? [] {
      if let other = waiting[unit] { declare(other, &waiting, &path) }
    }
    path.removeLast()
    let (unit, factor) = equals.flatMap { worth($0, of: name) } ?? (Unit(name.text), .one)
    for spelling in [name, clause.alias].compactMap({ $0 }) where waiting[spelling.text]?.range == clause.range {
      waiting[spelling.text] = nil
      standard.units.declare(spelling.text, as: unit, times: factor)
    }
  }

  /// What stands behind the equals sign, in its base unit; nil after reporting what is wrong with it.
  private mutating func worth(_ equals: Expression, of name: Name) -> (Unit, UnitFactor)? {
    guard let formula = typed(equals, Scope()) else { return nil }
    guard case .number(let measure, _) = formula.type else {
      report(ModelProblem.wrongType(.constantNumber, found: formula.type), at: equals.range)
      return nil
    }
    guard let number = number(formula, .unit) else { return nil }
    guard let factor = UnitFactor(number) else {
      report(ModelProblem.unitNotPositive(name.text, measure.text(of: number)), at: equals.range)
      return nil
    }
    return (measure.unit, factor)
  }
}

extension Expression {
  /// The words of the units that stand in an amount.
  fileprivate var units: [String] {
    switch kind {
    case .number(_, let unit?): unit.split(separator: "/").map(String.init)
    case .negated(let inner): inner.units
    case .sum(let terms), .product(let terms): terms.flatMap(\.expression.units)
    default: []
    }
  }
}
