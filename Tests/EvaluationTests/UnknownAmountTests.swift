import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// Amounts that are not known yet: ranges as wide as the truth may be, and open where nothing limits them.
@Suite struct UnknownAmountTests {
  private static func end(_ text: String) throws -> Endpoint {
    switch text {
    case "-∞": return .negativeInfinity
    case "∞": return .positiveInfinity
    default:
      let isNegative = text.hasPrefix("-")
      let size = try #require(try Rational.parse(decimal: isNegative ? String(text.dropFirst()) : text))
      return .finite(isNegative ? size.negated : size)
    }
  }

  private static func interval(_ text: String) throws -> Interval {
    let ends = text.split(separator: "~").map(String.init)
    return Interval(try end(ends[0]), try end(ends[ends.count - 1]))
  }

  @Test(arguments: [
    ("0~∞", "+", "3~4", "3~∞"), ("-∞~∞", "+", "3", "-∞~∞"), ("5", "-", "0~∞", "-∞~5"), ("0~∞", "*", "2", "0~∞"),
    ("0~∞", "*", "-2", "-∞~0"), ("-∞~∞", "*", "0", "0"), ("0", "*", "0~∞", "0"), ("-∞~3", "*", "-∞~-1", "-∞~∞"),
    ("2~∞", "*", "0~∞", "0~∞"), ("1", "/", "2~∞", "0~0.5"), ("6", "/", "2~3", "2~3"), ("6", "/", "-∞~-2", "-3~0"),
  ])
  func openEndsInArithmetic(_ left: String, _ sign: String, _ right: String, _ result: String) throws {
    let (a, b) = (try Self.interval(left), try Self.interval(right))
    let found =
      switch sign {
      case "+": try a.adding(b)
      case "-": try a.subtracting(b)
      case "*": try a.multiplied(by: b)
      default: try a.multiplied(by: try #require(try b.reciprocal()))
      }
    #expect(found == (try Self.interval(result)))
  }

  @Test func whatTouchesZeroHasNoReciprocal() throws {
    for text in ["0~1", "-1~1", "-∞~0", "-∞~∞"] { #expect(try Self.interval(text).reciprocal() == nil) }
    #expect(throws: ArithmeticError.divisionByZero) { try Interval.zero.reciprocal() }
  }

  private static let header = """
    标准 例
      总分 不限
    事实 名 文本
    对象 名
    事实 分数 数量 分 范围 0 分 至 10 分
    事实 奖 数量 分
    事实 次 整数 次
    参数 系数 百分比 范围 50% 至 120%
    参数 加数 数量 分

    """

  private func total(_ clauses: String, _ facts: String = "分数：8") throws -> Interval {
    try #require(judge(try standard(Self.header + clauses), ["名：甲\n" + facts]).results[0].total.points)
  }

  /// A parameter without a value is anything its 范围 allows, or anything at all.
  @Test(arguments: [
    ("类别 一\n指标 1 “一”\n得分 分数 * 系数", "4~9.6"), ("类别 一\n指标 1 “一”\n得分 分数 * 系数\n封顶 5 分", "4~5"),
    ("类别 一\n指标 1 “一” 分值 9 分\n得分 分数 * 系数", "4~9"), ("类别 一\n指标 1 “一”\n得分 分数\n调整 乘\n乘以 系数", "4~9.6"),
    ("类别 一\n指标 1 “一”\n得分 3 分 当 系数 不低于 50%\n否则 1 分", "3"), ("类别 一\n指标 1 “一”\n得分 3 分 当 系数 高于 1%\n否则 1 分", "3"),
    ("类别 一\n指标 1 “一”\n得分 3 分 当 系数 不低于 80%\n否则 1 分", "1~3"), ("类别 一\n指标 1 “一”\n得分 6 分 / 系数", "5~12"),
    ("类别 一\n指标 1 “一”\n得分 分数 + 加数", "0~∞"), ("类别 一\n指标 1 “一” 分值 9 分\n得分 分数 + 加数", "0~9"),
    ("类别 一\n指标 1 “一”\n得分 分数\n调整 加\n加计 加数", "-∞~∞"), ("类别 一\n指标 1 “一”\n得分 奖\n保底 -5 分", "-5~∞"),
    ("类别 一\n指标 1 “一”\n得分 分数\n扣分 罚\n加计 1 分 按 次 每 1 次", "-∞~8"), ("类别 一\n指标 1 “一”\n得分 分数\n加分 红\n加计 1 分 按 次 每 1 次", "8~∞"),
    ("类别 一\n指标 1 “一”\n得分 分数\n调整 减\n扣减 1 分 按 次 每 1 次\n封顶 6 分\n保底 2 分", "2~6"),
  ])
  func unknownAmountsSpanWhatIsPossible(_ clauses: String, _ wanted: String) throws {
    let found = try total(clauses)
    #expect(found == (try Self.interval(wanted)), "\(found.exactText)")
  }

  /// Setting the parameter to anything it may be never leaves the range shown before.
  @Test func everySettingLiesWithinTheRange() throws {
    let clauses = """
      类别 一
        指标 1 “一”
          得分 分数 * 系数
          加计 2 分 当 系数 不低于 90%
        指标 2 “二”
          插值 系数（60%：1 分，100%：4 分，110%：2 分）
      调整 乘
        乘以 系数
      """
    let open = try total(clauses)
    for share in stride(from: 50, through: 120, by: 5) {
      let settled = try standard(
        Self.header.replacing("百分比 范围", with: "百分比 \(share)% 范围") + clauses)
      let found = try #require(judge(settled, ["名：甲\n分数：8"]).results[0].total.exact)
      #expect(open.least <= .finite(found) && .finite(found) <= open.most, "\(share)%")
    }
  }

  @Test func ranksCountTheLeastOfARange() throws {
    let text = """
      标准 例
        总分 不限
      事实 名 文本
      对象 名
      事实 基数 数量 分 范围 0 分 至 100 分
      参数 系数 百分比 范围 50% 至 100%
      类别 一
        指标 1 “一”
          得分 若 基数 多于 50 分 则 基数 * 系数 否则 基数
      推荐 前 1
      """
    let outcome = judge(try standard(text), ["名：甲\n基数：80", "名：乙\n基数：45", "名：丙\n基数：30"])
    #expect(outcome.results.map { outcome.sheet($0).name } == ["乙", "甲", "丙"])
    #expect(outcome.results.map(\.selection) == [.open, .open, .no])
  }

  /// A quota between two figures settles those whom either figure lets in or keeps out.
  @Test func anOpenQuotaOfACohortSettlesWhomItCan() throws {
    let text = """
      标准 例
      事实 名 文本
      对象 名
      事实 率 百分比
      参数 前列 百分比 范围 25% 至 50%
      群体 全部人 全部
      原则 1 “前列”
        条件 率 位于 全部人 前 前列
      """
    let outcome = judge(try standard(text), (1...4).map { "名：第\($0)\n率：\(100 - $0)%" })
    #expect(
      try (1...4).map { try outcome.result("第\($0)").requirements[0].verdict } == [.met, .unverified, .unmet, .unmet])
  }

  /// Items that may not apply and share nothing out may also give nothing.
  @Test func whatMayNotApplyMayGiveNothing() throws {
    let clauses = "事实 有 是否\n类别 一\n指标 1 “一”\n不适用 当 非 有\n得分 3 分\n指标 2 “二”\n得分 2 分"
    #expect(try total(clauses) == Interval(Rational(2), Rational(5)))
    #expect(try total(clauses, "有：否") == Interval(Rational(2)))
    #expect(try total(clauses, "有：是") == Interval(Rational(5)))
  }

  @Test func examplesExpectARangeWithoutEnd() throws {
    let results = try examples(
      Self.header + """
        类别 一
          指标 1 “一”
            得分 奖
        示例 “不限”
          期望 总分 0 分 至 不限，指标 一.1 得分 0 分 至 不限
        示例 “有限”
          期望 总分 0 分 至 10 分
        """)
    #expect(results.map(\.passed) == [true, false])
    guard case .total(let found)? = results[1].failures.first?.found else {
      Issue.record("no text")
      return
    }
    #expect(found.exactText == "0~…")
  }

  /// Expectations of what is open hold only where it is, and a failed one says what came out.
  @Test(arguments: [
    ("分 = 9 分", "推荐 并列", "分 = 8 分", "推荐"), ("分 = 9 分", "推荐 待核实", "分 = 8 分", "推荐"), ("分 = 8 分", "推荐 并列", "分 = 8 分", ""),
    ("分 = 8 分", "推荐", "分 = 8 分", "并列"), ("分 = 未填", "推荐 待核实", "分 = 8 分", ""), ("分 = 未填", "推荐 并列", "分 = 8 分", "待核实"),
    ("分 = 未填", "等级 待核实", "分 = 8 分", ""), ("分 = 9 分", "等级 待核实", "分 = 8 分", "优"), ("分 = 未填", "等级 优", "分 = 8 分", "优/差"),
    ("分 = 4 分", "等级 差", "分 = 8 分", ""), ("甲 = 未填", "有资格 待核实", "分 = 8 分", ""), ("甲 = 否", "有资格 待核实", "分 = 8 分", "无资格"),
    ("甲 = 未填", "有资格", "分 = 8 分", "待核实"), ("甲 = 是", "有资格", "分 = 8 分", ""),
  ])
  func examplesExpectWhatIsOpen(_ given: String, _ expected: String, _ others: String, _ found: String) throws {
    let text = """
      标准 例
        总分 10 分
      事实 名 文本
      对象 名
      事实 分 数量 分 范围 0 分 至 10 分
      事实 甲 是否
      原则 1 “甲”
        条件 甲
      类别 一
        指标 1 “一”
          评分 分
      等级 优 当 总分 不低于 8 分
      等级 差
      推荐 前 1
      示例 “例”
        给定 甲 = 是，\(given)
        另有 甲 = 是，\(others)
        期望 \(expected)
      """
    let result = try #require(try examples(text).first)
    #expect(result.passed == found.isEmpty)
    switch result.failures.first?.found {
    case .word(let keyword)?: #expect(keyword.chinese == found)
    case .points(let points)?: #expect(points.exactText == found)
    case .total(let total)?: #expect(total.exactText == found)
    case .text(let text)?: #expect(text == found)
    case .value, nil: break
    }
  }

  /// A grade may be called 待核实; then the name is meant.
  @Test func aGradeOfThatNameIsMeant() throws {
    let text = """
      标准 例
      事实 名 文本
      对象 名
      事实 分 数量 分 范围 0 分 至 100 分
      类别 一
        指标 1 “一”
          评分 分
      等级 待核实 当 总分 不低于 8 分
      等级 差
      示例 “例”
        给定 分 = 9 分
        期望 等级 待核实
      示例 “开着”
        期望 等级 待核实
      """
    #expect(try examples(text).map(\.passed) == [true, false])
  }
}
