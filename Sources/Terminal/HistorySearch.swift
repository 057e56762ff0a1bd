/// An incremental search through older entries.
struct HistorySearch {
  enum Direction {
    case older, newer
  }

  /// What was in the line before, for when the search is given up.
  private let saved: LineBuffer
  private(set) var query = ""
  private(set) var hasFailed = false
  private var found: (place: Int, range: Range<Int>)?

  /// Longer texts are not looked for.
  private static let queryLimit = 200

  init(from saved: LineBuffer) { self.saved = saved }

  /// The entry found with the cursor at the match, or else what was in the line before.
  func buffer(_ entries: [String]) -> LineBuffer {
    guard let found else { return saved }
    return LineBuffer(entries[found.place], cursor: found.range.lowerBound)
  }

  /// What to mark in the entry found.
  var match: Range<Int>? { found?.range }

  /// Looks for a longer text, beginning with the entry found so far.
  mutating func extend(_ text: String, _ entries: [String]) {
    query = String((query + text.prefix(Self.queryLimit)).prefix(Self.queryLimit))
    look(in: entries.indices.prefix((found?.place ?? entries.count) + 1).reversed(), entries)
  }

  /// Takes the last character of the query back and looks again from the newest entry.
  mutating func shorten(_ entries: [String]) {
    query = String(query.dropLast())
    found = nil
    look(in: entries.indices.reversed(), entries)
  }

  /// Looks for the next entry with the same text in it.
  mutating func step(_ direction: Direction, _ entries: [String]) {
    guard let place = found?.place else { return look(in: entries.indices.reversed(), entries) }
    let others = { (index: Int) in entries[index] != entries[place] }
    switch direction {
    case .older: look(in: entries.indices.prefix(place).reversed().filter(others), entries)
    case .newer: look(in: entries.indices.suffix(from: place).filter(others), entries)
    }
  }

  private mutating func look(in places: some Sequence<Int>, _ entries: [String]) {
    hasFailed = false
    if query.isEmpty {
      found = nil
      return
    }
    for place in places {
      if let range = Self.range(of: query, in: entries[place]) {
        found = (place, range)
        return
      }
    }
    hasFailed = true
  }

  private static func range(of query: String, in entry: String) -> Range<Int>? {
    let bytes = entry.utf8
    guard let range = bytes.firstRange(of: query.utf8) else { return nil }
    let start = bytes.distance(from: bytes.startIndex, to: range.lowerBound)
    return start..<start + query.utf8.count
  }
}
