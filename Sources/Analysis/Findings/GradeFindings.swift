import Diagnostics
import Model
import Planning
import Quantities

/// Grades that are never given, and totals without a grade.
extension Inquiry {
  mutating func lookAtGrades(_ pool: Pool) {
    guard !standard.grades.isEmpty else { return }
    // Who finds no place in a grade goes on to others: that is a matter of all sheets.
    if standard.hasGradePlaces { return leaveOpen() }
    let ladder = Ladder(standard.grades.map(\.when), self, cuts: resultsAsLeaves)
    let total = ladder.cone.leaf(of: .free(plan.results.total))
    let (regions, isTold) = regions(of: ladder)
    if isTold {
      for index in standard.grades.indices {
        guard let given = regions[.first(index)] else {
          neverGiven(index, ladder, total, pool)
          continue
        }
        // Not every total that the limits allow is one that sheets have.
        let isGiven = given.prefix(8).contains { region in
          let range = total.flatMap { region.domains[$0].range } ?? .all
          return pool.sample(in: range, where: { $0.result.grades == [index] }) != nil
        }
        if !isGiven { leaveOpen() }
      }
    } else {
      leaveOpen()
    }
    if let total { gradeGaps(regions, total, pool) }
  }

  /// What a result may be, whatever a sheet states.
  private var resultsAsLeaves: [Int: Domain] {
    let nodes = [plan.results.total] + partsOfTotal
    let cone = cone(of: nodes)
    let values = Explorer(cone, steps: 1).values(in: Region(cone))
    var cuts: [Int: Domain] = [:]
    for node in nodes where values[cone.place(of: node)].error == nil {
      cuts[node] = .numbers(values[cone.place(of: node)].interval)
    }
    cuts[plan.results.eligible] = Domain(.truth)
    return cuts
  }

  private mutating func neverGiven(_ grade: Int, _ ladder: Ladder, _ total: Int?, _ pool: Pool) {
    guard let when = standard.grades[grade].when else { return }
    var taken: [(earlier: Int, region: Region)] = []
    _ = explore(ladder.cone, ladder.earlier(than: grade)) { region, _, outcome in
      if case .first(let earlier)? = outcome { taken.append((earlier, region)) }
      return taken.count < 40
    }
    for (earlier, region) in taken {
      let range = total.flatMap { region.domains[$0].range } ?? .all
      let found = pool.sample(in: range) { sample in
        sample.result.grades == [earlier]
          && Probe(standard, Trial(sample.facts)).truth(when, in: sample.result) == .yes
      }
      guard let found else { continue }
      let sheet = Witness(Trial(found.facts), standard)
      return report(
        .gradeNeverReached(standard.grades[grade].name, hiddenBy: standard.grades[earlier].name, sheet), at: when.range)
    }
    guard let best = pool.sample(in: .all, where: { !$0.result.grades.contains(grade) }) else { return leaveOpen() }
    report(
      .gradeNeverReached(standard.grades[grade].name, hiddenBy: nil, Witness(Trial(best.facts), standard)),
      at: when.range)
  }

  /// Totals between those of grades, or beyond the best one.
  private mutating func gradeGaps(_ regions: [Ladder.Outcome: [Region]], _ total: Int, _ pool: Pool) {
    guard let place = standard.grades.compactMap(\.when?.range).last else { return }
    let held = regions.flatMap { outcome, regions -> [Interval] in
      if case .first = outcome { regions.compactMap { $0.domains[total].range } } else { [] }
    }
    let fewerAreBetter = standard.ranking.contains { $0.formula.isTotal && !$0.descending }
    var values = ValueSet("总分", .number(.points, whole: false))
    var sheet: Pool.Sample?
    for region in regions[.none] ?? [] {
      guard let gap = region.domains[total].range else { continue }
      let hasBelow = held.contains { $0.most <= gap.least }
      let hasAbove = held.contains { $0.least >= gap.most }
      // Who has too little gets no grade: that is plain.
      guard hasBelow && hasAbove || (fewerAreBetter ? hasAbove : hasBelow) else { continue }
      guard let found = pool.sample(in: gap, where: { $0.result.grades.isEmpty }) else { continue }
      values.add(.numbers(gap))
      sheet = sheet ?? found
    }
    if let sheet { report(.gradeGap(values, Witness(Trial(sheet.facts), standard)), at: place) }
  }
}
