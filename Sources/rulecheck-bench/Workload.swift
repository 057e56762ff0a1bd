import Quantities
import Sheets

/// Fact sheets of a province that is made up: as many as are wanted of a standard, the same ones every time. Names and
/// numbers are drawn; two of a hundred cells are blank.
struct Workload {
  let schema: Schema
  let count: Int

  /// A table with a sheet in each row, and one for each list of records.
  var files: [SheetFile] {
    let places = schema.columns.indices.filter { !schema.columns[$0].isList }
    var random = Draw(state: 20_250_728)
    var file = CSV.Writer()
    file.add(places.map { schema.columns[$0].name })
    for sheet in 0..<count {
      for place in places { file.add(cell(place, sheet, &random)) }
      file.endLine()
    }
    return [SheetFile(path: "sheets.csv", bytes: file.take())]
      + schema.columns.filter(\.isList).compactMap { list($0, &random) }
  }

  private func cell(_ place: Int, _ sheet: Int, _ random: inout Draw) -> String {
    if place == schema.subjects.first { return name(sheet) }
    if random.below(50) == 0, !schema.subjects.contains(place) { return "" }
    if schema.grouping.contains(place), case .text = schema.columns[place].type { return "街道\(sheet / 60)" }
    let column = schema.columns[place]
    // Who counts for one entity must not contradict others of it.
    if case .text = column.type { return "文字\(sheet)" }
    return text(column.type, column.lower, column.upper, &random)
  }

  private func name(_ sheet: Int) -> String { "小区\(sheet)" }

  /// Up to two records a sheet.
  private func list(_ column: Schema.Column, _ random: inout Draw) -> SheetFile? {
    guard case .records(_, let fields) = column.type, let subject = schema.subjects.first else { return nil }
    var file = CSV.Writer()
    file.add([schema.columns[subject].name] + fields.map(\.name))
    for sheet in 0..<count {
      for _ in 0..<random.below(3) {
        file.add([name(sheet)] + fields.map { text($0.type, $0.lower, $0.upper, &random) })
      }
    }
    return SheetFile(path: "sheets.\(column.name).csv", bytes: file.take())
  }

  private func text(_ type: ValueType, _ lower: Value?, _ upper: Value?, _ random: inout Draw) -> String {
    func number(_ value: Value?) -> Int? {
      if case .number(let number)? = value { Int(number.approximate) } else { nil }
    }
    switch type {
    case .truth: return random.below(10) == 0 ? "否" : "是"
    case .number(_, let isWhole):
      let least = number(lower) ?? 0
      let whole = least + random.below(max(1, (number(upper) ?? least + 100) - least))
      return isWhole ? "\(whole)" : "\(whole).\(random.below(10))"
    case .percentage: return "\(50 + random.below(50)).\(random.below(10))%"
    case .date: return "2025-0\(1 + random.below(8))-1\(random.below(10))"
    case .text: return "文字\(random.below(16))"
    case .choice(let options, _), .choices(let options): return options[random.below(options.count)]
    case .records: return ""
    }
  }
}

/// Numbers without a pattern, the same in every run (xorshift, Marsaglia 2003).
private struct Draw {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: (state >> 11) % UInt64(limit))
  }
}

extension Schema.Column {
  fileprivate var isList: Bool { if case .records = type { true } else { false } }
}
