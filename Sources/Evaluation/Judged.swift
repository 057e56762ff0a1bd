import Diagnostics

/// An outcome with what identifies its inputs.
public struct Judged: Sendable {
  /// What was found out about all sheets.
  public let outcome: Outcome
  /// SHA-256 of what the rules file means.
  public let rulesDigest: String
  /// SHA-256 of the bytes of the sheets.
  public let sheetsDigest: String
  /// What was said of the sheets.
  public let problems: [Diagnostic]

  /// Whether something in the sheets could not be used.
  public var hasErrors: Bool { problems.contains(where: \.isError) }

  /// With digests worked out elsewhere: nothing is read or judged here.
  public init(outcome: Outcome, rulesDigest: String, sheetsDigest: String, problems: [Diagnostic]) {
    self.outcome = outcome
    self.rulesDigest = rulesDigest
    self.sheetsDigest = sheetsDigest
    self.problems = problems
  }
}
