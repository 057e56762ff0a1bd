import Diagnostics

extension SheetForm {
  /// A table with a sheet in each row.
  public static let csv = SheetForm(
    name: "csv", endings: ["csv"],
    content: .tables { TableFile($0, rows: TextDecoding.utf8($0.bytes).map(CSVText.init).mapError(Refusal.init)) }
  ) { sheet in
    BlankSheet.Written(
      CSV.file(sheet.table),
      companions: sheet.companions.map { fact, columns in
        (fact, CSV.file([columns.map(\.name), sheet.marked(columns.map { ($0.name, $0.remark) }, .values)]))
      })
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
}
