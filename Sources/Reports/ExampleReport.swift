import Diagnostics
import Evaluation
import Quantities
import Sheets

/// What became of the examples of a standard.
public struct ExampleReport: TabularReport {
  private let results: [ExampleResult]
  private let sources: SourceMap
  private let language: Language

  /// - Parameter sources: where the examples stand.
  public init(_ results: [ExampleResult], _ sources: SourceMap, _ language: Language) {
    self.results = results
    self.sources = sources
    self.language = language
  }

  /// How many did not pass.
  public var failed: Int { results.count { !$0.passed } }

  private func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  // MARK: In words

  /// Those that fail, with the values beneath each expression, then the count.
  public var text: String {
    let count = say(
      "示例 \(results.count) 个，通过 \(results.count - failed)，未通过 \(failed)。\n",
      "\(results.count) examples, \(results.count - failed) passed, \(failed) failed.\n")
    return results.filter { !$0.passed }.map(text).joined() + count
  }

  private func text(_ result: ExampleResult) -> String {
    say("✗ 示例“\(result.example.title)”\n", "✗ example “\(result.example.title)”\n")
      + result.failures.map(text).joined()
  }

  private func text(_ failure: ExampleFailure) -> String {
    let tree = failure.reasons.map { explanationTree($0, language: language) }
    let reasons = TextRenderer().render(Report([.tree([Report.Node("", tree)])])).split(separator: "\n")
      .map { "  " + $0 + "\n" }.joined()
    let (line, wanted, found) = (line(failure), wanted(failure), found(failure))
    return say(
      "  第 \(line) 行  期望：\(wanted)  得到：\(found)\n", "  line \(line)  expected: \(wanted)  found: \(found)\n")
      + reasons
  }

  private func line(_ failure: ExampleFailure) -> Int {
    let range = failure.expected.range
    return sources.file(of: range).line(at: range.lower) + 1
  }

  private func wanted(_ failure: ExampleFailure) -> String { sources.text(of: failure.expected.range) }

  private func found(_ failure: ExampleFailure) -> String {
    switch failure.found {
    case .word(let keyword): keyword.spelling(language)
    case .points(let points): points.exactText
    case .total(let total):
      Labels(language: language).total(total) { $0.exactText }
    case .text(let text): text
    case .value(let result, let determination): Labels(language: language).determined(result, determination)
    }
  }

  /// What was found as a spreadsheet takes it.
  private func figure(_ failure: ExampleFailure) -> TableCell {
    switch failure.found {
    case .points(let points), .total(.scored(let points)): points.cell
    case .word, .total, .text, .value: .text(found(failure))
    }
  }

  // MARK: For programs

  /// A row for each failure, and one for each example that passes.
  public var table: FlatTable {
    let heading = [
      say("示例", "example"), say("通过", "passed"), say("行", "line"), say("期望", "expected"), say("得到", "found"),
    ]
    let rows = results.flatMap { result -> [[TableCell]] in
      result.passed
        ? [[.text(result.example.title), .text(say("是", "yes")), "", "", ""]]
        : result.failures.map {
          [.text(result.example.title), .text(say("否", "no")), .count(line($0)), .text(wanted($0)), figure($0)]
        }
    }
    return FlatTable(say("示例", "examples"), headings: heading, rows)
  }

  /// With `format` `rulecheck.examples/1`; those that passed too.
  ///
  /// - Parameter members: what else has been asked of the examples.
  public func json(_ members: [(String, JSONValue)] = []) -> String {
    let own: [(String, JSONValue)] = [
      ("format", .string("rulecheck.examples/1")), ("passed", .number("\(results.count - failed)")),
      ("failed", .number("\(failed)")),
      (
        "examples",
        .array(
          results.map { result in
            JSONValue.object(of: [
              ("title", .string(result.example.title)), ("passed", .bool(result.passed)),
              ("failures", .array(result.failures.map(json))),
            ])
          })
      ),
    ]
    return JSONValue.object(of: own + members).text() + "\n"
  }

  private func json(_ failure: ExampleFailure) -> JSONValue {
    JSONValue.object(of: [
      ("line", .number("\(line(failure))")), ("expected", .string(wanted(failure))),
      ("found", .string(found(failure))),
      ("expressions", .array(failure.reasons.map { explanationJSON($0, language: language) })),
    ])
  }
}
