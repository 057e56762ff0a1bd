import Diagnostics

/// Cuts a rules text into tokens. Never fails: what cannot be read becomes an invalid token and a diagnostic.
struct Lexer {
  private let file: SourceFile
  private let scalars: [Unicode.Scalar]
  /// The file's offset of each scalar, and of the end.
  private let offsets: [Int]
  private var index = 0
  private var startsLine = true
  private var spaceBefore = false
  private(set) var tokens: [Token] = []
  /// From `#` to the end of the line. The parser has no use for them; the formatter keeps them.
  private(set) var comments: [SourceRange] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile) {
    self.file = file
    var scalars: [Unicode.Scalar] = []
    var offsets: [Int] = []
    scalars.reserveCapacity(file.text.utf8.count)
    offsets.reserveCapacity(file.text.utf8.count)
    var offset = file.base
    for scalar in file.text.unicodeScalars {
      scalars.append(scalar)
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    offsets.append(offset)
    self.scalars = scalars
    self.offsets = offsets
    tokens.reserveCapacity(scalars.count / 4)
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
    while index < scalars.count { step() }
    append(.end, from: index)
  }

  /// The scalar at an index as its half-width twin; a newline past the end.
  private func peek(_ ahead: Int = 0) -> Unicode.Scalar {
    let position = index + ahead
    return position < scalars.count ? Self.narrow(scalars[position]) : "\n"
  }

  private mutating func step() {
    let start = index
    let scalar = peek()
    switch scalar {
    case "\n", "\r":
      index += 1
      startsLine = true
      spaceBefore = false
    case " ", "\t", "\u{FEFF}", "\u{200B}":
      index += 1
      spaceBefore = true
    case "#":
      while index < scalars.count, !isLineEnd(peek()) { index += 1 }
      comments.append(SourceRange(offsets[start], offsets[index]))
      refuseInvisible(start..<index)
    case "\"", "“", "「":
      text(from: start)
    case "0"..."9":
      number(from: start)
    case "。", ";":
      index += 1
      if !restOfLineIsBlank { report(.strayCharacter(String(scalar)), from: start) }
    case "<", ">", "!", "=":
      index += 1
      if peek() == "=", scalar != "=" { index += 1 }
      let two = index - start == 2
      if scalar == "!", !two {
        report(.strayCharacter("!"), from: start)
      } else {
        append(.sign(two ? "\(scalar)=" : String(scalar)), from: start)
      }
    case "≥", "≤", "≠":
      index += 1
      append(.sign(scalar == "≥" ? ">=" : scalar == "≤" ? "<=" : "!="), from: start)
    case "(", ")", "[", "]", "{", "}", ",", ":", "+", "-", "*", "/", ".":
      index += 1
      append(.sign(String(scalar)), from: start)
    default:
      if Self.isWordStart(scalar) {
        word(from: start)
      } else {
        index += 1
        report(.strayCharacter(InvisibleCharacters.shown(scalars[start])), from: start)
      }
    }
  }

  /// A stretch as it stands.
  private func written(_ part: Range<Int>) -> String {
    file.text(in: offsets[part.lowerBound]..<offsets[part.upperBound])
  }

  /// The same in half width.
  private func narrowed(_ part: Range<Int>) -> String {
    if scalars[part].allSatisfy({ Self.narrow($0) == $0 }) { return written(part) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[part].lazy.map(Self.narrow))
    return String(text)
  }

  private var restOfLineIsBlank: Bool {
    var position = index
    while position < scalars.count {
      let scalar = Self.narrow(scalars[position])
      if isLineEnd(scalar) || scalar == "#" { return true }
      if scalar != " ", scalar != "\t" { return false }
      position += 1
    }
    return true
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(
      Token(
        kind: kind, range: SourceRange(offsets[start], offsets[index]), startsLine: startsLine,
        spaceBefore: spaceBefore))
    startsLine = false
    spaceBefore = false
  }

  private mutating func report(_ problem: SyntaxProblem, from start: Int) {
    diagnostics.append(Diagnostic(problem, at: .source(file, SourceRange(offsets[start], offsets[index]))))
    append(.invalid, from: start)
  }

  /// What is not seen must not be in a text that people read, sign and compare.
  private mutating func refuseInvisible(_ part: Range<Int>) {
    if InvisibleCharacters.areSurelyAbsent(in: written(part)) { return }
    guard let place = InvisibleCharacters.places(in: scalars[part]).first(where: { scalars[$0] != "\t" }) else {
      return
    }
    let range = SourceRange(offsets[place], offsets[place + 1])
    let problem = SyntaxProblem.invisible(InvisibleCharacters.number(scalars[place]))
    diagnostics.append(Diagnostic(problem, at: .source(file, range), replacement: ""))
  }

  // MARK: Texts

  private mutating func text(from start: Int) {
    let opening = peek()
    let closing: Unicode.Scalar = opening == "“" ? "”" : opening == "「" ? "」" : "\""
    index += 1
    var depth = 1
    let first = index
    while index < scalars.count, !isLineEnd(scalars[index]) {
      let scalar = closing == "\"" ? peek() : scalars[index]
      if scalar == closing {
        depth -= 1
      } else if scalar == opening {
        depth += 1
      }
      if depth == 0 {
        let content = first..<index
        refuseInvisible(content)
        index += 1
        if content.count > Limits.textLength {
          report(.textTooLong(content.count), from: start)
        } else {
          append(.text(written(content)), from: start)
        }
        return
      }
      index += 1
    }
    report(.unclosedText(String(closing)), from: start)
  }

  // MARK: Numbers

  private mutating func digits() -> String {
    var text = ""
    while case "0"..."9" = peek() {
      text.unicodeScalars.append(peek())
      index += 1
    }
    return text
  }

  private mutating func number(from start: Int) {
    var lexeme = digits()
    if lexeme.count == 4, let date = dateParts(after: lexeme) {
      append(.date(date.0, date.1, date.2), from: start)
      return
    }
    if peek() == ".", case "0"..."9" = peek(1) {
      index += 1
      lexeme += "." + digits()
    }
    if peek() == "/", case "0"..."9" = peek(1) {
      index += 1
      lexeme += "/" + digits()
      append(.number(lexeme), from: start)
      return
    }
    let beforeSpace = index
    while peek() == " " { index += 1 }
    if peek() == "%" || peek() == "‰" {
      let perMille = peek() == "‰"
      index += 1
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
      index += 1
      let month = digits()
      if (1...2).contains(month.count), peek() == "月" {
        index += 1
        let day = digits()
        if (1...2).contains(day.count), peek() == "日" {
          index += 1
          return (year, month, day)
        }
      }
    } else if peek() == "-" {
      index += 1
      let month = digits()
      if (1...2).contains(month.count), peek() == "-" {
        index += 1
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
    while index < scalars.count {
      let scalar = peek()
      if case "0"..."9" = scalar {
        // 前5% and 原则1 are a keyword and a number: Chinese is written without the space.
        if !first.isASCII, !endsWithDigit, Keyword(spelling: narrowed(start..<index)) != nil { break }
        endsWithDigit = true
      } else if !Self.isWordStart(scalar), !Self.isMark(scalar) {
        break
      }
      index += 1
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
      guard peek() == " ", Self.isWordStart(peek(1)), peek(1).isASCII else { break }
      index += 1
      spelling += "_" + letters()
      if let keyword = Keyword(spelling: spelling) { best = (spelling, keyword, index) }
    }
    index = best?.end ?? start
    return best.map { ($0.spelling, $0.keyword) }
  }

  /// A citation is a quoted text or the words up to the end of the line or a comment, as they stand.
  private mutating func citation() {
    while peek() == " " || peek() == "\t" { index += 1 }
    let start = index
    if ["\"", "“", "「"].contains(peek()) || isLineEnd(peek()) { return }
    while !isLineEnd(peek()), peek() != "#" { index += 1 }
    var end = index
    while end > start, [" ", "\t", "。", ";"].contains(Self.narrow(scalars[end - 1])) { end -= 1 }
    let after = index
    index = end
    refuseInvisible(start..<end)
    append(.text(narrowed(start..<end)), from: start)
    index = after
  }

  // MARK: Characters

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
    if scalar.value < 0x80 { return scalar }
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
