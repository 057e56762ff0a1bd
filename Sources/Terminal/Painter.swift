/// Knows what stands on the terminal and writes only what differs.
///
/// Rows of one line are written through, so that the terminal itself wraps them: then copying gives back whole lines,
/// and a terminal that wraps anew when its width changes does with them what ``resize(to:reflows:)`` counts on.
struct Painter {
  private(set) var screen = Screen()
  private let colors: Bool

  init(colors: Bool) { self.colors = colors }

  /// What turns the old screen into the new one.
  mutating func paint(_ new: Screen, columns: Int) -> String {
    var pen = Pen(at: screen.cursor, columns: columns, colors: colors)
    if let (row, cell) = firstDifference(new) { write(new, row, cell, columns, &pen) }
    pen.move(to: new.cursor)
    screen = new
    return pen.output
  }

  /// The first row that differs, and its first cell that does.
  private func firstDifference(_ new: Screen) -> (row: Int, cell: Int)? {
    let same = zip(screen.rows, new.rows).prefix { $0 == $1 }.count
    if same < min(screen.rows.count, new.rows.count) {
      return (same, zip(screen.rows[same].cells, new.rows[same].cells).prefix { $0 == $1 }.count)
    }
    if screen.rows.count == new.rows.count { return nil }
    return (same - 1, new.rows[same - 1].cells.count)
  }

  private func write(_ new: Screen, _ row: Int, _ cell: Int, _ columns: Int, _ pen: inout Pen) {
    let cells = new.rows[row].cells
    var cell = cell
    var column = cells[..<cell].reduce(0) { $0 + $1.width }
    if column == columns, let last = cells[..<cell].last {
      // There is no place behind a full row. Its last character again makes the terminal wrap there, or no longer.
      cell -= 1
      column -= last.width
    }
    pen.move(to: Screen.Position(row: row, column: column))
    if screen.rows.count > row + 1 || screen.rows[row].cells.count > cell { pen.erase() }
    pen.put(new.rows, from: row, cell)
  }

  /// Back to the start of the prompt, with nothing below, in a terminal of another width.
  ///
  /// - Parameter reflows: whether the terminal has wrapped its lines anew; others leave them as they are.
  mutating func resize(to columns: Int, reflows: Bool) -> String {
    let above = reflows ? rowsAboveCursor(columns) : screen.cursor.row
    screen = Screen()
    return "\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J"
  }

  /// The rows above the cursor once the terminal has wrapped the lines anew.
  private func rowsAboveCursor(_ columns: Int) -> Int {
    var row = 0
    var used = 0
    func put(_ cell: Cell) {
      if used + cell.width > columns { (row, used) = (row + 1, 0) }
      used += cell.width
    }
    for line in screen.rows.prefix(screen.cursor.row) {
      line.cells.forEach(put)
      if !line.wraps { (row, used) = (row + 1, 0) }
    }
    var column = 0
    for cell in cellsOfCursorRow {
      let isUnderCursor = column >= screen.cursor.column
      put(cell)
      if isUnderCursor { break }
      column += cell.width
    }
    return row
  }

  private var cellsOfCursorRow: [Cell] {
    guard screen.rows.indices.contains(screen.cursor.row) else { return [] }
    let cells = screen.rows[screen.cursor.row].cells
    // An empty row that goes on with a full one has the blank in it that made the terminal wrap.
    let goesOn = screen.cursor.row > 0 && screen.rows[screen.cursor.row - 1].wraps
    return cells.isEmpty && goesOn ? [Cell(" ", .plain)] : cells
  }

  /// Empties the terminal.
  mutating func clear() -> String {
    screen = Screen()
    return "\u{1B}[H\u{1B}[2J"
  }

  /// To the start of a new line below everything.
  mutating func leave() -> String {
    screen = Screen()
    return "\r\n"
  }
}

/// Collects what is written and knows where that leaves the cursor.
private struct Pen {
  private(set) var output = ""
  private var position: Screen.Position
  private var style = Style.plain
  private let columns: Int
  private let colors: Bool

  init(at position: Screen.Position, columns: Int, colors: Bool) {
    self.position = position
    self.columns = columns
    self.colors = colors
  }

  mutating func move(to target: Screen.Position) {
    use(.plain)
    // Behind a full row terminals disagree on where the cursor is; only a return is safe there.
    if position.column >= columns || (target.column == 0 && position.column != 0) {
      output += "\r"
      position.column = 0
    }
    step(target.row - position.row, "B", "A")
    step(target.column - position.column, "C", "D")
    position = target
  }

  private mutating func step(_ count: Int, _ forward: Character, _ back: Character) {
    if count != 0 { output += "\u{1B}[\(abs(count))\(count > 0 ? forward : back)" }
  }

  mutating func erase() { output += "\u{1B}[J" }

  mutating func put(_ rows: [Row], from row: Int, _ cell: Int) {
    for cell in rows[row].cells[cell...] { put(cell) }
    for next in rows.indices.dropFirst(row + 1) {
      use(.plain)
      if !rows[next - 1].wraps {
        output += "\r\n"
      } else if rows[next].cells.isEmpty {
        // The terminal wraps when something is written behind the full row.
        output += " \r"
      }
      position = Screen.Position(row: next)
      for cell in rows[next].cells { put(cell) }
    }
  }

  private mutating func put(_ cell: Cell) {
    use(cell.style)
    output += cell.text
    position.column += cell.width
  }

  private mutating func use(_ new: Style) {
    guard colors, new != style else { return }
    style = new
    output += new.sgr.map { "\u{1B}[0;\($0)m" } ?? "\u{1B}[0m"
  }
}
