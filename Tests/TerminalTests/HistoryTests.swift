import Foundation
import TestSupport
import Testing

@testable import Terminal

@Suite struct HistoryTests {
  /// A file of its own for each test.
  private static func withFile(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("history").path)
  }

  private static func write(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private static func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func entriesComeBack() throws {
    try Self.withFile { path in
      let entries = ["评选 a", "类别 甲\n  指标 1\n", "a\\nb\\", "\\", "tab\there", "e\u{301}"]
      var history = try History(path: path)
      #expect(history.entries == [])
      for entry in entries { try history.add(entry) }
      #expect(history.entries == entries)
      #expect(try History(path: path).entries == entries)
      #expect(try Self.mode(path) == 0o600)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix("评选 a\n类别 甲\\n  指标 1\\n\na\\\\nb\\\\\n"))
    }
  }

  @Test func blanksAndRepetitionsAreLeftOut() throws {
    try Self.withFile { path in
      var history = try History(path: path)
      for entry in ["a", "a", "", "  \n\t", "b", "a", "a\r\nb\u{1B}[2J", String(repeating: "长", count: 30_000)] {
        try history.add(entry)
      }
      #expect(history.entries == ["a", "b", "a", "a\nb[2J"])
      #expect(try History(path: path).entries == history.entries)
    }
  }

  @Test func withoutAFileItEndsWithTheSession() throws {
    var history = History()
    for number in 0...History.limit { try history.add("\(number)") }
    #expect(history.entries.count == History.limit)
    #expect(history.entries.first == "1")
  }

  @Test func theFileDoesNotGrowForEver() throws {
    try Self.withFile { path in
      try Self.write(Array((1...2 * History.limit).map { "\($0)\n" }.joined().utf8), path)
      var history = try History(path: path)
      #expect(history.entries.count == History.limit)
      #expect(history.entries.last == "2000")
      try history.add("neu")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.split(separator: "\n").count == History.limit)
      #expect(text.hasSuffix("2000\nneu\n"))
      #expect(try Self.mode(path) == 0o600)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: (path as NSString).deletingLastPathComponent).count == 1)
    }
  }

  @Test func aHugeFileIsShortened() throws {
    try Self.withFile { path in
      let line = String(repeating: "长", count: 20_000)
      try Self.write(Array((1...100).map { "\($0)\(line)\n" }.joined().utf8), path)
      var history = try History(path: path)
      #expect(history.entries.last?.hasPrefix("100") == true)
      try history.add("neu")
      let size = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
      #expect(size < 3_000_000)
      #expect(try History(path: path).entries.last == "neu")
    }
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x0A] + Array("gut\n".utf8), ["gut"]),
      (Array("a\n\n\n  \nb".utf8), ["a", "b"]),
      (Array("a\\".utf8), ["a"]),
      (Array("a\\qb\u{0}\u{1B}[31mc\r\n".utf8), ["aqb[31mc"]),
      ([0x0A, 0xE4, 0xB8], []),
      ([0xEF, 0xBB, 0xBF, 0x61], ["\u{FEFF}a"]),
    ] as [([UInt8], [String])])
  func aBrokenFileIsTolerated(_ bytes: [UInt8], _ entries: [String]) throws {
    try Self.withFile { path in
      try Self.write(bytes, path)
      var history = try History(path: path)
      #expect(history.entries.map { $0.filter { $0 != "\n" } } == entries)
      // A line without its end does not swallow the next.
      try history.add("neu")
      #expect(try History(path: path).entries.last == "neu")
      #expect(try Self.mode(path) == 0o600)
    }
  }

  @Test func severalSessionsAtOnce() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("history").path
    // So near the limit that the file is replaced meanwhile.
    try Self.write(Array((1...2 * History.limit - 100).map { "alt \($0)\n" }.joined().utf8), path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for session in 0..<4 {
        group.addTask {
          var history = try History(path: path)
          for number in 0..<60 { try history.add("评选 \(session).\(number)") }
        }
      }
      try await group.waitForAll()
    }
    let kept = try History(path: path).entries.filter { $0.hasPrefix("评选") }
    #expect(kept.count == 240)
    #expect(Set(kept).count == 240)
    for session in 0..<4 {
      #expect(kept.filter { $0.hasPrefix("评选 \(session).") } == (0..<60).map { "评选 \(session).\($0)" })
    }
  }

  @Test func aLinkStaysALink() throws {
    try Self.withFile { path in
      let target = path + "-target"
      try Self.write(Array(String(repeating: "a\nb\n", count: History.limit).utf8), target)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      var history = try History(path: path)
      try history.add("neu")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == target)
      #expect(try History(path: target).entries.last == "neu")
      #expect(try String(contentsOfFile: target, encoding: .utf8).count < 3 * History.limit)
    }
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    var history = try History(path: "/dev/null")
    let mode = try Self.mode("/dev/null")
    try history.add("a")
    #expect(history.entries == ["a"])
    #expect(try Self.mode("/dev/null") == mode)
  }

  @Test func problemsAreTold() throws {
    try Self.withFile { path in
      var history = try History(path: path + "/none/history")
      #expect(throws: TerminalProblem.historyUnwritable(path + "/none/history", "No such file or directory")) {
        try history.add("a")
      }
      #expect(history.entries == ["a"])
      try Self.write([], path)
      #expect(throws: TerminalProblem.historyUnreadable(path + "/x", "Not a directory")) {
        try History(path: path + "/x")
      }
    }
  }
}
