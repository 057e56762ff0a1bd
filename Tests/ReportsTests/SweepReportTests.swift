import Analysis
import Diagnostics
import Drawing
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Reports

/// What a sweep says, and what it refuses.
@Suite struct SweepReportTests {
  private static let rules = """
    标准 例
      名称 “小例”
    参数 界 / threshold 50%  范围 20% 至 80%
    参数 重 60%
    参数 严 50%  只可从严
    参数 名额 2 个
    参数 定 2 个  锁定
    参数 文 是否 是
    参数 门 2025年3月1日
    事实 名 文本
    事实 甲率 百分比
    事实 乙率 百分比
    事实 日期 日期
    对象 名
    原则 1 “甲”
      条件 甲率 不低于 界
      条件 文
    原则 2 “乙”
      条件 乙率 不低于 严
    提醒 1 “件数”
      条件 定 多于 1 个
    类别 一 分值 重
      指标 1 “甲”
        得分 甲率
    类别 二 分值 40%
      指标 1 “乙”
        得分 乙率
    扣分 迟 10 分
      条件 日期 晚于 门
    推荐 前 名额
    """

  private static let sheets = [
    "名：东\n甲率：90%\n乙率：60%\n日期：2025-02-01", "名：西\n甲率：75%\n乙率：80%\n日期：2025-03-02",
    "名：南\n甲率：45%\n乙率：95%\n日期：2025-04-01", "名：北\n甲率：85%\n乙率：\n日期：2025-05-01",
  ]

  private static func sweep(
    _ requests: (name: String, from: String, to: String, step: String)...
  ) throws(Refusal) -> Sweep {
    // Marks bind the levels below, so it is one of those that is swept.
    let loaded = try? load("下级.rules", from: ["例.rules": rules, "下级.rules": "标准 下级 继承 例 于 “例.rules”\n"])
    let table = loaded?.standard.map { judge($0, sheets).table }
    guard let loaded, let table else { throw Refusal(ModelProblem.emptyExample("")) }
    return try swept(
      loaded,
      over: requests.map {
        SweepRequest(parameter: $0.name, from: $0.from, to: $0.to, step: $0.step)
      }, table)
  }

  /// By hand: 东 has 78; 西, late, 67 up to 75 %; 南 55 up to 45 %, behind both; 北 41 to 81, which may put it before
  /// 西. Nothing beyond 80 % is allowed.
  @Test func theRangeOfAParameterIsKept() throws {
    let sweep = try Self.sweep(("参数 界", "10%", "100%", "10%"))
    #expect(sweep.points.map { (try? $0.result.get())?.eligible } == [nil, 3, 3, 3, 2, 2, 2, 1, nil, nil])
    let words = sweep.tippings.map(SweepReport(sweep, language: .zh).words)
    #expect(words == ["20% 起：标准成立", "75% 以上（不含）：不再待定：西", "80% 以上（不含）：标准不成立"], "\(words)")
    guard case .failure(let refusal) = sweep.points[0].result else { return #expect(Bool(false)) }
    #expect(refusal.problem.code == "M215")
  }

  /// Weights that do not add up, a parameter that may only be raised, one that is locked: points, not crashes.
  @Test func invalidValuesAreMarked() throws {
    let weight = try Self.sweep(("重", "40%", "80%", "10%"))
    #expect(weight.points.map { (try? $0.result.get()) != nil } == [false, false, true, false, false])
    #expect(weight.limitation == nil && weight.tippings.map(\.validity) == [.begins, .ends])
    let strict = try Self.sweep(("严", "40%", "80%", "20%"))
    #expect(strict.points.map { (try? $0.result.get()) != nil } == [false, true, true])
    #expect(strict.tippings.first?.value == .number(try Rational(1, over: 2)))
    let locked = try Self.sweep(("定", "1", "3", "1"))
    #expect(locked.points.allSatisfy { (try? $0.result.get()) == nil } && locked.tippings.isEmpty)
    let text = TextRenderer().render(SweepReport(locked, language: .zh).report)
    #expect(text.contains("M505") && text.contains("没有一步标准成立"))
  }

  /// The step does not matter to the places of change, nor do the ends as long as they lie beyond.
  @Test func theStepDoesNotMatter() throws {
    let fine = try Self.sweep(("界", "30%", "80%", "0.1%")).tippings.map(\.value)
    let coarse = try Self.sweep(("threshold", "30%", "80%", "50%")).tippings.map(\.value)
    let threeQuarters = Value.number(try Rational(3, over: 4))
    #expect(fine == coarse && fine == [threeQuarters])
    let again = SweepReport(try Self.sweep(("界", "30%", "80%", "0.1%")), language: .en).csv
    let once = SweepReport(try Self.sweep(("界", "30%", "80%", "0.1%")), language: .en).csv
    #expect(again == once)
  }

  /// Days change from one to the next; months keep the day.
  @Test func dates() throws {
    let sweep = try Self.sweep(("门", "2025-01-31", "2025-05-31", "1个月"))
    #expect(
      sweep.points.compactMap { $0.values.first?.text(as: .date) } == [
        "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31",
      ])
    #expect(sweep.limitation == nil)
    let weeks = try Self.sweep(("门", "2025-01-31", "2025-05-31", "2周"))
    #expect(weeks.points.count == 9 && weeks.tippings.map(\.value) == sweep.tippings.map(\.value))
    #expect(try Self.sweep(("门", "2025-01-31", "2025-02-05", "1")).points.count == 6)
  }

  @Test func whatMakesNoSense() {
    func code(_ requests: (name: String, from: String, to: String, step: String)...) -> String {
      do throws(Refusal) {
        switch requests.count {
        case 1: _ = try Self.sweep(requests[0])
        case 2: _ = try Self.sweep(requests[0], requests[1])
        default: _ = try Self.sweep(requests[0], requests[1], requests[2])
        }
        return ""
      } catch {
        return error.problem.code
      }
    }
    #expect(code(("文", "否", "是", "1")) == "A201")
    #expect(code(("界", "80%", "20%", "1%")) == "A202")
    #expect(code(("界", "20%", "80%", "0%")) == "A203" && code(("界", "20%", "80%", "-1%")) == "A203")
    #expect(code(("门", "2025-01-01", "2025-02-01", "0天")) == "A203")
    #expect(code(("界", "20%", "80%", "0.01%")) == "A204")
    #expect(code(("界", "20%", "80%", "0.1%"), ("严", "20%", "80%", "0.1%")) == "A205")
    #expect(code(("界", "20%", "80%", "10%"), ("界", "20%", "80%", "10%")) == "A206")
    let three = ("严", "20%", "80%", "10%")
    #expect(code(("界", "20%", "80%", "10%"), ("重", "20%", "80%", "10%"), three) == "A207")
    #expect(code(("界界", "20%", "80%", "10%")) == "U121")
    #expect(code(("界", "20", "80%", "10%")) == "D306" && code(("名额", "1 户", "3 个", "1")) == "D304")
    #expect(code(("界", "", "80%", "10%")) == "M214")
    do throws(Refusal) {
      _ = try Self.sweep(("名鹅", "1", "3", "1"))
    } catch {
      #expect(error.problem.wording(.zh).remedy?.contains("名额") == true)
    }
  }

  /// Numbers as large as there are do no harm, whatever becomes of them.
  @Test func hugeRangesEnd() throws {
    for (name, from, to, step) in [
      ("名额", "0", "999999999999999999", "99999999999999999"), ("名额", "-999999999999999999", "3", "999999999999999998"),
      ("门", "1000-01-01", "9999-12-31", "999999999999999999天"), ("门", "1000-01-01", "9999-12-31", "12个月"),
      ("名额", "0", "0.000000000000001", "0.000000000000001"), ("重", "0.0000001%", "99.9999999%", "33.3333333%"),
    ] {
      do throws(Refusal) {
        let sweep = try Self.sweep((name, from, to, step))
        let report = SweepReport(sweep, language: .zh)
        #expect(!TextRenderer().render(report.report).isEmpty)
        #expect(DrawnShapes(SVGDrawing(report.picture).text).problems.isEmpty, "\(name) \(from) \(to) \(step)")
        for line in CharacterDrawing(report.picture, width: 80).lines { #expect(DisplayWidth.of(line) <= 80) }
      } catch {
        #expect(["A204", "D307", "D308", "D302"].contains(error.problem.code), "\(name) \(error.problem.code)")
      }
    }
  }

  /// Every combination, without places of change.
  @Test func twoParameters() throws {
    let sweep = try Self.sweep(("界", "20%", "80%", "20%"), ("严", "40%", "80%", "10%"))
    #expect(sweep.points.count == 20 && sweep.limitation?.code == "A211")
    for point in sweep.points {
      let single = try Self.sweep(
        ("界", point.values[0].text(as: .percentage), point.values[0].text(as: .percentage), "1%"),
        ("严", point.values[1].text(as: .percentage), point.values[1].text(as: .percentage), "1%"))
      #expect((try? single.points[0].result.get())?.selected == (try? point.result.get())?.selected)
    }
    let report = SweepReport(sweep, language: .zh)
    try Golden.check(
      TextRenderer().render(report.report) + MarkdownRenderer().render(report.report) + report.csv,
      "sweep.grid.txt")
    try Golden.check(SVGDrawing(report.picture).text, "sweep.grid.svg")
  }

  /// Where grades are followed a grid tells who has which and how many have each, and says so in its picture too.
  @Test func gradesOverTwoParameters() throws {
    let rules = Sample.credit.replacing("总分 不低于 线 - 20 分", with: "总分 不低于 下线").replacing(
      "参数 线 80 分", with: "参数 线 80 分\n参数 下线 60 分")
    let loaded = load(text: rules, named: "例.rules")
    let schema = try #require(loaded.standard).schema
    let table = SheetReader.read([SheetFile(path: "a.csv", bytes: Array(Sample.creditSheets.utf8))], schema: schema)
      .table
    let sweep = try swept(
      loaded,
      over: [
        SweepRequest(parameter: "线", from: "60", to: "100", step: "20"),
        SweepRequest(parameter: "下线", from: "40", to: "80", step: "20"),
      ], table)
    for language in Language.allCases {
      let report = SweepReport(sweep, language: language)
      let text = TextRenderer(width: 160).render(report.report)
      for point in sweep.points {
        let result = try point.result.get()
        let counts = [0, 1, 2].map { grade in "\(result.grades.first { $0.grade == grade }?.names.count ?? 0)" }
        #expect(text.contains(" " + counts.joined(separator: "/")), "\(counts) \(text)")
        #expect(text.contains(report.who(result)), "\(text)")
      }
      let names = language == .zh ? "（A（守信）／B（合格）／C（警示））" : "(A (守信) / B (合格) / C (警示))"
      #expect(text.contains(names), "\(text)")
      #expect(Set(sweep.points.map { (try? $0.result.get()).map(report.who) }).count > 2)
      let shapes = DrawnShapes(SVGDrawing(report.picture).text)
      #expect(shapes.problems.isEmpty)
    }
  }

  /// What cannot be worked out is not what waits for a fact.
  @Test func failuresAreToldFromWhatIsOpen() throws {
    let rules = """
      标准 例
      事实 名 文本
      事实 数 整数 个
      事实 人 整数 个
      对象 名
      参数 门 1 个 范围 0 个 至 9 个
      原则 1 “每人几个”
        条件 数 / 人 不低于 门 / 1 个
      类别 一
        指标 1 “有”
          条件 数 已填
      推荐 前 3 个 当 有资格
      """
    let loaded = load(text: rules, named: "例.rules")
    let standard = try #require(loaded.standard)
    let table = judge(standard, ["名：东\n数：3\n人：0", "名：西\n数：3", "名：南\n数：3\n人：1"]).table
    let sweep = try swept(loaded, over: [SweepRequest(parameter: "门", from: "1", to: "5", step: "1")], table)
    let report = SweepReport(sweep, language: .zh)
    let lines = CharacterDrawing(report.picture, width: 80).lines
    #expect(lines.contains { $0.contains("! 算不出") && $0.contains("? 资格未定") }, "\(lines)")
    for (name, sign) in [("东", "!"), ("西", "?")] {
      let lane = try #require(lines.first { $0.contains(name) && $0.contains("│") })
      #expect(Set(lane.drop { $0 != "│" }).subtracting("│ ") == Set(sign), "\(lane)")
    }
    #expect(DrawnShapes(SVGDrawing(report.picture).text).problems.isEmpty)
  }

  @Test(arguments: Language.allCases) func reports(_ language: Language) throws {
    let report = SweepReport(try Self.sweep(("界", "10%", "90%", "5%")), language: language)
    try Golden.check(TextRenderer().render(report.report), "sweep.\(language.rawValue).txt")
    guard language == .zh else { return }
    try Golden.check(
      MarkdownRenderer().render(report.report) + report.csv + report.json(rules: "0", sheets: "1"), "sweep.data.txt")
    try Golden.check(SVGDrawing(report.picture).text, "sweep.svg")
  }

  /// Well-formed, whatever the names are, and in both languages.
  @Test(arguments: Language.allCases) func drawingsAreXML(_ language: Language) throws {
    let text = Self.rules.replacing("“小例”", with: "“<a> & 「b」”")
    let loaded = load(text: text, named: "例.rules")
    let standard = try #require(loaded.standard)
    let table = judge(standard, Self.sheets.map { $0.replacing("东", with: "<东>&\"") }).table
    for over in [["界"], ["界", "严"], ["名额"], ["定"], ["门"]] {
      let requests = over.map { name in
        switch name {
        case "界", "严": SweepRequest(parameter: name, from: "10%", to: "90%", step: "10%")
        case "门": SweepRequest(parameter: name, from: "2025-01-01", to: "2025-06-01", step: "1个月")
        default: SweepRequest(parameter: name, from: "0", to: "5", step: "1")
        }
      }
      let svg = SVGDrawing(SweepReport(try swept(loaded, over: requests, table), language: language).picture).text
      let shapes = DrawnShapes(svg)
      #expect(shapes.problems.isEmpty, "\(over) \(shapes.problems)")
      #expect(svg.components(separatedBy: "http").count == 2)
      if over == ["界"] { #expect(shapes.texts.contains { $0.text == "<东>&\"" }) }
    }
  }

  /// Where changes are close together, only so many values are written as there is room for; every line is drawn, and
  /// who has no lane is counted.
  @Test func manyChanges() throws {
    let standard = try standard(Self.rules)
    let loaded = load(text: Self.rules, named: "例.rules")
    // The higher the one rate, the lower the total: the threshold takes the best away one after another.
    let sheets = (0..<200).map { "名：小区\($0)\n甲率：\(400 + $0)‰\n乙率：\(1000 - 2 * $0)‰\n日期：2025-02-01" }
    let request = SweepRequest(parameter: "界", from: "20%", to: "80%", step: "5%")
    let sweep = try swept(loaded, over: [request], judge(standard, sheets).table)
    let picture = SweepReport(sweep, language: .zh).picture
    let svg = SVGDrawing(picture).text
    #expect(sweep.tippings.count > 100)
    // One more is the key.
    #expect(svg.components(separatedBy: "stroke-dasharray").count - 2 == sweep.tippings.count)
    #expect(DrawnShapes(svg).problems.isEmpty)
    let panel = try #require(picture.panels.first)
    let drawn = Set(panel.lanes.map(\.label)).intersection(sweep.communities.map(\.name))
    let counted = panel.notes.flatMap { $0.split { !$0.isNumber }.compactMap { Int($0) } }.reduce(0, +)
    #expect(drawn.count == 40 && drawn.count + counted == 200, "\(panel.notes)")
  }

  /// By hand: 界 is what 甲率 is held against. 西 may be put behind 北 up to 75 %, of whom 乙率 is not known.
  @Test func whoIsWhere() throws {
    let report = SweepReport(try Self.sweep(("界", "10%", "90%", "5%")), language: .zh)
    let panel = try #require(report.picture.panels.first)
    #expect(panel.lanes.map(\.label) == ["符合家数", "推荐家数", "末位总分", "东", "西", "南", "北"])
    let lines = CharacterDrawing(report.picture, width: 80).lines
    let lanes = lines.filter { $0.contains("│") }
    #expect(lanes.suffix(4).allSatisfy { $0.contains("××") })
    #expect(lines.contains { $0.contains("× 标准不成立") })
    for (name, signs) in [("东", "█"), ("西", "▒·"), ("南", "░·"), ("北", "?")] {
      let lane = try #require(lanes.first { $0.contains(name) })
      #expect(Set(lane.drop { $0 != "│" }).subtracting("│× ") == Set(signs), "\(lane)")
    }
  }

  /// Lanes, marks and the axis stand in the same columns, by display width, and fit the width.
  @Test(arguments: [60, 80, 132]) func plotsAreAligned(_ width: Int) throws {
    let sweep = try Self.sweep(("名额", "0", "5", "1"))
    let report = SweepReport(sweep, language: .zh)
    let lines = CharacterDrawing(report.picture, width: width).lines
    let axis = try #require(lines.first { $0.contains("└") })
    let start = DisplayWidth.of(axis.prefix { $0 != "└" })
    #expect(DisplayWidth.of(axis) == width)
    for lane in lines where lane.contains("│") {
      #expect(DisplayWidth.of(lane.prefix { $0 != "│" }) == start)
      #expect(DisplayWidth.of(lane) <= width)
    }
    #expect(axis.filter { $0 == "▲" }.count == sweep.tippings.count)
  }
}
