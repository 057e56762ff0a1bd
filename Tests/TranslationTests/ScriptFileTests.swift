import Foundation
import TestSupport
import Testing
import Translation

/// The scripts as files.
@Suite struct ScriptFileTests {
  private static func files(under folder: String) throws -> [String] {
    let root = Package.root.appendingPathComponent(folder).path
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".js") }
      .map { root + "/" + $0 }
  }

  /// Each by itself, those of pages and tests too.
  @Test(.enabled(if: NodeEngine.path != nil, "Node is not installed")) func areWellFormed() throws {
    let files = try Self.files(under: "Sources") + Self.files(under: "Tests")
    #expect(files.count > 20)
    for file in files {
      #expect(throws: Never.self, "\(file)") {
        try Python.run(program: try #require(NodeEngine.path), ["--check", file])
      }
    }
  }

  /// No file of the engine is left out, or in it twice.
  @Test func makeUpTheEngine() throws {
    for file in try Self.files(under: "Sources/Translation/Assets") {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(ScriptEngine.source.components(separatedBy: text).count == 2, "\(file)")
    }
  }
}
