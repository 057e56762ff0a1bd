import Diagnostics
import Syntax
import Workbench

extension Command {
  /// The standard as it is, and with the amendments of `--amend` and `--amend-file`.
  static let whatif = Command(
    names: Bilingual("试改", "whatif"),
    usage: Bilingual("whatif 规则 事实表… --amend 改动", "whatif RULES SHEETS… --amend CLAUSE"),
    summary: Bilingual("试一处改动的影响", "the effect of an amendment"),
    options: [amend, amendFile, SharedOptions.format, SharedOptions.sheets] + SharedOptions.settings
  ) { run in
    let (before, old, console) = try run.standard()
    let given = run.invocation.given(amend, amendFile)
    for argument in run.invocation.operands.dropFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      if parts.count == 2, let amendment = old.amendment(ofParameter: parts[0], to: parts[1], console.language) {
        throw UsageProblem.settingForAmendment(argument, amendment: amendment)
      }
    }
    if given.isEmpty { throw run.missing(Bilingual(stringLiteral: amend.name)) }
    var amendments: [(name: String, text: String)] = []
    for entry in given {
      if entry.option.name == amend.name {
        amendments.append((amend.name, entry.text))
      } else if let text = String(rules: try run.workbench.files.read(entry.text)) {
        amendments.append((entry.text, text))
      } else {
        try run.refuse([Diagnostic(SyntaxProblem.notText, at: .file(entry.text))], console)
      }
    }
    let after = Workbench.amended(before, by: amendments)
    let new = try run.standard(after, console)
    let paths = try run.invocation.operands.dropFirst() + run.invocation.all(SharedOptions.sheets)
    guard !paths.isEmpty else { throw run.missing(Bilingual("事实表", "SHEETS")) }
    return try run.report(
      Comparing(before, after), (old, new), on: Array(paths), console, suffix: console.say("（改动后）", " (amended)"))
  }

  private static let amend = Option(
    Bilingual("--改动", "--amend"), Bilingual("改动", "CLAUSE"),
    Bilingual("要试的改动，规则语言，可写多次", "what to try, in the rules language; may be repeated"))
  private static let amendFile = Option(
    Bilingual("--改动文件", "--amend-file"), Bilingual("文件", "FILE"),
    Bilingual("要试的改动在这个文件里，可写多次", "a file of what to try; may be repeated"))
}
