import Evaluation
import Model
import Quantities

/// How a community stands at one value of a parameter.
public enum SweepStanding: Hashable, Sendable {
  /// Where grades are followed, one for certain: by its place in the standard, nil for none of them.
  case grade(Int?)
  /// It has a place for certain.
  case selected
  /// Tied at the edge of a quota, or open for want of facts.
  case undecided
  /// Eligible, without a place; eligible, where the standard selects nobody.
  case eligible
  /// It is open whether it is eligible, since facts are missing.
  case unverified
  /// Its place is open because something cannot be worked out.
  case failed
  case ineligible
  /// It does not take part.
  case absent

  /// That of a result. No initializer, which would be given copies of what is large.
  ///
  /// - Parameter kind: of the standard.
  static func of(_ result: SheetResult, _ kind: Award.Kind, by standard: Standard) -> SweepStanding {
    let standing = told(result, kind)
    let isOpen = standing == .undecided || standing == .unverified
    return isOpen && result.isFailed(by: standard) ? .failed : standing
  }

  private static func told(_ result: SheetResult, _ kind: Award.Kind) -> SweepStanding {
    if result.entrant == .no { return .absent }
    if kind == .grade {
      return if case .grade(let grades) = kind.award(result), grades.count == 1 { .grade(grades[0]) } else {
        .undecided
      }
    }
    if result.isRecommended { return .selected }
    switch result.eligible {
    case .yes: return result.selection.map { Award.selection($0).isUndecided } == true ? .undecided : .eligible
    case .unknown: return .unverified
    case .no: return .ineligible
    }
  }
}

/// What is told of the communities at one value of a parameter.
public struct SweepResult: Sendable {
  /// Those taking part that are eligible for certain.
  public let eligible: Int
  /// In the order of the ranking; empty too where the standard selects nobody.
  public let selected: [String]
  /// Tied at the edge of a quota, or open for want of facts; the grade where grades are followed.
  public let undecided: [String]
  /// The total of the last one selected, which there always is.
  public let last: Interval?
  /// Everybody, by place of the sheet in the table.
  public let standings: [SweepStanding]
  /// Who has which grade for certain, in the order in which they are tried, and who has none; empty where something
  /// else is followed.
  public let grades: [Holders]

  /// Who has a grade.
  public struct Holders: Sendable {
    /// By place in the standard; nil for none of them.
    public let grade: Int?
    /// In the order of the ranking.
    public let names: [String]
  }

  init(_ outcome: Outcome) {
    // Results are large: none is copied.
    let (results, standard) = (outcome.results, outcome.standard)
    let kind = Award.Kind(standard)
    var standings = [SweepStanding](repeating: .absent, count: outcome.table.sheets.count)
    var (chosen, undecided): ([Int], [Int]) = ([], [])
    var holders: [Int?: [Int]] = [:]
    var eligible = 0
    for place in results.indices {
      standings[results[place].sheet] = SweepStanding.of(results[place], kind, by: standard)
      if results[place].entrant == .no { continue }
      if results[place].eligible == .yes { eligible += 1 }
      if results[place].isRecommended { chosen.append(place) }
      let award = kind.award(results[place])
      if kind != .eligibility, award.isUndecided { undecided.append(place) }
      if kind == .grade, case .grade(let grades) = award, grades.count == 1 {
        holders[grades[0], default: []].append(place)
      }
    }
    func names(_ places: [Int]) -> [String] { places.map { outcome.table.sheets[results[$0].sheet].name } }
    (self.eligible, selected, self.undecided) = (eligible, names(chosen), names(undecided))
    last = chosen.last.flatMap { results[$0].total.points }
    self.standings = standings
    grades =
      kind != .grade
      ? []
      : (standard.grades.indices.map { $0 } + [nil]).map { (grade: Int?) in
        Holders(grade: grade, names: names(holders[grade] ?? []))
      }
  }
}

/// How everybody stands at one value: by place of the sheet in the table.
struct SweepState {
  let result: SweepResult
  /// What each gets.
  let awards: [Award]
  /// What is told nowhere, but may tip the one or the other.
  private let eligible: [Truth]

  init(_ outcome: Outcome) {
    result = SweepResult(outcome)
    let kind = Award.Kind(outcome.standard)
    // Every sheet has one result; sorting these would move them about.
    let results = outcome.results
    var awards = [Award](repeating: .eligibility(.no), count: results.count)
    var eligible = [Truth](repeating: .no, count: results.count)
    for place in results.indices {
      awards[results[place].sheet] = kind.award(results[place])
      if results[place].entrant != .no { eligible[results[place].sheet] = results[place].eligible }
    }
    (self.awards, self.eligible) = (awards, eligible)
  }

  /// Whether everybody stands the same.
  func stands(asIn other: SweepState) -> Bool {
    awards == other.awards && eligible == other.eligible && result.standings == other.result.standings
  }

  /// Whether everybody gets the same; who is undecided remains so.
  func selects(asIn other: SweepState) -> Bool { zip(awards, other.awards).allSatisfy { $0.comesTo($1) } }
}
