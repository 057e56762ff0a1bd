import Diagnostics
import Quantities
import Syntax

extension ModelProblem {
  public var severity: Severity {
    switch self {
    case .unused, .emptyInterval, .emptyList: .warning
    default: .error
    }
  }

  public var code: String {
    switch self {
    case .unknownName: "M101"
    case .duplicateName: "M102"
    case .typeMismatch: "M103"
    case .unitMismatch: "M104"
    case .wrongType: "M105"
    case .cycle: "M106"
    case .unknownOption: "M107"
    case .unknownColumn: "M108"
    case .notOrdered: "M109"
    case .notConstant: "M110"
    case .resultNotHere: "M111"
    case .cohortNested: "M112"
    case .functionArguments: "M113"
    case .clauseMissing: "M201"
    case .clauseRepeated: "M202"
    case .repeatedSubject: "M240"
    case .noCondition: "M203"
    case .weights: "M204"
    case .pointsNeeded: "M205"
    case .shareOfNothing: "M206"
    case .pointsBeyond: "M207"
    case .negativeNeedsFloor: "M208"
    case .severalBases: "M209"
    case .unreachableBand: "M210"
    case .tableWidth: "M211"
    case .rowWithoutTable: "M212"
    case .knotsNotAscending: "M213"
    case .parameterEmpty: "M214"
    case .outOfRange: "M215"
    case .number: "M216"
    case .tooManyDigits: "M231"
    case .noSuchDate: "M217"
    case .optionsInvalid: "M218"
    case .emptyParent: "M219"
    case .placeless: "M220"
    case .deductionSubtracts: "M221"
    case .notWhole: "M222"
    case .noMaximum: "M223"
    case .nothingLeft: "M224"
    case .builtInUnit: "M225"
    case .otherwiseFirst: "M226"
    case .reversed: "M227"
    case .stepNotPositive: "M228"
    case .unitCycle: "M229"
    case .unitNotPositive: "M230"
    case .unknownTarget: "M301"
    case .emptyExample: "M302"
    case .unknownExample: "M303"
    case .tooManyOthers: "M304"
    case .openRefused: "M401"
    case .unused: "M901"
    case .emptyInterval: "M902"
    case .emptyList: "M903"
    }
  }

  public func wording(_ language: Language) -> Wording {
    language == .zh ? chinese : english
  }

  private var chinese: Wording {
    switch self {
    case .unknownName(let name, let nearest, let split):
      Wording(
        "没有叫“\(name)”的事实、参数或定义。",
        remedy: split.map { "词与词之间要有空格，是不是想写“\($0)”？" } ?? nearest.map { "是不是想写“\($0)”？" }
          ?? "先用 事实、参数 或 定义 声明它，或检查写法。")
    case .duplicateName(let name, let line):
      Wording("“\(name)”已经在第 \(line) 行用过。", reason: "同一份标准里名称不能重复。", remedy: "换一个名称，或删去其中一处。")
    case .builtInUnit(let name):
      Wording("单位“\(name)”是自带的，不能再声明。", remedy: "删去这一句，直接使用；要另一种换算，换一个单位名。")
    case .unitCycle(let names):
      Wording("单位互相换算成了圈：\(names.joined(separator: " → "))。", remedy: "让其中一个不写等号，作为最小的单位。")
    case .unitNotPositive(let name, let amount):
      Wording("单位“\(name)”不能是 \(amount)。", reason: "一个单位要比零多。", remedy: "写一个大于零的数，例如 10000 元。")
    case .typeMismatch(let left, let right):
      Wording(
        "左边是\(left.described(.zh))，右边是\(right.described(.zh))，不能这样放在一起。",
        remedy: left.remedy(against: right, .zh))
    case .unitMismatch(let left, let right):
      Wording(
        "单位不同：左边是\(left.described(.zh))，右边是\(right.described(.zh))。",
        remedy: right.isPlain ? "写上单位，例如 3 \(left.text)。" : left.isPlain ? "去掉单位，或在声明里写上单位。" : "换成同一单位，或用 单位 声明换算。")
    case .wrongType(let wanted, let found):
      Wording("这里要\(wanted.described(.zh))，这却是\(found.described(.zh))。", remedy: wanted.remedy(.zh))
    case .cycle(let names):
      Wording("定义互相引用成了圈：\(names.joined(separator: " → "))。", remedy: "把其中一个改写成只用事实和参数。")
    case .unknownOption(let option, let options):
      Wording("没有“\(option)”这个选项。", remedy: "可选：\(options.joined(separator: "、"))。")
    case .unknownColumn(let name, let columns):
      Wording("记录里没有“\(name)”这一列。", remedy: "可用：\(columns.joined(separator: "、"))。")
    case .notOrdered(let type):
      Wording("\(type.described(.zh))没有高低之分，不能比大小。", remedy: "用 =、≠ 或 属于；选项要排序，在声明里写 由低到高。")
    case .notConstant:
      Wording("这里只能写固定的值。", reason: "分值、名额等不能随小区变化。", remedy: "写数字，或引用一个 参数。")
    case .resultNotHere(let word, let name):
      Wording(
        "“\(word?.chinese ?? name)”在这里还没有算出来。", reason: "得分只能用在 加分、扣分、调整、等级、排序、推荐 里，且只能用它前面的部分。",
        remedy: "改用事实或定义，或把这一句移到能用得分的地方。")
    case .cohortNested:
      Wording("群体比较里面不能再做群体比较。", remedy: "先用一个事实或公布的界线代替里面的一层。")
    case .functionArguments(let function, let count):
      Wording("“\(function.row.chinese)”要 \(count) 个值。", remedy: "写法见 Grammar.md 第 4 节的函数表。")
    case .clauseMissing(let keyword):
      Wording("缺少“\(keyword.chinese)”。", remedy: "补上一句，例如“\(keyword.chinese) …”；写法见 Grammar.md 第 3 节。")
    case .clauseRepeated(let keyword):
      Wording("“\(keyword.chinese)”只能有一处。", remedy: "删去多余的一处。")
    case .repeatedSubject(let name):
      Wording("“\(name)”在“对象”里写了两次。", remedy: "删去一个，或换成另一项能分开同名者的事实。")
    case .noCondition(let keyword, let name):
      Wording("“\(keyword.chinese) \(name)”没有条件。", reason: "没有条件就无从判断。", remedy: "在它下面加一行：条件 …。")
    case .weights(let parent, let parts, let sum, let wanted, let difference, let tooMuch):
      Wording(
        "\(parent.map { "“\($0)”下面各项" } ?? "各类别")的分值加起来是 \(sum)，应当是 \(wanted)，\(tooMuch ? "多了" : "还差") \(difference)：\(parts.joined(separator: "，"))。",
        remedy: "改动其中的分值，使合计正好是 \(wanted)。")
    case .nothingLeft(let name, let full):
      Wording("“\(name)”没有写分值，而其余各项已占满 \(full) 分。", remedy: "给它写上 分值，并把别的改小。")
    case .pointsNeeded(let keyword, let name):
      Wording("“\(keyword.chinese) \(name)”没有分值，也没有可以平分的分值。", remedy: "写上 分值 … 分，或给上一级写上分值。")
    case .shareOfNothing:
      Wording("百分比没有可依据的满分。", remedy: "这里写分数，例如 3 分，或给这一条写上 分值。")
    case .noMaximum(let name, let column):
      Wording(
        "“\(name)”没有满分，算不出“\(column.chinese)”。", reason: "依据它的等级或名次会一直悬着。", remedy: "给它写上 分值，或改用 得分。")
    case .pointsBeyond(let amount, let points):
      Wording("\(amount) 分超出了满分 \(points) 分。", remedy: "改小，或改分值；确要超出，写上 封顶。")
    case .negativeNeedsFloor:
      Wording("出现负分，却没有写最低到多少。", remedy: "加一行：保底 …，例如 保底 -5 分。")
    case .severalBases:
      Wording("一条指标只能有一种计分办法。", reason: "得分、表、插值、评分 只能取其一；加计与扣减并用时要写明起点。", remedy: "留下一种，或拆成两条指标。")
    case .deductionSubtracts:
      Wording(
        "扣分里只有“扣减”，会从满分往回减：违规越多，扣得越少。", reason: "扣分 算出的分数就是要扣掉的分数。",
        remedy: "把 扣减 改成 加计；确要从满分减起，先写明起点，例如 得分 10 分。")
    case .unreachableBand:
      Wording("这一档永远轮不到：前面的一档没有条件。", remedy: "把没有条件的一档放到最后。")
    case .otherwiseFirst:
      Wording(
        "“否则”前面没有“得分 … 当 …”。", reason: "否则 是其余情形的得分，先要有一档带条件的得分。",
        remedy: "在它前面写上各档；只有一个得分的，把 否则 改成 得分。")
    case .tableWidth(let columns, let found):
      Wording("表有 \(columns) 列，这一行写了 \(found) 项。", remedy: "补齐，或用 任意 占位。")
    case .rowWithoutTable:
      Wording("“行”前面没有“表”。", remedy: "先写一行：表 事实一，事实二。")
    case .knotsNotAscending:
      Wording("插值的各点要由小到大，至少两点。", remedy: "按从小到大排列，例如（60%：0 分，100%：10 分）。")
    case .parameterEmpty(let name):
      Wording("参数“\(name)”没有值，也没有类型。", remedy: "写上值；如果尚未确定，写上类型和 待定 “原因”。")
    case .outOfRange(let value, let lower, let upper):
      Wording("\(value) 不在允许的范围 \(lower) 至 \(upper) 之内。", remedy: "改成范围之内的值；范围不对的，改 范围。")
    case .reversed(let lower, let upper):
      Wording("范围的两端颠倒了：\(lower) 大于 \(upper)。", remedy: "小的写在前面。")
    case .stepNotPositive(let step):
      Wording("舍入不能舍到 \(step) 的倍数。", remedy: "写一个大于零的数，例如 舍入 至 0.1 分。")
    case .tooManyOthers(let count):
      Wording(
        "不能另有 \(count) 个。", reason: "一个示例里另有的对象加起来是 1 至 \(Limits.others) 个。", remedy: "改小个数，或删去这一行。")
    case .notWhole(let value, let measure) where measure.isMultiple:
      Wording(
        "这里要整数，单位是“\(measure.text)”，\(value) 不是。", remedy: "改成整数；确有小数的，把类型声明为 数量 \(measure.text)。")
    case .notWhole(let value, _):
      Wording("这里要整数，\(value) 不是。", remedy: "改成整数；确有小数的，把类型声明为 数量。")
    case .number(let error):
      Wording(error.described(.zh), remedy: "改动其中的数。")
    case .tooManyDigits: Wording("数字超过 \(Rational.typedDigitLimit) 位。", remedy: "核对数字。")
    case .noSuchDate(let text):
      Wording("没有 \(text) 这一天。", remedy: "核对年、月、日。")
    case .optionsInvalid(let option):
      Wording("选项“\(option)”重复，或选项超过 \(ValueType.optionLimit) 个。", remedy: "删去重复或多余的选项。")
    case .emptyParent(let name):
      Wording("“\(name)”下面没有指标。", remedy: "在它下面加上 指标，或删去它。")
    case .placeless(let keyword):
      Wording("“\(keyword.chinese)”上面没有类别。", remedy: "先写一句 类别 …。")
    case .unknownTarget(let path, let nearest):
      Wording(
        "标准里没有“\(path)”。", remedy: nearest.map { "是不是想写“\($0)”？" } ?? "核对名称和编号；指标写成 类别名.编号。")
    case .unknownExample(let title, _, let line?):
      Wording("示例“\(title)”在第 \(line) 行，不在这个示例前面。", reason: "沿用 只能取前面的示例。", remedy: "把它移到前面，或沿用别的示例。")
    case .unknownExample(let title, let nearest, nil):
      Wording(
        "前面没有叫“\(title)”的示例。", remedy: nearest.map { "是不是想写“\($0)”？" } ?? "照抄前面某个示例的标题，或删去 沿用。")
    case .emptyExample(let title):
      Wording("示例“\(title)”没有期望。", remedy: "加一行：期望 …。")
    case .openRefused(let keyword, let name):
      Wording("“\(keyword.chinese) \(name)”仍是待定。", reason: "这次检查要求没有待定事项。", remedy: "定下来以后删去 待定。")
    case .unused(let keyword, let name):
      Wording("\(keyword.chinese)“\(name)”没有用到。", remedy: "用上它，或删去；事实若只作登记，写上 说明。")
    case .emptyInterval(let lower, let upper):
      Wording(
        "没有值能在 \(lower) 与 \(upper) 之间：这个条件永远不成立。", reason: "区间小的一端在前；两端相同时，两端都要用方括号。",
        remedy: "改正两端。")
    case .emptyList:
      Wording("列表是空的：判断的结果与事实无关。", remedy: "写上要比较的值，或删去这个条件。")
    }
  }

  private var english: Wording {
    switch self {
    case .unknownName(let name, let nearest, let split):
      Wording(
        "There is no fact, parameter or definition called “\(name)”.",
        remedy: split.map { "Words need spaces between them: did you mean “\($0)”?" }
          ?? nearest.map { "Did you mean “\($0)”?" }
          ?? "Declare it with fact, parameter or define, or check the spelling.")
    case .duplicateName(let name, let line):
      Wording(
        "“\(name)” is already used on line \(line).", reason: "Names are unique within a standard.",
        remedy: "Choose another name, or remove one of the two.")
    case .builtInUnit(let name):
      Wording(
        "The unit “\(name)” is built in and cannot be declared.",
        remedy: "Remove the clause and use the unit; for another conversion choose another name.")
    case .unitCycle(let names):
      Wording(
        "The units are declared by each other in a circle: \(names.joined(separator: " → ")).",
        remedy: "Leave away the = of one of them: it is the smallest unit.")
    case .unitNotPositive(let name, let amount):
      Wording(
        "The unit “\(name)” cannot be \(amount).", reason: "A unit is worth more than nothing.",
        remedy: "Write an amount above zero, such as 1000 m.")
    case .typeMismatch(let left, let right):
      Wording(
        "The left side is \(left.described(.en)), the right side \(right.described(.en)); they do not go together.",
        remedy: left.remedy(against: right, .en))
    case .unitMismatch(let left, let right):
      Wording(
        "The units differ: \(left.described(.en)) on the left, \(right.described(.en)) on the right.",
        remedy: right.isPlain
          ? "Write the unit, for example 3 \(left.english)."
          : left.isPlain
            ? "Leave the unit away, or declare it where the name is declared."
            : "Use one unit, or declare the conversion with unit.")
    case .wrongType(let wanted, let found):
      Wording(
        "\(wanted.described(.en)) is needed here, but this is \(found.described(.en)).", remedy: wanted.remedy(.en))
    case .cycle(let names):
      Wording(
        "The definitions refer to each other in a circle: \(names.joined(separator: " → ")).",
        remedy: "Rewrite one of them with facts and parameters only.")
    case .unknownOption(let option, let options):
      Wording("There is no option “\(option)”.", remedy: "Choose from: \(options.joined(separator: ", ")).")
    case .unknownColumn(let name, let columns):
      Wording("The records have no column “\(name)”.", remedy: "Available: \(columns.joined(separator: ", ")).")
    case .notOrdered(let type):
      Wording(
        "Values that are \(type.described(.en)) have no order.",
        remedy: "Use =, != or in; to order a choice, write ascending behind its options.")
    case .notConstant:
      Wording(
        "Only a fixed value can stand here.", reason: "Points and quotas cannot differ between communities.",
        remedy: "Write a number, or refer to a parameter.")
    case .resultNotHere(let word, let name):
      Wording(
        "“\(word?.english ?? name)” is not known yet at this point.",
        reason:
          "Scores can be used in bonus, deduction, adjustment, grade, ranking and selection, and only those above.",
        remedy: "Use a fact or a definition, or move the clause to where scores are known.")
    case .cohortNested:
      Wording(
        "A comparison across a cohort cannot contain another.",
        remedy: "Replace the inner one by a fact or a published cut-off.")
    case .functionArguments(let function, let count):
      Wording("“\(function.row.english)” takes \(count) values.", remedy: "Grammar.md section 4 lists the functions.")
    case .clauseMissing(let keyword):
      Wording(
        "The clause “\(keyword.english)” is missing.",
        remedy: "Add “\(keyword.english) …”; Grammar.md section 3 shows its form.")
    case .clauseRepeated(let keyword):
      Wording("“\(keyword.english)” can stand only once.", remedy: "Remove the other one.")
    case .repeatedSubject(let name):
      Wording(
        "“\(name)” stands twice in the subject.",
        remedy: "Remove one, or write another fact that tells namesakes apart.")
    case .noCondition(let keyword, let name):
      Wording(
        "“\(keyword.english) \(name)” has no condition.", reason: "Without one nothing can be judged.",
        remedy: "Add a line: condition ….")
    case .weights(let parent, let parts, let sum, let wanted, let difference, let tooMuch):
      Wording(
        "The points of \(parent.map { "what stands in “\($0)”" } ?? "the categories") add up to \(sum) instead of \(wanted), \(difference) \(tooMuch ? "too much" : "missing"): \(parts.joined(separator: ", ")).",
        remedy: "Change points so that they add up to exactly \(wanted).")
    case .nothingLeft(let name, let full):
      Wording(
        "“\(name)” states no points, and the others have all \(full).",
        remedy: "Write its worth, and lower that of others.")
    case .pointsNeeded(let keyword, let name):
      Wording(
        "“\(keyword.english) \(name)” has no points and nothing to share.",
        remedy: "Write worth …, or give the level above its worth.")
    case .shareOfNothing:
      Wording(
        "The percentage has no full points to refer to.",
        remedy: "Write points, such as 3 points, or give the clause its worth.")
    case .noMaximum(let name, let column):
      Wording(
        "“\(name)” has no full points, so it has no “\(column.english)”.",
        reason: "What depends on it would stay open forever.", remedy: "Give it its worth, or use score instead.")
    case .pointsBeyond(let amount, let points):
      Wording(
        "\(amount) points are more than the full \(points).",
        remedy: "Lower them, raise worth, or state a cap if intended.")
    case .negativeNeedsFloor:
      Wording("There are negative points but no lowest score.", remedy: "Add a line such as floor -5.")
    case .severalBases:
      Wording(
        "An item has one way of scoring.",
        reason: "Use one of score, table, interpolate, mark; add together with subtract needs a stated start.",
        remedy: "Keep one, or make two items.")
    case .deductionSubtracts:
      Wording(
        "With only subtract, this deduction starts from its full points: the more findings, the less is lost.",
        reason: "What a deduction scores is what is taken off.",
        remedy: "Write add instead of subtract; if it is meant, state the start, such as score 10 points.")
    case .unreachableBand:
      Wording("This band is never reached: the one above has no condition.", remedy: "Put the unconditional band last.")
    case .otherwiseFirst:
      Wording(
        "There is no score … when … before this else.",
        reason: "else is the score of what remains after the bands above it.",
        remedy: "Write the bands above it; if there is one score only, write score instead of else.")
    case .tableWidth(let columns, let found):
      Wording(
        "The table has \(columns) columns, this row \(found).", remedy: "Complete it, or use anything as a filler.")
    case .rowWithoutTable: Wording("A row without a table.", remedy: "Write a line table FACT, FACT above it.")
    case .knotsNotAscending:
      Wording(
        "The knots must ascend, and there must be at least two.",
        remedy: "Order them from the smallest, such as (60%: 0 points, 100%: 10 points).")
    case .parameterEmpty(let name):
      Wording(
        "The parameter “\(name)” has neither value nor type.",
        remedy: "Write its value; if it is not settled, its type and open “reason”.")
    case .outOfRange(let value, let lower, let upper):
      Wording(
        "\(value) is outside the allowed range \(lower) to \(upper).",
        remedy: "Write a value within it, or change range.")
    case .reversed(let lower, let upper):
      Wording("The ends are reversed: \(lower) is more than \(upper).", remedy: "Write the smaller one first.")
    case .stepNotPositive(let step):
      Wording("Nothing can be rounded to \(step).", remedy: "Write an amount above zero, such as round to 0.1 points.")
    case .tooManyOthers(let count):
      Wording(
        "There cannot be \(count) others.", reason: "One example has 1 to \(Limits.others) further communities.",
        remedy: "Lower the number, or remove the line.")
    case .notWhole(let value, let measure) where measure.isMultiple:
      Wording(
        "\(value) is not a whole number of \(measure.english), which is needed here.",
        remedy: "Write a whole number; if fractions are meant, declare the type as number \(measure.english).")
    case .notWhole(let value, _):
      Wording(
        "\(value) is not a whole number, which is needed here.",
        remedy: "Write a whole number; if fractions are meant, declare the type as number.")
    case .number(let error):
      Wording(error.described(.en), remedy: "Change the figures.")
    case .tooManyDigits:
      Wording("The number has more than \(Rational.typedDigitLimit) digits.", remedy: "Check the figure.")
    case .noSuchDate(let text): Wording("There is no day \(text).", remedy: "Check year, month and day.")
    case .optionsInvalid(let option):
      Wording(
        "The option “\(option)” is repeated, or there are more than \(ValueType.optionLimit) options.",
        remedy: "Remove what is repeated or too much.")
    case .emptyParent(let name): Wording("“\(name)” has no items.", remedy: "Add an item below it, or remove it.")
    case .placeless(let keyword):
      Wording("There is no category above this \(keyword.english).", remedy: "Write category … first.")
    case .unknownTarget(let path, let nearest):
      Wording(
        "The standard has no “\(path)”.",
        remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Check name and number; an item is CATEGORY.NUMBER.")
    case .unknownExample(let title, _, let line?):
      Wording(
        "The example “\(title)” stands on line \(line), not above.", reason: "like takes examples above only.",
        remedy: "Move it above this one, or take another.")
    case .unknownExample(let title, let nearest, nil):
      Wording(
        "There is no example “\(title)” above.",
        remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Copy the title of an example above, or remove like.")
    case .emptyExample(let title):
      Wording("The example “\(title)” expects nothing.", remedy: "Add a line: expect ….")
    case .openRefused(let keyword, let name):
      Wording(
        "“\(keyword.english) \(name)” is still open.", reason: "This check refuses open matters.",
        remedy: "Remove open once it is settled.")
    case .unused(let keyword, let name):
      Wording(
        "The \(keyword.english) “\(name)” is never used.",
        remedy: "Use it or remove it; if a fact is for the record only, give it a note.")
    case .emptyInterval(let lower, let upper):
      Wording(
        "No value lies between \(lower) and \(upper): the condition never holds.",
        reason: "The smaller end comes first; equal ends both need square brackets.", remedy: "Correct the ends.")
    case .emptyList:
      Wording(
        "The list is empty: the result does not depend on the fact.",
        remedy: "Write the values to compare with, or remove the condition.")
    }
  }
}

extension ValueType {
  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .truth: return zh ? "“是/否”" : "yes/no"
    case .number(let measure, _):
      return measure.isPlain ? (zh ? "数" : "a plain number") : measure.described(language)
    case .percentage: return zh ? "百分比" : "a percentage"
    case .date: return zh ? "日期" : "a date"
    case .text: return zh ? "文字" : "text"
    case .choice: return zh ? "选项" : "a choice"
    case .choices: return zh ? "多选" : "choices"
    case .records: return zh ? "记录" : "records"
    }
  }

  func remedy(against other: ValueType, _ language: Language) -> String? {
    let zh = language == .zh
    switch (self, other) {
    case (.percentage, .number): return zh ? "95% 与 95 不同：百分比要写 %。" : "95% is not 95: write the % sign."
    case (.number, .percentage):
      return zh ? "两数相除要得百分比，写 占比（甲，乙）。" : "To get a percentage from two numbers, write share(a, b)."
    case (.choice, _): return zh ? "选项写成它的词，或带引号的文字。" : "Write an option as its word, or as a text in quotes."
    default: return nil
    }
  }
}

extension Measure {
  func described(_ language: Language) -> String {
    isPlain ? (language == .zh ? "没有单位的数" : "a plain number") : "“\(language == .zh ? text : english)”"
  }
}

extension ModelProblem.Wanted {
  func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .condition: return zh ? "一个条件（是或否）" : "A condition (yes or no)"
    case .points: return zh ? "分数或百分比" : "An amount of points or a percentage"
    case .number, .anyNumber: return zh ? "一个数" : "A number"
    case .constantNumber: return zh ? "一个固定的数" : "A fixed number"
    case .date: return zh ? "一个日期" : "A date"
    case .text: return zh ? "文字" : "Text"
    case .textOrChoice: return zh ? "文字或选项" : "Text or a choice"
    case .records: return zh ? "一项记录" : "A records fact"
    case .choice: return zh ? "一项选项" : "A choice"
    case .comparable: return zh ? "可以排序的值" : "A value that has an order"
    }
  }

  func remedy(_ language: Language) -> String? {
    guard self == .condition else { return nil }
    return language == .zh ? "补上比较，例如 不低于 95%。" : "Add a comparison such as not_below 95%."
  }
}

extension ArithmeticError {
  public func described(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .overflow:
      let limit = Rational.digitLimit
      return zh
        ? "结果太长：分子或分母超过 \(limit) 位。" : "A result is too long: a numerator or denominator of more than \(limit) digits."
    case .divisionByZero: return zh ? "除数是零。" : "Division by zero."
    case .dateOutOfRange: return zh ? "日期超出公元 1 年至 9999 年。" : "A date is outside the years 1 to 9999."
    case .brokenMonth: return zh ? "日期只能加减整天、整月。" : "Only whole days and months can be added to a date."
    case .conflictingValues:
      return zh ? "同一对象在不同表里的数值不一致。" : "Sheets of one entity state different values."
    case .markOutOfRange: return zh ? "评分不在 0 分与满分之间。" : "The mark is not between 0 and the full points."
    }
  }
}
