import Diagnostics
import Reports
import Workbench

/// What became of the examples of a standard, as text.
struct ExampleText {
  private let loaded: Workbench.Loaded
  private let language: Language

  init(_ loaded: Workbench.Loaded, _ language: Language) {
    self.loaded = loaded
    self.language = language
  }

  private func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  /// Runs the examples: those that fail with the values beneath each expression, then the count.
  func run() -> (text: String, failed: Int) {
    let results = ExampleRunner.run(loaded)
    let failures = results.filter { !$0.passed }
    let passed = results.count - failures.count
    let count = say(
      "示例 \(results.count) 个，通过 \(passed)，未通过 \(failures.count)。\n",
      "\(results.count) examples, \(passed) passed, \(failures.count) failed.\n")
    return (failures.map(text).joined() + count, failures.count)
  }

  private func text(_ result: ExampleResult) -> String {
    say("✗ 示例“\(result.example.title)”\n", "✗ example “\(result.example.title)”\n")
      + result.failures.map(text).joined()
  }

  private func text(_ failure: ExampleFailure) -> String {
    let range = failure.expected.range
    let line = loaded.sources.file(of: range).line(at: range.lower) + 1
    let wanted = loaded.sources.text(of: range)
    let found =
      switch failure.found {
      case .word(let keyword): keyword.spelling(language)
      case .text(let text): text
      }
    let tree = failure.reasons.map { explanationTree($0, language: language) }
    let reasons = TextRenderer().render(Report([.tree([Report.Node("", tree)])])).split(separator: "\n")
      .map { "  " + $0 + "\n" }.joined()
    return say(
      "  第 \(line) 行  期望：\(wanted)  得到：\(found)\n", "  line \(line)  expected: \(wanted)  found: \(found)\n")
      + reasons
  }
}
