import Foundation

/// Work that Ctrl-C leaves, without ending the program.
enum Interruptible {
  /// What a thread works out; shared by the two threads under its lock.
  private final class Work<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private let body: () -> Value
    private var found: Value?
    private var isLeft = false

    init(_ body: @escaping () -> Value) { self.body = body }

    /// Tells who waits, unless nobody does any more.
    func run() {
      let value = body()
      lock.withLock {
        found = value
        if !isLeft { kill(getpid(), SIGUSR1) }
      }
    }

    var value: Value? { lock.withLock { found } }
    func leave() { lock.withLock { isLeft = true } }
  }

  /// As deep as the stack of a program's first thread may be.
  private static let stackSize = 64 << 20

  /// - Parameter body: must change nothing that others see: it may go on for a while after it was left.
  /// - Returns: nil if Ctrl-C came first.
  static func run<Value>(_ body: @escaping () -> Value) -> Value? {
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in [SIGINT, SIGUSR1] { sigaddset(&awaited, number) }
    var mask = sigset_t()
    pthread_sigmask(SIG_BLOCK, &awaited, &mask)
    // A signal that is ignored need not be kept for those who wait for it.
    let handlers = (signal(SIGINT) { _ in }, signal(SIGUSR1) { _ in })
    defer {
      // What came too late comes now, and does nothing.
      pthread_sigmask(SIG_SETMASK, &mask, nil)
      signal(SIGINT, handlers.0)
      signal(SIGUSR1, handlers.1)
    }
    let work = Work(body)
    let thread = Thread { work.run() }
    thread.stackSize = stackSize
    thread.start()
    while true {
      var received: Int32 = 0
      sigwait(&awaited, &received)
      if let value = work.value { return value }
      if received == SIGINT {
        work.leave()
        thread.cancel()
        return nil
      }
    }
  }

  /// Ends the thread if what it works out has been left.
  static func check() {
    if Thread.current.isCancelled { Thread.exit() }
  }
}
