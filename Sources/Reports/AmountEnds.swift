import Evaluation
import Model
import Planning
import Quantities

/// The least and the most of sums of points among results, each number once.
enum AmountEnds {
  /// - Parameter count: so many of the report are looked at.
  static func of(_ sums: [[Amount]], _ outcome: Outcome, count: Int) -> [[Amount]: Set<Rational>] {
    let pieces = ResultPieces(outcome, count: count) { reader(sums, outcome) }
    var ends = sums.map { _ in Set<Rational>() }
    for found in pieces.mapPieces({ $0 }).joined() {
      for (place, numbers) in found.enumerated() { ends[place].formUnion(numbers) }
    }
    return Dictionary(zip(sums, ends), uniquingKeysWith: { first, _ in first })
  }

  /// What gives the ends of each sum among some results.
  private static func reader(_ sums: [[Amount]], _ outcome: Outcome) -> (Range<Int>) -> [[Set<Rational>]] {
    let standard = outcome.standard
    func points(_ sum: [Amount], _ result: SheetResult) -> Interval? {
      let points = sum.compactMap { $0.points(result, standard) }
      return points.count == sum.count ? points.reduce(.zero, +) : nil
    }
    let columns =
      !outcome.isLarge
      ? nil
      : ResultColumns(outcome, whole: false) { results in
        sums.flatMap { $0.compactMap { $0.node(results, standard) } }
      }
    guard let columns else {
      return { places in
        let results = places.map { outcome.result(at: $0) }
        return [sums.map { sum in Set(results.flatMap { points(sum, $0)?.ends ?? [] }) }]
      }
    }
    let reader = columns.reader()
    // Single figures, of which there are few that are not alike.
    let figures = sums.map { sum -> (node: Int, scale: Int, sign: Int)? in
      guard sum.count == 1, let node = sum[0].node(columns.results, standard), let scale = columns.scale(of: node)
      else {
        return nil
      }
      return (node, scale, sum[0].isNegated(standard) ? -1 : 1)
    }
    return { places in
      reader.gather(places)
      var (numbers, ends) = (sums.map { _ in Set<Int>() }, sums.map { _ in Set<Rational>() })
      for block in places.blocks {
        reader.read(block)
        for (place, sum) in sums.enumerated() {
          let figure = figures[place].flatMap { reader.figure($0.node) }
          var last: Int?
          for (row, result) in block.enumerated() {
            if let figure, figure.isPlain(row) {
              let (least, most) = (figure.least[row], figure.most[row])
              if least == last, most == last { continue }
              numbers[place].formUnion([least, most])
              last = least == most ? least : nil
            } else {
              ends[place].formUnion(points(sum, outcome.result(at: result))?.ends ?? [])
            }
          }
        }
      }
      for (place, figure) in figures.enumerated() {
        guard let figure else { continue }
        ends[place].formUnion(numbers[place].map { Rational(figure.sign * $0, scale: figure.scale) })
      }
      return [ends]
    }
  }
}
