/// What a rules file may hold. Each limit has a message of its own.
public enum Limits {
  /// Bytes of a rules file.
  public static let fileSize = 1 << 20
  /// Levels of nested expressions: deeper trees could exhaust the stack.
  public static let nesting = 64
  /// Characters of a quoted text.
  public static let textLength = 2_000
  /// Levels of expressions counted through the definitions they use.
  public static let depth = 256
  /// The highest whole power.
  public static let power = 100
  /// Standards that inherit from one another.
  public static let levels = 8
  /// Further communities of one example.
  public static let others = 1_000
  /// Messages that come with a proposal; looking for the nearest name takes its time.
  public static let proposals = 100
  /// Messages kept of one file.
  public static let messages = 1_000
  /// Clauses and fields in a file.
  public static let clauses = 10_000
}
