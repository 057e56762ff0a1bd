import Model
import Quantities
import Sheets

/// What one sheet would get, and what that would do to the others, if it stated something else.
///
/// Other sheets depend on this one only through cohorts: as long as no fact of a cohort is changed, they are judged
/// once. A class, because it remembers what it has judged.
public final class WhatIf {
  /// Facts of the sheet, by place in the standard, with what they are to be.
  public typealias Changes = [Int: Value]

  /// How matters stand.
  public let base: Outcome
  /// What formulas of the standard are worked out from.
  public let dependencies: DependencyIndex
  /// The facts through which the sheet touches others.
  public let cohortFacts: Set<Int>
  /// Work done so far, in formulas worked out.
  public private(set) var work = 0
  private let place: Int
  /// By changes of facts of cohorts.
  private var cohorts: [Changes: Cohorts] = [:]
  /// Everybody's results in the order of the table, by changes of facts of cohorts.
  private var results: [Changes: [SheetResult]] = [:]
  /// How the sheet's own results come about, by changes.
  private var traces: [Changes: Judging.Trace] = [:]
  /// What judging one sheet takes.
  private let formulas: Int

  private static let kept = 64

  /// - Parameter result: the sheet in question, one of the outcome's.
  public init(_ outcome: Outcome, _ result: SheetResult) {
    base = outcome
    place = result.sheet
    sheet = outcome.sheet(result).with(outcome.sheet(result).cells)
    dependencies = DependencyIndex(outcome.standard)
    cohortFacts = dependencies.comparedFacts(outcome.standard)
    formulas = 1 + outcome.standard.unsettled.count
    cohorts[[:]] = outcome.cohorts
    results[[:]] = RankedResults(outcome).results
  }

  /// The standard by which everybody is judged.
  public var standard: Standard { base.standard }
  /// The sheet in question as it is, without changes: with cells of its own, since these are looked at again and again.
  public let sheet: Sheet

  /// What a fact states under the changes, or what stands in for it; nil if it is missing.
  public func value(of fact: Int, _ changes: Changes) -> Value? {
    changes[fact] ?? standard.stated(fact, by: sheet).value
  }

  /// The table with the changes made.
  public func table(_ changes: Changes) -> Table {
    var sheets = base.table.sheets
    sheets[place] = sheet.stating(changes)
    return Table(schema: base.table.schema, sheets: sheets, refused: base.table.refused)
  }

  /// Everybody judged and ranked with the changes made.
  public func outcome(_ changes: Changes) -> Outcome {
    let table = table(changes)
    // Cohorts come with them.
    var results = results(changes)
    let cohorts = cohorts(changes)
    results[place] = judged(changes, cohorts)
    work += results.count
    for index in results.indices { results[index].unrank() }
    return Evaluation.outcome(of: Judging(standard, table, cohorts), results)
  }

  /// The sheet judged with the changes made, without rank and selection.
  public func result(_ changes: Changes) -> SheetResult { judged(changes, cohorts(changes)) }

  /// The result of the sheet in an outcome of ``outcome(_:)``.
  public func own(_ outcome: Outcome) -> SheetResult? { outcome.results.first { $0.sheet == place } }

  /// - Parameter scores: what formulas about results see.
  public func value(of formula: Formula, _ changes: Changes, _ scores: Scores? = nil) -> Computed {
    var evaluator = evaluator(changes, dependencies.of(formula))
    evaluator.scores = scores
    return evaluator.evaluate(formula)
  }

  /// - Parameters:
  ///   - read: on what the scoring depends.
  ///   - scores: what its formulas about results see.
  public func score(
    of scoring: Scoring, reading read: Dependencies, _ changes: Changes, _ scores: Scores
  ) -> ScoreResult {
    var evaluator = evaluator(changes, read)
    evaluator.scores = scores
    return evaluator.score(scoring)
  }

  /// What a clause sees of the results of the sheet with the changes made: for some that is less than there is in the end.
  ///
  /// - Parameters:
  ///   - clause: nil for what looks at the end of it.
  ///   - result: what there is in the end.
  public func scores(seenBy clause: Site.Owner?, _ changes: Changes, of result: SheetResult) -> Scores {
    guard let clause, standard.asksBeforeTheEnd(clause) else { return Scores(result, of: standard) }
    if let known = traces[changes] { return known.scores(seenBy: clause) }
    var evaluator = evaluator(changes, cohorts(changes))
    let trace = evaluator.trace()
    work += formulas
    if traces.count >= Self.kept { traces = [:] }
    traces[changes] = trace
    return trace.scores(seenBy: clause)
  }

  /// Whether a row of records would be one of those a query is about.
  public func passes(
    _ row: [Value?], of columns: [ValueType.Column], _ query: RowQuery, _ changes: Changes
  ) -> Bool {
    var evaluator = evaluator(changes, dependencies.of([]))
    return evaluator.passes(zip(row, columns).map { .cell($0, of: $1) }, query.filter).truth == .yes
  }

  // MARK: Rivals

  /// The others with whom the sheet is compared.
  public struct Rivals {
    /// Lowest first; one for each entity where entities are counted.
    public let values: [Rational]
    /// Further sheets of the same entity.
    public let sharing: Int
  }

  /// Nil if the sheet is no member of the cohort, or may be none.
  public func rivals(_ use: CohortUse, _ changes: Changes) -> Rivals? {
    let sheets = base.table.sheets
    let compared = cohorts(changes).uses[use.slot]
    guard case .member(let group) = compared.membership[place] else { return nil }
    let counting = standard.cohorts[use.cohort].counting
    func entity(_ index: Int) -> Value? {
      guard let counting else { return nil }
      let sheet = index == place ? sheets[index].stating(changes) : sheets[index]
      var evaluator = Evaluator(standard, sheet, at: index, nil)
      if case .known(let name) = evaluator.fact(counting) { return name }
      return nil
    }
    let own = entity(place)
    var sharing = 0
    var values: [Rational] = []
    var seen: Set<Value> = []
    for index in sheets.indices where index != place {
      guard case .member(group) = compared.membership[index] else { continue }
      let name = entity(index)
      if counting != nil {
        guard let name else { continue }
        if name == own {
          sharing += 1
          continue
        }
        guard case .known(.number) = compared.values[index], seen.insert(name).inserted else { continue }
      }
      if case .known(.number(let value)) = compared.values[index] { values.append(value) }
    }
    work += sheets.count
    return Rivals(values: values.sorted(), sharing: sharing)
  }

  // MARK: Judging

  private func touching(_ changes: Changes) -> Changes {
    cohortFacts.isEmpty ? [:] : changes.filter { cohortFacts.contains($0.key) }
  }

  private func cohorts(_ changes: Changes) -> Cohorts {
    let key = touching(changes)
    if let known = cohorts[key] { return known }
    let made = Cohorts(standard, table(key).sheets)
    keep(made, for: key)
    return made
  }

  private func keep(_ made: Cohorts, for key: Changes) {
    if cohorts[key] != nil { return }
    work += base.table.sheets.count * standard.cohortUses.count
    if cohorts.count >= Self.kept { cohorts = cohorts.filter { $0.key.isEmpty } }
    cohorts[key] = made
  }

  private func results(_ changes: Changes) -> [SheetResult] {
    let key = touching(changes)
    if let known = results[key] { return known }
    let outcome = Evaluation.outcome(of: standard, table(key))
    keep(outcome.cohorts, for: key)
    let made = RankedResults(outcome).results
    work += made.count * formulas
    if results.count >= Self.kept { results = results.filter { $0.key.isEmpty } }
    results[key] = made
    return made
  }

  private func judged(_ changes: Changes, _ cohorts: Cohorts) -> SheetResult {
    Pulse.beat()
    var evaluator = evaluator(changes, cohorts)
    work += formulas
    return evaluator.judge()
  }

  /// An evaluator for what depends on that much. Cohorts are made anew only where the changes reach them.
  private func evaluator(_ changes: Changes, _ read: @autoclosure () -> Dependencies) -> Evaluator {
    work += 1
    let reaches = !touching(changes).isEmpty && !read().cohorts.isEmpty
    return evaluator(changes, cohorts(reaches ? changes : [:]))
  }

  private func evaluator(_ changes: Changes, _ cohorts: Cohorts) -> Evaluator {
    Evaluator(standard, sheet.stating(changes), at: place, cohorts)
  }
}

extension Sheet {
  /// The sheet with some of its facts stated otherwise.
  fileprivate func stating(_ changes: WhatIf.Changes) -> Sheet {
    if changes.isEmpty { return self }
    var cells = cells
    for (fact, value) in changes { cells[fact] = .value(value) }
    return with(cells)
  }
}

extension SheetResult {
  /// Takes off what only a ranking can say.
  fileprivate mutating func unrank() {
    rank = nil
    gradePlaces = [:]
    selection = nil
  }
}
