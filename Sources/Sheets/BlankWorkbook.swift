import Diagnostics
import Quantities
import Spreadsheets

/// A blank sheet as a workbook: a worksheet with a row for each that is to be judged, one for each list of records, named
/// as its fact, and one that says what counts. What may be typed is offered and checked there.
struct BlankWorkbook {
  private let sheet: BlankSheet

  init(_ sheet: BlankSheet) { self.sheet = sheet }

  /// So many rows are made ready for sheets, and for records of each list.
  static let (sheetRows, recordRows) = (1_000, 5_000)

  /// The headings and what may be typed.
  private static let headRows = 2

  private func say(_ chinese: String, _ english: String) -> String { sheet.say(chinese, english) }

  /// All of the file.
  var bytes: [UInt8] {
    var writer = WorkbookWriter(sheet.language)
    let (fields, lists) = (sheet.mainColumns, sheet.companions)
    // Lists are told by what their names end with.
    func name(_ names: String...) -> String {
      names.first { name in !lists.contains { name.hasSuffix($0.fact) } } ?? names[0]
    }
    // Those of lists come first, as a reader sees no others.
    let names = WorksheetName.legal(
      lists.map(\.fact) + [
        name(sheet.subjects.first ?? "", say("事实表", "facts"), "main"),
        name(say("填写说明", "notes"), say("怎样填写", "how to fill in")),
      ])
    add(names[lists.count], fields, rows: Self.sheetRows, owner: nil, &writer)
    let owner = fields.firstIndex { $0.name == sheet.subjects.first }
    for (list, name) in zip(lists, names) { add(name, list.columns, rows: Self.recordRows, owner: owner, &writer) }
    addNotes(names[lists.count + 1], &writer)
    return writer.finished().flatMap(\.self)
  }

  // MARK: Tables

  /// - Parameter owner: where the first worksheet has the names to which rows of this one belong.
  private func add(
    _ name: String, _ columns: [BlankSheet.Field], rows: Int, owner: Int?, _ writer: inout WorkbookWriter
  ) {
    let body = Self.headRows..<Self.headRows + rows
    let subject = columns.firstIndex { $0.name == sheet.subjects.first } ?? 0
    let validations = columns.enumerated().map { place, field in
      let isOwner = owner != nil && place == subject
      return Validation(
        isOwner
          ? .column(worksheet: 0, column: owner ?? 0, from: Self.headRows, count: Self.sheetRows) : field.rule(sheet),
        column: place, rows: body,
        hint: .init(title: field.name, text: CSV.printable(hint(field, isOwner: isOwner))),
        error: .init(
          title: say("填得不对", "Not accepted"),
          text: isOwner
            ? say("第一张工作表里没有这个名字。", "The first worksheet has no such name.")
            : field.name + say("：", ": ") + field.answer),
        // 无 stands where there are no records.
        isStrict: owner == nil || isOwner)
    }
    let place = writer.add(
      Worksheet(
        name: name,
        columns: columns.map { field in
          let width = max(DisplayWidth.of(field.name) + 2, min(24, DisplayWidth.of(field.answer)))
          return Worksheet.Column(width: min(24, max(10, width)), format: field.type.format)
        },
        headRows: Self.headRows, headColumns: subject < 2 ? subject + 1 : 0, validations: validations))
    writer.add(columns.map { .shown($0.name) }, .heading, to: place)
    let remarks = sheet.marked(columns.map { ($0.name, $0.answer) }, .values)
    writer.add(remarks.map { .shown($0) }, .remark, to: place)
  }

  private func hint(_ field: BlankSheet.Field, isOwner: Bool) -> String {
    if isOwner { return say("从第一张工作表写下的里面选。", "One of those on the first worksheet.") }
    let uses = sheet.uses(of: field)
    return field.remark + (uses.isEmpty ? "" : "\n" + say("用于 ", "for ") + uses)
  }

  // MARK: Notes

  private func addNotes(_ name: String, _ writer: inout WorkbookWriter) {
    let place = writer.add(
      Worksheet(
        name: name, columns: [24, 36, 40].map { .init(width: $0) }, headRows: 0, headColumns: 0, isPortrait: true))
    func add(_ cells: String..., as kind: Worksheet.RowKind = .body) {
      writer.add(cells.map { .shown($0) }, kind, to: place)
    }
    add(TableRows.Aside.guide.label(sheet.language) + sheet.title, as: .title)
    for line in introduction { add(say("填法", "how"), "", line) }
    add(say("事实", "fact"), say("填什么", "what to state"), say("用于", "for"), as: .heading)
    for field in sheet.fields { add(field.name, field.remark, sheet.uses(of: field)) }
    if !sheet.entries.isEmpty {
      add(say("评什么", "what counts"), say("题目和分值", "title and points"), say("怎么得分", "how"), as: .heading)
      for entry in sheet.entries {
        let title = [entry.title, entry.points].filter { !$0.isEmpty }.joined(separator: say("，", ", "))
        add(entry.name, title, entry.lines.joined(separator: "\n"))
      }
    }
    if !sheet.terms.isEmpty {
      add(say("名词", "term"), "", say("意思", "meaning"), as: .heading)
      for term in sheet.terms {
        let parts = term.split(separator: " ", maxSplits: 1).map(String.init)
        add(parts[0], "", parts.dropFirst().joined())
      }
    }
  }

  private var introduction: [String] {
    [
      say(
        "第一张工作表每行一个，从第 3 行起，备好了 \(Self.sheetRows) 行。不知道的留空，留空不等于“否”。",
        "One row each on the first worksheet, from row 3 on; \(Self.sheetRows) rows are ready. Leave blank what is not known (blank is not no)."
      )
    ]
      + (sheet.companions.isEmpty
        ? []
        : [
          say(
            "记录一条一行，填在以它命名的工作表里，备好了 \(Self.recordRows) 行；一条也没有的，写一行，名字后面填“无”。工作表不要改名。",
            "Records go on the worksheet that is named after them, a row each; \(Self.recordRows) rows are ready. Who has none gets a row with “none” behind the name. Keep the names of the worksheets."
          )
        ])
  }
}

extension BlankSheet {
  /// `指标 1.2（3 分）、…`: what asks for a field.
  fileprivate func uses(of field: Field) -> String {
    fields.firstIndex { $0.name == field.name }.map { place in
      entries(asking: place).map { $0.name + ($0.points.isEmpty ? "" : say("（\($0.points)）", " (\($0.points))")) }
        .joined(separator: say("、", ", "))
    } ?? ""
  }
}

extension BlankSheet.Field {
  /// What may be typed.
  fileprivate func rule(_ sheet: BlankSheet) -> Validation.Rule {
    func decimal(_ value: Value?, _ measure: Measure) -> String? {
      value?.number.map { measure.number(of: $0).decimal(places: 12) }
    }
    func day(_ value: Value?) -> CalendarDate? { if case .date(let date)? = value { date } else { nil } }
    return switch type {
    case .truth: .list([sheet.say("是", "yes"), sheet.say("否", "no")])
    case .number(let measure, let whole):
      .number(least: decimal(lower, measure), most: decimal(upper, measure), whole: whole)
    case .percentage: .number(least: decimal(lower, .none), most: decimal(upper, .none), whole: false)
    case .date: .date(least: day(lower), most: day(upper))
    case .choice(let options, _): .list(options)
    case .text, .choices, .records: .anything
    }
  }
}

extension ValueType {
  fileprivate var format: Worksheet.Column.Format {
    switch self {
    case .truth, .number: .general
    case .percentage: .percentage
    case .date: .date
    // Digits stay what they are.
    case .text, .choice, .choices, .records: .text
    }
  }
}
