import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// The differences of two standards in words, and what they do to the communities.
public struct ComparisonReport: TabularReport {
  let titles: (before: String, after: String)
  /// All of them, also those that change no result.
  public let differences: [Difference]
  private let effect: EffectReport?
  let flips: [Flip]
  let labels: Labels

  /// - Parameter effect: nil where there are no sheets.
  public init(
    titles: (before: String, after: String), differences: [Difference], effect: (effect: Effect, flips: [Flip])?,
    language: Language
  ) {
    self.titles = titles
    self.differences = differences
    let labels = Labels(language: language)
    self.effect = (effect?.effect).map { EffectReport($0, labels) }
    flips = effect?.flips ?? []
    self.labels = labels
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }
  private var words: DifferenceWords { DifferenceWords(labels) }

  /// Differences that may change results, then the others, then the effect on communities.
  public var report: Report {
    var blocks: [Report.Block] = [.heading("\(titles.before) → \(titles.after)")]
    let effective = differences.filter(\.isEffective)
    let remarks = differences.filter { !$0.isEffective }
    blocks.append(
      .paragraph(
        differences.isEmpty
          ? say("两份标准没有差别。", "The two standards say the same.")
          : say(
            "改动 \(differences.count) 处，其中影响结果的 \(effective.count) 处。",
            "Differences: \(differences.count), of which \(effective.count) may change results.")))
    if !effective.isEmpty {
      blocks += [.heading(say("标准的改动", "What is different")), .list(effective.map(words.of))]
    }
    if !remarks.isEmpty {
      blocks += [
        .heading(say("题目、出处和说明的改动", "Titles, citations and notes")), .list(remarks.map(words.of)),
      ]
    }
    if let effect { blocks += effect.blocks }
    if !flips.isEmpty {
      blocks += [.heading(say("每个变化的起因", "What caused each change")), .list(flips.map(cause))]
    }
    return Report(blocks)
  }

  private func cause(_ flip: Flip) -> String {
    func names(_ groups: [[Int]]) -> String {
      groups.map { group in
        group.map { words.name(differences[$0]) }.joined(separator: say("＋", " + "))
      }.joined(separator: say("；", "; "))
    }
    let what = flip.row.name + say("（", " (") + (effect?.change(flip.row) ?? "") + say("）：", "): ")
    switch flip.cause {
    case .alone(let groups): return what + names(groups)
    case .together(let groups):
      return what + names(groups) + say("，须与其他改动合在一起", ", only together with other changes")
    case .interaction: return what + say("几处改动相互作用", "several changes working on one another")
    }
  }

  // MARK: For programs

  /// With `format` `rulecheck.comparison/1`; flips name differences by their place.
  public var json: String {
    let differences = differences.map { difference in
      JSONValue.object(of: [
        ("kind", .string("\(difference.kind)")), ("clause", .string(difference.clauseKind.english)),
        ("name", .string(difference.name)), ("effective", .bool(difference.isEffective)),
        ("words", .string(words.of(difference))),
      ])
    }
    let flips = flips.map { flip -> JSONValue in
      let (kind, groups): (String, [[Int]]) =
        switch flip.cause {
        case .alone(let groups): ("alone", groups)
        case .together(let groups): ("together", groups)
        case .interaction: ("interaction", [])
        }
      let community = effect?.effect.after.standard.members("name", flip.row.identity) ?? []
      return JSONValue.object(
        of: community + [
          ("cause", .string(kind)),
          ("differences", .array(groups.map { .array($0.map { .number(String($0)) }) })),
        ])
    }
    return JSONValue.object(of: [
      ("format", .string("rulecheck.comparison/1")),
      ("before", .string(titles.before)), ("after", .string(titles.after)),
      ("differences", .array(differences)),
      ("effect", effect?.json ?? .null), ("flips", .array(flips)),
    ]).text() + "\n"
  }

  /// The communities; without sheets, the differences.
  public var table: FlatTable {
    if let effect { return effect.table }
    return FlatTable(
      say("改动", "differences"), headings: [say("改动", "difference")], differences.map { [.text(words.of($0))] })
  }
}
