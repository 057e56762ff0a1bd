import Diagnostics
import Evaluation
import Model
import Reports
import Syntax
import Workbench

extension Commands {
  /// Two standards, and what the difference does to the communities.
  func compare() throws -> ExitCode {
    guard arguments.operands.count >= 2 else {
      throw UsageProblem.missingArgument(Bilingual("两份规则文件", "A.rules B.rules"), arguments.command)
    }
    let before = try workbench.load(arguments.operands[0], settings: arguments.settings)
    let after = try workbench.load(arguments.operands[1], settings: arguments.settings, beside: before)
    let console = Console(arguments, text: before.file.text)
    guard let old = before.standard, let new = after.standard else {
      try console.show((before.standard == nil ? before : after).diagnostics)
      return .invalidRules
    }
    return try report(
      Comparing(before, after), old, new, on: arguments.operands.dropFirst(2) + arguments.sheets, console)
  }

  /// The standard as it is, and with the amendments of `--amend` and `--amend-file`.
  func whatIf() throws -> ExitCode {
    let (before, console) = try load()
    guard let old = before.standard else {
      try console.show(before.diagnostics)
      return .invalidRules
    }
    guard !arguments.amendments.isEmpty else { throw UsageProblem.missingArgument("--amend", arguments.command) }
    var amendments: [(name: String, text: String)] = []
    for amendment in arguments.amendments {
      switch amendment {
      case .text(let text): amendments.append(("--amend", text))
      case .file(let path):
        guard let text = String(rules: try workbench.files.read(path)) else {
          try console.show([Diagnostic(SyntaxProblem.notText, at: .file(path))])
          return .invalidRules
        }
        amendments.append((path, text))
      }
    }
    let after = Workbench.amended(before, by: amendments)
    guard let new = after.standard else {
      try console.show(after.diagnostics)
      return .invalidRules
    }
    let paths = arguments.operands.dropFirst() + arguments.sheets
    guard !paths.isEmpty else { throw UsageProblem.missingArgument(Bilingual("事实表", "SHEETS"), arguments.command) }
    return try report(
      Comparing(before, after), old, new, on: paths, console, suffix: console.say("（改动后）", " (amended)"))
  }

  /// Writes the differences and, given sheets, their effect.
  private func report(
    _ comparing: Comparing, _ old: Standard, _ new: Standard, on paths: some Sequence<String>, _ console: Console,
    suffix: String = ""
  ) throws -> ExitCode {
    let paths = Array(paths)
    var effect: (effect: Effect, flips: [Flip])?
    var problems: [Diagnostic] = []
    if !paths.isEmpty {
      let sheets = try workbench.sheetFiles(under: paths)
      let (table, found) = new.read(sheets.files, beside: [old])
      problems = sheets.diagnostics + found
      try show(sheets: problems, console)
      effect = comparing.effect(on: (old.read(sheets.files, beside: [new]).table, table))
    }
    let report = ComparisonReport(
      titles: (old.title, new.title + suffix), differences: comparing.differences, effect: effect?.effect,
      flips: effect?.flips ?? [], language: console.language)
    try write(report.report, csv: report.csv, json: report.json, console)
    return problems.contains(where: \.isError) ? .findings : .success
  }
}
