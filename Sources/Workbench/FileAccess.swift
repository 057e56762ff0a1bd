/// The one boundary to files. The command line stands on the disk, tests on a dictionary.
public protocol FileAccess {
  /// - Throws: ``FileProblem``.
  func read(_ path: String) throws(FileProblem) -> [UInt8]
  /// What stands directly in a folder, sorted by path, hidden names aside; nil if the path is no folder.
  func list(_ path: String) throws(FileProblem) -> [FolderEntry]?
  /// Whether there is anything at a path.
  func exists(_ path: String) -> Bool
  /// The path from the root.
  func absolute(_ path: String) -> String
  /// The path from the root to where a file or folder is in truth, links followed; nil if there is nothing.
  func resolved(_ path: String) -> String?
  /// Writes a result, as a whole or not at all. What has been read is no place for it, whatever path leads there.
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem)
  /// Puts new content into a file that has been read, as a whole or not at all.
  func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem)
}

extension FileAccess {
  /// Whether there is a folder at a path that can be looked into.
  public func isFolder(_ path: String) -> Bool {
    do { return try list(path) != nil } catch { return false }
  }
}
