/// Where the files of a standard may be: in the folder of the one that was asked for, below it, or in the folder above
/// and below that. A rules file comes from somebody else, and is not to say what else is read on this machine.
struct Premises {
  /// From the root, links followed; nil where that cannot be found out.
  private let root: String?

  init(of rules: String, _ files: any FileAccess) {
    root = files.resolved(FilePath.folder(of: rules)).map(FilePath.folder)
  }

  /// - Parameter path: of something that is there, from the root, links followed.
  func contain(_ path: String) -> Bool {
    guard let root else { return false }
    return root == "/" || path.hasPrefix(root + "/")
  }
}
