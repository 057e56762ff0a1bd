import Diagnostics
import Foundation
import Sheets
import Syntax
import TestSupport
import Testing
import Workbench

@testable import rulecheck

/// Completion, colours and the end of an entry while something is typed.
@Suite struct AssistanceTests {
  private static func conversation() throws -> Conversation {
    let workbench = Workbench(files: Disk())
    let rules = Package.root.appendingPathComponent("rules/houma.rules").path
    let sheets = Package.root.appendingPathComponent("rules/sheets").path
    let session = try Session(try workbench.load(rules), sheets: try workbench.sheetFiles([sheets]))
    return Conversation(session, workbench, rules: rules, sheets: [sheets], language: .zh)
  }

  @Test func proposalsFitTheirPlace() throws {
    let conversation = try Self.conversation()
    for (text, wanted) in [
      (":小", ["小区"]), ("：撤", ["撤销"]), (":un", ["undo"]), (":小区 槐", ["槐香里"]), (":设定 物业费", ["物业费收费率"]),
      (":设定 文明养宠 ", ["是", "否"]), (":解释 原则", (1...8).map { "原则\($0)" }), ("修", ["修改"]),
      ("修改 类别 党建", ["党建引领"]), ("党建", ["党建引领发挥作用", "党建活动场所", "党建指导员", "党建引领"]), ("物业费收费率 不低", ["不低于"]),
      ("名", ["名额", "名称", "名次"]), (":解释 3.1", (10...14).map { "3.\($0)" }),
    ] {
      let proposals = conversation.proposals(for: text, at: text.utf8.count)
      #expect(proposals.texts == wanted, "\(text): \(proposals.texts)")
      let typed = String(decoding: Array(text.utf8)[proposals.range], as: UTF8.self)
      #expect(proposals.texts.allSatisfy { $0.hasPrefix(typed) })
    }
    // In the middle of an entry, only what stands before the cursor counts.
    let text = "修改 类 党建引领"
    let cursor = "修改 类".utf8.count
    #expect(conversation.proposals(for: text, at: cursor).texts.first == "类别")
    #expect(conversation.proposals(for: text, at: cursor).range == "修改 ".utf8.count..<cursor)
  }

  /// What a place calls for, in the language that is being typed.
  @Test func placesCallForTheirNames() throws {
    let rules = """
      标准 甲 / first
      参数 名额 / quota 3 个
      参数 级别线 / level_limit 3
      事实 小区 / name 文本
      事实 级别 / level 选项（高 , low）
      事实 处罚 / fines 记录 次（金额 / amount 数量 元，结果 文本）
      对象 小区
      类别 管理 / management
        指标 1 “一”
          条件 级别 = 高
        分组 保洁 / cleaning
          指标 扫地 “二”
            条件 计数 处罚 少于 级别线 * 1 次
      推荐 前 名额
      """
    let loaded = Workbench.load(SourceFile(name: "甲.rules", text: rules))
    #expect(loaded.standard != nil, "\(loaded.diagnostics)")
    for (text, wanted) in [
      ("am", ["amend"]), ("amend par", ["parameter"]), ("amend parameter ", ["quota", "level_limit"]),
      ("修改 参数 ", ["名额", "级别线"]), ("amend parameter le", ["level_limit"]),
      ("amend item ", ["management.1", "management.扫地"]),
      ("删除 指标 management.", ["1", "cleaning", "扫地"]), ("删除 指标 管理.", ["1", "保洁", "扫地"]),
      ("修改 指标 管理.保洁.", ["扫地", "得分", "满分", "得分率", "失分"]),
      ("remove item management.cleaning.", ["扫地"]), ("sum fines.a", ["amount"]), ("合计 处罚 的 ", ["金额", "结果"]),
      ("管理 的 得分 = 1 分 且 级别 属于 {", ["高", "low"]), ("级别 属于 {高，", ["low"]), ("level in {l", ["low"]),
      ("参评 当 级别 不属于 {low", []), ("amend parameter quota lo", ["locked"]), ("修改 指标 管理.1 分", ["分值"]),
      ("修改 类别 管理 条", []), ("修改 事实 级别 百", ["百分比"]), ("修改 参数 级别线 名", ["名额"]),
      ("lev", ["level_limit", "level"]), ("is_at_le", []), ("level not_be", ["not_below", "not_before"]),
      ("insert item management.3 “x”\n  cond", ["condition"]), ("修改 类别 管理\n  最", ["最低"]),
      (
        "level = l",
        [
          "low", "level_limit", "level", "like", "locked", "lower_is_better", "left_out", "lost", "less_than", "latest",
          "length",
        ]
      ),
    ] as [(String, [String])] {
      let proposals = loaded.proposals(behind: text)
      #expect(proposals.texts == wanted, "\(text): \(proposals.texts)")
      #expect(
        String(decoding: Array(text.utf8)[..<proposals.range.lowerBound], as: UTF8.self) + Proposals.word(atEndOf: text)
          == text)
    }
    // Nothing has been typed: the language of what stands before.
    #expect(loaded.proposals(behind: "").texts.contains("修改"))
    let english = loaded.proposals(behind: "quota above ").texts
    #expect(
      english.contains("level_limit") && !english.contains("级别线") && english.allSatisfy { !Language.isChinese($0) })
    // What an amendment has taken away is proposed no longer.
    let file = SourceFile(name: "甲.rules", text: rules)
    var session = try Session(Workbench.load(file), sheets: [])
    _ = try session.perform(.amendment("删除 指标 管理.1"))
    #expect(session.current.proposals(behind: "删除 指标 管理.").texts == ["保洁", "扫地"])
  }

  /// What is told apart by number is proposed with its title: by its whole path, and behind the name of its category.
  @Test func pathsHaveTitles() throws {
    let conversation = try Self.conversation()
    for (text, proposal, title) in [
      ("修改 指标 ", "物业服务.11", "骑手友好"), ("修改 指标 物业", "物业服务.11", "骑手友好"), ("删除 指标 物业服务.", "11", "骑手友好"),
      ("amend item service.", "11", "骑手友好"), (":解释 3.", "3.11", "骑手友好"), (":解释 原则", "原则8", "公示规范，收费率达标"),
    ] {
      let proposals = conversation.proposals(for: text, at: text.utf8.count)
      #expect(proposals.texts.contains(proposal), "\(text): \(proposals.texts)")
      #expect(proposals.titles[proposal] == title, "\(text)")
    }
    let all = conversation.proposals(for: "修改 指标 ", at: "修改 指标 ".utf8.count).texts
    #expect(all.count == conversation.session.outcome.standard.categories.map(\.items.count).reduce(0, +))
    #expect(conversation.proposals(for: ":设定 文明养宠=", at: ":设定 文明养宠=".utf8.count).texts == ["是", "否"])
  }

  /// What an amendment of any clause may go on with is taken by the checker, or says what is missing behind it.
  @Test func behindTheNameStandsWhatFits() throws {
    let conversation = try Self.conversation()
    for (text, fits, none) in [
      ("修改 参数 名额 ", ["范围", "只可从严", "待定"], ["修改", "条件", "类别", "物业费收费率"]),
      ("修改 指标 物业服务.3 ", ["条件", "分值"], ["范围", "名额"]),
      ("修改 事实 文明养宠 ", ["缺省", "工作量", "百分比"], ["条件", "名额"]), ("修改 推荐 ", [], []),
      (":解释 3.4 > rul", [], []), (":帮助 扫", ["扫描"], []), (":路径 ", ["推荐", "有资格", "总分 90", "名次 3"], []),
    ] as [(String, [String], [String])] {
      let texts = conversation.proposals(for: text, at: text.utf8.count).texts
      #expect(fits.allSatisfy(texts.contains) && !none.contains(where: texts.contains), "\(text): \(texts)")
    }
  }

  @Test func namesAreExplained() throws {
    var conversation = try Self.conversation()
    for (input, wanted) in [
      (":帮助 名额", "参数 名额 / quota：定于 L73，用于"), (":help quota", "参数 名额 / quota：定于 L73，用于"), (":帮助 文明养宠", "事实 文明养宠"),
      (":帮助 名鹅", "名额"),
    ] {
      let reply = conversation.respond(to: input)
      #expect(reply.text.contains(wanted), "\(input): \(reply.text)")
      #expect(reply.isMistake == (input == ":帮助 名鹅"))
    }
  }

  /// Brackets and blanks are part of a name.
  @Test func communitiesWithNamesakes() throws {
    let rules = "标准 甲\n事实 小区 文本\n事实 县 文本\n对象 小区，县\n类别 一\n  指标 1 “有”\n    条件 县 已填\n"
    let workbench = Workbench(files: MemoryFiles())
    let sheets = [SheetFile(path: "a.csv", bytes: Array("小区,县\n柳岸,东县\n柳岸,西县\n柳岸 二期,东县\n".utf8))]
    let session = try Session(Workbench.load(SourceFile(name: "a.rules", text: rules)), sheets: sheets)
    let conversation = Conversation(session, workbench, rules: "a.rules", sheets: [], language: .zh)
    for (text, wanted) in [
      (":小区 柳岸", ["柳岸（东县）", "柳岸（西县）", "柳岸 二期（东县）"]), (":小区 柳岸（", ["柳岸（东县）", "柳岸（西县）"]),
      (":community 柳岸 二", ["柳岸 二期（东县）"]), (":小区 ", ["柳岸（东县）", "柳岸（西县）", "柳岸 二期（东县）"]), (":小区 柳岸（东县）", []),
    ] {
      let proposals = conversation.proposals(for: text, at: text.utf8.count)
      #expect(proposals.texts == wanted, "\(text): \(proposals.texts)")
      let typed = String(decoding: Array(text.utf8)[proposals.range], as: UTF8.self)
      #expect(proposals.texts.allSatisfy { $0.hasPrefix(typed) })
    }
  }

  @Test(arguments: [
    ("新增 加分 绿化 “好” 2 分", false), ("加分 绿化 “好” 2 分\n  条件 是", false), ("加分 绿化 “好” 2 分\n  条件 是\n", true),
    ("扣分 黑榜 1 分 条件 是", true), ("1 + 1", true), (":撤销", true), ("修改 参数 名额 5 个", true), ("新增 指标 党建引领.6 “新项”", false),
    ("新增 指标 党建引领.6 “新项”\n  条件 文明养宠", false), ("新增 指标 党建引领.6 “新项”\n  条件 文明养宠\n", true), ("删除 指标 物业服务.11", true),
    ("要件 M9 “新”", false), ("要件 M9 “新”\n:清单", true), ("要件 M9 “新”\n  ：清单", true), ("1 + 1\n要件 M9 “新”", false),
    ("修改 参数 名额 5 个\n修改 参数 名额 6 个", true), ("栏目 “新”\n事实 甲 是否", false), ("要件 M9 “新”\n条件 文明养宠", false),
  ])
  func entriesEnd(_ text: String, _ isComplete: Bool) { #expect(Conversation.isComplete(text) == isComplete) }

  /// Every word that opens a clause does so, though 参 is a number as well.
  @Test func everyClauseIsOne() {
    for word in ClauseKind.allCases.flatMap({ [$0.chinese, $0.english] }) + ["修改", "新增", "删除", "amend"] {
      #expect(Conversation.isClause(word + " 甲") && Conversation.isClause(word), "\(word)")
      if !word.contains(where: \.isASCII) {
        #expect(Conversation.isClause(word + "1") && Conversation.isClause(word + "１"))
      }
    }
  }

  @Test func partsAreTold() {
    let spans = Highlighting.spans(of: "修改 参数 名额 5 个 待定 “理由” # 注释")
    #expect(spans.map(\.kind) == [.keyword, .keyword, .word, .number, .word, .keyword, .text, .comment])
    for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.range.upperBound <= right.range.lowerBound) }
  }
}
