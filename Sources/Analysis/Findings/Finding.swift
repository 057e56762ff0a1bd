import Diagnostics
import Model
import Syntax

/// Something that a standard can hardly mean, with a sheet on which the evaluator has seen it.
public struct Finding: Sendable {
  /// What it is, in words too.
  public let problem: FindingProblem
  /// Where it stands.
  public let range: SourceRange

  init(_ problem: FindingProblem, at range: SourceRange) {
    (self.problem, self.range) = (problem, range)
  }
}

/// A clause as messages name it.
public struct ClauseName: Sendable, Hashable {
  public let kind: ClauseKind
  public let name: String

  public init(_ kind: ClauseKind, _ name: String) { (self.kind, self.name) = (kind, name) }

  /// `指标 卫生.1`.
  public func text(_ language: Language) -> String {
    name.isEmpty ? kind.spelling(language) : kind.spelling(language) + " " + name
  }
}
