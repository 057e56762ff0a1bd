import Diagnostics
import Syntax

extension String {
  /// The text of a rules file: UTF-8, with or without byte order mark. Nil if it is something else.
  public init?(rules bytes: [UInt8]) {
    self.init(validating: bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0), as: UTF8.self)
  }
}

extension SourceFile {
  /// Whether it has a clause that states a standard: without one it is no rules file, whatever it is.
  var statesStandard: Bool { Parser.outline(of: self).outline.clauses.contains { $0.kind == .standard } }
}

extension SyntaxProblem {
  /// What is wrong with a file as a whole.
  public func at(_ path: String) -> Diagnostic { Diagnostic(self, at: .file(path)) }
}
