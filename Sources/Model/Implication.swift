import Quantities
import Syntax

/// Whether some conditions give others, seen from their form: further conditions, a harder threshold, a smaller place in
/// a cohort. What cannot be seen does not count.
struct Implication {
  /// The standards in which the one and the others stand.
  let from: Signature
  let to: Signature

  /// Whether all of `a` give all of `b`.
  func holds(_ a: [Formula], _ b: [Formula]) -> Bool {
    b.allSatisfy { wanted in a.contains { implies($0, from, wanted, to) } }
  }

  private func implies(_ a: Formula, _ from: Signature, _ b: Formula, _ to: Signature) -> Bool {
    if from.of(a) == to.of(b) { return true }
    if case .definition(let index) = a.kind { return implies(from.standard.definitions[index].formula, from, b, to) }
    if case .definition(let index) = b.kind { return implies(a, from, to.standard.definitions[index].formula, to) }
    if case .all(let parts) = b.kind { return parts.allSatisfy { implies(a, from, $0, to) } }
    if case .any(let parts) = a.kind { return parts.allSatisfy { implies($0, from, b, to) } }
    if case .all(let parts) = a.kind { return parts.contains { implies($0, from, b, to) } }
    if case .any(let parts) = b.kind { return parts.contains { implies(a, from, $0, to) } }
    if case .not(let x) = a.kind, case .not(let y) = b.kind { return implies(y, to, x, from) }
    if case .position(let x, let end, let places, let cutoff) = a.kind,
      case .position(let y, let other, let most, let limit) = b.kind
    {
      guard from.of(x) == to.of(y), end == other, from.of(cutoff) == to.of(limit), places.type == most.type,
        case .number(let few)? = from.constant(places), case .number(let many)? = to.constant(most)
      else { return false }
      return few <= many
    }
    if case .rows(let x) = a.kind, case .rows(let y) = b.kind {
      guard x.kind == y.kind, x.kind == .any || x.kind == .every, from.source(x) == to.source(y),
        let inner = x.filter, let outer = y.filter
      else { return false }
      return implies(inner, from, outer, to)
    }
    if case .oneOf(let x, let few) = a.kind, case .oneOf(let y, let many) = b.kind {
      let allowed = Set(many.map { to.of($0) })
      return from.of(x) == to.of(y) && few.allSatisfy { allowed.contains(from.of($0)) }
    }
    if case .hasOptions(let x, let bits, let all) = a.kind, case .hasOptions(let y, let wanted, let other) = b.kind {
      guard from.of(x) == to.of(y), all == other else { return false }
      return all ? bits & wanted == wanted : wanted & bits == bits
    }
    return impliesBound(a, from, b, to)
  }

  /// Comparisons of one subject with fixed values.
  private func impliesBound(_ a: Formula, _ from: Signature, _ b: Formula, _ to: Signature) -> Bool {
    guard let x = from.bounds(a), let y = to.bounds(b), x.subject == y.subject else { return false }
    return y.limits.allSatisfy { wanted in x.limits.contains { $0.implies(wanted) } }
  }
}

/// A limit to a value: at least, more than, at most or less than another of its type.
private struct Limit {
  let comparator: Comparator
  let value: Value
  let type: ValueType

  func implies(_ other: Limit) -> Bool {
    guard type == other.type else { return false }
    if value == other.value, comparator == other.comparator { return true }
    guard let own = value.order(as: type), let its = other.value.order(as: type) else { return false }
    let isLower = [.atLeast, .above, .equal].contains(comparator)
    let isUpper = [.atMost, .below, .equal].contains(comparator)
    switch other.comparator {
    case .atLeast: return isLower && own >= its
    case .above: return isLower && (own > its || (own == its && comparator == .above))
    case .atMost: return isUpper && own <= its
    case .below: return isUpper && (own < its || (own == its && comparator == .below))
    case .equal, .different: return false
    }
  }
}

extension Signature {
  /// A comparison or interval as a subject with its limits, the fixed side being the other one.
  fileprivate func bounds(_ formula: Formula) -> (subject: String, limits: [Limit])? {
    let found = formula.comparisons { constant($0) == nil }
    guard let subject = found.first?.left else { return nil }
    let limits = found.compactMap { comparator, _, fixed in
      constant(fixed).map { Limit(comparator: comparator, value: $0, type: subject.type.measured) }
    }
    guard limits.count == found.count else { return nil }
    return (of(subject), limits)
  }
}
