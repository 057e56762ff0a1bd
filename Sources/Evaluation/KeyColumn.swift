import Model
import Quantities

/// What a key is taken to be: as it counts in the order, and the best and the worst that it may come to.
struct KeyEnds: Equatable {
  let counted: RankingKey.Counted
  let best: RankingKey.Counted
  let worst: RankingKey.Counted

  init(counted: RankingKey.Counted, best: RankingKey.Counted, worst: RankingKey.Counted) {
    (self.counted, self.best, self.worst) = (counted, best, worst)
  }

  init(_ value: Computed, _ key: RankingKey) {
    counted = key.counted(value)
    switch value {
    case .known: (best, worst) = (counted, counted)
    case .between(let interval):
      let ends = key.descending ? interval : interval.negated
      (best, worst) = (ends.most, ends.least)
    case .unknown, .doubtful, .failed: (best, worst) = (.positiveInfinity, nil)
    }
  }
}

/// A ranking key of all sheets, as machine words in the order of ``KeyOrder``.
struct KeyColumn: Sendable {
  /// As it counts in the order.
  private(set) var counted: [Int] = []
  /// The best and the worst that it may come to, in one order; empty where nobody asks.
  private(set) var best: [Int] = []
  private(set) var worst: [Int] = []
  private let hasEnds: Bool
  /// Of what the words are multiples of one over; nil where they are but places in an order.
  private var scale: Int?
  /// All of them where there is no scale.
  private var exact: [KeyEnds] = []
  /// Those that are in no word yet, by sheet.
  private var strays: [Int: KeyEnds] = [:]

  /// Of no sheet yet.
  init(scale: Int, hasEnds: Bool) { (self.scale, self.hasEnds) = (scale, hasEnds) }

  init(_ ends: [KeyEnds], hasEnds: Bool) {
    self.hasEnds = hasEnds
    fill(ends)
  }

  /// Adds a sheet of which the words are known.
  @inline(__always) mutating func append(_ counted: Int, best: Int, worst: Int) {
    self.counted.append(counted)
    if hasEnds {
      self.best.append(best)
      self.worst.append(worst)
    }
  }

  /// Adds a sheet.
  mutating func append(_ ends: KeyEnds) {
    append(0, best: 0, worst: 0)
    set(ends, at: counted.count - 1)
  }

  /// Adds further sheets, whose words are of the same scale.
  mutating func append(_ others: KeyColumn) {
    for (sheet, ends) in others.strays { strays[counted.count + sheet] = ends }
    counted += others.counted
    best += others.best
    worst += others.worst
  }

  mutating func set(_ ends: KeyEnds, at sheet: Int) {
    guard let scale, let counted = KeyOrder.word(ends.counted, scale: scale),
      let best = KeyOrder.word(ends.best, scale: scale), let worst = KeyOrder.word(ends.worst, scale: scale)
    else {
      strays[sheet] = ends
      return
    }
    if !strays.isEmpty { strays[sheet] = nil }
    self.counted[sheet] = counted
    if hasEnds { (self.best[sheet], self.worst[sheet]) = (best, worst) }
  }

  /// Finds words for all, after which the order can be told.
  mutating func settle() {
    if strays.isEmpty { return }
    let known = exact.isEmpty ? counted.indices.map { ends(at: $0) } : exact
    fill(known.enumerated().map { strays[$0] ?? $1 })
  }

  private mutating func fill(_ ends: [KeyEnds]) {
    let all = ends.map(\.counted) + (hasEnds ? ends.map(\.best) + ends.map(\.worst) : [])
    let (words, scale) = KeyOrder.words(all)
    let count = ends.count
    counted = Array(words.prefix(count))
    if hasEnds { (best, worst) = (Array(words[count..<2 * count]), Array(words[(2 * count)...])) }
    self.scale = scale
    exact = scale == nil ? ends : []
    strays = [:]
  }

  private func ends(at sheet: Int) -> KeyEnds {
    func end(_ word: Int) -> RankingKey.Counted {
      switch word {
      case KeyOrder.last: nil
      case KeyOrder.beyond: .negativeInfinity
      case -KeyOrder.beyond: .positiveInfinity
      case let word: .finite(Rational(-word, scale: scale ?? 1))
      }
    }
    let counted = end(counted[sheet])
    return hasEnds
      ? KeyEnds(counted: counted, best: end(best[sheet]), worst: end(worst[sheet]))
      : KeyEnds(counted: counted, best: counted, worst: counted)
  }
}
