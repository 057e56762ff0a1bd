import Diagnostics
import Syntax

/// What becomes of a clause by an amendment.
extension Clause {
  /// Takes over what an amendment states, and keeps the rest.
  mutating func merge(_ amendment: Clause) {
    // The name is that of a fact, not its own.
    if kind.row.identity == .alone { name = amendment.name ?? name }
    alias = amendment.alias ?? alias
    title = amendment.title ?? title
    body = body.merged(with: amendment.body)
    mergeFields(amendment)
  }

  /// Fields of one family are replaced as a whole, where the first of them stood.
  mutating func mergeFields(_ amendment: Clause) {
    for field in amendment.fields {
      if case .keywords(let keywords) = field.body { fields.removeAll { keywords.contains($0.keyword) } }
    }
    // A mark stays where it was set: it binds all levels below that one.
    let marks: Set<Keyword> = [.locked, .tightenOnly]
    let stated = amendment.fields.filter {
      $0.keyword != .without && !ClauseKind.placements.contains($0.keyword)
        && !(marks.contains($0.keyword) && has($0.keyword))
    }
    var done: Set<Keyword> = []
    for field in stated where !done.contains(field.keyword) {
      let family = kind.family(of: field.keyword)
      done.formUnion(family)
      let new = stated.filter { family.contains($0.keyword) }
      let place = fields.firstIndex { family.contains($0.keyword) } ?? fields.count
      fields.removeAll { family.contains($0.keyword) }
      fields.insert(contentsOf: new, at: min(place, fields.count))
    }
  }
}

extension Clause.Body {
  /// The parts that an amendment states take the place of the old ones.
  fileprivate func merged(with new: Clause.Body) -> Clause.Body {
    switch (self, new) {
    case (_, .plain), (_, .unit(equals: nil)), (_, .fact(type: nil)), (_, .points(nil)): self
    case (.valued(let old, let oldType), .valued(let parameters, let type)):
      .valued(parameters: parameters.isEmpty ? old : parameters, type: type ?? oldType)
    case (.parameter(let oldType, let oldValue), .parameter(let type, let value)):
      .parameter(type: type ?? oldType, value: value ?? oldValue)
    case (.selection(let old, let oldWhen), .selection(let places, let when)):
      .selection(old.merged(with: places), when: when ?? oldWhen)
    case (.grade(let old, let oldWhen), .grade(let places, let when)):
      .grade(old.merged(with: places), when: when ?? oldWhen)
    default: new
    }
  }
}

extension Clause.Places {
  fileprivate func merged(with new: Clause.Places) -> Clause.Places {
    var merged = self
    merged.quota = new.quota ?? quota
    if !new.groupBy.isEmpty { merged.groupBy = new.groupBy }
    merged.groupQuota = new.groupQuota ?? groupQuota
    return merged
  }
}
