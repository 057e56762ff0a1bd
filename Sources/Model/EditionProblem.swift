import Diagnostics
import Quantities
import Syntax

/// What can be wrong with the days on which clauses are in force.
public enum EditionProblem: Problem {
  /// Editions, and no 基准日 written as a date by which to choose among them.
  case noDay
  /// Two editions in force on a day.
  case overlap(ClauseKind, String, CalendarDate)
  /// No edition from a day to another.
  case gap(ClauseKind, String, from: CalendarDate, to: CalendarDate)
  /// Something is named that is in force on other days.
  case notInForce(ClauseKind, String, Validity, CalendarDate)
  /// The standard of another day has mistakes.
  case broken(CalendarDate, Int)

  /// One of each, for the golden messages.
  public static let examples: [EditionProblem] =
    [.noDay]
    + [CalendarDate(year: 2026, month: 1, day: 1)].compactMap { $0 }.flatMap { day -> [EditionProblem] in
      [
        .overlap(.parameter, "门槛", day), .gap(.parameter, "门槛", from: day, to: day),
        .notInForce(.parameter, "门槛", Validity(since: day, until: nil), day), .broken(day, 2),
      ]
    }

  /// Codes `M521` to `M525`.
  public var message: Message {
    switch self {
    case .noDay:
      Message(
        "M521",
        zh: Wording("有的句子只在一段时间里施行，可标准没有写明 基准日。", remedy: "在 标准 下面写 基准日 和日期，例如 基准日 2026年1月1日。"),
        en: Wording(
          "Some clauses are in force for a time only, but the standard states no reference_date.",
          remedy: "Write reference_date and a date under standard, such as reference_date 2026-01-01."))
    case .overlap(let kind, let name, let day):
      Message(
        "M522",
        zh: Wording("\(day.text) 这天有两个\(kind.quoted(name, .zh))同时施行。", remedy: "让前一个的 至 早于后一个的 自。"),
        en: Wording(
          "On \(day.text) two clauses \(kind.quoted(name, .en)) are in force.",
          remedy: "Let the first one end before the other one begins."))
    case .gap(let kind, let name, let from, let to):
      Message(
        "M523",
        zh: Wording("\(from.text) 至 \(to.text) 没有\(kind.quoted(name, .zh))施行。", remedy: "让后一个的 自 紧接前一个的 至。"),
        en: Wording(
          "From \(from.text) to \(to.text) no \(kind.quoted(name, .en)) is in force.",
          remedy: "Let the next one begin on the day after the one before it ends."))
    case .notInForce(let kind, let name, let validity, let day):
      Message(
        "M524", isConsequence: true,
        zh: Wording(
          "\(kind.quoted(name, .zh))在 \(day.text) 没有施行。", reason: "它的施行时间是：\(validity.text(.zh))。",
          remedy: "换一个 基准日，或者让用到它的句子也只在这段时间施行。"),
        en: Wording(
          "\(kind.quoted(name, .en)) is not in force on \(day.text).",
          reason: "It is effective \(validity.text(.en)).",
          remedy: "Take another reference_date, or let what uses it be effective then only."))
    case .broken(let day, let count):
      Message(
        "M525",
        zh: Wording("这里施行以后，\(day.text) 的标准有 \(count) 处错误。", reason: "它们列在下面。"),
        en: Wording(
          "With this in force, the standard of \(day.text) has \(count) \(count == 1 ? "error" : "errors").",
          reason: count == 1 ? "It follows." : "They follow."))
    }
  }
}

extension ClauseKind {
  /// `“参数 门槛”`; the kind alone of what has no name.
  fileprivate func quoted(_ name: String, _ language: Language) -> String {
    "“" + spelling(language) + (name.isEmpty ? "" : " " + name) + "”"
  }
}
