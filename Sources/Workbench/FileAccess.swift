import Diagnostics

/// The one boundary to files. The command line stands on the disk, tests on a dictionary.
public protocol FileAccess {
  /// - Throws: ``FileProblem``.
  func read(_ path: String) throws(FileProblem) -> [UInt8]
  /// The files directly in a folder, by path, sorted; nil if the path is no folder.
  func list(_ path: String) throws(FileProblem) -> [String]?
  /// The path from the root.
  func absolute(_ path: String) -> String
  /// Replaces the file as a whole or not at all.
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem)
}

/// What can be wrong with a file.
public enum FileProblem: Problem, Error {
  case notFound(String)
  case unreadable(String, String)
  case unwritable(String, String)
  case noSheets(String)
  case isFolder(String)

  public static let examples: [FileProblem] = [
    .notFound("a.rules"), .unreadable("a.rules", "permission denied"), .unwritable("out.json", "read-only"),
    .noSheets("rules"), .isFolder("rules"),
  ]

  public var code: String {
    switch self {
    case .notFound: "F101"
    case .unreadable: "F102"
    case .unwritable: "F103"
    case .noSheets: "F104"
    case .isFolder: "F105"
    }
  }

  public var severity: Severity { .error }

  public func wording(_ language: Language) -> Wording {
    let zh = language == .zh
    switch self {
    case .notFound(let path):
      return zh
        ? Wording("找不到“\(path)”。", remedy: "检查路径和文件名。")
        : Wording("There is no file or folder “\(path)”.", remedy: "Check the path and the name.")
    case .unreadable(let path, let reason):
      return zh
        ? Wording("“\(path)”无法读取：\(reason)。", remedy: "检查权限，或换一个文件。")
        : Wording("“\(path)” cannot be read: \(reason).", remedy: "Check its permissions, or use another file.")
    case .unwritable(let path, let reason):
      return zh
        ? Wording("无法写入“\(path)”：\(reason)。", reason: "原有文件没有改动。", remedy: "换一个位置，或检查权限和空间。")
        : Wording(
          "“\(path)” cannot be written: \(reason).", reason: "An existing file has been left as it was.",
          remedy: "Choose another place, or check permissions and space.")
    case .isFolder(let path):
      return zh
        ? Wording("“\(path)”是文件夹，这里要一个文件。", remedy: "写上文件名。")
        : Wording("“\(path)” is a folder; a file is needed here.", remedy: "Add the name of the file.")
    case .noSheets(let path):
      return zh
        ? Wording("“\(path)”里没有事实表。", remedy: "放入 .csv、.json、.jsonl 或 .txt 文件；空白表可用 rulecheck template 生成。")
        : Wording(
          "“\(path)” holds no fact sheets.",
          remedy: "Put .csv, .json, .jsonl or .txt files there; rulecheck template writes a blank one.")
    }
  }
}
