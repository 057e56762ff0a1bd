import Evaluation
import Sheets

/// The cells of some rows, each a text that is written as it stands.
struct CellBlock: ~Copyable {
  private let width: Int
  /// Whether they are written into CSV, where some texts are quoted.
  private let isQuoted: Bool
  private let cells: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>
  private let count: Int
  /// Texts that are written once.
  private var texts = KeptTexts()
  private var buffer = ByteBuffer()

  /// - Parameter width: so many cells each row has.
  init(width: Int, rows: Int, isQuoted: Bool) {
    (self.width, count, self.isQuoted) = (width, width * rows, isQuoted)
    cells = .allocate(capacity: count)
    cells.initialize(repeating: UnsafeBufferPointer(start: nil, count: 0), count: count)
  }

  deinit { cells.deallocate() }

  /// All cells are empty then.
  mutating func begin() {
    texts.removeAll()
    cells.update(repeating: UnsafeBufferPointer(start: nil, count: 0), count: count)
  }

  /// - Parameter text: which is kept elsewhere until the row is written.
  @inline(__always) func set(_ place: Int, _ row: Int, _ text: UnsafeBufferPointer<UInt8>) {
    cells[row * width + place] = text
  }

  mutating func set(_ place: Int, _ row: Int, _ cell: String) { set(place, row, texts.keep(written(cell))) }

  /// A cell as it stands in the file.
  func written(_ cell: String) -> String { isQuoted ? CSV.cell(cell) : cell }

  /// - Parameter cell: in UTF-8.
  @inline(__always) mutating func set(_ place: Int, _ row: Int, utf8 cell: UnsafeBufferPointer<UInt8>) {
    if !isQuoted || CSV.isOrdinary(cell) {
      set(place, row, kept: cell)
    } else {
      set(place, row, String(decoding: cell, as: UTF8.self))
    }
  }

  mutating func set(_ place: Int, _ row: Int, decimal number: Int) {
    buffer.removeAll()
    buffer.append(decimal: number)
    set(place, row, buffer.withBytes { texts.keep($0) })
  }

  /// - Parameter cell: as it is to be in the file.
  mutating func set(_ place: Int, _ row: Int, kept cell: UnsafeBufferPointer<UInt8>) {
    set(place, row, texts.keep(cell))
  }

  /// Writes a line.
  func write(_ row: Int, to file: inout CSV.Writer) {
    file.add(UnsafeBufferPointer(start: cells + row * width, count: width))
  }

  /// The cells of a row as texts.
  func texts(_ row: Int) -> [String] { (0..<width).map { String(decoding: cells[row * width + $0], as: UTF8.self) } }
}

/// The texts that stand in a column again and again, each found by a number or by several.
final class RowTexts {
  private var texts = WrittenTexts()
  private var others: [[Int]: UnsafeBufferPointer<UInt8>] = [:]
  private var otherTexts = KeptTexts()
  private static var most: Int { 1 << 14 }

  /// Fills the plain rows of a column.
  ///
  /// - Parameters:
  ///   - number: of the text of a row.
  ///   - make: gives the text of a number, which is met in a row first.
  func fill(
    _ place: Int, _ count: Int, _ isPlain: [Bool], _ cells: inout CellBlock, _ number: (_ row: Int) -> Int,
    _ make: (_ number: Int, _ row: Int) -> String
  ) {
    // One access to the texts for all rows.
    Self.fill(&texts, place, count, isPlain, &cells, number, make)
  }

  private static func fill(
    _ texts: inout WrittenTexts, _ place: Int, _ count: Int, _ isPlain: [Bool], _ cells: inout CellBlock,
    _ number: (_ row: Int) -> Int, _ make: (_ number: Int, _ row: Int) -> String
  ) {
    texts.trim()
    for row in 0..<count where isPlain[row] {
      cells.set(place, row, texts.text(number(row)) { cells.written(make($0, row)) })
    }
  }

  /// The same where several numbers tell texts apart.
  func fill(
    _ place: Int, _ count: Int, _ isPlain: [Bool], _ cells: inout CellBlock, _ numbers: (_ row: Int) -> [Int],
    _ make: (_ numbers: [Int]) -> String
  ) {
    if others.count > Self.most {
      others.removeAll()
      otherTexts.removeAll()
    }
    for row in 0..<count where isPlain[row] {
      let numbers = numbers(row)
      let text = others[numbers] ?? otherTexts.keep(cells.written(make(numbers)))
      others[numbers] = text
      cells.set(place, row, text)
    }
  }
}

/// The texts of a fact.
final class FactTexts {
  /// Nil where sheets have to be asked one by one.
  private let column: CellColumn?
  private let text: (_ sheet: Int) -> String
  private let texts = RowTexts()

  init(_ column: CellColumn?, _ text: @escaping (_ sheet: Int) -> String) { (self.column, self.text) = (column, text) }

  func fill(_ place: Int, _ block: Range<Int>, _ isPlain: [Bool], _ places: Places, _ cells: inout CellBlock) {
    let sheets = block.map { places.sheet($0) }
    let words = column?.words.numbers(of: sheets) ?? []
    for row in sheets.indices where isPlain[row] && (words.isEmpty || words[row] == nil) {
      cells.set(place, row, text(sheets[row]))
    }
    guard let column else { return }
    let isKnown = words.indices.map { isPlain[$0] && words[$0] != nil }
    if case .text = column.type {
      column.texts.each(of: words) { row, text in if isKnown[row] { cells.set(place, row, utf8: text) } }
    } else {
      texts.fill(
        place, block.count, isKnown, &cells, { words[$0] ?? 0 }, { _, row in text(sheets[row]) })
    }
  }
}
