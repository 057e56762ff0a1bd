import Diagnostics
import Model
import Syntax
import TestSupport
import Testing

/// What belongs to a category or group is the same for the checker, amendments and layout, whatever stands between.
@Suite struct OwnerTests {
  private static let clauses = [
    "标准 例", "事实 小区 文本", "对象 小区", "类别 甲", "指标 1 “一”", "分组 里", "指标 2 “二”", "指标 3 “三”", "分组 外", "指标 4 “四”", "指标 5 “五”",
    "类别 乙", "指标 1 “一”", "指标 2 “二”",
  ]
  private static let amendments = [
    "删除 类别 甲", "删除 分组 甲.里", "删除 分组 甲.外", "删除 指标 甲.4", "删除 指标 甲.外.4", "删除 指标 乙.2", "新增 指标 甲.9 “九”", "新增 指标 甲.里.9 “九”",
    "新增 指标 甲.外.9 “九”", "新增 指标 乙.9 “九”", "新增 分组 甲.新\n指标 9 “九”", "新增 类别 丙\n指标 1 “一”", "修改 类别 甲 “新”\n指标 9 “九”",
    "修改 分组 甲.外 “新”\n指标 9 “九”", "修改 类别 乙 “新”\n修改 分组 甲.里 “新”\n指标 9 “九”",
  ]
  private static let stranger = "单位 箱 = 12 件"

  /// The clauses after an amendment, without the stranger.
  private static func amended(_ clauses: [String], by text: String) throws -> [String] {
    let (outline, said) = Parser.outline(of: SourceFile(name: "例", text: fielded(clauses)))
    let amendment = SourceFile(name: "#", text: fielded([text]), base: outline.sources.end)
    var sources = outline.sources
    sources.add(amendment)
    let amendments = Parser.outline(of: amendment).outline.clauses
    let (made, problems) = Amender.amend(outline, by: [amendments], in: sources)
    #expect(said.isEmpty && problems.isEmpty, "\(text): \(said + problems)")
    let (standard, found) = Checker.standard(from: made)
    #expect(standard != nil, "\(text): \(found)")
    let tree = (standard?.categories ?? []).flatMap { category in
      [category.name + category.title]
        + category.items.map { item in "\(item.group.map { category.groups[$0].name + "." } ?? "")\(item.id)" }
    }
    let printed = OutlinePrinter.text(made).split(separator: "\n").map(String.init)
    return tree + printed.filter { !$0.contains("箱") }
  }

  private static func fielded(_ clauses: [String]) -> String {
    clauses.map { $0.contains("指标") && !$0.hasPrefix("删除") ? "\($0)\n条件 小区 已填" : $0 }.joined(separator: "\n")
  }

  @Test(arguments: amendments) func strangersChangeNothing(_ amendment: String) throws {
    let wanted = try Self.amended(Self.clauses, by: amendment)
    for place in 3...Self.clauses.count {
      var clauses = Self.clauses
      clauses.insert(Self.stranger, at: place)
      #expect(try Self.amended(clauses, by: amendment) == wanted, "\(amendment), with \(Self.stranger) before \(place)")
    }
  }
}
