import Diagnostics
import Foundation
import Notices
import Reports
import TestSupport
import Testing
import Workbench

/// Citations held against the text of a notice.
@Suite struct TraceTests {
  private static func trace(_ rules: String, _ notice: String) throws -> Coverage {
    let loaded = Workbench.load(SourceFile(name: "a.rules", text: rules))
    let messages = loaded.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
    #expect(loaded.standard != nil, "\(messages.joined())")
    return Workbench.trace(loaded, against: Notice(notice))
  }

  @Test(arguments: Language.allCases) func findings(_ language: Language) throws {
    let coverage = try Self.trace(Sample.building, try Sample.notice())
    #expect(!coverage.isComplete)
    #expect(coverage.uncited.map(\.address.text) == ["二（二）", "附件2 第1类 第3项", "附件2 第2类 第2项", "附件3 第1条"])
    #expect(coverage.silent.map { coverage.rules[$0].name } == ["原则 3"])
    #expect(coverage.nowhere.map(\.text) == ["附件2 第1类 第9项"])
    let report = TraceReport(coverage, title: "示范楼栋", language: language)
    try Golden.check(
      TextRenderer().render(report.report) + report.csv + report.json, "trace.\(language.rawValue).txt")
  }

  /// What a level removes is said to be removed, unless another rule cites it; nobody has forgotten it.
  @Test func removedRulesAreNotForgotten() throws {
    let variant = """
      标准 上级 继承 示范楼栋 于 “a.rules”
      修改 类别 卫生 分值 60%
      删除 指标 卫生.1
      删除 指标 卫生.2
      删除 提醒 1
      新增 指标 卫生.5 “日清”
        条件 甲
        出处 附件2 类别 卫生 第2项
      """
    let files = MemoryFiles(contents: ["a.rules": Sample.building, "b.rules": variant])
    let loaded = try Workbench(files: files).load("b.rules")
    #expect(loaded.standard != nil)
    let coverage = Workbench.trace(loaded, against: Notice(try Sample.notice()))
    #expect(coverage.dropped.map { "\($0.clause.address.text) \($0.by)" } == ["二（一） L5 删除 提醒 1"])
    #expect(!coverage.uncited.map(\.address.text).contains("二（一）"))
    let report = TraceReport(coverage, title: "上级", language: .zh)
    #expect(TextRenderer().render(report.report).contains("规则已经删去的条文\n  二（一）  "))
    #expect(report.csv.contains("removed,L5 删除 提醒 1,二（一）,,"))
  }

  /// A standard that carries out everything says so, and the exit code too.
  @Test func completeCoverage() throws {
    var rules = Sample.building.replacingOccurrences(of: "第1类 第9项", with: "第1类 第3项；附件2 第2类 第2项")
    rules = rules.replacingOccurrences(of: "出处 二（一）", with: "出处 二（一）；二（二）；附件3 第1条")
    rules = rules.replacingOccurrences(of: "“没有出处”\n  条件 甲", with: "“有出处”\n  条件 甲\n  出处 附件1 第3条")
    let coverage = try Self.trace(rules, try Sample.notice())
    #expect(coverage.isComplete)
    let text = TextRenderer(width: 200).render(TraceReport(coverage, title: "示范楼栋", language: .zh).report)
    #expect(text.contains("全部 14 条都有规则引用，出处没有问题：正文 2/2、附件1 3/3、附件2 7/7、附件3 2/2。"), "\(text)")
  }

  private static let district = """
    标准 上级 / upper 继承 示范楼栋 于 “a.rules”
      依据 “上级〔2026〕1号”
    修改 原则 3
      出处 二（一）
    修改 提醒 1
      说明 “照旧”
    """
  private static let ownNotice = "一、目的\n好管。\n二、条件\n（一）三年无火情。\n（二）另行通知。\n"

  /// A variant with a notice of its own is held against that; what it inherits is not looked for there, nor missing.
  @Test func variantsGoByTheirOwnNotices() throws {
    let files = MemoryFiles(contents: ["a.rules": Sample.building, "b.rules": Self.district])
    let loaded = try Workbench(files: files).load("b.rules")
    #expect(loaded.standard != nil)
    let owners = loaded.noticeOwners
    #expect(owners.owners == ["上级", "示范楼栋"])
    #expect(["上级", "upper", "示范楼栋", "别的"].map(owners.owner) == [0, 0, 1, nil])
    let own = Workbench.trace(loaded, notices: [(owners: [0], notice: Notice(Self.ownNotice))])
    #expect(own.coverages[0].rules.map(\.name) == ["原则 3"] && own.coverages[0].nowhere.isEmpty)
    #expect(own.coverages[0].uncited.map(\.address.text) == ["二（二）"])
    #expect(own.notHeld.map(\.name) == ["示范楼栋"] && own.notHeld.map(\.count) == [13])
    let both = Workbench.trace(
      loaded,
      notices: [(owners: [0], notice: Notice(Self.ownNotice)), (owners: [1], notice: Notice(try Sample.notice()))])
    #expect(both.notHeld.isEmpty && both.coverages[1].nowhere.map(\.text) == ["附件2 第1类 第9项"])
    // That of the variant is no rule of the other notice.
    #expect(both.coverages[1].silent.isEmpty)
    let report = TraceReport(
      Array(zip(["上级", "示范楼栋"], both.coverages)), notHeld: [("别级", 3)], title: "上级", language: .zh)
    let text = TextRenderer().render(report.report)
    #expect(text.contains("上级的通知") && text.contains("示范楼栋的通知") && text.contains("另有 3 处出处是别级的"))
    #expect(report.csv.contains("通知,问题") && report.csv.contains("上级,uncited,,二（二）"))
    #expect(report.json.contains("\"standards\": \"示范楼栋\"") && report.json.contains("\"notHeld\""))
  }

  /// Without a notice of its own a variant goes by that of the standard it inherits from.
  @Test func variantsWithoutNoticesInheritThem() throws {
    let variant = Self.district.replacingOccurrences(of: "上级〔2026〕1号", with: "某区〔2026〕7号所述复核")
    let building = Sample.building.replacingOccurrences(of: "标准 示范楼栋", with: "标准 示范楼栋\n  依据 “某区〔2026〕7号”")
    let files = MemoryFiles(contents: ["a.rules": building, "b.rules": variant])
    let loaded = try Workbench(files: files).load("b.rules")
    #expect(loaded.noticeOwners.owners == ["示范楼栋"])
    #expect(["上级", "示范楼栋"].map(loaded.noticeOwners.owner) == [0, 0])
    let coverage = Workbench.trace(loaded, against: Notice(try Sample.notice()))
    #expect(coverage.silent.isEmpty && coverage.nowhere.map(\.text) == ["附件2 第1类 第9项"])
  }

  /// A notice to which no citation leads is never all right.
  @Test func foreignNoticesAreToldAsSuch() throws {
    for rules in [Sample.building, "标准 例\n事实 名 文本\n对象 名\n类别 一 分值 100%\n  指标 1 “一”\n    条件 名 已填\n"] {
      let coverage = try Self.trace(rules, "一、目的\n好管。\n二、办法\n另定。\n")
      #expect(coverage.isForeign)
      let text = TextRenderer().render(TraceReport(coverage, title: "例", language: .zh).report)
      #expect(!coverage.isComplete && text.contains("没有一处出处对得上"), "\(text)")
    }
  }

  /// A clause with all below it.
  @Test func wholeClauses() {
    let notice = Notice("第一条　不得参评：\n（一）有火情；\n（二）有投诉。\n第二条　其他。\n")
    #expect(notice.places(in: "第一条各项；第二条").map(\.addresses.count) == [3, 1])
    #expect(notice.wording(of: "第一条各项") == "不得参评：有火情；有投诉。")
    #expect(notice.wording(of: "第一条第（二）项") == "有投诉。" && notice.wording(of: "第1条（2）") == "有投诉。")
    #expect(notice.wording(of: "第一条第二项") == "有投诉。" && notice.wording(of: "第三条") == nil)
  }

  /// What is no notice is told by what it is.
  @Test(
    arguments: [
      ("a.txt", Array(" \n".utf8), NoticeForm.empty), ("a.docx", Array("PK\u{3}\u{4}…word/document.xml".utf8), .word),
      ("a.xlsx", Array("PK\u{3}\u{4}…xl/workbook.xml".utf8), .spreadsheet),
      ("a.zip", Array("PK\u{3}\u{4}…".utf8), .archive),
      ("a.odt", Array("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.text".utf8), .openDocument),
      ("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], .oldOffice), ("a.pdf", Array("%PDF-1.7\n".utf8), .pdf),
      ("a.rtf", Array("{\\rtf1 }".utf8), .richText), ("a.html", Array("<!DOCTYPE html><p>一、目的".utf8), .web),
      ("a.png", [0x89, 0x50, 0x4E, 0x47], .picture), ("a.txt", [0xFF, 0xFE, 0x00, 0x4E], .wideText),
      ("a.rules", Array("标准 例\n".utf8), .rules), ("README.md", Array("# Tool\n1. Install\n2. Run\n".utf8), .readme),
      ("b.md", Array("# Tool\nInstall it.\n".utf8), .unrecognised),
    ] as [(String, [UInt8], NoticeForm)])
  func otherFilesAreNoNotices(_ path: String, _ bytes: [UInt8], _ form: NoticeForm) {
    let files = BytesOnly(bytes: bytes)
    #expect(throws: FileProblem.noNotice(path, form)) { try Workbench(files: files).notice([path]) }
    for language in Language.allCases {
      let wording = FileProblem.noNotice(path, form).wording(language)
      #expect(wording.sentence.contains(path) && wording.remedy?.isEmpty == false)
    }
  }

  private struct BytesOnly: FileAccess {
    let bytes: [UInt8]
    func read(_ path: String) throws(FileProblem) -> [UInt8] { bytes }
    func list(_ path: String) throws(FileProblem) -> [FolderEntry]? { nil }
    func exists(_ path: String) -> Bool { true }
    func absolute(_ path: String) -> String { path }
    func resolved(_ path: String) -> String? { path }
    func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {}
    func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) {}
  }
}
