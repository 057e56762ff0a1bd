/// Texts that were killed, newest last.
struct KillRing {
  private var texts: [String] = []
  private var shown = 0

  private static let limit = 20

  enum Side {
    case before, after
  }

  /// Kills that follow each other make one text.
  mutating func add(_ text: String, _ side: Side, continues: Bool) {
    if text.isEmpty { return }
    if continues, let last = texts.popLast() {
      texts.append(side == .before ? text + last : last + text)
    } else {
      texts.append(text)
      if texts.count > Self.limit { texts.removeFirst() }
    }
  }

  mutating func newest() -> String? {
    shown = texts.count - 1
    return texts.last
  }

  /// The one before the one last asked for, round and round.
  mutating func older() -> String? {
    if texts.isEmpty { return nil }
    shown = shown > 0 ? shown - 1 : texts.count - 1
    return texts[min(shown, texts.count - 1)]
  }
}
