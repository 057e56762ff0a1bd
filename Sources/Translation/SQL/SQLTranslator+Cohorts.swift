import Model
import Planning
import Quantities
import Syntax

/// What a comparison across a cohort says of each row: columns that a step makes.
struct CohortTerms {
  /// 0 for outsiders, 1 for members, 2 where that is not known.
  let membership: Term
  /// Of the value, by what others of its entity state.
  let fails: Term
  let mayFail: Term
  let errors: Set<ArithmeticError>
  /// Ahead at least and at most, and of those who may count or not surely and perhaps.
  let top: Ahead
  let bottom: Ahead
  let size: Term
  /// How many may count or not.
  let strays: Term
  let least: Span
  let most: Span
  let mean: Span

  struct Ahead {
    let least: Term
    let most: Term
    let strays: Term
    let straysSurely: Term
  }
}

/// Comparisons across cohorts: Grammar.md, section 6.
extension SQLTranslator {
  func rank(_ slot: Int, _ end: End) throws(SQLRefusal) -> SQLCell {
    let cohort = standard.cohorts[standard.cohortUses[slot].cohort]
    let found = try compared(slot)
    let ahead = end == .top ? found.top : found.bottom
    let one = terms.number(1)
    let isThere = terms.and(
      terms.equal(found.membership, one), terms.atMost(terms.number(Int128(cohort.smallest)), found.size),
      terms.and(terms.not(found.fails), terms.not(found.mayFail)))
    let rank = spans.span(
      spans.end(terms.sum(one, ahead.least)), spans.end(terms.sum([one, ahead.most, ahead.strays])), scale: 1)
    return try told(found, isThere, rank)
  }

  private func told(_ found: CohortTerms, _ isThere: Term, _ span: Span) throws(SQLRefusal) -> SQLCell {
    var flags = sound
    (flags.fails, flags.mayFail, flags.errors) = (
      found.fails, terms.and(found.mayFail, terms.not(found.fails)), found.errors
    )
    return cell(try spans.choose([(isThere, span)], spans.unknown), flags)
  }

  func figure(_ slot: Int, _ figure: CohortFigure) throws(SQLRefusal) -> SQLCell {
    let cohort = standard.cohorts[standard.cohortUses[slot].cohort]
    let found = try compared(slot)
    let isMember = terms.and(
      terms.equal(found.membership, terms.number(1)), terms.not(found.fails), terms.not(found.mayFail))
    let isLarge = terms.atMost(terms.number(Int128(max(1, cohort.smallest))), found.size)
    switch figure {
    case .count:
      let size = spans.span(spans.end(found.size), spans.end(terms.sum(found.size, found.strays)), scale: 1)
      return try told(found, isMember, size)
    case .least: return try told(found, terms.and(isMember, isLarge), found.least)
    case .most: return try told(found, terms.and(isMember, isLarge), found.most)
    case .mean: return try told(found, terms.and(isMember, isLarge), found.mean)
    }
  }

  func position(
    _ slot: Int, _ end: End, isShare: Bool, compared: SQLCell, quota: SQLCell, cutoff: SQLCell?
  ) throws(SQLRefusal) -> SQLCell {
    let cohort = standard.cohorts[standard.cohortUses[slot].cohort]
    let found = try self.compared(slot)
    let places = span(quota)
    guard places.isSingle, terms.constant(places.low.divisor) == 1, !terms[places.low.number].mayBeNull,
      terms[places.low.number].range.lowerBound >= 0
    else { throw .cohort }
    let ahead = end == .top ? found.top : found.bottom
    let others = terms.difference(found.strays, ahead.straysSurely)
    var within: [Term] = []
    for (ahead, joining) in [
      (ahead.least, terms.number(0)), (ahead.least, others), (ahead.most, terms.number(0)),
      (terms.sum(ahead.most, ahead.strays), ahead.strays),
    ] {
      within.append(isWithin(ahead, terms.sum(found.size, joining), places, isShare, cohort.rounding))
    }
    let agreed = terms.choose(
      [(terms.and(within), terms.yes), (terms.not(terms.or(within)), terms.no)], terms.null(.truth))
    let isOutsider = terms.equal(found.membership, terms.number(0))
    let isMember = terms.equal(found.membership, terms.number(1))
    let isLarge = terms.atMost(terms.number(Int128(cohort.smallest)), found.size)
    let isFine = terms.and(terms.not(found.fails), terms.not(found.mayFail))
    var flags = sound
    flags.errors = found.errors
    flags.fails = terms.and(terms.not(isOutsider), found.fails)
    flags.mayFail = terms.and(terms.not(isOutsider), terms.not(found.fails), found.mayFail)
    let standing = cell(
      truth: terms.choose(
        [
          (isOutsider, terms.no),
          (terms.and(isMember, isLarge, isFine), agreed),
        ], terms.null(.truth)), flags)
    guard let cutoff else { return standing }
    guard isKnown(cutoff) == terms.yes else { throw .openParameter }
    // A known limit stands in for the quota.
    let reaches = spans.compare(end == .top ? .atLeast : .atMost, span(compared), span(cutoff))
    var own = sound
    own.errors = compared.flags.errors
    own.fails = terms.and(terms.not(isOutsider), compared.flags.fails)
    own.mayFail = terms.and(terms.not(isOutsider), terms.not(compared.flags.fails), compared.flags.mayFail)
    let isOut = terms.or(compared.flags.fails, compared.flags.mayFail)
    let isOpen = terms.and(terms.not(isMember), terms.not(terms.isNo(reaches)))
    return cell(
      truth: terms.choose(
        [(isOutsider, terms.no), (terms.or(isOut, isOpen), terms.null(.truth))], reaches), own)
  }

  /// Whether somebody with so many ahead is within a quota of so many.
  private func isWithin(
    _ ahead: Term, _ size: Term, _ quota: Span, _ isShare: Bool, _ mode: Rounding
  ) -> Term {
    let rank = terms.sum(terms.number(1), ahead)
    let (above, below) = (quota.low.number, terms.number(quota.scale))
    // A rank is whole: what a quota has beyond a whole number makes no difference.
    if !isShare { return terms.atMost(terms.product(below, rank), above) }
    let share = terms.product(above, size)
    switch mode {
    case .down: return terms.atMost(terms.product(below, rank), share)
    case .up: return terms.less(terms.product(below, ahead), share)
    case .halfUp:
      let two = terms.number(2)
      return terms.atMost(
        terms.product(below, terms.sum(terms.product(two, ahead), terms.number(1))), terms.product(two, share))
    }
  }

  // MARK: The step

  private func compared(_ slot: Int) throws(SQLRefusal) -> CohortTerms {
    if let known = cohorts[slot] { return known }
    // Cohorts are worked out beforehand: no case is assumed there.
    let outer = setAside()
    defer { putBack(outer) }
    let use = plan.uses[slot]
    let cohort = standard.cohorts[standard.cohortUses[slot].cohort]
    let value = try cell(use.value)
    guard let span = value.span, terms.constant(span.low.divisor) == 1, terms.constant(span.high.divisor) == 1,
      spans.isClosed(span)
    else { throw .cohort }
    let isMember = try use.isMember.map { place throws(SQLRefusal) in truth(try cell(place)) } ?? terms.yes
    func key(_ place: Int) throws(SQLRefusal) -> Term {
      let cell = try cell(place)
      return cell.text ?? cell.truth ?? cell.bits ?? self.span(cell).low.number
    }
    var group: [Term] = []
    for place in use.group { group.append(try key(place)) }
    let entity = try use.entity.map { place throws(SQLRefusal) in try key(place) }
    let number = layout.steps.count
    let range =
      min(
        terms[span.low.number].range.lowerBound, terms[span.high.number].range.lowerBound)...max(
        terms[span.low.number].range.upperBound, terms[span.high.number].range.upperBound)
    if abs(range.lowerBound) > 1 << 60 || abs(range.upperBound) > 1 << 60 { throw .tooLong }
    let member = terms.choose(
      [(terms.isYes(isMember), terms.number(1)), (terms.isNo(isMember), terms.number(0))], terms.number(2))
    let step = CohortStep(
      number: number, member: member, group: group, entity: entity, low: span.low.number, high: span.high.number,
      exact: spans.isExact(span), fails: value.flags.fails, mayFail: value.flags.mayFail,
      keepsOpen: cohort.unreported == .open, range: range)
    let place = layout.add(
      Layout.Step(
        inputs: step.inputs, columns: CohortStep.columns, isPartial: false,
        write: step.write))
    let many: ClosedRange<Int128> = 0...(1 << 40)
    func column(_ name: String) -> Term {
      terms.made(place, "q\(number)_\(name)", .number, mayBeNull: false, many)
    }
    func flag(_ name: String) -> Term { terms.equal(column(name), terms.number(1)) }
    func amount(_ name: String, times: Int128 = 1) -> Term {
      terms.made(
        place, "q\(number)_\(name)", .number, mayBeNull: true,
        min(0, range.lowerBound * times)...max(0, range.upperBound * times))
    }
    func ahead(_ end: String) -> CohortTerms.Ahead {
      CohortTerms.Ahead(
        least: column("\(end)_least"), most: column("\(end)_most"), strays: column("\(end)_strays"),
        straysSurely: column("\(end)_strays_surely"))
    }
    func figure(_ name: String) -> Span {
      spans.span(
        spans.end(amount("\(name)_low")), spans.end(amount("\(name)_high")), scale: span.scale)
    }
    // The mean: sums by how many there are, or beyond them what those may have who may count or not.
    let count = terms.extreme([column("mean_count"), terms.number(1)], largest: true)
    let sums = (amount("sum_low", times: 1 << 24), amount("sum_high", times: 1 << 24))
    let mean = spans.span(
      Limit(number: sums.0, divisor: count), Limit(number: sums.1, divisor: count), scale: span.scale)
    let hasStrays = flag("has_strays")
    let outlying = figure("stray")
    let found = CohortTerms(
      membership: column("membership"), fails: flag("fails"), mayFail: flag("may_fail"),
      errors: value.flags.errors.union(entity == nil ? [] : [.conflictingValues]),
      top: ahead("top"), bottom: ahead("bottom"), size: column("size"), strays: column("strays"),
      least: figure("least"), most: figure("most"),
      mean: try spans.hull([(terms.yes, mean), (hasStrays, outlying)]))
    cohorts[slot] = found
    return found
  }
}

/// A step that compares everybody with the others of a cohort.
private struct CohortStep {
  let number: Int
  let member: Term
  let group: [Term]
  let entity: Term?
  let low: Term
  let high: Term
  let exact: Term
  let fails: Term
  let mayFail: Term
  let keepsOpen: Bool
  /// Of the values.
  let range: ClosedRange<Int128>

  var inputs: [Term] { [member] + group + [entity].compactMap { $0 } + [low, high, exact, fails, mayFail] }

  static let columns = [
    "membership", "fails", "may_fail", "size", "strays", "top_least", "top_most", "top_strays", "top_strays_surely",
    "bottom_least", "bottom_most", "bottom_strays", "bottom_strays_surely", "least_low", "least_high", "most_low",
    "most_high", "sum_low", "sum_high", "mean_count", "has_strays", "stray_low", "stray_high",
  ]

  private var groups: [String] { group.indices.map { "g\($0)" } }
  private var isOneGroup: Bool { group.isEmpty }

  func write(_ name: String, _ stage: Layout.Source, _ writer: TermWriter) -> [(name: String, body: String)] {
    var base = ["id", "\(writer.write(member)) AS m"]
    base += zip(group, groups).map { "\(writer.write($0)) AS \($1)" }
    if let entity { base.append("\(writer.write(entity)) AS e") }
    base += [
      "\(writer.number(low)) AS lo", "\(writer.number(high)) AS hi", "\(writer.write(exact)) AS is_exact",
      "\(writer.write(fails)) AS v_fails", "\(writer.write(mayFail)) AS v_may_fail",
    ]
    let isLost = (["m = 2"] + groups.map { "\($0) IS NULL" }).joined(separator: " OR ")
    let membership = "CASE WHEN m = 0 THEN 0 WHEN \(isLost) THEN 2 ELSE 1 END AS mb"
    return [
      ("\(name)_base", "SELECT \(base.joined(separator: ", ")) FROM \(stage.text)"),
      ("\(name)_members", "SELECT *, \(membership) FROM \(name)_base"),
    ] + roles(name) + counts(name)
  }

  /// A window over the group; members only.
  private func over(_ order: String = "", _ further: [String] = []) -> String {
    let parts = ["mb"] + groups + further
    return "OVER (PARTITION BY \(parts.joined(separator: ", "))\(order.isEmpty ? "" : " ORDER BY \(order)"))"
  }

  private func one(_ condition: String) -> String { "CASE WHEN \(condition) THEN 1 ELSE 0 END" }

  /// What each row brings to its group: V a value, U something not reported, S one who may count or not, W one who may
  /// belong to any group.
  private func roles(_ name: String) -> [(name: String, body: String)] {
    guard entity != nil else {
      let role = "CASE WHEN mb = 1 AND is_exact THEN 'V' WHEN mb = 1 THEN 'U' WHEN mb = 2 THEN 'W' ELSE '-' END"
      return [
        (
          "\(name)_roles",
          """
          SELECT *, \(role) AS role, lo AS clo, hi AS chi,
              \(one("v_fails")) AS fails, \(one("v_may_fail")) AS may_fail
            FROM \(name)_members
          """
        )
      ]
    }
    let same = over("", ["e"])
    let everywhere = "OVER (PARTITION BY \(one("mb = 0")), e)"
    let all = "OVER (PARTITION BY \(one("mb = 0")))"
    let stated = """
      SELECT *, MIN(CASE WHEN is_exact THEN lo END) \(same) AS mn, MAX(CASE WHEN is_exact THEN lo END) \(same) AS mx,
          SUM(\(one("NOT is_exact"))) \(same) AS no_value, ROW_NUMBER() \(over("id", ["e"])) AS nth,
          MIN(lo) \(same) AS hull_lo, MAX(hi) \(same) AS hull_hi,
          SUM(\(one("lo IS NULL"))) \(same) AS no_lo, SUM(\(one("hi IS NULL"))) \(same) AS no_hi,
          MIN(CASE WHEN is_exact THEN lo END) \(everywhere) AS all_mn, MAX(CASE WHEN is_exact THEN lo END) \(everywhere) AS all_mx,
          SUM(\(one("NOT is_exact"))) \(everywhere) AS all_no_value, SUM(\(one("mb = 2"))) \(everywhere) AS wandering,
          SUM(\(one("e IS NULL"))) \(all) AS nameless, SUM(\(one("e IS NULL AND mb = 2"))) \(all) AS nameless_wandering,
          SUM(\(one("e IS NOT NULL"))) \(all) AS named, SUM(\(one("e IS NULL"))) \(over()) AS strangers
        FROM \(name)_members
      """
    func contradicts(_ least: String, _ most: String, _ open: String) -> String {
      "(COALESCE(\(least) <> \(most), FALSE) OR (\(open) > 0 AND \(open) + \(one("\(least) IS NOT NULL")) > 1))"
    }
    let meets = """
      SELECT *, COALESCE(mn <> mx, FALSE) AS differs, \(contradicts("mn", "mx", "no_value")) AS contradicts,
          \(contradicts("all_mn", "all_mx", "all_no_value")) AS all_contradicts
        FROM \(name)_stated
      """
    let mayMeet = "(strangers > 0 OR nameless_wandering > 0 OR (wandering > 0 AND all_contradicts))"
    let fate = """
      SELECT *, contradicts\(keepsOpen ? " OR \(mayMeet)" : "") AS contestable,
          CASE WHEN e IS NOT NULL THEN all_contradicts OR nameless > 0 WHEN named = 0 THEN nameless > 1 ELSE TRUE END AS lost
        FROM \(name)_meets
      """
    let open = keepsOpen ? "contestable" : "FALSE"
    let roles = """
      SELECT *, CASE WHEN mb = 0 THEN '-' WHEN mb = 2 THEN 'W' WHEN e IS NULL THEN 'S' WHEN differs THEN '-'
            WHEN \(open) THEN CASE WHEN nth = 1 THEN 'S' ELSE '-' END
            WHEN mn IS NOT NULL THEN CASE WHEN nth = 1 THEN 'V' ELSE '-' END
            WHEN NOT contestable AND NOT is_exact THEN 'U' ELSE '-' END AS role,
          CASE WHEN mb = 1 AND e IS NOT NULL AND \(open) THEN CASE WHEN no_lo = 0 THEN hull_lo END
            WHEN mb = 1 AND e IS NOT NULL AND mn IS NOT NULL THEN mn ELSE lo END AS clo,
          CASE WHEN mb = 1 AND e IS NOT NULL AND \(open) THEN CASE WHEN no_hi = 0 THEN hull_hi END
            WHEN mb = 1 AND e IS NOT NULL AND mn IS NOT NULL THEN mn ELSE hi END AS chi,
          CASE WHEN mb = 1 AND e IS NOT NULL AND differs THEN \(one("is_exact"))
            WHEN (mb = 2 AND lost) OR (mb = 1 AND (e IS NULL OR \(open) OR (contestable AND NOT is_exact))) THEN 0
            ELSE \(one("v_fails")) END AS fails,
          CASE WHEN mb = 1 AND e IS NOT NULL AND differs THEN \(one("NOT is_exact"))
            WHEN (mb = 2 AND lost) OR (mb = 1 AND (e IS NULL OR \(open) OR (contestable AND NOT is_exact))) THEN 1
            ELSE \(one("v_may_fail")) END AS may_fail
        FROM \(name)_fate
      """
    return [
      ("\(name)_stated", stated), ("\(name)_meets", meets), ("\(name)_fate", fate), ("\(name)_roles", roles),
    ]
  }

  /// How many are ahead, and what all come to.
  private func counts(_ name: String) -> [(name: String, body: String)] {
    let (below, beyond) = ("(\(range.lowerBound - 1))", "(\(range.upperBound + 1))")
    // Who is counted: values, and what may be reported where that is kept open.
    let counted = keepsOpen ? "role IN ('V', 'U')" : "role = 'V'"
    let stray = keepsOpen ? "role = 'S'" : "FALSE"
    let wanderer = keepsOpen ? "role = 'W'" : "FALSE"
    let grouped = (["mb"] + groups).joined(separator: ", ")
    func ends(_ point: String, _ asked: String, _ pointMissing: String, _ askedMissing: String) -> String {
      """
      SELECT \(grouped), COALESCE(\(point), \(pointMissing)) AS x, \(one(counted)) AS p, \(one(stray)) AS s,
          \(one(wanderer)) AS w, CAST(NULL AS BIGINT) AS id
        FROM \(name)_roles WHERE role <> '-'
        UNION ALL SELECT \(grouped), COALESCE(\(asked), \(askedMissing)) AS x, 0 AS p, 0 AS s, 0 AS w, id
        FROM \(name)_roles WHERE mb = 1
      """
    }
    func ranked(_ source: String) -> String {
      let within = "OVER (PARTITION BY \(grouped) ORDER BY x)"
      let level = "OVER (PARTITION BY \(grouped), x)"
      let all = "OVER (PARTITION BY \(grouped))"
      return """
        SELECT id, SUM(p) \(all) - SUM(p) \(within) AS p_above, SUM(p) \(within) - SUM(p) \(level) AS p_below,
            SUM(s) \(all) - SUM(s) \(within) + SUM(w) OVER () - SUM(w) OVER (ORDER BY x) AS s_above,
            SUM(s) \(within) - SUM(s) \(level) + SUM(w) OVER (ORDER BY x) - SUM(w) OVER (PARTITION BY x) AS s_below
          FROM \(source)
        """
    }
    let own = over()
    let group = """
      SELECT *, SUM(\(one(counted))) \(own) AS n_counted, SUM(\(one(stray))) \(own) + SUM(\(one(wanderer))) OVER () AS n_strays,
          SUM(\(one("role = 'V'"))) \(own) AS n_values,
          MIN(CASE WHEN \(counted) THEN clo END) \(own) AS min_lo, MAX(CASE WHEN \(counted) THEN clo END) \(own) AS max_lo,
          MIN(CASE WHEN \(counted) THEN chi END) \(own) AS min_hi, MAX(CASE WHEN \(counted) THEN chi END) \(own) AS max_hi,
          SUM(CASE WHEN \(counted) THEN clo END) \(own) AS sum_lo, SUM(CASE WHEN \(counted) THEN chi END) \(own) AS sum_hi,
          SUM(\(one("(\(counted)) AND clo IS NULL"))) \(own) AS no_lo_in, SUM(\(one("(\(counted)) AND chi IS NULL"))) \(own) AS no_hi_in,
          LEAST(MIN(CASE WHEN \(stray) THEN clo END) \(own), MIN(CASE WHEN \(wanderer) THEN clo END) OVER ()) AS stray_lo,
          GREATEST(MAX(CASE WHEN \(stray) THEN chi END) \(own), MAX(CASE WHEN \(wanderer) THEN chi END) OVER ()) AS stray_hi,
          SUM(\(one("(\(stray)) AND clo IS NULL"))) \(own) + SUM(\(one("(\(wanderer)) AND clo IS NULL"))) OVER () AS stray_no_lo,
          SUM(\(one("(\(stray)) AND chi IS NULL"))) \(own) + SUM(\(one("(\(wanderer)) AND chi IS NULL"))) OVER () AS stray_no_hi
        FROM \(name)_roles
      """
    // One that reports nothing stands beside the values where others' silence is not kept open.
    let beside = keepsOpen ? "FALSE" : "NOT r.is_exact"
    let itself = keepsOpen ? one("r.role = 'U'") : "0"
    let size = "r.n_counted - \(itself) + \(one("NOT r.is_exact"))"
    let itselfAhead = keepsOpen ? one("r.role = 'U' AND (r.lo IS NULL OR r.hi IS NULL OR r.lo < r.hi)") : "0"
    func end(_ end: String, _ surely: String, _ perhaps: String) -> [String] {
      [
        "COALESCE(\(surely).p_\(end == "top" ? "above" : "below"), 0) AS q\(number)_\(end)_least",
        "GREATEST(COALESCE(\(surely).p_\(end == "top" ? "above" : "below"), 0), COALESCE(\(perhaps).p_\(end == "top" ? "above" : "below"), 0) - \(itselfAhead)) AS q\(number)_\(end)_most",
        "COALESCE(\(perhaps).s_\(end == "top" ? "above" : "below"), 0) AS q\(number)_\(end)_strays",
        "COALESCE(\(surely).s_\(end == "top" ? "above" : "below"), 0) AS q\(number)_\(end)_strays_surely",
      ]
    }
    func amount(_ text: String, _ column: String) -> String { "CAST(\(text) AS BIGINT) AS q\(number)_\(column)" }
    func missing(_ conditions: [String], _ text: String) -> String {
      "CASE WHEN \(conditions.joined(separator: " OR ")) THEN NULL ELSE \(text) END"
    }
    let columns =
      [
        "r.mb AS q\(number)_membership", "r.fails AS q\(number)_fails", "r.may_fail AS q\(number)_may_fail",
        "COALESCE(\(size), 0) AS q\(number)_size", "r.n_strays AS q\(number)_strays",
      ] + end("top", "a", "b") + end("bottom", "b", "a") + [
        amount(
          missing(
            ["r.no_lo_in > 0", "\(beside) AND r.lo IS NULL", "r.stray_no_lo > 0"],
            "LEAST(r.min_lo, r.stray_lo, CASE WHEN \(beside) THEN r.lo END)"), "least_low"),
        amount("LEAST(r.min_hi, CASE WHEN \(beside) THEN r.hi END)", "least_high"),
        amount("GREATEST(r.max_lo, CASE WHEN \(beside) THEN r.lo END)", "most_low"),
        amount(
          missing(
            ["r.no_hi_in > 0", "\(beside) AND r.hi IS NULL", "r.stray_no_hi > 0"],
            "GREATEST(r.max_hi, r.stray_hi, CASE WHEN \(beside) THEN r.hi END)"), "most_high"),
        amount(
          missing(
            ["r.no_lo_in > 0", "\(beside) AND r.lo IS NULL"],
            "COALESCE(r.sum_lo, 0) + CASE WHEN \(beside) THEN r.lo ELSE 0 END"), "sum_low"),
        amount(
          missing(
            ["r.no_hi_in > 0", "\(beside) AND r.hi IS NULL"],
            "COALESCE(r.sum_hi, 0) + CASE WHEN \(beside) THEN r.hi ELSE 0 END"), "sum_high"),
        "r.n_counted + \(one(beside)) AS q\(number)_mean_count", "\(one("r.n_strays > 0")) AS q\(number)_has_strays",
        amount(missing(["r.stray_no_lo > 0"], "r.stray_lo"), "stray_low"),
        amount(missing(["r.stray_no_hi > 0"], "r.stray_hi"), "stray_high"),
      ]
    return [
      ("\(name)_low", ends("clo", "hi", below, beyond)), ("\(name)_high", ends("chi", "lo", beyond, below)),
      ("\(name)_by_low", ranked("\(name)_low")), ("\(name)_by_high", ranked("\(name)_high")),
      ("\(name)_group", group),
      (
        name,
        """
        SELECT r.id, \(columns.joined(separator: ",\n    "))
          FROM \(name)_group AS r
          LEFT JOIN \(name)_by_low AS a ON a.id = r.id LEFT JOIN \(name)_by_high AS b ON b.id = r.id
        """
      ),
    ]
  }
}
