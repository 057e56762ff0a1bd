import Foundation
import TestSupport
import Testing
import Translation

/// An engine that runs statements of SQL, started once for all tests.
///
/// DuckDB is a module of Python, of that python3 which `RULECHECK_PYTHON` names or is on the path; PostgreSQL and Java are
/// where they are installed. Where `RULECHECK_ENGINES` names engines (`duckdb,spark`), these have to be there, and no other
/// is run.
final class SQLEngine: @unchecked Sendable {
  let dialect: SQLDialect
  private let program: LineProgram
  /// Whom it asks is used by one test at a time.
  private let turn = NSLock()

  /// What an engine says against a script.
  struct Complaint: Error, CustomStringConvertible { let description: String }

  /// Those that have to be there.
  private static let wanted = ProcessInfo.processInfo.environment["RULECHECK_ENGINES"].map {
    $0.split(separator: ",").map(String.init)
  }

  /// Those that are there. Spark takes its time, and is among them where it is asked for.
  static let all: [SQLEngine] = SQLDialect.all.map(\.name).filter {
    (wanted ?? ["duckdb", "postgresql"]).contains($0)
  }.compactMap { start($0) }

  /// For the few tests that try it in any case.
  static let spark: SQLEngine? = wanted == nil ? start("spark") : all.first { $0.dialect.name == "spark" }

  private static func start(_ name: String) -> SQLEngine? {
    guard let dialect = SQLDialect.all.first(where: { $0.name == name }) else { return nil }
    do { return try SQLEngine(dialect) } catch {
      print("\(name) is not there, and nothing is run on it: \(error)")
      if wanted != nil { Issue.record("\(name): \(error)") }
      return nil
    }
  }

  private init(_ dialect: SQLDialect) throws {
    self.dialect = dialect
    let python = ProcessInfo.processInfo.environment["RULECHECK_PYTHON"] ?? "python3"
    let script = Package.root.appendingPathComponent("Tests/Fixtures/engines.py").path
    let program = try LineProgram("/usr/bin/env", [python, script, dialect.name])
    let answer = try program.answer()
    guard let version = answer["ready"] as? String else {
      throw Complaint(description: answer["missing"] as? String ?? "it does not start")
    }
    print("\(dialect.name) \(version)")
    self.program = program
  }

  /// The file in which it tells results.
  var result: String { dialect.name + ".csv" }

  /// What an engine is asked, one after the other.
  enum Step {
    case script(String)
    /// What a query tells is written to a file of CSV.
    case query(String, file: String)
  }

  /// Runs steps within a folder, where files of CSV are read and written; each time with nothing there but what the steps
  /// themselves make.
  ///
  /// - Returns: the seconds that each of them took.
  @discardableResult func run(_ steps: [Step], in folder: URL) throws -> [Double] {
    let told = steps.map { step in
      switch step {
      case .script(let text): ["script": text]
      case .query(let text, let file): ["query": text, "file": file]
      }
    }
    let question = try JSONSerialization.data(withJSONObject: ["folder": folder.path, "steps": told])
    let answer = try turn.withLock { try program.ask(question) }
    if let complaint = answer["error"] as? String { throw Complaint(description: complaint) }
    return try #require(answer["seconds"] as? [Double])
  }
}

extension SQLScript {
  /// What comes before it first.
  func steps(_ file: String) -> [SQLEngine.Step] {
    (before.isEmpty ? [] : [.script(before)]) + [.query(query, file: file)]
  }
}
