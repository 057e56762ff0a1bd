import Evaluation
import Model
import Quantities

/// How the groups lie to one another that places or comparisons go by: how many of each take part and come through, and
/// their totals.
package struct GroupComparison {
  let outcome: Outcome
  let labels: Labels

  /// Compares the groups of all who take part.
  package init(_ outcome: Outcome, _ labels: Labels) { (self.outcome, self.labels) = (outcome, labels) }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// A table for each way in which there are groups: those of 推荐 每 and 等级 每 first, then those of cohorts.
  package var grids: [(heading: String, grid: Report.Grid)] {
    let places = [standard.selection?.places] + standard.grades.map(\.places)
    var seen: Set<[Int]> = []
    return (places.compactMap { $0?.groupBy } + standard.cohorts.map(\.by))
      .filter { !$0.isEmpty && seen.insert($0).inserted }
      .map { facts in
        let names = labels.list(facts.map { standard.facts[$0].name })
        return (say("按 \(names) 比较", "Compared by \(names)"), grid(facts))
      }
  }

  private func grid(_ facts: [Int]) -> Report.Grid {
    var groups: [(key: [Value]?, members: [SheetResult])] = []
    var places: [[Value]?: Int] = [:]
    for result in outcome.results where result.entrant != .no {
      let key = standard.group(facts, of: outcome.sheet(result))
      if let place = places[key] {
        groups[place].members.append(result)
      } else {
        places[key] = groups.count
        groups.append((key, [result]))
      }
    }
    let totals = PointColumns(outcome).totals
    let means = Decimals(groups.compactMap { mean($0.members) })
    let selects = standard.selection != nil
    var headings = [
      labels.list(facts.map { standard.facts[$0].name }), say("参评", "Taking part"), say("符合", "Eligible"),
    ]
    if selects { headings.append(say("推荐", "Selected")) }
    headings += [say("最高分", "Highest"), say("平均分", "Mean"), say("最低分", "Lowest")]
    if selects { headings.append(say("推荐末位总分", "Last selected")) }
    let rows = groups.map { key, members in
      let exact = members.compactMap(\.total.exact)
      func total(_ number: Rational?) -> String { number.map(totals.text) ?? "—" }
      let name = key.map { values in
        labels.list(
          zip(facts, values).map { $1.text(as: standard.facts[$0].type, english: labels.language == .en) })
      }
      var row = [
        name ?? labels.say("未知", "unknown"), "\(members.count)", "\(members.count { $0.eligible == .yes })",
      ]
      if selects { row.append("\(members.count { $0.selection == .yes })") }
      row += [total(exact.max()), mean(members).map(means.text) ?? "—", total(exact.min())]
      if selects { row.append(total(members.filter { $0.selection == .yes }.compactMap(\.total.exact).min())) }
      return row
    }
    return Report.Grid(headings: headings, rows: rows, labels: [0])
  }

  /// Of the totals in which nothing is open; nil where there are none.
  private func mean(_ members: [SheetResult]) -> Rational? {
    let totals = members.compactMap(\.total.exact)
    // A sum too long to be written has no mean that could be.
    return Rational(totals.count).reciprocal.flatMap { try? totals.reduce(.zero, +).multiplied(by: $0) }
  }
}
