/// What a worksheet says beside its cells. Rows and columns count from 0.
public struct WorksheetTraits: Sendable {
  /// Rows that have content and are hidden.
  public internal(set) var hiddenRows: [Int] = []
  /// Columns that have content and are hidden.
  public internal(set) var hiddenColumns: [Int] = []
  /// Whether rows are hidden because a filter is set.
  public internal(set) var isFiltered = false
  /// Cells that are shown as one, of which the first has the content.
  public internal(set) var merged: [CellArea] = []
  /// For each column the dates of which the year, the month or the day is not seen.
  public internal(set) var partialDates: [Int: [Int]] = [:]
}

/// Who is told what stands in the cells of a worksheet.
public protocol CellReceiver {
  /// Takes a cell that is not blank. They come row by row and from left to right.
  ///
  /// - Parameters:
  ///   - text: UTF-8, to be had until the call ends.
  ///   - row: from 0.
  ///   - column: from 0.
  /// - Returns: whether more is wanted.
  mutating func take(_ text: UnsafeBufferPointer<UInt8>, row: Int, column: Int) -> Bool
}
