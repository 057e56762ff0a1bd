import Diagnostics

/// An outcome with what identifies its inputs.
public struct Judged: Sendable {
  public let outcome: Outcome
  /// SHA-256 of what the rules file means and of the bytes of the sheets.
  public let rulesDigest: String
  public let sheetsDigest: String
  /// What was said of the sheets.
  public let problems: [Diagnostic]

  /// Whether something in the sheets could not be used.
  public var hasErrors: Bool { problems.contains(where: \.isError) }

  public init(outcome: Outcome, rulesDigest: String, sheetsDigest: String, problems: [Diagnostic]) {
    self.outcome = outcome
    self.rulesDigest = rulesDigest
    self.sheetsDigest = sheetsDigest
    self.problems = problems
  }
}
