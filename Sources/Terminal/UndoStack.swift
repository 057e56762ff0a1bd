/// The changes that can be taken back, newest last.
struct UndoStack {
  private var edits: [LineBuffer.Edit] = []
  /// Whether the next insertion belongs to the same step as the last one.
  private var isTyping = false

  /// Older changes are forgotten.
  private static let limit = 1_000

  mutating func add(_ edit: LineBuffer.Edit, typed: Bool) {
    if edit.removed.isEmpty, edit.inserted.isEmpty { return }
    if typed, isTyping, let last = edits.last, last.start + last.inserted.utf8.count == edit.start,
      edit.removed.isEmpty, edit.inserted != " " || last.inserted.hasSuffix(" ")
    {
      edits[edits.count - 1].inserted += edit.inserted
    } else {
      edits.append(edit)
      if edits.count > Self.limit { edits.removeFirst(Self.limit / 2) }
    }
    isTyping = typed
  }

  /// Ends the step: what is typed from here on is taken back by itself.
  mutating func endStep() { isTyping = false }

  mutating func takeLast() -> LineBuffer.Edit? {
    isTyping = false
    return edits.popLast()
  }
}
