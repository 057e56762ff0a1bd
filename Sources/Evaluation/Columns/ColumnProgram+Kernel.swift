import Model
import Planning
import Quantities
import Syntax

/// What a program consists of: nodes that are worked out, each by a kernel.
extension ColumnProgram {
  /// An operand: where its column is, and by how much its numbers are multiplied to be of the scale at hand.
  struct Operand {
    let slot: Int
    var factor = 1
  }

  /// How a node is worked out for the rows that are not odd.
  enum Kernel {
    case fact(Int)
    /// The same as the first operand.
    case same
    case not
    case all
    case any
    case compare(Comparator)
    /// Whether two truths are the same, or are not.
    case agree(Bool)
    /// So many characters of a text, or options chosen of so many.
    case length
    case optionCount(Int)
    /// The second where the first is one number, else the third.
    case ifExact
    /// Parts put together, which leave their points to the others in this way where they do not apply, or just have none.
    case level(Redistribution?)
    /// How far one of the parts of a level grows.
    case growth(Redistribution, part: Int)
    /// The first times the second.
    case times
    /// With the sign of each operand.
    case sum([Bool])
    /// So many times its operand.
    case multiple(Int)
    /// The first divided by the second, multiplied and divided by numbers, in a scale.
    case share(Int, Int, scale: Int)
    case absolute
    case larger
    case smaller
    /// Multiplied by the first, divided by the second, rounded, and multiplied by the third.
    case rounded(Rounding, Int, Int, Int)
    /// - Parameter isOnLine: what lies between two values is a value too.
    case choose(isOnLine: Bool)
    case chooseTruth
    case given
    case firstOf
    case applicable
    case otherwise(isOnLine: Bool)
    case mark(hasLeast: Bool, hasMost: Bool)
    case applies
    /// As others see it.
    case reported
    /// The first, by the others where it may fail.
    case bounded
    /// The first, which may fail where the second may.
    case alongside
    case requirementVerdict
    case pointsVerdict(hasMinimum: Bool, hasFull: Bool)
    case changeVerdict
    case hasFullPoints(scale: Int)
    case isKnown
    case hasOptions(UInt64, all: Bool)
    case reached
    case firstToHold
    case cases(Cases)
    /// Row after row, by what the primitive makes of single values.
    case single
    /// Row after row, of what one sheet has of its own: records.
    case ofSheet
    /// What the cohorts say of a sheet.
    case compared
    /// What one of the ``queries`` asks of records.
    case records(Int)
    /// Of a row: what the sheet says in a slot of its own, and a cell.
    case outer(Int)
    case cell(Int)
  }

  /// How points of parts that do not apply go to the others.
  struct Redistribution {
    /// Of each part.
    let weights: [Int]
    /// What points are multiplied with, by the weight of the parts that apply.
    let growth: [Int: Int]
    /// The same where all apply.
    let usual: Int
  }

  /// A clause that is looked at case by case.
  struct Cases {
    /// Settled where so many of the operands are.
    let deciding: Int
    /// What each operand comes to.
    let values: [Int]
    /// In the order in which cases are made.
    let subjects: [Subject]

    struct Subject {
      let slot: Int
      let cases: Primitive.Cases.Subject
      /// What it is compared with.
      let cuts: [Int]
      /// What is worked out again where a case is assumed.
      let dependents: [Int]
      /// What an assumption costs; more, where rows are worked out one by one.
      let work: Int
    }
  }

  /// What is asked of the records of a fact.
  struct Query {
    let kind: RowQuery.Kind
    /// Works out the rows.
    let program: ColumnProgram
    let records: RecordColumns
    /// Whether a row counts, and what is looked at in it; nil where every row does, or nothing is.
    let passes: Int?
    let cell: Int?
    /// What it is of no rows, as the sheet says.
    let ofNone: Int?
    /// What numbers of rows are multiplied with.
    let factor: Int
    let isOfDates: Bool
  }

  /// A node that is worked out. An object, lest all that it consists of be copied with each block.
  final class Step {
    let kernel: Kernel
    /// Of the node in the plan.
    let node: Int
    let slot: Int
    let operands: [Operand]
    /// As in the plan, by slot, for what is worked out one by one.
    let singles: [Int]
    let form: ColumnForm
    /// Columns whose odd rows the kernel cannot do, and those whose rows it cannot do that do not apply, or may not.
    let oddWatched: [Int]
    let noneWatched: [Int]
    let maybeWatched: [Int]
    /// Columns with whose broken numbers the kernel cannot do.
    let brokenWatched: [Int]
    /// Of points a range is known also where they may fail.
    let isOfPoints: Bool

    init(
      kernel: Kernel, node: Int, slot: Int, operands: [Operand], singles: [Int], form: ColumnForm, oddWatched: [Int],
      noneWatched: [Int], maybeWatched: [Int], brokenWatched: [Int], isOfPoints: Bool
    ) {
      (self.kernel, self.node, self.slot, self.operands, self.singles) = (kernel, node, slot, operands, singles)
      (self.form, self.oddWatched, self.noneWatched) = (form, oddWatched, noneWatched)
      (self.maybeWatched, self.brokenWatched, self.isOfPoints) = (maybeWatched, brokenWatched, isOfPoints)
    }
  }
}

extension ColumnProgram.Kernel {
  /// Whether it can do with numbers that the scale of their column does not hold.
  var takesBroken: Bool {
    switch self {
    case .fact, .same, .reported, .alongside, .compare, .choose, .given, .multiple, .rounded, .isKnown, .single,
      .ofSheet, .compared, .cases, .records, .outer, .cell:
      true
    case .not, .all, .any, .agree, .length, .optionCount, .ifExact, .level, .growth, .times, .sum, .share, .absolute,
      .larger, .smaller,
      .chooseTruth, .firstOf, .applicable, .otherwise, .mark, .applies, .bounded, .requirementVerdict, .pointsVerdict,
      .changeVerdict, .hasFullPoints, .hasOptions, .reached, .firstToHold:
      false
    }
  }

  /// Of its operands those that have to apply: where others do not, the kernel knows what that means.
  func needsApplying(_ operands: [Int]) -> [Int] {
    switch self {
    case .fact, .same, .not, .all, .any, .compare, .agree, .applies, .isKnown, .hasOptions, .firstToHold, .cases,
      .applicable, .level, .growth, .single, .ofSheet, .compared, .records, .outer, .cell,
      .reported, .bounded, .alongside, .requirementVerdict, .pointsVerdict,
      .changeVerdict, .hasFullPoints:
      []
    case .length, .optionCount, .ifExact, .sum, .multiple, .times, .share, .absolute, .larger, .smaller, .rounded,
      .given,
      .firstOf,
      .mark:
      operands
    case .choose, .chooseTruth, .reached, .otherwise: Array(operands.dropFirst())
    }
  }
}
