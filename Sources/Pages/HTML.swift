import Diagnostics

/// A piece of a page. What it is made of is escaped where it comes in, so no text can become markup.
struct HTML: Sendable {
  /// As it stands in the file.
  private(set) var source: String

  private init(source: String) { self.source = source }

  /// Nothing.
  static let empty = HTML(source: "")

  /// A text that is read as it is. What cannot be seen is shown by its name.
  static func text(_ text: String) -> HTML { HTML(source: escaped(DisplayWidth.printable(text))) }

  /// An element with what is in it.
  ///
  /// - Parameters:
  ///   - attributes: those with no value are left out; an empty value is one.
  ///   - parts: left out with the closing tag where the element is one of those that hold nothing.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ parts: [HTML] = []
  ) -> HTML {
    var source = "<\(name)"
    for case (let attribute, let value?) in attributes { source += " \(attribute)=\"\(escaped(value))\"" }
    source += ">"
    if void.contains(name) { return HTML(source: source) }
    for part in parts { source += part.source }
    return HTML(source: source + "</\(name)>")
  }

  /// An element that holds a text.
  static func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ text: String) -> HTML {
    element(name, attributes, [.text(text)])
  }

  /// A script of the program's own; no data goes in here.
  static func script(_ code: String) -> HTML { HTML(source: "<script>\n\(code)</script>") }

  /// Styles of the program's own.
  static func style(_ rules: String) -> HTML { HTML(source: "<style>\n\(rules)</style>") }

  /// Data for scripts, as JSON, where `id` finds it. A text in it cannot end the element, and what nobody sees is written
  /// by its number.
  static func data(_ json: String, id: String) -> HTML {
    var text = ""
    for scalar in json.unicodeScalars {
      // Between texts lines may end.
      if scalar == "<" || InvisibleCharacters.contains(scalar) && !"\n\r\t".unicodeScalars.contains(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return HTML(source: "<script type=\"application/json\" id=\"\(escaped(id))\">\(text)</script>")
  }

  /// A picture that the program has drawn.
  static func drawing(svg: String) -> HTML { HTML(source: svg) }

  static func + (a: HTML, b: HTML) -> HTML { HTML(source: a.source + b.source) }
  static func += (a: inout HTML, b: HTML) { a.source += b.source }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Elements without content, by the standard of the language.
  private static let void: Set<String> = ["br", "col", "hr", "img", "input", "link", "meta"]
}
