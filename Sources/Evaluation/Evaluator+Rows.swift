import Model
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
    guard let table = rows(of: query.source) else {
      switch query.kind {
      case .count: return .between(Interval(.zero, .positiveInfinity))
      case .any, .every, .sum: return .unknown
      // Of no rows there is none of these.
      case .greatest, .least, .average: return .doubtful
      }
    }
    switch query.kind {
    case .any: return fold(table, stopsAt: .yes) { $0.isChosen($1, query.filter) }
    case .every:
      return fold(table, stopsAt: .no) { evaluator, row in
        // Every row is an exception or none: what is not there is none.
        evaluator.fold([false, true], stopsAt: .yes) { evaluator, holds in
          holds ? evaluator.passes(row.cells, query.filter) : Computed(row.isThere.negated)
        }
      }
    case .count:
      let (sure, open, failure) = chosen(table, query.filter)
      if let failure { return failure }
      let counts = Interval(Rational(sure.count), Rational(sure.count + open.count))
      return attempt { () throws(ArithmeticError) in
        .between(try counts.map { count throws(ArithmeticError) in try count.multiplied(by: query.worth) }).settled
      }
    case .sum, .greatest, .least, .average:
      let (sure, open, failure) = chosen(table, query.filter)
      if let failure { return failure }
      guard let column = query.column else { return .unknown }
      return aggregate(query.kind, sure.map { $0[column] }, open.map { $0[column] })
    }
  }

  /// The rows that satisfy a condition for certain, those that may, and what stands in the way of telling.
  private mutating func chosen(
    _ table: [Row], _ filter: Formula?
  ) -> (sure: [[Computed]], open: [[Computed]], failure: Computed?) {
    var (sure, open): ([[Computed]], [[Computed]]) = ([], [])
    var isDoubtful = false
    for row in table {
      let passes = isChosen(row, filter)
      switch (passes, passes.truth) {
      case (.failed, _): return ([], [], passes)
      case (.doubtful, _): isDoubtful = true
      case (_, .yes): sure.append(row.cells)
      case (_, .unknown): open.append(row.cells)
      case (_, .no): break
      }
    }
    return (sure, open, isDoubtful ? .doubtful : nil)
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

  /// - Parameter open: cells of rows that may not count.
  private func aggregate(_ kind: RowQuery.Kind, _ sure: [Computed], _ open: [Computed]) -> Computed {
    // Of no rows there is no largest, smallest or mean, which is unknown; whether there are any may be open.
    if sure.isEmpty, kind != .sum { return open.isEmpty ? .unknown : .doubtful }
    let dates = sure.compactMap { if case .known(.date(let date)) = $0 { date } else { nil } }
    if let first = dates.min(), let last = dates.max() {
      guard dates.count == sure.count, open.isEmpty else { return .doubtful }
      return .known(.date(kind == .greatest ? last : first))
    }
    let (numbers, optional) = (sure.compactMap(\.interval), open.compactMap(\.interval))
    guard numbers.count == sure.count, optional.count == open.count else { return .unknown }
    return attempt { () throws(ArithmeticError) in
      switch kind {
      case .greatest: return Computed.between(Self.extreme(numbers, optional, max)).settled
      case .least: return Computed.between(Self.extreme(numbers, optional, min)).settled
      case .average: return Computed.between(try Self.mean(numbers, optional)).settled
      case .sum, .any, .every, .count:
        return Computed.between(try Self.sum(numbers + optional.map { $0.hull(.zero) })).settled
      }
    }
  }

  static func sum(_ numbers: [Interval]) throws(ArithmeticError) -> Interval {
    var sum = Interval.zero
    for number in numbers { sum = try sum.adding(number) }
    return sum
  }

  /// The mean of some numbers, together with any of those that may count: it lies between their mean and the others.
  static func mean(_ sure: [Interval], _ open: [Interval]) throws(ArithmeticError) -> Interval {
    let count = Rational(sure.count)
    let mean = try sum(sure).map { value throws(ArithmeticError) in try value.divided(by: count) }
    return open.reduce(mean) { $0.hull($1) }
  }

  /// The largest or smallest of some numbers and any of those that may count.
  static func extreme(
    _ sure: [Interval], _ open: [Interval], _ pick: (Endpoint, Endpoint) -> Endpoint
  ) -> Interval {
    func both(_ a: Interval, _ b: Interval) -> Interval { Interval(pick(a.least, b.least), pick(a.most, b.most)) }
    let certain = sure.dropFirst().reduce(sure.first ?? .all, both)
    return open.reduce(certain) { $0.hull(both(certain, $1)) }
  }
}
