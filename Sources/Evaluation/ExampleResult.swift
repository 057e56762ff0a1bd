import Model
import Quantities
import Syntax

/// What came out where an example expected something else.
public enum Found: Sendable {
  /// A verdict.
  case word(Keyword)
  case points(Interval)
  case total(Total)
  /// The names of grades.
  case text(String)
  case value(DeterminationResult, Determination)
}

/// What became of one expectation of an example.
public struct ExampleFailure: Sendable {
  /// As the example states it.
  public let expected: Example.Expected
  /// What the standard gives instead.
  public let found: Found
  /// Why, for expectations on gates and items.
  public let reasons: [Explanation]

  /// Compares nothing itself.
  public init(expected: Example.Expected, found: Found, reasons: [Explanation]) {
    self.expected = expected
    self.found = found
    self.reasons = reasons
  }
}

/// What became of all expectations of an example.
public struct ExampleResult: Sendable {
  /// As the standard states it.
  public let example: Example
  /// Expectations that were not met, in the order of the example.
  public let failures: [ExampleFailure]
  /// Also where nothing is expected.
  public var passed: Bool { failures.isEmpty }

  /// Compares nothing itself: what is not listed as a failure was met.
  public init(example: Example, failures: [ExampleFailure]) {
    self.example = example
    self.failures = failures
  }
}
