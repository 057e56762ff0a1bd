/// What a line begins with where a clause begins: `第三条`, `（二）`, `1.`.
struct Marker: Equatable {
  /// The ways in which clauses are numbered, the highest first.
  enum Kind: Int, Comparable, Sendable {
    /// `第二章`, `第一节`: headings above articles that number on.
    case chapter, division
    /// `第三条`
    case article
    /// `四、`
    case section
    /// `（二）`
    case paren
    /// `1.`, `1、`
    case number
    /// `（1）`, `1）`
    case parenNumber
    /// `①`
    case circled
    /// `1.1`, `2.1.3`
    case decimal

    static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }

    /// Whether it opens a part of the text: what is numbered otherwise below an earlier part has ended with that part.
    var isMajor: Bool { self <= .section }
  }

  let kind: Kind
  /// One number, or those of a decimal.
  let numbers: [Int]
  /// The line behind it, plain.
  let rest: String
  /// Whether it can hardly be the inside of a sentence that was broken there.
  let isCertain: Bool
  /// Whether the number stands alone: `1 总则`.
  var isBare = false

  var number: Int { numbers.last ?? 0 }

  /// What a line may begin with, the likeliest first; empty for a line without.
  static func all(at line: String) -> [Marker] {
    var text: [Character] = []
    // The places before which there was white space.
    var gaps: Set<Int> = []
    for character in Numerals.narrow(line) {
      if character.isWhitespace { gaps.insert(text.count) } else { text.append(character) }
    }
    guard let first = text.first else { return [] }
    var found: [Marker] = []
    func rest(_ length: Int) -> String { String(text[min(length, text.count)...]) }
    func add(_ kind: Kind, _ numbers: [Int], _ length: Int, unless isDoubtful: (Character) -> Bool = { _ in false }) {
      guard numbers.allSatisfy({ (1...999).contains($0) }) else { return }
      let isCertain = length >= text.count || gaps.contains(length) || !isDoubtful(text[length])
      found.append(Marker(kind: kind, numbers: numbers, rest: rest(length), isCertain: isCertain))
    }
    let isNumeral = { (character: Character) in Numerals.isArabic(character) || Numerals.isChinese(character) }
    switch first {
    case "第":
      guard let (number, behind) = Numerals.leading(rest(1)), let word = behind.first else { return [] }
      let kinds: [Character: Kind] = ["章": .chapter, "节": .division, "条": .article]
      guard let kind = kinds[word] else { return [] }
      add(kind, [number], text.count - behind.count + 1) { !"：:".contains($0) }
    case "（", "(":
      guard let (number, behind) = Numerals.leading(rest(1)), let end = behind.first, "）)".contains(end) else {
        return []
      }
      add(Numerals.isArabic(text[1]) ? .parenNumber : .paren, [number], text.count - behind.count + 1) {
        "项款条目至和或、，,".contains($0)
      }
    case "①"..."⑳":
      if let value = first.unicodeScalars.first?.value { add(.circled, [Int(value) - 0x245F], 1) }
    case _ where Numerals.isArabic(first):
      let digits = text.prefix { Numerals.isArabic($0) || $0 == "." }
      // What belongs together has no white space in it.
      let joined = digits.indices.first { $0 > 0 && gaps.contains($0) && text[$0] != "." } ?? digits.count
      let parts = String(text[..<joined]).split(separator: ".").map { $0.count <= 3 ? Int($0) ?? 0 : 0 }
      guard let number = parts.first, number > 0 else { return [] }
      let length = String(number).count
      if parts.count > 1 {
        let isClosed = text[joined - 1] == "." || (joined < text.count && text[joined] == "、")
        add(.decimal, parts, joined + (joined < text.count && text[joined] == "、" ? 1 : 0)) { _ in
          !isClosed && parts.count == 2
        }
        // `1.24小时值守` is the first of a list.
        if !isClosed { add(.number, [number], length + 1, unless: Numerals.isArabic) }
      } else if length < text.count, ".、".contains(text[length]) {
        add(.number, [number], length + 1, unless: Numerals.isArabic)
      } else if length < text.count, "）)".contains(text[length]) {
        add(.parenNumber, [number], length + 1)
      } else if gaps.contains(length), length < text.count {
        found.append(Marker(kind: .number, numbers: [number], rest: rest(length), isCertain: false, isBare: true))
      }
    default:
      guard let (number, behind) = Numerals.leading(String(text)), let end = behind.first, "、.".contains(end) else {
        return []
      }
      add(.section, [number], text.count - behind.count + 1, unless: isNumeral)
    }
    return found
  }

  /// The number that a cell of a table holds and nothing else: `3`, `（2）`, `一`, `1.2`.
  static func ordinal(_ cell: String) -> Marker? {
    let plain = Numerals.plain(cell)
    if let marker = all(at: plain).first { return marker.rest.isEmpty ? marker : nil }
    if let (number, rest) = Numerals.leading(plain), rest.isEmpty, number > 0 {
      return Marker(kind: .number, numbers: [number], rest: "", isCertain: true)
    }
    return nil
  }

  /// The number before an item in a cell of a table: `3.…`, `3、…`; `3.24小时` only where 3 comes next.
  static func item(_ cell: String, after last: Int) -> Marker? {
    all(at: cell).first { marker in
      guard marker.kind == .number, !marker.isBare else { return false }
      return marker.isCertain || marker.number == last + 1 || marker.rest.first.map(Numerals.isArabic) == false
    }
  }
}
