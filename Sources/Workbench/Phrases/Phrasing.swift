import Diagnostics
import Syntax

/// What people write where the language has other words: each phrase turns a line into what may have been meant. None is
/// trusted: what comes out is tried in the file before it is proposed (``Corrector``).
///
/// Phrases are lines of tables, a file for each subject: a pattern, and what stands instead, in which `$1` is the first
/// part in brackets. In patterns `{n}` is a number, `{q}` one with its unit, `{t}` a text in quotes, each in brackets;
/// `{N}` is a name of the standard, `{R}` any of them within a class, `{a}` a name as aliases are.
/// Texts, comments and the names of a standard are out of reach of all phrases.
struct Phrasing {
  /// A pattern with what stands instead.
  typealias Row = (pattern: String, instead: String)

  /// Signs and words that mean nothing else: all of them are changed together.
  private let certain: [Phrase]
  /// What may mean this or that: tried one after the other, on top of the certain ones.
  private let possible: [Phrase]
  /// The names of the standard.
  private let names: Set<String>

  /// - Parameters:
  ///   - isChinese: whether the file is; else its phrases are English.
  ///   - names: what is called something in the standard, however it is spelt.
  init(isChinese: Bool, names: Set<String>) {
    let (sure, likely) = Self.rows(isChinese: isChinese)
    certain = sure.map(Phrase.init)
    possible = likely.map(Phrase.init)
    self.names = names.filter { $0.count > 1 && Keyword(spelling: $0) == nil }
  }

  /// The tables of a language: what means nothing else, and what may.
  static func rows(isChinese: Bool) -> (sure: [Row], likely: [Row]) {
    isChinese
      ? (
        signs + numbers + dates + comparisons + absences + words + ordinals,
        keywords + openings + declarations + points + conditions + outcomes + examples + amendments
      )
      : (signs + englishWords, englishKeywords + englishLines)
  }

  /// Other ways to write a line, the likeliest first.
  func alternatives(to line: String) -> [String] {
    let hidden = HiddenLine(line, names: names)
    let plain = divided(plain(hidden))
    var shown = [plain]
    for phrase in possible {
      for start in [plain, hidden.masked, hidden.showingFirst(plain)] {
        guard let changed = phrase.changed(start) else { continue }
        let divided = divided(changed)
        if !shown.contains(divided) { shown.append(divided) }
      }
    }
    return shown.map { hidden.unmasked($0.replacing(/([0-9])\s+([%％])/) { "\($0.1)\($0.2)" }) }.filter { $0 != line }
  }

  /// What a line says that a proposal has to say too.
  func sense(of line: String) -> Sense {
    let hidden = HiddenLine(line, names: names)
    return Sense(plain(hidden), texts: hidden.texts)
  }

  /// With whatever means nothing else in the words of the language.
  private func plain(_ hidden: HiddenLine) -> String {
    certain.reduce(Numerals.inDigits(hidden.masked)) { line, phrase in phrase.changed(line) ?? line }
  }

  /// With a space between words that are written together, where all of them are known: `收费率不低于95%且` → `收费率 不低于 95% 且`.
  private func divided(_ line: String) -> String {
    var divided = ""
    var rest = line[...]
    while let first = rest.first {
      let isName = HiddenLine.isMaskedName(first)
      let part = isName ? rest.prefix(1) : rest.prefix(while: Self.isOfWord)
      if part.isEmpty {
        divided.append(first)
        rest = rest.dropFirst()
      } else {
        if let last = divided.last, isName ? Self.endsPart(last) : HiddenLine.isMaskedName(last) { divided += " " }
        divided += isName ? String(part) : Self.words(of: String(part))
        rest = rest.dropFirst(part.count)
        if isName, let next = rest.first, "“\"{[".contains(next) { divided += " " }
      }
    }
    return divided
  }

  private static func isOfWord(_ character: Character) -> Bool {
    (character.isLetter || character.isNumber || character == "_") && !HiddenLine.isMasked(character)
  }

  private static func endsPart(_ character: Character) -> Bool {
    isOfWord(character) || HiddenLine.isMaskedName(character) || "%％”\"}]".contains(character)
  }

  private static func words(of run: String) -> String {
    guard Keyword(spelling: run) == nil, run.first.map({ !$0.isASCII || $0.isNumber }) ?? false else { return run }
    let parts = NearestName.split(run, into: isKnown)
    return parts?.joined(separator: " ") ?? run
  }
}

extension Phrasing {
  /// Whether a word is a keyword, or a number with its unit.
  static func isKnown(_ word: String) -> Bool {
    if let keyword = Keyword(spelling: word) { return word.count > 1 || keyword.role == .reserved }
    let unit = word.drop(while: \.isNumber)
    return unit.count < word.count && unit.count < 3 && !unit.contains { "且或非若则当按每至前后为年月日".contains($0) }
  }
}

/// A line of a table of phrases, ready to be looked for.
struct Phrase {
  private let pattern: Regex<AnyRegexOutput>?
  private let instead: String

  private static let shorthands = [
    ("{n}", #"([0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?)"#), ("{q}", #"([0-9]+(?:\.[0-9]+)?\s*(?:[%％‰]|[\p{Han}㎡℃]{0,3}?))"#),
    ("{N}", #"[\u{F000}-\u{F8FF}]"#), ("{R}", #"\u{F000}-\u{F8FF}"#), ("{a}", #"[A-Za-z_0-9\u{F000}-\u{F8FF}]+"#),
    ("{t}", #"([“"][^“”"]*[”"])"#),
  ]

  init(_ row: Phrasing.Row) {
    // A test holds that all of them can be read.
    pattern = try? Self.pattern(of: row)
    instead = row.instead
  }

  /// - Throws: what is wrong with it.
  static func pattern(of row: Phrasing.Row) throws -> Regex<AnyRegexOutput> {
    try Regex(
      shorthands.reduce(row.pattern) { text, shorthand in
        text.split(separator: shorthand.0, omittingEmptySubsequences: false).joined(separator: shorthand.1)
      })
  }

  /// Every place of the pattern changed; nil where there is none.
  func changed(_ line: String) -> String? {
    guard let pattern, line.firstMatch(of: pattern) != nil else { return nil }
    let changed = line.replacing(pattern) { match in
      var text = ""
      var isReference = false
      for character in instead {
        if isReference, let number = character.wholeNumberValue, number < match.output.count {
          text += match.output[number].substring ?? ""
          isReference = false
        } else if character == "$" {
          isReference = true
        } else {
          text.append(character)
        }
      }
      return text
    }
    return changed == line ? nil : changed
  }
}
