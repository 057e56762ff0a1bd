import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// Cells as spreadsheets and programs leave them: what is certain is read, what is spoilt is said.
@Suite struct SpreadsheetCellTests {
  private static let types: [ValueType] = [
    .truth, .plainNumber, .number(Measure(Unit("户")), whole: true), .percentage, .date, .text,
    .choice(options: ["优", "良"], order: .none), .choices(options: ["养老", "托幼"]),
    .records(.none, columns: [ValueType.Column(name: "事由", alias: nil, type: .text)]),
  ]

  private func code(_ text: String, _ type: ValueType) -> String? {
    guard case .failure(let problem) = CellReader.value(text, type: type, units: UnitTable()) else { return nil }
    return problem.code
  }

  private func read(_ text: String, _ type: ValueType) throws -> (value: Value?, remarks: Set<CellRemark>) {
    var remarks: Set<CellRemark> = []
    let value = try CellReader.value(text, type, UnitTable(), &remarks)
    return (value, remarks)
  }

  // MARK: Dates

  private static let days: [@Sendable (CalendarDate) -> String] = [
    { "\($0.year)-\($0.month)-\($0.day)" }, { $0.text }, { "\($0.year)/\($0.month)/\($0.day)" },
    { "\($0.year).\($0.month).\($0.day)" }, { "\($0.year)年\($0.month)月\($0.day)日" },
    { "\($0.year)年\($0.month)月\($0.day)号" }, { $0.text.filter { $0 != "-" } },
  ]
  private static let midnights = [" 0:00", " 00:00", "  00:00:00", "T00:00:00", " 00:00:00.000", "\u{A0}0:00"]
  private static let zones = ["Z", "+08:00", "-0500", "+08"]

  /// Every way to write a day, with every way to write a time behind it.
  @Test func daysWithTimes() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      let date = try CalendarDate(dayNumber: Int.random(in: 366_000...3_652_364, using: &random))
      for day in Self.days.map({ $0(date) }) {
        for midnight in [""] + Self.midnights + Self.zones.map({ "T00:00:00" + $0 }) {
          let found = try read(day + midnight, .date)
          #expect(found.value == .date(date) && found.remarks == [], "\(day + midnight)")
        }
        let (hour, minute) = (Int.random(in: 0..<24, using: &random), Int.random(in: 1..<60, using: &random))
        let time = " \(hour):\(minute < 10 ? "0" : "")\(minute)"
        for tail in ["", ":00", ":00.5"] {
          let found = try read(day + time + tail, .date)
          #expect(found.value == .date(date) && found.remarks == [.timeOfDay], "\(day + time + tail)")
          for zone in Self.zones {
            #expect(code(day + time + tail + zone, .date) == "D318", "\(day + time + tail + zone)")
          }
        }
        for wrong in [
          " 24:00", " 0:60", " 0:00:60", " 0", " :00", "T", " 0:00 AM", " 0:00:00:00", " 0:0.5", " 上午8:00", "X0:00",
        ] {
          #expect(code(day + wrong, .date) == "D308", "\(day + wrong)")
        }
      }
    }
  }

  @Test(arguments: [
    ("45839", "2025-07-01"), ("45839.5", "2025-07-01"), ("36526", "2000-01-01"), ("４５８３９", "2025-07-01"),
    ("'45839", "2025-07-01"),
  ])
  func serialNumbersAreNamed(_ text: String, _ date: String) {
    guard case .failure(let problem) = CellReader.value(text, type: .date, units: UnitTable()) else {
      Issue.record("\(text) was accepted")
      return
    }
    #expect(problem.code == "D317")
    for language in Language.allCases {
      let wording = problem.wording(language)
      #expect(wording.remedy?.contains(date) == true && wording.reason?.contains(date) == true)
    }
  }

  @Test(arguments: ["7/1/2025", "1-Jul-25", "25/7/1", "20251301", "2025070", "202507011", "45839年", "1", "9999999"])
  func datesThatAreNone(_ text: String) { #expect(code(text, .date) == "D308", "\(text)") }

  // MARK: What spreadsheets leave

  @Test(arguments: [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "####",
    "########", "#n/a", " #REF! ", "＃Ｎ／Ａ", "＃ＲＥＦ！", "＃ＤＩＶ／０！", "＃＃＃＃", "Err:502", "#\u{200B}N/A", "'#N/A",
  ])
  func errorsAreNoContent(_ text: String) {
    for type in Self.types { #expect(code(text, type) == "D319", "\(text) as \(type)") }
  }

  @Test(arguments: ["#3楼", "3#", "#", "# 1", "#甲!", "Err", "#A", "#!"])
  func signsThatAreNoErrors(_ text: String) throws { #expect(try read(text, .text).value == .text(text)) }

  @Test(arguments: ["1.4E+17", "1.40781E+17", "1E+12", "-1.5E+10", "１．４Ｅ＋１７", "1.4e+17", "2.00E-05"])
  func shortenedNumbers(_ text: String) {
    for type in [ValueType.text, .plainNumber, .percentage] {
      #expect(code(text, type) == "D321", "\(text) as \(type)")
    }
  }

  @Test(arguments: ["3E2", "12E+34", "1E5", "E+17", "1.4E+1a", "1.4.2E+17", "A1E+17"])
  func codesWithAnE(_ text: String) throws { #expect(try read(text, .text).value == .text(text)) }

  @Test(arguments: ["=A1+B1", "=SUM(B2:B9)", "＝Ａ１"]) func formulas(_ text: String) {
    for type in Self.types { #expect(code(text, type) == "D320", "\(text) as \(type)") }
  }

  @Test(arguments: [
    ("'140781001", "140781001"), ("＇0123", "0123"), ("'甲苑", "甲苑"), ("=\"0123\"", "0123"), ("' 甲 ", "甲"),
  ])
  func marksOfTexts(_ text: String, _ content: String) throws {
    let found = try read(text, .text)
    #expect(found.value == .text(content) && found.remarks == [.textMark])
    #expect(try read("'12", .plainNumber).value == .number(Rational(12)))
    #expect(try read("'2025-07-01", .date).value == CalendarDate(year: 2025, month: 7, day: 1).map(Value.date))
    #expect(try read("'", .text).value == nil)
    #expect(try read("'甲' 苑", .text).value == .text("'甲' 苑"))
  }

  // MARK: JSON numbers

  /// Digits moved about and an exponent that moves them back are the same number.
  @Test func exponents() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2_000 {
      let digits = Int.random(in: -99_999...99_999, using: &random)
      let shift = Int.random(in: 0...6, using: &random)
      let value = try Rational(digits, over: Int("1" + String(repeating: "0", count: shift)) ?? 1)
      let point = Int.random(in: 0...5, using: &random)
      var text = String(digits.magnitude)
      text = String(repeating: "0", count: max(0, point + 1 - text.count)) + text
      if point > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -point)) }
      let exponent = point - shift
      let sign = exponent < 0 ? "-" : Bool.random(using: &random) ? "+" : ""
      let written =
        (digits < 0 ? "-" : "") + text + (Bool.random(using: &random) ? "e" : "E") + sign + "\(exponent.magnitude)"
      let decimal = try #require(JSONNumber.decimal(written), "\(written)")
      #expect(try Rational.parse(decimal: decimal.drop { $0 == "-" }) == value.magnitude, "\(written) → \(decimal)")
      #expect(decimal.hasPrefix("-") == (digits < 0))
    }
    #expect(JSONNumber.decimal("0e999999999999999999999") == "0" && JSONNumber.decimal("1e401") == nil)
    #expect(JSONNumber.decimal("1e-99999999999999999999") == nil)
  }
}
