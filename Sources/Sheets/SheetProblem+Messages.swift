import Diagnostics
import Quantities

extension SheetProblem {
  /// Codes `D1…` of files and limits, `D2…` of columns and rows, `D3…` of cells, `D4…` of JSON, `D901` of what is
  /// counted only.
  public var message: Message {
    switch self {
    case .encoding(let name):
      Message(
        "D101",
        zh: Wording("文件的编码读不懂（\(name)）。", remedy: "另存为 UTF-8 或 GB18030（表格软件里的“CSV（逗号分隔）”）。"),
        en: Wording("The encoding of this file is not understood (\(name)).", remedy: "Save it as UTF-8 or GB18030."))
    case .cellTooLong(let count):
      Message(
        "D104",
        zh: Wording("这一格有 \(count) 字，上限是 \(SheetLimits.cellLength) 字。", remedy: "缩短内容。"),
        en: Wording("This cell has \(count) characters; the limit is \(SheetLimits.cellLength).", remedy: "Shorten it.")
      )
    case .unknownColumn(let name, let known):
      Message(
        "D201",
        zh: Wording(
          "标准里没有“\(name)”这项事实。", reason: "这一列没有采用。",
          remedy: ColumnNames.nearest(name, among: known).map { "是不是“\($0)”？" } ?? "改成规则文件里的事实名称，或删去这一列。"),
        en: Wording(
          "The standard has no fact “\(name)”.", reason: "This column was left out.",
          remedy: ColumnNames.nearest(name, among: known).map { "Is it “\($0)”?" }
            ?? "Use a fact's name as the rules file has it, or remove the column."))
    case .blankHeading(let place):
      Message(
        "D209",
        zh: Wording("第 \(place) 列有内容，但没有表头。", reason: "不知道这是哪项事实，这一列没有采用。", remedy: "补上表头，或删去这一列。"),
        en: Wording(
          "Column \(place) has content but no heading.",
          reason: "It is not known which fact this is; the column was left out.",
          remedy: "Add a heading, or remove the column."))
    case .duplicateColumn(let name):
      Message(
        "D202",
        zh: Wording("“\(name)”出现了两次。", reason: "不知道以哪个为准。", remedy: "删去其中一个。"),
        en: Wording("“\(name)” stands here twice.", reason: "Which one counts is not known.", remedy: "Remove one."))
    case .subjectMissing(let name):
      Message(
        "D203",
        zh: Wording("没有填“\(name)”。", reason: "不知道这是谁的事实表，没有采用。", remedy: "补上\(name)。"),
        en: Wording(
          "“\(name)” is blank.", reason: "Whose sheet this is is not known; it was left out.",
          remedy: "Fill in \(name)."))
    case .raggedRow(let found, let wanted):
      Message(
        "D204",
        zh: Wording("这一行有 \(found) 格，表头有 \(wanted) 格。", reason: "对不上列，这一行没有采用。", remedy: "删去多余的格；CSV 里内容有逗号时用引号括起来。"),
        en: Wording(
          "This row has \(found) cells, the heading \(wanted).",
          reason: "The columns do not fit; the row was left out.",
          remedy: "Remove what is too much; in CSV quote cells that contain commas."))
    case .unclosedQuote:
      Message(
        "D205",
        zh: Wording("引号没有配对，读到文件末尾也没有结束。", remedy: "补上右引号；内容里的引号要写两个。"),
        en: Wording("A quote is opened here and never closed.", remedy: "Close it; write a quote inside a cell twice."))
    case .noHeading:
      Message(
        "D206",
        zh: Wording("文件是空的，没有表头。", remedy: "第一行写事实名称；空白表可用 rulecheck template 生成。"),
        en: Wording("The file is empty.", remedy: "Start with a row of fact names; rulecheck template writes one."))
    case .duplicateSheet(let name, let other):
      Message(
        "D207",
        zh: Wording("“\(name)”有两份事实表，另一份在 \(other)。", reason: "不知道以哪份为准，两份都没有采用。", remedy: "删去一份。"),
        en: Wording(
          "There are two sheets of “\(name)”; the other is in \(other).",
          reason: "Which one counts is not known, so neither was used.", remedy: "Remove one."))
    case .ambiguousSheet(let name, let meant, let facts):
      Message(
        "D220",
        zh: Wording(
          "“\(name)”有不止一个：\(meant.joined(separator: "、"))。", reason: "不知道这条记录是谁的，这几家的这项记录都按没有填算。",
          remedy: "\(facts.joined(separator: "、"))各列一列，都填上。"),
        en: Wording(
          "“\(name)” is more than one: \(meant.joined(separator: ", ")).",
          reason: "Whose record this is is not known; the records of all of them count as missing.",
          remedy: "Give \(facts.joined(separator: " and ")) a column each, and fill them in."))
    case .nearGroups(let rare, let common, let place, let column):
      Message(
        "D221", .warning,
        zh: Wording(
          "“\(rare.name)”（\(rare.count) 份）和“\(common.name)”（\(common.count) 份）只差一点。",
          reason: "“\(column)”写法不同，就是不同的组。", remedy: "是同一个，就改成一样的写法；另一种写法见 \(place)。"),
        en: Wording(
          "“\(rare.name)” (sheets: \(rare.count)) and “\(common.name)” (sheets: \(common.count)) differ by little.",
          reason: "What is spelt differently in “\(column)” is a group of its own.",
          remedy: "If they are the same, spell them alike; the other stands in \(place)."))
    case .moreNearGroups(let count):
      Message(
        "D223", .warning,
        zh: Wording("另有 \(count) 对分组的名称只差一点。", remedy: "先核对上面的。"),
        en: Wording("\(count) more pairs of names of groups differ by little.", remedy: "Check those above first."))
    case .badTruth:
      Message(
        "D301",
        zh: Wording("这里要填是或否。", remedy: "填 是/否、有/无、√/×、yes/no。"),
        en: Wording("Yes or no is needed here.", remedy: "Write yes/no, true/false, √/×."))
    case .badNumber:
      Message(
        "D302",
        zh: Wording("这里要填一个数。", remedy: "例如 12 或 12.5。"),
        en: Wording("A number is needed here.", remedy: "For example 12 or 12.5."))
    case .badInteger(let measure) where measure.isMultiple:
      Message(
        "D303",
        zh: Wording("这里要填整数，单位是“\(measure.text)”。", remedy: "核对数字；不带单位的数就是“\(measure.text)”数。"),
        en: Wording(
          "A whole number of \(measure.english) is needed here.",
          remedy: "Check the figure; a number without a unit is in \(measure.english)."))
    case .badInteger:
      Message(
        "D303",
        zh: Wording("这里要填整数。", remedy: "去掉小数部分，或核对数字。"),
        en: Wording("A whole number is needed here.", remedy: "Check the figure."))
    case .wrongUnit(let found, let wanted):
      Message(
        "D304",
        zh: Wording("单位是“\(found)”，应当是“\(wanted.text)”。", remedy: "换算成“\(wanted.text)”，或只写数字。"),
        en: Wording(
          "The unit is “\(found)” but should be “\(wanted.english)”.",
          remedy: "Convert to “\(wanted.english)”, or write the number only."))
    case .unexpectedUnit(let found):
      Message(
        "D314",
        zh: Wording("这一项没有单位，这里写了“\(found)”。", remedy: "只写数字。"),
        en: Wording("This fact has no unit, but “\(found)” stands here.", remedy: "Write the number only."))
    case .percentInNumber:
      Message(
        "D305",
        zh: Wording("这一项不是百分比。", remedy: "去掉 %，填数字。"),
        en: Wording("This fact is not a percentage.", remedy: "Write the number without %."))
    case .bareNumberAsPercentage:
      Message(
        "D306",
        zh: Wording("看不出是百分之几。", reason: "95 可能是 95%，也可能是 9500%。", remedy: "写上百分号，例如 95%。"),
        en: Wording(
          "It is not clear how many percent this is.", reason: "95 may mean 95% or 9500%.",
          remedy: "Write the sign, for example 95%."))
    case .shareBelowPercent:
      Message(
        "D322",
        zh: Wording("表头写着百分号，这里的数不超过 1，看不出是百分之几。", reason: "0.95 可能是 0.95%，也可能是 95%。", remedy: "写上百分号，例如 95%。"),
        en: Wording(
          "The heading says percent, and this number is not above 1: it is not clear how many percent are meant.",
          reason: "0.95 may mean 0.95% or 95%.", remedy: "Write the sign, for example 95%."))
    case .badPercentage:
      Message(
        "D307",
        zh: Wording("这里要填百分比。", remedy: "例如 95%。"),
        en: Wording("A percentage is needed here.", remedy: "For example 95%."))
    case .badDate:
      Message(
        "D308",
        zh: Wording("这里要填日期，且要真有这一天。", remedy: "依年、月、日的次序写，年份四位，例如 2025年8月1日 或 2025-08-01。"),
        en: Wording(
          "A date that exists is needed here.",
          remedy: "Write year, month and day in this order, the year with four digits, for example 2025-08-01."))
    case .badOption(let found, let options):
      Message(
        "D309",
        zh: Wording(
          "没有这个选项。",
          remedy: NearestName.of(found, among: options).map { "是不是“\($0)”？" } ?? "可填：\(options.joined(separator: "、"))。"
        ),
        en: Wording(
          "There is no such option.",
          remedy: NearestName.of(found, among: options).map { "Is it “\($0)”?" }
            ?? "Choose from: \(options.joined(separator: ", "))."))
    case .outOfRange(let lower?, let upper?, let type):
      Message(
        "D310",
        zh: Wording("超出允许的范围 \(lower.text(as: type)) 至 \(upper.text(as: type))。", remedy: "核对数字。"),
        en: Wording(
          "This is outside the allowed range \(lower.text(as: type, english: true)) to \(upper.text(as: type, english: true)).",
          remedy: "Check the figure."))
    case .outOfRange(let lower?, nil, let type):
      Message(
        "D310",
        zh: Wording("不能小于 \(lower.text(as: type))。", remedy: "核对数字。"),
        en: Wording("This must not be below \(lower.text(as: type, english: true)).", remedy: "Check the figure."))
    case .outOfRange(nil, let upper, let type):
      Message(
        "D310",
        zh: Wording("不能大于 \(upper?.text(as: type) ?? "…")。", remedy: "核对数字。"),
        en: Wording(
          "This must not be above \(upper?.text(as: type, english: true) ?? "…").", remedy: "Check the figure."))
    case .finer(let step, let type):
      Message(
        "D334",
        zh: Wording("比精度 \(Value.number(step).text(as: type)) 还细。", remedy: "核对数字，按这个精度填。"),
        en: Wording(
          "This is finer than the precision, \(Value.number(step).text(as: type, english: true)).",
          remedy: "Check the figure, and state it with that precision."))
    case .tooManyDigits:
      Message(
        "D311",
        zh: Wording("数字超过 18 位。", remedy: "核对数字。"),
        en: Wording("The number has more than 18 digits.", remedy: "Check the figure."))
    case .badRecord(let columns):
      Message(
        "D312",
        zh: Wording("这条记录的项数不对。", remedy: "依次填：\(columns.joined(separator: "，"))；没有记录填 无。"),
        en: Wording(
          "This record does not have the right number of parts.",
          remedy: "Write in order: \(columns.joined(separator: ", ")); write none where there are no records."))
    case .noneAndRecords:
      Message(
        "D315",
        zh: Wording("既填了“无”，又填了记录。", reason: "不知道以哪个为准，这项事实按没有填算。", remedy: "有记录就删去“无”，没有就删去记录。"),
        en: Wording(
          "There are records here and a word that says that there are none.",
          reason: "Which one counts is not known; the fact counts as missing.", remedy: "Remove the one or the other."))
    case .wrongJSONKind(let example):
      Message(
        "D313",
        zh: Wording("JSON 里这个值的种类不对。", remedy: "写成这样：\(example)。"),
        en: Wording("This JSON value is of the wrong kind.", remedy: "Write it like this: \(example)"))
    case .numberAsText:
      Message(
        "D316",
        zh: Wording("这一项是文字，JSON 里却写成了数。", reason: "位数多的数、小数和带指数的数，存进来时可能已经变了。", remedy: "放进引号，写成字符串。"),
        en: Wording(
          "This fact is a text, but a JSON number stands here.",
          reason: "A long number, a fraction or one with an exponent may have changed on its way.",
          remedy: "Write it as a string, in quotes."))
    case .serialDate(let number, let date):
      Message(
        "D317",
        zh: Wording(
          "\(number) 是表格软件的日期序号，这里要填日期。", reason: "按通常的算法是 \(date)，但各家软件算法不同，没有采用。",
          remedy: "把这一列的格式设成日期，核对后另存，或填 \(date)。"),
        en: Wording(
          "\(number) is how a spreadsheet numbers days; a date is needed here.",
          reason: "It usually means \(date), but not in every program, so it was not used.",
          remedy: "Format the column as dates, check it and save again, or write \(date)."))
    case .timeInZone:
      Message(
        "D318",
        zh: Wording("这个时间带时区，看不出是哪一天。", reason: "换一个时区，日期可能差一天。", remedy: "只写当地的日期，例如 2025-08-01。"),
        en: Wording(
          "This time has a time zone: which day it is depends on the place.",
          remedy: "Write the local date only, for example 2025-08-01."))
    case .spreadsheetError(let value):
      Message(
        "D319",
        zh: Wording("“\(value)”是表格软件的出错标记，不是内容。", remedy: "在表格软件里改正公式或拉宽这一列，再另存；没有内容就留空。"),
        en: Wording(
          "“\(value)” is how a spreadsheet marks an error; it is no content.",
          remedy: "Mend the formula or widen the column and save again; leave the cell blank if there is nothing."))
    case .formula:
      Message(
        "D320",
        zh: Wording("这里是公式，不是算出来的结果。", remedy: "在表格软件里打开，等它算出结果再保存；或“选择性粘贴”为数值。"),
        en: Wording(
          "A formula stands here instead of its result.",
          remedy: "Open it in a spreadsheet program, which works it out, and save; or paste the values only."))
    case .shortenedNumber:
      Message(
        "D321",
        zh: Wording(
          "这个数被表格软件改成了科学计数法，后面的数字可能已经丢了。",
          remedy: "把这一列的格式设成文本（数字则设成数值），重新填写原来的号码或数字，再另存。"),
        en: Wording(
          "A spreadsheet has shortened this number; its last digits may be lost.",
          remedy: "Format the column as text (figures as numbers), write what stood there, and save again."))
    case .invisible(let scalars, let cells):
      Message(
        "D331", .warning,
        zh: Wording("这一列有 \(cells) 处夹着看不见的字符（\(Self.codes(scalars))），已经去掉。", remedy: "重新输入这几格，就不再提示。"),
        en: Wording(
          "\(cells == 1 ? "A cell of this column has" : "\(cells) cells of this column have") invisible characters (\(Self.codes(scalars))); they were taken out.",
          remedy: "Type these cells anew to be told no more."))
    case .textMark(let cells):
      Message(
        "D332", .warning,
        zh: Wording("这一列有 \(cells) 格带着表格软件的文本记号（'…… 或 =\"……\"），已经去掉。", remedy: "核对开头的零有没有丢。"),
        en: Wording(
          "\(cells == 1 ? "A cell of this column carries" : "\(cells) cells of this column carry") a spreadsheet's mark for texts ('… or =\"…\"); it was taken off.",
          remedy: "See that no zeros in front are lost."))
    case .timeOfDay(let cells):
      Message(
        "D333", .warning,
        zh: Wording("这一列有 \(cells) 格在日期后面还写了钟点，只采用日期。", remedy: "有的程序导出的钟点差几个小时，日期会差一天：核对一下。"),
        en: Wording(
          "\(cells == 1 ? "A date of this column has" : "\(cells) dates of this column have") a time of day behind it; only the date was used.",
          remedy: "Some programs write times some hours off, and so the wrong day: check one."))
    case .badJSON(let error):
      Message(
        "D401",
        zh: Wording(error.described(.zh), reason: "这个文件没有采用。", remedy: error.remedy(.zh)),
        en: Wording(error.described(.en), reason: "The file was left out.", remedy: error.remedy(.en)))
    case .badLine:
      Message(
        "D402",
        zh: Wording("这一行不是“事实：值”。", remedy: "写成 事实名称：值；记录写在它的事实下面，每条一行；说明文字前面加 #。"),
        en: Wording(
          "This line is not “fact: value”.",
          remedy: "Write fact: value; records go below their fact, one line each; put # before remarks."))
    case .moreProblems(let count):
      Message(
        "D901",
        zh: Wording("另有 \(count) 个问题没有列出。", remedy: "先改正上面的。"),
        en: Wording("\(count) more problems are not listed.", remedy: "Mend those above first."))
    }
  }

  /// `U+200B、U+FEFF`; of many the first.
  private static func codes(_ scalars: [Unicode.Scalar]) -> String {
    let codes = scalars.prefix(4).map(InvisibleCharacters.number)
    return codes.joined(separator: " ") + (scalars.count > codes.count ? " …" : "")
  }
}
