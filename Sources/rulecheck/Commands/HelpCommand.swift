extension Command {
  static let help = Command(
    names: Bilingual("帮助", "help"), usage: Bilingual("help [命令]", "help [COMMAND]"),
    summary: Bilingual("这份说明，或一个命令的说明", "this text, or that of a command")
  ) { run in
    let console = run.console(for: run.invocation.typed)
    let help = Help(console.language)
    try run.write(run.invocation.operands.first.flatMap(Command.named).map(help.page) ?? help.overview, console)
    return .success
  }

  static let version = Command(
    names: Bilingual("版本", "version"), usage: "--version", summary: Bilingual("版本", "the version")
  ) { run in
    try run.write("rulecheck \(Help.version)\n", run.console(for: nil))
    return .success
  }
}
