#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Input key by key. However the program ends or stops meanwhile, the terminal gets its own mode back first.
enum RawMode {
  /// What signals have brought about since it was last asked.
  struct Events {
    var isResized = false
    /// The terminal was given back its own mode, or may have been given another.
    var isLeft = false
  }

  /// What signal handlers need, in memory of its own: a handler may interrupt any statement, so it must not touch
  /// variables whose access Swift supervises. A process has one terminal, so one of these is enough.
  private struct Shared {
    var own = termios()
    var input: Int32 = 0
    var output: Int32 = 0
    var isRaw = false
    /// The pipe through which handlers wake whoever waits for keys.
    var announce: Int32 = -1
    var wait: Int32 = -1
    /// What the program did on each signal before.
    let previous: UnsafeMutablePointer<sigaction>
  }

  /// Signals that end or stop a program.
  private static let leaving = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
  private static let notices = [SIGCONT, SIGWINCH]

  /// Written by the one thread that reads lines and by signal handlers; nothing here is freed, so that a late signal
  /// finds it.
  private nonisolated(unsafe) static let shared: UnsafeMutablePointer<Shared> = {
    let count = Int((leaving + notices).max() ?? 0) + 1
    let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: count)
    previous.initialize(repeating: sigaction(), count: count)
    let shared = UnsafeMutablePointer<Shared>.allocate(capacity: 1)
    shared.initialize(to: Shared(previous: previous))
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      (shared.pointee.wait, shared.pointee.announce) = (ends[0], ends[1])
    }
    atexit { RawMode.restore() }
    return shared
  }()

  /// - Throws: ``TerminalProblem``.
  static func enter(input: Int32, output: Int32) throws(TerminalProblem) {
    let shared = shared
    guard tcgetattr(input, &shared.pointee.own) == 0 else { throw .noRawMode(String(cString: strerror(errno))) }
    (shared.pointee.input, shared.pointee.output) = (input, output)
    var raw = shared.pointee.own
    cfmakeraw(&raw)
    // What others print meanwhile should still begin its lines at the left.
    raw.c_oflag |= tcflag_t(OPOST)
    shared.pointee.isRaw = true
    for signal in leaving { install(signal) { RawMode.handleLeaving($0) } }
    install(SIGCONT) { _ in RawMode.announce(RawMode.leftNotice) }
    install(SIGWINCH) { _ in RawMode.announce(RawMode.resizedNotice) }
    while tcsetattr(input, TCSADRAIN, &raw) != 0 {
      if errno == EINTR { continue }
      let reason = String(cString: strerror(errno))
      leave()
      throw .noRawMode(reason)
    }
    send("\u{1B}[?2004h")
  }

  /// Gives the terminal its own mode back, and the signals what they did before.
  static func leave() {
    restore()
    for signal in leaving + notices { sigaction(signal, shared.pointee.previous + Int(signal), nil) }
  }

  /// Stops the program with all that runs beside it, as the key for it would have done.
  static func suspend() {
    kill(0, SIGTSTP)
    // Where the signal is ignored the entry goes on at once.
    announce(leftNotice)
  }

  /// Becomes readable when ``takeEvents()`` has something to say.
  static var events: Int32 { shared.pointee.wait }

  static func takeEvents() -> Events {
    var events = Events()
    var notices = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(shared.pointee.wait, &notices, notices.count)
      if count <= 0 { return events }
      if notices[..<count].contains(resizedNotice) { events.isResized = true }
      if notices[..<count].contains(leftNotice) { events.isLeft = true }
    }
  }

  // MARK: - Safe in signal handlers: system calls, and memory of their own

  private static var resizedNotice: UInt8 { 1 }
  private static var leftNotice: UInt8 { 2 }

  private static func restore() {
    let shared = shared
    guard shared.pointee.isRaw else { return }
    shared.pointee.isRaw = false
    // In the background the terminal belongs to somebody else. It has no group if it is not the one that controls us.
    let group = tcgetpgrp(shared.pointee.input)
    if group > 0, group != getpgrp() { return }
    send("\u{1B}[?2004l")
    tcsetattr(shared.pointee.input, TCSANOW, &shared.pointee.own)
  }

  /// Lets the program do what it would have done, with the terminal in its own mode.
  private static func handleLeaving(_ signal: Int32) {
    let error = errno
    restore()
    sigaction(signal, shared.pointee.previous + Int(signal), nil)
    // The signal is held back while it is being handled, and comes when this returns.
    raise(signal)
    announce(leftNotice)
    errno = error
  }

  private static func announce(_ notice: UInt8) {
    let error = errno
    var notice = notice
    write(shared.pointee.announce, &notice, 1)
    errno = error
  }

  private static func send(_ text: StaticString) {
    write(shared.pointee.output, text.utf8Start, text.utf8CodeUnitCount)
  }

  // MARK: - Installing

  /// Puts a handler in place and remembers what was there; a signal the program ignores stays ignored.
  private static func install(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    let previous = shared.pointee.previous + Int(signal)
    sigaction(signal, nil, previous)
    if Self.handler(of: previous.pointee) == unsafeBitCast(SIG_IGN, to: Int.self) { return }
    var action = sigaction()
    sigemptyset(&action.sa_mask)
    action.sa_flags = SA_RESTART
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sa_handler.sa_handler = handler
    #endif
    sigaction(signal, &action, nil)
  }

  private static func handler(of action: sigaction) -> Int {
    #if canImport(Glibc)
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #elseif canImport(Darwin)
      unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #else
      unsafeBitCast(action.__sa_handler.sa_handler, to: Int.self)
    #endif
  }
}
