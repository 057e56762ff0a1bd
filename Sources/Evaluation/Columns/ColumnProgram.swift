import Model
import Planning
import Quantities
import Syntax

/// The part of a plan that some results need, made ready for columns: how each node is kept, and by which kernel it is
/// worked out.
struct ColumnProgram {
  /// An operand: where its column is, and by how much its numbers are multiplied to be of the scale at hand.
  struct Operand {
    let slot: Int
    var factor = 1
  }

  /// How a node is worked out for the rows that are not odd.
  enum Kernel {
    case fact(Int)
    /// The same as the first operand.
    case same
    case not
    case all
    case any
    case compare(Comparator)
    /// Whether two truths are the same, or are not.
    case agree(Bool)
    /// So many characters of a text, or options chosen of so many.
    case length
    case optionCount(Int)
    /// The second where the first is one number, else the third.
    case ifExact
    /// Parts put together, which leave their points to the others in this way where they do not apply, or just have none.
    case level(Redistribution?)
    /// How far one of the parts of a level grows.
    case growth(Redistribution, part: Int)
    /// The first times the second.
    case times
    /// With the sign of each operand.
    case sum([Bool])
    /// So many times its operand.
    case multiple(Int)
    /// The first divided by the second, multiplied and divided by numbers, in a scale.
    case share(Int, Int, scale: Int)
    case absolute
    case larger
    case smaller
    /// Multiplied by the first, divided by the second, rounded, and multiplied by the third.
    case rounded(Rounding, Int, Int, Int)
    /// - Parameter isOnLine: what lies between two values is a value too.
    case choose(isOnLine: Bool)
    case chooseTruth
    case given
    case firstOf
    case applicable
    case otherwise(isOnLine: Bool)
    case mark(hasLeast: Bool, hasMost: Bool)
    case applies
    /// As others see it.
    case reported
    /// The first, by the others where it may fail.
    case bounded
    /// The first, which may fail where the second may.
    case alongside
    case requirementVerdict
    case pointsVerdict(hasMinimum: Bool, hasFull: Bool)
    case changeVerdict
    case hasFullPoints(scale: Int)
    case isKnown
    case hasOptions(UInt64, all: Bool)
    case reached
    case firstToHold
    case cases(Cases)
    /// Row after row, by what the primitive makes of single values.
    case single
    /// Row after row, of what one sheet has of its own: records.
    case ofSheet
    /// What the cohorts say of a sheet.
    case compared
    /// What one of the ``queries`` asks of records.
    case records(Int)
    /// Of a row: what the sheet says in a slot of its own, and a cell.
    case outer(Int)
    case cell(Int)
  }

  /// How points of parts that do not apply go to the others.
  struct Redistribution {
    /// Of each part.
    let weights: [Int]
    /// What points are multiplied with, by the weight of the parts that apply.
    let growth: [Int: Int]
    /// The same where all apply.
    let usual: Int
  }

  /// A clause that is looked at case by case.
  struct Cases {
    /// Settled where so many of the operands are.
    let deciding: Int
    /// What each operand comes to.
    let values: [Int]
    /// In the order in which cases are made.
    let subjects: [Subject]

    struct Subject {
      let slot: Int
      let cases: Primitive.Cases.Subject
      /// What it is compared with.
      let cuts: [Int]
      /// What is worked out again where a case is assumed.
      let dependents: [Int]
      /// What an assumption costs; more, where rows are worked out one by one.
      let work: Int
    }
  }

  /// What is asked of the records of a fact.
  struct Query {
    let kind: RowQuery.Kind
    /// Works out the rows.
    let program: ColumnProgram
    let records: RecordColumns
    /// Whether a row counts, and what is looked at in it; nil where every row does, or nothing is.
    let passes: Int?
    let cell: Int?
    /// What it is of no rows, as the sheet says.
    let ofNone: Int?
    /// What numbers of rows are multiplied with.
    let factor: Int
    let isOfDates: Bool
  }

  /// A node that is worked out.
  struct Step {
    let kernel: Kernel
    /// Of the node in the plan.
    let node: Int
    let slot: Int
    let operands: [Operand]
    /// As in the plan, by slot, for what is worked out one by one.
    let singles: [Int]
    let form: ColumnForm
    /// Columns whose odd rows the kernel cannot do, and those whose rows it cannot do that do not apply, or may not.
    let oddWatched: [Int]
    let noneWatched: [Int]
    let maybeWatched: [Int]
    /// Columns with whose broken numbers the kernel cannot do.
    let brokenWatched: [Int]
    /// Of points a range is known also where they may fail.
    let isOfPoints: Bool
  }

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
  private var valueOf: [Int: PlanValue] = [:]

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
      case let records = facts.records(fact),
      let rows = ColumnProgram(place, asked, records, in: self)
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
  private static func common(_ a: Int, _ b: Int) -> Int? {
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
    let oddWatched = node.primitive == .bounded ? Array(singles.prefix(1)) : singles.filter { $0 >= 0 }
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

  /// Nil where more than that is looked at: a sheet itself, in a case.
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
    return leaves
  }

  private typealias Made = (kernel: Kernel, form: ColumnForm, operands: [Operand])

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

  private func growth(of part: Int, _ mayBeNone: [Bool], _ slots: [Int]) -> Made? {
    let parts = mayBeNone.count
    guard slots.count > parts, let shared = redistribution(mayBeNone, Array(slots.dropFirst(parts))) else { return nil }
    return (
      .growth(shared, part: part), .number(scale: shared.usual), slots.prefix(parts).map { Operand(slot: $0) }
    )
  }

  /// Parts put together; where some may not apply, the scale is one that holds what the others then come to.
  private mutating func level(_ mayBeNone: [Bool], _ slots: [Int]) -> Made? {
    let parts = mayBeNone.count
    let own = Array(slots.prefix(parts))
    guard let sum = numbers(own, { _ in .level(nil) }) else { return nil }
    guard let scale = sum.form.scale, let shared = redistribution(mayBeNone, Array(slots.dropFirst(parts))),
      let finer = Self.product(scale, shared.usual)
    else { return sum }
    return (.level(shared), .number(scale: finer), sum.operands)
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

  /// - Parameters:
  ///   - mayBeNone: of each part.
  ///   - fulls: the full points of each part and of the level.
  /// - Returns: nil where nothing is shared out, or in too many ways.
  private func redistribution(_ mayBeNone: [Bool], _ fulls: [Int]) -> Redistribution? {
    let numbers = fulls.compactMap { constant($0) }
    guard numbers.count == mayBeNone.count + 1, mayBeNone.contains(true), let full = numbers.last,
      let scale = numbers.reduce(
        1,
        { scale, number in
          scale.flatMap { common in number.words.flatMap { Self.common(common, $0.denominator) } }
        })
    else { return nil }
    let weights = numbers.dropLast().compactMap { $0.count(of: scale) }
    guard weights.count == mayBeNone.count else { return nil }
    var sums: Set = [zip(mayBeNone, weights).filter { !$0.0 }.reduce(0) { $0 + $1.1 }]
    for (mayBeNone, weight) in zip(mayBeNone, weights) where mayBeNone {
      sums.formUnion(sums.map { $0 + weight })
      if sums.count > Self.redistributionLimit { return nil }
    }
    sums.remove(0)
    var factors: [Int: Rational] = [:]
    var common: Int? = 1
    for sum in sums {
      guard let factor = try? full.multiplied(by: Rational(scale)).divided(by: Rational(sum)), let words = factor.words
      else { return nil }
      factors[sum] = factor
      common = common.flatMap { Self.common($0, words.denominator) }
    }
    guard let usual = common, usual <= 1 << 24 else { return nil }
    return Redistribution(weights: weights, growth: factors.compactMapValues { $0.count(of: usual) }, usual: usual)
  }

  /// In so many ways points are shared out in columns.
  private static let redistributionLimit = 512

  /// All operands in numbers of one scale.
  private mutating func numbers(_ slots: [Int], _ kernel: (Int) -> Kernel?) -> Made? {
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

  private mutating func operation(_ operation: Operation, _ node: Plan.Node, _ slots: [Int]) -> Made? {
    switch node.type {
    case .points, .value(.number), .value(.percentage), .value(.date): break
    case .value(.truth), .value(.text), .value(.choice), .value(.choices), .value(.records), .verdict, .grades, .bundle:
      return nil
    }
    switch operation {
    case .sum(let subtracted): return numbers(slots) { _ in .sum(subtracted) }
    case .daysBetween: return numbers(slots) { _ in .sum([false, true]) }
    case .negated: return numbers(slots) { _ in .multiple(-1) }
    case .absolute: return numbers(slots) { _ in .absolute }
    case .larger: return numbers(slots) { _ in .larger }
    case .smaller: return numbers(slots) { _ in .smaller }
    case .product(let divided): return product(divided, slots)
    case .rounded(let mode): return rounded(mode, slots)
    case .length: return (.length, .number(scale: 1), [Operand(slot: slots[0])])
    case .optionCount:
      guard case .value(.choices(let options)) = types[slots[0]] else { return nil }
      return (.optionCount(options.count), .number(scale: 1), [Operand(slot: slots[0])])
    case .power, .shifted: return nil
    }
  }

  /// The number that a column has in all rows.
  private func constant(_ slot: Int) -> Rational? {
    guard let value = valueOf[slot], value.error == nil, !value.mayFail,
      case .known(.number(let number)) = value.content
    else { return nil }
    return number
  }

  /// Of one number that differs from row to row, and others that do not; or of one such number divided by another.
  private mutating func product(_ divided: [Bool], _ slots: [Int]) -> Made? {
    var factor = Rational.one
    var (varied, other, divisor): (Int?, Int?, Int?)
    for (slot, divides) in zip(slots, divided) {
      if let number = constant(slot) {
        if divides, number.isZero { return nil }
        guard let next = try? divides ? factor.divided(by: number) : factor.multiplied(by: number) else { return nil }
        factor = next
      } else if divides {
        if divisor != nil { return nil }
        divisor = slot
      } else {
        if other != nil { return nil }
        (varied, other) = varied == nil ? (slot, nil) : (varied, slot)
      }
    }
    if let other { return divisor == nil && factor == .one ? varied.flatMap { times($0, other) } : nil }
    if let divisor { return varied.flatMap { share($0, of: divisor, factor) } }
    guard let varied, let own = forms[varied].scale, let words = factor.words,
      let scale = Self.product(own, words.denominator)
    else { return nil }
    // Common factors of the scale and the multiple are left out.
    let reduced = Rational(words.numerator, scale: own)
    guard let parts = reduced.words, words.numerator != 0,
      let exact = Self.product(parts.denominator, words.denominator)
    else { return (.multiple(words.numerator), .number(scale: scale), [Operand(slot: varied)]) }
    return (.multiple(parts.numerator), .number(scale: exact), [Operand(slot: varied)])
  }

  private func times(_ first: Int, _ second: Int) -> Made? {
    guard let own = forms[first].scale, let other = forms[second].scale, let scale = Self.product(own, other) else {
      return nil
    }
    return (.times, .number(scale: scale), [Operand(slot: first), Operand(slot: second)])
  }

  /// - Parameter factor: by which the quotient is multiplied.
  private mutating func share(_ varied: Int, of divisor: Int, _ factor: Rational) -> Made? {
    guard let words = factor.words, abs(words.numerator) <= 1 << 20, words.denominator <= 1 << 20 else { return nil }
    return numbers([varied, divisor]) { _ in .share(words.numerator, words.denominator, scale: Self.shareScale) }.map {
      ($0.kernel, .number(scale: Self.shareScale), $0.operands)
    }
  }

  /// Most shares are rounded to hundredths sooner or later.
  private static let shareScale = 100

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (product, isBeyond) = a.multipliedReportingOverflow(by: b)
    return isBeyond || product > 1 << 40 ? nil : product
  }

  private func rounded(_ mode: Rounding, _ slots: [Int]) -> Made? {
    guard let step = constant(slots[1])?.words, step.numerator > 0, let own = forms[slots[0]].scale,
      let divisor = Self.product(own, step.numerator)
    else { return nil }
    // x / own in steps of p / q: x·q / (own·p) of them, each p at the scale q.
    return (
      .rounded(mode, step.denominator, divisor, step.numerator), .number(scale: step.denominator),
      [Operand(slot: slots[0])]
    )
  }
}

extension ColumnProgram.Kernel {
  /// Whether it can do with numbers that the scale of their column does not hold.
  fileprivate var takesBroken: Bool {
    switch self {
    case .fact, .same, .reported, .alongside, .compare, .choose, .given, .multiple, .rounded, .isKnown, .single,
      .ofSheet, .compared, .cases, .records, .outer, .cell:
      true
    case .not, .all, .any, .agree, .length, .optionCount, .ifExact, .level, .growth, .times, .sum, .share, .absolute,
      .larger, .smaller,
      .chooseTruth, .firstOf, .applicable, .otherwise, .mark, .applies, .bounded, .requirementVerdict, .pointsVerdict,
      .changeVerdict, .hasFullPoints, .hasOptions, .reached, .firstToHold:
      false
    }
  }

  /// Of its operands those that have to apply: where others do not, the kernel knows what that means.
  fileprivate func needsApplying(_ operands: [Int]) -> [Int] {
    switch self {
    case .fact, .same, .not, .all, .any, .compare, .agree, .applies, .isKnown, .hasOptions, .firstToHold, .cases,
      .applicable, .level, .growth, .single, .ofSheet, .compared, .records, .outer, .cell,
      .reported, .bounded, .alongside, .requirementVerdict, .pointsVerdict,
      .changeVerdict, .hasFullPoints:
      []
    case .length, .optionCount, .ifExact, .sum, .multiple, .times, .share, .absolute, .larger, .smaller, .rounded,
      .given,
      .firstOf,
      .mark:
      operands
    case .choose, .chooseTruth, .reached, .otherwise: Array(operands.dropFirst())
    }
  }
}
