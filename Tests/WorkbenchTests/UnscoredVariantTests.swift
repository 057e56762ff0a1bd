import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Syntax
import TestSupport
import Testing
import Workbench

/// 不计分 in variants, in what is found and proposed, and across levels.
@Suite struct UnscoredVariantTests {
  private static let rules = """
    标准 甲稿
      总分 10 分
    事实 名 文本
    事实 分 数量 分 范围 0 分 至 10 分
    事实 净 是否
    事实 真 是否
    对象 名
    原则 1 “干净”
      条件 净
      不计分
      只可从严
    原则 2 “真实”
      条件 真
      只可从严
    类别 一
      指标 1 “项”
        评分 分
    等级 优 当 总分 不低于 8 分
    等级 良 当 总分 不低于 0 分
    推荐 前 1 个
    示例 “不净”
      给定 分 = 9 分，净 = 否，真 = 是
      期望 总分 不计分，无资格

    """

  private static func variant(_ amendment: String) throws -> Workbench.Loaded {
    try load("乙.rules", from: ["甲.rules": rules, "乙.rules": "标准 乙稿 继承 甲稿 于 “甲.rules”\n" + amendment + "\n"])
  }

  private static func codes(_ loaded: Workbench.Loaded) -> [String] {
    loaded.diagnostics.filter(\.isError).map(\.problem.code)
  }

  /// A mark may be set where a variant may only be stricter, and not be taken off.
  @Test(arguments: [
    ("修改 原则 2 不计分", [], [true, true]), ("修改 原则 1 “干净” 说明 “见附件”", [], [true, false]),
    ("修改 原则 1 去掉 不计分", ["M506"], []), ("新增 否决 1 “一” 条件 非 净 不计分", [], [true, false, true]),
  ])
  func strictness(_ amendment: String, _ codes: [String], _ marks: [Bool]) throws {
    let loaded = try Self.variant(amendment)
    #expect(Self.codes(loaded) == codes, "\(loaded.diagnostics.map { DiagnosticRenderer(language: .en).render($0) })")
    guard let changed = loaded.standard else { return }
    #expect(changed.requirements.map(\.leavesUnscored) == marks)
    // As it stands in the end it reads the same again.
    let again = Workbench.load(SourceFile(name: "again.rules", text: OutlinePrinter.text(loaded.outline)))
    #expect(again.standard?.requirements.map(\.leavesUnscored) == marks && again.digest == loaded.digest)
  }

  /// Where nothing forbids it, it may be taken off, which is told as a difference.
  @Test func takenOff() throws {
    let open = Self.rules.replacing("  只可从严\n", with: "")
    let files = ["甲.rules": open, "乙.rules": "标准 乙稿 继承 甲稿 于 “甲.rules”\n修改 原则 1 去掉 不计分\n"]
    let workbench = Workbench(files: MemoryFiles(contents: files))
    let old = try workbench.load("甲.rules")
    let new = try workbench.load("乙.rules", beside: old)
    let comparing = Comparing(old, new)
    let difference = try #require(comparing.differences.first { $0.clauseKind == .gate })
    #expect(difference.isEffective && difference.parts.map(\.subject) == [.field(.unscored)])
    let report = ComparisonReport(
      titles: ("甲", "乙"), differences: comparing.differences, effect: nil, language: .zh)
    #expect(TextRenderer().render(report.report).contains("不计分"))
    #expect(old.digest != new.digest)
  }

  /// Written either way it is the same, and is laid out as other marks are.
  @Test func layout() throws {
    let english = "gate 1 \"clean\"\n  condition clean\n  unscored\n"
    let (outline, problems) = Parser.outline(of: SourceFile(name: "a", text: english))
    #expect(problems.isEmpty && outline.clauses[0].has(.unscored))
    let crowded = SourceFile(name: "a", text: "gate 1 \"clean\"\ncondition clean   unscored")
    #expect(Formatter.text(of: crowded, keywords: .zh)?.contains("不计分") == true)
  }

  /// Where the mark may not stand.
  @Test(arguments: ["提醒 1 “一”\n  条件 净\n  不计分", "类别 二\n  不计分", "加分 红 1 分\n  条件 净\n  不计分", "等级 甲 不计分"])
  func misplaced(_ clause: String) {
    #expect(load(text: Self.rules + clause + "\n").diagnostics.contains { $0.problem.code == "R203" })
  }

  @Test(arguments: [
    ("总分 不计分", "净 = 否", true), ("总分 不计分", "净 = 是", false), ("总分 9 分", "净 = 否", false), ("总分 9 分", "", false),
    ("总分 9 分 或 不计分", "", true), ("总分 9 分 或 不计分", "净 = 是", false), ("总分 0 分", "净 = 否", false),
    ("总分 9 分 至 10 分 或 不计分", "分 = 未填", false), ("总分 0 至 10 分 或 不计分", "分 = 未填", true),
  ])
  func expectations(_ expected: String, _ given: String, _ passes: Bool) throws {
    let text = Self.rules + "示例 “例”\n  给定 分 = 9 分\(given.isEmpty ? "" : "，" + given)\n  期望 \(expected)\n"
    #expect(try examples(text).last?.passed == passes)
  }

  /// A determination may have an option of that name.
  @Test func anOptionOfThatName() throws {
    let text =
      Self.rules + """
        认定 断 选项（计分，不计分）
          为 不计分 当 非 净
          否则 计分
        认定 级 选项（高，低）
          为 高 当 总分 不低于 5 分
          否则 低
        示例 “一”
          给定 分 = 9 分，净 = 否
          期望 认定 断 不计分，认定 级 不计分
        示例 “二”
          给定 分 = 9 分，净 = 是
          期望 认定 断 计分，认定 级 高
        示例 “三”
          给定 分 = 9 分
          期望 认定 级 待核实

        """
    #expect(try examples(text).allSatisfy(\.passed))
  }

  /// What is found of totals is found of those that there are.
  @Test func findings() throws {
    let findings = try Findings(try standard(Self.rules), isThorough: true)
    let depth = try #require(findings.depth)
    #expect(depth.totals.range == Interval(.zero, Rational(10)))
    #expect(depth.totals.least != nil && depth.totals.most != nil)
    #expect(findings.findings.map(\.problem.code) == [] && findings.undecided == 0)
    // A gap is shown by a sheet that has a total.
    let gap = Self.rules.replacing("等级 良 当 总分 不低于 0 分", with: "等级 良 当 总分 属于 [2 分，7 分]")
    let found = try Findings(try standard(gap), isThorough: true).findings
    #expect(found.map(\.problem.code) == ["A309"])
  }

  /// Two standards that differ in the mark alone are told apart.
  @Test(arguments: [("", true), ("  不计分\n", false)])
  func equivalence(_ mark: String, _ differ: Bool) throws {
    let one = try standard(Self.rules)
    let other = try standard(Self.rules.replacing("  不计分\n", with: mark))
    for (a, b) in [(one, other), (other, one)] {
      switch try Equivalence(a, b).verdict {
      case .different(_, let told): #expect(differ && told.contains { $0.subject == .total })
      case .equivalent: #expect(!differ)
      case .undecided(let open): Issue.record("\(open)")
      case .otherFacts(let names): Issue.record("\(names)")
      }
    }
  }

  /// Another gate with the mark is another standard, too.
  @Test func equivalenceOfTwoMarks() throws {
    let moved = Self.rules.replacing("  不计分\n", with: "").replacing("  条件 真\n", with: "  条件 真\n  不计分\n")
    guard case .different = try Equivalence(try standard(Self.rules), try standard(moved)).verdict else {
      Issue.record("not told apart")
      return
    }
  }

  /// An example has to notice that the mark is gone; one that does is written.
  @Test(arguments: [true, false])
  func mutants(_ hasExample: Bool) throws {
    let text = Self.rules.replacing("总分 不计分，无资格", with: hasExample ? "总分 不计分" : "原则 1 不满足")
    let loaded = load(text: text)
    let unmarked = { (mutation: Mutation) in mutation.changes.contains { $0.old == "不计分" } }
    let result = try #require(try loaded.mutated())
    #expect(result.survivors.contains { unmarked($0.mutation) } != hasExample)
    #expect(!result.undecided.contains(where: unmarked))
    let survivors = result.survivors.filter { unmarked($0.mutation) }
    for example in loaded.suggestions(for: survivors) {
      #expect(
        example.contains("不计分") && ExampleRunner.run(load(text: text + example)).allSatisfy(\.passed), "\(example)")
    }
  }

  /// Who is not scored is recommended nowhere, and the levels say so.
  @Test func levels() throws {
    let city = Self.rules + "群体 众 全部\n"
    let province = "标准 省 继承 甲稿 于 “市.rules”\n事实 市荐 是否\n候选 市荐\n"
    var contents = ["市.rules": city, "省.rules": province]
    for (name, clean) in [("甲", "是"), ("乙", "否")] { contents["表/\(name).txt"] = "名：\(name)\n分：9\n净：\(clean)\n真：是\n" }
    let workbench = Workbench(files: MemoryFiles(contents: contents))
    let run = try workbench.chain([try workbench.load("市.rules"), try workbench.load("省.rules")], sheets: ["表"])
    let report = ChainReport(run.chain, language: .zh)
    let text = TextRenderer(width: 200).render(report.report)
    #expect(text.contains("不符合 不计分") && text.contains("乙：甲稿，原则 1 干净（不计分）"), "\(text)")
    #expect(report.csv.contains("不符合,,不计分,不计分"), "\(report.csv)")
    #expect(report.json(digests: ["", ""]).contains("\"scored\": false"))
  }

  /// As a parameter moves somebody is scored and is not: nothing gives way.
  @Test func sweep() throws {
    let text = Self.rules.replacing("  只可从严\n", with: "").replacing("事实 名", with: "参数 线 5 分 范围 0 分 至 10 分\n事实 名")
      .replacing("条件 净", with: "条件 分 不低于 线").replacing("推荐 前 1 个", with: "推荐 前 50%")
    let loaded = load(text: text.replacing("期望 总分 不计分，无资格", with: "期望 总分 9 分"))
    let table = judge(
      try #require(loaded.standard), [("甲", 9), ("乙", 6), ("丙", 3)].map { "名：\($0)\n分：\($1)\n净：是\n真：是" }
    ).table
    let swept = try swept(
      loaded, over: [Workbench.SweepRequest(parameter: "线", from: "0 分", to: "10 分", step: "1 分")], table)
    // One of three, of two, of one: rounded down.
    let chosen = swept.points.map { point in (try? point.result.get())?.selected ?? [] }
    #expect(chosen == Array(repeating: ["甲"], count: 7) + Array(repeating: [], count: 4))
  }
}
