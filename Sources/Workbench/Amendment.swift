import Diagnostics
import Quantities
import Syntax

/// A change to a standard from outside of its files. Its text stands in messages, and places point into it.
struct Amendment {
  let name: String
  let text: String
  /// The clause itself, written where it is told to; nil where the text has to be read.
  private let clause: (@Sendable (inout Writer) -> Clause)?

  /// Whether somebody wrote the text.
  var isWritten: Bool { clause == nil }

  /// Clauses in the rules language.
  init(_ text: String, name: String) { (self.name, self.text, clause) = (name, text, nil) }

  /// A value for a parameter, or for the reference date.
  init(_ value: Value, _ type: ValueType, of parameter: String?, name: String) {
    let clause: @Sendable (inout Writer) -> Clause = { writer in
      let start = writer.write("修改 ")
      guard let parameter else {
        _ = writer.write("标准 ")
        let keyword = writer.write("基准日 ")
        let stated = writer.write(value, type)
        let field = Field(
          keyword: .referenceDate, body: .expression(stated), range: keyword.through(stated.range))
        return Clause(action: .amend, kind: .standard, fields: [field], range: start.through(stated.range))
      }
      _ = writer.write("参数 ")
      let name = Name(text: parameter, range: writer.write(parameter))
      _ = writer.write(" ")
      let stated = writer.write(value, type)
      return Clause(
        action: .amend, kind: .parameter, name: name, body: .parameter(type: nil, value: stated),
        range: start.through(stated.range))
    }
    var writer = Writer()
    _ = clause(&writer)
    (self.name, text, self.clause) = (name, writer.text, clause)
  }

  /// - Parameter file: one with the text of the amendment.
  func clauses(in file: SourceFile) -> (clauses: [Clause], diagnostics: [Diagnostic]) {
    guard let clause else {
      let (outline, problems) = Parser.outline(of: file)
      return (outline.clauses, problems)
    }
    var writer = Writer(base: file.base)
    let made = clause(&writer)
    return ([made], writer.problems.map { Diagnostic($0.problem, at: .source(file, $0.range)) })
  }
}

extension Value {
  /// The value as a rules file states it.
  func literal(of type: ValueType) -> String {
    var writer = Writer()
    _ = writer.write(self, type)
    return writer.text
  }
}

/// Writes a text and tells of each part where it stands.
private struct Writer {
  private(set) var text = ""
  private(set) var problems: [(problem: SyntaxProblem, range: SourceRange)] = []
  /// Where the text begins.
  var base = 0

  mutating func write(_ part: String) -> SourceRange {
    let start = base + text.utf8.count
    text += part
    return SourceRange(start, base + text.utf8.count)
  }

  mutating func write(_ value: Value, _ type: ValueType) -> Expression {
    switch (value, type) {
    case (.number(let value), .percentage):
      // Written in decimals; what has none is a share.
      if let hundredfold = try? value.multiplied(by: Rational(100)), hundredfold.isExact(places: 6) {
        return number(hundredfold.exactText, "%") { .percentage($0, perMille: false) }
      }
      let start = write("占比（")
      let above = number("\(value.numerator)") { .number($0, unit: nil) }
      _ = write("，")
      let below = number("\(value.denominator)") { .number($0, unit: nil) }
      return Expression(kind: .call(.share, [above, below], nil), range: start.through(write("）")))
    case (.number(let value), _):
      let (digits, unit) = type.measure.written(value)
      return number(digits, unit.isEmpty ? "" : " " + unit) { .number($0, unit: unit.isEmpty ? nil : unit) }
    case (.date(let date), _):
      let parts = date.text.split(separator: "-").map(String.init)
      return Expression(kind: .date(parts[0], parts[1], parts[2]), range: write(date.text))
    case (.truth(let truth), _): return Expression(kind: .truth(truth), range: write(value.text(as: type)))
    case (.text, _), (.choice, _), (.choices, _), (.records, _):
      let content = value.text(as: type)
      let range = write(Quoting.quoted(content))
      if let problem = Quoting.problem(content) { problems.append((problem, range)) }
      return Expression(kind: .text(content), range: range)
    }
  }

  /// What is below zero is the negation of a number.
  private mutating func number(
    _ digits: String, _ rest: String = "", _ kind: (String) -> Expression.Kind
  ) -> Expression {
    let range = write(digits + rest)
    guard digits.hasPrefix("-") else { return Expression(kind: kind(digits), range: range) }
    let behind = SourceRange(range.lower + 1, range.upper)
    return Expression(
      kind: .negated(Expression(kind: kind(String(digits.dropFirst())), range: behind)), range: range)
  }
}
