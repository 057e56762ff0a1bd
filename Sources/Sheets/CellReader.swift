import Diagnostics
import Quantities

/// The value of a cell's text as a type. Nothing is guessed: what is not certain is a problem.
public enum CellReader {
  /// - Returns: nil for a missing value.
  public static func value(_ text: String, type: ValueType, units: UnitTable) -> Result<Value?, SheetProblem> {
    let cell = TextDecoding.trim(text)
    if isMissing(cell) { return .success(nil) }
    if cell.count > SheetLimits.cellLength { return .failure(.cellTooLong(cell.count)) }
    if case .text = type { return .success(.text(cell)) }
    let narrow = TextDecoding.narrow(cell)
    return Result { () throws(SheetProblem) -> Value? in try read(narrow, type, units) }
  }

  private static func isMissing(_ cell: String) -> Bool {
    cell.isEmpty || ["-", "—", "——", "/", "未知", "待核实", "N/A", "n/a"].contains(cell)
  }

  static func isNone(_ cell: String) -> Bool { ["无", "none", "None", "0", "没有"].contains(cell) }

  private static func read(_ cell: String, _ type: ValueType, _ units: UnitTable) throws(SheetProblem) -> Value {
    switch type {
    case .truth: return .truth(try truth(cell))
    case .number(let unit, let whole): return .number(try number(cell, unit, whole: whole, units))
    case .percentage: return .number(try percentage(cell))
    case .date: return .date(try date(cell))
    case .text: return .text(cell)
    case .choice(let options, _): return .choice(try option(cell, options))
    case .choices(let options):
      if isNone(cell) { return .choices(0) }
      var bits: UInt64 = 0
      for part in cell.split(whereSeparator: { "、,;；，".contains($0) || $0.isWhitespace }) {
        bits |= 1 << (try option(String(part), options))
      }
      return .choices(bits)
    case .records(_, let columns):
      if isNone(cell) { return .records([]) }
      var rows: [[Value?]] = []
      for row in cell.split(whereSeparator: { $0 == ";" || $0 == "；" }) {
        rows.append(try record(String(row), columns, units))
      }
      return .records(rows)
    }
  }

  /// One record: its columns in order, separated by commas.
  static func record(_ text: String, _ columns: [ValueType.Column], _ units: UnitTable) throws(SheetProblem) -> [Value?]
  {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
    guard parts.count == columns.count else { throw .badRecord(columns: columns.map(\.name)) }
    var cells: [Value?] = []
    for (part, column) in zip(parts, columns) {
      cells.append(try value(String(part), type: column.type, units: units).get())
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

  private static func option(_ cell: String, _ options: [String]) throws(SheetProblem) -> Int {
    // Options are compared as the cell means them: full-width twins do not matter.
    if let index = options.firstIndex(where: { $0 == cell || TextDecoding.narrow($0) == cell }) { return index }
    throw .badOption(nearest: NearestName.of(cell, among: options), options: options)
  }

  // MARK: Numbers

  /// Sign, digits and what follows them: `-1,200.5万元` is (−1200.5, 万元).
  private static func leadingNumber(_ cell: String) throws(SheetProblem) -> (value: Rational, rest: String)? {
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
    guard let plain = withoutGroups(digits) else { return nil }
    do throws(ArithmeticError) {
      guard let value = try Rational.parse(decimal: plain) else { return nil }
      return (isNegative ? value.negated : value, TextDecoding.trim(String(rest)))
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

  private static func number(
    _ cell: String, _ unit: Unit, whole: Bool, _ units: UnitTable
  ) throws(SheetProblem) -> Rational {
    guard let (number, rest) = try leadingNumber(cell) else { throw .badNumber }
    if rest.hasPrefix("%") || rest.hasPrefix("‰") { throw .percentInNumber }
    var value = number
    if !rest.isEmpty {
      guard let entry = try? units.resolve(rest), entry.unit == unit else {
        throw .wrongUnit(found: rest, wanted: unit.text)
      }
      guard let scaled = try? value.multiplied(by: entry.factor) else { throw .tooManyDigits }
      value = scaled
    }
    if whole, !value.isWhole { throw .badInteger }
    return value
  }

  private static func percentage(_ cell: String) throws(SheetProblem) -> Rational {
    guard let (number, rest) = try leadingNumber(cell) else { throw .badPercentage }
    let scale: Int
    switch rest {
    case "%": scale = 100
    case "‰": scale = 1000
    case "":
      // 0.95 can only mean 95 %; 95 and 1 could be read both ways.
      guard number.isZero || (number > .zero && number < .one) else { throw .bareNumberAsPercentage }
      scale = 1
    default: throw .badPercentage
    }
    guard let value = try? number.divided(by: Rational(scale)) else { throw .tooManyDigits }
    return value
  }

  private static func date(_ cell: String) throws(SheetProblem) -> CalendarDate {
    var parts: [Int] = []
    var digits = ""
    var separators = ""
    for character in cell where !character.isWhitespace {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        guard !digits.isEmpty, digits.count <= 4 else { throw .badDate }
        parts.append(Int(digits) ?? 0)
        digits = ""
        separators.append(character)
      }
    }
    if !digits.isEmpty, digits.count <= 4 { parts.append(Int(digits) ?? 0) }
    guard parts.count == 3, parts[0] >= 1000, ["--", "//", "..", "年月", "年月日"].contains(separators),
      let date = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
    else { throw .badDate }
    return date
  }
}
