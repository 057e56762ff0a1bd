import Diagnostics
import Model
import Planning
import Quantities

/// What a standard can hardly mean: bands that nobody reaches, values that nothing is for, conditions that tell nobody
/// apart.
///
/// **What is asked.** Of every clause whether each of its bands, rows and branches is reached by some sheet, whether some
/// sheet falls between them, whether two of them are for one sheet and give different points, and whether the best of
/// them gives all that the clause is worth; of every condition whether it holds for some sheet and fails for some other;
/// of every grade whether it is given.
///
/// **How it is answered.** The formulas of a clause are nodes of the plan (``Planning/FormulaPlan``). The nodes beneath
/// them, cut off where a sheet is read, are a ``Cone``; what is left of the values of its leaves is a ``Region``. The
/// ``Explorer`` starts with the region of all sheets and works the nodes out for it, a range where numbers are not told
/// apart. What is open there is decided by dividing the region (``Splitter``): where a number is compared, at the values
/// that answer differently, at what is stated or not. A comparison of several numbers divides along a sum of them
/// (``Forms``, ``Linear``); whether numbers with all the sums so far exist is found by taking them out one after the
/// other (``Elimination``), exactly. So each fact falls into points and gaps at its own thresholds, and only those of
/// their products are looked at that a clause tells apart. There is no clock: after a stated number of regions a question
/// counts as undecided.
///
/// What other sheets decide too (a place in a cohort), and what is asked of lists of records, is taken to be anything.
/// More is then possible than really is: that something never happens stays true, that it happens has to be shown.
///
/// **What is told.** Only what has a sheet: the ``Sampler`` writes one that lies in the region, and the evaluator judges
/// it (``Probe``). A number without 范围 is written as not below zero, and what would take one below zero is not told; that
/// something never happens is claimed only if no number at all brings it about.
public struct Findings: Sendable {
  /// In the order of the file, without those that the file accepts.
  public let findings: [Finding]
  /// Those that it accepts, with the reason that it gives.
  public let accepted: [(finding: Finding, reason: String)]
  /// How many questions have no answer within the limits.
  public let undecided: Int
  /// Regions looked at.
  public let steps: Int
  /// What only a thorough look finds; nil where it has not been asked for.
  public let depth: Depth?

  /// What is found out about the standard as a whole.
  public struct Depth: Sendable {
    /// Points that nobody can lose who passes the gates.
    public let separatingNobody: Rational
    /// Points of items of which whoever passes the gates fulfils some of the conditions.
    public let partlySeparating: Rational
    /// Where the smallest change of one fact moves points, the highest first.
    public let cliffs: [Cliff]
    /// The totals of all sheets.
    public let totals: TotalRange
    /// The totals of all who pass the gates; nil where no sheet was found that does.
    public let eligibleTotals: TotalRange?
  }

  /// - Parameter isThorough: whether clauses are also held against each other.
  /// - Throws: where the standard is too large for a plan.
  public init(_ standard: Standard, isThorough: Bool = false) throws(PlanProblem) {
    var inquiry = try Inquiry(standard)
    inquiry.lookAtBands()
    inquiry.lookAtConditions()
    let pool = isThorough || !standard.grades.isEmpty ? Pool(&inquiry) : nil
    if let pool { inquiry.lookAtGrades(pool) }
    if isThorough, let pool {
      inquiry.lookAtPointsBehindGates()
      inquiry.lookAtGatesWithinGates()
      inquiry.lookAtItemsThatAgree()
      inquiry.lookAtEligibility()
      inquiry.lookAtQuotas()
      inquiry.lookAtParameters()
      inquiry.lookAtBetterValues(pool)
      depth = Depth(
        separatingNobody: inquiry.separatingNobody, partlySeparating: inquiry.partlySeparating,
        cliffs: inquiry.cliffs(pool),
        totals: inquiry.totalRange(pool), eligibleTotals: inquiry.totalRangeBehindGates(pool))
    } else {
      depth = nil
    }
    let found = Self.accepted(inquiry, isThorough)
    (findings, accepted) = (found.findings.sorted { $0.range.lower < $1.range.lower }, found.accepted)
    undecided = inquiry.undecided
    steps = inquiry.steps
  }

  /// What is found, parted by whether the file accepts it; what it accepts though it is not found is a finding too.
  private static func accepted(
    _ inquiry: Inquiry, _ isThorough: Bool
  ) -> (findings: [Finding], accepted: [(finding: Finding, reason: String)]) {
    let acceptances = inquiry.standard.acceptances
    var findings: [Finding] = []
    var accepted: [(finding: Finding, reason: String)] = []
    var used: Set<SourceRange> = []
    for finding in inquiry.findings {
      let acceptance = acceptances.first { $0.code == finding.problem.code && $0.covers(finding.range) }
      if let acceptance {
        used.insert(acceptance.range)
        accepted.append((finding, acceptance.reason))
      } else {
        findings.append(finding)
      }
    }
    let all = Set(FindingProblem.examples.map(\.code))
    for acceptance in acceptances where !used.contains(acceptance.range) {
      // It may be there, and not have been looked for, or not have been found for want of steps.
      let isOpen = all.contains(acceptance.code) && (!isThorough || inquiry.undecided > 0)
      if !isOpen { findings.append(Finding(.nothingToAccept(acceptance.code), at: acceptance.range)) }
    }
    return (findings, accepted)
  }
}
