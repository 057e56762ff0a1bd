import Model
import Reports
import TestSupport
import Testing
import Workbench

/// 先于 and 后于: where a variant puts what it adds, and what it moves.
@Suite struct PlacementTests {
  private static let city = """
    标准 市 / city
      总分 100 分
    事实 名 文本
    事实 率 百分比
    对象 名
    类别 甲 分值 50 分
      指标 1 “一”  分值 10 分
        得分 率
      指标 2 “二”  分值 20 分
        得分 率
      分组 丙 分值 20 分
        指标 3 “三”
          得分 率
    类别 乙 分值 50 分
      指标 1 “四”
        得分 率
    加分 红 2 分
      条件 率 不低于 50%
    调整 折
      乘以 90%
    等级 优 当 总分 不低于 90 分
    等级 良 当 总分 不低于 60 分
    等级 差

    """

  private static func loaded(_ amendments: String) throws -> Loaded {
    try Workbench(
      files: MemoryFiles(contents: [
        "city.rules": city, "区.rules": "标准 区 继承 市 于 “city.rules”\n" + amendments + "\n",
      ])
    ).load("区.rules")
  }

  @Test(arguments: [
    ("新增 等级 中 当 总分 不低于 80 分 先于 等级 优", ["等级"], ["中", "优", "良", "差"]),
    ("新增 等级 中 当 总分 不低于 80 分 后于 等级 优", ["等级"], ["优", "中", "良", "差"]),
    ("等级 中 当 总分 不低于 80 分\n修改 等级 中 后于 等级 优", ["等级"], ["优", "中", "良", "差"]),
    ("修改 等级 良 先于 等级 优", ["等级"], ["良", "优", "差"]), ("修改 等级 优 后于 等级 良", ["等级"], ["良", "优", "差"]),
    ("修改 类别 甲 后于 类别 乙", ["类别", "指标", "分组"], ["乙", "1", "甲", "1", "2", "丙", "3"]),
    ("修改 指标 甲.2 先于 指标 甲.1", ["指标"], ["2", "1", "3", "1"]), ("修改 指标 甲.1 后于 指标 2", ["指标"], ["2", "1", "3", "1"]),
    ("修改 指标 甲.1 分值 5 分\n新增 指标 甲.9 “九” 分值 5 分 先于 指标 1\n  得分 率", ["指标"], ["9", "1", "2", "3", "1"]),
    ("修改 调整 折 先于 加分 红", ["加分", "调整"], ["折", "红"]), ("新增 加分 蓝 1 分 后于 调整 折\n  条件 率 已填", ["加分", "调整"], ["红", "折", "蓝"]),
    ("新增 事实 有 是否 后于 事实 名\n新增 等级 加 当 有 先于 等级 差", ["事实"], ["名", "有", "率"]),
  ])
  func clausesStandWhereTheyArePut(_ amendments: String, _ kinds: [String], _ names: [String]) throws {
    let loaded = try Self.loaded(amendments)
    #expect(loaded.diagnostics.map(\.problem.code) == [])
    let found = loaded.outline.clauses.filter { kinds.contains($0.kind.chinese) }.compactMap { $0.name?.text }
    #expect(found == names)
    // The effective standard says the same by itself.
    let shown = load(text: ShownStandard.text(loaded.outline, origin: false))
    #expect(shown.diagnostics.isEmpty)
    #expect(shown.outline.clauses.compactMap { $0.name?.text } == loaded.outline.clauses.compactMap { $0.name?.text })
  }

  @Test(arguments: [
    ("新增 指标 甲.9 “九” 先于 指标 乙.1\n  得分 率", "M508"), ("修改 指标 甲.1 先于 指标 甲.3", "M508"), ("修改 类别 甲 后于 等级 优", "M508"),
    ("修改 等级 优 先于 等级 优", "M508"), ("修改 等级 优 先于 等级 忧", "M502"), ("修改 类别 甲 先于 类别 甲", "M508"),
  ])
  func whatCannotStandThereIsRefused(_ amendments: String, _ code: String) throws {
    #expect(try Self.loaded(amendments).diagnostics.map(\.problem.code).first == code)
  }

  /// What has been moved is told where the order decides, the fewest clauses of which that can be said, and can be made by
  /// itself.
  @Test func whatHasBeenMovedIsTold() throws {
    let base = load(text: Self.city, named: "city.rules")
    let files = MemoryFiles(contents: [
      "city.rules": Self.city, "区.rules": "标准 区 继承 市 于 “city.rules”\n修改 等级 良 先于 等级 优\n修改 指标 甲.2 先于 指标 甲.1\n",
    ])
    let after = try Workbench(files: files).load("区.rules", beside: base)
    let comparing = Comparing(base, after)
    let words = comparing.differences.filter(\.isEffective).map { DifferenceWords(language: .zh).of($0) }
    #expect(words == ["等级 优：移到 良 之后"] || words == ["等级 良：移到最前"])
    let (old, new) = (try #require(base.standard), try #require(after.standard))
    let tables = (judge(old, ["名：例\n率：100%"]).table, judge(new, ["名：例\n率：100%"]).table)
    #expect(comparing.effect(on: tables)?.effect.after.results[0].grades == [0])
  }
}
