/// Takes one section of a number format apart: ECMA-376, 18.8.31, and what Chinese programs write.
struct FormatScanner {
  private enum Token: Equatable {
    case literal(Character)
    /// `0`, `#` or `?`.
    case digit(Character)
    case point, comma, percent, exponent, fraction, text, general
    /// A run of one of the letters of dates.
    case date(Character, Int)
  }

  private var tokens: [Token] = []
  private var condition: NumberFormat.Condition?
  private var isElapsed = false
  private var hasHalfDays = false

  /// The sections of a format, which semicolons part that are not quoted.
  static func sections(_ code: String) -> [Substring] {
    var parts: [Substring] = []
    var (start, place) = (code.startIndex, code.startIndex)
    var (isQuoted, isBracketed) = (false, false)
    while place < code.endIndex {
      let sign = code[place]
      if isQuoted {
        if sign == "\"" { isQuoted = false }
      } else if isBracketed {
        if sign == "]" { isBracketed = false }
      } else if sign == "\"" {
        isQuoted = true
      } else if sign == "[" {
        isBracketed = true
      } else if "\\!_*".contains(sign) {
        place = code.index(after: place)
        if place == code.endIndex { break }
      } else if sign == ";" {
        parts.append(code[start..<place])
        start = code.index(after: place)
      }
      place = code.index(after: place)
    }
    return parts + [code[start...]]
  }

  init(_ code: Substring) {
    var rest = code[...]
    while let sign = rest.popFirst() {
      switch sign {
      case "\"":
        let quoted = rest.prefix { $0 != "\"" }
        tokens += quoted.map(Token.literal)
        rest = rest.dropFirst(quoted.count + 1)
      case "\\", "!":
        if let literal = rest.popFirst() { tokens.append(.literal(literal)) }
      // As much room as a sign takes, or signs as far as there is room.
      case "_", "*": _ = rest.popFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        readBrackets(String(inside))
      case "0", "#", "?": tokens.append(.digit(sign))
      case ".": tokens.append(.point)
      case ",": tokens.append(.comma)
      case "%", "％": tokens.append(.percent)
      case "@": tokens.append(.text)
      case "/": tokens.append(isBehindDigits ? .fraction : .literal("/"))
      case "E", "e":
        if isBehindDigits, let next = rest.first, next == "+" || next == "-" {
          rest.removeFirst()
          tokens.append(.exponent)
        } else {
          add(date: "y")
        }
      default: readLetter(sign, &rest)
      }
    }
  }

  private var isBehindDigits: Bool {
    switch tokens.last {
    case .digit, .point: true
    default: false
    }
  }

  private mutating func readLetter(_ sign: Character, _ rest: inout Substring) {
    let all = (String(sign) + rest.prefix(8)).lowercased()
    for word in ["general", "g/通用格式", "通用格式"] where all.hasPrefix(word) {
      rest = rest.dropFirst(word.count - 1)
      tokens.append(.general)
      return
    }
    for word in ["am/pm", "a/p", "上午/下午"] where all.hasPrefix(word) {
      rest = rest.dropFirst(word.count - 1)
      hasHalfDays = true
      add(date: "h")
      return
    }
    switch sign.lowercased() {
    case "y", "b", "g": add(date: "y")
    case "m": add(date: "m")
    case "d": add(date: "d")
    case "h": add(date: "h")
    case "s": add(date: "s")
    case "a": add(date: "a")
    default: tokens.append(.literal(sign))
    }
  }

  private mutating func add(date letter: Character) {
    if case .date(letter, let count)? = tokens.last {
      tokens[tokens.count - 1] = .date(letter, count + 1)
    } else {
      tokens.append(.date(letter, 1))
    }
  }

  /// Colours, languages and ways to write digits do not matter.
  private mutating func readBrackets(_ text: String) {
    if text.hasPrefix("$") {
      tokens += text.dropFirst().prefix { $0 != "-" }.map(Token.literal)
    } else if let first = text.first, "<>=".contains(first) {
      let sign = text.prefix { "<>=".contains($0) }
      if let value = Double(text.dropFirst(sign.count)) { condition = .init(sign: String(sign), value: value) }
    } else if let first = text.lowercased().first, "hms".contains(first), Set(text.lowercased()).count == 1 {
      isElapsed = true
      tokens.append(.date(first, text.count))
    }
  }

  // MARK: What it says

  var section: NumberFormat.Section {
    var section = NumberFormat.Section()
    section.condition = condition
    let shown = self.shown
    if tokens.contains(.text) {
      section.meaning = .text
      (section.before, section.behind) = around { $0 == .text }
    } else if !shown.isEmpty {
      section.meaning = .date(shown)
    } else if let first = tokens.first(where: isNumber) {
      section.percents = tokens.count { $0 == .percent }
      (section.before, section.behind) = around(isNumber)
      if first != .general { readDigits(&section) }
    } else {
      // Where nothing at all is to be seen, the number is still what was meant.
      let words = tokens.compactMap(Self.literal).reduce("") { $0 + String($1) }
      if !words.allSatisfy(\.isWhitespace) { section.meaning = .words(Array(words.utf8)) }
    }
    return section
  }

  private var shown: NumberFormat.Shown {
    var shown: NumberFormat.Shown = isElapsed ? [.elapsed, .time] : hasHalfDays ? .time : []
    let dates = tokens.compactMap { token in
      if case .date(let letter, let count) = token { (letter, count) } else { nil }
    }
    for (place, (letter, count)) in dates.enumerated() {
      switch letter {
      case "y": shown.insert(.year)
      case "d": shown.insert(count > 2 ? .weekday : .day)
      case "a": shown.insert(.weekday)
      case "m":
        // Behind hours or before seconds they are minutes.
        let isMinutes = place > 0 && dates[place - 1].0 == "h" || place + 1 < dates.count && dates[place + 1].0 == "s"
        shown.insert(isMinutes || isElapsed ? .time : .month)
      default: shown.insert(.time)
      }
    }
    return shown
  }

  private func isNumber(_ token: Token) -> Bool {
    switch token {
    case .digit, .general: true
    case .literal, .point, .comma, .percent, .exponent, .fraction, .text, .date: false
    }
  }

  private static func literal(_ token: Token) -> Character? {
    switch token {
    case .literal(let sign): sign
    case .comma: ","
    case .point: "."
    case .percent, .digit, .exponent, .fraction, .text, .general, .date: nil
    }
  }

  /// Signs of currencies, which say what no cell of a table means otherwise, and signs that say what the number says.
  private static let idle = Set(" \u{A0}¥￥$€£+-−()（）")

  /// What is written before the first and behind the last of some tokens.
  private func around(_ isMeant: (Token) -> Bool) -> ([UInt8], [UInt8]) {
    guard let first = tokens.firstIndex(where: isMeant), let last = tokens.lastIndex(where: isMeant) else {
      return ([], [])
    }
    func text(_ tokens: ArraySlice<Token>) -> [UInt8] {
      let signs = tokens.compactMap { token -> Character? in
        if case .literal(let sign) = token { sign } else { nil }
      }
      let text = String(signs)
      let meant = text.allSatisfy { Self.idle.contains($0) } ? "" : text
      return Array(meant.utf8)
    }
    return (text(tokens[..<first]), text(tokens[(last + 1)...]))
  }

  /// How digits are shown: from which on, and whether in thousands.
  private func readDigits(_ section: inout NumberFormat.Section) {
    guard let first = tokens.firstIndex(where: isNumber), let last = tokens.lastIndex(where: isNumber) else { return }
    if tokens.contains(.exponent) || tokens.contains(.fraction) { return }
    let digits = tokens[first...last]
    let point = digits.firstIndex(of: .point)
    let inner = digits.indices.filter { Self.literal(tokens[$0]) != nil && tokens[$0] != .comma && $0 != point }
    // Commas behind the digits before the point.
    let wholesEnd = point ?? (last + 1)
    var scale = 0
    for range in [tokens[..<wholesEnd].suffix { $0 == .comma }, tokens[(last + 1)...].prefix { $0 == .comma }] {
      scale += 3 * range
    }
    section.scale = scale
    switch inner.count {
    case 0: section.wholes = max(1, tokens[first..<wholesEnd].count { $0 == .digit("0") })
    // A point that is but written: `0!.0,` shows ten thousands.
    case 1 where point == nil && tokens[inner[0]] == .literal("."):
      section.scale += tokens[inner[0]...last].count(where: isNumber)
    default: break
    }
  }
}

extension ArraySlice {
  /// How many elements at the end are so.
  fileprivate func suffix(_ isMeant: (Element) -> Bool) -> Int { reversed().prefix(while: isMeant).count }

  /// How many elements at the beginning are so.
  fileprivate func prefix(_ isMeant: (Element) -> Bool) -> Int { prefix(while: isMeant).count }
}
