import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Work that Ctrl-C leaves, without ending the program.
enum Interruptible {
  /// What a thread does. What its body leaves behind may be looked at once it is done.
  private final class Job: @unchecked Sendable {
    private enum State { case running, done, left }

    private let body: () -> Void
    private let state = Mutex(State.running)

    init(_ body: @escaping () -> Void) { self.body = body }

    /// Tells who waits, unless nobody does any more.
    func run() {
      Interruptible.$job.withValue(self) { body() }
      state.withLock { state in
        guard state == .running else { return }
        state = .done
        kill(getpid(), SIGUSR1)
      }
    }

    func leave() { state.withLock { $0 = .left } }
    var isDone: Bool { state.withLock { $0 == .done } }
    var isLeft: Bool { state.withLock { $0 == .left } }

    /// - Returns: whether there is a thread for it.
    func start() -> Bool {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, Interruptible.stackSize)
      pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
      let job = Unmanaged.passRetained(self)
      #if canImport(Darwin)
        var thread: pthread_t?
        let failure = pthread_create(
          &thread, &attributes,
          { job in
            Unmanaged<Job>.fromOpaque(job).takeRetainedValue().run()
            return nil
          }, job.toOpaque())
      #else
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, &attributes,
          { job in
            if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().run() }
            return nil
          }, job.toOpaque())
      #endif
      if failure != 0 { job.release() }
      return failure == 0
    }
  }

  /// What this thread does, if it is one that can be left.
  @TaskLocal private static var job: Job?

  /// As deep as the stack of a program's first thread may be.
  private static let stackSize = 64 << 20

  /// From now on Ctrl-C ends nothing but what is being worked out.
  static func outlive() { signal(SIGINT, SIG_IGN) }

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
    var value: Value?
    let job = Job { value = body() }
    guard job.start() else { return body() }
    while true {
      var received: Int32 = 0
      sigwait(&awaited, &received)
      if job.isDone { return value }
      if received == SIGINT {
        job.leave()
        return nil
      }
    }
  }

  /// Ends the thread if what it works out has been left.
  static func check() {
    if job?.isLeft == true { pthread_exit(nil) }
  }
}
