/// A query from its stages on: everything that is needed for some terms, and how these are then called.
struct SQLQuery {
  /// A stage, or a part of a step.
  private struct Part {
    let name: String
    let body: String
  }

  private let layout: Layout
  private let dialect: SQLDialect
  /// What depends on parameters only.
  private let given: Set<Term>
  private var writer: TermWriter
  private var number = 0
  /// In the order in which they are made.
  private var parts: [Part] = []
  /// What terms are called of which somebody is told.
  private let naming: [Term: String]
  /// The last stage of the parameters, if anything depends on them.
  private var parameters: String?
  private var last = ""
  /// What names of stages begin with.
  private let prefix: String

  /// - Parameter tables: what stages are called by that are tables.
  init(
    _ layout: Layout, _ outputs: [Term], _ dialect: SQLDialect, naming: [Term: String] = [:], tables: String = "judge"
  ) {
    (self.layout, self.dialect, self.naming) = (layout, dialect, naming)
    prefix = dialect.table == nil ? "" : tables + "_"
    given = layout.ofParameters(outputs)
    writer = TermWriter(terms: layout.terms, dialect: dialect, names: [:])
    if !given.isEmpty {
      let fixed = given.sorted { $0.place < $1.place }
      write(layout.plan(fixed), "given", from: "parameters WHERE (SELECT COUNT(*) FROM parameters) = 1", key: [])
      finish(fixed)
    }
    write(layout.plan(outputs, given: given), "s", from: "facts", key: ["id"])
  }

  /// A term in the words of the last stage.
  func write(_ term: Term) -> String { writer.write(term) }

  /// The stages before what reads the last of them.
  ///
  /// - Parameter select: a statement about what ``source(_:)`` tells of.
  func script(_ select: String) -> SQLScript {
    guard let table = dialect.table else { return SQLScript(before: "", query: with(parts, select)) }
    // What is read once is written where it is read; of the rest each is made once.
    var reads: [String: Int] = [:]
    for text in parts.map(\.body) + [select] {
      for name in Self.read(text) { reads[name, default: 0] += 1 }
    }
    var before: [String] = []
    var waiting: [Part] = []
    for part in parts {
      guard reads[part.name] ?? 0 > 1 else {
        waiting.append(part)
        continue
      }
      let (own, others) = needed(by: part.body, waiting)
      before.append(table(part.name, with(own, part.body)))
      waiting = others
    }
    return SQLScript(before: before.joined(separator: "\n"), query: with(waiting, select))
  }

  private func with(_ parts: [Part], _ select: String) -> String {
    if parts.isEmpty { return select }
    return "WITH " + parts.map { "\($0.name) AS (\n  \($0.body)\(dialect.fence)\n)" }.joined(separator: ",\n") + "\n"
      + select
  }

  /// Those of some parts that a text reads, also by others of them, and the rest.
  private func needed(by text: String, _ parts: [Part]) -> (needed: [Part], others: [Part]) {
    var names = Set(Self.read(text))
    for part in parts.reversed() where names.contains(part.name) { names.formUnion(Self.read(part.body)) }
    return (parts.filter { names.contains($0.name) }, parts.filter { !names.contains($0.name) })
  }

  /// What a statement reads; a text in it that looks like that does no harm.
  private static func read(_ text: String) -> [String] {
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "(" || $0 == ")" || $0 == "," }
    return zip(words, words.dropFirst()).compactMap { $0 == "FROM" || $0 == "JOIN" ? String($1) : nil }
  }

  /// What a statement about some terms reads.
  func source(_ terms: [Term]) -> String { joined(last, terms) }

  /// - Parameter key: the columns that every stage has.
  private mutating func write(_ plan: Layout.Plan, _ kind: String, from table: String, key: [String]) {
    let terms = layout.terms
    for stage in plan.made.indices {
      var made: [Term: String] = [:]
      var lines = key + plan.kept[stage].map { writer.names[$0] ?? writer.write($0) }
      for term in plan.made[stage] {
        let text = writer.write(term)
        switch terms[term].form {
        case .column(_, let name), .made(_, let name):
          made[term] = name
          lines.append(name)
        case .truth, .number, .text, .null, .and, .or, .not, .isNull, .equal, .less, .atMost, .choose, .sum, .product,
          .remainder, .quotient, .least, .greatest, .hasBits, .contains, .length, .concat, .day, .scaled, .window:
          number += 1
          let name = naming[term] ?? "x\(number)"
          made[term] = name
          lines.append("\(text) AS \(name)")
        }
      }
      var source = stage == 0 ? table : last
      for step in plan.steps[stage] {
        let own = layout.steps[step]
        let read = Layout.Source(name: last, joined: joined("", own.inputs))
        for (name, body) in own.write("\(prefix)t\(step)", read, writer) {
          parts.append(Part(name: name, body: body))
        }
        source += " \(own.isPartial ? "LEFT " : "")JOIN \(prefix)t\(step) USING (id)"
      }
      source = joined(source, plan.made[stage])
      last = "\(prefix)\(kind)\(stage)"
      parts.append(Part(name: last, body: select(lines, from: source)))
      writer.names.merge(made) { _, new in new }
    }
  }

  /// The parameters are done; rows are joined to what was made of them.
  private mutating func finish(_ fixed: [Term]) {
    let names = fixed.enumerated().map { ($1, "y\($0 + 1)") }
    let lines = names.map { "\(writer.write($0.0)) AS \($0.1)" }
    let name = prefix + "given"
    parts.append(Part(name: name, body: select(lines, from: last)))
    writer.names = Dictionary(uniqueKeysWithValues: names)
    parameters = name
  }

  private func select(_ lines: [String], from source: String) -> String {
    "SELECT\n    \(lines.joined(separator: ",\n    "))\n  FROM \(source)"
  }

  private func joined(_ source: String, _ terms: [Term]) -> String {
    guard let parameters, terms.contains(where: { layout.reads(given, $0, writer.names) })
    else { return source }
    return "\(source) CROSS JOIN \(parameters)"
  }
}
