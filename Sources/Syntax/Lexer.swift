import Diagnostics

/// Cuts a rules text into tokens. Never fails: what cannot be read becomes an invalid token and a diagnostic.
struct Lexer {
  private let file: SourceFile
  /// Of its text, as UTF-8.
  private let bytes: [UInt8]
  /// The place among the bytes; always the first of a character.
  private var index = 0
  private var startsLine = true
  private var spaceBefore = false
  private(set) var tokens: [Token] = []
  /// From `#` to the end of the line. The parser has no use for them; the formatter keeps them.
  private(set) var comments: [SourceRange] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile) {
    self.file = file
    bytes = Array(file.text.utf8)
    tokens.reserveCapacity(bytes.count / 8)
  }

  static func tokens(of file: SourceFile) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    let lexer = Lexer.run(on: file)
    return (lexer.tokens, lexer.diagnostics)
  }

  static func run(on file: SourceFile) -> Lexer {
    var lexer = Lexer(file)
    lexer.run()
    return lexer
  }

  private mutating func run() {
    while index < bytes.count { step() }
    append(.end, from: index)
  }

  // MARK: Characters

  /// The scalar that begins at a place.
  private func scalar(at place: Int) -> Unicode.Scalar {
    let first = UInt32(bytes[place])
    func next(_ ahead: Int) -> UInt32 { UInt32(bytes[place + ahead] & 0x3F) }
    let value =
      switch first {
      case 0..<0xC0: first
      case 0xC0..<0xE0: (first & 0x1F) << 6 | next(1)
      case 0xE0..<0xF0: (first & 0x0F) << 12 | next(1) << 6 | next(2)
      default: (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
      }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// Where the character behind the one at a place begins.
  private func end(of place: Int) -> Int {
    switch bytes[place] {
    case 0..<0xC0: place + 1
    case 0xC0..<0xE0: place + 2
    case 0xE0..<0xF0: place + 3
    default: place + 4
    }
  }

  /// The scalar at the index as its half-width twin; a newline past the end.
  private func peek() -> Unicode.Scalar { narrowScalar(at: index) }

  /// The one behind it.
  private func peekBehind() -> Unicode.Scalar { index < bytes.count ? narrowScalar(at: end(of: index)) : "\n" }

  private func narrowScalar(at place: Int) -> Unicode.Scalar {
    place < bytes.count ? Self.narrow(scalar(at: place)) : "\n"
  }

  private mutating func advance() { index = end(of: index) }

  /// Whether a Chinese character from U+5000 to U+9FFF stands at the index, as its first byte tells. Most characters are
  /// such; they belong to words and are signs of nothing.
  private var isAtIdeograph: Bool { 0xE5...0xE9 ~= bytes[index] }

  // MARK: Tokens

  private mutating func step() {
    let start = index
    let scalar = peek()
    switch scalar {
    case "\n", "\r":
      advance()
      startsLine = true
      spaceBefore = false
    case " ", "\t", "\u{FEFF}", "\u{200B}":
      advance()
      spaceBefore = true
    case "#":
      while index < bytes.count, !isLineEnd(peek()) { advance() }
      comments.append(range(start..<index))
      refuseInvisible(start..<index)
    case "\"", "“", "「":
      text(from: start)
    case "0"..."9":
      number(from: start)
    case "。", ";":
      advance()
      if !restOfLineIsBlank { report(.strayCharacter(String(scalar)), from: start) }
    case "<", ">", "!", "=":
      advance()
      let two = peek() == "=" && scalar != "="
      if two { advance() }
      if scalar == "!", !two {
        report(.strayCharacter("!"), from: start)
      } else {
        append(.sign(two ? "\(scalar)=" : String(scalar)), from: start)
      }
    case "≥", "≤", "≠":
      advance()
      append(.sign(scalar == "≥" ? ">=" : scalar == "≤" ? "<=" : "!="), from: start)
    case "(", ")", "[", "]", "{", "}", ",", ":", "+", "-", "*", "/", ".":
      advance()
      append(.sign(String(scalar)), from: start)
    default:
      if Self.isWordStart(scalar) {
        word(from: start)
      } else {
        advance()
        report(.strayCharacter(InvisibleCharacters.shown(self.scalar(at: start))), from: start)
      }
    }
  }

  /// A stretch as it stands.
  private func written(_ part: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[part]), as: UTF8.self) }
  }

  private func range(_ part: Range<Int>) -> SourceRange {
    SourceRange(file.base + part.lowerBound, file.base + part.upperBound)
  }

  /// The same in half width.
  private func narrowed(_ part: Range<Int>) -> String {
    let written = written(part)
    // Whatever has a twin begins with another byte.
    if bytes[part].allSatisfy({ $0 < 0xC2 || 0xE4...0xE9 ~= $0 }) { return written }
    if written.unicodeScalars.allSatisfy({ Self.narrow($0) == $0 }) { return written }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: written.unicodeScalars.lazy.map(Self.narrow))
    return String(text)
  }

  private var restOfLineIsBlank: Bool {
    var position = index
    while position < bytes.count {
      let scalar = narrowScalar(at: position)
      if isLineEnd(scalar) || scalar == "#" { return true }
      if scalar != " ", scalar != "\t" { return false }
      position = end(of: position)
    }
    return true
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(
      Token(
        kind: kind, range: range(start..<index), startsLine: startsLine, spaceBefore: spaceBefore))
    startsLine = false
    spaceBefore = false
  }

  private mutating func report(_ problem: SyntaxProblem, from start: Int) {
    diagnostics.append(Diagnostic(problem, at: .source(file, range(start..<index))))
    append(.invalid, from: start)
  }

  /// What is not seen must not be in a text that people read, sign and compare.
  private mutating func refuseInvisible(_ part: Range<Int>) {
    if bytes.withUnsafeBufferPointer({ InvisibleCharacters.areSurelyAbsent(in: .init(rebasing: $0[part])) }) { return }
    let scalars = Array(written(part).unicodeScalars)
    guard let place = InvisibleCharacters.places(in: scalars[...]).first(where: { scalars[$0] != "\t" }) else { return }
    let start = part.lowerBound + scalars[..<place].map(UTF8.width).reduce(0, +)
    let problem = SyntaxProblem.invisible(InvisibleCharacters.number(scalars[place]))
    diagnostics.append(Diagnostic(problem, at: .source(file, range(start..<end(of: start))), replacement: ""))
  }

  // MARK: Texts

  private mutating func text(from start: Int) {
    let opening = peek()
    let closing: Unicode.Scalar = opening == "“" ? "”" : opening == "「" ? "」" : "\""
    advance()
    var depth = 1
    let first = index
    while index < bytes.count {
      if isAtIdeograph {
        advance()
        continue
      }
      let written = scalar(at: index)
      if isLineEnd(written) { break }
      let scalar = closing == "\"" ? Self.narrow(written) : written
      if scalar == closing {
        depth -= 1
      } else if scalar == opening {
        depth += 1
      }
      if depth == 0 {
        let content = first..<index
        refuseInvisible(content)
        advance()
        let text = self.written(content)
        if content.count > Limits.textLength, text.unicodeScalars.count > Limits.textLength {
          report(.textTooLong(text.unicodeScalars.count), from: start)
        } else {
          append(.text(text), from: start)
        }
        return
      }
      advance()
    }
    report(.unclosedText(String(closing)), from: start)
  }

  // MARK: Numbers

  private mutating func digits() -> String {
    var text = ""
    while case "0"..."9" = peek() {
      text.unicodeScalars.append(peek())
      advance()
    }
    return text
  }

  private mutating func number(from start: Int) {
    var lexeme = digits()
    if lexeme.count == 4, let date = dateParts(after: lexeme) {
      append(.date(date.0, date.1, date.2), from: start)
      return
    }
    if peek() == ".", case "0"..."9" = peekBehind() {
      advance()
      lexeme += "." + digits()
    }
    if peek() == "/", case "0"..."9" = peekBehind() {
      advance()
      lexeme += "/" + digits()
      append(.number(lexeme), from: start)
      return
    }
    let beforeSpace = index
    while peek() == " " { advance() }
    if peek() == "%" || peek() == "‰" {
      let perMille = peek() == "‰"
      advance()
      append(.percentage(lexeme, perMille: perMille), from: start)
    } else {
      index = beforeSpace
      append(.number(lexeme), from: start)
    }
  }

  /// The rest of a date if the four digits just read begin one; the index is left alone otherwise.
  private mutating func dateParts(after year: String) -> (String, String, String)? {
    let start = index
    if peek() == "年" {
      advance()
      let month = digits()
      if (1...2).contains(month.count), peek() == "月" {
        advance()
        let day = digits()
        if (1...2).contains(day.count), peek() == "日" {
          advance()
          return (year, month, day)
        }
      }
    } else if peek() == "-" {
      advance()
      let month = digits()
      if (1...2).contains(month.count), peek() == "-" {
        advance()
        let day = digits()
        if (1...2).contains(day.count) { return (year, month, day) }
      }
    }
    index = start
    return nil
  }

  // MARK: Words

  private mutating func word(from start: Int) {
    let spelling = letters()
    if let joined = joinedKeyword(after: spelling) {
      append(.word(joined.spelling, joined.keyword), from: start)
      return
    }
    let keyword = Keyword(spelling: spelling)
    append(.word(spelling, keyword), from: start)
    if keyword == .source { citation() }
  }

  private mutating func letters() -> String {
    let start = index
    let first = peek()
    var endsWithDigit = false
    while index < bytes.count {
      if isAtIdeograph {
        advance()
        continue
      }
      let scalar = peek()
      if case "0"..."9" = scalar {
        // 前5% and 原则1 are a keyword and a number: Chinese is written without the space.
        if !first.isASCII, !endsWithDigit, Keyword(spelling: narrowed(start..<index)) != nil { break }
        endsWithDigit = true
      } else if !Self.isWordStart(scalar), !Self.isMark(scalar) {
        break
      }
      advance()
    }
    return narrowed(start..<index)
  }

  /// `at least` and `not below` are one keyword, as `at_least` and `not_below` are.
  private mutating func joinedKeyword(after first: String) -> (spelling: String, keyword: Keyword)? {
    guard first.utf8.first.map({ $0 < 0x80 }) == true else { return nil }
    let start = index
    var best: (spelling: String, keyword: Keyword, end: Int)?
    var spelling = first
    for _ in 0..<3 {
      guard peek() == " ", Self.isWordStart(peekBehind()), peekBehind().isASCII else { break }
      advance()
      spelling += "_" + letters()
      if let keyword = Keyword(spelling: spelling) { best = (spelling, keyword, index) }
    }
    index = best?.end ?? start
    return best.map { ($0.spelling, $0.keyword) }
  }

  /// A citation is a quoted text or the words up to the end of the line or a comment, as they stand.
  private mutating func citation() {
    while peek() == " " || peek() == "\t" { advance() }
    let start = index
    if ["\"", "“", "「"].contains(peek()) || isLineEnd(peek()) { return }
    var end = start
    while index < bytes.count {
      let scalar = peek()
      if isLineEnd(scalar) || scalar == "#" { break }
      advance()
      if scalar != " ", scalar != "\t", scalar != "。", scalar != ";" { end = index }
    }
    let after = index
    index = end
    refuseInvisible(start..<end)
    append(.text(narrowed(start..<end)), from: start)
    index = after
  }

  // MARK: Kinds of characters

  private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    // Chinese characters, which most are, need no look into the tables.
    if (0x4E00...0x9FFF).contains(scalar.value) { return true }
    // ㎡, ㎥, ℃ and their like are units.
    if (0x3300...0x33FF).contains(scalar.value) || scalar == "℃" { return true }
    return scalar.properties.isAlphabetic && !InvisibleCharacters.contains(scalar)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII || InvisibleCharacters.contains(scalar) { return false }
    return scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .spacingMark
  }

  /// The half-width twin of a full-width character, and one form for each sign that has several.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    // Chinese characters, which most are, need no look at the list.
    if scalar.value < 0x80 || (0x4E00...0x9FFF).contains(scalar.value) { return scalar }
    switch scalar {
    case "\u{3000}", "\u{00A0}", "\u{2002}", "\u{2003}", "\u{2009}": return " "
    case "、": return ","
    case "−", "–": return "-"
    case "×": return "*"
    case "÷": return "/"
    case "〔", "【": return "["
    case "〕", "】": return "]"
    case "\u{FF01}"..."\u{FF5E}": return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    default: return scalar
    }
  }
}
