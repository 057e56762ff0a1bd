import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Analysis

@Suite struct FindingTests {
  private static let head = """
    标准 试
      总分 12 分
    事实 名 文本
    事实 率 百分比
    事实 次数 整数 次
    事实 分数 数量 分 范围 0 分 至 100 分
    事实 等次 选项（优，良，中）
    事实 甲 整数 人
    事实 乙 整数 人
    事实 备注 文本
    事实 体温 数量 度 范围 35 度 至 42 度 精度 0.1 度
    对象 名
    类别 一

    """

  struct Case: Sendable, CustomTestStringConvertible {
    let lines: String
    /// Codes with what has to be said.
    let found: [(code: String, words: String)]

    init(_ lines: String, _ found: (code: String, words: String)...) { (self.lines, self.found) = (lines, found) }

    var testDescription: String { lines }
  }

  /// A clause, and all that is found in it.
  @Test(arguments: [
    Case("得分 60% 当 率 不低于 80%\n得分 100% 当 率 不低于 90%\n否则 0 分", ("A301", "率 = 90%")),
    // The usual ladder, its end open.
    Case("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%"),
    Case("得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 80%\n否则 0 分"),
    Case("得分 100% 当 率 属于 (90%，100%]\n得分 60% 当 率 属于 [80%，90%)\n否则 0 分"),
    Case("得分 100% 当 率 属于 (90%，100%]\n得分 60% 当 率 属于 [80%，90%)", ("A302", "率：90%")),
    Case("得分 100% 当 分数 属于 [80 分，100 分]\n得分 60% 当 分数 属于 [60 分，79 分]", ("A302", "大于 79 分、小于 80 分")),
    // Nor does a measure between two of its steps.
    Case("得分 100% 当 体温 属于 [35 度，37.2 度]\n得分 50% 当 体温 属于 [37.3 度，42 度]"),
    Case("得分 100% 当 体温 属于 [35 度，37.2 度]\n得分 50% 当 体温 属于 [37.4 度，42 度]", ("A302", "大于 37.2 度、小于 37.4 度")),
    // What holds between two steps only is left undecided: there is no sheet to show either way.
    Case("得分 100% 当 体温 属于 [35 度，37.2 度]\n得分 50% 当 体温 高于 37.2 度 且 体温 低于 37.3 度\n否则 0%"),
    // Whole numbers leave nothing between 5 and 6.
    Case("得分 100% 当 次数 属于 [6 次，]\n得分 60% 当 次数 属于 [3 次，5 次]"),
    Case("得分 50% 当 次数 属于 [6 次，9 次]\n得分 100% 当 次数 属于 [10 次，20 次]", ("A302", "次数：不低于 21 次")),
    Case("表 等次\n行 优：100%\n行 良：60%", ("A302", "等次：中")),
    Case("表 等次\n行 任意：0%\n行 优：100%", ("A301", "等次 = 优")),
    Case("表 分数\n行 [60 分，80 分]：50%\n行 [80 分，100 分]：100%\n行 [0 分，60 分)：0%", ("A303", "分数 = 80 分")),
    Case("得分 40% 当 等次 = 优\n得分 60% 当 等次 = 良\n否则 0%", ("A304", "7.2 分")),
    Case("插值 率（0%：0 分，100%：10 分）", ("A304", "率 = 100%")),
    Case("条件 分数 不低于 0 分", ("A305", "总是成立")),
    Case("条件 率 高于 100%", ("A306", "永远不成立")),
    Case("条件 甲 高于 乙 且 乙 高于 甲", ("A306", "永远不成立")),
    Case("条件 甲 高于 乙 或 乙 不低于 甲", ("A305", "总是成立")),
    // Nothing says that there are no negative ones.
    Case("条件 次数 不低于 0 次"),
    Case("条件 占比（甲，甲 + 乙） 不高于 100% 或 次数 高于 3 次"),
    Case("得分 （若 率 不低于 0% 则 100% 否则 50%）", ("A307", "否则")),
    Case("条件 备注 已填 且 字数（备注） 不超过 200 字"),
    Case("条件 备注 = “甲” 且 备注 = “乙”", ("A306", "备注")),
    Case("得分 50% 当 等次 未填\n得分 100% 当 等次 = 优\n否则 0%"),
  ]) func clauses(_ example: Case) throws {
    let text = Self.head + "指标 1 “项”\n" + example.lines + "\n"
    let found = try Self.found(text)
    #expect(found.map(\.code) == example.found.map(\.code), "\(found)")
    for (told, wanted) in zip(found, example.found) { #expect(told.words.contains(wanted.words), "\(told)") }
  }

  private static func found(_ text: String) throws -> [(code: String, words: String)] {
    try Findings(standard(text)).findings.map { finding in
      let wording = finding.problem.wording(.zh)
      return (finding.problem.code, wording.sentence + (wording.reason ?? ""))
    }
  }

  @Test func stars() throws {
    let found = try Self.found(
      """
      标准 星
        总分 800 分
      事实 名 文本
      事实 甲分 数量 分 范围 0 分 至 400 分
      事实 乙分 数量 分 范围 0 分 至 400 分
      对象 名
      类别 一
        指标 1 “甲”
          评分 甲分
        指标 2 “乙”
          评分 乙分
      等级 四星 当 总分 属于 [400 分，549 分]
      等级 五星 当 总分 属于 [550 分，699 分]
      """)
    #expect(found.map(\.code) == ["A309"])
    #expect(found[0].words.contains("大于 549 分、小于 550 分；大于 699 分、不超过 800 分"))
  }

  @Test func gradesBehindOneForAll() throws {
    let grades = "指标 1 “项”\n评分 分数\n封顶 100%\n等级 合格 当 总分 不低于 6 分\n等级 优秀 当 总分 不低于 9 分\n等级 不合格\n"
    let found = try Self.found(Self.head + grades)
    #expect(found.map(\.code) == ["A308"] && found[0].words.contains("合格"))
  }

  // MARK: Clauses against each other

  @Test func pointsThatNobodyEligibleLoses() throws {
    let standard = try #require(
      Package.load("rules/houma.rules").standard)
    let findings = try Findings(standard, isThorough: true)
    var items: [String] = []
    for finding in findings.findings {
      if case .pointsForAll(let clause, let points, _, _) = finding.problem { items.append("\(clause.name) \(points)") }
    }
    #expect(items == ["党建引领.4 4", "党建引领.5 4", "物业服务.12 3", "部门进小区.1 2"])
    let depth = try #require(findings.depth)
    #expect(depth.separatingNobody == Rational(13) && depth.partlySeparating == Rational(7))
    #expect(depth.totals.range == Interval(Rational(0), Rational(101)))
    let eligible = try #require(depth.eligibleTotals)
    #expect(eligible.range == Interval(Rational(13), Rational(101)) && eligible.most != nil)
  }

  @Test(arguments: [
    ("原则 1 “甲”\n条件 率 不低于 80%\n原则 2 “乙”\n条件 率 不低于 60%\n类别 一\n指标 1 “项”\n条件 等次 = 优", ["A313"]),
    ("原则 1 “甲”\n条件 率 不低于 80%\n类别 一\n指标 1 “项”\n条件 率 不低于 60%\n指标 2 “项”\n条件 等次 = 优", ["A311"]),
    ("类别 一\n指标 1 “项”\n条件 率 不低于 60%\n指标 2 “项”\n条件 非 率 低于 60%", ["A314"]),
    ("否决 1 “甲”\n条件 率 低于 80%\n类别 一\n指标 1 “项”\n条件 率 高于 60% 且 等次 = 优", ["A312"]),
    ("原则 1 “甲”\n条件 率 不低于 80%\n类别 一\n指标 1 “项”\n条件 率 不低于 90%", []),
  ]) func clausesAgainstEachOther(_ lines: String, _ codes: [String]) throws {
    let text = Self.head.replacing("类别 一\n", with: "") + lines + "\n"
    let found = try Findings(standard(text), isThorough: true).findings.map(\.problem.code)
    #expect(found == codes)
  }

  @Test(arguments: [
    // Gates that contradict each other.
    ("原则 1 “甲”\n条件 率 不低于 80%\n否决 1 “乙”\n条件 率 高于 60%\n类别 一\n指标 1 “项”\n条件 等次 = 优", ["A315"]),
    // More places than all groups have; as many; shares say nothing.
    ("类别 一\n指标 1 “项”\n条件 等次 = 优\n推荐 前 10 个 每 等次 前 3 个", ["A316"]),
    ("类别 一\n指标 1 “项”\n条件 等次 = 优\n推荐 前 9 个 每 等次 前 3 个", []),
    ("类别 一\n指标 1 “项”\n条件 等次 = 优\n推荐 前 50% 每 等次 前 3 个", []),
    // A parameter behind a stricter condition, whatever it is set to; one that may be set beyond it.
    ("参数 限 3 次 范围 0 次 至 5 次\n类别 一\n指标 1 “项”\n条件 次数 不低于 限 且 次数 不低于 5 次", ["A317"]),
    ("参数 限 3 次 范围 0 次 至 6 次\n类别 一\n指标 1 “项”\n条件 次数 不低于 限 且 次数 不低于 5 次", []),
    ("参数 限 3 次\n类别 一\n指标 1 “项”\n条件 次数 不低于 限", []),
  ]) func limits(_ lines: String, _ codes: [String]) throws {
    let text = Self.head.replacing("类别 一\n", with: "") + lines + "\n"
    let found = try Findings(standard(text), isThorough: true).findings.map(\.problem.code)
    #expect(found == codes)
  }

  @Test(arguments: [
    ("事实 率 百分比\n越高越好", "得分 100% 当 率 属于 [60%，90%)\n得分 60% 当 率 不低于 90%\n否则 0%", "总分由 12 变为 7.2"),
    ("事实 率 百分比\n越低越好", "得分 100% 当 率 属于 [60%，90%)\n得分 60% 当 率 不低于 90%\n否则 0%", "总分由 12 变为 0"),
    ("事实 率 百分比\n越高越好", "得分 100% 当 率 不低于 90%\n得分 60% 当 率 不低于 60%\n否则 0%", nil),
    ("事实 率 百分比\n越低越好", "插值 率（0%：12 分，50%：3 分，100%：6 分）", "总分由 6 变为"),
    ("事实 率 百分比\n越高越好", "得分 100%\n扣减 1 分 按 率 每 10%", "总分由 12 变为 10"),
    ("事实 率 百分比", "得分 100%\n扣减 1 分 按 率 每 10%", nil),
    ("事实 率 百分比\n越高越好", "条件 等次 = 优\n否决 1 “过头”\n条件 率 高于 90%", "失去资格"),
  ]) func betterValues(_ fact: String, _ lines: String, _ words: String?) throws {
    let text = Self.head.replacing("事实 率 百分比", with: fact) + "指标 1 “项”\n" + lines + "\n"
    let found = try Findings(standard(text), isThorough: true).findings
      .filter { $0.problem.code == "A318" }.map { $0.problem.wording(.zh).reason ?? "" }
    #expect(found.count == (words == nil ? 0 : 1))
    if let words { #expect(found.first?.contains(words) == true, "\(found)") }
  }

  @Test func cliffs() throws {
    let lines = "得分 100% 当 率 不低于 90%\n得分 50% 当 率 高于 60%\n否则 0%\n扣减 1 分 当 次数 不少于 3 次 且 等次 = 差\n"
    let text = Self.head.replacing("优，良，中", with: "优，良，差") + "指标 1 “项”\n" + lines
    let depth = try #require(try Findings(standard(text), isThorough: true).depth)
    let told = depth.cliffs.map { cliff in
      "\(cliff.fact) \(cliff.below.text(as: cliff.type)) \(cliff.pointsBelow.decimal()) "
        + "\(cliff.above.text(as: cliff.type)) \(cliff.pointsAbove.decimal())"
    }
    #expect(told == ["率 60% 0 60.01% 6", "率 89.99% 6 90% 12", "次数 2 次 12 3 次 11"])
  }

  @Test func acceptances() throws {
    let gap = "指标 1 “项”\n得分 100% 当 次数 属于 [6 次，9 次]\n得分 50% 当 次数 属于 [2 次，4 次]\n"
    #expect(try Self.found(Self.head + gap).map(\.code) == ["A302"])
    let accepted = try Findings(standard(Self.head + gap + "认可 A302 “不大可能”\n"))
    #expect(accepted.findings.isEmpty && accepted.accepted.map(\.reason) == ["不大可能"])
    // What is accepted elsewhere, or was never found, or is no code at all.
    let elsewhere = gap + "指标 2 “项”\n条件 次数 不少于 3 次\n认可 A302 “甲”\n认可 A999 “乙”\n"
    #expect(try Self.found(Self.head + elsewhere).map(\.code) == ["A302", "A310"])
    let thorough = try Findings(standard(Self.head + elsewhere), isThorough: true)
    #expect(thorough.findings.map(\.problem.code) == ["A302", "A310", "A310"])
  }

  // MARK: Against every sheet

  @Test(arguments: 0..<4) func everySheetAgrees(_ part: Int) throws {
    var (tried, found, undecided) = (0, 0, 0)
    for index in stride(from: part, to: Cases.count(20), by: 4) {
      let seed = UInt64(index)
      let made = FindingStandard(seed: seed, hasGrades: false)
      guard let standard = load(text: made.text).standard else { continue }
      let findings = try Findings(standard, isThorough: true)
      let faults = EverySheet(standard).faults(findings) + EverySheet(standard).gateFaults(findings)
      #expect(faults.isEmpty, "seed \(seed)\n\(made.text)\(faults.joined(separator: "\n"))")
      tried += 1
      found += findings.findings.count
      undecided += findings.undecided
    }
    #expect(tried * 10 > Cases.count(20) / 4 * 7, "\(tried)")
    #expect(found > tried / 2 && undecided * 5 < tried, "\(tried) \(found) \(undecided)")
  }

  @Test(arguments: 0..<2) func everyBetterValueAgrees(_ part: Int) throws {
    for index in stride(from: part, to: Cases.count(4), by: 2) {
      let made = FindingStandard(seed: UInt64(index), hasGrades: false)
      guard let standard = load(text: made.text).standard else { continue }
      let findings = try Findings(standard, isThorough: true)
      let faults = EverySheet(standard).betterFaults(findings)
      #expect(faults.isEmpty, "seed \(index)\n\(made.text)\(faults.joined(separator: "\n"))")
    }
  }

  /// A parameter of which it is claimed that it makes no difference makes none on any sheet, whatever it is set to.
  @Test(arguments: 0..<2) func everyParameterAgrees(_ part: Int) throws {
    for index in stride(from: part, to: Cases.count(12), by: 2) {
      let made = FindingStandard(seed: UInt64(index), hasGrades: false)
      guard made.text.contains(try Regex("[^数] 限")), let standard = load(text: made.text).standard else { continue }
      let findings = try Findings(standard, isThorough: true)
      guard findings.undecided == 0 else { continue }
      let isTold = findings.findings.contains { $0.problem.code == "A317" }
      let differs = try (0...5).contains { value in
        let text = try made.text.replacing(Regex("参数 限 \\d"), with: "参数 限 \(value)")
        guard let changed = load(text: text).standard else { return false }
        return EverySheet(standard).differs(changed)
      }
      #expect(isTold != differs, "seed \(index)\n\(made.text)")
    }
  }

  @Test(arguments: 0..<2) func everyTotalAgrees(_ part: Int) throws {
    for index in stride(from: part, to: Cases.count(12), by: 2) {
      let seed = UInt64(index)
      let made = FindingStandard(seed: seed, hasGrades: true)
      guard let standard = load(text: made.text).standard else { continue }
      let findings = try Findings(standard, isThorough: true)
      let faults = EverySheet(standard).gradeFaults(findings)
      #expect(faults.isEmpty, "seed \(seed)\n\(made.text)\(faults.joined(separator: "\n"))")
    }
  }
}

/// Every sheet of a small standard.
private struct EverySheet {
  let standard: Standard

  init(_ standard: Standard) { self.standard = standard }

  /// Every sheet, as far as some formulas can tell them apart.
  private func sheets(_ formulas: [Formula]) -> [Sheet] { sheets(of: facts(formulas)) }

  private func facts(_ formulas: [Formula]) -> Set<Int> {
    var facts: Set<Int> = []
    standard.walk(formulas) { part in
      if case .fact(let index) = part.kind { facts.insert(index) }
      return true
    }
    return facts
  }

  private func sheets(of facts: Set<Int>) -> [Sheet] {
    var cells = [[Cell]]([[Cell](repeating: .missing, count: standard.facts.count)])
    cells[0][0] = .value(.text("甲"))
    for fact in facts.sorted() where fact > 0 {
      cells = cells.flatMap { row in
        (FindingStandard.values[fact] ?? []).map { value in
          var row = row
          row[fact] = .value(value)
          return row
        }
      }
    }
    return cells.map { Sheet(Identity("甲"), cells: $0, file: "", row: nil) }
  }

  private func judging(_ sheets: [Sheet]) -> Judging {
    Judging(standard, Table(schema: standard.schema, sheets: sheets, refused: []))
  }

  func faults(_ findings: Findings) -> [String] {
    var faults: [String] = []
    let isDecided = findings.undecided == 0
    func told(_ codes: String...) -> Set<SourceRange> {
      Set(findings.findings.filter { codes.contains($0.problem.code) }.map(\.range))
    }
    let (never, gaps, most) = (told("A301"), told("A302"), told("A304"))
    for item in standard.categories[0].items {
      guard case .bands(let bands) = item.scoring.base else { continue }
      let asked = item.scoring.conditions + [item.scoring.inapplicable].compactMap { $0 } + bands.compactMap(\.when)
      let sheets = sheets(asked)
      let judging = judging(sheets)
      var reached: Set<Int> = []
      var hasGap = false
      for sheet in sheets.indices {
        func holds(_ formula: Formula) -> Bool { judging.value(of: formula, for: sheet).truth == .yes }
        if let inapplicable = item.scoring.inapplicable, holds(inapplicable) { continue }
        guard item.scoring.conditions.allSatisfy(holds) else { continue }
        if let first = bands.firstIndex(where: { $0.when.map(holds) ?? true }) {
          reached.insert(first)
        } else {
          hasGap = true
        }
      }
      for (index, band) in bands.enumerated() {
        guard let when = band.when else { continue }
        if case .all(let parts) = when.kind, parts.isEmpty { continue }
        let isTold = never.contains(when.range)
        if isTold && reached.contains(index) || !isTold && !reached.contains(index) && isDecided {
          faults.append("item \(item.id), band \(index): never reached \(isTold), though \(reached.sorted())")
        }
      }
      let ranges = bands.compactMap(\.when?.range)
      // On a line what lies below the lowest points gets nothing.
      let isTable =
        ranges.contains { standard.sources.text(of: $0).hasPrefix("行") } && facts(bands.compactMap(\.when)) != [1]
      let isGapTold = ranges.contains { gaps.contains($0) }
      if isGapTold && !hasGap || isTable && hasGap && !isGapTold && isDecided {
        faults.append("item \(item.id): gap \(isGapTold), found \(hasGap)")
      }
      let best = reached.compactMap { Constants(standard).value(of: bands[$0].amount.formula)?.number }.max() ?? .zero
      let isMostTold = ranges.contains { most.contains($0) }
      let isHidden = bands.contains { $0.when.map { never.contains($0.range) } ?? false }
      if isMostTold && best == .one || !isMostTold && best < .one && !isHidden && isDecided && !reached.isEmpty {
        faults.append("item \(item.id): most told \(isMostTold), is \(best.exactText)")
      }
    }
    return faults + conditionFaults(told("A305"), told("A306"), isDecided)
  }

  /// Points that nobody can lose behind the gates.
  func gateFaults(_ findings: Findings) -> [String] {
    let gates = standard.requirements.flatMap(\.conditions)
    var faults: [String] = []
    for item in standard.categories[0].items where item.scoring.inapplicable == nil {
      guard case .bands(let bands) = item.scoring.base else { continue }
      let asked = gates + item.scoring.conditions + bands.compactMap(\.when)
      if facts(asked).reduce(1, { $0 * (FindingStandard.values[$1]?.count ?? 1) }) > 300 { continue }
      let sheets = sheets(asked)
      let judging = judging(sheets)
      let points = sheets.indices.compactMap { sheet -> Rational? in
        func holds(_ formula: Formula) -> Bool { judging.value(of: formula, for: sheet).truth == .yes }
        guard gates.allSatisfy(holds) else { return nil }
        guard item.scoring.conditions.allSatisfy(holds), let first = bands.first(where: { $0.when.map(holds) ?? true })
        else { return .zero }
        return judging.value(of: first.amount.formula, for: sheet).knownValue?.number
      }
      let isFull = !points.isEmpty && points.allSatisfy { $0 == .one }
      let isShared = !facts(gates).isDisjoint(with: facts(asked.dropFirst(gates.count).map { $0 }))
      let isTold = findings.findings.contains { finding in
        if case .pointsForAll(let clause, _, _, _) = finding.problem { clause.name == "一." + item.id } else { false }
      }
      if isTold && !isFull || isFull && isShared && !isTold && findings.undecided == 0 {
        faults.append("item \(item.id): for all \(isTold), is \(isFull)")
      }
    }
    return faults
  }

  private func conditionFaults(
    _ always: Set<SourceRange>, _ never: Set<SourceRange>, _ isDecided: Bool
  ) -> [String] {
    var faults: [String] = []
    for site in standard.unsettled where site.formula.type == .truth {
      site.formula.walk { part in
        let isWhole = part.range == site.range && (site.role == .condition || site.role == .inapplicable)
        guard isWhole || always.contains(part.range) || never.contains(part.range) else { return true }
        let sheets = self.sheets([part])
        let judging = self.judging(sheets)
        let truths = Set(sheets.indices.map { judging.value(of: part, for: $0).truth })
        let (isAlways, isNever) = (always.contains(part.range), never.contains(part.range))
        if isAlways && truths != [.yes] || isNever && truths != [.no] {
          faults.append("\(standard.sources.text(of: part.range)): always \(isAlways), never \(isNever), is \(truths)")
        }
        let isOne = truths == [.yes] || truths == [.no]
        if isWhole && isOne && isDecided && !isAlways && !isNever {
          faults.append("\(standard.sources.text(of: part.range)): nothing told, is \(truths)")
        }
        return true
      }
    }
    return faults
  }

  /// Facts that are better the higher, or the lower, and with which a sheet loses something.
  func betterFaults(_ findings: Findings) -> [String] {
    let told = findings.findings.compactMap { finding -> String? in
      if case .betterIsWorse(let fact, _, _, _, _) = finding.problem { fact } else { nil }
    }
    let sheets = sheets(of: facts(standard.unsettled.formulas))
    let judging = judging(sheets)
    let results = sheets.indices.map { judging.result(of: $0) }
    var worse: Set<String> = []
    for (fact, declared) in standard.facts.enumerated() {
      guard let better = declared.better else { continue }
      var rows: [[Cell]: [Int]] = [:]
      for (place, sheet) in sheets.enumerated() {
        var cells = sheet.cells
        cells[fact] = .missing
        rows[cells, default: []].append(place)
      }
      for places in rows.values {
        let ordered = better == .higher ? places : places.reversed()
        for (a, b) in zip(ordered, ordered.dropFirst()) where Loss(results[a], results[b]) != nil {
          worse.insert(declared.name)
        }
      }
    }
    if findings.undecided > 0 { return told.filter { !worse.contains($0) } }
    return Set(told) == worse ? [] : ["told \(told), are \(worse.sorted())"]
  }

  /// Whether another standard judges a sheet otherwise.
  func differs(_ other: Standard) -> Bool {
    let sheets = sheets(of: facts(standard.unsettled.formulas))
    let (one, two) = (judging(sheets), EverySheet(other).judging(sheets))
    return sheets.indices.contains { one.result(of: $0) != two.result(of: $0) }
  }

  func gradeFaults(_ findings: Findings) -> [String] {
    let sheets = sheets(of: standard.mayBeUnscored ? [1, 2, 3, 4, 5] : [1, 2, 4, 5])
    let judging = judging(sheets)
    var given: Set<Int?> = []
    for sheet in sheets.indices {
      let grades = judging.result(of: sheet).grades
      given.insert(grades.isEmpty ? nil : grades[0])
    }
    let never = Set(findings.findings.filter { $0.problem.code == "A308" }.map(\.range))
    let totals = sheets.indices.compactMap { judging.result(of: $0).total.points }
    if let told = findings.depth?.totals {
      let (least, most) = (totals.map(\.least).min() ?? .zero, totals.map(\.most).max() ?? .zero)
      if least < told.range.least || most > told.range.most || told.least != nil && least != told.range.least
        || told.most != nil && most != told.range.most
      {
        return ["totals \(told.range.exactText), are \(Interval(least, most).exactText)"]
      }
    }
    return standard.grades.enumerated().compactMap { index, grade in
      guard let when = grade.when else { return nil }
      let isTold = never.contains(when.range)
      if isTold && given.contains(index) { return "grade \(grade.name) is given" }
      if !isTold && !given.contains(index) && findings.undecided == 0 { return "grade \(grade.name) is never given" }
      return nil
    }
  }
}
