import Quantities
import Syntax

/// Grades that nothing but the total decides, as a ladder of totals: they then have an order, which the order in which
/// they are tried has not.
struct GradeLadder {
  /// Totals at which the grade may change, lowest first.
  let turns: [Rational]
  /// Grades in the order of the totals that bring them; one that comes and goes stands there as often. Nil is none.
  let steps: [Int?]
  private let standard: Standard

  /// Nil where anything but the total counts, as the others do for places, or a parameter without a value.
  init?(_ standard: Standard) {
    guard !standard.grades.isEmpty, !standard.hasGradePlaces else { return nil }
    let constants = Constants(standard)
    var turns: Set<Rational> = []
    for when in standard.grades.compactMap(\.when) {
      guard let own = Self.turns(when, constants) else { return nil }
      turns.formUnion(own)
    }
    self.standard = standard
    self.turns = turns.sorted()
    guard let samples = Self.samples(self.turns) else { return nil }
    var steps: [Int?] = []
    for total in samples {
      let grade = Self.grade(at: total, standard)
      if steps.last != .some(grade) { steps.append(grade) }
    }
    self.steps = steps
  }

  /// The first grade whose condition holds at a total; nil if none does.
  func grade(at total: Rational) -> Int? { Self.grade(at: total, standard) }

  private static func grade(at total: Rational, _ standard: Standard) -> Int? {
    standard.grades.firstIndex { grade in
      guard let when = grade.when else { return true }
      var folder = ConstantFolder(total: total)
      return folder.fold(when, standard) == .success(.truth(true))
    }
  }

  /// Every turn, and a total between each two and beyond the first and the last: nothing happens elsewhere.
  static func samples(_ turns: [Rational]) -> [Rational]? {
    guard let first = turns.first, let last = turns.last else { return [.zero] }
    do throws(ArithmeticError) {
      var samples = [try first.subtracting(.one)]
      for (low, high) in zip(turns, turns.dropFirst()) {
        samples += [low, try low.adding(high).divided(by: Rational(2))]
      }
      return samples + [last, try last.adding(.one)]
    } catch {
      return nil
    }
  }

  /// Where a condition turns; nil if it is about anything but the total and fixed numbers.
  private static func turns(_ formula: Formula, _ constants: Constants) -> Set<Rational>? {
    let limits = constants.standard.limitsOfTotal(formula) { constants.value(of: $0) != nil }
    return limits.map { Set($0.compactMap { constants.value(of: $0)?.number }) }
  }
}

extension Standard {
  /// What a condition holds the total against; nil where it asks for the total in another way, or for what is not fixed.
  ///
  /// - Parameter isFixed: which formulas give the same whatever the total is.
  public func limitsOfTotal(_ condition: Formula, isFixed: (Formula) -> Bool) -> [Formula]? {
    condition.fold { part, limits in
      if isFixed(part) { return [] }
      switch part.kind {
      case .compare, .interval, .oneOf:
        let sides = part.sides.map { $0.left.isTotal ? ($0.left, $0.right) : ($0.right, $0.left) }
        return sides.allSatisfy { $0.0.isTotal && isFixed($0.1) } ? sides.map(\.1) : nil
      case .definition(let index): return limitsOfTotal(definitions[index].formula, isFixed: isFixed)
      case .not, .all, .any, .conditional: return limits.contains { $0 == nil } ? nil : limits.flatMap { $0 ?? [] }
      case .constant, .fact, .parameter, .referenceDate, .column, .resultColumn, .hasOptions, .hasText, .isKnown,
        .position, .operation, .rank, .cohort, .rows, .total, .eligible, .result:
        return nil
      }
    }
  }

  /// A grade, and those that are known to be better: where the total alone decides, higher totals bring better grades.
  /// The order in which grades are tried says nothing about it.
  public func gradesAtLeast(_ grade: Int) -> Set<Int> {
    let ascending = gradesAscending
    guard let place = ascending.firstIndex(of: grade) else { return [grade] }
    return Set(ascending[place...])
  }

  /// The grades from the worst to the best; empty where that is not known.
  public var gradesAscending: [Int] {
    fewerPointsAreBetter ? gradesByTotal.reversed() : gradesByTotal
  }

  /// Whether the order says so: lower totals come first.
  public var fewerPointsAreBetter: Bool { ranking.contains { $0.formula.isTotal && !$0.descending } }

  /// The grades in the order of the totals that bring them, where nothing else does.
  private var gradesByTotal: [Int] {
    if hasGradePlaces { return [] }
    if let ladder = GradeLadder(self) {
      let grades = ladder.steps.compactMap { $0 }
      return Set(grades).count == grades.count ? grades : []
    }
    // Whatever the limits are: who misses a lower limit that is tried first has less than who reaches it.
    let limits = grades.map { $0.when.flatMap(limitOfTotal) }
    let stated = grades.last?.when == nil ? limits.dropLast() : limits[...]
    if stated.allSatisfy({ $0 == .atLeast || $0 == .above }) { return grades.indices.reversed() }
    if stated.allSatisfy({ $0 == .atMost || $0 == .below }) { return Array(grades.indices) }
    return []
  }

  /// The comparison, if a condition compares the total with what is the same for all sheets.
  private func limitOfTotal(_ condition: Formula) -> Comparator? {
    let found = condition.comparisons(of: \.isTotal)
    guard found.count == 1, found[0].left.isTotal, !isAboutSheet(found[0].right) else { return nil }
    return found[0].comparator
  }
}
