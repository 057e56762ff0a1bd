import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct StoredNumberTests {
  private static func decimal(_ text: String) -> String? {
    Array(text.utf8).withUnsafeBufferPointer { bytes -> String? in
      guard let number = StoredNumber(bytes) else { return nil }
      var written: [UInt8] = []
      number.append(to: &written)
      return String(decoding: written, as: UTF8.self)
    }
  }

  @Test(
    arguments: [
      ("0.57999999999999996", "0.58"), ("0.58", "0.58"), ("58", "58"), ("-0", "0"), ("-0.0", "0"), ("1E-3", "0.001"),
      ("5.0000000000000003E-2", "0.05"), ("1e2", "100"), ("+7.50", "7.5"), (".5", "0.5"), ("5.", "5"),
      ("0.30000000000000004", "0.3"), ("0.33333333333333331", "0.333333333333333"),
      ("0.66666666666666663", "0.666666666666667"), ("999999999999999", "999999999999999"),
      ("123456789012345678", "1.23456789012346E+17"), ("1E+15", "1E+15"), ("100000000000000", "100000000000000"),
      ("1.0000000000000001E-5", "0.00001"), ("-2.2999999999999998", "-2.3"), ("1E308", "1E+308"),
      ("00012", "12"), ("4.3500000000000005", "4.35"), ("1.005", "1.005"), ("1.0049999999999999", "1.005"),
    ])
  func fifteenDigits(_ stored: String, _ meant: String) { #expect(Self.decimal(stored) == meant) }

  @Test(arguments: ["", "x", "1,5", "1e", "1e+", "--1", "1.2.3", "INF", "NaN", "1e999", "1 2", "0x10", "."])
  func noNumbers(_ text: String) { #expect(Self.decimal(text) == nil) }

  /// Whatever has fifteen digits comes back from the binary fraction that a spreadsheet makes of it, with seventeen digits or
  /// as few as tell it from others.
  @Test func decimalsComeBack() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<4_000 {
      let digits = Int.random(in: 1...15, using: &random)
      let number = Int.random(in: 0..<Int(pow(10.0, Double(digits))), using: &random)
      let places = Int.random(in: 0...18, using: &random)
      let padded = String(repeating: "0", count: max(0, places + 1 - String(number).count)) + String(number)
      var text = String(padded.dropLast(places)) + (places > 0 ? "." + padded.suffix(places) : "")
      if places > 0 {
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
      }
      let value = Double(text) ?? 0
      for stored in [String(format: "%.17g", value), "\(value)", String(format: "%.16E", value)] {
        #expect(Self.decimal(stored) == text, "\(stored)")
      }
    }
  }

  /// Any binary fraction is what the C library shows of it with fifteen digits.
  @Test func fractionsAreRoundedAsTheyAreShown() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<4_000 {
      let value = Double.random(in: 0...1, using: &random) * pow(10, Double(Int.random(in: -8...14, using: &random)))
      var shown = String(format: "%.15g", value)
      if shown.contains("e") {
        guard let whole = Decimal(string: shown) else { continue }
        shown = "\(whole)"
      }
      #expect(Self.decimal("\(value)") == shown, "\(value)")
    }
    // In the middle between two.
    #expect(Self.decimal("0.50000000000000050") == String(format: "%.15g", 0.5000000000000005))
    #expect(Self.decimal("1000000000000.0625") == String(format: "%.15g", 1000000000000.0625))
    #expect(Self.decimal("1000000000000.1875") == String(format: "%.15g", 1000000000000.1875))
    #expect(Self.decimal("100000000000000.5") == "100000000000000")
    #expect(Self.decimal("100000000000001.5") == "100000000000002")
  }
}
