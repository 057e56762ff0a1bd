import Diagnostics

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
  case unknownItem(String)
  case unknownGoal(String, grades: [String], nearest: String?)
  case nothingSelected(grades: [String])
  /// A file to write whose ending says nothing of what can be written.
  case unknownEnding(String, known: [Format], Command)
  case endingContradicts(String, format: Format, ending: Format, Command)

  static let examples: [UsageProblem] = [
    .unknownOption("--formt", nearest: "--format"), .missingValue("--output"),
    .unknownCommand("chek", nearest: "check"), .optionElsewhere("--draws", "sweep", commands: ["sensitivity"]),
    .badValue(option: "--format", value: "pdf", allowed: ["text", "csv"]), .missingArgument("--step", .sweep),
    .surplusArgument("b.rules"), .unknownItem("9.9"),
    .unknownGoal("优良", grades: ["优秀", "良好"], nearest: "优秀"),
    .nothingSelected(grades: ["优秀"]), .unknownEnding("结果.xlsx", known: [.text, .csv, .markdown], .evaluate),
    .endingContradicts("结果.csv", format: .json, ending: .csv, .evaluate),
  ]

  var code: String {
    switch self {
    case .unknownOption: "U101"
    case .missingValue: "U102"
    case .badValue: "U103"
    case .missingArgument: "U104"
    case .surplusArgument: "U105"
    case .unknownItem: "U107"
    case .unknownGoal: "U108"
    case .nothingSelected: "U109"
    case .unknownCommand: "U110"
    case .optionElsewhere: "U111"
    case .unknownEnding: "U112"
    case .endingContradicts: "U113"
    }
  }

  var severity: Severity { .error }

  func wording(_ language: Language) -> Wording {
    let zh = language == .zh
    switch self {
    case .unknownOption(let option, let nearest):
      return zh
        ? Wording("没有“\(option)”这个选项。", remedy: nearest.map { "是不是想写 \($0)？" } ?? "rulecheck help 列出全部选项。")
        : Wording(
          "There is no option “\(option)”.",
          remedy: nearest.map { "Did you mean \($0)?" } ?? "rulecheck help lists all options.")
    case .unknownCommand(let word, let nearest):
      return zh
        ? Wording(
          "没有“\(word)”这个命令。", remedy: nearest.map { "是不是想写 \($0)？如果是文件，写成 ./\(word)。" } ?? "rulecheck help 列出全部命令。")
        : Wording(
          "There is no command “\(word)”.",
          remedy: nearest.map { "Did you mean \($0)? A file is written ./\(word)." }
            ?? "rulecheck help lists all commands.")
    case .optionElsewhere(let option, let command, let commands):
      let others = commands.joined(separator: zh ? "、" : ", ")
      return zh
        ? Wording(
          "命令“\(command)”没有“\(option)”这个选项。", reason: "有它的是：\(others)。", remedy: "rulecheck help \(command) 列出可用的选项。")
        : Wording(
          "The command “\(command)” has no option “\(option)”.", reason: "These have it: \(others).",
          remedy: "rulecheck help \(command) lists what it has.")
    case .missingValue(let option):
      return zh
        ? Wording("“\(option)”后面缺少值。") : Wording("“\(option)” needs a value after it.")
    case .badValue(let option, let value, let allowed):
      return zh
        ? Wording("“\(option)”不能取“\(value)”。", remedy: "可用：\(allowed.joined(separator: "、"))。")
        : Wording("“\(option)” cannot be “\(value)”.", remedy: "Use one of: \(allowed.joined(separator: ", ")).")
    case .missingArgument(let what, let command):
      return zh
        ? Wording(
          "缺少 \(what.zh)。", remedy: "写成：rulecheck \(command.usage.zh)；rulecheck help \(command.rawValue) 说明全部选项。")
        : Wording(
          "\(what.en) is missing.",
          remedy: "Write: rulecheck \(command.usage.en); rulecheck help \(command.rawValue) explains all options.")
    case .surplusArgument(let argument):
      return zh ? Wording("多出参数“\(argument)”。") : Wording("“\(argument)” is one argument too many.")
    case .unknownItem(let item):
      return zh
        ? Wording("标准里没有“\(item)”。", remedy: "写成 3.4、物业服务.4、原则1 或 要件M3。")
        : Wording("The standard has no “\(item)”.", remedy: "Write 3.4, CATEGORY.4, gate1 or requirementM3.")
    case .unknownGoal(let goal, let grades, let nearest):
      let all = (["selected", "rank:3"] + grades)
      return zh
        ? Wording(
          "“\(goal)”不是可以达到的目标。",
          remedy: nearest.map { "是不是想写“\($0)”？" } ?? "可用：\(all.joined(separator: "、"))。")
        : Wording(
          "“\(goal)” is no goal to reach.",
          remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Use one of: \(all.joined(separator: ", ")).")
    case .unknownEnding(let path, let known, let command):
      let all = known.map { format in
        let endings = command.endings(of: format).map { ".\($0)" }.joined(separator: zh ? "、" : ", ")
        return zh ? "\(endings)（\(format.rawValue)）" : "\(endings) (\(format.rawValue))"
      }
      return zh
        ? Wording("写不出“\(path)”这种文件。", remedy: "能写的结尾：\(all.joined(separator: "、"))。")
        : Wording(
          "“\(path)” is no kind of file that can be written.",
          remedy: "Endings that can be written: \(all.joined(separator: ", ")).")
    case .endingContradicts(let path, let format, let ending, let command):
      let fitting = command.endings(of: format)[0]
      return zh
        ? Wording(
          "“\(path)”的结尾与 --format \(format.rawValue) 不符。",
          remedy: "文件名以 .\(fitting) 结尾，或写 --format \(ending.rawValue)；不写 --format 就按结尾。")
        : Wording(
          "The ending of “\(path)” contradicts --format \(format.rawValue).",
          remedy:
            "End the name with .\(fitting), or write --format \(ending.rawValue); without --format the ending decides.")
    case .nothingSelected(let grades):
      let all = ["--to rank:3"] + grades.map { "--to \($0)" }
      return zh
        ? Wording("标准里没有推荐，说不上怎样才能推荐。", remedy: "写明目标：\(all.joined(separator: "、"))。")
        : Wording(
          "The standard has no selection, so nobody can become selected.",
          remedy: "State a goal: \(all.joined(separator: ", ")).")
    }
  }
}
