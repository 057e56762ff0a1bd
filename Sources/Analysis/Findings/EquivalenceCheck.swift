import Evaluation
import Model
import Planning
import Quantities
import Sheets

/// Two standards side by side: their classes, what is still to be decided, and sheets on which they are tried.
struct EquivalenceCheck {
  private let first: Inquiry
  private let second: Inquiry
  /// Facts of both: those of the first, then those that only the second has.
  private let facts: [Fact]
  /// By place in the second standard.
  private let common: [Int]
  private var congruence = Congruence()
  private var classes: (first: [Int], second: [Int]) = ([], [])
  /// Nodes of the second that have been found to come to the same as those of the first.
  private var merged: [Int: Int] = [:]
  private(set) var compared = 0
  private(set) var steps = 0

  private static let limit = 4_000
  /// Sheets that two clauses are tried on, each alone and in company.
  private static let sheetLimit = 60

  init(_ first: Standard, _ second: Standard) throws(PlanProblem) {
    self.first = try Inquiry(first)
    self.second = try Inquiry(second)
    var facts = first.facts
    var common: [Int] = []
    for fact in second.facts {
      if let known = first.facts.firstIndex(where: { $0.name == fact.name }) {
        common.append(known)
      } else {
        common.append(facts.count)
        facts.append(fact)
      }
    }
    (self.facts, self.common) = (facts, common)
  }

  mutating func verdict() -> Equivalence.Verdict {
    let others = otherFacts
    if !others.isEmpty { return .otherFacts(others) }
    classes.first = congruence.classes(of: first.standard, first.plan)
    classify()
    var open: [Equivalence.Subject] = []
    for pair in pairs where classes.first[pair.first] != classes.second[pair.second] {
      compared += 1
      switch decide(pair) {
      case .same:
        merged[pair.second] = classes.first[pair.first]
        classify()
      case .different(let sheet, let told): return .different(sheet, told)
      case .undecided: open.append(pair.subject)
      }
    }
    let differing = wholes.filter { !$0.isSame }.map(\.subject)
    if !differing.isEmpty {
      let ranked: [Equivalence.Subject] =
        [.selection, .ranking] + (first.standard.hasGradePlaces || second.standard.hasGradePlaces ? [.grade] : [])
      let isRanked = differing.contains(where: ranked.contains)
      if let found = triedWithoutTotal() { return .different(found.0, found.1) }
      if let found = triedOnWholeSheets(isRanked: isRanked) { return .different(found.0, found.1) }
      for subject in differing where !open.contains(subject) { open.append(subject) }
    }
    return open.isEmpty ? .equivalent : .undecided(open)
  }

  /// Names of facts that the two declare otherwise, and use.
  private var otherFacts: [String] {
    let used = second.plan.nodes.compactMap { if case .fact(let fact) = $0.primitive { fact } else { nil } }
    return Set(used).sorted().filter { fact in
      common[fact] < first.standard.facts.count
        && Congruence.FactKey(second.standard.facts[fact]) != Congruence.FactKey(facts[common[fact]])
    }.map { second.standard.facts[$0].name }
  }

  private mutating func classify() {
    classes.second = congruence.classes(of: second.standard, second.plan, known: merged)
  }

  // MARK: What is held against each other

  private struct Pair {
    let subject: Equivalence.Subject
    let first: Int
    let second: Int
    /// Whether it may be about results, of which clauses before it are compared.
    var isOfResults = false
  }

  /// Clauses of one name, in the order of the first standard.
  private var pairs: [Pair] {
    var pairs: [Pair] = []
    let (a, b) = (first.plan.results, second.plan.results)
    if let x = a.entrants, let y = b.entrants { pairs.append(Pair(subject: .participation, first: x, second: y)) }
    for (place, requirement) in first.standard.requirements.enumerated() {
      let other = second.standard.requirements.firstIndex { $0.kind == requirement.kind && $0.id == requirement.id }
      guard let other else { continue }
      pairs.append(
        Pair(
          subject: .clause(ClauseName(.requirement(place), first.standard)), first: a.requirements[place].holds,
          second: b.requirements[other].holds))
    }
    if let x = a.scored, let y = b.scored { pairs.append(Pair(subject: .total, first: x, second: y)) }
    for (place, entry) in first.standard.scorings.enumerated() {
      let key = first.standard.key(of: entry.path)
      guard let other = second.standard.scorings.firstIndex(where: { second.standard.key(of: $0.path) == key }),
        let x = first.scores[place].waiting.first, let y = second.scores[other].waiting.first
      else { continue }
      pairs.append(Pair(subject: .clause(ClauseName(key)), first: x, second: y))
    }
    if let x = a.grades, let y = b.grades {
      pairs.append(Pair(subject: .grade, first: x, second: y, isOfResults: true))
    }
    for (name, place, other) in determinations {
      let types = [(first, place), (second, other)].map { inquiry, place in
        inquiry.standard.determinations[place].type
      }
      // Options in another order have other numbers.
      guard types[0] == types[1] else { continue }
      pairs.append(
        Pair(
          subject: .clause(name), first: a.determinations[place].value, second: b.determinations[other].value,
          isOfResults: true))
    }
    if let x = a.selection, let y = b.selection {
      pairs.append(Pair(subject: .selection, first: x, second: y, isOfResults: true))
    }
    return pairs
  }

  /// The places of determinations that both standards have.
  private var determinations: [(name: ClauseName, first: Int, second: Int)] {
    first.standard.determinations.enumerated().compactMap { place, determination in
      second.standard.determinations.firstIndex { $0.name == determination.name }
        .map { (ClauseName(.determination, determination.name), place, $0) }
    }
  }

  /// What a sheet is told in the end, and whether it is the same by form.
  private var wholes: [(subject: Equivalence.Subject, isSame: Bool)] {
    let (a, b) = (first.plan.results, second.plan.results)
    let (x, y) = (first.standard, second.standard)
    func isSame(_ one: Int?, _ other: Int?) -> Bool {
      one.map { classes.first[$0] } == other.map { classes.second[$0] }
    }
    let keys =
      zip(a.keys, b.keys).allSatisfy { isSame($0, $1) } && x.ranking.map(\.descending) == y.ranking.map(\.descending)
    let quotas = x.words(x.selection?.places) == y.words(y.selection?.places)
    let places = x.grades.map { x.words($0.places) } == y.grades.map { y.words($0.places) }
    var wholes: [(subject: Equivalence.Subject, isSame: Bool)] = [
      (.participation, isSame(a.entrants, b.entrants) && isSame(a.candidacy, b.candidacy)),
      (.total, isSame(a.total, b.total) && isSame(a.scored, b.scored)), (.eligibility, isSame(a.eligible, b.eligible)),
      (
        .grade,
        isSame(a.grades, b.grades) && isSame(a.gradesWithoutTotal, b.gradesWithoutTotal)
          && x.grades.map(\.name) == y.grades.map(\.name) && places
      ),
      (.ranking, a.keys.count == b.keys.count && keys), (.selection, quotas && isSame(a.selection, b.selection)),
    ]
    for (name, place, other) in determinations {
      let (one, two) = (a.determinations[place], b.determinations[other])
      let without =
        isSame(one.withoutTotal?.isThere, two.withoutTotal?.isThere)
        && isSame(one.withoutTotal?.value, two.withoutTotal?.value)
      wholes.append((.clause(name), isSame(one.value, two.value) && without))
    }
    for (place, category) in x.categories.enumerated() {
      guard let other = y.categories.firstIndex(where: { $0.name == category.name }) else { continue }
      wholes.append(
        (
          .clause(ClauseName(.category, category.name)),
          isSame(a.categories[place].level.points, b.categories[other].level.points)
        ))
    }
    return wholes
  }

  // MARK: Deciding

  private enum Decision {
    case same, undecided
    case different(Witness, [Equivalence.Told])
  }

  /// Goes through all sheets with a clause of both standards.
  private mutating func decide(_ pair: Pair) -> Decision {
    let cone = cone(of: pair)
    let (a, b) = (cone.place(of: pair.first), cone.place(of: pair.second, in: 1))
    var explorer = Explorer(cone, steps: Self.limit)
    var others: [Region] = []
    var unclear: [Region] = []
    let isComplete = explorer.explore(Region(cone), Inquiry.comparing(a, b)) { region, values, isSame in
      let forms = Forms(cone, region, values)
      if isSame ?? forms.agree(a, b) { return others.count < Self.sheetLimit }
      if isSame == nil { unclear.append(region) } else { others.append(region) }
      return others.count + unclear.count < Self.sheetLimit
    }
    steps += explorer.steps
    if isComplete, others.isEmpty, unclear.isEmpty, cone.isExhaustive { return .same }
    let sampler = sampler(cone)
    let trials = (others + unclear).flatMap { region in
      [false, true].compactMap { sampler.trial(in: region, isHigh: $0) }
    }
    for trial in trials { if let found = difference(trial) { return .different(found.0, found.1) } }
    if let found = inCompany(trials, cone) ?? withTotals(of: others + unclear, cone, sampler) {
      return .different(found.0, found.1)
    }
    return .undecided
  }

  /// Where the total decides, sheets with a total that lies in a region.
  private func withTotals(
    of regions: [Region], _ cone: Cone, _ sampler: Sampler
  ) -> (Witness, [Equivalence.Told])? {
    // The sum before both of its ends are taken.
    let sum = first.plan.results.sums.last.flatMap { cone.leaf(of: .free(classes.first[$0])) }
    guard let total = sum else { return nil }
    var inquiry = first
    let pool = Pool(&inquiry)
    for region in regions.prefix(Self.sheetLimit) {
      guard let range = region.domains[total].range, let fixed = sampler.trial(in: region)?.facts else { continue }
      var found: (Witness, [Equivalence.Told])?
      _ = pool.sample(in: range, fixed: fixed) { sample in
        found = difference(Trial(sample.facts))
        return found != nil
      }
      if let found { return found }
    }
    return nil
  }

  /// Where places among others decide, the sheet beside others better and worse.
  private func inCompany(_ trials: [Trial], _ cone: Cone) -> (Witness, [Equivalence.Told])? {
    guard cone.leaves.contains(where: \.isOfCohort) else { return nil }
    let companions = Companions(first.standard)
    for trial in trials.prefix(2) {
      for count in Array(1...25) + [30, 40, 50, 100, 200] {
        for company in companions.trials(trial.facts, counts: [count], opposed: [0, 1, 2]).dropFirst() {
          if let found = difference(company) { return found }
        }
      }
    }
    return nil
  }

  private func cone(of pair: Pair) -> Cone {
    // What both standards work out alike is taken to be anything.
    let alike = Set(first.results.map { classes.first[$0] }).intersection(second.results.map { classes.second[$0] })
    func input(_ inquiry: Inquiry, _ target: Int, _ classes: [Int], _ fact: @escaping (Int) -> Int) -> Cone.Input {
      var cuts: [Int: Domain] = [:]
      for node in pair.isOfResults ? inquiry.results : [] where alike.contains(classes[node]) {
        cuts[node] = .numbers(.all)
      }
      if pair.isOfResults { cuts[inquiry.plan.results.eligible] = Domain(.truth) }
      return Cone.Input(
        facts: inquiry.standard.facts, plan: inquiry.plan, targets: [target], cuts: cuts, fact: fact,
        name: { classes[$0] })
    }
    let common = common
    return Cone([
      input(first, pair.first, classes.first) { $0 }, input(second, pair.second, classes.second) { common[$0] },
    ])
  }

  private func sampler(_ cone: Cone) -> Sampler {
    var queries: [Int: Sampler.Query] = [:]
    let ownFacts = first.standard.facts.count
    for (node, query) in first.asked {
      queries[classes.first[node]] = Sampler.Query(
        fact: query.fact, type: query.type, known: query.known,
        value: { facts in query.value(facts.filter { $0.key < ownFacts }) })
    }
    let common = common
    for (node, query) in second.asked where queries[classes.second[node]] == nil {
      queries[classes.second[node]] = Sampler.Query(
        fact: common[query.fact], type: query.type, known: query.known,
        value: { facts in query.value(Trial(facts).placed { common.firstIndex(of: $0) }.facts) })
    }
    let (first, second, classes) = (first, second, classes)
    return Sampler(declared: facts, referenceDate: first.standard.referenceDate, cone: cone, queries: queries) { name in
      let own = classes.first.firstIndex(of: name).map { first.comparedFacts($0) } ?? []
      let other = classes.second.firstIndex(of: name).map { second.comparedFacts($0).map { common[$0] } } ?? []
      return own + other
    }
  }

  // MARK: Trying

  /// What two standards say differently of a sheet.
  private func difference(_ trial: Trial, isRanked: Bool = false) -> (Witness, [Equivalence.Told])? {
    let own = trial.placed { $0 < first.standard.facts.count ? $0 : nil }
    let other = trial.placed { common.firstIndex(of: $0) }
    let told: [Equivalence.Told]
    if isRanked {
      let one = Evaluation.outcome(of: first.standard, own.table(first.standard))
      let two = Evaluation.outcome(of: second.standard, other.table(second.standard))
      told = Self.told(one, two)
    } else {
      told = Self.told(
        Probe(first.standard, own).result, first.standard, Probe(second.standard, other).result, second.standard)
    }
    return told.isEmpty ? nil : (Witness(trial, facts), told)
  }

  /// A sheet that one of the standards leaves without a total, where the other has nothing of the kind.
  private mutating func triedWithoutTotal() -> (Witness, [Equivalence.Told])? {
    let isOfSecond = first.plan.results.scored == nil
    guard isOfSecond != (second.plan.results.scored == nil) else { return nil }
    var inquiry = isOfSecond ? second : first
    let common = common
    return inquiry.sheet(scored: false).flatMap { facts in
      difference(isOfSecond ? Trial(facts).placed { common[$0] } : Trial(facts))
    }
  }

  /// Whole sheets: few and many points, each clause as it may be, and several that are eligible beside one another.
  private mutating func triedOnWholeSheets(isRanked: Bool) -> (Witness, [Equivalence.Told])? {
    for isSecond in [false, true] {
      var inquiry = isSecond ? second : first
      func placed(_ facts: [Int: Value?]) -> Trial {
        isSecond ? Trial(facts).placed { self.common[$0] } : Trial(facts)
      }
      let pool = Pool(&inquiry)
      for sample in pool.way { if let found = difference(placed(sample.facts)) { return found } }
      for facts in pool.variants { if let found = difference(placed(facts)) { return found } }
      guard isRanked, let eligible = inquiry.eligibleSheet() else { continue }
      for isHigh in [true, false] {
        let facts = placed(pool.extreme(isHigh: isHigh, fixed: eligible)).facts
        for count in Array(1...12) + [20, 30, 50, 100] {
          var trial = Trial(facts)
          trial.others = [(count, facts)]
          if let found = difference(trial, isRanked: true) { return found }
        }
      }
    }
    return nil
  }
}

extension Standard {
  /// To how many of which groups something is given, in words that two standards have in common; nil where to all.
  fileprivate func words(_ limits: PlaceLimits?) -> [[String]]? {
    limits.map { limits in
      [limits.overall, limits.perGroup].map { $0.map { [$0.value.exactText, "\($0.isShare)"] } ?? [] }
        + [limits.groupBy.map { facts[$0].name }, limits.missing.map { parameters[$0].name }]
    }
  }
}

extension PlanValue {
  /// Whether two settled values are the same, why ever they may fail.
  func comesToSame(as other: PlanValue) -> Bool {
    if error != nil || other.error != nil { return error != nil && other.error != nil }
    return isNone == other.isNone && content == other.content
  }
}

extension Forms {
  /// Whether two numbers are the same sum everywhere in the region.
  func agree(_ one: Int, _ other: Int) -> Bool {
    guard let a = form(one), let b = form(other), let x = a.above.times(b.below), let y = b.above.times(a.below) else {
      return false
    }
    return x == y
  }
}
