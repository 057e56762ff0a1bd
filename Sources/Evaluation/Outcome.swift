import Model
import Quantities
import Sheets
import Synchronization

/// The result of judging all sheets by a standard.
public struct Outcome: Sendable {
  /// The standard by which the sheets were judged.
  public let standard: Standard
  /// All sheets that were judged. Results name them by place.
  public let table: Table
  /// Who is where, in the order of the report.
  public let places: Places
  /// How everybody stands, in the order of the sheets.
  let standing: Standings
  /// The values compared across cohorts, from which explanations take ranks.
  let cohorts: Cohorts
  /// Whether somebody's place waits for something.
  let hasOpenSelection: Bool
  /// What has been seen besides while everybody was judged.
  let looked: Looked
  private let known: KnownResults

  /// - Parameter results: in the order of the report; nil if they are to be worked out when they are asked for.
  init(
    _ judging: Judging, _ standings: Standings, _ places: Places, _ results: [SheetResult]?, looked: Looked = Looked()
  ) {
    (standard, table, cohorts) = (judging.standard, judging.table, judging.cohorts)
    self.looked = looked
    (standing, self.places) = (standings, places)
    hasOpenSelection = places.isOpen
    known = KnownResults(results)
  }

  /// What judging in columns has seen of all sheets.
  struct Looked: Sendable {
    /// Whether it is known already that everything can be worked out.
    var isSound = false
    /// How many sheets there were for which something was worked out by single values.
    var singles = 0
    /// What holds of them, where it has been kept.
    var truths: KeptTruths?
    /// The records of all sheets, by place of their fact in the standard.
    var records: [Int: RecordRows] = [:]
  }

  /// How many sheets left the columns in which all are judged, since something of them fits none: those take longer.
  public var sheetsOutOfColumns: Int { looked.singles }

  /// How many have a rank up to one, whoever shares it included: the first so many of the report.
  ///
  /// - Parameter rank: nil for everybody.
  public func count(throughRank rank: Int?) -> Int {
    guard let rank else { return places.count }
    return places.indices.first { place in places.rank(place).map { $0 > rank } ?? true } ?? places.count
  }

  /// In the order of the report. All of them are kept once they have been asked for.
  public var results: [SheetResult] { known.results(of: self) }

  /// The same if they have been worked out already.
  var resultsAtHand: [SheetResult]? { known.atHand }

  /// Something of each result, in the order of the report: no result is kept for it.
  func map<Value>(_ body: (SheetResult) -> Value) -> [Value] {
    known.atHand?.map(body) ?? ColumnEvaluation.map(self, whole: false, body) ?? results.map(body)
  }

  /// What one result is, by its place in the report, without the others.
  public func result(at place: Int) -> SheetResult {
    known.atHand.map { $0[place] } ?? referenceResult(at: place)
  }

  /// The same by the reference interpreter.
  fileprivate func referenceResult(at place: Int) -> SheetResult {
    var result = judging.result(of: places.sheet(place))
    result.take(places, place)
    return result
  }

  /// Whether there are so many sheets that looking at their results in columns is worth it.
  public var isLarge: Bool { ColumnEvaluation.fits(standard, table) }

  /// See ``SheetResult/entrant``.
  func entrant(at place: Int) -> Truth { standing.entrant[places.sheet(place)] }
  /// See ``SheetResult/eligible``.
  func eligible(at place: Int) -> Truth { standing.eligible[places.sheet(place)] }

  /// Whether those at some places of the report take part, are eligible, and may be selected.
  public func standing(at places: Range<Int>) -> [(entrant: Truth, eligible: Truth, selectable: Truth)] {
    places.map { (entrant(at: $0), eligible(at: $0), standing.selectable[self.places.sheet($0)]) }
  }

  /// Entities whose sheets contradict each other in a cohort, by name.
  public var conflicts: [String] { cohorts.conflicts.sorted() }

  /// The sheet that a result of this outcome is about.
  public func sheet(_ result: SheetResult) -> Sheet { table.sheets[result.sheet] }

  /// The same with all parts of its results worked out.
  var whole: Outcome {
    Outcome(
      judging, standing, places, ColumnEvaluation.map(self, whole: true) { $0 } ?? results, looked: looked)
  }

  /// By which its results are worked out.
  var judging: Judging { Judging(standard, table, cohorts) }
}

/// The results of an outcome, known or still to be worked out.
private final class KnownResults: Sendable {
  private let known: Mutex<[SheetResult]?>

  init(_ results: [SheetResult]?) { known = Mutex(results) }

  var atHand: [SheetResult]? { known.withLock { $0 } }

  func results(of outcome: Outcome) -> [SheetResult] {
    known.withLock { known in
      if let known { return known }
      let results =
        ColumnEvaluation.map(outcome, whole: false) { $0 }
        ?? outcome.places.indices.map { outcome.referenceResult(at: $0) }
      known = results
      return results
    }
  }
}
