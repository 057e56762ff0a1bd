/// What names a clause within a standard.
public struct ClauseKey: Hashable, Sendable {
  public let kind: ClauseKind
  /// The category of a group or item, then its own name; the title of what has no name; nothing for what stands alone.
  public let path: [String]

  /// `物业服务.3`; empty for what stands alone.
  public var name: String { path.joined(separator: ".") }
}

extension Outline {
  /// Every clause with what names it, in order.
  public var keyed: [(key: ClauseKey, clause: Clause)] {
    var category = ""
    return clauses.map { clause in
      let name = clause.name?.text ?? ""
      if clause.kind.row.level == .category { category = name }
      let path =
        switch clause.kind.row.identity {
        case .alone: [String]()
        case .name: [name]
        case .path: [category, name]
        case .title: [clause.title?.text ?? ""]
        }
      return (ClauseKey(kind: clause.kind, path: path), clause)
    }
  }
}

/// Columns before clauses: groups and items stand below their category.
struct Indentation {
  private var isInGroup = false

  /// - Returns: the columns before the next clause.
  mutating func next(_ kind: ClauseKind) -> Int {
    switch kind.row.level {
    case nil, .category?:
      isInGroup = false
      return 0
    case .group?:
      isInGroup = true
      return 2
    case .item?: return isInGroup ? 4 : 2
    }
  }
}
