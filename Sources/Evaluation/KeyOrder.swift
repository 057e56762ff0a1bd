import Model
import Quantities

/// The order in which keys come, of which there are machine words: the lowest first, level ones the same.
public enum KeyOrder {
  /// Stands for what comes last whatever else there is.
  static let last = Int.max
  /// Numbers are closer to zero than this; what comes before all of them, and behind, is this far from it.
  static let beyond = 1 << 62

  /// The place of each of some keys among them: the first is 0, level ones share a place, and the order of places is that
  /// of ``Model/RankingKey/compare(_:_:)``.
  public static func places(of keys: [[RankingKey.Counted]]) -> [Int] {
    guard let first = keys.first else { return [] }
    return places(by: first.indices.map { column in words(keys.map { $0[column] }).words }, of: keys.count)
  }

  /// The place of each, by columns of which the first counts most: level ones share a place.
  static func places(by columns: [[Int]], of count: Int) -> [Int] {
    let order = order(by: columns, of: count)
    var places = [Int](repeating: 0, count: count)
    guard var previous = order.first.map({ Int($0) }) else { return places }
    var place = 0
    for index in order {
      let index = Int(index)
      if columns.contains(where: { $0[index] != $0[previous] }) { place += 1 }
      (places[index], previous) = (place, index)
    }
    return places
  }

  /// All of them in their order, by columns of which the first counts most; level ones as they are.
  static func order(by columns: [[Int]], of count: Int) -> [Int32] {
    var order = Array(0..<Int32(count))
    // As many columns at once as go into one word, the last ones first: what is sorted later keeps that order.
    var packing = Packing()
    for column in columns.reversed() {
      let span = Span(column)
      if packing.bits + span.bits > UInt64.bitWidth {
        packing.sort(&order)
        packing = Packing()
      }
      packing.add(column, span)
    }
    packing.sort(&order)
    return order
  }

  /// Machine words for some numbers, the highest number first and what is missing last, and of which scale they are: nil
  /// where the numbers have none in common that fits.
  static func words(_ ends: [RankingKey.Counted]) -> (words: [Int], scale: Int?) {
    if let scale = commonScale(of: ends) {
      let words = ends.compactMap { word($0, scale: scale) }
      if words.count == ends.count { return (words, scale) }
    }
    let order = ends.indices.sorted { RankingKey.compare([ends[$0]], [ends[$1]]) < 0 }
    var words = [Int](repeating: 0, count: ends.count)
    for (index, previous) in zip(order.dropFirst(), order) {
      words[index] = words[previous] + (ends[index] == ends[previous] ? 0 : 1)
    }
    return (words, nil)
  }

  /// Nil for a number that is no multiple of one over the scale, or too large.
  static func word(_ end: RankingKey.Counted, scale: Int) -> Int? {
    switch end {
    case nil: last
    case .negativeInfinity?: beyond
    case .positiveInfinity?: -beyond
    case .finite(let number)?: number.count(of: scale).flatMap { abs($0) < beyond / 2 ? -$0 : nil }
    }
  }

  private static func commonScale(of ends: [RankingKey.Counted]) -> Int? {
    var scale = 1
    for case .finite(let number)? in ends {
      guard let denominator = number.words?.denominator else { return nil }
      if scale.isMultiple(of: denominator) { continue }
      guard let common = scale.leastCommonMultiple(denominator) else { return nil }
      scale = common
    }
    return scale
  }
}

/// How far the words of a column go, so that they take no more bits than they need.
private struct Span {
  private var lowest = Int.max
  private var highest = Int.min

  init(_ column: [Int]) {
    for word in column where word > -KeyOrder.beyond && word < KeyOrder.beyond {
      lowest = min(lowest, word)
      highest = max(highest, word)
    }
    if lowest > highest { (lowest, highest) = (0, 0) }
  }

  /// Before, between, behind, and last.
  var bits: Int { UInt64.bitWidth - UInt64(highest - lowest + 3).leadingZeroBitCount }

  @inline(__always) func code(_ word: Int) -> UInt64 {
    if word > -KeyOrder.beyond && word < KeyOrder.beyond { return UInt64(bitPattern: Int64(word - lowest + 1)) }
    if word <= -KeyOrder.beyond { return 0 }
    return UInt64(bitPattern: Int64(highest - lowest + (word == KeyOrder.last ? 3 : 2)))
  }
}

/// Columns side by side in one word each.
private struct Packing {
  private var codes: [UInt64] = []
  private(set) var bits = 0

  mutating func add(_ column: [Int], _ span: Span) {
    if codes.isEmpty { codes = [UInt64](repeating: 0, count: column.count) }
    codes.withUnsafeMutableBufferPointer { codes in
      column.withUnsafeBufferPointer { column in
        for index in 0..<column.count { codes[index] |= span.code(column[index]) << UInt64(bits) }
      }
    }
    bits += span.bits
  }

  /// Sorts digit by digit, the lowest first.
  func sort(_ order: inout [Int32]) {
    if bits == 0 || order.count < 2 { return }
    var keys = order.map { codes[Int($0)] }
    var (nextKeys, nextOrder) = (keys, order)
    let digit = order.count < 1 << 12 ? 8 : 11
    let mask = UInt64(1) << UInt64(digit) - 1
    for shift in stride(from: 0, to: UInt64(bits), by: digit) {
      var starts = [Int](repeating: 0, count: 1 << digit)
      for key in keys { starts[Int(key >> shift & mask)] += 1 }
      if starts.contains(keys.count) { continue }
      var start = 0
      for place in starts.indices {
        let count = starts[place]
        starts[place] = start
        start += count
      }
      nextKeys.withUnsafeMutableBufferPointer { nextKeys in
        nextOrder.withUnsafeMutableBufferPointer { nextOrder in
          for index in keys.indices {
            let place = Int(keys[index] >> shift & mask)
            nextKeys[starts[place]] = keys[index]
            nextOrder[starts[place]] = order[index]
            starts[place] += 1
          }
        }
      }
      swap(&keys, &nextKeys)
      swap(&order, &nextOrder)
    }
  }
}
