extension SheetForm {
  /// A table with a sheet in each row.
  public static let csv = SheetForm(
    name: "csv", endings: ["csv"], content: .table { TextDecoding.decode($0).map(CSVText.init) }
  ) { sheet in
    let main = CSV.file([sheet.fields.filter { $0.columns == nil }.map(\.name)])
    return BlankSheet.Written(main, companions: sheet.companions.map { ($0.fact, CSV.file([$0.headings])) })
  }
}
