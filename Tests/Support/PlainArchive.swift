import Spreadsheets

/// Reads the files of a zip archive by its directory: for tests.
package struct PlainArchive {
  package private(set) var names: [String] = []
  private var files: [String: [UInt8]] = [:]

  package struct Damaged: Error {}

  package init(_ bytes: [UInt8]) throws {
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let end = bytes.count - 22
    guard end >= 0, number(end, 4) == 0x0605_4B50 else { throw Damaged() }
    var place = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      guard number(place, 4) == 0x0201_4B50, number(place + 10, 2) == 8 else { throw Damaged() }
      let name = String(decoding: bytes[place + 46..<place + 46 + number(place + 28, 2)], as: UTF8.self)
      let head = number(place + 42, 4)
      // What stands before a file is what the directory says of it.
      guard number(head, 4) == 0x0403_4B50, bytes[head + 4..<head + 30] == bytes[place + 6..<place + 32] else {
        throw Damaged()
      }
      let start = head + 30 + number(head + 26, 2) + number(head + 28, 2)
      let file = try PlainInflate.inflated(Array(bytes[start..<start + number(place + 20, 4)]))
      guard file.count == number(place + 24, 4), Int(CRC32(of: file).value) == number(place + 16, 4) else {
        throw Damaged()
      }
      names.append(name)
      files[name] = file
      place += 46 + number(place + 28, 2) + number(place + 30, 2) + number(place + 32, 2)
    }
    guard place == end else { throw Damaged() }
  }

  package func text(_ name: String) -> String? { files[name].map { String(decoding: $0, as: UTF8.self) } }
}
