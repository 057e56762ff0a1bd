import Model
import Planning
import Quantities

/// The tables that hold facts: one row a community, and for each fact of records a table of its rows; and that of the
/// parameters, with one row for all.
public struct SQLSchema {
  /// A column of a table.
  public struct Column {
    /// As statements call it.
    public let name: String
    /// As the standard calls it.
    public let meaning: String
    /// What it holds.
    public let type: ValueType
    /// Decimals of a number, in its unit; of a percentage, in percent.
    public let places: Int
    /// As statements declare it.
    public let declared: String
    /// No row may leave it out.
    public let isNeeded: Bool
    /// The value that it has to begin with, as statements spell it; nil where it has none.
    public let value: String?
    let check: String?
    let comment: String
    /// Its characters are counted, or it is searched for others.
    let isPlain: Bool

    /// So many bytes it takes at most in a row of PostgreSQL, with what is left free before it.
    var mostBytes: Int {
      switch type {
      case .truth, .records: 1
      case .date: 4 + 3
      case .choices: 8 + 7
      case .number, .percentage: places == 0 ? 8 + 7 : 16
      // Longer ones stand elsewhere.
      case .text, .choice: 24
      }
    }

    /// Whether a text may stand in it.
    public func holds(_ text: String) -> Bool {
      !text.isEmpty && !text.utf8.contains(0) && (!isPlain || PlainCharacters.contain(text))
    }
  }

  /// A table.
  public struct Table {
    /// As statements call it.
    public let name: String
    /// Place of the fact whose rows it holds; nil of the facts themselves.
    public let fact: Int?
    /// Beside `id`, which says of which community a row is.
    public let columns: [Column]
  }

  /// That of the facts first.
  public let tables: [Table]
  /// Of the one row of `parameters`; none where no parameter is a column.
  public let parameters: [Column]
  /// What the query has fixed: name and value of each.
  private let fixed: [String]
  private let dialect: SQLDialect
  private let title: String

  /// The tables for the facts of a standard, and for the parameters that are columns.
  public init(_ standard: Standard, _ dialect: SQLDialect, moving: Set<Int>) {
    self.dialect = dialect
    title = standard.title
    let spans = Spans(terms: Terms())
    let needed = Self.needed(standard)
    let (searched, searchesRows, searchesParameters) = Self.searched(standard)
    var tables = [
      Table(
        name: "facts", fact: nil,
        columns: standard.facts.enumerated().map { place, fact in
          Self.column(
            FactColumn(fact, "f\(place + 1)", spans), fact.name, dialect, isNeeded: needed.contains(place),
            isPlain: searched.contains(place))
        })
    ]
    for (place, fact) in standard.facts.enumerated() {
      guard case .records(_, let columns) = fact.type else { continue }
      let own = columns.enumerated().map { number, column in
        Self.column(FactColumn(column, "c\(number + 1)", spans), column.name, dialect, isPlain: searchesRows)
      }
      tables.append(Table(name: "rows_f\(place + 1)", fact: place, columns: own))
    }
    self.tables = tables
    parameters = moving.sorted().map { place in
      let parameter = standard.parameters[place]
      let column = FactColumn(parameter, "p\(place + 1)", spans)
      return Self.column(
        column, parameter.name, dialect, isNeeded: parameter.value != nil,
        isPlain: searchesParameters.contains(place),
        value: parameter.value.flatMap { Self.literal($0, column, dialect) })
    }
    fixed = standard.parameters.indices.filter { !moving.contains($0) }.map { place in
      let parameter = standard.parameters[place]
      return parameter.name + (parameter.value.map { " " + $0.text(as: parameter.type) } ?? "")
    }
  }

  /// A value as statements spell it; nil where the column does not hold it.
  static func literal(_ value: Value, _ column: FactColumn, _ dialect: SQLDialect) -> String? {
    switch (value, column.type) {
    case (.truth(let truth), _): truth ? "TRUE" : "FALSE"
    case (.text(let text), _): text.isEmpty ? nil : dialect.quoted(text)
    case (.date(let date), _): "DATE '\(date.text)'"
    case (.choice(let option), .choice(let options, _)): dialect.quoted(options[option])
    case (.choices(let bits), _): String(bits)
    case (.number(let number), let type): column.decimal(number, type)
    case (.choice, _), (.records, _): nil
    }
  }

  /// The facts and parameters whose characters are counted, or that are searched for others, and whether columns of rows
  /// are.
  private static func searched(_ standard: Standard) -> (facts: Set<Int>, rows: Bool, parameters: Set<Int>) {
    var (facts, parameters): (Set<Int>, Set<Int>) = ([], [])
    var rows = false
    standard.walk(standard.sites.formulas) { part in
      switch part.kind {
      case .hasText, .operation(.length, _):
        part.walk { inner in
          if case .fact(let index) = inner.kind { facts.insert(index) }
          if case .parameter(let index) = inner.kind { parameters.insert(index) }
          if case .column = inner.kind { rows = true }
          return true
        }
      case _: break
      }
      return true
    }
    return (facts, rows, parameters)
  }

  /// The facts that no row may leave out: those by which places are shared out.
  public static func needed(_ standard: Standard) -> [Int] {
    guard let places = standard.selection?.places, places.perGroup != nil else { return [] }
    return places.groupBy.filter { standard.facts[$0].fallback == nil }
  }

  private static func column(
    _ column: FactColumn, _ meaning: String, _ dialect: SQLDialect, isNeeded: Bool = false, isPlain: Bool = false,
    value: String? = nil
  ) -> Column {
    let name = column.name
    let declared: String
    var check: String?
    var comment = meaning
    switch column.type {
    case .truth: declared = "BOOLEAN"
    case .text:
      declared = dialect.types.text
      check = "\(name) <> ''" + (isPlain ? " AND \(dialect.isPlain(name))" : "")
    case .date:
      declared = "DATE"
      let ends = [column.days.lowerBound, column.days.upperBound].compactMap { try? CalendarDate(dayNumber: $0).text }
      check = "\(name) BETWEEN \(ends.map { "DATE '\($0)'" }.joined(separator: " AND "))"
    case .choice(let options, _):
      declared = dialect.types.text
      check = "\(name) IN (\(options.map(dialect.quoted).joined(separator: ", ")))"
    case .choices(let options):
      declared = "BIGINT"
      check = "\(name) BETWEEN 0 AND \((UInt64(1) << UInt64(options.count)) - 1)"
      comment += "：" + options.enumerated().map { "\(UInt64(1) << UInt64($0)) \($1)" }.joined(separator: "、")
    case .number, .percentage:
      declared = dialect.types.number(column.places)
      check = "\(name) BETWEEN \(column.least.exactText) AND \(column.most.exactText)"
      if case .percentage = column.type {
        comment += "（%）"
      } else if let unit = column.type.unit {
        comment += "（\(unit)）"
      }
      if !column.least.isExact(places: 4) || !column.most.isExact(places: 4) { check = nil }
    case .records:
      declared = "BOOLEAN"
      comment += "（记录是否已填）"
    }
    return Column(
      name: name, meaning: meaning, type: column.type, places: column.places, declared: declared, isNeeded: isNeeded,
      value: value, check: check, comment: comment, isPlain: isPlain)
  }

  /// The statements that make the tables.
  public var statements: String {
    var parts = tables.map { creating($0.name, [SQLText.comment(title)], ["id BIGINT NOT NULL"], $0.columns) }
    if !parameters.isEmpty {
      let comments = [SQLText.comment(title)] + parameterComments
      let names = parameters.map(\.name).joined(separator: ", ")
      let values = parameters.map { $0.value ?? "NULL" }.joined(separator: ", ")
      parts.append(
        creating("parameters", comments, [], parameters) + "INSERT INTO parameters (\(names)) VALUES (\(values));\n")
    }
    return parts.joined(separator: "\n")
  }

  /// The first column for which a table or its rows may have no room on PostgreSQL.
  var overflowing: Column? {
    for table in tables {
      let columns = table.columns
      if columns.count > Self.mostColumns { return columns[Self.mostColumns] }
      // A row begins with what it is, which columns are there, and its `id`.
      var bytes = 24 + (columns.count + 15) / 8 + 16
      for column in columns {
        bytes += column.mostBytes
        if bytes > Self.mostBytes { return column }
      }
    }
    return nil
  }

  /// Of a table, beside `id`.
  private static let mostColumns = 1599
  /// Of a row; longer texts stand elsewhere.
  private static let mostBytes = 8160

  /// What the query has fixed.
  var parameterComments: [String] {
    fixed.map { SQLText.comment("参数 \($0)：写定在查询里，要改就用 --设定 重写 (fixed in the query)") }
  }

  private func creating(_ name: String, _ comments: [String], _ keys: [String], _ columns: [Column]) -> String {
    let lines = columns.map { column in
      let check = dialect.hasChecks ? column.check.map { " CHECK (\($0))" } ?? "" : ""
      return "\(column.name) \(column.declared)\(column.isNeeded ? " NOT NULL" : "")\(check)"
    }
    let told = comments + columns.map { SQLText.comment("\($0.name) \($0.comment)") }
    return told.joined(separator: "\n") + "\nCREATE TABLE \(name) (\n"
      + (keys + lines).map { "  " + $0 }.joined(separator: ",\n") + "\n);\n"
  }
}

extension SQLSchema {
  /// The statements that read files of CSV, each named as its table.
  public var loading: String {
    tables.map { table in
      let columns = [(name: "id", declared: "BIGINT")] + table.columns.map { ($0.name, $0.declared) }
      return dialect.load(table.name, columns, table.name + ".csv")
    }.joined(separator: "\n") + "\n"
  }

  /// The statements that fail unless the engine and the rows are as the query counts on them.
  public var checks: String {
    var statements = settings
    statements.append(
      dialect.assertion("(SELECT COUNT(*) - COUNT(DISTINCT id) FROM facts) = 0", "an id stands in facts more than once")
    )
    for table in tables {
      if let fact = table.fact {
        let stated = tables[0].columns[fact].name
        statements.append(
          dialect.assertion(
            "(SELECT COUNT(*) FROM \(table.name) LEFT JOIN (SELECT id AS known FROM facts WHERE \(stated)) AS stated ON id = known WHERE known IS NULL) = 0",
            "\(table.name) has rows of an id for which facts.\(stated) is not true"))
        statements.append(
          dialect.assertion(
            "(SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM \(table.name) GROUP BY id) AS counted) <= \(SQLTranslator.mostRows)",
            "\(table.name) has too many rows of one id"))
      }
      statements += held(table.name, table.columns)
      for column in table.columns where column.type == .text {
        statements.append(
          dialect.assertion(
            "(SELECT COUNT(*) FROM \(table.name) WHERE NOT (\(dialect.isFormC(column.name)))) = 0",
            "\(table.name).\(column.name) has texts that are not in Unicode form C"))
      }
    }
    return statements.joined(separator: "\n") + "\n"
  }

  /// The statements that fail unless the engine is set, and parameters are, as the query counts on them.
  var settings: [String] {
    if parameters.isEmpty { return [dialect.settings] }
    let one = dialect.assertion(
      "(SELECT COUNT(*) FROM parameters) = 1", "parameters has another number of rows than one")
    return [dialect.settings, one] + held("parameters", parameters)
  }

  /// What columns hold where tables do not say so themselves.
  private func held(_ table: String, _ columns: [Column]) -> [String] {
    if dialect.hasChecks { return [] }
    return columns.compactMap { column in
      let needed = column.isNeeded ? ["\(column.name) IS NOT NULL"] : []
      let conditions = needed + [column.check].compactMap { $0 }
      if conditions.isEmpty { return nil }
      return dialect.assertion(
        "(SELECT COUNT(*) FROM \(table) WHERE NOT (\(conditions.joined(separator: " AND ")))) = 0",
        "\(table).\(column.name) holds what it may not")
    }
  }
}
