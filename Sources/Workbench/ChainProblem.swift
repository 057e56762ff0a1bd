import Diagnostics

/// What keeps communities from being followed from one level of a chain to the next.
public enum ChainProblem: Problem {
  /// The levels name communities by different facts.
  case subjectsApart(below: String, [String], above: String, [String])
  /// Communities of a level of which the level below has no sheet that is theirs for certain.
  case unmatched([String], level: String, below: String, [String])

  /// One of each, for the golden messages.
  public static let examples: [ChainProblem] = [
    .subjectsApart(below: "县级", ["编号", "镇"], above: "市级", ["小区", "县"]),
    .unmatched(["幸福里（东县）", "幸福里（西县）"], level: "市级", below: "县级", ["小区"]),
  ]

  /// `M241` keeps levels from being a chain; `D222` leaves communities open.
  public var message: Message {
    switch self {
    case .subjectsApart(let below, let lower, let above, let upper):
      Message(
        "M241",
        zh: Wording(
          "“\(below)”的对象是 \(lower.joined(separator: "，"))；“\(above)”的对象是 \(upper.joined(separator: "，"))；没有一项相同。",
          reason: "对不上哪个是哪个，上一级就不知道下一级推荐了谁。", remedy: "至少有一项事实两级的 对象 都写。"),
        en: Wording(
          "The subject of “\(below)” is \(lower.joined(separator: ", ")), that of “\(above)” \(upper.joined(separator: ", ")): they have no fact in common.",
          reason:
            "Which community is which is not known, so the upper level cannot tell whom the lower one recommends.",
          remedy: "Let both name at least one fact alike."))
    case .unmatched(let names, let level, let below, let facts):
      Message(
        "D222",
        zh: Wording(
          "“\(level)”的 \(names.listed(.zh, measure: "家"))，在“\(below)”没有能认定是它的事实表。",
          reason: "“\(below)”是否推荐，不知道；在“\(level)”按待核实处理。",
          remedy: "“\(below)”的对象只写了 \(facts.joined(separator: "，"))；有同名的，把能分开它们的事实也写进去。"),
        en: Wording(
          "“\(below)” has no sheet that is certainly that of \(names.listed(.en)) of “\(level)”.",
          reason: "Whether “\(below)” recommends them is not known; “\(level)” takes it as open.",
          remedy:
            "The subject of “\(below)” is only \(facts.joined(separator: ", ")); where there are namesakes, add what tells them apart."
        ))
    }
  }
}
