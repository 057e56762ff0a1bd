import Foundation
import Sheets
import TestSupport
import Testing

@testable import Workbench

/// Rules files from programs that do not write UTF-8.
@Suite struct RulesEncodingTests {
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  /// A shipped standard in GB18030 judges as it does in UTF-8, says so in a remark, and `fmt` makes UTF-8 of it.
  @Test func gb18030IsReadAndFormatted() throws {
    let text = try Package.text("rules/houma.rules")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("旧.rules")
    try #require(text.data(using: Self.gb18030)).write(to: file)
    let wanted = try CommandTests.run("rules/houma.rules", "rules/sheets", "--format", "csv")
    let judged = try CommandTests.run(file.path, "rules/sheets", "--format", "csv")
    #expect(judged.code == 0 && judged.output == wanted.output, "\(judged.errors)")
    let checked = try CommandTests.run("check", file.path)
    #expect(checked.code == 0 && checked.errors.contains("R307"))
    #expect(try CommandTests.run("fmt", "--check", file.path).code == 1)
    let formatted = try CommandTests.run("fmt", file.path)
    #expect(formatted.code == 0 && formatted.output.contains("UTF-8"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    #expect(try !CommandTests.run("check", file.path).errors.contains("R307"))
  }

  /// A UTF-8 text in which some bytes are wrong is damaged, and never something in another encoding.
  @Test func damagedUTF8IsNoOtherEncoding() throws {
    let bytes = Array(try Package.text("rules/houma.rules").utf8.prefix(4_000))
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0x80...0xFF, using: &random)
      }
      if TextDecoding.isUTF8(damaged) { continue }
      #expect(String(rules: damaged) == nil)
    }
  }
}
