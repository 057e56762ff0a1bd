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
    switch self {
    case .cannotSay(let refusal, let clause, let dialect):
      Message(
        refusal.code,
        zh: Wording(
          "“\(clause)” 不能一点不差地写成 \(dialect) 的 SQL。", reason: refusal.reason.zh + "写成近似的，结果就可能不同。",
          remedy: "改写这一条，或者仍用 rulecheck 评选。"),
        en: Wording(
          "“\(clause)” cannot be said exactly in SQL for \(dialect).",
          reason: refusal.reason.en + " Said approximately, it could come out differently.",
          remedy: "Write the clause differently, or judge with rulecheck itself."))
    }
  }
}

extension SQLRefusal {
  fileprivate var code: String {
    switch self {
    case .tooLong: "M270"
    case .openEnd: "M271"
    case .brokenPoints: "M272"
    case .movingMonths: "M273"
    case .movingStep: "M274"
    case .manyCases: "M275"
    case .movingCases: "M276"
    case .manyParts: "M277"
    case .weightlessParts: "M278"
    case .mixedFailures: "M279"
    case .rows: "M280"
    case .cohort: "M281"
    case .gradePlaces: "M282"
    case .openParameter: "M283"
    }
  }

  fileprivate var reason: (zh: String, en: String) {
    switch self {
    case .tooLong: ("数可能超过 38 位。", "A number may have more than 38 digits.")
    case .openEnd: ("这里要用到一个不含端点的范围。", "It works with a range that leaves its end out.")
    case .brokenPoints: ("分数或排序依据是两个不固定的数相除的商。", "Points or a ranking key are a quotient of two numbers that vary.")
    case .movingMonths: ("从不固定的日期推算月份，各引擎的算法不同。", "It adds months to a date that is not fixed, which engines do differently.")
    case .movingStep: ("取整的步长或移动的天数不固定。", "A rounding step or a number of days is not fixed.")
    case .manyCases: ("要分别看的情形太多。", "It would have to be looked at in too many cases.")
    case .movingCases: ("要分情形看的对象，取值界限每张表不同。", "It is looked at case by case, with limits that differ from row to row.")
    case .manyParts: ("可能不适用的部分太多。", "Too many of its parts may not apply.")
    case .weightlessParts: ("有的部分没有分值，别的部分又可能不适用。", "Some parts have no points of their own while others may not apply.")
    case .mixedFailures: ("几种算不出的情形在这里相遇。", "Failures of different kinds meet in it.")
    case .rows: ("对记录的这种查问还没有写法。", "There is no wording yet for what it asks of rows.")
    case .cohort: ("这种与群体的比较还没有写法。", "There is no wording yet for this comparison across a cohort.")
    case .gradePlaces: ("等级有名额，要看别人的结果。", "A grade has limited places, which depend on the results of others.")
    case .openParameter: ("参数还没有值。", "A parameter has no value yet.")
    }
  }
}
