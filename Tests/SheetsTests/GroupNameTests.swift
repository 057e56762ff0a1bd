import Diagnostics
import Model
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// Names of groups of which one may be a slip for the other.
@Suite struct GroupNameTests {
  /// Two names, and whether they are pointed out where the first is stated by five sheets and the second by one.
  static let pairs: [(a: String, b: String, isTold: Bool)] = [
    // Width, case, punctuation, blanks.
    ("ＡＢ街道", "AB街道", true), ("和平 街道", "和平街道", true), ("Oak Street", "oak street", true), ("和平（东）片", "和平(东)片", true),
    ("Oak Street", "Oak  Street", true), ("01组", "1组", true), ("第２组", "第2组", true), ("二街", "2街", true),
    // Titles, and the place above.
    ("东街", "东街街道", true), ("东街", "东街道", true), ("城关镇", "城关", true), ("城关镇", "城关乡", true), ("清河区", "清河", true),
    ("平湖物业", "平湖物业有限公司", true), ("平湖物业服务有限公司", "平湖物业管理公司", true), ("清河市路口街道", "路口街道", true),
    ("Oak Town", "Oak Township", true), ("城关街道办事处", "城关街道", true),
    // A character put in, left out, exchanged, turned round.
    ("柳溪街道", "柳西溪街道", false), ("解放路街道", "解放街道", true), ("新田街道", "新天街道", true), ("凤凰山街道", "凤皇山街道", true),
    ("平湖物业", "平胡物业", true), ("柳荫公园街道", "柳公荫园街道", true), ("Mapleton", "Mapelton", true), ("Mapleton", "Mapeton", true),
    ("北街", "北衔", true), ("金色家园国际", "金色家圆国际", true), ("环城西路街道", "环成西路街道", true),
    // Two characters of a long name.
    ("平湖新世纪物业", "平胡新世记物业", true), ("Wintergreen Hills", "Wintergren Hils", true), ("柳溪街道", "刘西街道", false),
    // What tells names of one pattern apart.
    ("一街", "二街", false), ("东街", "西街", false), ("1组", "2组", false), ("1组", "11组", false), ("十一组", "十二组", false),
    ("上庄村", "下庄村", false), ("城南街道", "城北街道", false), ("前进里", "后进里", false), ("大王庄", "小王庄", false),
    ("新华街道", "老华街道", false),
    ("甲片区", "乙片区", false), ("A区", "B区", false), ("Ward A", "Ward B", false), ("Zone II", "Zone III", false),
    ("East Street", "West Street", false), ("Upper Oakham", "Lower Oakham", false), ("中心街道", "中心东街道", false),
    ("3号楼", "13号楼", false), ("和平街", "和平路", false), ("东城区一街", "西城区一街", false), ("1-2组", "12组", false),
    ("第一网格", "第三网格", false), ("环城东路街道", "环城西路街道", false), ("Block 7", "Block 8", false), ("Ⅰ区", "Ⅱ区", false),
    // Too short for a slip to be told from another name.
    ("张村", "李村", false), ("张家庄", "李家庄", false), ("刘村镇", "吴村镇", false), ("Oak", "Oat", false), ("甲", "乙", false),
    // Altogether different.
    ("柳溪街道", "梅园街道", false), ("平湖物业", "长河物业", false), ("", "东街", false),
  ]

  private static func told(_ names: [String], facts: String = "群体 同街 按 街道") throws -> [Diagnostic] {
    let rules = try standard(
      """
      标准 甲
      事实 小区 文本
      事实 街道 文本
      事实 企业 文本
      事实 等次 选项（优秀街道，优良街道）
      事实 分数 数量 分 范围 0 分 至 100 分
      对象 小区
      \(facts)
      类别 一
        指标 1 “评”
          评分 分数
      """)
    let rows = names.enumerated().map { "小区\($0.offset),\"\($0.element)\"\n" }
    return rules.read([SheetFile(path: "a.csv", bytes: Array(("小区,街道\n" + rows.joined()).utf8))]).diagnostics
  }

  @Test(arguments: pairs) func slipsAreToldFromNames(_ a: String, _ b: String, _ isTold: Bool) throws {
    let names = Array(repeating: a, count: 5) + [b]
    for names in [names, names.reversed()] {
      let found = try Self.told(names).filter { $0.problem.code == "D221" }
      #expect(found.count == (isTold ? 1 : 0), "\(a) \(b)")
      #expect(found.allSatisfy { $0.problem.severity == .warning })
      guard isTold, let first = found.first else { continue }
      let sentence = first.problem.wording(.zh).sentence
      #expect(sentence == "“\(b)”（1 份）和“\(a)”（5 份）只差一点。")
      let row = names.first == a ? 7 : 2
      #expect(first.place == .cell(file: "a.csv", row: row, column: "街道", value: b))
    }
  }

  /// A short name that several sheets state is a name; so are two that stand alone.
  @Test(arguments: [
    ("新田街道", 5, "新天街道", 2, false), ("新田街道", 1, "新天街道", 1, false), ("新田街道", 2, "新天街道", 1, true),
    ("凤凰山街道", 1, "凤皇山街道", 1, true), ("凤凰山街道", 3, "凤皇山街道", 2, false), ("金色家园国际", 3, "金色家圆国际", 3, true),
    ("东街", 1, "东街街道", 1, true), ("东街", 4, "东街街道", 4, true),
  ]) func howOftenCounts(_ a: String, _ times: Int, _ b: String, _ others: Int, _ isTold: Bool) throws {
    let names = Array(repeating: a, count: times) + Array(repeating: b, count: others)
    #expect(try Self.told(names).map(\.problem.code) == (isTold ? ["D221"] : []))
  }

  /// Only facts by which somebody is grouped are looked at, wherever that is.
  @Test(arguments: [
    ("群体 全市 全部", 0), ("群体 同街 按 街道", 1), ("群体 同街 按 企业，街道", 1), ("群体 全市 全部 计 街道", 1), ("推荐 每 街道 前 1 个", 1),
    ("群体 同街 按 街道\n推荐 每 街道 前 1 个", 1),
  ]) func whereItIsLookedFor(_ facts: String, _ count: Int) throws {
    #expect(try Self.told(["城关镇", "城关镇", "城关"], facts: facts).count == count)
  }

  /// A namesake in a county that is misspelt would be another community.
  @Test func factsOfTheSubject() throws {
    let rules = "标准 甲\n事实 小区 文本\n事实 县 文本\n对象 小区，县\n类别 一\n  指标 1 “有”\n    条件 县 已填\n"
    let (table, problems) = try standard(rules).read([
      SheetFile(path: "a.csv", bytes: Array("小区,县\n柳岸,清河县\n柳岸,清河\n柳安,清河县\n".utf8))
    ])
    #expect(table.sheets.count == 3)
    #expect(problems.map(\.problem.code) == ["D221"])
  }

  @Test func fewMessages() throws {
    let found = try Self.told((0..<20).flatMap { ["柳溪\($0)街", "柳溪\($0)街街道"] })
    #expect(found.map(\.problem.code) == Array(repeating: "D221", count: 8) + ["D223"])
    #expect(found.last?.problem.wording(.en).sentence == "12 more pairs of names of groups differ by little.")
  }

  /// The index finds every pair that holding each against each finds.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func theIndexMissesNothing(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("柳溪东一街道镇A1 ab".map(String.init))
    let names = Set(
      (0..<60).map { _ in
        (0..<Int.random(in: 0...7, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
      }
    ).sorted()
    let spellings = names.map { Spelling($0) }
    var wanted: Set<[Int]> = []
    for first in spellings.indices {
      for second in spellings.indices where first < second {
        if SpellingDifference(spellings[first], spellings[second]) != nil { wanted.insert([first, second]) }
        #expect(
          SpellingDifference(spellings[first], spellings[second])
            == SpellingDifference(spellings[second], spellings[first]), "\(names[first]) \(names[second]), seed \(seed)"
        )
      }
    }
    let weights = spellings.map(\.weight)
    let limits = weights.map(GroupNames.mostLeftOut)
    for limits in [limits.map { _ in 2 }, limits] {
      var found: Set<[Int]> = []
      SpellingIndex(spellings, limits).forEachPair { first, second in
        #expect(first < second)
        if SpellingDifference(spellings[first], spellings[second]) != nil { found.insert([first, second]) }
      }
      // Names of little weight are no slips of one another if they differ by much.
      let due = wanted.filter { pair in
        let most = max(limits[pair[0]], limits[pair[1]])
        return switch SpellingDifference(spellings[pair[0]], spellings[pair[1]]) {
        case .form, .title, nil: true
        case .oneCharacter: most >= 1
        case .twoCharacters: most >= 2
        }
      }
      #expect(found.isSuperset(of: due) && found.isSubset(of: wanted), "seed \(seed)")
    }
  }

  /// Names of two characters, of which each has one in common with a hundred others.
  @Test func manyShortNames() throws {
    let letters = (0..<70).compactMap { Unicode.Scalar(0x4E00 + $0 * 37).map(String.init) }
    let names = letters.flatMap { first in letters.map { first + $0 + "街道" } }
    #expect(try Self.told(names + names).isEmpty)
  }

  /// Twenty thousand enterprises are looked through in a moment.
  @Test func manyNames() throws {
    let found = try Self.told((0..<3_000).map { "第\($0)物业服务有限公司" } + ["第7物业"])
    #expect(found.map(\.problem.code) == ["D221"])
  }
}
