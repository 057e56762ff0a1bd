import Model
import Quantities
import Sheets

/// The facts of a sheet for the engine, as its head describes cells.
public enum ScriptSheet {
  /// All cells, in the order of the facts; those at the end that state nothing are left out.
  public static func cells(of sheet: Sheet, _ standard: Standard) -> JSONValue {
    var cells = standard.facts.indices.map { cell(sheet[$0]) }
    while cells.last == .null { cells.removeLast() }
    return .array(cells)
  }

  /// What a sheet states in one cell.
  public static func cell(_ cell: Cell) -> JSONValue {
    switch cell {
    case .missing: .null
    case .value(let value): self.value(value)
    case .unsettled, .unreadable: .object(of: [("open", .bool(true))])
    }
  }

  /// A value, for a cell or a setting.
  public static func value(_ value: Value) -> JSONValue {
    switch value {
    case .truth(let truth): .bool(truth)
    case .number(let number): .string(number.isWhole ? "\(number.numerator)" : number.fractionText)
    case .date(let date): .string(date.text)
    case .text(let text): .string(text)
    case .choice(let option): .whole(option)
    case .choices(let bits): .wholes((0..<UInt64.bitWidth).filter { bits & (1 << UInt64($0)) != 0 })
    case .records(let rows): .array(rows.map { .array($0.map { $0.map { self.value($0) } ?? .null }) })
    }
  }
}
