/// Finds the pairs of names that may differ by little without holding each against each: two such names have something
/// in common if a character or two are left out of them.
struct SpellingIndex {
  /// A key of a name, and how many characters are left out of it.
  private struct Entry {
    let key: UInt64
    let place: Int
    let leftOut: Int
  }

  private let entries: [Entry]
  /// For each name how many characters it may differ by.
  private let limits: [Int]

  /// Beyond so many names, or characters of a name, one character is left out at most.
  private static let (namesForTwo, charactersForTwo) = (10_000, 40)

  /// - Parameter limits: by how many characters a name may differ from one with no higher limit.
  init(_ spellings: [Spelling], _ limits: [Int]) {
    self.limits = limits
    let leavesOutTwo = spellings.count <= Self.namesForTwo
    let pieces = Cores.count(for: spellings.count, atLeast: 1 << 10)
    let parts = Cores.map(pieces) { piece in
      var entries: [Entry] = []
      for place in spellings.count * piece / pieces..<spellings.count * (piece + 1) / pieces {
        Self.add(spellings[place], place, leavesOutTwo, to: &entries)
      }
      return entries
    }
    entries = parts.flatMap(\.self).sorted { ($0.key, $0.leftOut, $0.place) < ($1.key, $1.leftOut, $1.place) }
  }

  /// Adds the keys of a name, each with the fewest characters that are left out for it.
  private static func add(_ spelling: Spelling, _ place: Int, _ leavesOutTwo: Bool, to entries: inout [Entry]) {
    let start = entries.count
    let isTwo = leavesOutTwo && spelling.letters.count <= charactersForTwo
    leaveOut(isTwo ? 2 : 1, spelling) { entries.append(Entry(key: $0, place: place, leftOut: $1)) }
    for letters in spelling.bare.union(spelling.local) {
      entries.append(Entry(key: key(letters, spelling), place: place, leftOut: 0))
    }
    entries[start...].sort { ($0.key, $0.leftOut) < ($1.key, $1.leftOut) }
    var end = start
    for index in start..<entries.count where index == start || entries[index].key != entries[end - 1].key {
      entries[end] = entries[index]
      end += 1
    }
    entries.removeSubrange(end...)
  }

  /// Each pair once, the earlier name first. Of many short names that have a character or two in common only those are
  /// given of which one may differ by so much.
  func forEachPair(_ body: (Int, Int) -> Void) {
    var seen: Set<Pair> = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      defer { start = end }
      if end - start == 1 { continue }
      let alike = entries[start..<end]
      // The names that may differ by what is left out of an entry, among all, and otherwise those of fewer left out.
      let free = (0...2).map { least in alike.filter { limits[$0.place] >= least } }
      for entry in alike {
        let partners = limits[entry.place] >= entry.leftOut ? alike : free[entry.leftOut][...]
        for other in partners where other.leftOut <= entry.leftOut && other.place != entry.place {
          let pair = Pair(first: min(entry.place, other.place), second: max(entry.place, other.place))
          if seen.insert(pair).inserted { body(pair.first, pair.second) }
        }
      }
    }
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  // MARK: Keys

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func add(_ scalar: Unicode.Scalar, to key: UInt64) -> UInt64 {
    (key &+ UInt64(scalar.value) &+ 1) &* base
  }

  /// Names that are told apart by numbers have no key in common.
  private static func start(_ spelling: Spelling) -> UInt64 {
    spelling.marks.joined(separator: " ").unicodeScalars.reduce(1) { add($1, to: $0) }
  }

  private static func key(_ letters: [Unicode.Scalar], _ spelling: Spelling) -> UInt64 {
    letters.reduce(start(spelling)) { add($1, to: $0) }
  }

  /// Gives the keys of a name with up to so many characters left out, and how many are.
  private static func leaveOut(_ most: Int, _ spelling: Spelling, _ give: (UInt64, Int) -> Void) {
    let letters = spelling.letters
    func walk(_ place: Int, _ key: UInt64, _ leftOut: Int) {
      guard place < letters.count else { return give(key, leftOut) }
      walk(place + 1, add(letters[place], to: key), leftOut)
      if leftOut < most { walk(place + 1, key, leftOut + 1) }
    }
    walk(0, start(spelling), 0)
  }
}
