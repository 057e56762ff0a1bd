import Reports
import Sheets

extension Command {
  static let template = Command(
    names: Bilingual("空表", "template"), usage: Bilingual("template 规则", "template RULES"),
    summary: Bilingual(
      "生成空白事实表；csv 的记录另写附表，xlsx 的在别的工作表", "write a blank fact sheet; records have tables of their own in csv and xlsx"),
    options: [SharedOptions.format(SheetForm.blanks.map(Format.init))] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, standard, console) = try run.standard()
    let sheet = Template.sheet(standard, loaded.outline, language: console.language)
    for form in SheetForm.blanks where Format(form) == run.invocation.format {
      if form.isBinary { try run.refuse(columns: sheet.fields.count) }
      guard let written = form.blank?(sheet) else { continue }
      try run.write(written.bytes, console)
      try writeCompanions(written.companions, form, run, console)
    }
    return .success
  }

  /// Names the tables for records, which stand beside the main one, and writes those that are not there yet: others
  /// may have been filled in.
  private static func writeCompanions(
    _ companions: [(fact: String, bytes: [UInt8])], _ form: SheetForm, _ run: Run, _ console: Console
  ) throws {
    if companions.isEmpty { return }
    let output = run.invocation.output
    let main = output ?? console.say("表.", "table.") + form.endings[0]
    let ending = form.endings.map { "." + $0 }.first(where: main.lowercased().hasSuffix)
    let stem = main.dropLast(ending?.count ?? 0)
    let paths = companions.map { "\(stem).\($0.fact)\(ending ?? "." + form.endings[0])" }
    let names = paths.map { "  " + $0 + "\n" }.joined()
    try console.note(console.say("记录填在附表里：\n", "Records go into companion tables:\n") + names)
    if output == nil { return }
    for (path, companion) in zip(paths, companions) where !run.disk.exists(path) {
      try run.write(companion.bytes, to: path, console)
    }
  }
}

extension Format {
  /// A form of fact sheets, as what a command writes.
  init(_ form: SheetForm) { self.init(name: form.name, endings: form.endings, isBinary: form.isBinary) }
}
