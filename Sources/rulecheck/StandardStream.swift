import Terminal
import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Standard output and standard error: the one place from which anything is printed.
enum StandardStream {
  case output, errors

  private var descriptor: Descriptor { Descriptor(number: self == .output ? STDOUT_FILENO : STDERR_FILENO) }

  /// Whether somebody types and sees the replies.
  static var isTyped: Bool { isatty(STDIN_FILENO) == 1 && output.isTerminal }

  var isTerminal: Bool { isatty(descriptor.number) == 1 }

  /// How wide the terminal is; nil where there is none that says so.
  var width: Int? { TerminalSize(of: descriptor.number)?.columns }

  func write(_ text: String) throws(FileProblem) {
    ProgressLine.clear()
    try writeAsIs(text)
  }

  /// Writes a piece of a text.
  func write(_ bytes: [UInt8]) throws(FileProblem) {
    ProgressLine.clear()
    try writeAsIs(bytes)
  }

  /// Without regard to what the line of progress says.
  func writeAsIs(_ text: String) throws(FileProblem) { try writeAsIs(Array(text.utf8)) }

  private func writeAsIs(_ bytes: [UInt8]) throws(FileProblem) {
    do {
      try descriptor.write(bytes)
    } catch {
      throw .streamFailed(self == .output ? .output : .errors, error)
    }
  }

  /// Makes failures of writing come back as such, instead of ending the program.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // A stream that is closed would give its number to the next file that is opened, and what is printed would end up
    // in there. What is put in its place cannot be used, as a closed one cannot.
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
