import Diagnostics
import Workbench

extension Commands {
  /// Canonical layout for rules files; with `--check` only those that would change are named.
  func format() throws -> ExitCode {
    guard !arguments.operands.isEmpty else {
      throw UsageProblem.missingArgument(Bilingual("规则文件", "FILE"), arguments.command)
    }
    let console = Console(arguments, text: arguments.operands.joined())
    var changed = 0
    var failed = false
    for path in arguments.operands {
      switch try workbench.format(path, keywords: arguments.keywords, writes: !arguments.has(.check)) {
      case .unchanged: continue
      case .changed:
        changed += 1
        try write(
          arguments.has(.check)
            ? console.say("\(path)：排版不同\n", "\(path): would change\n")
            : console.say("\(path)：已排版\n", "\(path): formatted\n"))
      case .refused(let diagnostics):
        failed = true
        console.show(diagnostics)
      }
    }
    return failed ? .invalidRules : arguments.has(.check) && changed > 0 ? .findings : .success
  }
}
