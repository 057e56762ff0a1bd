/// Something that stands in a folder.
public struct FolderEntry: Hashable, Sendable {
  /// What a run can do with it; links count as what they lead to.
  public enum Kind: Sendable {
    case file, folder
    /// Its name is no text, so that no path leads there; `path` shows it as far as it can be shown.
    case unnamed
    /// A link to where nothing is.
    case brokenLink
    /// A device, a pipe or a socket.
    case special
  }

  /// That of the folder with its name behind it.
  public let path: String
  /// What stands there.
  public let kind: Kind

  /// Looks at nothing: whoever lists a folder knows.
  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
