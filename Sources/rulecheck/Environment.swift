#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the program was told by whoever started it.
enum Environment {
  /// - Returns: nil for a variable that is not set.
  static subscript(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Whether colours are unwanted: <https://no-color.org>, set to anything but the empty string.
  static var refusesColors: Bool { self["NO_COLOR"].map { !$0.isEmpty } ?? false }
}
