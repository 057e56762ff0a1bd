import Diagnostics
import Quantities

/// What was taken off a cell before it was read.
enum CellRemark: Hashable {
  case invisible(Unicode.Scalar)
  /// The sign by which spreadsheets tell texts from numbers.
  case textMark
  case timeOfDay

  /// In which order they are told of a cell.
  var rank: UInt32 {
    switch self {
    case .textMark: 0
    case .timeOfDay: 1
    case .invisible(let scalar): 2 + scalar.value
    }
  }
}

/// The value of a cell's text as a type. Nothing is guessed: what is not certain is a problem.
public enum CellReader {
  /// - Returns: nil for a missing value.
  public static func value(_ text: String, type: ValueType, units: UnitTable) -> Result<Value?, SheetProblem> {
    Result { () throws(SheetProblem) -> Value? in
      var remarks: Set<CellRemark> = []
      return try value(text, type, units, &remarks)
    }
  }

  /// - Parameter bare: what the heading says of numbers without a unit.
  /// - Returns: nil for a missing value.
  static func value(
    _ text: String, _ type: ValueType, _ units: UnitTable, bare: BareNumber = .declared,
    _ remarks: inout Set<CellRemark>
  ) throws(SheetProblem) -> Value? {
    var cell = name(text, &remarks)
    let content = SpreadsheetTraces.unmarked(cell)
    if let content {
      remarks.insert(.textMark)
      cell = TextDecoding.trim(content)
    }
    // A text is never longer in characters than in bytes, which are counted at once.
    if cell.utf8.count > SheetLimits.cellLength, cell.count > SheetLimits.cellLength {
      throw .cellTooLong(cell.count)
    }
    let narrow = TextDecoding.narrow(cell)
    if isMissing(narrow) { return nil }
    if SpreadsheetTraces.isError(narrow) { throw .spreadsheetError(narrow) }
    if content == nil, SpreadsheetTraces.isFormula(narrow) { throw .formula }
    return try read(cell, narrow, type, units, bare, &remarks)
  }

  /// A text without what nobody sees in it, and without blanks around it.
  static func name(_ text: String, _ remarks: inout Set<CellRemark>) -> String {
    let visible = VisibleText(text)
    for scalar in visible.removed { remarks.insert(.invisible(scalar)) }
    return TextDecoding.trim(visible.text)
  }

  /// Whether a cell, narrowed, says nothing.
  static func isMissing(_ cell: String) -> Bool { cell.utf8.count <= longestMissing && missing.contains(cell) }

  private static let missing = ["", "-", "—", "——", "/", "未知", "待核实", "N/A", "n/a"]
  private static let longestMissing = missing.map(\.utf8.count).max() ?? 0

  /// Whether a text without spaces around it is surely a text, and means the same in every width: no remark is to be made of it,
  /// and nothing that a spreadsheet has left in it can be meant otherwise.
  static func isOrdinaryText(_ bytes: CellBytes) -> Bool {
    guard let first = bytes.first, bytes.count <= SheetLimits.cellLength,
      bytes.isOrdinary(withBrackets: 0xE4...0xE9 ~= first)
    else { return false }
    // Signs may be marks and formulas; an E makes an error or a number of a text.
    switch first {
    case 0x80...: break
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) { return false }
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
      if bytes.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }) { return false }
    default: return false
    }
    return bytes.count > longestMissing || !missingBytes.contains(where: bytes.isEqual)
  }

  private static let missingBytes = missing.map { Array($0.utf8) }

  /// Whether a cell, narrowed, states that there are none.
  static func isNone(_ cell: String) -> Bool { nones.contains(cell) }

  /// The same for the bytes of a cell that is read at sight, or of one that seems to.
  static func mayBeNone(_ cell: CellBytes) -> Bool {
    let content = cell.trimmed
    return content.count <= 6 && isNone(content.text)
  }

  private static let nones = ["无", "none", "None", "没有"]

  /// - Parameter cell: the text with the half-width twins of its characters, which is what all but texts mean.
  private static func read(
    _ text: String, _ cell: String, _ type: ValueType, _ units: UnitTable, _ bare: BareNumber,
    _ remarks: inout Set<CellRemark>
  ) throws(SheetProblem) -> Value {
    switch type {
    case .truth: return .truth(try truth(cell))
    case .number(let measure, let whole): return .number(try number(cell, measure, whole: whole, units, bare))
    case .percentage: return .number(try percentage(cell, bare))
    case .date: return .date(try date(cell, &remarks))
    case .text:
      if SpreadsheetTraces.isShortened(cell) { throw .shortenedNumber }
      return .text(text)
    case .choice(let options, _): return .choice(try option(cell, options))
    case .choices(let options): return .choices(try chosen(cell, options))
    case .records(_, let columns):
      if isNone(cell) || cell == "0" { return .records([]) }
      var rows: [[Value?]] = []
      for row in text.split(whereSeparator: { $0 == ";" || $0 == "；" }) {
        rows.append(try record(String(row), columns, units, &remarks))
      }
      return .records(rows)
    }
  }

  /// One record: its columns in order, separated by commas.
  private static func record(
    _ text: String, _ columns: [ValueType.Column], _ units: UnitTable, _ remarks: inout Set<CellRemark>
  ) throws(SheetProblem) -> [Value?] {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
    guard parts.count == columns.count else { throw .badRecord(columns: columns.map(\.name)) }
    var cells: [Value?] = []
    for (part, column) in zip(parts, columns) {
      cells.append(try value(String(part), column.type, units, &remarks))
    }
    return cells
  }

  private static func truth(_ cell: String) throws(SheetProblem) -> Bool {
    switch cell.lowercased() {
    case "是", "有", "√", "✓", "☑", "对", "yes", "y", "true": return true
    case "否", "无", "没有", "×", "✗", "x", "错", "no", "n", "false": return false
    default: throw .badTruth
    }
  }

  /// Where an option stands in the list; full-width twins do not matter.
  private static func place(_ cell: String, _ options: [String]) -> Int? {
    options.firstIndex { $0 == cell || TextDecoding.narrow($0) == cell }
  }

  private static func option(_ cell: String, _ options: [String]) throws(SheetProblem) -> Int {
    guard let index = place(cell, options) else { throw .badOption(cell, options: options) }
    return index
  }

  /// The options that a cell names, as bits.
  private static func chosen(_ cell: String, _ options: [String]) throws(SheetProblem) -> UInt64 {
    // An option may itself be called 无, or have any of the separators in it.
    if let index = place(cell, options) { return 1 << index }
    if isNone(cell) || cell == "0" { return 0 }
    var bits: UInt64 = 0
    for part in cell.split(whereSeparator: { "、,;".contains($0) }) {
      let words = TextDecoding.trim(String(part))
      // So may it have blanks, which otherwise separate options too.
      if let index = place(words, options) {
        bits |= 1 << index
      } else {
        for word in words.split(whereSeparator: \.isWhitespace) { bits |= 1 << (try option(String(word), options)) }
      }
    }
    return bits
  }

  // MARK: Numbers

  /// Sign, digits and the unit behind them: `-1,200.5万元` is (−1200.5, 万元). Nil if the cell is anything else.
  private static func leadingNumber(_ cell: String) throws(SheetProblem) -> (value: Rational, rest: String)? {
    if SpreadsheetTraces.isExponential(cell) { throw .shortenedNumber }
    var digits = ""
    var isNegative = false
    var rest = cell[...]
    if let first = rest.first, first == "-" || first == "+" || first == "−" {
      isNegative = first != "+"
      rest.removeFirst()
    }
    while let character = rest.first, character.isASCII, character.isNumber || character == "." || character == "," {
      digits.append(character)
      rest.removeFirst()
    }
    let unit = TextDecoding.trim(String(rest))
    guard let plain = withoutGroups(digits), mayBeUnit(unit) else { return nil }
    do throws(Rational.TooManyDigits) {
      guard let value = try Rational.parse(decimal: plain) else { return nil }
      return (isNegative ? value.negated : value, unit)
    } catch {
      throw .tooManyDigits
    }
  }

  /// `1,200` → `1200`; nil where the commas do not part groups of three.
  private static func withoutGroups(_ digits: String) -> String? {
    guard digits.contains(",") else { return digits }
    let whole = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = whole[0].split(separator: ",", omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return groups.joined() + (whole.count > 1 ? "." + whole[1] : "")
  }

  /// Whether what follows a number may be a unit, known or not. `12-15` and `1 200` are not one number.
  private static func mayBeUnit(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    switch first.properties.generalCategory {
    case .decimalNumber, .dashPunctuation, .mathSymbol: return false
    case .otherPunctuation: return first == "%" || first == "‰"
    default: return true
    }
  }

  /// The value in the base unit. A number without a unit is in that of the heading, or else in the one declared.
  private static func number(
    _ cell: String, _ declared: Measure, whole: Bool, _ units: UnitTable, _ bare: BareNumber
  ) throws(SheetProblem) -> Rational {
    guard let (number, rest) = try leadingNumber(cell) else { throw .badNumber }
    if rest.hasPrefix("%") || rest.hasPrefix("‰") { throw .percentInNumber }
    if rest.isEmpty { return try value(number, declared, whole: whole, bare) }
    let written = units.resolve(rest)
    guard written.unit == declared.unit else {
      throw declared.isPlain ? .unexpectedUnit(rest) : .wrongUnit(found: rest, wanted: declared)
    }
    return try value(number, written: written, declared, whole: whole)
  }

  /// What a number without a unit is worth.
  static func value(
    _ number: Rational, _ declared: Measure, whole: Bool, _ bare: BareNumber
  ) throws(SheetProblem) -> Rational {
    if case .unit(let measure) = bare { return try value(number, written: measure, declared, whole: whole) }
    return try value(number, written: declared, declared, whole: whole)
  }

  private static func value(
    _ number: Rational, written: Measure, _ declared: Measure, whole: Bool
  ) throws(SheetProblem) -> Rational {
    let value = written.value(of: number)
    if whole, !declared.isWhole(value) { throw .badInteger(declared) }
    return value
  }

  private static func percentage(_ cell: String, _ bare: BareNumber) throws(SheetProblem) -> Rational {
    guard let (number, rest) = try leadingNumber(cell), let sign = PartSign(rawValue: rest) else {
      throw .badPercentage
    }
    return try share(number, sign, bare)
  }

  /// What stands behind the number of a percentage.
  enum PartSign: String {
    case none = ""
    case percent = "%"
    case perMille = "‰"
  }

  /// The share that a number means.
  static func share(_ number: Rational, _ sign: PartSign, _ bare: BareNumber) throws(SheetProblem) -> Rational {
    switch sign {
    case .percent: return number * .powerOfTen(-2)
    case .perMille: return number * .powerOfTen(-3)
    case .none:
      if number.isZero { return .zero }
      if case .parts(let places, let isCertain) = bare {
        guard isCertain || number.magnitude > .one else { throw .shareBelowPercent }
        return number * .powerOfTen(-places)
      }
      // 0.95 can only mean 95 %; 95 and 1 could be read both ways.
      guard number > .zero && number < .one else { throw .bareNumberAsPercentage }
      return number
    }
  }

  /// Whether a cell is a number without a unit and beyond one: no share could be meant below a heading that says `%`.
  static func isBeyondOne(_ bytes: CellBytes) -> Bool {
    if bytes.isEmpty { return false }
    if let decimal = bytes.decimal {
      return !decimal.isPercent && Rational(decimal.digits, places: decimal.places).magnitude > .one
    }
    var remarks: Set<CellRemark> = []
    guard case .number(let number)? = try? value(bytes.text, .plainNumber, plainUnits, &remarks) else { return false }
    return number.magnitude > .one
  }

  private static let plainUnits = UnitTable()
}
