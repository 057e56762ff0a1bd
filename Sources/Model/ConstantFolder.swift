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
    switch formula.kind {
    case .constant(let value): return .success(value)
    case .parameter(let index): return .success(standard.parameters[index].value)
    case .referenceDate: return .success(standard.referenceDate.map(Value.date))
    case .total: return .success(total.map(Value.number))
    case .definition(let index): return fold(definition: index, standard)
    case .all(let parts): return truth(of: parts, stopsAt: false, standard) { $0.fold($1, standard) }
    case .any(let parts): return truth(of: parts, stopsAt: true, standard) { $0.fold($1, standard) }
    case .interval(let subject, let lower, let upper):
      return interval(fold(subject, standard), subject, lower, upper, standard)
    case .oneOf(let subject, let members):
      let value = fold(subject, standard)
      return truth(of: members, stopsAt: true, standard) { folder, member in
        Self.compared(.equal, value, folder.fold(member, standard), subject.type)
      }
    case .conditional(let test, let first, let second):
      return chosen(fold(test, standard), fold(first, standard), fold(second, standard))
    case .isKnown(let inner):
      let value = fold(inner, standard)
      // Whether a sheet states something is for the sheet to say.
      if value == .success(nil), standard.isAboutSheet(inner) { return .success(nil) }
      if case .success(_?) = value { return .success(.truth(true)) }
      return .success(.truth(false))
    default: return operation(formula, formula.parts.map { fold($0, standard) })
    }
  }

  @discardableResult mutating func fold(definition index: Int, _ standard: Standard) -> Folded {
    if let known = definitions[index] { return known }
    let folded = fold(standard.definitions[index].formula, standard)
    definitions[index] = folded
    return folded
  }

  // MARK: Truth

  /// Kleene's and, which a false part decides, and or, which a true one does. A failure yields to a deciding part only.
  private mutating func truth(
    of parts: [Formula], stopsAt: Bool, _ standard: Standard, _ value: (inout ConstantFolder, Formula) -> Folded
  ) -> Folded {
    Self.truth(of: parts.map { value(&self, $0) }, stopsAt: stopsAt)
  }

  private static func truth(of values: [Folded], stopsAt: Bool) -> Folded {
    if values.contains(.success(.truth(stopsAt))) { return .success(.truth(stopsAt)) }
    let failure = values.last { if case .failure = $0 { true } else { false } }
    if let failure { return failure }
    return values.contains(.success(nil)) ? .success(nil) : .success(.truth(!stopsAt))
  }

  private mutating func interval(
    _ value: Folded, _ subject: Formula, _ lower: Formula.Bound?, _ upper: Formula.Bound?, _ standard: Standard
  ) -> Folded {
    var ends: [Folded] = []
    if let lower {
      let end = fold(lower.formula, standard)
      ends.append(Self.compared(lower.included ? .atLeast : .above, value, end, subject.type))
    }
    if let upper {
      let end = fold(upper.formula, standard)
      ends.append(Self.compared(upper.included ? .atMost : .below, value, end, subject.type))
    }
    if ends.isEmpty { return value.map { $0.map { _ in .truth(true) } } }
    return Self.truth(of: ends, stopsAt: false)
  }

  private static func compared(
    _ comparator: Comparator, _ left: Folded, _ right: Folded, _ type: ValueType
  ) -> Folded {
    apply([left, right]) { values throws(ArithmeticError) in
      switch comparator {
      case .equal: return .truth(values[0] == values[1])
      case .different: return .truth(values[0] != values[1])
      default:
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

  private func operation(_ formula: Formula, _ parts: [Folded]) -> Folded {
    Self.apply(parts) { values throws(ArithmeticError) in
      let numbers = values.compactMap(\.number)
      switch (formula.kind, values.first, values.last) {
      case (.not, .truth(let truth)?, _): return .truth(!truth)
      case (.compare(let comparator, let left, _), let a?, let b?):
        return try Self.compared(comparator, .success(a), .success(b), left.type).get()
      case (.hasOptions(_, let wanted, let all), .choices(let chosen)?, _):
        return .truth(all ? chosen & wanted == wanted : chosen & wanted != 0)
      case (.hasText, .text(let text)?, .text(let part)?): return .truth(part.isEmpty || text.contains(part))
      case (.sum(let terms), _, _): return try Self.sum(terms, numbers)
      case (.product(let terms), _, _): return try Self.product(terms, numbers)
      case (.negated, .number(let number)?, _): return .number(number.negated)
      case (.absolute, .number(let number)?, _): return .number(number.magnitude)
      case (.rounded(_, _, let mode), .number(let number)?, .number(let step)?):
        return .number(try number.rounded(mode, toMultipleOf: step))
      case (.larger, _, _): return Self.extreme(formula.parts, values) { $0 > $1 }
      case (.smaller, _, _): return Self.extreme(formula.parts, values) { $0 < $1 }
      case (.length, .text(let text)?, _): return .number(Rational(text.filter { !$0.isWhitespace }.count))
      case (.optionCount, .choices(let bits)?, _): return .number(Rational(bits.nonzeroBitCount))
      case (.daysBetween, .date(let later)?, .date(let earlier)?):
        return .number(Rational(later.dayNumber - earlier.dayNumber))
      case (.shifted(_, _, let months, let back), .date(let start)?, .number(let distance)?):
        return .date(try start.adding(back ? distance.negated : distance, months: months))
      default: return nil
      }
    }
  }

  private static func sum(_ terms: [Formula.Term], _ numbers: [Rational]) throws(ArithmeticError) -> Value? {
    guard terms.count == numbers.count else { return nil }
    var total = Rational.zero
    for (term, number) in zip(terms, numbers) {
      total = try term.inverse ? total.subtracting(number) : total.adding(number)
    }
    return .number(total)
  }

  private static func product(_ terms: [Formula.Term], _ numbers: [Rational]) throws(ArithmeticError) -> Value? {
    guard terms.count == numbers.count else { return nil }
    var total = Rational.one
    for (term, number) in zip(terms, numbers) {
      total = try term.inverse ? total.divided(by: number) : total.multiplied(by: number)
    }
    return .number(total)
  }

  private static func extreme(
    _ parts: [Formula], _ values: [Value], _ isBetter: (Rational, Rational) -> Bool
  ) -> Value? {
    var best: (order: Rational, value: Value)?
    for (part, value) in zip(parts, values) {
      guard let order = value.order(as: part.type) else { return nil }
      if best.map({ isBetter(order, $0.order) }) ?? true { best = (order, value) }
    }
    return best?.value
  }
}

/// The constants of a checked standard.
public struct Constants: Sendable {
  public let standard: Standard
  private let folder: ConstantFolder

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

extension Standard {
  /// The parameters without a value that a formula uses, directly or through definitions.
  func openParameters(of formula: Formula) -> [Int] {
    var open: Set<Int> = []
    var seen: Set<Int> = []
    func look(_ formula: Formula) {
      _ = formula.contains { part in
        if case .parameter(let index) = part.kind, parameters[index].value == nil { open.insert(index) }
        if case .definition(let index) = part.kind, seen.insert(index).inserted { look(definitions[index].formula) }
        return false
      }
    }
    look(formula)
    return open.sorted()
  }
}
