import Diagnostics
import Model
import Quantities
import Syntax

/// A change to a standard from outside of its files. Its text stands in messages, and places point into it.
struct Amendment {
  let name: String
  let text: String
  /// What is stated of a parameter, or of the reference date; nil where the text has to be read.
  private let stated: (value: Value, type: ValueType, parameter: String?)?

  /// Clauses in the rules language.
  init(_ text: String, name: String) { (self.name, self.text, stated) = (name, text, nil) }

  /// A value for a parameter, or for the reference date.
  init(_ value: Value, _ type: ValueType, of parameter: String?, name: String) {
    self.name = name
    text = Self.opening(parameter) + value.literal(of: type)
    stated = (value, type, parameter)
  }

  private static let verb = "修改 参数 "
  private static func opening(_ parameter: String?) -> String { parameter.map { verb + $0 + " " } ?? "修改 标准 基准日 " }

  /// - Parameter file: one with the text of the amendment.
  func clauses(in file: SourceFile) -> (clauses: [Clause], diagnostics: [Diagnostic]) {
    let range = SourceRange(file.base, file.end)
    guard let stated,
      let value = stated.value.expression(
        of: stated.type, in: SourceRange(file.base + Self.opening(stated.parameter).utf8.count, file.end))
    else {
      let (outline, problems) = Parser.outline(of: file)
      return (outline.clauses, problems)
    }
    guard let parameter = stated.parameter else {
      let start = file.base + "修改 标准 ".utf8.count
      let field = Field(
        keyword: .referenceDate, body: .expression(value), range: SourceRange(start, file.end))
      return ([Clause(action: .amend, kind: .standard, fields: [field], range: range)], [])
    }
    let start = file.base + Self.verb.utf8.count
    let name = Name(text: parameter, range: SourceRange(start, start + parameter.utf8.count))
    return (
      [Clause(action: .amend, kind: .parameter, name: name, body: .parameter(type: nil, value: value), range: range)],
      []
    )
  }
}

extension Value {
  /// The value as a rules file states it.
  func literal(of type: ValueType) -> String {
    switch (self, type) {
    case (.number(let value), .percentage):
      value.percentage.map { $0 + "%" } ?? "占比（\(value.numerator)，\(value.denominator)）"
    case (.number(let value), .number(let measure, _)): measure.literal(of: value)
    case (.text, _), (.choice, _), (.choices, _): Self.quoted(text(as: type))
    case (.truth, _), (.number, _), (.date, _), (.records, _): text(as: type)
    }
  }

  /// What ``literal(of:)`` says. Nil for texts: what may stand in quotes, the lexer knows.
  ///
  /// - Parameter range: where the literal stands.
  fileprivate func expression(of type: ValueType, in range: SourceRange) -> Expression? {
    /// What is below zero is the negation of a number.
    func number(_ text: String, _ range: SourceRange, _ kind: (String) -> Expression.Kind) -> Expression {
      guard text.hasPrefix("-") else { return Expression(kind: kind(text), range: range) }
      let behind = SourceRange(range.lower + 1, range.upper)
      return Expression(kind: .negated(Expression(kind: kind(String(text.dropFirst())), range: behind)), range: range)
    }
    switch (self, type) {
    case (.number(let value), .percentage):
      if let percentage = value.percentage { return number(percentage, range) { .percentage($0, perMille: false) } }
      var start = range.lower + "占比（".utf8.count
      let operands = ["\(value.numerator)", "\(value.denominator)"].map { text in
        defer { start += text.utf8.count + "，".utf8.count }
        return number(text, SourceRange(start, start + text.utf8.count)) { .number($0, unit: nil) }
      }
      return Expression(kind: .call(.share, operands, nil), range: range)
    case (.number(let value), .number(let measure, _)):
      let (written, unit) = measure.written(value)
      return number(written, range) { .number($0, unit: unit.isEmpty ? nil : unit) }
    case (.date(let date), _):
      let parts = date.text.split(separator: "-").map(String.init)
      return Expression(kind: .date(parts[0], parts[1], parts[2]), range: range)
    case (.truth(let value), _): return Expression(kind: .truth(value), range: range)
    case (.text, _), (.choice, _), (.choices, _), (.number, _), (.records, _): return nil
    }
  }

  /// In quotes that the text itself does not use.
  private static func quoted(_ text: String) -> String {
    if !text.contains("\"") { return "\"\(text)\"" }
    return text.contains("「") || text.contains("」") ? "“\(text)”" : "「\(text)」"
  }
}

extension Rational {
  /// The hundredfold, as percentages are written: in decimals. Nil for what has none, and is a share.
  fileprivate var percentage: String? {
    guard let hundredfold = try? multiplied(by: Rational(100)), hundredfold.isExact(places: 6) else { return nil }
    return hundredfold.exactText
  }
}
