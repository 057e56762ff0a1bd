import TestSupport
import Testing

@testable import Spreadsheets

@Suite struct DeflateTests {
  @Test func everyKindOfBytesComesBack() throws {
    var random = SystemRandomNumberGenerator()
    var cases: [[UInt8]] = [
      [], [0], Array("a".utf8), Array(repeating: 7, count: 100_000), Array(0...255), Array("abcabcabcabcab".utf8),
      Array(String(repeating: "<c r=\"A1\"><v>1</v></c>", count: 20_000).utf8),
    ]
    for size in [1, 2, 3, 4, 257, 258, 259, 5_000, 70_000, 300_000] {
      cases.append((0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
      cases.append((0..<size).map { _ in UInt8.random(in: 0...3, using: &random) })
      // Repetitions of all lengths and distances.
      var bytes: [UInt8] = [1, 2, 3, 4, 5]
      while bytes.count < size {
        let start = Int.random(in: max(0, bytes.count - 40_000)..<bytes.count, using: &random)
        bytes += bytes[start..<min(bytes.count, start + Int.random(in: 1...600, using: &random))]
        bytes.append(UInt8.random(in: 0...255, using: &random))
      }
      cases.append(bytes)
    }
    for bytes in cases {
      let deflated = Deflate.deflated(bytes, isLast: true)
      #expect(try PlainInflate.inflated(deflated) == bytes, "\(bytes.count) bytes")
      let middle = bytes.count / 3
      let inTwo =
        Deflate.deflated(Array(bytes[..<middle]), isLast: false)
        + Deflate.deflated(Array(bytes[middle...]), isLast: true)
      #expect(try PlainInflate.inflated(inTwo) == bytes, "\(bytes.count) bytes in two")
    }
  }

  @Test func codesOfRareSymbolsAreNoLongerThanTheyMayBe() {
    var counts = [1, 1]
    while counts.count < 40 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    let code = HuffmanCode(counts, limit: 15)
    #expect(code.lengths.max() == 15)
    #expect(code.lengths.map { 1.0 / Double(1 << $0) }.reduce(0, +) == 1)
  }

  @Test func whatRepeatsGetsShort() {
    let text = (0..<20_000).map { "<c r=\"A\($0)\" s=\"4\"><v>\($0 % 97)</v></c>" }.joined()
    #expect(Deflate.deflated(Array(text.utf8), isLast: true).count < text.utf8.count / 6)
  }
}
