import Model
import Planning
import Quantities
import Sheets

/// Values as the engine unpacks them: its part “As JSON” says how.
enum Packed {
  /// The largest number that every JSON reader of a browser keeps.
  private static let largest = 1 << 53 - 1

  static func number(_ number: Rational) -> JSONValue {
    if let whole = Int(exactly: number), abs(whole) <= largest { return .whole(whole) }
    return .string("=" + number.fractionText)
  }

  static func value(_ value: Value) -> JSONValue {
    switch value {
    case .truth(let truth): .bool(truth)
    case .number(let number): self.number(number)
    case .date(let date): .array([.string("d"), .whole(date.dayNumber)])
    case .text(let text): .string("'" + text)
    case .choice(let option): .array([.string("c"), .whole(option)])
    case .choices(let bits): .array([.string("o"), .string(String(bits))])
    case .records(let rows):
      .array([.string("t"), .array(rows.map { .array($0.map { $0.map { self.value($0) } ?? .null }) })])
    }
  }

  /// - Parameter place: of whatever is missing.
  static func value(_ value: PlanValue, _ place: (Missing) -> Int) -> JSONValue {
    let content = self.content(value.content, place)
    let flags = (value.mayBeNone ? 1 : 0) + (value.mayFail ? 2 : 0)
    if flags == 0, value.error == nil, value.waits.isEmpty { return content }
    return .array([
      .string("x"), content, .whole(flags), value.error.map { .string(String(describing: $0)) } ?? .whole(0),
      .wholes(value.waits.sorted().map(place)),
    ])
  }

  private static func content(_ content: PlanValue.Content, _ place: (Missing) -> Int) -> JSONValue {
    switch content {
    case .none: .array([.string("n")])
    case .unknown: .null
    case .known(let value): self.value(value)
    case .between(let range): self.range(range)
    case .verdict(let verdict): .array([.string("v"), .string(verdict.rawValue)])
    case .grades(let grades, let mayBeNone): .array([.string("g"), .wholes(grades.sorted()), .bool(mayBeNone)])
    case .bundle(let values): .array([.string("b"), .array(values.map { self.value($0, place) })])
    }
  }

  private static func range(_ range: Interval) -> JSONValue {
    let open = (range.leastIsOpen ? 1 : 0) + (range.mostIsOpen ? 2 : 0)
    return .array([.string("r"), end(range.least), end(range.most)] + (open == 0 ? [] : [.whole(open)]))
  }

  private static func end(_ end: Endpoint) -> JSONValue {
    switch end {
    case .negativeInfinity: .string("-")
    case .finite(let number): self.number(number)
    case .positiveInfinity: .string("+")
    }
  }
}
