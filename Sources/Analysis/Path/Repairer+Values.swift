import Evaluation
import Model
import Quantities

/// Which values of one fact do what is asked, the nearest to what it states first.
extension Repairer {
  func values(of fact: Int, _ question: Question, _ state: State) -> [Value] {
    let current = whatIf.value(of: fact, state.changes)
    let accepts = { (value: Value) in
      !self.isSpent && value != current && question.accepts([fact: value])
    }
    return standard.facts[fact].type.isOnLine
      ? line(of: fact, question, state).nearest(current, accepts)
      : Array(samples(of: fact, question, state).filter(accepts).prefix(8))
  }

  /// Values worth trying, whether or not they do: the nearest first.
  func samples(of fact: Int, _ question: Question, _ state: State) -> [Value] {
    let current = whatIf.value(of: fact, state.changes)
    switch standard.facts[fact].type {
    case .truth: return [.truth(true), .truth(false)].filter { $0 != current }
    case .text: return current == nil ? [Self.someText] : []
    case .choice(let options, _):
      guard case .choice(let now)? = current else { return options.indices.reversed().map { .choice($0) } }
      return options.indices.filter { $0 != now }.sorted { abs($0 - now) < abs($1 - now) }.map { .choice($0) }
    case .choices(let options):
      guard case .choices(let now)? = current else { return choiceSets(options.count, from: 0, question, fact, state) }
      return choiceSets(options.count, from: now, question, fact, state).filter { $0 != .choices(now) }
    case .number, .percentage, .date:
      let line = line(of: fact, question, state)
      return line.ordered(line.pivots, from: current)
    case .records: return rowValues(of: fact, question, state)
    }
  }

  /// Stands for a text that people will have to write.
  static let someText = Value.text("…")

  private func choiceSets(
    _ count: Int, from now: UInt64, _ question: Question, _ fact: Int, _ state: State
  ) -> [Value] {
    var sets: [UInt64] = [now, 0, count >= 64 ? now : (1 << UInt64(count)) - 1]
    for case .choices(let mask) in pivots(question, fact, state) {
      sets += [now | mask, now & ~mask, mask]
      for bit in 0..<count where mask & (1 << bit) != 0 { sets += [now | (1 << bit), now & ~(1 << bit)] }
    }
    var (more, fewer) = (now, now)
    for bit in 0..<count where now & (1 << bit) == 0 {
      more |= 1 << bit
      sets.append(more)
    }
    for bit in (0..<count).reversed() where now & (1 << bit) != 0 {
      fewer &= ~(1 << bit)
      sets.append(fewer)
    }
    var seen: Set<UInt64> = []
    return sets.filter { seen.insert($0).inserted }.enumerated().sorted { a, b in
      let (x, y) = ((a.element ^ now).nonzeroBitCount, (b.element ^ now).nonzeroBitCount)
      return x == y ? a.offset < b.offset : x < y
    }.map { .choices($0.element) }
  }

  // MARK: Numbers and dates

  func line(of fact: Int, _ question: Question, _ state: State) -> NumberLine {
    let declared = standard.facts[fact]
    let current = whatIf.value(of: fact, state.changes)
    let stated = question.numbers.map(Value.number) + self.pivots(question, fact, state)
    var pivots = stated.compactMap { NumberLine.number($0, declared.type) }
    let start = current.flatMap { NumberLine.number($0, declared.type) }
    for difference in question.differences {
      pivots += NumberLine.roots(around: start, declared.type) { number in
        NumberLine.value(number, declared.type).flatMap { difference([fact: $0]) }
      }
    }
    return NumberLine(
      declared, earliest: earliest, current: start, pivots: pivots,
      preferred: standard.referenceDate.map { Rational($0.dayNumber) })
  }

  /// How far the sides of a comparison are apart.
  func differences(_ formula: Formula, _ state: State) -> [(Changes) -> Rational?] {
    formula.sides.prefix(8).map { left, right in
      { changes in
        guard case .known(let a) = self.value(of: left, state, with: changes),
          case .known(let b) = self.value(of: right, state, with: changes), let x = a.order(as: left.type),
          let y = b.order(as: right.type)
        else { return nil }
        return try? x.subtracting(y)
      }
    }
  }

  /// The values that stand in the formulas beside a fact: whatever is worked out without it.
  func pivots(_ question: Question, _ fact: Int, _ state: State) -> [Value] {
    var found: [Value] = []
    standard.walk(question.formulas) { part in
      if case .hasOptions(_, let mask, _) = part.kind {
        found.append(.choices(mask))
        return true
      }
      guard !whatIf.dependencies.of(part).facts.contains(fact), part.columns.isEmpty,
        case .known(let value) = value(of: part, state)
      else { return true }
      if !found.contains(value) { found.append(value) }
      return false
    }
    return found
  }
}
