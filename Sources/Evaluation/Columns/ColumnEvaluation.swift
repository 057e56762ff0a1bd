import Model
import Planning
import Quantities
import Sheets

/// Judges all sheets of a table in columns: how everybody stands. The parts of a result are left to the reference
/// interpreter, for those of whom they are asked for.
struct ColumnEvaluation {
  private let standard: Standard
  private let table: Table
  let program: Program
  let facts: FactColumns
  private let cores: Int

  /// For fewer sheets making a plan takes longer than judging them.
  private static let fewest = 64

  /// Whether sheets are judged in columns: there are many, and grades are not given by rank, for which all that makes up
  /// a result is looked at.
  static func fits(_ standard: Standard, _ table: Table) -> Bool {
    table.sheets.count >= fewest && !standard.hasGradePlaces
  }

  /// Takes the facts of all sheets that matter for how somebody stands.
  ///
  /// - Parameter cores: so many share the work; it makes no difference for what comes out.
  /// - Throws: ``Planning/PlanProblem`` for a standard that is too large for a plan.
  init(_ standard: Standard, _ table: Table, cores: Int = Cores.count) throws(PlanProblem) {
    self.standard = standard
    self.table = table
    self.cores = cores
    program = try Program(standard)
    let wanted = Self.wanted(program) + program.plan.uses.flatMap(\.nodes)
    facts = FactColumns(standard, table, facts: program.factsRead(by: wanted))
  }

  /// How everybody stands, and whether something fails.
  private static func wanted(_ program: Program) -> [Int] {
    program.plan.results.standing + program.plan.results.failing
  }

  /// Judges everybody, ranks and selects.
  ///
  /// - Parameter look: sees each block as it is worked out, where one core does all of them.
  func outcome(_ look: (ColumnRun, _ block: Int) -> Void = { _, _ in }) -> Outcome {
    let judging = Judging(standard, table, cohorts())
    let found = standings(judging.cohorts, look)
    let ranking = Ranking(standard, table, found.standings)
    return Outcome(
      judging, ranking.standings, ranking.places(), nil,
      looked: Outcome.Looked(
        isSound: found.isSound, singles: found.singles, truths: KeptTruths.joining(found.truths, program),
        records: facts.recordRows))
  }

  /// Something of each result of an outcome, in the order of its report.
  ///
  /// - Parameters:
  ///   - isWhole: whether their parts are known; otherwise they are worked out when somebody asks for them.
  ///   - body: what is kept of a result.
  /// - Returns: nil where results are not read from columns.
  static func map<Value>(
    _ outcome: Outcome, whole isWhole: Bool, _ body: (SheetResult) -> Value
  ) -> [Value]? {
    guard let columns = ResultColumns(outcome, { isWhole ? $0.nodes : $0.standing }) else { return nil }
    let count = outcome.places.count
    let share = 32 * Column.rows
    let pieces = Cores.map((count + share - 1) / share) { piece in
      let reader = columns.reader()
      let places = piece * share..<min(count, (piece + 1) * share)
      var values: [Value] = []
      values.reserveCapacity(places.count)
      reader.gather(places)
      for start in stride(from: places.lowerBound, to: places.upperBound, by: Column.rows) {
        let block = start..<min(places.upperBound, start + Column.rows)
        reader.read(block)
        for row in 0..<block.count { values.append(body(isWhole ? reader.whole(row) : reader.result(row))) }
      }
      return values
    }
    return Array(pieces.joined())
  }

  private func standings(
    _ cohorts: Cohorts, _ look: (ColumnRun, _ block: Int) -> Void
  ) -> (standings: Standings, isSound: Bool, singles: Int, truths: [KeptTruths.Draft]) {
    let (failing, truths) = (program.plan.results.failing, program.keptTruths)
    let pieces = pieces(wanted: Self.wanted(program), cohorts) { run, blocks in
      var (standings, isSound, singles) = (Standings(of: run), true, 0)
      var kept = KeptTruths.Draft(truths, run.program)
      for block in blocks {
        run.run(block)
        singles += run.takeSingles()
        look(run, block)
        standings.take(run)
        kept.take(run)
        isSound = isSound && run.failing(failing).isEmpty
      }
      return (standings: standings, isSound: isSound, singles: singles, kept: kept)
    }
    var standings = pieces.first?.standings ?? Standings(keys: [])
    for piece in pieces.dropFirst() { standings.append(piece.standings) }
    return (
      standings, pieces.allSatisfy(\.isSound), pieces.reduce(0) { $0 + $1.singles }, pieces.map(\.kept)
    )
  }

  func cohorts() -> Cohorts {
    let uses = program.plan.uses
    if uses.isEmpty { return Cohorts(standard, of: 0) { _, _ in } }
    let pieces = pieces(wanted: uses.flatMap(\.nodes), nil) { run, blocks in
      var gathered = uses.enumerated().map { CohortColumns($1, standard, $0) }
      for block in blocks {
        run.run(block)
        for slot in uses.indices { gathered[slot].take(run) }
      }
      return gathered
    }
    return Cohorts(standard, of: table.sheets.count) { use, filling in
      if let counting = standard.cohorts[use.cohort].counting {
        filling.nameAt = { standard.stated(counting, by: table.sheets[$0]).value }
      }
      for piece in pieces { piece[use.slot].fill(&filling) }
    }
  }

  /// Gives something for each of some stretches of blocks, in their order; each core takes one.
  private func pieces<Piece>(
    wanted: [Int], _ cohorts: Cohorts?, _ body: (ColumnRun, Range<Int>) -> Piece
  ) -> [Piece] {
    let count = max(1, min(cores, facts.blocks))
    // Nothing that is counted by its references is looked at by two of them all the time.
    let runs = (0..<count).map { _ in ColumnRun(ColumnProgram(program, facts, wanted: wanted), cohorts) }
    var pieces: [Piece] = []
    for start in stride(from: 0, to: facts.blocks, by: count * Self.stretch) {
      let blocks = min(facts.blocks - start, count * Self.stretch)
      pieces += Cores.map(count) { piece in
        body(runs[piece], start + blocks * piece / count..<start + blocks * (piece + 1) / count)
      }
      // Who listens may end the thread: nobody else works for it then.
      Pulse.beat(min(table.sheets.count, (start + blocks) * Column.rows), of: table.sheets.count)
    }
    return pieces
  }

  /// So many blocks a core works out before it waits for the others.
  private static let stretch = 32
}

/// What a run gives for one sheet.
struct ColumnRow: NodeValues {
  let run: ColumnRun
  let row: Int

  var program: Program { run.program.program }
  var place: Int { run.sheet(row) }
  subscript(node: Int) -> PlanValue { run.value(node, row) }
  func waits(for node: Int) -> Waits { run.waits.waits(for: node, row) }
  func truth(of node: Int) -> Truth { run.truth(node, row) ?? self[node].truth }
  func interval(of node: Int) -> Interval { run.interval(node, row) ?? self[node].interval }
  func verdict(of node: Int) -> Verdict { run.verdict(node, row) ?? self[node].verdict }
  func error(of node: Int) -> ArithmeticError? { run.mayFail(node, row) ? self[node].error : nil }

  /// The result with all its parts, where their nodes have been worked out.
  var whole: SheetResult { result(LazyParts(parts)) }
}

extension Program {
  /// The facts that some nodes are worked out from, by place in the standard.
  ///
  /// - Parameter known: nodes that are at hand.
  func factsRead(by nodes: [Int], endingAt known: Set<Int> = []) -> Set<Int> {
    Set(
      plan.needed(for: nodes, endingAt: known).compactMap { place in
        if case .fact(let index) = plan.nodes[place].primitive { index } else { nil }
      })
  }
}
