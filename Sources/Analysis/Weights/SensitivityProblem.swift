import Diagnostics
import Syntax

/// Why a question about weights has no answer.
public enum SensitivityProblem: Problem, Error {
  /// The standard has neither a selection nor grades.
  case nothingGiven
  /// Of the clause.
  case quotaOpen(ClauseKind)
  case totalUnlimited
  /// A clause that works on the running total in its own way.
  case adjustment(String)
  /// A clause that depends on points, which re-weighing changes.
  case dependsOnPoints(ClauseKind, String)
  /// Nobody is eligible for certain.
  case nobody
  /// Nobody takes part for certain and has a total.
  case nobodyGraded
  /// The total of a community is not the weighted sum of its categories.
  case notFollowed(String)
  case tooMuch(communities: Int, draws: Int)
  case overflow
  /// Why the limits of the weights cannot be told, though the draws can.
  case totalRounded
  case inapplicable(category: String, community: String)
  case tooManySteps(category: String)

  /// What is thrown on the way to an answer: a reason of its own, or arithmetic that has no result.
  init(_ error: any Error) { self = error as? SensitivityProblem ?? .overflow }

  /// One of each, for the golden messages.
  public static let examples: [SensitivityProblem] = [
    .nothingGiven, .quotaOpen(.selection), .totalUnlimited, .adjustment("系数"), .dependsOnPoints(.bonus, "红榜"), .nobody,
    .nobodyGraded, .notFollowed("甲园"), .tooMuch(communities: 6_000, draws: 10_000), .overflow, .totalRounded,
    .inapplicable(category: "业主组织", community: "甲园"), .tooManySteps(category: "业主组织"),
  ]

  /// Communities that are compared in draws at most.
  public static let communityLimit = 5_000
  /// Communities times draws at most.
  public static let workLimit = 200_000_000

  /// Codes `A101` to `A110` of why there is no answer, `A111` to `A113` of why there are no ranges of weights.
  public var message: Message {
    switch self {
    case .nothingGiven:
      Message(
        "A101",
        zh: Wording("这份标准没有 推荐，也没有 等级，权重怎么变都不改变选择。", remedy: "加上一句 推荐 前 … 或 等级，再看权重。"),
        en: Wording(
          "The standard has neither a selection nor grades, so no weight changes any.",
          remedy: "Add selection top …, or a grade, then look at the weights."))
    case .quotaOpen(let clause):
      Message(
        "A102",
        zh: Wording("\(clause.chinese)的名额还没有定，看不出谁在名额之内。", remedy: "用 --set 给名额参数一个值。"),
        en: Wording(
          "The quota has no value yet, so nobody is within or beyond it.",
          remedy: "Give its parameter a value with --set."
        ))
    case .totalUnlimited:
      Message(
        "A103",
        zh: Wording("总分不限的标准没有权重可变。", reason: "权重是各类别占总分的份额，这份标准写的是 总分 不限。"),
        en: Wording(
          "A standard with an unlimited total has no weights to change.",
          reason: "Weights are the categories' shares of the total; this standard says total unlimited."))
    case .adjustment(let name):
      Message(
        "A104",
        zh: Wording(
          "调整 \(name) 按自己的步骤改变总分，换权重后的总分推不出来。", reason: "这里只重新加权，不重新评分。",
          remedy: "改权重后用 rulecheck compare 比较两份标准。"),
        en: Wording(
          "Adjustment \(name) changes the total in steps of its own, which re-weighing cannot follow.",
          reason: "Nothing is scored again here, only weighed again.",
          remedy: "Change the weight and use rulecheck compare on the two standards."))
    case .dependsOnPoints(let clause, let name):
      Message(
        "A105",
        zh: Wording(
          "\(clause.chinese)\(name.isEmpty ? "" : " " + name) 取决于得分，换权重后的结果推不出来。",
          reason: "这里只重新加权，不重新评分；得分率不受权重影响，可以用。",
          remedy: "改用得分率，或改权重后用 rulecheck compare 比较两份标准。"),
        en: Wording(
          "\(clause.english)\(name.isEmpty ? "" : " " + name) depends on points, which re-weighing cannot follow.",
          reason: "Nothing is scored again here, only weighed again. Rates do not depend on weights and may be used.",
          remedy: "Use rates, or change the weight and use rulecheck compare on the two standards."))
    case .nobody:
      Message(
        "A106",
        zh: Wording("没有一家确定符合，谈不上权重的影响。", remedy: "先用 rulecheck evaluate 看还缺哪些事实。"),
        en: Wording(
          "Nobody is eligible for certain, so weights decide nothing.",
          remedy: "See with rulecheck evaluate which facts are missing."))
    case .nobodyGraded:
      Message(
        "A110",
        zh: Wording("没有一家确定参评并有总分，谈不上权重的影响。", remedy: "先用 rulecheck evaluate 看还缺哪些事实。"),
        en: Wording(
          "Nobody takes part for certain and has a total, so weights decide nothing.",
          remedy: "See with rulecheck evaluate which facts are missing."))
    case .notFollowed(let name):
      Message(
        "A107",
        zh: Wording(
          "“\(name)”的总分不是各类得分率乘以权重的和，换权重后的总分推不出来。", reason: "可能有一类是否适用还不清楚。",
          remedy: "先补齐它缺的事实。"),
        en: Wording(
          "The total of “\(name)” is not the sum of its categories' rates times their weights, so it cannot be followed.",
          reason: "It may be open whether a category applies to it.", remedy: "Complete its missing facts first."))
    case .tooMuch(let communities, let draws):
      Message(
        "A108",
        zh: Wording(
          "\(communities) 家乘以 \(draws) 次抽样太多了。",
          reason: "最多 \(Self.communityLimit) 家，家数乘以次数最多 \(Self.workLimit)。", remedy: "减少 --draws。"),
        en: Wording(
          "\(communities) communities times \(draws) draws are too many.",
          reason:
            "At most \(Self.communityLimit) communities, and \(Self.workLimit) for communities times draws.",
          remedy: "Use fewer --draws."))
    case .overflow:
      Message(
        "A109",
        zh: Wording("数字太大，换权重后的总分无法精确计算。", remedy: "减少小数位数或参评家数。"),
        en: Wording(
          "The numbers are too large for exact totals under other weights.",
          remedy: "Use fewer decimals, or fewer communities."))
    case .totalRounded:
      Message(
        "A111",
        zh: Wording("总分要舍入，权重的界限不能精确求出。", reason: "舍入后的总分一跳一跳地变。"),
        en: Wording(
          "The total is rounded, so the limits of the weights cannot be solved exactly.",
          reason: "A rounded total moves in jumps."))
    case .inapplicable(let category, let community):
      Message(
        "A112",
        zh: Wording(
          "权重的界限不能精确求出：类别 \(category) 不适用于“\(community)”。", reason: "它的分值分摊给别的类别，总分不再随权重直线变化。"),
        en: Wording(
          "The limits of the weights cannot be solved exactly: category \(category) does not apply to “\(community)”.",
          reason:
            "Its points are shared out over the others, so that the total no longer follows the weights in a line."))
    case .tooManySteps(let category):
      Message(
        "A113",
        zh: Wording("类别 \(category) 的界限附近名次交换太多，没有算完。"),
        en: Wording(
          "Too many ranks change places near the limits of category \(category); they have not been worked out."))
    }
  }
}
