/// What kernels make of rows that may not apply, or may fail.
extension ColumnRun {
  /// Sums up what the masks of a column are like.
  func noteFlags(_ slot: Int) {
    let column = columns[slot]
    columns[slot].hasNone = !column.none.isEmpty
    columns[slot].hasMaybe = !column.maybe.isEmpty
    columns[slot].hasDoubt = !column.doubt.isEmpty
  }

  func copyFlags(_ column: Column, to slot: Int) {
    let out = columns[slot]
    if column.hasNone { RowMask(column.none).store(out.none) }
    if column.hasMaybe { RowMask(column.maybe).store(out.maybe) }
    if column.hasDoubt { RowMask(column.doubt).store(out.doubt) }
    (columns[slot].hasNone, columns[slot].hasMaybe) = (column.hasNone, column.hasMaybe)
    columns[slot].hasDoubt = column.hasDoubt
  }

  /// - Parameter rows: in which a number is taken over from another column.
  func copyBroken(_ column: Column, to slot: Int, in rows: RowMask = .all) {
    if !column.hasBroken { return }
    let out = columns[slot]
    let broken = RowMask(column.broken) & rows
    (RowMask(out.broken) | broken).store(out.broken)
    broken.each { out.over[$0] = column.over[$0] }
    columns[slot].hasBroken = columns[slot].hasBroken || !broken.isEmpty
  }

  func addDoubt(_ rows: RowMask, to slot: Int) {
    if rows.isEmpty { return }
    (RowMask(columns[slot].doubt) | rows).store(columns[slot].doubt)
    columns[slot].hasDoubt = true
  }

  /// Says of some rows that nothing is known of them.
  func blank(_ rows: RowMask, _ slot: Int, _ form: ColumnForm) {
    if rows.isEmpty { return }
    let out = columns[slot]
    switch form {
    case .truth:
      (RowMask(out.yes) & ~rows).store(out.yes)
      (RowMask(out.no) & ~rows).store(out.no)
    case .number:
      if out.isExact { out.most.update(from: out.least, count: Column.rows) }
      columns[slot].isExact = false
      rows.each { (out.least[$0], out.most[$0]) = (-Column.infinity, Column.infinity) }
    case .grades, .verdict, .other: break
    }
  }

  /// What may fail if an operand may, of points also what may not apply if an operand may not.
  func spread(_ step: ColumnProgram.Step) {
    var (doubt, maybe, isFlagged) = (RowMask.none, RowMask.none, false)
    for operand in step.operands {
      let column = columns[operand.slot]
      if column.hasDoubt {
        doubt = doubt | RowMask(column.doubt)
        isFlagged = true
      }
      if step.isOfPoints, column.hasMaybe {
        maybe = maybe | RowMask(column.maybe)
        isFlagged = true
      }
    }
    if !isFlagged { return }
    doubt.store(columns[step.slot].doubt)
    maybe.store(columns[step.slot].maybe)
    noteFlags(step.slot)
    if !step.isOfPoints { blank(doubt, step.slot, step.form) }
  }

  /// Of a conjunction or disjunction: nothing that is decided fails.
  func doubtUndecided(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    var doubt = RowMask.none
    for operand in operands {
      let column = columns[operand.slot]
      if column.hasDoubt { doubt = doubt | RowMask(column.doubt) }
    }
    if doubt.isEmpty { return }
    let out = columns[slot]
    addDoubt(doubt & ~(RowMask(out.yes) | RowMask(out.no)), to: slot)
  }

  func pickFlags(_ first: Column, where one: RowMask, _ second: Column, where other: RowMask, _ slot: Int) {
    if !(first.hasDoubt || first.hasMaybe || second.hasDoubt || second.hasMaybe) { return }
    let out = columns[slot]
    (one & RowMask(first.doubt) | other & RowMask(second.doubt)).store(out.doubt)
    (one & RowMask(first.maybe) | other & RowMask(second.maybe)).store(out.maybe)
    noteFlags(slot)
  }

  /// Of a test and two values.
  func chooseFlags(_ step: ColumnProgram.Step) {
    let (test, first) = (columns[step.operands[0].slot], columns[step.operands[1].slot])
    let second = columns[step.operands[2].slot]
    if !(test.hasDoubt || first.hasDoubt || first.hasMaybe || second.hasDoubt || second.hasMaybe) { return }
    let (yes, no) = (RowMask(test.yes), RowMask(test.no))
    pickFlags(first, where: yes, second, where: no, step.slot)
    let open = ~(yes | no) & (RowMask(first.doubt) | RowMask(second.doubt) | RowMask(test.doubt))
    addDoubt(open, to: step.slot)
    blank(step.isOfPoints ? open : RowMask(columns[step.slot].doubt), step.slot, step.form)
  }

  /// Of a condition, points where it holds, and those where it does not.
  func givenFlags(_ step: ColumnProgram.Step) {
    let (test, points) = (columns[step.operands[0].slot], columns[step.operands[1].slot])
    let otherwise = columns[step.operands[2].slot]
    if !(test.hasDoubt || points.hasDoubt || otherwise.hasDoubt || otherwise.hasMaybe) { return }
    let out = columns[step.slot]
    let no = RowMask(test.no)
    (RowMask(otherwise.maybe) & no).store(out.maybe)
    (RowMask(otherwise.doubt) | RowMask(test.doubt) | RowMask(points.doubt) & ~no).store(out.doubt)
    noteFlags(step.slot)
  }
}
