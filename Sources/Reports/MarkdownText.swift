/// Texts in Markdown: whatever stands in them is shown and nothing is done, be it a table's bar, a tag or a link.
enum MarkdownText {
  private static let special = Set("\\`*_{}[]<>#|~&!")
  /// Without any of these nothing has to be done.
  private static let suspicious = Set("\\`*_{}[]<>#|~&!:wW".utf8)

  /// A text on one line, which may begin there.
  static func line(_ text: String) -> String {
    let text = text.drop { $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    // What would make an entry of a list of it.
    guard let sign = text.dropFirst(digits.count).first, (digits.isEmpty ? "-+" : ".)").contains(sign) else {
      return escaped(String(text))
    }
    return digits + "\\" + escaped(String(text.dropFirst(digits.count)))
  }

  /// A text within a line.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: suspicious.contains) else { return text }
    var result = ""
    for character in text {
      if special.contains(character) { result.append("\\") }
      result.append(character)
    }
    return withoutLinks(result)
  }

  /// Addresses become links by themselves.
  private static func withoutLinks(_ text: String) -> String {
    guard text.contains("://") || text.lowercased().contains("www.") else { return text }
    var result = ""
    for character in text {
      let isLink = character == ":" || character == "." && result.lowercased().hasSuffix("www")
      result += isLink ? "\\\(character)" : String(character)
    }
    return result
  }

  /// A fence longer than any run of its sign in the lines it encloses.
  static func fence(around lines: [String]) -> String {
    let longest = lines.flatMap { $0.split { $0 != "`" } }.map(\.count).max() ?? 0
    return String(repeating: "`", count: max(3, longest + 1))
  }
}
