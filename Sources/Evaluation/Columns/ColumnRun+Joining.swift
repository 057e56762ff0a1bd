import Planning

/// What is known if one of several cases holds: ``Planning/PlanValue/joined(_:_:)`` for columns.
extension ColumnRun {
  /// Takes some rows over from another column.
  func replace(_ slot: Int, by other: Int, in rows: RowMask) {
    if rows.isEmpty { return }
    let (out, source) = (columns[slot], columns[other])
    func take(_ mask: UnsafeMutablePointer<UInt64>, _ other: UnsafeMutablePointer<UInt64>) {
      (RowMask(mask) & ~rows | RowMask(other) & rows).store(mask)
    }
    let form = program.forms[slot]
    if form == .truth {
      take(out.yes, source.yes)
      take(out.no, source.no)
    }
    take(out.none, source.none)
    take(out.maybe, source.maybe)
    take(out.doubt, source.doubt)
    (RowMask(out.odd) & ~rows).store(out.odd)
    take(out.broken, source.broken)
    if source.hasBroken { (RowMask(source.broken) & rows).each { out.over[$0] = source.over[$0] } }
    if form.scale != nil {
      let most = source.isExact ? source.least : source.most
      widen(slot)
      rows.each { (out.least[$0], out.most[$0]) = (source.least[$0], most[$0]) }
    } else if form.hasWords {
      rows.each { out.least[$0] = source.least[$0] }
    }
    noteMasks(slot)
    if source.hasOdd { (RowMask(source.odd) & rows).each { store(value(inSlot: other, $0), slot, $0) } }
    noteMasks(slot)
  }

  func join(_ slot: Int, _ other: Int, in rows: RowMask) {
    if rows.isEmpty { return }
    let (out, source, form) = (columns[slot], columns[other], program.forms[slot])
    let odd =
      (RowMask(out.odd) | RowMask(out.broken) | RowMask(source.broken) | (source.hasOdd ? RowMask(source.odd) : .none))
      & rows
    var joined: [(Int, PlanValue)] = []
    if form == .other || form == .verdict {
      rows.each { joined.append(($0, value(inSlot: slot, $0).joined(value(inSlot: other, $0), program.types[slot]))) }
    } else {
      odd.each { joined.append(($0, value(inSlot: slot, $0).joined(value(inSlot: other, $0), program.types[slot]))) }
      joinPlain(slot, source, rows & ~odd)
    }
    for (row, value) in joined { store(value, slot, row) }
    noteMasks(slot)
  }

  private func joinPlain(_ slot: Int, _ source: Column, _ rows: RowMask) {
    let (out, form, type) = (columns[slot], program.forms[slot], program.types[slot])
    let (none, otherNone) = (RowMask(out.none) & rows, RowMask(source.none) & rows)
    // Where one of the two does not apply, the other may not.
    let taken = none & ~otherNone
    let both = rows & ~none & ~otherNone
    let doubt = (RowMask(out.doubt) | RowMask(source.doubt)) & both | RowMask(source.doubt) & taken
    let isOfValues = type.valueType != nil && type != .points
    switch form {
    case .truth:
      func join(_ mask: UnsafeMutablePointer<UInt64>, _ other: UnsafeMutablePointer<UInt64>) {
        let (own, other) = (RowMask(mask), RowMask(other))
        (own & ~(taken | both) | own & other & both & ~doubt | other & taken).store(mask)
      }
      join(out.yes, source.yes)
      join(out.no, source.no)
    case .number:
      let most = source.isExact ? source.least : source.most
      let isOnLine = type.valueType?.isOnLine ?? true
      widen(slot)
      taken.each { (out.least[$0], out.most[$0]) = (source.least[$0], most[$0]) }
      both.each { row in
        let isSame = out.least[row] == source.least[row] && out.most[row] == most[row]
        if isSame { return }
        if !isOnLine || isOfValues && doubt.has(row) {
          (out.least[row], out.most[row]) = (-Column.infinity, Column.infinity)
        } else {
          (out.least[row], out.most[row]) = (min(out.least[row], source.least[row]), max(out.most[row], most[row]))
        }
      }
    case .grades:
      both.each { out.least[$0] |= source.least[$0] }
      taken.each { out.least[$0] = source.least[$0] }
    case .verdict, .other: break
    }
    (RowMask(out.doubt) & ~(taken | both) | doubt).store(out.doubt)
    (RowMask(out.maybe) | RowMask(source.maybe) & (both | taken) | (none ^ otherNone)).store(out.maybe)
    (RowMask(out.none) & ~taken).store(out.none)
  }

  /// Gives each number both ends.
  private func widen(_ slot: Int) {
    if columns[slot].isExact { columns[slot].most.update(from: columns[slot].least, count: Column.rows) }
    columns[slot].isExact = false
  }

  private func noteMasks(_ slot: Int) {
    noteFlags(slot)
    columns[slot].hasBroken = !columns[slot].broken.isEmpty
    columns[slot].hasOdd = !columns[slot].odd.isEmpty
  }
}
