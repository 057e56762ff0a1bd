import Model
import Quantities

extension RowQuery {
  /// A row as a figure of rows sees it: whether it counts, and the cell that is looked at.
  public struct Row: Sendable {
    /// The truth of the condition of the query; yes where it has none.
    public let passes: Computed
    /// Nil where the query looks at nothing in the row.
    public let cell: Computed?

    /// - Parameter cell: looked at only where the row counts, or may.
    public init(passes: Computed, cell: Computed?) { (self.passes, self.cell) = (passes, cell) }
  }
}

extension RowQuery.Kind {
  /// What is known where the rows are not.
  ///
  /// - Parameter ofNone: what it is of no rows, where that is stated.
  public func ofUnknownRows(_ ofNone: Computed?) -> Computed {
    switch self {
    case .count: .between(Interval(.zero, .positiveInfinity))
    case .any, .every, .sum: .unknown
    // Of no rows there is none of these.
    case .greatest, .least, .average: ofNone.map(\.unsettled) ?? .doubtful
    }
  }

  /// A count, sum, extreme or mean of rows; the truth of 任一 and 所有 is that of a disjunction or conjunction.
  ///
  /// - Parameters:
  ///   - worth: what a row counts, in the base unit of the records.
  ///   - ofNone: what it is of no rows, where that is stated.
  ///   - type: of the figure.
  public func figure(
    of rows: [RowQuery.Row], worth: Rational, ofNone: Computed? = nil, _ type: @autoclosure () -> ValueType
  ) -> Computed {
    var (sure, open): ([Computed?], [Computed?]) = ([], [])
    var isDoubtful = false
    for row in rows {
      switch (row.passes, row.passes.truth) {
      case (.failed, _): return row.passes
      case (.doubtful, _): isDoubtful = true
      case (_, .yes):
        if let cell = row.cell, cell.error != nil { return cell }
        isDoubtful = isDoubtful || row.cell == .doubtful
        sure.append(row.cell)
      case (_, .unknown):
        // As long as it is open whether it counts, its failure is none yet.
        isDoubtful = isDoubtful || row.cell == .doubtful || row.cell?.error != nil
        open.append(row.cell)
      case (_, .no): break
      }
    }
    if isDoubtful { return .doubtful }
    if self == .count {
      let counts = Interval(Rational(sure.count), Rational(sure.count + open.count))
      return Computed.attempt { () throws(ArithmeticError) in
        .between(try counts.map { count throws(ArithmeticError) in try count.multiplied(by: worth) }).settled
      }
    }
    if let ofNone, sure.isEmpty, self != .sum {
      // Of some of the rows it lies between what they are.
      return open.compactMap { $0 }.reduce(ofNone) { $0.joined($1, type()) }
    }
    return aggregate(sure.compactMap { $0 }, open.compactMap { $0 })
  }

  /// - Parameter open: cells of rows that may not count.
  private func aggregate(_ sure: [Computed], _ open: [Computed]) -> Computed {
    // Of no rows there is no largest, smallest or mean, which is unknown; whether there are any may be open.
    if sure.isEmpty, self != .sum { return open.isEmpty ? .unknown : .doubtful }
    let dates = sure.compactMap { if case .known(.date(let date)) = $0 { date } else { nil } }
    if let first = dates.min(), let last = dates.max() {
      guard dates.count == sure.count, open.isEmpty else { return .doubtful }
      return .known(.date(self == .greatest ? last : first))
    }
    let (numbers, optional) = (sure.compactMap(\.interval), open.compactMap(\.interval))
    guard numbers.count == sure.count, optional.count == open.count else { return .unknown }
    return Computed.attempt { () throws(ArithmeticError) in
      switch self {
      case .greatest: return Computed.between(Interval.extreme(numbers, optional, max)).settled
      case .least: return Computed.between(Interval.extreme(numbers, optional, min)).settled
      case .average: return Computed.between(try Interval.mean(numbers, optional)).settled
      case .sum, .any, .every, .count:
        return Computed.between(try Interval.sum(numbers + optional.map { $0.hull(.zero) })).settled
      }
    }
  }
}
