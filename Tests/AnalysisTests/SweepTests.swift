import Analysis
import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

/// Sweeps over one parameter, held against the standard with every value set by hand.
@Suite struct SweepTests {
  static func rules(_ use: SweepUse) -> String {
    """
    标准 例
      基准日 2025年6月30日
      \(use.header)
    参数 界 \(use.parameter)
    事实 名 文本
    事实 街道 文本
    事实 甲率 百分比 \(use.fact)
    事实 乙率 百分比
    事实 次数 整数 次
    事实 红榜 是否
    事实 日期 日期
    事实 罚款 记录 次（金额 数量 元）
    对象 名
    群体 全市 全部
      舍去
    群体 街内 按 街道
      进一
    群体 半数 全部
      四舍五入
    群体 待报 按 街道
      进一
      最小规模 2
      未报 待核实
    群体 大户 全部
      进一
      当 乙率 不低于 \(use.name == "members" ? "界" : "50%")

    """ + use.clauses + "\n" + use.categories + "\n"
  }

  static func sheets(_ random: inout SeededGenerator) -> [String] {
    (0..<Int.random(in: 4...8, using: &random)).map { index in
      func maybe(_ text: String) -> String { Int.random(in: 0..<9, using: &random) == 0 ? "" : text }
      func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
      return """
        名：第\(index)
        街道：\(number(0...1))
        甲率：\(maybe("\(number(0...20) * 5)%"))
        乙率：\(maybe("\(number(0...20) * 5)%"))
        次数：\(maybe("\(number(0...4))"))
        红榜：\(number(0...1) == 1 ? "是" : "否")
        日期：\(maybe("202\(number(4...5))-0\(number(1...9))-1\(number(0...9))"))
        罚款：\(number(0...2) == 0 ? "无" : (0...number(0...2)).map { _ in "\(number(0...10) * 100)" }.joined(separator: "；"))
        """
    }
  }

  static func table(_ standard: Standard, _ sheets: [String]) -> Table {
    SheetReader.read(
      sheets.enumerated().map { SheetFile(path: "\($0.offset).txt", bytes: Array($0.element.utf8)) },
      schema: standard.schema
    ).table
  }

  static func load(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Loaded {
    let loaded = TestSupport.load(text: text, named: "例.rules")
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .zh).render($0) }
    _ = try #require(loaded.standard, "\(messages.joined())", sourceLocation: sourceLocation)
    return loaded
  }

  /// What the standard says with the value written into its file.
  private struct Brute: Equatable {
    let eligible: Int
    let selected: Set<String>
    let undecided: Set<String>
    /// Who has which grade for certain, where nobody is selected.
    var grades: [String: Set<String>] = [:]
    /// Everybody's grades as far as they are open; a reading has none.
    var possible: [String: [Int?]] = [:]
    /// Who is eligible, where there are no grades either.
    var entitled: Set<String>?

    init(_ outcome: Outcome) {
      let taking = outcome.results.filter { $0.entrant != .no }
      func names(_ isChosen: (SheetResult) -> Bool) -> Set<String> {
        Set(taking.filter(isChosen).map { outcome.sheet($0).name })
      }
      eligible = taking.filter { $0.eligible == .yes }.count
      selected = names { $0.selection == .yes }
      guard outcome.standard.selection == nil else {
        undecided = names { $0.selection == .tied || $0.selection == .open }
        return
      }
      undecided = names { $0.grades.count > 1 }
      possible = Dictionary(uniqueKeysWithValues: taking.map { (outcome.sheet($0).name, $0.grades) })
      for (index, grade) in outcome.standard.grades.enumerated() { grades[grade.name] = names { $0.grades == [index] } }
      if grades.isEmpty { entitled = names { $0.eligible == .yes } }
    }

    init(_ reading: SweepResult, _ standard: Standard) {
      for holders in reading.grades {
        if let grade = holders.grade { grades[standard.grades[grade].name] = Set(holders.names) }
      }
      eligible = reading.eligible
      selected = Set(reading.selected)
      undecided = Set(reading.undecided)
    }

    var chosen: Set<String> { entitled ?? selected }

    func selects(_ other: Brute) -> Bool {
      chosen == other.chosen && undecided == other.undecided && possible == other.possible
    }

    static func == (a: Brute, b: Brute) -> Bool {
      a.eligible == b.eligible && a.selected == b.selected && a.undecided == b.undecided && a.grades == b.grades
    }
  }

  /// One sweep, and the standard with any value written into its text.
  private struct Trial {
    let use: SweepUse
    let text: String
    let standard: Standard
    let table: Table
    let sweep: Sweep

    init(_ use: SweepUse, _ random: inout SeededGenerator) throws {
      self.use = use
      text = SweepTests.rules(use)
      let loaded = try SweepTests.load(text)
      standard = try #require(loaded.standard)
      table = SweepTests.table(standard, SweepTests.sheets(&random))
      let request = SweepRequest(parameter: "界", from: use.from, to: use.to, step: use.step)
      sweep = try swept(loaded, over: [request], table)
    }

    var isWhole: Bool {
      standard.parameters[0].type.isWhole || ["window", "years"].contains(use.name)
    }

    /// How far whole values are apart.
    var step: Rational { standard.parameters[0].type.isWhole ? standard.parameters[0].type.measure.factor.value : .one }

    /// Nil where there is no such value, or where it is too long to be calculated with.
    func brute(_ value: Rational) throws -> Brute? {
      let shown: String
      switch standard.parameters[0].type {
      case .percentage: shown = "占比（\(value.numerator)，\(value.denominator)）"
      case .date: shown = try CalendarDate(dayNumber: Int(clamping: value)).text
      case .number(let measure, let whole):
        if whole, !measure.isWhole(value) { return nil }
        shown = (whole ? "\(value.numerator)" : "\(value.numerator)/\(value.denominator)") + " " + measure.unit.text
      default: return nil
      }
      let words = use.parameter.split(separator: " ")
      let type = ["整数", "数量"].contains(words[0]) ? words.prefix(2).joined(separator: " ") : ""
      let declared = text.components(separatedBy: "\n").map { line in
        line.hasPrefix("参数 界 ") ? "参数 界 \(type) \(shown)" : line
      }
      let changed = TestSupport.load(text: declared.joined(separator: "\n"), named: "例.rules").standard
      return changed.map { Brute(Evaluation.outcome(of: $0, table)) }
    }

    /// Up to three values strictly within a stretch, near its ends and at random.
    func values(_ stretch: Sweep.Stretch, _ random: inout SeededGenerator) throws -> [Rational] {
      if stretch.low == stretch.high { return [stretch.low] }
      let (low, high) = (stretch.low.approximate, stretch.high.approximate)
      return try [1e-6, Double.random(in: 0..<1, using: &random), 1 - 1e-6].map { part in
        let value = low + (high - low) * part
        return isWhole
          ? try Rational(Int((value / step.approximate).rounded())).multiplied(by: step)
          : try Rational(Int(value * 1e9), over: 1_000_000_000)
      }.filter { stretch.low < $0 && $0 < stretch.high }
    }
  }

  /// Every step, stretches near their ends and within, and both sides of places of change are what the standard says
  /// with that value written down.
  @Test(arguments: SweepUse.all) func everyValueIsWhatItWouldBeWrittenDown(_ use: SweepUse) throws {
    var places = 0
    for seed: UInt64 in [41, 43] {
      var random = SeededGenerator(seed: seed)
      let trial = try Trial(use, &random)
      #expect(trial.sweep.limitation == nil)
      for point in trial.sweep.points {
        let value = try #require(point.values[0].number)
        #expect(
          try point.result.map { Brute($0, trial.standard) }.get() == trial.brute(value),
          "\(seed) step \(value.exactText)")
      }
      for stretch in trial.sweep.stretches.shuffled(using: &random).prefix(8) {
        for value in try trial.values(stretch, &random) {
          #expect(
            try trial.brute(value) == Brute(stretch.result, trial.standard),
            "\(seed) [\(stretch.low.exactText), \(stretch.high.exactText)] at \(value.exactText)")
        }
      }
      for tipping in trial.sweep.tippings.shuffled(using: &random).prefix(6) {
        places += try Self.check(tipping, trial, seed) ? 1 : 0
      }
    }
    #expect(places > 0 || ["nothing", "members", "smallest", "bonus on total"].contains(use.name))
  }

  /// A search that would take too long says so, and the steps are as they are with it.
  @Test(arguments: SweepUse.all.filter { ["knots", "quota", "bonus"].contains($0.name) })
  func stepsStayWhereTheSearchTakesTooLong(_ use: SweepUse) throws {
    var random = SeededGenerator(seed: 53)
    let trial = try Trial(use, &random)
    let request = SweepRequest(parameter: "界", from: use.from, to: use.to, step: use.step)
    let short = try swept(SweepTests.load(trial.text), over: [request], trial.table, atMost: 0)
    #expect(short.limitation?.code == "A217" || short.tippings.count == trial.sweep.tippings.count)
    #expect(short.limitation != nil || use.name != "knots")
    #expect(short.limitation == nil || (short.tippings.isEmpty && short.stretches.isEmpty))
    for (point, other) in zip(short.points, trial.sweep.points) {
      #expect(try Brute(point.result.get(), trial.standard) == Brute(other.result.get(), trial.standard))
    }
    #expect(short.points.count == trial.sweep.points.count)
  }

  /// Just below a place of change, at it, and just above it; false if the place has no short number.
  private static func check(_ tipping: SweepTipping, _ trial: Trial, _ seed: UInt64) throws -> Bool {
    let near = trial.isWhole ? trial.step : try Rational(1, over: 100_000_000)
    let value = try #require(tipping.value.number)
    guard value.denominator < BigInteger(1_000_000), let below = try trial.brute(try value.subtracting(near)),
      let here = try trial.brute(value), let above = try trial.brute(try value.adding(near))
    else { return false }
    let isFirst = trial.sweep.points.first?.values[0].number == value
    let isLast = trial.sweep.points.last?.values[0].number == value
    let (changes, changesAbove) = (!isFirst && !below.selects(here), !isLast && !here.selects(above))
    let comment = Comment(rawValue: "\(seed) \(tipping.kind) \(value.exactText)")
    switch tipping.kind {
    case .at: #expect(changes && (trial.isWhole || !changesAbove), comment)
    case .above: #expect(!changes && changesAbove, comment)
    case .only: #expect(changes && changesAbove && below.selects(above), comment)
    case .both: #expect(changes && changesAbove, comment)
    }
    #expect(!tipping.isNarrowed || trial.use.name == "knots", comment)
    let before = isFirst ? here : below
    let after = tipping.kind == .at || tipping.kind == .only ? here : above
    #expect(Set(tipping.turnover.enters) == after.chosen.subtracting(before.chosen), comment)
    #expect(Set(tipping.turnover.leaves) == before.chosen.subtracting(after.chosen), comment)
    if !before.grades.isEmpty {
      let moved = trial.table.sheets.map(\.name).filter { before.possible[$0] != after.possible[$0] }
      #expect(tipping.turnover.moves.map(\.name) == moved, comment)
    } else if before.entitled == nil {
      #expect(Set(tipping.turnover.undecided) == after.undecided.subtracting(before.undecided), comment)
    }
    return true
  }

  /// The shipped standard, its parameters used in places of all kinds.
  @Test(arguments: [
    ("收费率门槛", "90%", "100%", "5%"), ("前列占比", "1%", "30%", "15%"), ("整改率门槛", "50%", "100%", "25%"),
    ("处罚回溯期", "1个月", "18个月", "6个月"), ("名额", "0", "6", "2"), ("报送截止日", "2025-08-10", "2025-08-25", "5天"),
  ])
  func theShippedStandard(_ name: String, _ from: String, _ to: String, _ step: String) throws {
    let loaded = try Package.load("rules/houma.rules")
    let standard = try #require(loaded.standard)
    let table = SheetReader.read(try Package.sheets(), schema: standard.schema).table
    let request = SweepRequest(parameter: name, from: from, to: to, step: step)
    let sweep = try swept(loaded, over: [request], table)
    #expect(sweep.limitation == nil)
    let type = try #require(standard.parameters.first { $0.name == name }).type
    var random = SeededGenerator(seed: 47)
    for stretch in sweep.stretches.shuffled(using: &random).prefix(5) {
      let middle =
        try stretch.low == stretch.high
        ? stretch.low : Rational(Int((stretch.low.approximate + stretch.high.approximate) / 2 * 1e6), over: 1_000_000)
      let value: String
      switch type {
      case .percentage:
        guard middle.isExact(places: 6) else { continue }
        value = try middle.multiplied(by: Rational(100)).decimal(places: 6) + "%"
      case .date: value = try CalendarDate(dayNumber: Int(middle.approximate.rounded())).text
      case .number(let measure, _) where measure.unit == .months: value = "\(Int(middle.approximate.rounded()))"
      default: value = middle.decimal(places: 6)
      }
      let changed = try Package.load("rules/houma.rules", setting: name, to: value)
      let outcome = Evaluation.outcome(of: try #require(changed.standard), table)
      #expect(Brute(outcome) == Brute(stretch.result, standard), "\(name) = \(value)")
    }
  }
}

extension Value {
  fileprivate var number: Rational? {
    switch self {
    case .number(let number): number
    case .date(let date): Rational(date.dayNumber)
    default: nil
    }
  }
}
