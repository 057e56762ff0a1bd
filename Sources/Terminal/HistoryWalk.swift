/// A walk through older entries that begin with what was typed; what was typed waits at its end.
struct HistoryWalk {
  private let draft: LineBuffer
  private let prefix: String
  /// The entry shown; as many as there are for the draft.
  private var place: Int

  init(from draft: LineBuffer, entries: [String]) {
    self.draft = draft
    prefix = String(draft.slice(0..<draft.cursor))
    place = entries.count
  }

  mutating func older(_ entries: [String]) -> LineBuffer? {
    guard let found = entries[..<place].lastIndex(where: isMeant) else { return nil }
    place = found
    return LineBuffer(entries[found])
  }

  mutating func newer(_ entries: [String]) -> LineBuffer? {
    guard place < entries.count else { return nil }
    guard let found = entries[(place + 1)...].firstIndex(where: isMeant) else {
      place = entries.count
      return draft
    }
    place = found
    return LineBuffer(entries[found])
  }

  /// Whether the draft is shown again.
  func isOver(_ entries: [String]) -> Bool { place == entries.count }

  private func isMeant(_ entry: String) -> Bool { entry.utf8.starts(with: prefix.utf8) && entry != draft.text }
}
