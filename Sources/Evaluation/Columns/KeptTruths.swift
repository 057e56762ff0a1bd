import Planning

/// What holds of every sheet and what does not, as far as points and verdicts are made of it: a few bits for each sheet, side
/// by side. Who reads results in another order than that of the sheets finds it here, and need not look at facts and
/// cohorts once more, which lie all over the memory then.
final class KeptTruths: Sendable {
  /// Of which these are nodes.
  let program: Program
  /// By node the number of its bits.
  private let numbers: [Int: Int]
  /// Of each sheet so many words.
  private let width: Int
  private let words: [UInt64]
  /// Where a node is more than true, false or open, by its number and by sheet.
  private let others: [[Int32: PlanValue]]

  /// Of a word half the bits say what holds, and half what does not.
  private static let nodesOfAWord = 32

  private init(_ program: Program, _ drafts: [Draft]) {
    let first = drafts.first
    self.program = program
    width = first?.width ?? 0
    var words = first?.words ?? []
    words.reserveCapacity(drafts.reduce(0) { $0 + $1.words.count })
    for draft in drafts.dropFirst() { words += draft.words }
    self.words = words
    var others = first?.others ?? []
    for draft in drafts.dropFirst() {
      for number in others.indices { others[number].merge(draft.others[number]) { own, _ in own } }
    }
    self.others = others
    var numbers: [Int: Int] = [:]
    for (number, node) in (first?.nodes ?? []).enumerated() where drafts.allSatisfy({ $0.isKept[number] }) {
      numbers[node] = number
    }
    self.numbers = numbers
  }

  /// What several drafts have taken, one behind another; nil where there is nothing.
  static func joining(_ drafts: [Draft], _ program: Program) -> KeptTruths? {
    drafts.first?.nodes.isEmpty == false ? KeptTruths(program, drafts) : nil
  }

  /// The nodes that are at hand, with how each is kept in columns.
  var forms: [Int: ColumnForm] { numbers.mapValues { _ in .truth } }

  /// Which of the nodes a program needs, with their slots, word by word.
  fileprivate func wanted(by program: ColumnProgram) -> [[Wanted]] {
    var wanted = [[Wanted]](repeating: [], count: width)
    for (node, number) in numbers {
      guard let slot = program.slots[node] else { continue }
      wanted[number / Self.nodesOfAWord].append(Wanted(number: number, slot: slot))
    }
    return wanted
  }

  /// Puts nodes in place, for the sheets that a run is at.
  fileprivate func put(_ wanted: [[Wanted]], into run: ColumnRun) {
    for one in wanted.joined() { run.begin(one.slot) }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { bits in
      for (word, wanted) in wanted.enumerated() where !wanted.isEmpty {
        for part in 0..<Column.words {
          let rows = max(0, min(64, run.count - part * 64))
          words.withUnsafeBufferPointer { words in
            for row in 0..<rows { bits[row] = words[run.sheet(part * 64 + row) * width + word] }
          }
          for row in rows..<64 { bits[row] = 0 }
          Self.turn(bits)
          for one in wanted {
            let bit = one.number % Self.nodesOfAWord
            run.columns[one.slot].yes[part] = bits[bit]
            run.columns[one.slot].no[part] = bits[Self.nodesOfAWord + bit]
          }
        }
      }
    }
    for one in wanted.joined() where !others[one.number].isEmpty {
      for row in 0..<run.count {
        if let value = others[one.number][Int32(run.sheet(row))] { run.store(value, one.slot, row) }
      }
      run.note(one.slot)
    }
  }

  fileprivate struct Wanted {
    let number: Int
    let slot: Int
  }

  /// Reads them for a run.
  struct Reader {
    private let truths: KeptTruths
    private let wanted: [[Wanted]]

    init(_ truths: KeptTruths, _ program: ColumnProgram) {
      (self.truths, wanted) = (truths, truths.wanted(by: program))
    }

    /// Puts all that is wanted in place, for the sheets that the run is at.
    func put(into run: ColumnRun) { truths.put(wanted, into: run) }
  }

  /// Makes columns of the rows of a square of bits.
  private static func turn(_ bits: UnsafeMutableBufferPointer<UInt64>) {
    var (half, mask) = (32, UInt64(0xFFFF_FFFF))
    while half > 0 {
      var row = 0
      while row < 64 {
        let moved = (bits[row] &>> UInt64(half) ^ bits[row | half]) & mask
        bits[row] ^= moved &<< UInt64(half)
        bits[row | half] ^= moved
        row = ((row | half) + 1) & ~half
      }
      half >>= 1
      mask ^= mask &<< UInt64(half)
    }
  }

  /// What some sheets one behind another have, while they are looked at.
  struct Draft {
    fileprivate let nodes: [Int]
    fileprivate let width: Int
    fileprivate var words: [UInt64] = []
    fileprivate var others: [[Int32: PlanValue]]
    /// What is often more than true, false or open is not kept.
    fileprivate var isKept: [Bool]

    /// - Parameter nodes: which are kept, where a run works them out.
    init(_ nodes: [Int], _ program: ColumnProgram) {
      self.nodes = nodes.filter { program.slots[$0].map { program.forms[$0] } == .truth }
      width = (self.nodes.count + KeptTruths.nodesOfAWord - 1) / KeptTruths.nodesOfAWord
      others = self.nodes.map { _ in [:] }
      isKept = self.nodes.map { _ in true }
    }

    /// Takes the sheets of a block, which must follow one another.
    mutating func take(_ run: ColumnRun) {
      let slots = nodes.map { run.program.slots[$0] ?? 0 }
      for number in nodes.indices where isKept[number] { takeOthers(number, slots[number], run) }
      let start = words.count
      words += repeatElement(0, count: run.count * width)
      let width = width
      words.withUnsafeMutableBufferPointer { words in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { bits in
          for word in 0..<width {
            let first = word * KeptTruths.nodesOfAWord
            let own = slots[first..<min(slots.count, first + KeptTruths.nodesOfAWord)]
            for part in 0..<Column.words {
              let rows = max(0, min(64, run.count - part * 64))
              if rows == 0 { break }
              bits.update(repeating: 0)
              for (bit, slot) in own.enumerated() {
                bits[bit] = run.columns[slot].yes[part]
                bits[KeptTruths.nodesOfAWord + bit] = run.columns[slot].no[part]
              }
              KeptTruths.turn(bits)
              for row in 0..<rows { words[start + (part * 64 + row) * width + word] = bits[row] }
            }
          }
        }
      }
    }

    private mutating func takeOthers(_ number: Int, _ slot: Int, _ run: ColumnRun) {
      let column = run.columns[slot]
      if !(column.hasOdd || column.hasNone || column.hasMaybe || column.hasDoubt) { return }
      var rows = RowMask.none
      if column.hasOdd { rows = rows | RowMask(column.odd) }
      if column.hasNone { rows = rows | RowMask(column.none) }
      if column.hasMaybe { rows = rows | RowMask(column.maybe) }
      if column.hasDoubt { rows = rows | RowMask(column.doubt) }
      (rows & run.active).each { others[number][Int32(run.sheet($0))] = run.value(inSlot: slot, $0) }
      if others[number].count > Self.most { (isKept[number], others[number]) = (false, [:]) }
    }

    /// So many sheets of each node may be more than true, false or open.
    private static let most = 1 << 10
  }
}

extension Program {
  /// The truths that results are made of: what asks for them is no truth itself, or tells of a sheet.
  var keptTruths: [Int] {
    let told = plan.results.nodes
    let needed = plan.needed(for: told)
    // A clause that is looked at case by case works out again what hangs on its subjects.
    let again = Set(needed.flatMap { (dependents[$0] ?? []).joined() })
    let isOfSheet = Set(ofSheet)
    func isTruth(_ node: Int) -> Bool {
      plan.nodes[node].type == .value(.truth) && isOfSheet.contains(node) && !again.contains(node)
    }
    var kept = Set(told.filter(isTruth))
    for node in needed where !isTruth(node) { kept.formUnion(plan.nodes[node].operands.filter(isTruth)) }
    return kept.sorted()
  }
}
