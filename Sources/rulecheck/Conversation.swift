import Diagnostics
import Evaluation
import Model
import Reports
import Sheets
import Syntax
import Workbench

/// The REPL without its terminal: one input, one reply. An input is an expression, clauses of the rules language, or a
/// command that begins with a colon.
struct Conversation {
  /// What is said to an input; thrown where it makes no sense.
  struct Reply: Error {
    var text = ""
    /// Something was wrong with the input; the session is as it was.
    var isMistake = false
    var ends = false
  }

  /// Where the rules and sheets are, for reading them again.
  let workbench: Workbench
  let rules: String
  let sheets: [String]
  let language: Language
  private(set) var session: Session
  var community: String?
  /// Entries of the last session, until they are taken up; nil where no session is kept.
  var earlier: [Session.Entry]?
  /// Amendments made since the last save.
  private var unsaved = false
  /// Files that this session has written.
  private var written: Set<String> = []
  /// A file that was there already, for which the last input asked, and the one before it.
  private var overwriting: (asked: String?, confirmed: String?)

  init(_ session: Session, _ workbench: Workbench, rules: String, sheets: [String], language: Language) {
    self.session = session
    self.workbench = workbench
    self.rules = rules
    self.sheets = sheets
    self.language = language
  }

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }
  private var text: TextRenderer { TextRenderer() }

  /// What the prompt shows: the standard, and how many entries are in effect.
  var prompt: String {
    let name = session.base.standard?.name ?? ""
    return session.entries.isEmpty ? name + "> " : "\(name)[\(session.entries.count)]> "
  }

  /// What is said at the start.
  var greeting: String {
    let title = session.base.standard?.title ?? ""
    var text = say(
      "\(title)，小区 \(session.outcome.results.count) 个。:帮助 看用法，:退出 结束。\n",
      "\(title), \(session.outcome.results.count) communities. :help tells how, :quit leaves.\n")
    if let earlier, !earlier.isEmpty {
      text += say(
        "上次有 \(earlier.count) 步没有做完，:接着 可以接着做。\n",
        "\(earlier.count) steps of the last session can be taken up with :resume.\n")
    }
    return text
  }

  mutating func respond(to input: String) -> Reply {
    overwriting = (nil, overwriting.asked)
    let trimmed = input.trimmed
    if trimmed.isEmpty || trimmed.hasPrefix("#") { return Reply() }
    return reply { conversation in
      if trimmed.hasPrefix(":") || trimmed.hasPrefix("：") {
        return try conversation.command(trimmed.dropFirst().trimmed)
      }
      return try Self.isClause(trimmed) ? conversation.perform(.amendment(trimmed)) : conversation.evaluate(trimmed)
    }
  }

  /// What is said to an input, or of what is wrong with it.
  private mutating func reply(_ answer: (inout Conversation) throws -> Reply) -> Reply {
    do {
      return try answer(&self)
    } catch {
      return error as? Reply ?? Reply(text: words(of: error), isMistake: true)
    }
  }

  /// Whether a text begins as a clause does, and is no expression.
  static func isClause(_ text: String) -> Bool {
    let word = text.prefix { !$0.isWhitespace && !$0.isNumber }
    return Keyword(spelling: String(word))?.role == .opening
  }

  /// Whether a clause as typed so far lacks the fields without which it says nothing.
  static func isUnfinished(_ text: String) -> Bool {
    let clauses = Parser.outline(of: SourceFile(name: "", text: text)).outline.clauses
    guard let last = clauses.last, last.action == .declare || last.action == .insert else { return false }
    return last.kind.row.traits.contains(.needsFields) && last.fields.isEmpty
  }

  // MARK: Trying out

  private func words(of error: any Error) -> String {
    switch error {
    case let refusal as Session.Refusal: words(of: Array(refusal.diagnostics.prefix(10)))
    case let problem as FileProblem: words(of: [Diagnostic(problem, at: .file(rules))])
    case let problem as any Problem:
      [problem.wording(language).sentence, problem.wording(language).remedy].compactMap { $0 }
        .joined(separator: say("", " ")) + "\n"
    default: ""
    }
  }

  func words(of diagnostics: [Diagnostic]) -> String {
    let renderer = DiagnosticRenderer(language: language)
    return diagnostics.map { renderer.render($0) }.joined(separator: "\n")
  }

  private func mistake(_ chinese: String, _ english: String) -> Reply {
    Reply(text: say(chinese, english) + "\n", isMistake: true)
  }

  private mutating func perform(_ entry: Session.Entry) throws -> Reply {
    let before = session.current
    let effect = try session.perform(entry)
    unsaved = true
    return told(effect, since: before)
  }

  /// What changed in the standard, what that does, and whether the weights add up.
  private func told(_ effect: Effect, since before: Workbench.Loaded) -> Reply {
    let words = DifferenceWords(language: language)
    var blocks: [Report.Block] = []
    let differences = StandardComparison(before.outline, session.current.outline).differences
    if !differences.isEmpty { blocks.append(.list(differences.map(words.of))) }
    if !effect.after.results.isEmpty {
      blocks.append(.paragraph(EffectReport(effect, language: language).summary))
    }
    if let unfinished = session.unfinished {
      let sentence = unfinished.problem.wording(language).sentence
      blocks.append(
        .paragraph(say("分值尚未配平，先照此计算。", "The weights do not add up yet; worked out as they are. ") + sentence))
    }
    return Reply(text: text.render(Report(blocks)))
  }

  private func evaluate(_ expression: String) throws -> Reply {
    do throws(Session.Refusal) {
      let explanation = try session.evaluate(expression, for: community)
      return Reply(text: text.render(Report([.tree([explanationTree(explanation, language: language)])])))
    } catch {
      guard let command = ReplCommand(named: expression) else { throw error }
      let hint = mistake("命令以冒号开头：:\(command.chinese)", "Commands begin with a colon: :\(command.english)")
      throw Reply(text: words(of: error) + hint.text, isMistake: true)
    }
  }

  /// Makes the entries of the last session; one that no longer fits is told and left out.
  mutating func resume() -> Reply {
    let before = session.entries.count
    let mistakes = (earlier ?? []).map { entry in reply { try $0.perform(entry) } }.filter(\.isMistake)
    earlier = []
    let count = session.entries.count - before
    return Reply(
      text: mistakes.map(\.text).joined() + say("接着上次：\(count) 步。\n", "Taken up again: \(count) steps.\n"),
      isMistake: !mistakes.isEmpty)
  }

  // MARK: Commands

  private mutating func command(_ line: String) throws -> Reply {
    let name = String(line.prefix { !$0.isWhitespace })
    let operand = String(line.dropFirst(name.count)).trimmed
    guard let command = ReplCommand(name) else {
      let nearest = ReplCommand.nearest(name).map { say("是不是想写 :\($0)？", "Did you mean :\($0)?") }
      let all = say("输入 :帮助 看全部命令。", ":help lists all commands.")
      throw mistake("没有命令“:\(name)”。" + (nearest ?? all), "There is no command “:\(name)”. " + (nearest ?? all))
    }
    switch command {
    case .community: return try choose(operand)
    case .rank:
      let report = OutcomeReport(session.outcome, language: language, level: .categories).report
      return Reply(text: text.render(Report(Array(report.blocks.prefix(3)))))
    case .explain: return try explain(operand)
    case .missing: return missing()
    case .facts: return try facts(operand)
    case .set: return try set(operand)
    case .diff: return diff()
    case .compare: return compare()
    case .undo, .redo: return try step(command)
    case .amendments:
      let list = session.amendments.joined(separator: "\n")
      return Reply(text: list.isEmpty ? say("还没有改动。\n", "No amendments yet.\n") : list + "\n")
    case .check:
      let found = session.current.diagnostics
      return Reply(text: found.isEmpty ? say("没有错误。\n", "No errors.\n") : words(of: found))
    case .test:
      return Reply(
        text: ExampleReport(ExampleRunner.run(session.current), session.current.sources, language).text)
    case .reload: return try reload()
    case .resume:
      if earlier?.isEmpty ?? true { throw mistake("没有可以接着做的。", "There is nothing to take up.") }
      return resume()
    case .save: return try save(operand)
    case .help: return operand.isEmpty ? Reply(text: help) : help(on: operand)
    case .quit: return quit()
    }
  }

  private var names: [String] { session.outcome.results.map { session.outcome.sheet($0).name } }

  private mutating func choose(_ name: String) throws -> Reply {
    if name.isEmpty {
      return Reply(text: text.render(Report([.list(names.isEmpty ? [say("没有事实表", "no sheets")] : names)])))
    }
    community = session.outcome.sheet(try session.outcome.result(of: name)).name
    return try explain("0")
  }

  /// Of the community that is chosen, as long as the sheets have it.
  private var result: SheetResult? {
    session.outcome.results.first { session.outcome.sheet($0).name == community }
  }

  private var chosen: SheetResult {
    get throws {
      guard let result else { throw UnknownName.noCommunity(known: names) }
      return result
    }
  }

  /// - Parameter item: `0` for the summary only.
  private func explain(_ item: String) throws -> Reply {
    let explanation = ExplanationReport(session.outcome, try chosen, language: language)
    guard let report = explanation.report(item: item.isEmpty || item == "0" ? nil : item) else {
      throw mistake(
        "标准里没有“\(item)”。写成 3.4、原则1 或 要件M3。", "The standard has no “\(item)”. Write 3.4, gate1 or requirementM3.")
    }
    return Reply(text: text.render(item == "0" ? Report(Array(report.blocks.prefix(2))) : report))
  }

  private func missing() -> Reply {
    let report = OutcomeReport(session.outcome, language: language, level: .categories)
    let wanted = community == nil ? session.outcome.results : [result].compactMap { $0 }
    return list(wanted.compactMap { report.missing($0) }, none: say("没有缺少的事实。\n", "No facts are missing.\n"))
  }

  private func list(_ lines: [String], none: String) -> Reply {
    Reply(text: lines.isEmpty ? none : text.render(Report([.list(lines)])))
  }

  private func facts(_ part: String) throws -> Reply {
    let result = try chosen
    let standard = session.outcome.standard
    let lines = standard.facts.indices.filter { index in
      let fact = standard.facts[index]
      return part.isEmpty || fact.name.contains(part) || fact.alias?.contains(part) == true
    }.map { standard.facts[$0].name + say("：", ": ") + stated($0, of: result) }
    return Reply(text: text.render(Report([.list(lines)])))
  }

  /// What a sheet states of a fact.
  private func stated(_ fact: Int, of result: SheetResult) -> String {
    let type = session.outcome.standard.facts[fact].type
    return session.outcome.stated(fact, by: result).described(language) {
      $0.text(as: type, english: language == .en)
    }
  }

  private mutating func set(_ operand: String) throws -> Reply {
    guard let community else { throw UnknownName.noCommunity(known: names) }
    let name = String(operand.prefix { !$0.isWhitespace && $0 != "=" && $0 != "＝" })
    let rest = String(operand.dropFirst(name.count)).trimmed
    let value = rest.hasPrefix("=") || rest.hasPrefix("＝") ? String(rest.dropFirst()).trimmed : rest
    guard !name.isEmpty, !value.isEmpty else {
      throw mistake("写成 :设定 事实 值；值写 未填 就是去掉。", "Write :set FACT VALUE; is_missing takes the value away.")
    }
    let fact = session.outcome.standard.fact(named: name)
    func stated() -> String? { fact.flatMap { fact in result.map { self.stated(fact, of: $0) } } }
    let before = stated()
    var reply = try perform(
      .fact(community: community, fact: name, value: Keyword(spelling: value) == .isMissing ? "" : value))
    if let before, let after = stated() {
      reply.text = "  \(community) \(name)\(say("：", ": "))\(before) → \(after)\n" + reply.text
    }
    return reply
  }

  private var comparing: Comparing { Comparing(session.base, session.current) }

  private func diff() -> Reply {
    list(
      comparing.differences.map(DifferenceWords(language: language).of),
      none: say("没有改动。\n", "Nothing is different.\n"))
  }

  private func compare() -> Reply {
    guard let base = session.base.standard, let current = session.current.standard else { return Reply() }
    let comparing = comparing
    let report = ComparisonReport(
      titles: (base.title, current.title + say("（改动后）", " (amended)")), differences: comparing.differences,
      effect: comparing.effect(on: (session.baseOutcome.table, session.outcome.table)), language: language)
    return Reply(text: text.render(report.report))
  }

  private mutating func step(_ command: ReplCommand) throws -> Reply {
    let before = session.current
    guard let (entry, effect) = command == .undo ? session.undo() : session.redo() else {
      throw command == .undo
        ? mistake("没有可以撤销的。", "There is nothing to take back.") : mistake("没有可以重做的。", "There is nothing to make again.")
    }
    unsaved = true
    let what =
      switch entry {
      case .amendment(let text): text
      case .fact(let community, let fact, let value): "\(community) \(fact) = \(value)"
      }
    var reply = told(effect, since: before)
    let verb = command == .undo ? say("撤销：", "taken back: ") : say("重做：", "made again: ")
    reply.text = verb + what + "\n" + reply.text
    return reply
  }

  private mutating func reload() throws -> Reply {
    let before = session.current
    let effect = try session.reload(
      try workbench.load(rules), sheets: try workbench.sheetFiles(under: sheets).files)
    return told(effect, since: before)
  }

  private func quit() -> Reply {
    guard unsaved, !session.amendments.isEmpty else { return Reply(ends: true) }
    let kept = earlier == nil ? "" : say("；下次输入 :接着 可以接着做", "; :resume goes on with them next time")
    return Reply(text: say("改动没有保存", "The amendments are not saved") + kept + say("。", ".") + "\n", ends: true)
  }

  private var help: String {
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
    let lines = ReplCommand.allCases.map { command -> String in
      let own = [command.chinese, command.english]
      let names = (language == .zh ? own : own.reversed()).map { ":\($0)" } + [command.row.operands(language)]
      let opening = names.joined(separator: " ")
      let filler = String(repeating: " ", count: max(1, 32 - DisplayWidth.of(opening)))
      return "  " + opening + filler + command.row.summary(language) + "\n"
    }
    return intro + lines.joined()
  }

  // MARK: Saving

  private mutating func save(_ path: String) throws -> Reply {
    guard !path.isEmpty else { throw mistake("写成 :保存 文件名.rules。", "Write :save FILE.rules.") }
    guard path.lowercased().hasSuffix(".rules") else {
      throw mistake("规则文件名以 .rules 结尾：“\(path)”不行。", "The name of a rules file ends in .rules; “\(path)” does not.")
    }
    guard !session.amendments.isEmpty else { throw mistake("还没有改动可以保存。", "There are no amendments to save.") }
    let file = workbench.files.absolute(path)
    if file == workbench.files.absolute(rules) {
      throw mistake(
        "\(path) 是这次改动所继承的，不能存回它自己。换一个文件名。",
        "\(path) is what the amendments inherit from; save them to another file.")
    }
    if !written.contains(file), overwriting.confirmed != file, workbench.files.exists(path) {
      overwriting.asked = file
      throw mistake(
        "已经有 \(path)。再输入一遍就覆盖它，或换一个文件名。",
        "\(path) is there already. Say so again to replace it, or take another name.")
    }
    guard try workbench.save(session, from: rules, to: path) else {
      throw mistake(
        "存下来的标准与现在的不一致，没有写入。", "What would be saved is not the same standard as now; nothing was written.")
    }
    unsaved = false
    written.insert(file)
    var text = say("已存入 \(path)，继承 \(rules)。\n", "Saved to \(path), inheriting \(rules).\n")
    if session.unfinished != nil { text += say("分值尚未配平，改好之前不能用来评选。\n", "Its weights do not add up yet.\n") }
    if session.entries.count > session.amendments.count {
      text += say("假设的事实不在其中。\n", "Facts that were supposed are not part of it.\n")
    }
    return Reply(text: text)
  }
}
