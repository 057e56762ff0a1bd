import Diagnostics
import Model
import Reports

extension Conversation {
  /// Where a name is declared and used.
  func help(on name: String) -> Reply {
    let names = session.outcome.standard.names
    let entities = names.entities(spelled: name)
    guard !entities.isEmpty else {
      let nearest = NearestName.of(name, among: names.declarations.map(\.name.text))
      let unknown = Diagnostic(ModelProblem.unknownName(name, nearest: nearest, split: nil), at: .argument(name))
      return Reply(text: words(of: [unknown]), isMistake: true)
    }
    return Reply(text: TextRenderer().render(Report([.list(entities.map { told($0, names) })])))
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
