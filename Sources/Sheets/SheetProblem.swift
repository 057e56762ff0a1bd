import Diagnostics
import Quantities

/// What can be wrong with fact sheets.
public enum SheetProblem: Problem, Error {
  /// What it seems to be; `?` if nothing known.
  case encoding(String)
  /// Characters it has.
  case cellTooLong(Int)
  /// The nearest of the known names is looked for only when the message is shown.
  case unknownColumn(String, known: [String])
  /// The cell of the heading row, from 1.
  case blankHeading(Int)
  /// The column, by its name in the standard or as written.
  case duplicateColumn(String)
  /// The column that should name the sheet.
  case subjectMissing(String)
  /// Cells of the row, and of the headings.
  case raggedRow(found: Int, wanted: Int)
  case unclosedQuote
  case noHeading
  /// The name, and the place of the first sheet that has it.
  case duplicateSheet(String, other: String)
  /// A name that several sheets have, and the facts that tell them apart.
  case ambiguousSheet(String, [String], facts: [String])
  /// Two names of groups, each with how many sheets state it, the second also with where.
  case nearGroups((name: String, count: Int), (name: String, count: Int), at: String, column: String)
  /// Further pairs of them.
  case moreNearGroups(Int)
  case badTruth
  case badNumber
  /// Whole numbers of which unit.
  case badInteger(Measure)
  /// The unit as written, and that of the column.
  case wrongUnit(found: String, wanted: Measure)
  /// A unit behind a plain number.
  case unexpectedUnit(String)
  case percentInNumber
  case bareNumberAsPercentage
  /// A number below one under a heading that says `%`.
  case shareBelowPercent
  case badPercentage
  case badDate
  /// The text that is none of the options.
  case badOption(String, options: [String])
  /// Either end may be open.
  case outOfRange(lower: Value?, upper: Value?, ValueType)
  /// No multiple of the step in which such values are measured.
  case finer(than: Rational, ValueType)
  case tooManyDigits
  /// The columns that each record should have.
  case badRecord(columns: [String])
  case noneAndRecords
  /// With JSON of the right kind.
  case wrongJSONKind(example: String)
  /// A JSON number where a text is wanted, which may have lost digits.
  case numberAsText
  /// The number by which a spreadsheet means a date.
  case serialDate(String, date: String)
  /// A time of day in a time zone: the day depends on where one is.
  case timeInZone
  case spreadsheetError(String)
  case formula
  /// A number of which a spreadsheet has kept the first digits only.
  case shortenedNumber
  /// Warnings: what was taken off cells of a column.
  case invisible([Unicode.Scalar], cells: Int)
  case textMark(cells: Int)
  case timeOfDay(cells: Int)
  case badJSON(JSONError)
  case badLine
  /// Problems beyond ``SheetLimits/problems``.
  case moreProblems(Int)

  private static let year = UnitTable().resolve("年")

  /// One of each, for the golden messages.
  public static let examples: [SheetProblem] = [
    .encoding("UTF-16"), .cellTooLong(20_001),
    .unknownColumn("收费", known: ["收费率"]), .blankHeading(3), .duplicateColumn("收费率"), .subjectMissing("小区名称"),
    .raggedRow(found: 3, wanted: 5), .unclosedQuote, .noHeading, .duplicateSheet("甲园", other: "a.csv 第 2 行"),
    .ambiguousSheet("幸福里", ["幸福里（东县）", "幸福里（西县）"], facts: ["小区", "县"]),
    .nearGroups(("东街街道", 1), ("东街", 6), at: "a.csv:2", column: "所在街道"), .moreNearGroups(3),
    .badTruth, .badNumber, .badInteger(year), .wrongUnit(found: "户", wanted: Measure(Unit("次"))),
    .unexpectedUnit("次"),
    .percentInNumber, .bareNumberAsPercentage, .shareBelowPercent, .badPercentage, .badDate,
    .badOption("优秀", options: ["优", "良"]),
    .outOfRange(lower: .number(.zero), upper: .number(.one), .percentage),
    .finer(than: .powerOfTen(-3), .percentage), .tooManyDigits,
    .badRecord(columns: ["日期", "事由"]), .noneAndRecords, .wrongJSONKind(example: "\"95%\""), .numberAsText,
    .timeInZone, .serialDate("45839", date: "2025-07-01"), .spreadsheetError("#N/A"), .formula, .shortenedNumber,
    .invisible(["\u{200B}", "\u{FEFF}"], cells: 3), .textMark(cells: 38), .timeOfDay(cells: 2),
    .badJSON(.unexpected("}", .lastComma)), .badLine,
    .moreProblems(12),
  ]
}

/// What fact sheets may hold. Each limit has a message of its own. Of files and sheets there may be as many as memory holds.
public enum SheetLimits {
  /// Characters of one cell.
  public static let cellLength = 20_000
  /// Levels of arrays and objects in one another.
  public static let jsonNesting = 32
  /// Problems collected in one run.
  public static let problems = 1_000
}
