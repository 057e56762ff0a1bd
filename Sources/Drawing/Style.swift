/// How a bar is filled: with shapes a colour and a pattern, with characters a character.
public struct Style: Hashable, Sendable {
  /// Colours that people who see few colours, and printers without any, tell apart as well as may be: those of M. Okabe
  /// and K. Ito, “Color universal design”, and greys for what stands back.
  public enum Color: String, CaseIterable, Sendable {
    case blue = "#0072b2"
    case orange = "#e69f00"
    case green = "#009e73"
    case pink = "#cc79a7"
    case sky = "#56b4e9"
    case vermilion = "#d55e00"
    case yellow = "#f0e442"
    case grey = "#999999"
    case pale = "#d4d4d4"
    case faint = "#ededed"
    case white = "#ffffff"
    case ink = "#444444"

    /// Whether it stands back.
    var isGrey: Bool { [.pale, .faint, .white].contains(self) }

    /// Whether white letters are read on it.
    var isDark: Bool {
      switch self {
      case .blue, .green, .vermilion, .ink: true
      case .orange, .pink, .sky, .yellow, .grey, .pale, .faint, .white: false
      }
    }
  }

  /// What is drawn over the colour.
  public enum Pattern: String, CaseIterable, Sendable { case plain, rising, falling, dots, level, crossed }

  let color: Color
  let pattern: Pattern
  let glyph: Character

  /// - Parameter glyph: one column wide.
  public init(_ color: Color, _ pattern: Pattern = .plain, _ glyph: Character) {
    (self.color, self.pattern, self.glyph) = (color, pattern, glyph)
  }

  // MARK: Many of a kind

  private static let series: [Style] = {
    let colors: [Color] = [.blue, .orange, .green, .pink, .sky, .vermilion, .yellow, .grey]
    return Pattern.allCases.enumerated().flatMap { row, pattern in
      colors.enumerated().map { column, color in
        Style(color, pattern, letter(row * colors.count + column))
      }
    }
  }()

  private static func letter(_ number: Int) -> Character {
    Character(UnicodeScalar(UInt8(number < 26 ? 65 + number : 97 + number - 26)))
  }

  /// How many there are that all look different.
  public static var seriesCount: Int { series.count }

  /// One of many that stand beside one another, no two of which look alike; those beyond ``seriesCount`` are one: the
  /// ``rest``.
  public static func series(_ number: Int) -> Style { number < series.count ? series[number] : rest }

  /// All that have no style of their own.
  public static let rest = Style(.white, "+")
}

extension Style {
  /// Plain.
  public init(_ color: Color, _ glyph: Character) { self.init(color, .plain, glyph) }
}
