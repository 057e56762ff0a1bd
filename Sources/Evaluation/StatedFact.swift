import Model
import Quantities
import Sheets

/// What a sheet states of a fact: the one answer that evaluation, analysis and reports go by.
public enum StatedFact: Hashable, Sendable {
  case stated(Value)
  /// Nothing is stated, and the 缺省 of the fact stands in.
  case byDefault(Value)
  case missing
  /// Something stands there that cannot be read: unknown, and no 缺省 stands in.
  case unreadable

  /// What it counts as; nil is unknown.
  public var value: Value? {
    switch self {
    case .stated(let value), .byDefault(let value): value
    case .missing, .unreadable: nil
    }
  }
}

extension Standard {
  /// - Parameter fact: its place in the standard, which is its column in the sheet.
  public func stated(_ fact: Int, by sheet: Sheet) -> StatedFact { stated(fact, in: sheet[fact]) }

  /// What the cell of a fact states.
  func stated(_ fact: Int, in cell: Cell) -> StatedFact {
    switch cell {
    case .value(let value): .stated(value)
    case .missing: unstated(fact)
    case .unsettled: .missing
    case .unreadable: .unreadable
    }
  }

  /// What a fact counts as where nothing is stated.
  func unstated(_ fact: Int) -> StatedFact { facts[fact].fallback.map(StatedFact.byDefault) ?? .missing }

  /// What a sheet states of the facts by which groups are made; nil where one of them is not known.
  public func group(_ facts: [Int], of sheet: Sheet) -> [Value]? {
    let values = facts.compactMap { stated($0, by: sheet).value }
    return values.count == facts.count ? values : nil
  }
}

extension Outcome {
  /// What the sheet of a result states of a fact.
  public func stated(_ fact: Int, by result: SheetResult) -> StatedFact { standard.stated(fact, by: sheet(result)) }
}
