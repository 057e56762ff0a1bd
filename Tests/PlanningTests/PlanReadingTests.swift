import Foundation
import Model
import Planning
import TestSupport
import Testing

/// A plan as others read it.
@Suite struct PlanReadingTests {
  private static func standard(_ name: String) throws -> Standard {
    try #require(try Package.load("rules/\(name).rules").standard)
  }

  /// Every primitive has its line, and no line is of none.
  @Test func thePageNamesEveryPrimitive() throws {
    let page = try Package.text("Sources/Planning/Primitives.md")
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let told = Set(
      lines.flatMap { line in
        line.split(separator: "|").first.map { cell in
          cell.split(separator: ",").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
        } ?? []
      })
    let source = try Package.text("Sources/Planning/Primitive+Name.swift")
    let named = source.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("case ."), let quote = line.firstIndex(of: "\"") else { return nil }
      return String(line[line.index(after: quote)...].dropLast())
    }
    #expect(told == Set(named))
    #expect(named.count == Set(named).count)
  }

  /// Whatever stands in a plan is used, stands behind what it is worked out from, and is there once.
  @Test(arguments: ["houma", "shanxi", "observatory"])
  func aPlanIsInOrder(_ name: String) throws {
    let plan = try Plan(try Self.standard(name))
    let used = Set(plan.order)
    for place in plan.order {
      for operand in plan.nodes[place].operands { #expect(operand < place && used.contains(operand)) }
    }
    let standard = try Self.standard(name)
    let index = DependencyIndex(standard)
    let read = index.of(standard.unsettled.formulas).facts.union(index.comparedFacts(standard))
      .union([standard.candidates].compactMap { $0 })
    for place in plan.order {
      if case .fact(let fact) = plan.nodes[place].primitive {
        #expect(read.contains(fact), "\(standard.facts[fact].name)")
      }
    }
  }
}
