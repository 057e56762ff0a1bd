import Diagnostics

/// A table drawn with strokes: of box-drawing signs, of plus and minus, or as Markdown has them.
struct DrawnTable {
  static let strokes = Set("│┃║┆┊｜|┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╞╡╪╟╢╫╭╮╰╯")
  static let lines = Set("─━═-=:—")

  /// The cells row by row. A cell over several rows is in the first of them.
  private(set) var rows: [[String]] = []

  fileprivate enum Piece {
    case text(String)
    /// A line that ends the cell above it.
    case line
  }

  init(_ drawn: [String]) {
    let pieces = drawn.map(Self.pieces)
    let width = pieces.map(\.count).max() ?? 0
    let texts = pieces.indices.filter { pieces[$0].contains { !$0.isLine } }
    guard let first = texts.first, let last = texts.last else { return }
    let ruled = pieces[first...last].filter { $0.contains(where: \.isLine) }
    guard ruled.count > 1 else {
      rows = texts.map { place in pieces[place].map(\.words) }
      return
    }
    // The row in which the present cell of each column began.
    var starts = [Int](repeating: 0, count: width)
    var row = 0
    for pieces in pieces[first...last] {
      let places = Self.places(of: pieces.count, in: width)
      let isRuled = pieces.contains(where: \.isLine)
      if isRuled { row += 1 }
      for (piece, place) in zip(pieces, places) {
        switch piece {
        case .line: starts[place] = row
        case .text(let words):
          while rows.count <= starts[place] { rows.append([String](repeating: "", count: width)) }
          rows[starts[place]][place] += words
        }
      }
    }
  }

  /// The columns of cells of which some are as wide as several: the last cell is in the last column.
  private static func places(of count: Int, in width: Int) -> [Int] {
    (0..<count).map { $0 == count - 1 ? width - 1 : $0 }
  }

  private static func pieces(_ line: String) -> [Piece] {
    let text = Array(line.trimmed)
    var cells: [String] = [""]
    for (place, character) in text.enumerated() {
      let near = [place - 1, place + 1].filter(text.indices.contains).map { text[$0] }
      let isJoint = character == "+" && near.contains { $0 == "-" || $0 == "=" }
      if isJoint || (strokes.contains(character) && !(character == "|" && near.first == "\\")) {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    // Nothing stands outside of the frame.
    if cells.count > 1, cells.first?.trimmed.isEmpty == true { cells.removeFirst() }
    if cells.count > 1, cells.last?.trimmed.isEmpty == true { cells.removeLast() }
    let isLine = cells.allSatisfy { cell in !cell.trimmed.isEmpty && cell.trimmed.allSatisfy(lines.contains) }
    return cells.map { cell in
      let inner = cell.trimmed
      return inner.count > 1 && inner.allSatisfy(lines.contains) || isLine ? .line : .text(inner)
    }
  }
}

extension DrawnTable.Piece {
  fileprivate var isLine: Bool {
    if case .line = self { true } else { false }
  }

  fileprivate var words: String {
    if case .text(let words) = self { words } else { "" }
  }
}
