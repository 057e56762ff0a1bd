import Diagnostics
import Quantities
import Syntax

/// Whether a variant keeps to 只可从严: whoever failed by the inherited standard must fail by the variant.
///
/// A change is accepted only if it can be seen to be stricter from the form of the two conditions. What cannot be seen is
/// refused.
public struct Strictness {
  let old: Standard
  let new: Standard
  let was: Signature
  let now: Signature

  init(_ old: Standard, _ new: Standard) {
    (self.old, self.new) = (old, new)
    (was, now) = (Signature(old), Signature(new))
  }

  /// - Parameters:
  ///   - outline: the inherited standard as written, which carries the marks.
  ///   - amended: the variant as written, for the places to show.
  public static func violations(
    of outline: Outline, _ old: Standard, by amended: Outline, _ new: Standard
  ) -> [Diagnostic] {
    let strictness = Strictness(old, new)
    var diagnostics: [Diagnostic] = []
    // One change may loosen several clauses, a parameter and the gates that use it: it is told once.
    var told: Set<SourceRange> = []
    for (key, clause) in outline.keyed {
      guard let mark = clause.fields.first(where: { $0.keyword == .tightenOnly }),
        !amended.sources.isInMain(mark.range), !strictness.holds(key, of: outline)
      else { continue }
      let place = amended.changedPlace(of: key, since: outline) ?? amended.sources.start
      guard told.insert(place).inserted else { continue }
      diagnostics.append(
        Diagnostic(
          AmendmentProblem.notTighter(clause.kind, clause.name?.text ?? "", removed: false),
          at: amended.sources.place(of: place),
          related: amended.sources.place(of: mark.range)))
    }
    return diagnostics
  }

  private func holds(_ key: ClauseKey, of outline: Outline) -> Bool {
    if key.kind == .parameter { return holdsForParameter(key.path.last ?? "", of: outline) }
    guard Requirement.Kind(key.kind) != nil || key.kind.row.level != nil else { return true }
    guard let before = old.owner(of: key), let after = new.owner(of: key) else { return false }
    if case .score(.item(let category, let item)) = before, case .score(.item(let place, let own)) = after {
      return isNoHigher(old.categories[category].items[item].scoring, new.categories[place].items[own].scoring)
    }
    if case .requirement(let place) = before, case .requirement(let own) = after,
      old.requirements[place].leavesUnscored,
      !new.requirements[own].leavesUnscored
    {
      return false
    }
    // On another scale the same points are another share.
    return old.scale(of: before) == new.scale(of: after) && isNoLooser(old.sites(of: before), new.sites(of: after))
  }

  /// Whatever uses the parameter must be as strict with its new value as with the old one.
  private func holdsForParameter(_ name: String, of outline: Outline) -> Bool {
    guard let before = old.parameters.first(where: { $0.name == name }),
      let after = new.parameters.first(where: { $0.name == name }), let value = after.value, after.type == before.type
    else { return false }
    if value == before.value { return true }
    // Checked again, for points, quotas and other parameters may have been worked out from it.
    guard let changed = Checker.standard(from: outline, setting: name, to: value).standard else { return false }
    return Strictness(old, changed).isNoLooser
  }

  // MARK: Parts

  /// Whether all of `a` by the one standard give all of `b` by the other.
  func gives(_ a: [Formula], _ from: Signature, _ b: [Formula], _ to: Signature) -> Bool {
    Implication(from: from, to: to).holds(a, b)
  }

  /// Whether a condition is at least as hard to meet; none is always met.
  func isNoEasier(_ before: [Formula], _ after: [Formula]) -> Bool { gives(after, now, before, was) }

  /// Whether a clause is no looser wherever one side is the stricter one.
  func isNoLooser(_ before: [Site], _ after: [Site]) -> Bool {
    Set((before + after).map(\.role)).allSatisfy { role in
      let (was, now) = (before.of(role), after.of(role))
      guard let way = (was + now).firstNonNil(\.stricter) else { return true }
      return isNoLooser(role, way, was.formulas, now.formulas)
    }
  }

  private func isNoLooser(_ role: Site.Role, _ way: Site.Way, _ before: [Formula], _ after: [Formula]) -> Bool {
    if role == .inapplicable { return after.isEmpty || (!before.isEmpty && isNoEasier(before, after)) }
    if role == .condition { return way == .less ? isNoEasier(before, after) : gives(before, was, after, now) }
    return before.count <= after.count
      && zip(before, after).allSatisfy { before, after in
        if was.of(before) == now.of(after) { return true }
        guard (before.type == .percentage) == (after.type == .percentage), let old = was.constant(before)?.number,
          let new = now.constant(after)?.number
        else { return false }
        return way == .less ? new <= old : new >= old
      }
  }

  /// Whether an item brings no more points to anybody.
  private func isNoHigher(_ before: Scoring, _ after: Scoring) -> Bool {
    was.of(before.inapplicable) == now.of(after.inapplicable) && was.scoring(before) == now.scoring(after)
      && isNoLooser(before.sites(.standard, nil), after.sites(.standard, nil))
      && (isAlike(before.conditions, after.conditions) || !mayCost(before))
  }

  func isAlike(_ before: [Formula], _ after: [Formula]) -> Bool { before.map(was.of) == after.map(now.of) }

  /// Whether it may give less than nothing, which who misses its conditions is spared.
  func mayCost(_ scoring: Scoring) -> Bool {
    guard let floor = scoring.limits.floor else { return false }
    return was.constant(floor.formula)?.number.map { $0 < .zero } ?? true
  }
}

extension Standard {
  /// The scale on which a category or group is marked; nil of others.
  fileprivate func scale(of owner: Site.Owner) -> Rational? {
    switch owner {
    case .score(.category(let index)), .score(.group(let index, _)): categories[index].scale
    case .standard, .parameter, .fact, .definition, .cohort, .entrants, .requirement, .score, .grade, .ranking,
      .selection, .example:
      nil
    }
  }

  /// The requirement, category, group or item of that name; nil if there is none.
  fileprivate func owner(of key: ClauseKey) -> Site.Owner? {
    let name = key.path.last ?? ""
    if let kind = Requirement.Kind(key.kind) {
      return requirements.firstIndex { $0.kind == kind && $0.id == name }.map { .requirement($0) }
    }
    guard let level = key.kind.row.level, let place = categories.firstIndex(where: { $0.name == key.path.first }) else {
      return nil
    }
    switch level {
    case .category: return .score(.category(place))
    case .group: return categories[place].groups.firstIndex { $0.name == name }.map { .score(.group(place, $0)) }
    case .item: return categories[place].items.firstIndex { $0.id == name }.map { .score(.item(place, $0)) }
    }
  }
}

extension Outline {
  /// A part of the clause, or of a parameter, that does not come from the inherited files.
  fileprivate func changedPlace(of key: ClauseKey, since inherited: Outline) -> SourceRange? {
    func isOwn(_ range: SourceRange) -> Bool { !inherited.sources.contains(range) }
    func places(_ clause: Clause) -> [SourceRange] {
      var places = clause.fields.map(\.range) + [clause.title?.range, clause.name?.range].compactMap { $0 }
      if case .parameter(_, let value?) = clause.body { places.insert(value.range, at: 0) }
      return places
    }
    for (own, candidate) in keyed where own == key {
      if let place = places(candidate).first(where: isOwn) { return place }
    }
    // The clause itself is as it was: a parameter or definition that it uses has been changed.
    for candidate in clauses where candidate.kind == .parameter || candidate.kind == .definition {
      if let place = places(candidate).first(where: isOwn) { return place }
    }
    return nil
  }
}
