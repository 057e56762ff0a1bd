import Model
import Planning
import Quantities

/// A column of the result.
public struct SQLColumn: Sendable {
  /// In lower case letters and digits.
  public let name: String
  /// What it says, in the words of the standard.
  public let meaning: String
  /// The clause of which it is told.
  let clause: String
  let kind: Kind
  let term: Term
  /// By what it is told, in the plan.
  let nodes: [Int]
  /// Of these the ones of which it is said what they are made of.
  let parts: [Int]

  /// Whether it is a verdict, an end of points or something else.
  enum Kind { case verdict, least, most, value }
}

/// What is told of each community, as terms.
struct SQLOutputs {
  private let translator: SQLTranslator
  private var terms: Terms { translator.terms }
  private var spans: Spans { translator.spans }
  private(set) var columns: [SQLColumn] = []
  /// Points, before all of them have one denominator.
  private var points: [(name: String, span: Span)] = []
  /// Of all points.
  private(set) var denominator: Int128 = 1
  /// The clause at hand, for refusals.
  private(set) var clause = ""

  init(_ translator: SQLTranslator) { self.translator = translator }

  private static func word(_ kind: Requirement.Kind) -> String {
    switch kind {
    case .gate: "原则"
    case .requirement: "要件"
    case .advisory: "提醒"
    case .veto: "否决"
    }
  }

  private mutating func add(
    _ name: String, _ meaning: String, _ term: Term, _ kind: SQLColumn.Kind = .value, _ nodes: [Int] = [],
    parts: [Int] = []
  ) {
    columns.append(
      SQLColumn(name: name, meaning: meaning, clause: clause, kind: kind, term: term, nodes: nodes, parts: parts))
  }

  private mutating func add(_ name: String, _ meaning: String, verdict node: Int) throws(SQLRefusal) {
    let code = try translator.cell(node).verdict ?? translator.term(.failed)
    let named = Verdict.allCases.dropLast().enumerated().map { place, verdict in
      (condition: terms.equal(code, terms.number(Int128(place))), value: terms.text(verdict.rawValue))
    }
    add(name, meaning, terms.choose(named, terms.text(Verdict.failed.rawValue)), .verdict, [node], parts: [node])
  }

  private mutating func add(_ name: String, _ meaning: String, points node: Int) throws(SQLRefusal) {
    try add(name, meaning, points: translator.span(try translator.cell(node)), [node])
  }

  private mutating func add(
    _ name: String, _ meaning: String, points span: Span, _ nodes: [Int], parts: [Int] = []
  ) throws(SQLRefusal) {
    guard terms.constant(span.low.divisor) == 1, terms.constant(span.high.divisor) == 1 else { throw .brokenPoints }
    points.append((name, span))
    add(name + "_least", meaning, terms.no, .least, nodes)
    add(name + "_most", meaning, terms.no, .most, nodes, parts: parts)
  }

  /// Everything, in the order of the standard.
  mutating func gather() throws(SQLRefusal) {
    let standard = translator.standard
    let results = translator.plan.results
    for (place, (requirement, nodes)) in zip(standard.requirements, results.requirements).enumerated() {
      clause = "\(Self.word(requirement.kind)) \(requirement.id)"
      try add("r\(place + 1)_verdict", "\(clause) \(requirement.title)", verdict: nodes.verdict)
    }
    for (place, (category, nodes)) in zip(standard.categories, results.categories).enumerated() {
      let name = "c\(place + 1)"
      for (number, (item, own)) in zip(category.items, nodes.items).enumerated() {
        clause = "\(category.name).\(item.id)"
        try add("\(name)i\(number + 1)_verdict", "\(clause) \(item.title)", verdict: own.verdict)
        try add("\(name)i\(number + 1)", clause, points: own.points)
      }
      for (number, (group, own)) in zip(category.groups, nodes.groups).enumerated() {
        clause = "\(category.name).\(group.name)"
        try add("\(name)g\(number + 1)", clause, points: own.points)
      }
      clause = category.name
      try add(name, clause, points: nodes.level.points)
    }
    for (place, (adjustment, nodes)) in zip(standard.adjustments, results.adjustments).enumerated() {
      clause = adjustment.name
      try add("a\(place + 1)_verdict", clause, verdict: nodes.verdict)
      try add("a\(place + 1)", clause, points: nodes.points)
    }
    clause = "总分"
    let isScored =
      try results.scored.map { node throws(SQLRefusal) in
        translator.truth(try translator.cell(node))
      } ?? terms.yes
    if let node = results.scored { add("scored", "是否计分", isScored, .value, [node]) }
    let total = translator.span(try translator.cell(results.total))
    try add("total", clause, points: try spans.choose([(terms.isNo(isScored), spans.unknown)], total), [results.total])
    clause = "资格"
    let eligible = translator.truth(try translator.cell(results.eligible))
    add("eligible", clause, eligible, .value, [results.eligible])
    clause = "参评"
    var entrant: [Term] = []
    let conditions = [results.entrants, results.candidacy].compactMap { $0 }
    for node in conditions {
      entrant.append(translator.truth(try translator.cell(node)))
    }
    let takesPart = terms.and(entrant)
    if !entrant.isEmpty { add("entrant", clause, takesPart, .value, conditions, parts: conditions) }
    try grades(isScored)
    try determinations(isScored)
    clause = "名次"
    let standing = Standing(entrant: takesPart, eligible: eligible, scored: isScored)
    let keys = try translator.keys(standing)
    add("place", clause, try translator.place(standing, keys), .value, results.keys)
    if let selection = standard.selection {
      clause = "推荐"
      let when =
        try results.selection.map { node throws(SQLRefusal) in
          translator.truth(try translator.cell(node))
        } ?? terms.yes
      let selectable = terms.choose(terms.isNo(eligible), terms.no, terms.and(eligible, when))
      let status = try translator.selected(selection.places, standing, keys, selectable)
      add("selected", clause, status, .value, [results.selection].compactMap { $0 })
    }
    clause = "缺少的事实"
    missing()
    clause = "分数"
    try level()
    try fit()
  }

  /// The grades that are still possible, the best guess first; `-` for none.
  private mutating func grades(_ isScored: Term) throws(SQLRefusal) {
    let standard = translator.standard
    clause = "等级"
    if standard.hasGradePlaces { throw .gradePlaces }
    guard let node = translator.plan.results.grades, let found = try translator.cell(node).grades else { return }
    var possible = found.possible
    var none = found.none
    if let other = translator.plan.results.gradesWithoutTotal, let without = try translator.cell(other).grades {
      let (isThere, isNot) = (terms.isYes(isScored), terms.isNo(isScored))
      possible = possible.indices.map { grade in
        let second = without.possible.indices.contains(grade) ? without.possible[grade] : terms.no
        return terms.or(terms.and(terms.not(isNot), possible[grade]), terms.and(terms.not(isThere), second))
      }
      none = terms.or(terms.and(terms.not(isNot), none), terms.and(terms.not(isThere), without.none))
    }
    let isAny = terms.or(possible)
    let names =
      zip(possible, standard.grades).map { terms.choose($0, terms.text("|" + $1.name), terms.text("")) }
      + [terms.choose(terms.and(isAny, none), terms.text("|-"), terms.text(""))]
    add("grades", clause, terms.concat(names), .value, [node])
  }

  private mutating func determinations(_ isScored: Term) throws(SQLRefusal) {
    let standard = translator.standard
    for (place, (determination, nodes)) in zip(standard.determinations, translator.plan.results.determinations)
      .enumerated()
    {
      clause = determination.name
      let name = "d\(place + 1)"
      var value = try translator.cell(nodes.value)
      if let without = nodes.withoutTotal {
        guard let other = without.value else { throw .rows }
        let isThere = translator.truth(try translator.cell(without.isThere))
        var second = try translator.cell(other)
        second = try translator.unsettled(second, where: terms.isNo(isThere), second.flags)
        value = try translator.choose([(terms.isNo(isScored), second)], value)
      }
      value = try translator.unsettled(value, where: terms.or(value.flags.fails, value.flags.mayFail), value.flags)
      switch determination.type {
      case .truth: add(name, clause, translator.truth(value), .value, [nodes.value], parts: [nodes.value])
      case .text: add(name, clause, value.text ?? terms.null(.text), .value, [nodes.value], parts: [nodes.value])
      case .choices: add(name, clause, value.bits ?? terms.null(.number), .value, [nodes.value], parts: [nodes.value])
      case .choice(let options, _):
        let option = translator.span(value).low.number
        add(
          name, clause,
          terms.choose(
            options.enumerated().map { (terms.equal(option, terms.number(Int128($0))), terms.text($1)) },
            terms.null(.text)), .value, [nodes.value], parts: [nodes.value])
      case .number, .percentage, .date:
        try add(name, clause, points: translator.span(value), [nodes.value], parts: [nodes.value])
      case .records: throw .rows
      }
    }
  }

  /// The facts that the standard reads and the row does not state.
  private mutating func missing() {
    let standard = translator.standard
    let read = translator.facts.keys.sorted().filter { standard.facts[$0].fallback == nil }
    let names = read.map { index in
      let isThere = translator.isStated(index)
      return terms.choose(isThere, terms.text(""), terms.text("|" + standard.facts[index].name))
    }
    add("missing", clause, terms.concat(names))
  }

  /// Gives all points one denominator.
  private mutating func level() throws(SQLRefusal) {
    for (_, span) in points {
      guard let common = Spans.common(denominator, span.scale) else { throw .tooLong }
      denominator = common
    }
    for (name, span) in points {
      for (suffix, end) in [("_least", span.low), ("_most", span.high)] {
        let number = spans.at(denominator, end, span.scale).number
        guard let place = columns.firstIndex(where: { $0.name == name + suffix }) else { continue }
        let own = columns[place]
        columns[place] = SQLColumn(
          name: own.name, meaning: own.meaning, clause: own.clause, kind: own.kind, term: number, nodes: own.nodes,
          parts: own.parts)
      }
    }
    if terms.isTooLong { throw .tooLong }
  }

  /// - Throws: where a stage has more columns than engines hold; the clause at hand is that from which most of them come.
  private mutating func fit() throws(SQLRefusal) {
    let layout = translator.layout
    let widest = layout.widest(columns.map(\.term))
    guard max(widest.count, columns.count) > Layout.mostColumns else { return }
    var left = Set(widest)
    var shares: [String: Int] = [:]
    for column in columns {
      // Each belongs to the first of those that need it.
      let before = left.count
      layout.take(column.term, from: &left)
      shares[column.clause, default: 0] += before - left.count
    }
    let clauses = columns.map(\.clause)
    clause = clauses.max { shares[$0, default: 0] < shares[$1, default: 0] } ?? clause
    throw .tooWide
  }
}

/// What ranking and selection look at.
struct Standing {
  let entrant: Term
  let eligible: Term
  let scored: Term
}
