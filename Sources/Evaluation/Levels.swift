import Model
import Planning
import Quantities

/// The points of groups, categories and the total from those of their parts: Grammar.md, section 5.
extension Evaluator {
  mutating func category(_ own: Int) -> CategoryResult {
    let category = standard.categories[own]
    var items: [ScoreResult] = []
    for (place, item) in category.items.enumerated() {
      items.append(score(item.scoring))
      finish(.item(own, place), items[place].points)
    }
    func share(_ place: Int) -> Share {
      let item = items[place]
      return Share(
        points: item.isSharedOut ? item.applied : item.points, full: category.items[place].scoring.full,
        applicable: item.applicable)
    }
    var groups: [LevelResult] = []
    for (index, group) in category.groups.enumerated() {
      let inside = items.indices.filter { category.items[$0].group == index }
      let parts = Level(inside.map(share), full: group.full)
      for (part, place) in inside.enumerated() { grow(&items[place], .item(own, place), as: part, of: parts) }
      tell(parts: inside.map { (.item(own, $0), items[$0].points, items[$0].applicable) })
      groups.append(level(parts, group.limits, group.full))
      finish(.group(own, index), groups[index].points)
    }
    let direct = items.indices.filter { category.items[$0].group == nil }
    let parts = Level(
      direct.map(share)
        + zip(groups, category.groups).map { Share(points: $0.applied, full: $1.full, applicable: $0.applicable) },
      full: category.markedOn)
    for (part, place) in direct.enumerated() { grow(&items[place], .item(own, place), as: part, of: parts) }
    for group in groups.indices {
      let part = direct.count + group
      grow(&groups[group], .group(own, group), as: part, of: parts)
      for place in items.indices where category.items[place].group == group {
        grow(&items[place], .item(own, place), as: part, of: parts)
      }
    }
    tell(
      parts: direct.map { (.item(own, $0), items[$0].points, items[$0].applicable) }
        + groups.indices.map { (.group(own, $0), groups[$0].points, groups[$0].applicable) })
    let level = level(parts, category.limits, category.full, scale: category.scale)
    finish(.category(own), level.points)
    return CategoryResult(level: level, groups: groups, items: items)
  }

  /// The total before adjustments; the categories get their shares of what does not apply.
  mutating func total(_ categories: inout [CategoryResult]) throws(ArithmeticError) -> Interval {
    let parts = Level(
      zip(categories, standard.categories).map {
        Share(points: $0.applied, full: $1.full, applicable: $0.applicable)
      }, full: standard.total)
    for index in categories.indices {
      growAll(&categories[index], index, of: parts)
    }
    tell(parts: categories.indices.map { (.category($0), categories[$0].points, categories[$0].applicable) })
    switch parts.applicable {
    case .yes: return try parts.points()
    case .no: return .zero
    case .unknown: return try parts.points().hull(.zero)
    }
  }

  /// A category grows by what others leave, and all its parts with it; those on a scale of its own stay on that.
  private mutating func growAll(_ category: inout CategoryResult, _ own: Int, of parts: Level) {
    grow(&category.level, .category(own), as: own, of: parts)
    if standard.categories[own].scale != nil { return }
    for index in category.items.indices { grow(&category.items[index], .item(own, index), as: own, of: parts) }
    for index in category.groups.indices { grow(&category.groups[index], .group(own, index), as: own, of: parts) }
  }

  /// A category or group within its own limits.
  ///
  /// - Parameter scale: on which these and its parts are; nil where they are points that count.
  private mutating func level(
    _ parts: Level, _ limits: ScoreLimits, _ full: Rational?, scale: Rational? = nil
  ) -> LevelResult {
    let own = scale ?? full
    guard parts.applicable != .no else {
      tell(DerivationStep(kind: .inapplicable, points: .zero))
      return LevelResult(
        points: .zero, applied: .zero, full: full.map { Interval($0) }, mark: scale.map { _ in .zero },
        rate: Self.rate(.zero, full),
        appliedRate: Self.rate(.zero, full), applicable: .no, minimum: .yes, minimumMissing: [], missing: [], error: nil
      )
    }
    let outer = doubts
    doubts = false
    defer { doubts = outer }
    let (limited, read) = tracking { evaluator in
      Result { () throws(ArithmeticError) in
        let points = try parts.points()
        if let sum = evaluator.told.last?.points, sum != points {
          evaluator.tell(DerivationStep(kind: .open, points: points))
        }
        return try evaluator.limited(points, limits, own, floor: nil, cap: nil)
      }
    }
    var (mark, error) = (Interval.all, ArithmeticError?.none)
    do throws(ArithmeticError) { mark = doubts ? .all : try limited.get().closed } catch let failure {
      error = failure
    }
    let (minimum, minimumMissing) = tracking { evaluator in
      limits.minimum.map { evaluator.reached($0, mark, own) } ?? (.yes, nil)
    }
    let reached = error != nil || parts.applicable == .unknown && minimum.0 == .no ? .unknown : minimum.0
    var points = mark
    if let scale, let full {
      do throws(ArithmeticError) {
        points = try mark.converted(from: scale, to: Interval(full))
        let factor = Interval(try full.divided(by: scale))
        tell(DerivationStep(kind: .convert, amount: factor, points: points))
      } catch let failure {
        (points, error) = (.all, error ?? failure)
      }
    }
    func all(_ points: Interval) -> Interval { parts.applicable == .yes ? points : points.hull(.zero) }
    return LevelResult(
      points: all(points), applied: points, full: full.map { Interval($0) }, mark: scale.map { _ in all(mark) },
      rate: Self.rate(all(points), full),
      appliedRate: Self.rate(points, full), applicable: parts.applicable, minimum: reached,
      minimumMissing: reached == .unknown ? minimumMissing.sorted() : [], missing: mark.isExact ? [] : read.sorted(),
      error: error ?? minimum.1)
  }
}
