import Evaluation
import Model
import Sheets
import Syntax

/// Two standards compared, and what the difference does to a cohort.
public struct Comparing: Sendable {
  /// As loaded, also where it has errors.
  public let before: Workbench.Loaded
  /// Its places lie behind those of the first.
  public let after: Workbench.Loaded
  /// Removed clauses first, in the order of the first standard, then the others in that of the second.
  public let differences: [Difference]
  private let comparison: StandardComparison

  /// - Parameters: two checked standards, the second loaded behind the places of the first.
  public init(_ before: Workbench.Loaded, _ after: Workbench.Loaded) {
    self.before = before
    self.after = after
    comparison = StandardComparison(before.outline, after.outline)
    differences = comparison.differences
  }

  /// The effect on sheets, each read by both standards.
  public func effect(on tables: (before: Table, after: Table)) -> (effect: Effect, flips: [Flip])? {
    guard let old = before.standard, let new = after.standard else { return nil }
    let effect = Effect(
      before: Evaluation.outcome(of: old, tables.before), after: Evaluation.outcome(of: new, tables.after))
    let groups = groups
    let alone = groups.map { standings(making: Set($0), tables) }
    // Leaving one out is worth trying only where no change does it alone.
    var without: [[Identity: Effect.Standing]?]?
    let all = Set(differences.indices)
    let flips = effect.flips.map { row -> Flip in
      let sufficient = zip(groups, alone).filter { $0.1?[row.identity] == row.standingAfter }.map(\.0)
      if !sufficient.isEmpty { return Flip(row: row, cause: .alone(sufficient)) }
      let left = without ?? groups.map { standings(making: all.subtracting($0), tables) }
      without = left
      let necessary = zip(groups, left).filter { $0.1 != nil && $0.1?[row.identity] != row.standingAfter }.map(\.0)
      return Flip(row: row, cause: necessary.isEmpty ? .interaction : .together(necessary))
    }
    return (effect, flips)
  }

  /// The differences that are tried one at a time. Weights of one level have to add up, so they go together.
  private var groups: [[Int]] {
    var groups: [[Int]] = []
    var levels: [String: Int] = [:]
    // What stands in a category that comes or goes comes and goes with it.
    let moved = Set(differences.filter { $0.clauseKind == .category && $0.kind != .changed }.map(\.name))
    for (index, difference) in differences.enumerated() where difference.isEffective && !difference.isSupport {
      let isMoved = difference.category.map { moved.contains($0) } ?? false
      if let level = isMoved ? "" : difference.weightLevel {
        if let group = levels[level] {
          groups[group].append(index)
          continue
        }
        levels[level] = groups.count
      }
      groups.append([index])
    }
    return groups
  }

  /// How everybody stands if only some of the differences are made; nil if the standard then has errors.
  private func standings(making chosen: Set<Int>, _ tables: (before: Table, after: Table)) -> [Identity: Effect
    .Standing]?
  {
    let support = differences.indices.filter { differences[$0].isSupport }
    let added = support.filter { differences[$0].kind == .added }
    let outline = comparison.outline(making: chosen.subtracting(support).union(added))
    guard let standard = Checker.standard(from: outline).standard else { return nil }
    let table = Table.combined(tables.after, tables.before, for: standard.schema)
    return Evaluation.outcome(of: standard, table).standings
  }
}

extension Table {
  /// The sheets of a table with the columns of a schema, each taken from whichever table has it.
  fileprivate static func combined(_ first: Table, _ second: Table, for schema: Schema) -> Table {
    func places(_ table: Table) -> [Int?] {
      schema.columns.map { column in
        table.schema.columns.firstIndex { $0.name == column.name && $0.type.unlimited == column.type.unlimited }
      }
    }
    let (inFirst, inSecond) = (places(first), places(second))
    let counterparts = Counterparts(of: first, in: second)
    let sheets = first.sheets.map { sheet in
      let other = counterparts[sheet.identity].map { second.sheets[$0] }
      let cells = schema.columns.indices.map { column -> Cell in
        if let place = inFirst[column] { return sheet[place] }
        if let place = inSecond[column], let other { return other[place] }
        return .missing
      }
      return sheet.with(cells)
    }
    return Table(schema: schema, sheets: sheets, refused: first.refused)
  }
}
