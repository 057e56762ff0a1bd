import Diagnostics
import Evaluation
import Model
import Reports
import Sheets
import Syntax
import Workbench

/// What is tried out, and what that changes.
extension Conversation {
  mutating func perform(_ entry: Session.Entry) throws -> Reply {
    let before = session
    let effect: Effect
    do throws(Session.Refusal) {
      effect = try session.perform(entry)
    } catch {
      guard case .amendment(let text) = entry, let hint = looking(for: text) else { throw error }
      throw hint
    }
    if session.isSame(as: before) {
      session = before
      return Reply(text: unchanged)
    }
    unsaved = true
    var reply = told(effect, since: before.current)
    if case .amendment = entry { reply.text += unsavable ?? "" }
    return reply
  }

  private var unchanged: String { say("没有变化。\n", "Nothing changes.\n") }

  /// What changed in the standard, what that does, and whether the weights add up.
  func told(_ effect: Effect, since before: Workbench.Loaded) -> Reply {
    let words = DifferenceWords(language: language)
    var blocks: [Report.Block] = []
    let differences = StandardComparison(before.outline, session.current.outline).differences
    if !differences.isEmpty { blocks.append(.list(differences.map(words.of))) }
    if !effect.after.results.isEmpty {
      let report = EffectReport(effect, language: language)
      blocks.append(.paragraph(report.summary))
      if !report.details.isEmpty { blocks.append(.list(report.details)) }
    }
    if let unfinished = session.unfinished {
      let sentence = unfinished.problem.wording(language).sentence
      blocks.append(
        .paragraph(say("分值尚未配平，先照此计算。", "The weights do not add up yet; worked out as they are. ") + sentence))
    }
    return Reply(text: text.render(Report(blocks)))
  }

  func evaluate(_ expression: String) throws -> Reply {
    do throws(Session.Refusal) {
      let explanation = try session.evaluate(expression, for: community)
      var text = text.render(Report([.tree([explanationTree(explanation, language: language)])]))
      // The number of an item is a number too.
      if isItem(expression) { text += explaining(expression) }
      return Reply(text: text + (amending(expression).map(amendment) ?? ""))
    } catch {
      if let hint = hint(expression) { throw hint }
      let text = words(of: error)
      // What may be proposed for an expression leads away from what was meant.
      if let meant = amending(expression) ?? corrected(expression) {
        throw Reply(text: amendment(meant), isMistake: true)
      }
      throw Reply(text: text, isMistake: true)
    }
  }

  private func amendment(_ text: String) -> String {
    say("要改标准，写 \(text)\n", "To amend the standard, write: \(text)\n")
  }

  /// The amendment that a parameter with a value stands for: `名额 = 5`.
  private func amending(_ text: String) -> String? {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "=＝".contains($0) }.map(\.trimmed)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    return session.outcome.standard.amendment(ofParameter: parts[0], to: parts[1], language)
  }

  /// The amendment that was meant by plain words: `把名额改成5`.
  private func corrected(_ text: String) -> String? {
    let amended = Workbench.amended(
      session.current, by: [(name: "#", text: text)], tolerating: [.examples, .weights])
    let proposed = amended.diagnostics.compactMap { $0.isError ? $0.replacement : nil }.first
    return proposed.flatMap { Self.isClause($0) ? $0 : nil }
  }

  private func isItem(_ text: String) -> Bool { pathOfItem(text) != nil }

  /// `物业服务.4` for that, and for `3.4`.
  func pathOfItem(_ text: String) -> String? {
    let standard = session.outcome.standard
    for category in standard.categories.indices {
      for item in standard.categories[category].items.indices {
        let path = standard.key(of: .item(category, item)).name
        if [standard.number(ofItem: item, in: category), path].contains(text) { return path }
      }
    }
    return nil
  }

  private func explaining(_ item: String) -> String {
    say("要看这一条的理由，写 :解释 \(item)\n", "Why it has its points: :explain \(item)\n")
  }

  /// How to look at what a clause would declare, where its word stands alone.
  private func looking(for text: String) -> Reply? {
    let opening = text.prefix { $0.isLetter }
    let name = text.dropFirst(opening.count).trimmed
    if name.allSatisfy({ !$0.isWhitespace && $0 != "“" }), let word = Keyword(spelling: String(opening)),
      let kind = ClauseKind(word), !name.isEmpty
    {
      if kind == .item, isItem(name) { return Reply(text: explaining(name), isMistake: true) }
      if clauses(called: kind.chinese + name).isEmpty { return nil }
      return mistake(
        "标准里已经有 \(text)：要看它，写 :看 \(text)；要改它，写 修改 \(text)，下面接着写改成什么。",
        "There is \(text) already: :show \(text) shows it; to amend it, begin with: amend \(text)")
    }
    return switch Keyword(spelling: text) {
    case .selection: mistake("要看谁为什么入选，写 :解释 推荐", "To see why one is selected, write :explain selection")
    case .ranking: mistake("要看名次，写 :排名", "To see the ranks, write :rank")
    case let word?:
      mistake(
        "“\(text)”后面还要写内容，例子看 :帮助 \(word.chinese)", "Something stands behind “\(text)”: see :help \(word.english)")
    case nil: nil
    }
  }

  /// What was meant by an expression that is none: a command without its colon, a community, an item.
  private func hint(_ expression: String) -> Reply? {
    let word = String(expression.prefix { !$0.isWhitespace })
    let rest = expression.dropFirst(word.count)
    if let command = ReplCommand(named: word) {
      return mistake("命令以冒号开头：:\(command.chinese)\(rest)", "Commands begin with a colon: :\(command.english)\(rest)")
    }
    if names.contains(expression) {
      return mistake("要看这个小区，写 :小区 \(expression)", "To choose this one, write :community \(expression)")
    }
    if let name = names.filter({ expression.contains($0) }).max(by: { $0.count < $1.count }) {
      return mistake(
        "先写 :小区 \(name) 选定它，再写 :解释 看理由，或 :设定 事实 值 作假设。",
        "Choose it with :community \(name); then :explain tells why, and :set FACT VALUE supposes something.")
    }
    if ["入选", "推荐", "排名", "名次", "选上"].contains(where: expression.contains) {
      return mistake("谁入选、第几名，写 :排名", "Who is selected, and the ranks: :rank")
    }
    if isItem(expression) { return Reply(text: explaining(expression), isMistake: true) }
    if let scored = session.outcome.standard.names.entities(spelled: expression).first(where: \.hasPoints) {
      let (name, points) = (expression, say("\(expression) 的 得分", "\(expression) of score"))
      return mistake(
        "“\(name)”是\(scored.kindName(.zh))：要看得了多少分，写 \(points)；要看这一句，写 :看 \(name)。",
        "“\(name)” is a \(scored.kindName(.en)): its points are \(points), and :show \(name) shows the clause.")
    }
    if Self.isField(expression), rest.contains(where: { !$0.isWhitespace }) {
      return mistake(
        "“\(word)”写在一句的下面，自己不成一句：先写那一句，例如 修改 指标 …，回车，再写它。",
        "“\(word)” stands below a clause and is none itself: begin with the clause, such as amend item …, then Enter, then this."
      )
    }
    return nil
  }

  mutating func set(_ operand: String) throws -> Reply {
    let name = String(operand.prefix { !$0.isWhitespace && $0 != "=" && $0 != "＝" })
    let rest = String(operand.dropFirst(name.count)).trimmed
    let value = Self.plain(rest.hasPrefix("=") || rest.hasPrefix("＝") ? String(rest.dropFirst()).trimmed : rest)
    if let amendment = session.outcome.standard.amendment(ofParameter: name, to: value, language) {
      throw mistake(
        "“\(name)”是参数，各个小区都一样，不是哪个小区的事实。要改它，写 \(amendment)。",
        "“\(name)” is a parameter, the same for all, and no fact of a community. To change it, write: \(amendment)")
    }
    let entities = session.outcome.standard.names.entities(spelled: name)
    if entities.contains(where: { $0.key(of: .definition) != nil }) {
      throw mistake(
        "“\(name)”是算出来的，不能直接设定；设定它用到的事实，或者用 修改 定义 改它的算法。",
        "“\(name)” is worked out: set the facts it is made of, or amend the definition.")
    }
    guard let community else { throw UnknownName.noCommunity(known: names) }
    guard !name.isEmpty, !value.isEmpty else {
      throw mistake("写成 :设定 事实 值；值写 未填 就是去掉。", "Write :set FACT VALUE; is_missing takes the value away.")
    }
    let fact = session.outcome.standard.fact(named: name)
    if let fact, session.outcome.standard.subjects.contains(fact) {
      throw mistake(
        "“\(name)”说的是哪一个小区，不能假设成别的。", "“\(name)” tells which community it is, and cannot be supposed to differ.")
    }
    let standing = result.map { ExplanationReport(session.outcome, $0, language: language).summary }
    func stated() -> String? { fact.flatMap { fact in result.map { self.stated(fact, of: $0) } } }
    let before = stated()
    var reply = try perform(
      .fact(community: community, fact: name, value: Keyword(spelling: value) == .isMissing ? "" : value))
    if let before, let after = stated(), after != before {
      var lines = ["\(community) \(name)\(say("：", ": "))\(before) → \(after)"]
      let now = result.map { ExplanationReport(session.outcome, $0, language: language).summary }
      if let standing, let now {
        lines.append(standing == now ? now : standing + " → " + now)
      }
      reply.text = text.render(Report([.list(lines)])) + reply.text
    }
    return reply
  }

  /// A value as a sheet would state it: without the quotation marks or braces that the rules language wants.
  private static func plain(_ value: String) -> String {
    if let first = value.first, let last = value.last, "{｛".contains(first), "}｝".contains(last), value.count > 1 {
      return value.dropFirst().dropLast().split { "，,".contains($0) }.map { unquoted($0.trimmed) }.joined(
        separator: "，")
    }
    return unquoted(value)
  }

  static func unquoted(_ text: String) -> String {
    guard text.count > 1, let first = text.first, let last = text.last, "“\"‘'".contains(first), "”\"’'".contains(last)
    else { return text }
    return text.dropFirst().dropLast().trimmed
  }

  /// - Parameter operand: how many steps; one if empty.
  mutating func step(_ command: ReplCommand, _ operand: String) throws -> Reply {
    let isUndo = command == .undo
    let available = isUndo ? session.entries.count : session.undoneCount
    guard available > 0 else {
      throw isUndo
        ? mistake("没有可以撤销的。", "There is nothing to take back.") : mistake("没有可以重做的。", "There is nothing to make again.")
    }
    let isAll = ["全部", "all"].contains(operand)
    guard let count = operand.isEmpty ? 1 : isAll ? available : Int(operand), count > 0 else {
      throw mistake(
        "这里写几步，例如 :\(command.chinese) 2。", "Write how many steps, such as :\(command.english) 2.")
    }
    guard count <= available else {
      throw isUndo
        ? mistake("能撤销的只有 \(available) 步。", "No more than \(available) can be taken back.")
        : mistake("能重做的只有 \(available) 步。", "No more than \(available) can be made again.")
    }
    let before = session
    let verb = isUndo ? say("撤销：", "taken back: ") : say("重做：", "made again: ")
    var lines = ""
    for _ in 0..<count {
      guard let (entry, _) = isUndo ? session.undo() : session.redo() else { break }
      lines += verb + words(of: entry)
    }
    unsaved = true
    var reply = told(Effect(before: before.outcome, after: session.outcome), since: before.current)
    reply.text = lines + reply.text
    return reply
  }

  mutating func reload() throws -> Reply {
    let before = session
    let files = try workbench.sheetFiles(under: sheets)
    let effect = try session.reload(try workbench.load(rules), sheets: files.files)
    folderDiagnostics = files.diagnostics
    var reply = session.isSame(as: before) ? Reply(text: unchanged) : told(effect, since: before.current)
    let errors = session.sheetDiagnostics.count(where: \.isError)
    if errors > 0 {
      reply.text += say("事实表有 \(errors) 处错误，:表 再说一遍。\n", "\(errors) errors in the sheets: :sheets tells them again.\n")
    }
    return reply
  }
}

extension NameIndex.Entity {
  /// Whether it is a clause that gives points, and is called by its name.
  fileprivate var hasPoints: Bool { Self.scored.contains { key(of: $0) != nil } }

  fileprivate func kindName(_ language: Language) -> String {
    Self.scored.first { key(of: $0) != nil }?.spelling(language) ?? ""
  }

  private static let scored: [ClauseKind] = [.category, .bonus, .deduction]
}
