import Diagnostics

/// What is written around an entry.
public struct Prompt: Hashable, Sendable {
  /// Before the first line.
  public var text: String
  /// Before every further line.
  public var continuation: String
  /// Before the text that is searched for, and when nothing has it.
  public var search: String
  /// Takes the place of ``search`` when nothing has the text.
  public var failedSearch: String
  /// Below an entry of several lines that Enter does not end yet; nothing is shown if it is empty.
  public var unfinished: String

  /// Only the prompt itself has to be given.
  public init(
    _ text: String, continuation: String = "… ", search: String = "search: ", failedSearch: String = "not found: ",
    unfinished: String = ""
  ) {
    self.text = text
    self.continuation = continuation
    self.search = search
    self.failedSearch = failedSearch
    self.unfinished = unfinished
  }
}

/// Lays an entry out in rows of the terminal's width.
struct Layout {
  private let columns: Int
  private var rows = [Row()]
  private var used = 0

  private init(_ columns: Int) { self.columns = columns }

  /// What the terminal shows while an entry is typed: as much as fits, the cursor always.
  static func screen(_ view: EditorView, _ prompt: Prompt, _ size: Size) -> Screen {
    var screen = entry(view, prompt, size)
    let below = footer(view.footer, prompt, size, room: size.rows - screen.rows.count)
    let room = max(1, size.rows - below.count)
    let first = max(0, screen.cursor.row - room + 1)
    var rows = Array(screen.rows.dropFirst(first).prefix(room))
    // Whatever follows the last of these rows, it does not go on with its line.
    rows[rows.count - 1].wraps = false
    screen.rows = rows + below
    screen.cursor.row -= first
    return screen
  }

  /// What stays when the entry has been typed: all of it, with the cursor at its end.
  static func final(_ view: EditorView, _ prompt: Prompt, _ size: Size) -> Screen {
    var layout = Layout(size.columns)
    _ = layout.put(view, prompt, showsCursor: false)
    var screen = Screen(rows: layout.rows)
    screen.cursor = screen.end
    return screen
  }

  private static func entry(_ view: EditorView, _ prompt: Prompt, _ size: Size) -> Screen {
    var layout = Layout(size.columns)
    let cursor = layout.put(view, prompt, showsCursor: true)
    return Screen(rows: layout.rows, cursor: cursor)
  }

  /// - Returns: where the cursor is.
  private mutating func put(_ view: EditorView, _ prompt: Prompt, showsCursor: Bool) -> Screen.Position {
    put(prompt.text, .prompt)
    var styles = StyleSweep(view.spans, view.match)
    var cursor: Screen.Position?
    var offset = 0
    for character in view.text {
      if offset >= view.cursor, cursor == nil, showsCursor { cursor = place(for: character) }
      if character == "\n" {
        end()
        put(prompt.continuation, .note)
      } else {
        put(character, styles.style(at: offset))
      }
      offset += character.utf8.count
    }
    guard showsCursor else { return Screen.Position() }
    return cursor ?? place(for: "\n")
  }

  private mutating func put(_ text: String, _ style: Style) {
    for character in text {
      if character == "\n" { end() } else { put(character, style) }
    }
  }

  private mutating func put(_ character: Character, _ style: Style) {
    makeRoom(for: character)
    if character == "\t" {
      // A tab is cut by the end of the row instead of standing in the next one.
      for _ in 0..<min(Cell.tabWidth, columns - used) { append(Cell(" ", style)) }
    } else {
      append(Cell(character, style))
    }
  }

  private mutating func append(_ cell: Cell) {
    rows[rows.count - 1].cells.append(cell)
    used += cell.width
  }

  private mutating func makeRoom(for character: Character) {
    if used + (character == "\t" ? 1 : Cell.width(of: character)) > columns { end(wraps: true) }
  }

  private mutating func end(wraps: Bool = false) {
    rows[rows.count - 1].wraps = wraps
    rows.append(Row())
    used = 0
  }

  /// Where a character will stand; behind a full row that is the next one.
  private mutating func place(for character: Character) -> Screen.Position {
    makeRoom(for: character == "\n" ? " " : character)
    return Screen.Position(row: rows.count - 1, column: used)
  }

  // MARK: - Below the entry

  private static func footer(_ footer: EditorView.Footer, _ prompt: Prompt, _ size: Size, room: Int) -> [Row] {
    switch footer {
    case .none: return []
    case .unfinished:
      return size.rows > 1 && !prompt.unfinished.isEmpty ? [row(prompt.unfinished, .note, size)] : []
    case .search(let query, let hasFailed):
      let label = hasFailed ? prompt.failedSearch : prompt.search
      return size.rows > 1 ? [row(label + query, hasFailed ? .error : .note, size)] : []
    case .menu(let menu):
      let lines = Columns.lines(menu.labels, width: size.columns - 1)
      // A list gets the free rows, and three of a long entry's.
      let room = min(max(room, 3), size.rows - 1)
      guard room > 0 else { return [] }
      if lines.count <= room { return lines.map { row($0, .plain, size) } }
      let pages = lines.chunks(of: max(1, room - 1))
      let page = menu.page % pages.count
      let shown = pages[page].map { row($0, .plain, size) }
      return room > 1 ? shown + [row("\(page + 1)/\(pages.count)", .note, size)] : shown
    }
  }

  private static func row(_ text: String, _ style: Style, _ size: Size) -> Row {
    var row = Row()
    var used = 0
    for character in text {
      let cell = Cell(character == "\t" ? " " : character, style)
      used += cell.width
      if used > size.columns - 1 { break }
      row.cells.append(cell)
    }
    return row
  }
}

/// Reads styles off from left to right.
private struct StyleSweep {
  private let spans: [StyledRange]
  private let match: Range<Int>?
  private var next = 0

  init(_ spans: [StyledRange], _ match: Range<Int>?) {
    self.spans = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
    self.match = match
  }

  mutating func style(at offset: Int) -> Style {
    if let match, match.contains(offset) { return .match }
    while next < spans.count, spans[next].range.upperBound <= offset { next += 1 }
    return next < spans.count && spans[next].range.contains(offset) ? spans[next].style : .plain
  }
}

extension Array {
  fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
