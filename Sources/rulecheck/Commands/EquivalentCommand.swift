import Analysis
import Diagnostics
import Planning
import Reports
import Workbench

extension Command {
  /// Whether two standards give every sheet the same result.
  static let equivalent = Command(
    names: Bilingual("等价", "equivalent"), usage: Bilingual("equivalent 规则甲 规则乙", "equivalent A B"),
    summary: Bilingual(
      "证明两份标准的结果总是一样，或给出一张结果不同的表", "prove that two standards always agree, or show a sheet on which they do not"),
    options: [SharedOptions.format([.text, .json])] + SharedOptions.settings
  ) { run in
    let operands = run.invocation.operands
    guard operands.count >= 2 else { throw run.missing(Bilingual("两份规则文件", "A.rules B.rules")) }
    if operands.count > 2 { throw UsageProblem.surplusArgument(operands[2]) }
    let settings = try run.settings
    let before = try run.workbench.load(operands[0], settings: settings)
    let after = try run.workbench.load(operands[1], settings: settings, beside: before)
    let console = run.console(for: before.file.text)
    let standards = (try run.standard(before, console), try run.standard(after, console))
    let equivalence: Equivalence
    do throws(PlanProblem) {
      equivalence = try Equivalence(standards.0, standards.1)
    } catch {
      try run.refuse([Diagnostic(error, at: .file(before.file.name))], console, .findings)
    }
    let report = EquivalenceReport(
      equivalence, titles: (standards.0.title, standards.1.title), language: console.language)
    try run.write(
      [.text: { run.renderer(console).render(report.report) }, .json: { report.json }], console)
    if case .equivalent = equivalence.verdict { return .success }
    return .findings
  }
}
