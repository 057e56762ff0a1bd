import Diagnostics

/// Writes a rules file in the one canonical layout: Grammar.md, section 13. Works on tokens, so that nothing the author
/// wrote is lost: line breaks between parts, comments and texts stay; spaces, indentation and signs are settled.
public struct Formatter {
  private let file: SourceFile
  private let parsed: Parser.Parsed
  private let speller: Speller

  /// The file in canonical layout.
  ///
  /// - Parameter keywords: the language in which keywords are to be spelled; nil leaves each as it is.
  /// - Returns: nil if the text has errors: then nothing can be said about its layout.
  public static func text(of file: SourceFile, keywords: Language? = nil) -> String? {
    let parsed = Parser.parse(file)
    guard !parsed.diagnostics.contains(where: \.isError), file.text.utf8.count <= Limits.fileSize else { return nil }
    return Formatter(file, parsed, keywords).text
  }

  /// Whether two texts say the same: the same tokens with the same meaning, and the same comments in the same order.
  public static func isSame(_ a: SourceFile, _ b: SourceFile) -> Bool {
    func comments(_ file: SourceFile) -> [String] {
      Lexer.run(on: file).comments.map { Self.comment(file.text(in: $0.lower..<$0.upper)) }
    }
    return CanonicalText.of(a) == CanonicalText.of(b) && comments(a) == comments(b)
  }

  private init(_ file: SourceFile, _ parsed: Parser.Parsed, _ keywords: Language?) {
    self.file = file
    self.parsed = parsed
    speller = Speller(file, parsed, keywords)
  }

  // MARK: Lines

  /// A line of the result with the lines of the source that it comes from.
  private struct Line {
    var text: String
    let first: Int
    var last: Int
    let mayFollowBlank: Bool
  }

  private var text: String {
    var lines: [Line] = []
    var comments = parsed.comments[...]
    var partIndent = 0
    for (index, token) in parsed.tokens.enumerated() {
      let start = token.range.lower
      let indent = parsed.layout.indents[start]
      // Comments that stand between the last token and this one.
      while let comment = comments.first, comment.lower < start || token.kind == .end {
        comments.removeFirst()
        place(comment, before: token, indent ?? partIndent + 2, &lines)
      }
      guard token.kind != .end else { break }
      if let indent { partIndent = indent }
      let line = file.line(at: start)
      let spelling = speller.spelling(at: index)
      if token.startsLine || lines.isEmpty {
        let margin = String(repeating: " ", count: indent ?? partIndent + 2)
        lines.append(Line(text: margin + spelling, first: line, last: line, mayFollowBlank: indent != nil))
      } else {
        let isApart = indent != nil || speller.wouldJoin(before: index)
        let gap =
          isApart && token.keyword != .defined ? "  " : isApart ? " " : speller.hasSpace(before: index) ? " " : ""
        lines[lines.count - 1].text += gap + spelling
      }
      lines[lines.count - 1].last = file.line(at: max(start, token.range.upper - 1))
    }
    return joined(lines)
  }

  /// A comment behind a token stays there; one on a line of its own is indented like what follows it.
  private func place(_ comment: SourceRange, before token: Token, _ indent: Int, _ lines: inout [Line]) {
    let line = file.line(at: comment.lower)
    let text = Self.comment(file.text(in: comment.lower..<comment.upper))
    if let last = lines.last, last.last == line, !last.text.isEmpty {
      lines[lines.count - 1].text += "  " + text
    } else {
      let margin = token.kind == .end ? 0 : indent
      lines.append(
        Line(text: String(repeating: " ", count: margin) + text, first: line, last: line, mayFollowBlank: true))
    }
  }

  /// At most one blank line between lines, where the source has some, and none inside a part.
  private func joined(_ lines: [Line]) -> String {
    var result = ""
    var previous: Int?
    for line in lines {
      if let previous, line.first > previous + 1, line.mayFollowBlank { result += "\n" }
      result += line.text + "\n"
      previous = line.last
    }
    return result
  }

  private static func comment(_ text: String) -> String {
    var text = Substring(text)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.first == "＃" ? "#" + text.dropFirst() : String(text)
  }
}

/// How tokens are written, and where spaces stand between them.
private struct Speller {
  private let file: SourceFile
  private let tokens: [Token]
  private let layout: Parser.Layout
  private let keywords: Language?
  /// Whose signs are used: （ ） ， ： or ( ) , :
  private let signs: Language
  /// Round brackets that end intervals: they stand beside square ones, and look like them.
  private let intervalEnds: Set<Int>
  /// Names that the file itself declares: never taken for the columns of results.
  private let declared: Set<String>

  init(_ file: SourceFile, _ parsed: Parser.Parsed, _ keywords: Language?) {
    self.file = file
    self.keywords = keywords
    tokens = parsed.tokens
    layout = parsed.layout
    declared = parsed.outline.declaredNames
    intervalEnds = Self.intervalEnds(parsed.tokens)
    var chinese = 0
    var english = 0
    for token in parsed.tokens where token.keyword != nil && !parsed.layout.names.contains(token.range.lower) {
      if case .word(let spelling, _) = token.kind, spelling.utf8.first.map({ $0 < 0x80 }) == true {
        english += 1
      } else {
        chinese += 1
      }
    }
    signs = keywords ?? (chinese >= english ? .zh : .en)
  }

  private static func intervalEnds(_ tokens: [Token]) -> Set<Int> {
    var ends: Set<Int> = []
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .sign("("), .sign("["): open.append(index)
      case .sign(")"), .sign("]"):
        guard let start = open.popLast() else { continue }
        let isInterval = start > 0 && [.isIn, .notIn].contains(tokens[start - 1].keyword)
        if isInterval || (tokens[start].kind == .sign("[")) != (token.kind == .sign("]")) {
          ends.formUnion([start, index])
        }
      default: continue
      }
    }
    return ends
  }

  private func raw(_ token: Token) -> String { file.text(in: token.range.lower..<token.range.upper) }

  func spelling(at index: Int) -> String {
    let token = tokens[index]
    switch token.kind {
    case .word(let spelling, let keyword): return word(spelling, keyword, token)
    case .number(let lexeme): return lexeme
    case .percentage(let lexeme, let perMille): return lexeme + (perMille ? "‰" : "%")
    case .date: return Self.narrow(raw(token))
    case .text: return raw(token)
    case .sign(let sign): return intervalEnds.contains(index) ? sign : self.sign(sign)
    case .invalid, .end: return ""
    }
  }

  private func word(_ spelling: String, _ keyword: Keyword?, _ token: Token) -> String {
    guard let keyword else { return spelling }
    if layout.names.contains(token.range.lower) {
      // The columns of results are named like keywords, and are translated like them.
      guard let keywords, CanonicalText.columns.contains(keyword),
        declared.isDisjoint(with: [keyword.chinese, keyword.english])
      else { return spelling }
      return keyword.spelling(keywords)
    }
    let isEnglish = spelling.utf8.first.map { $0 < 0x80 } ?? false
    return keyword.spelling(keywords ?? (isEnglish ? .en : .zh))
  }

  private func sign(_ sign: String) -> String {
    guard signs == .zh else { return sign }
    return ["(": "（", ")": "）", ",": "，", ":": "：", ">=": "≥", "<=": "≤", "!=": "≠"][sign] ?? sign
  }

  /// Digits and signs of a date at half width, without spaces.
  private static func narrow(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          if scalar.properties.isWhitespace { return nil }
          guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar == "−" || scalar == "–" ? "-" : scalar }
          return Unicode.Scalar(scalar.value - 0xFEE0)
        }))
  }

  // MARK: Spaces

  /// Whether a word and the one before it would be read as one English keyword: `contains any`.
  func wouldJoin(before index: Int) -> Bool {
    guard index > 0, case .word = tokens[index].kind, case .word = tokens[index - 1].kind else { return false }
    return Keyword(spelling: spelling(at: index - 1) + "_" + spelling(at: index)) != nil
  }

  func hasSpace(before index: Int) -> Bool {
    guard index > 0 else { return false }
    let (previous, token) = (tokens[index - 1], tokens[index])
    if case .sign(let sign) = previous.kind {
      if ["(", "[", "{", "."].contains(sign) { return false }
      if sign == "," || sign == ":" { return signs == .en && !isClosing(token) }
      if sign == "/" { return isSpaced(slash: index - 1) }
      if sign == "-", isUnary(at: index - 1) { return false }
    }
    guard case .sign(let sign) = token.kind else { return true }
    switch sign {
    case ")", "]", "}", ",", ":", ".": return false
    case "/": return isSpaced(slash: index)
    case "(": return !opensArguments(after: index - 1)
    default: return true
    }
  }

  /// Between names and where the author has spaces; units such as 件/户 have none.
  private func isSpaced(slash index: Int) -> Bool {
    guard index > 0, index + 1 < tokens.count else { return true }
    let (before, after) = (tokens[index - 1], tokens[index + 1])
    return tokens[index].spaceBefore || after.spaceBefore
      || (layout.names.contains(before.range.lower) && layout.names.contains(after.range.lower))
  }

  private func isClosing(_ token: Token) -> Bool {
    [.sign(")"), .sign("]"), .sign("}")].contains(token.kind)
  }

  /// Whether a bracket behind a token holds what belongs to it: options, columns, arguments, knots.
  private func opensArguments(after index: Int) -> Bool {
    guard case .word(_, let keyword) = tokens[index].kind else { return false }
    guard let keyword, !layout.names.contains(tokens[index].range.lower) else { return true }
    if case .function? = keyword.meaning { return true }
    return keyword == .whereRows || [.typeChoice, .typeChoices, .typeRecords].contains(keyword)
  }

  /// Whether a minus sign stands before its number, and not between two.
  private func isUnary(at index: Int) -> Bool {
    guard index > 0 else { return true }
    let previous = tokens[index - 1]
    switch previous.kind {
    case .sign(let sign): return ![")", "]", "}"].contains(sign)
    case .word(_, let keyword?) where !layout.names.contains(previous.range.lower):
      if layout.indents[previous.range.lower] != nil { return true }
      return keyword.role == .reserved && keyword != .yes && keyword != .no
    default: return false
    }
  }
}

extension Outline {
  /// Every name that the clauses declare, with aliases, columns and options.
  fileprivate var declaredNames: Set<String> {
    var names: Set<String> = []
    func add(_ type: TypeSyntax?) {
      guard let type else { return }
      names.formUnion(type.options.map(\.text))
      for column in type.columns {
        names.formUnion([column.name, column.alias].compactMap { $0?.text })
        add(column.type)
      }
    }
    for clause in clauses {
      names.formUnion([clause.name, clause.alias].compactMap { $0?.text })
      switch clause.body {
      case .fact(let type), .parameter(let type, _): add(type)
      case .valued(let parameters, let type):
        add(type)
        for parameter in parameters {
          names.formUnion([parameter.name, parameter.alias].compactMap { $0?.text })
          add(parameter.type)
        }
      default: continue
      }
    }
    return names
  }
}
