import Diagnostics

/// A text that is shown a screenful at a time: what is left of it.
struct Pages {
  private var rest: ArraySlice<Substring>

  init(_ text: String) {
    rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    // What ends the last line begins none.
    if rest.last?.isEmpty == true { rest.removeLast() }
  }

  /// Lines that have not been shown.
  var count: Int { rest.count }

  /// The next lines that fit into so many rows, at least one of them.
  mutating func next(rows: Int, columns: Int) -> String {
    var shown = ""
    var free = rows
    while let line = rest.first {
      let height = max(1, (DisplayWidth.of(line) + columns - 1) / columns)
      if height > free, !shown.isEmpty { break }
      free -= height
      shown += line + "\n"
      rest.removeFirst()
    }
    return shown
  }
}

/// What is said while somebody pages through a text.
public struct PagingWords {
  /// How to go on, with so many lines left.
  public let more: (Int) -> String
  /// That so many lines are left out.
  public let leftOut: (Int) -> String

  /// - Parameters:
  ///   - more: a line that goes away again.
  ///   - leftOut: a line that stays.
  public init(more: @escaping (Int) -> String, leftOut: @escaping (Int) -> String) {
    (self.more, self.leftOut) = (more, leftOut)
  }
}

/// What a key means to somebody who looks at a part of a text.
enum Paging {
  case screen, line, rest, leave
  /// The beginning of the next entry.
  case entry
  case nothing

  init(_ key: Key) {
    switch (key.code, key.modifiers) {
    case (.text(let text), []) where text.allSatisfy { $0 == " " }: self = .screen
    case (.pageDown, _), (.text("f"), []), (.text("f"), .control): self = .screen
    case (.enter, _), (.down, _), (.text("j"), []): self = .line
    case (.end, _), (.text("G"), _): self = .rest
    case (.text("q"), []), (.text("Q"), _), (.escape, _), (.text("c"), .control), (.text("d"), .control): self = .leave
    case (.text(let text), []) where text.contains { !$0.isASCII || $0 == ":" }: self = .entry
    case (.paste, _): self = .entry
    case (.text, _), (.tab, _), (.backspace, _), (.delete, _), (.up, _), (.left, _), (.right, _), (.home, _),
      (.pageUp, _):
      self = .nothing
    }
  }
}
