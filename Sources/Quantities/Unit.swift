/// A measure: a product of named units with exponents. Empty for a plain number.
public struct Unit: Hashable, Sendable {
  /// Name to exponent, never zero, sorted by name.
  public let factors: [Factor]

  public struct Factor: Hashable, Sendable {
    public let name: String
    public let exponent: Int
  }

  public static let none = Unit(factors: [])
  public static let points = Unit("分")
  public static let characters = Unit("字")
  public static let days = Unit("天")
  public static let weeks = Unit("周")
  public static let months = Unit("个月")
  public static let years = Unit("年")

  public init(_ name: String) { factors = [Factor(name: name, exponent: 1)] }

  init(factors: [Factor]) { self.factors = factors }

  public var isNone: Bool { factors.isEmpty }

  public func multiplied(by other: Unit) -> Unit { combined(with: other, sign: 1) }
  public func divided(by other: Unit) -> Unit { combined(with: other, sign: -1) }

  private func combined(with other: Unit, sign: Int) -> Unit {
    var exponents: [String: Int] = [:]
    for factor in factors { exponents[factor.name, default: 0] += factor.exponent }
    for factor in other.factors { exponents[factor.name, default: 0] += sign * factor.exponent }
    return Unit(
      factors: exponents.filter { $0.value != 0 }.map { Factor(name: $0.key, exponent: $0.value) }
        .sorted { $0.name < $1.name })
  }

  /// `件/户`, `元·天`; empty for a plain number.
  public var text: String { text { $0 } }

  /// ``text`` with the English words of the units known from the start.
  public var english: String { text { Self.englishWords[$0] ?? $0 } }

  private static let englishWords = ["分": "points", "字": "characters", "天": "days", "个月": "months"]

  private func text(_ word: (String) -> String) -> String {
    func list(_ factors: [Factor]) -> String {
      factors.map { factor in
        let power = abs(factor.exponent)
        return power == 1 ? word(factor.name) : "\(word(factor.name))^\(power)"
      }.joined(separator: "·")
    }
    let above = list(factors.filter { $0.exponent > 0 })
    let below = list(factors.filter { $0.exponent < 0 })
    return below.isEmpty ? above : (above.isEmpty ? "1" : above) + "/" + below
  }
}

/// The spellings of units and their multiples: `month` is 个月, 1 周 is 7 天, and what a standard declares.
public struct UnitTable: Hashable, Sendable {
  /// A spelling's base unit and how many of it one is worth.
  public struct Entry: Hashable, Sendable {
    public let unit: Unit
    public let factor: Rational

    public init(unit: Unit, factor: Rational) {
      self.unit = unit
      self.factor = factor
    }
  }

  private var entries: [String: Entry]

  public init() {
    func entry(_ unit: Unit, _ factor: Int = 1) -> Entry { Entry(unit: unit, factor: Rational(factor)) }
    entries = [
      "分": entry(.points), "point": entry(.points), "points": entry(.points),
      "字": entry(.characters), "character": entry(.characters), "characters": entry(.characters),
      "天": entry(.days), "日": entry(.days), "day": entry(.days), "days": entry(.days),
      "周": entry(.days, 7), "week": entry(.days, 7), "weeks": entry(.days, 7),
      "个月": entry(.months), "月": entry(.months), "month": entry(.months), "months": entry(.months),
      "年": entry(.months, 12), "year": entry(.months, 12), "years": entry(.months, 12),
    ]
  }

  public mutating func declare(_ name: String, as entry: Entry) { entries[name] = entry }

  public func isDeclared(_ name: String) -> Bool { entries[name] != nil }

  /// The unit and multiple of a spelling such as `次` or `万元/户`. A word not declared is a unit of its own.
  public func resolve(_ text: String) throws(ArithmeticError) -> Entry {
    var unit = Unit.none
    var factor = Rational.one
    for (index, part) in text.split(separator: "/").enumerated() {
      let entry = entries[String(part)] ?? Entry(unit: Unit(String(part)), factor: .one)
      if index == 0 {
        (unit, factor) = (entry.unit, entry.factor)
      } else {
        unit = unit.divided(by: entry.unit)
        factor = try factor.divided(by: entry.factor)
      }
    }
    return Entry(unit: unit, factor: factor)
  }
}
