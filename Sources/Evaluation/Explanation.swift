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
  /// Where it stands in the cohort, and how large that is, for comparisons across one.
  public let standing: Standing?
  /// What decides it, constants aside: of what need not all hold, what does; a definition is opened only where it first
  /// stands.
  public let parts: [Explanation]

  /// One group of a cohort, by what its members have in common.
  public struct Group: Sendable {
    /// Its name in the standard.
    public let cohort: String
    /// What the cohort is divided by, with what the sheet states; in the order of the standard.
    public let common: [(fact: Fact, value: Value)]
  }

  /// Where a sheet stands among those that it is compared with.
  public struct Standing: Sendable {
    /// Its name in the standard.
    public let cohort: String
    /// From 1, counted from the end that the comparison asks for, and how many others share it; nil where no place is
    /// asked for.
    public let rank: (place: Int, level: Int)?
    /// How many count, the sheet itself among them; those without a value only where the cohort keeps that open.
    public let size: Int
    /// Members that report nothing that could be counted.
    public let unreported: Int
    /// How many ranks will do, and how a broken number of them was rounded, nil for one that is stated; nil where that is
    /// not asked, or not known.
    public let places: (count: Rational, rounding: Rounding?)?
  }
}

extension Outcome {
  /// A formula for one sheet, with every value beneath it.
  ///
  /// - Parameter owner: the clause in which it stands, which may see less of the results than there is in the end.
  public func explain(_ formula: Formula, of owner: Site.Owner? = nil, for result: SheetResult) -> Explanation {
    var evaluator = evaluator(of: result, seenBy: owner)
    return evaluator.explain(formula)
  }

  /// The formulas of a clause for one sheet; a definition is opened only where it first stands among them.
  public func explain(_ formulas: [Formula], of owner: Site.Owner?, for result: SheetResult) -> [Explanation] {
    var evaluator = evaluator(of: result, seenBy: owner)
    var opened: Set<Int> = []
    return formulas.map { evaluator.explain($0, &opened) }
  }

  func evaluator(of result: SheetResult, seenBy owner: Site.Owner? = nil) -> Evaluator {
    var evaluator = Evaluator(standard, sheet(result), at: result.sheet, cohorts)
    evaluator.scores = judging.scores(seenBy: owner, of: result)
    return evaluator
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
  fileprivate mutating func explain(_ formula: Formula, _ opened: inout Set<Int>) -> Explanation {
    formula.fold(where: \.hasOneValue) { part, explained in
      let idle = idleBranch(part)
      // What is written as one, such as 未填, is one: its inner half would say the opposite in the same words.
      var parts = zip(part.children, explained).enumerated().filter { $0.offset != idle && !$0.element.0.isConstant }
        .flatMap { _, pair in pair.0.range == part.range ? pair.1.parts : [pair.1] }
      if case .definition(let index) = part.kind, opened.insert(index).inserted {
        parts = [explain(standard.definitions[index].formula, &opened)]
      }
      let value = evaluate(part)
      return Explanation(
        text: standard.sources.text(of: part.range), value: value, type: part.type, group: group(part),
        standing: standing(part), parts: part.deciding(parts, value))
    }
  }

  /// The branch of 若 that is not taken, by its place among the children; nil where both may be.
  private mutating func idleBranch(_ formula: Formula) -> Int? {
    guard case .conditional(let test, _, _) = formula.kind else { return nil }
    switch truth(test) {
    case .yes: return 2
    case .no: return 1
    case .unknown: return nil
    }
  }

  private func group(_ formula: Formula) -> Explanation.Group? {
    guard let use = formula.comparison?.use else { return nil }
    let cohort = standard.cohorts[use.cohort]
    guard !cohort.by.isEmpty, let cohorts, case .member = cohorts.uses[use.slot].membership[place] else { return nil }
    let common = cohort.by.compactMap { fact in
      standard.stated(fact, by: sheet).value.map { (fact: standard.facts[fact], value: $0) }
    }
    return Explanation.Group(cohort: cohort.name, common: common)
  }

  private mutating func standing(_ formula: Formula) -> Explanation.Standing? {
    guard let (use, end, quota, cutoff) = formula.comparison, let cohorts,
      case .member(let group) = cohorts.uses[use.slot].membership[place]
    else { return nil }
    // A stated limit that stands in for the quota asks for no rank.
    if let cutoff, case .known = evaluate(cutoff) { return nil }
    let ranked = end.flatMap { cohorts.rank(use, $0, of: place) }
    guard let size = ranked?.size ?? cohorts.size(use, of: place), end == nil || ranked != nil else { return nil }
    let cohort = standard.cohorts[use.cohort]
    var places: (Rational, Rounding?)?
    if let quota, case .known(.number(let number)) = evaluate(quota) {
      let isShare = quota.type == .percentage
      places = (try? cohort.counted(number, isShare: isShare, among: size)).map {
        ($0, isShare ? cohort.rounding : nil)
      }
    }
    return Explanation.Standing(
      cohort: cohort.name, rank: ranked.map { ($0.rank, $0.level) }, size: size,
      unreported: cohorts.uses[use.slot].groups[group].silent, places: places)
  }
}

extension Formula {
  /// What it compares across a cohort: from which end a rank counts, and how many or which limit will do.
  fileprivate var comparison: (use: CohortUse, end: End?, quota: Formula?, cutoff: Formula?)? {
    if case .position(let use, let end, let quota, let cutoff) = kind { return (use, end, quota, cutoff) }
    if case .rank(let use, let end) = kind { return (use, end, nil, nil) }
    if case .cohort(let use, _) = kind { return (use, nil, nil, nil) }
    return nil
  }

  /// Whether it is an 且 or an 或.
  private var isJunction: Bool {
    if case .all = kind { return true }
    if case .any = kind { return true }
    return false
  }

  /// Those of its parts that make its value what it is: of an 且 that fails what fails, of an 或 that holds what holds, of
  /// what is open what is open.
  fileprivate func deciding(_ parts: [Explanation], _ value: Computed) -> [Explanation] {
    guard isJunction else { return parts }
    let found = parts.filter { part in
      let isFailed = part.value.error != nil
      return value.error != nil ? isFailed : !isFailed && part.value.truth == value.truth
    }
    return found.isEmpty ? parts : found
  }
}
