/// Finds the pairs of names that may differ by little without holding each against each: two such names have something
/// in common if a character or two are left out of them.
struct SpellingIndex {
  /// A key of a name, and how many characters are left out of it.
  private struct Entry {
    let key: UInt64
    let place: Int
    let leftOut: Int
  }

  private var entries: [Entry] = []
  /// For each name how many characters it may differ by.
  private let limits: [Int]
  private let leavesOutTwo: Bool

  /// Beyond so many names, or characters of a name, one character is left out at most.
  private static let (namesForTwo, charactersForTwo) = (10_000, 40)

  /// - Parameter limits: by how many characters a name may differ from one with no higher limit.
  init(_ spellings: [Spelling], _ limits: [Int]) {
    self.limits = limits
    leavesOutTwo = spellings.count <= Self.namesForTwo
    for (place, spelling) in spellings.enumerated() {
      var keys: [UInt64: Int] = [:]
      leaveOut(spelling, &keys)
      for letters in spelling.bare.union(spelling.local) { keys[Self.key(letters, spelling)] = 0 }
      for (key, leftOut) in keys { entries.append(Entry(key: key, place: place, leftOut: leftOut)) }
    }
    entries.sort { ($0.key, $0.leftOut, $0.place) < ($1.key, $1.leftOut, $1.place) }
  }

  /// Each pair once, the earlier name first. Of many short names that have a character or two in common only those are
  /// given of which one may differ by so much.
  func forEachPair(_ body: (Int, Int) -> Void) {
    var seen: Set<Pair> = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
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
      start = end
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

  /// The keys of a name with a character or two left out.
  private func leaveOut(_ spelling: Spelling, _ keys: inout [UInt64: Int]) {
    let letters = spelling.letters
    let isTwo = leavesOutTwo && letters.count <= Self.charactersForTwo
    let most = isTwo ? 2 : 1
    func walk(_ place: Int, _ key: UInt64, _ leftOut: Int) {
      guard place < letters.count else {
        keys[key] = min(leftOut, keys[key] ?? leftOut)
        return
      }
      walk(place + 1, Self.add(letters[place], to: key), leftOut)
      if leftOut < most { walk(place + 1, key, leftOut + 1) }
    }
    walk(0, Self.start(spelling), 0)
  }
}
