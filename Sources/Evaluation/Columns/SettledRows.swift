import Model
import Planning
import Quantities

/// Finds the rows in which surely nothing is open: they wait for nothing, and everything in them can be worked out.
struct SettledRows {
  /// By node.
  private let verdicts: [Int]
  private let truths: [Int]
  private let points: [Int]
  /// One of these fails where something cannot be worked out.
  private let failing: [Int]
  /// What is missing of these facts is told even where nothing hangs on it.
  private let told: [Int]
  /// Whether grades or determinations are to be looked at, too.
  private let concludes: Bool
  /// Whether all wait for something.
  private let isNever: Bool

  init(_ outcome: Outcome, _ program: Program) {
    let (standard, results) = (outcome.standard, program.plan.results)
    let scores = results.categories.flatMap(\.items) + results.adjustments
    let levels = results.categories.flatMap { [$0.level] + $0.groups }
    verdicts = results.requirements.map(\.verdict) + scores.map(\.verdict)
    truths =
      [results.entrants, results.candidacy, results.scored, results.selection].compactMap { $0 } + [results.eligible]
      + scores.map(\.minimum) + levels.map(\.minimum)
    points = levels.map(\.waiting)
    failing = results.failing
    concludes = results.grades != nil || !results.determinations.isEmpty
    let places = standard.selection?.places
    let strays = places?.perGroup != nil && outcome.hasOpenSelection ? places?.groupBy ?? [] : []
    told = program.factsRead(by: results.keys).union(strays).sorted()
    isNever =
      places?.missing.isEmpty == false
      || program.plan.needed(for: results.keys).contains { !program.fixed[$0].waits.isEmpty }
  }

  /// Among the rows of the block at hand.
  func rows(of run: ColumnRun) -> RowMask {
    if isNever { return .none }
    var open = run.failing(failing)
    for node in truths { open = open | run.open(truth: node) }
    for node in verdicts { open = open | run.open(verdict: node) }
    for node in points { open = open | run.open(points: node) }
    for fact in told { open = open | ~run.known(fact) }
    guard concludes else { return run.active & ~open }
    (run.active & ~open).each { row in
      let result = ColumnRow(run: run, row: row).result(.none)
      if result.grades.count > 1 || result.determinations.contains(where: \.isOpen) { open.insert(row) }
    }
    return run.active & ~open
  }
}

extension ColumnRun {
  /// The rows in which a truth is not known, or may not be.
  fileprivate func open(truth node: Int) -> RowMask {
    guard let slot = program.slots[node], program.forms[slot] == .truth else {
      return rows { ColumnRow(run: self, row: $0).truth(of: node) == .unknown }
    }
    return ~(RowMask(columns[slot].yes) | RowMask(columns[slot].no)) | flagged(slot)
  }

  fileprivate func open(verdict node: Int) -> RowMask {
    guard let slot = program.slots[node], program.forms[slot] == .verdict else {
      return rows { ColumnRow(run: self, row: $0).verdict(of: node).isOpen }
    }
    let words = columns[slot].least
    return rows { Verdict.allCases[words[$0]].isOpen } | flagged(slot)
  }

  fileprivate func open(points node: Int) -> RowMask {
    guard let slot = program.slots[node], program.forms[slot].scale != nil else {
      return rows { !ColumnRow(run: self, row: $0).interval(of: node).isExact }
    }
    let column = columns[slot]
    return flagged(slot) | (column.isExact ? .none : rows { column.least[$0] != column.most[$0] })
  }

  /// The rows of a column of which its ends, or its truth, do not tell all.
  private func flagged(_ slot: Int) -> RowMask {
    let column = columns[slot]
    return [
      (column.hasNone, column.none), (column.hasMaybe, column.maybe), (column.hasDoubt, column.doubt),
      (column.hasOdd, column.odd),
    ].reduce(.none) { $1.0 ? $0 | RowMask($1.1) : $0 }
  }

  private func rows(_ isIn: (Int) -> Bool) -> RowMask {
    var rows = RowMask.none
    active.each { if isIn($0) { rows.insert($0) } }
    return rows
  }
}
