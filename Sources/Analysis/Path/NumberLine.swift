import Model
import Quantities

/// The values that a number or a date can take, and a search among them for the nearest that does what is wanted.
///
/// Values are proposed as they would be written: whole numbers, days, hundredths of a percent or of a unit, or finer if
/// the values they are compared with are finer. On the line they are numbers of the unit in which the fact is declared.
struct NumberLine {
  private let type: ValueType
  /// How far the values proposed are apart.
  private let grid: Rational
  private let lower: Rational
  private let upper: Rational
  /// Values at which something may change, in order.
  let pivots: [Rational]
  private let anchors: [Rational]
  private let preferred: Rational?

  /// Beyond any number that a sheet of this kind states.
  private static let farthest = Rational(1_000_000_000)

  init(
    _ type: ValueType, lower: Value?, upper: Value?, precision: Precision? = nil, current: Rational?,
    pivots: [Rational], preferred: Rational?
  ) {
    self.type = type
    let known = pivots + [current].compactMap { $0 }
    let stated = precision.map { type.measure.number(of: $0.step) } ?? (type.isWhole ? .one : nil)
    let grid = stated ?? .powerOfTen(-Self.places(type, known))
    self.grid = grid
    let isDate = type == .date
    // Without a stated range nothing below zero is proposed, unless negative values are there already.
    let negative = known.contains(where: \.isNegative)
    let least = isDate ? Rational(Self.firstDay) : negative ? Self.farthest.negated : .zero
    let most = isDate ? Rational(Self.lastDay) : Self.farthest
    let (low, high) = (
      lower.flatMap { Self.number($0, type) } ?? least, upper.flatMap { Self.number($0, type) } ?? most
    )
    func around(_ number: Rational) -> [Rational] {
      stated == nil ? [number] : Self.multiples(of: grid, around: number)
    }
    (self.lower, self.upper) = (around(low).last ?? low, around(high).first ?? high)
    self.preferred = isDate ? preferred : nil
    var inside = Set(pivots)
    if lower != nil { inside.insert(self.lower) }
    if upper != nil { inside.insert(self.upper) }
    if !isDate { inside.formUnion([.zero, .one]) }
    if isDate, let preferred { inside.insert(preferred) }
    func isAllowed(_ number: Rational) -> Bool {
      number >= low && number <= high && (stated == nil || around(number).count == 1)
    }
    // A pivot off the grid of what can be stated still marks a place where something changes.
    self.pivots = Set(inside.flatMap(around)).filter(isAllowed).sorted()
    var anchors = Set(self.pivots)
    for pivot in self.pivots {
      anchors.formUnion([pivot + grid, pivot - grid])
    }
    for start in [current ?? .zero] where !isDate || current != nil {
      var distance = grid
      for _ in 0..<20 {
        anchors.formUnion([start + distance, start - distance])
        distance = distance * Rational(4)
      }
    }
    self.anchors = anchors.filter(isAllowed).sorted()
  }

  /// Of the values that a fact may state.
  ///
  /// - Parameter earliest: where it is a date, days before this are left out.
  init(
    _ fact: Fact, earliest: Value? = nil, current: Rational?, pivots: [Rational], preferred: Rational? = nil
  ) {
    self.init(
      fact.type, lower: Self.later(fact.lower, earliest, fact.type), upper: fact.upper, precision: fact.precision,
      current: current, pivots: pivots,
      preferred: preferred)
  }

  /// The later of two days; other values have no earliest.
  static func later(_ lower: Value?, _ earliest: Value?, _ type: ValueType) -> Value? {
    guard type == .date, let earliest else { return lower }
    guard let lower, let a = number(lower, type), let b = number(earliest, type) else { return earliest }
    return a > b ? lower : earliest
  }

  /// Values as far apart as can be.
  var extremes: [Value] { [lower, upper].compactMap(value) }

  private static let firstDay = 306
  private static let lastDay = 3_652_364

  private static func places(_ type: ValueType, _ known: [Rational]) -> Int {
    let coarsest = type == .percentage ? 4 : 2
    return (coarsest...6).first { places in known.allSatisfy { $0.isExact(places: places) } } ?? coarsest
  }

  /// The multiple of a step nearest below and the nearest above; a number that is one itself is both.
  private static func multiples(of step: Rational, around number: Rational) -> [Rational] {
    let count = number * (step.reciprocal ?? .one)
    return count.isWhole ? [number] : [count.floor * step, count.ceiling * step]
  }

  static func number(_ value: Value, _ type: ValueType) -> Rational? { value.place(in: type.measure) }

  static func value(_ number: Rational, _ type: ValueType) -> Value? {
    guard type == .date else { return .number(type.measure.value(of: number)) }
    guard let day = Int(exactly: number), let date = try? CalendarDate(dayNumber: day) else { return nil }
    return .date(date)
  }

  private func value(_ number: Rational) -> Value? { Self.value(number, type) }
  private func number(_ value: Value) -> Rational? { Self.number(value, type) }

  /// Numbers as values, the nearest first; the day of reference before other days.
  func ordered(_ numbers: [Rational], from current: Value?) -> [Value] {
    let start = current.flatMap(number) ?? preferred
    func distance(_ number: Rational) -> Rational {
      (number - (start ?? .zero)).magnitude
    }
    return numbers.sorted { distance($0) < distance($1) }.compactMap(value).filter { $0 != current }
  }

  /// Whether it lies between the ends of what is proposed.
  func isAllowed(_ number: Rational) -> Bool { number >= lower && number <= upper }

  // MARK: Searching

  /// The nearest accepted values, one above and one below what is stated; where nothing is stated, the ends of what is
  /// accepted.
  func nearest(_ current: Value?, _ accepts: (Value) -> Bool) -> [Value] {
    func holds(_ number: Rational) -> Bool { isAllowed(number) && (value(number).map(accepts) ?? false) }
    guard let start = current.flatMap(number) else {
      if let preferred, holds(preferred) { return [value(preferred)].compactMap { $0 } }
      return ends(holds)
    }
    var found: [Rational] = []
    for up in [true, false] {
      var before = start
      let way = up ? anchors.filter { $0 > start } : anchors.filter { $0 < start }.reversed()
      for anchor in way {
        if holds(anchor) {
          found.append(closest(between: before, and: anchor, holds))
          break
        }
        before = anchor
      }
    }
    return ordered(found, from: current)
  }

  /// Where runs of accepted values begin and end.
  private func ends(_ holds: (Rational) -> Bool) -> [Value] {
    let accepted = anchors.map(holds)
    var found: [Rational] = []
    for (index, anchor) in anchors.enumerated() where accepted[index] {
      if index > 0, !accepted[index - 1] { found.append(closest(between: anchors[index - 1], and: anchor, holds)) }
      if index + 1 < anchors.count, !accepted[index + 1] {
        found.append(closest(between: anchors[index + 1], and: anchor, holds))
      }
    }
    if found.isEmpty, let first = pivots.first(where: holds) { found = [first] }
    var seen: Set<Rational> = []
    return found.filter { seen.insert($0).inserted }.prefix(3).compactMap(value)
  }

  /// The accepted value nearest to one that is not, between that and one that is: on the grid, or a pivot nearer still.
  func closest(between refused: Rational, and accepted: Rational, _ holds: (Rational) -> Bool) -> Rational {
    let up = accepted > refused
    // Multiples of the grid, counted from the refused end.
    func multiple(_ number: Rational, _ mode: Rounding) -> Rational {
      (number * (grid.reciprocal ?? .one)).rounded(mode)
    }
    var (low, high) = (multiple(refused, up ? .down : .up), multiple(accepted, up ? .down : .up))
    var best = accepted
    while (high - low).magnitude > .one {
      let middle = low + ((high - low) * .half).rounded(.down)
      let candidate = middle * grid
      if holds(candidate) {
        high = middle
        best = candidate
      } else {
        low = middle
      }
    }
    let between = pivots.filter { up ? $0 > refused && $0 < best : $0 < refused && $0 > best }
    let nearest = (up ? between.first(where: holds) : between.last(where: holds)) ?? best
    // Nobody can write two thirds: the next value of the grid does as well, unless only the exact one does.
    if isWritable(nearest) { return nearest }
    let rounded = multiple(nearest, up ? .up : .down) * grid
    return rounded >= lower && rounded <= upper && holds(rounded) ? rounded : nearest
  }

  private func isWritable(_ number: Rational) -> Bool {
    guard case .number(let measure, _) = type else { return number.isExact(places: 6) }
    return measure.isWritable(measure.value(of: number))
  }

  /// One step of the grid nearer to another value.
  func step(from number: Rational, to other: Rational) -> Rational {
    other < number ? number - grid : number + grid
  }

  /// Values with a measure above `now`: the nearest that reach the highest measure found, and some measures between.
  func better(_ current: Value?, than now: Endpoint, _ measure: (Value) -> Endpoint?) -> [Value] {
    var measured: [Value: Endpoint?] = [:]
    func of(_ value: Value) -> Endpoint? {
      if let known = measured[value] { return known }
      let result = measure(value)
      measured[value] = result
      return result
    }
    let levels = Set(anchors.compactMap(value).compactMap(of).filter { $0 > now }).sorted(by: >)
    guard let best = levels.first else { return [] }
    var wanted = [best]
    if levels.count > 1 { wanted += [levels[levels.count / 2], levels[levels.count - 1]] }
    var values: [Value] = []
    for level in wanted {
      for value in nearest(current, { (of($0) ?? now) >= level }) where !values.contains(value) { values.append(value) }
    }
    return values
  }

  /// Where a difference that depends on one number vanishes, if it is a straight line or one over a straight line.
  static func roots(
    around current: Rational?, _ type: ValueType, _ difference: (Rational) -> Rational?
  ) -> [Rational] {
    let start: Rational = current ?? (type == .percentage ? .half : .one)
    let step: Rational = type == .percentage ? .powerOfTen(-2) : .one
    let points = [start, start + step, start + step + step].compactMap { x in difference(x).map { (x: x, y: $0) } }
    guard points.count == 3 else { return [] }
    if let root = root(points) { return [root] }
    let inverted = points.compactMap { point in point.x.reciprocal.map { (x: $0, y: point.y) } }
    guard inverted.count == 3, let value = root(inverted)?.reciprocal else { return [] }
    return [value]
  }

  /// Where the line through three points meets zero; nil if they are on no line, or on a level one.
  private static func root(_ points: [(x: Rational, y: Rational)]) -> Rational? {
    let (first, second) = (
      (x: points[1].x - points[0].x, y: points[1].y - points[0].y),
      (x: points[2].x - points[1].x, y: points[2].y - points[1].y)
    )
    guard first.y * second.x == second.y * first.x, let slope = first.y.reciprocal else { return nil }
    return points[0].x - points[0].y * first.x * slope
  }
}
