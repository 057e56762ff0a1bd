import Diagnostics
import Workbench

/// The options that several commands understand.
enum SharedOptions {
  // MARK: Every command

  static let output = Option(
    "--output", Bilingual("文件", "FILE"),
    Bilingual("写入文件（要么整份写好，要么不动）；结尾决定格式", "write to a file, as a whole or not at all; its ending decides the form"))
  static let language = Option<Language?>(
    "--lang", "zh|en|auto", Bilingual("语言", "language"), allowed: Language.allCases.map(\.rawValue)
  ) { word in
    // A double optional: that nothing is said is one of the values.
    word == "auto" ? .some(nil) : Language(rawValue: word).map(Optional.some)
  }
  static let color = Option("--color", Bilingual("颜色", "colour"), of: Console.Color.allCases, word: \.rawValue)
  static let help = Switch("--help", Bilingual("说明", "this text"))
  static let version = Switch("--version", Bilingual("版本", "the version"))

  // MARK: Some commands

  static let settings: [any OptionRow] = [set, asOf]
  static let set = Option(
    "--set", Bilingual("参数=值", "PARAMETER=VALUE"),
    Bilingual("临时改一个参数，可写多次", "change a parameter for this run; may be repeated"),
    allowed: ["参数=值"]
  ) { text in
    text.firstIndex { $0 == "=" || $0 == "＝" }.map {
      Workbench.Setting(name: text[..<$0].trimmed, value: text[text.index(after: $0)...].trimmed)
    }
  }
  static let asOf = Option(
    "--as-of", Bilingual("日期", "DATE"), Bilingual("换一个基准日", "use another reference date")
  ) { Workbench.Setting(name: nil, value: $0) }
  static let community = Option("--community", Bilingual("名称", "NAME"), Bilingual("哪个小区", "which community"))
  static let sheets = Option(
    "--sheets", Bilingual("事实表…", "SHEETS…"), Bilingual("事实表，后面都是", "fact sheets, as all that follows"), takesRest: true
  )
  /// The form of a report, which every command has that does not say otherwise.
  static let format = format([.text, .csv, .json, .markdown])

  static func format(_ formats: [Format]) -> Option<Format> {
    Option("--format", Bilingual("输出格式", "form of the output"), of: formats, word: \.name)
  }
}
