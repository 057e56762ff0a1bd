import Diagnostics

/// One character as the terminal shows it.
struct Cell: Hashable, Sendable {
  let text: String
  let width: Int
  let style: Style

  /// The columns of a tab, shown as so many blanks; it moves to no tab stop, so that nothing shifts while typing.
  static let tabWidth = 2

  init(_ character: Character, _ style: Style) {
    text = Self.isInvisible(character) ? "\u{FFFD}" : String(character)
    width = Self.width(of: character)
    self.style = style
  }

  /// What would be invisible, or steer the terminal, takes one column.
  static func width(of character: Character) -> Int {
    if character == "\t" { return tabWidth }
    return isInvisible(character) ? 1 : DisplayWidth.of(character)
  }

  private static func isInvisible(_ character: Character) -> Bool {
    DisplayWidth.of(character) == 0 || character.unicodeScalars.contains(where: InvisibleCharacters.isControl)
  }
}

/// A row of the terminal.
struct Row: Hashable, Sendable {
  var cells: [Cell] = []
  /// Whether the next row goes on with the same line, because this one is full.
  var wraps = false

  var width: Int { cells.reduce(0) { $0 + $1.width } }
}

/// What stands on the terminal from the start of the prompt on, and where the cursor is: rows and columns from 0.
struct Screen: Hashable, Sendable {
  struct Position: Hashable, Sendable {
    var row = 0
    var column = 0
  }

  var rows = [Row()]
  var cursor = Position()

  var end: Position { Position(row: rows.count - 1, column: rows.last?.width ?? 0) }
}

/// The size of a terminal.
struct Size: Hashable, Sendable {
  let columns: Int
  let rows: Int

  /// A double-width character needs two columns; a terminal that does not know its size says 0.
  init(columns: Int, rows: Int) {
    self.columns = columns > 0 ? max(2, columns) : 80
    self.rows = rows > 0 ? rows : 24
  }
}
