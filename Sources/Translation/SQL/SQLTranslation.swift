import Model
import Planning
import Quantities

/// A standard as statements of SQL: from a table of facts, a row a community, to a row for each with all that is told of it.
public struct SQLTranslation {
  /// What is told of each community, in the order of the columns.
  public let columns: [SQLColumn]
  /// Of all points: they are told as whole numbers of one over this.
  public let denominator: Int128
  /// The statement that judges.
  public let query: String
  private let title: String
  private let dialect: SQLDialect

  /// - Throws: what cannot be said exactly, and where it stands.
  public init(_ standard: Standard, _ plan: Plan, _ dialect: SQLDialect) throws(SQLProblem) {
    let translator = SQLTranslator(standard, plan)
    var outputs = SQLOutputs(translator)
    do throws(SQLRefusal) { try outputs.gather() } catch {
      throw .cannotSay(error, clause: outputs.clause, dialect: dialect.name)
    }
    (columns, denominator) = (outputs.columns, outputs.denominator)
    (title, self.dialect) = (standard.title, dialect)
    query = Self.query(translator, outputs.columns, dialect)
  }

  /// The query with what stands before it: what its columns say, and the statement that fails unless the engine is set as
  /// it counts on it.
  ///
  /// - Parameter digest: of the rules.
  public func statements(digest: String) -> String {
    let told = columns.map { SQLText.comment("\($0.name) \($0.meaning)") }.joined(separator: "\n")
    return """
      \(SQLText.comment("\(title)；规则 \(digest)"))
      -- 先运行 rulecheck sql --checks 写的核对 (first run the checks that rulecheck sql --checks writes)
      -- 分数都是 1/\(denominator) 的整数倍 (points are whole numbers of 1/\(denominator))
      \(told)
      \(dialect.settings)

      \(query);

      """
  }

  private static func query(
    _ translator: SQLTranslator, _ columns: [SQLColumn], _ dialect: SQLDialect
  ) -> String {
    let terms = translator.terms
    let outputs = columns.map(\.term)
    let plan = translator.layout.plan(outputs)
    var writer = TermWriter(terms: terms, dialect: dialect, names: [:])
    var number = 0
    var parts: [String] = []
    for stage in plan.made.indices {
      var lines: [String] = []
      var made: [Term: String] = [:]
      let isFirst = stage == 0
      let before = "s\(stage - 1)"
      lines += ["id"] + plan.kept[stage].map { writer.names[$0] ?? writer.write($0) }
      for term in plan.made[stage] {
        let text = writer.write(term)
        switch terms[term].form {
        case .column(let name), .made(_, let name):
          made[term] = name
          lines.append(name)
        case .truth, .number, .text, .null, .and, .or, .not, .isNull, .equal, .less, .atMost, .choose, .sum, .product,
          .remainder, .quotient, .least, .greatest, .hasBits, .contains, .length, .concat, .day, .scaled, .window:
          number += 1
          made[term] = "x\(number)"
          lines.append("\(text) AS x\(number)")
        }
      }
      var source = isFirst ? "facts" : before
      for step in plan.steps[stage] {
        let own = translator.layout.steps[step]
        for (name, body) in own.write("t\(step)", before, writer) {
          parts.append("\(name) \(dialect.stage) (\n  \(body)\n)")
        }
        source += " \(own.isPartial ? "LEFT " : "")JOIN t\(step) USING (id)"
      }
      parts.append(
        "s\(stage) \(dialect.stage) (\n  SELECT\n    \(lines.joined(separator: ",\n    "))\n  FROM \(source)\n)")
      writer.names.merge(made) { _, new in new }
    }
    let told = columns.map { "\(writer.write($0.term)) AS \($0.name)" }
    return """
      WITH \(parts.joined(separator: ",\n"))
      SELECT
        id,
        \(told.joined(separator: ",\n  "))
      FROM s\(plan.made.count - 1)
      """
  }
}
