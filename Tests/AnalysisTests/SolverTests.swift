import Foundation
import Model
import Quantities
import Syntax
import TestSupport
import Testing

@testable import Analysis

/// What is said of conditions held against another's proof: that of z3, where it is installed (`pip install z3-solver`).
@Suite struct SolverTests {
  @Test(.enabled(if: Solver.isInstalled)) func everyConditionAgrees() throws {
    var (always, never, open) = (0, 0, 0)
    for seed in 0..<Cases.count(60) {
      let made = FindingStandard(seed: UInt64(seed), hasGrades: false)
      guard let standard = load(text: made.text).standard else { continue }
      let findings = try Findings(standard)
      let sites = standard.unsettled.filter {
        [.condition, .inapplicable].contains($0.role) && $0.formula.type == .truth
      }
      let questions = sites.map { Solver(standard).text($0.formula) }
      let answers = try Solver.satisfiable(questions.flatMap { [$0, "(not \($0))"] })
      for (place, site) in sites.enumerated() {
        let (mayHold, mayFail) = (answers[2 * place], answers[2 * place + 1])
        func isTold(_ code: String) -> Bool {
          findings.findings.contains { $0.problem.code == code && $0.range == site.range }
        }
        let text = standard.sources.text(of: site.range)
        #expect(!isTold("A305") || !mayFail, "seed \(seed): \(text)")
        #expect(!isTold("A306") || !mayHold, "seed \(seed): \(text)")
        if findings.undecided > 0 {
          open += 1
        } else {
          #expect(isTold("A305") == !mayFail && isTold("A306") == !mayHold, "seed \(seed): \(text)")
        }
        always += mayFail ? 0 : 1
        never += mayHold ? 0 : 1
      }
    }
    #expect(always > 0 && never > 0 && open * 5 < Cases.count(60), "\(always) \(never) \(open)")
  }
}

/// Conditions over the facts of a ``FindingStandard`` in SMT-LIB.
private struct Solver {
  private let standard: Standard

  init(_ standard: Standard) { self.standard = standard }

  /// Each fact within its values; nothing is missing.
  private static let facts = """
    (set-logic ALL)
    (declare-const f1 Int) (assert (and (<= 0 f1) (<= f1 5)))
    (declare-const f2 Int) (assert (and (<= 0 f2) (<= f2 3)))
    (declare-const f3 Real) (assert (and (<= 0.0 f3) (<= f3 1.0)))
    (declare-const f4 Int) (assert (and (<= 0 f4) (<= f4 2)))
    (declare-const f5 Bool)
    """

  func text(_ formula: Formula) -> String {
    func all(_ name: String, _ parts: [Formula], none: String) -> String {
      parts.isEmpty ? none : "(\(name) \(parts.map(text).joined(separator: " ")))"
    }
    switch formula.kind {
    case .constant(.truth(let truth)): return "\(truth)"
    case .constant(.choice(let option)): return "\(option)"
    case .constant(let value): return number(value.number ?? .zero)
    case .parameter(let index): return number(standard.parameters[index].value?.number ?? .zero)
    case .fact(let index): return index < 3 ? "(to_real f\(index))" : "f\(index)"
    case .not(let part): return "(not \(text(part)))"
    case .all(let parts): return all("and", parts, none: "true")
    case .any(let parts): return all("or", parts, none: "false")
    case .compare(let comparator, let a, let b): return compare(comparator, text(a), text(b))
    case .interval(let value, let low, let high):
      let ends = [
        low.map { compare($0.included ? .atLeast : .above, text(value), text($0.formula)) },
        high.map { compare($0.included ? .atMost : .below, text(value), text($0.formula)) },
      ]
      return "(and true \(ends.compactMap { $0 }.joined(separator: " ")))"
    case .oneOf(let value, let list):
      return "(or false \(list.map { "(= \(text(value)) \(text($0)))" }.joined(separator: " ")))"
    case .conditional(let test, let then, let other): return "(ite \(text(test)) \(text(then)) \(text(other)))"
    case .operation(.sum(let subtracted), let parts):
      return "(+ 0.0 \(zip(parts, subtracted).map { $1 ? "(- \(text($0)))" : text($0) }.joined(separator: " ")))"
    case .operation(.product(let divided), let parts):
      return zip(parts, divided).reduce("1.0") { "(\($1.1 ? "/" : "*") \($0) \(text($1.0)))" }
    case .operation(.larger, let parts): return larger(text(parts[0]), text(parts[1]))
    case .operation, .referenceDate, .column, .resultColumn, .definition, .hasOptions, .hasText, .isKnown, .position,
      .rank, .cohort, .rows, .total, .eligible, .result:
      Issue.record("no words for \(standard.sources.text(of: formula.range))")
      return "true"
    }
  }

  private func larger(_ a: String, _ b: String) -> String { "(ite (>= \(a) \(b)) \(a) \(b))" }

  private func number(_ number: Rational) -> String {
    let parts = number.magnitude.exactText.split(separator: "/").map { $0.contains(".") ? "\($0)" : "\($0).0" }
    let positive = "(/ \(parts[0]) \(parts.count > 1 ? parts[1] : "1.0"))"
    return number.isNegative ? "(- \(positive))" : positive
  }

  private func compare(_ comparator: Syntax.Comparator, _ a: String, _ b: String) -> String {
    switch comparator {
    case .atLeast: "(>= \(a) \(b))"
    case .above: "(> \(a) \(b))"
    case .atMost: "(<= \(a) \(b))"
    case .below: "(< \(a) \(b))"
    case .equal: "(= \(a) \(b))"
    case .different: "(not (= \(a) \(b)))"
    }
  }

  // MARK: Asking

  static let isInstalled = (try? run(["--version"], ""))?.contains("Z3") ?? false

  static func satisfiable(_ conditions: [String]) throws -> [Bool] {
    let asked = conditions.map { "(push) (assert \($0)) (check-sat) (pop)" }
    let answers = try run(["-in"], ([facts] + asked).joined(separator: "\n")).split(separator: "\n")
    try #require(answers.count == conditions.count, "\(answers)")
    return answers.map { $0 == "sat" }
  }

  private static func run(_ arguments: [String], _ input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["z3"] + arguments
    let (into, out) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (into, out, Pipe())
    try process.run()
    into.fileHandleForWriting.write(Data(input.utf8))
    try into.fileHandleForWriting.close()
    let output = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
