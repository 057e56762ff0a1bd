import Model
import Planning
import Quantities
import Sheets

/// What results are made of, column by column, for those who write many of them.
public struct ResultColumns {
  /// Of so many sheets at most results are read at a time.
  public static var blockSize: Int { Column.rows }
  /// The nodes from which results are read.
  public let results: Plan.Results
  private let program: ColumnProgram
  private let outcome: Outcome
  /// Nil where everything is worked out again.
  private let truths: KeptTruths?

  /// - Parameters:
  ///   - isWhole: whether results are asked for as such, of which every part may say what it is made of.
  ///   - nodes: those that will be asked for.
  /// - Returns: nil where results are not read from columns: a standard that is too large for a plan, or one that gives
  ///   grades by rank.
  public init?(_ outcome: Outcome, whole isWhole: Bool = true, _ nodes: (Plan.Results) -> [Int]) {
    guard !outcome.standard.hasGradePlaces,
      let program = outcome.looked.truths?.program ?? (try? Program(outcome.standard))
    else { return nil }
    truths = isWhole ? nil : outcome.looked.truths
    results = program.plan.results
    self.outcome = outcome
    let (wanted, kept) = (nodes(results), truths?.forms ?? [:])
    let facts = FactColumns(
      outcome.standard, outcome.table, facts: program.factsRead(by: wanted, endingAt: Set(kept.keys)),
      known: outcome.looked.records)
    self.program = ColumnProgram(program, facts, wanted: wanted, kept: kept)
  }

  /// By how many a figure is multiplied to be a whole number; nil for what is no figure, or in no column.
  public func scale(of node: Int) -> Int? { program.slots[node].flatMap { program.forms[$0].scale } }

  /// What reads results; each thread has one of its own.
  public func reader() -> ResultReader {
    let run = ColumnRun(program, outcome.cohorts)
    run.truths = truths.map { KeptTruths.Reader($0, program) }
    return ResultReader(run, outcome)
  }
}

/// Reads the results of one block of sheets after the other.
public final class ResultReader {
  private let run: ColumnRun
  private let outcome: Outcome
  private let shared: SharedJudging
  /// The words of those who have been gathered.
  private var gathered: (words: [WordPlane?], places: Range<Int>) = ([], 0..<0)
  private let settledRows: SettledRows
  /// Who is read at the moment, by their places in the report.
  private var places = 0..<0

  fileprivate init(_ run: ColumnRun, _ outcome: Outcome) {
    (self.run, self.outcome) = (run, outcome)
    shared = SharedJudging(outcome.judging)
    settledRows = SettledRows(outcome, run.program.program)
  }

  /// Fetches what is needed to read the results at some places of the report, of which there may be very many.
  public func gather(_ places: Range<Int>) {
    gathered = (run.program.facts.gather(outcome.places.order[places]), places)
  }

  /// Works out the nodes for some places of the report that have been gathered, at most as many as a block has.
  public func read(_ places: Range<Int>) {
    self.places = places
    run.run(
      of: outcome.places.order[places], gathered: gathered.words, from: places.lowerBound - gathered.places.lowerBound)
  }

  /// The result in a row of the block with all its parts, where their nodes are asked for.
  public func whole(_ row: Int) -> SheetResult {
    var result = ColumnRow(run: run, row: row).whole
    result.take(outcome.places, places.lowerBound + row)
    return result
  }

  /// The result in a row of the block, as far as the nodes that are asked for tell.
  public func result(_ row: Int) -> SheetResult {
    var result = ColumnRow(run: run, row: row).result(LazyParts(shared, run.sheet(row)))
    result.take(outcome.places, places.lowerBound + row)
    return result
  }

  /// A figure of all sheets of a block, as whole multiples of one over its scale.
  public struct Figure {
    private let column: Column
    /// The least that it may be of each sheet, and the most.
    public let least: UnsafePointer<Int>
    public let most: UnsafePointer<Int>

    fileprivate init(_ column: Column) {
      self.column = column
      least = UnsafePointer(column.least)
      most = UnsafePointer(column.isExact ? column.least : column.most)
    }

    /// Whether all ends of the block are known to be these, as is to be seen at once.
    public var isSurelyPlain: Bool { !column.isFlagged && column.isExact }

    /// Whether what is known of the first rows is surely closer to zero than a bound.
    public func areBelow(_ bound: Int, _ count: Int) -> Bool {
      var (lowest, highest) = (0, 0)
      for row in 0..<count { (lowest, highest) = (min(lowest, least[row]), max(highest, least[row])) }
      return -bound < lowest && highest < bound
    }

    /// Whether its ends are known to be these: it neither fails nor is without them, nor does it not apply.
    @inline(__always) public func isPlain(_ row: Int) -> Bool {
      !(column.isFlagged
        && (column.odd.has(row) || column.none.has(row) || column.maybe.has(row) || column.doubt.has(row)))
        && least[row] > -Column.infinity && most[row] < Column.infinity
    }
  }

  /// Until further sheets are read.
  public func figure(_ node: Int) -> Figure? { run.program.slots[node].map { Figure(run.columns[$0]) } }

  /// Whether one of some nodes cannot be worked out, in each row of the block.
  public func fails(_ nodes: [Int]) -> [Bool] {
    let rows = run.failing(nodes)
    return (0..<Column.rows).map { rows.has($0) }
  }

  /// In which rows of the block a place or the eligibility is open because something cannot be worked out, as
  /// ``SheetResult/isFailed(by:)`` says; nil where columns do not tell, since there may be no total.
  ///
  /// All nodes are asked for that fail, the verdicts of requirements and what ``Plan/Results/standing`` names.
  public func failed() -> [Bool]? {
    let (standard, results) = (outcome.standard, run.program.program.plan.results)
    if standard.mayBeUnscored { return nil }
    var failing = run.failing(results.failingScores + results.sums)
    for (requirement, nodes) in zip(standard.requirements, results.requirements) where requirement.kind.bearing != .none
    {
      // Where it does not apply it does not fail.
      run.failing([nodes.holds]).each { if verdict(nodes.verdict, $0) == .failed { failing.insert($0) } }
    }
    return places.enumerated().map { row, place in
      guard failing.has(row), outcome.mayBeOpen(at: place) else { return false }
      // Where nobody is selected the total alone may be open.
      return outcome.eligible(at: place) == .unknown || outcome.places.selection(place) != nil
        || !ColumnRow(run: run, row: row).interval(of: results.total).isExact
    }
  }

  /// What verdicts, or grades, are in all rows of the block, each kind as a number of its own; nil where that is not to be
  /// seen at once.
  public func words(_ node: Int) -> UnsafePointer<Int>? {
    guard let slot = run.program.slots[node], !run.columns[slot].isFlagged else { return nil }
    switch run.program.forms[slot] {
    case .verdict, .grades: return UnsafePointer(run.columns[slot].least)
    case .truth, .number, .other: return nil
    }
  }

  /// A verdict in a row of the block.
  public func verdict(_ node: Int, _ row: Int) -> Verdict {
    ColumnRow(run: run, row: row).verdict(of: node)
  }

  /// Some rows of a block.
  public struct Rows {
    private let mask: RowMask

    fileprivate init(_ mask: RowMask) { self.mask = mask }

    public var isEmpty: Bool { mask.isEmpty }
    @inline(__always) public func contains(_ row: Int) -> Bool { mask.has(row) }
  }

  /// The rows in which something does not hold for certain.
  public func rows(failing node: Int) -> Rows { Rows(run.truths(node).no) }

  /// The rows in which surely nothing is missing that is told, and everything can be worked out; there may be more of them.
  ///
  /// All nodes are asked for from which results are read.
  public func settled() -> Rows { Rows(settledRows.rows(of: run)) }
}

extension Column {
  /// Whether it has rows in which something is out of the ordinary.
  fileprivate var isFlagged: Bool { hasOdd || hasNone || hasMaybe || hasDoubt }
}
