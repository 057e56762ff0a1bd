import Diagnostics
import Workbench

extension Commands {
  /// Canonical layout for rules files; with `--check` only those that would change are named.
  func format() throws -> ExitCode {
    guard !arguments.operands.isEmpty else {
      throw UsageProblem.missingArgument(Bilingual("规则文件", "FILE"), arguments.command)
    }
    let console = Console(arguments, text: arguments.operands.joined())
    var changed = ""
    // What is wrong with one file keeps none of the others from its layout.
    var failure: ExitCode?
    for path in arguments.operands {
      do throws(FileProblem) {
        switch try workbench.format(path, keywords: arguments.keywords, writes: !arguments.has(.check)) {
        case .unchanged: continue
        case .changed: changed += line(path, console)
        case .refused(let diagnostics):
          failure = failure ?? .invalidRules
          try console.show(diagnostics)
        }
      } catch {
        if case .streamFailed = error { throw error }
        failure = .fileProblem
        try console.show([Diagnostic(error, at: .file(path))])
      }
    }
    try write(changed, console)
    return failure ?? (arguments.has(.check) && !changed.isEmpty ? .findings : .success)
  }

  private func line(_ path: String, _ console: Console) -> String {
    let path = DisplayWidth.printable(path)
    return arguments.has(.check)
      ? console.say("\(path)：排版不同\n", "\(path): would change\n") : console.say("\(path)：已排版\n", "\(path): formatted\n")
  }
}
