import Diagnostics

/// Rows of a table that are not about a sheet.
enum TableRows {
  /// Whether a name is what spreadsheets call a row of sums or means: `合计`, `城关小计`, `平均：`, `Total`.
  static func isTotal(_ name: String) -> Bool {
    var word = TextDecoding.narrow(name).lowercased().filter { !$0.isWhitespace }
    while let last = word.last, ":.".contains(last) { word.removeLast() }
    // 合计（12个）
    if word.hasSuffix(")"), let start = word.firstIndex(of: "(") { word = String(word[..<start]) }
    return totals.contains(word) || totalEndings.contains { word.hasSuffix($0) }
  }

  private static let totals = [
    "总和", "累计", "汇总", "均值", "total", "totals", "sum", "subtotal", "grandtotal", "average", "mean",
  ]
  private static let totalEndings = ["合计", "总计", "小计", "共计", "平均", "平均值", "平均数"]

  /// Whether an ordinary text without spaces around it, perhaps with brackets, may be one of these, by the first and the last
  /// of its characters.
  static func mayBeTotal(_ bytes: CellBytes) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    // 合计（12个）
    if let name = bytes.beforeBrackets {
      return name.contains(UInt8(ascii: "(")) || mayBeTotal(name.trimmed)
    }
    if last >= 0x80 { return lastCharacters.contains { CellBytes(rebasing: bytes.suffix($0.count)).isEqual($0) } }
    switch last {
    case UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "."): return true
    default: return firstLetters.contains(first | 0x20) && lastLetters.contains(last | 0x20)
    }
  }

  private static let lastCharacters = Set((totals + totalEndings).compactMap(\.last)).filter { !$0.isASCII }
    .map { Array(String($0).utf8) }
  private static let firstLetters = Set(totals.compactMap(\.utf8.first))
  private static let lastLetters = Set(totals.compactMap(\.utf8.last))

  /// What a row of remarks is about, in both languages. It stands where a sheet has its name, behind the mark that
  /// remarks in text begin with.
  enum Remark: CaseIterable {
    case values, uses

    func label(_ language: Language) -> String {
      switch self {
      case .values: language == .zh ? "# 说明：" : "# values: "
      case .uses: language == .zh ? "# 用于：" : "# used for: "
      }
    }
  }

  /// Whether a name is none, but begins a row of remarks.
  static func isRemark(_ name: String) -> Bool {
    let name = compact(name)
    return name.hasPrefix("#") && remarks.contains { name.hasPrefix($0) }
  }

  private static let remarks = Remark.allCases.flatMap { remark in
    Language.allCases.map { compact(remark.label($0)) }
  }

  /// What of a blank workbook holds no sheets, by the beginning of its first cell.
  enum Aside: CaseIterable {
    case guide, options

    func label(_ language: Language) -> String {
      switch self {
      case .guide: language == .zh ? "# 填写说明：" : "# how to fill in: "
      case .options: language == .zh ? "# 选项：" : "# options: "
      }
    }
  }

  /// Whether a worksheet that begins so belongs to a blank workbook and is nothing but that.
  static func isAside(_ cell: String) -> Bool {
    let cell = compact(cell)
    return cell.hasPrefix("#") && asides.contains { cell.hasPrefix($0) }
  }

  private static let asides = Aside.allCases.flatMap { aside in
    Language.allCases.map { compact(aside.label($0)) }
  }

  private static func compact(_ text: String) -> String {
    TextDecoding.narrow(text).lowercased().filter { !$0.isWhitespace }
  }

  /// Whether cells are remarks below a table of that width rather than a row of it: `填表人：张三`, or a sentence alone.
  static func isNote(_ cells: [String], width: Int) -> Bool {
    let filled = cells.filter { !VisibleText.isBlank($0) }
    if filled.count == 1, width > 1, filled[0].contains("。") { return true }
    // Names may have colons in them too.
    return filled.allSatisfy { cell in
      guard let colon = cell.firstIndex(where: { ":：".contains($0) }) else { return false }
      let label = TextDecoding.narrow(String(cell[..<colon])).lowercased()
      return labels.contains { label.contains($0) }
    }
  }

  private static let labels = [
    "填表", "制表", "制作", "报送", "录入", "核对", "填报", "制单", "统计", "审核", "审批", "复核", "负责", "经办", "联系", "电话", "日期", "时间", "单位",
    "签字", "签名",
    "盖章", "注", "说明", "来源", "note", "remark", "source", "prepared", "checked", "approved", "date",
  ]
}

/// Tells of most rows below headings at sight, by the name that stands in them, that they are sheets and nothing else.
struct RowSight {
  /// Where the name stands; nil where that is not known.
  let cell: Int?
  /// How the column that has the names may be called.
  private let keys: [[UInt8]]

  init(_ names: ColumnNames, subject: Int, cell: Int?) {
    let keys = names.keys(of: subject).map { Array($0.utf8) }
    let areOrdinary = keys.allSatisfy { $0.withUnsafeBufferPointer(\.isOrdinary) }
    (self.cell, self.keys) = (areOrdinary ? cell : nil, keys)
  }

  func isSheet(_ cells: [CSVCell], _ bytes: CellBytes) -> Bool {
    guard let cell, cell < cells.count, !cells[cell].isRewritten else { return false }
    return isSheet(CellBytes(rebasing: bytes[cells[cell].start..<cells[cell].end]))
  }

  /// An ordinary name without a colon is no remark, sum or note, and none that begins as the heading does not repeat it.
  func isSheet(_ cell: CellBytes) -> Bool {
    let name = cell.trimmed
    guard let first = name.first, first != UInt8(ascii: "#"), name.isOrdinary(withBrackets: true),
      !name.contains(UInt8(ascii: ":"))
    else { return false }
    return !TableRows.mayBeTotal(name) && !keys.contains { Self.begins(name, as: $0) }
  }

  /// Spaces in the name do not matter, as in headings.
  private static func begins(_ name: CellBytes, as key: [UInt8]) -> Bool {
    var index = 0
    for byte in name where byte != 0x20 {
      if index == key.count { return true }
      if byte != key[index] { return false }
      index += 1
    }
    return index == key.count
  }
}
