import Foundation
import Spreadsheets
import TestSupport
import Testing

@Suite struct InflateTests {
  private struct Stream {
    let name: String
    let size: Int
    let checksum: UInt32
    let packed: [UInt8]
  }

  /// What zlib has packed at each of its levels, and with fixed codes, codes only and runs only.
  private static func streams() throws -> [Stream] {
    try Package.text("Tests/Fixtures/xlsx/streams.txt").split(separator: "\n").map { line in
      let parts = line.split(separator: " ").map(String.init)
      return Stream(
        name: parts[0] + " " + parts[1], size: try #require(Int(parts[2])), checksum: try #require(UInt32(parts[3])),
        packed: [UInt8](try #require(Data(base64Encoded: parts[4]))))
    }
  }

  @Test func whatZlibHasPackedComesOutAsItWas() throws {
    let streams = try Self.streams()
    for stream in streams {
      let content = try Inflate.bytes(stream.packed, size: stream.size)
      #expect(content.count == stream.size && CRC32(of: content).value == stream.checksum, "\(stream.name)")
    }
    #expect(streams.count > 80)
    // Blocks of each kind are among them.
    #expect(Set(streams.filter { !$0.packed.isEmpty }.map { $0.packed[0] >> 1 & 3 }) == [0, 1, 2])
  }

  @Test func nothingIsLongerThanWasSaid() throws {
    for stream in try Self.streams() {
      for size in [stream.size - 1, stream.size + 1, 0] where size >= 0 && size != stream.size {
        #expect(throws: Inflate.Failure.otherSize, "\(stream.name) \(size)") {
          try Inflate.bytes(stream.packed, size: size)
        }
      }
    }
  }

  @Test func whatIsCutIsToldFromWhatIsWrong() throws {
    for stream in try Self.streams() where stream.packed.count < 500 {
      for end in 0..<stream.packed.count {
        #expect(throws: Inflate.Failure.truncated, "\(stream.name) \(end)") {
          try Inflate.bytes(stream.packed[..<end], size: stream.size)
        }
      }
    }
    // A kind of block that there is not; a stored one with another length behind its length; a distance before the beginning.
    for bytes: [UInt8] in [[7], [1, 5, 0, 0, 0, 1, 2, 3, 4, 5], [0x4B, 0x04, 0x13, 0, 0, 0]] {
      #expect(throws: Inflate.Failure.self) { try Inflate.bytes(bytes, size: 5) }
    }
  }

  /// A byte here and there is another: something comes out or not, and it ends.
  @Test func damagedStreamsEnd() throws {
    var random = SeededGenerator(seed: 11)
    for stream in try Self.streams() where stream.packed.count > 2 {
      for _ in 0..<20 {
        var packed = stream.packed
        packed[Int.random(in: packed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        let content = try? Inflate.bytes(packed, size: stream.size)
        #expect(content == nil || content?.count == stream.size)
      }
    }
  }
}
