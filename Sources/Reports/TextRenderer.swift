import Diagnostics
import Drawing

/// A report for a terminal or a text file, aligned by display width.
public struct TextRenderer {
  /// Columns at which lines are broken; tables and figures may be wider.
  public let width: Int
  /// Whether headings carry ANSI escape sequences.
  public let color: Bool

  /// - Parameter width: in columns; 80 where nobody says how wide the terminal is.
  public init(width: Int = 80, color: Bool = false) {
    self.width = max(width, 20)
    self.color = color
  }

  /// Lines with their line ends, a blank one before each further heading and each table.
  public func render(_ report: Report) -> String {
    var text = ""
    for block in report.printable.blocks {
      switch block {
      case .heading(let heading):
        text += (text.isEmpty ? "" : "\n") + (color ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading) + "\n"
      case .paragraph(let paragraph): text += wrapped(paragraph, indent: "") + "\n"
      case .list(let items): for item in items { text += wrapped(item, indent: "  ") + "\n" }
      case .table(let grid): for part in parts(of: grid) { text += "\n" + table(part) }
      case .figure(let lines): text += lines.map { $0 + "\n" }.joined()
      case .picture(let picture):
        text += CharacterDrawing(picture, width: width).lines.map { $0 + "\n" }.joined()
      case .tree(let nodes): for node in nodes { text += tree(node, depth: 0) }
      }
    }
    return text
  }

  private func tree(_ node: Report.Node, depth: Int) -> String {
    let indent = String(repeating: "  ", count: depth)
    return wrapped(node.text, indent: indent) + "\n" + node.parts.map { tree($0, depth: depth + 1) }.joined()
  }

  /// Breaks a line where it would leave the width: Chinese anywhere, other text at spaces.
  private func wrapped(_ text: String, indent: String) -> String {
    var lines: [String] = []
    var line = indent
    var used = DisplayWidth.of(indent)
    // What may not be broken: a word, or a Chinese character with the punctuation that belongs to it.
    var word = ""
    var isWhole = false
    func flush() {
      let size = DisplayWidth.of(word)
      if used + size > width, used > DisplayWidth.of(indent) {
        while line.last == " " { line.removeLast() }
        lines.append(line)
        line = indent + "  "
        used = DisplayWidth.of(line)
        if word == " " { word = "" }
      }
      line += word
      used += DisplayWidth.of(word)
      word = ""
    }
    for character in text {
      let isOne = character == " " || DisplayWidth.of(character) == 2
      let isBound = Self.closing.contains(character) || word.last.map(Self.opening.contains) ?? false
      if isOne || isWhole, !isBound { flush() }
      word.append(character)
      isWhole = isOne
    }
    flush()
    lines.append(line)
    return lines.joined(separator: "\n")
  }

  /// What stands at the end, or at the beginning, of nothing but what is beside it.
  private static let (closing, opening) = (Set("，。；：、！？）”’》」】"), Set("（“‘《「【"))

  private func table(_ grid: Report.Grid) -> String {
    let widths = widths(grid)
    func line(_ cells: [String]) -> String {
      var parts: [String] = []
      for (column, text) in cells.enumerated() {
        let filler = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
        parts.append(grid.labels.contains(column) ? text + filler : filler + text)
      }
      var line = parts.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    func lines(_ cells: [String]) -> [String] {
      let pieces = zip(cells, widths).map { Self.pieces($0, width: $1) }
      let height = pieces.map(\.count).max() ?? 0
      return (0..<height).map { row in line(pieces.map { row < $0.count ? $0[row] : "" }) }
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return (lines(grid.headings) + [rule] + grid.rows.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  /// Columns that words keep as long as others can give way.
  private static let roomForWords = 16

  /// A table that fits, or several below one another that do, each with the key of its rows: levels stay whole where they
  /// can.
  private func parts(of grid: Report.Grid) -> [Report.Grid] {
    let natural = naturalWidths(grid)
    let least = natural.indices.map { place in
      let room = place == grid.key ? max(width / 2, Self.roomForWords) : Self.roomForWords
      return grid.labels.contains(place) ? min(natural[place], room) : natural[place]
    }
    func fits(_ places: [Int]) -> Bool { places.map { least[$0] + 2 }.reduce(-2, +) <= width }
    if fits(Array(natural.indices)) { return [grid] }
    let starts = grid.levels.isEmpty ? Array(natural.indices.dropFirst(grid.key + 1)) : grid.levels
    let levels = zip([0] + starts, starts + [natural.count]).map { Array($0..<$1) }
    var parts: [[Int]] = []
    func keyed(_ places: [Int]) -> [Int] { places.contains(grid.key) ? places : [grid.key] + places }
    func add(_ places: [Int]) {
      if let last = parts.last, fits(last + places) {
        parts[parts.count - 1] += places
      } else if places.count > 1, !fits(keyed(places)) {
        // Too wide by itself: column by column.
        for place in places { add([place]) }
      } else {
        parts.append(keyed(places))
      }
    }
    for level in levels where !level.isEmpty { add(level) }
    // A key alone says nothing.
    return parts.filter { $0 != [grid.key] || parts.count == 1 }.map(grid.columns)
  }

  private func naturalWidths(_ grid: Report.Grid) -> [Int] {
    var widths = grid.headings.map { DisplayWidth.of($0) }
    for row in grid.rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
    }
    return widths
  }

  /// Figures stay whole; where the table is too wide, words are broken over lines.
  private func widths(_ grid: Report.Grid) -> [Int] {
    var widths = naturalWidths(grid)
    func excess() -> Int { widths.reduce(0, +) + 2 * (widths.count - 1) - width }
    for least in [Self.roomForWords, 8] {
      while excess() > 0, let wide = grid.labels.filter({ widths[$0] > least }).max(by: { widths[$0] < widths[$1] }) {
        widths[wide] -= 1
      }
    }
    return widths
  }

  /// A cell in lines of at most `width` columns, broken at a space where there is one.
  private static func pieces(_ cell: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for character in cell {
      guard !line.isEmpty, DisplayWidth.of(line) + DisplayWidth.of(character) > width else {
        line.append(character)
        continue
      }
      var rest = ""
      if character != " ", DisplayWidth.of(character) == 1, let space = line.lastIndex(of: " ") {
        rest = String(line[line.index(after: space)...])
        line = String(line[..<space])
      }
      lines.append(line)
      line = rest + (character == " " ? "" : String(character))
    }
    return lines + [line]
  }
}
