import Model
import Quantities

/// How values of a type stand in a column of a table: of facts, of the rows of one, or of parameters.
struct FactColumn {
  let name: String
  let type: ValueType
  /// Decimals of a number, in the unit in which it is written; of a percentage, in percent.
  let places: Int
  /// What a number may be at least and at most, in that unit.
  let least: Rational
  let most: Rational
  /// Of a date: from the first day to the last, by number.
  let days: ClosedRange<Int>
  /// The column itself, NULL where it says nothing.
  let raw: Term
  /// What it says.
  private(set) var cell: SQLCell

  /// Numbers of which the standard says no limit are held to be smaller.
  static let limit = Rational.powerOfTen(12)
  /// The number of the last day of the calendar.
  static let lastDay = 3_652_364
  /// Decimals where nothing says how fine a number is.
  static let usualPlaces = 4

  init(_ fact: Fact, _ name: String, _ spans: Spans) {
    self.init(.facts, name, fact.type, fact.lower, fact.upper, fact.precision, spans)
  }

  init(_ column: ValueType.Column, _ name: String, _ spans: Spans) {
    self.init(.rows, name, column.type, column.lower, column.upper, nil, spans)
  }

  /// Without 范围 a number keeps its sign and may become a thousand times as large, or a million.
  init(_ parameter: Parameter, _ name: String, _ spans: Spans) {
    var (lower, upper) = (parameter.lower, parameter.upper)
    let isNumber = if case .number = parameter.type { true } else { parameter.type == .percentage }
    if isNumber, lower == nil {
      let value = parameter.value?.number ?? .zero
      let one = Self.one(parameter.type)
      let number = (try? value.divided(by: one)) ?? value
      let power = (6...12).first { number.magnitude * .powerOfTen(3) <= .powerOfTen($0) } ?? 12
      let most = Rational.powerOfTen(power) * one
      (lower, upper) = (.number(number.isNegative ? most.negated : .zero), .number(most))
    }
    self.init(
      .parameters, name, parameter.type, lower, upper, nil, spans, mayBeNull: parameter.value == nil)
  }

  private init(
    _ table: Terms.Table, _ name: String, _ type: ValueType, _ lower: Value?, _ upper: Value?, _ precision: Precision?,
    _ spans: Spans, mayBeNull: Bool = true
  ) {
    (self.name, self.type) = (name, type)
    let one = Self.one(type)
    let unit = (try? Rational.one.divided(by: one)) ?? .one
    func day(_ value: Value?, _ otherwise: Int) -> Int {
      if case .date(let date)? = value { date.dayNumber } else { otherwise }
    }
    days = day(lower, SQLDialect.firstDay)...day(upper, Self.lastDay)
    least = lower?.number.map { $0 * unit } ?? Self.limit.negated
    most = upper?.number.map { $0 * unit } ?? Self.limit
    let step = precision.map { $0.step * unit } ?? .one
    places = Self.places(type, step, isFine: precision != nil, [least, most])
    let terms = spans.terms
    let sound = Flags(isNone: terms.no, mayBeNone: terms.no, mayFail: terms.no, fails: terms.no, isVoid: terms.no)
    cell = SQLCell(flags: sound)
    switch type {
    case .truth, .records: raw = terms.column(table, name, .truth, mayBeNull: mayBeNull)
    case .choices(let options):
      raw = terms.column(table, name, .number, mayBeNull: mayBeNull, 0...(Int128(1) << Int128(options.count)) - 1)
    case .text, .choice, .date, .number, .percentage: raw = terms.column(table, name, .text, mayBeNull: mayBeNull)
    }
    switch type {
    case .truth: cell.truth = raw
    case .text: cell.text = raw
    case .choices: cell.bits = raw
    case .choice(let options, _):
      let places = options.enumerated().map { (terms.equal(raw, terms.text($1)), terms.number(Int128($0))) }
      let choice =
        mayBeNull
        ? terms.choose(places, terms.null(.number))
        : terms.choose(Array(places.dropLast()), terms.number(Int128(options.count - 1)))
      cell.span = spans.single(choice)
    case .date:
      cell.span = spans.single(terms.day(raw, Int128(days.lowerBound)...Int128(days.upperBound)))
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

  /// A number in base units as the column has it; nil where it does not hold it.
  func decimal(_ number: Rational, _ type: ValueType) -> String? {
    guard let own = try? number.divided(by: Self.one(type)), own.isExact(places: places), least <= own, own <= most
    else { return nil }
    return own.decimal(places: places)
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
