import Planning

/// Verdicts, by the place of each among all of them.
extension ColumnRun {
  func runVerdict(_ step: ColumnProgram.Step) {
    let out = columns[step.slot]
    let value = columns[step.operands[0].slot]
    switch step.kernel {
    case .requirementVerdict:
      put(.unverified, in: .all, out)
      let sure = ~RowMask(value.maybe)
      put(.met, in: RowMask(value.yes) & sure, out)
      put(.unmet, in: RowMask(value.no) & sure, out)
      put(.inapplicable, in: RowMask(value.none), out)
    case .pointsVerdict(let hasMinimum, let hasFull): pointsVerdict(step, value, hasMinimum, hasFull)
    case .changeVerdict:
      let change = numbers(step.operands[0], 0)
      let settled = ~RowMask(value.doubt)
      put(.unverified, in: .all, out)
      put(.unmet, in: settled & RowMask { change.least[$0] == 0 && change.most[$0] == 0 }, out)
      put(.met, in: settled & RowMask { change.least[$0] > 0 || change.most[$0] < 0 }, out)
    case .hasFullPoints(let scale):
      let share = numbers(step.operands[1], 0)
      let isKnown = ~RowMask(columns[step.operands[1].slot].doubt)
      let open = RowMask { value.least[$0] == Verdict.unverified.place } & isKnown
      (RowMask { value.least[$0] == Verdict.met.place } | open & RowMask { share.least[$0] >= scale }).store(out.yes)
      let isLess = RowMask {
        let verdict = value.least[$0]
        return verdict == Verdict.partlyMet.place || verdict == Verdict.unmet.place
          || verdict == Verdict.inapplicable.place
      }
      (isLess | open & RowMask { share.most[$0] < scale }).store(out.no)
    case .fact, .same, .not, .all, .any, .compare, .agree, .length, .optionCount, .ifExact, .level, .growth, .times,
      .sum,
      .multiple, .share, .absolute, .larger, .smaller, .rounded, .choose, .chooseTruth, .given, .firstOf, .applicable,
      .otherwise,
      .mark,
      .applies, .reported, .bounded, .alongside, .isKnown, .hasOptions, .reached, .firstToHold, .cases, .single,
      .ofSheet, .compared, .records, .outer, .cell:
      break
    }
  }

  private func put(_ verdict: Verdict, in rows: RowMask, _ out: Column) {
    if rows.isEmpty { return }
    let place = verdict.place
    if (~rows).isEmpty {
      out.least.update(repeating: place, count: Column.rows)
    } else {
      rows.each { out.least[$0] = place }
    }
  }

  /// - Parameter value: what the clause comes to.
  private func pointsVerdict(_ step: ColumnProgram.Step, _ value: Column, _ hasMinimum: Bool, _ hasFull: Bool) {
    let out = columns[step.slot]
    let points = numbers(step.operands[hasMinimum ? 2 : 1], 0)
    var settled = ~(RowMask(value.maybe) | RowMask(value.doubt))
    if !points.isExact { settled = settled & RowMask { points.least[$0] == points.most[$0] } }
    if !value.isExact { settled = settled & RowMask { value.least[$0] == value.most[$0] } }
    if hasMinimum { settled = settled & settledRows(step.operands[1].slot) }
    if hasFull {
      let full = numbers(step.operands[step.operands.count - 1], 1)
      for row in 0..<Column.rows {
        let (got, least) = (points.least[row], full.least[row])
        let isKnown = least == full.most[row]
        out.least[row] =
          got <= 0 && !(isKnown && least == 0)
          ? Verdict.unmet.place : isKnown && got < least ? Verdict.partlyMet.place : Verdict.met.place
      }
    } else {
      put(.met, in: .all, out)
      put(.unmet, in: RowMask { points.least[$0] <= 0 }, out)
    }
    put(.unverified, in: ~settled, out)
    put(.inapplicable, in: RowMask(value.none), out)
  }
}
