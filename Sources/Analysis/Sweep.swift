import Evaluation
import Model
import Quantities
import Sheets

/// What becomes of a selection as one parameter, or two, take one value after another.
public struct Sweep: Sendable {
  /// One combination of values, and what comes of it.
  public struct Point: Sendable {
    public let values: [Value]
    public let reading: Result<SweepReading, SweepRefusal>
  }

  /// A stretch, or a single value where both ends are equal, on which the same communities are selected.
  public struct Stretch: Sendable {
    public let low: Rational
    public let high: Rational
    public let reading: SweepReading
  }

  public let standard: Standard
  public let axes: [SweepAxis]
  /// All steps, the second axis faster.
  public let points: [Point]
  public let tippings: [SweepTipping]
  public let stretches: [Stretch]
  /// Why there are only steps, where it could not be told exactly where the selection changes.
  public let limitation: SweepProblem?

  /// - Parameters:
  ///   - standard: as it is without the sweep.
  ///   - axes: one or two.
  ///   - amended: the standard with values of the axes' parameters.
  ///   - progress: called now and then with the number of steps done.
  public init(
    _ standard: Standard, over axes: [SweepAxis], _ table: Table, amended: @escaping AmendedStandard,
    progress: (Int) -> Void = { _ in }
  ) throws(SweepProblem) {
    self.standard = standard
    self.axes = axes
    guard let axis = axes.first, axes.count <= 2 else { throw .tooManyParameters }
    if axes.count == 1 {
      var run = SweepRun(axis, table, amended)
      run.judge(progress)
      (points, tippings, stretches, limitation) = (run.points, run.tippings, run.stretches, run.limitation)
      return
    }
    if axis.parameter == axes[1].parameter { throw .repeatedParameter(axis.name) }
    let count = axis.values.count * axes[1].values.count
    if count > SweepAxis.gridLimit { throw .gridTooLarge(count) }
    var points: [Point] = []
    for first in axis.values {
      for second in axes[1].values {
        let reading = amended([first, second]).map { SweepReading(Evaluation.outcome(of: $0, table)) }
        points.append(Point(values: [first, second], reading: reading))
        if points.count % 16 == 0 { progress(points.count) }
      }
    }
    self.points = points
    tippings = []
    stretches = []
    limitation = .grid
  }
}

/// A value at which the selection changes.
public struct SweepTipping: Sendable {
  public enum Kind: String, Sendable {
    /// At the value, and so on from there.
    case at
    /// Not yet at the value, but just above.
    case above
    /// At the value alone: above it is as it was below.
    case only
    /// At the value, and again just above it.
    case both
  }

  public enum Validity: String, Sendable { case begins, ends }

  public let value: Value
  public let kind: Kind
  /// Who is selected, is no longer, and whose selection is now open or tied; eligible, where the standard selects
  /// nobody.
  public let enters: [String]
  public let leaves: [String]
  public let undecided: [String]
  /// Who was open or tied, and is out.
  public let dropped: [String]
  /// Tied or open at the value itself, where it is different above.
  public let undecidedAtValue: [String]
  /// Whether the standard begins to be valid here, or ends to be; nobody is then said to enter or leave.
  public let validity: Validity?
  public let after: SweepReading?
  /// Whether the value could only be narrowed down, to a trillionth of the range.
  public let isNarrowed: Bool
}
