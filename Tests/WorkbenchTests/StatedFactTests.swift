import Analysis
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing
import Workbench

/// What a sheet states of a fact is asked in one place.
@Suite struct StatedFactTests {
  private static let rules = """
    标准 摊位
    事实 摊 文本
    事实 片区 文本 缺省 “东”
    事实 市荐 是否 缺省 是
    事实 分 数量 分 范围 0 分 至 100 分
    对象 摊
    候选 市荐
    类别 一
      指标 1 “分”
        评分 分
    推荐 每 片区 前 1
    """

  private static func table(_ standard: Standard, _ csv: String) -> Table {
    SheetReader.read([SheetFile(path: "表.csv", bytes: Array(csv.utf8))], schema: standard.schema).table
  }

  @Test func answers() throws {
    let standard = try standard(Self.rules)
    let table = Self.table(standard, "摊,片区,市荐,分\n一,西,是,3\n二,,,\n三,,也许,多\n")
    let east = Value.text("东")
    #expect(standard.stated(1, by: table.sheets[0]) == .stated(.text("西")))
    #expect(standard.stated(1, by: table.sheets[1]) == .byDefault(east))
    #expect(standard.stated(3, by: table.sheets[1]) == .missing)
    #expect(standard.stated(2, by: table.sheets[2]) == .unreadable)
    #expect(standard.stated(3, by: table.sheets[2]) == .unreadable)
    let unsettled = Sheet(
      Identity("四"), cells: [.value(.text("四")), .unsettled, .unsettled, .missing], file: "", row: nil)
    #expect(standard.stated(1, by: unsettled) == .missing)
  }

  /// Two who state the same group, one of them by default, share its one place wherever it is counted.
  @Test func aDefaultIsOneAnswerForTheQuotaOfAGroup() throws {
    let standard = try standard(Self.rules)
    let outcome = Evaluation.outcome(
      of: standard, Self.table(standard, "摊,片区,市荐,分\n一,东,是,90\n二,,是,80\n三,西,是,70\n"))
    #expect(try outcome.result("二").selection == .no)
    let sensitivity = try Sensitivity(outcome, Sensitivity.Settings())
    #expect(sensitivity.communities.map(\.status) == [.yes, .no, .yes])
    #expect(sensitivity.communities.map(\.selected) == [10_000, 0, 10_000])
  }

  /// What the level below leaves open is open above, though a default would stand in for a blank.
  @Test func whatALevelLeavesOpenIsNoBlank() throws {
    let below = """
      标准 乡
      事实 村 文本
      事实 分 数量 分 范围 0 分 至 100 分
      对象 村
      类别 一
        指标 1 “分”
          评分 分
      推荐 前 1
      """
    for fallback in ["是", "否"] {
      let above = "标准 县 继承 乡 于 “乡.rules”\n事实 乡荐 是否 缺省 \(fallback)\n候选 乡荐"
      let files = MemoryFiles(contents: [
        "乡.rules": below, "县.rules": above, "表.csv": "村,分\n一,90\n二,90\n三,10\n",
      ])
      let workbench = Workbench(files: files)
      let levels = [try workbench.load("乡.rules"), try workbench.load("县.rules")]
      let chain = try workbench.chain(levels, sheets: ["表.csv"]).chain
      #expect(try chain.levels[1].result("一").entrant == .unknown)
      #expect(try chain.levels[1].result("三").entrant == .no)
    }
  }
}
