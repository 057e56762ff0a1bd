import Evaluation
import Model
import Quantities
import Sheets
import Spreadsheets

/// A worksheet of the result.
struct OutcomePage {
  let name: String
  let headings: [String]
  /// So many columns tell the rows apart.
  let keys: Int
  /// What it has of a result.
  let rows: (SheetResult) -> [[WrittenCell]]
}

/// Makes the worksheets, in their order.
struct OutcomePages {
  private let outcome: Outcome
  private let labels: Labels
  private let columns: [OutcomeTable.Column]

  init(_ outcome: Outcome, _ labels: Labels) {
    (self.outcome, self.labels) = (outcome, labels)
    columns = OutcomeColumns(outcome: outcome, labels: labels).all(.items)
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  func all(_ level: Level) -> [OutcomePage] {
    OutcomeTable.Detail.allCases.compactMap { page($0, level) } + [lost, missing]
  }

  /// Chosen columns all stand on one.
  func all(_ chosen: ChosenColumns) -> [OutcomePage] {
    let columns = chosen.pick(columns)
    return [page(say("排名", "ranking"), columns, keys: columns.prefix { $0.detail == .name }.count)]
  }

  private func page(_ detail: OutcomeTable.Detail, _ level: Level) -> OutcomePage? {
    switch detail {
    case .name: nil
    case .standing: page(say("排名", "ranking"), detail)
    case .requirements: page(say("原则", "gates"), detail)
    case .categories: level == .gates ? nil : page(say("类别", "categories"), detail)
    case .items: level == .items ? page(say("指标", "items"), detail) : nil
    }
  }

  /// - Returns: nil where the standard has no such columns.
  private func page(_ name: String, _ detail: OutcomeTable.Detail) -> OutcomePage? {
    let own = columns.filter { $0.detail == detail }
    if own.isEmpty { return nil }
    return page(name, keys + own, keys: keys.count)
  }

  private func page(_ name: String, _ columns: [OutcomeTable.Column], keys: Int) -> OutcomePage {
    OutcomePage(name: name, headings: columns.map(\.heading), keys: keys) { result in
      [columns.map { $0.cell(result).content }]
    }
  }

  /// Rank and names.
  private var keys: [OutcomeTable.Column] { columns.filter { $0.detail == .name } }

  /// A worksheet with a row for each of several matters of a result; those that do not take part have none.
  private func list(
    _ name: String, _ headings: [String], _ rows: @escaping (SheetResult) -> [[TableCell]]
  ) -> OutcomePage {
    let keys = keys
    return OutcomePage(name: name, headings: keys.map(\.heading) + headings, keys: keys.count) { result in
      if result.entrant == .no { return [] }
      let key = keys.map { $0.cell(result) }
      return rows(result).map { (key + $0).map(\.content) }
    }
  }

  /// What cost points, most first.
  private var lost: OutcomePage {
    list(
      say("失分", "lost"), [say("条目", "clause"), say("题目", "title"), say("失分最低", "lost least"), say("失分最高", "lost most")]
    ) { result in
      outcome.lost(by: result).map { lost in
        [.text(standard.key(of: lost.path).name), .text(title(lost.path))] + .ends(lost.points)
      }
    }
  }

  private func title(_ path: ResultPath) -> String {
    switch path {
    case .category(let index): standard.categories[index].title
    case .group(let index, let group): standard.categories[index].groups[group].title
    case .item(let index, let item): standard.categories[index].items[item].title
    case .adjustment(let index): standard.adjustments[index].title
    }
  }

  /// What decides something and is not there, costliest first, and what cannot be worked out.
  private var missing: OutcomePage {
    list(
      say("缺项", "missing"),
      [
        say("种类", "kind"), say("缺什么", "what"), say("影响的分数", "points at stake"), say("影响的原则", "gates at stake"),
        say("影响的结论", "decisions at stake"),
      ]
    ) { result in
      outcome.deciding(result).map { missing -> [TableCell] in
        let kind =
          switch missing.input {
          case .fact: say("事实", "fact")
          case .parameter: say("参数", "parameter")
          }
        return [
          .text(kind), .text(standard.name(missing.input)),
          missing.points.value.map { $0 == .zero ? .blank : .number($0) } ?? .text(labels.spread(missing.points)),
          .text(labels.list(missing.requirements.map { labels.name(standard.requirements[$0]) })),
          .text(labels.list(missing.decisions.map(labels.decision))),
        ]
      }
        + result.failures.map { failure in
          [
            .text(labels.verdict(.failed)), .text(labels.place(failure.place, standard)), .blank, .blank,
            .text(failure.error.described(labels.language)),
          ]
        }
    }
  }
}
