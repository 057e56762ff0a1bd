import Evaluation
import Quantities

/// Everybody along one axis, judged all at once: only what depends on the parameter, and ranked again only where somebody
/// stands otherwise.
final class SweepColumns {
  private let columns: SettingColumns
  /// Whether places are shared out otherwise at every value, though everybody stands the same.
  private let movesQuotas: Bool
  private var known: SweepState?

  init(_ columns: SettingColumns, movesQuotas: Bool) { (self.columns, self.movesQuotas) = (columns, movesQuotas) }

  /// What everybody gets where that is the same at every value, in the order of the sheets.
  func results(by judging: Judging) -> [SheetResult] {
    if columns.results.isEmpty { _ = move(to: judging) }
    return columns.results
  }

  /// Whether everybody stands the same between two turns of comparisons.
  var isStepwise: Bool { columns.isStepwise }

  /// How everybody stands at the value at hand.
  var state: SweepState {
    if let known { return known }
    let state = SweepState(columns.ranked)
    known = state
    return state
  }

  /// Goes on to another value.
  ///
  /// - Parameters:
  ///   - judging: by the standard with the value.
  ///   - sheets: who may stand otherwise; nil for everybody.
  /// - Returns: whether somebody does.
  func move(to judging: Judging, of sheets: Set<Int>? = nil) -> Bool {
    let isFirst = columns.results.isEmpty
    let before = columns.move(to: judging, of: sheets)
    let isChanged =
      isFirst
      || before.contains { old in
        !SheetSample.Standing(old, by: judging.standard)
          .isSame(as: SheetSample.Standing(columns.results[old.sheet], by: judging.standard))
      }
    if isChanged || movesQuotas { known = nil }
    return isChanged
  }

  /// The places of an axis at which comparisons turn.
  struct Turns {
    /// Whose comparisons do.
    private var sheets: [Rational: Set<Int>] = [:]
    /// Where those of everybody do.
    private var common: Set<Rational> = []
    /// Of whom it has to be found out otherwise.
    fileprivate(set) var open: Set<Int> = []

    /// Those strictly between two places, in order.
    func cuts(_ low: Rational, _ high: Rational) -> [Rational] {
      Set(sheets.keys).union(common).filter { low < $0 && $0 < high }.sorted()
    }

    /// Who may stand otherwise at a place, and behind it, than before; nil for everybody.
    func who(at place: Rational) -> Set<Int>? { common.contains(place) ? nil : sheets[place] ?? [] }

    mutating func add(_ place: Rational, of some: Set<Int>) { sheets[place, default: []].formUnion(some) }
    fileprivate mutating func add(_ place: Rational) { common.insert(place) }
  }

  /// Where comparisons turn between two places, these included.
  func turns(_ axis: SweepAxis, _ domain: SweepDomain, from low: Rational, to high: Rational) throws -> Turns {
    let (start, end) = domain.isWhole ? (low.floor, high.ceiling) : (low, high)
    let found = columns.turns(from: axis.value(at: start), to: axis.value(at: end))
    func cuts(_ part: Rational) throws -> [Rational] {
      try domain.cuts(at: try end.subtracting(start).multiplied(by: part).adding(start))
    }
    var turns = Turns()
    for (part, sheets) in found.sheets { for cut in try cuts(part) { turns.add(cut, of: sheets) } }
    for part in found.common { for cut in try cuts(part) { turns.add(cut) } }
    turns.open = found.open
    return turns
  }
}
