import Model
import Planning
import Quantities
import Sheets

/// What a page keeps of sheets in place of their facts, for `standard.outcomeOf(kept, frontier)`.
public struct ScriptFrontier {
  private let writer: ScriptPlanWriter

  /// - Throws: ``Planning/PlanProblem/tooLarge``.
  public init(_ standard: Standard) throws(PlanProblem) { writer = try ScriptPlanWriter(standard) }

  /// The settings of which a plan with another value is this plan with that value.
  public var effective: [Plan.Setting] { writer.effective }

  /// The numbers of nodes in the data of the plan.
  public func numbers(_ nodes: [Int]) -> JSONValue { .array(nodes.map { writer.number($0) }) }

  /// What is kept of one sheet.
  ///
  /// - Parameters:
  ///   - values: what the nodes of the frontier give.
  ///   - group: what it states of the facts of 推荐 每.
  public func kept(_ values: [PlanValue], group: [Value?]) -> JSONValue {
    .object(of: [
      ("nodes", .array(values.map(writer.packed))),
      ("facts", .array(group.map { $0.map { Packed.value($0) } ?? .null })),
    ])
  }
}
