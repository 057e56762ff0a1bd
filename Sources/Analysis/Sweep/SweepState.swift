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

  /// - Parameters:
  ///   - selection: what the ranking says.
  ///   - isFailed: whether what is open is open because something cannot be worked out.
  init(
    _ award: Award, _ entrant: Truth, _ eligible: Truth, _ selection: SelectionStatus?, isFailed: () -> Bool
  ) {
    self = Self.told(award, entrant, eligible, selection)
    if self == .undecided || self == .unverified, isFailed() { self = .failed }
  }

  private static func told(
    _ award: Award, _ entrant: Truth, _ eligible: Truth, _ selection: SelectionStatus?
  ) -> SweepStanding {
    if entrant == .no { return .absent }
    if case .grade(let grades) = award { return grades.count == 1 ? .grade(grades[0]) : .undecided }
    if selection == .yes { return .selected }
    switch eligible {
    case .yes: return selection.map { Award.selection($0).isUndecided } == true ? .undecided : .eligible
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
}

/// How everybody stands at one value: by place of the sheet in the table.
struct SweepState {
  let result: SweepResult
  /// What each gets.
  let awards: [Award]
  /// What is told nowhere, but may tip the one or the other.
  private let eligible: [Truth]

  init(_ ranked: RankedResults) {
    let (standard, places) = (ranked.standard, ranked.places)
    let kind = Award.Kind(standard)
    var awards = [Award](repeating: .eligibility(.no), count: places.count)
    var eligible = [Truth](repeating: .no, count: places.count)
    var standings = [SweepStanding](repeating: .absent, count: places.count)
    var (chosen, undecided): ([Int], [Int]) = ([], [])
    var holders: [Int?: [Int]] = [:]
    for place in places.indices {
      let (sheet, selection) = (places.sheet(place), places.selection(place))
      let (entrant, passes) = (ranked.entrant(sheet), ranked.eligible(sheet))
      // Results are large: one is looked at only where nothing else says it.
      let award = kind.award(entrant, passes, selection, grades: ranked.results[sheet].grades)
      awards[sheet] = award
      standings[sheet] = SweepStanding(award, entrant, passes, selection) { ranked.isFailed(at: place) }
      if entrant == .no { continue }
      eligible[sheet] = passes
      if selection == .yes { chosen.append(sheet) }
      if kind != .eligibility, award.isUndecided { undecided.append(sheet) }
      if case .grade(let grades) = award, grades.count == 1 { holders[grades[0], default: []].append(sheet) }
    }
    (self.awards, self.eligible) = (awards, eligible)
    func names(_ sheets: [Int]) -> [String] { sheets.map { ranked.table.sheets[$0].name } }
    result = SweepResult(
      eligible: eligible.count { $0 == .yes }, selected: names(chosen), undecided: names(undecided),
      last: chosen.last.flatMap { ranked.results[$0].total.points }, standings: standings,
      grades: kind != .grade
        ? []
        : (standard.grades.indices.map { $0 } + [nil]).map { (grade: Int?) in
          SweepResult.Holders(grade: grade, names: names(holders[grade] ?? []))
        })
  }

  /// Whether everybody stands the same.
  func stands(asIn other: SweepState) -> Bool {
    awards == other.awards && eligible == other.eligible && result.standings == other.result.standings
  }

  /// Whether everybody gets the same; who is undecided remains so.
  func selects(asIn other: SweepState) -> Bool { zip(awards, other.awards).allSatisfy { $0.comesTo($1) } }
}
