import Sheets

/// Which sheets of the levels of a chain are about the same community.
struct ChainTracks {
  /// For each level the community of each of its sheets, in order of the first sheets read.
  private(set) var communities: [[Int]] = []
  /// As the first of the levels that name communities by the most facts has it.
  private(set) var identities: [Identity] = []

  init(_ tables: [Table]) {
    let most = tables.map(\.schema.subjects.count).max()
    let naming = tables.firstIndex { $0.schema.subjects.count == most }
    for (level, table) in tables.enumerated() {
      let earlier = (0..<level).reversed().map { (level: $0, sheets: Counterparts(of: table, in: tables[$0])) }
      var taken: Set<Int> = []
      var own: [Int] = []
      for sheet in table.sheets {
        let known = earlier.lazy.compactMap { [communities] found in
          found.sheets[sheet.identity].map { communities[found.level][$0] }
        }.first { !taken.contains($0) }
        let community = known ?? identities.count
        if known == nil {
          // Another level's name is no list of the facts by which this one names.
          identities.append(level == naming ? sheet.identity : Identity(sheet.name))
        } else if level == naming {
          identities[community] = sheet.identity
        }
        taken.insert(community)
        own.append(community)
      }
      communities.append(own)
    }
  }
}
