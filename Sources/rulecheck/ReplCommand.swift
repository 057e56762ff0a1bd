import Diagnostics

/// The commands of a conversation, each with a name in both languages and what it does.
enum ReplCommand: CaseIterable {
  case community, rank, explain, each, missing, facts, set, show, diff, compare, undo, redo, amendments, check, test,
    sweep, path, sensitivity, trace, plan, sheets, reload, save, earlier, resume, discard
  case help, quit

  var chinese: String { row.name }
  var english: String { "\(self)" }

  /// Its Chinese name, what stands behind the name, and what the command does.
  var row: (name: String, operands: Bilingual, summary: Bilingual) {
    switch self {
    case .community:
      ("小区", Bilingual("[名称]", "[NAME]"), Bilingual("看哪个小区；不写名称就列出全部", "choose a community, or list them"))
    case .rank: ("排名", "", Bilingual("现在的排名", "the ranking as it is now"))
    case .explain: ("解释", "[3.4]", Bilingual("当前小区逐项的理由", "why the community has its points"))
    case .each:
      ("各", Bilingual("表达式", "EXPRESSION"), Bilingual("每个小区各算一遍", "work it out for every community"))
    case .missing: ("缺失", "", Bilingual("缺少的事实", "facts that are missing"))
    case .facts:
      (
        "事实", Bilingual("[文字]", "[TEXT]"),
        Bilingual("当前小区的事实，可只看含某几个字的", "the community's facts, or those with a text in them")
      )
    case .set:
      ("设定", Bilingual("事实 值", "FACT VALUE"), Bilingual("假设当前小区的一项事实是这个值", "suppose that a fact had this value"))
    case .show:
      ("看", Bilingual("名称", "NAME"), Bilingual("这一句现在怎么写", "a clause as it is now"))
    case .diff: ("改动", "", Bilingual("到现在为止对标准的改动", "how the standard differs by now"))
    case .compare:
      (
        "比较", Bilingual("[规则]", "[RULES]"),
        Bilingual("改动的总影响和起因；或与另一份规则比", "the effect of it all, and what caused it; or of another rules file")
      )
    case .undo: ("撤销", Bilingual("[步数]", "[COUNT]"), Bilingual("撤销上一步，或最近几步", "take the last step back, or several"))
    case .redo: ("重做", Bilingual("[步数]", "[COUNT]"), Bilingual("重做撤销的步骤", "make again what was taken back"))
    case .amendments: ("清单", "", Bilingual("已经作的改动和假设，原样列出", "what was amended and supposed, as typed"))
    case .check: ("检查", "", Bilingual("检查标准，包括分值是否配平", "check the standard, and whether the weights add up"))
    case .test: ("示例", "", Bilingual("运行标准里的示例", "run the examples of the standard"))
    case .sweep:
      (
        "扫描", Bilingual("参数 起 止 步长", "NAME FROM TO STEP"),
        Bilingual("参数逐步变动，选出谁", "who is selected as a parameter moves")
      )
    case .path:
      ("路径", Bilingual("[目标]", "[GOAL]"), Bilingual("当前小区最少改哪几项事实能达到目标", "the fewest changes that reach a goal"))
    case .sensitivity: ("敏感性", "", Bilingual("每个权重能动多少，名次稳不稳", "how far each weight may move, how stable ranks are"))
    case .trace:
      ("溯源", Bilingual("通知.txt", "NOTICE.txt"), Bilingual("出处和通知原文对上了没有", "hold the citations against the notice"))
    case .plan: ("计划", "", Bilingual("标准化成的运算步骤（供工程人员看）", "the standard as a plan of primitive operations"))
    case .sheets:
      ("表", "", Bilingual("读了哪些事实表，里面有什么错", "the fact sheets that were read, and what is wrong in them"))
    case .reload: ("重读", "", Bilingual("重新读规则和事实表，保留改动", "read rules and sheets again and keep the amendments"))
    case .save: ("保存", Bilingual("文件", "FILE"), Bilingual("把改动存成一份继承的标准", "save the amendments as a variant"))
    case .earlier:
      ("上次", "", Bilingual("以前没做完的各次：时间、步数、第一步", "the sessions that were left: when, how many steps, the first"))
    case .resume:
      (
        "接着", Bilingual("[第几次 [步数]]", "[NUMBER [COUNT]]"),
        Bilingual("接着上次没做完的（同 --resume），或再早的", "take up the last session (the same as --resume), or one before")
      )
    case .discard: ("丢弃", Bilingual("[第几次]", "[NUMBER]"), Bilingual("没做完的不要了", "throw a session away that was left"))
    case .help:
      (
        "帮助", Bilingual("[名称]", "[NAME]"),
        Bilingual("这份说明，或一个名称在哪里定、用在哪里", "this text, or where a name is declared and used")
      )
    case .quit: ("退出", "", Bilingual("结束", "leave"))
    }
  }

  /// Whether it stands alone. What a command of the program understands, that one knows.
  var takesNothing: Bool { ofProgram == nil && row.operands.zh.isEmpty }

  /// Whether it is about communities.
  var needsSheets: Bool {
    switch self {
    case .sweep, .path, .sensitivity, .missing, .each: true
    case .community, .rank, .explain, .facts, .set, .diff, .compare, .undo, .redo, .amendments, .show, .check, .test,
      .trace, .plan, .sheets, .reload, .save, .earlier, .resume, .discard, .help, .quit:
      false
    }
  }

  /// The command of the program that it is.
  var ofProgram: Command? {
    switch self {
    case .sweep: .sweep
    case .path: .path
    case .sensitivity: .sensitivity
    case .trace: .trace
    case .plan: .plan
    case .community, .rank, .explain, .each, .missing, .facts, .set, .show, .diff, .compare, .undo, .redo, .amendments,
      .check, .test, .sheets, .reload, .save, .earlier, .resume, .discard, .help, .quit:
      nil
    }
  }

  /// What else commands may be called.
  private static let synonyms: [String: ReplCommand] = [
    "测试": .test, "事实表": .sheets, "exit": .quit, "q": .quit, "结束": .quit, "假设": .set,
  ]

  /// The command that is called so, in full.
  init?(named name: String) {
    guard let found = Self.allCases.first(where: { [$0.chinese, $0.english].contains(name) }) ?? Self.synonyms[name]
    else { return nil }
    self = found
  }

  /// The command of that name in either language, or the only one that begins so.
  init?(_ name: String) {
    let wanted = name.lowercased()
    let exact = Self(named: wanted)
    let begun = Self.allCases.filter { $0.chinese.hasPrefix(wanted) || $0.english.hasPrefix(wanted) }
    guard let found = exact ?? (begun.count == 1 ? begun[0] : nil) else { return nil }
    self = found
  }

  /// A command with what stands behind its name without a blank: `小区桐花苑`, `解释3.4`, `撤销2`.
  static func joined(_ line: String) -> (command: ReplCommand, operand: String)? {
    let begun = allCases.filter { line.hasPrefix($0.chinese) && !$0.takesNothing }
    return begun.max { $0.chinese.count < $1.chinese.count }.map { command in
      (command, line.dropFirst(command.chinese.count).drop { "：: ".contains($0) }.trimmed)
    }
  }

  /// Those that begin so, as they may be typed.
  static func begun(_ name: String) -> [String] {
    allCases.flatMap { [$0.chinese, $0.english] }.filter { $0.hasPrefix(name.lowercased()) }
  }

  /// The name nearest to one that is not known.
  static func nearest(_ name: String) -> String? {
    NearestName.of(name, among: allCases.flatMap { [$0.chinese, $0.english] })
  }
}
