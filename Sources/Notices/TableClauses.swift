extension ClauseTree {
  /// Adds the rows of a table below a clause.
  mutating func add(_ table: [[String]], under parent: Int) {
    guard let columns = TableColumns(table) else { return }
    var reader = TableReader(columns, under: parent)
    reader.read(into: &self)
  }
}

/// Rows of a table as clauses: groups, items with number, rows with a name of their own.
private struct TableReader {
  let columns: TableColumns
  let parent: Int
  /// The group of the last row that is a heading.
  private var section: Int?
  /// The groups that are open, the outermost first.
  private var open: [Int] = []
  private var last: Int?
  private var number = 0

  init(_ columns: TableColumns, under parent: Int) {
    (self.columns, self.parent) = (columns, parent)
  }

  mutating func read(into tree: inout ClauseTree) {
    for (index, row) in columns.rows.enumerated() {
      if isHeading(row, at: index) {
        let heading = row.first { !$0.isEmpty } ?? ""
        open = []
        begin(heading, [heading], under: parent, in: &tree)
        section = open.popLast()
      } else if let name = name(of: row, at: index) {
        (open, section) = ([], nil)
        add(.named(name), cells(of: row) { row[$0] != name }, under: parent, to: &tree)
      } else {
        openGroups(of: row, in: &tree)
        addItems(of: row, to: &tree)
      }
    }
  }

  /// Adds a clause; what follows goes where it has gone, in a group of its own if its number was taken.
  private mutating func add(_ step: Address.Step, _ lines: [String], under parent: Int, to tree: inout ClauseTree) {
    let clause = tree.add(step, lines, under: parent)
    if parent == self.parent, let group = tree.nodes[clause].parent, group != parent { section = group }
    last = clause
  }

  private mutating func begin(_ heading: String, _ lines: [String], under parent: Int, in tree: inout ClauseTree) {
    open.append(tree.group(heading, lines, under: parent))
    number = 0
    last = nil
  }

  private func cells(of row: [String], where belongs: (Int) -> Bool) -> [String] {
    row.indices.filter { belongs($0) && !row[$0].isEmpty }.map { row[$0] }
  }

  private func ordinal(of row: [String]) -> Marker? { columns.ordinal.flatMap { Marker.ordinal(row[$0]) } }

  /// A row that has one cell and is followed by numbered ones.
  private func isHeading(_ row: [String], at index: Int) -> Bool {
    guard let column = columns.ordinal, !columns.numbersGroups, row.count > 2, row.count(where: { !$0.isEmpty }) == 1,
      !row[0].isEmpty || !row[column].isEmpty || (!row[columns.content].isEmpty && column > 0), ordinal(of: row) == nil,
      index + 1 < columns.rows.count
    else { return false }
    return ordinal(of: columns.rows[index + 1]) != nil
  }

  /// What a row is called that has no number and belongs to no group.
  private func name(of row: [String], at index: Int) -> String? {
    if let column = columns.ordinal {
      if !columns.numbersGroups, !row[column].isEmpty, ordinal(of: row) == nil { return row[column] }
      if ordinal(of: row) != nil { return nil }
    }
    guard let first = row.indices.first(where: { $0 != columns.ordinal && !row[$0].isEmpty }) else { return nil }
    if ClauseTree.sums.contains(row[first]) { return row[first] }
    guard Marker.item(row[columns.content], after: 0) == nil || !columns.numbersItems else { return nil }
    if let group = columns.groups.first {
      guard !row[group].isEmpty else { return nil }
      let next = index + 1
      let isAlone = next == columns.rows.count || !columns.rows[next][group].isEmpty
      return isAlone && (columns.ordinal != nil || columns.numbersItems || columns.groups.count == 1) ? row[group] : nil
    }
    guard columns.ordinal == nil, !columns.numbersItems, row.count > 1 else { return nil }
    let heading = row[columns.content]
    let isOnly = columns.rows.count { $0[columns.content] == heading } == 1
    return !heading.isEmpty && heading.count <= 20 && isOnly ? heading : nil
  }

  private mutating func openGroups(of row: [String], in tree: inout ClauseTree) {
    for (depth, column) in columns.groups.enumerated() where !row[column].isEmpty {
      open = Array(open.prefix(depth))
      let shared = depth == 0 ? cells(of: row) { columns.shared.contains($0) } : []
      begin(row[column], [row[column]] + shared, under: open.last ?? section ?? parent, in: &tree)
    }
  }

  private mutating func addItems(of row: [String], to tree: inout ClauseTree) {
    let isOwn = { [columns] (column: Int) in
      !columns.groups.contains(column) && !columns.shared.contains(column) && column != columns.ordinal
    }
    let parent = open.last ?? section ?? self.parent
    let marker = columns.numbersGroups ? nil : ordinal(of: row)
    if let marker {
      number = marker.number
      add(.numbered(marker.kind, marker.numbers), cells(of: row, where: isOwn), under: parent, to: &tree)
    } else if columns.numbersItems {
      let others = cells(of: row) { isOwn($0) && $0 != columns.content }
      addNumbered(row[columns.content], others, under: parent, to: &tree)
    } else if columns.ordinal != nil, !columns.numbersGroups, let last {
      // The number stands for this row too.
      for cell in cells(of: row, where: isOwn) { tree.extend(last, cell) }
    } else {
      number += 1
      add(.numbered(.number, [number]), cells(of: row, where: isOwn), under: parent, to: &tree)
    }
  }

  /// The items of one cell, told apart by numbers that follow one another; the rest of the row belongs to the first.
  private mutating func addNumbered(
    _ cell: String, _ others: [String], under parent: Int, to tree: inout ClauseTree
  ) {
    guard let marker = Marker.item(cell, after: number) else {
      if let last {
        for text in [cell] + others where !text.isEmpty { tree.extend(last, text) }
      }
      return
    }
    number = marker.number
    let (own, next) = Self.split(marker.rest, before: number + 1)
    add(.numbered(.number, [number]), [own] + others, under: parent, to: &tree)
    if let next { addNumbered(next, [], under: parent, to: &tree) }
  }

  /// A text cut before the next item's number, if that stands in it behind the end of a word or sentence.
  private static func split(_ text: String, before number: Int) -> (String, next: String?) {
    guard let range = text.firstRange(of: "\(number)."), range.upperBound < text.endIndex,
      let before = text[..<range.lowerBound].last, !before.isNumber, !text[range.upperBound].isNumber
    else { return (text, nil) }
    return (String(text[..<range.lowerBound]), String(text[range.lowerBound...]))
  }
}
