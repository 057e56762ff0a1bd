import Model

/// The plan of a standard with the nodes of some of its formulas, for whoever asks about conditions one by one.
public struct FormulaPlan: Sendable {
  /// The plan of the whole standard; nodes that only the formulas need stand behind all others.
  public let plan: Plan
  /// The node of each formula, in their order. No cases are looked at there, and 总分 is the final one.
  public let places: [Int]

  /// - Parameter formulas: of the standard, outside the rows of queries.
  /// - Throws: where the standard is too large for a plan.
  public init(_ standard: Standard, _ formulas: [Formula]) throws(PlanProblem) {
    var planner = Planner(standard)
    planner.lower()
    places = formulas.map { planner.lower($0) }
    if planner.plan.nodes.count > PlanProblem.nodeLimit { throw .tooLarge }
    plan = planner.plan
  }
}
