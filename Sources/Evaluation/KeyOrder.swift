import Model
import Quantities

/// The order in which ranking keys come.
public enum KeyOrder {
  /// The place of each of some keys among them: the first is 0, level ones share a place, and the order of places is that
  /// of ``Model/RankingKey/compare(_:_:)``.
  public static func places(of keys: [[RankingKey.Counted]]) -> [Int] {
    guard let first = keys.first, !first.isEmpty else { return keys.map { _ in 0 } }
    let columns = first.indices.compactMap { column in words(keys.map { $0[column] }) }
    let order: [Int]
    if columns.count == first.count {
      order = keys.indices.sorted { a, b in
        for column in columns where column[a] != column[b] { return column[a] < column[b] }
        return false
      }
    } else {
      order = keys.indices.sorted { RankingKey.compare(keys[$0], keys[$1]) < 0 }
    }
    var places = [Int](repeating: 0, count: keys.count)
    var (place, previous) = (0, order[0])
    for index in order {
      if keys[index] != keys[previous] { place += 1 }
      (places[index], previous) = (place, index)
    }
    return places
  }

  /// Machine words in the order of some numbers, the highest number first and what is missing last; nil where they have
  /// no scale in common that fits.
  private static func words(_ ends: [RankingKey.Counted]) -> [Int]? {
    var scale = 1
    for case .finite(let number)? in ends {
      guard let denominator = number.words?.denominator else { return nil }
      if scale.isMultiple(of: denominator) { continue }
      guard let common = scale.leastCommonMultiple(denominator) else { return nil }
      scale = common
    }
    var words: [Int] = []
    words.reserveCapacity(ends.count)
    for end in ends {
      switch end {
      case nil: words.append(.max)
      case .negativeInfinity?: words.append(.max - 1)
      case .positiveInfinity?: words.append(.min)
      case .finite(let number)?:
        guard let count = number.count(of: scale), count > .min + 2, count < .max - 2 else { return nil }
        words.append(-count)
      }
    }
    return words
  }
}
