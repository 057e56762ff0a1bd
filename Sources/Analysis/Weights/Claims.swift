import Evaluation
import Model
import Quantities

/// What one competitor may get, by one total: lists of grades that are possible, or, where a standard selects, of its one
/// place under number 0; nil in them stands for nothing.
struct Claim: Equatable {
  /// Without a place among those of which there are no more than so many.
  let base: [Int?]
  /// With a place, for each of the contests.
  let placed: [[Int?]]

  /// Whether it wants a place: whether that would get it something.
  func wants(_ contest: Int, for prize: Int) -> Truth {
    let possible = placed[contest]
    return possible.contains(prize) ? (possible.count == 1 ? .yes : .unknown) : .no
  }

  var isVoid: Bool { base == [nil] && placed.allSatisfy { $0 == [nil] } }
}

extension Award.Kind {
  /// What there are no more than so many of, in the order in which it is given: grades, or what a standard selects for.
  func contests(_ standard: Standard) -> [(prize: Int, places: PlaceLimits)] {
    switch self {
    case .selection: standard.selection.map { [(0, $0.places)] } ?? []
    case .grade: standard.grades.enumerated().compactMap { index, grade in grade.places.map { (index, $0) } }
    case .eligibility: []
    }
  }

  /// - Parameter possible: as in ``Claim``.
  func award(_ possible: [Int?]) -> Award {
    switch self {
    case .selection: .selection(possible == [0] ? .yes : possible == [nil] ? .no : .tied)
    case .grade: .grade(possible)
    case .eligibility: .eligibility(possible == [0] ? .yes : possible == [nil] ? .no : .unknown)
    }
  }
}

extension Outcome {
  /// What a sheet may get by which total.
  ///
  /// - Throws: where that depends on points, which other weights change in another way.
  func claims(of result: SheetResult, _ kind: Award.Kind) throws -> TotalSteps<Claim> {
    let conditions = kind == .selection ? [standard.selection?.when] : standard.grades.map(\.when)
    var turns: [Rational] = []
    for (index, condition) in conditions.enumerated() {
      guard let condition else { continue }
      guard let limits = limitsOfTotal(condition, for: result, isFixed: standard.isFixed) else {
        throw kind == .selection
          ? SensitivityProblem.dependsOnPoints(.selection, "")
          : SensitivityProblem.dependsOnPoints(.grade, standard.grades[index].name)
      }
      turns += limits
    }
    let contests = kind.contests(standard)
    return try TotalSteps(turns) { total in
      guard kind == .grade else {
        let mayBe = standard.selection?.when.map { truth($0, for: result, at: total) == .yes } ?? true
        return Claim(base: [nil], placed: [mayBe ? [0] : [nil]])
      }
      func grades(within place: Int?) -> [Int?] {
        let admitted = Dictionary(uniqueKeysWithValues: contests.map { ($0.prize, Truth($0.prize == place)) })
        let found = self.grades(of: result, at: total, admitted: admitted)
        return found.isEmpty ? [nil] : found
      }
      let base = grades(within: nil)
      return Claim(base: base, placed: contests.map { result.eligible == .yes ? grades(within: $0.prize) : base })
    }
  }
}
