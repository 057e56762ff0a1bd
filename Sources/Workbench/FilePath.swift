/// Paths as texts, with `/` between folders.
public enum FilePath {
  /// The path of one file as seen from the folder of another. Both are given from the root.
  static func relative(_ path: String, from file: String) -> String {
    let target = path.split(separator: "/")
    let folders = file.split(separator: "/").dropLast()
    let shared = zip(target, folders).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: folders.count - shared)
    return (up + target.dropFirst(shared).map(String.init)).joined(separator: "/")
  }

  /// The folder in which a file or folder is: `.` for what has none.
  static func folder(of path: String) -> String {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a file is called as rules files are.
  public static func isRules(_ path: String) -> Bool { path.lowercased().hasSuffix(".rules") }

  /// Where a rules file may be that is called so: as named, or beside another; its ending may be left out.
  static func candidates(_ name: String, beside file: String) -> [String] {
    [name, resolved(name, beside: file)].map { isRules($0) ? $0 : $0 + ".rules" }
  }

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
