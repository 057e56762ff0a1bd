import Quantities

/// Reads the ordinary cells of one column at sight: plain numbers, days, texts of ordinary characters, and what has been
/// read before. Any other cell is the matter of ``CellReader``, which says what cells mean: none is read here that it
/// would read otherwise, or of which it would have anything to say. What reads is called mutating, lest a reader that stands
/// in memory be copied for it.
struct ColumnReader {
  let match: ColumnNames.Match
  /// Of the column, among those of the schema.
  let place: Int
  private let kind: Kind
  private let lower: Value?
  private let upper: Value?
  private let precision: Precision?
  private let hasLimits: Bool
  /// The limits of numbers in billionths, where these are all that limits them.
  private let range: ClosedRange<Int>?
  private let measure: Measure
  private let isWhole: Bool
  /// Whether a number without a unit is worth what it says.
  private let isPlain: Bool
  /// The places by which the point of a share is moved without a sign behind it, and whether that is certain.
  private let parts: (places: Int, areCertain: Bool)?
  private var memo = CellMemo()

  private enum Kind { case number, percentage, date, text, truth, other }

  init(_ match: ColumnNames.Match, _ column: Schema.Column) {
    self.match = match
    place = match.place
    (lower, upper, precision) = (column.lower, column.upper, column.precision)
    hasLimits = column.lower != nil || column.upper != nil || column.precision != nil
    range = column.precision == nil ? Self.range(column.lower, column.upper) : nil
    measure = column.type.measure
    isWhole = if case .number(_, true) = column.type { true } else { false }
    isPlain = if case .unit = match.bare { false } else { !column.type.measure.isMultiple }
    parts = if case .parts(let places, let certain) = match.bare { (places, certain) } else { nil }
    kind =
      switch column.type {
      case .number: .number
      case .percentage: .percentage
      case .date: .date
      case .text: .text
      case .truth: .truth
      case .choice, .choices, .records: .other
      }
  }

  /// So many places behind the point a number may have that is held against limits at sight.
  private static let rangePlaces = 9

  private static func range(_ lower: Value?, _ upper: Value?) -> ClosedRange<Int>? {
    let scale = CellColumnDraft.powers[rangePlaces]
    guard case .number(let least)? = lower, case .number(let most)? = upper, let low = least.count(of: scale),
      let high = most.count(of: scale), low <= high
    else { return nil }
    return low...high
  }

  /// Whether a number of JSON means the same as its digits in a cell.
  var takesNumbers: Bool {
    switch kind {
    case .number, .percentage, .date: true
    case .text, .truth, .other: false
    }
  }

  /// Whether cells are truths or numbers, of which the first bytes may tell.
  var readsTruths: Bool { kind == .truth }
  var readsNumbers: Bool { kind == .number || kind == .percentage }

  /// What a cell is at sight.
  enum Sight {
    case missing
    case truth(Bool)
    case number(digits: Int, places: Int)
    case day(CalendarDate)
    /// Of ordinary characters.
    case text(CellBytes)
    case known(Cell)

    var isMissing: Bool {
      switch self {
      case .missing, .known(.missing): true
      case .truth, .number, .day, .text, .known: false
      }
    }

    var cell: Cell {
      switch self {
      case .missing: .missing
      case .truth(let truth): .value(.truth(truth))
      case .number(let digits, let places): .value(.number(Rational(digits, places: places)))
      case .day(let date): .value(.date(date))
      case .text(let text): .value(.text(text.text))
      case .known(let cell): cell
      }
    }
  }

  /// - Returns: nil for a cell that is not read at sight.
  @inline(__always) mutating func sight(_ original: CellBytes) -> Sight? {
    let bytes = original.trimmed
    if bytes.isEmpty { return .missing }
    switch kind {
    case .truth: if let truth = bytes.truth { return .truth(truth) }
    case .number, .percentage: if let decimal = bytes.decimal, let sight = sight(decimal) { return sight }
    case .date: if let date = bytes.day, isAllowed(.date(date)) { return .day(date) }
    case .text: if CellReader.isOrdinaryText(bytes) { return .text(bytes) }
    case .other: break
    }
    return memo[bytes].map(Sight.known)
  }

  /// Reads a cell of a sheet that has none of the column yet.
  ///
  /// - Returns: false for a cell that is not read at sight.
  mutating func read(_ bytes: CellBytes, _ column: inout CellColumnDraft, _ sheet: Int) -> Bool {
    guard let sight = sight(bytes) else { return false }
    column.put(seen: sight, at: sheet)
    return true
  }

  /// So many bytes from the beginning of a number are looked at by ``readNumber(_:_:_:_:)``.
  static let ahead = 32

  /// Reads a number of a sheet that has none of the column yet, if the first bytes of its cell tell what it is and where it
  /// ends.
  ///
  /// - Parameter start: of as many bytes as are looked at.
  /// - Returns: how long the cell is; zero, having done nothing, where it is not read so.
  mutating func readNumber(
    _ start: UnsafePointer<UInt8>, _ end: CellEnd, _ column: inout CellColumnDraft, _ sheet: Int
  ) -> Int {
    guard let decimal = CellBytes.decimal(at: start, Self.ahead - 1), end.holds(start[decimal.length]) else { return 0 }
    // Most are no percentages and have no unit that makes something else of them.
    if kind == .number, isPlain, !decimal.isPercent, !isWhole || decimal.places == 0 {
      guard isWithin(decimal.digits, decimal.places) else { return 0 }
      column.put(digits: decimal.digits, places: decimal.places, at: sheet)
      return decimal.length
    }
    switch sight(decimal) {
    case .number(let digits, let places): column.put(digits: digits, places: places, at: sheet)
    case .known(let cell): column.put(cell, at: sheet)
    case nil, .missing, .truth, .day, .text: return 0
    }
    return decimal.length
  }

  /// Keeps what a text was read as without anything being said of it.
  mutating func keep(_ cell: Cell, for original: CellBytes) {
    switch cell {
    case .missing, .value: memo.keep(cell, for: original.trimmed)
    case .unsettled, .unreadable: break
    }
  }

  private mutating func sight(_ decimal: CellBytes.Decimal) -> Sight? {
    let (digits, places) = (decimal.digits, decimal.places)
    if kind == .percentage {
      guard let more = partPlaces(digits, places, decimal.isPercent), places + more <= Rational.typedDigitLimit,
        isWithin(digits, places + more)
      else { return nil }
      return .number(digits: digits, places: places + more)
    }
    if decimal.isPercent { return nil }
    if isPlain {
      if !isWhole || places == 0 { return isWithin(digits, places) ? .number(digits: digits, places: places) : nil }
      let (whole, rest) = digits.quotientAndRemainder(dividingBy: CellColumnDraft.powers[places])
      return rest == 0 && isWithin(whole, 0) ? .number(digits: whole, places: 0) : nil
    }
    let number = try? CellReader.value(Rational(digits, places: places), measure, whole: isWhole, match.bare)
    guard let number, isAllowed(.number(number)) else { return nil }
    return .known(.value(.number(number)))
  }

  /// By how many places the point of a percentage is moved to make a share of it: ``CellReader/share(_:_:_:)``. Nil where
  /// that is not to be seen at sight.
  private mutating func partPlaces(_ digits: Int, _ places: Int, _ isPercent: Bool) -> Int? {
    if isPercent { return 2 }
    if digits == 0 { return 0 }
    let isBelowOne = digits.magnitude < CellColumnDraft.powers[places].magnitude
    if let parts {
      let isBeyondOne = !isBelowOne && digits.magnitude != CellColumnDraft.powers[places].magnitude
      return parts.areCertain || isBeyondOne ? parts.places : nil
    }
    return isBelowOne && digits > 0 ? 0 : nil
  }

  /// Whether a number may stand there.
  @inline(__always) private mutating func isWithin(_ digits: Int, _ places: Int) -> Bool {
    if !hasLimits { return true }
    guard let range, places <= Self.rangePlaces else { return isAllowed(digits, places) }
    let (number, isBeyond) = digits.multipliedReportingOverflow(by: CellColumnDraft.powers[Self.rangePlaces - places])
    return !isBeyond && range.contains(number)
  }

  @inline(never) private mutating func isAllowed(_ digits: Int, _ places: Int) -> Bool {
    isAllowed(.number(Rational(digits, places: places)))
  }

  private mutating func isAllowed(_ value: Value) -> Bool {
    !hasLimits || (precision?.allows(value) ?? true) && !value.isOutside(lower, upper)
  }
}

extension CellColumnDraft {
  /// Writes what a cell is at sight for a sheet that has none yet.
  @inline(__always) mutating func put(seen sight: ColumnReader.Sight, at sheet: Int) {
    switch sight {
    case .missing: break
    case .truth(let truth): put(truth: truth, at: sheet)
    case .number(let digits, let places): put(digits: digits, places: places, at: sheet)
    case .day(let date): put(word: date.dayNumber, at: sheet)
    case .text(let text): put(ordinary: text, at: sheet)
    case .known(let cell): put(cell, at: sheet)
    }
  }
}

extension CellBytes {
  fileprivate var truth: Bool? {
    count == 3 ? Self.truth(UInt32(self[0]) | UInt32(self[1]) << 8 | UInt32(self[2]) << 16) : nil
  }

  /// 是 and 否, the signs of almost all truths, by the first three of four bytes.
  @inline(__always) static func truth(_ bytes: UInt32) -> Bool? {
    switch bytes & 0xFF_FFFF {
    case 0xAF_98E6: true
    case 0xA6_90E5: false
    default: nil
    }
  }
}
