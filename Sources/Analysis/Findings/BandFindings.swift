import Diagnostics
import Model
import Planning
import Quantities
import Syntax

/// Bands and rows: never reached, left out, in each other's way, or below what the clause is worth.
extension Inquiry {
  /// Beyond so many bands they are not held against each other two by two.
  private static let pairLimit = 40

  mutating func lookAtBands() {
    for (path, scoring) in standard.scorings {
      let clause = ClauseName(standard.key(of: path))
      guard case .bands(let bands) = scoring.base, bands.contains(where: { $0.when != nil }) else {
        lookAtMost(scoring, clause)
        continue
      }
      // Totals so far are not those that a sheet ends up with.
      let asked = scoring.conditions + [scoring.inapplicable].compactMap { $0 } + bands.compactMap(\.when)
      if readsResults(asked) {
        leaveOpen()
        continue
      }
      let ladder = Ladder(bands.map(\.when), after: scoring, self)
      let (regions, isTold) = regions(of: ladder)
      let hidden = isTold ? neverReached(bands, ladder, regions, clause) : []
      if !isTold { leaveOpen() }
      gaps(bands, ladder, regions, clause, scoring)
      overlaps(bands, ladder, regions, clause, scoring, except: hidden)
      if isTold { belowFull(bands, ladder, regions, clause, scoring, except: hidden) }
    }
  }

  // MARK: Never reached

  /// - Returns: the bands of which it was found.
  private mutating func neverReached(
    _ bands: [Scoring.Band], _ ladder: Ladder, _ regions: [Ladder.Outcome: [Region]], _ clause: ClauseName
  ) -> Set<Int> {
    var found: Set<Int> = []
    for (index, band) in bands.enumerated() {
      guard let when = band.when, !ladder.isForRest(index), regions[.first(index)] == nil else { continue }
      found.insert(index)
      var taken: [(earlier: Int, region: Region)] = []
      _ = explore(ladder.cone, ladder.earlier(than: index)) { region, _, outcome in
        if case .first(let earlier)? = outcome { taken.append((earlier, region)) }
        return taken.count < 40
      }
      var hiding: (earlier: Int, sheet: Witness)?
      for (earlier, region) in taken where hiding == nil {
        let sheet = witness(ladder.cone, [region]) { probe in
          probe.truth(when) == .yes && (bands[earlier].when.map { probe.truth($0) == .yes } ?? true)
        }
        hiding = sheet.map { (earlier, $0) }
      }
      let any = regions.sorted { "\($0.key)" < "\($1.key)" }.flatMap(\.value)
      guard let sheet = hiding?.sheet ?? witness(ladder.cone, any, { $0.truth(when) == .no }) else {
        leaveOpen()
        continue
      }
      report(
        .bandNeverReached(clause, text(of: band), hiddenBy: hiding.map { text(of: bands[$0.earlier]) }, sheet),
        at: when.range)
    }
    return found
  }

  // MARK: Gaps

  private mutating func gaps(
    _ bands: [Scoring.Band], _ ladder: Ladder, _ regions: [Ladder.Outcome: [Region]], _ clause: ClauseName,
    _ scoring: Scoring
  ) {
    let open = (regions[.none] ?? []).filter { !$0.domains.contains(.missing) }
    guard !open.isEmpty, let place = bands.compactMap(\.when?.range).last else { return }
    let leaves = ladder.leaves
    let isTable = bands.indices.contains { isRow(bands[$0]) }
    let isLine = leaves.count == 1 && leaves.allSatisfy { ladder.cone.leaves[$0].type.isOnLine }
    // What none of several conditions is for gets nothing: that is their meaning. A table is for everything.
    guard isLine || isTable, let leaf = leaves.first else { return }
    let meant = isLine ? open.filter { isOversight($0, leaf, bands, regions, scoring) } : open
    let sampler = sampler(ladder.cone)
    let real = meant.filter { sampler.trial(in: $0) != nil }
    let sheet = witness(ladder.cone, real) { probe in
      bands.allSatisfy { band in band.when.map { probe.truth($0) == .no } ?? false }
    }
    guard let sheet else {
      if !real.isEmpty { leaveOpen() }
      return
    }
    report(.gap(clause, leaves.count == 1 ? values(of: leaf, ladder.cone, real) : nil, sheet), at: place)
  }

  /// The values that a leaf has in some regions; nil for what is no fact.
  private func values(of leaf: Int, _ cone: Cone, _ regions: [Region]) -> ValueSet? {
    let name: String
    switch cone.leaves[leaf].source {
    case .fact(let fact): name = standard.facts[fact].name
    case .free(let node):
      guard let formula = queries[node] else { return nil }
      name = text(of: formula.range)
    }
    var set = ValueSet(name, cone.leaves[leaf].type)
    for region in regions { set.add(region.domains[leaf]) }
    return set
  }

  /// Whether values on a line for which no band is are likely to have been forgotten: there are bands on both sides, or
  /// only beyond them, though the nearest gives the most.
  private func isOversight(
    _ region: Region, _ leaf: Int, _ bands: [Scoring.Band], _ regions: [Ladder.Outcome: [Region]], _ scoring: Scoring
  ) -> Bool {
    guard let gap = region.domains[leaf].range else { return false }
    var (below, above): ((end: Endpoint, band: Int)?, (end: Endpoint, band: Int)?)
    for (outcome, held) in regions {
      guard case .first(let band) = outcome else { continue }
      for range in held.compactMap({ $0.domains[leaf].range }) {
        if range.most <= gap.least, below.map({ range.most > $0.end }) ?? true { below = (range.most, band) }
        if range.least >= gap.most, above.map({ range.least < $0.end }) ?? true { above = (range.least, band) }
      }
    }
    if below != nil, above != nil { return true }
    let points = bands.indices.map { self.points(bands[$0], scoring) }
    guard let nearest = (below ?? above)?.band, let own = points[nearest] else { return false }
    let known = points.compactMap { $0 }
    return known.count == points.count && own == known.max() && known.contains { $0 < own }
  }

  // MARK: Overlaps

  private mutating func overlaps(
    _ bands: [Scoring.Band], _ ladder: Ladder, _ regions: [Ladder.Outcome: [Region]], _ clause: ClauseName,
    _ scoring: Scoring,
    except hidden: Set<Int>
  ) {
    guard bands.count <= Self.pairLimit else { return leaveOpen() }
    let shown = bands.indices.filter { !hidden.contains($0) && !ladder.isForRest($0) }
    for one in shown {
      for later in shown where later > one {
        guard let given = points(bands[one], scoring), let other = points(bands[later], scoring),
          given != other, other > given || isBetweenEnds(bands[one]) && isBetweenEnds(bands[later])
        else { continue }
        var found: [Ladder.Pair: [Region]] = [:]
        _ = explore(ladder.cone, ladder.both(one, later)) { region, _, pair in
          if let pair { found[pair, default: []].append(region) }
          return true
        }
        // Where one is a special case of the other, the order says which is meant.
        guard let both = found[.both], found[.one] != nil, found[.later] != nil else { continue }
        guard let a = bands[one].when, let b = bands[later].when else { continue }
        let sheet = witness(ladder.cone, both) { probe in
          probe.truth(a) == .yes && probe.truth(b) == .yes
            && bands[..<one].allSatisfy { band in band.when.map { probe.truth($0) == .no } ?? false }
        }
        guard let sheet else {
          leaveOpen()
          continue
        }
        report(
          .overlap(
            clause, text(of: bands[one]), text(of: bands[later]), given: given.decimal(),
            other: other.decimal(), sheet), at: b.range)
      }
    }
  }

  /// Whether a band is for an interval with two ends, and so for no more than what lies between them.
  private func isBetweenEnds(_ band: Scoring.Band) -> Bool {
    var when = band.when
    if case .all(let parts)? = when?.kind, parts.count == 1 { when = parts.first }
    if case .interval(_, .some, .some)? = when?.kind { return true }
    return false
  }

  // MARK: The most

  private mutating func belowFull(
    _ bands: [Scoring.Band], _ ladder: Ladder, _ regions: [Ladder.Outcome: [Region]], _ clause: ClauseName,
    _ scoring: Scoring, except hidden: Set<Int>
  ) {
    guard let full = scoring.full, full > .zero, !scoring.adds else { return }
    let points = bands.map { self.points($0, scoring) }
    let reached = bands.indices.compactMap { index in
      regions[.first(index)].map { (band: index, points: points[index], held: $0) }
    }
    guard reached.allSatisfy({ $0.points != nil }),
      let best = reached.max(by: { ($0.points ?? .zero) < ($1.points ?? .zero) }), let most = best.points, most < full,
      // It follows from a band that is never reached and gives more.
      !hidden.contains(where: { points[$0].map { $0 > most } ?? true })
    else { return }
    let sheet = witness(ladder.cone, best.held) { probe in bands[best.band].when.map { probe.truth($0) == .yes } ?? true
    }
    guard let sheet, let place = bands[best.band].when?.range ?? bands.compactMap(\.when?.range).first else {
      return leaveOpen()
    }
    report(.belowFull(clause, most: most.decimal(), full: full.decimal(), sheet), at: place)
  }

  /// Clauses with straight lines, or an assessor's mark, that end below what they are worth.
  private mutating func lookAtMost(_ scoring: Scoring, _ clause: ClauseName) {
    guard let full = scoring.full, full > .zero, !scoring.adds else { return }
    switch scoring.base {
    case .full, .zero, .bands: return
    case .interpolation(let formula, let knots):
      guard let best = knots.max(by: { $0.points < $1.points }), best.points < full,
        let node = node(of: formula)
      else { return }
      report(node, at: best.at, gives: best.points, of: full, clause, formula)
    case .mark(let amount):
      guard case .fact(let index) = amount.formula.kind, let most = standard.facts[index].upper?.number,
        let points = amount.isShare ? try? full.multiplied(by: most) : most, points < full,
        let node = node(of: amount.formula)
      else { return }
      report(node, at: most, gives: points, of: full, clause, amount.formula)
    }
  }

  private mutating func report(
    _ node: Int, at number: Rational, gives points: Rational, of full: Rational, _ clause: ClauseName,
    _ formula: Formula
  ) {
    let cone = cone(of: [node])
    guard let leaf = cone.nodes[cone.place(of: node)].leaf,
      let region = Region(cone).restricting(leaf, to: Interval(number), cone),
      let sheet = witness(cone, [region], { $0.number(formula) == number })
    else { return leaveOpen() }
    report(.belowFull(clause, most: points.decimal(), full: full.decimal(), sheet), at: formula.range)
  }

  // MARK: Words and points

  /// A row of 表, whose condition is the row; that of 得分 stands behind its points.
  private func isRow(_ band: Scoring.Band) -> Bool {
    guard let when = band.when?.range else { return false }
    let amount = band.amount.formula.range
    return when.lower <= amount.lower && amount.upper <= when.upper
  }

  private func text(of band: Scoring.Band) -> String {
    let amount = band.amount.formula.range
    guard let when = band.when?.range else { return text(of: amount) }
    return text(of: SourceRange(min(amount.lower, when.lower), max(amount.upper, when.upper)))
  }

  /// What a band gives, if no sheet has a say in it.
  private func points(_ band: Scoring.Band, _ scoring: Scoring) -> Rational? {
    guard let number = constants.value(of: band.amount.formula)?.number else { return nil }
    return band.amount.isShare ? try? number.multiplied(by: scoring.full ?? .zero) : number
  }
}

extension Scoring {
  /// Whether steps may bring more than the base gives.
  var adds: Bool {
    steps.contains { step in
      switch step.operation {
      case .add, .multiply, .floor, .round: true
      case .subtract, .cap: false
      }
    } || limits.floor != nil || limits.rounding != nil
  }
}

extension Standard {
  /// Items, bonuses, deductions and adjustments, with where they stand.
  var scorings: [(path: ResultPath, scoring: Scoring)] {
    categories.enumerated().flatMap { index, category in
      category.items.enumerated().map { (ResultPath.item(index, $0), $1.scoring) }
    } + adjustments.enumerated().map { (ResultPath.adjustment($0), $1.scoring) }
  }
}

extension ClauseName {
  init(_ key: ClauseKey) { self.init(key.kind, key.name) }
}
