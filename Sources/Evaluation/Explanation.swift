import Diagnostics
import Model
import Quantities
import Sheets
import Syntax

/// An expression with its value and those beneath it: why a verdict is what it is.
public struct Explanation: Sendable {
  /// As it is written in the rules.
  public let text: String
  /// With what is missing still open.
  public let value: Computed
  /// Of ``value``; it says in which unit or by which option names it is written.
  public let type: ValueType
  /// Whom the sheet is compared with, for comparisons across a cohort that has groups.
  public let group: Group?
  /// Rank and size of the cohort, for comparisons across one.
  public let cohortRank: CohortRank?
  /// What it is made of, constants aside; a definition is opened only where it first stands.
  public let parts: [Explanation]

  /// One group of a cohort, by what its members have in common.
  public struct Group: Sendable {
    /// Its name in the standard.
    public let cohort: String
    /// What the cohort is divided by, with what the sheet states; in the order of the standard.
    public let common: [(fact: Fact, value: Value)]
  }

  /// Where a sheet stands among those that it is compared with.
  public struct CohortRank: Sendable {
    /// Its name in the standard.
    public let cohort: String
    /// From 1, counted from the end that the comparison asks for; equal values share the better rank.
    public let rank: Int
    /// How many count, the sheet itself among them; those without a value only where the cohort keeps that open.
    public let size: Int
    /// Members that report nothing that could be counted.
    public let unreported: Int
    /// How a broken number of places is rounded.
    public let rounding: Rounding
  }
}

extension Outcome {
  /// A formula for one sheet, with every value beneath it.
  public func explain(_ formula: Formula, for result: SheetResult) -> Explanation {
    var evaluator = Evaluator(standard, sheet(result), at: result.sheet, cohorts)
    evaluator.scores = Scores(result, of: standard)
    return evaluator.explain(formula)
  }
}

extension [Site] {
  /// What an explanation shows of a clause: not its limits, nor the size of its steps, nor what is constant.
  public var explained: [Formula] {
    without(.stepSize, .cap, .floor, .minimum).formulas.filter { !$0.isConstant }
  }
}

extension Formula {
  fileprivate var isConstant: Bool { if case .constant = kind { true } else { false } }

  /// Whether what stands beneath has one value to show.
  fileprivate var hasOneValue: Bool { !isQuery }
}

extension Evaluator {
  mutating func explain(_ formula: Formula) -> Explanation {
    var opened: Set<Int> = []
    return explain(formula, &opened)
  }

  /// A definition is opened where it first stands; after that its value is enough.
  private mutating func explain(_ formula: Formula, _ opened: inout Set<Int>) -> Explanation {
    formula.fold(where: \.hasOneValue) { part, explained in
      var parts = zip(part.children, explained).filter { !$0.0.isConstant }.map(\.1)
      if case .definition(let index) = part.kind, opened.insert(index).inserted {
        parts = [explain(standard.definitions[index].formula, &opened)]
      }
      return Explanation(
        text: standard.sources.text(of: part.range), value: evaluate(part), type: part.type, group: group(part),
        cohortRank: cohortRank(part), parts: parts)
    }
  }

  private func group(_ formula: Formula) -> Explanation.Group? {
    var use: CohortUse?
    if case .position(let own, _, _, _) = formula.kind { use = own }
    if case .rank(let own, _) = formula.kind { use = own }
    if case .cohort(let own, _) = formula.kind { use = own }
    guard let use else { return nil }
    let cohort = standard.cohorts[use.cohort]
    guard !cohort.by.isEmpty, let cohorts, case .member = cohorts.uses[use.slot].membership[place] else { return nil }
    let common = cohort.by.compactMap { fact in
      standard.stated(fact, by: sheet).value.map { (fact: standard.facts[fact], value: $0) }
    }
    return Explanation.Group(cohort: cohort.name, common: common)
  }

  private func cohortRank(_ formula: Formula) -> Explanation.CohortRank? {
    guard case .position(let use, let end, _, _) = formula.kind, let cohorts,
      case .member(let group) = cohorts.uses[use.slot].membership[place], let (rank, size) = cohortRank(use, end)
    else { return nil }
    let cohort = standard.cohorts[use.cohort]
    return Explanation.CohortRank(
      cohort: cohort.name, rank: rank, size: size, unreported: cohorts.uses[use.slot].groups[group].silent,
      rounding: cohort.rounding)
  }
}
