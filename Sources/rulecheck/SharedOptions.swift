import Diagnostics
import Workbench

/// The options that several commands understand.
enum SharedOptions {
  // MARK: Every command

  static let output = Option(
    Bilingual("--输出", "--output"), Bilingual("文件", "FILE"),
    Bilingual("写入文件（要么整份写好，要么不动）；结尾决定格式", "write to a file, as a whole or not at all; its ending decides the form"))
  /// As most programs call ``output``.
  static let shortOutput = "-o"
  /// A double optional: that the rules and the surroundings decide is one of the values.
  static let language = Option<Language?>(
    Bilingual("--语言", "--lang"), Bilingual("语言", "language"), of: Language.allCases + [nil]
  ) { $0?.words ?? auto }
  static let color = Option(
    Bilingual("--颜色", "--color"), Bilingual("颜色", "colour"), of: Console.Color.allCases
  ) { color in
    switch color {
    case .auto: auto
    case .always: Bilingual("总是", color.rawValue)
    case .never: Bilingual("从不", color.rawValue)
    }
  }
  private static let auto = Bilingual("自动", "auto")
  static let help = Switch(Bilingual("--帮助", "--help"), Bilingual("说明", "this text"))
  static let version = Switch(Bilingual("--版本", "--version"), Bilingual("版本", "the version"))

  // MARK: Some commands

  static let settings: [any OptionRow] = [set, asOf]
  static let set = Option(
    Bilingual("--设定", "--set"), Bilingual("参数=值", "PARAMETER=VALUE"),
    Bilingual("临时改一个参数，可写多次", "change a parameter for this run; may be repeated"),
    allowed: ["参数=值"]
  ) { text in
    text.firstIndex { $0 == "=" || $0 == "＝" }.map {
      Workbench.Setting(name: text[..<$0].trimmed, value: text[text.index(after: $0)...].trimmed)
    }
  }
  static let asOf = Option(
    Bilingual("--基准日", "--as-of"), Bilingual("日期", "DATE"), Bilingual("换一个基准日", "use another reference date")
  ) { Workbench.Setting(name: nil, value: $0) }
  static let community = Option(
    Bilingual("--小区", "--community"), Bilingual("名称", "NAME"), Bilingual("哪个小区", "which community"))
  static let sheets = Option(
    Bilingual("--事实表", "--sheets"), Bilingual("事实表…", "SHEETS…"),
    Bilingual("事实表，后面都是", "fact sheets, as all that follows"), takesRest: true
  )
  /// The form of a report, which every command has that does not say otherwise.
  static let format = format([.text, .csv, .xlsx, .json, .markdown])

  static func format(_ formats: [Format]) -> Option<Format> {
    Option(Bilingual("--格式", "--format"), Bilingual("输出格式", "form of the output"), of: formats, word: \.words)
  }

  /// The forms of a report of which there is a picture, and the file in which it is drawn as well.
  static let pictures: [any OptionRow] = [plot, format([.text, .csv, .xlsx, .json, .markdown, .svg, .plot])]
  static let plot = Option(
    Bilingual("--画图", "--plot"), Bilingual("图.svg", "FILE.svg"),
    Bilingual("另画一张图；只看图用 --format plot", "draw it as well; --format plot shows it in the terminal"), written: .svg)
}

extension Language {
  /// How it is called behind an option.
  var words: Bilingual {
    switch self {
    case .zh: Bilingual("中文", rawValue)
    case .en: Bilingual("英文", rawValue)
    }
  }
}
