import Reports

extension Command {
  static let show = Command(
    name: "show", usage: Bilingual("show 规则 [--origin]", "show RULES [--origin]"),
    summary: Bilingual("继承之后的整份标准，各处出自哪里", "the standard after inheritance, and what set each value"),
    options: [origin] + SharedOptions.settings,
    // The text that it writes is a rules file.
    textEndings: ["rules"]
  ) { run in
    try run.refuseSheets()
    let (loaded, _, console) = try run.standard()
    try run.write(lines: ShownStandard.text(loaded.outline, origin: run.invocation.has(origin)), console)
    return .success
  }

  private static let origin = Switch(
    "--origin", Bilingual("标明每个值出自哪个文件哪一行", "show the file and line behind each value"))
}
