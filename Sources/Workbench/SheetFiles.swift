import Diagnostics
import Model
import Sheets

/// The files of fact sheets that a run reads, and what is to be said of those that it does not.
public struct SheetFiles: Sendable {
  /// Each once, however many of the paths lead to it.
  public fileprivate(set) var files: [SheetFile] = []
  /// One warning for each folder in which something was passed over.
  public fileprivate(set) var diagnostics: [Diagnostic] = []

  init() {}

  /// Files that are at hand already.
  public init(_ files: [SheetFile]) { self.files = files }

  /// The sheets as a standard reads them, all that is to be said of them, and SHA-256 of the files whatever their order,
  /// which is worked out when somebody shows it; nil where the files have not been kept, or there are none.
  public typealias Reading = (table: Table, diagnostics: [Diagnostic], digest: (@Sendable () -> String)?)

  /// - Parameter isDigested: whether their digest is asked for, for which files are kept.
  public consuming func read(by standard: Standard, digested isDigested: Bool) -> Reading {
    let digest = isDigested ? digest : nil
    let (files, diagnostics) = (files, diagnostics)
    // Files that nobody keeps are let go one after another.
    self.files = []
    let (table, problems) = standard.read(files)
    return (table, diagnostics + problems, digest)
  }

  private var digest: @Sendable () -> String {
    { [files] in Digest.sha256(files.map { Digest.sha256($0.bytes) }.sorted().joined().utf8) }
  }
}

extension Workbench {
  /// Reads the files under the paths: files as given, folders by the files directly in them. Names that begin with a dot
  /// are hidden and not looked at, nor are those by which spreadsheet programs mark a file as open (`~$表.xlsx`).
  public func sheetFiles(under paths: [String]) throws(FileProblem) -> SheetFiles {
    var result = SheetFiles()
    var seen: Set<String> = []
    for path in paths {
      let entries = try files.list(path)?.filter { !$0.name.hasPrefix("~$") }
      let passedOver = (entries ?? []).compactMap(PassedOver.init)
      if entries == nil, let itself = PassedOver(FolderEntry(path: path, kind: .file)),
        itself.reason == .spreadsheet || itself.reason == .rules
      {
        throw .noSheets(path, [itself])
      }
      let names = entries.map { $0.filter { PassedOver($0) == nil }.map(\.path) } ?? [path]
      if names.isEmpty { throw .noSheets(path, passedOver) }
      for name in names where seen.insert(files.resolved(name) ?? name).inserted {
        result.files.append(SheetFile(path: name, bytes: try files.read(name)))
      }
      if !passedOver.isEmpty, seen.insert(files.resolved(path) ?? path).inserted {
        result.diagnostics.append(Diagnostic(FolderProblem.passedOver(passedOver), at: .file(path)))
      }
    }
    return result
  }
}

/// Something in a folder of fact sheets that is not read.
public struct PassedOver: Hashable, Sendable {
  /// What it is instead of a fact sheet.
  public enum Reason: Sendable { case spreadsheet, rules, otherForm, folder, unnamed, brokenLink, special }

  /// Without the folder.
  public let name: String
  /// Messages add what can be done about it.
  public let reason: Reason

  init(_ name: String, _ reason: Reason) {
    self.name = name
    self.reason = reason
  }

  /// Nil for what is read.
  init?(_ entry: FolderEntry) {
    let ending = entry.name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    switch entry.kind {
    case .folder: self.init(entry.name, .folder)
    case .unnamed: self.init(entry.name, .unnamed)
    case .brokenLink: self.init(entry.name, .brokenLink)
    case .special: self.init(entry.name, .special)
    case .file where ending == "rules": self.init(entry.name, .rules)
    case .file where SheetForm.of(ending) != nil: return nil
    case .file:
      let isSpreadsheet = ["xlsb", "xls", "et", "ods", "numbers"].contains(ending)
      self.init(entry.name, isSpreadsheet ? .spreadsheet : .otherForm)
    }
  }

  /// `甲.xls（表格软件的文件，另存为 xlsx）`, of many the first.
  static func list(_ all: [PassedOver], _ language: Language) -> String {
    all.map { language == .zh ? "\($0.name)（\($0.why(.zh))）" : "\($0.name) (\($0.why(.en)))" }
      .listed(language, atMost: 12)
  }

  private func why(_ language: Language) -> String {
    let zh = language == .zh
    return switch reason {
    case .spreadsheet: zh ? "表格软件的文件，另存为 xlsx" : "a spreadsheet: save it as xlsx"
    case .rules: zh ? "规则文件，不是事实表" : "a rules file, and no fact sheet"
    case .otherForm: zh ? "不是事实表的格式" : "no form of fact sheets"
    case .folder: zh ? "下一层文件夹，要读就另外写上" : "a folder below: name it as well if it is wanted"
    case .unnamed: zh ? "文件名不是 UTF-8，改名" : "its name is not UTF-8: rename it"
    case .brokenLink: zh ? "断了的链接" : "a link to where nothing is"
    case .special: zh ? "设备、管道或套接字" : "a device, pipe or socket"
    }
  }
}

/// What is to be said of a folder of fact sheets.
public enum FolderProblem: Problem {
  case passedOver([PassedOver])

  /// One of each, for the golden messages.
  public static let examples: [FolderProblem] = [
    .passedOver([
      PassedOver("甲.xls", .spreadsheet), PassedOver("旧.rules", .rules), PassedOver("说明.md", .otherForm),
      PassedOver("去年", .folder),
      PassedOver("?.csv", .unnamed), PassedOver("旧.csv", .brokenLink), PassedOver("队列.csv", .special),
    ])
  ]

  /// The warning `F201`.
  public var message: Message {
    switch self {
    case .passedOver(let all):
      Message(
        "F201", .warning,
        zh: Wording("文件夹里有 \(all.count) 项没有读：\(PassedOver.list(all, .zh))。", remedy: "不是事实表的就不必管。"),
        en: Wording(
          "Of this folder \(all.count) \(all.count == 1 ? "entry has" : "entries have") not been read: \(PassedOver.list(all, .en)).",
          remedy: "Leave what is no fact sheet as it is."))
    }
  }
}
