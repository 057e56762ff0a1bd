import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

/// Small changes of standards, and whether examples notice them.
@Suite struct MutantTests {
  private static let rules = """
    标准 试
      总分 10 分
    事实 名 文本
    事实 次数 整数 次 范围 0 次 至 9 次
    事实 率 百分比
    事实 等次 选项（优，中，差）
    事实 有 是否
    事实 日 日期
    事实 会议 记录 次（人数 整数 人）
    对象 名

    """

  private static let item = "类别 一\n  指标 1 “项”\n    "

  /// What can be changed in a clause, in the order of the file.
  @Test(arguments: [
    ("原则 1 “甲”\n  条件 次数 不少于 3 次", ["不少于→>", "不少于→≤", "3 次→4 次", "3 次→2 次"]),
    ("原则 1 “甲”\n  条件 次数 少于 0 次", ["少于→≤", "少于→>", "0 次→1 次"]),
    ("原则 1 “甲”\n  条件 非 有 且 次数 = 3 次", ["且→或", "非→—", "=→≠", "3 次→4 次", "3 次→2 次"]),
    ("原则 1 “甲”\n  条件 率 属于 [8.9%，90%)", ["属于→不属于", "[→(", ")→]", "8.9%→9.0%", "8.9%→8.8%", "90%→91%", "90%→89%"]),
    (
      "原则 1 “甲”\n  条件 任一 会议 其中（人数 多于 3 人）",
      ["任一→所有", "多于→≥", "多于→<", "3 人→4 人", "3 人→2 人"]
    ),
    (
      "原则 1 “甲”\n  条件 日 不晚于 2024年2月29日",
      ["不晚于→<", "不晚于→≥", "2024年2月29日→2024-03-01", "2024年2月29日→2024-02-28"]
    ),
    ("参数 界 3 次  范围 1 次 至 5 次\n原则 1 “甲”\n  条件 次数 不少于 界", ["3 次→4 次", "3 次→2 次", "不少于→>", "不少于→≤"]),
    (item + "得分 50% 当 有\n    否则 0%\n    封顶 9 分", ["50%→51%", "50%→49%", "0%→1%", "9 分→10 分", "9 分→8 分"]),
    (item + "条件 有\n推荐 前 2 个", ["2 个→3 个", "2 个→1 个"]),
    (item + "条件 有\n排序 总分 由高到低，次数 由低到高", []),
    (item + "条件 有\n排序 总分 由高到低\n推荐 前 2 个", ["由高到低→由低到高", "2 个→3 个", "2 个→1 个"]),
    ("加分 甲 5 分\n  条件 有", ["5 分→6 分", "5 分→4 分"]),
  ])
  func whatIsChanged(_ clause: String, _ wanted: [String]) throws {
    let text = Self.rules + clause + "\n" + (clause.contains("类别") ? "" : Self.item + "得分 10%\n")
    let loaded = load(text: text)
    _ = try standard(text)
    let tail = clause.contains("类别") ? [] : ["10%→11%", "10%→9%"]
    let found = Mutants.all(of: loaded.outline).map { $0.changes.map { $0.old + "→" + $0.new }.joined(separator: "+") }
    #expect(found.sorted() == (wanted + tail).sorted())
  }

  /// A weight grows at the cost of the next one.
  @Test func weightsKeepTheirSum() throws {
    let text =
      Self.rules + "类别 一 分值 60%\n  指标 1 “项” 分值 2 分\n    条件 有\n  指标 2 “项”\n    得分 率\n类别 二 分值 40%\n  指标 1 “项”\n    得分 率\n"
    let loaded = load(text: text)
    let weights = Mutants.all(of: loaded.outline).filter { $0.kind == .weight }
    let checked = weights.filter { Checker.standard(from: $0.made(to: loaded.outline)).standard != nil }
    #expect(checked.map { $0.changes.map(\.new) } == [["61%", "39%"], ["3 分"], ["1 分"]])
  }

  /// What is noticed, what makes no difference and what is left, by the examples that there are.
  @Test(arguments: [
    ("次数 不少于 3 次", ["次数 = 3 次\n期望 原则 1 满足"], ["不少于→≤", "3 次→2 次"], 0),
    ("次数 不少于 3 次", ["次数 = 3 次\n期望 原则 1 满足", "次数 = 2 次\n期望 原则 1 不满足"], [], 0),
    ("次数 不少于 0 次", [], ["不少于→>", "不少于→≤", "0 次→1 次"], 0),
    ("次数 不超过 9 次", [], ["不超过→<", "不超过→≥", "9 次→8 次"], 1),
    ("有 或 非 有", [], ["或→且", "非→—"], 0),
  ])
  func whatIsLeft(_ condition: String, _ examples: [String], _ left: [String], _ same: Int) throws {
    let text =
      Self.rules + "原则 1 “甲”\n  条件 \(condition)\n" + Self.item + "得分 率\n"
      + examples.enumerated().map { "示例 “\($0)”\n  给定 \($1)\n" }.joined()
    let loaded = load(text: text)
    _ = try standard(text)
    let mutations = Mutants.all(of: loaded.outline).filter { $0.clause.kind == .gate }
    let result = try #require(try mutated(loaded, mutations))
    let survivors = result.survivors.flatMap(\.mutation.changes).map { $0.old + "→" + $0.new }
    #expect(survivors == left)
    #expect(result.equivalent.count == same && result.undecided.isEmpty)
  }

  // MARK: Shipped standards

  /// `RULECHECK_CASES=300` tries all changes of the longer ones.
  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"]) func shippedExamplesNoticeAll(_ name: String) throws {
    let loaded = try Package.load("rules/\(name).rules")
    // Points of the observatory come in fives: that a limit may be one lower makes no difference, but is left undecided.
    let all = Mutants.all(of: loaded.outline).filter { mutation in
      name != "observatory" || mutation.kind != .number || ![.grade, .parameter].contains(mutation.clause.kind)
    }
    #expect(all.count >= 20)
    let step = max(1, all.count / Cases.count(6))
    let some = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let result = try #require(try mutated(loaded, some))
    #expect(
      result.survivors.isEmpty && result.undecided.isEmpty,
      "\((result.survivors.map(\.mutation) + result.undecided).map { ($0.clause, $0.changes) })")
  }

  // MARK: Against every sheet

  /// Who survives gives the same on all examples and differs on its witness; what makes no difference makes none on any
  /// sheet; and the examples that are written notice all they are written for.
  @Test(arguments: 0..<4) func survivorsDiffer(_ part: Int) throws {
    for index in stride(from: part, to: Cases.count(4), by: 4) {
      let text = FindingStandard(seed: UInt64(index + 40), hasGrades: index % 8 == 7).text
      let loaded = load(text: text)
      guard let own = loaded.standard else { continue }
      var random = SeededGenerator(seed: UInt64(index))
      let mutations = Array(Mutants.all(of: loaded.outline).shuffled(using: &random).prefix(6))
      let result = try #require(try mutated(loaded, mutations))
      for mutation in result.equivalent {
        let mutant = try #require(Checker.standard(from: mutation.made(to: loaded.outline)).standard)
        #expect(EquivalenceTests.agree(own, mutant), "seed \(index)\n\(text)\n\(mutation.changes)")
      }
      for survivor in result.survivors {
        let results = [own, survivor.standard].map { Self.result(of: survivor.witness, $0) }
        #expect(results[0] != results[1], "seed \(index)\n\(text)\n\(survivor.mutation.changes)")
      }
      let examples = suggested(loaded, result.survivors)
      let longer = load(text: text + examples.joined())
      #expect(
        longer.diagnostics.filter(\.isError).isEmpty && longer.standard?.examples.count == examples.count,
        "\(examples.joined())")
      let again = try #require(
        try mutated(longer, Self.same(result.survivors.map(\.mutation), among: Mutants.all(of: longer.outline))))
      // That there is no grade, no example can state.
      let mute = again.survivors.filter { $0.told.allSatisfy { $0.subject == .grade && $0.first.contains("—") } }
      #expect(
        again.survivors.count == mute.count && again.noticed == result.survivors.count - mute.count,
        "seed \(index)\n\(text)\(examples.joined())\n\(again.survivors.map(\.mutation.changes))")
    }
  }

  /// The same changes of a text that has grown at its end.
  private static func same(_ mutations: [Mutation], among all: [Mutation]) -> [Mutation] {
    let changes = Set(mutations.map(\.changes))
    return all.filter { changes.contains($0.changes) }
  }

  private static func result(of witness: Witness, _ standard: Standard) -> SheetResult {
    var cells = [Cell](repeating: .missing, count: standard.facts.count)
    for entry in witness.entries {
      if let place = standard.fact(named: entry.name), let value = entry.value { cells[place] = .value(value) }
    }
    let table = Table(
      schema: Schema(
        columns: standard.facts.map {
          Schema.Column(name: $0.name, alias: $0.alias, type: $0.type, lower: $0.lower, upper: $0.upper)
        }, subjects: standard.subjects, units: standard.units),
      sheets: [Sheet(Identity("甲"), cells: cells, file: "", row: nil)], refused: [])
    return Judging(standard, table).result(of: 0)
  }
}
