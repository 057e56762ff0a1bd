import Diagnostics
import Spreadsheets

/// What can be wrong with the arguments.
enum UsageProblem: Problem, Error {
  case unknownOption(String, nearest: String?)
  case unknownCommand(String, nearest: String?)
  /// An option of other commands.
  case optionElsewhere(String, String, commands: [String])
  case missingValue(String)
  case badValue(option: String, value: String, allowed: [String])
  case missingArgument(Bilingual, Command)
  case surplusArgument(String)
  /// A parameter with a value where an amendment belongs, and that amendment.
  case settingForAmendment(String, amendment: String)
  case unknownItem(String)
  case unknownGoal(String, grades: [String], nearest: String?)
  case nothingSelected(grades: [String])
  /// Which of the grades is better than another is not known.
  case goalOpen(grades: [String])
  /// A file to write whose ending says nothing of what can be written.
  case unknownEnding(String, known: [Format], Command)
  case endingContradicts(String, format: Format, ending: Format, Command)
  /// A terminal cannot show it.
  case needsFile(Format)
  /// More than a worksheet has.
  case tooManyColumns(Int)
  /// Columns are chosen of tables for programs.
  case columnsWithoutTable(Format)
  case unknownColumn(String, known: [String], nearest: String?)

  static let examples: [UsageProblem] = [
    .unknownOption("--formt", nearest: "--format"), .missingValue("--output"),
    .unknownCommand("chek", nearest: "check"), .optionElsewhere("--draws", "sweep", commands: ["sensitivity"]),
    .badValue(option: "--format", value: "pdf", allowed: ["text", "csv"]), .missingArgument("--step", .sweep),
    .surplusArgument("b.rules"), .settingForAmendment("名额=5", amendment: "修改 参数 名额 5 个"),
    .unknownItem("9.9"),
    .unknownGoal("优良", grades: ["优秀", "良好"], nearest: "优秀"),
    .nothingSelected(grades: ["优秀"]), .goalOpen(grades: ["优秀", "除名"]),
    .unknownEnding("结果.docx", known: [.text, .csv, .markdown], .evaluate),
    .endingContradicts("结果.csv", format: .json, ending: .csv, .evaluate), .needsFile(.xlsx), .tooManyColumns(20_003),
    .columnsWithoutTable(.text), .unknownColumn("总份", known: ["名次", "总分"], nearest: "总分"),
  ]

  var message: Message {
    switch self {
    case .unknownOption(let option, let nearest):
      Message(
        "U101",
        zh: Wording("没有“\(option)”这个选项。", remedy: nearest.map { "是不是想写 \($0)？" } ?? "rulecheck help 列出全部选项。"),
        en: Wording(
          "There is no option “\(option)”.",
          remedy: nearest.map { "Did you mean \($0)?" } ?? "rulecheck help lists all options."))
    case .unknownCommand(let word, let nearest):
      Message(
        "U110",
        zh: Wording(
          "没有“\(word)”这个命令。", remedy: nearest.map { "是不是想写 \($0)？如果是文件，写成 ./\(word)。" } ?? "rulecheck help 列出全部命令。"),
        en: Wording(
          "There is no command “\(word)”.",
          remedy: nearest.map { "Did you mean \($0)? A file is written ./\(word)." }
            ?? "rulecheck help lists all commands."))
    case .optionElsewhere(let option, let command, let commands):
      Message(
        "U111",
        zh: Wording(
          "命令“\(command)”没有“\(option)”这个选项。", reason: "有它的是：\(commands.joined(separator: "、"))。",
          remedy: "rulecheck help \(command) 列出可用的选项。"),
        en: Wording(
          "The command “\(command)” has no option “\(option)”.",
          reason: "These have it: \(commands.joined(separator: ", ")).",
          remedy: "rulecheck help \(command) lists what it has."))
    case .missingValue(let option):
      Message(
        "U102",
        zh: Wording("“\(option)”后面缺少值。"),
        en: Wording("“\(option)” needs a value after it."))
    case .badValue(let option, let value, let allowed):
      Message(
        "U103",
        zh: Wording("“\(option)”不能取“\(value)”。", remedy: "可用：\(allowed.joined(separator: "、"))。"),
        en: Wording("“\(option)” cannot be “\(value)”.", remedy: "Use one of: \(allowed.joined(separator: ", "))."))
    case .missingArgument(let what, let command):
      Message(
        "U104",
        zh: Wording(
          "缺少 \(what.zh)。", remedy: "写成：rulecheck \(command.usage.zh)；rulecheck help \(command.name) 说明全部选项。"),
        en: Wording(
          "\(what.en) is missing.",
          remedy: "Write: rulecheck \(command.usage.en); rulecheck help \(command.name) explains all options."))
    case .surplusArgument(let argument):
      Message(
        "U105",
        zh: Wording("多出参数“\(argument)”。"),
        en: Wording("“\(argument)” is one argument too many."))
    case .settingForAmendment(let argument, let amendment):
      Message(
        "U115",
        zh: Wording("“\(argument)”不是要试的改动。", remedy: "写成 --amend “\(amendment)”，外面用英文引号。"),
        en: Wording("“\(argument)” is no amendment to try.", remedy: "Write --amend '\(amendment)'."))
    case .unknownItem(let item):
      Message(
        "U107",
        zh: Wording("标准里没有“\(item)”。", remedy: "写成 3.4、物业服务.4、原则1 或 要件M3。"),
        en: Wording("The standard has no “\(item)”.", remedy: "Write 3.4, CATEGORY.4, gate1 or requirementM3."))
    case .unknownGoal(let goal, let grades, let nearest):
      Message(
        "U108",
        zh: Wording(
          "“\(goal)”不是可以达到的目标。",
          remedy: nearest.map { "是不是想写“\($0)”？" }
            ?? "可用：\((["推荐", "有资格", "名次 3", "总分 90"] + grades).joined(separator: "、"))。"),
        en: Wording(
          "“\(goal)” is no goal to reach.",
          remedy: nearest.map { "Did you mean “\($0)”?" }
            ?? "Use one of: \((["selected", "eligible", "rank 3", "total 90"] + grades).joined(separator: ", "))."))
    case .unknownEnding(let path, let known, let command):
      Message(
        "U112",
        zh: Wording(
          "写不出“\(path)”这种文件。",
          remedy: "能写的结尾：\(known.map { "\(command.endings($0, "、"))（\($0.name)）" }.joined(separator: "、"))。"),
        en: Wording(
          "“\(path)” is no kind of file that can be written.",
          remedy:
            "Endings that can be written: \(known.map { "\(command.endings($0, ", ")) (\($0.name))" }.joined(separator: ", "))."
        ))
    case .endingContradicts(let path, let format, let ending, let command):
      Message(
        "U113",
        zh: Wording(
          "“\(path)”的结尾与 --format \(format.name) 不符。",
          remedy:
            "\(command.endings(format, " 或 ").nonEmpty.map { "文件名以 \($0) 结尾，或" } ?? "")写 --format \(ending.name)；不写 --format 就按结尾。"
        ),
        en: Wording(
          "The ending of “\(path)” contradicts --format \(format.name).",
          remedy:
            "\(command.endings(format, " or ").nonEmpty.map { "End the name with \($0), or write" } ?? "Write") --format \(ending.name); without --format the ending decides."
        ))
    case .needsFile(let format):
      Message(
        "U116",
        zh: Wording(
          "\(format.name) 不能显示在终端里。", remedy: "用 --output 写明文件，例如 --output 结果.\(format.endings[0])。"),
        en: Wording(
          "\(format.name) cannot be shown in a terminal.",
          remedy: "Name a file with --output, as in --output result.\(format.endings[0])."))
    case .tooManyColumns(let count):
      Message(
        "U117",
        zh: Wording(
          "这张表有 \(count) 列，工作表最多 \(CellPlace.mostColumns) 列。", remedy: "用 --format csv；评选的结果也可以用 --level 少写几列。"),
        en: Wording(
          "The table has \(count) columns; a worksheet has \(CellPlace.mostColumns) at most.",
          remedy: "Use --format csv; of a result --level leaves columns out."))
    case .columnsWithoutTable(let format):
      Message(
        "U118",
        zh: Wording("\(format.name) 不能只要几列。", remedy: "--columns 和 --format csv 或 xlsx 一起写。"),
        en: Wording(
          "No columns can be chosen of \(format.name).", remedy: "Write --columns with --format csv or xlsx."))
    case .unknownColumn(let name, let known, let nearest):
      Message(
        "U119",
        zh: Wording(
          "结果里没有“\(name)”这一列。",
          remedy: nearest.map { "是不是想写“\($0)”？" } ?? "可用：\(known.joined(separator: "、"))；指标写编号。"),
        en: Wording(
          "The result has no column “\(name)”.",
          remedy: nearest.map { "Did you mean “\($0)”?" }
            ?? "Use some of: \(known.joined(separator: ", ")); items by their numbers."))
    case .goalOpen(let grades):
      Message(
        "U114",
        zh: Wording(
          "标准里没有推荐，又看不出哪个等级更好，要写明目标。", remedy: "例如：\(Self.settings(grades).joined(separator: "、"))。"),
        en: Wording(
          "The standard has no selection, and which grade is better is not known: a goal has to be stated.",
          remedy: "For example: \(Self.settings(grades).joined(separator: ", "))."))
    case .nothingSelected(let grades):
      Message(
        "U109",
        zh: Wording(
          "标准里没有推荐，说不上怎样才能推荐。", remedy: "写明目标：\(Self.settings(grades).joined(separator: "、"))。"),
        en: Wording(
          "The standard has no selection, so nobody can become selected.",
          remedy: "State a goal: \(Self.settings(grades).joined(separator: ", "))."))
    }
  }

  /// Goals, but for `selected`, as they are typed.
  private static func settings(_ grades: [String]) -> [String] {
    ["--to rank:3"] + grades.map { "--to \($0)" }
  }
}

extension Command {
  fileprivate func endings(_ format: Format, _ separator: String) -> String {
    endings(of: format).map { ".\($0)" }.joined(separator: separator)
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
