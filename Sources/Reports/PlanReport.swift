import Diagnostics
import Model
import Planning
import Quantities
import Sheets

/// A plan as it is read: node by node, stage by stage, and which node is what.
public struct PlanReport {
  private let plan: Plan
  private let standard: Standard
  private let labels: Labels
  /// Nodes are numbered as they are shown.
  private let numbers: [Int: Int]
  private let isFixed: [Bool]
  private let beforeCohorts: Set<Int>

  /// Plans the standard.
  /// - Throws: ``PlanProblem/tooLarge``.
  public init(_ standard: Standard, language: Language) throws(PlanProblem) {
    self.standard = standard
    plan = try Plan(standard)
    labels = Labels(language: language)
    isFixed = plan.isFixed
    beforeCohorts = Set(plan.needed(for: plan.uses.flatMap(\.nodes)))
    numbers = Dictionary(uniqueKeysWithValues: plan.order.enumerated().map { ($1, $0 + 1) })
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// A line a node by stages, then which nodes hold which result.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(standard.title), .paragraph(summary)]
    for (stage, heading) in stages {
      let places = plan.order.filter { self.stage(of: $0) == stage }
      if !places.isEmpty { blocks += [.heading(heading), .figure(places.map(line))] }
    }
    blocks += [
      .heading(say("结果", "Results")),
      .list(results.map { "\($0.name)  \($0.nodes.map(number).joined(separator: " "))" }),
    ]
    return Report(blocks)
  }

  private var summary: String {
    let primitives = Set(plan.order.map { plan.nodes[$0].primitive.name }).count
    return say(
      "\(plan.order.count) 个节点，\(primitives) 种运算；一行是编号、运算、运算的对象、类型，运算见 Sources/Planning/Primitives.md。",
      "\(plan.order.count) nodes, \(primitives) primitives; a line is number, primitive, operands, type, as Sources/Planning/Primitives.md defines them."
    )
  }

  // MARK: Stages

  private enum Stage: String { case once, cohorts, sheet, row }

  private var stages: [(Stage, String)] {
    [
      (.once, say("各表相同", "The same for all sheets")), (.cohorts, say("每张表，群体之前", "For every sheet, before cohorts")),
      (.sheet, say("每张表", "For every sheet")), (.row, say("每行记录", "For every record")),
    ]
  }

  private func stage(of place: Int) -> Stage {
    if plan.nodes[place].isOfRow { return .row }
    return isFixed[place] ? .once : beforeCohorts.contains(place) ? .cohorts : .sheet
  }

  // MARK: Lines

  private func number(_ place: Int) -> String { numbers[place].map { "%\($0)" } ?? "%?" }

  private func line(_ place: Int) -> String {
    let node = plan.nodes[place]
    let parts = [node.primitive.name, detail(node.primitive, node.type)] + node.operands.map(number)
    return number(place) + "  " + parts.filter { !$0.isEmpty }.joined(separator: " ") + " : " + node.type.word
  }

  private func detail(_ primitive: Primitive, _ type: PlanType) -> String {
    switch primitive {
    case .constant(let value): return text(value, type)
    case .fact(let index): return standard.facts[index].name
    case .setting(let setting): return name(setting) + " = " + (plan.settings[setting].map { text($0, type) } ?? "?")
    case .admitted(let grade): return standard.grades[grade].name
    case .column(let index, _): return String(index)
    case .compare(let comparator, _), .kept(let comparator): return comparator.rawValue
    case .hasOptions(let bits, let all): return (all ? "all " : "any ") + String(bits, radix: 2)
    case .operation(let operation): return self.detail(operation)
    case .definition(let index): return standard.definitions[index].name
    case .records(let records):
      return "\(records.kind)" + (records.hasNone ? " if_none" : "") + (records.hasFilter ? " where" : "")
    case .figure(let kind, _): return "\(kind)"
    case .rank(let slot, let end): return "\(cohort(slot)) \(end)"
    case .cohort(let slot, let figure): return "\(cohort(slot)) \(figure)"
    case .position(let slot, let end, let isShare, _): return "\(cohort(slot)) \(end)\(isShare ? " share" : "")"
    case .interpolate(let knots):
      return knots.map { "\($0.at.exactText):\($0.points.exactText)" }.joined(separator: " ")
    case .count(let mode): return mode.map { "\($0)" } ?? ""
    case .roundingChange(let mode): return "\(mode)"
    case .growth(let part, _): return "#\(part + 1)"
    case .cases(let cases): return cases.subjects.map { number($0.node) }.joined(separator: "/") + ":"
    case .part(let index): return "#\(index + 1)"
    case .isKnown, .not, .all, .any, .hasText, .choose, .given, .applicable, .firstOf, .mark, .bounded, .reached,
      .otherwise, .alongside, .ifExact, .level, .closed, .reported, .extent, .applies, .requirementVerdict,
      .pointsVerdict, .changeVerdict, .hasFullPoints, .firstToHold:
      return ""
    }
  }

  private func detail(_ operation: Operation) -> String {
    switch operation {
    case .sum(let signs): return signs.map { $0 ? "-" : "+" }.joined()
    case .product(let signs): return signs.map { $0 ? "/" : "*" }.joined()
    case .power(let exponent): return "^\(exponent)"
    case .rounded(let mode): return "\(mode)"
    case .shifted(let months, let back): return (back ? "-" : "+") + (months ? "months" : "days")
    case .negated, .absolute, .larger, .smaller, .daysBetween, .length, .optionCount: return ""
    }
  }

  private func cohort(_ slot: Int) -> String { standard.cohorts[standard.cohortUses[slot].cohort].name }

  private func name(_ setting: Plan.Setting) -> String {
    switch setting {
    case .parameter(let index): standard.parameters[index].name
    case .full(let path): labels.name(path, standard)
    case .total: say("总分", "total")
    }
  }

  private func text(_ value: PlanValue, _ type: PlanType) -> String {
    if value.isNone { return "—" }
    switch value.content {
    case .known(let known): return known.text(as: type.valueType ?? .plainNumber, places: 8)
    case .between(let interval):
      return interval.isExact ? (interval.least > .zero ? "∞" : "-∞") : interval.exactText
    case .none, .unknown, .verdict, .grades, .bundle: return "?"
    }
  }

  // MARK: Results

  private typealias Named = (name: String, nodes: [Int])

  /// Which nodes are read for what.
  private var results: [Named] {
    let results = plan.results
    var named: [Named] = plan.uses.enumerated().map { slot, use in (cohort(slot), use.nodes) }
    func add(_ name: String, _ nodes: [Int?]) {
      let nodes = nodes.compactMap { $0 }
      if !nodes.isEmpty { named.append((name, nodes)) }
    }
    add(say("参评", "taking part"), [results.entrants, results.candidacy])
    for (requirement, stated) in zip(results.requirements, standard.requirements) {
      add(labels.name(stated), [requirement.verdict, requirement.passes])
    }
    for (index, category) in results.categories.enumerated() {
      for (place, item) in category.items.enumerated() {
        add(labels.name(.item(index, place), standard), [item.verdict, item.points, item.minimum])
      }
      for (place, group) in category.groups.enumerated() {
        add(labels.name(.group(index, place), standard), [group.points, group.minimum])
      }
      add(
        labels.name(.category(index), standard),
        [category.level.mark, category.level.points, category.level.minimum])
    }
    for (index, adjustment) in results.adjustments.enumerated() {
      add(labels.name(.adjustment(index), standard), [adjustment.verdict, adjustment.points])
    }
    add(say("总分", "total"), [results.total])
    add(say("计分", "scored"), [results.scored])
    add(say("有资格", "eligible"), [results.eligible])
    add(say("等级", "grade"), [results.grades])
    add(say("不计分的等级", "grade, not scored"), [results.gradesWithoutTotal])
    for (determination, stated) in zip(results.determinations, standard.determinations) {
      add(stated.name, [determination.value, determination.rungs])
      if let without = determination.withoutTotal {
        add(stated.name + say("（不计分）", " (not scored)"), without.nodes)
      }
    }
    add(say("排序", "ranking"), results.keys)
    add(say("推荐条件", "condition of the selection"), [results.selection])
    return named
  }

  // MARK: For programs

  /// Every node with its operands, and what it depends on.
  public var json: String {
    let reads = plan.reads
    func numbers(_ places: [Int]) -> JSONValue {
      .array(places.compactMap { self.numbers[$0] }.map { .number(String($0)) })
    }
    return JSONValue.object(of: [
      ("format", .string("rulecheck.plan/1")), ("standard", .string(standard.name)),
      (
        "nodes",
        .array(
          plan.order.map { place in
            let node = plan.nodes[place]
            return JSONValue.object(of: [
              ("node", .number(String(self.numbers[place] ?? 0))), ("primitive", .string(node.primitive.name)),
              ("detail", .string(detail(node.primitive, node.type))), ("operands", numbers(node.operands)),
              ("type", .string(node.type.word)), ("stage", .string(stage(of: place).rawValue)),
              ("facts", .array(reads[place].facts.sorted().map { .string(standard.facts[$0].name) })),
              ("settings", .array(reads[place].settings.map(name).sorted().map(JSONValue.string))),
            ])
          })
      ),
      (
        "results",
        .array(results.map { JSONValue.object(of: [("name", .string($0.name)), ("nodes", numbers($0.nodes))]) })
      ),
    ]).text() + "\n"
  }
}

extension PlanType {
  /// In a word, the same in both languages.
  fileprivate var word: String {
    switch self {
    case .value(.truth): "truth"
    case .value(.number): "number"
    case .value(.percentage): "percentage"
    case .value(.date): "date"
    case .value(.text): "text"
    case .value(.choice): "choice"
    case .value(.choices): "choices"
    case .value(.records): "records"
    case .points: "points"
    case .verdict: "verdict"
    case .grades: "grades"
    case .bundle: "bundle"
    }
  }
}
