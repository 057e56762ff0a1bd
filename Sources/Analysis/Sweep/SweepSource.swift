import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The standard with other values of its parameters, or what keeps a value from being taken: its 范围, a 锁定 or 只可从严,
/// weights that no longer add up.
public typealias AmendedStandard = (_ values: [Value]) -> Result<Standard, Refusal>

/// The standard along one axis, ready to judge.
///
/// A class because it remembers: checking a standard again costs more than judging a sheet.
final class SweepSource {
  /// The standard at one place of the axis.
  struct Setup {
    let judging: Judging
    let use: ParameterUse
    /// The formulas that may turn.
    let sites: [Formula]

    init(_ judging: Judging, _ use: ParameterUse) {
      (self.judging, self.use, sites) = (judging, use, use.sites(judging.standard).formulas)
    }

    /// The same with other sheets or values.
    init(_ judging: Judging, as other: Setup) { (self.judging, use, sites) = (judging, other.use, other.sites) }
  }

  let axis: SweepAxis
  let table: Table
  private let amended: AmendedStandard
  /// A valid standard, and whether it is enough to put other values into it: the parameter then stands nowhere but in
  /// formulas.
  private let model: Setup
  private let isLive: Bool
  /// Whether everybody has the same result at every place, and quotas alone differ.
  let movesQuotasAlone: Bool
  let movesCohorts: Bool
  let shiftsDates: Bool
  /// Everybody in columns; nil where sheets are judged one by one.
  private(set) lazy var columns = madeColumns
  private var remembered: [Rational: Setup] = [:]
  private let fewest: Int
  /// How many judgements a search may still take.
  private var left: Int

  private static let memory = 64
  /// Checking the standard again takes as long as judging so many sheets.
  private static let checking = 40
  /// In columns so many sheets are judged in the time of one.
  private static let columnar = 20

  /// - Parameters:
  ///   - valid: the standard at some valid place of the axis.
  ///   - fewest: for fewer sheets than these making a plan takes longer than judging them.
  ///   - most: so many judgements a search may take.
  init(
    _ axis: SweepAxis, _ table: Table, _ valid: Standard, _ amended: @escaping AmendedStandard,
    columnsFrom fewest: Int, atMost most: Int
  ) {
    (self.fewest, left) = (fewest, most)
    self.axis = axis
    self.table = table
    self.amended = amended
    let use = ParameterUse(axis.parameter, in: valid)
    model = Setup(Judging(valid, table), use)
    isLive = !use.movesSettled(valid)
    movesQuotasAlone = !isLive && use.movesQuotasAlone(valid)
    movesCohorts = use.movesCohorts(valid)
    shiftsDates = use.shiftsDates(valid)
  }

  private var madeColumns: SweepColumns? {
    if !(isLive || movesQuotasAlone) || movesCohorts || table.sheets.count < fewest { return nil }
    return SettingColumns(model.judging, moving: axis.parameter).map {
      SweepColumns($0, movesQuotas: movesQuotasAlone)
    }
  }

  /// Whether quotas and weights may differ from place to place.
  var movesConstants: Bool { !isLive }

  func setup(at place: Rational) throws -> Setup {
    if let known = remembered[place] { return known }
    let setup = try made(at: place)
    if movesConstants || movesCohorts {
      if remembered.count >= Self.memory { remembered = [:] }
      remembered[place] = setup
    }
    return setup
  }

  private func made(at place: Rational) throws -> Setup {
    let value = axis.value(at: place)
    if isLive {
      var standard = model.judging.standard
      standard.parameters[axis.parameter].value = value
      let judging = movesCohorts ? Judging(standard, table) : model.judging.keepingCohorts(standard)
      return Setup(judging, as: model)
    }
    guard case .success(let standard) = amended([value]) else {
      throw SweepProblem.brokenBetween(value.text(as: axis.type))
    }
    if movesQuotasAlone { return Setup(model.judging.keepingCohorts(standard), as: model) }
    return Setup(Judging(standard, table), ParameterUse(axis.parameter, in: standard))
  }

  /// Counts the judgements of some sheets at one place towards what a search may take.
  func spend(on sheets: Int) throws(SweepProblem) {
    left -= (columns == nil ? sheets : sheets / Self.columnar) + (isLive ? 0 : Self.checking)
    if left < 0 { throw .tooManyJudgements }
  }

  func isValid(at place: Rational) -> Bool {
    if case .success = amended([axis.value(at: place)]) { true } else { false }
  }
}
