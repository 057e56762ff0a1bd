import Evaluation
import Model
import Quantities
import Sheets

/// Writes what cost points, most first, as ``Evaluation/Outcome/lost(by:)`` has it, from figures.
final class LostRow {
  /// What may have cost points.
  private struct Term {
    /// Its name and a space, in UTF-8.
    let name: [UInt8]
    /// Of what is lost: so many times each figure.
    let points: (figure: Int, factor: Int)
    let full: (figure: Int, factor: Int)?
    /// Below the points of a 基线 nothing is lost.
    let isFloored: Bool
    /// Says whether it applies; nil where it always counts.
    let applies: Int?
  }

  /// Points that a term cost, in whole multiples of one over ``scale``.
  private struct Lost {
    let term: Int
    let least: Int
    let most: Int
  }

  private struct Range: Hashable {
    let least: Int
    let most: Int
  }

  private var terms: [Term] = []
  private var scale = 1
  private let labels: Labels
  private let separator: String
  /// Whether no such cell needs to be quoted.
  private let isSafe: Bool
  private var numbers = WrittenTexts()
  private var ranges: [Range: String] = [:]
  private var cell = ByteBuffer()
  private var found: [Lost] = []

  /// - Parameter figure: the place of a node among the figures.
  /// - Returns: nil where what is lost cannot be read from figures: numbers of too different scales, and categories on a
  ///   scale of their own.
  init?(_ standard: Standard, _ columns: ResultColumns, _ labels: Labels, _ figure: (Int) -> Int?) {
    self.labels = labels
    separator = labels.say("；", "; ")
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
    let texts = parts.map { standard.key(of: $0.key).name + " " }
    isSafe = texts.allSatisfy { [separator] text in
      let cell = text + "1" + separator + text + "1~2"
      return CSV.cell(cell) == cell
    }
    for (part, (text, isFloored)) in zip(parts, zip(texts, isFloored)) {
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
          name: Array(text.utf8), points: (points, part.points.sign * (scale / own)), full: full, isFloored: isFloored,
          applies: part.applies))
    }
  }

  /// What is lost is no finer than this.
  private static let finest = 1 << 40
  /// Larger figures are left to exact numbers.
  private static let limit = 1 << 52

  /// Writes the cell of a row in which all figures are plain.
  /// - Returns: false, having written nothing, where numbers would look alike that are not, or are out of the ordinary.
  func write(_ row: Int, _ figures: [FigureTexts], _ reader: ResultReader, to file: inout CSV.Writer) -> Bool {
    found.removeAll(keepingCapacity: true)
    for (place, term) in terms.enumerated() {
      guard let points = figures[term.points.figure].found else { return false }
      guard var (least, most) = Self.times(term.points.factor, points.least[row], points.most[row]) else {
        return false
      }
      if let (figure, factor) = term.full {
        guard let full = figures[figure].found,
          let (low, high) = Self.times(factor, full.least[row], full.most[row])
        else { return false }
        (least, most) = (least + low, most + high)
      }
      if most <= 0 { continue }
      if let applies = term.applies, reader.applies(applies, row) == .no { continue }
      if term.isFloored { least = max(0, least) }
      add(Lost(term: place, least: least, most: most))
    }
    if scale > 100, hasAlike { return false }
    cell.removeAll()
    for (place, lost) in found.enumerated() {
      if place > 0 { cell.append(separator) }
      terms[lost.term].name.withUnsafeBufferPointer { cell.append($0) }
      write(lost)
    }
    cell.withBytes { bytes in
      if isSafe { file.add { $0.append(bytes) } } else { file.add(utf8: bytes) }
    }
    return true
  }

  private static func times(_ factor: Int, _ least: Int, _ most: Int) -> (least: Int, most: Int)? {
    let limit = limit / max(1, abs(factor))
    if abs(least) > limit || abs(most) > limit { return nil }
    return factor < 0 ? (factor * most, factor * least) : (factor * least, factor * most)
  }

  /// In order: what is lost for certain, then what may be, then as in the standard.
  private func add(_ lost: Lost) {
    var place = found.count
    while place > 0, (found[place - 1].least, found[place - 1].most) < (lost.least, lost.most) { place -= 1 }
    found.insert(lost, at: place)
  }

  /// Whether two different numbers look the same with the usual decimals.
  private var hasAlike: Bool {
    let ends = found.flatMap { [$0.least, $0.most] }.sorted()
    func hundredths(_ number: Int) -> Int { number.signum() * ((200 * abs(number) + scale) / (2 * scale)) }
    return zip(ends, ends.dropFirst()).contains { $0 != $1 && hundredths($0) == hundredths($1) }
  }

  private func write(_ lost: Lost) {
    let (scale, labels) = (scale, labels)
    func text(_ least: Int, _ most: Int) -> String {
      labels.points(Interval(Rational(least, scale: scale), Rational(most, scale: scale)), Decimals([]))
    }
    if lost.least == lost.most { return numbers.write(lost.least, to: &cell) { text($0, $0) } }
    let range = Range(least: lost.least, most: lost.most)
    if ranges.count > Self.mostRanges { ranges.removeAll() }
    let known = ranges[range] ?? text(range.least, range.most)
    ranges[range] = known
    cell.append(known)
  }

  private static let mostRanges = 1 << 16
}

extension Rational {
  /// The product as a machine word; nil where it is none.
  fileprivate func multiplied(exactly other: Rational) -> Int? {
    (try? multiplied(by: other)).flatMap { $0.count(of: 1) }
  }
}
