import Model
import Planning
import Quantities
import Sheets

/// Looks in columns for what cannot be worked out, among those whose place it may keep open.
struct ColumnFailures {
  private let outcome: Outcome
  private let program: ColumnProgram
  /// The nodes of which a place or the eligibility hangs.
  private let bearing: [Int]
  private let determinations: [Int]

  /// Nil where looking at results in columns is not worth it.
  init?(_ outcome: Outcome) {
    let standard = outcome.standard
    guard ColumnEvaluation.fits(standard, outcome.table), let program = try? Program(standard) else { return nil }
    self.outcome = outcome
    let results = program.plan.results
    let requirements = zip(standard.requirements, results.requirements).filter { $0.0.kind.bearing != .none }
    bearing = requirements.map(\.1.holds) + results.failingScores + results.sums
    determinations = results.determined
    let wanted = bearing + results.standing
    let facts = FactColumns(standard, outcome.table, facts: program.factsRead(by: wanted))
    self.program = ColumnProgram(program, facts, wanted: wanted)
  }

  /// Whether anybody's place, eligibility or determination cannot be worked out.
  var areThere: Bool {
    let places =
      determinations.isEmpty ? outcome.places.indices.filter(outcome.mayBeOpen) : Array(outcome.places.indices)
    let share = 32 * Column.rows
    return Cores.map((places.count + share - 1) / share) { piece in
      let run = ColumnRun(program, outcome.cohorts)
      let end = min(places.count, (piece + 1) * share)
      return stride(from: piece * share, to: end, by: Column.rows).contains { start in
        isThereOne(among: places[start..<min(end, start + Column.rows)], run)
      }
    }.contains(true)
  }

  private func isThereOne(among places: ArraySlice<Int>, _ run: ColumnRun) -> Bool {
    run.run(of: places.map { outcome.places.sheet($0) }[...])
    let (open, determined) = (run.failing(bearing), run.failing(determinations))
    var found = false
    open.each { row in
      let place = places[places.startIndex + row]
      found = found || outcome.mayBeOpen(at: place) && outcome.result(at: place).isFailed(by: outcome.standard)
    }
    determined.each { row in
      let result = ColumnRow(run: run, row: row).result(.none)
      found = found || result.determinations.contains { $0.error != nil }
    }
    return found
  }
}

extension Outcome {
  /// Whether a place or the eligibility may be open, the total aside.
  func mayBeOpen(at place: Int) -> Bool {
    let eligible = eligible(at: place)
    if entrant(at: place) == .no || eligible == .no { return false }
    let selection = places.selection(place)
    return eligible == .unknown || selection == .open || selection == nil
  }
}

extension ColumnRun {
  /// The rows in which one of some nodes cannot be worked out.
  func failing(_ nodes: [Int]) -> RowMask {
    var rows = RowMask.none
    for slot in nodes.compactMap({ program.slots[$0] }) where columns[slot].hasOdd {
      // What is odd need not fail.
      (RowMask(columns[slot].odd) & active & ~rows).each { row in
        if value(inSlot: slot, row).error != nil { rows.insert(row) }
      }
    }
    return rows
  }
}
