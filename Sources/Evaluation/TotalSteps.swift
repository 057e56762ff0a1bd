import Model
import Quantities

/// What comes of every total: it changes at some totals, and is the same everywhere between two of them.
public struct TotalSteps<Value: Equatable & Sendable>: Sendable {
  /// The totals at which it may change, lowest first.
  public let turns: [Rational]
  /// Below the first turn, at it, between it and the next one, and so on.
  public let values: [Value]

  /// - Parameter value: what comes of one total. It is asked at every turn and once between two.
  public init(_ turns: some Sequence<Rational>, _ value: (Rational) -> Value) throws(ArithmeticError) {
    self.turns = Set(turns).sorted()
    var samples: [Rational] = []
    for (index, turn) in self.turns.enumerated() {
      samples.append(
        index == 0
          ? try turn.subtracting(.one) : try turn.adding(self.turns[index - 1]).multiplied(by: .half))
      samples.append(turn)
    }
    samples.append(try self.turns.last?.adding(.one) ?? .zero)
    values = samples.map(value)
  }

  /// Where among ``values`` that of a total stands.
  ///
  /// - Parameter turns: ``turns``, or the same as numbers of another kind.
  public static func place<Number: Comparable>(of total: Number, among turns: [Number]) -> Int {
    var (low, high) = (0, turns.count)
    while low < high {
      let middle = (low + high) / 2
      if turns[middle] < total { low = middle + 1 } else { high = middle }
    }
    return low < turns.count && turns[low] == total ? 2 * low + 1 : 2 * low
  }

  /// The nearest total at which something else comes of it, and what.
  public struct Change: Sendable {
    /// Where it changes.
    public let total: Rational
    /// Whether it is different at this total already, not only just beyond.
    public let isAtTotal: Bool
    /// What comes of it there.
    public let value: Value
  }

  /// The next change above a total; nil if there is none.
  public func change(above total: Rational) -> Change? { change(from: total, [Int](values.indices)) }

  /// The next change below a total; nil if there is none.
  public func change(below total: Rational) -> Change? { change(from: total, values.indices.reversed()) }

  private func change(from total: Rational, _ order: [Int]) -> Change? {
    let own = Self.place(of: total, among: turns)
    guard let start = order.firstIndex(of: own),
      let next = order[start...].first(where: { values[$0] != values[own] })
    else { return nil }
    // Odd places are turns; the turn before an open stretch is the one that was passed last.
    let isAt = next % 2 == 1
    return Change(
      total: turns[isAt ? next / 2 : next > own ? next / 2 - 1 : next / 2], isAtTotal: isAt, value: values[next])
  }
}

extension Outcome {
  /// The grades that a sheet may have by other totals, all that is not worked out from the total staying as it is; nil
  /// where its grades ask for the total in another way than by a limit, or go to no more than so many, or where it has
  /// no total.
  public func gradeSteps(of result: SheetResult) -> TotalSteps<[Int?]>? {
    if standard.hasGradePlaces || result.total == .unscored { return nil }
    let moves = standard.requirements.indices.contains { index in
      standard.sites(of: .requirement(index)).formulas.contains(where: standard.asksForTotal)
    }
    func isFixed(_ formula: Formula) -> Bool {
      !standard.contains(formula) { part in
        part.isTotal || (moves && part.named.results.contains(where: \.isAboutRequirements))
      }
    }
    var turns: [Rational] = []
    for when in standard.grades.compactMap(\.when) {
      guard let limits = limitsOfTotal(when, for: result, isFixed: isFixed) else { return nil }
      turns += limits
    }
    do throws(ArithmeticError) { return try TotalSteps(turns) { grades(of: result, at: $0, admitted: [:]) } } catch {
      return nil
    }
  }

  /// The grades that a sheet may have by another total.
  ///
  /// - Parameter admitted: whether it is within the places of grades that have no more than so many.
  public func grades(of result: SheetResult, at total: Rational, admitted: [Int: Truth]) -> [Int?] {
    var evaluator = evaluator(of: result, at: total)
    return evaluator.graded(admitted).grades
  }

  /// Whether a condition holds for a sheet by another total.
  public func truth(_ condition: Formula, for result: SheetResult, at total: Rational) -> Truth {
    var evaluator = evaluator(of: result, at: total)
    return evaluator.evaluate(condition).truth
  }

  /// What a condition holds the total against, for one sheet; what is not known turns nothing. Nil where it asks for the
  /// total in another way.
  ///
  /// - Parameter isFixed: which formulas give the same whatever the total is.
  public func limitsOfTotal(
    _ condition: Formula, for result: SheetResult, isFixed: (Formula) -> Bool
  ) -> [Rational]? {
    standard.limitsOfTotal(condition, isFixed: isFixed)?.compactMap { limit in
      guard case .known(.number(let number)) = explain(limit, for: result).value else { return nil }
      return number
    }
  }

  private func evaluator(of result: SheetResult, at total: Rational) -> Evaluator {
    var evaluator = evaluator(of: result)
    evaluator.scores?.total = Interval(total)
    return evaluator
  }
}
