/// Records of one fact that belong to no sheet: whose lists they may be missing from.
struct LostRecords {
  /// Misspelt names that are traced; where there are more, nobody's list is trusted.
  private static let traced = 20

  private var found: [[String]: [Int]] = [:]
  /// The places of sheets whose lists may lack a record; nil for all.
  private(set) var suspects: Set<Int>? = []

  mutating func anybody() { suspects = nil }

  /// Takes up a record.
  /// - Parameter owner: what it says of its owner; an empty name is nobody's.
  mutating func add(_ owner: [String], _ owners: Owners) -> CompanionProblem.Suspects {
    guard owner.first?.isEmpty == false, found[owner] != nil || found.count < Self.traced else {
      anybody()
      return .anybody
    }
    let near = found[owner] ?? owners.near(owner)
    found[owner] = near
    if near.isEmpty {
      anybody()
      return .anybody
    }
    suspects?.formUnion(near)
    return .some(owners.names(near))
  }
}
