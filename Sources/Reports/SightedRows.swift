import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// The cells of rows of results. Where nothing in a row is out of the ordinary they are read from columns and each text is
/// made once; those of any other row are what its result says. Tests hold both ways equal.
final class SightedRows {
  private let outcome: Outcome
  private let columns: [SightColumn]
  private let reader: ResultReader?
  private var steps: [Step] = []
  /// Which nodes are read as figures, and what of each is there in the block at hand.
  private var figures: [PlainFigure] = []
  private var lost: LostCells?
  /// The nodes that say so where something cannot be worked out.
  private var failing: [Int] = []
  /// Whether rows in which something fails are read, too.
  private let readsFailed: Bool
  private(set) var cells: CellBlock
  /// Which rows of the block at hand are read at sight.
  private(set) var isPlain: [Bool] = []
  /// In which of them something cannot be worked out on which their place hangs.
  private var isFailed: [Bool] = []

  /// How the cells of a column are made.
  private enum Step {
    case stated
    case rank(none: String)
    case fact(FactTexts)
    case standing(RowTexts)
    case conclusion(RowTexts)
    case verdict(Int, RowTexts)
    case tally([Int], RowTexts)
    case grades(Int, RowTexts)
    case end(Amount.End, Int, isNegated: Bool, RowTexts)
    case amounts([(figure: Int, isNegated: Bool)], RowTexts, ([Interval]) -> String)
    case selection(RowTexts)
    case lost
  }

  /// - Parameters:
  ///   - isQuoted: whether they are cells of CSV.
  ///   - isSighted: false has every row read from its result.
  ///   - readsFailed: whether rows may be read at sight in which something cannot be worked out.
  init(
    _ outcome: Outcome, _ columns: [SightColumn], _ labels: Labels, isQuoted: Bool, isSighted: Bool = true,
    readsFailed: Bool
  ) {
    (self.outcome, self.columns, self.readsFailed) = (outcome, columns, readsFailed)
    let standard = outcome.standard
    cells = CellBlock(
      width: columns.count, rows: ResultColumns.blockSize, isQuoted: isQuoted)
    let asksForResults = columns.contains { $0.sight.isOfResult(standard) }
    let found =
      !isSighted || !outcome.isLarge
      ? nil
      : ResultColumns(outcome, whole: asksForResults) { results in
        columns.flatMap { $0.sight.nodes(results, standard) } + results.failing
          + (readsFailed ? results.requirements.map(\.verdict) + [results.total] : [])
      }
    reader = found?.reader()
    guard let found else { return }
    if columns.contains(where: { if case .lost = $0.sight { true } else { false } }) {
      guard let terms = LostTerms(standard, found, { figure($0, found) }) else { return }
      lost = LostCells(terms, labels)
    }
    failing = found.results.failing
    for column in columns { steps.append(step(column.sight, found)) }
  }

  /// The place of a node among the figures.
  private func figure(_ node: Int, _ columns: ResultColumns) -> Int? {
    if let known = figures.firstIndex(where: { $0.node == node }) { return known }
    guard let scale = columns.scale(of: node) else { return nil }
    figures.append(PlainFigure(node: node, scale: scale))
    return figures.count - 1
  }

  private func step(_ sight: Sight, _ columns: ResultColumns) -> Step {
    let standard = outcome.standard
    let results = columns.results
    func figure(_ amount: Amount) -> (figure: Int, isNegated: Bool)? {
      amount.node(results, standard).flatMap { self.figure($0, columns) }.map { ($0, amount.isNegated(standard)) }
    }
    if sight.isOfResult(standard) { return .stated }
    switch sight {
    case .result: return .stated
    case .rank(let none): return .rank(none: none)
    case .fact(let fact, let text):
      let sheets = outcome.table.sheets
      let column = sheets.areNamedByColumns ? sheets.column(fact, of: outcome.table.schema) : nil
      return .fact(FactTexts(column, text))
    case .name(let text): return .fact(FactTexts(nil, text))
    case .standing: return .standing(RowTexts())
    case .conclusion: return .conclusion(RowTexts())
    case .requirement(let index): return .verdict(results.requirements[index].verdict, RowTexts())
    case .tally(let indices): return .tally(indices.map { results.requirements[$0].verdict }, RowTexts())
    case .end(let end, let amount):
      return figure(amount).map { .end(end, $0.figure, isNegated: $0.isNegated, RowTexts()) } ?? .stated
    case .amounts(let amounts, let text):
      let found = amounts.compactMap(figure)
      return found.count == amounts.count ? .amounts(found, RowTexts(), text) : .stated
    case .grades: return results.grades.map { .grades($0, RowTexts()) } ?? .stated
    case .selection: return .selection(RowTexts())
    case .lost: return .lost
    }
  }

  /// Gets some results ready to be read, by their places in the outcome, of which there may be very many.
  func gather(_ places: Range<Int>) { if !steps.isEmpty { reader?.gather(places) } }

  /// Finds the rows of a block that are plain, and all their cells.
  ///
  /// - Parameter block: places that have been gathered.
  func read(_ block: Range<Int>) {
    guard let reader, !steps.isEmpty else {
      isPlain = block.map { _ in false }
      return
    }
    reader.read(block)
    if readsFailed, let failed = reader.failed() {
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
    for place in steps.indices { fill(place, steps[place], columns[place], block, reader) }
  }

  /// The cells of a row of the block at hand as texts.
  func texts(_ row: Int, at place: Int) -> [String] {
    if isPlain[row] { return cells.texts(row) }
    let result = outcome.result(at: place).whole
    return columns.map { $0.text(result) }
  }

  /// Makes the cells of a column.
  private func fill(
    _ place: Int, _ step: Step, _ column: SightColumn, _ block: Range<Int>, _ reader: ResultReader
  ) {
    let outcome = outcome
    let first = block.lowerBound
    let (isPlain, isFailed) = (isPlain, isFailed)
    func fill(_ texts: RowTexts, _ word: (_ row: Int) -> Int) {
      texts.fill(place, block.count, isPlain, &cells, word) { _, row in
        column.text(outcome.result(at: first + row))
      }
    }
    switch step {
    case .stated:
      for row in 0..<block.count where isPlain[row] { cells.set(place, row, column.text(reader.result(row))) }
    case .rank(let none):
      for row in 0..<block.count where isPlain[row] {
        if let rank = outcome.places.rank(first + row) {
          cells.set(place, row, decimal: rank)
        } else if !none.isEmpty {
          cells.set(place, row, none)
        }
      }
    case .fact(let texts): texts.fill(place, block, isPlain, outcome.places, &cells)
    case .standing(let texts):
      let standing = outcome.standing(at: block)
      fill(texts) { isFailed[$0] ? 4 : standing[$0].entrant == .no ? 3 : standing[$0].eligible.number }
    case .conclusion(let texts):
      let standing = outcome.standing(at: block)
      fill(texts) { row in
        let found = standing[row]
        let selection = outcome.places.selection(first + row)?.number ?? 4
        return ((found.entrant.number * 3 + found.eligible.number) * 3 + found.selectable.number) * 5 + selection
      }
    case .selection(let texts):
      fill(texts) { isFailed[$0] ? 4 : outcome.places.selection(first + $0)?.number ?? -1 }
    case .verdict(let node, let texts):
      if let words = reader.words(node) {
        fill(texts) { words[$0] }
      } else {
        fill(texts) { reader.verdict(node, $0).place }
      }
    case .tally(let nodes, let texts):
      var counts = [Int](repeating: 0, count: block.count)
      for node in nodes {
        let words = reader.words(node)
        for row in 0..<block.count {
          let verdict = words.map { Verdict.allCases[$0[row]] } ?? reader.verdict(node, row)
          counts[row] += verdict.isGood ? 1 : verdict.isOpen ? nodes.count + 1 : 0
        }
      }
      fill(texts) { counts[$0] }
    case .grades(let node, let texts):
      if let words = reader.words(node) {
        fill(texts) { words[$0] }
      } else {
        self.fill(place, .stated, column, block, reader)
      }
    case .end(let end, let figure, let isNegated, let texts):
      guard let found = figures[figure].found else { return }
      let scale = figures[figure].scale
      let (numbers, sign) = (isNegated == (end == .least) ? found.most : found.least, isNegated ? -1 : 1)
      texts.fill(
        place, block.count, isPlain, &cells, { sign * numbers[$0] },
        { number, _ in Rational(number, scale: scale).spreadsheetText })
    case .amounts(let amounts, let texts, let text):
      let found = amounts.compactMap { amount in
        figures[amount.figure].found.map { (ends: $0, scale: figures[amount.figure].scale, amount.isNegated) }
      }
      guard found.count == amounts.count else { return }
      func interval(_ least: Int, _ most: Int, _ place: Int) -> Interval {
        let scale = found[place].scale
        let interval = Interval(Rational(least, scale: scale), Rational(most, scale: scale))
        return found[place].2 ? interval.negated : interval
      }
      func written(_ numbers: [Int]) -> String {
        text(found.indices.map { interval(numbers[2 * $0], numbers[2 * $0 + 1], $0) })
      }
      if found.count == 1, found[0].ends.isSurelyPlain {
        let least = found[0].ends.least
        texts.fill(place, block.count, isPlain, &cells, { least[$0] }, { number, _ in written([number, number]) })
      } else {
        texts.fill(
          place, block.count, isPlain, &cells, { row in found.flatMap { [$0.ends.least[row], $0.ends.most[row]] } },
          written)
      }
    case .lost: lost?.fill(place, block.count, figures, &self.isPlain, reader, &cells)
    }
  }
}

/// What a figure is in the block at hand.
struct PlainFigure {
  let node: Int
  let scale: Int
  var found: ResultReader.Figure?
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

extension Verdict {
  /// Whether it lets somebody through.
  var isGood: Bool { self == .met || self == .inapplicable }
}
