import Evaluation
import Model
import Quantities

/// Records: rows can be added and blank cells filled in, with days from the 基准日 on; what is stated stays, for what has
/// happened has happened.
extension Repairer {
  private static let rowsAdded = 20
  private static let rowTries = 300

  /// The records as they could become; the smallest additions first.
  func rowValues(of fact: Int, _ question: Question, _ state: State) -> [Value] {
    guard case .records(_, let columns) = standard.facts[fact].type else { return [] }
    var rows: [[Value?]] = []
    var values: [Value] = []
    if case .records(let stated)? = whatIf.value(of: fact, state.changes) {
      rows = stated
    } else {
      values.append(.records([]))
    }
    for query in queries(about: fact, in: question.formulas) {
      let looked = query.value?.columns ?? []
      let used = looked.union(query.filter?.columns ?? [])
      let templates = templates(query, columns, used, question, state)
      for template in templates.prefix(3) {
        let filled = rows.map { row in
          row.indices.map { used.contains($0) ? row[$0] ?? template[$0] : row[$0] }
        }
        if filled != rows { values.append(.records(filled)) }
        for count in 1...Self.rowsAdded {
          let added = Array(repeating: template, count: count)
          values.append(.records(rows + added))
          if filled != rows { values.append(.records(filled + added)) }
        }
        for column in looked.sorted() { values += varied(template, column, columns, rows, fact, question, state) }
      }
    }
    // The first that does is the one with the fewest rows; of several templates the first is as good as any.
    return values.first(where: { question.accepts([fact: $0]) }).map { [$0] } ?? Array(values.prefix(4))
  }

  /// One more row whose aggregated column has just the value that is needed.
  private func varied(
    _ template: [Value?], _ column: Int, _ columns: [ValueType.Column], _ rows: [[Value?]], _ fact: Int,
    _ question: Question, _ state: State
  ) -> [Value] {
    let type = columns[column].type
    if !type.isOnLine { return [] }
    func with(_ cell: Value) -> Value { .records(rows + [template.with(cell, at: column)]) }
    let pivots = pivots(question, fact, state).compactMap { NumberLine.number($0, type) }
    let line = NumberLine(
      type, lower: NumberLine.later(columns[column].lower, earliest, type), upper: columns[column].upper, current: nil,
      pivots: pivots,
      preferred: standard.referenceDate.map { Rational($0.dayNumber) })
    return line.nearest(nil) { question.accepts([fact: with($0)]) }.map(with)
  }

  /// The queries over the rows of a fact.
  private func queries(about fact: Int, in formulas: [Formula]) -> [RowQuery] {
    var found: [RowQuery] = []
    standard.walk(formulas) { part in
      if case .rows(let query) = part.kind, case .fact(fact) = query.source { found.append(query) }
      return true
    }
    return found
  }

  /// Rows that a query would be about, with nothing in them but what it looks at.
  private func templates(
    _ query: RowQuery, _ columns: [ValueType.Column], _ used: Set<Int>, _ question: Question, _ state: State
  ) -> [[Value?]] {
    var rows: [[Value?]] = [Array(repeating: nil, count: columns.count)]
    let stated = query.filter.map { constants($0, state) } ?? []
    for column in used.sorted() {
      let limits = [columns[column].lower, columns[column].upper]
      let lower = NumberLine.later(columns[column].lower, earliest, columns[column].type)
      let cells = (cells(columns[column].type, stated) + limits.compactMap { $0 }).filter {
        !$0.isOutside(lower, columns[column].upper)
      }
      rows = Array(rows.flatMap { row in cells.map { row.with($0, at: column) } }.prefix(Self.rowTries))
    }
    return rows.filter { whatIf.passes($0, of: columns, query, state.changes) }
  }

  /// What stands in a filter beside the columns.
  private func constants(_ filter: Formula, _ state: State) -> [Value] {
    var found: [Value] = []
    filter.walk { part in
      if case .hasOptions(_, let mask, _) = part.kind {
        found.append(.choices(mask))
        return false
      }
      if !part.columns.isEmpty { return true }
      if case .known(let value) = value(of: part, state) { found.append(value) }
      return false
    }
    return found
  }

  /// Cells worth trying in a column.
  private func cells(_ type: ValueType, _ stated: [Value]) -> [Value] {
    switch type {
    case .truth: return [.truth(true), .truth(false)]
    case .choice(let options, _): return options.indices.map { .choice($0) }
    case .choices(let options):
      let masks = stated.filter { if case .choices = $0 { true } else { false } }
      return masks + options.indices.map { .choices(1 << UInt64($0)) } + [.choices(0)]
    case .text: return stated.filter { if case .text = $0 { true } else { false } } + [Self.someText]
    case .date:
      let days = stated.filter { if case .date = $0 { true } else { false } }.compactMap { $0.place(in: .none) }
      let today = standard.referenceDate.map { Rational($0.dayNumber) }
      let near = days.flatMap { [$0, $0 + .one, $0 - .one] }
      return
        ([today].compactMap { $0 } + near.sorted(by: >) + (near.isEmpty && today == nil ? [Rational(730_000)] : []))
        .compactMap { NumberLine.value($0, type) }
    case .number, .percentage:
      let near = stated.compactMap(\.number).map(type.measure.number(of:)).flatMap { number in
        let places = type.isWhole ? [number.rounded(.down), number.rounded(.up)] : [number]
        return places.flatMap { [$0, $0 + .one, $0 - .one] }
      }
      return (Set(near).sorted() + [.zero, .one]).compactMap { NumberLine.value($0, type) }
    case .records: return []
    }
  }
}

extension [Value?] {
  fileprivate func with(_ cell: Value, at column: Int) -> [Value?] {
    var row = self
    row[column] = cell
    return row
  }
}
