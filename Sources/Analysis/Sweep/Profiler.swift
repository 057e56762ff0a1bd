import Evaluation
import Quantities

/// Finds the pieces of a sheet's profile: divides the range wherever a decision turns, until all numbers follow lines.
struct Profiler {
  private let domain: SweepDomain
  /// What the sheet gives at a value.
  private let sample: (Rational) throws -> SheetSample
  /// A range below this width is not divided further.
  private let finest: Double
  private var profile = SheetProfile()
  private var divisions = 0

  private static let divisionLimit = 4_000
  private static let turnLimit = 2_000
  /// Divisions within one another after which numbers that still follow no line are taken to be curved.
  private static let curveDepth = 3
  /// A place where two lines meet is a short fraction; others come from a curve taken for lines.
  private static let bendLimit = BigInteger(1_000_000_000)

  /// - Parameters:
  ///   - places: where the range is to be divided in any case, its two ends included, in order.
  static func profile(
    over places: [Rational], _ domain: SweepDomain, _ sample: @escaping (Rational) throws -> SheetSample
  ) throws -> SheetProfile {
    guard let low = places.first, let high = places.last else { return SheetProfile() }
    let finest = (high.approximate - low.approximate) * 0x1p-40
    var profiler = Profiler(domain: domain, sample: sample, finest: finest)
    for (from, to) in zip(places, places.dropFirst()) { try profiler.settle(from, to, depth: 0) }
    var profile = try profiler.joined()
    if !profile.pieces.isEmpty {
      profile.pieces[0].low = low
      profile.pieces[profile.pieces.count - 1].high = high
    }
    return profile
  }

  private init(domain: SweepDomain, sample: @escaping (Rational) throws -> SheetSample, finest: Double) {
    self.domain = domain
    self.sample = sample
    self.finest = finest
  }

  private mutating func settle(_ low: Rational, _ high: Rational, depth: Int) throws {
    let samples = try domain.samples(low, high)
    let found = try samples.map(sample)
    guard let at = samples.first, let first = found.first else { return }
    divisions += 1
    if divisions > Self.divisionLimit { throw SweepProblem.tooManyTurns }
    let isWhollyKnown = domain.isWhole && samples.count <= 4
    if !isWhollyKnown {
      let turns = try turns(samples, found, low, high)
      if !turns.isEmpty { return try divide(low, high, at: turns, depth: depth) }
    }
    let isSteady = found.allSatisfy { $0.standing.fixed == first.standing.fixed }
    let slopes = isSteady ? slopes(samples, found) : nil
    if isSteady, slopes != nil || (depth >= Self.curveDepth && !isWhollyKnown) {
      let piece = SheetProfile.Piece(
        low: low, high: high, at: at, standing: first.standing,
        slopes: slopes?.allSatisfy(\.isZero) == false ? slopes : nil, isCurved: slopes == nil)
      return profile.pieces.append(piece)
    }
    if isWhollyKnown {
      return try divide(
        low, high, at: samples.dropFirst().map { try $0.subtracting(.half) }, depth: depth)
    }
    if !domain.isWhole, high.approximate - low.approximate <= finest { return }
    let bend = isSteady ? try? bend(samples, found) : nil
    if let bend, bend.denominator <= Self.bendLimit, low < bend, bend < high {
      return try divide(low, high, at: domain.cuts(at: bend), depth: depth)
    }
    if let middle = try domain.middle(low, high) { try divide(low, high, at: [middle], depth: depth) }
  }

  private mutating func divide(_ low: Rational, _ high: Rational, at places: [Rational], depth: Int) throws {
    let inside = Set(places).filter { low < $0 && $0 < high }.sorted()
    for (from, to) in zip([low] + inside, inside + [high]) { try settle(from, to, depth: depth + 1) }
  }

  // MARK: Where something turns

  /// The places within the range at which a decision that follows a line turns.
  private func turns(
    _ samples: [Rational], _ found: [SheetSample], _ low: Rational, _ high: Rational
  ) throws -> [Rational] {
    var points = [found.map(\.decisions)]
    // Other steps are taken where other conditions hold: then those are what turns first.
    if Set(found.map(\.turns.count)).count == 1 { points.append(found.map(\.turns)) }
    return try points.flatMap { try turns(samples, $0, low, high) }
  }

  private func turns(
    _ samples: [Rational], _ points: [[TurningPoint]], _ low: Rational, _ high: Rational
  ) throws -> [Rational] {
    guard let start = samples.first, let first = points.first else { return [] }
    var turns: [Rational] = []
    for (index, point) in first.enumerated() {
      let values = points.compactMap { index < $0.count ? $0[index].value : nil }
      guard values.count == samples.count, values.contains(where: { $0 != values[0] }),
        let slope = slope(samples, values)
      else { continue }
      turns += try domain.cuts(
        where: Line(values[0], slope), from: start, passes: point.isWhole, low, high, atMost: Self.turnLimit)
    }
    return turns
  }

  /// The growth of values that follow a line; nil if they do not.
  private func slope(_ samples: [Rational], _ values: [Rational]) -> Rational? {
    guard let x = samples.first, let y = values.first, let lastX = samples.last, let lastY = values.last else {
      return nil
    }
    if values.allSatisfy({ $0 == y }) { return .zero }
    // Two values make a line of anything, unless there are no others.
    if samples.count == 2, !domain.isWhole { return nil }
    guard let slope = Self.growth(x, y, lastX, lastY) else { return nil }
    for (place, value) in zip(samples, values).dropFirst().dropLast() {
      guard (try? place.subtracting(x).multiplied(by: slope).adding(y)) == value else { return nil }
    }
    return slope
  }

  private static func growth(_ x: Rational, _ y: Rational, _ laterX: Rational, _ laterY: Rational) -> Rational? {
    try? laterY.subtracting(y).divided(by: laterX.subtracting(x))
  }

  private func slopes(_ samples: [Rational], _ found: [SheetSample]) -> [Rational]? {
    var slopes: [Rational] = []
    for index in found[0].standing.numbers.indices {
      guard let slope = slope(samples, found.map { $0.standing.numbers[index] }) else { return nil }
      slopes.append(slope)
    }
    return slopes
  }

  /// Where the lines through the first two and the last two samples meet, for a number that does not follow one line.
  private func bend(_ samples: [Rational], _ found: [SheetSample]) throws -> Rational? {
    guard samples.count == 4 else { return nil }
    for index in found[0].standing.numbers.indices {
      let values = found.map { $0.standing.numbers[index] }
      guard slope(samples, values) == nil,
        let left = Self.growth(samples[0], values[0], samples[1], values[1]),
        let right = Self.growth(samples[2], values[2], samples[3], values[3]), left != right
      else { continue }
      // left·(x − x₀) + y₀ = right·(x − x₂) + y₂
      let rise = try values[2].subtracting(values[0])
      let run = try right.multiplied(by: try samples[2].subtracting(samples[0]))
      return try samples[0].adding(try rise.subtracting(run).divided(by: try left.subtracting(right)))
    }
    return nil
  }

  // MARK: Putting together

  /// Closes the gaps that were too narrow to divide, and joins pieces between which nothing changes after all.
  private func joined() throws -> SheetProfile {
    var joined = SheetProfile()
    for var piece in profile.pieces {
      guard var last = joined.pieces.popLast() else {
        joined.pieces.append(piece)
        continue
      }
      if last.high < piece.low {
        let (place, isExact) = try simplest(last.high, piece.low)
        last.high = place
        piece.low = place
        if !isExact { joined.narrowed.insert(place) }
      }
      if last.continues(in: piece), try isContinuous(last, at: piece.low) {
        last.high = piece.high
        joined.pieces.append(last)
      } else {
        joined.pieces += [last, piece]
      }
    }
    return joined
  }

  private func isContinuous(_ piece: SheetProfile.Piece, at value: Rational) throws -> Bool {
    guard domain.contains(value) else { return true }
    let there = try sample(value).standing
    return try there.fixed == piece.standing.fixed && piece.numbers(at: value) == there.numbers
  }

  /// The simplest fraction in a narrow gap, ends included, and whether a decision turns exactly there.
  private func simplest(_ low: Rational, _ high: Rational) throws -> (Rational, isExact: Bool) {
    let place = try Rational.simplest(from: low, through: high)
    return (place, try sample(place).turns(since: try sample(place == low ? high : low)))
  }
}
