import Foundation
import TestSupport
import Testing

/// The walls of the house: Sources/README.md as a test.
@Suite struct HouseTests {
  private static let allowed: [String: Set<String>] = [
    "Diagnostics": [],
    "Quantities": [],
    "Drawing": ["Quantities", "Diagnostics"],
    "Spreadsheets": ["Quantities"],
    "Syntax": ["Diagnostics"],
    "Notices": ["Diagnostics"],
    "Model": ["Syntax", "Quantities", "Diagnostics"],
    "Planning": ["Model", "Syntax", "Quantities", "Diagnostics"],
    "Sheets": ["Spreadsheets", "Quantities", "Diagnostics", "Synchronization", "Glibc", "Musl", "Darwin"],
    "Evaluation": ["Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics", "Synchronization"],
    "Translation": ["Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
    "Analysis": ["Evaluation", "Planning", "Model", "Sheets", "Syntax", "Quantities", "Diagnostics"],
    "Reports": [
      "Analysis", "Evaluation", "Planning", "Model", "Sheets", "Spreadsheets", "Notices", "Drawing", "Syntax",
      "Quantities", "Diagnostics",
    ],
    "Pages": [
      "Reports", "Analysis", "Translation", "Evaluation", "Planning", "Model", "Sheets", "Drawing", "Syntax",
      "Quantities",
      "Diagnostics",
    ],
    "Workbench": [
      "Analysis", "Evaluation", "Planning", "Model", "Sheets", "Notices", "Syntax", "Quantities", "Diagnostics",
    ],
    "RulecheckKit": [
      "Workbench", "Reports", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics", "Foundation",
    ],
    "Terminal": ["Diagnostics", "Glibc", "Musl", "Darwin"],
    "terminal-probe": ["Terminal", "Foundation"],
    "rulecheck": [
      "Workbench", "Pages", "Reports", "Drawing", "Analysis", "Translation", "Evaluation", "Planning", "Model",
      "Sheets", "Spreadsheets", "Notices", "Syntax", "Quantities", "Diagnostics", "Terminal", "Synchronization",
      "Glibc", "Musl", "Darwin",
    ],
    "rulecheck-bench": [
      "RulecheckKit", "Workbench", "Reports", "Analysis", "Evaluation", "Model", "Sheets", "Quantities", "Diagnostics",
      "Foundation",
    ],
  ]

  /// What the files of code in a folder import, above their first brace, each with its file.
  private static func imports(_ folder: String) throws -> [(file: String, name: String)] {
    let root = Package.root.appendingPathComponent(folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }.flatMap { file in
      try Package.text("\(folder)/\(file)").prefix { $0 != "{" }.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        let isImport = words.first == "import" || words.dropFirst().first == "import"
        return isImport ? words.last.map { ("\(folder)/\(file)", String($0)) } : nil
      }
    }
  }

  private static func folders(_ path: String) throws -> Set<String> {
    Set(
      try FileManager.default.contentsOfDirectory(atPath: Package.root.appendingPathComponent(path).path)
        .filter { !$0.contains(".") })
  }

  @Test func roomsImportOnlyWhatTheyMay() throws {
    #expect(try Self.folders("Sources") == Set(Self.allowed.keys))
    for (room, allowed) in Self.allowed {
      for (file, name) in try Self.imports("Sources/\(room)") {
        #expect(allowed.contains(name), "\(file) imports \(name)")
      }
    }
  }

  /// The rooms from the ground up, as Sources/README.md lists them.
  private static func floors() throws -> [String] {
    try Package.text("Sources/README.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
      return line.hasPrefix("| `") ? cells.first.flatMap { allowed[$0] == nil ? nil : $0 } : nil
    }
  }

  /// The tests of a room stand in a folder and a target of its name and import nothing that stands higher. What they
  /// share reaches up to the workbench, which makes standards of texts.
  @Test func testsLookNoHigherThanTheirRoom() throws {
    let floors = try Self.floors()
    #expect(Set(floors) == Set(Self.allowed.keys))
    let top = try #require(floors.firstIndex(of: "rulecheck"))
    // The bench and the probe have none.
    let tested = Dictionary(
      uniqueKeysWithValues: floors[...top].enumerated().map {
        ($0.element == "rulecheck" ? "RulecheckTests" : $0.element + "Tests", $0.offset)
      })
    #expect(try Self.folders("Tests") == Set(tested.keys).union(["Support", "Golden", "Fixtures", "Browser"]))
    let workbench = try #require(floors.firstIndex(of: "Workbench"))
    let manifest = try Package.text("Package.swift")
    for (folder, floor) in tested.merging(["Support": workbench], uniquingKeysWith: { $1 }) {
      let imports = try Self.imports("Tests/\(folder)")
      let allowed = Set(floors[...floor]).union(["TestSupport", "Testing", "Foundation", "FoundationXML"])
      for (file, name) in imports { #expect(allowed.contains(name), "\(file) imports \(name)") }
      guard folder != "Support" else { continue }
      let target = try Regex("tests\\(\\s*\"\(folder.dropLast("Tests".count))\"")
      #expect(manifest.contains(target), "\(folder)")
      #expect(imports.contains { $0.name == "Testing" }, "\(folder)")
    }
  }

  @Test func thePackageDependsOnNothing() throws {
    #expect(try !Package.text("Package.swift").contains(".package("))
  }

  /// Sheets are looked into where they are read, changed or copied, and asked what they state everywhere else.
  @Test func nobodyElseLooksIntoASheet() throws {
    let allowed: Set<String> = [
      "Sources/Evaluation/StatedFact.swift", "Sources/Evaluation/Chain.swift", "Sources/Evaluation/WhatIf.swift",
      "Sources/Workbench/Comparing.swift", "Sources/Workbench/Session.swift",
    ]
    for room in ["Evaluation", "Analysis", "Reports", "Workbench", "rulecheck"] {
      for file in try Package.sources(room) where !allowed.contains(file) {
        let text = try Package.text(file)
        #expect(!text.contains(".cells[") && !text.contains(".fallback."), "\(file)")
      }
    }
  }
}
