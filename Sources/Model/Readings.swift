/// On what a formula depends, through definitions, filters and comparisons across cohorts.
public struct Reading: Sendable {
  public var facts: Set<Int> = []
  /// Values of other sheets.
  public var cohorts = false
  /// Points, eligibility, or verdicts of the sheet itself.
  public var results = false

  mutating func formUnion(_ other: Reading) {
    facts.formUnion(other.facts)
    cohorts = cohorts || other.cohorts
    results = results || other.results
  }
}

/// Tells on what formulas of a standard depend; definitions are looked through once.
public struct Readings: Sendable {
  private let standard: Standard
  private let definitions: [Reading]

  public init(_ standard: Standard) {
    self.standard = standard
    var known: [Int: Reading] = [:]
    func reading(of index: Int) -> Reading {
      if let reading = known[index] { return reading }
      let reading = Self.reading(of: standard.definitions[index].formula, standard, reading(of:))
      known[index] = reading
      return reading
    }
    definitions = standard.definitions.indices.map(reading(of:))
  }

  public func of(_ formula: Formula) -> Reading { Self.reading(of: formula, standard) { definitions[$0] } }

  public func of(_ formulas: [Formula]) -> Reading {
    formulas.reduce(into: Reading()) { $0.formUnion(of($1)) }
  }

  /// The columns of the rows a query is about that decide what it gives.
  public func columns(of query: RowQuery) -> Set<Int> {
    var columns = Set([query.column].compactMap { $0 })
    func look(_ formula: Formula) {
      if case .column(let index) = formula.kind { columns.insert(index) }
      for part in formula.parts { look(part) }
    }
    if let filter = query.filter { look(filter) }
    return columns
  }

  /// The facts that decide with whom a sheet is compared across cohorts, and by what.
  public var cohortFacts: Set<Int> {
    standard.cohortUses.reduce(into: []) { facts, use in
      let cohort = standard.cohorts[use.cohort]
      facts.formUnion(of([use.formula] + [cohort.members].compactMap { $0 }).facts)
      facts.formUnion(cohort.by + [cohort.counting].compactMap { $0 })
    }
  }

  private static func reading(of formula: Formula, _ standard: Standard, _ definition: (Int) -> Reading) -> Reading {
    var reading = Reading()
    func add(_ inner: Formula) { reading.formUnion(Self.reading(of: inner, standard, definition)) }
    for part in formula.parts { add(part) }
    switch formula.kind {
    case .fact(let index): reading.facts.insert(index)
    case .definition(let index): reading.formUnion(definition(index))
    case .position(let use, _, _, _), .rank(let use, _), .cohort(let use, _):
      reading.cohorts = true
      if let members = standard.cohorts[use.cohort].members { add(members) }
    case .rows(let query):
      if let filter = query.filter { add(filter) }
      if case .fact(let index) = query.source { reading.facts.insert(index) } else { reading.results = true }
    case .total, .eligible, .result: reading.results = true
    default: break
    }
    return reading
  }
}
