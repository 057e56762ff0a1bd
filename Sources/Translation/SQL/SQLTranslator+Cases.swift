import Model
import Planning
import Quantities
import Syntax

/// A clause whose decisions hang on one another, looked at case by case: what the executor does sheet by sheet is written
/// out once for every case that there may be.
extension SQLTranslator {
  /// So many cases of one clause are written out; beyond, the executor divides no further.
  static let mostCases = Primitive.Cases.limit

  func cases(_ cases: Primitive.Cases, _ node: Plan.Node) throws(SQLRefusal) -> SQLCell {
    let values = Array(node.operands.prefix(cases.values))
    var subjects: [Primitive.Cases.Subject] = []
    for subject in cases.subjects {
      let own = try cell(subject.node)
      if terms.settled(terms.or(isKnown(own), own.flags.fails)) == true { continue }
      if try isFree(subject, values) { continue }
      subjects.append(subject)
    }
    var left = Self.mostCases
    let divided = try divide(subjects[...], values, cases.deciding, left: &left)
    if divided.count == 1 { return divided[0] }
    return SQLCell(bundle: divided, flags: sound)
  }

  // MARK: Dividing

  private func divide(
    _ subjects: ArraySlice<Primitive.Cases.Subject>, _ values: [Int], _ deciding: Int, left: inout Int
  ) throws(SQLRefusal) -> [SQLCell] {
    var whole: [SQLCell] = []
    for value in values { whole.append(try cell(value)) }
    guard let subject = subjects.first else { return whole }
    // Where the first fails, the others do not matter.
    let isDone = terms.or(
      terms.and(whole[0].flags.fails, isSettled(whole[0])), terms.and(whole.prefix(deciding).map { isSettled($0) }))
    if terms.settled(isDone) == true { return whole }
    let rest = try divide(subjects.dropFirst(), values, deciding, left: &left)
    let own = try cell(subject.node)
    let isOpen = terms.and(terms.not(isKnown(own)), terms.not(own.flags.fails))
    if terms.settled(isOpen) == false { return rest }
    let cells = try cells(of: subject, own)
    if cells.count < 2 { return rest }
    left -= cells.count
    if left < 0 { throw .manyCases }
    var joined: [SQLCell]?
    var isThere = terms.no
    for (number, part) in cells.enumerated() {
      let inner = try assuming(subject.node, part.cell, number: number) { () throws(SQLRefusal) in
        try divide(subjects.dropFirst(), values, deciding, left: &left)
      }
      if let known = joined {
        var next: [SQLCell] = []
        for place in values.indices {
          let both = try self.joined(known[place], inner[place], ofCases: plan.nodes[values[place]].type)
          next.append(
            try choose([(terms.not(isThere), inner[place]), (terms.not(part.exists), known[place])], both))
        }
        joined = next
      } else {
        joined = inner
      }
      isThere = terms.or(isThere, part.exists)
    }
    var result: [SQLCell] = []
    for place in values.indices {
      result.append(try choose([(isDone, whole[place]), (isOpen, joined?[place] ?? whole[place])], rest[place]))
    }
    return result
  }

  /// What is known if one of two cases holds.
  private func joined(_ a: SQLCell, _ b: SQLCell, ofCases type: PlanType) throws(SQLRefusal) -> SQLCell {
    func applied(_ cell: SQLCell) -> SQLCell {
      var cell = cell
      cell.flags.mayBeNone = terms.yes
      cell.flags.mayFail = terms.or(cell.flags.mayFail, cell.flags.fails)
      cell.flags.fails = terms.no
      cell.flags.isNone = terms.and(cell.flags.isNone, terms.not(cell.flags.mayFail))
      return cell
    }
    var both: SQLCell
    switch type {
    case .value: both = try joined(a, b, type)
    case .grades:
      guard let first = a.grades, let second = b.grades else { throw .manyCases }
      both = SQLCell(
        grades: (zip(first.possible, second.possible).map { terms.or($0, $1) }, terms.or(first.none, second.none)),
        flags: sound)
    case .points, .verdict, .bundle:
      both = cell(try spans.hull(span(a), span(b)))
      let bothFail = terms.and(a.flags.fails, b.flags.fails)
      both.flags.fails = bothFail
      both.flags.mayFail = terms.or(
        terms.or(a.flags.mayFail, b.flags.mayFail),
        terms.and(terms.or(a.flags.fails, b.flags.fails), terms.not(bothFail)))
      both.flags.errors = a.flags.errors.union(b.flags.errors)
    }
    both.flags.mayBeNone = terms.or(a.flags.mayBeNone, b.flags.mayBeNone)
    return try choose([(a.flags.isNone, applied(b)), (b.flags.isNone, applied(a))], both)
  }

  // MARK: What subjects are divided into

  private typealias Part = (exists: Term, cell: SQLCell)

  private func cells(of subject: Primitive.Cases.Subject, _ own: SQLCell) throws(SQLRefusal) -> [Part] {
    var parts: [Part] = []
    switch subject.type {
    case .truth, .choice, .choices, .text:
      var cuts: [Computed] = []
      if case .text = subject.type {
        // What is asked of it otherwise divides nothing.
        if !subject.isOnlyEqualed { return [] }
        for cut in subject.cuts {
          guard let text = try cell(cut).text, case .text(let text) = terms[text].form else { throw .movingCases }
          cuts.append(.known(.text(text)))
        }
      }
      guard
        let cells = Computed.unknown.cells(subject.type, isOnlyEqualed: subject.isOnlyEqualed, cuts: { cuts })
      else { return [] }
      for cell in cells { parts.append((terms.yes, try constant(PlanValue(cell), .value(subject.type)))) }
    case .number, .percentage, .date: parts = try ranges(of: subject, own)
    case .records: return []
    }
    if terms.settled(own.flags.mayFail) != false {
      var doubtful = try constant(PlanValue(Computed.doubtful), .value(subject.type))
      doubtful.flags.mayFail = terms.yes
      parts.append((own.flags.mayFail, doubtful))
    }
    return parts
  }

  /// A line is divided where something is compared with it.
  private func ranges(of subject: Primitive.Cases.Subject, _ own: SQLCell) throws(SQLRefusal) -> [Part] {
    var marks: [Rational] = []
    var moving: [Span] = []
    for cut in subject.cuts {
      let span = span(try cell(cut))
      if let number = spans.number(span) {
        if !marks.contains(number) { marks.append(number) }
      } else if !terms.isNull(constant: span.low.number) || !span.isSingle {
        if !moving.contains(where: { $0.low == span.low && $0.high == span.high && $0.scale == span.scale }) {
          moving.append(span)
        }
      }
    }
    marks.sort()
    let missing = missing(subject.node)
    if let missing {
      // Few whole numbers are tried one by one, whatever they are compared with.
      let few = subject.type.isWhole ? missing.cells(subject.type, isOnlyEqualed: false, cuts: { [] }) ?? [] : []
      if moving.isEmpty || few.count > 1 {
        let cuts = marks.map { Computed.between(Interval($0)) }
        let cells = missing.cells(subject.type, isOnlyEqualed: subject.isOnlyEqualed, cuts: { cuts }) ?? []
        var parts: [Part] = []
        for cell in cells { parts.append((terms.yes, try constant(PlanValue(cell), .value(subject.type)))) }
        return parts
      }
    }
    let range =
      try missing.map { missing throws(SQLRefusal) in
        self.span(try constant(PlanValue(missing), .value(subject.type)))
      } ?? span(own)
    var ends: [Span] = []
    for mark in marks {
      guard let span = spans.constant(mark) else { throw .tooLong }
      ends.append(span)
    }
    for mark in moving {
      guard terms.constant(mark.low.divisor) == 1 else { throw .movingCases }
      let isExact = spans.isExact(mark)
      ends.append(spans.single(terms.choose(isExact, mark.low.number, terms.null(.number)), scale: mark.scale))
    }
    if !moving.isEmpty { ends = try inOrder(ends) }
    if subject.type.isWhole { return try wholeParts(of: range, subject, at: ends) }
    return try parts(of: range, at: ends)
  }

  /// Numbers that are known only with the sheet, the smallest first; one that is not known is as another.
  private func inOrder(_ marks: [Span]) throws(SQLRefusal) -> [Span] {
    let all = try spans.together(marks)
    let any = terms.extreme(all.map(\.low.number), largest: false)
    var sorted = all.map { terms.choose(terms.isNull($0.low.number), any, $0.low.number) }
    for end in sorted.indices.dropFirst().reversed() {
      for place in 0..<end {
        let pair = [sorted[place], sorted[place + 1]]
        sorted[place] = terms.extreme(pair, largest: false)
        sorted[place + 1] = terms.extreme(pair, largest: true)
      }
    }
    return sorted.map { spans.single($0, scale: all[0].scale) }
  }

  /// Few whole numbers one by one, many in ranges.
  private func wholeParts(
    of range: Span, _ subject: Primitive.Cases.Subject, at marks: [Span]
  ) throws(SQLRefusal) -> [Part] {
    guard let step = spans.constant(subject.type.step), spans.isClosed(range),
      terms.constant(range.low.divisor) == 1, terms.constant(range.high.divisor) == 1
    else { throw .movingCases }
    let all = try spans.together([range, step] + marks)
    let (low, high, size, scale) = (all[0].low.number, all[0].high.number, all[1].low.number, all[0].scale)
    let isFew = terms.isYes(terms.atMost(terms.difference(high, low), terms.product(terms.number(11), size)))
    var parts: [Part] = []
    if terms.settled(isFew) != false {
      for place in 0..<12 {
        let number = terms.sum(low, terms.product(terms.number(Int128(place)), size))
        let exists = terms.and(isFew, terms.isYes(terms.atMost(number, high)))
        parts.append((exists, cell(spans.single(number, scale: scale))))
      }
    }
    // From one number on, up to another, whole ones by their ends: where there is no number, there is one part.
    func add(_ from: Term?, _ to: Term?, _ mark: Term?) {
      let least = from.map { terms.extreme([$0, low], largest: true) } ?? low
      let most = to.map { terms.extreme([$0, high], largest: false) } ?? high
      let isGone = terms.or(mark.map { terms.isNull($0) } ?? terms.no, terms.isYes(terms.less(most, least)))
      parts.append(
        (
          terms.and(terms.not(isFew), terms.not(isGone)),
          cell(spans.span(spans.end(least), spans.end(most), scale: scale))
        ))
    }
    var from: (Term, mark: Term)?
    for mark in all.dropFirst(2).map(\.low.number) {
      // The whole numbers below and above it, and itself if it is one.
      let rest = terms.remainder(mark, size)
      let isNegative = terms.less(rest, terms.number(0))
      let floor = terms.difference(mark, terms.choose(terms.isYes(isNegative), terms.sum(rest, size), rest))
      let isWhole = terms.isYes(terms.equal(rest, terms.number(0)))
      let below = terms.choose(isWhole, terms.difference(floor, size), floor)
      add(from?.0, below, from?.mark)
      let itself = terms.choose(isWhole, mark, terms.null(.number))
      let isInside = terms.and(terms.not(isFew), isWhole, terms.not(terms.isYes(terms.less(mark, low))))
      parts.append(
        (
          terms.and(isInside, terms.not(terms.isYes(terms.less(high, mark)))),
          cell(spans.single(itself, scale: scale))
        ))
      from = (terms.sum(floor, size), mark)
    }
    add(from?.0, nil, from?.mark)
    return parts
  }

  /// What is known of a subject that is not known, where that is the same for all sheets.
  private func missing(_ place: Int) -> Computed? {
    let node = plan.nodes[place]
    switch node.primitive {
    case .fact(let index):
      let fact = standard.facts[index]
      return .missing(fact.lower, fact.upper, fact.type)
    case .definition: return missing(node.operands[0])
    case .operation(.optionCount):
      guard case .value(.choices(let options)) = plan.nodes[node.operands[0]].type else { return nil }
      return .between(Interval(.zero, Rational(options.count)))
    case .operation(.length): return .between(Interval(.zero, .positiveInfinity))
    case .setting(let setting): return isMoving(setting) ? nil : plan.settings[setting]?.computed
    case .constant, .admitted, .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose,
      .operation, .records, .figure, .rank, .cohort, .position, .given, .applicable, .firstOf, .interpolate, .mark,
      .kept, .count, .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed,
      .reported, .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold,
      .cases, .part:
      return nil
    }
  }

  /// The parts of a range below, at and between some numbers, of those that it has.
  private func parts(of range: Span, at ends: [Span]) throws(SQLRefusal) -> [Part] {
    let all = try spans.together([range] + ends)
    let (range, cuts) = (all[0], Array(all.dropFirst()))
    func isLess(_ a: Limit, _ b: Limit) -> Term { spans.compare(terms.less, a, 1, b, 1) }
    var parts: [Part] = []
    for place in 0...cuts.count {
      var piece = range
      if place > 0 {
        let cut = cuts[place - 1].low
        // From the cut on, which itself is left out, unless the range begins later.
        let isLater = terms.or(terms.isYes(isLess(cut, range.low)), terms.isNull(cut.number))
        piece.low = Limit(
          number: terms.choose(isLater, range.low.number, cut.number),
          divisor: terms.choose(isLater, range.low.divisor, cut.divisor))
        piece.lowIsOpen = terms.choose(isLater, range.lowIsOpen, terms.yes)
      }
      if place < cuts.count {
        let cut = cuts[place].low
        let isEarlier = terms.or(terms.isYes(isLess(range.high, cut)), terms.isNull(cut.number))
        piece.high = Limit(
          number: terms.choose(isEarlier, range.high.number, cut.number),
          divisor: terms.choose(isEarlier, range.high.divisor, cut.divisor))
        piece.highIsOpen = terms.choose(isEarlier, range.highIsOpen, terms.yes)
      }
      // Without a cut there is one part only.
      let isGone = place > 0 ? terms.isNull(cuts[place - 1].low.number) : terms.no
      let isEmpty = terms.or(
        terms.or(isGone, terms.isYes(isLess(piece.high, piece.low))),
        terms.and(
          terms.isYes(spans.compare(terms.equal, piece.low, 1, piece.high, 1)),
          terms.or(piece.lowIsOpen, piece.highIsOpen)))
      parts.append((terms.not(isEmpty), cell(piece)))
      if place < cuts.count {
        let cut = cuts[place]
        let isBeyond = terms.or(
          terms.isNull(cut.low.number),
          terms.or(terms.isYes(isLess(cut.low, range.low)), terms.isYes(isLess(range.high, cut.low))),
          terms.and(range.lowIsOpen, terms.isYes(spans.compare(terms.equal, range.low, 1, cut.low, 1))),
          terms.and(range.highIsOpen, terms.isYes(spans.compare(terms.equal, range.high, 1, cut.low, 1))))
        parts.append((terms.not(isBeyond), cell(cut)))
      }
    }
    return parts
  }

  // MARK: Where cases say nothing new

  /// Whether it bears on the values in one way only, each step of which gives for what is not known all that it gives for
  /// its parts: then there is nothing to be found out by dividing it.
  private func isFree(_ subject: Primitive.Cases.Subject, _ values: [Int]) throws(SQLRefusal) -> Bool {
    let inside = Set(plan.needed(for: values))
    let depending = plan.dependents(of: [subject.node], endingAtResults: true).filter { inside.contains($0) }
    var used: [Int: Int] = [:]
    for node in depending where node != subject.node {
      for operand in plan.nodes[node].operands { used[operand, default: 0] += 1 }
    }
    if terms.settled(try cell(subject.node).flags.mayFail) != false { return false }
    for node in depending {
      if !values.contains(node), used[node] ?? 0 > 1 { return false }
      if node == subject.node { continue }
      guard try keepsParts(node, subject, Set(depending)) else { return false }
      let flags = try cell(node).flags
      if terms.settled(flags.fails) != false || terms.settled(flags.mayFail) != false { return false }
    }
    return true
  }

  private func keepsParts(
    _ place: Int, _ subject: Primitive.Cases.Subject, _ depending: Set<Int>
  ) throws(SQLRefusal) -> Bool {
    let node = plan.nodes[place]
    switch node.primitive {
    case .all, .any, .not, .definition, .extent, .closed, .bounded, .otherwise: return true
    case .given: return depending.contains(node.operands[0])
    case .applicable: return depending.contains(node.operands[0])
    case .operation(let operation):
      switch operation {
      case .larger, .smaller, .sum, .negated, .rounded: return node.type == .points
      case .product:
        return node.type == .points && node.operands.allSatisfy { depending.contains($0) || isConstant($0) }
      case .absolute, .power, .shifted, .daysBetween, .length, .optionCount: return false
      }
    case .compare(let comparator, let type):
      func isItself(_ place: Int) -> Bool {
        if place == subject.node { return true }
        if case .definition = plan.nodes[place].primitive { return isItself(plan.nodes[place].operands[0]) }
        return false
      }
      guard let own = node.operands.first(where: { depending.contains($0) }), isItself(own),
        let other = node.operands.first(where: { $0 != own })
      else { return false }
      switch (comparator, type) {
      case (.atLeast, .number), (.atLeast, .percentage), (.atLeast, .date), (.atMost, .number), (.atMost, .percentage),
        (.atMost, .date), (.above, .number), (.above, .percentage), (.above, .date), (.below, .number),
        (.below, .percentage), (.below, .date):
        return true
      case (.equal, .text), (.different, .text): return isConstant(other)
      case (.equal, .number), (.different, .number), (.equal, .percentage), (.different, .percentage), (.equal, .date),
        (.different, .date):
        guard let number = spans.number(span(try cell(other))) else { return false }
        return !subject.type.isWhole || ((try? number.divided(by: subject.type.step))?.isWhole ?? false)
      case (.equal, .choice(let options, _)), (.different, .choice(let options, _)):
        return options.count > 1 && isConstant(other)
      case _: return false
      }
    case .constant, .setting, .fact, .admitted, .column, .isKnown, .hasOptions, .hasText, .choose, .records,
      .figure, .rank, .cohort, .position, .firstOf, .interpolate, .mark, .kept, .count, .roundingChange, .reached,
      .alongside, .ifExact, .level, .growth, .reported, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict,
      .hasFullPoints, .firstToHold, .cases, .part:
      return false
    }
  }

  private func isConstant(_ place: Int) -> Bool {
    switch plan.nodes[place].primitive {
    case .constant: true
    case .setting(let setting): !isMoving(setting) && plan.settings[setting]?.computed.knownValue != nil
    case _: false
    }
  }
}
