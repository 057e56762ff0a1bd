extension CellPlace {
  /// Takes `B3` apart, capitals or not, with or without signs `$`.
  static func read(_ name: UnsafeBufferPointer<UInt8>) -> (row: Int, column: Int)? {
    var (column, row, letters, digits) = (0, 0, 0, 0)
    for byte in name {
      let letter = (byte & 0xDF) &- UInt8(ascii: "A")
      let digit = byte &- UInt8(ascii: "0")
      if letter < 26, digits == 0 {
        letters += 1
        column = column * 26 + Int(letter) + 1
      } else if digit < 10, letters > 0 {
        digits += 1
        row = row * 10 + Int(digit)
      } else if byte != UInt8(ascii: "$") {
        return nil
      }
      if column > mostColumns || row > mostRows { return nil }
    }
    return column > 0 && row > 0 ? (row - 1, column - 1) : nil
  }
}
