import Diagnostics
import Evaluation
import Model
import Quantities
import Syntax

/// Why a condition cannot be brought about by changing facts of one sheet.
public enum Obstacle: Hashable, Sendable {
  /// The fact is marked 不可改.
  case fixed(Int)
  /// The fact is marked 他人评定: only others state it.
  case assessed(Int)
  /// Only something dated before the 基准日 would do, and that cannot happen any more.
  case past(Int)
  /// A text cannot be written by a program.
  case text(Int)
  /// Rows of records can be added, but what has happened cannot be taken back.
  case history(Int)
  /// The level below decides.
  case recommendation(Int)
  /// No allowed value of the fact does.
  case noValue(Int)
  /// Further sheets of the same entity count in the cohort: this one alone cannot move it.
  case shared(cohort: Int, sheets: Int)
  /// The sheet is no member of the cohort, or the cohort is too small, or has no place to give.
  case cohort(Int)
  /// It depends on nothing that a sheet states.
  case settled
}

/// The ways of bringing a condition about, each a set of changes; or what stands in the way.
struct Repairs {
  var options: [WhatIf.Changes] = []
  var obstacles: [Obstacle] = []
  /// What is needed whichever way is taken.
  private(set) var cores: [Core] = []
  /// One way for all of it at once; that it holds together is not yet sure.
  private(set) var sketch: WhatIf.Changes = [:]
  /// At most what the sketch takes.
  private var sketchEffort = Effort.zero

  /// Facts of which some have to be changed that have not been changed yet: what that takes at least.
  struct Core {
    let facts: Set<Int>
    let least: Effort
  }

  init(options: [WhatIf.Changes] = [], obstacles: [Obstacle] = []) {
    (self.options, self.obstacles) = (options, obstacles)
  }

  /// All of some parts, with ways that each begin one of them.
  init(options: [WhatIf.Changes], allOf parts: [Repairs]) {
    self.options = options
    cores = parts.flatMap(\.cores)
    for part in parts { sketch.merge(part.sketch) { old, _ in old } }
    sketchEffort = parts.map(\.sketchEffort).sum
  }

  mutating func add(_ more: [WhatIf.Changes]) {
    for option in more where !option.isEmpty && !options.contains(option) { options.append(option) }
  }

  /// Sees what the ways have in common that were added one by one.
  mutating func findCore(beyond changes: WhatIf.Changes, _ facts: [Fact]) {
    let best = options.map { ($0, $0.effort(facts)) }.min { $0.1 < $1.1 }
    (sketch, sketchEffort) = best ?? ([:], .zero)
    let least = options.map { $0.effort(facts, beyond: changes) }.min()
    cores = least.map { [Core(facts: Set(options.flatMap(\.keys)), least: $0)] } ?? []
  }

  /// Other ways that do as well.
  mutating func merge(_ other: Repairs) {
    if options.isEmpty {
      cores = other.cores
      (sketch, sketchEffort) = (other.sketch, other.sketchEffort)
    } else if !other.options.isEmpty {
      let facts = (cores + other.cores).reduce(into: Set<Int>()) { $0.formUnion($1.facts) }
      cores = [Core(facts: facts, least: min(Self.least(cores), Self.least(other.cores)))]
      if other.sketchEffort < sketchEffort { (sketch, sketchEffort) = (other.sketch, other.sketchEffort) }
    }
    add(other.options)
    for obstacle in other.obstacles where !obstacles.contains(obstacle) { obstacles.append(obstacle) }
  }
}

extension Repairs {
  /// What is needed at least: what has no fact in common adds up.
  static func least(_ cores: [Core]) -> Effort {
    var used: Set<Int> = []
    var sum = Effort.zero
    for core in cores where used.isDisjoint(with: core.facts) {
      used.formUnion(core.facts)
      sum = sum + core.least
    }
    return sum
  }
}

extension WhatIf.Changes {
  /// What it takes to make them, those set aside that have been made.
  func effort(_ facts: [Fact], beyond made: WhatIf.Changes = [:]) -> Effort {
    keys.lazy.filter { made[$0] == nil }.map { facts[$0].effort }.sum
  }

  /// Those of some facts.
  func of(_ facts: Set<Int>) -> WhatIf.Changes {
    if facts.count > count { return filter { facts.contains($0.key) } }
    return facts.reduce(into: [:]) { changes, fact in changes[fact] = self[fact] }
  }
}

/// Finds the changes of facts that make a formula true or false, by walking it for the wanted truth.
///
/// What it proposes for a part is checked on that part only: whether the whole is reached, the search finds out.
/// A class, because it remembers what it has found.
final class Repairer {
  typealias Changes = WhatIf.Changes

  let whatIf: WhatIf
  let sources: [PointSource]
  /// Whether facts are looked at too that only others state.
  private let seesAssessed: Bool
  /// Whether dates before the 基准日 are looked at too.
  private var seesPast = false
  private var known: [Key: Repairs] = [:]

  /// Beyond this nothing more is tried.
  private let work: Int

  init(_ whatIf: WhatIf, work: Int, seesAssessed: Bool = false) {
    self.whatIf = whatIf
    self.seesAssessed = seesAssessed
    self.work = work
    sources = Self.sources(whatIf.standard, whatIf.dependencies)
  }

  var standard: Standard { whatIf.standard }
  var isSpent: Bool { whatIf.work > work }

  /// Where the search stands.
  struct State {
    let changes: Changes
    /// The sheet judged with the changes made.
    let own: SheetResult
    /// How many results were followed to what they ask of others.
    var depth = 0
    /// The clause that is looked at, if it is one that may see results while these come about.
    var clause: Site.Owner?

    /// The same, for the formulas of a clause.
    func looking(at clause: Site.Owner) -> State {
      var state = self
      state.clause = clause
      return state
    }
  }

  // MARK: Remembering

  /// What is asked again and again.
  enum Topic: Hashable {
    case truth(SourceRange, isPresence: Bool, wanted: Bool)
    case points(ResultPath)
    case place(slot: Int, End, beyond: Bool, limit: Rational?)
    case rankingKey(Int, beyond: Bool, limit: Rational)
  }

  private struct Key: Hashable {
    let topic: Topic
    let changes: Changes
  }

  /// The answer of last time, as long as the facts on which alone it depends are the same.
  func remembered(_ topic: Topic, _ facts: Set<Int>, _ state: State, _ answer: () -> Repairs) -> Repairs {
    let key = Key(topic: topic, changes: state.changes.of(facts))
    if let known = known[key] { return known }
    let found = answer()
    known[key] = found
    return found
  }

  /// The facts by which a sheet may be judged differently.
  func relevant(_ reads: Dependencies) -> Set<Int> {
    reads.cohorts.isEmpty ? reads.facts : reads.facts.union(whatIf.cohortFacts)
  }

  // MARK: Walking

  /// The value of a formula with further changes made.
  func value(of formula: Formula, _ state: State, with changes: Changes = [:]) -> Computed {
    let all = changes.isEmpty ? state.changes : state.changes.merging(changes) { $1 }
    return whatIf.value(of: formula, all, scores(state))
  }

  /// What the clause that is looked at sees of results.
  func scores(_ state: State) -> Scores { whatIf.scores(seenBy: state.clause, state.changes, of: state.own) }

  func truth(_ formula: Formula, _ state: State) -> Truth { value(of: formula, state).truth }

  /// - Parameter every: look at all parts that fail, not only at the one with the fewest ways: where changes are made
  ///   in a certain order, the first one must be found whichever it is.
  func repairs(_ formula: Formula, _ wanted: Bool, _ state: State, every: Bool = false) -> Repairs {
    switch formula.kind {
    case .not(let inner): return repairs(inner, !wanted, state, every: every)
    case .all(let parts):
      return wanted ? together(parts, true, state, every: every) : oneOf(parts, false, state, every: every)
    case .any(let parts):
      return wanted ? oneOf(parts, true, state, every: every) : together(parts, false, state, every: every)
    case .definition(let index): return repairs(standard.definitions[index].formula, wanted, state, every: every)
    case .conditional(let test, let first, let second):
      var repairs = Repairs()
      let condition = truth(test, state)
      for (branch, holds) in [(first, true), (second, false)] {
        let isWanted = truth(branch, state) == Truth(wanted)
        // Where the test is open, both branches count.
        if condition != Truth(!holds), !isWanted {
          repairs.merge(self.repairs(branch, wanted, state, every: every))
        }
        if condition != Truth(holds) { repairs.merge(self.repairs(test, holds, state, every: every)) }
      }
      return repairs
    case .eligible:
      guard wanted else { return Repairs() }
      return together(barriers(state.own).map { self.repairs($0, state, every: every) }, every: every)
    case .position(let use, let end, let quota, let cutoff):
      return position(use, end, quota, cutoff, wanted, state)
    case .constant, .fact, .parameter, .referenceDate, .column, .resultColumn, .compare, .interval, .oneOf, .hasOptions,
      .hasText, .isKnown, .operation, .rank, .cohort, .rows, .total, .result:
      return leaf(formula, wanted, state)
    }
  }

  /// All of the formulas are wanted.
  func together(_ formulas: [Formula], _ wanted: Bool, _ state: State, every: Bool = false) -> Repairs {
    let failing = formulas.filter { truth($0, state) != Truth(wanted) }
    return together(failing.map { repairs($0, wanted, state, every: every) }, every: every)
  }

  /// All of some things are wanted: if one is impossible, so are they together.
  func together(_ parts: [Repairs], every: Bool) -> Repairs {
    let blocked = parts.filter(\.options.isEmpty)
    if every || !blocked.isEmpty {
      let all = (blocked.isEmpty ? parts : blocked).reduce(into: Repairs()) { $0.merge($1) }
      return blocked.isEmpty ? Repairs(options: all.options, allOf: parts) : all
    }
    let shortest = parts.min { $0.options.count < $1.options.count }
    return Repairs(options: shortest?.options ?? [], allOf: parts)
  }

  func oneOf(_ formulas: [Formula], _ wanted: Bool, _ state: State, every: Bool) -> Repairs {
    formulas.reduce(into: Repairs()) { $0.merge(repairs($1, wanted, state, every: every)) }
  }

  private func leaf(_ formula: Formula, _ wanted: Bool, _ state: State) -> Repairs {
    let reads = whatIf.dependencies.of(formula)
    func answered() -> Repairs {
      answer(
        Question(
          facts: reads.facts.sorted(), formulas: [formula], differences: differences(formula, state),
          accepts: { self.value(of: formula, state, with: $0).truth == Truth(wanted) }), state)
    }
    var isPresence = false
    if case .isKnown = formula.kind { isPresence = true }
    if reads.results.isEmpty {
      let topic = Topic.truth(formula.range, isPresence: isPresence, wanted: wanted)
      return remembered(topic, relevant(reads), state, answered)
    }
    var repairs = answered()
    repairs.add(raises(readBy: formula, state))
    repairs.findCore(beyond: state.changes, standard.facts)
    return repairs
  }

  /// Whether a fact cannot be changed at all.
  func obstacle(_ fact: Int, _ state: State) -> Obstacle? {
    if fact == standard.candidates { return .recommendation(fact) }
    if standard.facts[fact].isFixed { return .fixed(fact) }
    if standard.facts[fact].isAssessed, !seesAssessed { return .assessed(fact) }
    if case .text = standard.facts[fact].type {
      // Who is missing in a cohort is not to be invented either.
      return whatIf.value(of: fact, state.changes) == nil && !isIdentity(fact) ? nil : .text(fact)
    }
    // Nor is a community to become another one.
    if standard.subjects.contains(fact) { return .fixed(fact) }
    return nil
  }

  private func isIdentity(_ fact: Int) -> Bool {
    standard.subjects.contains(fact) || standard.placeGroups.contains(fact) || whatIf.cohortFacts.contains(fact)
  }

  // MARK: Answers

  /// What is asked of some facts: values under which something holds.
  struct Question {
    let facts: [Int]
    /// Where values worth trying stand.
    let formulas: [Formula]
    /// Further numbers worth trying.
    var numbers: [Rational] = []
    /// How far two sides are apart: where this is zero a comparison changes.
    var differences: [(Changes) -> Rational?] = []
    let accepts: (Changes) -> Bool
  }

  /// Each fact by itself; where none is enough, or takes more than others do, two or three together.
  func answer(_ question: Question, _ state: State) -> Repairs {
    var repairs = Repairs()
    if isSpent || question.accepts([:]) { return repairs }
    var movable: [Int] = []
    for fact in question.facts {
      if let obstacle = obstacle(fact, state) { repairs.obstacles.append(obstacle) } else { movable.append(fact) }
    }
    for fact in movable { repairs.add(values(of: fact, question, state).map { [fact: $0] }) }
    repairs.add(joint(movable, question, state, besides: repairs.options))
    if repairs.options.isEmpty { repairs.add(filling(movable, question, state)) }
    if repairs.options.isEmpty {
      repairs.obstacles += movable.map { fact in
        if wantsPast(fact, question, state) { return .past(fact) }
        if case .records = standard.facts[fact].type { return .history(fact) }
        return .noValue(fact)
      }
      if question.facts.isEmpty { repairs.obstacles.append(.settled) }
    }
    repairs.findCore(beyond: state.changes, standard.facts)
    return repairs
  }

  /// Whether a date before the 基准日 would do.
  private func wantsPast(_ fact: Int, _ question: Question, _ state: State) -> Bool {
    if earliest == nil { return false }
    seesPast = true
    defer { seesPast = false }
    return values(of: fact, question, state).contains { question.accepts([fact: $0]) }
  }

  /// The first day on which something can still happen; nil if any day is looked at.
  var earliest: Value? { seesPast ? nil : standard.referenceDate.map(Value.date) }

  private static let jointTries = 600

  /// - Parameter single: facts that do by themselves, which are not tried in company.
  private func joint(_ facts: [Int], _ question: Question, _ state: State, besides single: [Changes]) -> [Changes] {
    let efforts = standard.facts.map(\.effort)
    var least = single.map { $0.effort(standard.facts) }.min()
    let enough = Set(single.flatMap(\.keys))
    let company = facts.filter { !enough.contains($0) }
    func isWorthTrying(_ effort: Effort) -> Bool { least.map { effort <= $0 } ?? true }
    guard company.count > 1, isWorthTrying(company.map { efforts[$0] }.sorted().prefix(2).sum) else { return [] }
    let pools = company.prefix(8).map { fact in
      samples(of: fact, question, state).prefix(6).map { (fact: fact, value: $0) }
    }
    var tries = 0
    var found: [Changes] = []
    for size in 2...3 where size <= pools.count {
      for chosen in pools.indices.choosing(size) {
        let members = Set(chosen.map { company[$0] })
        if !isWorthTrying(members.map { efforts[$0] }.sum) || found.contains(where: { members.isSuperset(of: $0.keys) })
        {
          continue
        }
        var partial: [Changes] = [[:]]
        for pool in chosen {
          partial = partial.flatMap { start in pools[pool].map { start.merging([$0.fact: $0.value]) { $1 } } }
        }
        for changes in partial where tries < Self.jointTries {
          tries += 1
          if question.accepts(changes) {
            found.append(changes)
            break
          }
        }
      }
      least = ([least] + found.map { $0.effort(standard.facts) }).compactMap { $0 }.min()
    }
    return found
  }
}

extension Repairer {
  /// All facts that are missing at once: the first value worth trying of each, but for one that takes all of its.
  private func filling(_ facts: [Int], _ question: Question, _ state: State) -> [Changes] {
    let missing = facts.filter { whatIf.value(of: $0, state.changes) == nil }
    guard missing.count > 3 else { return [] }
    let pools = missing.map { (fact: $0, values: samples(of: $0, question, state).prefix(6)) }
    let start = pools.reduce(into: Changes()) { $0[$1.fact] = $1.values.first }
    guard start.count == missing.count else { return [] }
    for pool in pools {
      for value in pool.values {
        let changes = start.merging([pool.fact: value]) { $1 }
        if isSpent { return [] }
        if question.accepts(changes) { return [changes] }
      }
    }
    return []
  }
}

extension Range<Int> {
  /// All ways of choosing that many, in order.
  func choosing(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return flatMap { first in (first + 1..<Swift.max(first + 1, upperBound)).choosing(count - 1).map { [first] + $0 } }
  }
}
