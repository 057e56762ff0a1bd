import Diagnostics

/// What can be wrong with a rules file as text.
public enum SyntaxProblem: Problem {
  /// The character, by its number if nobody sees it.
  case strayCharacter(String)
  /// The quote that is missing.
  case unclosedText(String)
  /// Characters it has.
  case textTooLong(Int)
  /// A character that nobody sees, in a text or a comment, by its number.
  case invisible(String)
  /// What the grammar asks for, and what stands there.
  case expected(Expected, found: Found)
  /// The word, and the keyword that may be meant.
  case clauseUnknown(String, nearest: String?)
  /// The keyword, and the kind that has no such field.
  case fieldMisplaced(String, clause: ClauseKind)
  /// The keyword.
  case fieldOutsideClause(String)
  /// What is left behind a clause or field that was complete.
  case leftover(Found)
  /// The words as they should stand.
  case spaceMissing(String)
  case nestingTooDeep
  /// Bytes it has.
  case fileTooLarge(Int)
  /// Clauses and fields at which reading stopped.
  case tooManyClauses(Int)
  /// Bytes in no encoding that is read.
  case notText
  /// A text in GB18030.
  case oldEncoding
  /// What the formatter made does not say the same.
  case layoutLost
  /// A file without a clause that states a standard.
  case noRules
  /// A keyword that is never a name.
  case reservedName(String)
  /// A kind that every standard needs.
  case notRemovable(ClauseKind)
  /// `乘以` with `按 … 每 …`, which would multiply by factor times count.
  case countedFactor
  /// An option that is neither a text nor a name.
  case unquotedOption(String)

  /// What stands at a place instead.
  public enum Found: Sendable, Hashable {
    case endOfFile, endOfLine
    case text(String)
  }

  /// What the grammar asks for at a place.
  public enum Expected: Sendable, Hashable {
    case name, identifier, text, expression, type, comparison, interval, sourceOfRows, result, verdict, clauseKind,
      fieldKind, date
    case keyword(Keyword)
    case sign(String)
    case oneOf([Keyword])
  }

  /// One of each, for the golden messages.
  public static let examples: [SyntaxProblem] = [
    .strayCharacter("@"), .unclosedText("”"), .textTooLong(2_001), .invisible("U+202E"),
    .expected(.expression, found: .text("且")),
    .clauseUnknown("指标项", nearest: "指标"), .fieldMisplaced("得分", clause: .gate), .fieldOutsideClause("条件"),
    .leftover(.text("门槛")), .spaceMissing("收费率 不低于"), .nestingTooDeep, .fileTooLarge(2 << 20), .tooManyClauses(10_001),
    .notText, .oldEncoding, .layoutLost, .noRules,
    .reservedName("位于"), .countedFactor, .unquotedOption("3级"), .notRemovable(.subject),
  ]

  /// Codes `R101` to `R104` of characters and quotes, `R201` to `R210` of what stands where, `R301` to `R307` of a file
  /// as a whole.
  public var message: Message {
    switch self {
    case .strayCharacter("%"):
      Message(
        "R101",
        zh: Wording("百分号前面没有单独的数字。", reason: "词和数字之间没有空格时，数字算作词的一部分。", remedy: "在数字前面加一个空格。"),
        en: Wording(
          "There is no number of its own before this percent sign.",
          reason: "Without a space, digits belong to the word before them.", remedy: "Put a space before the number."))
    case .strayCharacter(let character):
      Message(
        "R101",
        zh: Wording("这里不能出现字符“\(character)”。", remedy: "删去它；如果它是文字的一部分，把整段文字放进引号。"),
        en: Wording(
          "The character “\(character)” has no meaning here.",
          remedy: "Remove it, or put the text it belongs to in quotes."))
    case .unclosedText(let closing):
      Message(
        "R102",
        zh: Wording("引号没有配对：这一行缺少“\(closing)”。", reason: "文字须在同一行内结束。", remedy: "在文字末尾补上 \(closing)。"),
        en: Wording(
          "The quote is not closed: \(closing) is missing on this line.",
          reason: "A text ends on the line it starts on.",
          remedy: "Write \(closing) where the text ends."))
    case .noRules:
      Message(
        "R306",
        zh: Wording("这不是规则文件：里面没有“标准”一句。", remedy: "检查文件名和先后：先写规则文件，再写事实表。"),
        en: Wording(
          "This is no rules file: it has no clause “standard”.",
          remedy: "Check the name and the order: the rules file comes first, then the sheets."))
    case .invisible(let number):
      Message(
        "R104",
        zh: Wording("这里有一个看不见的字符（\(number)）。", reason: "它会改变文字的显示或比较，读的人却看不到。", remedy: "删去它。"),
        en: Wording(
          "There is an invisible character here (\(number)).",
          reason: "It changes how the text is shown or compared, and no reader sees it.", remedy: "Remove it."))
    case .textTooLong(let count):
      Message(
        "R103",
        zh: Wording("这段文字有 \(count) 字，上限是 \(Limits.textLength) 字。", remedy: "缩短它，或把细节写进注释（# 之后）。"),
        en: Wording(
          "This text has \(count) characters; the limit is \(Limits.textLength).",
          remedy: "Shorten it, or move detail into a comment after #."))
    case .expected(let expected, let found):
      Message(
        "R201",
        zh: Wording(
          "这里应当是\(expected.description(.zh).what)，却是\(found.description(.zh))。",
          remedy: expected.description(.zh).hint),
        en: Wording(
          "\(expected.description(.en).what) was expected here, but this is \(found.description(.en)).",
          remedy: expected.description(.en).hint))
    case .clauseUnknown(let word, let nearest):
      Message(
        "R202",
        zh: Wording(
          "行首的“\(word)”不是关键字。", reason: "每句以关键字开头，例如 事实、指标、条件。",
          remedy: nearest.map { "是不是想写“\($0)”？" } ?? "补上关键字；如果这一行接着上一行，把两行连起来。"),
        en: Wording(
          "“\(word)” at the start of this line is not a keyword.",
          reason: "Every clause starts with a keyword such as fact, item or condition.",
          remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Add the keyword, or join this line to the one above."))
    case .fieldMisplaced(let field, let clause):
      Message(
        "R203",
        zh: Wording("“\(clause.chinese)”里不能写“\(field)”。", remedy: "把它移到允许它的句子下面；Grammar.md 第 3、5 节列出每种句子的写法。"),
        en: Wording(
          "“\(clause.english)” has no field “\(field)”.",
          remedy: "Move it below a clause that has it; Grammar.md sections 3 and 5 list the fields of each."))
    case .fieldOutsideClause(let field):
      Message(
        "R204",
        zh: Wording("“\(field)”不属于任何句子。", remedy: "先写它所属的句子，例如 指标 1 “…”，再写“\(field)”。"),
        en: Wording(
          "“\(field)” belongs to no clause.", remedy: "Write the clause it belongs to first, such as item 1 “…”."))
    case .leftover(let found):
      Message(
        "R205",
        zh: Wording("这一句到这里已经完整，多出了\(found.description(.zh))。", remedy: "删去多余的部分；如果是另一个条件，用 且 或 或 连接。"),
        en: Wording(
          "The clause is complete before \(found.description(.en)).",
          remedy: "Remove the rest, or connect a further condition with and / or."))
    case .spaceMissing(let words):
      Message(
        "R210",
        zh: Wording("词与词之间少了空格。", remedy: "是不是想写“\(words)”？"),
        en: Wording("There is no space between two words.", remedy: "Did you mean “\(words)”?"))
    case .nestingTooDeep:
      Message(
        "R301",
        zh: Wording("表达式嵌套太深：直接嵌套最多 \(Limits.nesting) 层，连同用到的定义最多 \(Limits.depth) 层。", remedy: "用 定义 给其中一部分起名，分开来写。"),
        en: Wording(
          "The expression is nested too deep: at most \(Limits.nesting) levels, \(Limits.depth) through definitions.",
          remedy: "Give a part of it a name with define."))
    case .fileTooLarge(let size):
      Message(
        "R302",
        zh: Wording("规则文件有 \(size) 字节，上限是 \(Limits.fileSize) 字节。", remedy: "检查是不是选错了文件。"),
        en: Wording(
          "The rules file has \(size) bytes; the limit is \(Limits.fileSize).",
          remedy: "Check that this is the right file."))
    case .tooManyClauses(let count):
      Message(
        "R303",
        zh: Wording("规则文件有 \(count) 句，上限是 \(Limits.clauses) 句。", remedy: "检查是不是选错了文件。"),
        en: Wording(
          "The rules file has \(count) clauses; the limit is \(Limits.clauses).",
          remedy: "Check that this is the right file."))
    case .notText:
      Message(
        "R304",
        zh: Wording("规则文件不是 UTF-8 文本，也不是 GB18030 文本。", remedy: "在编辑器里另存为 UTF-8 编码。"),
        en: Wording("The rules file is neither UTF-8 nor GB18030 text.", remedy: "Save it as UTF-8 in your editor."))
    case .oldEncoding:
      Message(
        "R307", .warning,
        zh: Wording(
          "规则文件是 GB18030（GBK）编码。", reason: "照样能读，但别的程序可能显示成乱码。",
          remedy: "运行 rulecheck fmt，改存为 UTF-8；程序写规则文件一律用 UTF-8。"),
        en: Wording(
          "The rules file is in GB18030 (GBK).", reason: "It is read all the same, but other programs may garble it.",
          remedy: "Run rulecheck fmt to save it as UTF-8, in which rules files are always written."))
    case .unquotedOption(let option):
      Message(
        "R208",
        zh: Wording(
          "选项“\(option)”要放进引号。", reason: "以数字开头、含空格或符号、或与运算用字相同的选项，不加引号会读成别的。",
          remedy: "写成 “\(option)”，用到它的地方也加引号。"),
        en: Wording(
          "The option “\(option)” needs quotes.",
          reason:
            "An option that starts with a digit, holds spaces or signs, or is an operator reads as something else.",
          remedy: "Write “\(option)”, with the quotes also where it is used."))
    case .countedFactor:
      Message(
        "R207",
        zh: Wording(
          "“乘以”后面不能写 按 … 每 …。", reason: "那会变成系数再乘次数：三次 90% 成了 270%。",
          remedy: "把整个系数写成算式，例如 乘以 1 - 10% * 违规数 / 1 次。"),
        en: Wording(
          "multiply takes no by … per ….", reason: "It would multiply factor and count: three times 90% would be 270%.",
          remedy: "Write the whole factor, such as multiply 1 - 10% * findings / 1 cases."))
    case .layoutLost:
      Message(
        "R305",
        zh: Wording("排版的结果与原文意思不一致，文件没有改动。", reason: "这是程序的错误，不是文件的错误。", remedy: "请把文件发给程序的维护者。"),
        en: Wording(
          "What the formatter made does not say the same; the file has been left as it was.",
          reason: "This is a fault of the program, not of the file.",
          remedy: "Please send the file to the program's maintainers."))
    case .reservedName(let word):
      Message(
        "R206",
        zh: Wording("“\(word)”是运算用的关键字，不能作名称。", remedy: "换一个名称，例如在前后加字。"),
        en: Wording("“\(word)” is an operator and cannot be a name.", remedy: "Choose another name."))
    case .notRemovable(let keyword):
      Message(
        "R209",
        zh: Wording("“\(keyword.chinese)”不能删除。", reason: "每份标准都要有它。", remedy: "用 修改 写出新的内容。"),
        en: Wording(
          "“\(keyword.english)” cannot be removed.", reason: "Every standard needs it.",
          remedy: "Write what it should be with amend."))
    }
  }
}

extension SyntaxProblem.Found {
  func description(_ language: Language) -> String {
    switch self {
    case .endOfFile: language == .zh ? "文件末尾" : "the end of the file"
    case .endOfLine: language == .zh ? "行末" : "the end of the line"
    case .text(let text): "“\(text)”"
    }
  }
}

extension SyntaxProblem.Expected {
  func description(_ language: Language) -> (what: String, hint: String?) {
    let zh = language == .zh
    switch self {
    case .name:
      return zh
        ? ("一个名称", "名称以汉字、字母或 _ 开头，例如 出勤率；运算用的关键字不能作名称。")
        : ("A name", "A name starts with a letter or _, such as attendance; operators cannot be names.")
    case .identifier: return zh ? ("一个编号或名称", "例如 1，或 出勤。") : ("A number or name", "For example 1, or attendance.")
    case .text:
      return zh ? ("一段带引号的文字", "写成 “…”。") : ("A text in quotes", "Write it as “…”.")
    case .expression:
      return zh
        ? ("一个值或条件", "例如 95%、3 次、一项事实的名称、物业费收费率 不低于 95%。")
        : ("A value or condition", "For example 95%, a fact's name, or rate >= 95%.")
    case .type:
      return zh
        ? ("一种类型", "可用：是否、整数、数量、百分比、日期、文本、选项（…）、多选（…）、记录（…）。")
        : ("A type", "One of yes_no, integer, number, percentage, date, text, choice(…), choices(…), records(…).")
    case .comparison:
      return zh ? ("一个比较", "例如 不低于 95%。") : ("A comparison", "For example not_below 95%.")
    case .interval:
      return zh
        ? ("一个区间或列表", "例如 [80%，90%) 或 {优，良}。") : ("An interval or a list", "For example [80%, 90%) or {good, fair}.")
    case .sourceOfRows:
      return zh
        ? ("一项记录事实的名称", "例如 行政处罚；看得分时写 类别、指标、原则 或 要件。")
        : ("The name of a records fact", "For scores write category, item, gate or requirement.")
    case .result:
      return zh
        ? ("要检验的结果", "例如 指标 物业服务.3 满足，总分 100 分。") : ("A result to check", "For example item service.3 met, total 100.")
    case .verdict:
      return zh
        ? ("一个结论", "可用：满足、部分满足、不满足、待核实、不适用、无法计算，或 得分 …。")
        : ("A verdict", "One of met, partly_met, unmet, unverified, inapplicable, failed, or score ….")
    case .keyword(let keyword):
      return zh
        ? ("“\(keyword.chinese)”", "在这里补上 \(keyword.chinese)。")
        : ("“\(keyword.english)”", "Write \(keyword.english) here.")
    case .sign(let sign): return ("“\(sign)”", zh ? "在这里补上 \(sign)。" : "Write \(sign) here.")
    case .clauseKind:
      return zh
        ? ("要改动的是哪一种句子", "例如 修改 参数 名额 5 个，删除 指标 物业服务.11。")
        : ("The kind of clause to change", "For example amend parameter quota 5, or remove item service.11.")
    case .date:
      return zh ? ("一个日期", "例如 2026年1月1日。") : ("A date", "For example 2026-01-01.")
    case .fieldKind:
      return zh ? ("要去掉的一项", "例如 去掉 待定。") : ("The field to take off", "For example without open.")
    case .oneOf(let keywords):
      return zh
        ? (keywords.map { "“\($0.chinese)”" }.joined(separator: "或"), "写上其中一个。")
        : (keywords.map { "“\($0.english)”" }.joined(separator: " or "), "Write one of them.")
    }
  }
}
