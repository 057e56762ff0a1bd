import Model
import Planning
import Quantities

/// Who stands where, and who is within the quotas: Grammar.md, section 7.
extension SQLTranslator {
  /// A ranking key: as it counts, and the best and the worst that it may come to.
  struct KeyTerms {
    let counted: KeyTerm
    let best: KeyTerm
    let worst: KeyTerm
  }

  /// By what rows are put in order: the kind of end first, from one above all numbers to one that is missing; then the
  /// number, the highest first.
  struct KeyTerm {
    let kind: Term
    let number: Term
  }

  /// Whether a row states a fact.
  func isStated(_ index: Int) -> Term {
    let column = column(index)
    if case .records = column.type { return terms.isYes(column.raw) }
    return terms.isThere(column.raw)
  }

  func keys(_ standing: Standing) throws(SQLRefusal) -> [KeyTerms] {
    var keys: [KeyTerms] = []
    for (key, node) in zip(standard.ranking, plan.results.keys) {
      var value = try cell(node)
      var gone = terms.or(value.flags.fails, value.flags.mayFail)
      if standard.asksForTotal(key.formula) { gone = terms.or(gone, terms.isNo(standing.scored)) }
      if case .truth = key.formula.type {
        value.span = spans.single(
          terms.choose(
            [(truth(value), terms.number(1)), (terms.not(truth(value)), terms.number(0))], terms.null(.number)))
      }
      var span = self.span(value)
      if case .choice(_, .descending) = key.formula.type { span = spans.negated(span) }
      guard terms.constant(span.low.divisor) == 1, terms.constant(span.high.divisor) == 1 else { throw .brokenPoints }
      let isUnknown = terms.or(gone, terms.and(terms.isNull(span.low.number), terms.isNull(span.high.number)))
      let (low, high) = (span.low.number, span.high.number)
      /// - Parameter beyond: the kind of an end that is not there.
      func term(_ number: Term, beyond: Int128, unknown: Int128) -> KeyTerm {
        KeyTerm(
          kind: terms.choose(
            [(isUnknown, terms.number(unknown)), (terms.isNull(number), terms.number(beyond))], terms.number(1)),
          number: terms.choose(isUnknown, terms.null(.number), number))
      }
      if key.descending {
        keys.append(
          KeyTerms(
            counted: term(low, beyond: 2, unknown: 3), best: term(high, beyond: 0, unknown: 0),
            worst: term(low, beyond: 2, unknown: 3)))
      } else {
        keys.append(
          KeyTerms(
            counted: term(terms.negated(low), beyond: 0, unknown: 3),
            best: term(terms.negated(low), beyond: 0, unknown: 0),
            worst: term(terms.negated(high), beyond: 2, unknown: 3)))
      }
    }
    return keys
  }

  /// In the order of which rows stand.
  private func order(_ keys: [KeyTerm], from first: Int) -> (text: String, operands: [Term]) {
    var parts: [String] = []
    var operands: [Term] = []
    for key in keys {
      if terms.constant(key.kind) == nil {
        parts.append("$\(first + operands.count)")
        operands.append(key.kind)
      }
      if terms.constant(key.number) == nil, !terms.isNull(constant: key.number) {
        parts.append("$\(first + operands.count) DESC NULLS LAST")
        operands.append(key.number)
      }
    }
    return (parts.joined(separator: ", "), operands)
  }

  /// The rank among those that take part and may be eligible; NULL for others.
  func place(_ standing: Standing, _ keys: [KeyTerms]) throws(SQLRefusal) -> Term {
    let level = terms.choose(
      [
        (terms.isNo(standing.entrant), terms.number(4)), (terms.isYes(standing.eligible), terms.number(0)),
        (terms.isNull(standing.eligible), terms.number(1)), (terms.isNo(standing.scored), terms.number(3)),
      ], terms.number(2))
    let order = order(keys.map(\.counted), from: 1)
    let by = ["$0"] + (order.text.isEmpty ? [] : [order.text])
    let rank = terms.window(
      "RANK() OVER (ORDER BY \(by.joined(separator: ", ")))", [level] + order.operands, 1...(1 << 40))
    return terms.choose(terms.atMost(level, terms.number(1)), rank, terms.null(.number))
  }

  // MARK: Selection

  /// Whether everybody is within some places: the name of a status, NULL for who does not take part.
  func selected(
    _ limits: PlaceLimits, _ standing: Standing, _ keys: [KeyTerms], _ selectable: Term
  ) throws(SQLRefusal) -> Term {
    let competes = terms.and(standing.entrant, standing.scored)
    let status: Term
    if limits.missing.isEmpty {
      status = try within(limits, competes: competes, keys, selectable)
    } else {
      status = terms.choose(terms.isNo(selectable), terms.text("no"), terms.text("open"))
    }
    return terms.choose(
      [(terms.isNo(standing.entrant), terms.null(.text)), (terms.isNo(competes), terms.text("no"))], status)
  }

  /// Grammar.md, section 7, for all at once: each has the place of the best and of the worst keys that it may have, and
  /// counted are those who are surely, or perhaps, before it.
  private func within(
    _ limits: PlaceLimits, competes: Term, _ keys: [KeyTerms], _ selectable: Term
  ) throws(SQLRefusal) -> Term {
    let mayCompete = terms.not(terms.isNo(competes))
    let (isCertain, isChosen) = (terms.isYes(competes), terms.isYes(selectable))
    let mayBeChosen = terms.not(terms.isNo(selectable))
    var groups: [Term] = []
    for fact in limits.perGroup == nil ? [] : limits.groupBy {
      let cell = try self.fact(fact)
      grouping.insert(fact)
      groups.append(cell.text ?? cell.truth ?? cell.bits ?? span(cell).low.number)
    }
    let (best, worst) = (keys.map(\.best), keys.map(\.worst))
    func parts(_ keys: [KeyTerm]) -> [Term] { keys.flatMap { [$0.kind, $0.number] } }
    var open: [(name: String, term: Term)] = []
    let parameters = SQLParameters.quotas(standard)
    let overall = try quota(limits.overall, parameters.overall, "overall_quota", &open)
    let perGroup = try quota(limits.perGroup, parameters.perGroup, "group_quota", &open)
    let quotas = open
    let inputs =
      [mayCompete, isCertain, isChosen, mayBeChosen] + groups + parts(best) + parts(worst) + open.map(\.term)
    let step = layout.add(
      Layout.Step(inputs: inputs, columns: ["status"], isPartial: true) { name, stage, writer in
        let groupNames = groups.indices.map { "g\($0)" }
        func ends(_ keys: [KeyTerm], _ isWorst: String) -> String {
          let own =
            ["id", "\(isWorst) AS is_worst"]
            + zip([isCertain, isChosen, mayBeChosen], ["certain", "chosen", "choosable"]).map {
              "\(writer.write($0)) AS \($1)"
            }
            + zip(groups, groupNames).map { "\(writer.write($0)) AS \($1)" }
            + quotas.map { "\(writer.write($0.term)) AS \($0.name)" }
            + keys.enumerated().flatMap { place, key in
              ["\(writer.write(key.kind)) AS k\(place)", "\(writer.number(key.number)) AS n\(place)"]
            }
          return "SELECT \(own.joined(separator: ", ")) FROM \(stage.text) WHERE \(writer.write(mayCompete))"
        }
        let order = keys.indices.map { "k\($0), n\($0) DESC NULLS LAST" }.joined(separator: ", ")
        func counted(_ condition: String) -> String { "CASE WHEN \(condition) THEN 1 ELSE 0 END" }
        let grouped = groupNames.isEmpty ? "" : groupNames.joined(separator: ", ") + ", "
        let others = (surely: "is_worst AND chosen", perhaps: "NOT is_worst AND choosable")
        // Everybody twice, with the best and the worst place.
        let placed = """
          SELECT *, RANK() OVER (ORDER BY \(order)) AS pos,
              \(counted("is_worst AND certain")) AS is_certain, \(counted("is_worst AND NOT certain")) AS is_open,
              \(counted("\(others.surely) AND certain")) AS takes_surely, \(counted("\(others.surely) AND NOT certain")) AS open_surely,
              \(counted(others.perhaps)) AS takes_perhaps, \(counted("\(others.perhaps) AND NOT certain")) AS open_perhaps
            FROM (\(ends(best, "FALSE")) UNION ALL \(ends(worst, "TRUE"))) AS ends
          """
        let sized = """
          SELECT *, SUM(is_certain) OVER () AS all_certain, SUM(is_open) OVER () AS all_open,
              SUM(is_certain) OVER (PARTITION BY \(grouped)1) AS own_certain, SUM(is_open) OVER (PARTITION BY \(grouped)1) AS own_open,
              SUM(takes_surely) OVER (PARTITION BY \(grouped)1 ORDER BY pos, id ROWS UNBOUNDED PRECEDING) AS nth_surely,
              SUM(takes_perhaps) OVER (PARTITION BY \(grouped)1 ORDER BY pos, id ROWS UNBOUNDED PRECEDING) AS nth_perhaps
            FROM \(name)_placed
          """
        // Of the overall places each group takes up no more than are its own.
        func takes(_ kind: String, _ count: String) -> String {
          guard let perGroup else { return "takes_\(kind)" }
          return "CASE WHEN takes_\(kind) = 1 AND \(perGroup.reaches("nth_\(kind)", count)) THEN 1 ELSE 0 END"
        }
        let taking = """
          SELECT *, \(takes("surely", "own_certain")) AS taken_surely, \(takes("perhaps", "own_certain + own_open")) AS taken_perhaps
            FROM \(name)_sized
          """
        var columns = ["*"]
        for kind in ["surely", "perhaps"] {
          for (count, part, over) in [
            ("in_group", "takes", grouped), ("open_in_group", "open", grouped), ("open", "open", ""),
            ("taken", "taken", ""),
          ] {
            let partition = over.isEmpty ? "" : "PARTITION BY \(over)1 "
            columns.append("SUM(\(part)_\(kind)) OVER (\(partition)ORDER BY pos) AS \(kind)_level_\(count)")
            columns.append(
              "SUM(\(part)_\(kind)) OVER (PARTITION BY \(over)pos) AS \(kind)_at_\(count)")
          }
        }
        let counting = "SELECT \(columns.joined(separator: ", ")) FROM \(name)_taking"
        let paired = """
          SELECT a.id, a.certain, a.chosen, a.choosable, a.own_certain, a.own_open, a.all_certain, a.all_open,
              \(quotas.map { "a.\($0.name), " }.joined())CASE WHEN a.pos = b.pos THEN 1 ELSE 0 END AS is_exact,
              \(["in_group", "open_in_group", "open", "taken"].flatMap { count in
                ["a.surely_level_\(count) AS surely_level_\(count)", "a.surely_level_\(count) - a.surely_at_\(count) AS surely_ahead_\(count)",
                 "b.perhaps_level_\(count) AS perhaps_level_\(count)", "b.perhaps_level_\(count) - b.perhaps_at_\(count) AS perhaps_ahead_\(count)"]
              }.joined(separator: ",\n      "))
            FROM \(name)_counting AS a JOIN \(name)_counting AS b ON a.id = b.id AND NOT a.is_worst AND b.is_worst
          """
        let status = Self.status(overall, perGroup)
        return [
          ("\(name)_placed", placed), ("\(name)_sized", sized), ("\(name)_taking", taking),
          ("\(name)_counting", counting), ("\(name)_paired", paired),
          (name, "SELECT id, \(status) AS status FROM \(name)_paired"),
        ]
      })
    return terms.made(step, "status", .text, mayBeNull: true)
  }

  /// - Parameter open: what stands in columns, since it is a parameter.
  private func quota(
    _ quota: PlaceLimits.Quota?, _ parameter: Int?, _ name: String, _ open: inout [(name: String, term: Term)]
  ) throws(SQLRefusal) -> QuotaWords? {
    guard let quota else { return nil }
    guard let parameter, moving.contains(parameter) else { return try QuotaWords(quota) }
    let span = self.span(try self.parameter(parameter))
    guard span.isSingle, !terms[span.low.number].mayBeNull, terms[span.low.number].range.lowerBound >= 0 else {
      throw .openParameter
    }
    open.append((name, span.low.number))
    return QuotaWords(isShare: quota.isShare, above: name, below: span.scale)
  }

  /// What the counts of those before somebody come to.
  private static func status(_ overall: QuotaWords?, _ perGroup: QuotaWords?) -> String {
    /// - Parameter itself: how often it is among those counted, and whether it takes a place.
    func ahead(_ kind: String, _ itself: String, _ isOpen: String) -> (
      inGroup: String, openInGroup: String, open: String, taken: String
    ) {
      let taken =
        perGroup == nil || itself == "0"
        ? "\(kind)_taken - \(itself)"
        : "\(kind)_taken - CASE WHEN \(itself) = 1 AND \(perGroup?.reaches("\(kind)_in_group", kind.hasPrefix("surely") ? "own_certain" : "own_certain + own_open") ?? "TRUE") THEN 1 ELSE 0 END"
      return (
        "(\(kind)_in_group - \(itself))", "(\(kind)_open_in_group - \(isOpen))", "(\(kind)_open - \(isOpen))",
        "(\(taken))"
      )
    }
    func mayPass(_ kind: String, _ itself: String, _ isOpen: String) -> String {
      let ahead = ahead(kind, itself, isOpen)
      var conditions: [String] = []
      if let perGroup {
        conditions.append(perGroup.exceeds(ahead.inGroup, "(own_certain + own_open - \(ahead.openInGroup))"))
      }
      if let overall {
        let joining = perGroup == nil ? "all_open - \(ahead.open)" : "all_open"
        conditions.append(overall.exceeds(ahead.taken, "(all_certain + \(joining))"))
      }
      return conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
    }
    func mustPass(_ kind: String, _ itself: String, _ isOpen: String) -> String {
      let ahead = ahead(kind, itself, isOpen)
      var conditions: [String] = []
      if let perGroup {
        conditions.append(perGroup.exceeds(ahead.inGroup, "(own_certain + \(ahead.openInGroup))"))
      }
      if let overall {
        conditions.append(
          overall.exceeds(ahead.taken, perGroup?.isShare == true ? "all_certain" : "(all_certain + \(ahead.open))"))
      }
      return conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
    }
    // Among those counted it is itself where its best place is its worst, or level ones are counted.
    let surely = (
      takes: "CASE WHEN is_exact = 1 AND chosen AND certain THEN 1 ELSE 0 END",
      open: "CASE WHEN is_exact = 1 AND chosen AND NOT certain THEN 1 ELSE 0 END"
    )
    let ranged = (
      takes: "CASE WHEN is_exact = 0 AND choosable THEN 1 ELSE 0 END",
      open: "CASE WHEN is_exact = 0 AND choosable AND NOT certain THEN 1 ELSE 0 END"
    )
    let level = (
      takes: "CASE WHEN choosable THEN 1 ELSE 0 END", open: "CASE WHEN choosable AND NOT certain THEN 1 ELSE 0 END"
    )
    return """
      CASE WHEN NOT choosable OR NOT (\(mayPass("surely_ahead", "0", "0"))) THEN 'no'
          WHEN NOT (certain AND chosen) THEN 'open'
          WHEN \(mustPass("perhaps_level", level.takes, level.open)) THEN 'yes'
          WHEN \(mustPass("perhaps_ahead", ranged.takes, ranged.open)) AND NOT (\(mayPass("surely_level", surely.takes, surely.open))) THEN 'tied'
          ELSE 'open' END
      """
  }
}

/// A quota in whole numbers: so many places, or a share of those that take part, rounded down.
struct QuotaWords {
  let isShare: Bool
  /// A number, or a column.
  let above: String
  let below: Int128

  init(isShare: Bool, above: String, below: Int128) {
    (self.isShare, self.above, self.below) = (isShare, above, below)
  }

  init(_ quota: PlaceLimits.Quota) throws(SQLRefusal) {
    isShare = quota.isShare
    if quota.isShare {
      guard let words = quota.value.words, abs(words.numerator) < 1 << 40, words.denominator < 1 << 40 else {
        throw .tooLong
      }
      (above, below) = ("\(max(0, words.numerator))", Int128(words.denominator))
    } else {
      (above, below) = ("\(max(0, Int(clamping: quota.value)))", 1)
    }
  }

  /// Whether there are at least so many places among so many.
  func reaches(_ count: String, _ members: String) -> String {
    "(\(count))\(below == 1 ? "" : " * \(below)") <= \(above)\(isShare ? " * (\(members))" : "")"
  }

  /// Whether there are more.
  func exceeds(_ count: String, _ members: String) -> String { reaches("\(count) + 1", members) }
}
