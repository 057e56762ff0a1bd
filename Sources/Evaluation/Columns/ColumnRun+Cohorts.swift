import Model
import Planning
import Quantities
import Syntax

/// Ranks, places and figures of cohorts: for members with a known value by comparing machine words, for others by what the
/// cohorts say of them.
final class CohortComparison {
  /// The last value within the places of each group, and the last that may be; nil where it was not asked for.
  fileprivate var lastPlaces: [(within: Int, perhaps: Int)??] = []
  /// What was said last of somebody in each group, by what is reported.
  fileprivate var said: [(Computed, PlanValue)?] = []
  /// Figures of groups, as members with a known value see them.
  fileprivate var figures: [PlanValue?] = []
}

extension ColumnRun {
  func runCompared(_ step: ColumnProgram.Step) {
    begin(step.slot)
    guard let cohorts, let use = use(step) else {
      active.each { store(PlanValue(content: .unknown), step.slot, $0) }
      note(step.slot)
      return
    }
    let memo = comparisons[step.node] ?? CohortComparison()
    comparisons[step.node] = memo
    let primitive = program.program.plan.nodes[step.node].primitive
    if case .position(_, let end, let isShare, hasCutoff: false) = primitive, let places = places(step) {
      runPlaces(step, cohorts, use, end, isShare: isShare, places, memo)
    } else if case .rank(_, let end) = primitive {
      runRanks(step, cohorts, use, end, memo)
    } else if case .cohort = primitive {
      runFigures(step, cohorts, use, memo)
    } else {
      active.each { store(compared(step, cohorts, use, $0), step.slot, $0) }
    }
    note(step.slot)
  }

  private func use(_ step: ColumnProgram.Step) -> CohortUse? {
    program.program.plan.nodes[step.node].primitive.comparison.map { program.program.uses[$0] }
  }

  /// The places that there are, where they are the same for all sheets.
  private func places(_ step: ColumnProgram.Step) -> Interval? {
    let slot = step.singles[1]
    guard slot >= 0, program.nodes[slot] < 0, case let value = value(inSlot: slot, 0), value.error == nil,
      !value.mayFail
    else { return nil }
    return value.computed.interval
  }

  private func runPlaces(
    _ step: ColumnProgram.Step, _ cohorts: Cohorts, _ use: CohortUse, _ end: End, isShare: Bool,
    _ places: Interval, _ memo: CohortComparison
  ) {
    let compared = cohorts.uses[use.slot]
    let out = columns[step.slot]
    RowMask.none.store(out.yes)
    RowMask.none.store(out.no)
    if memo.lastPlaces.isEmpty { memo.lastPlaces = compared.groups.map { _ in nil } }
    active.each { row in
      let sheet = sheet(row)
      let count = compared.values.counts[sheet]
      switch compared.membership[sheet] {
      case .outsider: out.no.set(row)
      case .member(let group) where count > Cohorts.Reports.other:
        let known = memo.lastPlaces[group]
        let last =
          known ?? cohorts.lastPlaces(use, end, isShare: isShare, places: places, group: group)
        if known == nil { memo.lastPlaces[group] = .some(last) }
        guard let last else {
          store(self.compared(step, cohorts, use, row), step.slot, row)
          return
        }
        if end == .top ? count >= last.within : count <= last.within {
          out.yes.set(row)
        } else if end == .top ? count < last.perhaps : count > last.perhaps {
          out.no.set(row)
        }
      case .member, .unknown: store(remembered(step, cohorts, use, row, memo), step.slot, row)
      }
    }
  }

  private func runRanks(
    _ step: ColumnProgram.Step, _ cohorts: Cohorts, _ use: CohortUse, _ end: End, _ memo: CohortComparison
  ) {
    let compared = cohorts.uses[use.slot]
    let out = columns[step.slot]
    active.each { row in
      let count = compared.values.counts[sheet(row)]
      if case .member(let group) = compared.membership[sheet(row)], count > Cohorts.Reports.other,
        case .number(let scale) = step.form, let ahead = cohorts.ahead(use, end, of: count, group: group)
      {
        (out.least[row], out.most[row]) = ((1 + ahead.surely) * scale, (1 + ahead.perhaps) * scale)
      } else {
        store(remembered(step, cohorts, use, row, memo), step.slot, row)
      }
    }
  }

  private func runFigures(
    _ step: ColumnProgram.Step, _ cohorts: Cohorts, _ use: CohortUse, _ memo: CohortComparison
  ) {
    let compared = cohorts.uses[use.slot]
    if memo.figures.isEmpty { memo.figures = compared.groups.map { _ in nil } }
    active.each { row in
      guard case .member(let group) = compared.membership[sheet(row)],
        compared.values.counts[sheet(row)] > Cohorts.Reports.other
      else {
        store(remembered(step, cohorts, use, row, memo), step.slot, row)
        return
      }
      let value = memo.figures[group] ?? self.compared(step, cohorts, use, row)
      memo.figures[group] = value
      store(value, step.slot, row)
    }
  }

  /// The same as for the last of a group of whom the same was reported.
  private func remembered(
    _ step: ColumnProgram.Step, _ cohorts: Cohorts, _ use: CohortUse, _ row: Int, _ memo: CohortComparison
  ) -> PlanValue {
    let compared = cohorts.uses[use.slot]
    guard case .member(let group) = compared.membership[sheet(row)], cohorts.stated[use.cohort].counting == nil
    else { return self.compared(step, cohorts, use, row) }
    if memo.said.isEmpty { memo.said = compared.groups.map { _ in nil } }
    let reported = compared.values[sheet(row)]
    if let (known, value) = memo.said[group], known == reported { return value }
    let value = self.compared(step, cohorts, use, row)
    memo.said[group] = (reported, value)
    return value
  }

  /// What the cohorts say of a sheet.
  private func compared(_ step: ColumnProgram.Step, _ cohorts: Cohorts, _ use: CohortUse, _ row: Int) -> PlanValue {
    func read(_ operand: CohortOperand) -> Computed {
      switch operand {
      case .compared: value(inSlot: step.singles[0], row).computed
      case .quota: value(inSlot: step.singles[1], row).computed
      case .cutoff: value(inSlot: step.singles[2], row).computed
      case .membership: .unknown
      }
    }
    let primitive = program.program.plan.nodes[step.node].primitive
    if case .rank(_, let end) = primitive { return PlanValue(cohorts.rank(use, end, of: sheet(row), read: read)) }
    if case .cohort(_, let figure) = primitive {
      return PlanValue(cohorts.figure(use, figure, of: sheet(row), read: read))
    }
    guard case .position(_, let end, let isShare, let hasCutoff) = primitive else {
      return PlanValue(content: .unknown)
    }
    return PlanValue(cohorts.position(use, end, isShare: isShare, hasCutoff: hasCutoff, of: sheet(row), read: read))
  }
}

extension Primitive {
  /// The slot of a comparison across a cohort.
  fileprivate var comparison: Int? {
    if case .rank(let slot, _) = self { return slot }
    if case .cohort(let slot, _) = self { return slot }
    if case .position(let slot, _, _, _) = self { return slot }
    return nil
  }
}
