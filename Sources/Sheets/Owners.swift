/// Finds sheets by what a row elsewhere says of the subject facts. Facts of which it says nothing are left open.
struct Owners {
  let identities: [Identity]
  private var places: [String: [Int]] = [:]

  init(_ identities: [Identity]) {
    self.identities = identities
    for (place, identity) in identities.enumerated() { places[identity.first, default: []].append(place) }
  }

  /// The places of those that may be meant.
  ///
  /// - Parameter said: one text for each subject fact; an empty one says nothing.
  func named(_ said: [String]) -> [Int] {
    guard let first = said.first, let called = places[first] else { return [] }
    if said.count == 1 { return called }
    return called.filter { place in
      zip(said.dropFirst(), identities[place].further).allSatisfy { $0.isEmpty || $0 == $1 }
    }
  }

  func names(_ places: [Int]) -> [String] { places.map { identities[$0].name } }
}
