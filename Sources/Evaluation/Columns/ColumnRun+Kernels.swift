import Model
import Planning
import Quantities
import Syntax

/// The kernels: what each node makes of the ordinary rows of its operands, all rows of a block at once. In other rows they
/// leave anything, and these are worked out afterwards.
extension ColumnRun {
  /// Numbers at the scale at hand.
  struct Numbers {
    let least: UnsafeMutablePointer<Int>
    let most: UnsafeMutablePointer<Int>
    let isExact: Bool
  }

  /// - Parameter place: of the operand, if several are read at a time.
  func numbers(_ operand: ColumnProgram.Operand, _ place: Int) -> Numbers {
    let column = columns[operand.slot]
    let most = column.isExact ? column.least : column.most
    if operand.factor == 1 { return Numbers(least: column.least, most: most, isExact: column.isExact) }
    let least = scaled(column.least, operand.factor, into: scratch(2 * place))
    return Numbers(
      least: least, most: column.isExact ? least : scaled(most, operand.factor, into: scratch(2 * place + 1)),
      isExact: column.isExact)
  }

  func runKernel(_ step: ColumnProgram.Step) {
    let (slot, operands) = (step.slot, step.operands)
    let out = columns[slot]
    func column(_ place: Int) -> Column { columns[operands[place].slot] }
    switch step.kernel {
    case .fact, .cases, .single, .ofSheet, .compared, .records, .outer, .cell: return
    case .same: copy(column(0), to: slot, step.form)
    case .not:
      let inner = column(0)
      RowMask(inner.no).store(out.yes)
      RowMask(inner.yes).store(out.no)
      copyFlags(inner, to: slot)
    case .all:
      fold(operands, out.yes, out.no) { ($0.yes, $0.no) }
      doubtUndecided(operands, slot)
    case .any:
      fold(operands, out.no, out.yes) { ($0.no, $0.yes) }
      doubtUndecided(operands, slot)
    case .compare(let comparator):
      compare(comparator, operands, out)
      spread(step)
    case .agree(let isSame):
      let (first, second) = (column(0), column(1))
      let (same, other) = isSame ? (out.yes, out.no) : (out.no, out.yes)
      for word in 0..<Column.words {
        same[word] = first.yes[word] & second.yes[word] | first.no[word] & second.no[word]
        other[word] = first.yes[word] & second.no[word] | first.no[word] & second.yes[word]
      }
      spread(step)
    case .reached: reached(operands, slot)
    case .share(let factor, let divisor, let scale):
      share(operands, (factor, divisor), scale, slot)
      spread(step)
    case .sum(let subtracted):
      sum(operands, subtracted, slot)
      spread(step)
    case .multiple(let factor):
      multiple(operands[0], factor, slot)
      copyBroken(column(0), to: slot)
      spread(step)
    case .length:
      transform(operands[0], slot) { place, most in
        if place != most { return (0, Column.infinity) }
        let length = length(of: place)
        return (length, length)
      }
      spread(step)
    case .optionCount(let count):
      transform(operands[0], slot) { $0 == $1 ? ($0.nonzeroBitCount, $0.nonzeroBitCount) : (0, count) }
      spread(step)
    case .ifExact: ifExact(operands, slot)
    case .level(let shared): level(operands, shared, slot)
    case .growth(let shared, let part): growth(operands, shared, part, slot)
    case .times:
      times(operands, slot)
      spread(step)
    case .absolute:
      transform(operands[0], slot) { least, most in
        if least >= 0 { return (least, most) }
        return most <= 0 ? (-most, -least) : (0, Swift.max(-least, most))
      }
      spread(step)
    case .rounded(let mode, let factor, let divisor, let size):
      transform(operands[0], slot) { least, most in
        let low = Self.rounded(least, mode, factor, divisor, size)
        return (low, least == most ? low : Self.rounded(most, mode, factor, divisor, size))
      }
      roundBroken(operands[0], slot, divisor) { Self.rounded($0, mode, factor, $1, size) }
      spread(step)
    case .larger:
      extreme(operands, slot, Swift.max)
      spread(step)
    case .smaller:
      extreme(operands, slot, Swift.min)
      spread(step)
    case .chooseTruth:
      let (test, first, second) = (column(0), column(1), column(2))
      for word in 0..<Column.words {
        let open = ~(test.yes[word] | test.no[word])
        out.yes[word] =
          test.yes[word] & first.yes[word] | test.no[word] & second.yes[word] | open & first.yes[word]
          & second.yes[word]
        out.no[word] =
          test.yes[word] & first.no[word] | test.no[word] & second.no[word] | open & first.no[word] & second.no[word]
      }
      chooseFlags(step)
    case .choose(let isOnLine):
      choose(operands, isOnLine: isOnLine, slot)
      chooseBroken(operands, slot)
      chooseFlags(step)
    case .given:
      choose(operands, isOnLine: true, slot)
      chooseBroken(operands, slot)
      givenFlags(step)
    case .firstOf: firstOf(operands, slot)
    case .applicable: applicable(column(0), column(1), slot, step)
    case .otherwise(let isOnLine): otherwise(operands, step, isOnLine: isOnLine)
    case .mark(let hasLeast, let hasMost):
      spread(step)
      mark(operands, hasLeast, hasMost, slot)
    case .applies:
      let (none, maybe) = (RowMask(column(0).none), RowMask(column(0).maybe))
      (~(none | maybe)).store(out.yes)
      none.store(out.no)
    case .reported:
      copy(column(0), to: slot, step.form)
      RowMask.none.store(out.doubt)
      columns[slot].hasDoubt = false
    case .alongside:
      copy(column(0), to: slot, step.form)
      addDoubt(RowMask(column(1).doubt), to: slot)
    case .bounded: bounded(operands, slot, step.form)
    case .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints: runVerdict(step)
    case .isKnown:
      let inner = column(0)
      let known: RowMask =
        if program.forms[operands[0].slot] == .truth {
          RowMask(inner.yes) | RowMask(inner.no)
        } else if inner.isExact {
          .all
        } else {
          RowMask { inner.least[$0] == inner.most[$0] }
        }
      let sure = known & ~RowMask(inner.doubt)
      sure.store(out.yes)
      (~sure).store(out.no)
    case .hasOptions(let wanted, let all):
      let numbers = numbers(operands[0], 0)
      out.yes.fill {
        let chosen = UInt64(bitPattern: Int64(numbers.least[$0])) & wanted
        return numbers.least[$0] == numbers.most[$0] && (all ? chosen == wanted : chosen != 0)
      }
      out.no.fill {
        let chosen = UInt64(bitPattern: Int64(numbers.least[$0])) & wanted
        return numbers.least[$0] == numbers.most[$0] && !(all ? chosen == wanted : chosen != 0)
      }
      spread(step)
    case .firstToHold: firstToHold(operands, out)
    }
  }

  func copy(_ column: Column, to slot: Int, _ form: ColumnForm) {
    let out = columns[slot]
    switch form {
    case .truth:
      RowMask(column.yes).store(out.yes)
      RowMask(column.no).store(out.no)
    case .number, .grades, .verdict:
      out.least.update(from: column.least, count: Column.rows)
      if form.scale != nil { out.most.update(from: column.isExact ? column.least : column.most, count: Column.rows) }
    case .other: break
    }
    columns[slot].isExact = column.isExact
    copyFlags(column, to: slot)
    copyBroken(column, to: slot)
  }

  // MARK: Truth

  /// Where all have the one, and where one has the other.
  private func fold(
    _ operands: [ColumnProgram.Operand], _ every: UnsafeMutablePointer<UInt64>, _ some: UnsafeMutablePointer<UInt64>,
    _ masks: (Column) -> (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>)
  ) {
    for word in 0..<Column.words { (every[word], some[word]) = (.max, 0) }
    for operand in operands {
      let (one, other) = masks(columns[operand.slot])
      for word in 0..<Column.words {
        every[word] &= one[word]
        some[word] |= other[word]
      }
    }
  }

  /// Whether points reach a minimum; where that may fail, it is only unknown.
  private func reached(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    let (out, points, wanted) = (columns[slot], columns[operands[0].slot], columns[operands[1].slot])
    compare(.atLeast, operands, out)
    if wanted.hasDoubt {
      let sure = ~RowMask(wanted.doubt)
      (RowMask(out.yes) & sure).store(out.yes)
      (RowMask(out.no) & sure).store(out.no)
    }
    copyFlags(points, to: slot)
    RowMask.none.store(out.doubt)
    columns[slot].hasDoubt = false
  }

  func compare(_ comparator: Comparator, _ operands: [ColumnProgram.Operand], _ out: Column) {
    let (a, b) = (numbers(operands[0], 0), numbers(operands[1], 1))
    switch comparator {
    case .atLeast: compare(a, b, out.yes, out.no)
    case .below: compare(a, b, out.no, out.yes)
    case .atMost: compare(b, a, out.yes, out.no)
    case .above: compare(b, a, out.no, out.yes)
    case .equal: equal(a, b, out.yes, out.no)
    case .different: equal(a, b, out.no, out.yes)
    }
    compareBroken(comparator, operands, a, b, out)
  }

  /// Where the first is at least the second, and where it is not.
  private func compare(
    _ a: Numbers, _ b: Numbers, _ yes: UnsafeMutablePointer<UInt64>, _ no: UnsafeMutablePointer<UInt64>
  ) {
    yes.fill { a.least[$0] >= b.most[$0] }
    if a.isExact, b.isExact {
      for word in 0..<Column.words { no[word] = ~yes[word] }
    } else {
      no.fill { a.most[$0] < b.least[$0] }
    }
  }

  private func equal(
    _ a: Numbers, _ b: Numbers, _ yes: UnsafeMutablePointer<UInt64>, _ no: UnsafeMutablePointer<UInt64>
  ) {
    if a.isExact, b.isExact {
      yes.fill { a.least[$0] == b.least[$0] }
      for word in 0..<Column.words { no[word] = ~yes[word] }
    } else {
      yes.fill { a.least[$0] == a.most[$0] && b.least[$0] == b.most[$0] && a.least[$0] == b.least[$0] }
      no.fill { a.most[$0] < b.least[$0] || b.most[$0] < a.least[$0] }
    }
  }

  private func firstToHold(_ operands: [ColumnProgram.Operand], _ out: Column) {
    for word in 0..<Column.words {
      for bit in 0..<64 { out.least[word << 6 | bit] = 0 }
      var tried: UInt64 = .max
      for (grade, operand) in operands.enumerated() {
        let condition = columns[operand.slot]
        put(grade, where: tried & ~condition.no[word], word, out)
        tried &= ~condition.yes[word]
      }
      put(ColumnForm.noGrade, where: tried, word, out)
    }
  }

  private func put(_ grade: Int, where rows: UInt64, _ word: Int, _ out: Column) {
    var rows = rows
    while rows != 0 {
      out.least[word << 6 | rows.trailingZeroBitCount] |= 1 << grade
      rows &= rows - 1
    }
  }

  // MARK: Numbers

  func sum(_ operands: [ColumnProgram.Operand], _ subtracted: [Bool], _ slot: Int) {
    let out = columns[slot]
    let terms = operands.enumerated().map { numbers($1, $0) }
    if terms.allSatisfy(\.isExact) {
      for row in 0..<Column.rows { out.least[row] = 0 }
      for (term, isSubtracted) in zip(terms, subtracted) {
        let least = term.least
        if isSubtracted {
          for row in 0..<Column.rows { out.least[row] &-= least[row] }
        } else {
          for row in 0..<Column.rows { out.least[row] &+= least[row] }
        }
      }
      limit(out.least)
      return
    }
    add(terms.enumerated().map { subtracted[$0] ? $1.most : $1.least }, subtracted, -Column.infinity, out.least)
    add(terms.enumerated().map { subtracted[$0] ? $1.least : $1.most }, subtracted, Column.infinity, out.most)
    columns[slot].isExact = false
  }

  /// - Returns: beyond all limits where it does not fit a machine word.
  static func grown(_ number: Int, _ factor: Int) -> Int {
    let (product, isBeyond) = number.multipliedReportingOverflow(by: factor)
    return isBeyond ? .max : product
  }

  private func ifExact(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    let out = columns[slot]
    let (test, first, second) = (numbers(operands[0], 0), numbers(operands[1], 1), numbers(operands[2], 2))
    let exact = RowMask { test.least[$0] == test.most[$0] }
    for row in 0..<Column.rows {
      let isExact = test.least[row] == test.most[row]
      out.least[row] = isExact ? first.least[row] : second.least[row]
      out.most[row] = isExact ? first.most[row] : second.most[row]
    }
    columns[slot].isExact = first.isExact && second.isExact
    pickFlags(columns[operands[1].slot], where: exact, columns[operands[2].slot], where: ~exact, slot)
  }

  /// Ends added up; one that is not there leaves none.
  private func add(
    _ ends: [UnsafeMutablePointer<Int>], _ subtracted: [Bool], _ open: Int, _ sum: UnsafeMutablePointer<Int>
  ) {
    for row in 0..<Column.rows {
      var (total, isOpen) = (0, false)
      for (end, isSubtracted) in zip(ends, subtracted) {
        let number = end[row]
        isOpen = isOpen || abs(number) == Column.infinity
        total = isSubtracted ? total &- number : total &+ number
      }
      sum[row] = isOpen ? open : total
      if !isOpen, abs(total) > Column.limit { put(row, beyond: sum) }
    }
  }

  private func multiple(_ operand: ColumnProgram.Operand, _ factor: Int, _ slot: Int) {
    let column = columns[operand.slot]
    if operand.factor == 1, column.isExact, Self.multiply(column.least, factor, into: columns[slot].least) {
      columns[slot].isExact = true
      return
    }
    func end(_ number: Int) -> Int {
      if factor == 0 { return 0 }
      if abs(number) == Column.infinity { return factor < 0 ? -number : number }
      return Self.grown(number, factor)
    }
    transform(operand, slot) { least, most in
      factor < 0 ? (end(most), end(least)) : (end(least), end(most))
    }
  }

  /// Each range turned into another; what is beyond the limit is worked out by itself.
  @inline(__always) private func transform(
    _ operand: ColumnProgram.Operand, _ slot: Int, _ change: (Int, Int) -> (Int, Int)
  ) {
    let (out, numbers) = (columns[slot], numbers(operand, 0))
    for row in 0..<Column.rows {
      let (least, most) = change(numbers.least[row], numbers.most[row])
      (out.least[row], out.most[row]) = (least, most)
      if Self.isBeyond(least) || Self.isBeyond(most) {
        put(row, beyond: out.least)
        out.most[row] = 0
      }
    }
    columns[slot].isExact = numbers.isExact
  }

  @inline(__always) static func isBeyond(_ end: Int) -> Bool {
    (end > Column.limit || end < -Column.limit) && end != Column.infinity && end != -Column.infinity
  }

  /// - Returns: beyond all limits where it does not fit a machine word.
  private static func rounded(_ number: Int, _ mode: Rounding, _ factor: Int, _ divisor: Int, _ size: Int) -> Int {
    if abs(number) == Column.infinity { return number }
    let (dividend, isBeyond) = number.multipliedReportingOverflow(by: factor)
    if isBeyond { return .max }
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    var count = quotient
    if remainder != 0, mode == .up || mode == .halfUp && remainder.magnitude * 2 >= divisor.magnitude {
      count += dividend.signum()
    }
    let (product, isOver) = count.multipliedReportingOverflow(by: size)
    return isOver ? .max : product
  }

  private func extreme(_ operands: [ColumnProgram.Operand], _ slot: Int, _ pick: (Int, Int) -> Int) {
    let out = columns[slot]
    let values = operands.enumerated().map { numbers($1, $0) }
    let isExact = values.allSatisfy(\.isExact)
    for row in 0..<Column.rows { out.least[row] = values[0].least[row] }
    for value in values.dropFirst() {
      for row in 0..<Column.rows { out.least[row] = pick(out.least[row], value.least[row]) }
    }
    columns[slot].isExact = isExact
    if isExact { return }
    for row in 0..<Column.rows { out.most[row] = values[0].most[row] }
    for value in values.dropFirst() {
      for row in 0..<Column.rows { out.most[row] = pick(out.most[row], value.most[row]) }
    }
  }

  // MARK: Choices

  /// The first number where a test holds, the second where it does not; where it is open, all from the one to the other,
  /// or nothing known of what is not on a line.
  private func choose(_ operands: [ColumnProgram.Operand], isOnLine: Bool, _ slot: Int) {
    let (test, out) = (columns[operands[0].slot], columns[slot])
    let (first, second) = (numbers(operands[1], 0), numbers(operands[2], 1))
    var isOpen = false
    for word in 0..<Column.words {
      let yes = test.yes[word]
      isOpen = isOpen || yes | test.no[word] != .max
      for bit in 0..<64 {
        let (row, mask) = (word << 6 | bit, -Int(yes >> UInt64(bit) & 1))
        out.least[row] = first.least[row] & mask | second.least[row] & ~mask
      }
    }
    columns[slot].isExact = !isOpen && first.isExact && second.isExact
    if columns[slot].isExact { return }
    for word in 0..<Column.words {
      for bit in 0..<64 {
        let (row, mask) = (word << 6 | bit, -Int(test.yes[word] >> UInt64(bit) & 1))
        out.most[row] = first.most[row] & mask | second.most[row] & ~mask
      }
      var open = ~(test.yes[word] | test.no[word])
      while open != 0 {
        let row = word << 6 | open.trailingZeroBitCount
        open &= open - 1
        let isSame = first.least[row] == second.least[row] && first.most[row] == second.most[row]
        out.least[row] = isOnLine || isSame ? min(first.least[row], second.least[row]) : -Column.infinity
        out.most[row] = isOnLine || isSame ? max(first.most[row], second.most[row]) : Column.infinity
      }
    }
  }

  private func firstOf(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    let out = columns[slot]
    let bands = stride(from: 0, to: operands.count, by: 2).map { place in
      (test: columns[operands[place].slot], points: numbers(operands[place + 1], place))
    }
    for word in 0..<Column.words {
      var (sought, isEmpty) = (UInt64.max, UInt64.max)
      func take(_ rows: UInt64, _ least: (Int) -> Int, _ most: (Int) -> Int) {
        var rows = rows
        while rows != 0 {
          let (row, bit) = (word << 6 | rows.trailingZeroBitCount, rows & (0 &- rows))
          rows &= rows - 1
          out.least[row] = isEmpty & bit != 0 ? least(row) : min(out.least[row], least(row))
          out.most[row] = isEmpty & bit != 0 ? most(row) : max(out.most[row], most(row))
        }
      }
      for band in bands {
        let rows = sought & ~band.test.no[word]
        take(rows, { band.points.least[$0] }, { band.points.most[$0] })
        isEmpty &= ~rows
        sought &= ~band.test.yes[word]
      }
      take(sought, { _ in 0 }, { _ in 0 })
    }
    columns[slot].isExact = false
    var (sought, doubt) = (RowMask.all, RowMask.none)
    for place in stride(from: 0, to: operands.count, by: 2) {
      let (test, points) = (columns[operands[place].slot], columns[operands[place + 1].slot])
      doubt = doubt | sought & (RowMask(test.doubt) | RowMask(points.doubt) & ~RowMask(test.no))
      sought = sought & ~RowMask(test.yes)
    }
    addDoubt(doubt, to: slot)
  }

  private func applicable(_ inapplicable: Column, _ value: Column, _ slot: Int, _ step: ColumnProgram.Step) {
    copy(value, to: slot, step.form)
    let out = columns[slot]
    let away = RowMask(inapplicable.yes)
    let open = ~(away | RowMask(inapplicable.no))
    let none = RowMask(value.none)
    let doubt = RowMask(inapplicable.doubt)
    if !(none & open & doubt).isEmpty { (RowMask(special) | none & open & doubt).store(special) }
    (none | away).store(out.none)
    ((RowMask(value.maybe) | open) & ~(away | none)).store(out.maybe)
    ((RowMask(value.doubt) | open & doubt) & ~away).store(out.doubt)
    noteFlags(slot)
    blank(away | (step.isOfPoints ? .none : RowMask(out.doubt)), slot, step.form)
  }

  private func otherwise(_ operands: [ColumnProgram.Operand], _ step: ColumnProgram.Step, isOnLine: Bool) {
    let (value, other, slot) = (columns[operands[0].slot], columns[operands[1].slot], step.slot)
    let out = columns[slot]
    let (none, maybe) = (RowMask(value.none), RowMask(value.maybe))
    let sure = ~(none | maybe)
    if step.form == .truth {
      func pick(_ own: UnsafeMutablePointer<UInt64>, _ other: UnsafeMutablePointer<UInt64>) -> RowMask {
        let (own, other) = (RowMask(own), RowMask(other))
        return sure & own | none & other | maybe & own & other
      }
      pick(value.yes, other.yes).store(out.yes)
      pick(value.no, other.no).store(out.no)
    } else {
      let (first, second) = (numbers(operands[0], 0), numbers(operands[1], 1))
      if none.isEmpty, maybe.isEmpty {
        out.least.update(from: first.least, count: Column.rows)
        if !first.isExact { out.most.update(from: first.most, count: Column.rows) }
        columns[slot].isExact = first.isExact
      } else {
        out.least.update(from: first.least, count: Column.rows)
        out.most.update(from: first.most, count: Column.rows)
        columns[slot].isExact = false
        none.each { (out.least[$0], out.most[$0]) = (second.least[$0], second.most[$0]) }
        maybe.each { row in
          let isSame = first.least[row] == second.least[row] && first.most[row] == second.most[row]
          out.least[row] = isOnLine || isSame ? min(first.least[row], second.least[row]) : -Column.infinity
          out.most[row] = isOnLine || isSame ? max(first.most[row], second.most[row]) : Column.infinity
        }
      }
    }
    if value.hasDoubt || other.hasDoubt || other.hasMaybe {
      (RowMask(other.maybe) & ~sure).store(out.maybe)
      (RowMask(other.doubt) & none | RowMask(value.doubt) & ~none).store(out.doubt)
      noteFlags(slot)
      if !step.isOfPoints { blank(RowMask(out.doubt) | maybe & RowMask(other.doubt), slot, step.form) }
    }
  }

  private func mark(_ operands: [ColumnProgram.Operand], _ hasLeast: Bool, _ hasMost: Bool, _ slot: Int) {
    let (out, mark) = (columns[slot], numbers(operands[0], 0))
    out.least.update(from: mark.least, count: Column.rows)
    out.most.update(from: mark.most, count: Column.rows)
    columns[slot].isExact = mark.isExact
    var (failing, doubt) = (RowMask.none, RowMask.none)
    if hasLeast {
      failing = RowMask { mark.most[$0] < 0 }
      doubt = RowMask { mark.least[$0] < 0 }
    }
    if hasMost {
      let full = numbers(operands[operands.count - 1], 1)
      failing = failing | RowMask { mark.least[$0] > full.most[$0] }
      doubt = doubt | RowMask { mark.most[$0] > full.most[$0] }
    }
    (RowMask(special) | failing).store(special)
    addDoubt(doubt & ~failing, to: slot)
  }

  /// Points that may fail are what they may be, or anything that their bounds allow.
  private func bounded(_ operands: [ColumnProgram.Operand], _ slot: Int, _ form: ColumnForm) {
    copy(columns[operands[0].slot], to: slot, form)
    guard let scale = form.scale else { return }
    let (out, least, most) = (columns[slot], columns[operands[1].slot], columns[operands[2].slot])
    if columns[slot].isExact { columns[slot].isExact = false }
    RowMask(out.doubt).each { row in
      guard !least.odd.has(row), !most.odd.has(row), !least.none.has(row), !most.none.has(row),
        let low = Self.converted(least.least[row], program.forms[operands[1].slot].scale, scale),
        let high = Self.converted(
          most.isExact ? most.least[row] : most.most[row], program.forms[operands[2].slot].scale, scale)
      else {
        special.set(row)
        return
      }
      out.least[row] = min(out.least[row], low, high)
      out.most[row] = max(out.most[row], low, high)
    }
  }

  /// A number in another scale; nil where it has none.
  private static func converted(_ number: Int, _ from: Int?, _ to: Int) -> Int? {
    guard let from else { return nil }
    if abs(number) == Column.infinity || from == to { return number }
    let (product, isBeyond) = number.multipliedReportingOverflow(by: to)
    return isBeyond || !product.isMultiple(of: from) || abs(product / from) > Column.limit ? nil : product / from
  }
}
