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
  private let cohorts: Cohorts

  /// - Parameter nodes: those that will be asked for.
  /// - Returns: nil where results are not judged in columns: few sheets, or a standard that is too large for a plan.
  public init?(_ outcome: Outcome, _ nodes: (Plan.Results) -> [Int]) {
    guard ColumnEvaluation.fits(outcome.standard, outcome.table), let program = try? Program(outcome.standard) else {
      return nil
    }
    results = program.plan.results
    cohorts = outcome.cohorts
    let wanted = nodes(results)
    let facts = FactColumns(outcome.standard, outcome.table, facts: program.factsRead(by: wanted))
    self.program = ColumnProgram(program, facts, wanted: wanted)
  }

  /// By how many a figure is multiplied to be a whole number; nil for what is no figure, or in no column.
  public func scale(of node: Int) -> Int? { program.slots[node].flatMap { program.forms[$0].scale } }

  /// What reads results; each thread has one of its own.
  public func reader() -> ResultReader { ResultReader(ColumnRun(program, cohorts)) }
}

/// Reads the results of one block of sheets after the other.
public final class ResultReader {
  private let run: ColumnRun

  fileprivate init(_ run: ColumnRun) { self.run = run }

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

    /// Whether its ends are known to be these: it neither fails nor is without them, nor does it not apply.
    @inline(__always) public func isPlain(_ row: Int) -> Bool {
      !(column.isFlagged
        && (column.odd.has(row) || column.none.has(row) || column.maybe.has(row) || column.doubt.has(row)))
        && least[row] > -Column.infinity && most[row] < Column.infinity
    }
  }

  /// Works out the nodes for some sheets, by their places in the table, of which there are at most as many as a block has.
  public func read(_ sheets: ArraySlice<Int>) { run.run(of: sheets) }

  /// Until further sheets are read.
  public func figure(_ node: Int) -> Figure? { run.program.slots[node].map { Figure(run.columns[$0]) } }

  /// Whether one of some nodes cannot be worked out, in each row of the block.
  public func fails(_ nodes: [Int]) -> [Bool] {
    var rows = RowMask.none
    for slot in nodes.compactMap({ run.program.slots[$0] }) where run.columns[slot].hasOdd {
      // What is odd need not fail.
      (RowMask(run.columns[slot].odd) & ~rows).each { row in
        if run.value(inSlot: slot, row).error != nil { rows.insert(row) }
      }
    }
    return (0..<Column.rows).map { rows.has($0) }
  }

  /// A verdict in a row of the block.
  public func verdict(_ node: Int, _ row: Int) -> Verdict {
    if let slot = run.program.slots[node], run.program.forms[slot] == .verdict, !run.columns[slot].isFlagged {
      return Verdict.allCases[run.columns[slot].least[row]]
    }
    return if case .verdict(let verdict) = run.value(node, row).content { verdict } else { .failed }
  }

  /// Whether something applies in a row of the block.
  public func applies(_ node: Int, _ row: Int) -> Truth { run.value(node, row).truth }
}

extension Column {
  /// Whether it has rows in which something is out of the ordinary.
  fileprivate var isFlagged: Bool { hasOdd || hasNone || hasMaybe || hasDoubt }
}
