import Quantities

/// What may be typed into some cells, and what is said of it there.
public struct Validation: Hashable, Sendable {
  public enum Rule: Hashable, Sendable {
    /// Whatever one likes.
    case anything
    /// One of some texts, which are offered.
    case list([String])
    /// What stands in a column of another worksheet, by the places of both: row after row from one on.
    case column(worksheet: Int, column: Int, from: Int, count: Int)
    /// Numbers, percentages as such, within bounds, which are decimals; nil for none.
    case number(least: String?, most: String?, whole: Bool)
    case date(least: CalendarDate?, most: CalendarDate?)
  }

  /// What is shown with a cell, or when something else is typed. Longer texts are cut to what spreadsheets take.
  public struct Words: Hashable, Sendable {
    let title: String
    let text: String

    /// - Parameters:
    ///   - title: at most 32 UTF-16 code units.
    ///   - text: at most 255 of them.
    public init(title: String, text: String) {
      self.title = Self.cut(title, to: 32)
      self.text = Self.cut(text, to: 255)
    }

    private static func cut(_ text: String, to limit: Int) -> String {
      if text.utf16.count <= limit { return text }
      var text = text
      while text.utf16.count >= limit { text.removeLast() }
      return text + "…"
    }
  }

  let rule: Rule
  let column: Int
  let rows: Range<Int>
  let hint: Words?
  let error: Words?
  let isStrict: Bool

  /// - Parameters:
  ///   - column: from 0.
  ///   - rows: from 0.
  ///   - hint: shown with the cell.
  ///   - error: shown where something else is typed.
  ///   - isStrict: whether nothing else is taken, even from those who insist.
  public init(_ rule: Rule, column: Int, rows: Range<Int>, hint: Words?, error: Words?, isStrict: Bool = true) {
    (self.rule, self.column, self.rows, self.hint, self.error) = (rule, column, rows, hint, error)
    self.isStrict = isStrict
  }

  /// Whether the texts of a drop-down may stand in the rule itself: 255 UTF-16 code units at most, or spreadsheets take
  /// the file for damaged, and no comma, which parts them.
  static func isLiteral(_ options: [String]) -> Bool {
    !options.contains {
      $0.contains(",") || $0.contains("\"") || $0.contains("\n") || $0.first == " " || $0.last == " "
    }
      && options.joined(separator: ",").utf16.count <= 255
  }
}
