import Model
import Planning
import Quantities
import Syntax

/// The part of a plan that some results need, made ready for columns: how each node is kept, and by which kernel it is
/// worked out.
struct ColumnProgram {
  let program: Program
  let facts: FactColumns
  private(set) var steps: [Step] = []
  /// Which step works a node out.
  private(set) var stepOf: [Int: Int] = [:]
  /// What has to be known before the executor works a node out, by node.
  private(set) var feeds: [Int: [Int]] = [:]
  /// What each clause that is looked at case by case is worked out from, of all that differs between sheets, by slot.
  private(set) var leaves: [Int: [Int]] = [:]
  /// What is asked of records.
  private(set) var queries: [Query] = []
  /// Whose rows these are; nil where it is sheets that are worked out.
  private(set) var records: RecordColumns?
  /// Where the values are that some columns have together, by slot.
  private(set) var parts: [Int: [Int]] = [:]
  /// Of which node a column is, by slot.
  private(set) var nodes: [Int] = []
  /// Where the column of a node is; nil for nodes that are not needed.
  private(set) var slots: [Int?]
  private(set) var forms: [ColumnForm] = []
  private(set) var types: [PlanType] = []
  /// What is the same in all rows, by slot.
  private(set) var constants: [(slot: Int, value: PlanValue)] = []
  /// Constants at another scale, by slot and factor.
  private var rescaled: [[Int]: Int] = [:]
  private(set) var valueOf: [Int: PlanValue] = [:]

  /// Nodes that are not worked out: whoever runs the program puts their columns in place.
  private let kept: [Int: ColumnForm]

  /// - Parameters:
  ///   - wanted: the nodes that will be asked for.
  ///   - kept: the nodes whose columns are at hand; what only these are worked out from is left out.
  init(_ program: Program, _ facts: FactColumns, wanted: [Int], kept: [Int: ColumnForm] = [:]) {
    self.program = program
    self.facts = facts
    self.kept = kept
    slots = program.plan.nodes.map { _ in nil }
    let isOfSheet = Set(program.ofSheet)
    for place in program.plan.needed(for: wanted, endingAt: Set(kept.keys)) where program.isRun[place] {
      if let form = kept[place] {
        let slot = slot(form, plan.nodes[place].type)
        (slots[place], nodes[slot]) = (slot, place)
      } else if isOfSheet.contains(place) {
        add(place)
      } else {
        addConstant(program.fixed[place], place)
      }
    }
  }

  private var plan: Plan { program.plan }

  /// What a query asks of each row, of its cells and of what the sheet says.
  ///
  /// - Parameter sheet: has worked out all that does not depend on the row.
  private init?(_ query: Int, _ asked: Primitive.Records, _ records: RecordColumns, in sheet: ColumnProgram) {
    (program, facts, self.records, kept) = (sheet.program, sheet.facts, records, [:])
    slots = sheet.slots.map { _ in nil }
    let rowNodes = Set(program.rowNodes[query] ?? [])
    let cells = Dictionary((program.columns[query] ?? []).map { ($0.place, $0.column) }) { first, _ in first }
    let operands = plan.nodes[query].operands
    var (sought, found) = ([asked.filter, asked.value].compactMap { $0.map { operands[$0] } }, Set<Int>())
    while let place = sought.popLast() {
      guard found.insert(place).inserted, rowNodes.contains(place) else { continue }
      sought += plan.nodes[place].operands
    }
    for place in found.sorted() {
      if let cell = cells[place] {
        addLeaf(.cell(cell), records.form(of: cell), place)
      } else if rowNodes.contains(place) {
        switch plan.nodes[place].primitive {
        case .records, .rank, .cohort, .position, .cases, .part, .fact, .column: return nil
        case .constant, .setting, .admitted, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose,
          .operation, .definition, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
          .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported,
          .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold:
          add(place)
        }
      } else if let slot = sheet.slots[place] {
        if let value = sheet.valueOf[slot] {
          addConstant(value, place)
        } else {
          addLeaf(.outer(slot), sheet.forms[slot], place)
        }
      } else {
        return nil
      }
    }
  }

  private mutating func addLeaf(_ kernel: Kernel, _ form: ColumnForm, _ place: Int) {
    let slot = slot(form, plan.nodes[place].type)
    slots[place] = slot
    nodes[slot] = place
    stepOf[place] = steps.count
    steps.append(
      Step(
        kernel: kernel, node: place, slot: slot, operands: [], singles: [], form: form, oddWatched: [], noneWatched: [],
        maybeWatched: [], brokenWatched: [], isOfPoints: false))
  }

  /// Nil where rows have to be worked out one by one.
  private mutating func query(_ node: Plan.Node, _ asked: Primitive.Records, _ place: Int) -> Made? {
    guard records == nil, case .fact(let fact) = plan.nodes[node.operands[0]].primitive,
      let records = facts.records(fact), let rows = ColumnProgram(place, asked, records, in: self)
    else { return nil }
    func slot(_ operand: Int?) -> Int? { operand.flatMap { rows.slots[node.operands[$0]] } }
    let (passes, cell) = (slot(asked.filter), slot(asked.value))
    let ofNone = asked.ofNone.flatMap { slots[node.operands[$0]] }
    if let passes, rows.forms[passes] != .truth { return nil }
    var (form, factor, isOfDates) = (ColumnForm.truth, 1, false)
    switch asked.kind {
    case .any, .every: break
    case .count:
      guard let worth = asked.worth.words else { return nil }
      (form, factor) = (.number(scale: worth.denominator), worth.numerator)
    case .sum, .greatest, .least, .average:
      guard let cell, let own = rows.forms[cell].scale else { return nil }
      switch rows.types[cell] {
      case .points, .value(.number), .value(.percentage): break
      case .value(.date): isOfDates = true
      case .value(.truth), .value(.text), .value(.choice), .value(.choices), .value(.records), .verdict, .grades,
        .bundle:
        return nil
      }
      let scale = ofNone.flatMap { forms[$0].scale }.flatMap { Self.common(own, $0) } ?? own
      (form, factor) = (.number(scale: scale), scale / own)
    }
    queries.append(
      Query(
        kind: asked.kind, program: rows, records: records, passes: passes, cell: cell, ofNone: ofNone, factor: factor,
        isOfDates: isOfDates))
    return (.records(queries.count - 1), form, [])
  }

  private mutating func slot(_ form: ColumnForm, _ type: PlanType) -> Int {
    forms.append(form)
    types.append(type)
    nodes.append(-1)
    return forms.count - 1
  }

  // MARK: Constants

  private mutating func addConstant(_ value: PlanValue, _ place: Int) {
    let type = plan.nodes[place].type
    if case .known(let known) = value.content { facts.add(known) }
    let slot = slot(Self.form(of: value, type), type)
    constants.append((slot, value))
    valueOf[slot] = value
    slots[place] = slot
  }

  private static func form(of value: PlanValue, _ type: PlanType) -> ColumnForm {
    switch type {
    case .value(.truth): return .truth
    case .value(.records), .bundle: return .other
    case .grades: return .grades
    case .verdict: return .verdict
    case .points, .value(.number), .value(.percentage), .value(.date), .value(.text), .value(.choice), .value(.choices):
      let ends: [Rational] =
        switch value.content {
        case .known(.number(let number)): [number]
        case .between(let range): [range.least, range.most].compactMap(\.value)
        case .none, .unknown, .known, .verdict, .grades, .bundle: []
        }
      return .number(scale: ends.reduce(1) { common($0, $1.words?.denominator ?? 1) ?? $0 })
    }
  }

  /// A scale that holds what two scales hold; nil beyond what sums of such numbers could bear.
  static func common(_ a: Int, _ b: Int) -> Int? {
    a.leastCommonMultiple(b).flatMap { $0 <= 1 << 40 ? $0 : nil }
  }

  /// An operand in numbers of a scale that its own divides.
  private mutating func operand(_ slot: Int, at scale: Int) -> Operand {
    guard let own = forms[slot].scale, own != scale else { return Operand(slot: slot) }
    guard let value = valueOf[slot] else { return Operand(slot: slot, factor: scale / own) }
    if let known = rescaled[[slot, scale]] { return Operand(slot: known) }
    let copy = self.slot(.number(scale: scale), types[slot])
    constants.append((copy, value))
    valueOf[copy] = value
    rescaled[[slot, scale]] = copy
    return Operand(slot: copy)
  }

  // MARK: Nodes

  private mutating func add(_ place: Int) {
    let node = plan.nodes[place]
    let singles = node.operands.map { slots[$0] ?? -1 }
    let isKept = singles.allSatisfy { $0 >= 0 && forms[$0] != .other }
    var made = isKept ? kernel(node, singles) : nil
    if made == nil { made = special(node, place) }
    let (kernel, form, operands) =
      made ?? (.single, Self.usual(node.type, singles.map { $0 < 0 ? .other : forms[$0] }), [])
    let slot = slot(form, node.type)
    slots[place] = slot
    nodes[slot] = place
    stepOf[place] = steps.count
    if case .cases(let cases) = kernel {
      (leaves[slot], feeds[place]) = (leaves(of: place), feeds(ofCases: place))
      if cases.values.count > 1 { parts[slot] = cases.values }
    }
    if case .records = node.primitive { feeds[place] = feeds(ofSheets: place) }
    // What bounds points is looked at only where they fail.
    let isBounded = node.primitive == .bounded
    let asked = isBounded ? Array(singles.prefix(1)) : singles.filter { $0 >= 0 }
    // At another scale a constant may be too long. Bounds that are not there are odd at any.
    let oddWatched =
      asked
      + operands.map(\.slot).filter { slot in
        guard let value = valueOf[slot], !asked.contains(slot) else { return false }
        return !isBounded || value.computed.knownValue != nil
      }
    let isShared = if case .level(let parts) = node.primitive { node.operands.count > parts } else { false }
    let isStuck = if case .level(nil) = kernel { isShared } else { false }
    steps.append(
      Step(
        kernel: kernel, node: place, slot: slot, operands: operands, singles: singles, form: form,
        oddWatched: oddWatched, noneWatched: isStuck ? oddWatched : kernel.needsApplying(oddWatched),
        maybeWatched: isStuck ? oddWatched : [], brokenWatched: kernel.takesBroken ? [] : oddWatched,
        isOfPoints: node.type == .points))
  }

  /// The operands, and what is asked in the rows of the node of anything but these.
  private func feeds(ofSheets place: Int) -> [Int] {
    var found = Set(plan.nodes[place].operands)
    for inner in program.rowNodes[place] ?? [] { found.formUnion(plan.nodes[inner].operands) }
    return found.filter { slots[$0] != nil && !plan.nodes[$0].isOfRow }.sorted()
  }

  /// Whatever is worked out again in a case.
  private func feeds(ofCases place: Int) -> [Int] {
    plan.needed(for: plan.nodes[place].operands).filter { slots[$0] != nil }
  }

  /// Nil where more than that is looked at: a sheet itself, in a case, or what has no words.
  private func leaves(of place: Int) -> [Int]? {
    func isOfSheet(_ node: Int) -> Bool {
      guard let step = stepOf[node] else { return false }
      switch steps[step].kernel {
      case .ofSheet, .compared, .records, .outer, .cell: return true
      case .fact, .same, .not, .all, .any, .compare, .agree, .length, .optionCount, .ifExact, .level, .growth, .times,
        .sum, .multiple,
        .share, .absolute, .larger, .smaller, .rounded, .choose, .chooseTruth, .given, .firstOf, .applicable,
        .otherwise, .mark,
        .applies, .reported, .bounded, .alongside, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints,
        .isKnown, .hasOptions, .reached, .firstToHold, .cases, .single:
        return false
      }
    }
    func isFact(_ node: Int) -> Bool { if case .fact = plan.nodes[node].primitive { true } else { false } }
    if (program.dependents[place] ?? []).joined().contains(where: isOfSheet) { return nil }
    let needed = plan.needed(for: plan.nodes[place].operands, endingAt: Set(kept.keys)).filter {
      stepOf[$0] != nil || kept[$0] != nil
    }
    var leaves: [Int] = []
    for node in needed {
      guard let slot = slots[node] else { continue }
      if isFact(node) {
        // Records are seen through what is asked of them.
        let isRead = needed.contains { !isOfSheet($0) && plan.nodes[$0].operands.contains(node) }
        if forms[slot] != .other || isRead { leaves.append(slot) }
      } else if isOfSheet(node) || kept[node] != nil {
        leaves.append(slot)
      }
    }
    return leaves.contains { forms[$0] == .other } ? nil : leaves
  }

  typealias Made = (kernel: Kernel, form: ColumnForm, operands: [Operand])

  /// How results are kept that are worked out one by one.
  private static func usual(_ type: PlanType, _ operands: [ColumnForm]) -> ColumnForm {
    switch type {
    case .value(.truth): .truth
    case .value(.records), .bundle: .other
    case .grades: .grades
    case .verdict: .verdict
    case .value(.date), .value(.text), .value(.choice), .value(.choices): .number(scale: 1)
    case .points, .value(.number), .value(.percentage):
      .number(scale: operands.compactMap(\.scale).reduce(1) { common($0, $1) ?? $0 })
    }
  }

  /// Nodes that look at more than their operands.
  private mutating func special(_ node: Plan.Node, _ place: Int) -> Made? {
    switch node.primitive {
    case .fact(let index):
      guard let stored = facts.columns[index] else { return nil }
      return (.fact(index), stored.form, [])
    case .records(let asked): return query(node, asked, place) ?? (.ofSheet, Self.usual(node.type, []), [])
    case .rank, .cohort, .position: return (.compared, Self.usual(node.type, []), [])
    case .part(let part):
      guard let slot = slots[node.operands[0]].flatMap({ parts[$0]?[part] }) else { return nil }
      return (.same, forms[slot], [Operand(slot: slot)])
    case .cases(let cases):
      let values = node.operands.prefix(cases.values).compactMap { slots[$0] }
      let subjects = zip(cases.subjects, program.dependents[place] ?? []).compactMap { subject, dependents in
        slots[subject.node].map { slot in
          Cases.Subject(
            slot: slot, cases: subject, cuts: subject.cuts.compactMap { slots[$0] }, dependents: dependents,
            work: 1 + 8 * dependents.count(where: isSingle))
        }
      }
      guard values.count == cases.values, subjects.count == cases.subjects.count else { return nil }
      let isAlone = values.count == 1
      let parts = isAlone ? [] : values.map { slot(forms[$0], types[$0]) }
      return (
        .cases(Cases(deciding: cases.deciding, values: parts, subjects: subjects)), isAlone ? forms[values[0]] : .other,
        values.map { Operand(slot: $0) }
      )
    case .constant, .setting, .admitted, .column, .isKnown, .not, .all, .any, .compare, .hasOptions, .hasText, .choose,
      .operation, .definition, .figure, .given, .applicable, .firstOf, .interpolate, .mark, .kept, .count,
      .roundingChange, .bounded, .reached, .otherwise, .alongside, .ifExact, .level, .growth, .closed, .reported,
      .extent, .applies, .requirementVerdict, .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold:
      return nil
    }
  }

  /// Whether a node is worked out row by row.
  private func isSingle(_ node: Int) -> Bool {
    guard let step = stepOf[node] else { return false }
    if case .single = steps[step].kernel { return true }
    if case .ofSheet = steps[step].kernel { return true }
    return false
  }

  /// The kernel of a node whose operands are all kept in columns; nil where there is none.
  private mutating func kernel(_ node: Plan.Node, _ slots: [Int]) -> Made? {
    func truths(_ kernel: Kernel) -> Made? {
      slots.allSatisfy { forms[$0] == .truth } ? (kernel, .truth, slots.map { Operand(slot: $0) }) : nil
    }
    switch node.primitive {
    case .constant, .setting, .fact, .admitted, .column, .records, .rank, .cohort, .position, .cases, .part: return nil
    case .definition, .closed: return (.same, forms[slots[0]], [Operand(slot: slots[0])])
    case .reported, .extent: return (.reported, forms[slots[0]], [Operand(slot: slots[0])])
    case .alongside, .bounded:
      let kernel: Kernel = node.primitive == .bounded ? .bounded : .alongside
      return (kernel, forms[slots[0]], slots.map { Operand(slot: $0) })
    case .isKnown:
      return forms[slots[0]].scale == nil && forms[slots[0]] != .truth
        ? nil : (.isKnown, .truth, [Operand(slot: slots[0])])
    case .not: return truths(.not)
    case .all: return truths(.all)
    case .any: return truths(.any)
    case .firstToHold:
      guard slots.count < ColumnForm.noGrade, let made = truths(.firstToHold) else { return nil }
      return (made.kernel, .grades, made.operands)
    case .compare(let comparator, _):
      if comparator == .equal || comparator == .different, let made = truths(.agree(comparator == .equal)) {
        return made
      }
      return numbers(slots) { _ in .compare(comparator) }.map { ($0.kernel, .truth, $0.operands) }
    case .reached: return numbers(slots) { _ in .reached }.map { ($0.kernel, .truth, $0.operands) }
    case .hasOptions(let wanted, let all): return (.hasOptions(wanted, all: all), .truth, [Operand(slot: slots[0])])
    case .choose:
      if let made = truths(.chooseTruth) { return made }
      guard forms[slots[0]] == .truth else { return nil }
      return tested(slots, .choose(isOnLine: node.type.valueType?.isOnLine ?? true))
    case .given: return forms[slots[0]] == .truth ? tested(slots, .given) : nil
    case .applicable:
      guard forms[slots[0]] == .truth, forms[slots[1]] == .truth || forms[slots[1]].scale != nil else { return nil }
      return (.applicable, forms[slots[1]], slots.map { Operand(slot: $0) })
    case .otherwise:
      let isOnLine = node.type.valueType?.isOnLine ?? true
      return truths(.otherwise(isOnLine: isOnLine)) ?? numbers(slots) { _ in .otherwise(isOnLine: isOnLine) }
    case .applies: return (.applies, .truth, [Operand(slot: slots[0])])
    case .mark(let hasLeast, let hasMost): return numbers(slots) { _ in .mark(hasLeast: hasLeast, hasMost: hasMost) }
    case .firstOf: return bands(slots)
    case .level(let parts): return level(node.operands.prefix(parts).map { plan.nodes[$0].mayBeNone }, slots)
    case .growth(let part, let parts):
      return growth(of: part, node.operands.prefix(parts).map { plan.nodes[$0].mayBeNone }, slots)
    case .ifExact:
      guard let made = numbers(Array(slots.dropFirst()), { _ in .ifExact }), forms[slots[0]].scale != nil else {
        return nil
      }
      return (.ifExact, made.form, [Operand(slot: slots[0])] + made.operands)
    case .operation(let operation): return self.operation(operation, node, slots)
    case .requirementVerdict:
      return forms[slots[0]] == .truth ? (.requirementVerdict, .verdict, [Operand(slot: slots[0])]) : nil
    case .changeVerdict:
      return forms[slots[0]].scale == nil ? nil : (.changeVerdict, .verdict, [Operand(slot: slots[0])])
    case .pointsVerdict(let hasMinimum, let hasFull): return pointsVerdict(hasMinimum, hasFull, slots)
    case .hasFullPoints:
      guard forms[slots[0]] == .verdict, let scale = forms[slots[1]].scale else { return nil }
      return (.hasFullPoints(scale: scale), .truth, slots.map { Operand(slot: $0) })
    case .hasText, .figure, .interpolate, .kept, .count, .roundingChange: return nil
    }
  }

  /// What it comes to, the minimum if there is one, points in every case, and full points if there are any.
  private mutating func pointsVerdict(_ hasMinimum: Bool, _ hasFull: Bool, _ slots: [Int]) -> Made? {
    let compared = Array(slots.dropFirst(hasMinimum ? 2 : 1))
    guard forms[slots[0]].scale != nil, !hasMinimum || forms[slots[1]] == .truth,
      var made = numbers(compared, { _ in .pointsVerdict(hasMinimum: hasMinimum, hasFull: hasFull) })
    else { return nil }
    made.operands.insert(contentsOf: slots.prefix(hasMinimum ? 2 : 1).map { Operand(slot: $0) }, at: 0)
    return (made.kernel, .verdict, made.operands)
  }

  /// All operands in numbers of one scale.
  mutating func numbers(_ slots: [Int], _ kernel: (Int) -> Kernel?) -> Made? {
    var scale = 1
    for slot in slots {
      guard let own = forms[slot].scale, let common = Self.common(scale, own) else { return nil }
      scale = common
    }
    guard let kernel = kernel(scale) else { return nil }
    return (kernel, .number(scale: scale), slots.map { operand($0, at: scale) })
  }

  /// A test, and numbers.
  private mutating func tested(_ slots: [Int], _ kernel: Kernel) -> Made? {
    guard var made = numbers(Array(slots.dropFirst()), { _ in kernel }) else { return nil }
    made.operands.insert(Operand(slot: slots[0]), at: 0)
    return made
  }

  /// Tests and numbers in turn.
  private mutating func bands(_ slots: [Int]) -> Made? {
    let (tests, values) = (stride(from: 0, to: slots.count, by: 2), stride(from: 1, to: slots.count, by: 2))
    guard tests.allSatisfy({ forms[slots[$0]] == .truth }),
      let made = numbers(values.map { slots[$0] }, { _ in .firstOf })
    else { return nil }
    let operands = zip(tests, made.operands).flatMap { [Operand(slot: slots[$0]), $1] }
    return (.firstOf, made.form, operands)
  }
}
