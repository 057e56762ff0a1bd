import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The replies of a conversation in a file, each as soon as it is given.
final class Transcript {
  let path: String
  private let file: Descriptor
  private(set) var size = 0

  /// Begins the file anew.
  init(_ path: String, _ disk: Disk) throws(FileProblem) {
    self.path = path
    try disk.write([], to: path)
    do {
      file = try Descriptor.open(path, O_WRONLY | O_APPEND)
    } catch {
      throw .unwritable(path, error)
    }
  }

  deinit { file.close() }

  func add(_ text: String) throws(FileProblem) {
    do {
      try file.write(text.utf8)
    } catch {
      throw .unwritable(path, error)
    }
    size += text.utf8.count
  }
}
