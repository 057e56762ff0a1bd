import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The standard with other values of its parameters, or what keeps a value from being taken.
public typealias AmendedStandard = (_ values: [Value]) -> Result<Standard, SweepRefusal>

/// Why a standard cannot take a value: beyond its 范围, refused by 锁定 or 只可从严, weights that no longer add up.
public struct SweepRefusal: Error {
  public let problem: any Problem

  public init(_ problem: any Problem) { self.problem = problem }
}

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
  }

  let axis: SweepAxis
  let table: Table
  private let amended: AmendedStandard
  /// A valid standard, and whether it is enough to put other values into it: the parameter then stands nowhere but in
  /// formulas.
  private let model: Setup
  private let isLive: Bool
  let movesCohorts: Bool
  let shiftsDates: Bool
  private var remembered: [Rational: Setup] = [:]

  private static let memory = 64

  /// - Parameter valid: standards at some valid places of the axis.
  init?(_ axis: SweepAxis, _ table: Table, _ valid: [Standard], _ amended: @escaping AmendedStandard) {
    guard let first = valid.first else { return nil }
    self.axis = axis
    self.table = table
    self.amended = amended
    let use = ParameterUse(axis.parameter, in: first)
    model = Setup(judging: Judging(first, table), use: use, sites: Decisions.sites(first, use))
    let folded = first.folded(without: [axis.parameter])
    isLive = valid.allSatisfy { $0.folded(without: [axis.parameter]) == folded }
    movesCohorts = use.movesCohorts(first)
    shiftsDates = use.shiftsDates(first)
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
      return Setup(judging: judging, use: model.use, sites: model.sites)
    }
    guard case .success(let standard) = amended([value]) else {
      throw SweepProblem.brokenBetween(value.text(as: axis.type))
    }
    let use = ParameterUse(axis.parameter, in: standard)
    return Setup(judging: Judging(standard, table), use: use, sites: Decisions.sites(standard, use))
  }

  func isValid(at place: Rational) -> Bool {
    if case .success = amended([axis.value(at: place)]) { true } else { false }
  }
}
