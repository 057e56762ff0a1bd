import Diagnostics
import Workbench

extension Command {
  /// Canonical layout for rules files; with `--check` only those that would change are named.
  static let fmt = Command(
    names: Bilingual("排版", "fmt"), usage: Bilingual("fmt [--check] 规则…", "fmt [--check] RULES…"),
    summary: Bilingual("统一排版", "one canonical layout"),
    options: [onlyNames, keywords]
  ) { run in
    let paths = run.invocation.operands
    guard !paths.isEmpty else { throw run.missing(Bilingual("规则文件", "FILE")) }
    let (keywords, onlyNames) = (try run.invocation[keywords], run.invocation.has(onlyNames))
    let console = run.console(for: paths.joined())
    var changed = ""
    // What is wrong with one file keeps none of the others from its layout.
    var failure: ExitCode?
    for path in paths {
      do throws(FileProblem) {
        switch try run.workbench.format(path, keywords: keywords, writes: !onlyNames) {
        case .unchanged: continue
        case .changed(let encoding):
          let path = DisplayWidth.printable(path)
          let also = encoding ? console.say("，改存为 UTF-8", ", saved as UTF-8") : ""
          changed +=
            onlyNames
            ? console.say("\(path)：排版不同\n", "\(path): would change\n")
            : console.say("\(path)：已排版\(also)\n", "\(path): formatted\(also)\n")
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
    try run.write(changed, console)
    return failure ?? (onlyNames && !changed.isEmpty ? .findings : .success)
  }

  private static let onlyNames = Switch(
    Bilingual("--只查", "--check"), Bilingual("只说哪些文件会变", "only name the files that would change"))
  private static let keywords = Option(
    Bilingual("--关键字", "--keywords"), Bilingual("连关键字一起换成这种语言", "spell keywords in this language"),
    of: Language.allCases,
    word: \.words)
}
