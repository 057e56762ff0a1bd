import Diagnostics

/// JSON that holds sheets in another shape than an array of objects, each with its facts by their names.
public enum JSONShapeProblem: Problem {
  /// Objects under the names of their sheets, of which one is shown as it should be.
  case named(example: String)
  /// The sheets stand under a key of an object.
  case wrapped(String)
  /// Arrays for rows, of which one is shown as it should be.
  case rows(example: String)
  /// An array for each fact, the first of all shown as it should be.
  case columns(example: String)
  /// Something that states no fact.
  case noSheet(subject: String)

  /// One of each, for the golden messages.
  public static let examples: [JSONShapeProblem] = [
    .named(example: "{\"小区名称\": \"甲园\", \"收费率\": \"95%\"}"), .wrapped("data"),
    .rows(example: "{\"小区名称\": \"甲园\"}"), .columns(example: "{\"小区名称\": \"甲园\"}"), .noSheet(subject: "小区名称"),
  ]

  /// Codes `D403` to `D407`.
  public var message: Message {
    switch self {
    case .named(let example):
      Message(
        "D403",
        zh: Wording("JSON 把各份表放在它们的名称下面。", reason: "这个文件没有采用。", remedy: "名称也是一项事实，整体写成数组：[\(example), …]。"),
        en: Wording(
          "The JSON has the sheets under their names.", reason: "The file was left out.",
          remedy: "The name is a fact too; write an array of sheets: [\(example), …]."))
    case .wrapped(let key):
      Message(
        "D404",
        zh: Wording("JSON 把各份表放在“\(key)”里面。", reason: "这个文件没有采用。", remedy: "只留“\(key)”后面的数组 [ … ]。"),
        en: Wording(
          "The JSON has the sheets under “\(key)”.", reason: "The file was left out.",
          remedy: "Keep nothing but the array [ … ] behind “\(key)”."))
    case .rows(let example):
      Message(
        "D405",
        zh: Wording("JSON 里的表是一行一个数组。", reason: "这个文件没有采用。", remedy: "每份表写成一个对象：[\(example), …]；或者存成 CSV。"),
        en: Wording(
          "The JSON has an array for each row.", reason: "The file was left out.",
          remedy: "Write an object for each sheet: [\(example), …], or save it as CSV."))
    case .columns(let example):
      Message(
        "D406",
        zh: Wording("JSON 里每项事实是一个数组，像是一列。", reason: "这个文件没有采用。", remedy: "每份表写成一个对象：[\(example), …]；或者存成 CSV。"),
        en: Wording(
          "The JSON has an array for each fact, as if it were a column.", reason: "The file was left out.",
          remedy: "Write an object for each sheet: [\(example), …], or save it as CSV."))
    case .noSheet(let subject):
      Message(
        "D407",
        zh: Wording("JSON 里这不是一份表。", reason: "没有采用。", remedy: "每份表写成一个对象，例如 {\"\(subject)\": \"甲园\"}。"),
        en: Wording(
          "This JSON value is no sheet.", reason: "It was left out.",
          remedy: "Write an object for each sheet, such as {\"\(subject)\": \"A\"}."))
    }
  }
}

extension JSONShapeProblem {
  /// - Parameters:
  ///   - subject: the fact that names a sheet.
  ///   - isKnown: whether something is the name of a fact.
  /// - Returns: nil for an object, or an array of anything but arrays.
  init?(_ value: JSONValue, subject: String, isKnown: (String) -> Bool) {
    switch value {
    case .object(let members):
      guard let problem = Self.ofObject(members, subject, isKnown) else { return nil }
      self = problem
    case .array(let rows):
      let cells = rows.compactMap { if case .array(let cells) = $0 { cells } else { nil } }
      guard !rows.isEmpty, cells.count == rows.count else { return nil }
      let headings = cells[0].map { if case .string(let name) = $0 { name } else { "" } }
      let members = zip(headings, cells.dropFirst().first ?? []).filter { isKnown($0.0) }
      self = .rows(example: Self.sheet(members.map { JSONValue.Member($0.0, $0.1) }, else: subject))
    case .string, .number, .bool, .null, .written: self = .noSheet(subject: subject)
    }
  }

  private static func ofObject(
    _ members: [JSONValue.Member], _ subject: String, _ isKnown: (String) -> Bool
  ) -> JSONShapeProblem? {
    if members.contains(where: { isKnown($0.key) }) {
      let columns = members.filter { isKnown($0.key) }.compactMap { member -> JSONValue.Member? in
        guard case .array(let cells) = member.value, let first = cells.first, !first.isCompound else { return nil }
        return JSONValue.Member(member.key, first)
      }
      return columns.contains { $0.key == subject } ? .columns(example: sheet(columns, else: subject)) : nil
    }
    for member in members {
      if case .array(let sheets) = member.value, case .object? = sheets.first { return .wrapped(member.key) }
    }
    guard let first = members.first, case .object(let facts) = first.value,
      members.allSatisfy({ if case .object = $0.value { true } else { false } })
    else { return nil }
    return .named(example: sheet([JSONValue.Member(subject, .string(first.key))] + facts, else: subject))
  }

  /// The first few facts of a sheet, in one line.
  private static func sheet(_ members: [JSONValue.Member], else subject: String) -> String {
    let members = members.isEmpty ? [JSONValue.Member(subject, .string("…"))] : members
    let shown = members.prefix(3).map {
      "\(JSONValue.string($0.key).text()): \($0.value.isCompound ? "…" : $0.value.text())"
    }
    return "{" + (shown + (members.count > 3 ? ["…"] : [])).joined(separator: ", ") + "}"
  }
}

extension JSONValue {
  fileprivate var isCompound: Bool {
    switch self {
    case .array, .object: true
    case .string, .number, .bool, .null, .written: false
    }
  }
}
