import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

// # Sweep: from which value on does the selection change?
//
// Asked is a parameter and a range of values; the answer is who gets what (`Award`) at each step, and every value, exact
// and not only between two steps, at which somebody gets something else.
//
// Between two values at which nothing turns, everything is simple: each comparison in the standard comes out one way, and
// all points are straight lines over the parameter. So what is looked for are the turns:
//
// 1. `SweepSource` gives the standard at any value: as it stands with the parameter set, where only formulas read it; made
//    and checked again where points, quotas or other parameters were worked out from it (the sites tell which).
// 2. `Decisions` lists, for one sheet at one value, the sign of every comparison that the parameter moves
//    (`TurningPoint`), in an order that does not depend on the value; scoring adds those it meets on the way. Formulas
//    about results are looked at with the scores of every moment at which some clause saw them.
// 3. `Profiler` takes samples of a stretch. Where a sign differs, the line through the differences says where it is zero,
//    and the stretch is divided there; where no line fits, it is halved, to a trillionth of the range. The result is a
//    `SheetProfile`: pieces on which nothing turns, with the growth of every number. `CohortDecisions` does it for what
//    concerns all sheets at once.
// 4. `TippingSearch` goes along the pieces of all sheets. Within them ranking keys are lines; `CrossingLines` finds where
//    two meet whose order may matter, quotas where they pass a whole number. Only at these places, and between two of
//    them, everybody is ranked again. `SweepRun` puts steps, stretches and changes together.
//
// Where there are many sheets, all are judged at once (`SweepColumns`), and only what depends on the parameter. If it is
// only compared, the turns of all comparisons are found there too, everybody stands the same between two of them, and
// sheets are looked at one by one (2, 3) only where something is missing.
//
// `SweepDomain` stands for parameters of whole values: places of change then lie halfway between them. Two parameters
// make a grid without exact places. What could only be narrowed down is said to be (`isNarrowed`), and where the limits of
// `SweepProblem` are met there are steps alone, with the reason.

/// What becomes of a selection as one parameter, or two, take one value after another.
public struct Sweep: Sendable {
  /// One combination of values, and what comes of it.
  public struct Point: Sendable {
    /// One an axis, in the order of the axes.
    public let values: [Value]
    /// Or what keeps the standard from taking these values.
    public let result: Result<SweepResult, Refusal>
  }

  /// A stretch, or a single value where both ends are equal, on which the same communities are selected.
  public struct Stretch: Sendable {
    /// The lower end: a number in base units, a date by its day.
    public let low: Rational
    /// The upper end, in the same way; never below ``low``.
    public let high: Rational
    /// The same all along it.
    public let result: SweepResult
  }

  /// As it is without the sweep.
  public let standard: Standard
  /// One or two.
  public let axes: [SweepAxis]
  /// All steps, the second axis faster.
  public let points: [Point]
  /// By rising values; empty where there are only steps.
  public let tippings: [SweepTipping]
  /// By rising values; empty where there are only steps.
  public let stretches: [Stretch]
  /// Whom it is about, by place of the sheet in the table.
  public let communities: [Identity]
  /// Why there are only steps, where it could not be told exactly where the selection changes.
  public let limitation: SweepProblem?

  /// - Parameters:
  ///   - standard: as it is without the sweep.
  ///   - axes: one or two.
  ///   - amended: the standard with values of the axes' parameters.
  ///   - fewest: from so many sheets on they are judged in columns; for fewer that takes longer.
  ///   - most: so many judgements the search for places of change may take.
  public init(
    _ standard: Standard, over axes: [SweepAxis], _ table: Table, columnsFrom fewest: Int = 64,
    atMost most: Int = SweepProblem.judgementLimit, amended: @escaping AmendedStandard
  ) throws(SweepProblem) {
    self.standard = standard
    self.axes = axes
    communities = table.sheets.map(\.identity)
    guard let axis = axes.first, axes.count <= 2 else { throw .tooManyParameters }
    if axes.count == 1 {
      var run = SweepRun(axis, table, amended, columnsFrom: fewest, atMost: most)
      run.judge()
      (points, tippings, stretches, limitation) = (run.points, run.tippings, run.stretches, run.limitation)
      return
    }
    if axis.parameter == axes[1].parameter { throw .repeatedParameter(axis.name) }
    let count = axis.values.count * axes[1].values.count
    if count > SweepAxis.gridLimit { throw .gridTooLarge(count) }
    var points: [Point] = []
    for first in axis.values {
      for second in axes[1].values {
        let result = amended([first, second]).map { standard in
          SweepState(RankedResults(Evaluation.outcome(of: standard, table))).result
        }
        points.append(Point(values: [first, second], result: result))
        Pulse.beat(points.count, of: count)
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
  /// Where in relation to the value the selection is different from below it.
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

  /// Which end of a stretch of values the standard can take this is.
  public enum Validity: String, Sendable { case begins, ends }

  /// Of the parameter that is swept.
  public let value: Value
  /// What holds at the value itself, and above it.
  public let kind: Kind
  /// Of those selected; of grades where the standard only has these; of those eligible, where it has neither.
  public let turnover: Turnover
  /// Tied or open at the value itself, where it is different above.
  public let undecidedAtValue: [String]
  /// Whether the standard begins to be valid here, or ends to be; nobody is then said to enter or leave.
  public let validity: Validity?
  /// The selection that comes with the change; nil where a validity begins or ends.
  public let after: SweepResult?
  /// Whether the value could only be narrowed down, to a trillionth of the range.
  public let isNarrowed: Bool
}
