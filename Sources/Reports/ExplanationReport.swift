import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// Why one community got what it got, with the value of every expression beneath its verdict.
public struct ExplanationReport {
  let outcome: Outcome
  let result: SheetResult
  let labels: Labels

  public init(_ outcome: Outcome, _ result: SheetResult, language: Language) {
    self.outcome = outcome
    self.result = result
    labels = Labels(language: language)
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// - Parameter item: `3.4`, `物业服务.4`, or a gate such as `原则 1`; nil for everything.
  /// - Returns: nil if there is no such item.
  public func report(item: String?) -> Report? {
    let sections = self.sections
    guard let item else {
      return Report(
        [.heading(outcome.sheet(result).name), .paragraph(summary)] + (open.isEmpty ? [] : [.list(open)])
          + sections.map { .tree([$0.node]) })
    }
    let wanted = item.filter { !$0.isWhitespace }
    guard let found = sections.first(where: { $0.keys.contains(wanted) }) else { return nil }
    return Report([.heading(outcome.sheet(result).name), .tree([found.node])])
  }

  private var summary: String {
    var parts = [labels.standing(result), say("总分 ", "total ") + labels.points(result.total)]
    if let rank = result.rank { parts.append(say("第 \(rank) 名", "rank \(rank)")) }
    if !result.grades.isEmpty {
      parts.append(say("等级 ", "grade ") + result.grades.map { standard.grades[$0].title }.joined(separator: "/"))
    }
    if let selection = result.selection { parts.append(say("推荐：", "selected: ") + labels.selection(selection)) }
    return parts.joined(separator: say("，", ", "))
  }

  /// What is open beside requirements and points: `等级  待核实  缺少：环境`.
  private var open: [String] {
    result.open.sorted { $0.key < $1.key }.map { decision, missing in
      labels.decision(decision) + "  " + labels.verdict(.unverified) + (missing.isEmpty ? "" : "  " + lacking(missing))
    }
  }

  private func lacking(_ missing: [Missing]) -> String {
    say("缺少：", "missing: ") + labels.list(missing.map(standard.name))
  }

  private var sections: [(keys: [String], node: Report.Node)] {
    var sections: [(keys: [String], node: Report.Node)] = []
    for (requirement, found) in zip(standard.requirements, result.requirements) {
      let formulas = (requirement.inapplicable.map { [$0] } ?? []) + requirement.conditions
      let title =
        "\(labels.kind(requirement.kind)) \(requirement.id)  \(requirement.title)  \(labels.verdict(found.verdict))"
      sections.append(
        (
          [labels.kind(requirement.kind) + requirement.id, requirement.kind.rawValue + requirement.id],
          node(title, requirement.annotation, formulas, found.missing, found.error)
        ))
    }
    for (index, category) in standard.categories.enumerated() {
      let scores = result.categories[index]
      for (item, score) in zip(category.items, scores.items) {
        sections.append(
          (
            ["\(index + 1).\(item.id)", "\(category.name).\(item.id)"],
            scored("\(index + 1).\(item.id)  \(item.title)", item.annotation, item.scoring, score)
          ))
      }
      let title = "\(index + 1)  \(category.title)  \(labels.points(scores.points))" + of(category.full)
      sections.append((["\(index + 1)", category.name], Report.Node(title)))
    }
    for (adjustment, score) in zip(standard.adjustments, result.adjustments) {
      sections.append(([adjustment.name], scored(adjustment.title, adjustment.annotation, adjustment.scoring, score)))
    }
    return sections
  }

  private func of(_ full: Rational?) -> String {
    full.map { say("（满分 \($0.decimal())）", " (of \($0.decimal()))") } ?? ""
  }

  private func scored(_ title: String, _ annotation: Annotation, _ scoring: Scoring, _ score: ScoreResult)
    -> Report.Node
  {
    var line = "\(title)  \(labels.verdict(score.verdict))"
    if score.verdict == .inapplicable {
      switch scoring.treatment {
      case .shared: line += say("（分值由其余指标分摊）", " (its points are shared by the others)")
      case .full: line += say("（按满分）", " (full points)")
      case .none: line += say("（按零分）", " (no points)")
      }
    }
    if score.applicable != .no { line += "  \(labels.points(score.points))" + of(score.full) }
    return node(line, annotation, scoring.formulas, score.missing, score.error)
  }

  private func node(
    _ title: String, _ annotation: Annotation, _ formulas: [Formula], _ missing: [Missing],
    _ error: ArithmeticError?
  ) -> Report.Node {
    var parts = formulas.map { Self.node(outcome.explain($0, for: result), labels) }
    if let error { parts.append(Report.Node(error.described(labels.language))) }
    if !missing.isEmpty {
      parts.append(Report.Node(lacking(missing)))
    }
    if let citation = annotation.citation { parts.append(Report.Node(say("出处：", "source: ") + citation)) }
    if let open = annotation.open { parts.append(Report.Node(say("待定：", "open: ") + open)) }
    return Report.Node(title, parts)
  }

  static func node(_ explanation: Explanation, _ labels: Labels) -> Report.Node {
    var text = explanation.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    text += "  →  " + labels.value(explanation.value, explanation.type)
    if let standing = explanation.standing {
      text += labels.say(
        "（\(standing.cohort)：第 \(standing.rank) 名，共 \(standing.size) 家填报，\(standing.unreported) 家未填；名额\(labels.rounding(standing.rounding))；并列取较好名次）",
        " (\(standing.cohort): rank \(standing.rank) of \(standing.size) reported, \(standing.unreported) unreported; places \(labels.rounding(standing.rounding)); ties share the better rank)"
      )
    }
    return Report.Node(text, explanation.parts.map { node($0, labels) })
  }
}

/// An explanation as text, for failed examples.
public func explanationTree(_ explanation: Explanation, language: Language) -> Report.Node {
  ExplanationReport.node(explanation, Labels(language: language))
}
