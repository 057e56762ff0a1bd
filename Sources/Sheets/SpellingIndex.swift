/// Finds the pairs of names that may differ by little without holding each against each: two such names have something
/// in common if a character or two are left out of them.
struct SpellingIndex {
  private var entries: [(key: UInt64, place: Int)] = []
  private let leavesOutTwo: Bool

  /// Beyond so many names, or characters of a name, one character is left out at most.
  private static let (namesForTwo, charactersForTwo) = (10_000, 40)

  init(_ spellings: [Spelling]) {
    leavesOutTwo = spellings.count <= Self.namesForTwo
    for (place, spelling) in spellings.enumerated() {
      var keys = Set(spelling.bare.union(spelling.local).map { Self.key($0, spelling) })
      leaveOut(spelling, &keys)
      for key in keys { entries.append((key, place)) }
    }
    entries.sort { ($0.key, $0.place) < ($1.key, $1.place) }
  }

  /// Each pair once, the earlier name first.
  func forEachPair(_ body: (Int, Int) -> Void) {
    var seen: Set<Pair> = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      for first in start..<end {
        for second in first + 1..<max(first + 1, end)
        where seen.insert(Pair(first: entries[first].place, second: entries[second].place)).inserted {
          body(entries[first].place, entries[second].place)
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
  private func leaveOut(_ spelling: Spelling, _ keys: inout Set<UInt64>) {
    let letters = spelling.letters
    let isTwo = leavesOutTwo && letters.count <= Self.charactersForTwo
    func walk(_ place: Int, _ key: UInt64, _ left: Int) {
      guard place < letters.count else {
        keys.insert(key)
        return
      }
      walk(place + 1, Self.add(letters[place], to: key), left)
      if left > 0 { walk(place + 1, key, left - 1) }
    }
    walk(0, Self.start(spelling), isTwo ? 2 : 1)
  }
}
