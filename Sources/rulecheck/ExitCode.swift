/// How a run ended. Interface: scripts rely on it.
enum ExitCode: Int32 {
  case success = 0
  /// Finished, but an example failed, a sheet had errors, or something could not be worked out.
  case findings = 1
  /// The rules file has errors; nothing was evaluated.
  case invalidRules = 2
  /// The arguments make no sense.
  case usage = 3
  /// A file could not be read or written, or what was printed did not arrive.
  case fileProblem = 4
}
