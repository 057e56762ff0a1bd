/// An option of the command line, as it is written.
enum Option: String, CaseIterable {
  case format = "--format"
  case output = "--output"
  case set = "--set"
  case asOf = "--as-of"
  case level = "--level"
  case community = "--community"
  case item = "--item"
  case to = "--to"
  case sheets = "--sheets"
  case amend = "--amend"
  case amendFile = "--amend-file"
  case resume = "--resume"
  case check = "--check"
  case keywords = "--keywords"
  case noOpen = "--no-open"
  case origin = "--origin"
  case source = "--source"
  case update = "--update"
  case noWording = "--no-wording"
  case draws = "--draws"
  case spread = "--spread"
  case seed = "--seed"
  case over = "--over"
  case from = "--from"
  case step = "--step"
  case plot = "--plot"
  case lang = "--lang"
  case color = "--color"
  case help = "--help"
  case version = "--version"

  /// Those that every command understands.
  static let everywhere: [Option] = [.output, .lang, .color, .help, .version]

  /// The value that stands behind it; nil for a switch.
  func value(for command: Command) -> Bilingual? {
    switch self {
    case .to where command == .sweep: Bilingual("值", "VALUE")
    case .format: "text|csv|json|markdown"
    case .output: Bilingual("文件", "FILE")
    case .set: Bilingual("参数=值", "PARAMETER=VALUE")
    case .asOf: Bilingual("日期", "DATE")
    case .level: "gates|categories|items"
    case .community: Bilingual("名称", "NAME")
    case .item: Bilingual("编号", "NUMBER")
    case .to: Bilingual("目标", "GOAL")
    case .sheets: Bilingual("事实表…", "SHEETS…")
    case .amend: Bilingual("改动", "CLAUSE")
    case .amendFile: Bilingual("文件", "FILE")
    case .keywords: "zh|en"
    case .source: Bilingual("通知.txt", "NOTICE.txt")
    case .draws: Bilingual("次数", "COUNT")
    case .spread: Bilingual("百分比", "PERCENTAGE")
    case .seed: Bilingual("数", "NUMBER")
    case .over: Bilingual("参数", "PARAMETER")
    case .from: Bilingual("值", "VALUE")
    case .step: Bilingual("步长", "STEP")
    case .plot: Bilingual("图.svg", "FILE.svg")
    case .lang: "zh|en|auto"
    case .color: "auto|always|never"
    case .resume, .check, .noOpen, .origin, .update, .noWording, .help, .version: nil
    }
  }

  func summary(for command: Command) -> Bilingual {
    switch self {
    case .to where command == .sweep: Bilingual("最后一个值", "its last value")
    case .format: Bilingual("输出格式", "form of the output")
    case .output where command == .repl: Bilingual("把每句答复记进文件", "keep every reply in a file")
    case .output:
      Bilingual("写入文件（要么整份写好，要么不动）；结尾决定格式", "write to a file, as a whole or not at all; its ending decides the form")
    case .set: Bilingual("临时改一个参数，可写多次", "change a parameter for this run; may be repeated")
    case .asOf: Bilingual("换一个基准日", "use another reference date")
    case .level: Bilingual("主表详略：逐条原则、按类别、逐条指标", "detail of the main table")
    case .community: Bilingual("哪个小区", "which community")
    case .item: Bilingual("哪一条：3.4、物业服务.4 或 原则1；不写就是全部", "which item: 3.4, CATEGORY.4 or gate1; all unless given")
    case .to: Bilingual("目标：selected（默认）、名次如 3、等级名", "selected (default), a rank such as 3, or a grade")
    case .sheets: Bilingual("事实表，后面都是", "fact sheets, as all that follows")
    case .amend: Bilingual("要试的改动，规则语言，可写多次", "what to try, in the rules language; may be repeated")
    case .amendFile: Bilingual("要试的改动在这个文件里，可写多次", "a file of what to try; may be repeated")
    case .resume: Bilingual("接着上次没做完的", "go on with the last session")
    case .check: Bilingual("只说哪些文件会变", "only name the files that would change")
    case .keywords: Bilingual("连关键字一起换成这种语言", "spell keywords in this language")
    case .noOpen: Bilingual("不允许有待定事项", "refuse matters marked open")
    case .origin: Bilingual("标明每个值出自哪个文件哪一行", "show the file and line behind each value")
    case .source: Bilingual("通知原文", "the text of the notice")
    case .update: Bilingual("把指纹记进规则文件", "record fingerprints in the rules file")
    case .noWording: Bilingual("只记指纹，不记原文", "record them without the wording")
    case .draws: Bilingual("抽多少次，默认 10000", "draws of random weights, 10000 unless given")
    case .spread: Bilingual("权重上下变动的幅度，默认 20%", "how far they move either way, 20% unless given")
    case .seed: Bilingual("随机数的种子，默认 1；同一个种子结果相同", "seed of the draws, 1 unless given; equal seeds give equal results")
    case .over: Bilingual("要变动的参数；写两次看两个参数的组合", "the parameter to move; twice for all combinations of two")
    case .from: Bilingual("第一个值", "its first value")
    case .step: Bilingual("每步多少", "how far each step goes")
    case .plot: Bilingual("另画一张图", "draw it as well")
    case .lang: Bilingual("语言", "language")
    case .color: Bilingual("颜色", "colour")
    case .help: Bilingual("说明", "this text")
    case .version: Bilingual("版本", "the version")
    }
  }
}

/// A text in both languages; a literal is the same in both.
struct Bilingual: ExpressibleByStringLiteral {
  let zh: String
  let en: String

  init(_ zh: String, _ en: String) {
    self.zh = zh
    self.en = en
  }

  init(stringLiteral text: String) { self.init(text, text) }
}
