import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import Testing
import Workbench

/// Where the package and its shipped files are.
package enum Package {
  package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file by its path from the root, as are the others.
  package static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The files of a folder with an ending, in order.
  package static func files(_ folder: String, _ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  /// The files of code in a room, folders within it included.
  package static func sources(_ room: String) throws -> [String] {
    let folder = "Sources/" + room
    return try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(".swift") }.sorted().map { folder + "/" + $0 }
  }

  /// A shipped standard, loaded beside the others, as `--set` changes it.
  package static func load(_ path: String, setting name: String? = nil, to value: String = "") throws -> Loaded {
    try load(path, settings: name.map { [($0, value)] } ?? [])
  }

  /// The same with several settings.
  package static func load(_ path: String, settings: [(name: String, value: String)]) throws -> Loaded {
    let rules = MemoryFiles(
      contents: Dictionary(uniqueKeysWithValues: try files("rules", ".rules").map { ($0, try text($0)) }))
    return try Workbench(files: rules).load(
      path, settings: settings.map { Workbench.Setting(name: $0.name, value: $0.value) })
  }

  /// The sheets of a shipped folder, unread.
  package static func sheets(_ folder: String = "rules/sheets") throws -> [SheetFile] {
    try ["csv", "json", "jsonl", "txt"].flatMap { try files(folder, "." + $0) }.sorted()
      .map { SheetFile(path: $0, bytes: [UInt8](try Data(contentsOf: root.appendingPathComponent($0)))) }
  }
}

/// Texts that are compared with files as they are read. `RULECHECK_GOLDEN=write swift test` rewrites the files and
/// fails, so that the difference is read before it is committed.
package enum Golden {
  /// Holds a text against the file of that name in Tests/Golden.
  package static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
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

/// What the workbench makes of rules, for the tests of rooms below it: there is no other way from a text to a standard.
package typealias Loaded = Workbench.Loaded

/// Rules given as text.
package func load(text: String, named name: String = "test.rules") -> Loaded {
  Workbench.load(SourceFile(name: name, text: text))
}

/// The same, as `--set` changes it.
package func load(text: String, settings: [(name: String, value: String)]) -> Loaded {
  Workbench.set(settings.map { Workbench.Setting(name: $0.name, value: $0.value) }, load(text: text))
}

/// Rules that may inherit from others, each by its path.
package func load(_ path: String, from files: [String: String]) throws -> Loaded {
  try Workbench(files: MemoryFiles(contents: files)).load(path)
}

/// A standard from its text; the test fails with the messages if it has errors.
package func standard(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Standard {
  let loaded = load(text: text)
  let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
  return try #require(loaded.standard, "\(messages.joined())", sourceLocation: sourceLocation)
}

/// The examples of a standard given as text, run.
package func examples(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> [ExampleResult] {
  _ = try standard(text, sourceLocation: sourceLocation)
  return ExampleRunner.run(load(text: text))
}

/// Judges sheets given in the text form, one string a sheet.
package func judge(_ standard: Standard, _ sheets: [String], sourceLocation: SourceLocation = #_sourceLocation)
  -> Outcome
{
  let files = sheets.enumerated().map { SheetFile(path: "\($0.offset).txt", bytes: Array($0.element.utf8)) }
  let (table, problems) = SheetReader.read(files, schema: standard.schema)
  #expect(
    problems.isEmpty, "\(problems.map { DiagnosticRenderer(language: .en).render($0) })", sourceLocation: sourceLocation
  )
  return Evaluation.outcome(of: standard, table)
}

/// What is asked of a sweep, in the words of the command line.
package typealias SweepRequest = Workbench.SweepRequest

/// A sweep over one parameter or two.
package func swept(
  _ loaded: Loaded, over requests: [SweepRequest], _ table: Table, columnsFrom fewest: Int = 64,
  atMost most: Int = SweepProblem.judgementLimit
) throws(Refusal) -> Sweep {
  try Workbench.sweep(loaded, over: requests, table, columnsFrom: fewest, atMost: most)
}

extension Outcome {
  /// The result of the sheet of that name.
  package func result(_ name: String) throws -> SheetResult {
    try #require(results.first { sheet($0).name == name })
  }
}

extension Workbench {
  /// The sheets at those places, unread.
  package func sheetFiles(_ paths: [String]) throws(FileProblem) -> [SheetFile] { try sheetFiles(under: paths).files }
}

/// Files from a dictionary.
package struct MemoryFiles: FileAccess {
  private let contents: [String: String]
  private let closed: Set<String>

  /// - Parameters:
  ///   - contents: of each file, by its path.
  ///   - closed: folders that nobody may look into.
  package init(contents: [String: String] = [:], closed: Set<String> = []) {
    (self.contents, self.closed) = (contents, closed)
  }

  package func read(_ path: String) throws(FileProblem) -> [UInt8] {
    guard let text = contents[path] else { throw .notFound(path) }
    return Array(text.utf8)
  }

  package func list(_ path: String) throws(FileProblem) -> [FolderEntry]? {
    if closed.contains(path) { throw .unreadable(path, .noPermission) }
    let inside = contents.keys.filter { $0.hasPrefix(path + "/") }.map { $0.dropFirst(path.count + 1) }
    let names = Set(inside.map { $0.prefix { $0 != "/" } }).sorted()
    return names.isEmpty
      ? nil
      : names.map { FolderEntry(path: "\(path)/\($0)", kind: contents["\(path)/\($0)"] == nil ? .folder : .file) }
  }

  package func absolute(_ path: String) -> String { "/" + path }
  package func resolved(_ path: String) -> String? {
    let isThere = path == "." || contents.keys.contains { $0 == path || $0.hasPrefix(path + "/") }
    return isThere ? path == "." ? "/" : "/" + path : nil
  }

  package func exists(_ path: String) -> Bool { contents[path] != nil }
  package func write(_ bytes: [UInt8], to path: String) throws(FileProblem) { throw .unwritable(path, .readOnly) }
  package func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) { throw .unwritable(path, .readOnly) }
}

/// How many cases are generated: an ordinary number, or as many as `RULECHECK_CASES=20000 swift test` asks for.
package enum Cases {
  package static func count(_ ordinary: Int) -> Int {
    ProcessInfo.processInfo.environment["RULECHECK_CASES"].flatMap { Int($0) } ?? ordinary
  }
}

/// A small generator with a seed, for cases that can be repeated (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Which changes of a standard its examples notice.
package func mutated(_ loaded: Loaded, _ mutations: [Mutation]? = nil) throws -> MutationResult? {
  try loaded.mutated(mutations)
}

/// Examples that would notice them.
package func suggested(_ loaded: Loaded, _ survivors: [MutationResult.Survivor]) -> [String] {
  loaded.suggestions(for: survivors)
}
