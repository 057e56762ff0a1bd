import Model
import Planning
import Sheets

/// Which node holds which result.
extension ScriptPlanWriter {
  var results: JSONValue {
    mutating get {
      let results = plan.results
      let keys = zip(standard.ranking, results.keys).map { key, node in
        JSONValue.object(of: [
          ("node", number(node)), ("type", .whole(type(key.formula.type))), ("descending", .bool(key.descending)),
          ("asksForTotal", .bool(standard.asksForTotal(key.formula))),
        ])
      }
      let selection = standard.selection.map { selection in
        JSONValue.object(of: [("when", number(results.selection)), ("places", places(selection.places))])
      }
      return .object(of: [
        ("entrants", number(results.entrants)), ("candidacy", number(results.candidacy)),
        ("requirements", .array(zip(standard.requirements, results.requirements).map(requirement))),
        ("categories", .array(zip(standard.categories, results.categories).map(category))),
        ("adjustments", .array(results.adjustments.map(score))), ("sums", .array(results.sums.map(number))),
        ("total", number(results.total)), ("scored", number(results.scored)), ("eligible", number(results.eligible)),
        ("grades", number(results.grades)), ("gradesWithoutTotal", number(results.gradesWithoutTotal)),
        ("determinations", .array(zip(standard.determinations, results.determinations).map(determination))),
        ("keys", .array(keys)), ("selection", selection ?? .null),
        ("gradePlaces", .array(standard.grades.map { $0.places.map(places) ?? .null })),
      ])
    }
  }

  private func requirement(_ stated: Requirement, _ nodes: Plan.Requirement) -> JSONValue {
    .object(of: [
      ("holds", number(nodes.holds)), ("verdict", number(nodes.verdict)), ("passes", number(nodes.passes)),
      ("bears", .bool(stated.kind.bearing != .none)), ("leavesUnscored", .bool(stated.leavesUnscored)),
    ])
  }

  private func category(_ stated: Model.Category, _ nodes: Plan.Category) -> JSONValue {
    .object(of: [
      ("level", level(nodes.level)), ("groups", .array(nodes.groups.map(level))),
      ("items", .array(nodes.items.map(score))), ("scale", stated.scale.map { Packed.number($0) } ?? .null),
      ("groupOf", .array(stated.items.map { .whole($0.group) })),
    ])
  }

  private func score(_ nodes: Plan.Score) -> JSONValue {
    .object(of: [
      ("verdict", number(nodes.verdict)), ("points", number(nodes.points)), ("applied", number(nodes.applied)),
      ("full", number(nodes.full)), ("rate", number(nodes.rate)), ("appliedRate", number(nodes.appliedRate)),
      ("applies", number(nodes.applies)), ("minimum", number(nodes.minimum)),
      ("waiting", .array(nodes.waiting.map(number))), ("failing", .array(nodes.failing.map(number))),
    ])
  }

  private func level(_ nodes: Plan.Level) -> JSONValue {
    .object(of: [
      ("points", number(nodes.points)), ("applied", number(nodes.applied)), ("full", number(nodes.full)),
      ("mark", number(nodes.mark)), ("rate", number(nodes.rate)), ("appliedRate", number(nodes.appliedRate)),
      ("applies", number(nodes.applies)), ("minimum", number(nodes.minimum)), ("waiting", number(nodes.waiting)),
      ("wanted", number(nodes.wanted)), ("failing", .array(nodes.failing.map(number))),
    ])
  }

  private func determination(_ stated: Determination, _ nodes: Plan.Determination) -> JSONValue {
    let without = nodes.withoutTotal.map { without in
      JSONValue.object(of: [
        ("isThere", number(without.isThere)), ("value", number(without.value)), ("rungs", number(without.rungs)),
      ])
    }
    return .object(of: [
      ("value", number(nodes.value)), ("rungs", number(nodes.rungs)),
      ("options", .wholes(stated.rungs.map(\.option))), ("without", without ?? .null),
    ])
  }

  private func places(_ places: PlaceLimits) -> JSONValue {
    func quota(_ quota: PlaceLimits.Quota?) -> JSONValue {
      quota.map { .array([Packed.number($0.value), .bool($0.isShare)]) } ?? .null
    }
    return .object(of: [
      ("overall", quota(places.overall)), ("groupBy", .wholes(places.groupBy)), ("perGroup", quota(places.perGroup)),
      ("missing", .wholes(places.missing)),
    ])
  }
}
