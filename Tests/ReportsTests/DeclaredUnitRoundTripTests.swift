import Analysis
import Evaluation
import Foundation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Reports

/// What the program shows or proposes for a value is the same value when it is read back as a cell.
@Suite struct DeclaredUnitRoundTripTests {
  private static let seed: UInt64 = 20_260_711

  private static func type(of fact: String, _ standard: Standard) throws -> ValueType {
    try #require(standard.facts.first { $0.name == fact }).type
  }

  private static func read(_ cell: String, _ type: ValueType, _ standard: Standard) throws -> Value? {
    try CellReader.value(cell, type: type, units: standard.units).get()
  }

  /// A decimal of this unit or of its base unit.
  private static func isDecimal(_ value: Rational, _ unit: DeclaredUnit) throws -> Bool {
    let number = try value.divided(by: try unit.value(.one))
    return number.isExact(places: 6) || (unit.base != nil && value.isExact(places: 6))
  }

  /// Random values, of which some are decimals of the unit, some of the base unit, some of neither.
  private static func values(_ unit: DeclaredUnit, _ generator: inout SeededGenerator) throws -> [Rational] {
    let denominators = [1, 1, 1, 2, 4, 7, 10, 12, 100, 1_000]
    return try (0..<200).map { index in
      let number = try Rational(
        Int.random(in: -500...5_000, using: &generator), over: denominators.randomElement(using: &generator) ?? 1)
      return index.isMultiple(of: 2) ? number : try unit.value(number)
    }
  }

  @Test(arguments: DeclaredUnit.all) func texts(_ unit: DeclaredUnit) throws {
    let standard = try standard(unit.rules())
    let type = try Self.type(of: "量", standard)
    var generator = SeededGenerator(seed: Self.seed)
    var (exact, about) = (0, 0)
    for value in try Self.values(unit, &generator) {
      for english in [false, true] {
        let text = Value.number(value).text(as: type, english: english)
        if text.hasPrefix("≈") {
          about += 1
          #expect(!(try Self.isDecimal(value, unit)), "seed \(Self.seed): \(value.exactText) shown as \(text)")
        } else {
          exact += 1
          #expect(
            try Self.read(text, type, standard) == .number(value),
            "seed \(Self.seed): \(value.exactText) shown as \(text)")
        }
      }
    }
    #expect(exact > 100, "\(unit.unit): \(exact) exact, \(about) about")
  }

  /// Also as a rules file would state it, exactly whatever the number.
  @Test(arguments: DeclaredUnit.all) func literals(_ unit: DeclaredUnit) throws {
    var generator = SeededGenerator(seed: Self.seed)
    let values = try Self.values(unit, &generator).prefix(40)
    let type = try Self.type(of: "量", try standard(unit.rules()))
    guard case .number(let measure, _) = type else { return }
    let clauses = values.enumerated().map { "参数 甲\($0.offset) \(measure.literal(of: $0.element))" }
    let loaded = load(text: unit.rules() + "\n" + clauses.joined(separator: "\n") + "\n")
    let parameters = try #require(loaded.standard, "\(loaded.diagnostics.map(\.problem.code))").parameters
    #expect(parameters.dropFirst(2).map(\.value) == values.map { .number($0) })
  }

  /// Records with a number in them, as a conversation lists them.
  @Test(arguments: DeclaredUnit.all) func records(_ unit: DeclaredUnit) throws {
    let standard = try standard(unit.rules())
    let type = try Self.type(of: "单", standard)
    var generator = SeededGenerator(seed: Self.seed)
    let day = try #require(CalendarDate(year: 2025, month: 3, day: 8))
    let rows = try Self.values(unit, &generator).filter { try Self.isDecimal($0, unit) }.map {
      [Value.date(day), .number($0)]
    }
    let value = Value.records(rows + [[nil, nil]])
    #expect(try Self.read(value.text(as: type), type, standard) == value)
    for none in [Value.records([]).text(as: type), Value.records([]).text(as: type, english: true)] {
      #expect(try Self.read(none, type, standard) == .records([]))
    }
  }

  // MARK: What path proposes

  private static let comparators = ["不低于", "超过", "不高于", "低于", "=", "不等于"]

  /// Random thresholds, in the unit or the base unit: what is proposed can be written into a cell, does what is wanted,
  /// and is a whole number of the declared unit where only those are allowed.
  @Test(arguments: DeclaredUnit.all) func proposals(_ unit: DeclaredUnit) throws {
    var generator = SeededGenerator(seed: Self.seed)
    var found = 0
    for round in 0..<12 {
      let type = round.isMultiple(of: 3) ? "整数" : "数量"
      let comparator = Self.comparators[round % Self.comparators.count]
      let count = Int.random(in: 1...90, using: &generator)
      let inBase = unit.base != nil && round % 2 == 1
      let threshold = "\(count) \(inBase ? unit.base ?? "" : unit.unit)"
      let rules = """
        标准 试
        \(unit.clauses)
        事实 名 文本
        事实 量 \(type) \(unit.unit)
        事实 单 记录 次（日 日期，额 \(type) \(unit.unit)）
        对象 名
        原则 1 “甲”
          条件 量 \(comparator) \(threshold)
        原则 2 “乙”
          条件 任一 单 其中（额 \(round.isMultiple(of: 4) ? "不低于" : "超过") \(threshold)）
        原则 3 “丙”
          条件 合计 单.额 不低于 \(count + 3) \(unit.unit)
        类别 甲
          指标 1 “一”
            条件 量 已填
        推荐 前 1 个
        """
      let standard = try standard(rules)
      let outcome = judge(standard, ["名：甲\n量：\(Int.random(in: 0...99, using: &generator))\n单：2025-01-01，1"])
      let finding = PathSearch.find(outcome, try outcome.result("甲"), .selected)
      guard case .found(let ways) = finding.conclusion else {
        // No whole number equals a broken one.
        #expect(type == "整数" && comparator == "=" || comparator == "低于", "\(rules)\n\(finding.conclusion)")
        continue
      }
      let report = PathReport(finding, language: .zh)
      for path in ways.paths {
        for step in path.steps {
          let declared = standard.facts[step.fact].type
          if case .records(let rows) = step.to {
            let cell = step.to.text(as: declared)
            #expect(
              try Self.read(cell, declared, standard) == .records(rows), "\(cell)")
          } else {
            let cell = report.to(step)
            #expect(try Self.read(cell, declared, standard) == step.to, "\(cell)")
          }
          found += 1
        }
        // With what is proposed written into the sheet, the goal is reached.
        var lines = ["名：甲"]
        for fact in ["量", "单"] {
          let index = try #require(standard.facts.firstIndex { $0.name == fact })
          let value = path.steps.last { $0.fact == index }?.to
          guard case .value(let before) = outcome.table.sheets[0].cells[index] else { continue }
          lines.append(fact + "：" + (value ?? before).text(as: standard.facts[index].type))
        }
        let after = judge(standard, [lines.joined(separator: "\n")])
        #expect(try after.result("甲").selection == .yes, "\(rules)\n\(lines)")
      }
    }
    #expect(found > 12)
  }
}
