import Foundation
import Workbench

/// Standard output and standard error: the one place from which anything is printed.
enum StandardStream {
  case output, errors

  private var descriptor: Descriptor { Descriptor(number: self == .output ? STDOUT_FILENO : STDERR_FILENO) }

  var isTerminal: Bool { isatty(descriptor.number) == 1 }

  /// The width of the terminal; nil where there is none, or none that says so.
  var columns: Int? {
    var size = winsize()
    return ioctl(descriptor.number, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  func write(_ text: String) throws(FileProblem) {
    do {
      try descriptor.write(text.utf8)
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
