/// The unit in which numbers are written: what it is called, and how many base units one is worth. 年 is 12 个月, 万元
/// may be 10000 元.
///
/// Values are always kept in the base unit, so that they compare and add up whatever they were written in. The measure
/// says how to read a number without a unit and how to show one.
public struct Measure: Hashable, Sendable {
  /// The base unit; numbers agree if theirs do.
  public let unit: Unit
  /// How many base units one is worth.
  public let factor: UnitFactor
  /// `年`, `万元/户`; empty for a plain number.
  public let text: String
  /// ``text`` with the English words of the units known from the start.
  public let english: String

  /// Of plain numbers, percentages among them.
  public static let none = Measure(.none)
  /// 分, in which marks and totals are counted.
  public static let points = Measure(.points)

  /// The base unit itself.
  public init(_ unit: Unit) {
    self.init(unit: unit, factor: .one, text: unit.text, english: unit.english)
  }

  init(unit: Unit, factor: UnitFactor, text: String, english: String) {
    self.unit = unit
    self.factor = factor
    self.text = text
    self.english = english
  }

  /// Whether numbers have neither unit nor multiple.
  public var isPlain: Bool { self == .none }

  /// Whether the base unit is written differently.
  public var isMultiple: Bool { factor != .one }

  // MARK: Combining

  /// A product, which is written in the unit of the one factor that has any; of two that have, in base units.
  public func multiplied(by other: Measure) -> Measure {
    if other.isPlain { return self }
    return isPlain ? other : Measure(unit.multiplied(by: other.unit))
  }

  /// A quotient, which is written in the unit of what is divided by a plain number; else in base units.
  public func divided(by other: Measure) -> Measure {
    other.isPlain ? self : Measure(unit.divided(by: other.unit))
  }

  // MARK: Numbers

  /// The value in the base unit of a number written in this one.
  public func value(of number: Rational) -> Rational { isMultiple ? number * factor.value : number }

  /// The number that is written in this unit for a value in the base unit.
  public func number(of value: Rational) -> Rational { isMultiple ? value * factor.inverse : value }

  /// Whether a value is a whole number of this unit.
  public func isWhole(_ value: Rational) -> Bool { number(of: value).isWhole }

  /// A value as a decimal and the unit that makes it one: this unit, or else the base unit (7 个月 are no decimal number
  /// of 年). Nil if neither does.
  private func decimal(_ value: Rational) -> (number: Rational, measure: Measure)? {
    let number = number(of: value)
    if number.isExact(places: Rational.shortPlaces) { return (number, self) }
    // A number without any unit would be read in this one.
    guard isMultiple, unit.isQuotient, value.isExact(places: Rational.shortPlaces) else { return nil }
    return (value, Measure(unit))
  }

  /// Whether a value can be written exactly as a decimal.
  public func isWritable(_ value: Rational) -> Bool { decimal(value) != nil }

  /// A value as a sheet would write it: `8.5 年`, `7 个月`. Exact as long as a decimal can be, else about, with a sign
  /// that says so.
  public func text(of value: Rational, english: Bool = false, places: Int = 4) -> String {
    let (number, measure) = decimal(value) ?? (number(of: value), self)
    return measure.text(number.shortText(places: places), english)
  }

  /// A value as a rules file would write it, exactly: `17/2 年` where no decimal is.
  public func literal(of value: Rational) -> String {
    let (number, unit) = written(value)
    return unit.isEmpty ? number : number + " " + unit
  }

  /// The two parts of ``literal(of:)``; the unit of a plain number is empty.
  public func written(_ value: Rational) -> (number: String, unit: String) {
    guard let (number, measure) = decimal(value) else { return (exactText(of: value), text) }
    return (number.exactText, measure.text)
  }

  /// The exact number of this unit, without it.
  func exactText(of value: Rational) -> String { number(of: value).exactText }

  private func text(_ number: String, _ inEnglish: Bool) -> String {
    if text.isEmpty { return number }
    guard inEnglish else { return number + " " + text }
    guard number == "1" else { return number + " " + english }
    // 1 year, 1 month/household.
    let word = english.prefix { $0 != "/" }
    return number + " " + Unit.Words.singular(String(word)) + english[word.endIndex...]
  }
}
