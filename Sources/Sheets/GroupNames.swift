import Diagnostics

/// Names of groups that differ by so little that one of them may be a slip: who is in a group of its own by a slip of
/// the pen changes who is compared with whom.
enum GroupNames {
  /// Pairs that are told; the others are counted.
  private static let shown = 8

  /// A name and the sheets that state it.
  private struct Group {
    let name: String
    /// The sheet that states it first.
    let first: Int
    var count = 0
  }

  private struct Pair {
    let column: Int
    let rare: Group
    let common: Group
    let difference: SpellingDifference
    /// Of the names among those of the column.
    let places: (first: Int, second: Int)

    /// The surest slips first.
    static func isBefore(_ a: Pair, _ b: Pair) -> Bool {
      (a.difference, a.rare.count, -a.common.count, a.column, a.places.first, a.places.second)
        < (b.difference, b.rare.count, -b.common.count, b.column, b.places.first, b.places.second)
    }
  }

  static func remarks(on sheets: SheetColumns, _ schema: Schema) -> [Diagnostic] {
    let found = schema.grouping.flatMap { pairs(groups(sheets, $0), $0) }.sorted(by: Pair.isBefore)
    var diagnostics = found.prefix(shown).map { pair -> Diagnostic in
      let (rare, common) = (pair.rare, pair.common)
      let problem = SheetProblem.nearGroups(
        (rare.name, rare.count), (common.name, common.count),
        at: sheets.origin(common.first).name(sheets.row(common.first)),
        column: schema.columns[pair.column].name)
      return Diagnostic(
        problem,
        at: sheets.origin(rare.first).place(
          row: sheets.row(rare.first), column: schema.columns[pair.column].name, value: rare.name))
    }
    if found.count > shown, let last = found.last {
      diagnostics.append(
        Diagnostic(SheetProblem.moreNearGroups(found.count - shown), at: .file(sheets.origin(last.rare.first).path)))
    }
    return diagnostics
  }

  /// The groups in the order of the sheets.
  private static func groups(_ sheets: SheetColumns, _ column: Int) -> [Group] {
    let cells = sheets.columns[column]
    var groups: [Group] = []
    var places = [Int](repeating: -1, count: cells.texts.count)
    // What is written in other characters than where it was met first.
    let numbers =
      cells.hasOdd
      ? Dictionary((0..<cells.texts.count).map { (cells.texts[$0], $0) }, uniquingKeysWith: { first, _ in first }) : [:]
    for sheet in 0..<sheets.count {
      let name: Int
      switch cells.words[sheet] {
      case .number(let place): name = place
      case .mark(.odd):
        guard case .value(.text(let text)) = cells[sheet], let place = numbers[text] else { continue }
        name = place
      case .mark(.missing), .mark(.unsettled), .mark(.unreadable): continue
      }
      if places[name] < 0 {
        places[name] = groups.count
        groups.append(Group(name: cells.texts[name], first: sheet))
      }
      groups[places[name]].count += 1
    }
    return groups
  }

  private static func pairs(_ groups: [Group], _ column: Int) -> [Pair] {
    let pieces = Cores.count(for: groups.count, atLeast: 1 << 10)
    let looked = Cores.map(pieces) { piece in
      groups[groups.count * piece / pieces..<groups.count * (piece + 1) / pieces].map { group in
        let spelling = Spelling(group.name)
        return (spelling: spelling, weight: spelling.weight)
      }
    }.joined()
    let (spellings, weights) = (looked.map(\.spelling), looked.map(\.weight))
    var pairs: [Pair] = []
    SpellingIndex(spellings, weights.map(mostLeftOut)).forEachPair { first, second in
      guard let difference = SpellingDifference(spellings[first], spellings[second]) else { return }
      // Of equally frequent ones the later is the slip.
      let isFirstRare = groups[first].count < groups[second].count
      let (rare, common) = isFirstRare ? (groups[first], groups[second]) : (groups[second], groups[first])
      let weight = max(weights[first], weights[second])
      if isSlip(difference, weight, rare.count, common.count) {
        pairs.append(Pair(column: column, rare: rare, common: common, difference: difference, places: (first, second)))
      }
    }
    return pairs
  }

  /// How many characters may differ in a slip of one of two names, neither of which has more weight.
  static func mostLeftOut(_ weight: Int) -> Int { weight >= 8 ? 2 : weight >= 4 ? 1 : 0 }

  /// The less there is of a name, the more of them are alike by chance: a short one is taken for a slip only where it
  /// stands by itself.
  private static func isSlip(_ difference: SpellingDifference, _ weight: Int, _ rare: Int, _ common: Int) -> Bool {
    switch difference {
    case .form, .title: true
    case .oneCharacter: weight >= 8 || weight >= 6 && rare == 1 || weight >= 4 && rare == 1 && common > 1
    case .twoCharacters: weight >= 12 || weight >= 8 && rare == 1
    }
  }
}
