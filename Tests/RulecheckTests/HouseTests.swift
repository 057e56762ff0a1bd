import Diagnostics
import Foundation
import Testing
import Workbench

/// The walls of the house: Sources/README.md as a test.
@Suite struct HouseTests {
  private static let allowed: [String: Set<String>] = [
    "Diagnostics": [],
    "Quantities": [],
    "Syntax": ["Diagnostics"],
    "Notices": ["Diagnostics"],
    "Model": ["Syntax", "Quantities", "Diagnostics"],
    "Planning": ["Model", "Syntax", "Quantities", "Diagnostics"],
    "Sheets": ["Quantities", "Diagnostics", "Glibc", "Musl", "Darwin"],
    "Evaluation": ["Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
    "Analysis": ["Evaluation", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
    "Reports": [
      "Analysis", "Evaluation", "Planning", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics",
    ],
    "Workbench": ["Analysis", "Evaluation", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics"],
    "RulecheckKit": [
      "Workbench", "Reports", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics", "Foundation",
    ],
    "Terminal": ["Diagnostics", "Glibc", "Musl", "Darwin"],
    "terminal-probe": ["Terminal", "Foundation"],
    "rulecheck": [
      "Workbench", "Reports", "Analysis", "Evaluation", "Planning", "Model", "Sheets", "Notices", "Syntax",
      "Quantities",
      "Diagnostics", "Terminal", "Foundation",
    ],
    "rulecheck-bench": [
      "RulecheckKit", "Workbench", "Analysis", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics",
      "Foundation",
    ],
  ]

  @Test func roomsImportOnlyWhatTheyMay() throws {
    let rooms = try FileManager.default.contentsOfDirectory(atPath: Package.root.appendingPathComponent("Sources").path)
      .filter { !$0.contains(".") }
    #expect(Set(rooms) == Set(Self.allowed.keys))
    for room in rooms {
      let folder = Package.root.appendingPathComponent("Sources/\(room)").path
      for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
        let path = "Sources/\(room)/\(file)"
        for line in try Package.text(path).split(separator: "\n") {
          let words = line.split(separator: " ")
          let isImport = words.first == "import" || words.dropFirst().first == "import"
          guard isImport, let name = words.last else { continue }
          #expect(Self.allowed[room]?.contains(String(name)) == true, "\(path) imports \(name)")
        }
      }
    }
  }

  @Test func thePackageDependsOnNothing() throws {
    #expect(try !Package.text("Package.swift").contains(".package("))
  }
}

@Suite struct DiagnosticsTests {
  @Test(arguments: [
    ("abc", 3), ("中文", 4), ("“中”", 4), ("ａ", 2), ("e\u{301}", 1), ("㎡", 2), ("—", 1), ("👍", 2), ("\u{200B}", 0),
    ("⚡", 2), ("🇨🇳", 2), ("👨‍👩‍👧", 2),
  ])
  func displayWidth(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func cuttingKeepsWithinTheWidth() {
    for width in 1...12 { #expect(DisplayWidth.of(DisplayWidth.cut("业主满意度 abc 调查", to: width)) <= width) }
  }

  @Test func nearestNames() {
    #expect(NearestName.of("物业费收费律", among: ["物业费收费率", "投诉率"]) == "物业费收费率")
    #expect(NearestName.of("完全不同", among: ["物业费收费率"]) == nil)
    #expect(NearestName.of("收费", among: ["物业费收费率", "投诉率"]) == "物业费收费率")
    #expect(NearestName.of("收费", among: ["物业费收费率", "收费率门槛"]) == nil)
    #expect(NearestName.of("收", among: ["物业费收费率"]) == nil)
    #expect(NearestName.split("收费率不低于95", into: { ["收费率", "不低于", "95"].contains($0) }) == ["收费率", "不低于", "95"])
    #expect(NearestName.split("收费率", into: { $0 == "收费率" }) == nil)
  }

  /// The underline stands under the marked text, by display width.
  @Test func underlinesAreAlignedByDisplayWidth() throws {
    let loaded = Workbench.load(SourceFile(name: "a", text: "标准 例\n事实 名 文本\n对象 名\n原则 1 “甲”\n  条件 名 已填 且 无此名\n"))
    let lines = DiagnosticRenderer(language: .zh).render(try #require(loaded.diagnostics.first)).split(separator: "\n")
    let source = try #require(lines.first { $0.contains("无此名") && $0.contains("|") })
    let marks = try #require(lines.first { $0.contains("^") })
    let before = try #require(source.range(of: "无此名")).lowerBound
    #expect(DisplayWidth.of(source[..<before]) == DisplayWidth.of(marks.prefix { $0 != "^" }))
    #expect(marks.filter { $0 == "^" }.count == 6)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func digests(_ text: String, _ digest: String) {
    #expect(Digest.sha256(text.utf8) == digest)
  }
}
