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

  private static let memory = 64

  /// - Parameters:
  ///   - valid: the standard at some valid place of the axis.
  ///   - fewest: for fewer sheets than these making a plan takes longer than judging them.
  init(
    _ axis: SweepAxis, _ table: Table, _ valid: Standard, _ amended: @escaping AmendedStandard, columnsFrom fewest: Int
  ) {
    self.fewest = fewest
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

  func isValid(at place: Rational) -> Bool {
    if case .success = amended([axis.value(at: place)]) { true } else { false }
  }
}
