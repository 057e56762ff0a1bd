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

  /// How one community fares from level to level.
  public struct Journey: Sendable {
    public let name: String
    /// One a level; nil at levels below the one at which it enters.
    public let results: [SheetResult?]
    /// How many levels, counted from the first, it has passed or skipped: those below a recommendation.
    public let recommendedUpTo: Int
    /// The level that did not recommend it, or that leaves it open; nil if it came through.
    public let stoppedAt: Int?
  }

  /// - Parameter inputs: the levels from the lowest on, each with all sheets as its standard reads them.
  public static func run(_ inputs: [(standard: Standard, table: Table)]) -> Chain {
    let entries = entries(inputs)
    var levels: [Outcome] = []
    var below: [String: SelectionStatus] = [:]
    for (level, input) in inputs.enumerated() {
      let sheets = input.table.sheets.filter { (entries[$0.name] ?? 0) <= level }.map { sheet in
        level == 0 || entries[sheet.name] == level
          ? sheet : sheet.stating(below[sheet.name] ?? .no, of: input.standard.candidates)
      }
      let table = Table(schema: input.table.schema, sheets: sheets, refused: input.table.refused)
      let outcome = Evaluation.outcome(of: input.standard, table)
      below = [:]
      for result in outcome.results {
        below[outcome.sheet(result).name] = result.entrant == .unknown ? .open : result.selection ?? .no
      }
      levels.append(outcome)
    }
    return Chain(levels: levels, journeys: journeys(inputs, levels, entries))
  }

  /// The level at which each sheet enters: the highest whose 候选 fact it states.
  private static func entries(_ inputs: [(standard: Standard, table: Table)]) -> [String: Int] {
    var entries: [String: Int] = [:]
    for (level, input) in inputs.enumerated() {
      for sheet in input.table.sheets {
        if entries[sheet.name] == nil { entries[sheet.name] = 0 }
        if level > 0, let fact = input.standard.candidates, case .stated = input.standard.stated(fact, by: sheet) {
          entries[sheet.name] = level
        }
      }
    }
    return entries
  }

  private static func journeys(
    _ inputs: [(standard: Standard, table: Table)], _ levels: [Outcome], _ entries: [String: Int]
  ) -> [Journey] {
    let results = levels.map { outcome in
      Dictionary(outcome.results.map { (outcome.sheet($0).name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    var names: [String] = []
    var seen: Set<String> = []
    for sheet in inputs.flatMap(\.table.sheets) where seen.insert(sheet.name).inserted { names.append(sheet.name) }
    return names.map { name in
      let entry = entries[name] ?? 0
      let own = results.enumerated().map { $0.offset < entry ? nil : $0.element[name] }
      let stopped = own.indices.first { $0 >= entry && own[$0]?.isRecommended != true }
      // Who enters without a recommendation has none of the levels below either.
      let cameUnasked = stopped == entry && own[entry]?.entrant == .no
      return Journey(
        name: name, results: own, recommendedUpTo: cameUnasked ? 0 : stopped ?? own.count, stoppedAt: stopped)
    }
  }
}

extension SheetResult {
  public var isRecommended: Bool { selection == .yes && entrant != .no }
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
    return Sheet(name: name, cells: cells, file: file, row: row)
  }
}
