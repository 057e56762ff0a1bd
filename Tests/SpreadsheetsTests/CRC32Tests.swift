import Spreadsheets
import Testing

@Suite struct CRC32Tests {
  /// The check value of the algorithm's catalogues, and some that zlib gives.
  @Test(
    arguments: [("", 0), ("123456789", 0xCBF4_3926), ("a", 0xE8B7_BE43), ("小区", 0x411D_1A75)] as [(String, UInt32)])
  func checksums(_ text: String, _ expected: UInt32) {
    #expect(CRC32(of: text.utf8).value == expected)
    var inTwo = CRC32()
    inTwo.add(text.utf8.prefix(3))
    inTwo.add(text.utf8.dropFirst(3))
    #expect(inTwo.value == expected)
  }
}
