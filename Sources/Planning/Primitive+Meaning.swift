import Model
import Quantities

/// What the primitives do that look at nothing but their operands, in the words of Primitives.md.
extension Primitive {
  /// What it gives for some operands; nil for a primitive that looks at more than its operands.
  ///
  /// - Parameters:
  ///   - types: those of the operands.
  ///   - type: of the result.
  public func apply(_ operands: Operands, _ types: [PlanType], _ type: PlanType) -> PlanValue? {
    switch self {
    case .fact, .setting, .admitted, .column, .records, .rank, .cohort, .position, .cases: return nil
    case .constant(let value): return value
    case .definition: return operands[0]
    case .part(let index):
      guard case .bundle(let values) = operands[0].content else { return PlanValue(content: .unknown) }
      return values[index]
    case .isKnown:
      if case .known = operands[0].computed { return PlanValue(Computed(.yes), waits: operands[0].waits) }
      return PlanValue(Computed(.no), waits: operands[0].waits)
    case .not:
      var value = operands[0]
      if value.truth != .unknown { value.content = .known(.truth(value.truth == .no)) }
      return value
    case .all: return Self.kleene(operands, stopsAt: .no)
    case .any: return Self.kleene(operands, stopsAt: .yes)
    case .compare(let comparator, let compared):
      return strict(operands) { .compare(comparator, $0[0].computed, $0[1].computed, compared) }
    case .hasOptions(let wanted, let all): return strict(operands) { .has($0[0].computed, wanted, all: all) }
    case .hasText: return strict(operands) { .has($0[0].computed, $0[1].computed) }
    case .choose: return Self.chosen(operands, type)
    case .operation(let operation):
      guard type != .points else {
        return ranged(operands) { ranges, mayFail throws(ArithmeticError) in
          let range = try operation.range(ranges)
          mayFail = mayFail || range == nil
          return range ?? .all
        }
      }
      return strict(operands) {
        operation.apply($0.map(\.computed), types.compactMap(\.valueType), type.valueType ?? .truth)
      }
    case .figure(let kind, let worth): return Self.figure(kind, worth, operands, type)
    case .level(let parts):
      let level = Self.level(operands, parts)
      if level.applicable == .no { return PlanValue.none }
      var value = Self.attempt { () throws(ArithmeticError) in try level.points() }
      value.mayBeNone = level.applicable == .unknown
      return value
    case .growth(let part, let parts):
      return Self.attempt { () throws(ArithmeticError) in
        try Self.level(operands, parts).growth(of: part) ?? Interval(.one)
      }
    case .given: return Self.given(operands[0], operands[1], operands[2])
    case .applicable: return Self.applicable(operands[0], operands[1], type)
    case .firstOf: return Self.firstOf(operands)
    case .interpolate(let knots):
      return ranged(operands) { ranges, _ throws(ArithmeticError) in try ranges[0].interpolated(knots) }
    case .mark(let hasLeast, let hasMost): return mark(operands, hasLeast, hasMost)
    case .kept(let comparator):
      return ranged(operands) { ranges, mayFail throws(ArithmeticError) in
        guard let (kept, isOpen) = ranges[0].kept(comparator, ranges[1]) else { throw .amountOutOfRange }
        mayFail = mayFail || isOpen
        return kept
      }
    case .count(let mode):
      return ranged(operands) { ranges, mayFail throws(ArithmeticError) in
        if let count = try ranges[0].count(per: ranges[1], mode) { return count.steps }
        mayFail = true
        return Interval(.zero, .positiveInfinity)
      }
    case .roundingChange(let mode):
      return ranged(operands) { ranges, _ throws(ArithmeticError) in
        guard let step = ranges[1].exact, ranges[0].isExact else { return ranges[1].hull(ranges[1].negated) }
        let rounded = try ranges[0].map { value throws(ArithmeticError) in
          try value.rounded(mode, toMultipleOf: step)
        }
        return try rounded.subtracting(ranges[0])
      }
    case .bounded: return Self.bounded(operands[0], operands[1], operands[2])
    case .reached: return Self.reached(operands[0], operands[1])
    case .otherwise: return Self.otherwise(operands[0], operands[1], type)
    case .alongside:
      var value = operands[0]
      value.waits.formUnion(operands[1].waits)
      value.mayFail = value.mayFail || operands[1].mayFail
      value.error = value.error ?? operands[1].error
      return value
    case .ifExact:
      let (waits, failure) = Self.read([operands[0]])
      var value = failure ?? operands[operands[0].interval.isExact ? 1 : 2]
      value.waits.formUnion(waits)
      return value
    case .closed:
      var closed = operands[0]
      if case .between(let range) = closed.content { closed.content = .between(range.closed) }
      return closed
    case .reported, .extent:
      let value = operands[0]
      var reported = PlanValue(content: value.content == .none && !value.isNone ? .unknown : value.content)
      reported.mayBeNone = value.mayBeNone
      return reported
    case .applies: return PlanValue(Computed(operands[0].applies))
    case .requirementVerdict: return PlanValue(content: .verdict(operands[0].requirementVerdict))
    case .changeVerdict: return PlanValue(content: .verdict(operands[0].changeVerdict))
    case .pointsVerdict(let hasMinimum, let hasFull):
      return PlanValue(
        content: .verdict(
          operands[0].pointsVerdict(
            minimum: hasMinimum ? operands[1] : nil, points: operands[hasMinimum ? 2 : 1].interval,
            full: hasFull ? operands[operands.count - 1].interval.exact : nil)))
    case .hasFullPoints:
      guard case .verdict(let verdict) = operands[0].content else { return PlanValue(content: .unknown) }
      return PlanValue(
        Computed(verdict.hasFullPoints(share: operands[1].error == nil ? operands[1].computed.interval : nil)))
    case .firstToHold: return Self.firstToHold(operands)
    }
  }

  /// Whether what it gives may wait for what its operands wait for; else it waits for nothing.
  public var waitsForOperands: Bool {
    switch self {
    case .constant, .setting, .fact, .admitted, .column, .level, .growth, .reported, .extent, .applies,
      .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints:
      false
    case .records, .rank, .cohort, .position, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose,
      .operation, .definition, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
      .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .closed, .firstToHold, .cases, .part:
      true
    }
  }

  // MARK: Reading

  /// Operands up to the first that fails, which decides then, and what they wait for.
  private static func read(_ operands: some Sequence<PlanValue>) -> (waits: Set<Missing>, failure: PlanValue?) {
    var waits: Set<Missing> = []
    for operand in operands {
      waits.formUnion(operand.waits)
      if let error = operand.error { return (waits, PlanValue(failing: error, waits: waits)) }
    }
    return (waits, nil)
  }

  /// What fails where an operand does.
  private func strict(_ operands: Operands, _ body: (Operands) -> Computed) -> PlanValue {
    // Most often nothing is missing that is read.
    if operands.areReady { return PlanValue(body(operands)) }
    let (waits, failure) = Self.read(operands)
    return failure ?? PlanValue(body(operands), waits: waits)
  }

  /// Points that fail where an operand does, and may fail where one may, or where the body says so. What is done to
  /// something that does not apply does not apply.
  private func ranged(
    _ operands: Operands, _ body: ([Interval], inout Bool) throws(ArithmeticError) -> Interval
  ) -> PlanValue {
    if let none = operands.first(where: \.isNone) { return none }
    let (waits, failure) = Self.read(operands)
    if let failure { return failure }
    var result: PlanValue
    var mayFail = operands.contains(where: \.mayFail)
    do throws(ArithmeticError) {
      let range = try body(operands.map(\.interval), &mayFail)
      result = PlanValue(points: range, mayFail: mayFail, waits: waits)
    } catch {
      result = PlanValue(failing: error, waits: waits)
    }
    result.mayBeNone = operands.contains(where: \.mayBeNone)
    return result
  }

  // MARK: Truth and values

  /// Read up to the operand that decides.
  private static func kleene(_ operands: Operands, stopsAt: Truth) -> PlanValue {
    var kleene = Kleene(stopsAt: stopsAt)
    var waits: Set<Missing> = []
    for place in operands.indices {
      waits.formUnion(operands[place].waits)
      if kleene.take(operands[place].computed) { break }
    }
    return PlanValue(kleene.value, waits: waits)
  }

  private static func chosen(_ operands: Operands, _ type: PlanType) -> PlanValue {
    let (test, first, second) = (operands[0], operands[1], operands[2])
    if test.error != nil { return test }
    var value: PlanValue
    switch test.truth {
    case .yes: value = first
    case .no: value = second
    case .unknown:
      value = PlanValue(
        test.mayFail ? .doubtful : first.computed.joined(second.computed, type.valueType ?? .truth),
        waits: first.waits.union(second.waits))
    }
    value.waits.formUnion(test.waits)
    return value
  }

  /// - Parameter operands: whether it counts, and its cell, for each row; then what it is of no rows, if that is stated.
  private static func figure(
    _ kind: RowQuery.Kind, _ worth: Rational, _ operands: Operands, _ type: PlanType
  ) -> PlanValue {
    var waits: Set<Missing> = []
    var rows: [RowQuery.Row] = []
    for place in stride(from: 0, to: operands.count - 1, by: 2) {
      let (passes, cell) = (operands[place], operands[place + 1])
      waits.formUnion(passes.waits)
      if let error = passes.error { return PlanValue(failing: error, waits: waits) }
      if passes.truth != .no { waits.formUnion(cell.waits) }
      rows.append(RowQuery.Row(passes: passes.computed, cell: cell.computed))
    }
    let ofNone = operands.count % 2 == 1 ? operands.last : nil
    if rows.allSatisfy({ $0.passes.truth != .yes }), let ofNone { waits.formUnion(ofNone.waits) }
    return PlanValue(
      kind.figure(of: rows, worth: worth, ofNone: ofNone?.computed, type.valueType ?? .truth), waits: waits)
  }

  // MARK: Levels

  private static func level(_ operands: Operands, _ parts: Int) -> Level {
    let isShared = operands.count > parts
    return Level(
      (0..<parts).map { part in
        Share(
          points: operands[part].interval, full: isShared ? operands[parts + part].interval.exact : nil,
          applicable: operands[part].applies)
      }, full: isShared ? operands[operands.count - 1].interval.exact : nil)
  }

  private static func attempt(_ body: () throws(ArithmeticError) -> Interval) -> PlanValue {
    do throws(ArithmeticError) { return PlanValue(points: try body()) } catch {
      return PlanValue(failing: error, waits: [])
    }
  }

  // MARK: Points

  private func mark(_ operands: Operands, _ hasLeast: Bool, _ hasMost: Bool) -> PlanValue {
    ranged(operands) { ranges, mayFail throws(ArithmeticError) in
      if hasLeast, ranges[0].least < .zero {
        if ranges[0].most < .zero { throw .markOutOfRange }
        mayFail = true
      }
      if hasMost, let full = ranges.last, ranges[0].most > full.most {
        if ranges[0].least > full.most { throw .markOutOfRange }
        mayFail = true
      }
      return ranges[0]
    }
  }

  private static func otherwise(_ value: PlanValue, _ other: PlanValue, _ type: PlanType) -> PlanValue {
    if value.isNone { return other }
    guard value.mayBeNone else { return value }
    var sure = value
    sure.mayBeNone = false
    var joined = sure.joined(other, type)
    // What fails or waits is the value alone.
    (joined.error, joined.mayFail) = (value.error, value.mayFail)
    if type != .points, value.error != nil || value.mayFail { joined.content = .unknown }
    return joined
  }

  /// Read in the order: points where it does not hold, condition, points where it holds.
  private static func given(_ condition: PlanValue, _ points: PlanValue, _ otherwise: PlanValue) -> PlanValue {
    let (waits, failure) = read([otherwise, condition])
    if let failure { return failure }
    let holds = condition.truth
    var value = otherwise
    value.waits = waits
    value.mayFail = otherwise.mayFail || condition.mayFail
    if holds == .no { return value }
    value.waits.formUnion(points.waits)
    if let error = points.error {
      if holds == .yes { return PlanValue(failing: error, waits: value.waits) }
      value.mayFail = true
      return value
    }
    return PlanValue(
      points: holds == .yes ? points.interval : points.interval.hull(otherwise.interval),
      mayFail: value.mayFail || points.mayFail, waits: value.waits)
  }

  private static func applicable(_ inapplicable: PlanValue, _ value: PlanValue, _ type: PlanType) -> PlanValue {
    if let error = inapplicable.error {
      var failing = PlanValue(failing: error, waits: inapplicable.waits)
      failing.mayBeNone = true
      return failing
    }
    if inapplicable.truth == .yes {
      var none = PlanValue.none
      none.waits = inapplicable.waits
      return none
    }
    var value = value
    value.waits.formUnion(inapplicable.waits)
    if inapplicable.truth == .no { return value }
    value.mayBeNone = true
    value.mayFail = value.mayFail || inapplicable.mayFail || value.error != nil
    // As long as it is open whether it applies, its failure is none yet.
    if value.error != nil { value.content = type == .points ? .none : .unknown }
    value.error = nil
    if type != .points, value.mayFail { value.content = .unknown }
    return value
  }

  /// - Parameter operands: condition and points in turn.
  private static func firstOf(_ operands: Operands) -> PlanValue {
    var waits: Set<Missing> = []
    var result: Interval?
    var (mayFail, isSure) = (false, true)
    for place in stride(from: 0, to: operands.count, by: 2) {
      let (condition, points) = (operands[place], operands[place + 1])
      waits.formUnion(condition.waits)
      if let error = condition.error, isSure { return PlanValue(failing: error, waits: waits) }
      mayFail = mayFail || condition.mayFail || condition.error != nil
      let holds = condition.truth
      if holds == .no { continue }
      waits.formUnion(points.waits)
      if let error = points.error {
        if isSure, holds == .yes { return PlanValue(failing: error, waits: waits) }
        mayFail = true
      } else {
        mayFail = mayFail || points.mayFail
        result = result?.hull(points.interval) ?? points.interval
      }
      if holds == .yes { return PlanValue(points: result ?? .zero, mayFail: mayFail, waits: waits) }
      isSure = false
    }
    return PlanValue(points: result?.hull(.zero) ?? .zero, mayFail: mayFail, waits: waits)
  }

  private static func bounded(_ points: PlanValue, _ least: PlanValue, _ most: PlanValue) -> PlanValue {
    guard points.mayFail || points.error != nil else { return points }
    let bounds = Interval(least.interval.least, most.interval.most)
    let range = points.content == .none || points.error != nil ? bounds : points.interval.hull(bounds)
    var value = PlanValue(points: range, mayFail: points.error == nil)
    (value.error, value.mayBeNone) = (points.error, points.mayBeNone)
    value.waits = points.waits.union(least.waits).union(most.waits)
    return value
  }

  private static func reached(_ points: PlanValue, _ wanted: PlanValue) -> PlanValue {
    if points.isNone { return .none }
    var value = PlanValue(content: .unknown)
    if points.error == nil {
      value.waits = wanted.waits
      value.error = wanted.error
      if wanted.error == nil, !wanted.mayFail {
        value = PlanValue(
          Computed(Computed.compare(.atLeast, points.interval, wanted.interval)), waits: wanted.waits)
      }
    }
    value.mayBeNone = points.mayBeNone
    return value
  }

  // MARK: Results

  private static func firstToHold(_ conditions: Operands) -> PlanValue {
    var (grades, waits): (Set<Int>, Set<Missing>) = ([], [])
    for (grade, condition) in conditions.enumerated() {
      waits.formUnion(condition.waits)
      if condition.truth != .no { grades.insert(grade) }
      if condition.truth == .yes { return PlanValue(content: .grades(grades, mayBeNone: false), waits: waits) }
    }
    return PlanValue(content: .grades(grades, mayBeNone: true), waits: waits)
  }
}

extension PlanValue {
  fileprivate var requirementVerdict: Verdict {
    if isNone { return .inapplicable }
    if error != nil { return .failed }
    if mayBeNone { return .unverified }
    switch truth {
    case .yes: return .met
    case .no: return .unmet
    case .unknown: return .unverified
    }
  }

  /// - Parameters:
  ///   - minimum: whether it reaches one, if there is one.
  ///   - points: in every case, whether it applies or not.
  fileprivate func pointsVerdict(minimum: PlanValue?, points: Interval, full: Rational?) -> Verdict {
    if isNone { return .inapplicable }
    if error != nil { return .failed }
    guard let exact = points.exact, isSettled, minimum?.isSettled ?? true else { return .unverified }
    return Verdict(points: exact, of: full)
  }

  /// The verdict on an adjustment tells whether it moves the total.
  fileprivate var changeVerdict: Verdict {
    if error != nil { return .failed }
    if mayFail { return .unverified }
    return Verdict(change: interval.closed)
  }
}
