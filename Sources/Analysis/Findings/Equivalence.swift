import Evaluation
import Model
import Planning
import Quantities

/// Whether two standards give every sheet the same result.
///
/// **What is asked.** Facts of one name are one fact. The result is whether a sheet takes part, is eligible, its total and
/// its grade, how it is ranked and whether it is selected; and what both standards tell under the same name: verdicts on
/// gates, requirements, advisories and vetoes, and the points of items, categories, bonuses and deductions. What names
/// parameters, definitions and cohorts have, in which order things stand and how they are written makes no difference.
///
/// **How it is answered.** The nodes of both plans are put into classes of what comes to the same by its form
/// (``Congruence``). Where a requirement or an item falls into two classes, all sheets are gone through, as for
/// ``Findings``, with the two side by side: either every region gives the same in both, and they are one class from
/// there on, or a sheet is written and judged by both standards, alone and beside others. So differences are settled
/// where they are, clause by clause; if all that is told is of one class in the end, the two are equivalent.
///
/// A proof by form holds for every sheet; one by regions for sheets that state the facts which the clause asks about, or
/// leave open what it asks to be stated.
public struct Equivalence: Sendable {
  public enum Verdict: Sendable {
    case equivalent
    /// A sheet, judged by both, and what each of them says.
    case different(Witness, [Told])
    /// What could not be decided: as a sheet would be told of it.
    case undecided([Subject])
    /// Facts of one name that are not the same: sheets of the one need not be sheets of the other.
    case otherFacts([String])
  }

  /// Something that a sheet is told.
  public enum Subject: Hashable, Sendable {
    case participation, eligibility, total, grade, ranking, selection
    case clause(ClauseName)
  }

  /// What the two standards say of something.
  public struct Told: Sendable, Hashable {
    public let subject: Subject
    /// In words or numbers that are the same in all languages; nil for nothing.
    public let first: String
    public let second: String
  }

  public let verdict: Verdict
  /// Pairs of clauses that were not the same by form, and gone through.
  public let compared: Int
  /// Regions looked at.
  public let steps: Int

  /// - Throws: where a standard is too large for a plan.
  public init(_ first: Standard, _ second: Standard) throws(PlanProblem) {
    var comparison = try EquivalenceCheck(first, second)
    verdict = comparison.verdict()
    (compared, steps) = (comparison.compared, comparison.steps)
  }
}
