import Diagnostics
import Drawing

/// A report for a terminal or a text file, aligned by display width.
public struct TextRenderer: ReportRenderer {
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
  public func write<Failure: Error>(_ report: Report, _ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var isFirst = true
    for block in report.printable.blocks {
      var bytes: [UInt8] = []
      switch block {
      case .heading(let heading):
        if !isFirst { bytes.append(lineEnd) }
        add(heading: heading, to: &bytes)
      case .paragraph(let paragraph): add(paragraph, indent: 0, to: &bytes)
      case .list(let items): try items.write({ add(items: $0, to: &$1) }, put)
      case .sections(let sections):
        try sections.write(
          { sections, bytes in
            for section in sections {
              bytes.append(lineEnd)
              add(heading: section.heading, to: &bytes)
              add(items: section.lines, to: &bytes)
            }
          }, put)
      case .table(let grid): for part in parts(of: grid) { try write(part, put) }
      case .figure(let lines): add(lines: lines, to: &bytes)
      case .picture(let picture): add(lines: CharacterDrawing(picture, width: width).lines, to: &bytes)
      case .tree(let nodes): for node in nodes { add(node, depth: 0, to: &bytes) }
      }
      try put(bytes)
      isFirst = false
    }
  }

  private func add(heading: String, to bytes: inout [UInt8]) {
    add(lines: [color ? "\u{1B}[1m\(heading)\u{1B}[0m" : heading], to: &bytes)
  }

  private func add(lines: [String], to bytes: inout [UInt8]) {
    for line in lines {
      bytes += line.utf8
      bytes.append(lineEnd)
    }
  }

  private func add(items: [String], to bytes: inout [UInt8]) {
    for item in items { add(item, indent: 2, to: &bytes) }
  }

  private func add(_ node: Report.Node, depth: Int, to bytes: inout [UInt8]) {
    add(node.text, indent: 2 * depth, to: &bytes)
    for part in node.parts { add(part, depth: depth + 1, to: &bytes) }
  }

  private var space: UInt8 { UInt8(ascii: " ") }
  private var lineEnd: UInt8 { UInt8(ascii: "\n") }

  /// A line with its line ends, broken where it would leave the width: Chinese anywhere, other text at spaces.
  private func add(_ text: String, indent: Int, to bytes: inout [UInt8]) {
    let source = text.utf8
    bytes += repeatElement(space, count: indent)
    let ordinary = DisplayWidth.ofOrdinary(text)
    if let ordinary, indent + ordinary <= width {
      bytes += source
      return bytes.append(lineEnd)
    }
    var used = indent
    // What may not be broken: a word, or a Chinese character with the punctuation that belongs to it.
    var (start, end) = (source.startIndex, source.startIndex)
    var size = 0
    var isWhole = false
    var isOpening = false
    func flush() {
      if used + size > width, used > indent {
        while bytes.last == space { bytes.removeLast() }
        bytes.append(lineEnd)
        bytes += repeatElement(space, count: indent + 2)
        used = indent + 2
        if source[start..<end].elementsEqual([space]) { (start, size) = (end, 0) }
      }
      bytes += source[start..<end]
      used += size
      (start, size) = (end, 0)
    }
    func take(_ width: Int, _ next: String.Index, _ first: Unicode.Scalar) {
      let isOne = first == " " || width == 2
      if isOne || isWhole, !isOpening, !Self.closing.contains(first) { flush() }
      (size, end) = (size + width, next)
      (isWhole, isOpening) = (isOne, Self.opening.contains(first))
    }
    if ordinary != nil {
      // Every scalar is a character.
      for index in text.unicodeScalars.indices {
        let scalar = text.unicodeScalars[index]
        take(scalar.value < 0x7F ? 1 : 2, text.unicodeScalars.index(after: index), scalar)
      }
    } else {
      for index in text.indices {
        // With a mark above it, a character is another.
        let (next, character) = (text.index(after: index), text[index])
        let first = character.unicodeScalars.count == 1 ? character.unicodeScalars.first : nil
        take(DisplayWidth.of(character), next, first ?? "\u{FFFD}")
      }
    }
    flush()
    bytes.append(lineEnd)
  }

  /// What stands at the end, or at the beginning, of nothing but what is beside it.
  private static let (closing, opening) = (
    Set("，。；：、！？）”’》」】".unicodeScalars), Set("（“‘《「【".unicodeScalars)
  )

  /// A table, or a part of one, and how wide its columns would like to be.
  private struct Part {
    let grid: Report.Grid
    let natural: [Int]
  }

  /// With a blank line before it.
  private func write<Failure: Error>(
    _ part: Part, _ put: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let (grid, widths) = (part.grid, widths(part))
    let isLabel = widths.indices.map(grid.labels.contains)
    func add(_ cell: String, _ size: Int, _ column: Int, _ bytes: inout [UInt8]) {
      if column > 0 { bytes += [space, space] }
      let filler = repeatElement(space, count: max(0, widths[column] - size))
      if !isLabel[column] { bytes += filler }
      bytes += cell.utf8
      if isLabel[column] { bytes += filler }
    }
    func end(_ start: Int, _ bytes: inout [UInt8]) {
      while bytes.count > start, bytes.last == space { bytes.removeLast() }
      bytes.append(lineEnd)
    }
    func add(_ cells: [String], _ bytes: inout [UInt8]) {
      let sizes = cells.map { DisplayWidth.of($0) }
      if zip(sizes, widths).allSatisfy(<=) {
        let start = bytes.count
        for (column, cell) in cells.enumerated() { add(cell, sizes[column], column, &bytes) }
        return end(start, &bytes)
      }
      let pieces = zip(cells, widths).map { Self.pieces($0, width: $1) }
      for row in 0..<(pieces.map(\.count).max() ?? 0) {
        let start = bytes.count
        for (column, lines) in pieces.enumerated() {
          let cell = row < lines.count ? lines[row] : ""
          add(cell, DisplayWidth.of(cell), column, &bytes)
        }
        end(start, &bytes)
      }
    }
    var head = [lineEnd]
    add(grid.headings, &head)
    self.add(lines: [widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")], to: &head)
    try put(head)
    try grid.lines.write({ rows, bytes in for row in rows { add(row, &bytes) } }, put)
  }

  /// Columns that words keep as long as others can give way.
  private static let roomForWords = 16

  /// A table that fits, or several below one another that do, each with the key of its rows: levels stay whole where they
  /// can.
  private func parts(of grid: Report.Grid) -> [Part] {
    let natural = naturalWidths(grid)
    let least = natural.indices.map { place in
      let room = place == grid.key ? max(width / 2, Self.roomForWords) : Self.roomForWords
      return grid.labels.contains(place) ? min(natural[place], room) : natural[place]
    }
    func fits(_ places: [Int]) -> Bool { places.map { least[$0] + 2 }.reduce(-2, +) <= width }
    if fits(Array(natural.indices)) { return [Part(grid: grid, natural: natural)] }
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
    return parts.filter { $0 != [grid.key] || parts.count == 1 }.map { places in
      Part(grid: grid.columns(places), natural: places.map { natural[$0] })
    }
  }

  private func naturalWidths(_ grid: Report.Grid) -> [Int] {
    func widest(_ rows: [[String]]) -> [Int] {
      var widths = grid.headings.map { _ in 0 }
      for row in rows {
        for (column, cell) in row.enumerated() { widths[column] = max(widths[column], DisplayWidth.of(cell)) }
      }
      return widths
    }
    return grid.lines.mapPieces(widest).reduce(widest([grid.headings])) { zip($0, $1).map(max) }
  }

  /// Figures stay whole; where the table is too wide, words are broken over lines.
  private func widths(_ part: Part) -> [Int] {
    var widths = part.natural
    func excess() -> Int { widths.reduce(0, +) + 2 * (widths.count - 1) - width }
    for least in [Self.roomForWords, 8] {
      while excess() > 0,
        let wide = part.grid.labels.filter({ widths[$0] > least }).max(by: { widths[$0] < widths[$1] })
      {
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
