import Model
import Quantities
import Syntax

/// One of the few operators of which a plan is made. What each does with what is unknown, fails, or lies in a range is
/// stated in Primitives.md, and done by ``apply(_:_:_:)``, or by the executor for those that look at a sheet, at other
/// sheets, or at nodes again.
public enum Primitive: Hashable, Sendable {
  // MARK: Leaves

  case constant(PlanValue)
  /// What the sheet states of a fact; what is known of it from its range where nothing is stated.
  case fact(Int)
  /// What is the same for all sheets and may be changed without planning anew.
  case setting(Plan.Setting)
  /// Whether it is within the places of a grade, of which the others have a say: unknown until they are known.
  case admitted(Int)
  /// A cell of the row at hand.
  ///
  /// - Parameter level: how many queries it stands in.
  case column(Int, level: Int)

  // MARK: Values

  case isKnown
  case not
  case all
  case any
  /// Of two values of a type.
  case compare(Comparator, as: ValueType)
  case hasOptions(UInt64, all: Bool)
  case hasText
  /// A test, and two values of which it chooses one.
  case choose
  case operation(Operation)
  /// The value of a definition, which is a subject of its own.
  case definition(Int)

  // MARK: Rows

  /// The truth or figure of the records of a fact: the records; then, as far as there are any, what it is of no rows, the
  /// condition that is asked of each row, and what is looked at in it.
  case records(Records)
  /// A figure of rows that are part of the plan: for each whether it counts, and its cell; then what it is of no rows, where
  /// that is stated.
  case figure(RowQuery.Kind, worth: Rational)

  // MARK: Cohorts

  /// What is compared, then all that says with whom; places in a comparison have their quota and limit in between.
  ///
  /// - Parameter slot: of the comparison in the standard.
  case rank(slot: Int, End)
  case cohort(slot: Int, CohortFigure)
  case position(slot: Int, End, isShare: Bool, hasCutoff: Bool)

  // MARK: Points

  /// A condition, points where it holds, and points where it does not: the latter stand in where the former fail while
  /// the condition is open.
  case given
  /// Whether it does not apply, and what it comes to where it does.
  case applicable
  /// Conditions and points in turn: the points of the first condition that holds, none if none does.
  case firstOf
  case interpolate([Scoring.Knot])
  /// A mark that fails below nothing, or above the full points that follow.
  case mark(hasLeast: Bool, hasMost: Bool)
  /// An amount on one side of an end; it fails beyond.
  case kept(Comparator)
  /// How many steps of a size there are in a number.
  case count(Rounding?)
  /// By how much rounding to a step moves points.
  case roundingChange(Rounding)
  /// Points with what they may be at least and at most where they fail, or may.
  case bounded
  /// Whether points reach a minimum.
  case reached
  /// What it comes to, or something else where it does not apply.
  case otherwise
  /// The first, which fails where the second does.
  case alongside
  /// The second where the first is one number, else the third.
  case ifExact
  /// A level put together of its parts; then, where points are shared out, the full points of each and of the level.
  case level(parts: Int)
  /// How far a part of such a level may grow.
  case growth(part: Int, parts: Int)

  // MARK: Results

  /// With both ends, also those that are only approached.
  case closed
  /// As others see it: that it fails or waits for something is its own matter.
  case reported
  /// The same within a clause: its range, whether it may fail or not.
  case extent
  case applies
  case requirementVerdict
  /// Of what it comes to, the minimum, points in every case, and full points, the minimum and the latter if there are any.
  case pointsVerdict(hasMinimum: Bool, hasFull: Bool)
  case changeVerdict
  /// Whether a verdict, beside a share of full points, says that all points are there.
  case hasFullPoints
  /// Which of some conditions may be the first to hold.
  case firstToHold

  // MARK: Cases

  /// The first operands, looked at case by case where they are not settled.
  case cases(Cases)
  /// One of several values worked out together.
  case part(Int)

  /// What is asked of the rows of one fact.
  public struct Records: Hashable, Sendable {
    /// Which truth or figure of the rows.
    public let kind: RowQuery.Kind
    /// Whether it is stated what it is of no rows.
    public let hasNone: Bool
    /// Whether there is a condition: rows for which it does not hold are left out.
    public let hasFilter: Bool
    /// Whether something is looked at in the rows, which are only counted or tested otherwise.
    public let hasValue: Bool
    /// How many queries its rows stand in.
    public let level: Int
    /// What a row counts, in the base unit of the records.
    public let worth: Rational

    /// Where each of the operands stands that there may be.
    public var ofNone: Int? { hasNone ? 1 : nil }
    /// The condition, of the row at hand.
    public var filter: Int? { hasFilter ? outer : nil }
    /// What is looked at, of the row at hand.
    public var value: Int? { hasValue ? outer + (hasFilter ? 1 : 0) : nil }
    /// How many operands are no matter of the row at hand.
    var outer: Int { hasNone ? 2 : 1 }
  }

  /// How cases are made: of what, and what is looked at in each.
  public struct Cases: Hashable, Sendable {
    /// How many operands are looked at; those after them are the subjects and their cuts.
    public let values: Int
    /// How many of these have to be settled.
    public let deciding: Int
    /// In the order in which cases are made.
    public let subjects: [Subject]

    /// Parts into which one subject is divided at most, and evaluations of one clause.
    public static let limit = 400

    /// What more than one decision depends on: ``Model/Subject``, by nodes.
    public struct Subject: Hashable, Sendable {
      /// The node that gets one value after another.
      public let node: Int
      /// Of the node; it decides into which values or ranges it is divided.
      public let type: ValueType
      /// Nodes with which it is compared: ranges are divided there.
      public let cuts: [Int]
      /// Nothing but whether it equals something is asked of it.
      public let isOnlyEqualed: Bool
    }
  }
}

extension Plan {
  /// What is the same for all sheets and may be changed without planning anew.
  public enum Setting: Hashable, Sendable {
    case parameter(Int)
    /// Full points of a clause.
    case full(ResultPath)
    /// Full points of all categories.
    case total
  }
}

/// The type of a node.
public enum PlanType: Hashable, Sendable {
  case value(ValueType)
  /// A number of points, whose range is kept where it may fail.
  case points
  case verdict, grades, bundle

  static let truth = PlanType.value(.truth)

  /// The columns of records; none of anything else.
  public var columns: [ValueType.Column] { if case .value(.records(_, let columns)) = self { columns } else { [] } }

  /// What an operation sees it as; nil where it is no operand of one.
  public var valueType: ValueType? {
    switch self {
    case .value(let type): type
    case .points: .number(.points, whole: false)
    case .verdict, .grades, .bundle: nil
    }
  }
}
