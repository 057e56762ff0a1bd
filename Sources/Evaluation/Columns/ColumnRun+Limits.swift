/// What keeps numbers within what columns hold: whole blocks are looked at first, and a row in which a number is too long is
/// left to be worked out by itself.
extension ColumnRun {
  /// Numbers of a block at a finer scale.
  func scaled(
    _ numbers: UnsafeMutablePointer<Int>, _ factor: Int, into scaled: UnsafeMutablePointer<Int>
  ) -> UnsafeMutablePointer<Int> {
    if Self.multiply(numbers, factor, into: scaled) { return scaled }
    for row in 0..<Column.rows {
      let number = numbers[row]
      if abs(number) == Column.infinity {
        scaled[row] = number
      } else {
        let (product, isBeyond) = number.multipliedReportingOverflow(by: factor)
        scaled[row] = product
        if isBeyond || abs(product) > Column.limit { put(row, beyond: scaled) }
      }
    }
    return scaled
  }

  /// Multiplies all numbers of a block.
  ///
  /// - Returns: false where some product may be beyond the limit, or some end is not there.
  static func multiply(
    _ numbers: UnsafeMutablePointer<Int>, _ factor: Int, into products: UnsafeMutablePointer<Int>
  ) -> Bool {
    guard areBelow(numbers, Column.limit / max(1, Int(clamping: factor.magnitude))) else { return false }
    for row in 0..<Column.rows { products[row] = numbers[row] &* factor }
    return true
  }

  /// Whether all numbers of a block are surely closer to zero than a bound, which is looked at as the power of two below it.
  private static func areBelow(_ numbers: UnsafeMutablePointer<Int>, _ bound: Int) -> Bool {
    if bound < 2 { return false }
    let bits = UInt(Int.bitWidth - 1 - bound.leadingZeroBitCount)
    let half = UInt(1) &<< bits
    var beyond: UInt = 0
    for row in 0..<Column.rows { beyond |= (UInt(bitPattern: numbers[row]) &+ half) &>> (bits + 1) }
    return beyond == 0
  }

  /// Leaves a row to be worked out by itself.
  @inline(never) func put(_ row: Int, beyond numbers: UnsafeMutablePointer<Int>) {
    numbers[row] = 0
    special.set(row)
  }

  /// Leaves rows with large numbers to be worked out by themselves.
  func limit(_ numbers: UnsafeMutablePointer<Int>) {
    if Self.areBelow(numbers, Column.limit) { return }
    for row in 0..<Column.rows where abs(numbers[row]) > Column.limit { put(row, beyond: numbers) }
  }
}
