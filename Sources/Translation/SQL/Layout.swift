/// In which order columns are made: a stage after the other, each from the columns of the one before.
///
/// A term that is used more than once is a column of a stage; one that is used once stands where it is used, as long as it
/// is not nested too deeply. What looks at other rows is a step of its own, joined to a stage. What depends on parameters
/// alone is the same for all rows: it is laid out by itself, and rows are joined to the one row of it.
final class Layout {
  /// What a statement reads.
  struct Source {
    let name: String
    /// What is joined to it.
    let joined: String
    var text: String { name + joined }
  }

  /// Rows that are made of a stage and joined to it by `id`.
  struct Step {
    /// What it reads, as columns of the stage before.
    let inputs: [Term]
    /// The names of what it makes.
    let columns: [String]
    /// Whether a row need not have a part in it.
    let isPartial: Bool
    /// The statements that make it, the last of which is named `name`.
    let write: (_ name: String, _ stage: Source, _ writer: TermWriter) -> [(name: String, body: String)]
  }

  let terms: Terms
  private(set) var steps: [Step] = []

  /// Expressions are nested this deep at most; some engines read no more than some hundred levels.
  static let deepest = 24

  init(_ terms: Terms) { self.terms = terms }

  func add(_ step: Step) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  // MARK: Stages

  /// What is made where.
  struct Plan {
    /// The columns of each stage that are made there.
    var made: [[Term]] = []
    /// The columns that each stage takes over.
    var kept: [[Term]] = []
    /// The steps that are joined to each stage.
    var steps: [[Int]] = []
    /// From which stage on something is a column.
    var available: [Term: Int] = [:]
  }

  /// - Parameter given: what stands beside every row.
  func plan(_ outputs: [Term], given: Set<Term> = []) -> Plan {
    var used: [Term: Int] = [:]
    var order: [Term] = []
    var waiting: [(term: Term, isDone: Bool)] = outputs.map { ($0, false) }
    var seen: Set<Term> = []
    for output in outputs { used[output, default: 0] += 2 }
    while let (term, isDone) = waiting.popLast() {
      if isDone {
        order.append(term)
        continue
      }
      if given.contains(term) || !seen.insert(term).inserted { continue }
      waiting.append((term, true))
      let operands = parts(of: term)
      if case .made = terms[term].form {
        for operand in operands { used[operand, default: 0] += 2 }
      } else if case .window = terms[term].form {
        for operand in operands { used[operand, default: 0] += 2 }
        used[term, default: 0] += 2
      }
      for operand in operands {
        used[operand, default: 0] += 1
        waiting.append((operand, false))
      }
    }
    var plan = Plan()
    // The stage of which a term needs columns, and how deeply it is nested.
    var needs: [Term: Int] = [:]
    var depths: [Term: Int] = [:]
    for term in order {
      let known = terms[term]
      let operands = parts(of: term)
      let needed = operands.map { plan.available[$0] ?? needs[$0] ?? 0 }.max() ?? 0
      let depth = 1 + (operands.map { plan.available[$0] == nil ? depths[$0] ?? 0 : 0 }.max() ?? 0)
      switch known.form {
      case .truth, .number, .text, .null: needs[term] = 0
      case .column: plan.available[term] = 0
      case .made: plan.available[term] = needed + 1
      case .not, .isNull, .equal, .less, .atMost, .and, .or, .choose, .sum, .product, .remainder, .quotient, .least,
        .greatest, .hasBits, .contains, .length, .concat, .day, .scaled, .window:
        (needs[term], depths[term]) = (needed, depth)
        let isSlight = (known.form == .not || known.form == .isNull) && plan.available[known.operands[0]] != nil
        if !isSlight && used[term] ?? 0 > 1 || depth > Self.deepest { plan.available[term] = needed + 1 }
      }
    }
    arrange(order, outputs, &plan)
    return plan
  }

  /// So many columns a stage has at most: the 1,664 of PostgreSQL, less room for what is joined to it.
  static let mostColumns = 1600

  /// The columns of the stage that has most of them.
  func widest(_ outputs: [Term]) -> [Term] {
    let given = ofParameters(outputs)
    let plans = [plan(given.sorted { $0.place < $1.place }), plan(outputs, given: given)]
    let stages = plans.flatMap { plan in zip(plan.kept, plan.made).map { $0 + $1 } }
    return stages.max { $0.count < $1.count } ?? []
  }

  /// Takes what a term needs out of some others.
  func take(_ term: Term, from others: inout Set<Term>) {
    var seen: Set<Term> = []
    var waiting = [term]
    while let next = waiting.popLast() {
      if !seen.insert(next).inserted { continue }
      others.remove(next)
      waiting += parts(of: next)
    }
  }

  /// What a term is made of; what a step makes is made of what it reads.
  private func parts(of term: Term) -> [Term] {
    if case .made(let step, _) = terms[term].form { steps[step].inputs } else { terms[term].operands }
  }

  /// The largest parts that depend on parameters and nothing else.
  func ofParameters(_ outputs: [Term]) -> Set<Term> {
    var known: [Term: Bool?] = [:]
    /// Whether it depends on parameters only; nil if it depends on nothing.
    func isFixed(_ term: Term) -> Bool? {
      if let known = known[term] { return known }
      var found: Bool?
      if case .column(let table, _) = terms[term].form {
        found = table == .parameters
      } else if case .window = terms[term].form {
        found = false
      } else {
        let operands = parts(of: term).compactMap(isFixed)
        found = operands.isEmpty ? nil : operands.allSatisfy { $0 }
        if case .made = terms[term].form { found = false }
      }
      known[term] = found
      return found
    }
    var found: Set<Term> = []
    var seen: Set<Term> = []
    var waiting = outputs
    while let term = waiting.popLast() {
      if !seen.insert(term).inserted { continue }
      if isFixed(term) == true { found.insert(term) } else { waiting += parts(of: term) }
    }
    return found
  }

  /// Whether a term is written with some of those that stand beside every row, where others are columns.
  func reads(_ given: Set<Term>, _ term: Term, _ names: [Term: String]) -> Bool {
    if given.contains(term) { return true }
    return names[term] == nil && terms[term].operands.contains { reads(given, $0, names) }
  }

  private func arrange(_ order: [Term], _ outputs: [Term], _ plan: inout Plan) {
    let last = plan.available.values.max() ?? 0
    plan.made = Array(repeating: [], count: last + 1)
    plan.kept = Array(repeating: [], count: last + 1)
    plan.steps = Array(repeating: [], count: last + 1)
    // Up to which stage each column is needed.
    var until: [Term: Int] = [:]
    func need(_ term: Term, at stage: Int) {
      for column in columns(of: term, plan) { until[column] = max(until[column] ?? 0, stage) }
    }
    var joined: Set<Int> = []
    for term in order {
      guard let stage = plan.available[term] else { continue }
      switch terms[term].form {
      case .column: plan.made[0].append(term)
      case .made(let step, _):
        plan.made[stage].append(term)
        if joined.insert(step).inserted {
          plan.steps[stage].append(step)
          for input in steps[step].inputs { need(input, at: stage - 1) }
        }
      case .truth, .number, .text, .null, .not, .isNull, .equal, .less, .atMost, .and, .or, .choose, .sum, .product,
        .remainder, .quotient, .least, .greatest, .hasBits, .contains, .length, .concat, .day, .scaled, .window:
        plan.made[stage].append(term)
        for operand in terms[term].operands { need(operand, at: stage - 1) }
      }
    }
    for output in outputs { need(output, at: last) }
    for term in order {
      guard let stage = plan.available[term], let end = until[term], end > stage else { continue }
      for later in (stage + 1)...end { plan.kept[later].append(term) }
    }
  }

  /// The columns that a term is made of where it stands.
  private func columns(of term: Term, _ plan: Plan) -> Set<Term> {
    if plan.available[term] != nil { return [term] }
    return terms[term].operands.reduce(into: []) { $0.formUnion(columns(of: $1, plan)) }
  }
}
