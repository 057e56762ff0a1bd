import Model
import Planning
import Quantities

/// A standard as statements of SQL: from a table of facts, a row a community, to a row for each with all that is told of it.
public struct SQLTranslation {
  /// What is told of each community, in the order of the columns.
  public let columns: [SQLColumn]
  /// Of all points: they are told as whole numbers of one over this.
  public let denominator: Int128
  /// The statement that judges, with those before it.
  public let script: SQLScript
  /// The tables that it reads.
  public let schema: SQLSchema
  private let translator: SQLTranslator
  private let outputs: SQLOutputs
  private let dialect: SQLDialect
  private var standard: Standard { translator.standard }

  /// - Throws: what cannot be said exactly, and where it stands.
  public init(_ standard: Standard, _ plan: Plan, _ dialect: SQLDialect) throws(SQLProblem) {
    let (translator, outputs) = try SQLParameters.settle(standard, plan, dialect)
    self.init(translator, outputs, dialect)
    if let column = schema.overflowing {
      throw .cannotSay(.tooWide, clause: column.meaning, dialect: dialect.name)
    }
  }

  /// The same for another engine: what is said is the same, and the same is refused.
  public func spelled(for dialect: SQLDialect) -> SQLTranslation { SQLTranslation(translator, outputs, dialect) }

  private init(_ translator: SQLTranslator, _ outputs: SQLOutputs, _ dialect: SQLDialect) {
    (self.translator, self.outputs, self.dialect) = (translator, outputs, dialect)
    (columns, denominator) = (outputs.columns, outputs.denominator)
    schema = SQLSchema(translator.standard, dialect, moving: translator.moving)
    let naming = Dictionary(columns.map { ($0.term, $0.name) }, uniquingKeysWith: { first, _ in first })
    let query = SQLQuery(translator.layout, columns.map(\.term), dialect, naming: naming)
    let told = columns.map { column in
      let text = query.write(column.term)
      return text == column.name ? text : "\(text) AS \(column.name)"
    }
    script = query.script(
      """
      SELECT
        id,
        \(told.joined(separator: ",\n  "))
      FROM \(query.source(columns.map(\.term)))
      """)
  }

  /// The statement that tells of one community what it got and what that is made of, a row for each part.
  ///
  /// - Parameter name: as the fact says that names communities; without such a fact their `id`.
  /// - Throws: what cannot be said of the parts.
  public func explanation(of name: String) throws(SQLProblem) -> SQLScript {
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
    statements(script, columns.map { SQLText.comment("\($0.name) \($0.meaning)") }, digest)
  }

  /// ``explanation(of:)`` with what stands before it.
  public func statements(explaining name: String, digest: String) throws(SQLProblem) -> String {
    statements(try explanation(of: name), [], digest)
  }

  private func statements(_ script: SQLScript, _ told: [String], _ digest: String) -> String {
    """
    \(SQLText.comment("\(standard.title)；规则 \(digest)"))
    -- 先运行 rulecheck sql --checks 写的核对 (first run the checks that rulecheck sql --checks writes)
    -- 分数都是 1/\(denominator) 的整数倍 (points are whole numbers of 1/\(denominator))
    \((schema.parameterComments + told).joined(separator: "\n"))
    \(schema.settings.joined(separator: "\n"))

    \(script.text)

    """
  }
}
