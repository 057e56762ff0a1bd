/// A code that gives often used symbols few bits.
struct HuffmanCode {
  /// Of the code of each symbol; 0 for one that is not used.
  let lengths: [Int]
  /// The code of each symbol, its first bit in the lowest place.
  let codes: [UInt32]

  /// - Parameters:
  ///   - counts: how often each symbol is used; two at least get a code, without which some readers take none.
  ///   - limit: of the lengths.
  init(_ counts: [Int], limit: Int) {
    var counts = counts
    for symbol in counts.indices.prefix(2) where counts.lazy.filter({ $0 > 0 }).prefix(2).count < 2 {
      counts[symbol] = max(1, counts[symbol])
    }
    var lengths = Self.lengths(counts)
    // Counts that are nearer to one another make the longest codes shorter.
    while lengths.contains(where: { $0 > limit }) {
      counts = counts.map { ($0 + 1) / 2 }
      lengths = Self.lengths(counts)
    }
    self.init(lengths: lengths)
  }

  /// The code that RFC 1951, 3.2.2 gives for these lengths.
  init(lengths: [Int]) {
    self.lengths = lengths
    var firsts = [UInt32](repeating: 0, count: 17)
    for length in lengths where length > 0 { firsts[length + 1] += 1 }
    for length in 1..<17 { firsts[length] = (firsts[length - 1] << 1) + (firsts[length] << 1) }
    codes = lengths.map { length in
      if length == 0 { return 0 }
      let code = firsts[length]
      firsts[length] += 1
      return (0..<length).reduce(UInt32(0)) { $0 | (code >> UInt32($1) & 1) << UInt32(length - 1 - $1) }
    }
  }

  /// How deep each symbol stands in the tree that puts the rarest together first.
  private static func lengths(_ counts: [Int]) -> [Int] {
    let symbols = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $0) < (counts[$1], $1) }
    // Leaves first, then their parents, both in the order of their weights: two queues in one.
    var weights = symbols.map { counts[$0] }
    var parents = [Int](repeating: 0, count: 2 * symbols.count - 1)
    var (leaf, node) = (0, symbols.count)
    for parent in symbols.count..<max(symbols.count, 2 * symbols.count - 1) {
      var weight = 0
      for _ in 0..<2 {
        let isLeaf = leaf < symbols.count && (node >= parent || weights[leaf] <= weights[node])
        let next = isLeaf ? leaf : node
        if isLeaf { leaf += 1 } else { node += 1 }
        parents[next] = parent
        weight += weights[next]
      }
      weights.append(weight)
    }
    var depths = [Int](repeating: 0, count: weights.count)
    for node in weights.indices.dropLast().reversed() { depths[node] = depths[parents[node]] + 1 }
    var lengths = [Int](repeating: 0, count: counts.count)
    for (leaf, symbol) in symbols.enumerated() { lengths[symbol] = depths[leaf] }
    return lengths
  }
}
