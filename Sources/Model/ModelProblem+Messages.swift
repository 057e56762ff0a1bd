import Diagnostics
import Quantities
import Syntax

extension ModelProblem {
  /// Codes `M1…` of names, types and units, `M2…` of clauses, points and values, `M3…` of examples and what is named
  /// there, `M401` of what is left open; `M901` to `M910` are warnings.
  public var message: Message {
    switch self {
    case .unknownName(let name, let nearest, let split):
      Message(
        "M101",
        zh: Wording(
          "没有叫“\(name)”的事实、参数或定义。",
          remedy: split.map { "词与词之间要有空格，是不是想写“\($0)”？" } ?? nearest.map { "是不是想写“\($0)”？" }
            ?? "先用 事实、参数 或 定义 声明它，或检查写法。"),
        en: Wording(
          "There is no fact, parameter or definition called “\(name)”.",
          remedy: split.map { "Words need spaces between them: did you mean “\($0)”?" }
            ?? nearest.map { "Did you mean “\($0)”?" }
            ?? "Declare it with fact, parameter or define, or check the spelling."))
    case .removedThoughUsed(let name, let line):
      Message(
        "M139",
        zh: Wording("这里删去了“\(name)”，而 \(line) 还要用它。", remedy: "先修改用到它的那一句，或者不删。"),
        en: Wording(
          "This takes out “\(name)”, which \(line) uses.", remedy: "Amend what uses it first, or leave it in."))
    case .duplicateName(let name, let line):
      Message(
        "M102",
        zh: Wording("“\(name)”已经在第 \(line) 行用过。", reason: "同一份标准里名称不能重复。", remedy: "换一个名称，或删去其中一处。"),
        en: Wording(
          "“\(name)” is already used on line \(line).", reason: "Names are unique within a standard.",
          remedy: "Choose another name, or remove one of the two."))
    case .builtInUnit(let name):
      Message(
        "M225",
        zh: Wording("单位“\(name)”是自带的，不能再声明。", remedy: "删去这一句，直接使用；要另一种换算，换一个单位名。"),
        en: Wording(
          "The unit “\(name)” is built in and cannot be declared.",
          remedy: "Remove the clause and use the unit; for another conversion choose another name."))
    case .unitCycle(let names):
      Message(
        "M229",
        zh: Wording("单位互相换算成了圈：\(names.joined(separator: " → "))。", remedy: "让其中一个不写等号，作为最小的单位。"),
        en: Wording(
          "The units are declared by each other in a circle: \(names.joined(separator: " → ")).",
          remedy: "Leave away the = of one of them: it is the smallest unit."))
    case .unitNotPositive(let name, let amount):
      Message(
        "M230",
        zh: Wording("单位“\(name)”不能是 \(amount)。", reason: "一个单位要比零多。", remedy: "写一个大于零的数，例如 10000 元。"),
        en: Wording(
          "The unit “\(name)” cannot be \(amount).", reason: "A unit is worth more than nothing.",
          remedy: "Write an amount above zero, such as 1000 m."))
    case .typeMismatch(let left, let right):
      Message(
        "M103",
        zh: Wording(
          "左边是\(left.described(.zh))，右边是\(right.described(.zh))，不能这样放在一起。",
          remedy: left.remedy(against: right, .zh)),
        en: Wording(
          "The left side is \(left.described(.en)), the right side \(right.described(.en)); they do not go together.",
          remedy: left.remedy(against: right, .en)))
    case .unitMismatch(let left, let right):
      Message(
        "M104",
        zh: Wording(
          "单位不同：左边是\(left.described(.zh))，右边是\(right.described(.zh))。",
          remedy: right.isPlain ? "写上单位，例如 3 \(left.text)。" : left.isPlain ? "去掉单位，或在声明里写上单位。" : "换成同一单位，或用 单位 声明换算。"),
        en: Wording(
          "The units differ: \(left.described(.en)) on the left, \(right.described(.en)) on the right.",
          remedy: right.isPlain
            ? "Write the unit, for example 3 \(left.english)."
            : left.isPlain
              ? "Leave the unit away, or declare it where the name is declared."
              : "Use one unit, or declare the conversion with unit."))
    case .wrongType(let wanted, let found):
      Message(
        "M105",
        zh: Wording("这里要\(wanted.described(.zh))，这却是\(found.described(.zh))。", remedy: wanted.remedy(.zh)),
        en: Wording(
          "\(wanted.described(.en)) is needed here, but this is \(found.described(.en)).", remedy: wanted.remedy(.en)))
    case .cycle(let names):
      Message(
        "M106",
        zh: Wording("定义互相引用成了圈：\(names.joined(separator: " → "))。", remedy: "把其中一个改写成只用事实和参数。"),
        en: Wording(
          "The definitions refer to each other in a circle: \(names.joined(separator: " → ")).",
          remedy: "Rewrite one of them with facts and parameters only."))
    case .resultCycle(let names):
      Message(
        "M114",
        zh: Wording(
          "这些结果互相等待，成了圈：\(names.joined(separator: " → "))。", reason: "前面的要等后面的算出来；加分、扣分、调整按先后次序算，总分最后。",
          remedy: "把其中一个改成不看结果，或只看更早算出来的。"),
        en: Wording(
          "These results wait for each other in a circle: \(names.joined(separator: " → ")).",
          reason:
            "Each needs the one behind it; bonuses, deductions and adjustments come in file order, the total last.",
          remedy: "Let one of them look at facts, or at results that are known earlier."))
    case .noValue(let name):
      Message(
        "M115",
        zh: Wording("“\(name)”没有写等于什么。", remedy: "写上 为 …；分几种情况的，一行一个 为 … 当 …，最后写 否则 …。"),
        en: Wording(
          "“\(name)” does not say what it is.",
          remedy: "Write as …; where it depends, a line for each as … when …, and else … at the end."))
    case .noOtherwise(let name):
      Message(
        "M116",
        zh: Wording("各种情况都不符合时，不知道“\(name)”是什么。", remedy: "最后补上 否则 …；表补上一行 任意：…。"),
        en: Wording(
          "Where none of the cases holds, it is not known what “\(name)” is.",
          remedy: "Add else … at the end; in a table, a row anything: …."))
    case .onePoints:
      Message(
        "M117",
        zh: Wording("这里的一行只给一个得分。", remedy: "去掉冒号后面多出的；一张表给几样结果的，写成 定义。"),
        en: Wording(
          "A row gives one score here.",
          remedy: "Leave out what is behind the first; a table that gives several columns is a define."))
    case .tableResults(let wanted, let found):
      Message(
        "M118",
        zh: Wording("表给 \(wanted) 样结果，这一行写了 \(found) 样。", remedy: "冒号后面一样一个，用逗号隔开。"),
        en: Wording(
          "The table gives \(wanted) columns, this row has \(found).",
          remedy: "Write one for each behind the colon, with commas between them."))
    case .takesNothing(let name):
      Message(
        "M119",
        zh: Wording("“\(name)”后面不能带括号。", reason: "只有写了参数的 定义 才能这样用。", remedy: "去掉括号，或在 定义 的名称后面写上（参数 类型）。"),
        en: Wording(
          "“\(name)” takes nothing in brackets.", reason: "Only a define that states parameters does.",
          remedy: "Leave the brackets out, or state parameters behind the name of the define: (name type)."))
    case .determinationTakesNothing(let name):
      Message(
        "M120",
        zh: Wording("认定“\(name)”只能有一个结果，也不带参数。", remedy: "写成 定义，再用 认定 … 为 … 报告要报告的那一项。"),
        en: Wording(
          "The determination “\(name)” has one result and no parameters.",
          remedy: "Write a define, and a determination as … for what is to be reported."))
    case .parameterCount(let name, let wanted, let found):
      Message(
        "M121",
        zh: Wording(
          "“\(name)”要 \(wanted.count) 个值，这里有 \(found) 个。",
          remedy: wanted.isEmpty ? "去掉括号。" : "写成 \(name)（\(wanted.joined(separator: "，"))）。"),
        en: Wording(
          "“\(name)” takes \(wanted.count), not \(found).",
          remedy: wanted.isEmpty
            ? "Leave the brackets out." : "Write \(name)(\(wanted.joined(separator: ", ")))."))
    case .columnNeeded(let name, let columns):
      Message(
        "M124",
        zh: Wording(
          "“\(name)”给出几样结果，要说用哪一样。",
          remedy: "写成 \(columns.map { "\(name) 的 \($0)" }.joined(separator: " 或 "))。"),
        en: Wording(
          "“\(name)” gives several columns: say which one is meant.",
          remedy: "Write \(columns.map { "\(name) of \($0)" }.joined(separator: " or "))."))
    case .rowWithinRow(let name):
      Message(
        "M122",
        zh: Wording("“\(name)”是一条记录里的值，不能拿到另一组记录里去比。", remedy: "把里面的一层先写成 定义，再在这里用。"),
        en: Wording(
          "“\(name)” belongs to a row, and cannot be looked at from within other rows.",
          remedy: "Make a define of the inner query, and use it here."))
    case .tooMuchWrittenOut(let limit):
      Message(
        "M123",
        zh: Wording("带参数的定义套用得太多，写开来超过 \(limit) 项。", remedy: "少套几层，或把中间结果写成不带参数的 定义。"),
        en: Wording(
          "Definitions with parameters are used so much that they come to more than \(limit) formulas.",
          remedy: "Nest them less, or make definitions without parameters of what comes in between."))
    case .unknownOption(let option, let options):
      Message(
        "M107",
        zh: Wording("没有“\(option)”这个选项。", remedy: "可选：\(options.joined(separator: "、"))。"),
        en: Wording("There is no option “\(option)”.", remedy: "Choose from: \(options.joined(separator: ", "))."))
    case .unknownColumn(let name, let columns):
      Message(
        "M108",
        zh: Wording("记录里没有“\(name)”这一列。", remedy: "可用：\(columns.joined(separator: "、"))。"),
        en: Wording("The records have no column “\(name)”.", remedy: "Available: \(columns.joined(separator: ", "))."))
    case .notOrdered(let type):
      Message(
        "M109",
        zh: Wording("\(type.described(.zh))没有高低之分，不能比大小。", remedy: "用 =、≠ 或 属于；选项要排序，在声明里写 由低到高。"),
        en: Wording(
          "Values that are \(type.described(.en)) have no order.",
          remedy: "Use =, != or in; to order a choice, write ascending behind its options."))
    case .bothWaysBetter:
      Message(
        "M131", zh: Wording("“越高越好”和“越低越好”只能写一个。", remedy: "删去一个。"),
        en: Wording("Either higher_is_better or lower_is_better can stand here.", remedy: "Take one of them out."))
    case .noEffort(let value):
      Message(
        "M132", zh: Wording("工作量要在 0 到 \(Effort.most) 之间，最多两位小数，\(value) 不是。", remedy: "改成这样的数；不写就是 1。"),
        en: Wording(
          "An effort is from 0 to \(Effort.most) with at most two decimals, which \(value) is not.",
          remedy: "Write such a number; without one it is 1."))
    case .noFolderName(let name):
      Message(
        "M133",
        zh: Wording(
          "“\(name)”不能做文件夹的名字：不能空着，前后不能有空格或点，中间不能有 / \\ : * ? \" < > |。", remedy: "写一个名字，如 佐证 “图片”。"),
        en: Wording(
          "A folder cannot be called “\(name)”: not empty, no blanks or dots around it, none of / \\ : * ? \" < > | in it.",
          remedy: "Write a name, such as evidence \"pictures\"."))
    case .neverNone(let kind):
      Message(
        "M127",
        zh: Wording(
          "“\(kind.chinese)”后面不能写 无则。", reason: "一条也没有时，它也有值。", remedy: "去掉 无则；它只用在最大、最小、平均、最近、最早后面。"),
        en: Wording(
          "if_none does not go with “\(kind.english)”.", reason: "It has a value of no rows, too.",
          remedy: "Leave if_none out; it stands behind maximum, minimum_of, average, latest and earliest."))
    case .notConstant:
      Message(
        "M110",
        zh: Wording("这里只能写固定的值。", reason: "分值、名额等不能随小区变化。", remedy: "写数字，或引用一个 参数。"),
        en: Wording(
          "Only a fixed value can stand here.", reason: "Points and quotas cannot differ between communities.",
          remedy: "Write a number, or refer to a parameter."))
    case .resultNotHere(let word, let name):
      Message(
        "M111",
        zh: Wording(
          "“\(word?.chinese ?? name)”在这里还没有算出来。",
          reason: "指标、群体、参评和固定的数（分值、名额等）里不能用得分；加分、扣分、调整只能用它前面的部分。",
          remedy: "改用事实，或把这一句移到能用得分的地方。"),
        en: Wording(
          "“\(word?.english ?? name)” is not known yet at this point.",
          reason:
            "Items, cohorts, entrants and fixed numbers know no results; bonuses, deductions and adjustments know those above.",
          remedy: "Use a fact, or move the clause to where results are known."))
    case .cohortNested:
      Message(
        "M112",
        zh: Wording("群体比较里面不能再做群体比较。", remedy: "先用一个事实或公布的界线代替里面的一层。"),
        en: Wording(
          "A comparison across a cohort cannot contain another.",
          remedy: "Replace the inner one by a fact or a published cut-off."))
    case .functionArguments(let function, let count):
      Message(
        "M113",
        zh: Wording("“\(function.row.chinese)”要 \(count) 个值。", remedy: "写法见 Grammar.md 第 4 节的函数表。"),
        en: Wording(
          "“\(function.row.english)” takes \(count) values.", remedy: "Grammar.md section 4 lists the functions."))
    case .powerInvalid(let limit):
      Message(
        "M125",
        zh: Wording("几次方要写成 0 到 \(limit) 的整数，不带单位。", remedy: "例如 乘方（增长率，3）。"),
        en: Wording(
          "The power must be written as a whole number from 0 to \(limit), without a unit.",
          remedy: "For example power(growth, 3)."))
    case .clauseMissing(let keyword):
      Message(
        "M201", isConsequence: true,
        zh: Wording("缺少“\(keyword.chinese)”。", remedy: "补上一句，例如“\(keyword.chinese) …”；写法见 Grammar.md 第 3 节。"),
        en: Wording(
          "The clause “\(keyword.english)” is missing.",
          remedy: "Add “\(keyword.english) …”; Grammar.md section 3 shows its form."))
    case .clauseRepeated(let keyword):
      Message(
        "M202",
        zh: Wording("“\(keyword.chinese)”只能有一处。", remedy: "删去多余的一处。"),
        en: Wording("“\(keyword.english)” can stand only once.", remedy: "Remove the other one."))
    case .repeatedSubject(let name):
      Message(
        "M240",
        zh: Wording("“\(name)”在“对象”里写了两次。", remedy: "删去一个，或换成另一项能分开同名者的事实。"),
        en: Wording(
          "“\(name)” stands twice in the subject.",
          remedy: "Remove one, or write another fact that tells namesakes apart."))
    case .noCondition(let keyword, let name):
      Message(
        "M203", isConsequence: true,
        zh: Wording("“\(keyword.chinese) \(name)”没有条件。", reason: "没有条件就无从判断。", remedy: "在它下面加一行：条件 …。"),
        en: Wording(
          "“\(keyword.english) \(name)” has no condition.", reason: "Without one nothing can be judged.",
          remedy: "Add a line: condition …."))
    case .weights(let parent, let parts, let sum, let wanted, let difference, let tooMuch):
      Message(
        "M204", isConsequence: true,
        zh: Wording(
          "\(parent.map { "“\($0)”下面各项" } ?? "各类别")的分值加起来是 \(sum)，应当是 \(wanted)，\(tooMuch ? "多了" : "还差") \(difference)：\(parts.joined(separator: "，"))。",
          remedy: "改动其中的分值，使合计正好是 \(wanted)。"),
        en: Wording(
          "The points of \(parent.map { "what stands in “\($0)”" } ?? "the categories") add up to \(sum) instead of \(wanted), \(difference) \(tooMuch ? "too much" : "missing"): \(parts.joined(separator: ", ")).",
          remedy: "Change points so that they add up to exactly \(wanted)."))
    case .nothingLeft(let name, let full):
      Message(
        "M224", isConsequence: true,
        zh: Wording("“\(name)”没有写分值，而其余各项已占满 \(full) 分。", remedy: "给它写上 分值，并把别的改小。"),
        en: Wording(
          "“\(name)” states no points, and the others have all \(full).",
          remedy: "Write its worth, and lower that of others."))
    case .pointsNeeded(let keyword, let name):
      Message(
        "M205", isConsequence: true,
        zh: Wording("“\(keyword.chinese) \(name)”没有分值，也没有可以平分的分值。", remedy: "写上 分值 … 分，或给上一级写上分值。"),
        en: Wording(
          "“\(keyword.english) \(name)” has no points and nothing to share.",
          remedy: "Write worth …, or give the level above its worth."))
    case .shareOfNothing:
      Message(
        "M206", isConsequence: true,
        zh: Wording("百分比没有可依据的满分。", remedy: "这里写分数，例如 3 分，或给这一条写上 分值。"),
        en: Wording(
          "The percentage has no full points to refer to.",
          remedy: "Write points, such as 3 points, or give the clause its worth."))
    case .noMaximum(let name, let column):
      Message(
        "M223", isConsequence: true,
        zh: Wording(
          "“\(name)”没有满分，算不出“\(column.chinese)”。", reason: "依据它的等级或名次会一直悬着。", remedy: "给它写上 分值，或改用 得分。"),
        en: Wording(
          "“\(name)” has no full points, so it has no “\(column.english)”.",
          reason: "What depends on it would stay open forever.", remedy: "Give it its worth, or use score instead."))
    case .pointsBeyond(let amount, let points):
      Message(
        "M207",
        zh: Wording("\(amount) 分超出了满分 \(points) 分。", remedy: "改小，或改分值；确要超出，写上 封顶。"),
        en: Wording(
          "\(amount) points are more than the full \(points).",
          remedy: "Lower them, raise worth, or state a cap if intended."))
    case .negativeNeedsFloor:
      Message(
        "M208",
        zh: Wording("出现负分，却没有写最低到多少。", remedy: "加一行：保底 …，例如 保底 -5 分。"),
        en: Wording("There are negative points but no lowest score.", remedy: "Add a line such as floor -5."))
    case .severalBases:
      Message(
        "M209",
        zh: Wording("一条指标只能有一种计分办法。", reason: "得分、表、插值、评分 只能取其一；加计与扣减并用时要写明起点。", remedy: "留下一种，或拆成两条指标。"),
        en: Wording(
          "An item has one way of scoring.",
          reason: "Use one of score, table, interpolate, mark; add together with subtract needs a stated start.",
          remedy: "Keep one, or make two items."))
    case .deductionSubtracts:
      Message(
        "M221", isConsequence: true,
        zh: Wording(
          "扣分里只有“扣减”，会从满分往回减：违规越多，扣得越少。", reason: "扣分 算出的分数就是要扣掉的分数。",
          remedy: "把 扣减 改成 加计；确要从满分减起，先写明起点，例如 得分 10 分。"),
        en: Wording(
          "With only subtract, this deduction starts from its full points: the more findings, the less is lost.",
          reason: "What a deduction scores is what is taken off.",
          remedy: "Write add instead of subtract; if it is meant, state the start, such as score 10 points."))
    case .unreachableBand:
      Message(
        "M210",
        zh: Wording("这一档永远轮不到：前面的一档没有条件。", remedy: "把没有条件的一档放到最后。"),
        en: Wording(
          "This band is never reached: the one above has no condition.", remedy: "Put the unconditional band last."))
    case .otherwiseFirst:
      Message(
        "M226", isConsequence: true,
        zh: Wording(
          "“否则”前面没有“得分 … 当 …”。", reason: "否则 是其余情形的得分，先要有一档带条件的得分。",
          remedy: "在它前面写上各档；只有一个得分的，把 否则 改成 得分。"),
        en: Wording(
          "There is no score … when … before this else.",
          reason: "else is the score of what remains after the bands above it.",
          remedy: "Write the bands above it; if there is one score only, write score instead of else."))
    case .tableWidth(let columns, let found):
      Message(
        "M211",
        zh: Wording("表有 \(columns) 列，这一行写了 \(found) 项。", remedy: "补齐，或用 任意 占位。"),
        en: Wording(
          "The table has \(columns) columns, this row \(found).", remedy: "Complete it, or use anything as a filler."))
    case .rowWithoutTable:
      Message(
        "M212", isConsequence: true,
        zh: Wording("“行”前面没有“表”。", remedy: "先写一行：表 事实一，事实二。"),
        en: Wording("A row without a table.", remedy: "Write a line table FACT, FACT above it."))
    case .knotsNotAscending:
      Message(
        "M213",
        zh: Wording("插值的各点要由小到大，至少两点。", remedy: "按从小到大排列，例如（60%：0 分，100%：10 分）。"),
        en: Wording(
          "The knots must ascend, and there must be at least two.",
          remedy: "Order them from the smallest, such as (60%: 0 points, 100%: 10 points)."))
    case .parameterEmpty(let name):
      Message(
        "M214", isConsequence: true,
        zh: Wording("参数“\(name)”没有值，也没有类型。", remedy: "写上值；如果尚未确定，写上类型和 待定 “原因”。"),
        en: Wording(
          "The parameter “\(name)” has neither value nor type.",
          remedy: "Write its value; if it is not settled, its type and open “reason”."))
    case .outOfRange(let value, let lower, let upper):
      Message(
        "M215",
        zh: Wording("\(value) 不在允许的范围 \(lower) 至 \(upper) 之内。", remedy: "改成范围之内的值；范围不对的，改 范围。"),
        en: Wording(
          "\(value) is outside the allowed range \(lower) to \(upper).",
          remedy: "Write a value within it, or change range."))
    case .reversed(let lower, let upper):
      Message(
        "M227",
        zh: Wording("范围的两端颠倒了：\(lower) 大于 \(upper)。", remedy: "小的写在前面。"),
        en: Wording("The ends are reversed: \(lower) is more than \(upper).", remedy: "Write the smaller one first."))
    case .stepNotPositive(let step):
      Message(
        "M228",
        zh: Wording("舍入不能舍到 \(step) 的倍数。", remedy: "写一个大于零的数，例如 舍入 至 0.1 分。"),
        en: Wording(
          "Nothing can be rounded to \(step).", remedy: "Write an amount above zero, such as round to 0.1 points."))
    case .precisionNotPositive(let step):
      Message(
        "M262",
        zh: Wording("精度不能是 \(step)。", remedy: "写一个大于零的数，例如 精度 0.1 ℃。"),
        en: Wording(
          "A precision of \(step) means nothing.", remedy: "Write an amount above zero, such as precision 0.1 ℃."))
    case .finerThanFact(let value, let step):
      Message(
        "M263",
        zh: Wording("\(value) 比精度 \(step) 还细。", remedy: "改成 \(step) 的整数倍；精度不对的，改 精度。"),
        en: Wording(
          "\(value) is finer than the precision, \(step).",
          remedy: "Write a multiple of \(step), or change precision."))
    case .finerThreshold(let value, let fact, let step):
      Message(
        "M905", .warning,
        zh: Wording(
          "\(value) 比“\(fact)”的精度 \(step) 还细。", reason: "它落在两个能填的值之间，不会有人正好是它。",
          remedy: "改成 \(step) 的整数倍，或者把 精度 改细。"),
        en: Wording(
          "\(value) is finer than the precision of “\(fact)”, \(step).",
          reason: "It lies between two values that can be stated: nobody is exactly there.",
          remedy: "Write a multiple of \(step), or make precision finer."))
    case .stepLimitNotPositive(let limit):
      Message(
        "M260",
        zh: Wording("“最多”后面不能是 \(limit)。", reason: "这一步就什么也不动了。", remedy: "写一个大于零的数，例如 最多 1 分。"),
        en: Wording(
          "A step cannot be limited to \(limit).", reason: "It would move nothing.",
          remedy: "Write an amount above zero, such as up_to 1 points."))
    case .baselineNotPositive(let baseline):
      Message(
        "M264",
        zh: Wording("基线不能是 \(baseline)。", reason: "谁也不会比它丢得更多。", remedy: "写一个大于零的分数，例如 基线 8 分。"),
        en: Wording(
          "A baseline cannot be \(baseline).", reason: "Nobody can lose points against it.",
          remedy: "Write points above zero, such as baseline 8 points."))
    case .scaleNotPositive(let scale):
      Message(
        "M261",
        zh: Wording("满分不能是 \(scale)。", remedy: "写一个大于零的数，例如 满分 100 分。"),
        en: Wording(
          "A scale cannot have \(scale) in full.", remedy: "Write an amount above zero, such as full 100 points."))
    case .tooManyOthers(let count):
      Message(
        "M304",
        zh: Wording(
          "不能另有 \(count) 个。", reason: "一个示例里另有的对象加起来是 1 至 \(Limits.others) 个。", remedy: "改小个数，或删去这一行。"),
        en: Wording(
          "There cannot be \(count) others.", reason: "One example has 1 to \(Limits.others) further communities.",
          remedy: "Lower the number, or remove the line."))
    case .notWhole(let value, let measure) where measure.isMultiple:
      Message(
        "M222",
        zh: Wording(
          "这里要整数，单位是“\(measure.text)”，\(value) 不是。", remedy: "改成整数；确有小数的，把类型声明为 数量 \(measure.text)。"),
        en: Wording(
          "\(value) is not a whole number of \(measure.english), which is needed here.",
          remedy: "Write a whole number; if fractions are meant, declare the type as number \(measure.english)."))
    case .notWhole(let value, _):
      Message(
        "M222",
        zh: Wording("这里要整数，\(value) 不是。", remedy: "改成整数；确有小数的，把类型声明为 数量。"),
        en: Wording(
          "\(value) is not a whole number, which is needed here.",
          remedy: "Write a whole number; if fractions are meant, declare the type as number."))
    case .number(let error):
      Message(
        "M216",
        zh: Wording(error.described(.zh), remedy: "改动其中的数。"),
        en: Wording(error.described(.en), remedy: "Change the figures."))
    case .tooManyDigits:
      Message(
        "M231",
        zh: Wording("数字超过 \(Rational.typedDigitLimit) 位。", remedy: "核对数字。"),
        en: Wording("The number has more than \(Rational.typedDigitLimit) digits.", remedy: "Check the figure."))
    case .noSuchDate(let text):
      Message(
        "M217",
        zh: Wording("没有 \(text) 这一天。", remedy: "核对年、月、日。"),
        en: Wording("There is no day \(text).", remedy: "Check year, month and day."))
    case .optionsInvalid(let option):
      Message(
        "M218",
        zh: Wording("选项“\(option)”重复，或选项超过 \(ValueType.optionLimit) 个。", remedy: "删去重复或多余的选项。"),
        en: Wording(
          "The option “\(option)” is repeated, or there are more than \(ValueType.optionLimit) options.",
          remedy: "Remove what is repeated or too much."))
    case .emptyParent(let name):
      Message(
        "M219", isConsequence: true,
        zh: Wording("“\(name)”下面没有指标。", remedy: "在它下面加上 指标，或删去它。"),
        en: Wording("“\(name)” has no items.", remedy: "Add an item below it, or remove it."))
    case .placeless(let keyword):
      Message(
        "M220", isConsequence: true,
        zh: Wording("“\(keyword.chinese)”上面没有类别。", remedy: "先写一句 类别 …。"),
        en: Wording("There is no category above this \(keyword.english).", remedy: "Write category … first."))
    case .unknownTarget(let path, let nearest):
      Message(
        "M301", isConsequence: true,
        zh: Wording(
          "标准里没有“\(path)”。", remedy: nearest.map { "是不是想写“\($0)”？" } ?? "核对名称和编号；指标写成 类别名.编号。"),
        en: Wording(
          "The standard has no “\(path)”.",
          remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Check name and number; an item is CATEGORY.NUMBER."))
    case .unknownExample(let title, _, let line?):
      Message(
        "M303", isConsequence: true,
        zh: Wording("示例“\(title)”在第 \(line) 行，不在这个示例前面。", reason: "沿用 只能取前面的示例。", remedy: "把它移到前面，或沿用别的示例。"),
        en: Wording(
          "The example “\(title)” stands on line \(line), not above.", reason: "like takes examples above only.",
          remedy: "Move it above this one, or take another."))
    case .unknownExample(let title, let nearest, nil):
      Message(
        "M303", isConsequence: true,
        zh: Wording(
          "前面没有叫“\(title)”的示例。", remedy: nearest.map { "是不是想写“\($0)”？" } ?? "照抄前面某个示例的标题，或删去 沿用。"),
        en: Wording(
          "There is no example “\(title)” above.",
          remedy: nearest.map { "Did you mean “\($0)”?" } ?? "Copy the title of an example above, or remove like."))
    case .emptyExample(let title):
      Message(
        "M302", isConsequence: true,
        zh: Wording("示例“\(title)”没有期望。", remedy: "加一行：期望 …。"),
        en: Wording("The example “\(title)” expects nothing.", remedy: "Add a line: expect …."))
    case .openRefused(let keyword, let name):
      Message(
        "M401",
        zh: Wording("“\(keyword.chinese) \(name)”仍是待定。", reason: "这次检查要求没有待定事项。", remedy: "定下来以后删去 待定。"),
        en: Wording(
          "“\(keyword.english) \(name)” is still open.", reason: "This check refuses open matters.",
          remedy: "Remove open once it is settled."))
    case .unused(let keyword, let name):
      Message(
        "M901", .warning, isConsequence: true,
        zh: Wording("\(keyword.chinese)“\(name)”没有用到。", remedy: "用上它，或删去；事实若只作登记，写上 说明。"),
        en: Wording(
          "The \(keyword.english) “\(name)” is never used.",
          remedy: "Use it or remove it; if a fact is for the record only, give it a note."))
    case .emptyInterval(let lower, let upper):
      Message(
        "M902", .warning,
        zh: Wording(
          "没有值能在 \(lower) 与 \(upper) 之间：这个条件永远不成立。", reason: "区间小的一端在前；两端相同时，两端都要用方括号。",
          remedy: "改正两端。"),
        en: Wording(
          "No value lies between \(lower) and \(upper): the condition never holds.",
          reason: "The smaller end comes first; equal ends both need square brackets.", remedy: "Correct the ends."))
    case .emptyList:
      Message(
        "M903", .warning,
        zh: Wording("列表是空的：判断的结果与事实无关。", remedy: "写上要比较的值，或删去这个条件。"),
        en: Wording(
          "The list is empty: the result does not depend on the fact.",
          remedy: "Write the values to compare with, or remove the condition."))
    case .doubleNegation:
      Message(
        "M906", .warning,
        zh: Wording("写了两个“非”，等于没有写。", remedy: "要否定，留一个；不要否定，两个都去掉。"),
        en: Wording(
          "Two nots come to none.", remedy: "Keep one if the opposite is meant, and otherwise take both out."))
    case .repeatedPart(let part):
      Message(
        "M907", .warning,
        zh: Wording("“\(part)”写了两遍。", reason: "同一个条件重复一次，结果不变。", remedy: "删去一个，或改成本来要写的另一个条件。"),
        en: Wording(
          "“\(part)” stands here twice.", reason: "A condition that is repeated changes nothing.",
          remedy: "Remove one, or write the other condition that was meant."))
    case .brokenPlaces(let number, let share):
      Message(
        "M908", .warning,
        zh: Wording("“\(number)”不到一个名额。", reason: "没有百分号的数就是个数。", remedy: "占比要写百分号：\(share)；要个数，写 1 以上的数。"),
        en: Wording(
          "“\(number)” is less than one place.", reason: "Without a percent sign it is a number of places.",
          remedy: "Write \(share) for a share of all, or a number of at least 1."))
    case .negativeStep(let keyword):
      Message(
        "M910", .warning,
        zh: Wording(
          "“\(keyword.chinese)”一个负数，成了\(keyword == .add ? "减" : "加")。",
          remedy: "去掉负号；本意相反的，改用 \(keyword == .add ? Keyword.subtract.chinese : Keyword.add.chinese)。"),
        en: Wording(
          "To \(keyword.english) less than nothing does the opposite.",
          remedy:
            "Leave the minus sign out, or write \(keyword == .add ? Keyword.subtract.english : Keyword.add.english)."))
    case .repeatedAssignment(let name):
      Message(
        "M909", .warning,
        zh: Wording("“\(name)”在同一行里给了两次。", reason: "只算最后一次。", remedy: "删去一个。"),
        en: Wording(
          "“\(name)” is given twice in one line.", reason: "Only the last one counts.", remedy: "Remove one of the two."
        ))
    case .hundredth(let most, let full):
      Message(
        "M904", .warning,
        zh: Wording(
          "这样算最多得 \(most) 分，只是 \(full) 分的百分之一左右。", reason: "百分比是数：95% 就是 0.95，不是 95。",
          remedy: "按比例得分，只写百分比（得分 完成率）；按百分点算，再乘 100。"),
        en: Wording(
          "This gives \(most) points at most, about a hundredth of the \(full) it is worth.",
          reason: "A percentage is a number: 95% is 0.95, not 95.",
          remedy:
            "For a share of the points write the percentage alone (score rate); to count percentage points, multiply by 100."
        ))
    }
  }
}
