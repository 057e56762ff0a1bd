import Diagnostics
import Quantities
import Syntax

/// What can be read and is hardly meant: warned of where it stands, with what it comes to.
extension Checker {
  /// 非 非 甲.
  mutating func warnOfDoubleNegation(_ inner: Expression, at range: SourceRange) {
    guard case .not(let innermost) = inner.kind else { return }
    report(ModelProblem.doubleNegation, at: range, replacement: written(innermost.range))
  }

  /// 甲 且 甲.
  mutating func warnOfRepeatedParts(_ parts: [Expression]) {
    if parts.count < 2 { return }
    var seen: Set = [CanonicalText.ofPart(written(parts[0].range))]
    for (before, part) in zip(parts, parts.dropFirst()) {
      if seen.insert(CanonicalText.ofPart(written(part.range))).inserted { continue }
      let repeated = SourceRange(before.range.upper, part.range.upper)
      report(ModelProblem.repeatedPart(written(part.range)), at: repeated, replacement: "")
    }
  }

  /// 前 0.05: of places there are whole ones, or a percentage.
  mutating func warnOfBrokenPlaces(_ quota: Formula, _ expression: Expression) {
    guard quota.type != .percentage, let value = foldedNumber(quota), value > .zero, value < .one else { return }
    let share = Value.number(value).text(as: .percentage)
    var replacement: String?
    if case .number = expression.kind { replacement = share }
    report(
      ModelProblem.brokenPlaces(written(expression.range), share: share), at: expression.range, replacement: replacement
    )
  }

  /// 扣减 -2 分 adds two.
  mutating func warnOfNegativeStep(_ amount: Formula, _ expression: Expression, _ keyword: Keyword) {
    guard keyword != .multiply, let value = foldedNumber(amount), value.isNegative else { return }
    var replacement: String?
    if case .negated(let inner) = expression.kind { replacement = written(inner.range) }
    report(ModelProblem.negativeStep(keyword), at: expression.range, replacement: replacement)
  }

  /// The same name twice in one 给定: the last one counts.
  mutating func warnOfRepeatedAssignments(_ assignments: [Assignment]) {
    if assignments.count < 2 { return }
    var facts: [Int: Assignment] = [:]
    var others: [TextKey: Assignment] = [:]
    facts.reserveCapacity(assignments.count)
    var last: Assignment?
    for assignment in assignments {
      var name = assignment.name.text
      let earlier: Assignment?
      if case .fact(let fact)? = symbol(name) {
        name = standard.facts[fact].name
        earlier = facts.updateValue(assignment, forKey: fact)
      } else {
        earlier = others.updateValue(assignment, forKey: TextKey(name))
      }
      if let earlier, let last {
        let range = SourceRange(last.range.upper, assignment.range.upper)
        let texts = [earlier, assignment].map { CanonicalText.ofPart(written($0.range)) }
        report(ModelProblem.repeatedAssignment(name), at: range, replacement: texts[0] == texts[1] ? "" : nil)
      }
      last = assignment
    }
  }

  /// A name that another file uses and this one took out: what is wrong is the line that takes it out.
  mutating func reportRemoved(_ name: Name) -> Bool {
    guard
      let removal = outline.removals.first(where: {
        $0.clause.name?.text == name.text || $0.clause.alias?.text == name.text
      }),
      sources.file(of: removal.amendment.range).name != sources.file(of: name.range).name
    else { return false }
    let place = sources.place(of: removal.amendment.range)
    let isTold = diagnostics.contains { $0.place == place && $0.problem is ModelProblem }
    if !isTold {
      let problem = ModelProblem.removedThoughUsed(name.text, at: sources.line(of: name.range))
      diagnostics.append(Diagnostic(problem, at: place, related: sources.place(of: name.range)))
    }
    return true
  }
}
