/// Parts put together, those that do not apply leaving their points to the others: ``Planning/Level``.
extension ColumnRun {
  func level(_ operands: [ColumnProgram.Operand], _ shared: ColumnProgram.Redistribution?, _ slot: Int) {
    var (away, open) = (RowMask.none, RowMask.none)
    for operand in operands {
      let part = columns[operand.slot]
      if part.hasNone { away = away | RowMask(part.none) }
      if part.hasMaybe { open = open | RowMask(part.maybe) }
    }
    sum(operands, [Bool](repeating: false, count: operands.count), slot)
    if let usual = shared?.usual, usual != 1 { multiply(slot, by: usual) }
    let rows = (away | open) & active & ~RowMask(special)
    if rows.isEmpty { return }
    let out = columns[slot]
    if out.isExact { out.most.update(from: out.least, count: Column.rows) }
    columns[slot].isExact = false
    let parts = operands.enumerated().map { place, operand in
      let (column, numbers) = (columns[operand.slot], numbers(operand, place))
      return Part(column: column, numbers: numbers, weight: shared?.weights[place] ?? 0)
    }
    var sharing = Sharing(parts, shared)
    rows.each { row in
      guard let (least, most) = sharing.range(row), !Self.isBeyond(least), !Self.isBeyond(most) else {
        special.set(row)
        return
      }
      (out.least[row], out.most[row]) = (least, most)
      if sharing.sure.isEmpty { if sharing.open.isEmpty { out.none.set(row) } else { out.maybe.set(row) } }
    }
    noteFlags(slot)
  }

  /// How far a part grows, given that it applies: ``Planning/Level/growth(of:)``.
  func growth(
    _ operands: [ColumnProgram.Operand], _ shared: ColumnProgram.Redistribution, _ part: Int, _ slot: Int
  ) {
    let out = columns[slot]
    let parts = operands.map { columns[$0.slot] }
    out.least.update(repeating: shared.usual, count: Column.rows)
    var rows = RowMask.none
    for part in parts {
      if part.hasNone { rows = rows | RowMask(part.none) }
      if part.hasMaybe { rows = rows | RowMask(part.maybe) }
    }
    if parts[part].hasNone { rows = rows & ~RowMask(parts[part].none) }
    rows = rows & active & ~RowMask(special)
    columns[slot].isExact = rows.isEmpty
    if rows.isEmpty { return }
    out.most.update(from: out.least, count: Column.rows)
    rows.each { row in
      var (certain, all) = (0, 0)
      for (place, column) in parts.enumerated() where !(column.hasNone && column.none.has(row)) {
        all += shared.weights[place]
        if !(column.hasMaybe && column.maybe.has(row)) { certain += shared.weights[place] }
      }
      if all == 0 { return }
      let isOpen = parts[part].hasMaybe && parts[part].maybe.has(row)
      let least = isOpen ? certain + shared.weights[part] : certain
      guard let low = shared.growth[all], least == 0 || shared.growth[least] != nil else {
        special.set(row)
        return
      }
      out.least[row] = low
      out.most[row] = shared.growth[least] ?? Column.infinity
    }
  }

  /// Two numbers multiplied, of which either may be a range.
  func times(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    let out = columns[slot]
    let (a, b) = (numbers(operands[0], 0), numbers(operands[1], 1))
    if a.isExact, b.isExact {
      for row in 0..<Column.rows {
        let (product, isBeyond) = a.least[row].multipliedReportingOverflow(by: b.least[row])
        out.least[row] = product
        if isBeyond || abs(product) > Column.limit { put(row, beyond: out.least) }
      }
      columns[slot].isExact = true
      return
    }
    columns[slot].isExact = false
    if [a.least, a.most, b.least, b.most].allSatisfy(Self.areShort) {
      for row in 0..<Column.rows {
        let (first, second) = (a.least[row] &* b.least[row], a.least[row] &* b.most[row])
        let (third, fourth) = (a.most[row] &* b.least[row], a.most[row] &* b.most[row])
        out.least[row] = min(min(first, second), min(third, fourth))
        out.most[row] = max(max(first, second), max(third, fourth))
      }
      return
    }
    for row in 0..<Column.rows {
      guard let ends = Self.product(a.least[row], a.most[row], b.least[row], b.most[row]) else {
        put(row, beyond: out.least)
        out.most[row] = 0
        continue
      }
      (out.least[row], out.most[row]) = ends
    }
  }

  /// Whether numbers are so short that no two of them can make one that is too long.
  private static func areShort(_ numbers: UnsafeMutablePointer<Int>) -> Bool {
    var (least, most) = (0, 0)
    for row in 0..<Column.rows { (least, most) = (min(least, numbers[row]), max(most, numbers[row])) }
    return -short <= least && most <= short
  }

  private static let short = 1 << (Column.limit.trailingZeroBitCount / 2)

  /// Nil where it has no ends, or they are too long.
  private static func product(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> (Int, Int)? {
    var (least, most) = (Int.max, Int.min)
    for (x, y) in [(a, c), (a, d), (b, c), (b, d)] {
      let (product, isBeyond) = x.multipliedReportingOverflow(by: y)
      if isBeyond || abs(x) == Column.infinity || abs(y) == Column.infinity || abs(product) > Column.limit {
        return nil
      }
      (least, most) = (min(least, product), max(most, product))
    }
    return (least, most)
  }

  private func multiply(_ slot: Int, by factor: Int) {
    let out = columns[slot]
    for plane in out.isExact ? [out.least] : [out.least, out.most] {
      for row in 0..<Column.rows where abs(plane[row]) != Column.infinity {
        if abs(plane[row]) > Column.limit / factor { put(row, beyond: plane) } else { plane[row] &*= factor }
      }
    }
  }

  private struct Part {
    let column: Column
    let numbers: Numbers
    let weight: Int
  }

  /// Looks at one row after the other.
  private struct Sharing {
    private let parts: [Part]
    private let shared: ColumnProgram.Redistribution?
    /// Parts that apply in the row at hand, and those that may.
    private(set) var sure: [Int] = []
    private(set) var open: [Int] = []

    init(_ parts: [Part], _ shared: ColumnProgram.Redistribution?) { (self.parts, self.shared) = (parts, shared) }

    /// - Returns: without ends where no part applies; nil where it does not fit machine words.
    mutating func range(_ row: Int) -> (Int, Int)? {
      sure.removeAll(keepingCapacity: true)
      open.removeAll(keepingCapacity: true)
      for (place, part) in parts.enumerated() where !(part.column.hasNone && part.column.none.has(row)) {
        if part.column.hasMaybe, part.column.maybe.has(row) { open.append(place) } else { sure.append(place) }
      }
      if sure.isEmpty, open.isEmpty { return (-Column.infinity, Column.infinity) }
      guard let least = end(row, isLowest: true), let most = end(row, isLowest: false) else { return nil }
      return (least, most)
    }

    /// The lowest or highest sum over all choices of which open parts apply.
    private mutating func end(_ row: Int, isLowest: Bool) -> Int? {
      func points(_ place: Int) -> Int { isLowest ? parts[place].numbers.least[row] : parts[place].numbers.most[row] }
      let boundless = isLowest ? -Column.infinity : Column.infinity
      var (sum, taken) = (0, 0)
      for place in sure {
        if abs(points(place)) == Column.infinity { return boundless }
        sum &+= points(place)
        taken += parts[place].weight
      }
      if open.contains(where: { abs(points($0)) == Column.infinity }) { return boundless }
      guard let shared else {
        // Nothing is shared out: what may not apply may also give nothing.
        for place in open { sum &+= isLowest ? min(0, points(place)) : max(0, points(place)) }
        return sum
      }
      if sure.count == parts.count { return ColumnRun.grown(sum, shared.usual) }
      var left = open
      for place in open where parts[place].weight == 0 {
        // Without weight it adds what it has and takes nothing from the others.
        if isLowest == (points(place) < 0) { sum &+= points(place) }
      }
      left.removeAll { parts[$0].weight == 0 }
      // By the share of the full points that each has, which moves the common share of those that are taken in.
      left.sort { a, b in
        let (first, second) = (Int128(points(a)) * Int128(parts[b].weight), Int128(points(b)) * Int128(parts[a].weight))
        return isLowest ? first < second : first > second
      }
      for place in left {
        if taken != 0 {
          let (own, common) = (Int128(points(place)) * Int128(taken), Int128(sum) * Int128(parts[place].weight))
          guard isLowest ? own < common : own > common else { break }
        }
        sum &+= points(place)
        taken += parts[place].weight
      }
      if taken == 0 { return ColumnRun.grown(sum, shared.usual) }
      return shared.growth[taken].map { ColumnRun.grown(sum, $0) }
    }
  }
}
