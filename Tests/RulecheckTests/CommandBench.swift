import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// A folder with a small standard, its sheets and a notice, and every command of the program to be run on them.
final class CommandBench {
  let folder: URL

  static let rules = """
    标准 试点 / trial “试点标准”
      总分 100 分
    事实 小区 / name 文本 “小区的名字”
    事实 率 / rate 百分比 “收费率”
    事实 层数 整数 层
    事实 样式 选项（新，旧）
    事实 处罚 / penalty 记录（日期 日期，事由 文本）
    对象 小区
    参数 门槛 80% 待定 “以后再定”
    原则 1 “有数”
      出处 通知第一条
      条件 率 不低于 10%
    类别 服务 / service “服务态度” 分值 100%
      指标 1 “收费” 分值 60%
        条件 率 不低于 门槛
      指标 2 “样式” 分值 40%
        条件 样式 = 新
    等级 优 “优等” 当 总分 不低于 60 分
    等级 平 “平常”
    排序 总分 由高到低
    推荐 前 1 个
    示例 “满分”
      给定 率 = 90%，样式 = 新
      期望 总分 100 分
    """

  static let sheets = "小区,率,层数,样式\r\n东苑,90%,6,新\r\n西苑,50%,,旧\r\n南苑,85%,11,旧\r\n"
  static let notice = "试点通知\n第一条 小区应当报数。\n"

  init(rules: String = rules, sheets: String = sheets) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try put(rules, "a.rules")
    try put(sheets, "a.csv")
    try put(Self.notice, "notice.txt")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
  func put(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

  /// Something to run: words, and what is typed.
  struct Invocation: CustomStringConvertible {
    let command: Command
    let words: [String]
    var input = ""

    var description: String { words.joined(separator: " ") }
  }

  /// Every command in every format.
  func invocations(community: String = "西苑") -> [Invocation] {
    let (rules, sheets) = (path("a.rules"), path("a.csv"))
    let behind: [String: [String]] = [
      "evaluate": [rules, sheets], "check": [rules], "test": [rules], "template": [rules], "form": [rules],
      "dossier": [rules, sheets], "show": [rules], "plan": [rules], "sql": [rules, "--dialect", "duckdb"],
      "report": [rules, sheets],
      "explain": [rules, sheets, "--community", community],
      "path": [rules, sheets, "--community", community],
      "chain": [rules, "--sheets", sheets], "compare": [rules, rules, sheets],
      "whatif": [rules, sheets, "--amend", "修改 参数 门槛 95%"], "repl": [rules, sheets], "fmt": ["--check", rules],
      "trace": [rules, "--source", path("notice.txt")], "sensitivity": [rules, sheets, "--draws", "20"],
      "sweep": [rules, sheets, "--over", "门槛", "--from", "80%", "--to", "90%", "--step", "5%"], "help": [],
      "equivalent": [rules, rules], "completion": ["bash"], "version": [],
    ]
    return Command.all.flatMap { command -> [Invocation] in
      guard let words = behind[command.name] else {
        Issue.record("no words for \(command.name)")
        return []
      }
      let name = command == .version ? "--version" : command.name
      let input = command == .repl ? ":排名\n:小区 \(community)\n:事实\n修改 参数 门槛 90%\n:清单\n" : ""
      guard command.hasFormats else {
        return [Invocation(command: command, words: [name] + words, input: input)]
      }
      return command.formats.map {
        Invocation(command: command, words: [name] + words + ["--format", $0.name], input: input)
      }
    }
  }
}

extension Command {
  /// Whether the form of what it writes can be asked for.
  var hasFormats: Bool { options.contains { $0.name == "--format" } }
}
