#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work that the cores of the machine share.
package enum Cores {
  /// How many there are.
  package static let count = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))

  /// As deep as what is worked out may be nested; no more of it is taken than is used.
  private static let stackSize = 64 << 20

  /// Among how many a work is shared, of which each is to have at least so much.
  package static func count(for work: Int, atLeast least: Int) -> Int { max(1, min(count, work / least)) }

  /// Gives a value for each number below a count, worked out at once as far as there are cores.
  ///
  /// - Parameter body: must change nothing that others see.
  package static func map<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    map(count, with: {}, { body($1) })
  }

  /// The same with something that each core keeps from one number to the next; nothing that is given may depend on it.
  static func map<Tool, Value>(
    _ count: Int, with tool: () -> Tool, _ body: (inout Tool, Int) -> Value
  ) -> [Value] {
    let shares = min(count, Self.count)
    if shares <= 1 {
      var tool = tool()
      return (0..<count).map { body(&tool, $0) }
    }
    let turns = Turns(count)
    let found = share(shares) { _ in
      var tool = tool()
      // Whoever is done takes the next.
      var own: [(number: Int, value: Value)] = []
      while let number = turns.next() { own.append((number, body(&tool, number))) }
      return own
    }
    return found.joined().sorted { $0.number < $1.number }.map(\.value)
  }

  /// Makes values for the numbers below a count on some cores, and gives them away one after another, in their order: while
  /// one is given away, the next are made.
  ///
  /// - Parameters:
  ///   - make: on which core, and for which number; it must change nothing that others see.
  ///   - give: never for two at a time.
  package static func inOrder<Value, Failure: Error>(
    _ count: Int, cores: Int, _ make: (_ core: Int, _ number: Int) -> Value,
    _ give: (Value) throws(Failure) -> Void
  ) throws(Failure) {
    if cores <= 1 {
      for number in 0..<count { try give(make(0, number)) }
      return
    }
    let turns = Turns(count)
    var failure: Failure?
    _ = share(min(cores, count)) { core in
      while let number = turns.next() {
        let value = make(core, number)
        turns.wait(for: number)
        do throws(Failure) {
          if failure == nil { try give(value) }
        } catch {
          failure = error
          turns.end()
        }
        turns.pass()
      }
    }
    if let failure { throw failure }
  }

  /// Who is next, and whose turn it is.
  private final class Turns {
    private let count: Int
    private var taken = 0
    private var turn = 0
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let passed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ count: Int) {
      self.count = count
      pthread_mutex_init(lock, nil)
      pthread_cond_init(passed, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      pthread_cond_destroy(passed)
      lock.deallocate()
      passed.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      return body()
    }

    /// A number that nobody has taken yet; nil where there is none.
    func next() -> Int? {
      locked {
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
      }
    }

    /// Nobody takes a number any more.
    func end() { locked { taken = count } }

    func wait(for number: Int) { locked { while turn < number { pthread_cond_wait(passed, lock) } } }

    func pass() {
      locked {
        turn += 1
        pthread_cond_broadcast(passed)
      }
    }
  }

  /// Gives a value for each share of a work, on a thread of its own.
  private static func share<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    withoutActuallyEscaping(body) { body in
      let jobs = (0..<count).map { number in Job { body(number) } }
      let threads = jobs.dropFirst().map { $0.start() }
      jobs[0].run()
      // Where there is no thread, it is done here.
      for (job, thread) in zip(jobs.dropFirst(), threads) {
        if let thread { pthread_join(thread, nil) } else { job.run() }
      }
      return jobs.compactMap(\.value)
    }
  }

  private final class Job<Value>: Runnable {
    private let body: () -> Value
    private(set) var value: Value?

    init(_ body: @escaping () -> Value) { self.body = body }

    override func run() { value = body() }
  }

  /// What a thread is given: nobody else looks at it before the thread has ended.
  private class Runnable {
    func run() {}

    /// - Returns: nil if there is no thread for it.
    func start() -> pthread_t? {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, Cores.stackSize)
      let job = Unmanaged.passRetained(self)
      #if canImport(Darwin)
        var thread: pthread_t?
        let failure = pthread_create(
          &thread, &attributes,
          { job in
            Unmanaged<Runnable>.fromOpaque(job).takeRetainedValue().run()
            return nil
          }, job.toOpaque())
      #else
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, &attributes,
          { job in
            if let job { Unmanaged<Runnable>.fromOpaque(job).takeRetainedValue().run() }
            return nil
          }, job.toOpaque())
      #endif
      if failure == 0 { return thread }
      job.release()
      return nil
    }
  }
}
