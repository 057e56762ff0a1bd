/// A command: how it is written, what it does, and which options and forms of output it has.
enum Command: String, CaseIterable {
  case evaluate, check, test, template, explain, show, chain, compare, whatif, repl, fmt, trace, path, sensitivity
  case sweep, help, version

  var usage: Bilingual {
    switch self {
    case .evaluate: Bilingual("规则 事实表…", "RULES SHEETS…")
    case .check: Bilingual("check 规则", "check RULES")
    case .test: Bilingual("test 规则", "test RULES")
    case .template: Bilingual("template 规则", "template RULES")
    case .explain:
      Bilingual("explain 规则 事实表… --community 名称 [--item 3.4]", "explain RULES SHEETS… --community NAME [--item 3.4]")
    case .show: Bilingual("show 规则 [--origin]", "show RULES [--origin]")
    case .chain: Bilingual("chain 规则… --sheets 事实表…", "chain RULES… --sheets SHEETS…")
    case .compare: Bilingual("compare 规则甲 规则乙 [事实表…]", "compare A B [SHEETS…]")
    case .whatif: Bilingual("whatif 规则 事实表… --amend 改动", "whatif RULES SHEETS… --amend CLAUSE")
    case .repl: Bilingual("repl 规则 [事实表…]", "repl RULES [SHEETS…]")
    case .fmt: Bilingual("fmt [--check] 规则…", "fmt [--check] RULES…")
    case .trace: Bilingual("trace 规则 --source 通知.txt", "trace RULES --source NOTICE.txt")
    case .path: Bilingual("path 规则 事实表… --community 名称 [--to 目标]", "path RULES SHEETS… --community NAME [--to GOAL]")
    case .sensitivity: Bilingual("sensitivity 规则 事实表…", "sensitivity RULES SHEETS…")
    case .sweep:
      Bilingual(
        "sweep 规则 事实表… --over 参数 --from 值 --to 值 --step 步长",
        "sweep RULES SHEETS… --over PARAMETER --from VALUE --to VALUE --step STEP")
    case .help: Bilingual("help [命令]", "help [COMMAND]")
    case .version: "--version"
    }
  }

  var summary: Bilingual {
    switch self {
    case .evaluate: Bilingual("评分、排名（同 evaluate）", "score and rank (the same as evaluate)")
    case .check: Bilingual("检查规则文件，逐条指出错误", "check a rules file and report every mistake")
    case .test: Bilingual("运行规则文件里的示例", "run the examples in a rules file")
    case .template:
      Bilingual("生成空白事实表；csv 的记录另写附表", "write a blank fact sheet; csv has companion tables for records")
    case .explain: Bilingual("说明一个小区为什么得这个分", "tell why a community got its points")
    case .show: Bilingual("继承之后的整份标准，各处出自哪里", "the standard after inheritance, and what set each value")
    case .chain: Bilingual("逐级评选：下一级推荐谁，上一级评谁", "level by level: whom one recommends, the next one judges")
    case .compare: Bilingual("两份标准的差别，和每个变化的起因", "how two standards differ, and what caused each change")
    case .whatif: Bilingual("试一处改动的影响", "the effect of an amendment")
    case .repl: Bilingual("边改边看", "try amendments in a conversation")
    case .fmt: Bilingual("统一排版", "one canonical layout")
    case .trace: Bilingual("规则的出处和通知原文对上了没有", "hold the citations against the notice")
    case .path: Bilingual("最少改哪几项事实能达到目标", "the fewest changes of facts that reach a goal")
    case .sensitivity: Bilingual("每个权重能动多少，随机变动时名次稳不稳", "how far each weight may move, how stable ranks are")
    case .sweep:
      Bilingual("参数逐步变动，选出谁，从哪个确切的值起变化", "who is selected as a parameter moves, and from which exact value on")
    case .help: Bilingual("这份说明，或一个命令的说明", "this text, or that of a command")
    case .version: Bilingual("版本", "the version")
    }
  }

  /// What it understands beside ``Option/everywhere``.
  var options: [Option] {
    switch self {
    case .evaluate: [.format, .level] + Self.settings
    case .check: [.format, .noOpen] + Self.settings
    case .test, .template: [.format] + Self.settings
    case .explain: [.community, .item, .format] + Self.settings
    case .show: [.origin] + Self.settings
    case .chain: [.sheets, .format]
    case .compare: [.format, .sheets] + Self.settings
    case .whatif: [.amend, .amendFile, .format, .sheets] + Self.settings
    case .repl: [.resume, .sheets]
    case .fmt: [.check, .keywords]
    case .trace: [.source, .update, .noWording, .format] + Self.settings
    case .path: [.community, .to, .format] + Self.settings
    case .sensitivity: [.draws, .spread, .seed, .format] + Self.settings
    case .sweep: [.over, .from, .to, .step, .plot, .format] + Self.settings
    case .help, .version: []
    }
  }

  /// How the names of files end in which it writes a format.
  func endings(of format: Format) -> [String] {
    // The text that show writes is a rules file.
    self == .show && format == .text ? format.endings + ["rules"] : format.endings
  }

  private static let settings: [Option] = [.set, .asOf]

  /// The forms in which it writes what it finds, the first unless another is asked for.
  var formats: [Format] {
    switch self {
    case .check: [.text, .json]
    case .test, .template: [.text, .csv, .json]
    case .sweep: [.text, .csv, .json, .markdown, .svg]
    default: options.contains(.format) ? [.text, .csv, .json, .markdown] : [.text]
    }
  }
}

enum Format: String {
  case text, csv, json, markdown, svg

  /// How the names of files end that hold it.
  var endings: [String] {
    switch self {
    case .text: ["txt"]
    case .csv: ["csv"]
    case .json: ["json"]
    case .markdown: ["md", "markdown"]
    case .svg: ["svg"]
    }
  }

  /// How a name ends, behind its last dot and in small letters; nil where it has none.
  static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }
}
