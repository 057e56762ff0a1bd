import Reports

extension Command {
  static let show = Command(
    names: Bilingual("显示", "show"), usage: Bilingual("show 规则 [--origin]", "show RULES [--origin]"),
    summary: Bilingual("继承之后的整份标准，各处出自哪里", "the standard after inheritance, and what set each value"),
    options: [origin] + SharedOptions.settings,
    // The text that it writes is a rules file.
    textEndings: ["rules"]
  ) { run in
    try run.refuseSheets()
    let (loaded, standard, console) = try run.standard(isQuoted: !run.invocation.has(origin))
    // As of a day the editions of that day; otherwise all of them.
    let isOfADay = try run.settings.contains { $0.name == nil }
    let outline = isOfADay ? loaded.outline.inForce.settled(with: standard.examples) : loaded.outline
    try run.write(lines: ShownStandard.text(outline, origin: run.invocation.has(origin)), console)
    return .success
  }

  private static let origin = Switch(
    Bilingual("--来历", "--origin"), Bilingual("标明每个值出自哪个文件哪一行", "show the file and line behind each value"))
}
