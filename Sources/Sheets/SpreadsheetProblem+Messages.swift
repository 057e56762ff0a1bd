import Diagnostics
import Spreadsheets

extension SpreadsheetProblem {
  private static let reason = "没有采用；里面可能有记录，所有记录类的事实都按不知道算。"
  private static let englishReason =
    "It was left out; as it may have held records, no list of records is known of any sheet."
  private static let again = "在 WPS 或 Excel 里打开，另存为 .xlsx。"
  private static let englishAgain = "Open it in a spreadsheet program and save it as .xlsx."
  private static let original = "在 WPS 或 Excel 里打开，另存为 .xlsx；打不开的，请对方重新发来。"
  private static let englishOriginal =
    "Open it in a spreadsheet program and save it as .xlsx; if it cannot be opened, ask for it again."

  private static func megabytes(_ bytes: Int) -> String { "\(bytes >> 20) MB" }

  /// Codes `D111` to `D120` of workbooks, `D225` to `D227` of worksheets, `D335` of cells.
  public var message: Message {
    switch self {
    case .foreign(let file):
      Message(
        "D111",
        zh: Wording("这不是 xlsx 工作簿：\(file.words(.zh))。", reason: Self.reason, remedy: file.remedy(.zh)),
        en: Wording(
          "This is no xlsx workbook: \(file.words(.en)).", reason: Self.englishReason, remedy: file.remedy(.en)))
    case .damaged(let damage):
      Message(
        "D112",
        zh: Wording("工作簿坏了：\(damage.words(.zh))。", reason: Self.reason, remedy: Self.original),
        en: Wording(
          "This workbook is damaged: \(damage.words(.en)).", reason: Self.englishReason, remedy: Self.englishOriginal))
    case .encrypted:
      Message(
        "D113",
        zh: Wording("工作簿里有加密的部分，没有密码读不了。", reason: Self.reason, remedy: "在 WPS 或 Excel 里打开，去掉密码再保存。"),
        en: Wording(
          "A part of this workbook is encrypted.", reason: Self.englishReason,
          remedy: "Open it in a spreadsheet program, remove the password and save it."))
    case .tooLarge(let size):
      Message(
        "D114",
        zh: Wording(
          "工作簿的一部分解压后有 \(Self.megabytes(size))，上限是 \(Self.megabytes(ZipArchive.Limits.size))。", reason: Self.reason,
          remedy: "分成几个文件；不是这么大的表，就不要用这个文件。"),
        en: Wording(
          "A part of this workbook unpacks to \(Self.megabytes(size)); the limit is \(Self.megabytes(ZipArchive.Limits.size)).",
          reason: Self.englishReason, remedy: "Divide it; if the table is not that long, do not use the file."))
    case .tooDense(let size, let packed):
      Message(
        "D114",
        zh: Wording(
          "工作簿的一部分从 \(packed >> 10) KB 解压到 \(Self.megabytes(size))，不像真的表格。",
          reason: "压缩超过 \(ZipArchive.Limits.density) 倍的不解压。" + Self.reason, remedy: Self.original),
        en: Wording(
          "A part of this workbook unpacks from \(packed >> 10) KB to \(Self.megabytes(size)), as no real table does.",
          reason: "What is packed more than \(ZipArchive.Limits.density)-fold is not unpacked. " + Self.englishReason,
          remedy: Self.englishOriginal))
    case .tooLongTable:
      Message(
        "D114",
        zh: Wording(
          "连这张工作表在内，工作簿展开后超过 \(Self.megabytes(SheetLimits.tableBytes))。", reason: Self.reason,
          remedy: "删去表格以外很远的地方的内容，或分成几张表。"),
        en: Wording(
          "With this worksheet the workbook has more than \(Self.megabytes(SheetLimits.tableBytes)) of cells.",
          reason: Self.englishReason,
          remedy: "Remove what stands far outside the table, or divide it."))
    case .unknownPacking:
      Message(
        "D115",
        zh: Wording("工作簿的压缩方式不是表格软件常用的，读不了。", reason: Self.reason, remedy: Self.again),
        en: Wording(
          "This workbook is packed in a way that spreadsheet programs hardly use, and cannot be read.",
          reason: Self.englishReason, remedy: Self.englishAgain))
    case .badCell(let cell):
      Message(
        "D116",
        zh: Wording("工作表在 \(cell) 格坏了，里面的内容不成格式，或次序不对。", reason: Self.reason, remedy: Self.original),
        en: Wording(
          "This worksheet is damaged at cell \(cell): its content is in no known form, or out of order.",
          reason: Self.englishReason, remedy: Self.englishOriginal))
    case .passedOver(let sheets):
      Message(
        "D117", .warning,
        zh: Wording("有 \(sheets.count) 张工作表没有读：\(Self.list(sheets, .zh))。", remedy: "不是事实表的就不必管。"),
        en: Wording(
          "\(sheets.count == 1 ? "A worksheet has" : "\(sheets.count) worksheets have") not been read: \(Self.list(sheets, .en)).",
          remedy: "Leave what is no fact sheet as it is."))
    case .macros:
      Message(
        "D118", .warning,
        zh: Wording("工作簿里有宏，没有运行，只读了单元格。", remedy: "不必改；另存为 .xlsx 就不再提示。"),
        en: Wording(
          "This workbook has macros; they were not run, only its cells were read.",
          remedy: "It may stay; save it as .xlsx to be told no more."))
    case .hiddenRecords(let fact):
      Message(
        "D119",
        zh: Wording("这张工作表是隐藏的，没有读。", reason: "可能漏记，所有的“\(fact)”都按不知道算。", remedy: "要用就取消隐藏；不用就删去或改名。"),
        en: Wording(
          "This worksheet is hidden and was not read.",
          reason: "Records may be missing, so “\(fact)” is not known of any sheet.",
          remedy: "Show it if it is meant; remove or rename it if not."))
    case .hidden(let rows, let columns, let isFiltered):
      Message(
        "D225", .warning,
        zh: Wording(
          "\(Self.hidden(rows, columns, .zh))\(isFiltered ? "被筛选掉或隐藏了" : "是隐藏的")，照样读了。", remedy: "不该算的，删去；该算的，不必改。"),
        en: Wording(
          "\(Self.hidden(rows, columns, .en)) \(isFiltered ? "filtered out or hidden" : "hidden") and read all the same.",
          remedy: "Remove what is not to count; else it may stay."))
    case .merged(let areas):
      Message(
        "D226", .warning,
        zh: Wording(
          "有合并的单元格：\(areas.listed(.zh, measure: "处"))。", reason: "内容只算左上角那一格的，其余各格按没有填算。",
          remedy: "取消合并，每一格都填上。"),
        en: Wording(
          "Cells are merged: \(areas.listed(.en)).",
          reason: "The content is that of the first cell only; the others count as blank.",
          remedy: "Part them, and fill in each."))
    case .partialDate(let cells):
      Message(
        "D335", .warning,
        zh: Wording("这一列有 \(cells) 格的日期只显示了一部分（没有年、月或日），采用的是里面存着的完整日期。", remedy: "把格式改成年月日，核对一遍。"),
        en: Wording(
          "\(cells == 1 ? "A date of this column is" : "\(cells) dates of this column are") shown in part, without year, month or day; the whole date that is stored was used.",
          remedy: "Format them as year, month and day, and check them."))
    }
  }

  private static func list(_ sheets: [PassedOver], _ language: Language) -> String {
    sheets.map { sheet in
      language == .zh ? "“\(sheet.name)”（\(sheet.reason.words(.zh))）" : "“\(sheet.name)” (\(sheet.reason.words(.en)))"
    }.listed(language, measure: "张")
  }

  /// `第 4、5、9 行和 F 列`; in English with its verb.
  private static func hidden(_ rows: [Int], _ columns: [String], _ language: Language) -> String {
    let numbers = rows.map(String.init).listed(language, measure: "行")
    let letters = columns.listed(language, measure: "列")
    if language == .zh {
      let parts = [rows.isEmpty ? "" : "第 \(numbers) 行", columns.isEmpty ? "" : "\(letters) 列"]
      return parts.filter { !$0.isEmpty }.joined(separator: "和 ")
    }
    let parts = [
      rows.isEmpty ? "" : "\(rows.count == 1 ? "row" : "rows") \(numbers)",
      columns.isEmpty ? "" : "\(columns.count == 1 ? "column" : "columns") \(letters)",
    ]
    let text = parts.filter { !$0.isEmpty }.joined(separator: " and ")
    return text.prefix(1).uppercased() + text.dropFirst() + (rows.count + columns.count == 1 ? " is" : " are")
  }
}

extension SpreadsheetProblem.PassedOver.Reason {
  fileprivate func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .hidden: zh ? "隐藏的" : "hidden"
    case .noCells: zh ? "图表之类，不是表格" : "a chart or the like"
    case .noHeadings: zh ? "没有事实表的表头" : "without the headings of fact sheets"
    }
  }
}

extension SpreadsheetProblem.Damage {
  fileprivate func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .truncated: zh ? "没有存完整或没有传完整" : "its end is missing"
    case .part(let part?): zh ? "“\(part)”这一部分解不开" : "its part “\(part)” cannot be unpacked"
    case .part(nil): zh ? "目录读不通" : "its list of parts cannot be read"
    case .missing(let part): zh ? "缺少“\(part)”" : "“\(part)” is missing"
    case .encoding(let part): zh ? "“\(part)”的编码读不懂" : "the encoding of “\(part)” is not understood"
    case .text(let part): zh ? "“\(part)”不成格式" : "“\(part)” is not well-formed"
    }
  }
}

extension ForeignFile {
  fileprivate func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .empty: zh ? "文件是空的" : "the file is empty"
    case .encrypted: zh ? "加了密码" : "it is encrypted"
    case .oldBinary: zh ? "是旧格式（.xls 或 .et）" : "it is of the old form (.xls or .et)"
    case .newBinary: zh ? "是二进制工作簿（.xlsb）" : "it is a binary workbook (.xlsb)"
    case .openDocument: zh ? "是 OpenDocument 文档（.ods）" : "it is an OpenDocument file (.ods)"
    case .numbers: zh ? "是 Numbers 表格" : "it is of Numbers"
    case .otherDocument: zh ? "是别的文档，例如 Word" : "it is another document, of Word for example"
    case .otherArchive: zh ? "是普通的压缩包" : "it is an archive of other files"
    case .text: zh ? "是文本或网页" : "it is text or a web page"
    case .unknown: zh ? "不知道是什么文件" : "it is not known what it is"
    }
  }

  fileprivate func remedy(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .encrypted:
      zh ? "在 WPS 或 Excel 里用密码打开，去掉密码再保存。" : "Open it with its password, remove that, and save it."
    case .otherArchive: zh ? "解开压缩包，用里面的文件。" : "Unpack it, and use the files in it."
    case .empty, .oldBinary, .newBinary, .openDocument, .numbers, .otherDocument, .text, .unknown:
      zh
        ? "在 WPS 或 Excel 里打开，另存为“Excel 工作簿（.xlsx）”。" : "Open it in a spreadsheet program and save it as .xlsx."
    }
  }
}
