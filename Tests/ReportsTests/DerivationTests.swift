import Evaluation
import Foundation
import Model
import Quantities
import Reports
import Sheets
import TestSupport
import Testing

/// Whoever adds up what an explanation says gets the points that it says. `RULECHECK_PLANS=20000 swift test -c release
/// --filter DerivationTests` does so for that many standards of each kind.
@Suite struct DerivationTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["RULECHECK_PLANS"].flatMap { Int($0) } ?? 40
  }

  @Test func generatedStandardsAddUp() throws {
    var reader = Reader()
    for index in 0..<UInt64(Self.count) {
      try reader.read(WideStandard(seed: index).text, index)
      try reader.read(FillingStandard(seed: index, isSeparate: true, cohorts: index % 2 == 0).text(nil), index)
    }
    #expect(reader.wrong.isEmpty, "\(reader.wrong.prefix(3).joined(separator: "\n"))")
    #expect(reader.sections > Self.count * 20)
    #expect(Set(reader.kinds.keys) == Set(Self.kinds), "\(reader.kinds)")
    if Self.count > 40 { print("\(reader.sections) sections, \(reader.wrong.count) wrong: \(reader.kinds)") }
  }

  private static let kinds = [
    "full", "zero", "mark", "row", "interpolation", "running", "inapplicable", "unmet", "part", "add", "subtract",
    "multiply", "round", "cap", "floor", "share", "convert", "change", "taken", "open",
  ]

  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"]) func shippedStandardsAddUp(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var reader = Reader()
    var random = SeededGenerator(seed: 12)
    try reader.read(standard, RandomSheets(standard).table(of: 3, missing: 5, &random), name)
    #expect(reader.wrong.isEmpty, "\(reader.wrong.prefix(3).joined(separator: "\n"))")
  }
}

/// Reads explanations as a program does, with a pencil.
private struct Reader {
  var sections = 0
  var wrong: [String] = []
  /// How often each kind of line occurs.
  var kinds: [String: Int] = [:]

  mutating func read(_ text: String, _ seed: UInt64) throws {
    guard let standard = load(text: text).standard else { return }
    var random = SeededGenerator(seed: seed)
    for missing in [0, 15] {
      try read(standard, RandomSheets(standard).table(of: 2, missing: missing, &random), "seed \(seed)")
    }
  }

  mutating func read(_ standard: Standard, _ table: Table, _ about: String) throws {
    let outcome = Evaluation.outcome(of: standard, table)
    for result in outcome.results {
      let report = ExplanationReport(outcome, result, language: .en)
      let text = try #require(report.json(item: nil, rules: "", sheets: ""))
      let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let sections = try #require(json["sections"] as? [[String: Any]]).map { Section(json: $0) }
      for section in sections {
        for problem in section.problems(among: sections) { wrong.append("\(about) \(section.names) \(problem)") }
        for line in section.lines { kinds[line.kind, default: 0] += 1 }
      }
      self.sections += sections.count
    }
  }
}

private struct Section {
  let names: [String]
  let points: Range?
  let lines: [Line]
  let isFailed: Bool

  init(json: [String: Any]) {
    names = json["names"] as? [String] ?? []
    points = Range(json: json["points"])
    lines = (json["derivation"] as? [[String: Any]] ?? []).map { Line(json: $0) }
    isFailed = json["error"] is String
  }

  func problems(among others: [Section]) -> [String] {
    guard let points, !isFailed else { return [] }
    guard let last = lines.last else { return ["has points and no lines"] }
    var problems = last.points == points ? [] : ["\(last.points) is not \(points)"]
    for (before, line) in zip([nil] + lines, lines) {
      if let sum = line.sum(before?.points.exact, first: lines[0].points.exact), let points = line.points.exact,
        sum != points
      {
        problems.append("\(line) after \(before.map { "\($0.points)" } ?? "nothing") is \(sum)")
      }
      if let part = line.part, let amount = line.amount?.exact {
        // A deduction stands with its sign.
        let told = others.first { $0.names.contains(part) }?.lines.compactMap(\.points.exact) ?? []
        if !told.contains(amount), !told.contains(amount.negated) { problems.append("\(part) never has \(amount)") }
      }
    }
    return problems
  }
}

private struct Line {
  let kind: String
  let part: String?
  let amount, times, each, limit: Range?
  let rounding: Rounding?
  let points: Range

  init(json: [String: Any]) {
    kind = json["kind"] as? String ?? ""
    part = json["part"] as? String
    amount = Range(json: json["amount"])
    (times, each) = (Range(json: json["times"]), Range(json: json["each"]))
    limit = Range(json: json["limit"])
    rounding = (json["rounded"] as? String).flatMap(Rounding.init(rawValue:))
    points = Range(json: json["points"]) ?? Range(least: nil, most: nil)
  }

  /// What comes out after some points; nil where that is not for a pencil.
  ///
  /// - Parameter first: what the lines start from.
  func sum(_ before: Rational?, first: Rational?) -> Rational? {
    var amount = amount?.exact
    if let times = times?.exact, let each = each?.exact {
      amount = times * each
      if let limit = limit?.exact, let most = amount { amount = min(most, limit) }
    } else if times != nil {
      return nil
    }
    switch kind {
    case "zero", "unmet": return .zero
    case "part": return amount.map { (before ?? .zero) + $0 }
    case "taken": return before?.negated
    case "change": return before.flatMap { before in first.map { before - $0 } }
    case "add", "subtract", "multiply", "share", "convert", "cap", "floor", "round": break
    default: return nil
    }
    guard let before, let amount else { return nil }
    switch kind {
    case "add": return before + amount
    case "subtract": return before - amount
    case "cap": return min(before, amount)
    case "floor": return max(before, amount)
    case "round": return rounding.flatMap { try? before.rounded($0, toMultipleOf: amount) }
    default: return before * amount
    }
  }
}

/// Both ends in strings, null where there is none.
private struct Range: Equatable {
  let least, most: Rational?

  init(least: Rational?, most: Rational?) { (self.least, self.most) = (least, most) }

  init?(json: Any?) {
    guard let json = json as? [String: Any] else { return nil }
    func end(_ name: String) -> Rational? {
      guard let text = json[name] as? String else { return nil }
      let parts = text.split(separator: "/").map { try? Rational.parse(decimal: String($0)) }
      guard let numerator = parts.first ?? nil else { return nil }
      if parts.count == 1 { return numerator }
      return (parts[1]).flatMap { try? numerator.divided(by: $0) }
    }
    (least, most) = (end("least"), end("most"))
  }

  var exact: Rational? { least == most ? least : nil }
}
