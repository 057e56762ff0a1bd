/// A term of SQL, by its place in ``Terms``.
struct Term: Hashable { let place: Int }

/// The terms from which statements are written: each stands once, and what is known without a table is settled as it is made.
///
/// They follow the three-valued logic of SQL, in which an unknown truth is NULL, as is an end that is not there.
final class Terms {
  /// What a term is.
  enum Form: Hashable {
    /// A column of a table, as it is spelled.
    case column(Table, String)
    /// A column that a step of its own makes, beside what it is made of: ``Layout``.
    case made(step: Int, String)
    /// Over rows of the stage at hand; the operands stand for `$0`, `$1` … and are columns.
    case window(String)
    case truth(Bool)
    case number(Int128)
    case text(String)
    case null
    case and, or, not, isNull
    case equal, less, atMost
    /// Conditions and values in turn, then what holds otherwise.
    case choose
    case sum, product
    /// What remains of a division by the second, with the sign of the first.
    case remainder
    /// One that the second divides without remainder.
    case quotient
    /// Of those that are there.
    case least, greatest
    case hasBits(UInt64, all: Bool)
    /// Whether a text contains another.
    case contains
    /// The characters of a text but for white space.
    case length
    case concat
    /// The number of a day.
    case day
    /// A decimal as so many times a power of ten.
    case scaled(places: Int)
  }

  /// Where columns come from: a row for each community, some for each, or one for all.
  enum Table { case facts, rows, parameters }

  /// What a term gives.
  enum Kind { case truth, number, text }

  /// What is known of a term without a table.
  struct Known {
    let form: Form
    let operands: [Term]
    let kind: Kind
    let mayBeNull: Bool
    /// Of a number: what it may be.
    var range: ClosedRange<Int128> = 0...0
  }

  private(set) var all: [Known] = []
  private var places: [Key: Term] = [:]
  /// Where terms are NULL, as far as somebody has asked: terms share what they are made of.
  private var nulls: [Term: Term] = [:]
  /// What was too large for a number of any kind, while it was made.
  private(set) var isTooLong = false

  /// What the longest numbers hold: 38 digits.
  static let limit: Int128 = {
    var limit: Int128 = 1
    for _ in 0..<38 { limit *= 10 }
    return limit - 1
  }()

  private struct Key: Hashable {
    let form: Form
    let operands: [Term]
    let kind: Kind
  }

  subscript(term: Term) -> Known { all[term.place] }

  // MARK: Making

  private func make(
    _ form: Form, _ operands: [Term], _ kind: Kind, mayBeNull: Bool, _ range: ClosedRange<Int128> = 0...0
  ) -> Term {
    let key = Key(form: form, operands: operands, kind: kind)
    if let term = places[key] { return term }
    if range.lowerBound < -Self.limit || range.upperBound > Self.limit { isTooLong = true }
    all.append(Known(form: form, operands: operands, kind: kind, mayBeNull: mayBeNull, range: range))
    places[key] = Term(place: all.count - 1)
    return Term(place: all.count - 1)
  }

  func column(
    _ table: Table, _ name: String, _ kind: Kind, mayBeNull: Bool = true, _ range: ClosedRange<Int128> = 0...0
  ) -> Term {
    make(.column(table, name), [], kind, mayBeNull: mayBeNull, range)
  }

  /// A column of a step: ``Layout/Step``.
  func made(_ step: Int, _ name: String, _ kind: Kind, mayBeNull: Bool, _ range: ClosedRange<Int128> = 0...0) -> Term {
    make(.made(step: step, name), [], kind, mayBeNull: mayBeNull, range)
  }

  func window(_ text: String, _ operands: [Term], _ range: ClosedRange<Int128>, mayBeNull: Bool = false) -> Term {
    make(.window(text), operands, .number, mayBeNull: mayBeNull, range)
  }

  func number(_ number: Int128) -> Term { make(.number(number), [], .number, mayBeNull: false, number...number) }
  func text(_ text: String) -> Term { make(.text(text), [], .text, mayBeNull: false) }
  func truth(_ truth: Bool) -> Term { make(.truth(truth), [], .truth, mayBeNull: false) }
  func null(_ kind: Kind) -> Term { make(.null, [], kind, mayBeNull: true) }
  var yes: Term { truth(true) }
  var no: Term { truth(false) }

  // MARK: Truth

  private func isTruth(_ term: Term, _ truth: Bool) -> Bool { self[term].form == .truth(truth) }
  func isNull(constant term: Term) -> Bool { self[term].form == .null }
  func constant(_ term: Term) -> Int128? { if case .number(let number) = self[term].form { number } else { nil } }
  /// Whether it holds, or not, whatever the sheet states.
  func settled(_ term: Term) -> Bool? { if case .truth(let truth) = self[term].form { truth } else { nil } }

  func and(_ terms: [Term]) -> Term { joined(.and, terms, absorbing: false) }
  func and(_ terms: Term...) -> Term { and(terms) }
  func or(_ terms: [Term]) -> Term { joined(.or, terms, absorbing: true) }
  func or(_ terms: Term...) -> Term { or(terms) }

  private func joined(_ form: Form, _ terms: [Term], absorbing: Bool) -> Term {
    var parts: [Term] = []
    var seen: Set<Term> = []
    for term in terms.flatMap({ self[$0].form == form ? self[$0].operands : [$0] }) {
      if isTruth(term, absorbing) { return term }
      if isTruth(term, !absorbing) || !seen.insert(term).inserted { continue }
      parts.append(term)
    }
    // Something and its contrary.
    for part in parts where self[part].form == .not && !self[part].mayBeNull && seen.contains(self[part].operands[0]) {
      return truth(absorbing)
    }
    if parts.isEmpty { return truth(!absorbing) }
    if parts.count == 1 { return parts[0] }
    // Where something is NULL, its neighbour that asks for that decides.
    let mayBeNull = parts.contains { part in
      self[part].mayBeNull && !seen.contains(absorbing ? isNull(part) : isThere(part))
    }
    return make(form, parts, .truth, mayBeNull: mayBeNull)
  }

  func not(_ term: Term) -> Term {
    switch self[term].form {
    case .truth(let value): return truth(!value)
    case .not: return self[term].operands[0]
    case .null: return term
    case .column, .made, .window, .number, .text, .and, .or, .isNull, .equal, .less, .atMost, .choose, .sum, .product,
      .remainder, .quotient, .least, .greatest, .hasBits, .contains, .length, .concat, .day, .scaled:
      return make(.not, [term], .truth, mayBeNull: self[term].mayBeNull)
    }
  }

  func isNull(_ term: Term) -> Term {
    if let known = nulls[term] { return known }
    let found = whereNull(term)
    nulls[term] = found
    return found
  }

  private func whereNull(_ term: Term) -> Term {
    if !self[term].mayBeNull { return no }
    if isNull(constant: term) { return yes }
    // A comparison is unknown where one of its sides is.
    switch self[term].form {
    case .not, .sum, .product, .equal, .less, .atMost, .remainder, .quotient, .hasBits, .length, .contains:
      return or(self[term].operands.map { isNull($0) })
    case .and, .or:
      // Of what is known for certain all has to leave it to what is not.
      let (open, known) = (
        self[term].operands.filter { isNull(constant: $0) }, self[term].operands.filter { !isNull(constant: $0) }
      )
      guard !open.isEmpty, known.allSatisfy({ !self[$0].mayBeNull }) else { break }
      return self[term].form == .and ? and(known) : not(or(known))
    case .choose:
      let parts = self[term].operands
      let conditions = stride(from: 0, to: parts.count - 1, by: 2).map { parts[$0] }
      let values = stride(from: 1, to: parts.count, by: 2).map { isNull(parts[$0]) }
      let last = isNull(parts[parts.count - 1])
      guard conditions.allSatisfy({ !self[$0].mayBeNull }), (values + [last]).allSatisfy({ settled($0) != nil }) else {
        break
      }
      return choose(Array(zip(conditions, values)), last)
    case .column, .made, .window, .truth, .number, .text, .null, .isNull, .least, .greatest, .concat, .day, .scaled:
      break
    }
    return make(.isNull, [term], .truth, mayBeNull: false)
  }

  func isThere(_ term: Term) -> Term { not(isNull(term)) }

  /// Whether it is yes for certain.
  func isYes(_ term: Term) -> Term {
    self[term].mayBeNull ? and(isThere(term), term) : term
  }

  func isNo(_ term: Term) -> Term { isYes(not(term)) }

  // MARK: Comparing

  private func compared(
    _ form: Form, _ a: Term, _ b: Term, _ settled: (ClosedRange<Int128>, ClosedRange<Int128>) -> Bool?
  )
    -> Term
  {
    if isNull(constant: a) || isNull(constant: b) { return null(.truth) }
    let mayBeNull = self[a].mayBeNull || self[b].mayBeNull
    if !mayBeNull {
      if self[a].kind == .number, let truth = settled(self[a].range, self[b].range) { return self.truth(truth) }
      if a == b { return truth(form != .less) }
      if case .text(let first) = self[a].form, case .text(let second) = self[b].form { return truth(first == second) }
    }
    return make(form, [a, b], .truth, mayBeNull: mayBeNull)
  }

  func equal(_ a: Term, _ b: Term) -> Term {
    if self[a].kind == .truth {
      if let truth = settled(a) { return truth ? b : not(b) }
      if let truth = settled(b) { return truth ? a : not(a) }
    }
    return compared(.equal, a, b) { first, second in
      !first.overlaps(second)
        ? false : first.lowerBound == first.upperBound && first == second ? true : nil
    }
  }

  func less(_ a: Term, _ b: Term) -> Term {
    compared(.less, a, b) { first, second in
      first.upperBound < second.lowerBound ? true : first.lowerBound >= second.upperBound ? false : nil
    }
  }

  func atMost(_ a: Term, _ b: Term) -> Term {
    compared(.atMost, a, b) { first, second in
      first.upperBound <= second.lowerBound ? true : first.lowerBound > second.upperBound ? false : nil
    }
  }

  // MARK: Choosing

  func choose(_ condition: Term, _ value: Term, _ otherwise: Term) -> Term { choose([(condition, value)], otherwise) }

  func choose(_ cases: [(condition: Term, value: Term)], _ otherwise: Term) -> Term {
    var kept: [(condition: Term, value: Term)] = []
    var otherwise = otherwise
    // What does not hold where a case is looked at.
    var excluded: Set<Term> = []
    func settled(_ value: Term) -> Term { excluded.contains(value) ? no : value }
    for (condition, value) in cases {
      if isTruth(condition, false) || isNull(constant: condition) || excluded.contains(condition) { continue }
      if isTruth(condition, true) {
        otherwise = value
        break
      }
      kept.append((condition, value == condition ? yes : settled(value)))
      if !self[condition].mayBeNull { excluded.insert(condition) }
    }
    otherwise = settled(otherwise)
    while let last = kept.last, last.value == otherwise { kept.removeLast() }
    guard let first = kept.first else { return otherwise }
    if kept.count == 1, !self[first.condition].mayBeNull {
      if isTruth(first.value, true) { return or(first.condition, otherwise) }
      if isTruth(first.value, false) { return and(not(first.condition), otherwise) }
      if isTruth(otherwise, false) { return and(first.condition, first.value) }
      if isTruth(otherwise, true) { return or(not(first.condition), first.value) }
    }
    let values = kept.map(\.value) + [otherwise]
    let numbers = values.filter { !isNull(constant: $0) && self[$0].kind == .number }
    let range =
      numbers.map { self[$0].range }.reduce(nil) { (all: ClosedRange<Int128>?, one) in
        all.map { min($0.lowerBound, one.lowerBound)...max($0.upperBound, one.upperBound) } ?? one
      } ?? 0...0
    return make(
      .choose, kept.flatMap { [$0.condition, $0.value] } + [otherwise], self[values[0]].kind,
      mayBeNull: values.contains { self[$0].mayBeNull }, range)
  }

  // MARK: Numbers

  func sum(_ terms: [Term]) -> Term {
    var constant: Int128 = 0
    var parts: [Term] = []
    for term in terms.flatMap({ self[$0].form == .sum ? self[$0].operands : [$0] }) {
      if isNull(constant: term) { return term }
      if let number = self.constant(term) { constant += number } else { parts.append(term) }
    }
    if constant != 0 { parts.append(number(constant)) }
    if parts.isEmpty { return number(0) }
    if parts.count == 1 { return parts[0] }
    var (low, high) = (Int128.zero, Int128.zero)
    for part in parts {
      (low, high) = (low + self[part].range.lowerBound, high + self[part].range.upperBound)
      if abs(low) > Self.limit || abs(high) > Self.limit {
        isTooLong = true
        return number(0)
      }
    }
    return make(.sum, parts, .number, mayBeNull: parts.contains { self[$0].mayBeNull }, low...high)
  }

  func sum(_ terms: Term...) -> Term { sum(terms) }
  func difference(_ a: Term, _ b: Term) -> Term { a == b && !self[a].mayBeNull ? number(0) : sum([a, negated(b)]) }
  func negated(_ term: Term) -> Term { product(number(-1), term) }

  func product(_ a: Term, _ b: Term) -> Term {
    var (a, b) = (a, b)
    if constant(a) == nil, constant(b) != nil { swap(&a, &b) }
    if isNull(constant: a) || isNull(constant: b) { return null(.number) }
    if let factor = constant(a) {
      if factor == 1 { return b }
      if factor == 0, !self[b].mayBeNull { return a }
      if let other = constant(b) {
        guard let product = Self.product(factor, other) else {
          isTooLong = true
          return number(0)
        }
        return number(product)
      }
      if self[b].form == .product, let inner = constant(self[b].operands[0]), let both = Self.product(factor, inner) {
        return product(number(both), self[b].operands[1])
      }
    }
    let (first, second) = (self[a].range, self[b].range)
    var (low, high): (Int128?, Int128?) = (nil, nil)
    for x in [first.lowerBound, first.upperBound] {
      for y in [second.lowerBound, second.upperBound] {
        guard let product = Self.product(x, y) else {
          isTooLong = true
          return number(0)
        }
        (low, high) = (low.map { min($0, product) } ?? product, high.map { max($0, product) } ?? product)
      }
    }
    if constant(a) == nil, a.place > b.place { swap(&a, &b) }
    return make(.product, [a, b], .number, mayBeNull: self[a].mayBeNull || self[b].mayBeNull, (low ?? 0)...(high ?? 0))
  }

  private static func product(_ a: Int128, _ b: Int128) -> Int128? {
    let (product, isBeyond) = a.multipliedReportingOverflow(by: b)
    return isBeyond || abs(product) > limit ? nil : product
  }

  /// - Parameter b: above zero.
  func remainder(_ a: Term, _ b: Term) -> Term {
    if constant(b) == 1, !self[a].mayBeNull { return number(0) }
    if let first = constant(a), let second = constant(b) { return number(first % second) }
    let most = self[b].range.upperBound - 1
    let range =
      max(-most, min(0, self[a].range.lowerBound))...min(most, max(0, self[a].range.upperBound))
    return make(.remainder, [a, b], .number, mayBeNull: self[a].mayBeNull || self[b].mayBeNull, range)
  }

  /// - Parameter b: above zero; it divides the first.
  func quotient(_ a: Term, _ b: Term) -> Term {
    if constant(b) == 1 { return a }
    if let first = constant(a), let second = constant(b) { return number(first / second) }
    let range = min(0, self[a].range.lowerBound)...max(0, self[a].range.upperBound)
    return make(.quotient, [a, b], .number, mayBeNull: self[a].mayBeNull || self[b].mayBeNull, range)
  }

  /// The largest or smallest of those that are there.
  func extreme(_ terms: [Term], largest: Bool) -> Term {
    var parts: [Term] = []
    for term in terms where !isNull(constant: term) && !parts.contains(term) { parts.append(term) }
    // What another is beyond in every case is left out.
    for part in parts where !self[part].mayBeNull && parts.contains(part) {
      let range = self[part].range
      parts = parts.filter { other in
        other == part
          || !(largest
            ? self[other].range.upperBound <= range.lowerBound : self[other].range.lowerBound >= range.upperBound)
      }
    }
    if parts.isEmpty { return null(.number) }
    if parts.count == 1 { return parts[0] }
    let ranges = parts.map { self[$0].range }
    let (lows, highs) = (ranges.map(\.lowerBound), ranges.map(\.upperBound))
    let (low, high) = (lows.min() ?? 0, highs.max() ?? 0)
    let sure = parts.filter { !self[$0].mayBeNull }.map { self[$0].range }
    let range =
      largest
      ? max(low, sure.map(\.lowerBound).max() ?? low)...high
      : low...min(high, sure.map(\.upperBound).min() ?? high)
    return make(
      largest ? .greatest : .least, parts, .number, mayBeNull: parts.allSatisfy { self[$0].mayBeNull }, range)
  }

  // MARK: Facts

  func hasBits(_ term: Term, _ mask: UInt64, all: Bool) -> Term {
    if isNull(constant: term) { return null(.truth) }
    if let bits = constant(term) {
      let common = UInt64(truncatingIfNeeded: bits) & mask
      return truth(all ? common == mask : common != 0)
    }
    if mask == 0, !self[term].mayBeNull { return truth(all) }
    return make(.hasBits(mask, all: all), [term], .truth, mayBeNull: self[term].mayBeNull)
  }

  func contains(_ text: Term, _ part: Term) -> Term {
    if isNull(constant: text) || isNull(constant: part) { return null(.truth) }
    return make(.contains, [text, part], .truth, mayBeNull: self[text].mayBeNull || self[part].mayBeNull)
  }

  /// Texts one behind another; none of them is NULL.
  func concat(_ texts: [Term]) -> Term {
    let parts = texts.filter { self[$0].form != .text("") }
    return parts.count < 2 ? parts.first ?? text("") : make(.concat, parts, .text, mayBeNull: false)
  }

  func length(_ text: Term, atMost most: Int128) -> Term {
    if isNull(constant: text) { return null(.number) }
    return make(.length, [text], .number, mayBeNull: self[text].mayBeNull, 0...most)
  }

  func day(_ column: Term, _ range: ClosedRange<Int128>) -> Term {
    make(.day, [column], .number, mayBeNull: self[column].mayBeNull, range)
  }

  func scaled(_ column: Term, places: Int, _ range: ClosedRange<Int128>) -> Term {
    make(.scaled(places: places), [column], .number, mayBeNull: self[column].mayBeNull, range)
  }
}
