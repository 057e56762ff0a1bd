import Diagnostics

extension TerminalProblem {
  public var code: String {
    switch self {
    case .noRawMode: "T101"
    case .historyUnreadable: "T201"
    case .historyUnwritable: "T202"
    }
  }

  public var severity: Severity {
    switch self {
    case .noRawMode: .error
    case .historyUnreadable, .historyUnwritable: .warning
    }
  }

  public func wording(_ language: Language) -> Wording {
    let zh = language == .zh
    switch self {
    case .noRawMode(let reason):
      return zh
        ? Wording("终端不能转入逐键输入：\(reason)。", remedy: "换一个终端，或把输入写在文件里，用 < 送入。")
        : Wording(
          "The terminal cannot be switched to input key by key: \(reason).",
          remedy: "Use another terminal, or write the input to a file and pass it with <.")
    case .historyUnreadable(let path, let reason):
      return zh
        ? Wording("历史记录“\(path)”无法读取：\(reason)。", reason: "本次没有以前的记录可翻。", remedy: "检查文件的权限。")
        : Wording(
          "The history “\(path)” cannot be read: \(reason).", reason: "There are no earlier entries this time.",
          remedy: "Check the permissions of the file.")
    case .historyUnwritable(let path, let reason):
      return zh
        ? Wording("历史记录“\(path)”无法写入：\(reason)。", reason: "这一条只在本次可用。", remedy: "检查权限和磁盘空间。")
        : Wording(
          "The history “\(path)” cannot be written: \(reason).", reason: "This entry is only there for this session.",
          remedy: "Check the permissions and the free space.")
    }
  }
}
