import Foundation
import Quantities
import TestSupport
import Testing

/// The arithmetic of another program: Python's `fractions`, where a python3 is installed.
@Suite struct PythonFractionsTests {
  private static let seed: UInt64 = 20_250_901
  private static let count = 3_000

  private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile)

  /// Reads a question and an answer a line, and prints those that differ with what Python makes of them.
  private static let script = """
    import sys
    from fractions import Fraction
    from math import floor, ceil

    def half_up(x):
        return floor(abs(x) + Fraction(1, 2)) * (1 if x >= 0 else -1)

    operations = {
        '+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b,
        '<': lambda a, b: Fraction(a < b), 'floor': lambda a, b: Fraction(floor(a)),
        'ceiling': lambda a, b: Fraction(ceil(a)), 'half-up': lambda a, b: Fraction(half_up(a)),
        'to-step': lambda a, b: half_up(a / b) * b, 'decimal': lambda a, b: Fraction(half_up(a * 10**30), 10**30),
    }
    checked = 0
    for line in sys.stdin:
        name, a, b, answer = line.split()
        right = operations[name](Fraction(a), Fraction(b))
        if right != Fraction(answer):
            print(name, a, b, answer, 'should be', right)
        checked += 1
    print('checked', checked)
    """

  private static func questions() throws -> [String] {
    var operands = ExactNumberTests.Operands(seed: seed)
    var lines: [String] = []
    func ask(_ name: String, _ a: Rational, _ b: Rational, _ answer: String) {
      lines.append("\(name) \(a.fractionText) \(b.fractionText) \(answer)")
    }
    while lines.count < count {
      let digits = [1, 5, 9, 18, 19, 40, 400].randomElement(using: &operands.random) ?? 1
      let (a, b) = (try operands.rational(digits: digits), try operands.rational(digits: digits))
      ask("+", a, b, (a + b).fractionText)
      ask("-", a, b, (a - b).fractionText)
      ask("*", a, b, (a * b).fractionText)
      ask("<", a, b, a < b ? "1" : "0")
      ask("floor", a, b, a.floor.fractionText)
      ask("ceiling", a, b, a.ceiling.fractionText)
      ask("half-up", a, b, a.rounded(.halfUp).fractionText)
      ask("decimal", a, b, a.decimal(places: 30))
      if b.isZero { continue }
      ask("/", a, b, try a.divided(by: b).fractionText)
      ask("to-step", a, b, try a.rounded(.halfUp, toMultipleOf: b).fractionText)
    }
    return lines
  }

  @Test(.enabled(if: python != nil, "no python3 is installed")) func pythonAgrees() throws {
    let lines = try Self.questions()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("rulecheck-fractions-\(UUID().uuidString)")
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = ["-c", Self.script]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(answer == "checked \(lines.count)\n", "seed \(Self.seed)")
  }
}
