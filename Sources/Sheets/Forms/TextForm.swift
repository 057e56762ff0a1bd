import Diagnostics

extension SheetForm {
  /// `事实：值` lines of one sheet; what people write by hand, and what a file is taken for that says nothing else.
  public static let text = SheetForm(name: "text", endings: ["txt"], content: .text { $0.readText($1, $2) }) { sheet in
    var lines = [
      "# " + sheet.title,
      sheet.say(
        "# 每行“事实：值”；不知道的留空，留空不等于否；# 后面是说明。",
        "# One “fact: value” a line; leave blank what is not known (blank is not no); # starts a remark."),
    ]
    var section = ""
    for (place, field) in sheet.fields.enumerated() {
      if field.section != section {
        section = field.section
        lines += ["", "## " + section]
      }
      let uses = sheet.entries(asking: place).map {
        $0.name + ($0.points.isEmpty ? "" : sheet.say("（\($0.points)）", " (\($0.points))"))
      }
      if !uses.isEmpty { lines.append("# " + sheet.say("用于 ", "for ") + uses.joined(separator: sheet.say("、", ", "))) }
      lines += ["# " + field.remark, field.name + sheet.say("：", ": ")]
    }
    if !sheet.entries.isEmpty { lines += ["", "## " + sheet.say("评什么，怎么得分", "What counts, and what it brings")] }
    for entry in sheet.entries {
      lines += ["#", "# " + entry.heading(sheet)] + entry.lines.map { "#   " + $0 }
    }
    if !sheet.terms.isEmpty { lines += ["#", "# " + sheet.say("其中的名词", "Terms")] + sheet.terms.map { "#   " + $0 } }
    return BlankSheet.Written(DisplayWidth.printableLines(lines.joined(separator: "\n") + "\n"))
  }
}

extension SheetReader {
  /// `事实：值` lines of one sheet. Below a list of records, up to a blank line, a line that is no fact is a record.
  mutating func readText(_ text: String, _ file: Origin) {
    begin(file, row: nil)
    var seen: Set<Int> = []
    var lists: [Int: RecordList] = [:]
    func state(_ text: String, _ column: ColumnNames.Match, _ row: Int) {
      let place = column.place
      let name = schema.columns[place].name
      let isRepeated = !seen.insert(place).inserted
      if isList(place) {
        if !lists[place, default: RecordList()].add(cell(text, column, file, row: row)) {
          report(.noneAndRecords, file, row: row, column: name, value: text)
        }
      } else if isRepeated {
        report(.duplicateColumn(name), file, row: row, column: name)
        put(.unreadable, in: place)
      } else {
        put(cell(text, column, file, row: row), in: place)
      }
    }
    var list: (column: ColumnNames.Match, indent: Int)?
    // What cannot be read below a list, also behind a blank line, may have been a record of it.
    var latest: Int?
    func mistrust() {
      if let latest { _ = lists[latest, default: RecordList()].add(.unreadable) }
    }
    for (index, original) in TextDecoding.lines(text).enumerated() {
      // Taken out at once: some join the sign before them, which would then be another.
      let line = VisibleText(String(original))
      let content = TextDecoding.trim(line.text)
      if content.isEmpty { list = nil }
      guard let first = content.first, first != "#", first != "＃" else { continue }
      let row = index + 1
      let indent = line.text.prefix(while: \.isWhitespace).count
      let removed = Set(line.removed.map(CellRemark.invisible))
      let fact = Self.fact(content)
      if let list, fact.map({ indent > list.indent && !isKnown($0.label) }) ?? true {
        note(removed, file, row: row, column: schema.columns[list.column.place].name, value: content)
        state(content, list.column, row)
        continue
      }
      list = nil
      guard let fact else {
        report(.badLine, file, row: row, value: content)
        mistrust()
        continue
      }
      guard let column = column(fact.label, among: columns, file, row: row, removed) else {
        // A fact of another level ends the list too.
        if isKnown(fact.label) { latest = nil } else { mistrust() }
        continue
      }
      latest = nil
      if isList(column.place) {
        list = (column, indent)
        latest = column.place
      }
      state(fact.value, column, row)
    }
    for (column, list) in lists { put(list.cell, in: column) }
  }

  private func isList(_ column: Int) -> Bool {
    if case .records = schema.columns[column].type { true } else { false }
  }

  private static func fact(_ line: String) -> (label: String, value: String)? {
    guard let sign = line.firstIndex(where: { ":：=＝".contains($0) }) else { return nil }
    return (TextDecoding.trim(String(line[..<sign])), String(line[line.index(after: sign)...]))
  }
}
