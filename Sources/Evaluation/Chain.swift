import Model
import Quantities
import Sheets

/// The levels of one activity in order: whom a level recommends, the next one judges.
///
/// A sheet that states the 候选 fact of a level has been judged elsewhere below it, and enters there; one that leaves it
/// open is judged from the first level on, and the chain fills the fact in: yes if the level below recommends it, no if
/// not, and open while that is not settled.
public struct Chain: Sendable {
  /// One outcome a level, over the sheets that are of that level.
  public let levels: [Outcome]
  /// In order of the first sheets read.
  public let journeys: [Journey]
  /// For each level the communities of which the one below has no sheet that could be told to be theirs: what it would
  /// say of them is open.
  public let unmatched: [[Identity]]

  /// How one community fares from level to level.
  public struct Journey: Sendable {
    /// As the first level has it that names communities by the most facts.
    public let identity: Identity
    /// One a level; nil at levels below the one at which it enters.
    public let results: [SheetResult?]
    /// How many levels, counted from the first, it has passed or skipped: those below a recommendation.
    public let recommendedUpTo: Int
    /// The level that did not recommend it, or that leaves it open; nil if it came through.
    public let stoppedAt: Int?

    /// The first of what identifies it; others may be called the same.
    public var name: String { identity.name }
  }

  /// - Parameter inputs: the levels from the lowest on, each with all sheets as its standard reads them.
  public static func run(_ inputs: [(standard: Standard, table: Table)]) -> Chain {
    let tracks = ChainTracks(inputs.map(\.table))
    let entries = entries(inputs, tracks)
    var levels: [Outcome] = []
    var results: [[Int: SheetResult]] = []
    var unmatched: [[Identity]] = []
    for (level, input) in inputs.enumerated() {
      var sheets: [Sheet] = []
      var communities: [Int] = []
      var strangers: [Identity] = []
      for (sheet, community) in zip(input.table.sheets, tracks.communities[level]) where entries[community] <= level {
        communities.append(community)
        guard level > 0, entries[community] < level else {
          sheets.append(sheet)
          continue
        }
        let below = results[level - 1][community]
        if below == nil { strangers.append(sheet.identity) }
        sheets.append(sheet.stating(below?.recommendation ?? .open, of: input.standard.candidates))
      }
      let table = Table(schema: input.table.schema, sheets: sheets, refused: input.table.refused)
      let outcome = Evaluation.outcome(of: input.standard, table)
      levels.append(outcome)
      unmatched.append(strangers)
      results.append(
        Dictionary(outcome.results.map { (communities[$0.sheet], $0) }, uniquingKeysWith: { first, _ in first }))
    }
    let journeys = tracks.identities.enumerated().map { community, identity in
      journey(identity, results.map { $0[community] }, entry: entries[community])
    }
    return Chain(levels: levels, journeys: journeys, unmatched: unmatched)
  }

  /// The level at which each community enters: the highest whose 候选 fact it states.
  private static func entries(_ inputs: [(standard: Standard, table: Table)], _ tracks: ChainTracks) -> [Int] {
    var entries = tracks.identities.map { _ in 0 }
    for (level, input) in inputs.enumerated().dropFirst() {
      guard let fact = input.standard.candidates else { continue }
      for (sheet, community) in zip(input.table.sheets, tracks.communities[level]) {
        if case .stated = input.standard.stated(fact, by: sheet) { entries[community] = level }
      }
    }
    return entries
  }

  private static func journey(_ identity: Identity, _ results: [SheetResult?], entry: Int) -> Journey {
    let own = results.enumerated().map { $0.offset < entry ? nil : $0.element }
    let stopped = own.indices.first { $0 >= entry && own[$0]?.isRecommended != true }
    // Who enters without a recommendation has none of the levels below either.
    let cameUnasked = stopped == entry && own[entry]?.entrant == .no
    return Journey(
      identity: identity, results: own, recommendedUpTo: cameUnasked ? 0 : stopped ?? own.count, stoppedAt: stopped)
  }
}

extension SheetResult {
  /// Selected for certain, and taking part for certain or perhaps.
  public var isRecommended: Bool { selection == .yes && entrant != .no }

  /// What the level above is told.
  fileprivate var recommendation: SelectionStatus { entrant == .unknown ? .open : selection ?? .no }
}

extension Sheet {
  /// The sheet with a yes/no fact filled in from a selection.
  fileprivate func stating(_ selection: SelectionStatus, of fact: Int?) -> Sheet {
    guard let fact else { return self }
    var cells = cells
    switch selection {
    case .yes: cells[fact] = .value(.truth(true))
    case .no: cells[fact] = .value(.truth(false))
    case .open, .tied: cells[fact] = .unsettled
    }
    return with(cells)
  }
}
