import Model
import Quantities

/// A parameter with the values it is to take.
public struct SweepAxis: Sendable {
  /// Place of the parameter in the standard.
  public let parameter: Int
  /// As the standard declares it.
  public let name: String
  /// As the standard declares it: numbers, percentages and dates can be swept.
  public let type: ValueType
  /// What the standard says; nil while open.
  public let base: Value?
  /// Rising by one step each, from the first value; at most ``stepLimit``.
  public private(set) var values: [Value] = []

  /// How far the values of an axis are apart.
  public struct Step: Sendable {
    /// What a step is counted in: base units for numbers, days or months for dates.
    public enum Unit: Sendable { case number, days, months }

    let size: Rational
    let unit: Unit

    /// Has to be above zero, which the axis checks.
    public init(_ size: Rational, _ unit: Unit) { (self.size, self.unit) = (size, unit) }
  }

  /// Values of one parameter at most.
  public static let stepLimit = 1_000
  /// Pairs of values of two axes at most.
  public static let gridLimit = 10_000

  /// The values from one to another, the last one at most the second.
  public init(
    _ parameter: Int, in standard: Standard, from: Value, to: Value, step: Step
  ) throws(SweepProblem) {
    let declared = standard.parameters[parameter]
    self.parameter = parameter
    name = declared.name
    type = declared.type
    base = declared.value
    guard let low = coordinate(from), let high = coordinate(to) else { throw .notSwept(declared.name) }
    if low > high { throw .reversed(from: from.text(as: declared.type), to: to.text(as: declared.type)) }
    if step.size <= .zero { throw .stepNotPositive }
    var value: Value? = from
    while let current = value, let place = coordinate(current), place <= high {
      if values.count == Self.stepLimit { throw .tooManySteps }
      values.append(current)
      value = try? Self.value(from, after: values.count, step)
    }
  }

  /// So many steps behind the first value.
  private static func value(_ first: Value, after count: Int, _ step: Step) throws(ArithmeticError) -> Value? {
    let way = step.size * Rational(count)
    switch first {
    case .number(let number): return .number(number + way)
    case .date(let date): return .date(try date.adding(way, months: step.unit == .months))
    case .truth, .text, .choice, .choices, .records: return nil
    }
  }

  // MARK: The line of numbers

  var isWhole: Bool { type.isWhole }

  /// Where a value lies on the line: whole numbers are whole ones of the unit in which the parameter is declared.
  func coordinate(_ value: Value) -> Rational? { value.place(in: grain) }

  /// What the numbers on the line are counted in.
  private var grain: Measure { isWhole ? type.measure : .none }

  /// The number at a place on the line, also at one halfway between two values.
  func number(at place: Rational) -> Rational { grain.value(of: place) }

  /// The value at a place on the line.
  func value(at place: Rational) -> Value {
    if case .date = type, let day = Int(exactly: place.floor), let date = try? CalendarDate(dayNumber: day) {
      return .date(date)
    }
    return .number(number(at: place))
  }
}
