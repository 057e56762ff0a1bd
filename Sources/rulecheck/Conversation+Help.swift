import Diagnostics
import Model
import Quantities
import Reports
import Syntax

extension Conversation {
  var help: String {
    let intro = say(
      """
      输入三种内容：
        表达式      算给当前小区看，例如  物业费收费率 不低于 95%
        规则语言    改动标准，例如  修改 参数 名额 5 个
                    或者  删除 指标 物业服务.11
        命令        以冒号开头：

      """,
      """
      Type one of three things:
        an expression   worked out for the current community
        clauses         to amend the standard, such as  amend parameter quota 5
        a command       beginning with a colon:

      """)
    let files = say("命令后面写 > 文件名.txt，就把答复存成文件。\n", "With > FILE.txt behind a command its reply goes to that file.\n")
    return intro + ReplCommand.allCases.map(line).joined() + files
  }

  private func line(_ command: ReplCommand) -> String {
    let own = [command.chinese, command.english]
    let names = (language == .zh ? own : own.reversed()).map { ":\($0)" } + [command.row.operands(language)]
    let opening = "  " + names.joined(separator: " ")
    let start = 34
    func filled(_ text: String) -> String {
      text + String(repeating: " ", count: max(1, start - DisplayWidth.of(text)))
    }
    let room = max(20, width - start)
    var told = [command.row.summary(language)]
    if let example = example(of: command) {
      let shown = say("例如 ", "such as ") + example
      let together = told[0] + say("，", ", ") + shown
      told = DisplayWidth.of(together) <= room ? [together] : told + [shown]
    }
    let wrapping = TextRenderer(width: room)
    let lines = told.flatMap { text in
      wrapping.render(Report([.paragraph(text)])).split(separator: "\n").map(\.trimmed)
    }
    let first = DisplayWidth.of(opening) < start ? filled(opening) : opening + "\n" + filled("")
    return first + lines.joined(separator: "\n" + filled("")) + "\n"
  }

  /// What a command does, with an example and, where it is one of the program, its options.
  func page(of command: ReplCommand) -> String {
    let opening = [say(":\(command.chinese)", ":\(command.english)"), command.row.operands(language)]
    let first = opening.filter { !$0.isEmpty }.joined(separator: " ") + " " + command.row.summary(language)
    let more = [example(of: command).map { say("例如 ", "such as ") + $0 }, command == .path ? goalsTold.trimmed : nil]
    let page = text.render(Report([.paragraph(first), .list(more.compactMap { $0 })]))
    return page + (command.ofProgram.map { Help(language).options($0.options + [$0.output], width: width) } ?? "")
  }

  /// A line that could be typed now; nil where the command stands alone, or there is nothing that it could be about.
  func example(of command: ReplCommand) -> String? {
    let standard = session.outcome.standard
    let name = say(":\(command.chinese)", ":\(command.english)")
    func spelled(_ name: String, _ alias: String?) -> String { language == .en ? alias ?? name : name }
    func with(_ operand: String?) -> String? { operand.map { name + " " + $0 } }
    let facts = standard.facts.enumerated().filter { !standard.subjects.contains($0.offset) }.map(\.element)
    let amount = facts.first { $0.type == .percentage } ?? facts.first ?? standard.facts.first
    let fact = amount.map { spelled($0.name, $0.alias) }
    switch command {
    case .community: return with(names.first)
    case .explain:
      let category = standard.categories.indices.first { !standard.categories[$0].items.isEmpty }
      return with(category.map { standard.number(ofItem: 0, in: $0) })
    case .each, .facts: return with(fact)
    case .set:
      let truth = facts.first { $0.type == .truth }
      return with(
        truth.map { spelled($0.name, $0.alias) + say(" 是", " yes") } ?? fact.map { $0 + say(" 未填", " is missing") })
    case .show: return with(standard.parameters.first.map { spelled($0.name, $0.alias) } ?? fact)
    case .sweep: return with(swept(standard))
    case .path: return with(goals(language).flatMap { $0 }.last)
    case .compare: return with(say("另一份.rules", "other.rules"))
    case .trace: return with(say("通知.txt", "notice.txt"))
    case .save: return with(say("改动.rules", "amended.rules"))
    case .undo, .redo: return with("2")
    case .resume, .discard: return with("1")
    case .help: return with(say("路径", "path"))
    case .sensitivity: return with(say("--抽取 200", "--draws 200"))
    case .rank, .missing, .diff, .amendments, .check, .test, .plan, .sheets, .reload, .earlier, .quit: return nil
    }
  }

  /// The first parameter that is a number, with where it may go from what it is now.
  private func swept(_ standard: Standard) -> String? {
    for parameter in standard.parameters {
      guard case .number(let value)? = parameter.value, !value.isNegative else { continue }
      let step: Value
      switch parameter.type {
      case .percentage: step = .number(.fifth)
      case .number: step = .number(.one)
      case .truth, .date, .text, .choice, .choices, .records: continue
      }
      guard case .number(let one) = step, let more = try? value.adding(one).adding(one) else { continue }
      if case .number(let upper)? = parameter.upper, more > upper { continue }
      func text(_ number: Rational) -> String {
        (parameter.type == .percentage
          ? (try? number.multiplied(by: Rational(100)))?.shortText() ?? "" : number.shortText())
          + (parameter.type == .percentage ? "%" : "")
      }
      let name = language == .en ? parameter.alias ?? parameter.name : parameter.name
      return [name, text(value), text(more), text(one)].joined(separator: " ")
    }
    return nil
  }

  // MARK: Goals

  /// What a community may want to reach, as it may be typed; with two languages in both.
  func goals(_ languages: Language...) -> [[String]] {
    let standard = session.outcome.standard
    let total = standard.total.flatMap { try? $0.multiplied(by: Rational(9, over: 10)).shortText() }
    func words(_ chinese: String, _ english: String) -> [String] { languages.map { $0 == .zh ? chinese : english } }
    return (standard.selection == nil ? [] : [words("推荐", "selected")])
      + [words("有资格", "eligible")] + (total.map { [words("总分 \($0)", "total \($0)")] } ?? [])
      + standard.grades.map { [$0.name] } + [words("名次 3", "rank 3")]
  }

  var goalsTold: String {
    let name = say(":路径 ", ":path ")
    let all = goals(language).compactMap { $0.first.map { name + $0 } }
    return say("目标可以写 ", "Goals: ") + all.listed(language) + say("。\n", ".\n")
  }
}
