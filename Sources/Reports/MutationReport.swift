import Analysis
import Diagnostics
import Evaluation
import Sheets

/// Which small changes of a standard its examples do not notice.
public struct MutationReport {
  private let result: MutationResult
  private let sources: SourceMap
  private let labels: Labels
  private let suggested: [String]?

  /// - Parameters:
  ///   - sources: where the changes would stand.
  ///   - suggested: examples that would notice them, as a rules file has them; nil where nobody asked for any.
  public init(_ result: MutationResult, _ sources: SourceMap, _ language: Language, suggested: [String]? = nil) {
    self.result = result
    self.suggested = suggested
    self.sources = sources
    labels = Labels(language: language)
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  private func line(_ change: Mutation.Change) -> Int {
    sources.file(of: change.range).line(at: change.range.lower) + 1
  }

  // MARK: In words

  /// What no example notices, each with a sheet on which it shows; then how many there are.
  public var text: String {
    let (same, open) = (result.equivalent.count, result.undecided)
    return result.survivors.map(text).joined()
      + open.map { text($0) + "  " + undecided + "\n" }.joined()
      + say(
        "改动 \(result.count) 处：示例发现 \(result.noticed)，没有发现 \(result.survivors.count)，证明没有差别 \(same)，没有定论 \(open.count)。\n",
        "\(result.count) changes: \(result.noticed) noticed by an example, \(result.survivors.count) not noticed, \(same) proven to make no difference, \(open.count) undecided.\n"
      )
  }

  private var undecided: String {
    say("没有找到结果不同的表，也没能证明一样", "no sheet found on which it shows, nor proven that there is none")
  }

  private func text(_ mutation: Mutation) -> String {
    let changes = mutation.changes.map { change in
      say("第 \(line(change)) 行", "line \(line(change))") + "  \(change.old) → \(change.new)"
    }
    return mutation.clause.text(labels.language) + "  " + changes.joined(separator: say("，", ", ")) + "\n"
  }

  private func text(_ survivor: MutationResult.Survivor) -> String {
    let clauses = survivor.told.filter { if case .clause = $0.subject { true } else { false } }
    let told = (clauses + survivor.told).prefix(1).map { told in
      labels.subject(told.subject) + say("：", ": ") + word(told.first) + " → " + word(told.second)
    }
    return text(survivor.mutation) + "  "
      + ([survivor.witness.text(labels.language)] + told).joined(separator: "  ") + "\n"
  }

  /// Verdicts in the language of the report.
  private func word(_ told: String) -> String { Verdict(rawValue: told).map(labels.verdict) ?? told }

  // MARK: For programs

  /// With `format` `rulecheck.mutation/1`.
  public var member: (String, JSONValue) {
    (
      "mutation",
      .object(
        of: [
          ("format", .string("rulecheck.mutation/1")), ("count", .number("\(result.count)")),
          ("noticed", .number("\(result.noticed)")),
          ("survivors", .array(result.survivors.map(json))), ("equivalent", .array(result.equivalent.map(json))),
          ("undecided", .array(result.undecided.map(json))),
        ] + (suggested.map { [("suggested", .array($0.map { .string($0) }))] } ?? []))
    )
  }

  private func members(_ mutation: Mutation) -> [(String, JSONValue)] {
    [
      ("kind", .string(mutation.kind.rawValue)), ("clause", .string(mutation.clause.text(labels.language))),
      (
        "changes",
        .array(
          mutation.changes.map { change in
            .object(of: [
              ("line", .number("\(line(change))")), ("old", .string(change.old)), ("new", .string(change.new)),
            ])
          })
      ),
    ]
  }

  private func json(_ mutation: Mutation) -> JSONValue { .object(of: members(mutation)) }

  private func json(_ survivor: MutationResult.Survivor) -> JSONValue {
    .object(
      of: members(survivor.mutation) + [
        ("sheet", survivor.witness.json),
        ("told", labels.json(survivor.told)),
      ])
  }
}
