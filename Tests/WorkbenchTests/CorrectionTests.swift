import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

@testable import Workbench

/// What people write instead, and what is proposed for it: every proposal is put into the file it was reported for.
@Suite struct CorrectionTests {
  /// A line of a file, as it was meant and as it was written.
  struct Slip: Sendable, CustomTestStringConvertible {
    let line: String
    let meant: String
    let written: String

    var testDescription: String { written }
  }

  static let rules = fixture.rules
  static let slips = fixture.slips

  private static var fixture: (rules: String, slips: [Slip]) {
    guard let text = try? Package.text("Tests/Fixtures/slips.txt") else { return ("", []) }
    let parts = text.components(separatedBy: "===\n")
    let slips = parts[1].split(separator: "\n").map { line in
      let parts = line.components(separatedBy: " ⇒ ")
      return Slip(line: parts[0], meant: parts[1], written: parts[2])
    }
    return (parts[0], slips)
  }

  /// The line that is proposed makes every message go away, and says what was meant.
  @Test(arguments: slips) func aSlipIsCorrected(_ slip: Slip) throws {
    let (written, meant) = (
      Self.rules.replacing(slip.line, with: slip.written), Self.rules.replacing(slip.line, with: slip.meant)
    )
    #expect(written != meant || slip.written == slip.meant)
    let wanted = CanonicalText.of(SourceFile(name: "", text: meant))
    let loaded = load(text: written)
    let errors = loaded.diagnostics.filter(\.isError)
    #expect(errors.count == 1, "\(errors.map(\.problem.code))")
    let corrected = try #require(errors.first.flatMap(Self.corrected), "\(errors.map(\.problem.code))")
    #expect(load(text: corrected).diagnostics.allSatisfy { !$0.isError })
    #expect(CanonicalText.of(SourceFile(name: "", text: corrected)) == wanted, "\(corrected)")
  }

  private static func corrected(_ diagnostic: Diagnostic) -> String? {
    guard let replacement = diagnostic.replacement, case .source(let file, let range) = diagnostic.place else {
      return nil
    }
    return file.replacing(diagnostic.replaced ?? range, with: replacement).text
  }

  /// What would lose a number or turn a sentence round is not proposed, nor what nobody can know.
  @Test(arguments: [
    ("    扣减 2 分 按 次数 每 1 次", "    扣减 1-3 分"), ("    扣减 2 分 按 次数 每 1 次", "    扣1-3分"),
    ("    扣减 2 分 按 次数 每 1 次", "    每次扣2分"), ("  条件 收费率 不低于 85%", "  条件 无档案"), ("事实 绿化率 百分比", "事实 绿化率"),
    ("    得分 60 分 当 绿化率 不低于 35%", "    不得分 当 绿化率 不低于 35%"),
  ]) func nothingIsProposed(_ line: String, _ written: String) throws {
    let errors = load(text: Self.rules.replacing(line, with: written)).diagnostics.filter(\.isError)
    #expect(!errors.isEmpty)
    for error in errors { #expect(error.replacement == nil, "\(error.replacement ?? "")") }
  }

  /// What a proposal must keep: values, units, negations, the way a comparison goes; and there is no telling between equals.
  @Test(arguments: [
    ("  条件 收费率 不低于 85%", "  条件 交费率 不低于 85%"), ("  条件 收费率 不低于 85%", "  条件 收费率 不次于 85%"),
    ("  条件 收费率 不低于 85%", "  条件 不少于 85% 收费率 绿化率"), ("    扣减 2 分 按 次数 每 1 次", "    扣减 次数 × 2 分"),
  ]) func nothingIsGuessed(_ line: String, _ written: String) throws {
    let rules = Self.rules.replacing("事实 收费率 百分比", with: "事实 收费率 百分比\n事实 缴费率 百分比")
    let errors = load(text: rules.replacing(line, with: written)).diagnostics.filter(\.isError)
    #expect(!errors.isEmpty)
    for error in errors { #expect(error.replacement == nil, "\(error.replacement ?? "")") }
  }

  /// What a declaration lacks, or spells otherwise than all its uses, is mended there.
  @Test(arguments: [
    ("事实 绿化率 百分比", "事实 绿化律 百分比"), ("事实 次数 整数 次", "事实 次数 整数"), ("参数 门槛 85%", "参数 门槛 0.85"), ("参数 门槛 85%", "参数 门槛 85"),
  ]) func declarationsAreMended(_ meant: String, _ written: String) throws {
    let rules = Self.rules.replacing("收费率 不低于 85%", with: "收费率 不低于 门槛 且 次数 不超过 5 次")
    let errors = load(text: rules.replacing(meant, with: written)).diagnostics.filter(\.isError)
    let corrected = try #require(errors.first.flatMap(Self.corrected), "\(errors.map(\.problem.code))")
    #expect(errors.count == 1)
    #expect(
      CanonicalText.of(SourceFile(name: "", text: corrected)) == CanonicalText.of(SourceFile(name: "", text: rules)))
  }

  /// A line of the file that a variant inherits from is not this file's to correct, whatever else is wrong here.
  @Test func linesOfOtherFilesAreNotCorrected() throws {
    let parent = """
      标准 市
        总分 10 分
      参数 门槛 2 次
      参数 门坎 3 次
      事实 小区 文本
      事实 次数 整数 次
      事实 等次 选项（优秀，良）
      对象 小区
      原则 1 “够次数”
        条件 次数 不少于 门槛 且 次数 不少于 门坎
      原则 2 “等次”
        条件 等次 = 优秀
      类别 甲
        指标 1 “乙”
          条件 次数 不少于 1 次
      """
    let variant = "标准 区 继承 市 于 “市.rules”\n修改 事实 等次 选项（优，良）\n要件 1 “多”\n  条件 次数 大于等于 5 次\n"
    let loaded = try load("区.rules", from: ["市.rules": parent, "区.rules": variant])
    let errors = loaded.diagnostics.filter(\.isError)
    #expect(errors.compactMap(\.replacement) == ["  条件 次数 不低于 5 次"])
    let (elsewhere, own) = (errors.filter { Self.file($0) == "市.rules" }, errors.filter { Self.file($0) == "区.rules" })
    #expect(elsewhere.count == 1 && own.count == 1)
    // What is taken out though the other file uses it is told where it is taken out.
    let removing = try load(
      "区.rules", from: ["市.rules": parent, "区.rules": "标准 区 继承 市 于 “市.rules”\n删除 参数 门槛\n"])
    let told = removing.diagnostics.filter(\.isError)
    #expect(told.map(\.problem.code) == ["M139"])
    #expect(told.map(Self.file) == ["区.rules"] && told.allSatisfy { $0.replacement == nil && $0.related != nil })
  }

  private static func file(_ diagnostic: Diagnostic) -> String? {
    guard case .source(let file, _) = diagnostic.place else { return nil }
    return file.name
  }

  /// English files have phrases of their own.
  @Test(arguments: [
    ("condition total_days at_least 5 days", "condition total_days no less than 5 days"),
    ("condition total_days at_least 5 days", "requires total_days >= 5 days"),
    ("condition total_days at_least 5 days", "condition total_days is at least 5 days"),
    ("score 60% when kind = fair", "score 60% if kind is fair"),
    ("score 60% when kind = fair", "points 60% when kind == fair"),
    ("else 0%", "otherwise 0%"), ("fact total_days integer days", "fact total_days int days"),
    ("fact kind choice(good, fair)", "fact kind: choice(good, fair)"),
    ("fact kind choice(good, fair)", "fact kind enum[good, fair]"),
  ]) func englishSlipsAreCorrected(_ meant: String, _ written: String) throws {
    let rules = """
      standard sample
        total 10 points
      fact name text
      fact total_days integer days
      fact kind choice(good, fair)
      subject name
      gate 1 "Long enough"
        condition total_days at_least 5 days
      category work
        item 1 "Kind"
          score 100% when kind = good
          score 60% when kind = fair
          else 0%
      """
    let errors = load(text: rules.replacing(meant, with: written)).diagnostics.filter(\.isError)
    let corrected = errors.isEmpty ? rules : try #require(errors.first.flatMap(Self.corrected), "\(written)")
    let canonical = CanonicalText.of(SourceFile(name: "", text: corrected)).replacing("s >=", with: "k at_least")
    #expect(canonical == CanonicalText.of(SourceFile(name: "", text: rules.replacing(written, with: meant))))
  }

  /// What people type to change something, and the amendment that is proposed for it.
  static let amendments: [(typed: String, meant: String)] = [
    ("名额=5", "修改 参数 名额 5 个"), ("名额＝5个", "修改 参数 名额 5 个"), ("名额：5", "修改 参数 名额 5 个"), ("名额 5 个", "修改 参数 名额 5 个"),
    ("修改 名额 5 个", "修改 参数 名额 5 个"), ("修改 名额 5", "修改 参数 名额 5 个"), ("修改参数 名额 5 个", "修改 参数 名额 5 个"),
    ("修改参数名额 5 个", "修改 参数 名额 5 个"), ("修改 参数 名额 5", "修改 参数 名额 5 个"), ("把名额改成5", "修改 参数 名额 5 个"),
    ("把名额改为5个", "修改 参数 名额 5 个"), ("将收费率门槛调到90%", "修改 参数 收费率门槛 90%"), ("收费率门槛=90%", "修改 参数 收费率门槛 90%"),
    ("收费率门槛调整为 90%", "修改 参数 收费率门槛 90%"), ("设定 名额 为 5", "修改 参数 名额 5 个"), ("set 名额 to 5", "修改 参数 名额 5 个"),
    ("删除 物业服务.11", "删除 指标 物业服务.11"), ("去掉 指标 物业服务.11", "删除 指标 物业服务.11"), ("去掉原则 2", "删除 原则 2"), ("删除原则2", "删除 原则 2"),
    ("修改 参数 名鹅 5 个", "修改 参数 名额 5 个"), ("删除 指标 物业服物.11", "删除 指标 物业服务.11"), ("修该 参数 名额 5 个", "修改 参数 名额 5 个"),
    ("修改 参数 名额：5 个", "修改 参数 名额 5 个"),
    ("修改 参数 名额 为 5 个", "修改 参数 名额 5 个"), ("修改 类别 党建引领 25%", "修改 类别 党建引领 分值 25%"),
  ]

  @Test(arguments: amendments) func aTypedChangeIsCorrected(_ typed: String, _ meant: String) throws {
    let loaded = try Package.load("rules/houma.rules")
    let amended = Workbench.amended(loaded, by: [(name: "改动", text: typed)], tolerating: [.examples, .weights])
    let error = try #require(amended.diagnostics.first { $0.isError }, "\(typed)")
    #expect(error.replacement == meant, "\(error.problem.code): \(error.problem.wording(.zh).sentence)")
    // Nothing else is guessed at.
    let remedy = error.problem.wording(.zh).remedy ?? ""
    #expect(
      !remedy.contains("是不是想写") || meant.contains(remedy.split(separator: "“").last?.split(separator: "”").first ?? "?")
    )
  }

  // MARK: A shipped file

  /// What stands in a line, as proposals write it, and as people write it.
  private static let kinds: [(found: String, meant: String, written: String)] = [
    (" 不少于 ", " 不低于 ", " 大于等于 "), (" 不少于 ", " 不低于 ", " 至少 "), (" 不低于 ", " 不低于 ", " 大于或等于 "),
    (" 不超过 ", " 不超过 ", " 小于等于 "), (" 不超过 ", " 不超过 ", " 不得超过 "), (" 且 ", " 且 ", " 和 "), (" 且 ", " 且 ", " 并且 "),
    (" 且 ", " 且 ", "，"), (" 或 ", " 或 ", " 或者 "), ("条件 非 ", "条件 非 ", "条件 不 "), ("条件 ", "条件 ", "条件："),
    ("事实 ", "事实 ", ""), ("事实 ", "事实 ", "事实："), (" 百分比", " 百分比", " 百分数"), (" 是否", " 是否", " 布尔"),
    ("由高到低", "由高到低", "从高到低"), ("分值 ", "分值 ", "分值："), ("指标 ", "指标 ", "指标"), ("条件 ", "条件 ", "条伴 "),
    ("否则 ", "否则 ", "其他 "), ("出处 ", "出处 ", "出处："), (" “", " “", "：“"),
  ]

  /// Lines of a shipped standard with one of the kinds of slips each. `RULECHECK_CASES=2000` tries all of them.
  @Test func slipsInAShippedFileAreCorrected() throws {
    let text = try Package.text("rules/houma.rules")
    let lines = text.components(separatedBy: "\n")
    var places: [(line: Int, meant: String, written: String)] = []
    for kind in Self.kinds {
      for (place, line) in lines.enumerated() where line.contains(kind.found) && !line.contains("#") {
        guard let range = line.range(of: kind.found), !line[..<range.lowerBound].contains("“") else { continue }
        let meant = line.replacingCharacters(in: range, with: kind.meant)
        places.append((place, meant, line.replacingCharacters(in: range, with: kind.written)))
      }
    }
    let step = max(1, places.count / Cases.count(24))
    var (tried, right, wrong) = (0, 0, [String]())
    for index in stride(from: 0, to: places.count, by: step) {
      let place = places[index]
      func file(_ line: String) -> String {
        (lines[..<place.line] + [line] + lines[(place.line + 1)...]).joined(separator: "\n")
      }
      let loaded = load(text: file(place.written))
      guard let error = loaded.diagnostics.first(where: \.isError) else { continue }
      tried += 1
      let wanted = CanonicalText.of(SourceFile(name: "", text: file(place.meant)))
      if let corrected = Self.corrected(error), CanonicalText.of(SourceFile(name: "", text: corrected)) == wanted {
        right += 1
      } else {
        wrong.append("\(place.written) → \(error.problem.code) \(error.replacement ?? "")")
      }
    }
    #expect(10 * right >= 9 * tried, "\(right) of \(tried)\n\(wrong.joined(separator: "\n"))")
  }

  @Test(arguments: [true, false]) func everyPatternOfAPhraseCanBeRead(_ isChinese: Bool) {
    let rows = Phrasing.rows(isChinese: isChinese)
    for row in rows.sure + rows.likely {
      #expect(throws: Never.self, "\(row.pattern)") { _ = try Phrase.pattern(of: row) }
    }
    #expect(rows.sure.count > 10 && rows.likely.count > 30)
  }
}
