/// How far two rankings agree.
public enum RankAgreement {
  /// Kendall's tau-b of pairs of ranks: 1 if the orders are the same, -1 if they are opposite; ties count as Kendall's
  /// correction for ties says (M. G. Kendall, “The treatment of ties in ranking problems”, Biometrika 33, 1945). Nil if
  /// one of the rankings does not tell anybody apart.
  ///
  /// Worked out by counting the exchanges of a merge sort, as W. R. Knight (JASA 61, 1966) describes.
  public static func tauB(_ pairs: [(Int, Int)]) -> Double? {
    let sorted = pairs.sorted { $0 < $1 }
    func tied(_ runs: [Int]) -> Int { runs.map { $0 * ($0 - 1) / 2 }.reduce(0, +) }
    let all = sorted.count * (sorted.count - 1) / 2
    let tiedInX = tied(runs(sorted.map(\.0)))
    let tiedInBoth = tied(runs(sorted.map { Pair(x: $0.0, y: $0.1) }))
    var second = sorted.map(\.1)
    let exchanges = sortCounting(&second)
    let tiedInY = tied(runs(second))
    let (x, y) = (all - tiedInX, all - tiedInY)
    guard x > 0, y > 0 else { return nil }
    let difference = all - tiedInX - tiedInY + tiedInBoth - 2 * exchanges
    return Double(difference) / (Double(x) * Double(y)).squareRoot()
  }

  private struct Pair: Equatable {
    let x: Int
    let y: Int
  }

  /// Lengths of stretches of equal values.
  private static func runs<Value: Equatable>(_ values: [Value]) -> [Int] {
    var lengths: [Int] = []
    for (index, value) in values.enumerated() {
      if index > 0, values[index - 1] == value { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
    }
    return lengths
  }

  /// Sorts, and counts the pairs that stood the wrong way round.
  private static func sortCounting(_ values: inout [Int]) -> Int {
    var exchanges = 0
    var width = 1
    while width < values.count {
      var merged: [Int] = []
      merged.reserveCapacity(values.count)
      for start in stride(from: 0, to: values.count, by: 2 * width) {
        let middle = min(start + width, values.count)
        let end = min(start + 2 * width, values.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          if right == end || (left < middle && values[left] <= values[right]) {
            merged.append(values[left])
            left += 1
          } else {
            exchanges += middle - left
            merged.append(values[right])
            right += 1
          }
        }
      }
      values = merged
      width *= 2
    }
    return exchanges
  }
}
