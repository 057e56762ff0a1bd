#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines of an input that is no terminal.
struct PlainLines {
  private var bytes: [UInt8] = []
  /// Where the next line begins.
  private var start = 0

  /// The next line without its end; nil at the end of the input.
  mutating func next(from descriptor: Int32) -> String? {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return text(upTo: end)
      }
      bytes.removeFirst(start)
      searched = bytes.count
      start = 0
      if !fill(from: descriptor) {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : text(upTo: bytes.count)
      }
    }
  }

  private func text(upTo end: Int) -> String {
    let line = bytes[start..<end]
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }

  private mutating func fill(from descriptor: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
        return true
      }
      if count == 0 { return false }
      if errno == EAGAIN {
        var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&source, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
  }
}
