import Diagnostics
import Model
import Planning
import Quantities

/// One line of how points come about; Grammar.md, section 5, says in which order. Whoever adds up what the lines say, one
/// after the other, gets the points of the last.
public struct DerivationStep: Sendable {
  /// What a line does with the points so far.
  public enum Kind: String, Sendable {
    // What a score starts from.

    /// Its full points, or nothing.
    case full, zero
    /// An assessor's mark, the row of bands that holds, a place between the knots of 插值, and for 调整 the total so far.
    case mark, row, interpolation, running
    /// What stands for the points where the clause does not apply, and where its conditions do not hold.
    case inapplicable, unmet

    // What moves them.

    /// The points of a part are added, those of a deduction with their sign.
    case part
    case add, subtract, multiply
    case round, cap, floor
    /// Multiplied by what parts that do not apply leave to this one.
    case share
    /// Multiplied to get from a scale of its own to the points that count.
    case convert
    /// What 调整 moves the total by: how far its last line is from its first.
    case change
    /// What a deduction comes to, with the sign with which the total takes it.
    case taken
    /// What else is known of the points: cases are looked at one by one, something that is missing may change them, or
    /// it cannot be worked out.
    case open
  }

  /// What is done.
  public let kind: Kind
  /// Where it is written in the rules; nil where they say nothing of it.
  public var range: SourceRange?
  /// The part whose points are added.
  public var part: ResultPath?
  /// Of the multiplying ones the factor, of rounding the step, of limits the limit; nil for what the points start from.
  public var amount: Interval?
  /// How often a step of 按 … 每 … counts, and what each is worth; nil for others.
  public var count: (times: Interval, each: Interval)?
  /// 最多, where ``amount`` is what is left by it.
  public var most: Interval?
  /// How numbers are rounded; nil but for rounding.
  public var mode: Rounding?
  /// After this line.
  public let points: Interval
}

/// How every score, level and the total of one sheet come about.
public struct Derivations: Sendable {
  private var steps: [ResultPath?: [DerivationStep]] = [:]
  /// What is being worked out at the moment.
  fileprivate(set) var current: [DerivationStep] = []

  /// Of an item, group, category, bonus, deduction or adjustment; nil asks for the total. Where it cannot be worked out,
  /// the last line is ``DerivationStep/Kind/open``.
  public subscript(path: ResultPath?) -> [DerivationStep] { steps[path] ?? [] }

  /// What was worked out last belongs to `path`, and comes to `points`.
  fileprivate mutating func finish(_ path: ResultPath?, _ points: Interval) {
    var told = self[path] + current
    current = []
    if told.last?.points.closed != points {
      told.append(DerivationStep(kind: told.isEmpty && points == .zero ? .zero : .open, points: points))
    }
    steps[path] = told
  }
}

extension Outcome {
  /// How the points of a sheet come about, from judging it once more.
  public func derivations(of result: SheetResult) -> Derivations {
    var evaluator = Evaluator(standard, sheet(result), at: result.sheet, cohorts)
    evaluator.derivations = Derivations()
    _ = evaluator.judge()
    return evaluator.derivations ?? Derivations()
  }
}

// MARK: What the interpreter tells, if somebody asks

extension Evaluator {
  mutating func tell(_ step: @autoclosure () -> DerivationStep) {
    if derivations != nil { derivations?.current.append(step()) }
  }

  /// What has been told of the score at hand, to come back to it.
  var told: [DerivationStep] {
    get { derivations?.current ?? [] }
    set { derivations?.current = newValue }
  }

  /// What was told is how a part, or the total where no part is named, comes to `points`.
  mutating func finish(_ path: ResultPath?, _ points: Interval) { derivations?.finish(path, points) }

  /// The points of the parts of a level, summed up.
  mutating func tell(parts: @autoclosure () -> [(path: ResultPath, points: Interval, applies: Truth)]) {
    guard derivations != nil else { return }
    var sum = Interval.zero
    for part in parts() where part.applies != .no {
      sum = sum + (part.applies == .yes ? part.points : part.points.hull(.zero))
      tell(DerivationStep(kind: .part, part: part.path, amount: part.points, points: sum))
    }
  }

  /// Grows a part by what others leave.
  mutating func grow<Part: PartOfLevel>(_ part: inout Part, _ path: ResultPath, as place: Int, of level: Level) {
    part.grow(as: place, of: level)
    guard derivations != nil, let growth = try? level.growth(of: place), growth != Interval(.one) else { return }
    tell(DerivationStep(kind: .share, amount: growth, points: part.points))
    finish(path, part.points)
  }
}
