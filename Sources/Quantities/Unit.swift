/// A product of named base units with exponents. Empty for a plain number.
public struct Unit: Hashable, Sendable {
  /// Name to exponent, never zero, sorted by name.
  public let factors: [Factor]

  /// One base unit of the product: `户` with -1 in 件/户.
  public struct Factor: Hashable, Sendable {
    /// As the standard spells it; of those known from the start, the Chinese word.
    public let name: String
    /// Below zero where it is divided by; never zero.
    public let exponent: Int
  }

  /// The unit of plain numbers and percentages.
  public static let none = Unit(factors: [])
  /// Of marks and totals.
  public static let points = Unit("分")
  /// Of lengths of text.
  public static let characters = Unit("字")
  /// Of differences of dates; 周 is a multiple of it.
  public static let days = Unit("天")
  /// Calendar months; 年 is a multiple of it, 天 has none in common with it.
  public static let months = Unit("个月")

  /// One base unit to the first power. The name is not looked up: ``UnitTable`` knows other spellings and multiples.
  public init(_ name: String) { factors = [Factor(name: name, exponent: 1)] }

  init(factors: [Factor]) { self.factors = factors }

  /// Whether it is that of plain numbers.
  public var isNone: Bool { factors.isEmpty }

  /// Exponents add up; what comes to zero falls away.
  public func multiplied(by other: Unit) -> Unit { combined(with: other, sign: 1) }
  /// Exponents are subtracted; what comes to zero falls away.
  public func divided(by other: Unit) -> Unit { combined(with: other, sign: -1) }

  private func combined(with other: Unit, sign: Int) -> Unit {
    var exponents: [String: Int] = [:]
    for factor in factors { exponents[factor.name, default: 0] += factor.exponent }
    for factor in other.factors { exponents[factor.name, default: 0] += sign * factor.exponent }
    return Unit(
      factors: exponents.filter { $0.value != 0 }.map { Factor(name: $0.key, exponent: $0.value) }
        .sorted { $0.name < $1.name })
  }

  /// Whether ``text`` is one that ``UnitTable`` reads: a quotient of words.
  var isQuotient: Bool {
    factors.filter { $0.exponent > 0 }.count == 1 && factors.allSatisfy { abs($0.exponent) == 1 }
  }

  /// `件/户`, `元·天`; empty for a plain number.
  public var text: String { text({ $0 }, below: { $0 }) }

  /// ``text`` with the English words of the units known from the start.
  public var english: String { text(Words.english, below: Words.singular) }

  private func text(_ above: (String) -> String, below: (String) -> String) -> String {
    func power(_ factor: Factor, _ word: (String) -> String) -> String {
      let exponent = abs(factor.exponent)
      return exponent == 1 ? word(factor.name) : "\(word(factor.name))^\(exponent)"
    }
    let top = factors.filter { $0.exponent > 0 }.map { power($0, above) }.joined(separator: "·")
    let bottom = factors.filter { $0.exponent < 0 }.map { "/" + power($0, below) }.joined()
    return (top.isEmpty && !bottom.isEmpty ? "1" : top) + bottom
  }

  /// The word of a unit known from the start in a language; any other word is its own.
  ///
  /// - Parameter isOne: whether it stands behind the number one.
  public static func word(_ spelling: String, english: Bool, isOne: Bool) -> String {
    english ? isOne ? Words.singular(spelling) : Words.english(spelling) : Words.chinese(spelling)
  }

  /// The words of the units known from the start, whichever spelling is used; any other word is its own.
  enum Words {
    static func chinese(_ spelling: String) -> String { words[spelling]?.chinese ?? spelling }
    static func english(_ spelling: String) -> String { words[spelling]?.english ?? spelling }
    static func singular(_ spelling: String) -> String { words[spelling]?.singular ?? spelling }

    fileprivate struct Known: Hashable {
      let chinese: String
      let english: String
      let singular: String
      var other: String?
      let unit: Unit
      var factor: UnitFactor? = .one

      var spellings: [String] { [chinese, english, singular] + [other].compactMap { $0 } }
    }

    fileprivate static let known = [
      Known(chinese: "分", english: "points", singular: "point", unit: .points),
      Known(chinese: "字", english: "characters", singular: "character", unit: .characters),
      Known(chinese: "天", english: "days", singular: "day", other: "日", unit: .days),
      Known(chinese: "周", english: "weeks", singular: "week", unit: .days, factor: UnitFactor(Rational(7))),
      Known(chinese: "个月", english: "months", singular: "month", other: "月", unit: .months),
      Known(chinese: "年", english: "years", singular: "year", unit: .months, factor: UnitFactor(Rational(12))),
    ]

    private static let words: [String: Known] = known.reduce(into: [:]) { words, known in
      for spelling in known.spellings { words[spelling] = known }
    }
  }
}

/// The spellings of units and their multiples: `month` is 个月, 1 周 is 7 天, and what a standard declares.
public struct UnitTable: Hashable, Sendable {
  private struct Entry: Hashable {
    let unit: Unit
    let factor: UnitFactor
    /// Nil for a unit that is not known from the start.
    var words: Unit.Words.Known?
  }

  private var entries: [String: Entry]

  /// The units known from the start, in each of their spellings: 分, 字, 天, 周, 个月, 年.
  public init() {
    entries = Unit.Words.known.reduce(into: [:]) { entries, known in
      for spelling in known.spellings {
        entries[spelling] = known.factor.map { Entry(unit: known.unit, factor: $0, words: known) }
      }
    }
  }

  /// - Parameter factor: how many of the base unit one is worth.
  public mutating func declare(_ name: String, as unit: Unit, times factor: UnitFactor = .one) {
    entries[name] = Entry(unit: unit, factor: factor, words: entries[name]?.words)
  }

  /// Every spelling that is known, with what it stands for, in order.
  public var spellings: [(name: String, measure: Measure)] { entries.keys.sorted().map { ($0, resolve($0)) } }

  /// Whether a spelling is known, from the start or because the standard declares it.
  public func isDeclared(_ name: String) -> Bool { entries[name] != nil }

  /// The unit and multiple of a spelling such as `次` or `万元/户`. A word not declared is a unit of its own.
  public func resolve(_ text: String) -> Measure {
    var unit = Unit.none
    var factor = UnitFactor.one
    let isQuotient = text.utf8.contains(UInt8(ascii: "/"))
    let parts = isQuotient ? text.split(separator: "/").map(String.init) : text.isEmpty ? [] : [text]
    let known = parts.map { entries[$0] ?? Entry(unit: Unit($0), factor: .one) }
    for (index, entry) in known.enumerated() {
      if index == 0 {
        (unit, factor) = (entry.unit, entry.factor)
      } else {
        unit = unit.divided(by: entry.unit)
        factor = factor.divided(by: entry.factor)
      }
    }
    let chinese = zip(parts, known).map { $1.words?.chinese ?? $0 }
    let english = zip(parts, known).enumerated().map { index, part in
      (index == 0 ? part.1.words?.english : part.1.words?.singular) ?? part.0
    }
    return Measure(
      unit: unit, factor: factor, text: chinese.joined(separator: "/"), english: english.joined(separator: "/"))
  }
}
