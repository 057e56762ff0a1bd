import Evaluation
import Model
import Planning
import Quantities
import Syntax

/// Writes sheets that lie in a region: plain numbers, whole where they have to be, none below zero unless the rules speak
/// of such.
struct Sampler {
  /// By the place by which sheets are written.
  let declared: [Fact]
  let referenceDate: CalendarDate?
  let cone: Cone
  /// What is asked of lists of records, by what the leaf is called.
  let queries: [Int: Query]
  /// The facts that have to be stated for comparisons with other sheets, by what the leaf is called.
  let compared: (Int) -> [Int]

  /// A question about a list of records.
  struct Query {
    let fact: Int
    let type: ValueType
    /// What it speaks of itself.
    let known: [Value]
    /// The answer of the evaluator for a sheet.
    let value: ([Int: Value?]) -> Computed
  }

  /// Nil where none is found: a number would have to be below zero though no 范围 speaks of that, or what is asked of
  /// sums or records finds no values.
  ///
  /// - Parameter isHigh: whether numbers are taken from the upper ends.
  func trial(in region: Region, isHigh: Bool = false) -> Trial? {
    func number(_ leaf: Int, _ range: Interval) -> Rational? { self.number(of: leaf, in: range, isHigh: isHigh) }
    guard let numbers = region.solution(cone, number) else { return nil }
    var cells: [Int: Value?] = [:]
    for (index, leaf) in cone.leaves.enumerated() {
      guard case .fact(let fact) = leaf.source else { continue }
      switch region.domains[index] {
      case .values(let values): cells[fact] = .some(values.first)
      case .missing: cells[fact] = .some(nil)
      case .anything: continue
      case .numbers(let range):
        guard let number = numbers[index] ?? number(index, range) else { return nil }
        let value = Self.value(number, leaf.type)
        // What sums leave for it may be finer than anybody can state.
        if let value, precision(of: leaf)?.allows(value) == false { return nil }
        cells[fact] = .some(value)
      }
    }
    for fact in comparedFacts where cells[fact] == nil { cells[fact] = plain(fact) }
    for fact in recordFacts {
      guard let list = records(of: fact, region, cells) else { return nil }
      cells[fact] = .some(.records(list))
    }
    return Trial(cells)
  }

  /// The facts that are compared with those of other sheets, and what says with whom.
  private var comparedFacts: [Int] {
    Set(
      cone.leaves.flatMap { leaf -> [Int] in
        if leaf.isOfCohort, case .free(let name) = leaf.source { compared(name) } else { [] }
      }
    ).sorted()
  }

  /// A value of a fact of which nothing in particular is asked.
  private func plain(_ fact: Int) -> Value? {
    let declared = declared[fact]
    let type = declared.type
    switch Domain(type, lower: declared.lower?.order(as: type), upper: declared.upper?.order(as: type)) {
    case .values(let values): return values.first
    case .numbers(let range):
      // Others may be better, and worse.
      let middle = range.least.value.flatMap { low in range.most.value.map { (low + $0) * .half } }
      let exact = range.common(Interval(middle ?? type.measure.value(of: .one)))
        .flatMap { type.narrowed($0) }
      return Self.number(in: exact ?? range, type, mayBeNegative: declared.lower != nil)
        .flatMap { Self.value($0, type) }
    case .missing, .anything: return nil
    }
  }

  static func value(_ number: Rational, _ type: ValueType) -> Value? {
    guard type == .date else { return .number(number) }
    return Int(exactly: number).flatMap { try? CalendarDate(dayNumber: $0) }.map(Value.date)
  }

  // MARK: Numbers

  /// A number of a leaf that people would write; nil if there is none in the range.
  func number(of index: Int, in range: Interval, isHigh: Bool = false) -> Rational? {
    let leaf = cone.leaves[index]
    guard case .numbers(let all) = leaf.domain, let inside = range.common(all) else { return nil }
    if leaf.type == .date, let day = referenceDate.map({ Rational($0.dayNumber) }),
      inside.common(Interval(day)) != nil
    {
      return day
    }
    let mayBeNegative = all.least != .negativeInfinity
    if let step = precision(of: leaf)?.step {
      let range = mayBeNegative ? inside : inside.common(Interval(.zero, .positiveInfinity))
      return range.flatMap { range in
        Self.candidates(range, step, isHigh).first { range.common(Interval($0)) != nil }
      }
    }
    return Self.number(in: inside, leaf.type, mayBeNegative: mayBeNegative, isHigh: isHigh)
  }

  /// 精度 of the fact that a leaf is.
  private func precision(of leaf: Cone.Leaf) -> Precision? {
    if case .fact(let fact) = leaf.source { declared[fact].precision } else { nil }
  }

  static func number(
    in range: Interval, _ type: ValueType, mayBeNegative: Bool, isHigh: Bool = false
  ) -> Rational? {
    let notNegative = Interval(.zero, .positiveInfinity)
    guard let range = mayBeNegative ? range : range.common(notNegative) else { return nil }
    if let exact = range.exact { return exact }
    let unit = type == .percentage ? Rational.powerOfTen(-2) : type.measure.value(of: .one)
    for places in 0...(type.isWhole ? 0 : 6) {
      let step = (type.isWhole ? type.step : unit) * .powerOfTen(-places)
      for number in candidates(range, step, isHigh) where range.common(Interval(number)) != nil { return number }
    }
    if type.isWhole { return nil }
    guard let low = range.least.value, let high = range.most.value else { return range.least.value ?? range.most.value }
    return (low + high) * .half
  }

  /// Multiples of a step at the ends of a range.
  private static func candidates(_ range: Interval, _ step: Rational, _ isHigh: Bool) -> [Rational] {
    func multiple(_ number: Rational, _ mode: (Rational) -> Rational) -> Rational? {
      (try? number.divided(by: step)).map { mode($0) * step }
    }
    let first = range.least.value.flatMap { multiple($0, \.ceiling) }
    let last = range.most.value.flatMap { multiple($0, \.floor) }
    let low = first.map { [$0, $0 + step] } ?? []
    let high = last.map { [$0, $0 - step] } ?? []
    if isHigh { return !high.isEmpty ? high : low.first.map { [$0 + step * Rational(100), $0, $0 + step] } ?? [.zero] }
    return low.isEmpty ? high + [.zero] : low
  }

  // MARK: Records

  private var recordFacts: [Int] { Set(asked.map(\.query.fact)).sorted() }

  private var asked: [(leaf: Int, query: Query)] {
    cone.leaves.enumerated().compactMap { index, leaf in
      guard case .free(let name) = leaf.source, let query = queries[name] else { return nil }
      return (index, query)
    }
  }

  /// A list of records that answers every question about it as the region wants.
  private func records(of fact: Int, _ region: Region, _ cells: [Int: Value?]) -> [[Value?]]? {
    let asked = asked.filter { $0.query.fact == fact }.map { (query: $0.query, wanted: region.domains[$0.leaf]) }
    let rows = rows(of: fact, near: asked.flatMap(\.query.known))
    var lengths: Set<Int> = [1, 2]
    for case .numbers(let range) in asked.map(\.wanted) {
      for end in [range.least.value, range.most.value].compactMap({ $0 }) {
        if let count = Int(exactly: end.rounded(.up)), (1...40).contains(count) {
          lengths.formUnion([count, count + 1])
        }
      }
    }
    var lists: [[[Value?]]] = [[]]
    for length in lengths.sorted() { lists += rows.map { [[Value?]](repeating: $0, count: length) } }
    for (one, other) in zip(rows, rows.dropFirst()) { lists.append([one, other]) }
    return lists.first { list in
      var stated = cells
      stated[fact] = .some(.records(list))
      return asked.allSatisfy { $0.wanted.contains($0.query.value(stated), $0.query.type) }
    }
  }

  /// Rows with values at and beside some.
  private func rows(of fact: Int, near known: [Value]) -> [[Value?]] {
    guard case .records(_, let columns) = declared[fact].type else { return [] }
    let values = columns.map { column -> [Value?] in
      let limits: [Value?] = [column.lower, column.upper].filter { $0 != nil }
      return (self.values(of: column.type, near: known) + limits).filter { cell in
        cell.map { !$0.isOutside(column.lower, column.upper) } ?? true
      }
    }
    let most = values.map(\.count).max() ?? 0
    let plain = values.map { $0.first ?? nil }
    var rows: [[Value?]] = [plain]
    for (column, list) in values.enumerated() {
      for value in list.dropFirst() {
        var row = plain
        row[column] = value
        rows.append(row)
      }
    }
    for place in 1..<max(2, most) { rows.append(values.map { $0.isEmpty ? nil : $0[place % $0.count] }) }
    return Array(rows.prefix(60))
  }

  private func values(of type: ValueType, near known: [Value]) -> [Value?] {
    func around(_ numbers: [Rational]) -> [Value?] {
      let step = type == .percentage ? .powerOfTen(-2) : type.step
      return
        ([type == .date ? referenceDate.map { Rational($0.dayNumber) } ?? Rational(739_000) : step]
        + numbers.flatMap { [$0, $0 + step, $0 - step] }).compactMap { Self.value($0, type) }
    }
    switch type {
    case .truth: return [.truth(true), .truth(false)]
    case .number, .percentage:
      return around(known.compactMap(\.number))
    case .date: return around(known.compactMap { if case .date = $0 { $0.order(as: .date) } else { nil } })
    case .text: return [.text("甲")] + known.filter { if case .text = $0 { true } else { false } }
    case .choice(let options, _): return options.indices.map { .choice($0) }
    case .choices(let options): return [.choices((1 << UInt64(options.count)) - 1), .choices(0)]
    case .records: return []
    }
  }
}

extension Domain {
  /// Whether a value is one of those left.
  func contains(_ computed: Computed, _ type: ValueType) -> Bool {
    switch self {
    case .anything: true
    case .missing: computed.knownValue == nil
    case .values(let values): computed.knownValue.map { values.contains($0) } ?? false
    case .numbers(let range):
      computed.knownValue?.order(as: type).map { range.common(Interval($0)) != nil } ?? (range == .all)
    }
  }
}
