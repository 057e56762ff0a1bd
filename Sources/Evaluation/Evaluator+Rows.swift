import Model
import Planning
import Quantities

/// Queries over rows: records of a fact, or the items, categories and gates of the result.
extension Evaluator {
  /// A row as a query sees it.
  struct Row {
    let cells: [Computed]
    /// Whether it is one of the rows: an item that may not apply may be none.
    var isThere = Truth.yes
  }

  /// The rows a query looks at; nil if they are not known.
  mutating func rows(of source: RowQuery.Source) -> [Row]? {
    switch source {
    case .fact(let index):
      guard case .known(.records(let rows)) = fact(index), case .records(_, let columns) = standard.facts[index].type
      else { return nil }
      // A blank cell in a row makes the records themselves incomplete.
      if rows.contains(where: { $0.contains(nil) }) { missing.insert(.fact(index)) }
      return rows.map { row in Row(cells: zip(row, columns).map { .cell($0, of: $1) }) }
    case .items(let path): return scores?.items(path) ?? []
    case .categories: return scores?.categories ?? []
    case .gates(let kind): return scores?.requirements(kind) ?? []
    }
  }

  mutating func rows(_ query: RowQuery) -> Computed {
    guard let table = rows(of: query.source) else { return query.kind.ofUnknownRows(query.ofNone.map { evaluate($0) }) }
    switch query.kind {
    case .any: return fold(table, stopsAt: .yes) { $0.isChosen($1, query.filter) }
    case .every:
      return fold(table, stopsAt: .no) { evaluator, row in
        // Every row is an exception or none: what is not there is none.
        evaluator.fold([false, true], stopsAt: .yes) { evaluator, holds in
          holds ? evaluator.passes(row.cells, query.filter) : Computed(row.isThere.negated)
        }
      }
    case .count, .sum, .greatest, .least, .average:
      var rows: [RowQuery.Row] = []
      for row in table {
        let passes = isChosen(row, query.filter)
        // Then the other rows do not matter.
        if passes.error != nil { return passes }
        let cell = passes.truth == .no ? nil : query.value.map { evaluate($0, inRow: row.cells) }
        rows.append(RowQuery.Row(passes: passes, cell: cell))
      }
      let isOfSome = rows.contains { $0.passes.truth == .yes }
      let ofNone = isOfSome ? nil : query.ofNone.map { evaluate($0) }
      return query.kind.figure(of: rows, worth: query.worth, ofNone: ofNone, query.value?.type ?? .truth)
    }
  }

  private mutating func isChosen(_ row: Row, _ filter: Formula?) -> Computed {
    if row.isThere == .yes { return passes(row.cells, filter) }
    return fold([false, true], stopsAt: .no) { evaluator, asks in
      asks ? evaluator.passes(row.cells, filter) : Computed(row.isThere)
    }
  }

  mutating func passes(_ cells: [Computed], _ filter: Formula?) -> Computed {
    filter.map { evaluate($0, inRow: cells) } ?? Computed(.yes)
  }
}
