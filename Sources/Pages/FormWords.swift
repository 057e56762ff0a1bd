import Diagnostics

/// What a form says that is not in the standard, in both languages.
struct FormWords {
  let language: Language

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  var yes: String { say("是", "Yes") }
  var no: String { say("否", "No") }
  var unknown: String { say("还不知道", "Not known yet") }
  var noneOfThese: String { say("一项都没有", "None of these") }
  var choicesHint: String {
    say("可选多项；什么都不勾就是还不知道", "Tick all that apply; nothing ticked means not known yet")
  }
  var comparedTitle: String { say("与别家比较", "Among others") }
  var comparedNote: String {
    say(
      "这几条要和别家比，只看这一张表算不出来。公布了的照填；没公布的空着，有关的条目就是“待核实”。这里填的不写进事实表：评审单位收齐各家的表，自己会算。",
      "These come from comparing sheets, which one sheet alone cannot tell. Fill in what has been published; what hangs on the rest stays “to be verified”. They are not saved in the fact sheet: whoever has everybody's sheets works them out."
    )
  }

  /// What scripts say, by the key under which they look for it; `{name}` is filled in.
  var script: [(key: String, text: String)] {
    Self.table.map { ($0.key, say($0.zh, $0.en)) }
  }

  private static let table: [(key: String, zh: String, en: String)] = [
    // What is wrong with an answer.
    ("badTruth", "这里要填是或否。", "Yes or no is needed here."),
    ("badNumber", "这里要填一个数，例如 {example}。", "A number is needed here, for example {example}."),
    ("badInteger", "这里要填整数，去掉小数部分或核对数字。", "A whole number is needed here; check the figure."),
    (
      "wrongUnit", "单位是“{found}”，应当是“{wanted}”：换算一下，或只写数字。",
      "The unit is “{found}” but should be “{wanted}”: convert it, or write the number only."
    ),
    (
      "unexpectedUnit", "这一项没有单位，这里写了“{found}”：只写数字。",
      "This has no unit, but “{found}” stands here: write the number only."
    ),
    ("percentInNumber", "这一项不是百分比：去掉 %，填数字。", "This is not a percentage: write the number without %."),
    ("badPercentage", "这里要填百分比，例如 95 或 95%。", "A percentage is needed here, for example 95 or 95%."),
    (
      "ambiguousPercentage", "看不出是 {number}% 还是 {percent}%：写上百分号。",
      "This may mean {number}% or {percent}%: write the sign."
    ),
    (
      "bareNumberAsPercentage", "看不出是百分之几：写上百分号，例如 95%。",
      "It is not clear how many percent this is: write the sign, for example 95%."
    ),
    (
      "badDate", "这里要填日期，依年、月、日的次序，年份四位，例如 2025-08-01、2025年8月1日 或 20250801。",
      "A date is needed here: year, month and day in this order, the year with four digits, for example 2025-08-01."
    ),
    ("noSuchMonth", "没有 {month} 月：月份是 1 到 12。", "There is no month {month}: months are 1 to 12."),
    (
      "noSuchDay", "没有这一天：{year} 年 {month} 月只有 {days} 天。", "There is no such day: that month of {year} has {days} days."
    ),
    (
      "serialDate", "{number} 像是表格软件的日期序号：照 2025-08-01 的样子写日期。",
      "{number} looks like the number by which a spreadsheet counts days: write a date, such as 2025-08-01."
    ),
    ("badOption", "没有“{found}”这个选项。", "There is no option “{found}”."),
    ("badRecords", "这里要填记录，没有就写无。", "Records are needed here, or none."),
    ("belowRange", "太小：允许的范围是 {least} 到 {most}。", "Too small: the allowed range is {least} to {most}."),
    ("aboveRange", "太大：允许的范围是 {least} 到 {most}。", "Too large: the allowed range is {least} to {most}."),
    ("outOfRange", "不在允许的范围 {least} 到 {most} 里。", "Outside the allowed range, {least} to {most}."),
    ("below", "太小：不能小于 {least}。", "Too small: not below {least}."),
    ("above", "太大：不能大于 {most}。", "Too large: not above {most}."),
    ("finer", "太细：按 {step} 的精度填。", "Too fine: state it in steps of {step}."),
    ("tooManyDigits", "数字超过 {digits} 位，核对一下。", "More than {digits} digits; check the figure."),
    ("tooLong", "有 {count} 字，最多 {limit} 字：缩短一些。", "{count} characters; the limit is {limit}: shorten it."),
    ("spoilt", "“{found}”是表格软件的出错标记，不是内容。", "“{found}” is how a spreadsheet marks an error; it is no content."),
    ("formula", "以等号开头的会被当成公式，不是内容。", "What begins with = is taken for a formula; it is no content."),
    ("textMark", "开头的撇号会被去掉：不要用它开头。", "An apostrophe in front would be taken off: do not begin with it."),
    (
      "shortened", "这是科学计数法，后面的数字可能丢了：写出全部数字。",
      "This is a number in short form, which may have lost digits: write out all of them."
    ),
    ("needed", "要填{name}，不然不知道是谁的表。", "Without {name} nobody knows whose sheet this is."),
    ("rankBeyond", "名次比家数还大。", "The rank is beyond the number of those who report."),
    ("rankFromOne", "名次和家数都从 1 起。", "Ranks and numbers begin with 1."),
    ("noRows", "说是有，还没有一条记录：添加一条，或选“没有”。", "There should be records, but none is here: add one, or choose “None”."),
    // What becomes of it.
    ("counted", "按不知道算", "counts as not known"),
    ("problems", "有 {count} 处要改", "Places to mend: {count}"),
    (
      "problemsNote", "改好再存。不改也可以存：这几处照原样存进去，谁也读不懂，按不知道算。",
      "Mend them and save again. They can be left as they are: nobody can read them then, and they count as not known."
    ),
    ("saveAnyway", "不改，照样保存", "Save all the same"),
    ("saved", "已保存为“{file}”。", "Saved as “{file}”."),
    ("opened", "已打开“{file}”：{count} 项有内容。", "Opened “{file}”: {count} answers."),
    (
      "openedWrong", "其中 {count} 处读不懂，已经标出来，按不知道算。",
      "{count} of them cannot be read; they are marked, and count as not known."
    ),
    (
      "unknownNames", "文件里有 {count} 项这份标准没有，没有采用：{names}。",
      "{count} entries are not in this standard and were left out: {names}."
    ),
    (
      "otherStandard", "“{file}”没有打开：里面没有一项是《{title}》的，多半是别的标准的表。",
      "“{file}” was not opened: nothing in it belongs to “{title}”. It is probably a sheet of another standard."
    ),
    (
      "noJSON", "“{file}”没有打开：文件不完整，或者不是这里保存的 .json 文件。",
      "“{file}” was not opened: it is damaged, or no .json file as saved here."
    ),
    ("noSheet", "“{file}”没有打开：里面没有事实表。", "“{file}” was not opened: there is no fact sheet in it."),
    ("badEncoding", "“{file}”没有打开：编码不是 UTF-8。", "“{file}” was not opened: it is not in UTF-8."),
    (
      "repeatedNames", "“{names}”在文件里出现了两次，不知道以哪个为准，按不知道算。",
      "“{names}” stands twice in the file; which one counts is not known."
    ),
    ("several", "“{file}”里有 {count} 份事实表，打开哪一份？", "“{file}” has {count} fact sheets. Which one?"),
    ("nameless", "（没有名称）", "(without a name)"),
    ("replace", "现在填的会被换掉。要打开吗？", "What is filled in now will be replaced. Open it?"),
    (
      "discard", "填的内容和存在这台设备上的草稿都会删掉，找不回来。要删吗？",
      "What is filled in and the draft on this device will be deleted for good. Delete them?"
    ),
    ("discarded", "已经清空，草稿已删除。", "Cleared; the draft is deleted."),
    ("restored", "接着上次的草稿，草稿只存在这台设备上。", "This is the draft of last time, which is kept on this device only."),
    ("kept", "草稿随填随存，只存在这台设备上。", "A draft is kept as you go, on this device only."),
    (
      "noStorage", "这个浏览器不让存草稿：关掉之前请保存事实表。",
      "This browser does not keep drafts: save the fact sheet before you close the page."
    ),
    ("badDraft", "上次的草稿读不懂，没有采用。", "The draft of last time cannot be read and was left out."),
    ("fileName", "自评表", "self-assessment"),
    // Records and lengths.
    ("row", "第 {number} 条", "Record {number}"),
    ("removeRow", "删除第 {number} 条", "Remove record {number}"),
    ("rowRemoved", "已删除第 {number} 条，还有 {count} 条。", "Record {number} removed; {count} left."),
    ("rowAdded", "已添加第 {number} 条。", "Record {number} added."),
    ("length", "{count} 字，空格不算", "{count} characters without spaces"),
    ("answered", "{count}/{all}", "{count}/{all}"),
    ("answeredLabel", "已答 {count} 项，共 {all} 项", "{count} of {all} answered"),
    // What it comes to.
    ("total", "总分 {points}", "Total {points}"),
    ("totalOpen", "总分 {points} 或不计分", "Total {points} or not scored"),
    ("unscored", "不计分", "Not scored"),
    ("totalFailed", "总分算不出来", "The total cannot be worked out"),
    ("grade", "等级 {grades}", "Grade {grades}"),
    ("gradeOpen", "等级未定（{count} 种可能）", "grade open ({count} possible)"),
    ("noGrade", "无", "none"),
    ("separator", "，", ", "),
    ("list", "、", ", "),
    ("range", "{least}~{most}", "{least}–{most}"),
    ("from", "{least}起", "{least}+"),
    ("upTo", "至多{most}", "up to {most}"),
    ("points", "{points} 分", "{points} points"),
    ("point", "{points} 分", "{points} point"),
    ("ofFull", "{points}／{full}", "{points} of {full}"),
    ("failingCount", "没有过 {count} 条", "not passed: {count}"),
    ("failingNames", "：{names}", " ({names})"),
    ("notAnswered", "还没填：", "not answered: "),
    ("failingTitle", "没有过的", "Not passed"),
    ("nextTitle", "接下来最该答的", "Most worth answering next"),
    ("nextNothing", "没有待答的了：再答什么也不改变结果。", "Nothing is left to answer that would change the result."),
    ("nextDecides", "定{names}", "decides {names}"),
    ("nextPoints", "关系到 {points}", "{points} at stake"),
    ("nextUnlimited", "关系到的分没有上限", "points without limit at stake"),
    ("participation", "参不参评", "whether it takes part"),
    ("eligibility", "资格", "eligibility"),
    ("gradeDecision", "等级", "the grade"),
    ("determination", "认定", "determinations"),
    ("ranking", "名次", "the ranking"),
    ("selection", "推荐", "selection"),
    ("lostTitle", "失了哪些分", "Points lost"),
    ("liftTitle", "改哪一项能多得", "What would lift the result"),
    ("liftTo", "{fact}改为{value}", "{fact}: {value}"),
    ("liftMore", "{fact}：补一条记录", "{fact}: another record"),
    ("liftGain", "多得 {points}", "{points} more"),
    ("liftAtMost", "最多多得 {points}", "up to {points} more"),
    ("liftPasses", "{names}就过了", "then {names} is passed"),
    (
      "liftNote", "一次只改一项，别的照旧；改了的都要属实。标明改不了、由他人评定的不列。",
      "One change at a time, all else as it is. Every change has to be true. What nobody can change, and what others assess, is left out."
    ),
    ("parameter", "参数 {name}", "parameter {name}"),
    ("yes", "是", "yes"),
    ("no", "否", "no"),
    ("none", "无", "none"),
  ]
}
