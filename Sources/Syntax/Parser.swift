import Diagnostics

/// Turns tokens into an outline. Never fails: a part that cannot be read is reported and skipped up to the next
/// keyword at the start of a line, so one run reports every mistake.
public struct Parser {
  let file: SourceFile
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  /// Whether a bracket behind a name holds what stands for its parameters.
  var appliesNames = true
  var layout = Layout()
  var indentation = Indentation()
  private(set) var diagnostics: [Diagnostic] = []

  /// Thrown inside a part after its problem has been reported; caught where parsing can go on.
  struct Abandoned: Error {}

  /// The outline of a rules file, with everything that is wrong with its text.
  public static func outline(of file: SourceFile) -> (outline: Outline, diagnostics: [Diagnostic]) {
    let size = file.text.utf8.count
    guard size <= Limits.fileSize else {
      let problem = Diagnostic(SyntaxProblem.fileTooLarge(size), at: .file(file.name))
      return (Outline(sources: SourceMap(file), clauses: []), [problem])
    }
    let parsed = parse(file)
    return (parsed.outline, parsed.diagnostics)
  }

  /// Everything that a text tells: its outline, and how it is laid out.
  struct Parsed {
    let outline: Outline
    let tokens: [Token]
    let comments: [SourceRange]
    let layout: Layout
    let diagnostics: [Diagnostic]
  }

  /// What the tokens of a file turned out to be.
  struct Layout {
    /// The tokens that name something, by where they begin: never keywords, whatever they spell.
    var names: Set<Int> = []
    /// Columns before each clause and field, by where it begins.
    var indents: [Int: Int] = [:]
    /// The clauses among them.
    var clauses: Set<Int> = []
  }

  static func parse(_ file: SourceFile) -> Parsed {
    let lexer = Lexer.run(on: file)
    var parser = Parser(file: file, tokens: lexer.tokens)
    let clauses = parser.standardFile()
    return Parsed(
      outline: Outline(sources: SourceMap(file), clauses: clauses), tokens: lexer.tokens, comments: lexer.comments,
      layout: parser.layout, diagnostics: (lexer.diagnostics + parser.diagnostics).sorted { $0.offset < $1.offset })
  }

  /// The expression that a text consists of; nil after saying what is wrong with it.
  public static func expression(of file: SourceFile) -> (expression: Expression?, diagnostics: [Diagnostic]) {
    let (tokens, lexical) = Lexer.tokens(of: file)
    // Nothing stands before it, so a word that opens a field, such as 总分, is none here.
    var parser = Parser(file: file, tokens: tokens.map { $0.inLine })
    let expression = try? parser.expression()
    if expression != nil, !parser.isAtEnd { parser.report(.leftover(parser.found), at: parser.current.range) }
    let diagnostics = lexical + parser.diagnostics
    return (diagnostics.isEmpty ? expression : nil, diagnostics)
  }

  private init(file: SourceFile, tokens: [Token]) {
    self.file = file
    self.tokens = tokens
  }

  // MARK: The verbs: current, at, take, expect

  var current: Token { tokens[min(index, tokens.count - 1)] }
  var isAtEnd: Bool { current.kind == .end }

  /// The token before the current one; the current one at the beginning.
  var last: Token { tokens[max(index - 1, 0)] }
  var lastRange: SourceRange { last.range }

  func token(ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  /// A keyword at the start of a line that begins a clause or a field, or the end: where every part stops.
  var isAtPartStart: Bool {
    isAtEnd || (current.startsLine && (current.keyword?.startsPart ?? false))
  }

  func at(_ keyword: Keyword) -> Bool { current.keyword == keyword }
  func at(sign: String) -> Bool { current.kind == .sign(sign) }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func take(sign: String) -> Bool {
    guard at(sign: sign) else { return false }
    advance()
    return true
  }

  mutating func take(oneOf keywords: [Keyword]) -> Keyword? {
    guard let keyword = current.keyword, keywords.contains(keyword) else { return nil }
    advance()
    return keyword
  }

  mutating func expect(_ keyword: Keyword) throws(Abandoned) {
    if !take(keyword) { throw failure(.expected(.keyword(keyword), found: found)) }
  }

  mutating func expect(sign: String) throws(Abandoned) {
    if isAtPartStart || !take(sign: sign) { throw failure(.expected(.sign(sign), found: found)) }
  }

  mutating func expect(oneOf keywords: [Keyword]) throws(Abandoned) -> Keyword {
    guard let keyword = take(oneOf: keywords) else { throw failure(.expected(.oneOf(keywords), found: found)) }
    return keyword
  }

  /// Reports a problem at the current token. Returns what to throw.
  mutating func failure(_ problem: SyntaxProblem, at range: SourceRange? = nil) -> Abandoned {
    // The lexer has already reported an invalid token; a second message would only hide the first.
    if current.kind != .invalid || range != nil {
      var place = range ?? current.range
      // Something missing at the end of a line is shown there, not at the next line's keyword.
      if range == nil, current.startsLine || isAtEnd { place = SourceRange(lastRange.upper, lastRange.upper) }
      diagnostics.append(Diagnostic(problem, at: .source(file, place)))
    }
    return Abandoned()
  }

  mutating func report(_ problem: SyntaxProblem, at range: SourceRange, replacement: String? = nil) {
    diagnostics.append(Diagnostic(problem, at: .source(file, range), replacement: replacement))
  }

  /// The current token in words, for messages.
  var found: SyntaxProblem.Found {
    if isAtEnd { return .endOfFile }
    if current.startsLine { return .endOfLine }
    return .text(file.text(in: current.range.lower..<current.range.upper))
  }

  mutating func nested<Result>(_ body: (inout Parser) throws(Abandoned) -> Result) throws(Abandoned) -> Result {
    depth += 1
    defer { depth -= 1 }
    if depth > Limits.nesting { throw failure(.nestingTooDeep, at: current.range) }
    return try body(&self)
  }

  mutating func skipToPartStart() { while !isAtPartStart { advance() } }

  // MARK: Names and texts

  /// Whether the current token can be a name here.
  var isAtName: Bool {
    guard case .word(_, let keyword) = current.kind, !isAtPartStart else { return false }
    return keyword?.role != .reserved
  }

  mutating func name() throws(Abandoned) -> Name {
    guard case .word(let text, let keyword) = current.kind, !isAtPartStart else {
      throw failure(.expected(.name, found: found))
    }
    if keyword?.role == .reserved { throw failure(.reservedName(text), at: current.range) }
    layout.names.insert(current.range.lower)
    defer { advance() }
    return Name(text: text, range: current.range)
  }

  /// A name, or a text that stands for one where words do not do: `“4A级”`.
  mutating func nameOrText() throws(Abandoned) -> Name {
    if let text = optionalText() { return Name(text) }
    return try name()
  }

  /// The number or name of a gate or an item.
  mutating func identifier() throws(Abandoned) -> Name {
    if case .number(let text) = current.kind, !isAtPartStart {
      defer { advance() }
      return Name(text: text, range: current.range)
    }
    guard isAtName else { throw failure(.expected(.identifier, found: found)) }
    return try name()
  }

  mutating func optionalText() -> TextLiteral? {
    guard case .text(let text) = current.kind, !isAtPartStart else { return nil }
    defer { advance() }
    return TextLiteral(text: text, range: current.range)
  }

  mutating func text() throws(Abandoned) -> TextLiteral {
    guard let text = optionalText() else { throw failure(.expected(.text, found: found)) }
    return text
  }

  /// A unit behind a number: a word that is no keyword, or one that only opens clauses, and further words joined by `/`
  /// without spaces.
  ///
  /// - Parameter mayBeApplied: a word with brackets behind it is no unit, but a definition that takes what is in them.
  mutating func optionalUnit(mayBeApplied: Bool = true) -> Name? {
    guard case .word(var unit, let keyword) = current.kind, !current.startsLine, keyword?.role ?? .opening == .opening
    else { return nil }
    if mayBeApplied, appliesNames, token(ahead: 1).kind == .sign("(") { return nil }
    let start = current.range
    if keyword != nil { layout.names.insert(start.lower) }
    advance()
    while at(sign: "/"), !current.spaceBefore, !token(ahead: 1).spaceBefore,
      case .word(let part, nil) = token(ahead: 1).kind, !token(ahead: 1).startsLine
    {
      unit += "/" + part
      advance()
      advance()
    }
    return Name(text: unit, range: start.through(lastRange))
  }

  mutating func list<Element>(
    _ element: (inout Parser) throws(Abandoned) -> Element
  ) throws(Abandoned) -> [Element] {
    var elements = [try element(&self)]
    while take(sign: ",") { elements.append(try element(&self)) }
    return elements
  }
}

extension Diagnostic {
  /// Where the problem starts in its source, for sorting.
  var offset: Int {
    if case .source(_, let range) = place { return range.lower }
    return 0
  }
}
