import Diagnostics
import Quantities
import Syntax

/// What can be wrong with the meaning of a standard.
public enum ModelProblem: Problem {
  case unknownName(String, nearest: String?, split: String?)
  /// What a variant takes out, and the line that uses it.
  case removedThoughUsed(String, at: String)
  case duplicateName(String, line: Int)
  case builtInUnit(String)
  /// Units that are declared by one another.
  case unitCycle([String])
  /// A unit that is worth nothing, or less.
  case unitNotPositive(String, String)
  case typeMismatch(ValueType, ValueType)
  case unitMismatch(Measure, Measure)
  case wrongType(Wanted, found: ValueType)
  case cycle([String])
  case resultCycle([String])
  case noValue(String)
  case noOtherwise(String)
  case onePoints
  case tableResults(wanted: Int, found: Int)
  case takesNothing(String)
  case determinationTakesNothing(String)
  case parameterCount(String, wanted: [String], found: Int)
  case columnNeeded(String, [String])
  case rowWithinRow(String)
  case tooMuchWrittenOut(Int)
  case unknownOption(String, options: [String])
  case unknownColumn(String, columns: [String])
  case notOrdered(ValueType)
  case bothWaysBetter
  case noEffort(String)
  /// Of files that vouch for a fact.
  case noFolderName(String)
  /// 无则 behind what is settled where there are no rows.
  case neverNone(Aggregate)
  case notConstant
  /// A score where none is known: a keyword such as 总分, or a name.
  case resultNotHere(Keyword?, name: String)
  case cohortNested
  case functionArguments(Function, String)
  /// The second value of 乘方 is no whole number that is written there, or too large.
  case powerInvalid(limit: Int)
  case clauseMissing(Keyword)
  case clauseRepeated(Keyword)
  /// A fact that stands in 对象 twice.
  case repeatedSubject(String)
  case noCondition(ClauseKind, String)
  /// `parent` is nil for the categories of the standard; `parts` are the weights with their lines.
  case weights(of: String?, parts: [String], sum: String, wanted: String, difference: String, tooMuch: Bool)
  /// Its siblings have all the points of the level.
  case nothingLeft(String, String)
  case pointsNeeded(ClauseKind, String)
  case shareOfNothing
  /// 得分率 or 满分 of something that has no full points.
  case noMaximum(String, Keyword)
  case pointsBeyond(String, points: String)
  case negativeNeedsFloor
  case severalBases
  /// A 扣分 that only subtracts would start from full points.
  case deductionSubtracts
  case unreachableBand
  /// 否则 with no band before it.
  case otherwiseFirst
  case tableWidth(columns: Int, found: Int)
  case rowWithoutTable
  case knotsNotAscending
  case parameterEmpty(String)
  case outOfRange(String, lower: String, upper: String)
  /// A 范围 whose first end is the higher.
  case reversed(String, String)
  case stepNotPositive(String)
  /// A 精度 of nothing, or less.
  case precisionNotPositive(String)
  /// A value of a fact that is no multiple of its 精度.
  case finerThanFact(String, step: String)
  /// What a fact is held against, between two values that it may have.
  case finerThreshold(String, fact: String, step: String)
  /// A scale of nothing, or less.
  case scaleNotPositive(String)
  /// 最多 of nothing, or less.
  case stepLimitNotPositive(String)
  case baselineNotPositive(String)
  case tooManyOthers(Int)
  /// A fraction where the type is 整数.
  case notWhole(String, Measure)
  case number(ArithmeticError)
  case tooManyDigits
  case noSuchDate(String)
  case optionsInvalid(String)
  case emptyParent(String)
  case placeless(ClauseKind)
  case unknownTarget(String, nearest: String?)
  /// 沿用 of an example that is not above; its line if there is one.
  case unknownExample(String, nearest: String?, line: Int?)
  case unused(ClauseKind, String)
  case emptyInterval(String, String)
  case emptyList
  case doubleNegation
  /// As it is written the second time.
  case repeatedPart(String)
  /// A number of places below one, and the percentage that may be meant.
  case brokenPlaces(String, share: String)
  /// 加计 or 扣减 of less than nothing.
  case negativeStep(Keyword)
  case repeatedAssignment(String)
  /// The most that a formula can give, and the points of its clause.
  case hundredth(most: String, full: String)
  case openRefused(ClauseKind, String)
  case emptyExample(String)

  /// What could stand at a place, as a message puts it: broader than one type.
  public enum Wanted: Sendable, Hashable {
    case condition, points, number, constantNumber, date, text, textOrChoice, records, choice, anyNumber, comparable
  }

  /// One of each, for the golden messages.
  public static let examples: [ModelProblem] = [
    .unknownName("收费", nearest: "收费率", split: nil), .removedThoughUsed("收费率", at: "parent.rules:9"),
    .duplicateName("收费率", line: 3),
    .builtInUnit("年"), .unitCycle(["捆", "箱", "捆"]), .unitNotPositive("捆", "0 件"),
    .typeMismatch(.percentage, .plainNumber), .unitMismatch(Measure(Unit("次")), Measure(Unit("户"))),
    .wrongType(.condition, found: .percentage), .cycle(["甲", "乙", "甲"]),
    .resultCycle(["原则 2", "总分", "红榜", "有资格", "原则 2"]), .noValue("风险"), .noOtherwise("风险"), .onePoints,
    .tableResults(wanted: 2, found: 1), .takesNothing("出勤率"), .determinationTakesNothing("风险"),
    .parameterCount("绩点", wanted: ["分数"], found: 2), .columnNeeded("待遇", ["分数", "津贴"]), .rowWithinRow("额"),
    .tooMuchWrittenOut(100_000),
    .unknownOption("忧", options: ["优", "良"]), .unknownColumn("日子", columns: ["日期"]), .notOrdered(.text),
    .bothWaysBetter, .noEffort("-1"), .noFolderName("a/b"),
    .neverNone(.sum),
    .notConstant, .resultNotHere(.total, name: ""), .cohortNested, .functionArguments(.share, "2"),
    .powerInvalid(limit: 100),
    .clauseMissing(.subject),
    .clauseRepeated(.subject), .repeatedSubject("小区"), .noCondition(.item, "1"),
    .weights(
      of: nil, parts: ["甲 60% [L3]", "乙 38% [L9]"], sum: "98%", wanted: "100%", difference: "2%", tooMuch: false),
    .nothingLeft("乙", "100"), .pointsNeeded(.item, "1"),
    .shareOfNothing, .noMaximum("基础", .rate), .pointsBeyond("6", points: "5"), .negativeNeedsFloor, .severalBases,
    .deductionSubtracts,
    .unreachableBand,
    .otherwiseFirst, .tableWidth(columns: 2, found: 1), .rowWithoutTable, .knotsNotAscending, .parameterEmpty("名额"),
    .outOfRange("120%", lower: "0%", upper: "100%"), .reversed("90%", "80%"), .stepNotPositive("0"),
    .precisionNotPositive("0 ℃"), .finerThanFact("37.25 ℃", step: "0.1 ℃"),
    .finerThreshold("37.25 ℃", fact: "体温", step: "0.1 ℃"),
    .stepLimitNotPositive("0 分"), .baselineNotPositive("0 分"), .scaleNotPositive("0 分"),
    .tooManyOthers(2_000),
    .notWhole("2.5 次", Measure(Unit("次"))), .number(.overflow), .tooManyDigits, .noSuchDate("2025-02-30"),
    .optionsInvalid("优"), .emptyParent("安全"), .placeless(.item), .unknownTarget("安全.9", nearest: "安全.1"),
    .unknownExample("及格", nearest: "合格", line: nil), .unused(.fact, "备注"), .emptyInterval("90%", "80%"), .emptyList,
    .doubleNegation, .repeatedPart("已建档"), .brokenPlaces("0.05", share: "5%"), .negativeStep(.subtract),
    .repeatedAssignment("收费率"),
    .hundredth(most: "0.1", full: "10"), .openRefused(.parameter, "名额"), .emptyExample("某例"),
  ]
}
