import Diagnostics

/// Texts in statements.
enum SQLText {
  /// A text as one value in which nothing stands that nobody sees.
  ///
  /// - Parameter visible: quotes what everybody sees.
  static func joined(_ text: String, _ visible: (String) -> String) -> String {
    var parts: [String] = []
    var run = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard InvisibleCharacters.contains(scalar) else {
        run.append(scalar)
        continue
      }
      if !run.isEmpty { parts.append(visible(String(run))) }
      run = String.UnicodeScalarView()
      parts.append("chr(\(scalar.value))")
    }
    if !run.isEmpty || parts.isEmpty { parts.append(visible(String(run))) }
    return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " || ") + ")"
  }

  /// A line that is passed over, whatever the text is.
  static func comment(_ text: String) -> String {
    "-- " + String(String.UnicodeScalarView(text.unicodeScalars.filter { !isBreak($0) }))
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format: true
    case _: false
    }
  }
}
