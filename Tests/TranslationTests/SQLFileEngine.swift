import Foundation
import Synchronization
import TestSupport
import Testing
import Translation

/// An engine that runs scripts of SQL, started once for all tests.
///
/// DuckDB is a module of Python, of that python3 which `RULECHECK_PYTHON` names or is on the path; PostgreSQL and Java are
/// where they are installed. Where `RULECHECK_ENGINES` names engines (`duckdb,spark`), these have to be there, and no other
/// is run.
final class SQLFileEngine: Sendable {
  let dialect: SQLDialect
  private let program: Mutex<Box>

  /// Whom it asks is used by one test at a time.
  private struct Box: @unchecked Sendable { let program: LineProgram }

  /// What an engine says against a script.
  struct Complaint: Error, CustomStringConvertible { let description: String }

  /// Those that are there.
  static let all: [SQLFileEngine] = SQLDialect.all.compactMap { dialect in
    let wanted = ProcessInfo.processInfo.environment["RULECHECK_ENGINES"].map {
      $0.split(separator: ",").map(String.init)
    }
    // Spark takes minutes, and is run where it is asked for.
    if !(wanted ?? ["duckdb", "postgresql"]).contains(dialect.name) { return nil }
    do { return try SQLFileEngine(dialect) } catch {
      print("\(dialect.name) is not there, and nothing is run on it: \(error)")
      if wanted != nil { Issue.record("\(dialect.name): \(error)") }
      return nil
    }
  }

  private init(_ dialect: SQLDialect) throws {
    self.dialect = dialect
    let python = ProcessInfo.processInfo.environment["RULECHECK_PYTHON"] ?? "python3"
    let script = Package.root.appendingPathComponent("Tests/Fixtures/file_engines.py").path
    let program = try LineProgram("/usr/bin/env", [python, script, dialect.name])
    let answer = try program.answer()
    guard let version = answer["ready"] as? String else {
      throw Complaint(description: answer["missing"] as? String ?? "it does not start")
    }
    print("\(dialect.name) \(version)")
    self.program = Mutex(Box(program: program))
  }

  /// Runs scripts and a query within a folder, where files of CSV are read, and `result.csv` is written.
  ///
  /// - Returns: the seconds that each of them took.
  @discardableResult func run(_ scripts: [String], _ query: String, in folder: URL) throws -> [Double] {
    let job: [String: Any] = ["folder": folder.path, "scripts": scripts, "query": query]
    let question = try JSONSerialization.data(withJSONObject: job)
    let answer = try program.withLock { try $0.program.ask(question) }
    if let complaint = answer["error"] as? String { throw Complaint(description: complaint) }
    return try #require(answer["seconds"] as? [Double])
  }
}
