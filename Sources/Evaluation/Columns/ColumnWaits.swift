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
  /// On which facts each node depends: those that it reads itself and those of its operands. The last bit stands for what
  /// everybody waits for.
  private let facts: [FactSet]
  /// What is missing in the row at hand.
  private var missing = FactSet(0)
  private var sheet = -1
  /// By node, for those that have been asked for.
  private var memories: [Int: Memory] = [:]
  /// How much has been found, of all nodes.
  private var remembered = 0
  /// The row in which the executor has been given each node last, counted in rows.
  private var stamps: [Int]
  private var stamp = 0

  /// What a node has been found to wait for.
  private final class Memory {
    /// What all sheets say of the facts on which it depends; nil where these do not tell all.
    let words: [WordPlane]?
    /// By what a sheet says.
    var found: [[Int]: Waits] = [:]

    init(_ words: [WordPlane]?) { self.words = words }
  }

  /// Some facts, by place in the standard.
  private struct FactSet {
    private var words: [UInt64]

    init(_ count: Int) { words = [UInt64](repeating: 0, count: count / 64 + 1) }

    mutating func insert(_ fact: Int) { words[fact >> 6] |= 1 << UInt64(fact & 63) }
    mutating func formUnion(_ other: FactSet) { for place in words.indices { words[place] |= other.words[place] } }

    func contains(_ fact: Int) -> Bool { words[fact >> 6] >> UInt64(fact & 63) & 1 != 0 }

    func meets(_ other: FactSet) -> Bool {
      for place in words.indices where words[place] & other.words[place] != 0 { return true }
      return false
    }
  }

  init(_ run: ColumnRun) {
    self.run = run
    program = run.program.program
    execution = Execution(program, run.cohorts)
    stamps = program.plan.nodes.map { _ in 0 }
    let count = program.standard.facts.count
    var facts: [FactSet] = []
    for (place, node) in program.plan.nodes.enumerated() {
      var own = FactSet(count)
      if case .fact(let fact) = node.primitive { own.insert(fact) }
      if !program.fixed[place].waits.isEmpty { own.insert(count) }
      for operand in node.operands { own.formUnion(facts[operand]) }
      facts.append(own)
    }
    self.facts = facts
  }

  /// What a node waits for in a row of the block.
  func waits(for node: Int, _ row: Int) -> Waits {
    turn(to: run.sheet(row))
    if !facts[node].meets(missing) { return .none }
    if let known = recalled(node).known { return known }
    find(node, row)
    return Waits(execution[node].waits)
  }

  /// What has been found for sheets that say the same; and where something found is to be remembered, nowhere for a node
  /// that is not of a sheet or of which a sheet does not say all.
  private func recalled(_ node: Int) -> (known: Waits?, memory: Memory?, said: [Int]) {
    guard program.isRun[node], run.program.slots[node] != nil else { return (nil, nil, []) }
    let memory = memories[node] ?? Memory(words(node))
    memories[node] = memory
    guard let said = memory.words.flatMap({ said($0) }) else { return (nil, nil, []) }
    return (memory.found[said], memory, said)
  }

  /// What the sheet at hand says, each word as a number of its own; nil where that does not tell all.
  private func said(_ words: [WordPlane]) -> [Int]? {
    var said: [Int] = []
    said.reserveCapacity(words.count)
    for words in words {
      switch words[sheet] {
      case .number(let word):
        if abs(word) > Column.limit { return nil }
        said.append(2 * word)
      case .mark(.odd): return nil
      case .mark(let mark): said.append(2 * mark.rawValue + 1)
      }
    }
    return said
  }

  /// See ``Memory/words``.
  private func words(_ node: Int) -> [WordPlane]? {
    let nodes = program.plan.needed(for: [node])
    // Of those that count entities other sheets of the same one say something, too.
    let isAlone = nodes.allSatisfy { place in
      switch program.plan.nodes[place].primitive {
      case .rank(let slot, _), .cohort(let slot, _), .position(let slot, _, _, _):
        program.standard.cohorts[program.uses[slot].cohort].counting == nil
      case .admitted: false
      case .fact, .column, .records, .constant, .setting, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText,
        .choose, .operation, .definition, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
        .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported,
        .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases,
        .part:
        true
      }
    }
    let facts = program.standard.facts.indices.filter { self.facts[node].contains($0) }
    let stated = run.program.facts
    let words = facts.compactMap { stated.columns[$0]?.cells.words }
    return isAlone && stated.table.sheets.changed.isEmpty && words.count == facts.count ? words : nil
  }

  private func turn(to sheet: Int) {
    if sheet == self.sheet { return }
    self.sheet = sheet
    stamp += 1
    execution.turn(to: run.program.facts.table.sheets[sheet], at: sheet)
    missing = FactSet(program.standard.facts.count)
    missing.insert(program.standard.facts.count)
    for fact in program.standard.facts.indices where !run.program.facts.isStated(fact, by: sheet) {
      missing.insert(fact)
    }
  }

  /// Gives the executor a node: as the columns have it where nothing that is missing matters or what it waits for is known,
  /// and else worked out from its operands.
  private func find(_ place: Int, _ row: Int) {
    if stamps[place] == stamp || program.isAhead[place] { return }
    stamps[place] = stamp
    let isOfSheet = program.isRun[place]
    let isWaiting = facts[place].meets(missing)
    let (known, memory, said) = isWaiting ? recalled(place) : (nil, nil, [])
    if known != nil || !isWaiting && isOfSheet && run.program.slots[place] != nil {
      execution[place] = run.value(place, row)
      execution[place].waits = known?.all ?? []
      return
    }
    for operand in program.plan.nodes[place].operands { find(operand, row) }
    // What is supposed in one case after another is worked out again from these.
    for inner in (program.dependents[place] ?? []).joined() {
      for operand in program.plan.nodes[inner].operands { find(operand, row) }
    }
    if isOfSheet { execution.run([place]) }
    if let memory { remember(Waits(execution[place].waits), said, memory) }
  }

  private func remember(_ waits: Waits, _ said: [Int], _ memory: Memory) {
    if remembered == Self.most {
      for memory in memories.values { memory.found = [:] }
      remembered = 0
    }
    memory.found[said] = waits
    remembered += 1
  }

  /// So much is remembered.
  private static let most = 1 << 16
}

extension FactColumns {
  /// Whether a sheet states all of a fact for certain, as its word tells.
  func isStated(_ fact: Int, by sheet: Int) -> Bool {
    guard let column = columns[fact], table.sheets.changed[sheet] == nil else { return false }
    // Of records something may be missing.
    if case .records = column.cells.type { return false }
    return if case .number = column.cells.words[sheet] { true } else { false }
  }
}
