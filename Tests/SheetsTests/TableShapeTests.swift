import Diagnostics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Sheets

/// A table that is written cleanly and then disturbed as people and spreadsheets disturb tables: it stays the same table,
/// or what is lost is said.
@Suite struct TableShapeTests {
  private static let schema: Schema = {
    var units = UnitTable()
    if let factor = UnitFactor(Rational(10_000)) { units.declare("万元", as: Unit("元"), times: factor) }
    func column(_ name: String, _ type: ValueType) -> Schema.Column {
      Schema.Column(name: name, alias: nil, type: type, lower: nil, upper: nil)
    }
    return Schema(
      columns: [
        column("楼院", .text), column("街道", .text), column("户数", .number(Measure(Unit("户")), whole: true)),
        column("收费率", .percentage), column("经费", .number(Measure(Unit("元")), whole: false)),
        column("验收日期", .date), column("有车库", .truth),
        column("等次", .choice(options: ["优", "良", "差"], order: .none)),
      ], subjects: [0], units: units)
  }()
  private static let names = schema.columns.map(\.name)

  /// Rows of cells, and how they are to be written.
  struct Draft {
    var above: [[String]] = []
    var headings: [String]
    var rows: [[String]]
    var first = ""
    var separator = ","
    var lineEnd = "\n"
    var last = ""

    var text: String {
      let rows = (above + [headings] + rows).map { row in
        row.map { cell in
          cell.utf8.contains { [0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D].contains($0) }
            ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : cell
        }.joined(separator: separator)
      }
      return first + rows.map { $0 + lineEnd }.joined() + last
    }
  }

  private static func clean(_ random: inout SeededGenerator) -> Draft {
    let count = Int.random(in: 1...6, using: &random)
    let rows = (0..<count).map { index -> [String] in
      func some(_ text: String) -> String { Int.random(in: 0..<6, using: &random) == 0 ? "" : text }
      return [
        "\(["桂", "兰", "竹", "菊", "梅", "松"][index])园", some(["城关", "东关"].randomElement(using: &random) ?? ""),
        some("\(Int.random(in: 1...900, using: &random))"), some("\(Int.random(in: 2...100, using: &random))%"),
        some("\(Int.random(in: 0...9_000, using: &random)).5"),
        some("2025-0\(Int.random(in: 1...9, using: &random))-11"),
        some(Bool.random(using: &random) ? "是" : "否"), some(["优", "良", "差"].randomElement(using: &random) ?? ""),
      ]
    }
    return Draft(headings: names, rows: rows)
  }

  private static func read(_ draft: Draft) -> (table: Table, diagnostics: [Diagnostic]) {
    SheetReader.read([SheetFile(path: "a.csv", bytes: Array(draft.text.utf8))], schema: schema)
  }

  // MARK: Disturbances that leave no doubt

  typealias Disturbance = @Sendable (inout Draft, inout SeededGenerator) -> Void

  /// Each with the code of the warning it earns, if any.
  private static let harmless: [(name: String, code: String?, change: Disturbance)] = [
    ("a title", "D213", { draft, _ in draft.above.append(["2025年楼院评比汇总表"]) }),
    (
      "a title as wide as the table", "D213",
      { draft, _ in draft.above.append(["汇总表"] + names.dropFirst().map { _ in "" }) }
    ),
    ("a title called like the subject", "D213", { draft, _ in draft.above.append(["楼院"]) }),
    ("a form above", "D213", { draft, _ in draft.above += [["楼院", "全部"], ["街道：", "城关"], ["填报日期", "2025-01-01"]] }),
    ("groups of headings", "D213", { draft, _ in draft.above.append(["", "基本情况", "", "", "", "评定", "", ""]) }),
    ("blank rows above", nil, { draft, _ in draft.above += [[], ["", ""], [" ", "\u{3000}", "\u{200B}"]] }),
    ("a stated separator", nil, { draft, _ in draft.first += "sep=\(draft.separator)\(draft.lineEnd)" }),
    ("a stated separator, quoted", nil, { draft, _ in draft.first += "\"SEP=\(draft.separator)\"\(draft.lineEnd)" }),
    (
      "a stated separator and blank cells", nil,
      { draft, _ in draft.first += "sep=\(draft.separator)\(draft.separator)\(draft.separator)\(draft.lineEnd)" }
    ),
    ("units behind headings", nil, { draft, random in unite(&draft, &random) }),
    (
      "blanks and line ends in headings", nil,
      { draft, random in
        for index in draft.headings.indices {
          let blank = [" ", "\n", "\u{3000}", "\r\n", "\u{A0}"].randomElement(using: &random) ?? ""
          let name = draft.headings[index]
          let place = name.index(name.startIndex, offsetBy: Int.random(in: 0...name.count, using: &random))
          draft.headings[index] = name[..<place] + blank + name[place...]
        }
      }
    ),
    (
      "rows cut short", nil,
      { draft, _ in
        for index in draft.rows.indices { while draft.rows[index].last == "" { draft.rows[index].removeLast() } }
      }
    ),
    (
      "blank cells behind", nil,
      { draft, random in
        for index in draft.rows.indices where !draft.rows[index].isEmpty {
          let missing = max(0, draft.headings.count - draft.rows[index].count)
          let more = Int.random(in: 0...3, using: &random)
          draft.rows[index] += [String](repeating: "", count: missing + more) + (more > 1 ? [" ", "\u{FEFF}"] : [])
        }
      }
    ),
    ("blank headings behind", nil, { draft, _ in draft.headings += ["", " "] }),
    (
      "blank rows", nil,
      { draft, random in
        for row in [[], [""], ["", "", ""], ["\u{3000}", "\u{200B}"]] as [[String]] {
          draft.rows.insert(row, at: Int.random(in: 0...draft.rows.count, using: &random))
        }
      }
    ),
    (
      "a row of sums", "D215",
      { draft, random in
        let word =
          ["合计", "总计", "小计", "合 计", "城关街道小计", "合计：", "合计（6个）", "平均", "平均值", "Total", "SUM", "小計合计"]
          .randomElement(using: &random) ?? ""
        draft.rows.append([word, "", "四百", "91.3", "=SUM(E2:E9)", "", "", "优2 良3"])
        draft.rows.insert(["", word, "440"], at: Int.random(in: 0...draft.rows.count, using: &random))
      }
    ),
    (
      "the headings again", "D214",
      { draft, random in
        draft.rows.insert(draft.headings, at: Int.random(in: 0...draft.rows.count, using: &random))
      }
    ),
    (
      "remarks below", "D216",
      { draft, _ in
        draft.rows += [["填表人：张三", "", "审核人：李四"], ["注：数据截至六月底"], ["以上数据均已核对。"]]
      }
    ),
    (
      "times of day", nil,
      { draft, _ in
        for index in draft.rows.indices where draft.rows[index].count > 5 && draft.rows[index][5].hasPrefix("2025-") {
          draft.rows[index][5] += " 0:00:00"
        }
      }
    ),
    (
      "marks of texts", "D332",
      { draft, _ in
        for index in draft.rows.indices where draft.rows[index].first?.hasSuffix("园") == true {
          for column in draft.rows[index].indices where !VisibleText.isBlank(draft.rows[index][column]) {
            draft.rows[index][column] = "'" + draft.rows[index][column]
          }
        }
      }
    ),
    ("returns and feeds", nil, { draft, _ in draft.lineEnd = "\r\n" }),
    ("an order mark", nil, { draft, _ in draft.first = "\u{FEFF}" + draft.first }),
  ]

  /// Units behind headings; numbers may then do without theirs, or be in that of the heading.
  private static func unite(_ draft: inout Draft, _ random: inout SeededGenerator) {
    func bracketed(_ unit: String) -> String {
      [
        "（\(unit)）", "(\(unit))", " ( \(unit) )", "【\(unit)】", "[\(unit)]", "\n（单位：\(unit)）", "／\(unit)", "/\(unit)",
      ].randomElement(using: &random) ?? ""
    }
    draft.headings[2] += bracketed("户")
    draft.headings[3] +=
      Bool.random(using: &random) ? ["%", "％", " %"].randomElement(using: &random) ?? "" : bracketed("%")
    let inTenThousands = Bool.random(using: &random)
    draft.headings[4] += bracketed(inTenThousands ? "万元" : "元")
    draft.headings[5] += ["（年月日）", "(yyyy-mm-dd)", "（日期）"].randomElement(using: &random) ?? ""
    draft.headings[6] += ["（是/否）", "（有无）", "(是否)"].randomElement(using: &random) ?? ""
    draft.headings[7] += ["（优/良/差）", "（优、良、差）", "（单选）"].randomElement(using: &random) ?? ""
    for index in draft.rows.indices where draft.rows[index].count > 4 && draft.rows[index][0].hasSuffix("园") {
      if draft.rows[index][3].hasSuffix("%") { draft.rows[index][3].removeLast() }
      guard inTenThousands, draft.rows[index][4].hasSuffix(".5") else { continue }
      let digits = draft.rows[index][4].filter { $0 != "." }
      draft.rows[index][4] = "0." + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
  }

  @Test func harmlessDisturbances() {
    var random = SeededGenerator(seed: 20_250_831)
    for round in 0..<600 {
      let clean = Self.clean(&random)
      var draft = clean
      draft.separator = [",", ";", "\t"][round % 3]
      // Each alone first, then several at once.
      let all = Self.harmless.indices
      let chosen =
        round < 3 * all.count
        ? [round / 3] : all.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      // A second `sep=` line would be a title.
      var stated = 0
      var codes: Set<String> = []
      for index in chosen {
        let (name, code, change) = Self.harmless[index]
        if name.contains("separator") {
          stated += 1
          if stated > 1 { continue }
        }
        change(&draft, &random)
        if let code { codes.insert(code) }
      }
      let wanted = Self.read(clean)
      let found = Self.read(draft)
      let what = chosen.map { Self.harmless[$0].name }
      #expect(wanted.diagnostics.isEmpty)
      let isSame = found.table.sheets.map(\.cells) == wanted.table.sheets.map(\.cells)
      let errors = found.diagnostics.filter(\.isError).map { DiagnosticRenderer(language: .en).render($0) }
      #expect(isSame && errors == [], "round \(round) \(what):\n\(draft.text)\(errors.joined())")
      #expect(found.table.refused == [])
      #expect(
        codes.isSubset(of: found.diagnostics.map(\.problem.code)),
        "round \(round) \(what): \(found.diagnostics.map(\.problem.code))")
    }
  }

  // MARK: Disturbances that lose something

  private static let harmful: [(name: String, change: Disturbance)] = [
    (
      "an error value",
      { draft, random in
        let value = ["#N/A", "#REF!", "#DIV/0!", "####", "=B2", "1.4E+17"].randomElement(using: &random)
        spoil(&draft, &random, from: 0) { _ in value ?? "" }
      }
    ),
    ("a number of a day", { draft, random in spoil(&draft, &random, from: 5) { _ in "45839.75" } }),
    ("an exponent", { draft, random in spoil(&draft, &random, from: 2) { _ in "3.2e1" } }),
    ("a unit of its own", { draft, random in spoil(&draft, &random, from: 2) { $0 + "亩" } }),
    (
      "a cell too many",
      { draft, random in
        guard let row = draft.rows.indices.randomElement(using: &random) else { return }
        draft.rows[row].insert("多", at: Int.random(in: 0...draft.rows[row].count, using: &random))
        draft.rows[row].append("末")
      }
    ),
    ("an unknown heading", { draft, random in rename(&draft, &random) { $0 + "甲" } }),
    ("another unit in a heading", { draft, random in rename(&draft, &random) { $0 + "（亩）" } }),
    ("a heading twice", { draft, random in rename(&draft, &random) { _ in "街道（文本）" } }),
    ("no heading", { draft, random in rename(&draft, &random) { _ in "" } }),
    ("no heading of the subject", { draft, _ in draft.headings[0] = "名称" }),
    (
      "the first sheets above the headings",
      { draft, _ in
        draft.above += draft.rows.prefix(1)
        draft.rows.removeFirst()
      }
    ),
    (
      "another table below",
      { draft, _ in
        draft.rows += [["楼院", "户数", "街道"], ["桂园", "12", "城关"], ["荷园", "13", "东关"]]
      }
    ),
    (
      "a quote that is never closed",
      { draft, random in
        let swallowed = draft.rows.removeLast()
        draft.last = "\"荷园" + draft.separator + "\n" + swallowed.joined(separator: draft.separator)
      }
    ),
    (
      "decimal commas",
      { draft, _ in
        for row in draft.rows.indices { draft.rows[row][4] = String(draft.rows[row][4].map { $0 == "." ? "," : $0 }) }
      }
    ),
    ("two of a name", { draft, _ in draft.rows.append(draft.rows[0]) }),
  ]

  /// Columns from the third on are no texts, which may say anything.
  private static func spoil(
    _ draft: inout Draft, _ random: inout SeededGenerator, from first: Int, _ change: (String) -> String
  ) {
    let row = Int.random(in: draft.rows.indices, using: &random)
    let column = Int.random(in: first..<names.count, using: &random)
    draft.rows[row][column] = change(draft.rows[row][column])
  }

  private static func rename(_ draft: inout Draft, _ random: inout SeededGenerator, _ change: (String) -> String) {
    let column = Int.random(in: 1..<names.count, using: &random)
    draft.headings[column] = change(draft.headings[column])
  }

  /// What is read is what was written, or unreadable, or missing with an error; no sheet is made up, but for a name that
  /// was itself disturbed.
  @Test func harmfulDisturbancesAreSaid() {
    var random = SeededGenerator(seed: 20_250_901)
    for round in 0..<500 {
      let clean = Self.clean(&random)
      var draft = clean
      draft.separator = [",", ";", "\t"][round % 3]
      let (name, change) = Self.harmful[round % Self.harmful.count]
      change(&draft, &random)
      let wanted = Dictionary(uniqueKeysWithValues: Self.read(clean).table.sheets.map { ($0.name, $0.cells) })
      let (table, diagnostics) = Self.read(draft)
      let hasError = diagnostics.contains(where: \.isError)
      var faults: [String] = []
      for sheet in table.sheets {
        guard let cells = wanted[sheet.name] else {
          if draft.rows.contains(where: { $0.first == sheet.name }) == false { faults.append("\(sheet.name) made up") }
          continue
        }
        for (column, (read, written)) in zip(Self.names, zip(sheet.cells, cells)) where read != written {
          let isLost = read == .unreadable || read == .missing
          if !isLost || !hasError { faults.append("\(sheet.name) \(column): \(written) became \(read)") }
        }
      }
      let lost = Set(wanted.keys).subtracting(table.sheets.map(\.name))
      if !lost.isEmpty, !hasError || table.refused.isEmpty {
        faults.append("\(lost) lost, refused \(table.refused)")
      }
      #expect(faults == [], "round \(round) \(name):\n\(draft.text)\(diagnostics.map(\.problem.code))")
    }
  }

  // MARK: Particular tables

  private static let particular: [(String, String)] = [
    ("title", "2025年汇总,,\n楼院,街道,户数\n甲园,城关,3\n"), ("two titles", "汇总\n单位：某局;;\n\n楼院;街道;户数\n甲园;城关;3\n"),
    ("ten titles", (1...10).map { "第\($0)行\n" }.joined() + "楼院,街道\n甲园,城关\n"), ("no subject", "楼院名,街道\n甲园,城关\n"),
    ("nothing known", "a,b\n1,2\n"), ("nothing", "\n \n"), ("only sep", "sep=;\n"),
    ("two rows that may be headings", "楼院,丙\n楼院,丁\n甲园,城关\n"), ("headings below sheets", "甲园,城关\n楼院,街道\n乙园,东关\n"),
    ("another table", "楼院,街道\n甲园,城关\n楼院,户数\n甲园,3\n"), ("headings again", "楼院,街道\n甲园,城关\n楼院,街道\n乙园,城关\n"),
    ("sums", "楼院,街道,户数\n甲园,城关,3\n小计,,3\n,合计,3\n"), ("remarks", "楼院,街道,户数\n甲园,城关,3\n填表人：张三,,审核：李四\n"),
    ("too many cells", "楼院,街道\n甲园,城关,3\n"), ("wrong unit in a heading", "楼院,户数（亩）\n甲园,3\n"),
    ("shares below percent", "楼院,收费率（%）\n甲园,0.95\n乙园,1\n丙园,96%\n"), ("percents", "楼院,收费率(%)\n甲园,0.95\n乙园,1\n丙园,3\n"),
    ("percent twice", "楼院,收费率,收费率%\n甲园,95%,95\n"),
  ]

  @Test(arguments: Language.allCases) func messages(_ language: Language) throws {
    var text = ""
    for (name, table) in Self.particular {
      let (read, diagnostics) = SheetReader.read(
        [SheetFile(path: "a.csv", bytes: Array(table.utf8))], schema: Self.schema)
      text += "=== \(name)\n" + diagnostics.map { DiagnosticRenderer(language: language).render($0) }.joined()
      for sheet in read.sheets {
        let cells = zip(Self.schema.columns, sheet.cells).map { column, cell in
          switch cell {
          case .missing, .unsettled: "-"
          case .unreadable: "?"
          case .value(let value): value.text(as: column.type)
          }
        }
        text += cells.joined(separator: " | ") + "\n"
      }
    }
    try Golden.check(text, "shapes.\(language.rawValue).txt")
  }

  @Test(arguments: ["合计", "总 计", "小计：", "城关小计", "平均", "共计（3个）", "TOTAL", "Grand Total", "Average", "合计\u{200B}"])
  func names(ofSums name: String) {
    #expect(TableRows.isTotal(name))
    let json = SheetReader.read(
      [SheetFile(path: "a.json", bytes: Array("[{\"楼院\":\"甲园\"},{\"楼院\":\"\(name)\",\"户数\":\"多\"}]".utf8))],
      schema: Self.schema)
    #expect(json.table.sheets.map(\.name) == ["甲园"] && json.diagnostics.map(\.problem.code) == ["D215"])
  }

  @Test(arguments: ["合计园", "计", "平均里", "总计大厦", "sumatra", "Total Park", "", "(合计)"]) func namesOfSheets(_ name: String)
  {
    #expect(!TableRows.isTotal(name))
  }
}
