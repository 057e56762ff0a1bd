import Diagnostics
import Evaluation
import Foundation
import Model
import Quantities
import Reports
import Syntax
import TestSupport
import Testing
import Workbench

/// 施行: clauses that are in force for a time.
@Suite struct EditionTests {
  private static let city = """
    标准 市 / city
      基准日 2026年6月1日
    参数 线 60%  施行 至 2025年12月31日
    参数 线 70%  施行 自 2026年1月1日 至 2026年12月31日
    参数 线 80%  施行 自 2027年1月1日
    事实 名 文本
    事实 率 百分比
    事实 有 是否
    对象 名
    原则 1 “够线”
      条件 率 不低于 线
    原则 2 “有”  施行 自 2027年1月1日
      条件 有
    类别 甲 分值 60%  施行 至 2026年12月31日
    类别 甲 分值 50%  施行 自 2027年1月1日
      指标 1 “率”
        得分 率
    类别 乙
      指标 1 “有”  施行 至 2025年12月31日
        条件 有
      指标 1 “有，或者率过半”  施行 自 2026年1月1日
        条件 有 或 率 超过 50%

    """

  private static func loaded(_ text: String = city, on day: String) -> Loaded {
    load(text: text, settings: [Workbench.Setting(name: nil, value: day)])
  }

  private static func load(text: String, settings: [Workbench.Setting] = []) -> Loaded {
    Workbench.load(SourceFile(name: "city.rules", text: text), settings: settings)
  }

  @Test(arguments: [
    ("2025-06-01", "60%", 1, "60", "39"), ("2025-12-31", "60%", 1, "60", "39"), ("2026-01-01", "70%", 1, "60", "79"),
    ("2026-12-31", "70%", 1, "60", "79"), ("2027-01-01", "80%", 2, "50", "82.5"),
    ("2030-01-01", "80%", 2, "50", "82.5"),
  ])
  func theDayChooses(_ day: String, _ line: String, _ gates: Int, _ points: String, _ total: String) throws {
    let loaded = Self.loaded(on: day)
    #expect(loaded.diagnostics.map(\.problem.code) == [])
    let standard = try #require(loaded.standard)
    #expect(standard.parameters[0].value?.text(as: .percentage) == line)
    #expect(standard.requirements.count == gates)
    #expect(standard.categories[0].full?.exactText == points)
    let outcome = judge(standard, ["名：例\n率：65%\n有：否"])
    #expect(outcome.results[0].total.exactText == total)
    // Printed as of the day, it is one clause of each name.
    let shown = ShownStandard.text(loaded.outline.inForce.settled(with: []), origin: false)
    let again = Self.load(text: shown)
    #expect(again.diagnostics.isEmpty)
    #expect(again.standard?.parameters.count == 1)
    let names = standard.editions.map { $0.key.kind.chinese + $0.key.name }
    #expect(names == ["参数线", "类别甲", "指标乙.1"])
  }

  @Test func whoUsesWhatIsNotInForceIsTold() {
    let text = Self.city.replacingOccurrences(of: "至 2025年12月31日\n参数", with: "自 2025年7月1日 至 2025年12月31日\n参数")
    #expect(Self.loaded(text, on: "2026-03-01").diagnostics.map(\.problem.code) == [])
    let early = Self.loaded(text, on: "2025-06-30")
    #expect(early.diagnostics.map(\.problem.code) == ["M524"])
  }

  /// A variant ends an edition, adds one, and changes the one in force or one that it names.
  @Test func variantsAmendEditions() throws {
    let variant = """
      标准 区 继承 市 于 “city.rules”
        基准日 2026年6月1日
      修改 参数 线 75%
      修改 参数 线 施行 自 2027年1月1日 至 2027年12月31日
      新增 参数 线 90% 施行 自 2028年1月1日
      新增 原则 2 “没有” 施行 至 2026年12月31日
        条件 非 有
      修改 指标 乙.1 “率已知” 施行 至 2025年12月31日
        条件 率 已填
      删除 原则 2 施行 自 2027年1月1日
      修改 类别 甲 分值 40% 施行 自 2027年1月1日
      """
    let files = ["city.rules": Self.city, "区.rules": variant]
    for (day, line, points, gates) in [
      ("2026-06-01", "75%", "60", 2), ("2027-06-01", "80%", "40", 1), ("2028-06-01", "90%", "40", 1),
    ] {
      let loaded = try Workbench(files: MemoryFiles(contents: files)).load(
        "区.rules", settings: [Workbench.Setting(name: nil, value: day)])
      #expect(loaded.diagnostics.map(\.problem.code) == [], "\(day)")
      let standard = try #require(loaded.standard)
      #expect(standard.parameters[0].value?.text(as: .percentage) == line)
      #expect(standard.categories[0].full?.exactText == points)
      #expect(standard.requirements.count == gates)
    }
  }

  @Test func whatIsSetIsSetInTheEditionOfTheDay() throws {
    let settings = [Workbench.Setting(name: "线", value: "65%"), Workbench.Setting(name: nil, value: "2027-01-01")]
    let standard = try #require(Self.load(text: Self.city, settings: settings).standard)
    #expect(standard.parameters[0].value?.text(as: .percentage) == "65%")
  }

  /// Two days of one standard differ by what is in force; each change can be made by itself.
  @Test func twoDaysAreCompared() throws {
    let before = Self.loaded(on: "2026-06-01")
    let files = MemoryFiles(contents: ["city.rules": Self.city])
    let after = try Workbench(files: files).load(
      "city.rules", settings: [Workbench.Setting(name: nil, value: "2027-06-01")], beside: before)
    let comparing = Comparing(before, after)
    let changed = comparing.differences.filter(\.isEffective).map { "\($0.kind) \($0.clauseKind.chinese)\($0.name)" }
    #expect(changed == ["changed 标准", "changed 参数线", "added 原则2", "changed 类别甲"])
    let (old, new) = (try #require(before.standard), try #require(after.standard))
    let table = judge(old, ["名：例\n率：75%\n有：是"]).table
    let other = judge(new, ["名：例\n率：75%\n有：是"]).table
    let effect = try #require(comparing.effect(on: (table, other)))
    #expect(effect.flips.count == 1)
    guard case .alone(let causes)? = effect.flips.first?.cause else { return #expect(Bool(false)) }
    #expect(causes.map { $0.map { comparing.differences[$0].name } } == [["线"]])
  }

  /// What is in force on other days is checked, used and never called unused.
  @Test func everyEditionIsChecked() throws {
    let text = Self.city.replacingOccurrences(of: "率 超过 50%", with: "率 超过 50 次")
    #expect(Self.loaded(text, on: "2025-06-01").standard == nil)
    let unused = Self.city.replacingOccurrences(of: "条件 有 或 率 超过 50%", with: "条件 率 超过 50%")
      .replacingOccurrences(of: "    条件 有\n类别", with: "    条件 率 已填\n类别")
    #expect(Self.loaded(unused, on: "2026-06-01").diagnostics.map(\.problem.code) == [])
    let weights = Self.city.replacingOccurrences(of: "分值 50%", with: "分值 110%")
    let codes = Self.load(text: weights).diagnostics.map(\.problem.code)
    #expect(codes.first == "M525")
  }

  @Test func explanationsNameTheEdition() throws {
    let outcome = judge(try #require(Self.loaded(on: "2026-06-01").standard), ["名：例\n率：75%\n有：是"])
    let report = ExplanationReport(outcome, outcome.results[0], language: .zh)
    let text = TextRenderer(color: false).render(try #require(report.report(item: nil)))
    #expect(text.contains("自 2026-01-01 至 2026-12-31"))
    #expect(report.json(item: nil, rules: "", sheets: "")?.contains("\"since\": \"2026-01-01\"") == true)
  }
}
