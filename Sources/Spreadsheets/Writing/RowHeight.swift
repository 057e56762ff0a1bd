/// How high rows are: programs that open a workbook do not all look how many lines a text needs.
enum RowHeight {
  /// In points; nil for a row of one line.
  static func of(
    _ cells: [WrittenCell], _ kind: Worksheet.RowKind, _ columns: [Worksheet.Column]
  ) -> Int? {
    if kind == .title { return 30 }
    var most = 1
    for (cell, column) in zip(cells, columns) {
      if case .text(let text) = cell { most = max(most, lines(of: text, width: column.width, kind)) }
    }
    return most > 1 ? min(400, most * (kind == .remark ? 12 : 15) + 2) : nil
  }

  private static func lines(of text: String, width: Int, _ kind: Worksheet.RowKind) -> Int {
    // No letter is wider than it has bytes.
    if text.utf8.count <= width - 2, kind != .heading, !text.utf8.contains(UInt8(ascii: "\n")) { return 1 }
    // Bold letters take more room, small ones less.
    let room =
      switch kind {
      case .heading: width - 1
      case .remark: width * 6 / 5
      // They stand in by one.
      case .body: width - 2
      case .title: width
      }
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, line in
      let width = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
      return lines + max(1, (width + max(1, room) - 1) / max(1, room))
    }
  }
}
