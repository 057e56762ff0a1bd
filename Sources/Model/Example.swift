import Diagnostics
import Quantities
import Syntax

/// A case written in the rules file with what has to come of it: Grammar.md, section 8.
public struct Example: Sendable {
  /// What a sheet of the example states of one fact.
  public struct Given: Sendable {
    /// Place of the fact in the standard.
    public let fact: Int
    /// Nil for 未填: a value that was given before is missing again.
    public let value: Value?

    public init(fact: Int, value: Value?) { (self.fact, self.value) = (fact, value) }
  }

  /// 另有: further sheets that are all alike, for cohorts and quotas.
  public struct Others: Sendable {
    /// How many, at least one.
    public let count: Int
    /// What each of them states; all else is missing.
    public let given: [Given]

    public init(count: Int, given: [Given]) { (self.count, self.given) = (count, given) }
  }

  /// What is expected: a verdict or status by its keyword, points, or a grade by its name.
  public enum Outcome: Sendable {
    case word(Keyword)
    case amount(Interval)
    /// The total where it is open whether there is one.
    case amountOrUnscored(Interval)
    case grade(String)
    case value(Value)
  }

  /// Of what it is expected. Requirements and determinations are named by their places in the standard.
  public enum Subject: Sendable {
    case total, grade, selection, eligibility
    case requirement(Int)
    case score(ResultPath)
    case determination(Int)
  }

  /// One expectation of an example.
  public struct Expected: Sendable {
    /// Of what.
    public let subject: Subject
    /// Points have to come to exactly this interval.
    public let outcome: Outcome
    /// Where it stands in the file.
    public let range: SourceRange

    public init(subject: Subject, outcome: Outcome, range: SourceRange) {
      (self.subject, self.outcome, self.range) = (subject, outcome, range)
    }
  }

  /// By which reports and 沿用 name it; may be empty.
  public let title: String
  /// Those of 沿用 first; of several of one fact the last counts.
  public let given: [Given]
  /// The parameters of this example, as amendments.
  public let parameters: [Clause]
  /// Those of 沿用 first.
  public let others: [Others]
  /// Empty where the example is only there for others to build upon.
  public let expected: [Expected]
  /// Where its clause stands.
  public let range: SourceRange
}
