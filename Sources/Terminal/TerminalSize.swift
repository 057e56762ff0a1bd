#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How large a terminal says that it is, in characters.
public struct TerminalSize: Equatable, Sendable {
  /// From left to right.
  public let columns: Int
  /// From top to bottom.
  public let rows: Int

  /// - Parameter descriptor: of an open file.
  /// - Returns: nil where it is no terminal, or one that does not say.
  public init?(of descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    (columns, rows) = (Int(size.ws_col), Int(size.ws_row))
  }
}
