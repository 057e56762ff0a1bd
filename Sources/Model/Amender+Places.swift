import Diagnostics
import Quantities
import Syntax

/// Where clauses go that are added or moved.
extension Amender {
  /// Puts the clause of an amendment, with all that belongs to it, where that says.
  mutating func move(_ amendment: Clause) {
    guard let (isAhead, target) = amendment.placement(in: amendment.path), let own = find(amendment) else { return }
    guard let other = find(target) else { return reportUnknown(target) }
    mention(target, other)
    let (moving, around) = (whole(amendment), whole(target))
    guard !moving.contains(other), isLevel(own, other), let first = around.first, let last = around.last else {
      return report(.elsewhere(amendment.kind, amendment.pathText, target.kind, target.pathText), amendment)
    }
    let moved = moving.map { clauses[$0] }
    let place = isAhead ? first : last + 1
    for index in moving.reversed() { clauses.remove(at: index) }
    clauses.insert(contentsOf: moved, at: place - moving.count { $0 < place })
  }

  /// All editions of a clause with what belongs to them, in order.
  private func whole(_ clause: Clause) -> [Int] { Set(findAll(clause).flatMap(extent)).sorted() }

  /// Whether one clause may stand beside another: groups and items stay where they are named.
  private func isLevel(_ index: Int, _ other: Int) -> Bool {
    let (own, that) = (clauses[index].kind, clauses[other].kind)
    guard own.row.level != nil || that.row.level != nil else { return that != .standard }
    let (owners, others) = (clauses.owners[index], clauses.owners[other])
    return own == that && owners.category == others.category && owners.group == others.group
  }

  /// Puts a new edition directly behind the last one, so that what stands below is that of both.
  mutating func addEdition(_ amendment: Clause, behind index: Int) {
    mention(amendment, index)
    if isForbidden(amendment, at: index) { return }
    clauses.insert(amendment.declared, at: index + 1)
  }

  /// Where a new clause goes: behind the last of its kind, and items behind those of their category or group.
  mutating func position(for amendment: Clause) -> Int? {
    switch amendment.kind.row.placement {
    case .inside: return positionInside(amendment)
    case .heading: return nil
    case .belowHeading: return positionBelowHeading(amendment.kind)
    case .beforeRest: return clauses.firstIndex { $0.isForTheRest } ?? last(of: amendment.kind)
    case .last: return last(of: amendment.kind)
    }
  }

  private mutating func positionInside(_ amendment: Clause) -> Int? {
    guard let owner = amendment.path.first else {
      report(.placeless(amendment.kind), amendment)
      return nil
    }
    guard let category = find(.category, owner.text) else {
      reportUnknown(Clause(kind: .category, name: owner, range: amendment.range))
      return nil
    }
    let inside = extent(of: category).dropFirst()
    let end = end(of: category)
    guard amendment.kind.row.level == .item else { return end }
    guard amendment.path.count > 1 else {
      // Items that stand directly in a category come before its groups.
      return inside.first { clauses[$0].kind == .group } ?? end
    }
    let name = amendment.path[1]
    guard let group = find(.group, name.text, in: category) else {
      reportUnknown(Clause(kind: .group, name: name, range: amendment.range))
      return nil
    }
    return self.end(of: group)
  }

  /// Behind the last clause of a kind and what belongs to it; where there is none, before the examples.
  private func last(of kind: ClauseKind) -> Int {
    let last = clauses.lastIndex { $0.kind == kind }
    return last.map(end) ?? clauses.firstIndex { $0.kind == .example } ?? clauses.count
  }

  /// Behind the last fact under the current heading, which is added if the standard has none of that title.
  private mutating func positionBelowHeading(_ kind: ClauseKind) -> Int {
    let last = clauses.lastIndex { $0.kind == kind || $0.kind.row.placement == .heading }
    let end = last.map { $0 + 1 } ?? clauses.count
    guard let section else { return end }
    guard let start = find(section) else {
      clauses.insert(section.declared, at: end)
      return end + 1
    }
    return clauses[(start + 1)...].firstIndex { $0.kind != kind } ?? clauses.count
  }
}

extension Clause {
  /// A grade without a condition, for as many as there are.
  fileprivate var isForTheRest: Bool {
    if case .grade(let places, when: nil) = body { places.isEmpty } else { false }
  }

  /// Ahead of which clause an amendment puts its own, or else behind which.
  ///
  /// - Parameter path: where an item or group of which nothing is said is looked for.
  fileprivate func placement(in path: [Name]) -> (isAhead: Bool, target: Clause)? {
    for field in fields {
      guard case .placement(let target) = field.body else { continue }
      let isShort = target.path.isEmpty && target.kind.row.identity == .path
      return (
        field.keyword == .aheadOf,
        Clause(
          action: .amend, kind: target.kind, path: isShort ? path : target.path, name: target.name,
          title: target.title, range: target.range)
      )
    }
    return nil
  }
}
