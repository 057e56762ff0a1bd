import Diagnostics
import Syntax

/// In which order results come about: definitions, gates and adjustments may be about results as long as none needs
/// itself, directly or through others. Points come first, then adjustments in file order, then the total.
extension Checker {
  /// Says when each gate, requirement, advisory and veto can be looked at. One circle is reported; it may hold up others.
  mutating func settleOrder() {
    var order = ResultOrder(standard)
    for index in standard.requirements.indices {
      standard.requirements[index].moment = order.moment(.requirement(index))
    }
    for index in standard.definitions.indices { _ = order.moment(.definition(index)) }
    for index in standard.adjustments.indices { _ = order.moment(.adjustment(index)) }
    standard.requirementOrder = order.requirements
    if let circle = order.circle {
      report(ModelProblem.resultCycle(circle.map(name)), at: circle.compactMap(place).first ?? sources.start)
    }
  }

  private func name(_ node: ResultOrder.Node) -> String {
    let language: Language = isChinese ? .zh : .en
    switch node {
    case .definition(let index): return standard.definitions[index].name
    case .requirement(let index):
      let requirement = standard.requirements[index]
      return requirement.kind.clause.keyword.spelling(language) + " " + requirement.id
    case .adjustment(let index): return standard.adjustments[index].name
    case .total: return Keyword.total.spelling(language)
    case .eligible: return Keyword.eligible.spelling(language)
    case .gates(let kind): return kind.clause.keyword.spelling(language)
    }
  }

  /// Where a clause stands; the total and eligibility stand nowhere.
  private func place(_ node: ResultOrder.Node) -> SourceRange? {
    switch node {
    case .definition(let index): definitionClauses[index].head
    case .requirement(let index):
      outline.clauses.filter { Requirement.Kind($0.kind) != nil && $0.name != nil }[index].head
    case .adjustment(let index): outline.clauses.filter { Adjustment.Kind($0.kind) != nil }[index].head
    case .total, .eligible, .gates: nil
    }
  }
}

/// What has to be known before something that is about results.
private struct ResultOrder {
  enum Node: Hashable {
    case definition(Int)
    case requirement(Int)
    case adjustment(Int)
    case total, eligible
    case gates(Requirement.Kind)
  }

  private let standard: Standard
  private var known: [Node: Moment] = [:]
  /// Those that are being looked at, each needed by the one before it.
  private var path: [Node] = []
  /// From a node through others to itself: the first that was met.
  private(set) var circle: [Node]?
  /// Each behind those that it needs.
  private(set) var requirements: [Int] = []

  init(_ standard: Standard) { self.standard = standard }

  /// The first moment at which it can be looked at; an adjustment, at which it is done.
  mutating func moment(_ node: Node) -> Moment {
    if let moment = known[node] { return moment }
    if let start = path.firstIndex(of: node) {
      circle = circle ?? path[start...] + [node]
      return .first
    }
    path.append(node)
    var moment = Moment.first
    for need in needs(of: node) {
      switch need {
      case .points: moment = max(moment, .categories)
      case .node(let other): moment = max(moment, self.moment(other))
      }
    }
    path.removeLast()
    switch node {
    case .total: moment = .total
    case .adjustment(let index): moment = .adjustment(index)
    case .requirement(let index): requirements.append(index)
    case .definition, .eligible, .gates: break
    }
    known[node] = moment
    return moment
  }

  private enum Need {
    case points
    case node(Node)
  }

  private func needs(of node: Node) -> [Need] {
    switch node {
    case .definition(let index): read(by: .definition(index))
    case .requirement(let index): read(by: .requirement(index))
    case .adjustment(let index):
      // The total that it moves is the one before it.
      [index == 0 ? .points : .node(.adjustment(index - 1))]
        + read(by: .score(.adjustment(index)), total: index == 0 ? .points : .node(.adjustment(index - 1)))
    case .total:
      [standard.adjustments.isEmpty ? .points : .node(.adjustment(standard.adjustments.count - 1))]
        + standard.requirements.indices.filter { standard.requirements[$0].leavesUnscored }
        .map { .node(.requirement($0)) }
    case .eligible:
      // Every 最低 is about points.
      [.points]
        + standard.requirements.indices.filter { standard.requirements[$0].kind.bearing != .none }
        .map { .node(.requirement($0)) }
    case .gates(let kind):
      [.points]
        + standard.requirements.indices.filter { standard.requirements[$0].kind == kind }
        .map { .node(.requirement($0)) }
    }
  }

  private func read(by owner: Site.Owner, total: Need = .node(.total)) -> [Need] {
    var needs: [Need] = []
    for formula in standard.sites(of: owner).formulas {
      formula.walk { part in
        let named = part.named
        needs += named.definitions.map { .node(.definition($0)) }
        for use in named.results {
          switch use {
          case .total: needs.append(total)
          case .eligible: needs.append(.node(.eligible))
          case .gates(let kind): needs.append(.node(.gates(kind)))
          case .score(.adjustment(let index)): needs.append(.node(.adjustment(index)))
          case .score(.category), .score(.group), .score(.item), .categories, .items: needs.append(.points)
          }
        }
        return true
      }
    }
    return needs
  }
}
