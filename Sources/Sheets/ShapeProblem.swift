import Diagnostics

/// What can be wrong, or remarkable, with the shape of a table.
public enum ShapeProblem: Problem {
  /// No row has the heading of the column that names a sheet, which some of the cells may have been meant for.
  case headingsMissing(String, among: [String])
  /// Several rows, by their lines, may be the headings.
  case headingsUncertain(lines: [Int])
  /// Another table begins, with so many rows to the end of the file.
  case otherHeadings(rows: Int)
  /// Rows above the headings; some may have been meant as sheets.
  case rowsAbove(Int, sheets: Int)
  case headingsAgain
  case totals
  case note

  /// One of each, for the golden messages.
  public static let examples: [ShapeProblem] = [
    .headingsMissing("小区名称", among: ["小区名", "收费率"]),
    .headingsUncertain(lines: [1, 3]), .otherHeadings(rows: 4),
    .rowsAbove(3, sheets: 1), .headingsAgain, .totals, .note,
  ]

  /// Codes `D210` to `D216`.
  public var message: Message {
    switch self {
    case .headingsMissing(let subject, let cells):
      Message(
        "D210",
        zh: Wording(
          "前 \(HeadingSearch.rows) 行里没有“\(subject)”这个表头。", reason: "不知道哪一行是表头，这个文件没有采用。",
          remedy: NearestName.of(subject, among: cells).map { "是不是把“\($0)”改成“\(subject)”？" }
            ?? "表头写在一行里，其中一格是“\(subject)”；空白表可用 rulecheck template 生成。"),
        en: Wording(
          "None of the first \(HeadingSearch.rows) rows has the heading “\(subject)”.",
          reason: "Which row is the headings is not known; the file was left out.",
          remedy: NearestName.of(subject, among: cells).map { "Should “\($0)” read “\(subject)”?" }
            ?? "Write the headings in one row, one of them “\(subject)”; rulecheck template writes a blank sheet."))
    case .headingsUncertain(let lines):
      Message(
        "D211",
        zh: Wording(
          "第 \(lines.map(String.init).joined(separator: "、")) 行都像表头。", reason: "不知道哪一行是表头，这个文件没有采用。",
          remedy: "表头以外的行，删去里面写着表头的格。"),
        en: Wording(
          "Rows \(lines.map(String.init).joined(separator: ", ")) all look like headings.",
          reason: "Which one it is is not known; the file was left out.",
          remedy: "Remove what is called like a heading from the others."))
    case .otherHeadings(let rows):
      Message(
        "D212",
        zh: Wording(
          "这一行又是表头，和上面的不一样。", reason: "从这一行起的 \(rows) 行对不上列，没有采用。", remedy: "一个文件（或工作表）放一张表，另一张另放。"),
        en: Wording(
          "This row is headings again, and others than above.",
          reason: "The \(rows) rows from here on do not fit the columns; they were left out.",
          remedy: "Put one table into a file or worksheet, and the other into one of its own."))
    case .rowsAbove(let count, let sheets):
      Message(
        "D213", sheets > 0 ? .error : .warning,
        zh: Wording(
          "表头上面有 \(count) 行，没有采用。", reason: sheets > 0 ? "其中 \(sheets) 行像是事实表。" : nil,
          remedy: sheets > 0 ? "把表头移到它们上面。" : "是标题就不必改。"),
        en: Wording(
          count == 1
            ? "The row above the headings was left out." : "The \(count) rows above the headings were left out.",
          reason: sheets > 0 ? "\(sheets == 1 ? "One of them looks" : "\(sheets) of them look") like a sheet." : nil,
          remedy: sheets > 0 ? "Move the headings above it." : "A title may stay."))
    case .headingsAgain:
      Message(
        "D214", .warning,
        zh: Wording("这一行重复了表头，没有采用。", remedy: "不必改。"),
        en: Wording("This row repeats the headings; it was left out.", remedy: "It may stay."))
    case .totals:
      Message(
        "D215", .warning,
        zh: Wording("这一行是合计或平均，不是一份事实表，没有采用。", remedy: "真有叫这个名字的，换一个写法。"),
        en: Wording(
          "This row is a sum or a mean, not a sheet; it was left out.",
          remedy: "If something is really called so, write its name differently."))
    case .note:
      Message(
        "D216", .warning,
        zh: Wording("这一行是说明，不是一份事实表，没有采用。", remedy: "真有叫这个名字的，去掉里面的冒号和句号。"),
        en: Wording(
          "This row is a remark, not a sheet; it was left out.",
          remedy: "If something is really called so, write its name without colons and full stops."))
    }
  }
}
