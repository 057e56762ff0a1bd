/// A rectangle of cells; rows and columns count from 0.
public struct CellArea: Hashable, Sendable {
  public let rows: ClosedRange<Int>
  public let columns: ClosedRange<Int>

  /// `B3:C5`, or a single cell; nil for anything else.
  init?(_ name: UnsafeBufferPointer<UInt8>) {
    let colon = name.firstIndex(of: UInt8(ascii: ":")) ?? name.count
    guard let first = CellPlace.read(UnsafeBufferPointer(rebasing: name[..<colon])),
      let last = colon == name.count
        ? first : CellPlace.read(UnsafeBufferPointer(rebasing: name[(colon + 1)...])), first.row <= last.row,
      first.column <= last.column
    else { return nil }
    rows = first.row...last.row
    columns = first.column...last.column
  }

  /// `B3:C5`
  public var name: String {
    CellPlace.cell(columns.lowerBound, rows.lowerBound) + ":" + CellPlace.cell(columns.upperBound, rows.upperBound)
  }
}
