import Diagnostics
import Evaluation
import Model
import Quantities

/// Makes the columns, in their order.
struct OutcomeColumns {
  let outcome: Outcome
  let labels: Labels

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  private typealias Column = OutcomeTable.Column

  func all(_ level: Level) -> [OutcomeTable.Column] {
    var columns =
      [Column(.name, say("名次", "rank"), .rank(none: "")) { $0.rank.map(TableCell.count) ?? .blank }] + subjects
    columns += standard.quotaGroups.map { fact in
      Column(.standing, standard.facts[fact].name, fact: fact) { outcome.text(of: fact, by: $0, labels) ?? "" }
    }
    columns.append(Column(.standing, say("结论", "verdict"), .standing, text: { labels.standing($0, standard) }))
    columns += standard.requirements.enumerated().map { index, requirement in
      Column(
        .requirements, labels.kind(requirement.kind) + requirement.id, .requirement(index),
        text: { labels.verdict($0.requirements[index].verdict) })
    }
    for index in standard.categories.indices { columns += category(index, level) }
    columns += standard.adjustments.enumerated().flatMap { index, adjustment in
      ends(.categories, adjustment.name, .points(.adjustment(index)))
    }
    columns += ends(.standing, say("总分", "total"), .total, none: labels.unscored)
    if standard.mayBeUnscored {
      columns.append(Column(.standing, say("计分", "scored"), text: { labels.scored($0.total) }))
    }
    columns += grades
    columns += standard.determinations.enumerated().map { index, stated in
      Column(.standing, stated.name + (stated.type.unit.map { say("（\($0)）", " (\($0))") } ?? "")) {
        determined($0.determinations[index], stated)
      }
    }
    columns.append(
      Column(
        .standing, say("推荐", "selected"), .selection,
        text: { $0.isFailed(by: standard) ? labels.verdict(.failed) : labels.selection($0.selection) }))
    columns.append(Column(.standing, say("失分", "lost"), .lost, text: { lost($0) }))
    return columns
  }

  private var subjects: [OutcomeTable.Column] {
    standard.subjectNames.enumerated().map { place, name in
      Column(.name, name, fact: standard.subjects[place]) {
        standard.cells(outcome.table.sheets[$0].identity)[place]
      }
    }
  }

  private func category(_ index: Int, _ level: Level) -> [OutcomeTable.Column] {
    let category = standard.categories[index]
    var columns = ends(.categories, labels.titled(category), .points(.category(index)))
    if let scale = category.scale {
      columns += ends(.categories, labels.titled(category) + labels.scale(scale), .mark(index))
    }
    if level == .items {
      columns += category.items.indices.flatMap { place in
        ends(.items, standard.number(ofItem: place, in: index), .points(.item(index, place)))
      }
    }
    return columns
  }

  private var grades: [OutcomeTable.Column] {
    func grades(_ result: SheetResult, _ word: (Grade) -> String) -> String {
      result.grades.map { $0.map { word(standard.grades[$0]) } ?? "—" }.joined(separator: "/")
    }
    var columns: [Column] = []
    if !standard.grades.isEmpty {
      columns.append(Column(.standing, say("等级", "grade"), .grades, text: { grades($0, \.name) }))
    }
    if standard.grades.contains(where: { $0.title != $0.name }) {
      columns.append(
        Column(.standing, say("等级题目", "grade title"), .grades, text: { grades($0, \.title) }))
    }
    if standard.hasGradePlaces {
      columns.append(
        Column(
          .standing, say("等级名额", "grade places"),
          text: { labels.gradePlaces($0, standard).joined(separator: say("；", "; ")) }))
    }
    return columns
  }

  /// The two columns of an amount.
  ///
  /// - Parameter none: what stands where there is no such amount, as where it cannot be worked out.
  private func ends(
    _ detail: OutcomeTable.Detail, _ name: String, _ amount: Amount, none: String = ""
  ) -> [OutcomeTable.Column] {
    Amount.End.allCases.map { end in
      let heading =
        switch end {
        case .least: name + say("最低", " least")
        case .most: name + say("最高", " most")
        }
      var column = Column(detail, heading, .end(end, of: amount)) { result in
        guard let points = amount.points(result, standard) else { return none.isEmpty ? .blank : .text(none) }
        return (end == .least ? points.least : points.most).cell
      }
      column.whole = name
      return column
    }
  }

  /// What cost points, most first: `评分.2 20；评分.3 5`.
  private func lost(_ result: SheetResult) -> String {
    let lost = outcome.lost(by: result)
    let decimals = Decimals(lost.flatMap(\.points.ends))
    return lost.map { standard.key(of: $0.path).name + " " + labels.points($0.points, decimals) }
      .joined(separator: labels.say("；", "; "))
  }

  /// Numbers are in the unit that the heading names; percentages are texts in CSV.
  private func determined(_ found: DeterminationResult, _ stated: Determination) -> TableCell {
    let text = labels.determined(found, stated)
    guard case .known(let value) = found.value, !found.mayBeUnscored else { return .text(text) }
    if case .number(let number) = value, case .number(let measure, _) = stated.type {
      return .number(measure.number(of: number))
    }
    return .value(value, as: stated.type, text)
  }
}
