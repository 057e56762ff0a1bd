import Diagnostics

/// A line of as many columns as it has, in which characters stand one or two columns wide.
struct CharacterRow {
  /// Empty for the second column of a wide character.
  private var cells: [String]

  init(_ width: Int) { cells = [String](repeating: " ", count: width) }

  var width: Int { cells.count }

  subscript(column: Int) -> String { cells[column] }

  /// Puts a text at a column, as far as there is room; half a character is none.
  mutating func put(_ text: some StringProtocol, at column: Int) {
    var column = column
    for character in text {
      let width = DisplayWidth.of(character)
      if width == 0 {
        if column > 0, column <= cells.count, !cells[column - 1].isEmpty { cells[column - 1].append(character) }
        continue
      }
      guard column >= 0, column + width <= cells.count else { return }
      for place in column..<column + width { clear(place) }
      cells[column] = String(character)
      if width == 2 { cells[column + 1] = "" }
      column += width
    }
  }

  mutating func fill(_ columns: Range<Int>, with character: Character) {
    for column in columns.clamped(to: 0..<cells.count) { put(String(character), at: column) }
  }

  /// Leaves no half of a wide character.
  private mutating func clear(_ column: Int) {
    if cells[column].isEmpty, column > 0 { cells[column - 1] = " " }
    if column + 1 < cells.count, cells[column + 1].isEmpty { cells[column + 1] = " " }
    cells[column] = " "
  }

  var text: String { cells.joined() }

  /// Without blanks at its end.
  var trimmed: String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
