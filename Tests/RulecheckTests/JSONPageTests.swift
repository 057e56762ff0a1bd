import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// Sources/JSON.md says what programs get: every member that is written has its row with its type, and every row is
/// written by some command.
@Suite struct JSONPageTests {
  private struct Member {
    let type: String
    let isAlways: Bool
  }

  /// The shapes of the page, by name.
  private static func shapes() throws -> [String: [String: Member]] {
    var shapes: [String: [String: Member]] = [:]
    for part in try Package.text("Sources/JSON.md").components(separatedBy: "\n## ").dropFirst() {
      let lines = part.components(separatedBy: "\n")
      var members: [String: Member] = [:]
      for line in lines where line.hasPrefix("| ") {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
          .map { $0.trimmingCharacters(in: .whitespaces) }
        if cells[0] == "member" { continue }
        let isAlways = !cells[0].hasSuffix("?")
        members[isAlways ? cells[0] : String(cells[0].dropLast())] = Member(type: cells[1], isAlways: isAlways)
      }
      shapes[lines[0]] = members
    }
    return shapes
  }

  /// Holds values against types and remembers what it has seen.
  private struct Reader {
    let shapes: [String: [String: Member]]
    var seen: Set<String> = []
    var wrong: Set<String> = []

    func isOne(_ value: Any, of type: String) -> Bool {
      let isTruth = "\(Swift.type(of: value))".contains("Bool")
      switch type {
      case "null": return value is NSNull
      case "text": return value is String
      case "truth": return value is Bool && (isTruth || value is NSNumber)
      case "number": return value is NSNumber
      default: return value is [String: Any] && shapes[type] != nil
      }
    }

    mutating func read(_ value: Any, _ type: String, at path: String) {
      for list in ["list of ", "map of "] where type.hasPrefix(list) {
        let inner = String(type.dropFirst(list.count))
        if list == "list of ", let values = value as? [Any] {
          for value in values { read(value, inner, at: path + "[]") }
        } else if list == "map of ", let values = value as? [String: Any] {
          for value in values.values { read(value, inner, at: path + "{}") }
        } else {
          wrong.insert("\(path): \(value) is no \(type)")
        }
        return
      }
      guard let fitting = type.components(separatedBy: " or ").first(where: { isOne(value, of: $0) }) else {
        wrong.insert("\(path): \(value) is no \(type)")
        return
      }
      guard let shape = shapes[fitting], let object = value as? [String: Any] else { return }
      for (name, member) in shape where member.isAlways && object[name] == nil {
        wrong.insert("\(fitting).\(name) is missing at \(path)")
      }
      for (name, value) in object {
        guard let member = shape[name] else {
          wrong.insert("\(fitting).\(name) is not on the page, at \(path)")
          continue
        }
        seen.insert("\(fitting).\(name)")
        read(value, member.type, at: path + "." + name)
      }
    }
  }

  @Test func everyMemberIsOnThePage() throws {
    var reader = Reader(shapes: try Self.shapes())
    var outputs: [String] = []
    let bench = try CommandBench()
    for invocation in bench.invocations()
    where invocation.words.suffix(2) == ["--format", "json"] && invocation.command != .template {
      // A template is a fact sheet.
      outputs.append(try CommandTests.run(invocation.words, input: invocation.input).output)
    }
    try bench.put(Sample.stars, "stars.rules")
    try bench.put("小区,所在街道,分数,整洁\n柳岸,东街,90,是\n竹里,西街,,否\n", "stars.csv")
    let (stars, sheets) = (bench.path("stars.rules"), bench.path("stars.csv"))
    try bench.put(Self.odd, "odd.rules")
    try bench.put(Self.small, "small.rules")
    try bench.put("名,县,率,次\n甲,东,90%,3\n乙,东,,\n丙,西,10%,9\n", "odd.csv")
    let (odd, oddSheets) = (bench.path("odd.rules"), bench.path("odd.csv"))
    try bench.put(Sample.credit, "graded.rules")
    try bench.put(Sample.creditSheets, "graded.csv")
    let (graded, gradedSheets) = (bench.path("graded.rules"), bench.path("graded.csv"))
    let evidence = bench.folder.appendingPathComponent("材料/甲（东）/旧")
    try FileManager.default.createDirectory(at: evidence, withIntermediateDirectories: true)
    for name in ["1.jpg", "2.jpg"] { try bench.put("图", "材料/甲（东）/旧/" + name) }
    let houma = ["rules/houma.rules", "rules/sheets"]
    for words in [
      houma, ["explain"] + houma + ["--community", "松风里"], ["path"] + houma + ["--community", "石榴园"],
      ["path"] + houma + ["--community", "春晖里"], ["path"] + houma + ["--community", "桐花苑"],
      [stars, sheets], ["explain", stars, sheets, "--community", "竹里"],
      ["path", stars, sheets, "--community", "竹里", "--to", "A"],
      ["dossier", odd, oddSheets, "--files", bench.path("材料")], ["dossier"] + houma,
      [odd, oddSheets], ["explain", odd, oddSheets, "--community", "甲，东"],
      ["whatif", odd, oddSheets, "--amend", "修改 参数 线 20 分"],
      ["compare", odd, stars], ["test", bench.path("small.rules"), "--coverage", "--mutate", "--suggest"],
      ["check", odd, "--deep"],
      ["equivalent", odd, stars], ["path", odd, oddSheets, "--community", "乙，东"],
      ["chain", odd, "--sheets", oddSheets], ["equivalent", "rules/houma.rules", "rules/linfen.rules"],
      ["check", "rules/broken/unknown-name.rules"], ["check", "rules/broken/duplicate-name.rules"],
      ["chain", "rules/houma.rules", "rules/linfen.rules", "--sheets", "rules/sheets", "rules/linfen-sheets"],
      ["sensitivity"] + houma + ["--draws", "5"],
      ["sweep", graded, gradedSheets, "--over", "线", "--from", "0", "--to", "90", "--step", "30"],
      ["path", graded, gradedSheets, "--community", "南山", "--to", "85分"],
      ["compare", graded, odd, "--sheets", gradedSheets], ["explain", graded, gradedSheets, "--community", "南山"],
      ["sensitivity", graded, gradedSheets, "--draws", "50"],
      ["sweep"] + houma + ["--over", "名额", "--from", "0", "--to", "2", "--step", "1"],
    ] {
      let run = try CommandTests.run(words + ["--format", "json"])
      #expect(!run.output.isEmpty, "\(words): \(run.errors)")
      outputs.append(run.output)
    }
    for output in outputs where !output.isEmpty {
      let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
      let format = try #require((value as? [String: Any])?["format"] as? String)
      #expect(reader.shapes[format] != nil, "\(format)")
      reader.read(value, format, at: format)
    }
    #expect(reader.wrong.isEmpty, "\(reader.wrong.sorted().joined(separator: "\n"))")
    let rows = Set(reader.shapes.flatMap { shape, members in members.keys.map { "\(shape).\($0)" } })
    #expect(rows.subtracting(reader.seen).sorted() == Self.rare, "never written")
  }

  /// What none of these commands comes to; other tests have it.
  private static let rare = [
    "accepted.chinese", "accepted.code", "accepted.english", "accepted.reason", "citations.citations",
    "citations.standard", "diagnostic.relatedFile", "diagnostic.relatedLine", "failure.error", "flip.subject",
    "goal.rank", "missing.parameter", "notice.complete", "notice.findings", "notice.parts", "notice.standards",
    "point.problem", "rulecheck.equivalence/1.facts", "rulecheck.equivalence/1.undecided", "rulecheck.trace/1.notHeld",
    "rulecheck.trace/1.notices", "stability.subject",
  ]

  private static let small = """
    标准 小
    事实 名 文本
    事实 率 百分比
    事实 次 整数 次 范围 0 次 至 9 次
    对象 名
    群体 众 全部
    提醒 1 “次”
      条件 次 不超过 9 次
    原则 1 “率”
      条件 率 不低于 50%
    原则 2 “居前”
      条件 率 位于 众 前 1 个
    类别 甲 分值 100%
      指标 1 “甲”
        得分 率
    示例 “一”
      给定 率 = 90%
      期望 原则 1 满足
    示例 “错的”
      给定 率 = 90%
      期望 原则 1 不满足

    """

  /// A standard with what few have.
  private static let odd = """
    标准 奇
      总分 100 分
      基准日 2025年6月1日
    事实 名 文本
    事实 县 文本
    事实 率 百分比 范围 0% 至 100%
    事实 次 整数 次 范围 0 次 至 9 次 工作量 2
    事实 旧 是否 缺省 否 佐证 “旧”
      认可 M301 “还用不上”
    对象 名，县
    参数 线 10 分
      范围 0 分 至 100 分
      施行 至 2025年12月31日
    参数 线 20 分
      范围 0 分 至 100 分
      施行 自 2026年1月1日
    群体 众 按 县
    原则 1 “少”
      条件 次 少于 9 次
      不计分
    提醒 1 “多”
      条件 率 位于 众 前 50%
    类别 甲 分值 60% 满分 100 分
      指标 2 “次” 分值 60 分
        得分 100%
        扣减 10 分 按 次 每 1 次 最多 20 分
        舍入 至 15 分
      分组 子 分值 40 分
        指标 1 “率” 分值 40 分
          得分 100% 当 率 不低于 50%
          否则 0%
    类别 乙 分值 40%
      指标 1 “率”
        得分 100% 当 率 不低于 80%
        否则 10%
    等级 优 前 1 个 每 县 前 1 个 当 总分 不低于 线
    等级 良
    认定 天数 整数 天
      为 3 天
    排序 总分 由高到低
    推荐 前 1 个 每 县 前 1 个
    示例 “一”
      给定 率 = 90%，次 = 0 次
      期望 总分 99 分

    """
}
