import Model
import Quantities

/// What formulas about results see of them.
extension Planner {
  struct Row {
    let cells: [Int]
    let isThere: Int
  }

  private mutating func unknown(_ type: PlanType) -> Int { constant(PlanValue(content: .unknown), type) }

  /// Points, share of the full points, full points, whether all points are there, and what is missing to them.
  private mutating func cells(
    _ points: Int, _ rate: Int?, _ full: Int?, _ met: Int?, baseline: Rational? = nil
  ) -> [Int] {
    let (rate, full) = (rate.map { reported($0) }, full.map { reported($0) })
    let (points, unknownPoints) = (reported(points), unknown(.points))
    let lost = full.map { full in
      guard let baseline else { return node(.operation(.sum(subtracted: [false, true])), [full, points], .points) }
      let share = constant(PlanValue(.known(.number(baseline))), .value(.plainNumber))
      let wanted = node(.operation(.product(divided: [false, false])), [full, share], .points)
      let below = node(.operation(.sum(subtracted: [false, true])), [wanted, points], .points)
      return node(.operation(.larger), [below, self.points(.zero)], .points)
    }
    return [
      points, rate ?? unknownPoints, full ?? unknownPoints, met.map { reported($0) } ?? unknown(.truth),
      lost ?? unknownPoints,
    ]
  }

  /// The columns of a score, in the order of ``Model/ResultColumn``.
  mutating func results(_ path: ResultPath) -> [Int] {
    switch path {
    case .category(let index): return cells(plan.results.categories[index].level)
    case .group(let index, let group): return cells(plan.results.categories[index].groups[group])
    case .item(let index, let item):
      return cells(
        plan.results.categories[index].items[item], standard.categories[index].items[item].scoring.baseline)
    case .adjustment(let index):
      var cells = cells(plan.results.adjustments[index], nil)
      if standard.adjustments[index].kind == .deduction { cells[ResultColumn.lost.rawValue] = cells[0] }
      return cells
    }
  }

  private mutating func cells(_ score: Plan.Score, _ baseline: Rational?) -> [Int] {
    let met = node(.all, [score.applies, score.hasFullPoints], .truth)
    return cells(score.points, score.rate, score.full, met, baseline: baseline)
  }

  private mutating func cells(_ level: Plan.Level) -> [Int] { cells(level.points, level.rate, level.full, nil) }

  /// What a case assumes of a result by its name is not assumed of it as one of the rows.
  private mutating func row(_ cells: [Int], isThere: Int) -> Row {
    Row(cells: cells.map { reported($0) }, isThere: reported(isThere))
  }

  mutating func rows(of source: RowQuery.Source) -> [Row] {
    switch source {
    case .fact: return []
    case .items(let path):
      var rows: [Row] = []
      for (index, category) in plan.results.categories.enumerated() {
        for (place, item) in category.items.enumerated() {
          switch path {
          case .category(let wanted)? where wanted != index: continue
          case .group(let wanted, let group)?
          where wanted != index || standard.categories[index].items[place].group != group:
            continue
          case .category, .group, .item, .adjustment, nil:
            let baseline = standard.categories[index].items[place].scoring.baseline
            let cells = cells(item.applied, item.appliedRate, item.full, item.hasFullPoints, baseline: baseline)
            rows.append(row(cells, isThere: item.applies))
          }
        }
      }
      return rows
    case .categories:
      return plan.results.categories.map { category in
        let level = category.level
        return row(cells(level.applied, level.appliedRate, level.full, nil), isThere: level.applies)
      }
    case .gates(let kind):
      return zip(standard.requirements, plan.results.requirements).filter { $0.0.kind == kind }.map { _, result in
        // What may not apply counts as met then.
        let met = reported(node(.otherwise, [result.holds, truth(.yes)], .truth))
        return Row(
          cells: [unknown(.points), unknown(.points), unknown(.points), met, unknown(.points)], isThere: truth(.yes))
      }
    }
  }
}
