import Analysis
import Sheets

extension Witness {
  /// What it states, by fact, null for what is left open on purpose; and the sheets beside it, with what they state
  /// otherwise.
  var json: JSONValue {
    let others = others.map { others in
      JSONValue.object([
        JSONValue.Member("count", .number(String(others.count))),
        JSONValue.Member("states", Self.states(others.entries)),
      ])
    }
    return .object([JSONValue.Member("states", Self.states(entries)), JSONValue.Member("others", .array(others))])
  }

  private static func states(_ entries: [Entry]) -> JSONValue {
    .object(
      entries.map { entry in
        JSONValue.Member(entry.name, entry.value.map { .string($0.text(as: entry.type)) } ?? .null)
      })
  }
}
