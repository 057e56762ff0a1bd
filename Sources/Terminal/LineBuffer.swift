/// The text being typed and the cursor in it. Offsets count UTF-8 bytes; the cursor always stands between two
/// characters as a reader counts them, never inside one.
struct LineBuffer: Hashable, Sendable {
  private(set) var text: String
  private(set) var cursor: Int

  init(_ text: String = "", cursor: Int? = nil) {
    var text = EntryText.clean(text)
    text.makeContiguousUTF8()
    self.text = text
    self.cursor = 0
    place(cursor ?? text.utf8.count)
  }

  var count: Int { text.utf8.count }
  var isEmpty: Bool { text.isEmpty }

  /// A replacement that has been made, and what undoes it.
  struct Edit: Hashable, Sendable {
    let start: Int
    let removed: String
    var inserted: String
    let cursor: Int
  }

  /// Puts the cursor at an offset, or behind the character the offset is inside of.
  mutating func place(_ offset: Int) {
    cursor = offset
    let index = index(offset)
    // A character behind which text was put may have grown by it: the cursor goes behind the whole.
    let rounded = String.Index(index, within: text) ?? (index < text.endIndex ? text.index(after: index) : index)
    cursor = self.offset(rounded)
  }

  /// Replaces a part of the text and leaves the cursor behind what was put there.
  @discardableResult
  mutating func replace(_ range: Range<Int>, with new: String) -> Edit {
    let lower = index(range.lowerBound)
    let upper = max(lower, index(range.upperBound))
    let new = EntryText.clean(new)
    let edit = Edit(start: offset(lower), removed: String(text[lower..<upper]), inserted: new, cursor: cursor)
    text.replaceSubrange(lower..<upper, with: new)
    place(edit.start + new.utf8.count)
    return edit
  }

  mutating func revert(_ edit: Edit) {
    replace(edit.start..<edit.start + edit.inserted.utf8.count, with: edit.removed)
    place(edit.cursor)
  }

  func slice(_ range: Range<Int>) -> Substring {
    let lower = index(range.lowerBound)
    return text[lower..<max(lower, index(range.upperBound))]
  }

  /// The index of an offset, moved into the text and to the start of its scalar.
  func index(_ offset: Int) -> String.Index {
    let utf8 = text.utf8
    var index = utf8.index(utf8.startIndex, offsetBy: max(0, min(offset, utf8.count)))
    while index < utf8.endIndex, utf8[index] & 0xC0 == 0x80 { index = utf8.index(before: index) }
    return index
  }

  func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }
}

/// Where the cursor can go.
enum Motion: Hashable, Sendable, CaseIterable {
  case left, right
  /// By words: runs of Chinese characters, or of other letters and digits.
  case wordLeft, wordRight
  /// To the blank before.
  case blankLeft
  case lineStart, lineEnd, lineUp, lineDown
  case start, end
}

extension LineBuffer {
  /// Where a motion leads; nil where there is no line above or below.
  func target(of motion: Motion) -> Int? {
    let here = index(cursor)
    switch motion {
    case .left: return here > text.startIndex ? offset(text.index(before: here)) : cursor
    case .right: return here < text.endIndex ? offset(text.index(after: here)) : cursor
    case .wordLeft: return offset(Words.start(before: here, in: text))
    case .wordRight: return offset(Words.end(after: here, in: text))
    case .blankLeft: return offset(Words.blank(before: here, in: text))
    case .lineStart: return offset(lineStart(here))
    case .lineEnd: return offset(lineEnd(here))
    case .lineUp:
      let start = lineStart(here)
      guard start > text.startIndex else { return nil }
      return offset(place(of: column(here), inLineAt: lineStart(text.index(before: start))))
    case .lineDown:
      let end = lineEnd(here)
      guard end < text.endIndex else { return nil }
      return offset(place(of: column(here), inLineAt: text.index(after: end)))
    case .start: return 0
    case .end: return count
    }
  }

  private func lineStart(_ index: String.Index) -> String.Index {
    text[..<index].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
  }

  private func lineEnd(_ index: String.Index) -> String.Index {
    text[index...].firstIndex(of: "\n") ?? text.endIndex
  }

  private func column(_ index: String.Index) -> Int {
    text[lineStart(index)..<index].reduce(0) { $0 + Cell.width(of: $1) }
  }

  private func place(of column: Int, inLineAt start: String.Index) -> String.Index {
    var place = start
    var used = 0
    while place < text.endIndex, text[place] != "\n", used < column {
      used += Cell.width(of: text[place])
      if used <= column { place = text.index(after: place) }
    }
    return place
  }
}
