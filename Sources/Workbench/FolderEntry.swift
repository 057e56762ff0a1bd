/// Something that stands in a folder.
public struct FolderEntry: Hashable, Sendable {
  public enum Kind: Sendable {
    case file, folder
    /// Its name is no text, so that no path leads there; `path` shows it as far as it can be shown.
    case unnamed
    /// A link to where nothing is.
    case brokenLink
    /// A device, a pipe or a socket.
    case special
  }

  public let path: String
  public let kind: Kind

  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
