import Evaluation
import Model
import Quantities
import Sheets

/// What cost points, most first, as ``Evaluation/Outcome/lost(by:)`` has it, from figures.
struct LostCells: ~Copyable {
  /// Points that a term cost, in whole multiples of one over ``scale``.
  private struct Lost {
    var term: Int
    var least: Int
    var most: Int

    /// What is lost for certain comes first, then what may be, then as in the standard.
    @inline(__always) static func precedes(_ a: Lost, _ b: Lost) -> Bool {
      a.least == b.least ? a.most == b.most ? a.term < b.term : a.most > b.most : a.least > b.least
    }
  }

  private struct Range: Hashable {
    let term: Int
    let least: Int
    let most: Int
  }

  private let terms: [LostTerms.Term]
  private let scale: Int
  private let labels: Labels
  private let separator: String
  /// Whether no such cell needs to be quoted.
  private let isSafe: Bool
  /// What is written for a term that cost so much, with a separator before it.
  private var texts = WrittenTexts()
  private var ranges: [Range: UnsafeBufferPointer<UInt8>] = [:]
  private var rangeTexts = KeptTexts()
  private var cell = ByteBuffer()
  /// The points that have been written, in order, as long as there are few of them and none looks like another.
  private var amounts: [Int] = []
  /// Whether the points of a row may look alike.
  private var mayLookAlike = false
  /// Of each row of the block at hand, and how many there are of each.
  private var found: [Lost] = []
  private var counts = [Int](repeating: 0, count: ResultColumns.blockSize)
  /// The terms about in the order in which they cost most, which takes the least sorting.
  private var order: [Int] = []

  init(_ terms: LostTerms, _ labels: Labels) {
    (self.terms, scale, self.labels) = (terms.terms, terms.scale, labels)
    let separator = labels.say("；", "; ")
    self.separator = separator
    isSafe = terms.terms.allSatisfy { term in
      let cell = term.name + "1" + separator + term.name + "1~2"
      return CSV.cell(cell) == cell
    }
    found = [Lost](
      repeating: Lost(term: 0, least: 0, most: 0), count: max(1, terms.terms.count) * ResultColumns.blockSize)
  }

  /// Larger figures are left to exact numbers.
  private static let limit = 1 << 52

  /// Fills the cells of the rows of a block whose figures are plain. A row is not plain where numbers would look alike
  /// that are not, or are out of the ordinary.
  mutating func fill(
    _ place: Int, _ count: Int, _ figures: [PlainFigure], _ isPlain: inout [Bool], _ reader: ResultReader,
    _ cells: inout CellBlock
  ) {
    for row in 0..<count { counts[row] = 0 }
    for term in order.isEmpty ? Array(terms.indices) : order { find(term, count, figures, &isPlain, reader) }
    if order.isEmpty { order = learned(count) }
    texts.trim()
    if ranges.count > Self.mostRanges {
      ranges.removeAll()
      rangeTexts.removeAll()
    }
    let width = terms.count
    for row in 0..<count where isPlain[row] && counts[row] > 0 {
      let row = (place: row, lost: row * width..<row * width + counts[row])
      found.withUnsafeMutableBufferPointer { Self.sort(UnsafeMutableBufferPointer(rebasing: $0[row.lost])) }
      cell.removeAll()
      for lost in row.lost { cell.append(kept: text(found[lost])) }
      if mayLookAlike, hasAlike(found[row.lost]) {
        isPlain[row.place] = false
        continue
      }
      cell.withBytes { bytes in
        let bytes = UnsafeBufferPointer(rebasing: bytes[separator.utf8.count...])
        if isSafe { cells.set(place, row.place, kept: bytes) } else { cells.set(place, row.place, utf8: bytes) }
      }
    }
  }

  /// Notes what a term cost in each row.
  private mutating func find(
    _ place: Int, _ count: Int, _ figures: [PlainFigure], _ isPlain: inout [Bool], _ reader: ResultReader
  ) {
    let term = terms[place]
    let full = term.full.flatMap { figures[$0.figure].found }
    guard let points = figures[term.points.figure].found, term.full == nil || full != nil else {
      isPlain = isPlain.map { _ in false }
      return
    }
    let (factor, fullFactor) = (term.points.factor, term.full?.factor ?? 0)
    let (limit, fullLimit) = (Self.limit / max(1, abs(factor)), Self.limit / max(1, abs(fullFactor)))
    let width = terms.count
    // Where it does not apply, nothing is lost.
    let idle = term.applies.map { reader.rows(failing: $0) }
    let mayNotApply = idle?.isEmpty == false
    if !mayNotApply, points.isSurelyPlain, full?.isSurelyPlain ?? true,
      findKnown(place, count, (points, factor), full.map { ($0, fullFactor) })
    {
      return
    }
    found.withUnsafeMutableBufferPointer { found in
      counts.withUnsafeMutableBufferPointer { counts in
        for row in 0..<count where isPlain[row] {
          var isBeyond = abs(points.least[row]) > limit || abs(points.most[row]) > limit
          var (least, most) = Self.ordered(factor, points.least[row], points.most[row])
          if let full {
            isBeyond = isBeyond || abs(full.least[row]) > fullLimit || abs(full.most[row]) > fullLimit
            let ends = Self.ordered(fullFactor, full.least[row], full.most[row])
            (least, most) = (least &+ ends.least, most &+ ends.most)
          }
          if isBeyond { isPlain[row] = false }
          if most <= 0 || isBeyond { continue }
          if mayNotApply, idle?.contains(row) == true { continue }
          if term.isFloored { least = max(0, least) }
          found[row * width + counts[row]] = Lost(term: place, least: least, most: most)
          counts[row] += 1
        }
      }
    }
  }

  /// Notes what a term cost in each row of a block in which all figures are known.
  ///
  /// - Returns: false, having done nothing, where some figure may be too large.
  private mutating func findKnown(
    _ place: Int, _ count: Int, _ points: (figure: ResultReader.Figure, factor: Int),
    _ full: (figure: ResultReader.Figure, factor: Int)?
  ) -> Bool {
    guard points.figure.areBelow(Self.limit / max(1, abs(points.factor)), count),
      full?.figure.areBelow(Self.limit / max(1, abs(full?.factor ?? 0)), count) ?? true
    else { return false }
    let (got, all, width) = (points.figure.least, full?.figure.least ?? points.figure.least, terms.count)
    let (factor, fullFactor) = (points.factor, full?.factor ?? 0)
    found.withUnsafeMutableBufferPointer { found in
      counts.withUnsafeMutableBufferPointer { counts in
        for row in 0..<count {
          let lost = factor &* got[row] &+ fullFactor &* all[row]
          if lost <= 0 { continue }
          found[row &* width &+ counts[row]] = Lost(term: place, least: lost, most: lost)
          counts[row] &+= 1
        }
      }
    }
    return true
  }

  /// The terms in the order of what they cost most in the rows of a block.
  private func learned(_ count: Int) -> [Int] {
    var costs = terms.map { _ in 0 }
    for row in 0..<count {
      for lost in found[row * terms.count..<row * terms.count + counts[row]] {
        costs[lost.term] = max(costs[lost.term], lost.least)
      }
    }
    return terms.indices.sorted { (-costs[$0], $0) < (-costs[$1], $1) }
  }

  @inline(__always) private static func ordered(_ factor: Int, _ least: Int, _ most: Int) -> (least: Int, most: Int) {
    factor < 0 ? (factor &* most, factor &* least) : (factor &* least, factor &* most)
  }

  /// There are few, which are almost in order as a rule.
  private static func sort(_ lost: UnsafeMutableBufferPointer<Lost>) {
    for index in 1..<max(1, lost.count) {
      let moved = lost[index]
      var place = index
      while place > 0, Lost.precedes(moved, lost[place - 1]) {
        lost[place] = lost[place - 1]
        place -= 1
      }
      lost[place] = moved
    }
  }

  /// Whether two different numbers of a row look the same with the usual decimals.
  private func hasAlike(_ lost: ArraySlice<Lost>) -> Bool {
    let ends = lost.flatMap { [$0.least, $0.most] }.sorted()
    return zip(ends, ends.dropFirst()).contains { looksAlike($0, $1) }
  }

  private func looksAlike(_ a: Int, _ b: Int) -> Bool {
    a != b && 100 * abs(a - b) <= scale && hundredths(a) == hundredths(b)
  }

  /// Sees whether points that are written for the first time look like others. In order, neighbours do if any two do.
  private mutating func note(_ amount: Int) {
    // Hundredths look like what they are.
    if mayLookAlike || 100 % scale == 0 { return }
    var (place, end) = (0, amounts.count)
    while place < end {
      let middle = (place + end) / 2
      if amounts[middle] < amount { place = middle + 1 } else { end = middle }
    }
    if place < amounts.count, amounts[place] == amount { return }
    let neighbours = amounts[max(0, place - 1)..<min(amounts.count, place + 1)]
    mayLookAlike = amounts.count == Self.mostAmounts || neighbours.contains { looksAlike($0, amount) }
    amounts.insert(amount, at: place)
  }

  private static let mostAmounts = 4096

  /// The number with the usual decimals.
  private func hundredths(_ number: Int) -> Int { number.signum() * ((200 * abs(number) + scale) / (2 * scale)) }

  @inline(__always) private mutating func text(_ lost: Lost) -> UnsafeBufferPointer<UInt8> {
    let (number, isBeyond) = lost.least.multipliedReportingOverflow(by: terms.count)
    if lost.least == lost.most, !isBeyond {
      return texts.known(number + lost.term) ?? newText(lost, number + lost.term)
    }
    let range = Range(term: lost.term, least: lost.least, most: lost.most)
    return ranges[range] ?? newText(range)
  }

  private mutating func newText(_ lost: Lost, _ number: Int) -> UnsafeBufferPointer<UInt8> {
    note(lost.least)
    let text = written(lost.term, lost.least, lost.most)
    return texts.text(number) { _ in text }
  }

  private mutating func newText(_ range: Range) -> UnsafeBufferPointer<UInt8> {
    note(range.least)
    note(range.most)
    let made = rangeTexts.keep(written(range.term, range.least, range.most))
    ranges[range] = made
    return made
  }

  private func written(_ term: Int, _ least: Int, _ most: Int) -> String {
    let points = Interval(Rational(least, scale: scale), Rational(most, scale: scale))
    return separator + terms[term].name + labels.points(points, Decimals([]))
  }

  private static let mostRanges = 1 << 16
}

/// What may have cost points, as figures tell.
struct LostTerms {
  /// What may have cost points.
  struct Term {
    /// Its name and a space.
    let name: String
    /// Of what is lost: so many times each figure.
    let points: (figure: Int, factor: Int)
    let full: (figure: Int, factor: Int)?
    /// Below the points of a 基线 nothing is lost.
    let isFloored: Bool
    /// Says whether it applies; nil where it always counts.
    let applies: Int?
  }

  private(set) var terms: [Term] = []
  /// What is lost is counted in whole multiples of one over it.
  private(set) var scale = 1

  /// - Parameter figure: the place of a node among the figures.
  /// - Returns: nil where what is lost cannot be read from figures: numbers of too different scales, and categories on a
  ///   scale of their own.
  init?(_ standard: Standard, _ columns: ResultColumns, _ figure: (Int) -> Int?) {
    let results = columns.results
    var parts: [(key: ResultPath, points: (node: Int, sign: Int), full: (node: Int, share: Rational)?, applies: Int?)]
    parts = []
    var isFloored: [Bool] = []
    for (index, category) in standard.categories.enumerated() {
      for (place, item) in category.items.enumerated() {
        let nodes = results.categories[index].items[place]
        guard let full = nodes.full else { continue }
        if category.scale != nil { return nil }
        parts.append(
          (
            .item(index, place), (nodes.points, -1), (full, item.scoring.baseline ?? .one),
            nodes.isSharedOut ? nodes.applies : nil
          ))
        isFloored.append(item.scoring.baseline != nil)
      }
    }
    for (index, adjustment) in standard.adjustments.enumerated() where adjustment.kind != .bonus {
      let sign = adjustment.kind == .deduction ? 1 : -1
      parts.append((.adjustment(index), (results.adjustments[index].points, sign), nil, nil))
      isFloored.append(false)
    }
    for part in parts {
      guard let own = columns.scale(of: part.points.node), let common = scale.leastCommonMultiple(own) else {
        return nil
      }
      scale = common
      if let (node, share) = part.full {
        guard let own = columns.scale(of: node), let words = share.words,
          own <= Self.finest, words.denominator <= 1_000_000,
          let finer = scale.leastCommonMultiple(own * words.denominator)
        else { return nil }
        scale = finer
      }
      if scale > Self.finest { return nil }
    }
    for (part, isFloored) in zip(parts, isFloored) {
      guard let points = figure(part.points.node), let own = columns.scale(of: part.points.node) else { return nil }
      var full: (Int, Int)?
      if let (node, share) = part.full {
        guard let place = figure(node), let own = columns.scale(of: node),
          let factor = Rational(scale / own).multiplied(exactly: share)
        else { return nil }
        full = (place, factor)
      }
      terms.append(
        Term(
          name: standard.key(of: part.key).name + " ", points: (points, part.points.sign * (scale / own)), full: full,
          isFloored: isFloored,
          applies: part.applies))
    }
  }

  /// What is lost is no finer than this.
  private static let finest = 1 << 40
}

extension Rational {
  /// The product as a machine word; nil where it is none.
  fileprivate func multiplied(exactly other: Rational) -> Int? {
    (try? multiplied(by: other)).flatMap { $0.count(of: 1) }
  }
}
