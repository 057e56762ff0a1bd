/// What texts of a column were read as: most columns say the same things again and again.
struct CellMemo {
  private var names = NameTable()
  private var cells: [Cell] = []

  /// Of so many texts it is kept; those that come later are not the ones that come often.
  private static let most = 1 << 12
  private static let longest = 1 << 8

  subscript(_ bytes: CellBytes) -> Cell? { cells.isEmpty ? nil : names.number(ofBytes: bytes).map { cells[$0] } }

  mutating func keep(_ cell: Cell, for bytes: CellBytes) {
    guard cells.count < Self.most, bytes.count <= Self.longest else { return }
    // Texts that are the same in other bytes are texts of their own here.
    let place = names.place(ofOrdinary: bytes)
    if place == cells.count { cells.append(cell) }
  }
}
