import Diagnostics

/// What can be wrong around the line editor.
public enum TerminalProblem: Problem, Error, Hashable {
  /// The reason, in the words of the system.
  case noRawMode(String)
  /// The path, and the reason in the words of the system.
  case historyUnreadable(String, String)
  /// The path, and the reason in the words of the system.
  case historyUnwritable(String, String)

  /// One of each, for the golden messages.
  public static let examples: [TerminalProblem] = [
    .noRawMode("input/output error"), .historyUnreadable("history", "permission denied"),
    .historyUnwritable("history", "no space left on device"),
  ]

  /// `T101` keeps the editor from working; `T201` and `T202` are warnings.
  public var message: Message {
    switch self {
    case .noRawMode(let reason):
      Message(
        "T101",
        zh: Wording("终端不能转入逐键输入：\(reason)。", remedy: "换一个终端，或把输入写在文件里，用 < 送入。"),
        en: Wording(
          "The terminal cannot be switched to input key by key: \(reason).",
          remedy: "Use another terminal, or write the input to a file and pass it with <."))
    case .historyUnreadable(let path, let reason):
      Message(
        "T201", .warning,
        zh: Wording("历史记录“\(path)”无法读取：\(reason)。", reason: "本次没有以前的记录可翻。", remedy: "检查文件的权限。"),
        en: Wording(
          "The history “\(path)” cannot be read: \(reason).", reason: "There are no earlier entries this time.",
          remedy: "Check the permissions of the file."))
    case .historyUnwritable(let path, let reason):
      Message(
        "T202", .warning,
        zh: Wording("历史记录“\(path)”无法写入：\(reason)。", reason: "这一条只在本次可用。", remedy: "检查权限和磁盘空间。"),
        en: Wording(
          "The history “\(path)” cannot be written: \(reason).", reason: "This entry is only there for this session.",
          remedy: "Check the permissions and the free space."))
    }
  }
}
