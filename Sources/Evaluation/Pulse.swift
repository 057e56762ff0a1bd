/// A sign of life of work that may take long: whoever has begun it may tell somebody who waits how far it is, and may
/// end the thread right there.
public enum Pulse {
  /// Told that work goes on: how much of it is done, and of how much, where that is known.
  @TaskLocal public static var listener: (@Sendable (_ done: Int?, _ of: Int?) -> Void)?

  /// Of work of which nobody knows how much there is.
  public static func beat() { listener?(nil, nil) }

  /// - Parameter every: only each so-manieth is told, where one alone takes no time.
  public static func beat(_ done: Int, of count: Int? = nil, every: Int = 1) {
    if done % every == 0 { listener?(done, count) }
  }
}
