import Diagnostics

/// What names a clause within a standard.
public struct ClauseKey: Hashable, Sendable {
  /// Clauses of different kinds may have the same path.
  public let kind: ClauseKind
  /// The category of a group or item, then its own name; the title of what has no name; nothing for what stands alone.
  public let path: [String]

  /// `物业服务.3`; empty for what stands alone.
  public var name: String { path.joined(separator: ".") }

  /// Of kind and names.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    for name in path { name.hashAsWritten(into: &hasher) }
  }
}

extension Outline {
  /// Every clause with what names it, in order.
  public var keyed: [(key: ClauseKey, clause: Clause)] {
    zip(clauses.indices, clauses.owners).map { place, owners in
      (ClauseKey(clauses[place], in: owners.category.flatMap { clauses[$0].name }), clauses[place])
    }
  }
}

extension ClauseKey {
  /// - Parameter path: as ``path`` has it for that kind.
  public init(_ kind: ClauseKind, _ path: String...) { (self.kind, self.path) = (kind, path) }

  /// What names a clause by its own name, never by its alias.
  ///
  /// - Parameter category: what names the category of a group or item; nil where there is none. Others have none.
  public init(_ clause: Clause, in category: Name?) {
    let name = clause.name?.text ?? ""
    kind = clause.kind
    path =
      switch clause.kind.row.identity {
      case .alone: []
      case .name: [name]
      case .path: [category?.text ?? "", name]
      case .title: [clause.title?.text ?? ""]
      }
  }
}
