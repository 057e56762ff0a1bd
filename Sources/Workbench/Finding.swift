import Analysis
import Diagnostics
import Planning

extension Workbench.Loaded {
  /// What the standard can hardly mean; nothing where it has errors.
  ///
  /// - Parameter isThorough: whether clauses are also held against each other.
  /// - Throws: where the standard is too large for a plan.
  public func findings(isThorough: Bool = false) throws(PlanProblem) -> Findings? {
    guard let standard else { return nil }
    return try Findings(standard, isThorough: isThorough)
  }

  /// Findings as messages at their places.
  public func diagnostics(of findings: [Finding]) -> [Diagnostic] {
    findings.map { Diagnostic($0.problem, at: sources.place(of: $0.range)) }
  }
}
