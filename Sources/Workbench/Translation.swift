import Diagnostics
import Model
import Quantities
import Syntax

/// A standard in the words of another language, as far as its files have them: aliases where names stand, the
/// keywords, the units known from the start, and dates. What quotes the standard, wherever that is, then speaks that language.
///
/// It says the same of every sheet; names that were written are aliases now, so that whoever uses them is understood.
struct Translation {
  private let language: Language

  init(into language: Language) { self.language = language }

  /// - Parameter base: where the places of its text are to begin.
  /// - Returns: nil where nothing would be another word, and where a word would no longer be the name that it was.
  func of(_ loaded: Workbench.Loaded, base: Int) -> Workbench.Loaded? {
    guard let standard = loaded.standard,
      Language.isChinese(loaded.file.text) != (language == .zh) || !aliases(in: standard.names).isEmpty
    else { return nil }
    let printed = SourceFile(name: loaded.file.name, text: OutlinePrinter.text(loaded.outline), base: base)
    guard let names = Workbench.load(printed).standard?.names else { return nil }
    let inAliases = SourceFile(
      name: printed.name, text: text(of: printed, in: aliases(in: names), names.uses), base: base)
    guard let spoken = Formatter.text(of: inAliases, keywords: language), spoken != printed.text else { return nil }
    let translated = Workbench.load(SourceFile(name: printed.name, text: spoken, base: base))
    return translated.standard == nil ? nil : translated
  }

  /// With every name that has an alias in the language, but is not in it itself, put in the place of the alias.
  private func text(
    of file: SourceFile, in aliases: [NameIndex.Entity: (name: Name, alias: Name)], _ uses: [NameIndex.Use]
  ) -> String {
    var bytes = Array(file.text.utf8)
    func place(_ range: SourceRange) -> Range<Int> { range.lower - file.base..<range.upper - file.base }
    var words: [SourceRange: String] = [:]
    for (name, alias) in aliases.values { (words[name.range], words[alias.range]) = (alias.text, name.text) }
    for use in uses {
      // What was written is the alias where it is not the name.
      if let (name, alias) = aliases[use.entity], bytes[place(use.range)].elementsEqual(name.text.utf8) {
        words[use.range] = alias.text
      }
    }
    words.merge(Self.values(in: file, language)) { name, _ in name }
    for (range, word) in words.sorted(by: { $0.key.lower > $1.key.lower }) {
      bytes.replaceSubrange(place(range), with: Array(word.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Units behind numbers and types, and dates, where the language has other words for them.
  private static func values(in file: SourceFile, _ language: Language) -> [SourceRange: String] {
    var words: [SourceRange: String] = [:]
    func note(_ token: Token, _ word: String) {
      words[SourceRange(token.range.lower + file.base, token.range.upper + file.base)] = word
    }
    // Empty behind a type.
    var number: String?
    for token in Token.all(in: file.text) {
      switch (token.kind, number) {
      case (.word(let unit, _), let number?):
        let word = Unit.word(unit, english: language == .en, isOne: number == "1")
        if word != unit { note(token, (token.spaceBefore ? "" : " ") + word) }
      case (.date(let year, let month, let day), _) where language == .en:
        note(token, [year, month, day].map { ($0.count == 1 ? "0" : "") + $0 }.joined(separator: "-"))
      case _: break
      }
      number =
        switch token.kind {
        case .number(let text): text
        case .word(_, .typeInteger), .word(_, .typeNumber): ""
        case .word, .percentage, .date, .text, .sign, .invalid, .end: nil
        }
    }
    return words
  }

  private func aliases(in names: NameIndex) -> [NameIndex.Entity: (name: Name, alias: Name)] {
    Dictionary(grouping: names.declarations, by: \.entity).compactMapValues { declarations in
      guard let name = declarations.first?.name, let alias = declarations.dropFirst().first?.name,
        isSpoken(alias.text), !isSpoken(name.text)
      else { return nil }
      return (name, alias)
    }
  }

  private func isSpoken(_ word: String) -> Bool { Language.isChinese(word) == (language == .zh) }
}

extension Workbench.Loaded {
  /// The standard in the words of another language, as far as its files have them: for whatever quotes it to people.
  /// Its messages and digest stay those of the files.
  ///
  /// - Parameter earlier: a standard beside which this one is to be compared: its places come first.
  public func spoken(in language: Language, beside earlier: Workbench.Loaded? = nil) -> Workbench.Loaded {
    guard let spoken = Translation(into: language).of(self, base: earlier?.sources.end ?? 0) else { return self }
    return Workbench.Loaded(
      sources: spoken.sources, outline: spoken.outline, standard: spoken.standard, diagnostics: diagnostics,
      translated: translated ?? outline)
  }
}
