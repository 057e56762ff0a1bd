import Model
import Planning
import Quantities

/// Which parameters are columns of the table `parameters`, so that a what-if is an UPDATE: those whose value does not shape
/// the query.
enum SQLParameters {
  /// Writes the terms of a standard with as many parameters as columns as can be said exactly.
  ///
  /// - Throws: what cannot be said even with all of them fixed.
  static func settle(
    _ standard: Standard, _ plan: Plan, _ dialect: SQLDialect
  ) throws(SQLProblem) -> (SQLTranslator, SQLOutputs) {
    func made(_ moving: Set<Int>) throws(SQLProblem) -> (SQLTranslator, SQLOutputs) {
      let translator = SQLTranslator(standard, plan, moving: moving)
      var outputs = SQLOutputs(translator)
      do throws(SQLRefusal) { try outputs.gather() } catch {
        throw .cannotSay(error, clause: outputs.clause, dialect: dialect.name)
      }
      return (translator, outputs)
    }
    let candidates = movable(standard)
    let all = Set(candidates)
    if all.isEmpty { return try made([]) }
    if let found = try? made(all) { return found }
    var found = try made([])
    // Halves of what is left are tried until it is known of each.
    func halves(_ some: ArraySlice<Int>) -> [ArraySlice<Int>] {
      if some.count < 2 { return [] }
      let middle = (some.startIndex + some.endIndex) / 2
      return [some[middle...], some[..<middle]]
    }
    var moving: Set<Int> = []
    var waiting = halves(candidates[...])
    while let some = waiting.popLast() {
      let more = moving.union(some)
      if more != all, let next = try? made(more) {
        (found, moving) = (next, more)
      } else {
        waiting += halves(some)
      }
    }
    return found
  }

  /// The parameters that have no part in what was settled when the standard was checked, and whose values columns hold.
  private static func movable(_ standard: Standard) -> [Int] {
    let dependencies = DependencyIndex(standard)
    let quotas = quotas(standard)
    let settling = standard.settled.filter { site in
      if case .example = site.owner { return false }
      // A quota that is a parameter stands in the query as that.
      if case .parameter(let index) = site.formula.kind, site.owner == .selection, site.role == .quota {
        return index != quotas.overall && index != quotas.perGroup
      }
      return true
    }
    var fixed: Set<Int> = []
    for site in settling {
      if case .parameter(let own) = site.owner, site.role == .value {
        fixed.formUnion(dependencies.of(site.formula).parameters.subtracting([own]))
      } else {
        fixed.formUnion(dependencies.of(site.formula).parameters)
      }
    }
    return standard.parameters.indices.filter { index in
      let parameter = standard.parameters[index]
      return !fixed.contains(index) && (parameter.value.map { holds($0, parameter) } ?? true)
    }
  }

  /// The parameters that say how many places there are, where nothing else has a part in it.
  static func quotas(_ standard: Standard) -> (overall: Int?, perGroup: Int?) {
    guard let places = standard.selection?.places, places.missing.isEmpty else { return (nil, nil) }
    // In the order of the clause.
    var parameters = standard.settled.filter { $0.owner == .selection && $0.role == .quota }.map { site -> Int? in
      if case .parameter(let index) = site.formula.kind { index } else { nil }
    }[...]
    let overall = places.overall == nil ? nil : parameters.popFirst()
    let perGroup = places.perGroup == nil ? nil : parameters.popFirst()
    return (overall ?? nil, perGroup ?? nil)
  }

  private static func holds(_ value: Value, _ parameter: Parameter) -> Bool {
    SQLSchema.literal(value, FactColumn(parameter, "", Spans(terms: Terms())), SQLDialect.duckDB) != nil
  }
}
