import Quantities
import Syntax

/// Numbers divided by what differs from row to row: where the scale of the column does not hold them they are *broken*,
/// and their divisor stands beside them.
extension ColumnRun {
  private static let mostDivisor = 1 << 31

  /// The first operand divided by the second, times one number and divided by another.
  ///
  /// - Parameters:
  ///   - fraction: what the quotient is multiplied with, above and below; the latter above zero.
  ///   - scale: of the result.
  func share(
    _ operands: [ColumnProgram.Operand], _ fraction: (above: Int, below: Int), _ scale: Int, _ slot: Int
  ) {
    let out = columns[slot]
    let (above, below) = (numbers(operands[0], 0), numbers(operands[1], 1))
    var (broken, doubt, failing) = (RowMask.none, RowMask.none, RowMask.none)
    var isExact = true
    for row in 0..<Column.rows {
      let (least, most) = (below.least[row], below.most[row])
      (out.least[row], out.most[row]) = (0, 0)
      if least != most {
        if least <= 0, most >= 0 {
          doubt.insert(row)
        } else if let range = Self.quotients(above.least[row], above.most[row], least, most, fraction, scale) {
          (out.least[row], out.most[row]) = range
          isExact = false
        } else {
          failing.insert(row)
        }
        continue
      }
      if above.least[row] != above.most[row] {
        (out.least[row], out.most[row]) = (-Column.infinity, Column.infinity)
        if least == 0 || above.least[row] != -Column.infinity || above.most[row] != Column.infinity {
          failing.insert(row)
        }
        isExact = false
        continue
      }
      let (product, isBeyond) = above.least[row].multipliedReportingOverflow(by: fraction.above * scale)
      let (divisor, isOver) = least.multipliedReportingOverflow(by: fraction.below)
      if least == 0 || isBeyond || isOver || abs(product) > Column.limit || abs(divisor) > Self.mostDivisor {
        failing.insert(row)
        continue
      }
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
      if remainder == 0 {
        (out.least[row], out.most[row]) = (quotient, quotient)
      } else {
        let number = divisor < 0 ? -product : product
        (out.least[row], out.most[row], out.over[row]) = (number, number, abs(divisor))
        broken.insert(row)
      }
    }
    columns[slot].isExact = isExact
    broken = broken & active
    broken.store(out.broken)
    columns[slot].hasBroken = !broken.isEmpty
    (RowMask(special) | failing).store(special)
    if doubt.isEmpty { return }
    addDoubt(doubt, to: slot)
    blank(doubt, slot, .number(scale: scale))
  }

  /// All quotients of two ranges, the second above zero; nil where the scale does not hold their ends.
  private static func quotients(
    _ low: Int, _ high: Int, _ least: Int, _ most: Int, _ fraction: (above: Int, below: Int), _ scale: Int
  ) -> (Int, Int)? {
    if low == -Column.infinity, high == Column.infinity { return (low, high) }
    guard least > 0, fraction.above > 0 else { return nil }
    func quotient(_ number: Int, _ divisor: Int) -> Int? {
      if abs(number) == Column.infinity { return number }
      if divisor == Column.infinity { return 0 }
      let (product, isBeyond) = number.multipliedReportingOverflow(by: fraction.above * scale)
      let (whole, isOver) = divisor.multipliedReportingOverflow(by: fraction.below)
      return isBeyond || isOver || !product.isMultiple(of: whole) || Self.isBeyond(product / whole)
        ? nil : product / whole
    }
    guard let from = quotient(low, low < 0 ? least : most), let to = quotient(high, high < 0 ? most : least)
    else { return nil }
    return (from, to)
  }

  func compareBroken(
    _ comparator: Comparator, _ operands: [ColumnProgram.Operand], _ a: Numbers, _ b: Numbers, _ out: Column
  ) {
    let (first, second) = (columns[operands[0].slot], columns[operands[1].slot])
    if !first.hasBroken, !second.hasBroken { return }
    let (firstBroken, secondBroken) = (RowMask(first.broken), RowMask(second.broken))
    (firstBroken | secondBroken).each { row in
      let left = Int128(secondBroken.has(row) ? second.over[row] : 1)
      let right = Int128(firstBroken.has(row) ? first.over[row] : 1)
      // Ends that are not there stay beyond all numbers.
      let (least, most) = (Int128(a.least[row]) * left, Int128(a.most[row]) * left)
      let (low, high) = (Int128(b.least[row]) * right, Int128(b.most[row]) * right)
      let truth: Truth =
        switch comparator {
        case .atLeast: least >= high ? .yes : most < low ? .no : .unknown
        case .above: least > high ? .yes : most <= low ? .no : .unknown
        case .atMost: most <= low ? .yes : least > high ? .no : .unknown
        case .below: most < low ? .yes : least >= high ? .no : .unknown
        case .equal: least == most && low == high && least == low ? .yes : most < low || high < least ? .no : .unknown
        case .different:
          least == most && low == high && least == low ? .no : most < low || high < least ? .yes : .unknown
        }
      out.yes.clear(row)
      out.no.clear(row)
      if truth == .yes { out.yes.set(row) }
      if truth == .no { out.no.set(row) }
    }
  }

  /// - Parameter round: a number, by what it is divided.
  func roundBroken(_ operand: ColumnProgram.Operand, _ slot: Int, _ divisor: Int, _ round: (Int, Int) -> Int) {
    let (column, out) = (columns[operand.slot], columns[slot])
    guard column.hasBroken else { return }
    RowMask(column.broken).each { row in
      let (divisor, isBeyond) = divisor.multipliedReportingOverflow(by: column.over[row])
      let number = isBeyond ? .max : round(column.least[row], divisor)
      if Self.isBeyond(number) {
        special.set(row)
      } else {
        (out.least[row], out.most[row]) = (number, number)
      }
    }
  }

  /// Of a test and two numbers of which it chooses one.
  func chooseBroken(_ operands: [ColumnProgram.Operand], _ slot: Int) {
    let (test, first) = (columns[operands[0].slot], columns[operands[1].slot])
    let second = columns[operands[2].slot]
    if !first.hasBroken, !second.hasBroken { return }
    let (yes, no) = (RowMask(test.yes), RowMask(test.no))
    copyBroken(first, to: slot, in: yes)
    copyBroken(second, to: slot, in: no)
    let open = ~(yes | no) & (RowMask(first.broken) | RowMask(second.broken))
    (RowMask(special) | open).store(special)
  }
}
