import Model
import Planning
import Quantities
import Syntax

/// Makes terms of SQL of the nodes of a plan.
final class SQLTranslator {
  let standard: Standard
  let plan: Plan
  /// The parameters that are columns, by place.
  let moving: Set<Int>
  let terms = Terms()
  let spans: Spans
  let layout: Layout
  /// What cases assume, by node; empty outside of them.
  typealias Case = [Int: SQLCell]

  private var cells: [Key: SQLCell] = [:]
  private var reached: [Int: Set<Int>] = [:]
  /// How often cases are divided at present.
  var cases = Case()
  /// Names of what cases assume, so that equal ones are one.
  private var names: [Int: Int] = [:]
  /// The facts that are read, by place.
  private(set) var facts: [Int: FactColumn] = [:]
  /// The rows of a query at hand: its cells, by column.
  var row: [Int: SQLCell] = [:]
  /// What comparisons across cohorts say, by slot.
  var cohorts: [Int: CohortTerms] = [:]
  /// Whether terms look at a row.
  var ofRow: [Term: Bool] = [:]
  /// The facts by which places are shared out: no row may leave them out.
  var grouping: Set<Int> = []
  /// How many rows were looked at, for their names.
  var rowNumber = 0

  private struct Key: Hashable {
    let node: Int
    let cases: [Int: Int]
    let row: Int
  }

  init(_ standard: Standard, _ plan: Plan, moving: Set<Int>) {
    (self.standard, self.plan, self.moving) = (standard, plan, moving)
    spans = Spans(terms: terms)
    layout = Layout(terms)
  }

  /// Which cases are assumed, by number.
  private(set) var assumed: [Int: Int] = [:]

  /// Works something out while a node is taken to be something.
  func assuming<Result>(
    _ node: Int, _ cell: SQLCell, number: Int, _ body: () throws(SQLRefusal) -> Result
  ) throws(SQLRefusal) -> Result {
    let (before, known) = (cases, assumed)
    cases[node] = cell
    assumed[node] = number
    defer { (cases, assumed) = (before, known) }
    return try body()
  }

  /// Assumes nothing until all is put back.
  func setAside() -> (Case, [Int: Int]) {
    defer { (cases, assumed) = ([:], [:]) }
    return (cases, assumed)
  }

  func putBack(_ outer: (Case, [Int: Int])) { (cases, assumed) = outer }

  /// The subjects on which a node depends, other than through what was reported.
  private func dependsOn(_ node: Int, _ subject: Int) -> Bool {
    if reached[subject] == nil { reached[subject] = Set(plan.dependents(of: [subject], endingAtResults: true)) }
    return reached[subject]?.contains(node) ?? false
  }

  func cell(_ place: Int) throws(SQLRefusal) -> SQLCell {
    if let assumed = cases[place] { return assumed }
    let bearing = assumed.filter { dependsOn(place, $0.key) }
    let node = plan.nodes[place]
    let key = Key(node: place, cases: bearing, row: node.isOfRow ? rowNumber : 0)
    if let known = cells[key] { return known }
    let outer = (cases, assumed)
    // What depends on none of the cases is as it is without them.
    (cases, assumed) = (cases.filter { bearing[$0.key] != nil }, bearing)
    defer { (cases, assumed) = outer }
    let made = try make(node, place)
    if terms.isTooLong { throw .tooLong }
    cells[key] = made
    return made
  }

  // MARK: Parts

  var sound: Flags {
    Flags(isNone: terms.no, mayBeNone: terms.no, mayFail: terms.no, fails: terms.no, isVoid: terms.no)
  }

  func cell(truth: Term, _ flags: Flags? = nil) -> SQLCell { SQLCell(truth: truth, flags: flags ?? sound) }
  func cell(_ span: Span, _ flags: Flags? = nil) -> SQLCell { SQLCell(span: span, flags: flags ?? sound) }

  /// The number or day that it is; any at all where nothing is known.
  func span(_ cell: SQLCell) -> Span { cell.span ?? spans.unknown }
  func truth(_ cell: SQLCell) -> Term { cell.truth ?? terms.null(.truth) }

  /// Whether a value is known, whatever it is.
  func isKnown(_ cell: SQLCell) -> Term {
    let content: Term =
      if let truth = cell.truth {
        terms.isThere(truth)
      } else if let span = cell.span {
        spans.isExact(span)
      } else if let text = cell.text {
        terms.isThere(text)
      } else if let bits = cell.bits { terms.isThere(bits) } else { terms.no }
    return terms.and(content, terms.not(cell.flags.fails), terms.not(cell.flags.mayFail))
  }

  /// Whether nothing more can be found out about it by dividing the case.
  func isSettled(_ cell: SQLCell) -> Term {
    let flags = cell.flags
    let content: Term =
      if let grades = cell.grades {
        terms.atMost(
          terms.sum((grades.possible + [grades.none]).map { terms.choose($0, terms.number(1), terms.number(0)) }),
          terms.number(1))
      } else if cell.verdict != nil { terms.yes } else { isKnown(cell) }
    return terms.or(
      flags.isNone,
      terms.and(
        terms.not(flags.mayBeNone), terms.not(flags.mayFail), terms.or(flags.fails, content)))
  }

  func applies(_ flags: Flags) -> Term {
    terms.choose([(flags.isNone, terms.no), (flags.mayBeNone, terms.null(.truth))], terms.yes)
  }

  func mayFail(_ cells: [SQLCell]) -> Term { terms.or(cells.map(\.flags.mayFail)) }
  func fails(_ cells: [SQLCell]) -> Term { terms.or(cells.map(\.flags.fails)) }
  func errors(_ cells: [SQLCell]) -> Set<ArithmeticError> { cells.reduce(into: []) { $0.formUnion($1.flags.errors) } }

  /// Of a value: what fails or may is unknown.
  func strict(_ operands: [SQLCell], _ cell: SQLCell) throws(SQLRefusal) -> SQLCell {
    let fails = terms.or(fails(operands), cell.flags.fails)
    let mayFail = terms.and(terms.not(fails), terms.or(mayFail(operands), cell.flags.mayFail))
    var flags = sound
    flags.fails = fails
    flags.mayFail = mayFail
    flags.errors = errors(operands).union(cell.flags.errors)
    return try unsettled(cell, where: terms.or(fails, mayFail), flags)
  }

  /// Unknown where a condition holds.
  func unsettled(_ cell: SQLCell, where condition: Term, _ flags: Flags) throws(SQLRefusal) -> SQLCell {
    var cell = cell
    cell.flags = flags
    if terms.settled(condition) == false { return cell }
    cell.truth = cell.truth.map { terms.choose(condition, terms.null(.truth), $0) }
    cell.text = cell.text.map { terms.choose(condition, terms.null(.text), $0) }
    cell.bits = cell.bits.map { terms.choose(condition, terms.null(.number), $0) }
    if let span = cell.span { cell.span = try spans.choose([(condition, spans.unknown)], span) }
    return cell
  }

  /// Points that fail where an operand does, and may fail where one may, or where the body says so.
  func ranged(
    _ operands: [SQLCell], _ body: ([Span]) throws(SQLRefusal) -> Worked
  ) throws(SQLRefusal) -> SQLCell {
    let worked = try body(operands.map { span($0) })
    let isNone = terms.or(operands.map(\.flags.isNone))
    var flags = sound
    flags.isNone = isNone
    flags.fails = terms.and(terms.not(isNone), terms.or(fails(operands), worked.fails))
    flags.mayFail = terms.and(
      terms.not(isNone), terms.not(fails(operands)), terms.not(worked.fails),
      terms.or(mayFail(operands), worked.mayFail))
    // Failing in the operands it is not said that it may not apply; failing by itself it is.
    flags.mayBeNone = terms.or(
      isNone, terms.and(terms.not(fails(operands)), terms.or(operands.map(\.flags.mayBeNone))))
    flags.errors = errors(operands).union(worked.errors)
    let isNothing = terms.or(isNone, flags.fails)
    return try unsettled(cell(worked.span), where: isNothing, flags)
  }

  /// What an operation comes to, before its operands are looked at.
  struct Worked {
    var span: Span
    var fails: Term
    var mayFail: Term
    var errors: Set<ArithmeticError> = []
  }

  func worked(_ span: Span) -> Worked { Worked(span: span, fails: terms.no, mayFail: terms.no) }

  /// One of several cells, whole; none of the conditions is NULL.
  func choose(_ cases: [(condition: Term, cell: SQLCell)], _ otherwise: SQLCell) throws(SQLRefusal) -> SQLCell {
    let cases = cases.filter { terms.settled($0.condition) != false }
    if let first = cases.first, terms.settled(first.condition) == true { return first.cell }
    if cases.isEmpty { return otherwise }
    let all = cases.map(\.cell) + [otherwise]
    func flag(_ part: (Flags) -> Term) -> Term {
      terms.choose(cases.map { ($0.condition, part($0.cell.flags)) }, part(otherwise.flags))
    }
    var result = SQLCell(
      flags: Flags(
        isNone: flag(\.isNone), mayBeNone: flag(\.mayBeNone), mayFail: flag(\.mayFail), fails: flag(\.fails),
        isVoid: flag(\.isVoid), errors: errors(all)))
    func term(_ kind: Terms.Kind, _ part: (SQLCell) -> Term?) -> Term? {
      if all.allSatisfy({ part($0) == nil }) { return nil }
      return terms.choose(
        cases.map { ($0.condition, part($0.cell) ?? terms.null(kind)) }, part(otherwise) ?? terms.null(kind))
    }
    result.truth = term(.truth, \.truth)
    result.text = term(.text, \.text)
    result.bits = term(.number, \.bits)
    result.verdict = term(.number, \.verdict)
    if all.contains(where: { $0.span != nil }) {
      result.span = try spans.choose(cases.map { ($0.condition, span($0.cell)) }, span(otherwise))
    }
    if let grades = otherwise.grades {
      result.grades = (
        grades.possible.indices.map { grade in
          terms.choose(
            cases.map { ($0.condition, $0.cell.grades?.possible[grade] ?? terms.no) }, grades.possible[grade])
        }, terms.choose(cases.map { ($0.condition, $0.cell.grades?.none ?? terms.no) }, grades.none)
      )
    }
    return result
  }

  /// What is known if it is one of two values: of the content, and whether it fails or may.
  func joined(_ a: SQLCell, _ b: SQLCell, _ type: PlanType) throws(SQLRefusal) -> SQLCell {
    var flags = sound
    let bothFail = terms.and(a.flags.fails, b.flags.fails)
    if terms.settled(bothFail) != false, a.flags.errors.union(b.flags.errors).count > 1 { throw .mixedFailures }
    flags.fails = bothFail
    let isDoubtful = terms.or(a.flags.fails, b.flags.fails, terms.or(a.flags.mayFail, b.flags.mayFail))
    flags.mayFail = terms.and(isDoubtful, terms.not(bothFail))
    flags.errors = a.flags.errors.union(b.flags.errors)
    var cell = SQLCell(flags: flags)
    let isOnLine = type == .points || type.valueType?.isOnLine ?? false
    if isOnLine {
      cell.span = try spans.hull(span(a), span(b))
    } else {
      func agreed(_ first: Term?, _ second: Term?, _ kind: Terms.Kind) -> Term? {
        guard let first, let second else { return nil }
        if first == second { return first }
        return terms.choose(terms.isYes(terms.equal(first, second)), first, terms.null(kind))
      }
      cell.truth = agreed(a.truth, b.truth, .truth)
      cell.text = agreed(a.text, b.text, .text)
      cell.bits = agreed(a.bits, b.bits, .number)
      if let first = a.span, let second = b.span {
        cell.span = spans.single(agreed(first.low.number, second.low.number, .number) ?? terms.null(.number))
      }
    }
    return try unsettled(cell, where: isDoubtful, flags)
  }

  /// - Returns: nil for a value that no column says.
  func constant(_ value: PlanValue, _ type: PlanType) throws(SQLRefusal) -> SQLCell {
    var flags = sound
    flags.isNone = terms.truth(value.isNone)
    flags.mayBeNone = terms.truth(value.mayBeNone)
    flags.mayFail = terms.truth(value.mayFail)
    flags.fails = terms.truth(value.error != nil)
    if let error = value.error { flags.errors = [error] }
    var cell = SQLCell(flags: flags)
    switch type {
    case .value(.truth):
      if case .known(.truth(let truth)) = value.content {
        cell.truth = terms.truth(truth)
      } else {
        cell.truth = terms.null(.truth)
      }
    case .value(.text):
      if case .known(.text(let text)) = value.content {
        if !PlainCharacters.isFormC(text) { throw .textForm }
        cell.text = terms.text(text)
      } else {
        cell.text = terms.null(.text)
      }
    case .value(.choices):
      if case .known(.choices(let bits)) = value.content {
        cell.bits = terms.number(Int128(bits))
      } else {
        cell.bits = terms.null(.number)
      }
    case .value(.choice):
      if case .known(.choice(let option)) = value.content {
        cell.span = spans.single(terms.number(Int128(option)))
      } else {
        cell.span = spans.unknown
      }
    case .value(.date), .value(.number), .value(.percentage), .points:
      if case .known(let known) = value.content, let number = known.order(as: type.valueType ?? .truth) {
        guard let span = spans.constant(number) else { throw .tooLong }
        cell.span = span
      } else if case .between(let range) = value.content {
        guard let span = spans.constant(range) else { throw .tooLong }
        cell.span = span
      } else {
        cell.span = spans.unknown
      }
    case .value(.records):
      guard case .known(.records(let rows)) = value.content else {
        cell.truth = terms.null(.truth)
        break
      }
      if !rows.isEmpty { throw .rows }
      cell.truth = terms.yes
    case .verdict:
      if case .verdict(let verdict) = value.content { cell.verdict = term(verdict) }
    case .grades, .bundle: break
    }
    return cell
  }

  func term(_ verdict: Verdict) -> Term {
    terms.number(Int128(Verdict.allCases.firstIndex(of: verdict) ?? 0))
  }

  // MARK: Facts

  /// What a sheet states, and what is known of it where it states nothing.
  func fact(_ index: Int) throws(SQLRefusal) -> SQLCell {
    let fact = standard.facts[index]
    let column = column(index)
    let cell = column.cell
    if let fallback = fact.fallback {
      let stated = try constant(PlanValue(content: .known(fallback)), .value(fact.type))
      return try choose([(isKnown(cell), cell)], stated)
    }
    return try limited(cell, .missing(fact.lower, fact.upper, fact.type), fact.type)
  }

  /// Of what is missing its limits are known.
  func limited(_ cell: SQLCell, _ missing: Computed, _ type: ValueType) throws(SQLRefusal) -> SQLCell {
    guard type.isOnLine, let span = cell.span else { return cell }
    var cell = cell
    let limits = try constant(PlanValue(missing), .value(type))
    cell.span = try spans.choose([(terms.isThere(span.low.number), span)], self.span(limits))
    return cell
  }

  /// What the table of parameters says.
  func parameter(_ index: Int) throws(SQLRefusal) -> SQLCell {
    let parameter = standard.parameters[index]
    return try limited(
      column(ofParameter: index).cell, .missing(parameter.lower, parameter.upper, parameter.type), parameter.type)
  }

  func column(ofParameter index: Int) -> FactColumn {
    FactColumn(standard.parameters[index], "p\(index + 1)", spans)
  }

  func isMoving(_ setting: Plan.Setting) -> Bool {
    if case .parameter(let index) = setting { moving.contains(index) } else { false }
  }

  func column(_ index: Int) -> FactColumn {
    if let known = facts[index] { return known }
    let column = FactColumn(standard.facts[index], "f\(index + 1)", spans)
    facts[index] = column
    return column
  }
}
