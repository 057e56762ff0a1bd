/// What may stand in an entry: line feeds for line ends, tabs, and nothing else that steers a terminal.
enum EntryText {
  static func clean(_ text: String) -> String {
    if !text.unicodeScalars.contains(where: isUnwanted) { return text }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      // CRLF ends one line, not two.
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        result.append("\n")
      } else if scalar != "\n", !isUnwanted(scalar) {
        result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
  }
}
