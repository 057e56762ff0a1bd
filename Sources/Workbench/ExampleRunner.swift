import Analysis
import Evaluation
import Model

/// Runs the examples in a rules file: Grammar.md, section 8.
public enum ExampleRunner {
  /// In file order, without examples that expect nothing; empty where the standard has errors.
  public static func run(_ loaded: Workbench.Loaded) -> [ExampleResult] {
    guard let standard = loaded.standard else { return [] }
    return standard.toldExamples.map { example in
      guard let run = ExampleRun(example, standard, loaded.outline) else {
        let failures = example.expected.map { ExampleFailure(expected: $0, found: .word(.failed), reasons: []) }
        return ExampleResult(example: example, failures: failures)
      }
      return ExampleResult(example: example, failures: example.expected.compactMap { run.failure(of: $0) })
    }
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
