import Diagnostics

/// The rows of a table, whatever it is drawn with: tabs, columns of spaces, strokes.
enum TableText {
  /// The table with which some lines begin, as cells row by row, and how many lines it takes; nil where none begins.
  ///
  /// - Parameters:
  ///   - isLoose: whether rows are a table without a heading or numbers, as in annexes.
  ///   - ends: whether a line that has no cells goes on behind the table.
  static func table(
    in lines: ArraySlice<String?>, isLoose: Bool, ends: (String) -> Bool
  ) -> (rows: [[String]], count: Int)? {
    guard let first = lines.first.flatMap({ $0 }) else { return nil }
    if isDrawn(first) {
      let drawn = lines.prefix { $0.map(isDrawn) == true }.compactMap { $0 }
      let rows = DrawnTable(drawn).rows
      return rows.count > 1 ? (rows, drawn.count) : nil
    }
    let tabbed = cells(first)
    if tabbed.count > 1 {
      let next = lines.dropFirst().first { $0?.trimmed.isEmpty == false }.flatMap { $0 }
      let isRow = { (line: String) in
        cells(line).contains { Marker.ordinal($0) != nil || Marker.item($0, after: 0) != nil }
      }
      // A number set off by a tab is no table.
      let isItem = tabbed.count == 2 && !isHeading(tabbed) && Marker.all(at: first).contains { !$0.isBare }
      let isTable =
        isHeading(tabbed) || (!isItem && next.map { cells($0).count > 1 } == true && (isLoose || isRow(first)))
      return isTable ? collect(lines, ends) { $0.contains("\t") ? cells($0, keepsMargin: true) : nil } : nil
    }
    let columns = spaced(first)
    if isHeading(columns.map(\.text)) { return collect(lines, ends) { aligned(spaced($0), to: columns) } }
    let words = words(first)
    guard words.count > 2, words.first == "序号", isHeading(words) else { return nil }
    return collect(lines, ends) { $0 == first ? words : numbered(Self.words($0), words.count) }
  }

  // MARK: Headings

  private static let headings = [
    "序号", "编号", "类别", "类型", "内容", "分值", "权重", "标准", "指标", "项目", "要求", "备注", "说明", "方法", "办法", "得分",
    "分数", "满分", "评分", "扣分", "要点", "要素", "依据", "名称", "条件", "事项", "材料", "比例",
  ]

  /// Whether most cells of a row are what columns are called.
  static func isHeading(_ cells: [String]) -> Bool {
    let filled = cells.map(Numerals.plain).filter { !$0.isEmpty }
    let known = filled.filter { cell in
      let name = cell.prefix { $0 != "（" && $0 != "(" }
      return name.count <= 8 && headings.contains { name.hasSuffix($0) }
    }
    return filled.count > 1 && known.count * 2 >= filled.count && filled.allSatisfy { $0.count <= 14 }
      && !filled.contains { Marker.ordinal($0) != nil }
  }

  // MARK: Tabs and spaces

  /// The cells between tabs; without those that only indent the line.
  private static func cells(_ line: String, keepsMargin: Bool = false) -> [String] {
    let inner = line.trimmed
    guard inner.contains("\t") || keepsMargin else { return [inner] }
    return (keepsMargin ? line : inner).split(separator: "\t", omittingEmptySubsequences: false).map { $0.trimmed }
  }

  /// What stands between two or more spaces, with the column of the screen in which it begins.
  private static func spaced(_ line: String) -> [(start: Int, text: String)] {
    var found: [(start: Int, text: String)] = []
    var column = 0
    var blanks = 2
    for character in line {
      if character.isWhitespace {
        blanks += character == "　" ? 2 : 1
      } else {
        if blanks > 1 { found.append((column, "")) } else if blanks == 1 { found[found.count - 1].text += " " }
        found[found.count - 1].text.append(character)
        blanks = 0
      }
      column += character == "　" ? 2 : DisplayWidth.of(character)
    }
    return found
  }

  /// The cells in the columns below whose headings they begin; nil for a line that is no row.
  private static func aligned(
    _ cells: [(start: Int, text: String)], to columns: [(start: Int, text: String)]
  ) -> [String]? {
    if cells.count == columns.count { return cells.map(\.text) }
    guard cells.count > 1, cells.count < columns.count else { return nil }
    var row = columns.map { _ in "" }
    for cell in cells {
      let nearest = columns.indices.min { abs(columns[$0].start - cell.start) < abs(columns[$1].start - cell.start) }
      guard let nearest, row[nearest].isEmpty else { return nil }
      row[nearest] = cell.text
    }
    return row
  }

  private static func words(_ line: String) -> [String] { line.split(whereSeparator: \.isWhitespace).map(String.init) }

  /// The cells of a row of which only single spaces are left: those that are missing stood for rows above, those that are
  /// too many are words of one cell.
  private static func numbered(_ words: [String], _ width: Int) -> [String]? {
    guard let first = words.first, words.count > 1, Marker.ordinal(first) != nil || ClauseTree.sums.contains(first)
    else { return nil }
    let surplus = max(words.count - width, 0)
    let content = words[1...(1 + surplus)].joined()
    let missing = [String](repeating: "", count: max(width - words.count, 0))
    return [first] + missing + [content] + words.dropFirst(2 + surplus)
  }

  /// Rows, one a line, up to a line that ends the table. A line without cells goes on with the row before, and so does
  /// one that has what that row lacks.
  private static func collect(
    _ lines: ArraySlice<String?>, _ ends: (String) -> Bool, cells: (String) -> [String]?
  ) -> (rows: [[String]], count: Int) {
    var rows: [[String]] = []
    var count = 0
    for case (let index, let line?) in lines.enumerated() {
      if index > count, lines[lines.startIndex + count] == nil { break }
      let row = cells(line)
      if !rows.isEmpty, let row, isHeading(row), rows.count > 1, row != rows.first { break }
      if row == nil, !line.trimmed.isEmpty, !rows.isEmpty {
        // The title of another table belongs to none.
        let next = lines.dropFirst(index + 1).first { $0?.trimmed.isEmpty == false }.flatMap { $0 }.flatMap(cells)
        if ends(NoticeParts.bare(line)) || next.map(isHeading) == true && next != rows.first { break }
      }
      count = index + 1
      if line.trimmed.isEmpty { continue }
      guard let last = rows.last, let width = rows.first?.count else {
        rows.append(row ?? [line])
        continue
      }
      if let row {
        let isRest =
          last.count < width && last.count + row.count - 1 <= width && rows.count > 1
          && row.first.map { !$0.isEmpty && Marker.all(at: $0).isEmpty && Marker.ordinal($0) == nil } == true
          && last.first?.isEmpty == false
        if isRest, let first = row.first {
          rows[rows.count - 1] = last.dropLast() + [(last.last ?? "") + first] + row.dropFirst()
        } else {
          rows.append(row)
        }
      } else if let place = Self.unfinished(last) {
        rows[rows.count - 1][place] += line
      }
    }
    return (rows, count)
  }

  /// The cell that a line without cells goes on with: the last, unless that is a number.
  private static func unfinished(_ row: [String]) -> Int? {
    guard let last = row.indices.last(where: { !row[$0].isEmpty }) else { return nil }
    let isAmount = row[last].allSatisfy { $0.isASCII || "分％".contains($0) }
    return isAmount ? row.indices.max { row[$0].count < row[$1].count } : last
  }

  // MARK: Strokes

  static func isDrawn(_ line: String) -> Bool {
    let text = line.trimmed
    guard let first = text.first else { return false }
    if first == "|" { return text.count { $0 == "|" } > 1 }
    if first == "+" { return text.hasPrefix("+-") || text.hasPrefix("+=") }
    return DrawnTable.strokes.contains(first) || DrawnTable.lines.contains(first) && !first.isASCII && text.count > 3
  }
}
