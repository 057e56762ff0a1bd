import Diagnostics

/// An outcome with what identifies its inputs.
public struct Judged: Sendable {
  /// What was found out about all sheets.
  public let outcome: Outcome
  /// SHA-256 of what the rules file means.
  public var rulesDigest: String { digests.rules() }
  /// SHA-256 of the bytes of the sheets; nil where these have not been kept.
  public var sheetsDigest: String? { digests.sheets() }
  /// What was said of the sheets.
  public let problems: [Diagnostic]

  /// Whether something in the sheets could not be used.
  public var hasErrors: Bool { problems.contains(where: \.isError) }

  private let digests: (rules: @Sendable () -> String, sheets: @Sendable () -> String?)

  /// Nothing is read or judged here, and the digests are worked out when somebody shows them.
  public init(
    outcome: Outcome, rulesDigest: @escaping @autoclosure @Sendable () -> String,
    sheetsDigest: @escaping @autoclosure @Sendable () -> String?, problems: [Diagnostic]
  ) {
    self.outcome = outcome
    digests = (rulesDigest, sheetsDigest)
    self.problems = problems
  }
}
