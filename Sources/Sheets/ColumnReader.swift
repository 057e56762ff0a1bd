import Quantities

/// Reads the ordinary cells of one column at sight: plain numbers, days, texts of ordinary characters, and what has been
/// read before. Any other cell is the matter of ``CellReader``, which says what cells mean: none is read here that it
/// would read otherwise, or of which it would have anything to say.
struct ColumnReader {
  let match: ColumnNames.Match
  /// Of the column, among those of the schema.
  let place: Int
  private let kind: Kind
  private let lower: Value?
  private let upper: Value?
  private let precision: Precision?
  private let hasLimits: Bool
  private let measure: Measure
  private let isWhole: Bool
  /// Whether a number without a unit is worth what it says.
  private let isPlain: Bool
  private var memo = CellMemo()

  private enum Kind { case number, percentage, date, text, other }

  init(_ match: ColumnNames.Match, _ column: Schema.Column) {
    self.match = match
    place = match.place
    (lower, upper, precision) = (column.lower, column.upper, column.precision)
    hasLimits = column.lower != nil || column.upper != nil || column.precision != nil
    measure = column.type.measure
    isWhole = if case .number(_, true) = column.type { true } else { false }
    isPlain = if case .unit = match.bare { false } else { !column.type.measure.isMultiple }
    kind =
      switch column.type {
      case .number: .number
      case .percentage: .percentage
      case .date: .date
      case .text: .text
      case .truth, .choice, .choices, .records: .other
      }
  }

  /// Whether a number of JSON means the same as its digits in a cell.
  var takesNumbers: Bool {
    switch kind {
    case .number, .percentage, .date: true
    case .text, .other: false
    }
  }

  /// - Returns: nil for a cell that is not read at sight.
  func cell(_ original: CellBytes) -> Cell? {
    let bytes = original.trimmed
    if bytes.isEmpty { return .missing }
    switch kind {
    case .number, .percentage: if let number = number(bytes) { return .value(.number(number)) }
    case .date: if let date = bytes.day, isAllowed(.date(date)) { return .value(.date(date)) }
    case .text: if CellReader.isOrdinaryText(bytes) { return .value(.text(bytes.text)) }
    case .other: break
    }
    return memo[bytes]
  }

  /// Keeps what a text was read as without anything being said of it.
  mutating func keep(_ cell: Cell, for original: CellBytes) {
    switch cell {
    case .missing, .value: memo.keep(cell, for: original.trimmed)
    case .unsettled, .unreadable: break
    }
  }

  private func number(_ bytes: CellBytes) -> Rational? {
    guard let (digits, places, isPercent) = bytes.decimal else { return nil }
    let number = Rational(digits, places: places)
    let value: Rational?
    if kind == .percentage {
      value = try? CellReader.share(number, isPercent ? .percent : .none, match.bare)
    } else if isPercent {
      return nil
    } else if isPlain {
      value = isWhole && !number.isWhole ? nil : number
    } else {
      value = try? CellReader.value(number, measure, whole: isWhole, match.bare)
    }
    return value.flatMap { isAllowed(.number($0)) ? $0 : nil }
  }

  private func isAllowed(_ value: Value) -> Bool {
    !hasLimits || (precision?.allows(value) ?? true) && !value.isOutside(lower, upper)
  }
}
