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
  let disk: Disk
  let workbench: Workbench
  private let tally = Tally()

  /// The errors of fact sheets that stand before the result.
  private final class Tally {
    var codes: [String] = []
    var console: Console?
  }

  init(arguments: Arguments) {
    self.arguments = arguments
    disk = Disk()
    workbench = Workbench(files: disk)
  }

  func run() throws -> ExitCode {
    let code = try carryOut()
    // Whoever sees the end of a long result has not seen its beginning.
    if !tally.codes.isEmpty, let console = tally.console {
      let codes = Set(tally.codes).sorted()
      try console.note(
        console.say(
          "事实表有 \(tally.codes.count) 处错误（\(codes.joined(separator: "、"))），说明在结果之前。\n",
          "\(tally.codes.count) \(tally.codes.count == 1 ? "error" : "errors") in the fact sheets (\(codes.joined(separator: ", "))), explained before the result.\n"
        ))
    }
    return code
  }

  private func carryOut() throws -> ExitCode {
    // What could not be written anyway is not worked out first.
    for path in [arguments.output, arguments.plot].compactMap({ $0 }) { try Replacement.Target(path).check() }
    switch arguments.command {
    case .help: try help()
    case .version: try write("rulecheck \(Help.version)\n", Console(arguments, text: nil))
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
    let console = Console(arguments, text: nil)
    let help = Help(console.language)
    try write(arguments.helped.map(help.page) ?? help.overview, console)
  }

  // MARK: Shared steps

  /// Shows what is wrong with fact sheets before the result; the errors are counted again behind it.
  func show(sheets problems: [Diagnostic], _ console: Console) throws(FileProblem) {
    try console.show(problems)
    tally.codes += problems.filter(\.isError).map(\.problem.code)
    tally.console = console
  }

  /// Writes what the run has found, where it is wanted.
  func write(_ text: String, _ console: Console) throws(FileProblem) {
    if let output = arguments.output {
      try write(text, to: output, console)
    } else {
      try StandardStream.output.write(text)
    }
  }

  /// Writes lines that no renderer has made: what is quoted in them is made visible.
  func write(lines text: String, _ console: Console) throws(FileProblem) {
    try write(DisplayWidth.printableLines(text), console)
  }

  /// Writes a file and says so.
  func write(_ text: String, to path: String, _ console: Console) throws(FileProblem) {
    let bytes = Array(text.utf8)
    try disk.write(bytes, to: path)
    try console.noteWritten(path, bytes.count)
  }

  /// Writes a report in the form that was asked for.
  func write(
    _ report: @autoclosure () -> Report, csv: @autoclosure () -> String, json: @autoclosure () -> String,
    svg: @autoclosure () -> String = "", _ console: Console
  ) throws {
    switch arguments.format {
    case .text: try write(TextRenderer(color: console.colorsOutput).render(report()), console)
    case .markdown: try write(MarkdownRenderer().render(report()), console)
    case .csv: try write(csv(), console)
    case .json: try write(json(), console)
    case .svg: try write(svg(), console)
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
      try console.show(loaded.diagnostics)
      return nil
    }
    guard arguments.operands.count > 1 else {
      throw UsageProblem.missingArgument(Bilingual("事实表", "SHEETS"), arguments.command)
    }
    let (table, problems, digest) = try workbench.sheets(Array(arguments.operands.dropFirst()), for: standard)
    try show(sheets: problems, console)
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
          Diagnostic(ModelProblem.openRefused(matter.kind, matter.name), at: loaded.sources.place(of: matter.range)))
      }
    }
    let failed = diagnostics.contains(where: \.isError)
    if arguments.format == .json {
      try write(DiagnosticsJSON.text(diagnostics), console)
    } else {
      try console.show(diagnostics)
      if let standard = loaded.standard, !failed {
        let items = standard.categories.map(\.items.count).reduce(0, +)
        let examples = standard.examples.filter { !$0.expected.isEmpty }.count
        try write(
          lines: console.say(
            "\(standard.title)：没有错误。原则与要件 \(standard.requirements.count) 条，类别 \(standard.categories.count) 个，指标 \(items) 条，事实 \(standard.facts.count) 项，示例 \(examples) 个，待定 \(standard.openMatters.count) 处。\n",
            "\(standard.title): no errors. \(standard.requirements.count) requirements, \(standard.categories.count) categories, \(items) items, \(standard.facts.count) facts, \(examples) examples, \(standard.openMatters.count) open matters.\n"
          ), console)
      }
    }
    return failed ? .invalidRules : .success
  }

  private func test() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard loaded.standard != nil else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    let report = ExampleReport(loaded, console.language)
    switch arguments.format {
    case .csv: try write(report.csv, console)
    case .json: try write(report.json, console)
    default: try write(lines: report.text, console)
    }
    return report.failed == 0 ? .success : .findings
  }

  private func template() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    switch arguments.format {
    case .csv:
      try write(Template.csv(standard), console)
      try writeCompanions(of: standard, console)
    case .json: try write(Template.json(standard), console)
    default: try write(lines: Template.text(standard, language: console.language), console)
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
    try console.note(console.say("记录填在附表里：\n", "Records go into companion tables:\n") + names)
    if arguments.output == nil { return }
    for (path, text) in companions where !disk.exists(path) { try write(text, to: path, console) }
  }

  private func show() throws -> ExitCode {
    try onlyRules()
    let (loaded, console) = try load()
    guard loaded.standard != nil else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    try write(lines: ShownStandard.text(loaded.outline, origin: arguments.has(.origin)), console)
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
