import Model
import Quantities

/// What ranking and selection look at, of all sheets in their order.
struct Standings: Sendable {
  /// Whether 参评 and 候选 let it take part.
  private(set) var entrant: [Truth] = []
  /// Whether it passes all that bears on eligibility and reaches every minimum.
  private(set) var eligible: [Truth] = []
  /// Whether there is a total.
  private(set) var scored: [Truth] = []
  /// Whether it is eligible and fulfils the condition of 推荐.
  private(set) var selectable: [Truth] = []
  /// One for each ranking key, in the order of the standard.
  private(set) var keys: [KeyColumn]

  var count: Int { entrant.count }

  /// Of no sheet yet.
  /// - Parameter keys: as columns of no sheet.
  init(keys: [KeyColumn]) { self.keys = keys }

  /// - Parameter results: one for each sheet, in their order.
  init(_ results: [SheetResult], by standard: Standard) {
    keys = standard.ranking.enumerated().map { place, key in
      KeyColumn(results.map { KeyEnds($0.keys[place], key) }, hasEnds: standard.sharesOutPlaces)
    }
    entrant = results.map(\.entrant)
    eligible = results.map(\.eligible)
    scored = results.map(\.total.isScored)
    selectable = results.map(\.selectable)
  }

  /// Adds a sheet, whose keys have been added.
  mutating func append(entrant: Truth, eligible: Truth, scored: Truth, selectable: Truth) {
    self.entrant.append(entrant)
    self.eligible.append(eligible)
    self.scored.append(scored)
    self.selectable.append(selectable)
  }

  /// Adds further sheets.
  mutating func append(_ others: Standings) {
    entrant += others.entrant
    eligible += others.eligible
    scored += others.scored
    selectable += others.selectable
    for place in keys.indices { keys[place].append(others.keys[place]) }
  }

  /// Gives one sheet another standing.
  mutating func set(_ result: SheetResult, at sheet: Int, by standard: Standard) {
    entrant[sheet] = result.entrant
    eligible[sheet] = result.eligible
    scored[sheet] = result.total.isScored
    selectable[sheet] = result.selectable
    for (place, key) in standard.ranking.enumerated() { keys[place].set(KeyEnds(result.keys[place], key), at: sheet) }
  }

  /// Adds a key of further sheets.
  mutating func withKey(_ place: Int, _ body: (inout KeyColumn) -> Void) { body(&keys[place]) }

  /// Makes the order of all keys known.
  mutating func settle() { for place in keys.indices { keys[place].settle() } }

  /// Whether it counts where places are shared out: it takes part and has a total.
  func competes(_ sheet: Int) -> Truth { entrant[sheet].and(scored[sheet]) }

  /// Who stands before whom whatever the keys are: eligible, perhaps, not, without a total, and who does not take part.
  func standing(_ sheet: Int) -> Int {
    if entrant[sheet] == .no { return 4 }
    switch eligible[sheet] {
    case .yes: return 0
    case .unknown: return 1
    case .no: return scored[sheet] == .no ? 3 : 2
    }
  }
}

extension Standard {
  /// Whether somebody is given a place, for which the ends count that a key may come to.
  var sharesOutPlaces: Bool { selection != nil || hasGradePlaces }
}
