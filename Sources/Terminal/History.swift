/// What was entered before, oldest first; kept in a file that several sessions may use at once.
public struct History {
  /// How many entries are kept.
  public static let limit = 1_000
  /// An entry longer than this, in bytes, is not kept.
  static let entryLimit = 65_536

  /// Oldest first, at most ``limit``.
  public private(set) var entries: [String]
  private let file: HistoryFile?

  /// A history that ends with the session.
  public init() {
    entries = []
    file = nil
  }

  /// The history in a file; one that does not exist yet is made with the first entry.
  ///
  /// - Throws: ``TerminalProblem``, if there is such a file but it cannot be read.
  public init(path: String) throws(TerminalProblem) {
    let file = HistoryFile(path: path)
    self.file = file
    entries = HistoryText.entries(in: try file.read())
  }

  /// Adds an entry here and to the file, unless it is blank or the same as the last.
  ///
  /// - Throws: ``TerminalProblem``, if the file could not be written; the session has the entry all the same.
  public mutating func add(_ entry: String) throws(TerminalProblem) {
    let entry = EntryText.clean(entry)
    guard HistoryText.isWorthKeeping(entry), entry != entries.last else { return }
    entries.append(entry)
    if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    try file?.append(HistoryText.line(for: entry))
  }
}

/// How entries stand in the file: one a line, with backslashes for the line ends in it.
enum HistoryText {
  static func line(for entry: String) -> String {
    var line = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line + "\n"
  }

  static func isWorthKeeping(_ entry: String) -> Bool {
    entry.utf8.count <= History.entryLimit && entry.contains { !$0.isWhitespace }
  }

  /// The newest entries in the bytes of a file, whatever has happened to it: lines that are no entries are left out.
  static func entries(in bytes: [UInt8]) -> [String] {
    var entries: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).suffix(2 * History.limit) {
      guard let text = String(validating: line, as: UTF8.self) else { continue }
      let entry = self.entry(in: text)
      if isWorthKeeping(entry), entry != entries.last { entries.append(entry) }
    }
    return entries.suffix(History.limit)
  }

  private static func entry(in line: String) -> String {
    guard line.utf8.contains(UInt8(ascii: "\\")) else { return EntryText.clean(line) }
    var entry = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        entry.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        entry.append(scalar)
      }
    }
    return EntryText.clean(String(entry))
  }
}
