import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

/// What is reported as certain holds however the missing facts are filled in, and what is reported open differs: tried
/// with every filling. `RULECHECK_FILLINGS=100000 swift test -c release --filter FillingTests` tries so many standards
/// of each kind.
@Suite struct FillingTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["RULECHECK_FILLINGS"].flatMap { Int($0) } ?? 16
  }

  /// Where the run is divided among tests that run beside one another.
  private static let parts = 4

  @Test(arguments: 0..<parts)
  func certaintyHolds(_ part: Int) throws { try run(part, isSeparate: false, cohorts: false) }

  @Test(arguments: 0..<parts)
  func certaintyHoldsAcrossCohorts(_ part: Int) throws { try run(part, isSeparate: false, cohorts: true) }

  /// With clauses that share no facts there is no excuse: what is open differs in two fillings.
  @Test(arguments: 0..<parts)
  func opennessIsReal(_ part: Int) throws { try run(part, isSeparate: true, cohorts: false) }

  private func run(_ part: Int, isSeparate: Bool, cohorts: Bool) throws {
    var tried = Tried()
    for index in stride(from: part, to: Self.count, by: Self.parts) {
      let seed = UInt64(index)
      let made = FillingStandard(seed: seed, isSeparate: isSeparate, cohorts: cohorts)
      guard let open = load(text: made.text(nil)).standard else { continue }
      var trial = Trial(made, open, seed: seed &* 31 &+ 7)
      let faults = try trial.faults
      tried.pairs += 1
      tried.open += trial.openCount
      tried.settled += trial.settledCount
      if !faults.isEmpty, tried.reported < 3 {
        tried.reported += 1
        Issue.record("seed \(seed)\n\(made.text(nil))\(trial.described)\n\(faults.joined(separator: "\n"))")
      }
      if !faults.isEmpty { tried.faulty += 1 }
    }
    #expect(tried.faulty == 0, "\(tried)")
    #expect(tried.pairs * 10 > Self.count / Self.parts * 7, "too few standards of the generator are valid: \(tried)")
    guard tried.pairs > 50 else { return }
    #expect(tried.open * 3 > tried.pairs && tried.settled * 3 > tried.pairs, "all alike: \(tried)")
    if ProcessInfo.processInfo.environment["RULECHECK_FILLINGS"] != nil { print(part, isSeparate, cohorts, tried) }
  }

  private struct Tried {
    var (pairs, faulty, reported, open, settled) = (0, 0, 0, 0, 0)
  }
}

/// One standard with one cohort, and every filling of it.
private struct Trial {
  let made: FillingStandard
  let standard: Standard
  let sheets: [Sheet]
  /// What each sheet lacks, with all it may be.
  private var choices: [[(fact: Int, values: [Value])]] = []
  private(set) var openCount = 0
  private(set) var settledCount = 0

  init(_ made: FillingStandard, _ standard: Standard, seed: UInt64) {
    self.made = made
    self.standard = standard
    var random = SeededGenerator(seed: seed)
    var sheets: [Sheet] = []
    let count = Int.random(in: 1...3, using: &random)
    for index in 0..<count {
      var cells: [Cell] = [.value(.text(["甲", "乙", "丙"][index]))]
      var choices: [(fact: Int, values: [Value])] = []
      var fillings = 1
      let limit = count == 1 ? 100 : 8
      for (place, fact) in made.facts.enumerated() {
        cells.append(.value(fact.values.randomElement(using: &random) ?? .truth(true)))
        guard Int.random(in: 0..<100, using: &random) < 45, made.isAlone(fact) else { continue }
        let values = Self.holes(&cells[place + 1], fact, &random)
        if fillings * values.count > limit { continue }
        fillings *= values.count
        if values.count > 1, values == fact.values { cells[place + 1] = .missing }
        choices.append((place + 1, values))
      }
      // A hole that was left open for want of room is filled.
      for (place, fact) in made.facts.enumerated() where !choices.contains(where: { $0.fact == place + 1 }) {
        if case .value(.records(let rows)) = cells[place + 1], rows.contains(where: { $0.contains(nil) }) {
          cells[place + 1] = .value(fact.values[0])
        }
      }
      self.choices.append(choices)
      sheets.append(Sheet(Identity(["甲", "乙", "丙"][index]), cells: cells, file: "", row: nil))
    }
    self.sheets = sheets
  }

  /// A fact is missing, or a record of it lacks a cell.
  private static func holes(
    _ cell: inout Cell, _ fact: FillingStandard.Fact, _ random: inout SeededGenerator
  ) -> [Value] {
    guard case .value(.records(let rows)) = cell, !rows.isEmpty, rows.count < 4, Bool.random(using: &random) else {
      return fact.values
    }
    var broken = rows
    broken[0] = [nil]
    cell = .value(.records(broken))
    return [-999, 0, 1, 2, 999].map { number in
      var filled = rows
      filled[0] = [.number(Rational(number))]
      return .records(filled)
    }
  }

  var described: String {
    sheets.map { sheet in
      zip(standard.facts, sheet.cells).map { fact, cell in
        if case .value(let value) = cell { "\(fact.name)=\(value.text(as: fact.type))" } else { "\(fact.name)=?" }
      }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  // MARK: Filling

  private func filled(_ sheet: Int, _ number: Int) -> Sheet {
    var cells = sheets[sheet].cells
    var rest = number
    for choice in choices[sheet] {
      cells[choice.fact] = .value(choice.values[rest % choice.values.count])
      rest /= choice.values.count
    }
    return Sheet(sheets[sheet].identity, cells: cells, file: "", row: nil)
  }

  private func fillings(_ sheet: Int) -> Int { choices[sheet].reduce(1) { $0 * $1.values.count } }

  private func table(_ sheets: [Sheet]) -> Table { Table(schema: standard.schema, sheets: sheets, refused: []) }

  /// Every way of filling in all sheets.
  private var all: [[Int]] {
    sheets.indices.reduce([[]]) { ways, sheet in ways.flatMap { way in (0..<fillings(sheet)).map { way + [$0] } } }
  }

  // MARK: Comparing

  var faults: [String] {
    mutating get throws {
      let reported = Evaluation.outcome(of: standard, table(sheets)).results.sorted { $0.sheet < $1.sheet }
      var seen = sheets.indices.map { _ in Seen() }
      for value in made.parameter.map({ $0.values.map(Optional.some) }) ?? [nil] {
        guard
          let settled = value == nil
            ? standard
            : load(text: made.text(value)).standard
        else { return ["parameter \(value ?? 0)"] }
        note(settled, &seen)
      }
      var faults = try PlanTests.differences(standard, table(sheets))
      if let way = all.last {
        faults += try PlanTests.differences(standard, table(way.enumerated().map { filled($0.offset, $0.element) }))
      }
      for (index, result) in reported.enumerated() {
        faults += seen[index].faults(result, standard, strict: made.isSeparate).map {
          "\(sheets[index].name) (\(result.total.exactText)): \($0)"
        }
        if result.total.isSettled { settledCount += 1 } else { openCount += 1 }
      }
      return faults
    }
  }

  private func note(_ settled: Standard, _ seen: inout [Seen]) {
    // Who keeps the unreported out sees the others as they stand; otherwise every filling changes everybody.
    let alone = !made.hasCohorts || !made.keepsOpen
    var own: [[SheetResult]] = []
    if alone {
      own = sheets.indices.map { sheet in
        (0..<fillings(sheet)).map { number in
          var others = sheets
          others[sheet] = filled(sheet, number)
          return Judging(settled, table(others)).result(of: sheet)
        }
      }
    }
    for way in all {
      let judging = Judging(settled, table(way.enumerated().map { filled($0.offset, $0.element) }))
      let results = way.enumerated().map { alone ? own[$0.offset][$0.element] : judging.result(of: $0.offset) }
      for result in Evaluation.outcome(of: judging, results).results { seen[result.sheet].note(result) }
    }
  }
}

/// Everything that came out for one sheet over all fillings.
private struct Seen {
  private var words: [String: Set<String>] = [:]
  private var least: [String: Endpoint] = [:]
  private var most: [String: Endpoint] = [:]

  mutating func note(_ result: SheetResult) {
    for (name, word) in Self.words(result) { words[name, default: []].insert(word.text) }
    for (name, range) in Self.ranges(result) {
      least[name] = min(least[name] ?? range.least, range.least)
      most[name] = max(most[name] ?? range.most, range.most)
    }
    words["grades", default: []].formUnion(result.grades.map { $0.map(String.init) ?? "none" })
    if result.grades.isEmpty { words["grades", default: []].insert("none") }
  }

  /// - Parameter strict: what is open has to differ.
  func faults(_ result: SheetResult, _ standard: Standard, strict: Bool) -> [String] {
    var faults: [String] = []
    for (name, word) in Self.words(result) {
      let found = words[name] ?? []
      if !word.isOpen, found != [word.text] { faults.append("\(name): reported \(word.text), found \(found.sorted())") }
      // That something fails in every case may look open.
      if word.isOpen, strict, found.count == 1, !word.mayAgree, found != [word.text], found != ["failed"] {
        faults.append("\(name): reported open, found only \(found.sorted())")
      }
    }
    for (name, range) in Self.ranges(result) {
      guard let low = least[name], let high = most[name] else { continue }
      if low < range.least || high > range.most {
        faults.append("\(name): reported \(range.exactText), found \(Interval(low, high).exactText)")
      }
      // What an adjustment does to a total that is open is told by bounds.
      if strict, name.hasPrefix("points"), !name.hasPrefix("points adjustment") || result.total.isSettled,
        low != range.least || high != range.most
      {
        faults.append("\(name): reported \(range.exactText), reached \(Interval(low, high).exactText)")
      }
    }
    let grades = Set(result.grades.isEmpty ? ["none"] : result.grades.map { $0.map(String.init) ?? "none" })
    let found = words["grades"] ?? []
    if !found.isSubset(of: grades) { faults.append("grades: reported \(grades.sorted()), found \(found.sorted())") }
    // Any total between the ends counts as possible.
    if strict, result.total.isSettled, !grades.isSubset(of: found) {
      faults.append("grades: reported \(grades.sorted()), found only \(found.sorted())")
    }
    return faults
  }

  private struct Word {
    let text: String
    let isOpen: Bool
    /// Open because of something else that is shown beside it.
    var mayAgree = false
  }

  private static func truth(_ truth: Truth) -> Word { Word(text: "\(truth)", isOpen: truth == .unknown) }

  private static func words(_ result: SheetResult) -> [(String, Word)] {
    var words: [(String, Word)] = [
      ("entrant", truth(result.entrant)), ("eligible", truth(result.eligible)),
      ("selectable", truth(result.selectable)), ("scored", truth(result.total.isScored)),
    ]
    for (index, found) in result.determinations.enumerated() {
      let text = found.isUnscored ? "unscored" : "\(found.value)"
      words.append(("determination \(index)", Word(text: text, isOpen: found.isOpen, mayAgree: true)))
    }
    // Who does not take part is not selected either.
    let selection = result.selection ?? .no
    words.append(("selection", Word(text: selection.rawValue, isOpen: selection == .open)))
    for (index, requirement) in result.requirements.enumerated() {
      words.append(
        (
          "requirement \(index)", Word(text: requirement.verdict.rawValue, isOpen: requirement.verdict == .unverified)
        ))
      words.append(("passes \(index)", truth(requirement.passes)))
    }
    func score(_ name: String, _ score: ScoreResult) {
      // A verdict is also open where only the points are.
      let isOpen = score.verdict == .unverified
      words.append((name, Word(text: score.verdict.rawValue, isOpen: isOpen, mayAgree: !score.points.isExact)))
      words.append((name + " applies", truth(score.applies)))
      words.append((name + " minimum", truth(score.minimum)))
    }
    for (index, category) in result.categories.enumerated() {
      words.append(("category \(index) applies", truth(category.applicable)))
      words.append(("category \(index) minimum", truth(category.minimum)))
      for (place, item) in category.items.enumerated() { score("item \(index).\(place)", item) }
    }
    for (index, adjustment) in result.adjustments.enumerated() { score("adjustment \(index)", adjustment) }
    return words
  }

  private static func ranges(_ result: SheetResult) -> [(String, Interval)] {
    var ranges = result.total.points.map { [("points total", $0)] } ?? []
    for (index, key) in result.keys.enumerated() {
      // A key that is not known may be anything.
      if case .known(.number(let number)) = key { ranges.append(("key \(index)", Interval(number))) }
      if case .between(let range) = key { ranges.append(("key \(index)", range)) }
    }
    for (index, category) in result.categories.enumerated() {
      ranges.append(("points category \(index)", category.points))
      if category.applicable != .no, let full = category.full { ranges.append(("full category \(index)", full)) }
      for (place, group) in category.groups.enumerated() {
        ranges.append(("points group \(index).\(place)", group.points))
      }
      for (place, item) in category.items.enumerated() {
        ranges.append(("points item \(index).\(place)", item.points))
      }
    }
    for (index, adjustment) in result.adjustments.enumerated() {
      ranges.append(("points adjustment \(index)", adjustment.points))
    }
    return ranges
  }
}
