import Sheets
import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// An open file of the system. It is not closed by itself.
struct Descriptor {
  let number: Int32

  static let input = Descriptor(number: STDIN_FILENO)

  /// - Throws: `FileFailure`.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(FileFailure) -> Descriptor {
    while true {
      let number = systemOpen(path, flags | O_CLOEXEC, mode)
      if number >= 0 { return Descriptor(number: number) }
      if errno != EINTR { throw .last }
    }
  }

  func close() { _ = systemClose(number) }

  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// Writes all of it.
  func write(_ bytes: some Sequence<UInt8>) throws(FileFailure) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(number, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        try wait(for: POLLOUT)
      }
    }
  }

  /// Everything up to the end, or nil if there is more than `limit` bytes. It is read and not mapped: a file that somebody
  /// cuts short meanwhile would end the program, and one that is changed would be two things at once.
  ///
  /// - Parameter size: how many bytes there probably are; so many are read to where they stay.
  func read(atMost limit: Int, expecting size: Int = 0) throws(FileFailure) -> [UInt8]? {
    var failure: FileFailure?
    var bytes = [UInt8](unsafeUninitializedCapacity: max(0, size)) { buffer, written in
      do throws(FileFailure) {
        written = readAtOnce(into: buffer)
        while written < buffer.count, let start = buffer.baseAddress {
          let count = systemRead(number, start + written, buffer.count - written)
          if count == 0 { return }
          if count > 0 { written += count } else { try wait(for: POLLIN) }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = systemRead(number, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else {
        try wait(for: POLLIN)
      }
    }
    return nil
  }

  /// Reads a large file on all cores, as far as that goes.
  ///
  /// - Returns: how many bytes have been read, behind which the reading goes on.
  private func readAtOnce(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let shares = Cores.count(for: buffer.count, atLeast: 1 << 23)
    guard shares > 1, let start = buffer.baseAddress else { return 0 }
    let size = buffer.count / shares + 1
    let ends = Cores.map(shares) { share in
      var place = share * size
      let end = min(buffer.count, place + size)
      while place < end {
        let count = pread(number, start + place, end - place, off_t(place))
        if count <= 0 { break }
        place += count
      }
      return place
    }
    // Behind a share that ends too soon everything is read again.
    let whole = ends.indices.prefix { ends[$0] == min(buffer.count, ($0 + 1) * size) }.count
    let read = whole == shares ? buffer.count : ends[whole]
    return lseek(number, off_t(read), SEEK_SET) == off_t(read) ? read : 0
  }

  /// After a call that did nothing: waits until it can be made again, if it can.
  private func wait(for event: Int32) throws(FileFailure) {
    switch errno {
    case EINTR: return
    case EAGAIN:
      var source = pollfd(fd: number, events: Int16(event), revents: 0)
      poll(&source, 1, -1)
    default: throw .last
    }
  }
}

// The calls of the system by names that are not those of ``Descriptor``.

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ number: Int32) -> Int32 { close(number) }
private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}
private func systemRead(_ number: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(number, buffer, count)
}

extension FileFailure: Error {
  /// What the system last said.
  static var last: FileFailure { FileFailure(code: errno) }

  private init(code: Int32) {
    self =
      switch code {
      case ENOSPC: .diskFull
      case EDQUOT: .quotaUsed
      case EFBIG: .sizeLimit
      case EACCES, EPERM: .noPermission
      case EROFS: .readOnly
      case ENOENT: .notFound
      case ENOTDIR: .noFolder
      case ENAMETOOLONG: .nameTooLong
      case ELOOP: .linksInACircle
      case EPIPE: .noReader
      case EBADF: .closed
      case EIO: .deviceError
      default: .other(String(cString: strerror(code)))
      }
  }
}
