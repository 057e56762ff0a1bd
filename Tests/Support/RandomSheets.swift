import Model
import Quantities
import Sheets

/// Sheets of a standard, filled at random with values at which it decides something, and with gaps.
package struct RandomSheets {
  let standard: Standard
  /// Every number, date and text that some formula names.
  private let named: [Value]

  /// - Parameter texts: more of them than the standard names.
  package init(_ standard: Standard, texts: [String] = []) {
    self.standard = standard
    var named: Set<Value> = []
    standard.walk(standard.sites.formulas) { part in
      if case .constant(let value) = part.kind { named.insert(value) }
      return true
    }
    named.formUnion(standard.parameters.compactMap(\.value))
    self.named = named.sorted { "\($0)" < "\($1)" } + texts.map(Value.text)
  }

  /// - Parameter missing: how many of a hundred cells are.
  package func table(of count: Int, missing: Int, _ random: inout SeededGenerator) -> Table {
    let sheets = (0..<count).map { index in
      let cells = standard.facts.map { fact -> Cell in
        if Int.random(in: 0..<100, using: &random) < missing { return .missing }
        let stated = value(fact.type, fact.lower, fact.upper, missing, &random)
        return .value(
          fact.precision.map { Precision(step: $0.step, rounding: .down).taken(stated) ?? stated } ?? stated)
      }
      return Sheet(Identity("第\(index)"), cells: cells, file: "", row: nil)
    }
    return Table(schema: standard.schema, sheets: sheets, refused: [])
  }

  /// Some sheets of which all is known, some with few gaps, and some with many.
  package func hostileTable(of count: Int, _ random: inout SeededGenerator) -> Table {
    var sheets: [Sheet] = []
    for missing in [30, 0, 5, 70] { sheets += table(of: (count + 3) / 4, missing: missing, &random).sheets }
    return Table(schema: standard.schema, sheets: Array(sheets.shuffled(using: &random).prefix(count)), refused: [])
  }

  private func value(
    _ type: ValueType, _ lower: Value?, _ upper: Value?, _ missing: Int, _ random: inout SeededGenerator
  ) -> Value {
    func pick(_ values: [Value]) -> Value? { values.randomElement(using: &random) }
    func within(_ values: [Value]) -> [Value] { values.filter { !$0.isOutside(lower, upper) } }
    switch type {
    case .truth: return .truth(Bool.random(using: &random))
    case .number(let measure, let whole):
      let one = measure.value(of: .one)
      let numbers = named.compactMap(\.number) + (0...5).map { Rational($0) * one }
      let around = numbers.flatMap { [$0, $0 + one, $0 - one] }.filter {
        !whole || ($0 * (one.reciprocalOrOne)).isWhole
      }
      return pick(within(around.map(Value.number))) ?? lower ?? .number(.zero)
    case .percentage:
      let numbers = named.compactMap(\.number).filter { $0 >= .zero && $0 <= .one } + [.zero, .one]
      return pick(within(numbers.map(Value.number))) ?? lower ?? .number(.zero)
    case .date:
      let days = named.compactMap { if case .date(let date) = $0 { date.dayNumber } else { nil } } + [739_000, 739_400]
      let dates = days.flatMap { [$0 - 1, $0, $0 + 1, $0 - 400] }.compactMap { try? CalendarDate(dayNumber: $0) }
      return pick(within(dates.map(Value.date))) ?? .text("")
    case .text:
      let texts = named.filter { if case .text = $0 { true } else { false } } + ["东", "西", "南"].map(Value.text)
      return pick(texts) ?? .text("")
    case .choice(let options, _): return .choice(Int.random(in: 0..<options.count, using: &random))
    case .choices(let options): return .choices(UInt64.random(in: 0..<(1 << UInt64(options.count)), using: &random))
    case .records(_, let columns):
      return .records(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          columns.map { column in
            Int.random(in: 0..<300, using: &random) < missing
              ? nil : value(column.type, column.lower, column.upper, missing, &random)
          }
        })
    }
  }
}

extension Rational {
  fileprivate var reciprocalOrOne: Rational { (try? Rational.one.divided(by: self)) ?? .one }
  fileprivate var isWhole: Bool { rounded(.down) == self }
}
