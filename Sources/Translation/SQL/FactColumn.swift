import Model
import Quantities

/// How values of a type stand in a column of a table: of facts, or of the rows of one.
struct FactColumn {
  let name: String
  let type: ValueType
  /// Decimals of a number, in the unit in which it is written; of a percentage, in percent.
  let places: Int
  /// What a number may be at least and at most, in that unit.
  let least: Rational
  let most: Rational
  /// It is limited by the standard.
  let isLimited: Bool
  /// The column itself, NULL where it says nothing.
  let raw: Term
  /// What it says.
  private(set) var cell: SQLCell

  /// Numbers of which the standard says no limit are held to be smaller.
  static let limit = Rational.powerOfTen(12)
  /// Decimals where nothing says how fine a number is.
  static let usualPlaces = 4

  init(_ fact: Fact, _ name: String, _ spans: Spans) {
    self.init(name, fact.type, fact.lower, fact.upper, fact.precision, spans)
  }

  init(_ column: ValueType.Column, _ name: String, _ spans: Spans) {
    self.init(name, column.type, column.lower, column.upper, nil, spans)
  }

  private init(
    _ name: String, _ type: ValueType, _ lower: Value?, _ upper: Value?, _ precision: Precision?, _ spans: Spans
  ) {
    (self.name, self.type) = (name, type)
    let one = Self.one(type)
    let unit = (try? Rational.one.divided(by: one)) ?? .one
    isLimited = lower?.number != nil && upper?.number != nil
    least = lower?.number.map { $0 * unit } ?? Self.limit.negated
    most = upper?.number.map { $0 * unit } ?? Self.limit
    let step = precision.map { $0.step * unit } ?? .one
    places = Self.places(type, step, isFine: precision != nil, [least, most])
    let terms = spans.terms
    let sound = Flags(isNone: terms.no, mayBeNone: terms.no, mayFail: terms.no, fails: terms.no, isVoid: terms.no)
    cell = SQLCell(flags: sound)
    switch type {
    case .truth, .records: raw = terms.column(name, .truth)
    case .choices(let options): raw = terms.column(name, .number, 0...(Int128(1) << Int128(options.count)) - 1)
    case .text, .choice, .date, .number, .percentage: raw = terms.column(name, .text)
    }
    switch type {
    case .truth: cell.truth = raw
    case .text: cell.text = raw
    case .choices: cell.bits = raw
    case .choice(let options, _):
      let choice = terms.choose(
        options.enumerated().map { (terms.equal(raw, terms.text($1)), terms.number(Int128($0))) },
        terms.null(.number))
      cell.span = spans.single(choice)
    case .date:
      let limits = [lower, upper].map { value -> Int128? in
        if case .date(let date)? = value { Int128(date.dayNumber) } else { nil }
      }
      cell.span = spans.single(terms.day(raw, (limits[0] ?? 306)...(limits[1] ?? 3_652_364)))
    case .number, .percentage:
      let size = Rational.powerOfTen(places)
      let range = Int128(Int(clamping: (least * size).floor))...Int128(Int(clamping: (most * size).ceiling))
      let count = terms.scaled(raw, places: places, range)
      // In base units.
      let worth = one * ((try? Rational.one.divided(by: size)) ?? .one)
      cell.span = (try? spans.product(spans.single(count), by: worth)) ?? spans.single(count)
    case .records:
      cell.truth = terms.choose(terms.isYes(raw), terms.yes, terms.null(.truth))
    }
  }

  /// What one is worth, in base units.
  private static func one(_ type: ValueType) -> Rational {
    switch type {
    case .number(let measure, _): measure.value(of: .one)
    case .percentage: .powerOfTen(-2)
    case .truth, .date, .text, .choice, .choices, .records: .one
    }
  }

  private static func places(_ type: ValueType, _ step: Rational, isFine: Bool, _ ends: [Rational]) -> Int {
    switch type {
    case .number(_, whole: true), .truth, .date, .text, .choice, .choices, .records: return 0
    case .number, .percentage:
      let told = isFine ? [step] + ends : ends
      let needed = (0...usualPlaces).first { places in told.allSatisfy { ($0 * .powerOfTen(places)).isWhole } }
      return isFine ? needed ?? usualPlaces : usualPlaces
    }
  }
}
