import Diagnostics
import Sheets
import Syntax

extension String {
  /// The text of a rules file: UTF-8, with or without byte order mark, or else GB18030. Nil if it is something else.
  public init?(rules bytes: [UInt8]) {
    guard case .success(let text) = TextDecoding.decode(bytes) else { return nil }
    self = text
  }
}

extension SourceFile {
  /// Whether it has a clause that states a standard: without one it is no rules file, whatever it is.
  var statesStandard: Bool { Parser.outline(of: self).outline.statesStandard }
}

extension Outline {
  var statesStandard: Bool { clauses.contains { $0.kind == .standard } }
}

extension SyntaxProblem {
  /// What is wrong with a file as a whole.
  public func at(_ path: String) -> Diagnostic { Diagnostic(self, at: .file(path)) }
}
