import Diagnostics

/// What can be wrong around the line editor.
public enum TerminalProblem: Problem, Error, Hashable {
  case noRawMode(String)
  case historyUnreadable(String, String)
  case historyUnwritable(String, String)

  public static let examples: [TerminalProblem] = [
    .noRawMode("input/output error"), .historyUnreadable("history", "permission denied"),
    .historyUnwritable("history", "no space left on device"),
  ]
}
