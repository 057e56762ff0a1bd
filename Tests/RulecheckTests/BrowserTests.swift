import Foundation
import TestSupport
import Testing

/// The pages in a real browser, where one is installed with what drives it; what that takes stands in
/// Tests/Browser/browser.py. `python3 Tests/Browser/run.py PROGRAM` runs the same checks, `--pictures FOLDER` keeps what
/// they have seen.
@Suite struct BrowserTests {
  private static let runner = Package.root.appendingPathComponent("Tests/Browser/run.py").path

  /// What is not installed, if anything.
  private static let missing = (try? run(["--missing"]).output)?.trimmingCharacters(in: .whitespacesAndNewlines)

  @Test(
    .enabled(if: missing == "", "chromium, chromium-driver, poppler-utils, selenium or axe-core is not installed"),
    .timeLimit(.minutes(30)))
  func pages() throws {
    let run = try Self.run([CommandTests.program.path])
    #expect(run.code == 0, "\(run.output)")
  }

  private static func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", runner] + arguments
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
