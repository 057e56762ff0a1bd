import Model
import Planning
import Quantities

/// A clause whose decisions hang on one another is worked out case by case, as ``Evaluator/cases(of:_:)`` does it.
extension Execution {
  mutating func cases(_ node: Plan.Node, _ cases: Primitive.Cases, _ place: Int) -> PlanValue {
    let types = node.operands.prefix(cases.values).map { program.plan.nodes[$0].type }
    let whole = node.operands.prefix(cases.values).map { values[$0] }
    var left = Primitive.Cases.limit
    let subjects = Array(zip(cases.subjects, program.dependents[place] ?? []))
    var divided = divide(subjects[...], whole, node, cases, types, left: &left)
    // What was read in trying is no more than what was read at first.
    for index in divided.indices { divided[index].waits = whole[index].waits }
    return divided.count == 1 ? divided[0] : PlanValue(content: .bundle(divided))
  }

  private mutating func divide(
    _ subjects: ArraySlice<(Primitive.Cases.Subject, [Int])>, _ whole: [PlanValue], _ node: Plan.Node,
    _ cases: Primitive.Cases, _ types: [PlanType], left: inout Int
  ) -> [PlanValue] {
    // Where the first fails, the others do not matter.
    let isFailing = whole[0].error != nil && whole[0].isSettled
    if isFailing || whole.prefix(cases.deciding).allSatisfy(\.isSettled) { return whole }
    var subjects = subjects
    while let (subject, dependents) = subjects.popFirst() {
      guard let cells = cells(of: subject), cells.count > 1, cells.count <= left else { continue }
      left -= cells.count
      var joined: [PlanValue]?
      let kept = ([subject.node] + dependents).map { self[$0] }
      pinned.insert(subject.node)
      for cell in cells {
        self[subject.node] = PlanValue(cell)
        run(dependents)
        let values = node.operands.prefix(cases.values).map { self[$0] }
        let inner = divide(subjects, values, node, cases, types, left: &left)
        joined = joined.map { joined in types.indices.map { joined[$0].joined(inner[$0], types[$0]) } } ?? inner
      }
      pinned.remove(subject.node)
      for (place, value) in zip([subject.node] + dependents, kept) { self[place] = value }
      return joined ?? whole
    }
    return whole
  }

  /// The parts into which the possible values of a subject are divided; nil if it is known, or cannot be.
  private func cells(of subject: Primitive.Cases.Subject) -> [Computed]? {
    let value = self[subject.node].computed
    switch value {
    case .known, .failed: return nil
    case .between, .unknown, .doubtful: break
    }
    return value.cells(
      subject.type, isOnlyEqualed: subject.isOnlyEqualed, cuts: { subject.cuts.map { self[$0].computed } })
  }
}
