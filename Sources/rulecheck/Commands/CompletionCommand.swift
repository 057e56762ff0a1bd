extension Command {
  static let completion = Command(
    names: Bilingual("补全", "completion"), usage: "completion bash|zsh|fish",
    summary: Bilingual("打印让终端补全命令和选项的脚本", "print what lets a shell complete commands and options")
  ) { run in
    let words = ShellCompletion.Shell.allCases.map(\.rawValue)
    guard let shell = run.invocation.operands.first else {
      throw run.missing(Bilingual(stringLiteral: words.joined(separator: "|")))
    }
    guard let known = ShellCompletion.Shell(rawValue: shell) else {
      throw UsageProblem.badValue(option: "completion", value: shell, allowed: words)
    }
    try run.write(ShellCompletion().script(for: known), run.console(for: nil))
    return .success
  }
}
