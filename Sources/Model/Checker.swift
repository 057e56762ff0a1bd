import Diagnostics
import Quantities
import Syntax

/// Turns an outline into a standard and reports everything that is wrong with its meaning, all at once.
public struct Checker {
  /// The clauses in force.
  let outline: Outline
  /// All editions of them.
  let whole: Outline
  let inForce: InForce
  /// The clauses in force with what names them.
  let keyed: [(key: ClauseKey, clause: Clause)]
  var sources: SourceMap { outline.sources }
  /// Whether proposals are written in Chinese, as the file is. Looked up once: the file may be long.
  let isChinese: Bool
  var standard: Standard
  var tolerance: Tolerance = []
  /// A parameter that has another value than the one written.
  var setting: (parameter: String, value: Value)?
  var diagnostics: [Diagnostic] = []
  var symbols: [TextKey: Symbol] = [:]
  /// Where each name was first declared.
  var declared: [Spelling: SourceRange] = [:]
  /// The names of the units that the standard declares, by what they are written as.
  var unitNames: [String: String] = [:]
  /// The clause that is being looked at, for what is settled in it.
  var owner = Site.Owner.standard
  /// What has been worked out of definitions without facts.
  var constants = ConstantFolder()
  var parameterStates: [ParameterState] = []
  var parameterClauses: [Clause] = []
  var definitionStates: [DefinitionState] = []
  var definitionClauses: [Clause] = []
  /// The parameters and definitions that are being looked at, each needed by the one before it.
  var path: [Symbol] = []
  /// The definitions that are about results, directly or through others.
  var resultDefinitions: Set<Int> = []
  /// Definitions that are written out where they are used: the types of their parameters, nil where they are unsound.
  var templates: [Int: [ValueType]?] = [:]
  /// How many formulas have been written out.
  var writtenOut = 0
  /// Levels of each definition, through those it uses.
  var definitionDepths: [Int: Int] = [:]
  /// Whether points are missing only because others are wrong, which has been said.
  var arePointsBroken = false
  /// The categories as they stand in the file; empty until their points are worked out.
  var parents: [Parent] = []
  /// Whether it is known which results there are.
  var areLevelsKnown = false

  /// A category or group with what stands directly in it.
  struct Parent {
    let clause: Clause
    var groups: [Parent] = []
    var items: [(clause: Clause, group: Int?)] = []
  }

  enum Symbol: Hashable {
    case fact(Int)
    case parameter(Int)
    case definition(Int)
    case cohort(Int)
    case result(ResultPath)
    /// Declared, but in a clause that could not be read: mentioned without a further message.
    case broken
  }

  /// A name among those from which it has to differ.
  struct Spelling: Hashable {
    enum Space: Hashable {
      /// What expressions name.
      case values
      case kind(ClauseKind)
      /// The groups and items of a category.
      case category(Int)
    }

    let text: TextKey
    let space: Space
  }

  enum ParameterState { case waiting, open, done, broken }

  enum DefinitionState {
    case waiting, open
    case done(Formula?)
  }

  /// The standard, or nil if there is an error among the diagnostics.
  public static func standard(
    from outline: Outline, tolerating tolerance: Tolerance = []
  ) -> (standard: Standard?, diagnostics: [Diagnostic]) {
    standard(Checker(outline: outline), tolerance)
  }

  /// The standard as it would be if a parameter had another value.
  static func standard(
    from outline: Outline, setting parameter: String, to value: Value
  ) -> (standard: Standard?, diagnostics: [Diagnostic]) {
    var checker = Checker(outline: outline)
    checker.setting = (parameter, value)
    return standard(checker, [])
  }

  private static func standard(
    _ checker: Checker, _ tolerance: Tolerance
  ) -> (standard: Standard?, diagnostics: [Diagnostic]) {
    var checker = checker
    checker.tolerance = tolerance
    checker.run()
    let failed = checker.diagnostics.contains { tolerance.isBroken(by: $0) }
    return (failed ? nil : checker.standard, checker.diagnostics)
  }

  /// What a standard need not fulfil while somebody is trying things out.
  public struct Tolerance: OptionSet, Sendable {
    /// One bit for each thing that is let pass.
    public let rawValue: Int
    /// Bits without a meaning let nothing pass.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Weights that do not add up yet. They are reported all the same.
    public static let weights = Tolerance(rawValue: 1)
    /// Examples that tell of something that is gone. They are left out.
    public static let examples = Tolerance(rawValue: 2)

    /// Whether a problem keeps the standard from being used.
    public func isBroken(by diagnostic: Diagnostic) -> Bool {
      diagnostic.isError && !(contains(.weights) && diagnostic.isAboutWeights)
    }
  }

  /// An expression that stands outside of a standard, checked as if it stood at its end, where all scores are known.
  public static func formula(
    _ expression: Expression, in outline: Outline
  ) -> (standard: Standard, formula: Formula?, diagnostics: [Diagnostic]) {
    var checker = Checker(outline: outline)
    checker.run()
    let said = checker.diagnostics.count
    var scope = Scope()
    scope.results = .all
    let formula = checker.typed(expression, scope)
    return (checker.standard, formula, Array(checker.diagnostics[said...]))
  }

  private init(outline: Outline) {
    whole = outline
    inForce = InForce(outline)
    self.outline = inForce.outline
    keyed = inForce.outline.keyed
    isChinese = Language.isChinese(outline.sources.main.text)
    standard = Standard(sources: outline.sources)
    standard.names = NameIndex(keyed, inForce.outline.mentions)
  }

  private mutating func run() {
    header()
    editions()
    units()
    declareNames()
    settings()
    parametersAndFacts()
    cohorts()
    levels()
    definitions()
    entrants()
    candidates()
    requirements()
    scores()
    adjustments()
    outcome()
    determinations()
    settleOrder()
    examples()
    openMatters()
    acceptances()
    thresholds()
    unused()
  }

  // MARK: Reporting

  mutating func report(_ problem: any Problem, at range: SourceRange, replacement: String? = nil) {
    diagnostics.append(Diagnostic(problem, at: sources.place(of: range), replacement: replacement))
  }

  /// A value as this file would write it.
  func shown(_ value: Value, _ type: ValueType) -> String { value.text(as: type, english: !isChinese) }

  /// Line of a place in its file, from 1.
  func line(of range: SourceRange) -> Int { sources.file(of: range).line(at: range.lower) + 1 }

  /// The source text of a stretch.
  func written(_ range: SourceRange) -> String { sources.text(of: range) }

  func clauses(_ kinds: ClauseKind...) -> [Clause] {
    // Only what is wanted is copied.
    let clauses = outline.clauses
    return clauses.indices.filter { kinds.contains(clauses[$0].kind) }.map { clauses[$0] }
  }

  /// The clause of which there is one; others of its kind are reported.
  mutating func single(_ kind: ClauseKind) -> Clause? {
    let all = clauses(kind)
    for extra in all.dropFirst() { report(ModelProblem.clauseRepeated(kind.keyword), at: extra.range) }
    return all.first
  }

  // MARK: The standard itself

  private mutating func header() {
    guard let header = single(.standard) else {
      diagnostics.append(Diagnostic(ModelProblem.clauseMissing(.standard), at: sources.place(of: sources.start)))
      return
    }
    standard.name = header.name?.text ?? ""
    standard.alias = header.alias?.text
    standard.title = header.text(of: .title) ?? header.title?.text ?? standard.name
    standard.total = Rational(100)
  }

  /// The fields of the standard itself. Parameters may be used in them, and the reference date in parameters.
  private mutating func settings() {
    guard let header = clauses(.standard).first else { return }
    for field in header.fields where field.keyword == .referenceDate {
      if case .expression(let expression) = field.body, case .date(let date) = constant(expression, as: .date, .date) {
        standard.referenceDate = date
      }
    }
    for field in header.fields {
      switch (field.keyword, field.body) {
      case (.basis, .text(let text, let date)):
        standard.basis = text.text
        if let date, case .date(let value) = constant(date, as: .date, .date) { standard.basisDate = value }
      case (.total, .unlimited): standard.total = nil
      case (.total, .expression(let expression)):
        if let value = constantPoints(expression, .points) { standard.total = value }
      default: break
      }
    }
    standard.rounding = rounding(header.fields)
  }

  // MARK: Names

  private mutating func declareNames() {
    var categories = 0
    var adjustments = 0
    for clause in outline.clauses {
      switch clause.kind {
      case .parameter:
        declare(clause, .parameter(standard.parameters.count))
        parameterClauses.append(clause)
        parameterStates.append(.waiting)
        standard.parameters.append(
          Parameter(
            name: clause.name?.text ?? "", alias: clause.alias?.text, type: .plainNumber, value: nil, lower: nil,
            upper: nil))
      case .fact:
        declare(clause, .fact(standard.facts.count))
        standard.facts.append(
          Fact(
            name: clause.name?.text ?? "", alias: clause.alias?.text, type: .text, help: "", section: "", lower: nil,
            upper: nil, precision: nil, fallback: nil, isFixed: false, isAssessed: false))
      case .cohort:
        declare(clause, .cohort(standard.cohorts.count))
        standard.cohorts.append(
          Cohort(
            name: clause.name?.text ?? "", by: [], members: nil, counting: nil, rounding: .down, smallest: 0,
            unreported: .leftOut))
      case .definition, .determination:
        declare(clause, .definition(definitionClauses.count))
        definitionClauses.append(clause)
        definitionStates.append(.waiting)
        // A hole that keeps the numbering until it is looked at, and for good if it fails: a standard with errors is
        // never evaluated.
        standard.definitions.append(
          Definition(
            name: clause.name?.text ?? "",
            formula: Formula(kind: .constant(.truth(false)), type: .truth, range: clause.range)))
      case .category:
        declare(clause, .result(.category(categories)))
        categories += 1
      case .bonus, .deduction, .adjustment:
        declare(clause, .result(.adjustment(adjustments)))
        adjustments += 1
      // These have names of their own, or none.
      case .standard, .unit, .section, .subject, .entrants, .candidates, .gate, .requirement, .advisory, .veto, .group,
        .item, .grade, .ranking, .selection, .example:
        break
      }
    }
  }

  private mutating func declare(_ clause: Clause, _ symbol: Symbol) {
    var isBroken = false
    if case .broken = clause.body { isBroken = true }
    for name in [clause.name, clause.alias].compactMap({ $0 }) {
      // These words are values of their own in expressions.
      if let keyword = Keyword(spelling: name.text), [.total, .referenceDate, .eligible].contains(keyword) {
        report(SyntaxProblem.reservedName(name.text), at: name.range)
      }
      if isNew(name, in: .values) { symbols[TextKey(name.text)] = isBroken ? .broken : symbol }
    }
  }

  /// What a name stands for in expressions.
  func symbol(_ name: String) -> Symbol? { symbols[TextKey(name)] }

  /// Whether no other of its kind is called so; reported if there is one.
  mutating func isNew(_ name: Name, in space: Spelling.Space) -> Bool {
    let spelling = Spelling(text: TextKey(name.text), space: space)
    if let first = declared[spelling] {
      report(ModelProblem.duplicateName(name.text, line: line(of: first)), at: name.range)
      return false
    }
    declared[spelling] = name.range
    return true
  }

  // MARK: Definitions

  private mutating func definitions() {
    for index in definitionClauses.indices {
      if isWrittenOut(index) { _ = template(index) } else { _ = definition(index) }
    }
  }

  /// Begins to look at a parameter or definition. False, with a message, where it needs itself or too many others.
  mutating func enter(_ symbol: Symbol, _ clause: Clause) -> Bool {
    if let start = path.firstIndex(of: symbol) {
      report(ModelProblem.cycle((path[start...] + [symbol]).map(name)), at: clause.name?.range ?? clause.range)
      return false
    }
    guard path.count < Limits.nesting else {
      report(SyntaxProblem.nestingTooDeep, at: clause.range)
      return false
    }
    path.append(symbol)
    return true
  }

  private func name(_ symbol: Symbol) -> String {
    switch symbol {
    case .parameter(let index): parameterClauses[index].name?.text ?? ""
    case .definition(let index): definitionClauses[index].name?.text ?? ""
    default: ""
    }
  }

  /// What definitions may name: results too, but for those that are asked for before these are known, as constants.
  var definitionScope: Scope {
    var scope = Scope()
    if areLevelsKnown { scope.results = .all }
    return scope
  }

  /// The formula of a definition, worked out on first use.
  mutating func definition(_ index: Int) -> Formula? {
    switch definitionStates[index] {
    case .done(let formula): return formula
    case .open, .waiting:
      guard enter(.definition(index), definitionClauses[index]) else { return nil }
      definitionStates[index] = .open
      var formula = value(of: definitionClauses[index], definitionScope)
      path.removeLast()
      if let checked = formula {
        if checked.contains({ !$0.named.results.isEmpty || !$0.named.definitions.isDisjoint(with: resultDefinitions) })
        {
          resultDefinitions.insert(index)
        }
        let depth = checked.depth(definitionDepths)
        definitionDepths[index] = depth
        if depth > Limits.depth {
          report(SyntaxProblem.nestingTooDeep, at: definitionClauses[index].range)
          formula = nil
        }
      }
      definitionStates[index] = .done(formula)
      if let formula {
        standard.definitions[index] = Definition(name: standard.definitions[index].name, formula: formula)
      }
      return formula
    }
  }

  private mutating func entrants() {
    if let clause = single(.entrants), case .expression(let expression) = clause.body {
      standard.entrants = condition(expression, Scope())
    }
  }

  private mutating func candidates() {
    guard let name = single(.candidates)?.name, let index = factIndex(name) else { return }
    if standard.facts[index].type != .truth {
      report(ModelProblem.wrongType(.condition, found: standard.facts[index].type), at: name.range)
    }
    standard.candidates = index
  }

  // MARK: What is open and what is unused

  private mutating func acceptances() {
    for clause in outline.clauses {
      for field in clause.fields {
        guard case .acceptance(let code, let reason) = field.body else { continue }
        standard.acceptances.append(Acceptance(code: code, reason: reason, at: field.range, in: clause))
      }
    }
  }

  private mutating func openMatters() {
    for (key, clause) in keyed {
      guard let reason = clause.text(of: .open) else { continue }
      var parameter: Parameter?
      if clause.kind == .parameter, let name = clause.name?.text, case .parameter(let index)? = symbol(name) {
        parameter = standard.parameters[index]
      }
      let value = parameter.flatMap { parameter in parameter.value.map { shown($0, parameter.type) } }
      let name = clause.name.map { clause.kind.row.identity == .path ? key.name : $0.text }
      let subject = [name, clause.title.map { "“\($0.text)”" }].compactMap { $0 }.joined(separator: " ")
      standard.openMatters.append(
        OpenMatter(
          kind: clause.kind, name: subject, reason: reason, value: value, parameter: parameter,
          range: clause.fields.first { $0.keyword == .open }?.range ?? clause.range))
    }
  }

  private mutating func unused() {
    guard !diagnostics.contains(where: \.isError) else { return }
    let used = standard.names.used
    let kinds: [ClauseKind] = [.fact, .parameter, .definition, .cohort]
    for (key, clause) in keyed where kinds.contains(clause.kind) && !used.contains(.clause(key)) {
      // What a variant no longer uses is still stated by the sheets of the level below.
      guard sources.isInMain(clause.range), let name = clause.name else { continue }
      // A fact with a note is kept for the record on purpose.
      if clause.kind == .fact, clause.text(of: .note) != nil { continue }
      report(ModelProblem.unused(clause.kind, name.text), at: name.range)
    }
  }
}

extension Diagnostic {
  /// Whether it says that something is declared and never used.
  public var isAboutIdleness: Bool {
    if case .unused = problem as? ModelProblem { return true }
    return false
  }

  /// Whether it says that weights do not add up.
  public var isAboutWeights: Bool {
    if case .weights = problem as? ModelProblem { return true }
    return false
  }
}

extension Clause {
  /// The text of the first field of that kind.
  public func text(of keyword: Keyword) -> String? {
    for field in fields where field.keyword == keyword {
      if case .text(let text, _) = field.body { return text.text }
    }
    return nil
  }

  var annotation: Annotation {
    Annotation(citation: text(of: .source), note: text(of: .note), open: text(of: .open))
  }
}
