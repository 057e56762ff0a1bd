/// A sign of life of work that may take long: whoever has begun it may tell somebody who waits how far it is, and may
/// end the thread right there.
public struct Pulse: Sendable {
  /// Told that work goes on: how much of it is done, and of how much, where that is known.
  public typealias Listener = @Sendable (_ done: Int?, _ of: Int?) -> Void

  private let listener: Listener

  // Of a type with a name: the metadata of a @Sendable function cannot be found in a program linked statically.
  @TaskLocal private static var current: Pulse?

  /// Does something, telling a listener of it.
  public static func listening<Value>(_ listener: @escaping Listener, to work: () throws -> Value) rethrows -> Value {
    try $current.withValue(Pulse(listener: listener)) { try work() }
  }

  /// Of work of which nobody knows how much there is.
  public static func beat() { current?.listener(nil, nil) }

  /// - Parameter every: only each so-manieth is told, where one alone takes no time.
  public static func beat(_ done: Int, of count: Int? = nil, every: Int = 1) {
    if done % every == 0 { current?.listener(done, count) }
  }
}
