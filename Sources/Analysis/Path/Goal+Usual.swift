import Evaluation
import Model
import Quantities

extension Goal {
  /// What a community is taken to want where nothing is said: to be selected; where a standard only has grades, the next
  /// better one than it is sure of, or to keep the best; where it has neither, to be eligible. Nil where it is not known
  /// which grade is better.
  public static func usual(for result: SheetResult, by standard: Standard) -> Goal? {
    switch Award.Kind(standard) {
    case .selection: return .selected
    case .eligibility: return .eligible
    case .grade:
      let rungs = standard.rungs
      let own = result.grades.isEmpty ? [nil] : result.grades
      guard own.allSatisfy({ $0.map(rungs.contains) ?? true }) else { return nil }
      let worst = own.map { $0.flatMap(rungs.firstIndex) ?? -1 }.min() ?? -1
      if rungs.indices.contains(worst + 1) { return .grade(rungs[worst + 1]) }
      // The best of those that are known to be better than others need not be the best of all.
      return rungs.indices.contains(worst) && rungs.count == standard.grades.count ? .grade(rungs[worst]) : nil
    }
  }
}

extension Standard {
  /// The grades from the worst to the best, as far as people would say so: where not only the total decides, by the least
  /// total that each asks for, and the one for everyone else first. What asks for no total is not among them.
  fileprivate var rungs: [Int] {
    let known = gradesAscending
    if !known.isEmpty || fewerPointsAreBetter { return known }
    let constants = Constants(self)
    let rest = grades.indices.filter { grades[$0].when == nil && grades[$0].places == nil }
    let limited = grades.indices.reversed().compactMap { grade in
      leastTotal(grade, constants).map { (grade: grade, total: $0) }
    }
    return rest
      + limited.enumerated().sorted { ($0.element.total, $0.offset) < ($1.element.total, $1.offset) }
      .map(\.element.grade)
  }

  /// A total without which a grade is not given; nil if there is none, or none that is the same for all.
  func leastTotal(_ grade: Int, _ constants: Constants) -> Rational? {
    grades[grade].when?.conjuncts.flatMap { $0.comparisons(of: \.isTotal) }
      .filter { $0.left.isTotal && [.atLeast, .above].contains($0.comparator) }
      .compactMap { constants.value(of: $0.right)?.number }.max()
  }
}
