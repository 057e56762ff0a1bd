import Diagnostics
import Syntax

/// 认可: a finding about a clause that is meant as it is.
public struct Acceptance: Sendable {
  /// The code of the finding, as `A302`.
  public let code: String
  /// Why it is meant.
  public let reason: String
  /// Where it stands.
  public let range: SourceRange
  /// The clause, and its fields that came from elsewhere.
  private let clause: [SourceRange]

  init(code: Name, reason: TextLiteral, at range: SourceRange, in clause: Clause) {
    (self.code, self.reason, self.range) = (code.text, reason.text, range)
    self.clause = [clause.range] + clause.fields.map(\.range)
  }

  /// Whether it speaks of what stands at a place.
  public func covers(_ place: SourceRange) -> Bool {
    clause.contains { $0.lower <= place.lower && place.upper <= $0.upper }
  }
}
