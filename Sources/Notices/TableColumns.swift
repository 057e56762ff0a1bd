/// What the columns of a table hold, seen from its headings and from what stands in them.
struct TableColumns {
  /// Without headings, plain, all of one length; a cell that only repeats the group above is empty.
  private(set) var rows: [[String]]
  /// The column of numbers; nil without one.
  let ordinal: Int?
  /// Columns whose cells stand for several rows, the outermost first.
  let groups: [Int]
  /// The column that says what is asked for.
  let content: Int
  /// Whether the numbers are those of the outermost groups.
  let numbersGroups: Bool
  /// Whether the items are numbered within their cells.
  let numbersItems: Bool
  /// Columns that say something of a whole group.
  let shared: Set<Int>

  /// Nil for a table without rows.
  init?(_ table: [[String]]) {
    var plain = table.map { $0.map(Numerals.plain) }.filter { $0.contains { !$0.isEmpty } }
    let headings = plain.prefix(while: TableText.isHeading)
    plain.removeFirst(headings.count)
    plain.removeAll { headings.contains($0) }
    let width = plain.map(\.count).max() ?? 0
    guard width > 0 else { return nil }
    plain = plain.map { $0 + [String](repeating: "", count: width - $0.count) }
    let headed = headings.first.flatMap { $0.firstIndex { ["序号", "编号", "项次"].contains($0) } }
    let columns = Array(0..<width)
    func filled(_ column: Int) -> [String] { plain.map { $0[column] }.filter { !$0.isEmpty } }
    let ordinal =
      headed
      ?? columns.first { column in
        let cells = filled(column)
        // A last column of numbers holds points.
        return column < width - 1 && cells.count > 1 && cells.count { Marker.ordinal($0) != nil } * 2 > cells.count
      }
    let others = columns.filter { $0 != ordinal }
    // Sums and headings say nothing of the columns.
    let whole = plain.filter { row in
      row.count { !$0.isEmpty } > 1 && !ClauseTree.sums.contains(row.first { !$0.isEmpty } ?? "")
    }
    let itemised = others.first { column in
      let cells = filled(column)
      let items = Self.items(in: cells)
      return items > 0 && items * 2 >= cells.count && whole.allSatisfy { !$0[column].isEmpty }
    }
    let steady = others.first { column in
      // A number may stand for several rows that say how one thing is scored; what is called a class is a group.
      let isClass = headings.contains { column < $0.count && $0[column].contains { "类级".contains($0) } }
      return whole.allSatisfy { row in
        !row[column].isEmpty
          || !isClass && ordinal.map { row[$0].isEmpty } == true && columns.contains { $0 > column && !row[$0].isEmpty }
      }
        && !zip(whole, whole.dropFirst()).contains { $0[column] == $1[column] && !$0[column].isEmpty }
    }
    let content = itemised ?? steady ?? others.last ?? 0
    let groups = others.filter { $0 < content }
    for index in plain.indices.dropFirst().reversed() {
      for (depth, column) in groups.enumerated() {
        let isInside = groups[..<depth].allSatisfy {
          plain[index][$0].isEmpty || plain[index][$0] == plain[index - 1][$0]
        }
        if isInside, !plain[index][column].isEmpty, Self.standing(plain, column, before: index) == plain[index][column]
        {
          plain[index][column] = ""
        }
      }
    }
    let begins = groups.first.map { first in plain.map { !$0[first].isEmpty } } ?? []
    rows = plain
    self.ordinal = ordinal
    self.groups = groups
    self.content = content
    numbersItems = itemised != nil
    numbersGroups =
      ordinal.map { column in
        !begins.isEmpty && begins.contains(false) && zip(plain, begins).allSatisfy { $0[column].isEmpty != $1 }
      } ?? false
    let isMerged = begins.contains(false)
    shared = Set(
      columns.filter { column in
        column > content && isMerged && filled(column).count > 0
          && zip(plain, begins).allSatisfy { $1 || $0[column].isEmpty }
      })
  }

  /// How many cells begin with a number that can be theirs.
  private static func items(in cells: [String]) -> Int {
    var last = 0
    return cells.count { cell in
      guard let marker = Marker.item(cell, after: last) ?? Marker.item(cell, after: 0) else { return false }
      last = marker.number
      return true
    }
  }

  /// The cell of a column that stands for a row, in the rows before it.
  private static func standing(_ rows: [[String]], _ column: Int, before row: Int) -> String? {
    rows[..<row].last { !$0[column].isEmpty }?[column]
  }
}
