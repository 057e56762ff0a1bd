import Diagnostics
import Drawing
import Evaluation
import Model
import Quantities
import Reports
import Sheets
import TestSupport
import Testing

/// What totals are made of and how they are distributed, as pictures.
@Suite struct OutcomePictureTests {
  private static func picture(_ outcome: Outcome, _ language: Language = .zh, all: Bool = false) -> Picture {
    OutcomeReport(outcome, language: language, level: .categories, showsReference: all).picture
  }

  private static func lines(_ picture: Picture, width: Int = 80) -> [String] {
    CharacterDrawing(picture, width: width).lines
  }

  private static func shipped(_ rules: String, _ sheets: String) throws -> Outcome {
    let standard = try #require(try Package.load(rules).standard)
    let table = SheetReader.read(try Package.sheets(sheets), schema: standard.schema).table
    return Evaluation.outcome(of: standard, table)
  }

  private static let rules = """
    标准 例
      总分 100 分
    事实 名 文本
    事实 甲 数量 分 范围 0 分 至 60 分
    事实 乙 数量 分 范围 0 分 至 40 分
    事实 迟 是否
    事实 查 是否
    对象 名
    原则 1 “查过”
      条件 查
      不计分
    类别 一 “第一类” 分值 60%
      指标 1 “甲”
        评分 甲
    类别 二 分值 40%
      指标 1 “乙”
        评分 乙
    扣分 迟报 15 分
      条件 迟
    等级 优 当 总分 不低于 80 分
    等级 良 当 总分 不低于 50 分
    等级 差
    排序 总分 由高到低
    推荐 前 1 个 当 总分 不低于 60 分
    """

  private static let sheets = [
    "名：东\n甲：50 分\n乙：40 分\n迟：否\n查：是", "名：西\n甲：45 分\n乙：30 分\n迟：是\n查：是",
    "名：南\n甲：30 分\n乙：\n迟：否\n查：是", "名：北\n甲：60 分\n乙：40 分\n迟：否\n查：否",
  ]

  /// By hand: 东 50 + 40; 西 45 + 30 − 15; 南 30, and up to 40 more; 北 is not scored.
  @Test func whatTotalsAreMadeOf() throws {
    let picture = Self.picture(judge(try standard(Self.rules), Self.sheets))
    let composition = try #require(picture.panels.first)
    #expect(composition.lanes.map(\.label) == ["1  东", "2  西", "3  南", "北"])
    #expect(
      composition.lanes.map(\.value) == ["90  推荐", "60  未入名额", "30~70  未入名额", "不计分  不符合"],
      "\(composition.lanes.map(\.value))")
    func texts(_ lane: Lane) -> [String] {
      lane.marks.map { mark in
        switch mark {
        case .bar(let from, let to, _, let label, _): "\(from?.decimal() ?? "")…\(to?.decimal() ?? "") \(label)"
        case .range(let from, let to): "~\(from?.decimal() ?? "")…\(to?.decimal() ?? "")"
        case .point(let place): "◆\(place.decimal())"
        }
      }
    }
    #expect(texts(composition.lanes[0]) == ["0…50 50", "50…90 40", "◆90"])
    #expect(texts(composition.lanes[1]) == ["0…45 45", "45…75 30", "-15…0 -15", "◆60"])
    #expect(texts(composition.lanes[2]) == ["0…30 30", "~30…70"])
    #expect(texts(composition.lanes[3]) == [])
    let lines = Self.lines(picture)
    for label in ["推荐末位 90", "推荐条件 60", "优 80", "良 50"] {
      #expect(lines.contains { $0.contains(label) }, "\(label): \(lines.joined(separator: "\n"))")
    }
    let distribution = picture.panels[1]
    #expect(distribution.lanes.map(\.label) == ["推荐", "未入名额", "南"])
    #expect(distribution.notes.contains { $0.contains("1 家不在图里") }, "\(distribution.notes)")
  }

  /// Everybody is named or counted, however many there are.
  @Test(arguments: [0, 1, 3, 60, 61, 300]) func manyCommunities(_ count: Int) throws {
    let sheets = (0..<count).map { number in
      "名：第\(number)\n甲：\(number % 61) 分\n乙：\(number % 7 == 0 ? "" : "\(number % 41) 分")\n迟：\(number % 3 == 0 ? "是" : "否")\n查：\(number % 11 == 0 ? "否" : "是")"
    }
    let picture = Self.picture(judge(try standard(Self.rules), sheets))
    let shapes = DrawnShapes(SVGDrawing(picture).text)
    #expect(shapes.problems.isEmpty, "\(shapes.problems.prefix(3))")
    let composition = try #require(picture.panels.first)
    let counted = composition.notes.flatMap { $0.split { !$0.isNumber }.compactMap { Int($0) } }.reduce(0, +)
    #expect(composition.lanes.count + counted == count)
    for line in Self.lines(picture, width: 60) { #expect(DisplayWidth.of(line) <= 60, "\(line)") }
    // Columns hold everybody whose total is settled.
    let distribution = picture.panels[1]
    let inColumns = distribution.lanes.flatMap(\.marks).reduce(0) { sum, mark in
      if case .bar(_, _, _, let label, _) = mark { sum + (Int(label) ?? 0) } else { sum }
    }
    let settled = judge(try standard(Self.rules), sheets).results.count { $0.total.exact != nil }
    #expect(inColumns == settled)
  }

  /// Names that would be markup or are too long, in standards and sheets.
  @Test(arguments: Language.allCases) func hostileNames(_ language: Language) throws {
    let rules = Self.rules.replacing("第一类", with: "<b>&'一类'" + String(repeating: "长", count: 120))
    let names = ["<svg onload=1>", "a&b'c", String(repeating: "宽", count: 200), String(repeating: "W", count: 200)]
    let sheets = names.map { "名：\($0)\n甲：50 分\n乙：40 分\n迟：否\n查：是" }
    let svg = SVGDrawing(Self.picture(judge(try standard(rules), sheets), language)).text
    let shapes = DrawnShapes(svg)
    #expect(shapes.problems.isEmpty, "\(shapes.problems.prefix(3))")
    #expect(shapes.texts.contains { $0.text.hasSuffix("<svg onload=1>") })
  }

  /// Generated standards of every make: nothing traps, all is drawn within the page and the width.
  @Test func generatedStandards() throws {
    for seed in 0..<UInt64(Cases.count(60)) {
      guard let standard = load(text: WideStandard(seed: seed).text).standard else { continue }
      var random = SeededGenerator(seed: seed)
      let outcome = Evaluation.outcome(of: standard, RandomSheets(standard).table(of: 6, missing: 20, &random))
      for language in Language.allCases {
        let picture = Self.picture(outcome, language, all: true)
        let shapes = DrawnShapes(SVGDrawing(picture).text)
        #expect(shapes.problems.isEmpty, "seed \(seed): \(shapes.problems.prefix(3))")
        for line in Self.lines(picture) { #expect(DisplayWidth.of(line) <= 80, "seed \(seed): \(line)") }
      }
    }
  }

  /// The shipped standards: one quota for all, one for each county, and grades alone.
  @Test(arguments: [
    ("houma", "sheets", Language.zh), ("linfen", "linfen-sheets", .zh), ("observatory", "observatory-sites", .en),
  ])
  func shippedStandards(_ name: String, _ sheets: String, _ language: Language) throws {
    let picture = Self.picture(try Self.shipped("rules/\(name).rules", "rules/" + sheets), language)
    #expect(DrawnShapes(SVGDrawing(picture).text).problems.isEmpty)
    try Golden.check(Self.lines(picture).joined(separator: "\n") + "\n", "picture.\(name).txt")
    if name == "houma" { try Golden.check(SVGDrawing(picture).text, "picture.houma.svg") }
  }
}
