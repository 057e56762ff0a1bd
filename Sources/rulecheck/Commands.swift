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
    case .help: try help()
    case .version: try write("rulecheck \(Help.version)\n")
    case .evaluate: return try evaluate()
    case .check: return try check()
    case .test: return try test()
    case .template: return try template()
    case .explain: return try explain()
    case .show: return try show()
    case .chain: return try chain()
    case .compare: return try compare()
    case .whatif: return try whatIf()
    case .repl: return try repl()
    case .fmt: return try format()
    case .trace: return try trace()
    case .path: return try path()
    case .sensitivity: return try sensitivity()
    case .sweep: return try sweep()
    }
    return .success
  }

  private func help() throws {
    let help = Help(Console(arguments, text: nil).language)
    try write(arguments.helped.map(help.page) ?? help.overview)
  }

  // MARK: Shared steps

  func write(_ text: String) throws {
    if let output = arguments.output {
      try workbench.files.write(Array(text.utf8), to: output)
    } else {
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }

  /// Writes a report in the form that was asked for.
  func write(
    _ report: @autoclosure () -> Report, csv: @autoclosure () -> String, json: @autoclosure () -> String,
    svg: @autoclosure () -> String = "", _ console: Console
  ) throws {
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report()))
    case .markdown: try write(MarkdownRenderer().render(report()))
    case .csv: try write(csv())
    case .json: try write(json())
    case .svg: try write(svg())
    }
  }

  func load() throws -> (Workbench.Loaded, Console) {
    guard let path = arguments.operands.first else {
      throw UsageProblem.missingArgument(Bilingual("规则文件", "RULES"), arguments.command)
    }
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
    guard arguments.operands.count > 1 else {
      throw UsageProblem.missingArgument(Bilingual("事实表", "SHEETS"), arguments.command)
    }
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
    let outcome = judged.outcome
    try write(
      OutcomeReport(outcome, language: console.language, level: arguments.level).report,
      csv: OutcomeTable.csv(outcome, language: console.language, level: arguments.level),
      json: OutcomeJSON.text(judged), console)
    return outcome.hasFailures || judged.problems.contains(where: \.isError) ? .findings : .success
  }

  private func check() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    var diagnostics = loaded.diagnostics
    if arguments.has(.noOpen), let standard = loaded.standard {
      for matter in standard.openMatters {
        diagnostics.append(
          Diagnostic(ModelProblem.openRefused(matter.keyword, matter.name), at: loaded.sources.place(of: matter.range)))
      }
    }
    let failed = diagnostics.contains(where: \.isError)
    if arguments.format == .json {
      try write(DiagnosticsJSON.text(diagnostics))
    } else {
      console.show(diagnostics)
      if let standard = loaded.standard, !failed {
        let items = standard.categories.map(\.items.count).reduce(0, +)
        let examples = standard.examples.filter { !$0.expected.isEmpty }.count
        try write(
          console.say(
            "\(standard.title)：没有错误。原则与要件 \(standard.requirements.count) 条，类别 \(standard.categories.count) 个，指标 \(items) 条，事实 \(standard.facts.count) 项，示例 \(examples) 个，待定 \(standard.openMatters.count) 处。\n",
            "\(standard.title): no errors. \(standard.requirements.count) requirements, \(standard.categories.count) categories, \(items) items, \(standard.facts.count) facts, \(examples) examples, \(standard.openMatters.count) open matters.\n"
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
    let report = ExampleReport(loaded, console.language)
    switch arguments.format {
    case .csv: try write(report.csv)
    case .json: try write(report.json)
    default: try write(report.text)
    }
    return report.failed == 0 ? .success : .findings
  }

  private func template() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      console.show(loaded.diagnostics)
      return .invalidRules
    }
    switch arguments.format {
    case .csv:
      try write(Template.csv(standard))
      try writeCompanions(of: standard, console)
    case .json: try write(Template.json(standard))
    default: try write(Template.text(standard, language: console.language))
    }
    return .success
  }

  /// Names the tables for records, which stand beside the main one, and writes those that are not there yet: others
  /// may have been filled in.
  private func writeCompanions(of standard: Standard, _ console: Console) throws {
    let main = arguments.output ?? console.say("表.csv", "table.csv")
    let stem = main.lowercased().hasSuffix(".csv") ? String(main.dropLast(4)) : main
    let companions = Template.companions(standard).map { (path: "\(stem).\($0.fact).csv", text: $0.csv) }
    if companions.isEmpty { return }
    let names = companions.map { "  " + $0.path + "\n" }.joined()
    console.error(console.say("记录填在附表里：\n", "Records go into companion tables:\n") + names)
    if arguments.output == nil { return }
    for (path, text) in companions where (try? workbench.files.read(path)) == nil {
      try workbench.files.write(Array(text.utf8), to: path)
    }
  }

  private func show() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard loaded.standard != nil else {
      console.show(loaded.diagnostics)
      return .invalidRules
    }
    try write(ShownStandard.text(loaded.outline, origin: arguments.has(.origin)))
    return .success
  }

  private func explain() throws -> ExitCode {
    guard let community = arguments.community else {
      throw UsageProblem.missingArgument("--community", arguments.command)
    }
    guard let (judged, console) = try outcome() else { return .invalidRules }
    let outcome = judged.outcome
    let result = try outcome.result(of: community)
    let explanation = ExplanationReport(outcome, result, language: console.language)
    guard let report = explanation.report(item: arguments.item) else {
      throw UsageProblem.unknownItem(arguments.item ?? "")
    }
    let (rules, sheets) = (judged.rulesDigest, judged.sheetsDigest)
    try write(
      report, csv: explanation.csv(item: arguments.item) ?? "",
      json: explanation.json(item: arguments.item, rules: rules, sheets: sheets) ?? "", console)
    return judged.problems.contains(where: \.isError) ? .findings : .success
  }
}
