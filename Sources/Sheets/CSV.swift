/// Comma-separated values (RFC 4180); `;` and tabs are taken too where the heading uses them.
public enum CSV {
  public struct Row: Sendable {
    /// Line of the file on which the row starts, from 1.
    public let line: Int
    public let cells: [String]
  }

  /// - Returns: the rows, and the line of a quote that is never closed.
  static func rows(_ text: String) -> (rows: [Row], unclosed: Int?) {
    let bytes = Array(text.utf8)
    let separator = separator(bytes)
    var rows: [Row] = []
    var cells: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    var wasQuoted = false
    var line = 1
    var rowLine = 1
    var quoteLine = 1
    var index = 0
    func finishCell() {
      cells.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func finishRow() {
      finishCell()
      if cells.contains(where: { !$0.isEmpty }) { rows.append(Row(line: rowLine, cells: cells)) }
      cells = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            cell.append(byte)
            index += 1
          } else {
            quoted = false
          }
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          cell.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
        quoted = true
        wasQuoted = true
        quoteLine = line
      case separator: finishCell()
      case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        finishRow()
        line += 1
        rowLine = line
      default: cell.append(byte)
      }
    }
    if !cell.isEmpty || !cells.isEmpty || wasQuoted { finishRow() }
    return (rows, quoted ? quoteLine : nil)
  }

  /// The separator that stands most often in the first line, outside quotes.
  private static func separator(_ bytes: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var quoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains(byte) { counts[byte, default: 0] += 1 }
    }
    let comma = UInt8(ascii: ",")
    return counts.max { a, b in (a.value, a.key == comma ? 1 : 0) < (b.value, b.key == comma ? 1 : 0) }?.key ?? comma
  }

  /// One line, quoted where needed.
  public static func line(_ cells: [String]) -> String {
    cells.map { cell in
      let special = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
      return special
        ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : cell
    }.joined(separator: ",") + "\r\n"
  }
}
