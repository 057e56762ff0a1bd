import Diagnostics
import Reports
import Sheets

/// What the program can do, for `rulecheck help`, and what a command can, for `rulecheck help COMMAND`.
struct Help {
  static let version = "0.3.0"

  private let language: Language

  init(_ language: Language) { self.language = language }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private func text(_ words: Bilingual) -> String { words(language) }

  /// All commands, and what they have in common.
  var overview: String {
    [
      say("rulecheck：用规则文件评选，逐条说明理由\n", "rulecheck: judges by rules files and gives the reason for every point\n"),
      say("用法\n", "Usage\n") + lines(Command.all.map { ("rulecheck " + usage($0), text($0.summary)) }),
      sheets,
      options(Command.evaluate.allOptions),
      exitCodes,
      say(
        "rulecheck help 命令 说明一个命令的全部选项。语言的写法见 Grammar.md。\n",
        "rulecheck help COMMAND lists all options of a command. Grammar.md describes the language.\n"),
    ].joined(separator: "\n")
  }

  func page(of command: Command) -> String {
    [
      "rulecheck \(usage(command))\n  \(text(command.summary))\n",
      options(command.allOptions),
      exitCodes,
    ].joined(separator: "\n")
  }

  /// What is typed; a page in Chinese has both names.
  private func usage(_ command: Command) -> String {
    let usage = text(command.usage)
    if language == .en { return usage }
    // What is done without a command word has one all the same.
    if command == .evaluate { return "[\(command.names.both)] " + usage }
    return usage.hasPrefix(command.name) ? command.names.both + usage.dropFirst(command.name.count) : usage
  }

  /// Options as a page lists them.
  ///
  /// - Parameter width: at which summaries are broken; nil for not at all.
  func options(_ options: [any OptionRow], width: Int? = nil) -> String {
    let rows = options.map(row).map { row in
      let parts = width.map { TextRenderer(width: max(20, $0 - 40)).render(Report([.paragraph(row.1)])) }
      return (row.0, parts.map { $0.split(separator: "\n").map(\.trimmed) } ?? [row.1])
    }
    return say("选项\n", "Options\n")
      + lines(rows.map { ($0.0, $0.1.joined(separator: "\n" + String(repeating: " ", count: 40))) })
  }

  private func row(_ option: any OptionRow) -> (String, String) {
    let name = language == .zh ? option.names.both : option.name
    return ([name, option.value.map(text)].compactMap { $0 }.joined(separator: " "), text(option.summary))
  }

  private func lines(_ rows: [(usage: String, summary: String)]) -> String {
    rows.map { usage, summary in
      let width = DisplayWidth.of(usage)
      let filler = width < 38 ? String(repeating: " ", count: 38 - width) : "\n" + String(repeating: " ", count: 40)
      return "  " + usage + filler + summary + "\n"
    }.joined()
  }

  private var sheets: String {
    say(
      "事实表可以是文件或文件夹：\(SheetForm.list(" ", " "))，可以混放。\n",
      "SHEETS are files or folders of \(SheetForm.list(", ", " and ")), in any mixture.\n")
  }

  private var exitCodes: String {
    say(
      """
      退出码
        0 成功
        1 已完成，但有示例未通过、事实表有错、无法计算或查出了问题
        2 规则文件有错
        3 用法不对
        4 文件读不了或写不成，或者要打印的没有送到

      """,
      """
      Exit codes
        0 success
        1 finished with findings: examples failed, sheets had errors, something could not be worked out
        2 invalid rules
        3 usage
        4 a file could not be read or written, or what was printed did not arrive

      """)
  }
}
