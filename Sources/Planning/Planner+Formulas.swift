import Model
import Quantities
import Syntax

/// Where a formula stands.
struct Surroundings {
  /// Under 已填.
  var isBare = false
  /// How many queries over records it stands in.
  var level = -1
  /// The columns of the result at hand, in a query over results.
  var row: [Int]?
}

extension Planner {
  mutating func lower(_ formula: Formula, _ around: Surroundings = Surroundings()) -> Int {
    let type = PlanType.value(formula.type)
    func lowered(_ formulas: [Formula]) -> [Int] { formulas.map { lower($0, around) } }
    func made(_ primitive: Primitive, _ operands: [Int], _ type: PlanType) -> Int {
      node(primitive, operands, type, bare: around.isBare)
    }
    switch formula.kind {
    case .constant(let value): return constant(PlanValue(content: .known(value)), type)
    case .fact(let index): return fact(index, bare: around.isBare)
    case .parameter(let index): return parameter(index, bare: around.isBare)
    case .definition(let index):
      let inside = Surroundings(isBare: around.isBare)
      return definition(index, bare: around.isBare) { planner in
        planner.lower(planner.standard.definitions[index].formula, inside)
      }
    case .referenceDate:
      return constant(PlanValue(standard.referenceDate.map { .known(.date($0)) } ?? .unknown), type)
    case .column(let index): return made(.column(index, level: around.level), [], type)
    case .resultColumn(let column): return around.row?[column.rawValue] ?? constant(PlanValue(content: .unknown), type)
    case .not(let inner): return made(.not, lowered([inner]), type)
    case .all(let parts): return made(.all, lowered(parts), type)
    case .any(let parts): return made(.any, lowered(parts), type)
    case .compare(let comparator, let left, let right):
      return made(.compare(comparator, as: left.type), lowered([left, right]), type)
    case .interval(let subject, let lower, let upper):
      let value = self.lower(subject, around)
      let bounds: [(Comparator, Formula)] =
        [
          lower.map { ($0.included ? .atLeast : .above, $0.formula) },
          upper.map { ($0.included ? .atMost : .below, $0.formula) },
        ]
        .compactMap { $0 }
      // Without any bound it says that there is a value.
      if bounds.isEmpty { return made(.compare(.equal, as: subject.type), [value, value], type) }
      let held = bounds.map { made(.compare($0, as: subject.type), [value, self.lower($1, around)], type) }
      return made(.all, held, type)
    case .oneOf(let subject, let members):
      let value = lower(subject, around)
      return made(.any, lowered(members).map { made(.compare(.equal, as: subject.type), [value, $0], type) }, type)
    case .hasOptions(let subject, let wanted, let all):
      return made(.hasOptions(wanted, all: all), lowered([subject]), type)
    case .hasText(let subject, let part): return made(.hasText, lowered([subject, part]), type)
    case .isKnown(let inner):
      var bare = around
      bare.isBare = true
      return made(.isKnown, [lower(inner, bare)], type)
    case .conditional(let test, let first, let second): return made(.choose, lowered([test, first, second]), type)
    case .operation(let operation, let operands): return made(.operation(operation), lowered(operands), type)
    case .rank(let use, let end): return made(.rank(slot: use.slot, end), compared(use, around), type)
    case .cohort(let use, let figure): return made(.cohort(slot: use.slot, figure), compared(use, around), type)
    case .position(let use, let end, let quota, let cutoff):
      let compared = compared(use, around)
      let limits = lowered([quota] + [cutoff].compactMap { $0 })
      return made(
        .position(slot: use.slot, end, isShare: quota.type == .percentage, hasCutoff: cutoff != nil),
        [compared[0]] + limits + compared.dropFirst(), type)
    case .rows(let query): return rows(query, type, around)
    case .total: return total ?? constant(PlanValue(content: .unknown), type)
    case .eligible: return eligible ?? constant(PlanValue(content: .unknown), type)
    case .result(let path, let column): return results(path)[column.rawValue]
    }
  }

  mutating func fact(_ index: Int, bare isBare: Bool = false) -> Int {
    node(.fact(index), [], .value(standard.facts[index].type), bare: isBare)
  }

  private mutating func parameter(_ index: Int, bare isBare: Bool) -> Int {
    let parameter = standard.parameters[index]
    let value =
      parameter.value.map { PlanValue(content: .known($0)) }
      ?? PlanValue(Computed.missing(parameter.lower, parameter.upper, parameter.type), waits: [.parameter(index)])
    return setting(.parameter(index), value, .value(parameter.type), bare: isBare)
  }

  /// What is compared, then all that says with whom.
  private mutating func compared(_ use: CohortUse, _ around: Surroundings) -> [Int] {
    let cohort = standard.cohorts[use.cohort]
    let facts = (cohort.by + [cohort.counting].compactMap { $0 }).map { fact($0) }
    return [lower(use.formula, around)] + [cohort.members].compactMap { $0 }.map { lower($0, around) } + facts
  }

  // MARK: Rows

  private mutating func rows(_ query: RowQuery, _ type: PlanType, _ around: Surroundings) -> Int {
    guard case .fact(let index) = query.source else { return results(query, type, around) }
    var inside = around
    inside.level += 1
    let parts = [query.ofNone.map { lower($0, around) }, query.filter.map { lower($0, inside) }]
    let value = query.value.map { lower($0, inside) }
    let records = Primitive.Records(
      kind: query.kind, hasNone: query.ofNone != nil, hasFilter: query.filter != nil, hasValue: value != nil,
      level: inside.level, worth: query.worth)
    return node(
      .records(records), [fact(index)] + (parts + [value]).compactMap { $0 }, type, bare: around.isBare)
  }

  /// Results are known when a plan is made: each row of them is a part of it.
  private mutating func results(_ query: RowQuery, _ type: PlanType, _ around: Surroundings) -> Int {
    let rows = rows(of: query.source)
    var operands: [Int] = []
    for row in rows {
      var inside = around
      inside.row = row.cells
      let passes = query.filter.map { lower($0, inside) } ?? truth(.yes)
      switch query.kind {
      // Every row is an exception or none: what is not there is none.
      case .every:
        operands.append(node(.any, [node(.not, [row.isThere], .truth), passes], .truth, bare: around.isBare))
      case .any: operands.append(node(.all, [row.isThere, passes], .truth, bare: around.isBare))
      case .count, .sum, .greatest, .least, .average:
        operands.append(node(.all, [row.isThere, passes], .truth, bare: around.isBare))
        operands.append(query.value.map { lower($0, inside) } ?? truth(.yes))
      }
    }
    switch query.kind {
    case .any: return node(.any, operands, type, bare: around.isBare)
    case .every: return node(.all, operands, type, bare: around.isBare)
    case .count, .sum, .greatest, .least, .average:
      if let ofNone = query.ofNone { operands.append(lower(ofNone, around)) }
      return node(.figure(query.kind, worth: query.worth), operands, type, bare: around.isBare)
    }
  }
}
