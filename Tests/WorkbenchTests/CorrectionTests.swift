import Diagnostics
import Syntax
import TestSupport
import Testing
import Workbench

/// What people write instead, and what is proposed for it: every proposal is put into the file it was reported for.
@Suite struct CorrectionTests {
  /// A line of a file, as it was meant and as it was written.
  struct Slip: Sendable, CustomTestStringConvertible {
    let line: String
    let meant: String
    let written: String

    var testDescription: String { written }
  }

  static let rules = fixture.rules
  static let slips = fixture.slips

  private static var fixture: (rules: String, slips: [Slip]) {
    guard let text = try? Package.text("Tests/Fixtures/slips.txt") else { return ("", []) }
    let parts = text.components(separatedBy: "===\n")
    let slips = parts[1].split(separator: "\n").map { line in
      let parts = line.components(separatedBy: " ⇒ ")
      return Slip(line: parts[0], meant: parts[1], written: parts[2])
    }
    return (parts[0], slips)
  }

  /// The line that is proposed makes every message go away, and says what was meant.
  @Test(arguments: slips) func aSlipIsCorrected(_ slip: Slip) throws {
    let (written, meant) = (
      Self.rules.replacing(slip.line, with: slip.written), Self.rules.replacing(slip.line, with: slip.meant)
    )
    #expect(written != meant || slip.written == slip.meant)
    let wanted = CanonicalText.of(SourceFile(name: "", text: meant))
    let loaded = load(text: written)
    let errors = loaded.diagnostics.filter(\.isError)
    #expect(errors.count == 1, "\(errors.map(\.problem.code))")
    let corrected = try #require(errors.first.flatMap(Self.corrected), "\(errors.map(\.problem.code))")
    #expect(load(text: corrected).diagnostics.allSatisfy { !$0.isError })
    #expect(CanonicalText.of(SourceFile(name: "", text: corrected)) == wanted, "\(corrected)")
  }

  private static func corrected(_ diagnostic: Diagnostic) -> String? {
    guard let replacement = diagnostic.replacement, case .source(let file, let range) = diagnostic.place else {
      return nil
    }
    return file.replacing(diagnostic.replaced ?? range, with: replacement).text
  }

  /// What would lose a number or turn a sentence round is not proposed, nor what nobody can know.
  @Test(arguments: [
    ("    扣减 2 分 按 次数 每 1 次", "    扣减 1-3 分"), ("    扣减 2 分 按 次数 每 1 次", "    扣1-3分"),
    ("    扣减 2 分 按 次数 每 1 次", "    每次扣2分"), ("  条件 收费率 不低于 85%", "  条件 无档案"),
    ("    得分 60 分 当 绿化率 不低于 35%", "    不得分 当 绿化率 不低于 35%"),
  ]) func nothingIsProposed(_ line: String, _ written: String) throws {
    let errors = load(text: Self.rules.replacing(line, with: written)).diagnostics.filter(\.isError)
    #expect(!errors.isEmpty)
    for error in errors { #expect(error.replacement == nil, "\(error.replacement ?? "")") }
  }
}
