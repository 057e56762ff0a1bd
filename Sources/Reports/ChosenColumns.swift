import Diagnostics
import Evaluation
import Model
import Sheets

/// Columns of the table of results, as somebody named them: in that order, some perhaps twice.
public struct ChosenColumns: Sendable {
  /// Their places among the columns of ``Level/items``.
  private let places: [Int]

  /// - Parameters:
  ///   - names: headings in either language, or what two columns are the ends of: 总分 for 总分最低 and 总分最高. What is
  ///     no name may be several, with 、 between them.
  ///   - language: in which those that there are would be listed.
  public init(_ names: [String], of standard: Standard, _ language: Language) throws(UnknownColumn) {
    // Columns do not depend on who is in them.
    let schema = Schema(columns: [], subjects: [], units: standard.units)
    let nobody = Evaluation.outcome(of: standard, Table(schema: schema, sheets: [], refused: []))
    func columns(_ language: Language, _ level: Level) -> [OutcomeTable.Column] {
      OutcomeColumns(outcome: nobody, labels: Labels(language: language)).all(level)
    }
    let all = Language.allCases.map { columns($0, .items) }
    func places(where isMeant: (OutcomeTable.Column) -> Bool) -> [Int] {
      all[0].indices.filter { place in all.contains { isMeant($0[place]) } }
    }
    func columns(named name: String) -> [Int] {
      let headed = places { $0.heading == name }
      return headed.isEmpty ? places { $0.whole == name } : headed
    }
    let parts = names.flatMap { columns(named: $0).isEmpty ? $0.split(separator: "、").map(\.trimmed) : [$0] }
    var chosen: [Int] = []
    for name in parts {
      let found = columns(named: name)
      if found.isEmpty {
        throw UnknownColumn(
          name: name, usual: Self.names(columns(language, .categories)), all: Self.names(columns(language, .items)))
      }
      chosen += found
    }
    self.places = chosen
  }

  /// What columns are called, the two of an amount together.
  private static func names(_ columns: [OutcomeTable.Column]) -> [String] {
    columns.map { $0.whole ?? $0.heading }.reduce(into: []) { names, name in
      if names.last != name { names.append(name) }
    }
  }

  /// - Parameter columns: those of ``Level/items``.
  func pick(_ columns: [OutcomeTable.Column]) -> [OutcomeTable.Column] { places.map { columns[$0] } }
}

/// Why columns cannot be chosen: the table of results has none that is called so.
public struct UnknownColumn: Error {
  public let name: String
  /// What the columns are called that stand in the table where no details are asked for.
  public let usual: [String]
  /// What all are called.
  public let all: [String]
}
