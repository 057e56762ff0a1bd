import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Files on the disk. It remembers what has been read, so that no result is written over it.
struct Disk: FileAccess {
  /// Bytes of a file that are read: what is made of them takes several times their room. Most forms of input have a
  /// smaller limit of their own.
  static let sizeLimit = max(256 << 20, sysconf(CInt(_SC_PHYS_PAGES)) / 8 * sysconf(CInt(_SC_PAGESIZE)))

  private let inputs = Inputs()

  /// What tells files apart, whatever paths and links lead to them.
  private struct Identity: Hashable {
    let device: dev_t
    let number: ino_t

    init(_ status: stat) { (device, number) = (status.st_dev, status.st_ino) }
  }

  private final class Inputs {
    var paths: [Identity: String] = [:]
  }

  // MARK: Reading

  func read(_ path: String) throws(FileProblem) -> [UInt8] {
    // Looked at before it is opened: opening a device or a pipe may do something by itself, or wait.
    guard let status = Self.status(path) else { throw Self.unreadable(path) }
    if let problem = Self.refusal(path, status) { throw problem }
    let size = Int(status.st_size)
    if size > Self.sizeLimit { throw .tooLarge(path, limit: Self.sizeLimit) }
    let bytes: [UInt8]?
    do {
      let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK)
      defer { file.close() }
      bytes = try file.read(atMost: Self.sizeLimit, expecting: size)
    } catch {
      throw .unreadable(path, error)
    }
    guard let bytes else { throw .tooLarge(path, limit: Self.sizeLimit) }
    inputs.paths[Identity(status)] = path
    return bytes
  }

  /// What is no file to read from. A pipe that the run was given open, by way of /dev/stdin or /dev/fd, has somebody at
  /// its other end; one with a name may never have.
  private static func refusal(_ path: String, _ status: stat) -> FileProblem? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .isFolder(path)
    case S_IFIFO where path.hasPrefix("/dev/") || path.hasPrefix("/proc/"): nil
    case S_IFIFO: .noInput(path, .pipe)
    case S_IFSOCK: .noInput(path, .socket)
    default: .noInput(path, .device)
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func unreadable(_ path: String) -> FileProblem {
    let failure = FileFailure.last
    return failure == .notFound ? .notFound(path) : .unreadable(path, failure)
  }

  func list(_ path: String) throws(FileProblem) -> [FolderEntry]? {
    guard let status = Self.status(path) else { throw Self.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
    guard let names = Self.names(in: path) else { throw Self.unreadable(path) }
    let base = path.hasSuffix("/") ? path : path + "/"
    var entries: [FolderEntry] = []
    for bytes in names where bytes.first != UInt8(ascii: ".") {
      guard let name = String(validating: bytes, as: UTF8.self) else {
        entries.append(FolderEntry(path: base + String(decoding: bytes, as: UTF8.self), kind: .unnamed))
        continue
      }
      let kind: FolderEntry.Kind =
        switch Self.status(base + name).map({ $0.st_mode & S_IFMT }) {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case nil: .brokenLink
        default: .special
        }
      entries.append(FolderEntry(path: base + name, kind: kind))
    }
    return entries.sorted { $0.path < $1.path }
  }

  /// What a folder holds, in no order. A name need not be text.
  ///
  /// - Returns: nil where the folder cannot be read.
  static func names(in path: String) -> [[UInt8]]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while let entry = readdir(folder) {
      names.append(withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) })
    }
    return names
  }

  func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Without links being followed: the file need not be there.
  func absolute(_ path: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : Self.workingFolder + "/" + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static var workingFolder: String {
    guard let found = getcwd(nil, 0) else { return "/" }
    defer { free(found) }
    return String(cString: found)
  }

  func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  // MARK: Writing

  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    try Replacement.write(bytes, to: try target(of: path))
  }

  /// Writes a file piece by piece.
  func write(_ pieces: Replacement.Pieces, to path: String) throws(FileProblem) {
    try Replacement.write(pieces, to: try target(of: path))
  }

  /// Makes a folder and those it is in, where there are none.
  func makeFolder(_ path: String, mode: mode_t) throws(FileProblem) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    let failure = FileFailure.last
    guard failure == .notFound, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw .unwritable(path, failure)
    }
    try makeFolder(String(path[..<slash]), mode: mode)
    if mkdir(path, mode) != 0 { throw .unwritable(path, .last) }
  }

  func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
    try Replacement.write(bytes, to: try Replacement.Target(path))
  }

  /// Where a result goes, once it is sure that it may.
  func target(of path: String) throws(FileProblem) -> Replacement.Target {
    let target = try Replacement.Target(path)
    if let status = target.status, let read = inputs.paths[Identity(status)] { throw .isInput(path, readAs: read) }
    return target
  }
}
