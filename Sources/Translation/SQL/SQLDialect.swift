/// How an engine spells what statements are made of: a table, one for each engine.
public struct SQLDialect: Sendable {
  /// As the option names it.
  public let name: String
  /// What a stage ends with: how it is kept from being written into the next one.
  let fence: String
  /// The statements that make a table of a query, where an engine writes stages into each place that reads them; nil
  /// where it makes a stage once.
  var table: (@Sendable (_ name: String, _ query: String) -> String)?
  /// The type of numbers of 38 digits.
  let wide: String
  /// A number of 64 bits.
  let word: @Sendable (String) -> String
  /// A text, quoted.
  let quoted: @Sendable (String) -> String
  /// One number divided by another without remainder; whether they are long ones.
  let quotient: @Sendable (String, String, Bool) -> String
  let contains: @Sendable (String, String) -> String
  /// Characters but for white space.
  let length: @Sendable (String) -> String
  /// The number of a day.
  let day: @Sendable (String) -> String
  /// A decimal as a whole number of its last decimals.
  let scaled: @Sendable (String, Int) -> String
  /// Whether tables may say what their columns hold.
  let hasChecks: Bool
  /// The types of columns.
  let types: Types

  /// What columns of tables are declared as.
  struct Types: Sendable {
    let text: String
    /// What anything is a text of that is told.
    let any: String
    let number: @Sendable (Int) -> String
  }

  /// The statements that fail unless the engine is set as the others count on it.
  let settings: String
  /// A truth: whether a text holds nothing but characters that stand by themselves.
  let isPlain: @Sendable (String) -> String
  /// A truth: whether a text is in Unicode form C.
  let isFormC: @Sendable (String) -> String
  /// A statement that fails where a condition does not hold.
  let assertion: @Sendable (_ condition: String, _ message: String) -> String
  /// The statement that reads a file of CSV into a table, whose first line names the columns.
  let load: @Sendable (_ table: String, _ columns: [Column], _ file: String) -> String

  /// A column of a table, with its type.
  typealias Column = (name: String, declared: String)

  /// All of them.
  public static let all = [duckDB, postgreSQL, spark]

  /// The number of the first day of the calendar.
  static let firstDay = 306
}
