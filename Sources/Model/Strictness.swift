import Diagnostics
import Quantities
import Syntax

/// Whether a variant keeps to 只可从严: whoever failed by the inherited standard must fail by the variant.
///
/// A change is accepted only if it can be seen to be stricter from the form of the two conditions: further conditions,
/// a harder threshold, a smaller place in a cohort. What cannot be seen is refused.
public struct Strictness {
  private let old: Standard
  private let new: Standard

  /// - Parameters:
  ///   - outline: the inherited standard as written, which carries the marks.
  ///   - amended: the variant as written, for the places to show.
  public static func violations(
    of outline: Outline, _ old: Standard, by amended: Outline, _ new: Standard
  ) -> [Diagnostic] {
    let strictness = Strictness(old: old, new: new)
    var category = ""
    var diagnostics: [Diagnostic] = []
    // One change may loosen several clauses, a parameter and the gates that use it: it is told once.
    var told: Set<SourceRange> = []
    for clause in outline.clauses {
      if clause.keyword == .category { category = clause.name?.text ?? "" }
      guard let mark = clause.fields.first(where: { $0.keyword == .tightenOnly }),
        !amended.sources.isInMain(mark.range), !strictness.holds(clause, in: category)
      else { continue }
      let place = amended.changedPlace(of: clause, in: category, since: outline) ?? amended.sources.start
      guard told.insert(place).inserted else { continue }
      diagnostics.append(
        Diagnostic(
          AmendmentProblem.notTighter(clause.keyword, clause.name?.text ?? "", removed: false),
          at: amended.sources.place(of: place),
          related: amended.sources.place(of: mark.range)))
    }
    return diagnostics
  }

  private func holds(_ clause: Clause, in category: String) -> Bool {
    let name = clause.name?.text ?? ""
    switch clause.keyword {
    case .parameter: return holdsForParameter(name)
    case .gate, .requirement, .veto:
      guard let kind = Requirement.Kind(clause.keyword),
        let before = old.requirements.first(where: { $0.kind == kind && $0.id == name }),
        let after = new.requirements.first(where: { $0.kind == kind && $0.id == name })
      else { return false }
      guard isSame(before.inapplicable, after.inapplicable) else { return false }
      // A veto bars those who meet it: it is stricter when it is met more easily.
      return kind == .veto
        ? implies(before.conditions, old, after.conditions, new)
        : implies(after.conditions, new, before.conditions, old)
    case .item:
      guard let before = old.item(name, in: category), let after = new.item(name, in: category) else { return false }
      let (was, now) = (before.scoring, after.scoring)
      return isSame(was.inapplicable, now.inapplicable) && implies(now.conditions, new, was.conditions, old)
        && Signature(old).scoring(was) == Signature(new).scoring(now)
        && isNoLower(was.limits.minimum, now.limits.minimum)
    case .category:
      guard let before = old.categories.first(where: { $0.name == name }),
        let after = new.categories.first(where: { $0.name == name })
      else { return false }
      return isNoLower(before.limits.minimum, after.limits.minimum)
    case .group:
      guard let before = old.group(name, in: category), let after = new.group(name, in: category) else { return false }
      return isNoLower(before.limits.minimum, after.limits.minimum)
    default: return true
    }
  }

  /// Every condition that uses the parameter must be as strict with its new value as with the old one.
  private func holdsForParameter(_ name: String) -> Bool {
    guard let index = old.parameters.firstIndex(where: { $0.name == name }),
      let value = new.parameters.first(where: { $0.name == name })?.value
    else { return false }
    if value == old.parameters[index].value { return true }
    var changed = old
    changed.parameters[index].value = value
    let stays = Signature(old)
    let moves = Signature(changed)
    for requirement in old.requirements {
      let isVeto = requirement.kind == .veto
      let (harder, easier) = isVeto ? (old, changed) : (changed, old)
      let isStricter = Strictness(old: easier, new: harder)
        .implies(requirement.conditions, harder, requirement.conditions, easier)
      guard isStricter, stays.of(requirement.inapplicable) == moves.of(requirement.inapplicable) else { return false }
    }
    for item in old.categories.flatMap(\.items) {
      let scoring = item.scoring
      guard Strictness(old: old, new: changed).implies(scoring.conditions, changed, scoring.conditions, old),
        stays.of(scoring.inapplicable) == moves.of(scoring.inapplicable),
        stays.scoring(scoring) == moves.scoring(scoring)
      else { return false }
    }
    return true
  }

  private func isSame(_ before: Formula?, _ after: Formula?) -> Bool {
    Signature(old).of(before) == Signature(new).of(after)
  }

  private func isNoLower(_ before: Amount?, _ after: Amount?) -> Bool {
    guard let before else { return true }
    guard let after, before.isShare == after.isShare, case .number(let low)? = Constants(old).value(of: before.formula),
      case .number(let high)? = Constants(new).value(of: after.formula)
    else { return false }
    return high >= low
  }

  // MARK: Implication

  /// Whether all of `a` in one standard give all of `b` in another.
  private func implies(_ a: [Formula], _ inA: Standard, _ b: [Formula], _ inB: Standard) -> Bool {
    let (from, to) = (Signature(inA), Signature(inB))
    return b.allSatisfy { wanted in a.contains { implies($0, from, wanted, to) } }
  }

  private func implies(_ a: Formula, _ from: Signature, _ b: Formula, _ to: Signature) -> Bool {
    if from.of(a) == to.of(b) { return true }
    if case .definition(let index) = a.kind { return implies(from.standard.definitions[index].formula, from, b, to) }
    if case .definition(let index) = b.kind { return implies(a, from, to.standard.definitions[index].formula, to) }
    if case .all(let parts) = b.kind { return parts.allSatisfy { implies(a, from, $0, to) } }
    if case .any(let parts) = a.kind { return parts.allSatisfy { implies($0, from, b, to) } }
    if case .all(let parts) = a.kind { return parts.contains { implies($0, from, b, to) } }
    if case .any(let parts) = b.kind { return parts.contains { implies(a, from, $0, to) } }
    switch (a.kind, b.kind) {
    case (.not(let x), .not(let y)): return implies(y, to, x, from)
    case (.position(let x, let end, let places, let cutoff), .position(let y, let other, let most, let limit)):
      guard from.of(x) == to.of(y), end == other, from.of(cutoff) == to.of(limit), places.type == most.type,
        case .number(let few)? = from.constant(places),
        case .number(let many)? = to.constant(most)
      else { return false }
      return few <= many
    case (.rows(let x), .rows(let y)):
      guard x.kind == y.kind, x.kind == .any || x.kind == .every, from.source(x) == to.source(y),
        let inner = x.filter, let outer = y.filter
      else { return false }
      return implies(inner, from, outer, to)
    case (.oneOf(let x, let few), .oneOf(let y, let many)):
      let allowed = Set(many.map { to.of($0) })
      return from.of(x) == to.of(y) && few.allSatisfy { allowed.contains(from.of($0)) }
    case (.hasOptions(let x, let bits, let all), .hasOptions(let y, let wanted, let other)):
      guard from.of(x) == to.of(y), all == other else { return false }
      return all ? bits & wanted == wanted : wanted & bits == bits
    default: return impliesBound(a, from, b, to)
    }
  }

  /// Comparisons of one subject with fixed values.
  private func impliesBound(_ a: Formula, _ from: Signature, _ b: Formula, _ to: Signature) -> Bool {
    guard let x = from.bounds(a), let y = to.bounds(b), x.subject == y.subject else { return false }
    return y.limits.allSatisfy { wanted in x.limits.contains { $0.implies(wanted) } }
  }
}

/// A limit to a value: at least, more than, at most or less than another.
private struct Limit {
  let comparator: Comparator
  let value: Value

  func implies(_ other: Limit) -> Bool {
    guard let order = Self.order(value, other.value) else { return false }
    switch (comparator, other.comparator) {
    case (.atLeast, .atLeast), (.above, .above), (.above, .atLeast): return order >= 0
    case (.atLeast, .above): return order > 0
    case (.atMost, .atMost), (.below, .below), (.below, .atMost): return order <= 0
    case (.atMost, .below): return order < 0
    case (.equal, .atLeast): return order >= 0
    case (.equal, .atMost): return order <= 0
    case (.equal, .above): return order > 0
    case (.equal, .below): return order < 0
    case (.equal, .equal), (.different, .different): return order == 0
    default: return false
    }
  }

  private static func order(_ a: Value, _ b: Value) -> Int? {
    func sign<Ordered: Comparable>(_ a: Ordered, _ b: Ordered) -> Int { a < b ? -1 : a > b ? 1 : 0 }
    return switch (a, b) {
    case (.number(let x), .number(let y)): sign(x, y)
    case (.date(let x), .date(let y)): sign(x, y)
    case (.choice(let x), .choice(let y)): x == y ? 0 : nil
    case (.truth(let x), .truth(let y)): x == y ? 0 : nil
    default: nil
    }
  }
}

extension Signature {
  /// A comparison or interval as a subject with its limits, the fixed side being the other one.
  fileprivate func bounds(_ formula: Formula) -> (subject: String, limits: [Limit])? {
    switch formula.kind {
    case .compare(let comparator, let left, let right):
      if let value = constant(right) { return (of(left), [Limit(comparator: comparator, value: value)]) }
      guard let value = constant(left) else { return nil }
      return (of(right), [Limit(comparator: comparator.turned, value: value)])
    case .interval(let subject, let lower, let upper):
      var limits: [Limit] = []
      for (bound, closed, open) in [(lower, Comparator.atLeast, Comparator.above), (upper, .atMost, .below)] {
        guard let bound else { continue }
        guard let value = constant(bound.formula) else { return nil }
        limits.append(Limit(comparator: bound.included ? closed : open, value: value))
      }
      return (of(subject), limits)
    default: return nil
    }
  }
}

extension Standard {
  fileprivate func item(_ id: String, in category: String) -> Item? {
    categories.first { $0.name == category }?.items.first { $0.id == id }
  }

  fileprivate func group(_ name: String, in category: String) -> Group? {
    categories.first { $0.name == category }?.groups.first { $0.name == name }
  }
}

extension Outline {
  /// A part of the clause, or of a parameter, that does not come from the inherited files.
  fileprivate func changedPlace(of clause: Clause, in category: String, since inherited: Outline) -> SourceRange? {
    func isOwn(_ range: SourceRange) -> Bool { !inherited.sources.contains(range) }
    func places(_ clause: Clause) -> [SourceRange] {
      var places = clause.fields.map(\.range) + [clause.title?.range, clause.name?.range].compactMap { $0 }
      if case .parameter(_, let value?) = clause.body { places.insert(value.range, at: 0) }
      return places
    }
    var current = ""
    for candidate in clauses {
      if candidate.keyword == .category { current = candidate.name?.text ?? "" }
      let isInside = clause.keyword == .item || clause.keyword == .group
      guard candidate.keyword == clause.keyword, candidate.name?.text == clause.name?.text,
        !isInside || current == category
      else { continue }
      if let place = places(candidate).first(where: isOwn) { return place }
    }
    // The clause itself is as it was: a parameter or definition that it uses has been changed.
    for candidate in clauses where candidate.keyword == .parameter || candidate.keyword == .definition {
      if case .expression(let formula) = candidate.body, isOwn(formula.range) { return formula.range }
      if let place = places(candidate).first(where: isOwn) { return place }
    }
    return nil
  }
}
