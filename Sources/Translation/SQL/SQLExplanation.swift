import Model
import Planning

/// What one community got, and what that is made of: a row for each verdict, points and figure of the result, and below those of
/// a clause one for each fact, parameter, definition, query of records and comparison that it looks at.
struct SQLExplanation {
  private let translator: SQLTranslator
  private let outputs: SQLOutputs
  private let dialect: SQLDialect
  private var lines: [Line] = []
  /// The nodes that results of clauses are told by: what stands behind them is theirs.
  private let results: Set<Int>

  private struct Line {
    let clause: String
    let kind: Kind
    let part: String
    /// What it is, or at least.
    let value: Term
    /// What it is at most; nil where it has no ends.
    let most: Term?
    /// What numbers are divided by.
    let over: Term?
  }

  private enum Kind: String {
    case verdict, points, value, fact, parameter, definition, records, cohort
  }

  /// - Throws: what cannot be said of the parts of a clause.
  init(_ translator: SQLTranslator, _ outputs: SQLOutputs, _ dialect: SQLDialect) throws(SQLRefusal) {
    (self.translator, self.outputs, self.dialect) = (translator, outputs, dialect)
    results = Set(outputs.columns.flatMap(\.nodes))
    var parts: [Int] = []
    for (place, column) in outputs.columns.enumerated() {
      let next = outputs.columns.indices.contains(place + 1) ? outputs.columns[place + 1] : nil
      switch column.kind {
      case .verdict: add(column, .verdict, column.term)
      case .value: add(column, .value, column.term)
      case .least:
        let over = translator.terms.number(outputs.denominator)
        add(column, .points, column.term, next?.term, over)
      case .most: break
      }
      parts += column.parts
      if next?.clause != column.clause {
        try addParts(of: parts, column.clause)
        parts = []
      }
    }
  }

  private mutating func add(_ column: SQLColumn, _ kind: Kind, _ value: Term, _ most: Term? = nil, _ over: Term? = nil)
  {
    lines.append(Line(clause: column.clause, kind: kind, part: column.meaning, value: value, most: most, over: over))
  }

  // MARK: Parts

  private mutating func addParts(of nodes: [Int], _ clause: String) throws(SQLRefusal) {
    let plan = translator.plan
    var seen = Set(nodes)
    var waiting = Array(nodes.reversed())
    while let place = waiting.popLast() {
      let node = plan.nodes[place]
      if node.isOfRow { continue }
      if let (kind, name) = named(node) { try add(clause, kind, name, place, node) }
      // What others of a level come to is theirs.
      if node.primitive.isOfLevel { continue }
      let operands = node.operands.filter { !results.contains($0) && seen.insert($0).inserted }
      waiting += operands.reversed()
    }
  }

  /// What a node is called where its value says something.
  private func named(_ node: Plan.Node) -> (Kind, String)? {
    let standard = translator.standard
    func cohort(_ slot: Int) -> (Kind, String) { (.cohort, standard.cohorts[standard.cohortUses[slot].cohort].name) }
    switch node.primitive {
    case .fact(let index): return (.fact, standard.facts[index].name)
    case .setting(.parameter(let index)): return (.parameter, standard.parameters[index].name)
    case .definition(let index): return (.definition, standard.definitions[index].name)
    case .rank(let slot, _), .cohort(let slot, _), .position(let slot, _, _, _): return cohort(slot)
    case .records:
      guard case .fact(let index)? = node.operands.first.map({ translator.plan.nodes[$0].primitive }) else {
        return nil
      }
      return (.records, standard.facts[index].name)
    case .setting, .constant, .admitted, .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose,
      .operation, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .bounded,
      .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported, .extent, .applies,
      .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold, .cases, .part:
      return nil
    }
  }

  private mutating func add(
    _ clause: String, _ kind: Kind, _ name: String, _ place: Int, _ node: Plan.Node
  ) throws(SQLRefusal) {
    func add(_ value: Term, _ most: Term? = nil, _ over: Term? = nil) {
      lines.append(Line(clause: clause, kind: kind, part: name, value: value, most: most, over: over))
    }
    // As the table states it.
    if case .fact(let index) = node.primitive { return add(translator.column(index).raw) }
    if case .setting(.parameter(let index)) = node.primitive, translator.moving.contains(index) {
      return add(translator.column(ofParameter: index).raw)
    }
    let terms = translator.terms
    let cell = try translator.cell(place)
    let isOut = terms.or(cell.flags.fails, cell.flags.mayFail)
    if let span = cell.span {
      let none = terms.null(.number)
      if case .value(.choice(let options, _)) = node.type {
        let names = options.enumerated().map {
          (terms.equal(span.low.number, terms.number(Int128($0))), terms.text($1))
        }
        return add(terms.choose([(isOut, terms.null(.text))] + names, terms.null(.text)))
      }
      // Both ends over what they have in common.
      let scale = terms.number(span.scale)
      let isCommon = span.low.divisor == span.high.divisor
      let (low, high) =
        isCommon
        ? (span.low.number, span.high.number)
        : (terms.product(span.low.number, span.high.divisor), terms.product(span.high.number, span.low.divisor))
      let over = terms.product(scale, isCommon ? span.low.divisor : terms.product(span.low.divisor, span.high.divisor))
      if terms.isTooLong { throw .tooLong }
      add(terms.choose(isOut, none, low), terms.choose(isOut, none, high), over)
    } else if let value = cell.truth ?? cell.text ?? cell.bits {
      add(terms.choose(isOut, terms.null(terms[value].kind), value))
    }
  }

  // MARK: The query

  /// - Parameter name: as the fact says that names communities; without such a fact their `id`.
  /// - Throws: where a stage has more columns than engines hold.
  func query(of name: String) throws(SQLRefusal) -> SQLScript {
    let shown = lines.flatMap { [$0.value, $0.most, $0.over].compactMap { $0 } }
    let key = translator.standard.subjects.first.map { translator.column($0).raw }
    let read = shown + [key].compactMap { $0 }
    if translator.layout.widest(read).count > Layout.mostColumns { throw .tooWide }
    let query = SQLQuery(translator.layout, read, dialect, tables: "why")
    let isMeant = "\(key.map(query.write) ?? "CAST(id AS \(dialect.types.any))") = \(dialect.quoted(name))"
    func told(_ column: String, _ term: (Line) -> Term?) -> String {
      let cases = lines.enumerated().compactMap { place, line in
        term(line).map { "WHEN \(place + 1) THEN CAST(\(query.write($0)) AS \(dialect.types.any))" }
      }
      return cases.isEmpty
        ? "CAST(NULL AS \(dialect.types.any)) AS \(column)"
        : """
        CASE lines.line
              \(cases.joined(separator: "\n      ")) END AS \(column)
        """
    }
    let named = lines.enumerated().map { place, line in
      let texts = [line.clause, line.kind.rawValue, line.part].map(dialect.quoted)
      return "(\(place + 1), \(texts.joined(separator: ", ")))"
    }
    return query.script(
      """
      SELECT
        id,
        lines.line,
        lines.clause,
        lines.kind,
        lines.part,
        \(told("value", \.value)),
        \(told("most", \.most)),
        \(told("denominator", \.over))
      FROM \(query.source(shown)) CROSS JOIN (VALUES
        \(named.joined(separator: ",\n  "))) AS lines(line, clause, kind, part)
      WHERE \(isMeant)
      ORDER BY id, line
      """)
  }
}

extension Primitive {
  /// Whether it puts together the parts of a level, or looks at the others of one.
  fileprivate var isOfLevel: Bool {
    switch self {
    case .level, .growth: true
    case .constant, .setting, .fact, .admitted, .column, .definition, .isKnown, .not, .all, .any, .compare, .hasOptions,
      .hasText, .choose, .operation, .records, .figure, .rank, .cohort, .position, .given, .applicable, .firstOf,
      .interpolate, .mark, .kept, .count, .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact,
      .closed,
      .reported, .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold,
      .cases, .part:
      false
    }
  }
}
