import Diagnostics
import Evaluation
import Foundation
import Model
import Reports
import Sheets
import Syntax
import Workbench

/// One function a command. Each returns how the run ended.
struct Commands {
  let arguments: Arguments
  let workbench = Workbench(files: Disk())

  func run() throws -> ExitCode {
    switch arguments.command {
    case "help": try write(Help.text(Console(arguments, text: nil).language))
    case "version": try write("rulecheck \(Help.version)\n")
    case "check": return try check()
    case "test": return try test()
    case "template": return try template()
    case "explain": return try explain()
    case "show": return try show()
    case "chain": return try chain()
    case "compare": return try compare()
    case "sensitivity": return try sensitivity()
    case "sweep": return try sweep()
    default: return try evaluate()
    }
    return .success
  }

  // MARK: Shared steps

  func write(_ text: String) throws {
    if let output = arguments.output {
      try workbench.files.write(Array(text.utf8), to: output)
    } else {
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }

  func load() throws -> (Workbench.Loaded, Console) {
    guard let path = arguments.operands.first else { throw UsageProblem.missingArgument("RULES") }
    let loaded = try workbench.load(path, settings: arguments.settings)
    return (loaded, Console(arguments, text: loaded.file.text))
  }

  private func onlyRules() throws {
    if arguments.operands.count > 1 { throw UsageProblem.surplusArgument(arguments.operands[1]) }
  }

  /// The outcome for the sheets named, or nil after showing what is wrong with the rules.
  func outcome() throws -> (Judged, Console)? {
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      console.show(loaded.diagnostics)
      return nil
    }
    guard arguments.operands.count > 1 else { throw UsageProblem.missingArgument("SHEETS") }
    let (table, problems, digest) = try workbench.sheets(Array(arguments.operands.dropFirst()), for: standard)
    console.show(problems)
    let outcome = Evaluation.outcome(of: standard, table) { done in
      console.progress(console.say("已评 \(done) / \(table.sheets.count)", "\(done) of \(table.sheets.count) judged"))
    }
    console.progress("")
    return (Judged(outcome: outcome, rulesDigest: loaded.digest, sheetsDigest: digest, problems: problems), console)
  }

  // MARK: Commands

  private func evaluate() throws -> ExitCode {
    guard let (judged, console) = try outcome() else { return .invalidRules }
    switch arguments.format {
    case .text:
      let report = OutcomeReport(judged.outcome, language: console.language, level: arguments.level).report
      try write(TextRenderer(color: console.colorsOutput).render(report))
    case .markdown:
      let report = OutcomeReport(judged.outcome, language: console.language, level: arguments.level).report
      try write(MarkdownRenderer().render(report))
    case .csv: try write(OutcomeTable.csv(judged.outcome, language: console.language, level: arguments.level))
    case .json: try write(OutcomeJSON.text(judged))
    }
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }

  private func check() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    var diagnostics = loaded.diagnostics
    if arguments.refusesOpen, let standard = loaded.standard {
      for matter in standard.openMatters {
        diagnostics.append(Diagnostic(ModelProblem.openRefused(matter.subject), at: .file(loaded.file.name)))
      }
    }
    let failed = diagnostics.contains(where: \.isError)
    if arguments.format == .json {
      try write(DiagnosticsJSON.text(diagnostics))
    } else {
      console.show(diagnostics)
      if let standard = loaded.standard, !failed {
        let items = standard.categories.map(\.items.count).reduce(0, +)
        try write(
          console.say(
            "\(standard.title)：没有错误。原则与要件 \(standard.requirements.count) 条，类别 \(standard.categories.count) 个，指标 \(items) 条，事实 \(standard.facts.count) 项，示例 \(standard.examples.count) 个，待定 \(standard.openMatters.count) 处。\n",
            "\(standard.title): no errors. \(standard.requirements.count) requirements, \(standard.categories.count) categories, \(items) items, \(standard.facts.count) facts, \(standard.examples.count) examples, \(standard.openMatters.count) open matters.\n"
          ))
      }
    }
    return failed ? .invalidRules : .success
  }

  private func test() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard loaded.standard != nil else {
      console.show(loaded.diagnostics)
      return .invalidRules
    }
    let results = ExampleRunner.run(loaded)
    var text = ""
    for result in results where !result.passed {
      text += console.say("✗ 示例“\(result.example.title)”\n", "✗ example “\(result.example.title)”\n")
      for failure in result.failures {
        let line = loaded.sources.file(of: failure.expected.range).line(at: failure.expected.range.lower) + 1
        let found =
          switch failure.found {
          case .word(let keyword): keyword.spelling(console.language)
          case .text(let text): text
          }
        let wanted = loaded.sources.text(of: failure.expected.range)
        text += console.say(
          "  第 \(line) 行  期望：\(wanted)  得到：\(found)\n",
          "  line \(line)  expected: \(wanted)  found: \(found)\n")
        let tree = failure.reasons.map { explanationTree($0, language: console.language) }
        text += TextRenderer().render(Report([.tree([Report.Node("", tree)])])).split(separator: "\n")
          .map { "  " + $0 + "\n" }.joined()
      }
    }
    let failed = results.filter { !$0.passed }.count
    text += console.say(
      "示例 \(results.count) 个，通过 \(results.count - failed)，未通过 \(failed)。\n",
      "\(results.count) examples, \(results.count - failed) passed, \(failed) failed.\n")
    try write(text)
    return failed == 0 ? .success : .findings
  }

  private func template() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      console.show(loaded.diagnostics)
      return .invalidRules
    }
    switch arguments.format {
    case .text, .markdown: try write(Template.text(standard, language: console.language))
    case .csv: try write(Template.csv(standard))
    case .json: try write(Template.json(standard))
    }
    return .success
  }

  private func show() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard loaded.standard != nil else {
      console.show(loaded.diagnostics)
      return .invalidRules
    }
    try write(ShownStandard.text(loaded.outline, origin: arguments.showsOrigin))
    return .success
  }

  private func explain() throws -> ExitCode {
    guard let community = arguments.community else { throw UsageProblem.missingArgument("--community") }
    guard let (judged, console) = try outcome() else { return .invalidRules }
    let outcome = judged.outcome
    guard let result = outcome.results.first(where: { outcome.sheet($0).name == community }) else {
      throw UsageProblem.unknownCommunity(
        community, nearest: NearestName.of(community, among: outcome.table.sheets.map(\.name)))
    }
    let explanation = ExplanationReport(outcome, result, language: console.language)
    guard let report = explanation.report(item: arguments.item) else {
      throw UsageProblem.unknownItem(arguments.item ?? "")
    }
    try write(
      arguments.format == .markdown
        ? MarkdownRenderer().render(report) : TextRenderer(color: console.colorsOutput).render(report))
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }

  private func chain() throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw UsageProblem.missingArgument("RULES") }
    guard !arguments.sheets.isEmpty else { throw UsageProblem.missingArgument("--sheets") }
    var levels: [Workbench.Loaded] = []
    for path in arguments.operands { levels.append(try workbench.load(path)) }
    let console = Console(arguments, text: levels[0].file.text)
    let problems = Workbench.chainProblems(levels)
    guard problems.isEmpty else {
      console.show(problems)
      return .invalidRules
    }
    let run = try workbench.chain(levels, sheets: arguments.sheets)
    console.show(run.diagnostics)
    let report = ChainReport(run.chain, language: console.language)
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report.report))
    case .markdown: try write(MarkdownRenderer().render(report.report))
    case .csv: try write(report.csv)
    case .json: try write(report.json(digests: levels.map(\.digest)))
    }
    return run.diagnostics.contains(where: \.isError) ? .findings : .success
  }

  private func compare() throws -> ExitCode {
    guard arguments.operands.count >= 2 else { throw UsageProblem.missingArgument("A.rules B.rules") }
    let before = try workbench.load(arguments.operands[0], settings: arguments.settings)
    let after = try workbench.load(arguments.operands[1], settings: arguments.settings, beside: before)
    let console = Console(arguments, text: before.file.text)
    guard let old = before.standard, let new = after.standard else {
      console.show((before.standard == nil ? before : after).diagnostics)
      return .invalidRules
    }
    let comparing = Comparing(before, after)
    let paths = arguments.operands.dropFirst(2) + arguments.sheets
    var effect: (effect: Effect, flips: [Flip])?
    var problems: [Diagnostic] = []
    if !paths.isEmpty {
      let first = try workbench.sheets(Array(paths), for: old, beside: [new])
      let second = try workbench.sheets(Array(paths), for: new, beside: [old])
      problems = second.diagnostics
      console.show(problems)
      effect = comparing.effect(on: (first.table, second.table))
    }
    let report = ComparisonReport(
      titles: (old.title, new.title), differences: comparing.differences, effect: effect?.effect,
      flips: effect?.flips ?? [], language: console.language)
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report.report))
    case .markdown: try write(MarkdownRenderer().render(report.report))
    case .csv: try write(report.csv)
    case .json: try write(report.json)
    }
    return problems.contains(where: \.isError) ? .findings : .success
  }
}
