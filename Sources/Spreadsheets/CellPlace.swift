/// How spreadsheets name cells; rows and columns count from 0.
public enum CellPlace {
  /// `A`, `Z`, `AA` …
  public static func column(_ place: Int) -> String {
    var (rest, name) = (place, "")
    repeat {
      name.unicodeScalars.insert(Unicode.Scalar(UInt8(65 + rest % 26)), at: name.unicodeScalars.startIndex)
      rest = rest / 26 - 1
    } while rest >= 0
    return name
  }

  /// `B3`: the third row of the second column.
  public static func cell(_ column: Int, _ row: Int) -> String { Self.column(column) + String(row + 1) }

  /// The same that stays what it is wherever it is copied to: `$B$3`.
  static func fixed(_ column: Int, _ row: Int) -> String { "$" + Self.column(column) + "$" + String(row + 1) }

  /// So many rows and columns a worksheet has.
  public static let (mostRows, mostColumns) = (1_048_576, 16_384)
}
