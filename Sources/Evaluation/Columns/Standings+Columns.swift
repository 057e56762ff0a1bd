import Model
import Planning
import Quantities

extension Standings {
  /// Of no sheet yet, for the blocks of a run.
  init(of run: ColumnRun) {
    let program = run.program
    let hasEnds = program.program.standard.sharesOutPlaces
    self.init(
      keys: program.program.plan.results.keys.map { node in
        KeyColumn(scale: program.slots[node].flatMap { program.forms[$0].scale } ?? 1, hasEnds: hasEnds)
      })
  }

  /// Adds the sheets of a block.
  mutating func take(_ run: ColumnRun) {
    let results = run.program.program.plan.results
    let (entrants, candidacy) = (run.truths(results.entrants), run.truths(results.candidacy))
    let (eligible, scored) = (run.truths(results.eligible), run.truths(results.scored))
    let selection = run.truths(results.selection)
    for (place, node) in results.keys.enumerated() { takeKey(place, node, run, scored) }
    for row in 0..<run.count {
      append(
        entrant: entrants[row].and(candidacy[row]), eligible: eligible[row], scored: scored[row],
        selectable: eligible[row].and(selection[row]))
    }
  }

  private mutating func takeKey(_ place: Int, _ node: Int, _ run: ColumnRun, _ scored: ColumnRun.Truths) {
    let key = run.program.program.standard.ranking[place]
    let asksForTotal = run.program.program.standard.asksForTotal(key.formula)
    let column = run.program.slots[node].map { run.columns[$0] }
    withKey(place) { keys in
      for row in 0..<run.count {
        if let column, key.formula.type.isKeptInOrder, column.isPlain(row), !asksForTotal || scored[row] != .no {
          let (least, most) = (column.least[row], column.isExact ? column.least[row] : column.most[row])
          if key.descending {
            keys.append(-least, best: -most, worst: -least)
          } else {
            keys.append(least, best: least, worst: most)
          }
        } else {
          let value = asksForTotal && scored[row] == .no ? .failed(.notScored) : run.value(node, row).computed
          keys.append(KeyEnds(value, key))
        }
      }
    }
  }
}

extension ValueType {
  /// Whether columns keep its values in the order in which they are ranked.
  fileprivate var isKeptInOrder: Bool {
    switch self {
    case .number, .percentage, .date, .choice: true
    case .truth, .text, .choices, .records: false
    }
  }
}

extension Column {
  /// Whether a row is a number, or between two that are known, and nothing else is to be said of it.
  fileprivate func isPlain(_ row: Int) -> Bool {
    !isFlagged(row) && (isExact || least[row] > -Column.infinity && most[row] < Column.infinity)
  }
}

extension ColumnRun {
  /// What a node is in the rows of a block.
  struct Truths {
    private let yes: RowMask
    let no: RowMask

    fileprivate init(yes: RowMask, no: RowMask) { (self.yes, self.no) = (yes, no) }

    subscript(row: Int) -> Truth { yes.has(row) ? .yes : no.has(row) ? .no : .unknown }
  }

  /// - Parameter node: yes where there is none.
  func truths(_ node: Int?) -> Truths {
    guard let node else { return Truths(yes: active, no: .none) }
    guard let slot = program.slots[node], program.forms[slot] == .truth else {
      var (yes, no) = (RowMask.none, RowMask.none)
      active.each { row in
        switch value(node, row).truth {
        case .yes: yes.insert(row)
        case .no: no.insert(row)
        case .unknown: break
        }
      }
      return Truths(yes: yes, no: no)
    }
    let column = columns[slot]
    var (yes, no) = (RowMask(column.yes), RowMask(column.no))
    var special = RowMask.none
    if column.hasOdd { special = special | RowMask(column.odd) }
    if column.hasNone { special = special | RowMask(column.none) }
    if column.hasMaybe { special = special | RowMask(column.maybe) }
    if column.hasDoubt { special = special | RowMask(column.doubt) }
    (special & active).each { row in
      let truth = value(inSlot: slot, row).truth
      let only = RowMask.only(row)
      yes = truth == .yes ? yes | only : yes & ~only
      no = truth == .no ? no | only : no & ~only
    }
    return Truths(yes: yes, no: no)
  }
}
