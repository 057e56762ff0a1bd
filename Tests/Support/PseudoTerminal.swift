import Foundation
import Testing

#if os(Linux)
  /// A terminal with a program in it, as a person sits before it.
  package final class PseudoTerminal {
    /// How a terminal treats what is typed.
    package struct Mode: Equatable {
      package let flags: [tcflag_t]
      package let characters: [UInt8]
    }

    private let master: Int32
    package private(set) var process: pid_t = 0
    /// The mode before the program can have changed it.
    package private(set) var ownMode = Mode(flags: [], characters: [])
    package private(set) var screen: MiniScreen
    /// All that the program wrote.
    package private(set) var transcript = ""
    private var bytes: [UInt8] = []

    /// How long something may take on a machine that has much else to do, in seconds.
    private static let patience = 60

    /// The program that reads entries, beside the test bundle.
    package static let probe: String = {
      let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      let beside = bundle.appendingPathComponent("terminal-probe")
      return FileManager.default.isExecutableFile(atPath: beside.path)
        ? beside.path : Package.root.appendingPathComponent(".build/debug/terminal-probe").path
    }()

    package init(
      _ command: [String], columns: Int = 40, rows: Int = 12, environment: [String: String] = ["TERM": "xterm-256color"]
    ) throws {
      screen = MiniScreen(columns: columns, rows: rows)
      master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      // TIOCSPTLCK and TIOCGPTN, which Swift does not import: what unlockpt and ptsname do, which it does not either.
      var (lock, number): (Int32, Int32) = (0, 0)
      try #require(ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
      setSize(columns: columns, rows: rows)

      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      // In a session of its own, the first terminal opened becomes the one that sends signals.
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      var signals = sigset_t()
      sigfillset(&signals)
      posix_spawnattr_setsigdefault(&attributes, &signals)
      sigemptyset(&signals)
      posix_spawnattr_setsigmask(&attributes, &signals)
      let session: Int16 = 0x80
      posix_spawnattr_setflags(&attributes, session | Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

      let variables = environment.merging(["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]) { old, _ in old }
      var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
      var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
      defer { for text in arguments + settings { free(text) } }
      ownMode = mode
      try #require(posix_spawn(&process, command[0], &actions, &attributes, &arguments, &settings) == 0)
    }

    deinit {
      if process > 0 {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
      }
      close(master)
    }

    // MARK: - Sitting before it

    package func type(_ text: String) {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
      }
    }

    /// Watches the screen until something is to be seen.
    package func wait(
      _ what: String, sourceLocation: SourceLocation = #_sourceLocation, until isSeen: (PseudoTerminal) -> Bool
    ) throws {
      let deadline = ContinuousClock.now + .seconds(Self.patience)
      while !isSeen(self) {
        guard ContinuousClock.now < deadline, look() else {
          Issue.record("not seen: \(what)\n\(screen.lines.joined(separator: "\n"))", sourceLocation: sourceLocation)
          throw CancellationError()
        }
      }
    }

    package func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      try wait(text, sourceLocation: sourceLocation) { $0.transcript.contains(text) }
    }

    /// Waits for a line of the screen and a place of the cursor.
    package func wait(forLine line: String, column: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
      try wait("\(line) | \(column)", sourceLocation: sourceLocation) {
        $0.screen.lines.contains(line) && $0.screen.column == column
      }
    }

    /// Takes what the program wrote, if it does so within a second.
    ///
    /// - Returns: false when there is nobody left to write.
    private func look() -> Bool {
      var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&source, 1, 1_000) > 0 else { return true }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return false }
      bytes += buffer[..<count]
      // A character that has not arrived as a whole waits for its rest.
      let whole =
        bytes.count
        - (1...3).reduce(0) { held, back in
          guard back <= bytes.count else { return held }
          let byte = bytes[bytes.count - back]
          let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
          return length > back ? back : held
        }
      let text = String(decoding: bytes[..<whole], as: UTF8.self)
      bytes.removeFirst(whole)
      transcript += text
      screen.feed(text)
      return true
    }

    /// What stands behind the last place that holds a text.
    package func transcript(after text: String) -> Substring {
      transcript.range(of: text, options: .backwards).map { transcript[$0.upperBound...] } ?? ""
    }

    package func resize(columns: Int) {
      screen.reflow(columns: columns)
      setSize(columns: columns, rows: screen.rows)
    }

    private func setSize(columns: Int, rows: Int) {
      var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// The mode of the terminal, as seen from this side.
    package var mode: Mode {
      var mode = termios()
      tcgetattr(master, &mode)
      return Mode(
        flags: [mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag],
        characters: withUnsafeBytes(of: mode.c_cc) { Array($0) })
    }

    package func set(_ mode: Mode) {
      var new = termios()
      tcgetattr(master, &new)
      (new.c_iflag, new.c_oflag, new.c_cflag, new.c_lflag) = (
        mode.flags[0], mode.flags[1], mode.flags[2], mode.flags[3]
      )
      tcsetattr(master, TCSANOW, &new)
    }

    package enum Ending: Equatable {
      case code(Int32)
      case signal(Int32)
    }

    /// Watches until the program has ended; one that does not end in time is ended.
    package func ending() -> Ending {
      let deadline = ContinuousClock.now + .seconds(Self.patience)
      while look() { if ContinuousClock.now > deadline { kill(process, SIGKILL) } }
      var status: Int32 = 0
      waitpid(process, &status, 0)
      process = 0
      return status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
    }
  }
#endif
