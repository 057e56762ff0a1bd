import Diagnostics

/// Why a standard is not written as SQL.
public enum SQLProblem: Problem, Error {
  case cannotSay(SQLRefusal, clause: String, dialect: String)

  /// One of each, for the golden messages.
  public static let examples: [SQLProblem] = SQLRefusal.allCases.map {
    .cannotSay($0, clause: "党建引领.1", dialect: "postgresql")
  }

  /// Codes from `M270` on.
  public var message: Message {
    let refusal =
      switch self {
      case .cannotSay(let refusal, _, _): refusal
      }
    return switch refusal {
    case .tooLong: Message("M270", zh: zh("数可能超过 38 位。"), en: en("A number may have more than 38 digits."))
    case .openEnd: Message("M271", zh: zh("这里要用到一个不含端点的范围。"), en: en("It works with a range that leaves its end out."))
    case .brokenPoints:
      Message(
        "M272", zh: zh("分数或排序依据是两个不固定的数相除的商。"),
        en: en("Points or a ranking key are a quotient of two numbers that vary."))
    case .movingMonths:
      Message(
        "M273", zh: zh("从不固定的日期推算月份，各引擎的算法不同。"),
        en: en("It adds months to a date that is not fixed, which engines do differently."))
    case .movingStep:
      Message("M274", zh: zh("取整的步长或移动的天数不固定。"), en: en("A rounding step or a number of days is not fixed."))
    case .manyCases: Message("M275", zh: zh("要分别看的情形太多。"), en: en("It would have to be looked at in too many cases."))
    case .movingCases:
      Message(
        "M276", zh: zh("要分情形看的对象，取值界限每张表不同。"),
        en: en("It is looked at case by case, with limits that differ from row to row."))
    case .manyParts: Message("M277", zh: zh("可能不适用的部分太多。"), en: en("Too many of its parts may not apply."))
    case .weightlessParts:
      Message(
        "M278", zh: zh("有的部分没有分值，别的部分又可能不适用。"),
        en: en("Some parts have no points of their own while others may not apply."))
    case .mixedFailures: Message("M279", zh: zh("几种算不出的情形在这里相遇。"), en: en("Failures of different kinds meet in it."))
    case .rows: Message("M280", zh: zh("对记录的这种查问还没有写法。"), en: en("There is no wording yet for what it asks of rows."))
    case .cohort:
      Message("M281", zh: zh("这种与群体的比较还没有写法。"), en: en("There is no wording yet for this comparison across a cohort."))
    case .gradePlaces:
      Message(
        "M282", zh: zh("等级有名额，要看别人的结果。"), en: en("A grade has limited places, which depend on the results of others."))
    case .openParameter: Message("M283", zh: zh("参数还没有值。"), en: en("A parameter has no value yet."))
    case .textForm:
      Message(
        "M284", zh: zh("文字里有附加符号一类的字符，写法不止一种，引擎不认作同一个。"),
        en: en("A text has characters that can be written in more than one way, which engines take for different ones.")
      )
    case .tooWide:
      Message(
        "M285",
        zh: zh("中间一步的列，或者一张表的一行，比数据库容得下的多（PostgreSQL 是 1664 列、8160 字节）。", isInexact: false),
        en: en(
          "A step has more columns, or a table longer rows, than databases hold (PostgreSQL 1,664 columns, 8,160 bytes).",
          isInexact: false)
      )
    }
  }

  /// - Parameter isInexact: whether it could be said approximately.
  private func zh(_ reason: String, isInexact: Bool = true) -> Wording {
    switch self {
    case .cannotSay(_, let clause, let dialect):
      Wording(
        "“\(clause)” 不能一点不差地写成 \(dialect) 的 SQL。", reason: reason + (isInexact ? "写成近似的，结果就可能不同。" : ""),
        remedy: "改写这一条，或者仍用 rulecheck 评选。")
    }
  }

  private func en(_ reason: String, isInexact: Bool = true) -> Wording {
    switch self {
    case .cannotSay(_, let clause, let dialect):
      Wording(
        "“\(clause)” cannot be said exactly in SQL for \(dialect).",
        reason: reason + (isInexact ? " Said approximately, it could come out differently." : ""),
        remedy: "Write the clause differently, or judge with rulecheck itself.")
    }
  }
}
