/// Which sheets of two tables are about the same community. Tables may name sheets by different facts: then those count
/// that both name, where they tell one sheet from all others in either table. A single fact names sheets whatever it is
/// called.
public struct Counterparts: Sendable {
  /// By the facts that both tables name.
  private var places: [[String]: Int] = [:]
  private var keys: [Identity: [String]] = [:]
  /// None at all where no fact names the sheets of both.
  public init(of first: Table, in second: Table) {
    let pairs = Self.sharedParts(first.schema, second.schema)
    if pairs.isEmpty { return }
    let wanted = Self.unique(first.sheets.map(\.identity), pairs.map(\.first))
    let found = Self.unique(second.sheets.map(\.identity), pairs.map(\.second))
    for (key, place) in found { places[key] = place }
    for (key, place) in wanted { keys[first.sheets[place].identity] = key }
  }

  /// The place in the second table of the sheet about a community of the first.
  public subscript(_ identity: Identity) -> Int? { keys[identity].flatMap { places[$0] } }

  /// Whether sheets read by two schemas can have counterparts: whether both name sheets by some fact.
  public static func arePossible(_ first: Schema, _ second: Schema) -> Bool { !sharedParts(first, second).isEmpty }

  /// The places in the identities of either table of the facts that both name.
  private static func sharedParts(_ first: Schema, _ second: Schema) -> [(first: Int, second: Int)] {
    if first.subjects.count == 1, second.subjects.count == 1 { return [(0, 0)] }
    let others = second.subjects.map { second.columns[$0] }
    return first.subjects.enumerated().compactMap { place, column in
      let names = first.columns[column].names
      return others.firstIndex { !$0.names.isDisjoint(with: names) }.map { (place, $0) }
    }
  }

  /// The sheets that no other of their table shares these parts with.
  private static func unique(_ identities: [Identity], _ parts: [Int]) -> [[String]: Int] {
    var places: [[String]: [Int]] = [:]
    for (place, identity) in identities.enumerated() {
      let all = identity.parts
      places[parts.map { all[$0] }, default: []].append(place)
    }
    return places.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }
}

extension Schema.Column {
  fileprivate var names: Set<String> { Set([name, alias].compactMap { $0 }) }
}
