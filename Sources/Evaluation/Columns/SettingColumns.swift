import Model
import Planning
import Quantities
import Sheets

/// How everybody stands at one value of a parameter after another: what depends on the parameter is worked out again, in
/// columns, and nothing else.
///
/// A class, because it remembers how everybody stood at the last value: results are new only for those who stand otherwise.
public final class SettingColumns {
  /// What everybody gets at the value at hand, in the order of the sheets; neither ranked nor selected.
  public private(set) var results: [SheetResult] = []
  /// By the standard with the value at hand.
  public private(set) var judging: Judging
  /// How the parameter reaches what is told of everybody.
  private let reach: SettingReach
  private let parameter: Int
  private var program: Program
  private let facts: FactColumns
  /// What does not depend on the parameter, by node.
  private var kept: [Int: StoredColumn] = [:]
  private let keptForms: [Int: ColumnForm]
  /// What everybody stood by at the value at hand, by node.
  private var stood: [Int: StoredColumn] = [:]
  /// Of whom something may fail that does not depend on the parameter.
  private let failing: [Bool]
  /// Of whom something may fail at the value at hand.
  private var mayFail: [Bool]
  /// What ranking looks at of the results.
  private var standings = Standings(keys: [])
  /// Of these, where nobody stands otherwise since.
  private var ranking: Ranking?

  /// Nil where more depends on the parameter than columns can tell of one sheet by itself: cohorts, or grades that are
  /// given by rank.
  ///
  /// - Parameter judging: by a standard in whose formulas alone the parameter stands.
  public init?(_ judging: Judging, moving parameter: Int) {
    let standard = judging.standard
    guard !standard.hasGradePlaces, let program = try? Program(standard) else { return nil }
    let reach = SettingReach(program, .parameter(parameter))
    if reach.movesCohorts { return nil }
    self.judging = judging
    self.parameter = parameter
    self.program = program
    self.reach = reach
    facts = FactColumns(
      standard, judging.table,
      facts: program.factsRead(by: reach.watched + Array(reach.frontier) + program.plan.uses.flatMap(\.nodes)))
    // What does not depend on it is worked out once.
    let run = ColumnRun(
      ColumnProgram(program, facts, wanted: reach.watched + reach.frontier.sorted()), judging.cohorts)
    let failures = reach.failures.filter { !reach.live.contains($0) }
    let slots = reach.frontier.sorted().compactMap { node in run.program.slots[node].map { (node, $0) } }
    for (node, slot) in slots {
      kept[node] = StoredColumn(run.program.forms[slot], blocks: facts.blocks)
    }
    keptForms = kept.mapValues(\.form)
    var failing = [Bool](repeating: false, count: judging.table.sheets.count)
    for block in 0..<facts.blocks {
      run.run(block)
      for (node, slot) in slots { kept[node]?.store(run, slot, block) }
      for slot in failures.compactMap({ run.program.slots[$0] }) {
        (run.columns[slot].unsound & run.active).each { failing[run.sheet($0)] = true }
      }
      Pulse.beat()
    }
    self.failing = failing
    mayFail = failing
  }

  /// Whether everybody stands the same between two values at which a comparison turns, whatever it comes to.
  public var isStepwise: Bool { reach.comparisons != nil }

  /// Ranks everybody and selects.
  public var ranked: RankedResults {
    standings.settle()
    let found = ranking?.sharingOut(by: judging.standard) ?? Ranking(judging.standard, judging.table, standings)
    ranking = found
    return RankedResults(found, results, mayFail: mayFail)
  }

  // MARK: One value

  /// Goes on to another value.
  ///
  /// - Parameters:
  ///   - judging: by the standard with the value.
  ///   - sheets: who may stand otherwise; nil for everybody.
  /// - Returns: what those had who may stand otherwise now.
  public func move(to judging: Judging, of sheets: Set<Int>? = nil) -> [SheetResult] {
    self.judging = judging
    let before = program.fixed
    set(judging.standard.parameters[parameter].value)
    let run = ColumnRun(
      ColumnProgram(program, facts, wanted: reach.watched, kept: keptForms), judging.cohorts)
    let isFirst = results.isEmpty
    let live = reach.watched.filter { reach.live.contains($0) }
    let watched = live.compactMap { node in
      run.program.slots[node].flatMap { run.program.stepOf[node] == nil ? nil : (node: node, slot: $0) }
    }
    // Numbers of different scales are not compared.
    let isComparable = watched.allSatisfy { stood[$0.node]?.form == run.program.forms[$0.slot] }
    let isAllNew = isFirst || !isComparable || live.contains { before[$0] != program.fixed[$0] }
    if !isComparable {
      for (node, slot) in watched { stood[node] = StoredColumn(run.program.forms[slot], blocks: facts.blocks) }
    }
    let failures = reach.failures.filter { reach.live.contains($0) }.compactMap { run.program.slots[$0] }
    let shared = SharedJudging(judging)
    var old: [SheetResult] = []
    if isFirst { results.reserveCapacity(judging.table.sheets.count) }
    let asked = isAllNew ? nil : sheets.map { Self.rows(of: $0) }
    for block in asked?.keys.sorted() ?? Array(0..<facts.blocks) {
      show(block, to: run)
      run.run(block, only: asked?[block])
      var changed = isAllNew ? run.active : RowMask.none
      for (node, slot) in watched {
        if !isAllNew, let stored = stood[node] { changed = changed | stored.differences(run, slot, block) }
        stood[node]?.store(run, slot, block)
      }
      let unsound = failures.reduce(RowMask.none) { $0 | run.columns[$1].unsound }
      (changed & run.active).each { row in
        let sheet = run.sheet(row)
        mayFail[sheet] = failing[sheet] || unsound.has(row)
        let result = ColumnRow(run: run, row: row).result(LazyParts(shared, sheet, isSound: !mayFail[sheet]))
        if isFirst {
          results.append(result)
        } else {
          ranking = nil
          old.append(results[sheet])
          results[sheet] = result
          standings.set(result, at: sheet, by: judging.standard)
        }
      }
    }
    if isFirst { (standings, ranking) = (Standings(results, by: judging.standard), nil) }
    Pulse.beat()
    return old
  }

  /// Sheets by block and row.
  private static func rows(of sheets: Set<Int>) -> [Int: RowMask] {
    var rows: [Int: RowMask] = [:]
    for sheet in sheets { rows[sheet / Column.rows, default: .none].insert(sheet % Column.rows) }
    return rows
  }

  private func set(_ value: Value?) {
    let setting = value.map { PlanValue(.known($0)) } ?? program.plan.settings[.parameter(parameter)]
    guard let setting else { return }
    program.set(
      Dictionary(uniqueKeysWithValues: reach.settings.map { ($0, setting) }), dependents: reach.fixed)
  }

  /// Puts what does not depend on the parameter in place.
  private func show(_ block: Int, to run: ColumnRun) { run.take(kept, block) }

  // MARK: Where comparisons turn

  /// Where some comparison turns, from one value to another, these included.
  public struct Turns {
    /// Whose comparisons do, by how far it is from the first value to the second.
    public fileprivate(set) var sheets: [Rational: Set<Int>] = [:]
    /// Turns that are the same for everybody.
    public fileprivate(set) var common: Set<Rational> = []
    /// Of whom that cannot be told by two values.
    public fileprivate(set) var open: Set<Int> = []
  }

  /// Where the comparisons of everybody turn between two values; none are told unless it ``isStepwise``.
  public func turns(from start: Value, to end: Value) -> Turns {
    var turns = Turns()
    guard let comparisons = reach.comparisons else { return turns }
    let nodes = comparisons.map(\.node)
    let operands = nodes.flatMap { program.plan.nodes[$0].operands } + comparisons.flatMap { $0.subjects ?? [] }
    let runs = [start, end].map { value in
      set(value)
      return ColumnRun(ColumnProgram(program, facts, wanted: nodes + operands, kept: keptForms), judging.cohorts)
    }
    for node in nodes where runs[0].program.stepOf[node] == nil {
      let ends = runs.map { run in program.plan.nodes[node].operands.map { run.program.program.fixed[$0].interval } }
      for (least, most) in [(0, 1), (1, 0)] {
        func gap(_ operands: [Interval]) -> Rational? {
          guard let a = operands[least].least.value, let b = operands[most].most.value else { return nil }
          return try? a.subtracting(b)
        }
        if let a = gap(ends[0]), let b = gap(ends[1]), let turn = Self.turn(a, b) { turns.common.insert(turn) }
      }
    }
    for node in reach.positions { addPositions(node, runs.map { $0.program }, to: &turns) }
    var known: [[Int]: Rational] = [:]
    for block in 0..<facts.blocks {
      for run in runs {
        show(block, to: run)
        run.run(block)
      }
      for comparison in comparisons {
        guard let step = runs[0].program.stepOf[comparison.node] else { continue }
        let gaps = runs.map { Gaps($0, $0.program.steps[step], comparison) }
        for row in 0..<runs[0].count {
          let sheet = runs[0].sheet(row)
          if gaps.contains(where: { $0.isOpen[row] }) {
            turns.open.insert(sheet)
            continue
          }
          for side in 0..<2 {
            guard let from = gaps[0].sides[side][row], let to = gaps[1].sides[side][row] else { continue }
            if from < 0 && to < 0 || from > 0 && to > 0 { continue }
            let key = [from, gaps[0].scale, to, gaps[1].scale]
            let turn =
              known[key] ?? Self.turn(Rational(from, scale: gaps[0].scale), Rational(to, scale: gaps[1].scale))
            guard let turn else { continue }
            known[key] = turn
            turns.sheets[turn, default: []].insert(sheet)
          }
        }
      }
      Pulse.beat()
    }
    return turns
  }

  /// Where the places in a cohort come to be as many as somebody needs.
  private func addPositions(_ node: Int, _ programs: [ColumnProgram], to turns: inout Turns) {
    guard case .position(let slot, let end, let isShare, _) = program.plan.nodes[node].primitive else { return }
    let (use, quota) = (program.uses[slot], program.plan.nodes[node].operands[1])
    let quotas = programs.compactMap { $0.stepOf[quota] == nil ? $0.program.fixed[quota].interval.exact : nil }
    let cohort = judging.standard.cohorts[use.cohort]
    for sheet in judging.table.sheets.indices {
      for (rank, size) in judging.cohorts.extremes(use, end, of: sheet) {
        guard quotas.count == 2 else {
          turns.open.insert(sheet)
          break
        }
        let needed = cohort.needed(for: rank, isShare: isShare)
        let gaps = quotas.compactMap { quota in
          try? (isShare ? quota.multiplied(by: Rational(size)) : quota).subtracting(needed)
        }
        if gaps.count == 2, let turn = Self.turn(gaps[0], gaps[1]) { turns.sheets[turn, default: []].insert(sheet) }
      }
    }
  }

  /// How far it is from one number to zero, on the way to another one; nil if that does not lead there.
  private static func turn(_ from: Rational, _ to: Rational) -> Rational? {
    if from == to || (from < .zero && to < .zero) || (from > .zero && to > .zero) { return nil }
    return try? from.divided(by: from.subtracting(to))
  }

  /// By how much the first operand of a comparison is above the second, in each row: at least and at most.
  private struct Gaps {
    /// Nil where a range goes on without end.
    var sides: [[Int?]]
    let scale: Int
    /// Where these do not tell all.
    var isOpen: [Bool]

    init(_ run: ColumnRun, _ step: ColumnProgram.Step, _ comparison: SettingReach.Comparison) {
      let none = [Int?](repeating: nil, count: run.count)
      sides = [none, none]
      guard step.operands.count == 2, let scale = run.program.forms[step.operands[0].slot].scale else {
        (self.scale, isOpen) = (1, none.map { _ in true })
        return
      }
      self.scale = scale * step.operands[0].factor
      isOpen = none.map { _ in false }
      let (a, b) = (step.operands[0], step.operands[1])
      let (left, right) = (run.columns[a.slot], run.columns[b.slot])
      let open = comparison.subjects.map { subjects in
        subjects.compactMap { run.program.slots[$0] }.reduce(RowMask.none) { $0 | run.openRows($1) }
      }
      for row in 0..<run.count {
        if left.isFlagged(row) || right.isFlagged(row) {
          isOpen[row] = true
          continue
        }
        let (first, second) = (left.ends(row), right.ends(row))
        if first.least != first.most || second.least != second.most, open?.has(row) ?? true {
          isOpen[row] = true
          continue
        }
        for (side, ends) in [(first.least, second.most), (first.most, second.least)].enumerated()
        where abs(ends.0) < Column.infinity && abs(ends.1) < Column.infinity {
          sides[side][row] = Self.gap(ends.0, a.factor, ends.1, b.factor)
          if sides[side][row] == nil { isOpen[row] = true }
        }
      }
    }

    /// Nil for numbers that are too long.
    private static func gap(_ a: Int, _ by: Int, _ b: Int, _ times: Int) -> Int? {
      let ((x, isLong), (y, isToo)) = (a.multipliedReportingOverflow(by: by), b.multipliedReportingOverflow(by: times))
      return isLong || isToo || abs(x) > Column.limit || abs(y) > Column.limit ? nil : x - y
    }
  }
}

extension Column {
  /// The rows in which something fails, or may, or is out of the ordinary otherwise.
  fileprivate var unsound: RowMask {
    (hasOdd ? RowMask(odd) : .none) | (hasDoubt ? RowMask(doubt) : .none)
  }

  fileprivate func ends(_ row: Int) -> (least: Int, most: Int) { (least[row], isExact ? least[row] : most[row]) }
}
