/// Rows of a table that are not about a sheet.
enum TableRows {
  /// Whether a name is what spreadsheets call a row of sums or means: `合计`, `城关小计`, `平均：`, `Total`.
  static func isTotal(_ name: String) -> Bool {
    var word = TextDecoding.narrow(name).lowercased().filter { !$0.isWhitespace }
    while let last = word.last, ":.".contains(last) { word.removeLast() }
    // 合计（12个）
    if word.hasSuffix(")"), let start = word.firstIndex(of: "(") { word = String(word[..<start]) }
    if ["总和", "累计", "汇总", "均值", "total", "totals", "sum", "subtotal", "grandtotal", "average", "mean"].contains(word) {
      return true
    }
    return ["合计", "总计", "小计", "共计", "平均", "平均值", "平均数"].contains { word.hasSuffix($0) }
  }

  /// Whether cells are remarks below a table rather than a row of it: `填表人：张三`.
  static func isNote(_ cells: [String]) -> Bool {
    let filled = cells.filter { !VisibleText.isBlank($0) }
    return filled.allSatisfy { $0.contains(":") || $0.contains("：") } || filled.count == 1 && filled[0].contains("。")
  }
}
