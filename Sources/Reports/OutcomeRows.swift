import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// Writes rows of an ``OutcomeTable``. Where nothing in a row is out of the ordinary its cells are read from columns and
/// each text is made once; any other row is written as the table says. Tests hold both ways equal.
final class OutcomeRows {
  private let table: OutcomeTable
  private let reader: ResultReader?
  private var file = CSV.Writer(isMarked: false)
  private var steps: [Step] = []
  /// Which nodes are read as figures, and what of each is there in the block at hand.
  private var figures: [PlainFigure] = []
  private var lost: LostCells?
  /// The nodes that say so where something cannot be worked out.
  private var failing: [Int] = []
  private var cells: CellBlock
  /// Which rows of the block at hand are written at sight.
  private var isPlain: [Bool] = []
  /// In which of them something cannot be worked out on which their place hangs.
  private var isFailed: [Bool] = []

  /// How the cells of a column are written.
  private enum Step {
    case stated
    case rank
    case fact(FactTexts)
    case standing(RowTexts)
    case verdict(Int, RowTexts)
    case grades(Int, RowTexts)
    case figure(Int, isNegated: Bool, RowTexts)
    case selection(RowTexts)
    case lost
  }

  /// How many rows have been written at sight.
  private(set) var sighted = 0

  init(_ table: OutcomeTable, isSighted: Bool) {
    self.table = table
    let standard = table.outcome.standard
    let width = table.columns.reduce(0) { $0 + $1.headings.count }
    cells = CellBlock(width: width, rows: ResultColumns.blockSize)
    let asksForResults = table.columns.contains { if case .result = $0.sight { true } else { false } }
    let columns =
      !isSighted || !table.outcome.isLarge
      ? nil
      : ResultColumns(table.outcome, whole: asksForResults) { results in
        let points = results.categories.flatMap { category in
          [category.level.points] + [category.level.mark].compactMap { $0 } + category.groups.map(\.points)
            + category.items.flatMap { [$0.points, $0.applies] + [$0.full].compactMap { $0 } }
        }
        return points + results.adjustments.map(\.points) + results.requirements.map(\.verdict) + results.failing
          + [results.total] + [results.grades].compactMap { $0 } + (asksForResults ? results.standing : [])
      }
    reader = columns?.reader()
    guard let columns else { return }
    if let terms = LostTerms(standard, columns, { figure($0, columns) }) { lost = LostCells(terms, table.labels) }
    failing = columns.results.failing
    if lost != nil { for column in table.columns { steps.append(step(column.sight, columns)) } }
  }

  /// The place of a node among the figures.
  private func figure(_ node: Int, _ columns: ResultColumns) -> Int? {
    if let known = figures.firstIndex(where: { $0.node == node }) { return known }
    guard let scale = columns.scale(of: node) else { return nil }
    figures.append(PlainFigure(node: node, scale: scale))
    return figures.count - 1
  }

  private func step(_ sight: OutcomeTable.Sight, _ columns: ResultColumns) -> Step {
    func figure(_ node: Int?, isNegated: Bool = false) -> Step {
      node.flatMap { self.figure($0, columns) }.map { .figure($0, isNegated: isNegated, RowTexts()) } ?? .stated
    }
    let standard = table.outcome.standard
    let results = columns.results
    switch sight {
    case .result: return .stated
    case .rank: return .rank
    case .fact(let fact, let text):
      let sheets = table.outcome.table.sheets
      let column = sheets.areNamedByColumns ? sheets.column(fact, of: table.outcome.table.schema) : nil
      return .fact(FactTexts(column, text))
    case .standing: return .standing(RowTexts())
    case .requirement(let index): return .verdict(results.requirements[index].verdict, RowTexts())
    case .points(.category(let index)): return figure(results.categories[index].level.points)
    case .points(.group(let index, let group)): return figure(results.categories[index].groups[group].points)
    case .points(.item(let index, let item)): return figure(results.categories[index].items[item].points)
    case .points(.adjustment(let index)):
      return figure(
        results.adjustments[index].points, isNegated: standard.adjustments[index].kind == .deduction)
    case .mark(let index): return figure(results.categories[index].level.mark)
    case .total: return standard.mayBeUnscored ? .stated : figure(results.total)
    case .grades: return results.grades.map { standard.mayBeUnscored ? .stated : .grades($0, RowTexts()) } ?? .stated
    case .selection: return .selection(RowTexts())
    case .lost: return .lost
    }
  }

  /// The lines of some results, by their places in the outcome.
  func write(_ places: Range<Int>) -> [UInt8] {
    let isSighted = !steps.isEmpty
    if isSighted { reader?.gather(places) }
    for start in stride(from: places.lowerBound, to: places.upperBound, by: ResultColumns.blockSize) {
      let block = start..<min(places.upperBound, start + ResultColumns.blockSize)
      if let reader, isSighted { read(block, reader) }
      for (row, place) in block.enumerated() {
        if isSighted, isPlain[row] {
          cells.write(row, to: &file)
          sighted += 1
        } else {
          writeStated(table.outcome.result(at: place).whole)
        }
      }
    }
    return file.take()
  }

  private func writeStated(_ result: SheetResult) {
    for column in table.columns { for cell in column.cells(result) { file.add(cell.text) } }
    file.endLine()
  }

  // MARK: At sight

  /// Finds the rows of a block that are plain, and all their cells.
  private func read(_ block: Range<Int>, _ reader: ResultReader) {
    reader.read(block)
    if let failed = reader.failed() {
      (isPlain, isFailed) = (block.map { _ in true }, failed)
    } else {
      (isPlain, isFailed) = (reader.fails(failing).map { !$0 }, block.map { _ in false })
    }
    for place in figures.indices {
      guard let found = reader.figure(figures[place].node) else { continue }
      figures[place].found = found
      if found.isSurelyPlain { continue }
      for row in 0..<block.count where !found.isPlain(row) { isPlain[row] = false }
    }
    cells.begin()
    var place = 0
    for (step, column) in zip(steps, table.columns) {
      fill(place, step, column, block, reader)
      place += column.headings.count
    }
  }

  /// Makes the cells of a column, and of the next one where it has two ends.
  private func fill(
    _ place: Int, _ step: Step, _ column: OutcomeTable.Column, _ block: Range<Int>, _ reader: ResultReader
  ) {
    let outcome = table.outcome
    let first = block.lowerBound
    let (isPlain, isFailed) = (isPlain, isFailed)
    func stated(_ row: Int) -> String { column.cells(outcome.result(at: first + row))[0].text }
    func fill(_ texts: RowTexts, _ word: (_ row: Int) -> Int) {
      texts.fill(place, block.count, isPlain, &cells, word) { _, row in CSV.cell(stated(row)) }
    }
    switch step {
    case .stated:
      for row in 0..<block.count where isPlain[row] {
        for (next, cell) in column.cells(reader.result(row)).enumerated() { cells.set(place + next, row, cell.text) }
      }
    case .rank:
      for row in 0..<block.count where isPlain[row] {
        if let rank = outcome.places.rank(first + row) { cells.set(place, row, decimal: rank) }
      }
    case .fact(let texts): texts.fill(place, block, isPlain, outcome.places, &cells)
    case .standing(let texts):
      let standing = outcome.standing(at: block)
      fill(texts) { isFailed[$0] ? 4 : standing[$0].entrant == .no ? 3 : standing[$0].eligible.number }
    case .selection(let texts):
      fill(texts) { isFailed[$0] ? 4 : outcome.places.selection(first + $0)?.number ?? -1 }
    case .verdict(let node, let texts):
      if let words = reader.words(node) {
        fill(texts) { words[$0] }
      } else {
        fill(texts) { reader.verdict(node, $0).place }
      }
    case .grades(let node, let texts):
      if let words = reader.words(node) {
        fill(texts) { words[$0] }
      } else {
        self.fill(place, .stated, column, block, reader)
      }
    case .figure(let figure, let isNegated, let texts):
      guard let found = figures[figure].found else { return }
      let scale = figures[figure].scale
      let (least, most, sign) = isNegated ? (found.most, found.least, -1) : (found.least, found.most, 1)
      func number(_ number: Int, _ row: Int) -> String { Rational(number, scale: scale).spreadsheetText }
      texts.fill(place, block.count, isPlain, &cells, { sign * least[$0] }, number)
      if found.isSurelyPlain {
        cells.repeat(place, block.count)
      } else {
        texts.fill(place + 1, block.count, isPlain, &cells, { sign * most[$0] }, number)
      }
    case .lost: lost?.fill(place, block.count, figures, &self.isPlain, reader, &cells)
    }
  }
}

/// The cells of some rows, each a text that is written as it stands.
struct CellBlock: ~Copyable {
  private let width: Int
  private let cells: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>
  private let count: Int
  /// Texts that are written once.
  private var texts = KeptTexts()
  private var buffer = ByteBuffer()

  /// - Parameter width: so many cells each row has.
  init(width: Int, rows: Int) {
    (self.width, count) = (width, width * rows)
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

  /// Gives the first rows in the next column the cells of this one.
  func `repeat`(_ place: Int, _ rows: Int) {
    for row in 0..<rows { cells[row * width + place + 1] = cells[row * width + place] }
  }

  mutating func set(_ place: Int, _ row: Int, _ cell: String) { set(place, row, texts.keep(CSV.cell(cell))) }

  /// - Parameter cell: in UTF-8.
  @inline(__always) mutating func set(_ place: Int, _ row: Int, utf8 cell: UnsafeBufferPointer<UInt8>) {
    if CSV.isOrdinary(cell) {
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
}

/// What a figure is in the block at hand.
struct PlainFigure {
  let node: Int
  let scale: Int
  var found: ResultReader.Figure?
}

/// The texts that stand in a column again and again, each found by a number.
private final class RowTexts {
  private var texts = WrittenTexts()

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
    for row in 0..<count where isPlain[row] { cells.set(place, row, texts.text(number(row)) { make($0, row) }) }
  }
}

/// The texts of a fact.
private final class FactTexts {
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
        place, block.count, isKnown, &cells, { words[$0] ?? 0 }, { _, row in CSV.cell(text(sheets[row])) })
    }
  }
}

extension Truth {
  fileprivate var number: Int {
    switch self {
    case .no: 0
    case .yes: 1
    case .unknown: 2
    }
  }
}

extension SelectionStatus {
  fileprivate var number: Int {
    switch self {
    case .yes: 0
    case .no: 1
    case .open: 2
    case .tied: 3
    }
  }
}
