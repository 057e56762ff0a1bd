import Diagnostics
import Notices
import Sheets

/// What a file is that was given for a notice and is none.
public enum NoticeForm: Sendable, Hashable, CaseIterable {
  case empty, word, oldOffice, spreadsheet, openDocument, archive, pdf, richText, web, picture, wideText, rules, readme
  /// Text in which nothing is numbered as notices are.
  case unrecognised

  /// What the first bytes say; nil where they say nothing against text.
  init?(_ bytes: [UInt8]) {
    func starts(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    // The names of its parts stand in an archive as they are.
    func holds(_ name: String) -> Bool { bytes.firstRange(of: Array(name.utf8)) != nil }
    if bytes.allSatisfy({ $0 <= 0x20 }) {
      self = .empty
    } else if starts("PK\u{3}\u{4}") {
      self =
        holds("word/document")
        ? .word : holds("xl/workbook") ? .spreadsheet : holds("opendocument") ? .openDocument : .archive
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .oldOffice
    } else if starts("%PDF") {
      self = .pdf
    } else if starts("{\\rtf") {
      self = .richText
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .picture
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .wideText
    } else {
      let first = String(decoding: bytes.prefix(200), as: UTF8.self).trimmed.lowercased()
      guard first.hasPrefix("<!doctype html") || first.hasPrefix("<html") else { return nil }
      self = .web
    }
  }

  /// What a text is in which a notice was looked for; nil where it is one.
  init?(_ notice: Notice, _ file: SourceFile) {
    let isReadme = file.shortName.uppercased().hasPrefix("README")
    if isReadme, !notice.isNumberedOfficially {
      self = .readme
    } else if file.statesStandard {
      self = .rules
    } else if notice.clauses.isEmpty {
      self = .unrecognised
    } else {
      return nil
    }
  }

  /// What it is, as a sentence without its end.
  func words(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .empty: zh ? "是空的" : "is empty"
    case .word: zh ? "是 Word 文档（docx）" : "is a Word document (docx)"
    case .oldOffice: zh ? "是旧式的 Word 或 Excel 文档" : "is a Word or Excel document of the old form"
    case .spreadsheet: zh ? "是电子表格（xlsx）" : "is a spreadsheet (xlsx)"
    case .openDocument: zh ? "是 OpenDocument 文档" : "is an OpenDocument file"
    case .archive: zh ? "是压缩文件" : "is an archive"
    case .pdf: zh ? "是 PDF" : "is a PDF"
    case .richText: zh ? "是 RTF 文档" : "is an RTF document"
    case .web: zh ? "是网页（HTML）" : "is a web page (HTML)"
    case .picture: zh ? "是图片" : "is a picture"
    case .wideText: zh ? "是 UTF-16 的文字" : "is text in UTF-16"
    case .rules: zh ? "是规则文件" : "is a rules file"
    case .readme: zh ? "是软件的说明" : "describes some software"
    case .unrecognised: zh ? "里没有认出条文" : "has no clauses that can be recognised"
    }
  }

  /// What to do about it.
  func remedy(_ language: Language) -> String {
    let zh = language == .zh
    return switch self {
    case .empty: zh ? "把通知的文字存进去，或换一个文件。" : "Save the text of the notice in it, or name another file."
    case .word, .oldOffice, .spreadsheet, .openDocument, .richText, .web, .wideText:
      zh ? "打开它，另存为纯文本（.txt，UTF-8），再用那一份。" : "Open it, save it as plain text (.txt, UTF-8), and use that."
    case .archive: zh ? "先解压，再用里面通知的纯文本。" : "Unpack it and use the plain text of the notice that is in it."
    case .pdf, .picture:
      zh
        ? "把文字复制出来（扫描件先做文字识别），存成纯文本（.txt，UTF-8）。"
        : "Copy the text out of it (scans have to be recognised first) and save it as plain text (.txt, UTF-8)."
    case .rules, .readme: zh ? "这里要的是通知的原文。" : "What is needed here is the text of the notice."
    case .unrecognised:
      zh
        ? "认得的写法：第一条、一、（一）、1.、（1）、①、1.1，附件，表格（序号、内容、分值）；每条另起一行。"
        : "What is recognised: 第一条, 一、, （一）, 1., （1）, ①, 1.1, 附件, tables (序号, 内容, 分值), each clause on a line of its own."
    }
  }
}
