import Foundation
import Notices
import TestSupport
import Testing

/// Every clause of the notice with its address and its wording, page breaks and tags gone.
@Test func noticesAreTakenApart() throws {
  let clauses = Notice(try Sample.notice()).clauses
  try Golden.check(clauses.map { "\($0.address.text)  \($0.wording)\n" }.joined(), "notice.txt")
}

/// Line breaks, spaces, width and tags make no difference.
@Test func layoutDoesNotMatter() throws {
  let text = try Sample.notice()
  let plain = Notice(text).clauses.map { [$0.address.text, $0.wording] }
  let variants = [
    text.replacingOccurrences(of: "\n", with: "\r\n"), text.replacingOccurrences(of: "附件 1", with: "附件１"),
    text.replacingOccurrences(of: "好住，\n\n更好管", with: "好住，更  好管"),
    text.replacingOccurrences(of: "日产\n日清", with: "日产<br>日 清"),
    text.replacingOccurrences(of: "3．没有", with: "3.　没有"),
  ]
  for variant in variants { #expect(Notice(variant).clauses.map { [$0.address.text, $0.wording] } == plain) }
}

/// Whatever the text, there is an outline and no trap.
@Test func damagedNotices() throws {
  var random = SeededGenerator(seed: 5)
  let bytes = Array(try Sample.notice().utf8)
  for _ in 0..<200 {
    var damaged = bytes
    for _ in 0..<8 {
      let start = Int.random(in: 0..<damaged.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: damaged.removeSubrange(start..<min(damaged.count, start + 30))
      case 1: damaged.insert(contentsOf: Array("<9.、附件（一）\t\n".utf8.shuffled(using: &random)), at: start)
      default: damaged[start] = UInt8.random(in: 0...255, using: &random)
      }
    }
    let notice = Notice(String(decoding: damaged, as: UTF8.self))
    for clause in notice.clauses { #expect(!clause.address.text.isEmpty) }
    _ = notice.places(in: String(decoding: damaged.prefix(200), as: UTF8.self))
  }
}
