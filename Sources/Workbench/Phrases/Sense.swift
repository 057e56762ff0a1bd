import Diagnostics
import Syntax

/// What a proposal must keep of a line, whatever phrase or message it comes from: its numbers with percent and units, its
/// texts, every negation, and which way each comparison goes.
struct Sense {
  private var numbers: [Number] = []
  private let texts: [String]
  private var negations = 0
  private var directions: Set<Direction> = []
  /// How often it says 或, and 且.
  private let alternatives: Int
  private let connections: Int

  fileprivate struct Number: Hashable {
    let value: String
    let unit: String
  }

  private enum Direction: Hashable { case least, above, most, below, minimum, descending, ascending, bottom }

  /// - Parameters:
  ///   - plain: the line, with what means nothing else in the words of the language.
  ///   - texts: its texts in quotes.
  init(_ plain: String, texts: [String]) {
    self.texts = texts.map { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { !InvisibleCharacters.contains($0) }))
    }
    alternatives = plain.matches(of: /或|\b(?:or|OR|Or)\b|\|/).count
    connections = plain.matches(of: /且|\band\b/).count
    // 原则 1 收费: the number of a clause has no unit.
    let plain = plain.replacing(/^(\s*(?:原则|要件|否决|提醒|指标)\s*[0-9]+)(?=\s)/) { "\($0.1)，" }
    let spaced = ([plain] + texts).joined(separator: "，").replacing(
      /([0-9]{4})\s*[年\-\/.]\s*([0-9]{1,2})\s*[月\-\/.]\s*([0-9]{1,2})\s*[日号]?/
    ) { " \($0.1) , \($0.2) , \($0.3) , " }
    numbers = spaced.matches(
      of: /([0-9]+(?:[.．][0-9]+)?)(?:\s*([%％‰㎡])|(\p{Han})|\s*(\p{Han}{1,3})(?!\p{Han}))?/
    ).map { match in
      // 若 数 = 0 则 …: what stands there is no unit.
      let word =
        (match.2 ?? match.3 ?? match.4.flatMap { Keyword(spelling: String($0)) == nil ? $0 : nil })?.first.map(
          String.init) ?? ""
      let unit = "则且或当按每至为前后最的和与以".contains(word) ? "" : word == "％" ? "%" : word
      return Number(value: Self.value(match.1.replacing("．", with: ".")), unit: unit)
    }
    var rest = plain.lowercased().replacing(/->|=>|→/, with: " ")
    for (spelling, direction) in Self.spellings where rest.contains(spelling) {
      directions.insert(direction)
      rest = rest.replacing(spelling, with: " ")
    }
    for word in Self.harmless where rest.contains(word) { rest = rest.replacing(word, with: " ") }
    negations =
      rest.matches(of: /[不未无没非否勿≠！]|不等于/).count
      + rest.matches(of: /!=|!|\b(?:not|no|never|without|unless|differs_from|unmet|is_missing)\b/).count
  }

  /// Whether nothing of another line has been lost, or turned round, and no number has come that is none of its own.
  func keeps(_ other: Sense) -> Bool {
    guard negations == other.negations, directions == other.directions else { return false }
    guard
      other.texts.allSatisfy({ text in
        text.isEmpty || texts.contains { $0.contains(text) || NearestName.isNear($0, text) }
      })
    else { return false }
    guard alternatives == other.alternatives, connections >= other.connections else { return false }
    var own = numbers
    for number in other.numbers {
      guard let place = own.firstIndex(where: { $0.keeps(number) }) else { return false }
      own.remove(at: place)
    }
    return own.allSatisfy { ["0", "1"].contains($0.value) || $0 == Number(value: "100", unit: "%") }
  }

  /// Without zeros that mean nothing: `08`, `8.50`.
  private static func value(_ digits: some StringProtocol) -> String {
    let parts = digits.split(separator: ".")
    let whole = parts[0].drop { $0 == "0" }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    while fraction.last == "0" { fraction.removeLast() }
    return (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The longest first.
  private static let spellings: [(String, Direction)] =
    (Keyword.rows.flatMap { row -> [(String, Direction)] in
      guard case .comparison(let comparator)? = row.meaning, let direction = direction(of: comparator) else {
        return []
      }
      return [row.chinese, row.english].map { ($0, direction) }
    } + [
      ("≥", .least), (">=", .least), ("≤", .most), ("<=", .most), (">", .above), ("<", .below), ("＞", .above),
      ("＜", .below), ("最多", .most), ("封顶", .most), ("最高", .most), ("上限", .most), ("下限", .least),
      ("保低", .least), ("最少", .least), ("maximum", .most), ("minimum", .minimum), ("at least", .least),
      ("at most", .most),
      ("up_to", .most), ("cap", .most), ("保底", .least),
      ("最低", .minimum), ("最低分", .least), ("floor", .least), ("由高到低", .descending), ("descending", .descending),
      ("由低到高", .ascending), ("ascending", .ascending), (" 后 ", .bottom), ("bottom", .bottom),
    ]).sorted { ($1.0.count, $0.0) < ($0.0.count, $1.0) }

  private static func direction(of comparator: Comparator) -> Direction? {
    switch comparator {
    case .atLeast: .least
    case .above: .above
    case .atMost: .most
    case .below: .below
    case .equal, .different: nil
    }
  }

  /// Words in which a letter that says no does not.
  private static let harmless = [
    "是否", "是/否", "是或否", "是、否", "是非", "有无", "不然", "未定", "否则", "否决", "不适用", "不可改", "不限", "无则", "无法计算", "未报", "不计分", "非常",
    "not_scored", "unlimited",
  ]
}

extension Sense.Number {
  /// 85 may have been meant as 85%, and 0.85 as well; what had a unit has one.
  fileprivate func keeps(_ other: Sense.Number) -> Bool {
    guard value == other.value else {
      return other.unit.isEmpty && unit == "%" && other.value.hasPrefix("0.") && value == other.hundredfold
    }
    if unit == other.unit { return true }
    if other.unit.isEmpty { return unit != "%" || !isBelowOne }
    if "条项类号".contains(other.unit) { return unit != "%" }
    return !unit.isEmpty && unit != "%" && !"%‰分".contains(other.unit)
  }

  private var isBelowOne: Bool { value.hasPrefix("0.") || value == "0" }

  private var hundredfold: String {
    let fraction = Array(value.dropFirst(2)) + ["0", "0"]
    let whole = String(fraction.prefix(2)).drop { $0 == "0" }
    var rest = String(fraction.dropFirst(2))
    while rest.last == "0" { rest.removeLast() }
    return (whole.isEmpty ? "0" : whole) + (rest.isEmpty ? "" : "." + rest)
  }
}
