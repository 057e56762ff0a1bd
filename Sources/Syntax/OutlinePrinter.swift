import Diagnostics

/// An outline as text: what a standard says in effect, put together from the files that say it. Read again, the text
/// gives the same outline.
public struct OutlinePrinter {
  private let outline: Outline
  /// Of the keywords that it puts in.
  public let language: Language

  /// One line of the text.
  public struct Line: Sendable {
    /// Without indentation and line end.
    public let text: String
    /// Columns before the text.
    public let indent: Int
    /// The places that state what the line says.
    public let origins: [SourceRange]
  }

  /// The keywords it puts in are in the language of that with which the standard opens.
  public init(_ outline: Outline) {
    self.outline = outline
    let opening = outline.clauses.first { $0.kind == .standard }.map { outline.sources.text(of: $0.range) }
    language = Language.isChinese(opening.map { String($0.prefix(1)) } ?? outline.sources.main.text) ? .zh : .en
  }

  /// ``lines`` with their indentation and line ends.
  public static func text(_ outline: Outline) -> String {
    OutlinePrinter(outline).lines.map { String(repeating: " ", count: $0.indent) + $0.text + "\n" }.joined()
  }

  /// A clause opening, then its fields, a line each. Examples without an expectation, as inherited ones are, are left
  /// out unless another builds upon them.
  public var lines: [Line] {
    var lines: [Line] = []
    var indentation = Indentation()
    let builtUpon = outline.examplesBuiltUpon
    for clause in outline.clauses {
      if clause.kind == .example, !clause.has(.expect), !builtUpon.contains(clause.title?.text ?? "") { continue }
      lines += self.lines(of: clause, indent: indentation.next(clause.kind))
    }
    return lines
  }

  /// A clause by itself, with indentation and line ends.
  public func text(of clause: Clause) -> String {
    lines(of: clause, indent: 0).map { String(repeating: " ", count: $0.indent) + $0.text + "\n" }.joined()
  }

  private func lines(of clause: Clause, indent: Int) -> [Line] {
    let parts = opening(of: clause)
    let origins = parts.compactMap(\.range)
    var lines = [Line(text: Self.joined(parts), indent: indent, origins: origins.isEmpty ? [clause.range] : origins)]
    for field in clause.fields {
      if field.keyword == .defined, clause.fields.count(where: { $0.keyword == .defined }) == 1, !clause.has(.otherwise)
      {
        // A definition that says one thing is one line.
        let opening = lines.removeLast()
        lines.append(
          Line(
            text: opening.text + " " + text(of: field.range), indent: opening.indent,
            origins: opening.origins + [field.range]))
        continue
      }
      lines.append(Line(text: text(of: field.range), indent: indent + 2, origins: [field.range]))
    }
    return lines
  }

  /// What the opening of a clause states behind its name and title.
  public func body(_ clause: Clause) -> String { Self.joined(body(of: clause)) }

  /// A field without its keyword.
  public func content(of field: Field) -> String {
    let text = text(of: field.range)
    let keyword = Lexer.tokens(of: SourceFile(name: "", text: text)).tokens.first?.range.upper ?? 0
    let bytes = Array(text.utf8.dropFirst(keyword))
    return String(decoding: bytes.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
  }

  /// What the files say there, letter for letter.
  public func text(of range: SourceRange) -> String { outline.sources.text(of: range) }

  private struct Part {
    let text: String
    var range: SourceRange?
  }

  private static func joined(_ parts: [Part]) -> String {
    parts.reduce(into: "") { text, part in
      text += text.isEmpty || text.hasSuffix("，") || ["，", ","].contains(part.text) ? part.text : " " + part.text
    }
  }

  private func part(_ expression: Expression) -> Part {
    Part(text: text(of: expression.range), range: expression.range)
  }
  private func part(_ parameters: [TypeSyntax.Column]) -> Part {
    let (open, close) = language == .zh ? ("（", "）") : ("(", ")")
    let range = parameters[0].name.range.through(parameters[parameters.count - 1].type.range)
    return Part(text: open + text(of: range) + close, range: range)
  }
  private func part(_ keyword: Keyword) -> Part { Part(text: keyword.spelling(language)) }
  private func part(_ name: Name) -> Part { Part(text: text(of: name.range), range: name.range) }

  private func opening(of clause: Clause) -> [Part] {
    var parts = [part(clause.kind.keyword)]
    if let name = clause.name {
      let alias = clause.alias.map { " / " + text(of: $0.range) } ?? ""
      parts.append(Part(text: text(of: name.range) + alias, range: name.range))
    }
    let title = clause.title.map { [Part(text: text(of: $0.range), range: $0.range)] } ?? []
    // The help of a fact stands behind its type.
    if case .fact = clause.body { return parts + body(of: clause) + title }
    return parts + title + body(of: clause)
  }

  private func body(of clause: Clause) -> [Part] {
    switch clause.body {
    case .plain, .broken, .unit(nil), .points(nil), .fact(nil), .inherits: []
    case .unit(let amount?): [Part(text: "="), part(amount)]
    case .parameter(let type, let value):
      (type.map { [Part(text: text(of: $0.range), range: $0.range)] } ?? []) + (value.map { [part($0)] } ?? [])
    case .fact(let type?): [Part(text: text(of: type.range), range: type.range)]
    case .valued(let parameters, let type):
      (parameters.isEmpty ? [] : [part(parameters)])
        + (type.map { [Part(text: text(of: $0.range), range: $0.range)] } ?? [])
    case .subject(let facts): listed(facts.map { [part($0)] })
    case .cohort(nil): [part(.all)]
    case .cohort(let facts?): [part(.by)] + listed(facts.map { [part($0)] })
    case .expression(let expression): [part(.when), part(expression)]
    case .points(let amount?): [part(amount)]
    case .ranking(let keys):
      listed(keys.map { [part($0.expression), part($0.descending ? .descending : .ascending)] })
    case .grade(let places, let condition), .selection(let places, let condition):
      (places.quota.map { [part(.top), part($0)] } ?? [])
        + (places.groupBy.isEmpty ? [] : [part(.per)] + listed(places.groupBy.map { [part($0)] }))
        + (places.groupQuota.map { [part(.top), part($0)] } ?? []) + (condition.map { [part(.when), part($0)] } ?? [])
    }
  }

  private func listed(_ elements: [[Part]]) -> [Part] {
    Array(elements.joined(separator: [Part(text: language == .zh ? "，" : ",")]))
  }
}
