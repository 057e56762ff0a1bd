import Diagnostics
import Model
import Reports
import Syntax

extension Conversation {
  /// Where a name is declared and used.
  func help(on name: String) -> Reply {
    let names = session.outcome.standard.names
    let entities = names.entities(spelled: name)
    guard !entities.isEmpty else {
      // Of a kind of clause one is enough.
      let clauses = Keyword(spelling: name) == nil ? clauses(called: name) : []
      if !clauses.isEmpty { return Reply(text: DisplayWidth.printableLines(clauses.joined())) }
      if let word = words(on: name) { return Reply(text: word) }
      let declared = names.declarations.map(\.name.text)
      let nearest =
        NearestName.of(name, among: declared) ?? declared.filter { $0.contains(name) }.min { $0.count < $1.count }
      let unknown = Diagnostic(ModelProblem.unknownName(name, nearest: nearest, split: nil), at: .argument(name))
      return Reply(text: words(of: [unknown]), isMistake: true)
    }
    let clauses = clauses(called: name).joined()
    return Reply(
      text: self.text.render(Report([.list(entities.map { told($0, names) })])) + DisplayWidth.printableLines(clauses))
  }

  /// What a command does, or which word of the language it is.
  private func words(on name: String) -> String? {
    let bare = ReplInputs.isCommand(name) ? name.dropFirst().trimmed : name
    if let command = ReplCommand(named: bare) { return page(of: command) }
    return Keyword(spelling: name).map { word in
      let told = say(
        "\(word.chinese) / \(word.english)：规则语言的词，写法见 Grammar.md。\n",
        "\(word.english) / \(word.chinese): a word of the rules language; see Grammar.md.\n")
      let shown = example(of: word)
      return shown.isEmpty ? told : told + say("例如\n", "Such as\n") + DisplayWidth.printableLines(shown)
    }
  }

  /// How the standard itself uses a word, or how it is amended by it.
  private func example(of word: Keyword) -> String {
    let outline = session.current.outline
    let printer = OutlinePrinter(outline)
    let item = outline.keyed.first { $0.clause.kind == .item }.map { ($0.clause.kind.spelling(language), $0.key.name) }
    switch word {
    case .amend:
      let standard = session.outcome.standard
      let parameter = standard.parameters.firstNonNil { parameter in
        standard.amendment(ofParameter: parameter.name, to: "", language)
      }
      return "  " + (parameter ?? "") + "\n"
    case .remove: return item.map { "  \(word.spelling(language)) \($0.0) \($0.1)\n" } ?? ""
    case .insert:
      return say("  新增 提醒 试一试 “说明”\n    条件 是\n", "  insert advisory trial \"what it says\"\n    condition yes\n")
    default:
      let kind = ClauseKind(word)
      let found = outline.keyed.first { _, clause in
        clause.kind == kind || clause.fields.contains { $0.keyword == word }
      }
      // Of an item its whole path.
      return found.map { clauses(called: $0.key.name).first ?? printer.text(of: $0.clause) } ?? ""
    }
  }

  private func told(_ entity: NameIndex.Entity, _ names: NameIndex) -> String {
    func each(_ texts: [String]) -> [String] { texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
    func lines(_ ranges: [SourceRange]) -> String {
      each(ranges.map(session.current.sources.line)).joined(separator: say("、", ", "))
    }
    let what =
      switch entity {
      case .clause(let key): key.kind.spelling(language) + " " + key.name
      case .option(let option, _): say("选项 ", "option ") + option
      case .column(let column, let fact): fact + say("的 ", ".") + column
      }
    let declared = names.declarations(of: entity)
    let others = each(declared.map(\.text)).dropFirst().map { " / " + $0 }.joined()
    let used = names.uses(of: entity)
    return what + others + say("：定于 ", ": declared at ") + lines(declared.map(\.range))
      + (used.isEmpty ? "" : say("，用于 ", ", used at ") + lines(used))
  }
}
