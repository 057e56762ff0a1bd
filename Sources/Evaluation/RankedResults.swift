import Model
import Quantities
import Sheets

/// Everybody ranked. Results stay as they are, in the order of the sheets: they are large, and of a ranking that is made again
/// and again only the places are asked for.
public struct RankedResults: Sendable {
  public let standard: Standard
  public let table: Table
  /// Who is at which place of the report, and who is chosen.
  public let places: Places
  /// By place of the sheet in the table. Neither rank nor selection stands in them.
  public let results: [SheetResult]
  private let standings: Standings
  /// In whose results something may fail; nil if it is not known of anybody that nothing does.
  private let mayFail: [Bool]?

  init(_ ranking: Ranking, _ results: [SheetResult], mayFail: [Bool]) {
    (standard, table, places) = (ranking.standard, ranking.table, ranking.places())
    (standings, self.results, self.mayFail) = (ranking.standings, results, mayFail)
  }

  public init(_ outcome: Outcome) {
    (standard, table, places) = (outcome.standard, outcome.table, outcome.places)
    (standings, mayFail) = (outcome.standing, nil)
    let results = outcome.results
    var placeOf = [Int](repeating: 0, count: results.count)
    for place in places.indices { placeOf[places.sheet(place)] = place }
    self.results = placeOf.map { results[$0] }
  }

  /// See ``SheetResult/entrant``.
  public func entrant(_ sheet: Int) -> Truth { standings.entrant[sheet] }
  /// See ``SheetResult/eligible``.
  public func eligible(_ sheet: Int) -> Truth { standings.eligible[sheet] }

  /// Whether the result at a place of the report, or what the ranking makes of it, is open because something cannot be
  /// worked out.
  public func isFailed(at place: Int) -> Bool {
    let sheet = places.sheet(place)
    return mayFail?[sheet] != false && results[sheet].isFailed(by: standard, places.selection(place))
  }
}
