import Diagnostics

/// Why there is no plan of a standard.
public enum PlanProblem: Problem, Error {
  case tooLarge

  /// One of each, for the golden messages.
  public static let examples: [PlanProblem] = [.tooLarge]

  /// Nodes of a plan: what would take more does not fit into the memory of a small machine.
  public static let nodeLimit = 500_000

  /// Code `M242`.
  public var message: Message {
    Message(
      "M242",
      zh: Wording(
        "这份标准的计算步骤太多，列不成计划。", reason: "最多 \(Self.nodeLimit) 个节点；许多条款各自逐条查问所有指标时，节点数是两者的乘积。",
        remedy: "少用逐条查问指标的条件，或把相同的条件写成一样的句子。评选本身不受影响。"),
      en: Wording(
        "The standard takes too many steps for a plan.",
        reason:
          "A plan has at most \(Self.nodeLimit) nodes; where many clauses each ask something of every item, there are as many as both multiplied.",
        remedy: "Ask less of every item, or ask it in the same words. Judging communities is not affected."))
  }
}
