import Diagnostics
import Quantities
import Syntax

/// Keeps where names are used while they are resolved.
extension Checker {
  /// - Parameter isAmended: whether the name stands there to be given another value.
  mutating func use(_ symbol: Symbol, at range: SourceRange, isAmended: Bool = false) {
    let key: ClauseKey
    switch symbol {
    case .fact(let index): key = ClauseKey(.fact, standard.facts[index].name)
    case .parameter(let index):
      key = ClauseKey(.parameter, standard.parameters[index].name)
    case .definition(let index):
      key = ClauseKey(definitionClauses[index].kind, standard.definitions[index].name)
    case .cohort(let index): key = ClauseKey(.cohort, standard.cohorts[index].name)
    case .result(let path): key = standard.key(of: path)
    case .broken: return
    }
    standard.names.use(.clause(key), at: range, isAmended: isAmended)
  }

  /// The names of the category, the group and the item of a result, as many as are written.
  mutating func use(_ names: [Name], for path: ResultPath) {
    guard let first = names.first, let last = names.last else { return }
    if names.count > 1, case .group(let category, _) = path {
      use(.result(.category(category)), at: first.range)
    }
    if names.count > 1, case .item(let category, let item) = path {
      use(.result(.category(category)), at: first.range)
      if names.count > 2, let group = standard.categories[category].items[item].group {
        use(.result(.group(category, group)), at: names[1].range)
      }
    }
    use(.result(path), at: last.range)
  }

  /// The units that the standard declares, in one such as 元/打.
  mutating func useUnits(_ unit: Name) {
    guard !unitNames.isEmpty, written(unit.range) == unit.text else { return }
    var start = unit.range.lower
    for part in unit.text.split(separator: "/", omittingEmptySubsequences: false) {
      if let name = unitNames[String(part)] {
        standard.names.use(
          .clause(ClauseKey(.unit, name)),
          at: SourceRange(start, start + part.utf8.count))
      }
      start += part.utf8.count + 1
    }
  }

  /// The columns of the rows that a query looks at; none where it looks at no records.
  func columns(_ scope: Scope) -> [ValueType.Column] {
    guard let fact = scope.records, case .records(_, let columns) = standard.facts[fact].type else { return [] }
    return columns
  }

  /// The place of the column of that name among them.
  func place(ofColumn name: Name, _ scope: Scope) -> Int? {
    columns(scope).firstIndex { $0.name == name.text || $0.alias == name.text }
  }

  mutating func column(_ name: Name, _ scope: Scope) -> (index: Int, type: ValueType)? {
    guard let fact = scope.records, let index = place(ofColumn: name, scope) else { return nil }
    let column = columns(scope)[index]
    standard.names.use(.column(column.name, of: standard.facts[fact].name), at: name.range)
    return (index, column.type)
  }
}

extension Standard {
  /// How people call an item by its number: `3.4`.
  ///
  /// - Parameters: places in the standard.
  public func number(ofItem item: Int, in category: Int) -> String {
    "\(category + 1).\(categories[category].items[item].id)"
  }

  /// What names a category, group, item, bonus, deduction or adjustment.
  public func key(of path: ResultPath) -> ClauseKey {
    switch path {
    case .category(let index): ClauseKey(.category, categories[index].name)
    case .group(let index, let group):
      ClauseKey(.group, categories[index].name, categories[index].groups[group].name)
    case .item(let index, let item):
      ClauseKey(.item, categories[index].name, categories[index].items[item].id)
    case .adjustment(let index):
      ClauseKey(adjustments[index].kind.clause, adjustments[index].name)
    }
  }
}
