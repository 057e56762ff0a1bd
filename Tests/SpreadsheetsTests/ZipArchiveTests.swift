import Foundation
import Spreadsheets
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  /// An archive of one file that is not packed, as whoever wants it changes it.
  private static func archive(
    _ content: String = "内容", method: Int = 0, flags: Int = 0, checksum: UInt32? = nil, size: Int? = nil,
    packed: Int? = nil, extra: [UInt8] = [], count: Int = 1, remark: String = ""
  ) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let (name, bytes) = (Array("甲/a.txt".utf8), Array(content.utf8))
    let sum = number(Int(checksum ?? CRC32(of: bytes).value), 4)
    let (size, packed) = (number(size ?? bytes.count, 4), number(packed ?? bytes.count, 4))
    var archive = number(0x0403_4B50, 4) + number(20, 2) + number(flags, 2) + number(method, 2) + number(0, 4)
    archive += sum + packed + size + number(name.count, 2) + number(0, 2) + name + bytes
    let start = archive.count
    archive += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(flags, 2) + number(method, 2)
    archive += number(0, 4) + sum + packed + size + number(name.count, 2) + number(extra.count, 2)
    archive += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(0, 4) + name + extra
    let length = archive.count - start
    archive += number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2) + number(length, 4)
    return archive + number(start, 4) + number(remark.utf8.count, 2) + Array(remark.utf8)
  }

  private static func failure(_ bytes: [UInt8]) -> ZipArchive.Failure? {
    do throws(ZipArchive.Failure) {
      _ = try ZipArchive(bytes).content("甲/A.TXT")
      return nil
    } catch {
      return error
    }
  }

  @Test func filesAreFoundByTheirNames() throws {
    for remark in ["", "一句说明 PK"] {
      let archive = try ZipArchive(Self.archive(remark: remark))
      #expect(archive.names == ["甲/a.txt"])
      for name in ["甲/a.txt", "/甲/a.txt", "甲\\A.TXT"] {
        #expect(try archive.content(name) == Array("内容".utf8))
        #expect(archive.contains(name))
      }
      #expect(try archive.content("a.txt") == nil)
    }
  }

  @Test func longSizesStandBehindTheName() throws {
    // 6 bytes, twice, as eight bytes each.
    let extra: [UInt8] = [9, 0, 1, 0, 0, 1, 0, 16, 0, 6, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
    let long = Self.archive(size: 0xFFFF_FFFF, packed: 0xFFFF_FFFF, extra: extra)
    #expect(try ZipArchive(long).content("甲/a.txt") == Array("内容".utf8))
    #expect(Self.failure(Self.archive(size: 0xFFFF_FFFF)) == .zip64)
    #expect(Self.failure(Self.archive(count: 0xFFFF)) == .zip64)
  }

  @Test func whatCannotBeReadIsSaid() throws {
    #expect(Self.failure(Self.archive()) == nil)
    #expect(Self.failure([]) == .truncated)
    #expect(Self.failure(Self.archive(flags: 1)) == .encrypted)
    #expect(Self.failure(Self.archive(method: 12)) == .method(12))
    #expect(Self.failure(Self.archive(checksum: 1)) == .checksum)
    #expect(Self.failure(Self.archive(method: 8)) == .damaged)
    #expect(Self.failure(Self.archive(size: 5)) == .damaged)
    #expect(Self.failure(Self.archive(packed: 1 << 20)) == .damaged)
    #expect(Self.failure(Self.archive(count: 2)) == .damaged)
    #expect(Self.failure(Self.archive(method: 8, size: 1 << 30)) == .tooLarge(1 << 30))
    #expect(Self.failure(Self.archive(method: 8, size: 1 << 28)) == .tooDense(1 << 28, of: 6))
  }

  /// Two names for the same bytes would unpack to twice of what is there, and thousands to thousands of times.
  @Test func filesDoNotLieOverOneAnother() throws {
    let one = Self.archive(String(repeating: "内容", count: 40))
    let start = try #require(one.firstRange(of: [0x50, 0x4B, 0x01, 0x02])?.lowerBound)
    let end = try #require(one.firstRange(of: [0x50, 0x4B, 0x05, 0x06])?.lowerBound)
    var other = Array(one[start..<end])
    other[other.count - 1] = UInt8(ascii: "2")
    var both = one[..<end] + other + one[end...]
    let last = both.count - 22
    both[last + 8] = 2
    both[last + 10] = 2
    both[last + 12] = UInt8(2 * (end - start))
    #expect(Self.failure(Array(both)) == .damaged)
  }

  /// Cut anywhere it is not read, since its list stands at its end.
  @Test func everyBeginningIsCut() {
    let whole = Self.archive()
    for end in whole.indices { #expect(Self.failure(Array(whole[..<end])) == .truncated) }
  }
}
