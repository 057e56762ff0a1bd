import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// Writes rows of an ``OutcomeTable``. Where nothing in a row is out of the ordinary its cells are read from columns and
/// each text is made once; any other row is written as the table says. Tests hold both ways equal.
final class OutcomeRows {
  private let table: OutcomeTable
  private let columns: ResultColumns?
  private let reader: ResultReader?
  private var file = CSV.Writer(isMarked: false)
  private var steps: [Step] = []
  /// Which nodes are read as figures, and what of each is there in the block at hand.
  private var figures: [FigureTexts] = []
  private var lost: LostRow?
  /// The nodes that say so where something cannot be worked out.
  private var failing: [Int] = []

  /// How a column is written.
  private enum Step {
    case stated
    case rank
    case fact(CellColumn, RowTexts)
    case standing(RowTexts)
    case verdict(Int, RowTexts)
    case figure(Int, isNegated: Bool)
    case selection(RowTexts)
    case lost
  }

  /// How many rows have been written at sight.
  private(set) var sighted = 0

  init(_ table: OutcomeTable, isSighted: Bool) {
    self.table = table
    let standard = table.outcome.standard
    columns =
      !isSighted
      ? nil
      : ResultColumns(table.outcome) { results in
        let points = results.categories.flatMap { category in
          [category.level.points] + [category.level.mark].compactMap { $0 } + category.groups.map(\.points)
            + category.items.flatMap { [$0.points, $0.applies] + [$0.full].compactMap { $0 } }
        }
        return points + results.adjustments.map(\.points) + results.requirements.map(\.verdict) + results.failing
          + [results.total]
      }
    reader = columns?.reader()
    guard let columns, let lost = LostRow(standard, columns, table.labels, { figure($0) }) else { return }
    self.lost = lost
    failing = columns.results.failing
    for column in table.columns { steps.append(step(column.sight, columns.results)) }
  }

  /// The place of a node among the figures.
  private func figure(_ node: Int) -> Int? {
    if let known = figures.firstIndex(where: { $0.node == node }) { return known }
    guard let scale = columns?.scale(of: node) else { return nil }
    figures.append(FigureTexts(node, scale))
    return figures.count - 1
  }

  private func step(_ sight: OutcomeTable.Sight, _ results: Plan.Results) -> Step {
    func figure(_ node: Int?, isNegated: Bool = false) -> Step {
      node.flatMap { self.figure($0) }.map { .figure($0, isNegated: isNegated) } ?? .stated
    }
    let standard = table.outcome.standard
    switch sight {
    case .result: return .stated
    case .rank: return .rank
    case .fact(let fact):
      let sheets = table.outcome.table.sheets
      return sheets.areNamedByColumns
        ? .fact(sheets.column(fact, of: table.outcome.table.schema), RowTexts()) : .stated
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
    case .selection: return .selection(RowTexts())
    case .lost: return .lost
    }
  }

  /// The lines of some results, by their places in the outcome.
  func write(_ places: Range<Int>) -> [UInt8] {
    let results = table.outcome.results
    for start in stride(from: places.lowerBound, to: places.upperBound, by: ResultColumns.blockSize) {
      let block = start..<min(places.upperBound, start + ResultColumns.blockSize)
      guard let reader, lost != nil else {
        for place in block { writeStated(results[place]) }
        continue
      }
      reader.read(block.map { results[$0].sheet }[...])
      for figure in figures { figure.found = reader.figure(figure.node) }
      let fails = reader.fails(failing)
      let doubtful = figures.filter { $0.found?.isSurelyPlain != true }
      for (row, place) in block.enumerated() {
        let isPlain = !fails[row] && doubtful.allSatisfy { $0.found?.isPlain(row) ?? false }
        if isPlain, write(results[place], row, reader) { sighted += 1 } else { writeStated(results[place]) }
      }
    }
    return file.take()
  }

  private func writeStated(_ result: SheetResult) {
    let whole = result.whole
    for column in table.columns { for cell in column.cells(whole) { file.add(cell) } }
    file.endLine()
  }

  /// Writes a row at sight.
  /// - Returns: false, having written nothing, where something in it is out of the ordinary.
  private func write(_ result: SheetResult, _ row: Int, _ reader: ResultReader) -> Bool {
    let mark = file.mark
    for (place, step) in steps.enumerated() {
      let cells = table.columns[place].cells
      switch step {
      case .stated: for cell in cells(result) { file.add(cell) }
      case .rank:
        file.add { buffer in if let rank = result.rank { buffer.append(decimal: rank) } }
      case .fact(let column, let texts):
        guard case .number(let word) = column.words[result.sheet] else {
          for cell in cells(result) { file.add(cell) }
          continue
        }
        if case .text = column.type {
          column.texts.withBytes(of: word) { file.add(utf8: $0) }
        } else {
          file.add { texts.write(word, to: &$0) { cells(result)[0] } }
        }
      case .standing(let texts):
        let word = result.entrant == .no ? 3 : result.eligible.number
        file.add { texts.write(word, to: &$0) { cells(result)[0] } }
      case .verdict(let node, let texts):
        file.add { texts.write(reader.verdict(node, row).place, to: &$0) { cells(result.whole)[0] } }
      case .figure(let figure, let isNegated): figures[figure].write(row, isNegated: isNegated, to: &file)
      case .selection(let texts):
        file.add { texts.write(result.selection?.number ?? -1, to: &$0) { cells(result)[0] } }
      case .lost:
        guard let lost, lost.write(row, figures, reader, to: &file) else {
          file.back(to: mark)
          return false
        }
      }
    }
    file.endLine()
    return true
  }
}

/// What a figure is in the block at hand, and the texts of its numbers.
final class FigureTexts {
  let node: Int
  let scale: Int
  fileprivate(set) var found: ResultReader.Figure?
  private var texts = WrittenTexts()

  fileprivate init(_ node: Int, _ scale: Int) { (self.node, self.scale) = (node, scale) }

  /// Writes both ends.
  fileprivate func write(_ row: Int, isNegated: Bool, to file: inout CSV.Writer) {
    guard let found else { return }
    let (least, most) = isNegated ? (-found.most[row], -found.least[row]) : (found.least[row], found.most[row])
    let scale = scale
    file.add { texts.write(least, to: &$0) { Rational($0, scale: scale).spreadsheetText } }
    file.add { texts.write(most, to: &$0) { Rational($0, scale: scale).spreadsheetText } }
  }
}

/// The few texts that stand in a column.
final class RowTexts {
  private var texts = WrittenTexts()

  fileprivate func write(_ number: Int, to buffer: inout ByteBuffer, _ make: () -> String) {
    texts.write(number, to: &buffer) { _ in CSV.cell(make()) }
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
