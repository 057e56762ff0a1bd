import Diagnostics
import Foundation
import Sheets
import Syntax
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
      ("修改 类别 党建", ["党建引领", "党建引领发挥作用", "党建活动场所", "党建指导员"]), ("物业费收费率 不低", ["不低于"]), ("名", ["名额", "名称", "名次"]),
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
    ("1 + 1", true), (":撤销", true), ("修改 参数 名额 5 个", true), ("新增 指标 党建引领.6 “新项”", false),
    ("新增 指标 党建引领.6 “新项”\n  条件 文明养宠", false), ("新增 指标 党建引领.6 “新项”\n  条件 文明养宠\n", true), ("删除 指标 物业服务.11", true),
    ("要件 M9 “新”", false),
  ])
  func entriesEnd(_ text: String, _ isComplete: Bool) { #expect(Conversation.isComplete(text) == isComplete) }

  @Test func partsAreTold() {
    let spans = Highlighting.spans(of: "修改 参数 名额 5 个 待定 “理由” # 注释")
    #expect(spans.map(\.kind) == [.keyword, .keyword, .word, .number, .word, .keyword, .text, .comment])
    for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.range.upperBound <= right.range.lowerBound) }
  }
}
