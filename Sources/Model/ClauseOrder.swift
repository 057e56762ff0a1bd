import Syntax

/// Which clauses stand elsewhere among those whose order decides.
enum ClauseOrder {
  /// The fewest clauses of which it can be said that they have been moved, each with what it stands behind in one order
  /// and in the other; empty for what stands first.
  static func moved(_ old: [ClauseKey], _ new: [ClauseKey]) -> [ClauseKey: (before: String, after: String)] {
    var moved: [ClauseKey: (before: String, after: String)] = [:]
    for kinds in families {
      let (known, kept) = (Set(old), Set(new))
      let before = old.filter { kinds.contains($0.kind) && kept.contains($0) }
      let after = new.filter { kinds.contains($0.kind) && known.contains($0) }
      let places = Dictionary(before.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
      let steady = Set(longestRise(after.compactMap { places[$0] }))
      for key in after {
        guard let place = places[key], !steady.contains(place) else { continue }
        moved[key] = (name(of: key, in: before), name(of: key, in: after))
      }
    }
    return moved
  }

  /// Grades among themselves, and all that moves the total.
  private static let families: [Set<ClauseKind>] = {
    let inOrder = ClauseKind.allCases.filter { $0.row.traits.contains(.inOrder) }
    return [[.grade], Set(inOrder.filter { $0 != .grade })]
  }()

  /// What stands before a clause.
  private static func name(of key: ClauseKey, in order: [ClauseKey]) -> String {
    guard let place = order.firstIndex(of: key), place > 0 else { return "" }
    return order[place - 1].name
  }

  /// The longest part of a list, not necessarily in one piece, in which every number is larger than the one before.
  private static func longestRise(_ numbers: [Int]) -> [Int] {
    var best: [[Int]] = []
    for number in numbers {
      let before = best.filter { ($0.last ?? .min) < number }.max { $0.count < $1.count } ?? []
      best.append(before + [number])
    }
    return best.max { $0.count < $1.count } ?? []
  }
}
