/// Paths as texts, with `/` between folders.
enum Path {
  /// A path that a file names, as seen from where that file is named from.
  static func resolved(_ path: String, beside file: String) -> String {
    if path.hasPrefix("/") { return path }
    let isAbsolute = file.hasPrefix("/")
    var folders = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where folders.last.map { $0 != ".." } ?? false: folders.removeLast()
      default: folders.append(String(part))
      }
    }
    return (isAbsolute ? "/" : "") + folders.joined(separator: "/")
  }
}
