import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import Testing
import Workbench

/// Where the package and its shipped files are.
enum Package {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func files(_ folder: String, _ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  /// The files of code in a room, folders within it included.
  static func sources(_ room: String) throws -> [String] {
    let folder = "Sources/" + room
    return try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(".swift") }.sorted().map { folder + "/" + $0 }
  }
}

/// Texts that are compared with files as they are read. `RULECHECK_GOLDEN=write swift test` rewrites the files and
/// fails, so that the difference is read before it is committed.
enum Golden {
  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let url = Package.root.appendingPathComponent("Tests/Golden/\(name)")
    if ProcessInfo.processInfo.environment["RULECHECK_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: url)
      Issue.record("golden file written: \(name)", sourceLocation: sourceLocation)
      return
    }
    let wanted = try String(contentsOf: url, encoding: .utf8)
    #expect(text == wanted, "differs from Golden/\(name)", sourceLocation: sourceLocation)
  }
}

/// A standard from its text; the test fails with the messages if it has errors.
func standard(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Standard {
  let loaded = Workbench.load(SourceFile(name: "test.rules", text: text))
  let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
  return try #require(loaded.standard, "\(messages.joined())", sourceLocation: sourceLocation)
}

/// The examples of a standard given as text, run.
func examples(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [ExampleResult] {
  _ = try standard(text, sourceLocation: sourceLocation)
  return ExampleRunner.run(Workbench.load(SourceFile(name: "test.rules", text: text)))
}

/// Judges sheets given in the text form, one string a sheet.
func judge(_ standard: Standard, _ sheets: [String], sourceLocation: SourceLocation = #_sourceLocation) -> Outcome {
  let files = sheets.enumerated().map { SheetFile(path: "\($0.offset).txt", bytes: Array($0.element.utf8)) }
  let (table, problems) = SheetReader.read(files, schema: standard.schema)
  #expect(
    problems.isEmpty, "\(problems.map { DiagnosticRenderer(language: .en).render($0) })", sourceLocation: sourceLocation
  )
  return Evaluation.outcome(of: standard, table)
}

extension Outcome {
  func result(_ name: String) throws -> SheetResult {
    try #require(results.first { sheet($0).name == name })
  }
}

extension Workbench {
  func sheetFiles(_ paths: [String]) throws(FileProblem) -> [SheetFile] { try sheetFiles(under: paths).files }
}

/// Files from a dictionary.
struct MemoryFiles: FileAccess {
  var contents: [String: String] = [:]

  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    guard let text = contents[path] else { throw .notFound(path) }
    return Array(text.utf8)
  }

  func list(_ path: String) throws(FileProblem) -> [FolderEntry]? {
    let inside = contents.keys.filter { $0.hasPrefix(path + "/") }.sorted()
    return inside.isEmpty ? nil : inside.map { FolderEntry(path: $0, kind: .file) }
  }

  func absolute(_ path: String) -> String { "/" + path }
  func resolved(_ path: String) -> String? {
    let isThere = path == "." || contents.keys.contains { $0 == path || $0.hasPrefix(path + "/") }
    return isThere ? path == "." ? "/" : "/" + path : nil
  }

  func exists(_ path: String) -> Bool { contents[path] != nil }
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) { throw .unwritable(path, .readOnly) }
  func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) { throw .unwritable(path, .readOnly) }
}

/// How many cases are generated: an ordinary number, or as many as `RULECHECK_CASES=20000 swift test` asks for.
enum Cases {
  static func count(_ ordinary: Int) -> Int {
    ProcessInfo.processInfo.environment["RULECHECK_CASES"].flatMap { Int($0) } ?? ordinary
  }
}

/// A small generator with a seed, for cases that can be repeated (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
