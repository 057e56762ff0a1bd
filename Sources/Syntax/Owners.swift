/// What a group or item belongs to, by its place among the clauses: a category owns the groups and items below it up to
/// the next category, a group the items up to the next group, whatever else stands between them.
public struct Owners: Sendable {
  /// Of a group or item; nil for every other clause, and above the first category.
  public private(set) var category: Int?
  /// Of an item; nil for every other clause, and above the first group of its category.
  public private(set) var group: Int?

  /// - Returns: what owns the clause at a place, which is the next.
  fileprivate mutating func next(_ kind: ClauseKind, at place: Int) -> Owners {
    let above = self
    switch kind.row.level {
    case nil: return Owners()
    case .category?:
      self = Owners(category: place)
      return Owners()
    case .group?:
      group = place
      return Owners(category: category)
    case .item?: return above
    }
  }
}

extension [Clause] {
  /// What owns each clause.
  public var owners: [Owners] {
    var open = Owners()
    return indices.map { open.next(self[$0].kind, at: $0) }
  }
}

/// Columns before clauses: groups and items stand below their category.
struct Indentation {
  private var open = Owners()

  /// - Returns: the columns before the next clause.
  mutating func next(_ kind: ClauseKind) -> Int {
    let owners = open.next(kind, at: 0)
    return switch kind.row.level {
    case nil, .category?: 0
    case .group?: 2
    case .item?: owners.group == nil ? 2 : 4
    }
  }
}
