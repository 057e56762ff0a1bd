import Diagnostics
import Model
import Reports

extension Command {
  static let template = Command(
    "template", usage: Bilingual("template 规则", "template RULES"),
    Bilingual("生成空白事实表；csv 的记录另写附表", "write a blank fact sheet; csv has companion tables for records"),
    options: [SharedOptions.format([.text, .csv, .json])] + SharedOptions.settings
  ) { run in
    let (loaded, console) = try run.loadOnly()
    guard let standard = loaded.standard else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    let text = Template.text(standard, language: console.language)
    try run.write(
      [
        .text: { DisplayWidth.printableLines(text) }, .csv: { Template.csv(standard) },
        .json: { Template.json(standard) },
      ], console)
    if run.invocation.format == .csv { try writeCompanions(of: standard, run, console) }
    return .success
  }

  /// Names the tables for records, which stand beside the main one, and writes those that are not there yet: others
  /// may have been filled in.
  private static func writeCompanions(of standard: Standard, _ run: Run, _ console: Console) throws {
    let output = run.invocation.output
    let main = output ?? console.say("表.csv", "table.csv")
    let stem = main.lowercased().hasSuffix(".csv") ? String(main.dropLast(4)) : main
    let companions = Template.companions(standard).map { (path: "\(stem).\($0.fact).csv", text: $0.csv) }
    if companions.isEmpty { return }
    let names = companions.map { "  " + $0.path + "\n" }.joined()
    try console.note(console.say("记录填在附表里：\n", "Records go into companion tables:\n") + names)
    if output == nil { return }
    for (path, text) in companions where !run.disk.exists(path) { try run.write(text, to: path, console) }
  }
}
