import Model
import Quantities
import Syntax

/// What came out where an example expected something else.
public enum Found: Sendable {
  /// A verdict.
  case word(Keyword)
  case points(Interval)
  /// The names of grades.
  case text(String)
}

/// What became of one expectation of an example.
public struct ExampleFailure: Sendable {
  public let expected: Example.Expected
  public let found: Found
  /// Why, for expectations on gates and items.
  public let reasons: [Explanation]

  public init(expected: Example.Expected, found: Found, reasons: [Explanation]) {
    self.expected = expected
    self.found = found
    self.reasons = reasons
  }
}

public struct ExampleResult: Sendable {
  public let example: Example
  public let failures: [ExampleFailure]
  public var passed: Bool { failures.isEmpty }

  public init(example: Example, failures: [ExampleFailure]) {
    self.example = example
    self.failures = failures
  }
}
