import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// What nobody sees makes no difference, wherever it stands, and is told.
@Suite struct VisibleTextTests {
  private static let invisible = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
    .filter(VisibleText.isInvisible)
  private static let spaces = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
    .filter(VisibleText.isOddSpace)
  /// One of each kind: soft hyphen, joiners, marks of direction, isolates, order mark, fillers, variation selectors,
  /// tags, controls.
  private static let samples: [Unicode.Scalar] = [
    "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{202A}",
    "\u{202E}", "\u{2060}", "\u{2066}", "\u{2069}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}",
    "\u{1D173}", "\u{E0001}", "\u{E0041}", "\u{E0100}", "\u{E01EF}", "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{9B}",
  ]

  @Test func everyInvisibleCharacterIsTakenOut() {
    #expect(Self.invisible.count > 4_000 && Set(Self.samples).isSubset(of: Self.invisible))
    for scalar in Self.invisible {
      let found = VisibleText("甲\(scalar)b")
      #expect(found.text == "甲b" && found.removed == [scalar], "U+\(String(scalar.value, radix: 16))")
    }
    for space in Self.spaces { #expect(VisibleText("甲\(space)b").text == "甲 b") }
    for kept in ["", "甲b", "a\tb\nc\r\u{2028}", "é", "e\u{301}", "《“—…”》", "ａ", "👍", "\u{F900}"] {
      #expect(VisibleText(kept).text.unicodeScalars.elementsEqual(kept.unicodeScalars))
    }
  }

  // MARK: In files

  private static let schema = Schema(
    columns: [
      Schema.Column(name: "小区", alias: nil, type: .text, lower: nil, upper: nil),
      Schema.Column(name: "街道", alias: nil, type: .text, lower: nil, upper: nil),
      Schema.Column(name: "户数", alias: nil, type: .number(Measure(Unit("户")), whole: true), lower: nil, upper: nil),
      Schema.Column(name: "收费率", alias: nil, type: .percentage, lower: nil, upper: nil),
      Schema.Column(name: "验收", alias: nil, type: .date, lower: nil, upper: nil),
      Schema.Column(name: "有车库", alias: nil, type: .truth, lower: nil, upper: nil),
      Schema.Column(
        name: "等次", alias: nil, type: .choice(options: ["优", "良"], order: .none), lower: nil, upper: nil),
      Schema.Column(
        name: "处罚", alias: nil,
        type: .records(
          .none,
          columns: [
            ValueType.Column(name: "日期", alias: nil, type: .date),
            ValueType.Column(name: "事由", alias: nil, type: .text),
          ]), lower: nil, upper: nil),
    ], subjects: [0], units: UnitTable())

  /// The same two sheets in every form, with marks where something may be put in: `‸`.
  private static let forms: [[(path: String, text: String)]] = [
    [
      (
        "a.csv",
        "小‸区,‸街道‸,户‸数,收费率‸,‸验收,有‸车库,等‸次,‸处罚\n"
          + "甲‸苑‸,‸城‸关,32‸0户,‸95‸%,2025-‸7-1‸,‸是,优‸,\"2025-‸7-1，扰‸民；2025-8-1‸，噪声\"\n乙苑,东关,1,2%,2025-1-1,否,良,无‸\n"
      )
    ],
    [
      ("a.csv", "小区,街道,户数,收费率,验收,有车库,等次\n甲苑,城关,320,95%,2025-7-1,是,优\n乙苑,东关,1,2%,2025-1-1,否,良\n"),
      ("a.‸处罚.csv", "小‸区,日‸期,‸事由\n‸甲苑,2025‸-7-1,扰民‸\n甲‸苑,2025-8-1‸,‸噪声\n乙‸苑,‸无,‸\n"),
    ],
    [
      (
        "a.json",
        #"[{"小‸区":"甲‸苑","街道‸":"‸城关","户数":"3‸20","收费率":"95‸%","验收":"2025-7-1‸","有车库":"‸是","等次":"‸优","‸处罚":[{"日‸期":"2025-7-1‸","事由":"扰‸民"},["2025-8-1","‸噪声"]]},"#
          + #"{"小区":"乙‸苑","街道":"东‸关","户数":1,"收费率":0.02,"验收":"2025-1-1","有车库":false,"等次":"良‸","处罚":"无‸"}]"#
      )
    ],
    [
      (
        "a.jsonl",
        "{\"小区\":\"甲‸苑\",\"街道\":\"城关‸\",\"户数\":320,\"收费率\":\"‸95%\",\"验收\":\"2025-7-1\",\"有车库\":true,\"等次\":\"优\",\"处罚\":\"2025-7-1，扰‸民；2025-8-1，噪声\"}\n"
          + "{\"小区\":\"‸乙苑\",\"街道\":\"东关\",\"户数\":1,\"收费率\":\"2%‸\",\"验收\":\"2025-1-1\",\"有车库\":\"否\",\"等次\":\"良\",\"处罚\":[]}\n"
      )
    ],
    [
      (
        "甲.txt",
        "小‸区：甲‸苑\n‸街道：城‸关\n户数‸：32‸0\n收费率：‸95%\n验收：2025-7‸-1\n有车库：是‸\n等次：‸优\n处‸罚：\n  2025-7-1，‸扰民\n‸\n处罚：2025-8-1，噪‸声\n"
      ),
      ("乙.txt", "‸小区：乙苑‸\n街道：东关\n‸\n户数：1\n收费率：2%\n验收：2025-1-1\n有车库：否\n等次：良\n处罚：‸无\n"),
    ],
  ]

  private func read(_ files: [(path: String, text: String)], _ insertion: (Int) -> String) -> (
    table: Table, diagnostics: [Diagnostic]
  ) {
    var mark = 0
    func filled(_ text: String) -> String {
      let pieces = text.unicodeScalars.split(separator: "‸", omittingEmptySubsequences: false).map(String.init)
      return pieces.dropFirst().reduce(pieces[0]) { text, piece in
        mark += 1
        return text + insertion(mark) + piece
      }
    }
    return SheetReader.read(
      files.map { SheetFile(path: filled($0.path), bytes: Array(filled($0.text).utf8)) }, schema: Self.schema)
  }

  private func contents(_ table: Table) -> [[Cell]] { table.sheets.map(\.cells).sorted { "\($0[0])" < "\($1[0])" } }

  /// Every sample in every place, and in a random few of them: the same sheets, and a message for each column at most.
  @Test(arguments: forms.indices) func placesOfFiles(_ form: Int) throws {
    let files = Self.forms[form]
    let clean = read(files) { _ in "" }
    #expect(clean.diagnostics.isEmpty)
    #expect(clean.table.sheets.count == 2)
    #expect(contents(clean.table) == contents(read(Self.forms[0]) { _ in "" }.table))
    var random = SeededGenerator(seed: UInt64(form))
    for scalar in Self.samples {
      // JSON takes controls only as they are written there.
      let digits = String(scalar.value, radix: 16)
      let isEscaped = scalar.value < 0x20 && files[0].path.contains("json")
      let inserted = isEscaped ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits : String(scalar)
      for rounds in 0..<3 {
        // The end of a text is a place like any other, but for a line end that must stay the last.
        let found = read(files) { _ in rounds == 0 || Int.random(in: 0..<5, using: &random) == 0 ? inserted : "" }
        #expect(contents(found.table) == contents(clean.table), "U+\(digits) in \(files[0].path)")
        #expect(found.diagnostics.allSatisfy { $0.problem.code == "D331" && !$0.isError })
        #expect(Set(found.diagnostics.map(\.place.subject)).count == found.diagnostics.count)
        if rounds == 0 {
          #expect(!found.diagnostics.isEmpty)
          let message = try #require(found.diagnostics.first).problem.wording(.zh).sentence
          #expect(message.uppercased().contains(digits.uppercased() + "）"))
        }
      }
    }
  }
}

extension Place {
  /// File and column.
  fileprivate var subject: [String] {
    switch self {
    case .cell(let file, _, let column, _, _): [file, column ?? ""]
    case .file(let file): [file]
    default: []
    }
  }
}
