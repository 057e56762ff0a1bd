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
  /// The tables that it reads.
  public let schema: SQLSchema
  private let translator: SQLTranslator
  private let outputs: SQLOutputs
  private let dialect: SQLDialect
  private var standard: Standard { translator.standard }

  /// - Throws: what cannot be said exactly, and where it stands.
  public init(_ standard: Standard, _ plan: Plan, _ dialect: SQLDialect) throws(SQLProblem) {
    (translator, outputs) = try SQLParameters.settle(standard, plan, dialect)
    self.dialect = dialect
    (columns, denominator) = (outputs.columns, outputs.denominator)
    schema = SQLSchema(standard, dialect, moving: translator.moving)
    let naming = Dictionary(columns.map { ($0.term, $0.name) }, uniquingKeysWith: { first, _ in first })
    let query = SQLQuery(translator.layout, columns.map(\.term), dialect, naming: naming)
    let told = columns.map { column in
      let text = query.write(column.term)
      return text == column.name ? text : "\(text) AS \(column.name)"
    }
    self.query = """
      \(query.with)
      SELECT
        id,
        \(told.joined(separator: ",\n  "))
      FROM \(query.source(columns.map(\.term)))
      """
  }

  /// The statement that tells of one community what it got and what that is made of, a row for each part.
  ///
  /// - Parameter name: as the fact says that names communities; without such a fact their `id`.
  /// - Throws: what cannot be said of the parts.
  public func explanation(of name: String) throws(SQLProblem) -> String {
    do throws(SQLRefusal) {
      return try SQLExplanation(translator, outputs, dialect).query(of: name)
    } catch {
      throw .cannotSay(error, clause: name, dialect: dialect.name)
    }
  }

  /// The query with what stands before it: what its columns say, and the statements that fail unless the engine is set as
  /// it counts on it, and parameters are what they may be.
  ///
  /// - Parameter digest: of the rules.
  public func statements(digest: String) -> String {
    statements(query, columns.map { SQLText.comment("\($0.name) \($0.meaning)") }, digest)
  }

  /// ``explanation(of:)`` with what stands before it.
  public func statements(explaining name: String, digest: String) throws(SQLProblem) -> String {
    statements(try explanation(of: name), [], digest)
  }

  private func statements(_ query: String, _ told: [String], _ digest: String) -> String {
    """
    \(SQLText.comment("\(standard.title)；规则 \(digest)"))
    -- 先运行 rulecheck sql --checks 写的核对 (first run the checks that rulecheck sql --checks writes)
    -- 分数都是 1/\(denominator) 的整数倍 (points are whole numbers of 1/\(denominator))
    \((schema.parameterComments + told).joined(separator: "\n"))
    \(schema.settings.joined(separator: "\n"))

    \(query);

    """
  }
}
