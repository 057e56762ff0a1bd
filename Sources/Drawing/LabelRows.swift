/// Texts above or below an axis in a few rows, so that none lies over another; who finds no room is left out.
struct LabelRows {
  struct Placed {
    let index: Int
    let row: Int
    let start: Double
  }

  let placed: [Placed]
  /// How many rows are used.
  let height: Int

  /// - Parameters:
  ///   - labels: where each has its middle, and how wide it is; by rising middles.
  ///   - from: where rows begin.
  ///   - to: where they end.
  ///   - rows: as many at most.
  ///   - gap: what is left free between two.
  init(_ labels: [(middle: Double, width: Double)], from: Double, to: Double, rows: Int, gap: Double) {
    var placed: [Placed] = []
    var ends = [Double](repeating: -.infinity, count: rows)
    for (index, label) in labels.enumerated() where label.width > 0 && label.width <= to - from {
      let start = min(max(from, label.middle - label.width / 2), to - label.width)
      guard let row = ends.firstIndex(where: { start >= $0 }) else { continue }
      ends[row] = start + label.width + gap
      placed.append(Placed(index: index, row: row, start: start))
    }
    self.placed = placed
    height = placed.map { $0.row + 1 }.max() ?? 0
  }
}
