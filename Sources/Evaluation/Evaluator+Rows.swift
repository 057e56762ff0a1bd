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
      guard case .known(.records(let rows)) = fact(index) else { return nil }
      let table = rows.map { Row(cells: $0.map { $0.map(Computed.known) ?? .unknown }) }
      // A blank cell in a row makes the records themselves incomplete.
      if table.contains(where: { $0.cells.contains(.unknown) }) { missing.insert(.fact(index)) }
      return table
    case .items(let path): return scores?.items(path) ?? []
    case .categories: return scores?.categories ?? []
    case .gates(let kind): return scores?.requirements(kind) ?? []
    }
  }

  mutating func rows(_ query: RowQuery) -> Computed {
    guard let table = rows(of: query.source) else { return query.kind.ofUnknownRows }
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
        let cells = row.cells
        rows.append(RowQuery.Row(passes: isChosen(row, query.filter), cell: query.column.map { cells[$0] }))
        // Then the other rows do not matter.
        if rows.last?.passes.error != nil { break }
      }
      return query.kind.figure(of: rows, worth: query.worth)
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
