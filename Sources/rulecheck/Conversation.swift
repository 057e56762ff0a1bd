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
  var session: Session
  var community: String?
  /// Columns at which lines are broken.
  var width = 80
  /// What earlier sessions have left, the latest first, until it is taken up; nil where no session is kept.
  var earlier: [Journal.Leftover]?
  /// What is to be said of the folders of the sheets.
  var folderDiagnostics: [Diagnostic] = []
  /// Amendments made since the last save.
  var unsaved = false
  /// Files that this session has written, with the digest of what it wrote.
  var written: [String: String] = [:]
  /// A file that was there already, for which the last input asked, and the one before it.
  var overwriting: (asked: String?, confirmed: String?)

  init(_ session: Session, _ workbench: Workbench, rules: String, sheets: [String], language: Language) {
    self.session = session
    self.workbench = workbench
    self.rules = rules
    self.sheets = sheets
    self.language = language
  }

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }
  var text: TextRenderer { TextRenderer(width: width) }

  /// What the prompt shows: the standard, how many entries are in effect, and the community that is chosen.
  var prompt: String {
    let name = session.base.standard?.name ?? ""
    let count = session.entries.isEmpty ? "" : "[\(session.entries.count)]"
    return name + count + (community.map { " " + $0 } ?? "") + "> "
  }

  /// What is said at the start.
  var greeting: String {
    let title = session.base.standard?.title ?? ""
    var text = say(
      "\(title)，小区 \(session.outcome.results.count) 个。:帮助 看用法，:退出 结束。\n",
      "\(title), \(session.outcome.results.count) communities. :help tells how, :quit leaves.\n")
    if let earlier, let last = earlier.first {
      let count = last.entries.count
      text += say(
        "上次有 \(count) 步没有做完（\(last.time)），:接着 可以接着做，:丢弃 1 就不要了。\n",
        "\(count) steps of the last session (\(last.time)) can be taken up with :resume, or thrown away with :discard 1.\n"
      )
      if earlier.count > 1 {
        text += say(
          "再早还有 \(earlier.count - 1) 次没有做完的，:上次 列出各次。\n", "\(earlier.count - 1) more before it: :earlier lists them.\n")
      }
    }
    return text
  }

  /// The conversation as it goes on, and what is said.
  func answer(to input: String) -> (Conversation, Reply) {
    var next = self
    let reply = next.respond(to: input)
    return (next, reply)
  }

  mutating func respond(to input: String) -> Reply {
    overwriting = (nil, overwriting.asked)
    let trimmed = input.trimmed
    if trimmed.isEmpty || trimmed.hasPrefix("#") { return Reply() }
    return reply { conversation in
      if ReplInputs.isCommand(trimmed) {
        return try conversation.redirected(trimmed.dropFirst().trimmed)
      }
      if ReplCommand(named: trimmed.lowercased()) == .quit { return conversation.quit() }
      if let asked = Self.asked(trimmed) {
        return asked.isEmpty ? Reply(text: conversation.help) : conversation.help(on: asked)
      }
      return try Self.isClause(trimmed) ? conversation.perform(.amendment(trimmed)) : conversation.evaluate(trimmed)
    }
  }

  /// What `名额?` asks about; empty for a question mark alone.
  private static func asked(_ text: String) -> String? {
    guard let last = text.last, "?？".contains(last) else { return nil }
    let name = text.dropLast().trimmed
    return name.contains(where: { $0.isWhitespace || "“”\"".contains($0) }) ? nil : name
  }

  /// What is said to an input, or of what is wrong with it.
  mutating func reply(_ answer: (inout Conversation) throws -> Reply) -> Reply {
    do {
      return try answer(&self)
    } catch {
      return error as? Reply ?? Reply(text: words(of: error), isMistake: true)
    }
  }

  /// Whether a text begins as a clause does, and is no expression.
  static func isClause(_ text: String) -> Bool { firstKeyword(text)?.role == .opening }

  /// Whether a text begins as a part of a clause does.
  static func isField(_ text: String) -> Bool { firstKeyword(text)?.role == .field }

  /// Whether a clause is a heading for those below it.
  static func startsSection(_ text: String) -> Bool { firstKeyword(text) == .section }

  private static func firstKeyword(_ text: String) -> Keyword? {
    Keyword(spelling: String(text.prefix { !$0.isWhitespace && !$0.isDigit }))
  }

  /// Whether a clause as typed so far lacks the fields without which it says nothing.
  static func isUnfinished(_ text: String) -> Bool {
    let (outline, problems) = Parser.outline(of: SourceFile(name: "", text: text))
    guard let last = outline.clauses.last, last.fields.isEmpty, !problems.contains(where: \.isError) else {
      return false
    }
    return switch last.action {
    case .declare, .insert: last.kind.row.traits.contains(.needsFields) || last.kind.allows(.condition, last.action)
    // An amendment that says nothing yet is about something that follows.
    case .amend: last.title == nil && last.alias == nil && OutlinePrinter(outline).body(last).isEmpty
    case .remove: false
    }
  }

  /// Whether an expression as typed so far has brackets open, or ends with an operator.
  static func isOpen(_ text: String) -> Bool {
    let tokens = Token.all(in: text).filter { $0.kind != .end }
    let depth = tokens.reduce(0) { depth, token in
      guard case .sign(let sign) = token.kind else { return depth }
      return depth + (["(", "[", "{"].contains(sign) ? 1 : [")", "]", "}"].contains(sign) ? -1 : 0)
    }
    if depth > 0 { return true }
    return switch tokens.last?.kind {
    case .sign(let sign): ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", ","].contains(sign)
    case .word(_, let word): [.and, .or, .not, .conditional, .then, .otherwise].contains(word)
    case .number, .percentage, .date, .text, .invalid, .end, nil: false
    }
  }

  // MARK: Words

  func words(of error: any Error) -> String {
    switch error {
    case let refusal as Run.Refusal: words(of: Array(refusal.diagnostics.prefix(10)))
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

  func words(of entry: Session.Entry) -> String {
    switch entry {
    case .amendment(let text): text + "\n"
    case .fact(let community, let fact, let value):
      say("假设 ", "supposed: ")
        + "\(community) \(fact) = \(value.isEmpty ? Keyword.isMissing.spelling(language) : value)\n"
    }
  }

  func mistake(_ chinese: String, _ english: String) -> Reply {
    Reply(text: say(chinese, english) + "\n", isMistake: true)
  }

  // MARK: Commands

  /// The command at the beginning of a line, and what stands behind it.
  static func taken(_ line: String) -> (command: ReplCommand, operand: String)? {
    let name = String(line.prefix { !$0.isWhitespace })
    let rest = String(line.dropFirst(name.count)).trimmed
    return ReplCommand(name).map { ($0, rest) } ?? ReplCommand.joined(line)
  }

  mutating func command(_ line: String) throws -> Reply {
    guard let (command, operand) = Self.taken(line) else {
      let name = String(line.prefix { !$0.isWhitespace })
      let begun = ReplCommand.begun(name)
      let nearest =
        begun.count > 1
        ? say("这样开头的有 ", "These begin so: ") + begun.map { ":" + $0 }.listed(language)
        : ReplCommand.nearest(name).map { say("是不是想写 :\($0)？", "Did you mean :\($0)?") }
      let all = say("输入 :帮助 看全部命令。", ":help lists all commands.")
      throw mistake("没有命令“:\(name)”。" + (nearest ?? all), "There is no command “:\(name)”. " + (nearest ?? all))
    }
    if command.takesNothing, !operand.isEmpty {
      throw mistake(
        "“:\(command.chinese)”后面不用写什么，这里多出了“\(operand)”。",
        "Nothing stands behind :\(command.english); there is “\(operand)” too much.")
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
    case .compare: return try operand.isEmpty ? compare() : compare(with: operand)
    case .undo, .redo: return try step(command, operand)
    case .amendments:
      let list = session.entries.map(words).joined()
      return Reply(text: list.isEmpty ? say("还没有改动。\n", "No amendments yet.\n") : list)
    case .each: return try each(operand)
    case .show: return try show(operand)
    case .check:
      let found = session.current.diagnostics
      let text = found.isEmpty ? say("没有错误。\n", "No errors.\n") : words(of: found)
      return Reply(text: text + (unsavable ?? ""))
    case .test: return try test()
    case .reload: return try reload()
    case .sweep, .path, .sensitivity, .trace, .plan:
      return try command.ofProgram.map { try run(command, as: $0, operand) } ?? Reply()
    case .resume:
      return try resume(operand)
    case .earlier: return try listEarlier()
    case .discard: return try discard(operand)
    case .sheets: return tellSheets()
    case .save: return try save(operand)
    case .help: return operand.isEmpty ? Reply(text: help) : help(on: operand)
    case .quit: return quit()
    }
  }
}

extension Character {
  /// Whether it is one of ten digits, of either width; 参 and 百 are numbers too.
  var isDigit: Bool { unicodeScalars.first?.properties.numericType == .decimal }
}
