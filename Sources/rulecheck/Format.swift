/// A form in which a command writes what it finds. Its name tells it from others, wherever it was made.
struct Format: Sendable {
  let name: String
  /// In Chinese, where it is called something else.
  var chinese: String?
  /// How the names of files end that hold it.
  let endings: [String]

  /// Whether it is no text that a terminal could show.
  var isBinary = false
  /// Whether the digests of what was read stand in it.
  var tellsDigests = false

  /// As it may be asked for, in either language.
  var words: Bilingual { Bilingual(chinese ?? name, name) }

  static let text = Format(name: "text", chinese: "文本", endings: ["txt"])
  static let csv = Format(name: "csv", endings: ["csv"])
  static let xlsx = Format(name: "xlsx", endings: ["xlsx"], isBinary: true, tellsDigests: true)
  static let json = Format(name: "json", endings: ["json"], tellsDigests: true)
  static let markdown = Format(name: "markdown", endings: ["md", "markdown"])
  static let svg = Format(name: "svg", endings: ["svg"])
  /// A page for browsers.
  static let html = Format(name: "html", chinese: "网页", endings: ["html", "htm"], tellsDigests: true)
  /// A picture drawn with characters.
  static let plot = Format(name: "plot", chinese: "图", endings: ["txt"])

  /// How a name ends, behind its last dot and in small letters; nil where it has none.
  static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }
}

extension Format: Hashable {
  static func == (a: Self, b: Self) -> Bool { a.name == b.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
