import Synchronization
import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file written as a whole or not at all: beside its place, under a name of its own, then moved there.
///
/// The name beside it is `.rulecheck-*.tmp`. Whoever writes holds a lock on it, which ends with the process: what a
/// killed run left behind has none, and is removed when another run first writes a file to that folder.
enum Replacement {
  /// The place of a file that may be written.
  struct Target {
    /// As it was given, for messages.
    let path: String
    /// Where the file is, links followed.
    let place: String
    /// Of the file that is there now.
    let status: stat?

    /// - Throws: `FileProblem`, for what is no file and for a link that leads nowhere.
    init(_ path: String) throws(FileProblem) {
      var status = stat()
      guard lstat(path, &status) == 0 else {
        let failure = FileFailure.last
        if failure != .notFound { throw .unwritable(path, failure) }
        (self.path, place, self.status) = (path, path, nil)
        return
      }
      var place = path
      if status.st_mode & S_IFMT == S_IFLNK {
        guard stat(path, &status) == 0 else {
          let failure = FileFailure.last
          throw failure == .notFound ? .danglingLink(path, to: Self.link(path)) : .unwritable(path, failure)
        }
        // What a link points to is replaced, not the link. A pipe of the process has no path.
        if let found = realpath(path, nil) {
          place = String(cString: found)
          free(found)
        }
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw .isFolder(path)
      case S_IFIFO: throw .noOutput(path, .pipe)
      case S_IFSOCK: throw .noOutput(path, .socket)
      default: throw .noOutput(path, .device)
      }
      (self.path, self.place, self.status) = (path, place, status)
    }

    /// Finds out beforehand whether the file can be written, as far as that can be known.
    func check() throws(FileProblem) {
      if access(status == nil ? folder : place, W_OK) != 0 { throw .unwritable(path, .last) }
    }

    private static func link(_ path: String) -> String {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    fileprivate var folder: String {
      guard let slash = place.lastIndex(of: "/") else { return "." }
      return slash == place.startIndex ? "/" : String(place[..<slash])
    }
  }

  /// What gives the bytes of a file, one piece after another.
  typealias Pieces = ((_ put: ([UInt8]) throws(FileFailure) -> Void) throws(FileFailure) -> Void)

  /// - Parameter mode: of a file that is not there yet; the user's mask is taken from it.
  static func write(_ bytes: [UInt8], to target: Target, mode: mode_t = 0o666) throws(FileProblem) {
    try hold(bytes, at: target, mode: mode).close()
  }

  /// Writes a file piece by piece.
  static func write(_ pieces: Pieces, to target: Target) throws(FileProblem) {
    try hold(at: target, mode: 0o666, pieces).close()
  }

  /// Writes the file and keeps it under the lock.
  ///
  /// - Returns: what holds the lock, until it is closed or the process ends.
  static func hold(_ bytes: [UInt8], at target: Target, mode: mode_t = 0o666) throws(FileProblem) -> Descriptor {
    try hold(at: target, mode: mode) { put throws(FileFailure) in try put(bytes) }
  }

  private static func hold(at target: Target, mode: mode_t, _ pieces: Pieces) throws(FileProblem) -> Descriptor {
    do throws(FileFailure) {
      // A file that may not be written is not to be got round by putting another in its place.
      if target.status != nil, access(target.place, W_OK) != 0 { throw .last }
      // Looking through a folder takes the longer the more is written to it.
      if looked.withLock({ $0.insert(target.folder).inserted }) { removeLeftovers(in: target.folder) }
      let (file, name) = try create(in: target.folder, mode: target.status == nil ? mode : 0o600)
      try put(pieces, into: file, name, target)
      return file
    } catch {
      throw .unwritable(target.path, error)
    }
  }

  /// Leaves nothing beside the place, whatever happens.
  private static func put(
    _ pieces: Pieces, into file: Descriptor, _ name: String, _ target: Target
  ) throws(FileFailure) {
    do throws(FileFailure) {
      try pieces { bytes throws(FileFailure) in try file.write(bytes) }
      if let status = target.status { try file.adopt(status) }
      if fsync(file.number) != 0 { throw .last }
      if rename(name, target.place) != 0 { throw .last }
    } catch {
      unlink(name)
      file.close()
      throw error
    }
  }

  // MARK: Beside the place

  private static let (prefix, ending) = (".rulecheck-", ".tmp")
  /// The folders in which leftovers have been looked for.
  private static let looked = Mutex<Set<String>>([])

  /// A new file under lock.
  private static func create(in folder: String, mode: mode_t) throws(FileFailure) -> (Descriptor, name: String) {
    while true {
      let name = "\(folder)/\(prefix)\(getpid())-\(UInt32.random(in: .min ... .max))\(ending)"
      let file: Descriptor
      do throws(FileFailure) {
        file = try Descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
      } catch {
        if errno == EEXIST { continue }
        throw error
      }
      // Where there are no locks, nothing takes the file away either.
      _ = flock(file.number, LOCK_EX)
      // Between the two calls it may have been taken for a leftover.
      if let status = file.status, status.st_nlink > 0 { return (file, name) }
      file.close()
    }
  }

  /// Removes what runs that were killed left in a folder: files under our names, of this user, that nobody is writing.
  /// One that cannot be removed keeps nobody from writing.
  private static func removeLeftovers(in folder: String) {
    let names = (Disk.names(in: folder) ?? []).map { String(decoding: $0, as: UTF8.self) }
    for name in names where name.hasPrefix(prefix) && name.hasSuffix(ending) {
      let path = folder + "/" + name
      guard let file = try? Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) else { continue }
      defer { file.close() }
      if let status = file.status, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
        flock(file.number, LOCK_EX | LOCK_NB) == 0
      {
        unlink(path)
      }
    }
  }
}

extension Descriptor {
  /// Takes over owner and permissions of the file whose place it is to take. Only the administrator can give files to
  /// others; anybody else keeps what is written.
  fileprivate func adopt(_ status: stat) throws(FileFailure) {
    if let own = self.status, own.st_uid != status.st_uid || own.st_gid != status.st_gid {
      _ = fchown(number, status.st_uid, status.st_gid)
    }
    if fchmod(number, status.st_mode & 0o7777) != 0 { throw .last }
  }
}
