import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets
import TestSupport
import Testing
import Workbench

/// Applications: the files that vouch for facts, and what is told of them.
@Suite struct EvidenceTests {
  static let rules = """
    标准 例
    事实 小区 文本
    事实 图 整数 张  佐证 “图片”
    事实 面积 数量 千㎡  佐证 “图纸”
    事实 证 是否  佐证 “证明”
    事实 事 记录 件（事项 文本，日期 日期）  佐证 “实事”
    事实 项 多选（甲，乙，丙）  佐证 “说明”
    事实 亮点 文本  佐证 “亮点”
    对象 小区
    要件 M1 “有图”
      条件 图 不少于 1 张
    要件 M2 “有证”
      条件 证
      出处 附件3 四
    类别 一 分值 100%
      指标 1 “甲”
        条件 证

    """

  /// A fact that a sheet states, and how many files it takes.
  @Test(
    arguments: [
      ("图：12 张", "图", 12), ("图：0 张", "图", 0), ("", "图", nil), ("证：是", "证", 1), ("证：否", "证", 0), ("项：甲、丙", "项", 2),
      ("亮点：好", "亮点", 1), ("面积：2.5", "面积", 3), ("事：无", "事", 0),
    ] as [(String, String, Int?)])
  func wanted(_ line: String, _ fact: String, _ files: Int?) throws {
    let rules = Self.rules.replacing("标准 例\n", with: "标准 例\n单位 千㎡ = 1000 ㎡\n")
    let standard = try standard(rules)
    let outcome = judge(standard, ["小区：东苑\n" + line + "\n"])
    let place = try #require(standard.facts.firstIndex { $0.name == fact })
    #expect(standard.wantedFiles(for: place, by: outcome.table.sheets[0]) == files)
  }

  private func outcome(_ sheets: [String]) throws -> Outcome {
    judge(try standard(Self.rules.replacing("千㎡", with: "㎡")), sheets)
  }

  @Test func filesAreCounted() throws {
    let outcome = try outcome(["小区：东苑\n图：3 张\n证：是\n", "小区：西/苑\n图：1 张\n", "小区：南苑\n证：否\n"])
    let files: [String: String] = [
      "材/东苑/图片/1.jpg": "一", "材/东苑/图片/2.jpg": "二", "材/东苑/图片/3.jpg": "一", "材/东苑/图片/4.jpg": "",
      "材/东苑/图片/Thumbs.db": "x", "材/东苑/图片/一组/前.jpg": "三", "材/东苑/图片/一组/后.jpg": "四", "材/东苑/图片/空组/前.jpg": "",
      "材/西_苑/图片/1.jpg": "五", "材/东宛/图片/1.jpg": "六",
    ]
    let found = try Workbench(files: MemoryFiles(contents: files)).evidence(in: "材", of: [0, 1, 2], in: outcome)
    let east = try #require(found.folders[0]?.evidence.first)
    #expect(east.found == ["1.jpg", "2.jpg", "一组"] && east.isEnough == .yes)
    #expect(east.empty == ["4.jpg", "空组"])
    #expect(east.copies.map(\.name) == ["3.jpg"] && east.copies.map(\.original) == ["1.jpg"])
    #expect(found.folders[0]?.evidence[2].isEnough == .no)
    #expect(found.folders[1]?.evidence.first?.found == ["1.jpg"])
    #expect(found.folders[2]?.path == nil && found.folders[2]?.evidence[2].isEnough == .yes)
    #expect(found.diagnostics.map(\.problem.code) == ["F202"])
    let text = DiagnosticRenderer(language: .zh).render(found.diagnostics[0])
    #expect(text.contains("东宛（是“东苑”吗）"))
  }

  /// What nobody may look into is said to be so: the folder of a community, of a fact, and one in there.
  @Test(arguments: ["材/东苑", "材/东苑/图片", "材/东苑/图片/一组"])
  func closedFolders(_ path: String) throws {
    let outcome = try outcome(["小区：东苑\n图：2 张\n"])
    let files = ["材/东苑/图片/1.jpg": "一", "材/东苑/图片/一组/前.jpg": "二"]
    let workbench = Workbench(files: MemoryFiles(contents: files, closed: [path]))
    let found = try workbench.evidence(in: "材", of: [0], in: outcome)
    #expect(found.diagnostics.map(\.problem.code) == ["F203"] && found.diagnostics[0].isError)
    #expect(DiagnosticRenderer(language: .zh).render(found.diagnostics[0]).contains(path))
    #expect(found.folders[0]?.evidence.first?.isEnough == .no)
  }

  @Test func notAFolder() throws {
    let files = Workbench(files: MemoryFiles(contents: ["材": "x"]))
    let outcome = try outcome(["小区：东苑\n"])
    #expect(throws: FileProblem.noFolder("材")) { try files.evidence(in: "材", of: [0], in: outcome) }
  }

  /// What is complete lacks nothing, and what lacks something says what.
  @Test func report() throws {
    let outcome = try outcome(["小区：东苑\n图：3 张\n证：是\n", "小区：西苑\n图：0 张\n", "小区：南苑\n图：2 张\n"])
    let files: [String: String] = ["材/东苑/图片/1.jpg": "一", "材/东苑/证明/1.pdf": "证"]
    let found = try Workbench(files: MemoryFiles(contents: files)).evidence(in: "材", of: [0, 1, 2], in: outcome)
    func text(_ folders: [Int: EvidenceFolder], _ language: Language) -> String {
      TextRenderer().render(DossierReport(outcome, outcome.results, folders: folders, language: language).report)
    }
    #expect(
      text([:], .zh) == """
        例：申报材料
        共 3 份：齐全 1，有缺 1，待核实 1。

        小区  材料    要件  不满足  待核实
        ────  ──────  ────  ──────  ──────
        东苑  齐全     2/2
        南苑  待核实   1/2          M2
        西苑  有缺     0/2  M1      M2
        南苑
          要件 M2  有证  待核实
            证  →  未知
            要补：证
            出处：附件3 四
        西苑
          要件 M1  有图  不满足
            图 不少于 1 张  →  否
              图  →  0 张
          要件 M2  有证  待核实
            证  →  未知
            要补：证
            出处：附件3 四

        """)
    let both = text(found.folders, .en)
    #expect(both.contains("图 (evidence in 图片): 3 wanted, 1 found"), "\(both)")
    #expect(both.contains("证 (evidence in 证明)") == false)
    #expect(both.contains("it has no folder"))
  }
}
