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

  init(_ result: SheetResult, by standard: Standard) {
    let standing = Self(result, Award.Kind(standard))
    let isOpen = standing == .undecided || standing == .unverified
    self = isOpen && result.isFailed(by: standard) ? .failed : standing
  }

  private init(_ result: SheetResult, _ kind: Award.Kind) {
    if result.entrant == .no {
      self = .absent
    } else if kind == .grade {
      let award = kind.award(result)
      self = if case .grade(let grades) = award, grades.count == 1 { .grade(grades[0]) } else { .undecided }
    } else if result.isRecommended {
      self = .selected
    } else {
      switch result.eligible {
      case .yes:
        self = result.selection.map { Award.selection($0).isUndecided } == true ? .undecided : .eligible
      case .unknown: self = .unverified
      case .no: self = .ineligible
      }
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
    let taking = outcome.results.filter { $0.entrant != .no }
    func names(_ results: [SheetResult]) -> [String] { results.map { outcome.sheet($0).name } }
    eligible = taking.filter { $0.eligible == .yes }.count
    let chosen = taking.filter(\.isRecommended)
    selected = names(chosen)
    last = chosen.last?.total.points
    var standings = [SweepStanding](repeating: .absent, count: outcome.table.sheets.count)
    for result in outcome.results { standings[result.sheet] = SweepStanding(result, by: outcome.standard) }
    self.standings = standings
    let kind = Award.Kind(outcome.standard)
    undecided = kind == .eligibility ? [] : names(taking.filter { kind.award($0).isUndecided })
    grades =
      kind != .grade
      ? []
      : (outcome.standard.grades.indices.map { $0 } + [nil]).map { (grade: Int?) in
        Holders(grade: grade, names: names(taking.filter { kind.award($0) == .grade([grade]) }))
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
    var awards = [Award](repeating: .eligibility(.no), count: outcome.results.count)
    var eligible = [Truth](repeating: .no, count: outcome.results.count)
    for result in outcome.results {
      awards[result.sheet] = kind.award(result)
      if result.entrant != .no { eligible[result.sheet] = result.eligible }
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
