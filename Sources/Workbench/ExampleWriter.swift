import Analysis
import Diagnostics
import Model
import Quantities
import Syntax

/// Writes examples as a rules file has them.
struct ExampleWriter {
  private let standard: Standard
  private let language: Language

  init(_ standard: Standard, _ language: Language) {
    self.standard = standard
    self.language = language
  }

  private var isChinese: Bool { language == .zh }
  private var comma: String { isChinese ? "，" : ", " }

  private func word(_ keyword: Keyword) -> String { keyword.spelling(language) }

  /// So many facts stand on a line.
  private static let width = 5

  func text(_ title: String, _ draft: ExampleDraft, _ expected: Example.Expected) -> String {
    var lines = [word(.example) + " " + quoted(title)]
    if let base = draft.base { lines.append("  " + word(.like) + " " + quoted(base.title)) }
    for start in stride(from: 0, to: draft.given.count, by: Self.width) {
      let part = draft.given[start..<min(start + Self.width, draft.given.count)]
      lines.append("  " + word(.given) + " " + list(part))
    }
    for others in draft.others {
      let count =
        others.count == 1 ? "" : isChinese ? "\(others.count) 个：" : "\(others.count): "
      lines.append("  " + word(.others) + " " + count + list(others.given[...]))
    }
    lines.append("  " + word(.expect) + " " + text(expected))
    return lines.map { $0 + "\n" }.joined()
  }

  /// What it tells apart, as no other example is called.
  func title(of mutation: Mutation, besides titles: Set<String>) -> String {
    let changes = mutation.changes.map { change in
      isChinese ? "是\(change.old)不是\(change.new)" : "\(change.old), not \(change.new)"
    }
    let plain = mutation.clause.text(language) + (isChinese ? "：" : ": ") + changes.joined(separator: comma)
    let title = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ").filter { !"“”\"＂「」".contains($0) }
    return (0...).lazy.map { $0 == 0 ? title : "\(title) (\($0 + 1))" }.first { !titles.contains($0) } ?? title
  }

  private func list(_ given: ArraySlice<Example.Given>) -> String {
    given.map { assignment in
      let fact = standard.facts[assignment.fact]
      return fact.name + " = " + (assignment.value.map { literal($0, fact.type) } ?? word(.isMissing))
    }.joined(separator: comma)
  }

  // MARK: Values

  private func quoted(_ text: String) -> String {
    if isChinese, !text.contains(where: { "“”".contains($0) }) { return "“\(text)”" }
    return Quoting.quoted(text)
  }

  private func literal(_ value: Value, _ type: ValueType) -> String {
    let (open, close) = isChinese ? ("（", "）") : ("(", ")")
    switch (value, type) {
    case (.truth(let truth), _): return word(truth ? .yes : .no)
    case (.date(let date), _) where isChinese:
      let parts = date.text.split(separator: "-").compactMap { Int($0) }
      return parts.count == 3 ? "\(parts[0])年\(parts[1])月\(parts[2])日" : date.text
    case (.text(let text), _): return quoted(text)
    case (.choice(let index), .choice(let options, _)): return option(options[index])
    case (.choices(let bits), .choices(let options)):
      return "{"
        + options.indices.filter { bits & (1 << UInt64($0)) != 0 }.map { option(options[$0]) }.joined(separator: comma)
        + "}"
    case (.records(let rows), .records(_, let columns)):
      let written = rows.map { row in
        open
          + zip(row, columns).map { cell, column in cell.map { literal($0, column.type) } ?? word(.isMissing) }
          .joined(separator: comma) + close
      }
      return "{" + written.joined(separator: comma) + "}"
    case (.number, _), (.date, _), (.choice, _), (.choices, _), (.records, _): return value.literal(of: type)
    }
  }

  /// An option by its word, where that is no keyword.
  private func option(_ text: String) -> String {
    let tokens = Token.all(in: text)
    if let first = tokens.first, case .word(text, _) = first.kind, first.keyword == nil { return text }
    return quoted(text)
  }

  // MARK: Expectations

  private func text(_ expected: Example.Expected) -> String {
    switch expected.subject {
    case .total: return word(.total) + " " + outcome(expected, .plainNumber)
    case .grade: return word(.grade) + " " + outcome(expected, .plainNumber)
    case .selection, .eligibility:
      let whole: Keyword = if case .selection = expected.subject { .selection } else { .eligible }
      guard case .word(let keyword) = expected.outcome else { return word(whole) }
      return [.tied, .unverified].contains(keyword) ? word(whole) + " " + word(keyword) : word(keyword)
    case .requirement(let index):
      let requirement = standard.requirements[index]
      return ClauseName(requirement.kind.clause, requirement.id).text(language) + " " + outcome(expected, .plainNumber)
    case .determination(let index):
      let determination = standard.determinations[index]
      return ClauseName(.determination, determination.name).text(language) + " "
        + outcome(expected, determination.type)
    case .score(let path):
      let key = standard.key(of: path)
      let name = ClauseName(key.kind, key.name).text(language)
      if case .word = expected.outcome { return name + " " + outcome(expected, .plainNumber) }
      return name + " " + word(.score) + " " + outcome(expected, .plainNumber)
    }
  }

  private func outcome(_ expected: Example.Expected, _ type: ValueType) -> String {
    switch expected.outcome {
    case .word(let keyword): return word(keyword)
    case .grade(let name): return name
    case .value(let value): return literal(value, type)
    case .amountOrUnscored(let points):
      return amount(points) + " " + word(.or) + " " + word(.unscored)
    case .amount(let points): return amount(points)
    }
  }

  private func amount(_ points: Interval) -> String {
    let unit = isChinese ? "分" : "points"
    let least = points.least.value?.exactText ?? ""
    if points.isExact { return least + " " + unit }
    return least + " " + word(.to) + " " + (points.most.value.map { $0.exactText + " " + unit } ?? word(.unlimited))
  }
}
