/// A query, with the statements that have to be run before it.
public struct SQLScript {
  /// Those that make the tables which it reads; empty where it reads stages of its own only.
  public let before: String
  /// One SELECT.
  public let query: String

  /// All of it.
  var text: String { (before.isEmpty ? "" : before + "\n") + query + ";" }
}
