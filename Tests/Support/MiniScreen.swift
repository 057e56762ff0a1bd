import Diagnostics

/// A terminal in little: what a program writes, as it would stand on the screen. Knows the sequences the line editor
/// uses and lists what it does not know.
package struct MiniScreen {
  package private(set) var columns: Int
  package private(set) var rows: Int
  /// What each cell shows: nil if nothing was written there, the empty string for the right half of a character.
  private var grid: [[String?]]
  /// Whether a row was left because it was full.
  private var wraps: [Bool]
  package private(set) var row = 0
  package private(set) var column = 0
  /// The last column has been written: the next character goes to the next row.
  private var isPending = false
  private var held = String.UnicodeScalarView()

  package private(set) var scrolledOff: [String] = []
  package private(set) var bells = 0
  package private(set) var pastes = false
  /// The parameters of the style sequences seen.
  package private(set) var styles: [String] = []
  package private(set) var unknown: [String] = []

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    grid = Array(repeating: Array(repeating: nil, count: columns), count: rows)
    wraps = Array(repeating: false, count: rows)
  }

  /// The rows without blanks at their ends; empty rows at the bottom are left out.
  package var lines: [String] {
    var lines = grid.map(Self.text)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func text(_ row: [String?]) -> String {
    var text = row.map { $0 ?? " " }.joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: - Writing

  package mutating func feed(_ text: String) {
    held.append(contentsOf: text.unicodeScalars)
    var run = String.UnicodeScalarView()
    var rest = Substring.UnicodeScalarView(held)
    while let scalar = rest.first {
      if scalar == "\u{1B}" {
        print(&run)
        guard let end = Self.sequenceEnd(rest) else { break }
        follow(String(String.UnicodeScalarView(rest[..<end])))
        rest = rest[end...]
        continue
      }
      rest.removeFirst()
      if scalar.value >= 0x20 {
        run.append(scalar)
        continue
      }
      print(&run)
      control(scalar)
    }
    print(&run)
    held = String.UnicodeScalarView(rest)
  }

  private static func sequenceEnd(_ text: Substring.UnicodeScalarView) -> Substring.Index? {
    let body = text.dropFirst()
    guard body.first == "[" else { return body.first.map { _ in text.index(after: body.startIndex) } }
    return body.dropFirst().firstIndex { (0x40..<0x7F).contains($0.value) }.map { text.index(after: $0) }
  }

  private mutating func print(_ run: inout String.UnicodeScalarView) {
    for character in String(run) { put(character) }
    run = String.UnicodeScalarView()
  }

  private mutating func put(_ character: Character) {
    let width = DisplayWidth.of(character)
    if isPending || column + width > columns {
      wraps[row] = true
      column = 0
      feedLine()
    }
    grid[row][column] = String(character)
    if width == 2 { grid[row][column + 1] = "" }
    column += width
    isPending = column == columns
    if isPending { column -= 1 }
  }

  private mutating func feedLine() {
    isPending = false
    row += 1
    guard row == rows else { return }
    row -= 1
    scrolledOff.append(Self.text(grid.removeFirst()))
    grid.append(Array(repeating: nil, count: columns))
    wraps.removeFirst()
    wraps.append(false)
  }

  private mutating func control(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": (column, isPending) = (0, false)
    case "\n": feedLine()
    case "\u{7}": bells += 1
    default: unknown.append("\(scalar.value)")
    }
  }

  private mutating func follow(_ sequence: String) {
    let body = sequence.dropFirst(2)
    let number = Int(body.dropLast()) ?? 1
    switch body.last {
    case "A": (row, isPending) = (max(0, row - number), false)
    case "B": (row, isPending) = (min(rows - 1, row + number), false)
    case "C": (column, isPending) = (min(columns - 1, column + number), false)
    case "D": (column, isPending) = (max(0, column - number), false)
    case "H" where body == "H": (row, column, isPending) = (0, 0, false)
    case "J" where body == "J": erase(from: row, column)
    case "J" where body == "2J": erase(from: 0, 0)
    case "K" where body == "2K":
      grid[row] = Array(repeating: nil, count: columns)
      (wraps[row], isPending) = (false, false)
    case "m": styles.append(String(body.dropLast()))
    case "h" where body == "?2004h": pastes = true
    case "l" where body == "?2004l": pastes = false
    default: unknown.append(sequence)
    }
  }

  /// As terminals do it, this takes the last column along when it has just been written.
  private mutating func erase(from row: Int, _ column: Int) {
    for index in row..<rows {
      let start = index == row ? column : 0
      for place in start..<columns { grid[index][place] = nil }
      wraps[index] = false
    }
    isPending = false
  }

  // MARK: - Another size

  /// Another width, as terminals take it that wrap their lines anew.
  package mutating func reflow(columns new: Int) {
    var lines: [[String?]] = [[]]
    var cursor = (line: 0, offset: 0)
    for index in grid.indices {
      if index == row { cursor = (lines.count - 1, lines[lines.count - 1].count + column + (isPending ? 1 : 0)) }
      var cells = grid[index]
      while let last = cells.last, last == nil, index != row || cells.count > column { cells.removeLast() }
      lines[lines.count - 1] += cells
      if !wraps[index] { lines.append([]) }
    }
    while lines.count > cursor.line + 1, lines.last?.isEmpty == true { lines.removeLast() }
    (grid, wraps, columns) = ([], [], new)
    for (number, line) in lines.enumerated() {
      begin()
      if number == cursor.line { (row, column) = (grid.count - 1, 0) }
      for (offset, cell) in line.enumerated() where cell != "" {
        let width = offset + 1 < line.count && line[offset + 1] == "" ? 2 : 1
        if grid[grid.count - 1].count + width > new {
          wraps[wraps.count - 1] = true
          begin()
        }
        if number == cursor.line, offset <= cursor.offset {
          (row, column) = (grid.count - 1, grid[grid.count - 1].count)
          if offset < cursor.offset { column += width }
        }
        grid[grid.count - 1] += width == 2 ? [cell, ""] : [cell]
      }
    }
    isPending = column >= new
    if isPending { column = new - 1 }
    fit()
  }

  /// Another width, as terminals take it that cut their rows or lengthen them.
  package mutating func cut(columns new: Int) {
    columns = new
    wraps = wraps.map { _ in false }
    column = min(column, new - 1)
    isPending = false
    fit()
  }

  private mutating func begin() {
    grid.append([])
    wraps.append(false)
  }

  private mutating func fit() {
    for index in grid.indices {
      let cells = grid[index].prefix(columns)
      grid[index] = cells + Array(repeating: nil, count: columns - cells.count)
    }
    while grid.count > rows {
      scrolledOff.append(Self.text(grid.removeFirst()))
      wraps.removeFirst()
      row -= 1
    }
    while grid.count < rows {
      grid.append(Array(repeating: nil, count: columns))
      wraps.append(false)
    }
  }
}
