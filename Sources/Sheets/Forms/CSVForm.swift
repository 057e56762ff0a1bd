import Diagnostics

extension SheetForm {
  /// A table with a sheet in each row.
  public static let csv = SheetForm(
    name: "csv", endings: ["csv"],
    content: .tables { TableFile($0, rows: TextDecoding.utf8($0.bytes).map(CSVText.init).mapError(Refusal.init)) }
  ) { sheet in
    BlankSheet.Written(CSV.file(sheet.table), companions: sheet.companions.map { ($0.fact, CSV.file($0.rows)) })
  }
}

extension BlankSheet {
  /// The headings, and below them rows of remarks: what may be stated, and what it is good for.
  fileprivate var table: [[String]] {
    let columns = fields.indices.filter { fields[$0].columns == nil }
    let uses = columns.map { place in
      entries(asking: place).map { entry in
        entry.heading(self)
          + (entry.lines.isEmpty ? "" : say("：", ": ") + entry.lines.joined(separator: say("；", "; ")))
      }.joined(separator: "\n")
    }
    let remarks = columns.map { (fields[$0].name, fields[$0].remark) }
    return [columns.map { fields[$0].name }, marked(remarks, .values)]
      + (uses.allSatisfy(\.isEmpty) ? [] : [marked(zip(remarks.map(\.0), uses).map { ($0, $1) }, .uses)])
  }

  /// A table for each list of records: headings of what tells sheets apart and of the records, and remarks.
  fileprivate var companions: [(fact: String, rows: [[String]])] {
    fields.compactMap { field in
      guard let columns = field.columns else { return nil }
      // What a record has under the same name is the record's.
      let further = subjects.dropFirst().filter { name in !columns.contains { $0.name == name } }
      let owners = (subjects.prefix(1) + further).map { name in
        (name, fields.first { $0.name == name }?.remark ?? "")
      }
      let all = owners + columns.map { ($0.name, $0.remark) }
      return (field.name, [all.map(\.0), marked(all, .values)])
    }
  }

  /// A row of remarks, with the mark that tells it from a sheet where its name would stand.
  private func marked(_ cells: [(name: String, remark: String)], _ remark: TableRows.Remark) -> [String] {
    cells.map { $0.name == subjects.first ? remark.label(language) + $0.remark : $0.remark }
  }
}
