import Analysis
import Diagnostics
import Model
import Planning
import Reports
import Syntax
import Workbench

extension Command {
  static let check = Command(
    names: Bilingual("检查", "check"), usage: Bilingual("check 规则", "check RULES"),
    summary: Bilingual("检查规则文件，逐条指出错误", "check a rules file and report every mistake"),
    options: [SharedOptions.format([.text, .json]), deep, noOpen] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, console) = try run.load()
    var diagnostics = loaded.diagnostics + (run.invocation.has(noOpen) ? loaded.openRefused : [])
    var found: Findings?
    do throws(PlanProblem) {
      found = try loaded.findings(isThorough: run.invocation.has(deep))
      if let found { diagnostics += loaded.diagnostics(of: found.findings) }
    } catch {
      diagnostics.append(Diagnostic(error, at: .file(loaded.file.name)))
    }
    let failed = diagnostics.contains(where: \.isError)
    if run.invocation.format == .json {
      let members = found.map { FindingsReport($0, language: console.language).members } ?? []
      try run.write(DiagnosticsJSON.text(diagnostics, members), console)
    } else {
      try console.show(diagnostics)
      if let standard = loaded.standard, !failed {
        let thorough = found.map { FindingsReport($0, language: console.language).summary } ?? ""
        try run.write(lines: thorough + summary(of: standard, loaded.outline, console), console)
      }
    }
    return failed ? .invalidRules : .success
  }

  private static let deep = Switch(
    Bilingual("--深查", "--deep"),
    Bilingual("也把各条互相对照：分不出高下的分、多余的原则", "also hold clauses against each other: points and gates that tell nobody apart")
  )
  private static let noOpen = Switch(
    Bilingual("--无待定", "--no-open"), Bilingual("不允许有待定事项", "refuse matters marked open"))

  private static func summary(of standard: Standard, _ outline: Outline, _ console: Console) -> String {
    let items = standard.categories.map(\.items.count).reduce(0, +)
    let examples = outline.clauses.filter { $0.kind == .example && $0.has(.expect) }.count
    return console.say(
      "\(standard.title)：没有错误。原则与要件 \(standard.requirements.count) 条，类别 \(standard.categories.count) 个，指标 \(items) 条，事实 \(standard.facts.count) 项，示例 \(examples) 个，待定 \(standard.openMatters.count) 处。\n",
      "\(standard.title): no errors. \(standard.requirements.count) requirements, \(standard.categories.count) categories, \(items) items, \(standard.facts.count) facts, \(examples) examples, \(standard.openMatters.count) open matters.\n"
    )
  }
}
