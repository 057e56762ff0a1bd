import Diagnostics

/// A text without the characters that nobody sees: two that look alike are then alike.
struct VisibleText {
  let text: String
  /// What was taken out.
  let removed: Set<Unicode.Scalar>

  init(_ original: String) {
    guard Self.mayBeHidden(original) else {
      (text, removed) = (original, [])
      return
    }
    var kept = String.UnicodeScalarView()
    var removed: Set<Unicode.Scalar> = []
    for scalar in original.unicodeScalars {
      if Self.isInvisible(scalar) {
        removed.insert(scalar)
      } else {
        kept.append(Self.isOddSpace(scalar) ? " " : scalar)
      }
    }
    (text, self.removed) = (String(kept), removed)
  }

  /// Whether a scalar leaves no mark on paper, and is no white space either. Joiners and selectors that make one picture of
  /// several characters are no exception: with them or without, a name is the same.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    InvisibleCharacters.contains(scalar) && !scalar.properties.isWhitespace
  }

  /// Spaces of other widths, which do not break or are drawn as an empty pattern of dots.
  static func isOddSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{2800}" || scalar != " " && scalar.properties.generalCategory == .spaceSeparator
  }

  /// Whether there is nothing to see.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    // Chinese characters, which most are, need no look into the tables.
    if (0x4E00...0x9FFF).contains(scalar.value) { return false }
    return scalar.properties.isWhitespace || isInvisible(scalar) || isOddSpace(scalar)
  }

  static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(isBlank) }

  /// A look at the bytes with which such characters begin: most texts have none of them.
  private static func mayBeHidden(_ text: String) -> Bool {
    text.utf8.contains { byte in
      switch byte {
      case 0x20..<0x7F, 0x09, 0x0A, 0x0D, 0x80..<0xC2, 0xE4...0xEE: false
      default: true
      }
    }
  }
}
