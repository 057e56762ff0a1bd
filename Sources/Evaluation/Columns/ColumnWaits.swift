import Model
import Planning
import Quantities
import Sheets

/// What nodes wait for, row by row: the facts that they read and that are missing, which columns do not say.
///
/// The executor works out again what hangs on missing facts, and takes everything else from the columns. Sheets that say
/// the same of all facts of a node wait for the same, so that what was found is remembered.
final class ColumnWaits {
  private unowned let run: ColumnRun
  private let program: Program
  private var execution: Execution
  /// Which block is at hand, as the run counts them, and which of its rows.
  private var (block, row) = (-1, -1)
  /// Whether the executor has been given the sheet of the row.
  private var isAtSheet = false
  /// The words of each fact in the block; nil for what is not in columns.
  private var words: [FactWords?] = []
  /// By node, in which rows of the block something is missing for which it may wait.
  private var isMissing: [RowMask] = []
  /// By node, for those that have been asked for.
  private var memories: [Memory?]
  /// How much has been found, of all nodes.
  private var remembered = 0
  /// The row in which the executor has been given each node last, counted in rows.
  private var stamps: [Int]
  private var stamp = 0

  /// What a node has been found to wait for.
  private final class Memory {
    /// On which facts it depends; nil where what a sheet says of these does not tell all.
    let facts: [Int]?
    /// By what a sheet says.
    var found: [Said: Waits] = [:]

    init(_ facts: [Int]?) { self.facts = facts }
  }

  /// What a sheet says of some facts, each word as a number of its own.
  private struct Said: Hashable {
    private var words: [Int] = []
    private var sum: UInt64 = 0

    init(_ count: Int) { words.reserveCapacity(count) }

    mutating func append(_ word: Int) {
      words.append(word)
      sum = (sum ^ UInt64(bitPattern: Int64(word))) &* 0x9E37_79B9_7F4A_7C15
      sum ^= sum &>> 32
    }

    func hash(into hasher: inout Hasher) { hasher.combine(sum) }
  }

  init(_ run: ColumnRun) {
    self.run = run
    program = run.program.program
    execution = Execution(program, run.cohorts)
    stamps = program.plan.nodes.map { _ in 0 }
    memories = program.plan.nodes.map { _ in nil }
  }

  /// What a node waits for in a row of the block.
  func waits(for node: Int, _ row: Int) -> Waits {
    if block != run.turns { turn() }
    if !isMissing[node].has(row) { return .none }
    if self.row != row {
      (self.row, isAtSheet) = (row, false)
      stamp += 1
    }
    let recalled = recalled(node)
    if let recalled, let known = recalled.memory.found[recalled.said] { return known }
    if !isAtSheet {
      let sheet = run.sheet(row)
      execution.turn(to: run.program.facts.table.sheets[sheet], at: sheet)
      isAtSheet = true
    }
    work(out: node, recalled)
    return Waits(execution[node].waits)
  }

  // MARK: Remembering

  private typealias Recalled = (memory: Memory, said: Said)

  /// Where what a node waits for is remembered; nowhere for one that is not of a sheet or of which a sheet does not say all.
  private func recalled(_ node: Int) -> Recalled? {
    guard program.isRun[node], run.program.slots[node] != nil else { return nil }
    let memory = memories[node] ?? Memory(facts(node))
    memories[node] = memory
    return memory.facts.flatMap { said($0) }.map { (memory, $0) }
  }

  /// What the sheet at hand says; nil where that does not tell all.
  private func said(_ facts: [Int]) -> Said? {
    var said = Said(facts.count)
    for fact in facts {
      guard let content = words[fact]?.content(row, run) else { return nil }
      switch content {
      case .number(let word):
        if abs(word) > Column.limit { return nil }
        said.append(2 * word)
      case .mark(.odd): return nil
      case .mark(let mark): said.append(2 * mark.rawValue + 1)
      }
    }
    return said
  }

  /// See ``Memory/facts``.
  private func facts(_ node: Int) -> [Int]? {
    let nodes = program.plan.needed(for: [node])
    var facts: [Int] = []
    for place in nodes {
      switch program.plan.nodes[place].primitive {
      case .fact(let fact): facts.append(fact)
      // Of those that count entities other sheets of the same one say something, too.
      case .rank(let slot, _), .cohort(let slot, _), .position(let slot, _, _, _):
        if program.standard.cohorts[program.uses[slot].cohort].counting != nil { return nil }
      case .admitted: return nil
      case .column, .records, .constant, .setting, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText,
        .choose, .operation, .definition, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
        .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported,
        .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases,
        .part:
        break
      }
    }
    let stated = run.program.facts
    let isAll = facts.allSatisfy { stated.columns[$0] != nil }
    return isAll && stated.table.sheets.changed.isEmpty ? Set(facts).sorted() : nil
  }

  private func remember(_ waits: Waits, _ recalled: Recalled) {
    if remembered == Self.most {
      for memory in memories { memory?.found = [:] }
      remembered = 0
    }
    recalled.memory.found[recalled.said] = waits
    remembered += 1
  }

  /// So much is remembered.
  private static let most = 1 << 16

  // MARK: Blocks

  /// Goes on to the block at hand.
  private func turn() {
    (block, row) = (run.turns, -1)
    let plan = program.plan
    words = program.standard.facts.indices.map { run.words(of: $0) }
    isMissing = []
    isMissing.reserveCapacity(plan.nodes.count)
    for (place, node) in plan.nodes.enumerated() {
      var rows = RowMask.none
      // What everybody waits for.
      if !program.fixed[place].waits.isEmpty { rows = .all }
      if case .fact(let fact) = node.primitive { rows = ~run.known(fact) }
      if node.primitive.waitsForOperands { for operand in node.operands { rows = rows | isMissing[operand] } }
      isMissing.append(rows)
    }
  }

  // MARK: Working out

  /// Gives the executor a node as the columns have it, with what it waits for.
  private func find(_ place: Int) {
    if stamps[place] == stamp || program.isAhead[place] { return }
    if isMissing[place].has(row) {
      let recalled = recalled(place)
      guard let recalled, let known = recalled.memory.found[recalled.said] else { return work(out: place, recalled) }
      take(place, known.all)
    } else if program.isRun[place], run.program.slots[place] != nil {
      take(place, [])
    } else {
      work(out: place, nil)
    }
  }

  private func take(_ place: Int, _ waits: Set<Missing>) {
    stamps[place] = stamp
    execution[place] = run.value(place, row)
    execution[place].waits = waits
  }

  /// Works a node out from its operands.
  private func work(out place: Int, _ recalled: Recalled?) {
    stamps[place] = stamp
    let node = program.plan.nodes[place]
    if case .cases(let cases) = node.primitive {
      findCases(place, node.operands.prefix(cases.values))
    } else {
      for operand in node.operands { find(operand) }
      if program.isRun[place] { execution.run([place]) }
    }
    if let recalled { remember(Waits(execution[place].waits), recalled) }
  }

  /// Gives the executor what a clause comes to that is looked at case by case: as the columns have it, which have divided the
  /// cases. What is read in trying is no more than what is read at first, and that its values say.
  private func findCases(_ place: Int, _ values: ArraySlice<Int>) {
    for value in values { find(value) }
    execution[place] = run.value(place, row)
    if case .bundle(var parts) = execution[place].content {
      for (part, value) in zip(parts.indices, values) { parts[part].waits = execution[value].waits }
      execution[place].content = .bundle(parts)
    } else if let value = values.first {
      execution[place].waits = execution[value].waits
    }
  }
}

extension ColumnRun {
  /// The rows of the block of which all of a fact is known for certain, as its words tell: it is stated, or its 缺省 stands in.
  func known(_ fact: Int) -> RowMask {
    let declared = program.facts.standard.facts[fact]
    // Of records something may be missing.
    if case .records = declared.type { return .none }
    guard let words = words(of: fact) else { return .none }
    let changed = program.facts.table.sheets.changed
    let isChanged = changed.isEmpty ? RowMask.none : RowMask { $0 < count && changed[sheet($0)] != nil }
    return words.known(self, hasFallback: declared.fallback != nil) & ~isChanged
  }
}

extension FactWords {
  /// The rows of which the words say all, or of which nothing is said where 缺省 stands in.
  fileprivate func known(_ run: ColumnRun, hasFallback: Bool) -> RowMask {
    func rows<Word: FixedWidthInteger>(_ words: [Word]) -> RowMask {
      words.withUnsafeBufferPointer { words in
        RowMask {
          guard $0 < run.count else { return false }
          let mark = WordPlane.mark(words[place($0, run)])
          return mark == nil || hasFallback && mark == .missing
        }
      }
    }
    return switch plane {
    case .bytes(let words): rows(words)
    case .halves(let words): rows(words)
    case .words(let words): rows(words)
    case .longs(let words): rows(words)
    }
  }

  /// What stands there for a row.
  fileprivate func content(_ row: Int, _ run: ColumnRun) -> WordPlane.Content { plane[place(row, run)] }

  private func place(_ row: Int, _ run: ColumnRun) -> Int { start.map { $0 + row } ?? run.sheet(row) }
}
