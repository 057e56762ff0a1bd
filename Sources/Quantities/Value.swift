/// What a fact can hold and an expression can give.
///
/// Percentages are numbers (95 % is 19/20); the type, not the value, tells them apart.
public enum Value: Hashable, Sendable {
  case truth(Bool)
  case number(Rational)
  case date(CalendarDate)
  case text(String)
  /// Position among the options of the type.
  case choice(Int)
  /// Bit i set: option i chosen. A choice has at most ``ValueType/optionLimit`` options.
  case choices(UInt64)
  /// Rows of cells in the order of the columns; nil is a missing cell.
  case records([[Value?]])
}

/// The type of a fact or an expression.
public indirect enum ValueType: Hashable, Sendable {
  case truth
  /// Numbers of one base unit; of the measure, whole ones only if so stated.
  case number(Measure, whole: Bool)
  case percentage
  case date
  case text
  /// Options in the order declared, no two alike.
  case choice(options: [String], order: Order)
  /// Any number of the options, in the order declared; no two alike.
  case choices(options: [String])
  /// Rows; each counts as one of the measure.
  case records(Measure, columns: [Column])

  /// Whether, and from which end, the options of a choice are ordered as listed.
  public enum Order: Hashable, Sendable { case none, ascending, descending }

  /// One column of a fact that holds rows.
  public struct Column: Hashable, Sendable {
    /// As the rules file declares it.
    public let name: String
    /// A second name under which sheets may give it; nil without one.
    public let alias: String?
    /// Of the cells; never rows again.
    public let type: ValueType
    /// What cells may be at least, itself allowed; nil for no limit below.
    public let lower: Value?
    /// Nil for no limit above.
    public let upper: Value?

    /// - Parameter alias: nil without a second name.
    public init(name: String, alias: String?, type: ValueType, lower: Value? = nil, upper: Value? = nil) {
      self.name = name
      self.alias = alias
      self.type = type
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// Options of a choice: the bits of a word, with room to spare.
  public static let optionLimit = 60

  /// What numbers of this type are written in.
  public var measure: Measure {
    if case .number(let measure, _) = self { measure } else { .none }
  }

  /// What numbers of this type are written in, by its Chinese word if it has one; nil for those without a unit.
  public var unit: String? {
    if case .number(let measure, _) = self, !measure.text.isEmpty { measure.text } else { nil }
  }

  /// Whether only whole numbers are of this type, dates counted in days.
  public var isWhole: Bool {
    switch self {
    case .date, .number(_, whole: true): true
    default: false
    }
  }

  /// Whether its values lie on a line: numbers and dates do.
  public var isOnLine: Bool {
    switch self {
    case .number, .percentage, .date: true
    case .truth, .text, .choice, .choices, .records: false
    }
  }

  /// The same without the limits of columns.
  public var unlimited: ValueType {
    guard case .records(let measure, let columns) = self else { return self }
    return .records(measure, columns: columns.map { Column(name: $0.name, alias: $0.alias, type: $0.type) })
  }

  /// A number without unit that need not be whole.
  public static let plainNumber = ValueType.number(.none, whole: false)
}

extension Value {
  /// The number it is; nil for anything else.
  public var number: Rational? {
    if case .number(let number) = self { return number }
    return nil
  }

  /// A number by which values of an ordered type compare; nil for others.
  public func order(as type: ValueType) -> Rational? {
    switch (self, type) {
    case (.number(let number), _): number
    case (.date(let date), _): Rational(date.dayNumber)
    case (.truth(let truth), _): truth ? .one : .zero
    case (.choice(let index), .choice(_, let order)): Rational(order == .descending ? -index : index)
    default: nil
    }
  }

  /// Where a number or date lies on a line of numbers of a measure, or of days; nil for other values.
  public func place(in measure: Measure) -> Rational? {
    switch self {
    case .number(let number): measure.number(of: number)
    case .date(let date): Rational(date.dayNumber)
    case .truth, .text, .choice, .choices, .records: nil
    }
  }

  /// Whether a number or date lies beyond a bound, which itself is allowed. Either end may be open; other values have
  /// no bounds.
  public func isOutside(_ lower: Value?, _ upper: Value?) -> Bool {
    isBelow(lower) || upper?.isBelow(self) == true
  }

  private func isBelow(_ other: Value?) -> Bool {
    switch (self, other) {
    case (.number(let x), .number(let y)): x < y
    case (.date(let x), .date(let y)): x < y
    default: false
    }
  }

  /// The value as a sheet would write it: 是, 95%, 3 次, 2025-08-20; or yes, 95%, 3 次, 2025-08-20 with the English
  /// words of the units known from the start.
  ///
  /// - Parameter places: decimals of a number that has too many.
  public func text(as type: ValueType, english: Bool = false, places: Int = 4) -> String {
    switch (self, type) {
    case (.truth(let value), _): value ? (english ? "yes" : "是") : (english ? "no" : "否")
    case (.number(let value), .percentage): (value * .powerOfTen(2)).shortText(places: places) + "%"
    case (.number(let value), .number(let measure, _)): measure.text(of: value, english: english, places: places)
    case (.number(let value), _): value.shortText(places: places)
    case (.date(let value), _): value.text
    case (.text(let value), _): value
    case (.choice(let index), .choice(let options, _)): options.indices.contains(index) ? options[index] : "?"
    case (.choice(let index), _): String(index)
    case (.choices(let bits), .choices(let options)):
      bits == 0
        ? (english ? "none" : "无")
        : options.indices.filter { bits & (1 << $0) != 0 }.map { options[$0] }.joined(separator: "、")
    case (.choices(let bits), _): String(bits, radix: 2)
    case (.records(let rows), .records(_, let columns)):
      rows.isEmpty
        ? (english ? "none" : "无")
        : rows.map { row in
          zip(row, columns).map { cell, column in cell?.text(as: column.type, english: english) ?? "—" }
            .joined(separator: "，")
        }.joined(separator: "；")
    case (.records(let rows), _): String(rows.count)
    }
  }
}

extension Value {
  /// A number or date for programs, exactly: the number of the unit of the type, without the unit; a share of one for
  /// percentages. Empty for other values.
  public func exactText(as type: ValueType) -> String {
    switch (self, type) {
    case (.number(let value), .number(let measure, _)): measure.exactText(of: value)
    case (.number(let value), _): value.exactText
    case (.date(let date), _): date.text
    default: ""
    }
  }
}
