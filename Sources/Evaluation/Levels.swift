import Model
import Quantities

/// The points of groups, categories and the total from those of their parts: Grammar.md, section 5.
extension Evaluator {
  /// A part of a level, for sharing out the points of parts that do not apply.
  struct Share {
    /// Where it applies.
    let points: Interval
    let full: Rational?
    let applicable: Truth
  }

  /// A level put together.
  struct Combined {
    /// Where at least one part applies.
    var points: Interval
    /// Whether at least one part does.
    var applicable: Truth
    /// By how much each part grows where it applies, in order; nil if nothing is shared out.
    var factors: [Interval]?
  }

  mutating func category(_ category: Category) throws(ArithmeticError) -> CategoryResult {
    var items = category.items.map { score($0.scoring) }
    func share(_ place: Int) -> Share {
      let item = items[place]
      return Share(
        points: item.isSharedOut ? item.applied : item.points, full: category.items[place].scoring.full,
        applicable: item.applicable)
    }
    var groups: [LevelResult] = []
    for (index, group) in category.groups.enumerated() {
      let inside = items.indices.filter { category.items[$0].group == index }
      let combined = try Self.combine(inside.map(share), full: group.full)
      for (place, factor) in zip(inside, combined.factors ?? []) { try items[place].scale(by: factor) }
      groups.append(level(combined, group.limits, group.full))
    }
    let direct = items.indices.filter { category.items[$0].group == nil }
    let parts =
      direct.map(share)
      + zip(groups, category.groups).map { Share(points: $0.applied, full: $1.full, applicable: $0.applicable) }
    let combined = try Self.combine(parts, full: category.full)
    if let factors = combined.factors {
      for (place, factor) in zip(direct, factors) { try items[place].scale(by: factor) }
      for (group, factor) in factors.dropFirst(direct.count).enumerated() {
        try groups[group].scale(by: factor)
        for place in items.indices where category.items[place].group == group { try items[place].scale(by: factor) }
      }
    }
    return CategoryResult(level: level(combined, category.limits, category.full), groups: groups, items: items)
  }

  /// The total before adjustments, and the categories with their shares of what does not apply.
  mutating func total(_ categories: inout [CategoryResult]) throws(ArithmeticError) -> Interval {
    let parts = zip(categories, standard.categories).map {
      Share(points: $0.applied, full: $1.full, applicable: $0.applicable)
    }
    let combined = try Self.combine(parts, full: standard.total)
    for (index, factor) in (combined.factors ?? []).enumerated() { try categories[index].scale(by: factor) }
    switch combined.applicable {
    case .yes: return combined.points
    case .no: return .zero
    case .unknown: return combined.points.hull(.zero)
    }
  }

  /// A category or group within its own limits.
  private mutating func level(_ combined: Combined, _ limits: ScoreLimits, _ full: Rational?) -> LevelResult {
    let outer = doubts
    doubts = false
    defer { doubts = outer }
    var (points, reached, error) = (Interval.all, Truth.unknown, ArithmeticError?.none)
    let (limited, read) = tracking { evaluator in
      Result { () throws(ArithmeticError) in
        try evaluator.limited(combined.points, limits, full, floor: nil, cap: nil)
      }
    }
    let (wanted, minimumMissing) = tracking { evaluator in
      Result { () throws(ArithmeticError) in
        try limits.minimum.map { minimum throws(ArithmeticError) in try evaluator.amount(minimum, full) }
      }
    }
    do throws(ArithmeticError) {
      points = doubts ? .all : try limited.get()
      if let limit = try wanted.get() {
        note(points, comparedWith: limit)
        reached = doubts ? .unknown : Self.compare(.atLeast, points, limit)
      } else {
        reached = .yes
      }
    } catch let failure {
      error = failure
    }
    points = points.closed
    if combined.applicable == .no { reached = .yes }
    if combined.applicable == .unknown, reached == .no { reached = .unknown }
    let all = combined.applicable == .yes ? points : combined.applicable == .no ? .zero : points.hull(.zero)
    return LevelResult(
      points: all, applied: points, full: full.map { Interval($0) }, rate: Self.rate(all, full),
      appliedRate: Self.rate(points, full), applicable: combined.applicable, minimum: reached,
      minimumMissing: reached == .unknown ? minimumMissing.sorted() : [], missing: points.isExact ? [] : read.sorted(),
      error: error)
  }

  // MARK: Sharing out

  /// The points of a level from its parts. Parts that do not apply leave their points to the others in proportion.
  static func combine(_ parts: [Share], full: Rational?) throws(ArithmeticError) -> Combined {
    let sure = parts.filter { $0.applicable == .yes }
    let open = parts.filter { $0.applicable == .unknown }
    let applicable: Truth = !sure.isEmpty || parts.isEmpty ? .yes : open.isEmpty ? .no : .unknown
    guard let full, sure.count < parts.count, parts.allSatisfy({ $0.full != nil }) else {
      // Where nothing is shared out, a part that may not apply may also give nothing.
      var sum = Interval.zero
      for points in sure.map(\.points) + open.map({ $0.points.hull(.zero) }) { sum = try sum.adding(points) }
      return Combined(points: sum, applicable: applicable)
    }
    if applicable == .no { return Combined(points: .zero, applicable: .no) }
    let least = try extreme(sure, open, full, lowest: true)
    let most = try extreme(sure, open, full, lowest: false)
    return Combined(
      points: Interval(least, most), applicable: applicable, factors: try factors(parts, sure: sure, open: open, full))
  }

  private static func weight(_ parts: [Share]) throws(ArithmeticError) -> Rational {
    var weight = Rational.zero
    for part in parts { weight = try weight.adding(part.full ?? .zero) }
    return weight
  }

  /// How far each part may grow, given that it applies.
  private static func factors(
    _ parts: [Share], sure: [Share], open: [Share], _ full: Rational
  ) throws(ArithmeticError) -> [Interval] {
    let (certain, all) = (try weight(sure), try weight(sure + open))
    var factors: [Interval] = []
    for part in parts {
      let least = part.applicable == .unknown ? try certain.adding(part.full ?? .zero) : certain
      guard part.applicable != .no, !all.isZero else {
        factors.append(Interval(.one))
        continue
      }
      let growth = Endpoint.finite(try full.divided(by: all))
      factors.append(Interval(growth, least.isZero ? .positiveInfinity : .finite(try full.divided(by: least))))
    }
    return factors
  }

  /// The lowest or highest score over all choices of which open parts apply, at least one part applying: parts are
  /// taken in while their own rate moves the common rate that way, the usual greedy for a ratio of sums.
  private static func extreme(
    _ sure: [Share], _ open: [Share], _ full: Rational, lowest: Bool
  ) throws(ArithmeticError) -> Endpoint {
    func end(_ part: Share) -> Endpoint { lowest ? part.points.least : part.points.most }
    if let boundless = (sure + open).map(end).first(where: { $0.value == nil }) { return boundless }
    func points(_ part: Share) -> Rational { end(part).value ?? .zero }
    var (sum, taken) = (Rational.zero, try weight(sure))
    for part in sure { sum = try sum.adding(points(part)) }
    var rated: [(rate: Rational, part: Share)] = []
    for part in open {
      guard let full = part.full, !full.isZero else {
        // Without weight it adds what it has and takes nothing from the others.
        if lowest == points(part).isNegative { sum = try sum.adding(points(part)) }
        continue
      }
      rated.append((try points(part).divided(by: full), part))
    }
    for (rate, part) in rated.sorted(by: { lowest ? $0.rate < $1.rate : $0.rate > $1.rate }) {
      if !taken.isZero {
        let common = try sum.divided(by: taken)
        guard lowest ? rate < common : rate > common else { break }
      }
      sum = try sum.adding(points(part))
      taken = try taken.adding(part.full ?? .zero)
    }
    // Parts without any weight have nothing that could grow.
    return .finite(taken.isZero ? sum : try sum.divided(by: taken).multiplied(by: full))
  }
}
