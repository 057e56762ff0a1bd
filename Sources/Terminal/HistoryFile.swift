#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file of a history. Each entry is appended in one write under a lock, so that sessions do not get into each
/// other's lines; when the file has grown too long, a shortened copy takes its place.
struct HistoryFile {
  let path: String

  /// Of a longer file only the end is read.
  private static let sizeLimit = 4 << 20
  /// A file is shortened when it has so many lines.
  private static let lineLimit = 2 * History.limit

  func read() throws(TerminalProblem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 {
      if errno == ENOENT { return [] }
      throw .historyUnreadable(path, Self.reason())
    }
    defer { close(descriptor) }
    guard let size = Self.size(of: descriptor) else { return [] }
    guard let bytes = Self.bytes(of: descriptor, size) else { throw .historyUnreadable(path, Self.reason()) }
    return bytes
  }

  func append(_ line: String) throws(TerminalProblem) {
    let descriptor = try lock()
    defer { close(descriptor) }
    guard let size = Self.size(of: descriptor) else { return }
    fchmod(descriptor, 0o600)
    // A line that an earlier session could not finish must not swallow this one.
    var last = UInt8(ascii: "\n")
    if size > 0 { pread(descriptor, &last, 1, off_t(size - 1)) }
    let line = last == UInt8(ascii: "\n") ? line : "\n" + line
    guard Self.writeAll(line, to: descriptor) else { throw .historyUnwritable(path, Self.reason()) }
    if size > Self.sizeLimit || lineCount(descriptor) > Self.lineLimit { try shorten(descriptor) }
  }

  /// Opens the file and waits for its lock. Meanwhile another session may have put a shortened copy in its place.
  private func lock() throws(TerminalProblem) -> Int32 {
    for _ in 0..<100 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      if descriptor < 0 { throw .historyUnwritable(path, Self.reason()) }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      var opened = stat()
      var present = stat()
      if fstat(descriptor, &opened) == 0, stat(path, &present) == 0, opened.st_ino == present.st_ino,
        opened.st_dev == present.st_dev
      {
        return descriptor
      }
      close(descriptor)
    }
    throw .historyUnwritable(path, Self.text(EAGAIN))
  }

  private func lineCount(_ descriptor: Int32) -> Int {
    guard let size = Self.size(of: descriptor), let bytes = Self.bytes(of: descriptor, size) else { return 0 }
    return bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// Puts a copy with the newest entries in the place of the file, as a whole or not at all.
  private func shorten(_ descriptor: Int32) throws(TerminalProblem) {
    guard let size = Self.size(of: descriptor), let bytes = Self.bytes(of: descriptor, size) else { return }
    // The path may be a link: the file it leads to is replaced.
    let target = Self.resolved(path)
    // Who shortens holds the lock of the file, so that one name is enough: what a killed session left goes here.
    let copy = "\(target).new"
    unlink(copy)
    let new = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if new < 0 { throw .historyUnwritable(copy, Self.reason()) }
    let isWritten = Self.writeAll(Self.newest(bytes), to: new) && fsync(new) == 0
    close(new)
    if !isWritten || rename(copy, target) != 0 {
      let reason = Self.reason()
      unlink(copy)
      throw .historyUnwritable(path, reason)
    }
  }

  /// The newest entries as text of half the limits at most, so that the file is not shortened each time.
  private static func newest(_ bytes: [UInt8]) -> String {
    var size = 0
    let lines = HistoryText.entries(in: bytes).map(HistoryText.line).reversed().prefix {
      size += $0.utf8.count
      return size <= sizeLimit / 2
    }
    return lines.reversed().joined()
  }

  // MARK: - System calls

  /// The size of a regular file; of anything else nothing is read or kept.
  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  private static func bytes(of descriptor: Int32, _ size: Int) -> [UInt8]? {
    let start = max(0, size - sizeLimit)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(start + bytes.count))
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 || bytes.count > sizeLimit { break }
      bytes += buffer[..<count]
    }
    // What is read of a longer file begins inside a line.
    return start == 0 ? bytes : Array(bytes.drop { $0 != UInt8(ascii: "\n") })
  }

  private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private static func reason() -> String { text(errno) }

  private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
