import Analysis
import Evaluation
import Model
import Syntax

/// Runs the examples in a rules file: Grammar.md, section 8.
public enum ExampleRunner {
  /// In file order, without examples that expect nothing; empty where the standard has errors.
  public static func run(_ loaded: Workbench.Loaded) -> [ExampleResult] {
    guard let standard = loaded.standard else { return [] }
    let outline = loaded.outline
    return outline.examples.compactMap { title, day -> ExampleResult? in
      guard let day, !outline.otherDays.isEmpty else {
        return standard.toldExamples.first { $0.title == title }.map { run($0, standard, outline) }
      }
      // An example of a day is one of the standard of that day.
      let there = outline.asOf(day)
      let standard = Checker.standard(from: there, tolerating: .examples).standard
      guard let standard, let example = standard.toldExamples.first(where: { $0.title == title }) else { return nil }
      return run(example, standard, there, tolerating: .examples)
    }
  }

  private static func run(
    _ example: Example, _ standard: Standard, _ outline: Outline, tolerating tolerance: Checker.Tolerance = []
  ) -> ExampleResult {
    guard let run = ExampleRun(example, standard, outline, tolerating: tolerance) else {
      let failures = example.expected.map { ExampleFailure(expected: $0, found: .word(.failed), reasons: []) }
      return ExampleResult(example: example, failures: failures)
    }
    return ExampleResult(example: example, failures: example.expected.compactMap { run.failure(of: $0) })
  }
}

extension Workbench.Loaded {
  /// What the examples have seen of the standard; nil where it has errors.
  public var coverage: ExampleCoverage? {
    guard let standard else { return nil }
    let cases = standard.toldExamples.compactMap { ExampleRun($0, standard, outline) }
    return ExampleCoverage(standard, outline, cases.map { ExampleCoverage.Case($0.standard, $0.table) })
  }
}

extension Standard {
  /// The examples that expect something.
  var toldExamples: [Example] { examples.filter { !$0.expected.isEmpty } }
}
