import Diagnostics
import Syntax

/// The standard in effect, as a rules file.
public enum ShownStandard {
  /// - Parameter origin: whether every line ends with the files and lines that set what it says, as a comment.
  public static func text(_ outline: Outline, origin: Bool) -> String {
    let sources = outline.sources
    return OutlinePrinter(outline).lines.map { line in
      let text = String(repeating: " ", count: line.indent) + line.text
      guard origin else { return text + "\n" }
      var places: [String] = []
      for range in line.origins {
        let file = sources.file(of: range)
        // An amendment from outside, such as --set, has no lines worth counting.
        let place = file.isOneLine ? file.name : "\(file.shortName):\(file.line(at: range.lower) + 1)"
        if !places.contains(place) { places.append(place) }
      }
      return text + "  # " + DisplayWidth.printable(places.joined(separator: ", ")) + "\n"
    }.joined()
  }
}
