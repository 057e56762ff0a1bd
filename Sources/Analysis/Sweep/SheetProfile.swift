import Evaluation
import Model
import Quantities

/// What one sheet gives at one value of the parameter: what ranking needs, and the decisions on the way to it.
struct SheetSample {
  let standing: Standing
  /// The decisions in formulas: as many at every value.
  let decisions: [TurningPoint]
  /// Those met in working out points, as far as they were met.
  let turns: [TurningPoint]

  /// What ranking needs.
  struct Standing {
    /// Nil where only decisions are asked for.
    let result: SheetResult?
    /// All that is not a number.
    let fixed: Fixed
    /// The ends of the keys that are numbers, and of the total; zero where there is no end.
    let numbers: [Rational]

    /// - Parameter standard: grades count where it has nothing else to give.
    init(_ result: SheetResult, by standard: Standard) {
      self.result = result.standing(by: standard)
      let ends = (result.keys.compactMap(\.interval) + [result.total.points ?? .zero]).flatMap { [$0.least, $0.most] }
      fixed = Fixed(
        truths: [
          result.entrant, result.eligible, result.selectable, result.total.isScored, Truth(!result.failures.isEmpty),
        ],
        keys: result.keys.map { $0.interval == nil ? $0 : nil },
        openEnds: ends.map { $0.value == nil ? $0 : nil },
        grades: Award.Kind(standard) == .grade ? result.grades : [])
      numbers = ends.map { $0.value ?? .zero }
    }

    /// On either side of a place at which one of some decisions turns, all is different.
    fileprivate init(_ decisions: [TurningPoint]) {
      (result, numbers) = (nil, [])
      fixed = Fixed(
        truths: decisions.map { decision in
          decision.value.map { $0.isZero ? .unknown : Truth($0 > .zero) } ?? .unknown
        }, keys: [])
    }

    func isSame(as other: Standing) -> Bool { fixed == other.fixed && numbers == other.numbers }
  }

  struct Fixed: Hashable {
    let truths: [Truth]
    /// Nil where the key is a number.
    let keys: [Computed?]
    /// Which of the numbers are no ends at all.
    var openEnds: [Endpoint?] = []
    var grades: [Int?] = []
  }

  init(decisions: [TurningPoint]) { (standing, self.decisions, turns) = (Standing(decisions), decisions, []) }

  init(_ standing: Standing, _ decisions: [TurningPoint], _ turns: [TurningPoint]) {
    (self.standing, self.decisions, self.turns) = (standing, decisions, turns)
  }
}

extension SheetSample {
  /// Whether something turns exactly here that does not at a place nearby.
  func turns(since other: SheetSample) -> Bool {
    zip(decisions + turns, other.decisions + other.turns).contains { point, before in
      guard let value = point.value, value != before.value else { return false }
      return point.isWhole ? value.isWhole : value.isZero
    }
  }
}

/// The result of one sheet over a range of the parameter, in pieces on which nothing turns.
struct SheetProfile {
  /// A stretch between two places of change, on which all numbers follow lines unless it is said to be curved.
  struct Piece {
    var low: Rational
    var high: Rational
    /// A value within, what the sheet gives there, and how much each number grows; nil if none does.
    let at: Rational
    let standing: SheetSample.Standing
    let slopes: [Rational]?
    /// Whether the numbers follow no lines: then they are worked out wherever they are asked for.
    let isCurved: Bool

    /// The numbers at a value, as if the piece went on to it.
    func numbers(at value: Rational) throws(ArithmeticError) -> [Rational] {
      guard let slopes else { return standing.numbers }
      let distance = try value.subtracting(at)
      return try zip(standing.numbers, slopes).map { number, slope throws(ArithmeticError) in
        try number.adding(try slope.multiplied(by: distance))
      }
    }

    func continues(in other: Piece) -> Bool {
      guard !isCurved, !other.isCurved, standing.fixed == other.standing.fixed, slopes == other.slopes else {
        return false
      }
      return (try? numbers(at: other.at)) == other.standing.numbers
    }
  }

  var pieces: [Piece] = []
  /// Places of change that could only be narrowed down.
  var narrowed: Set<Rational> = []

  /// Where something changes, the ends of the range left out.
  var cuts: [Rational] { pieces.dropFirst().map(\.low) }

  /// The piece in which a value lies; nil at a place of change.
  func piece(at value: Rational) -> Piece? {
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].high <= value { low = middle + 1 } else { high = middle }
    }
    return low < pieces.count && pieces[low].low < value ? pieces[low] : nil
  }
}
