#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work that the cores of the machine share.
package enum Cores {
  /// So many threads make sense.
  package static let count = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))

  /// Gives a value for each number below a count, worked out at once as far as there are threads.
  ///
  /// - Parameter body: must change nothing that others see.
  package static func map<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    if count <= 1 { return (0..<count).map(body) }
    return withoutActuallyEscaping(body) { body in
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
      let job = Unmanaged.passRetained(self)
      #if canImport(Darwin)
        var thread: pthread_t?
        let failure = pthread_create(
          &thread, nil,
          { job in
            Unmanaged<Runnable>.fromOpaque(job).takeRetainedValue().run()
            return nil
          }, job.toOpaque())
      #else
        var thread = pthread_t()
        let failure = pthread_create(
          &thread, nil,
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
