/// How the numbers of a cell are shown: `0.0%`, `yyyy"年"m"月"d"日"`, `[<0]0"户";General`. What it says of their meaning is kept,
/// colours, widths and how many digits are shown are not: a cell says what is seen in it, with all its digits.
struct NumberFormat: Hashable {
  /// What is made of the numbers that a section is for.
  enum Meaning: Hashable {
    case plain
    case date(Shown)
    /// A text instead of the number.
    case words([UInt8])
    /// What stands there is text.
    case text
  }

  /// What is seen of a day and of its time.
  struct Shown: OptionSet, Hashable {
    let rawValue: Int

    static let year = Shown(rawValue: 1)
    static let month = Shown(rawValue: 2)
    static let day = Shown(rawValue: 4)
    static let time = Shown(rawValue: 8)
    static let weekday = Shown(rawValue: 16)
    /// Hours, minutes or seconds beyond those of a day.
    static let elapsed = Shown(rawValue: 32)

    static let date: Shown = [.year, .month, .day]
  }

  struct Condition: Hashable {
    let sign: String
    let value: Double

    func holds(_ number: Double) -> Bool {
      switch sign {
      case "<": number < value
      case "<=": number <= value
      case ">": number > value
      case ">=": number >= value
      case "<>": number != value
      default: number == value
      }
    }
  }

  struct Section: Hashable {
    var meaning = Meaning.plain
    var condition: Condition?
    /// So many signs `%`, each of which shows a hundred times of what is stored.
    var percents = 0
    /// The power of ten by which less is shown than is stored: `0.0,` shows thousands, `0!.0,` ten thousands.
    var scale = 0
    /// So many digits are shown at least before the point.
    var wholes = 1
    /// What stands before and behind.
    var (before, behind): ([UInt8], [UInt8]) = ([], [])
  }

  /// No code has more bytes: spreadsheets take 255 characters.
  static let longest = 1 << 12

  static let general = NumberFormat(sections: [Section()], text: nil)

  /// For numbers.
  let sections: [Section]
  /// For texts, if it says anything of them.
  let text: Section?

  /// Whether it shows any number as a decimal.
  let isPlain: Bool

  private init(sections: [Section], text: Section?) {
    (self.sections, self.text) = (sections, text)
    isPlain = sections == [Section()]
  }

  init(_ code: String) {
    let all = FormatScanner.sections(code).map { FormatScanner($0).section }
    let numeric = all.filter { $0.meaning != .text }
    self.init(
      sections: numeric.isEmpty ? [Section()] : Array(numeric.prefix(3)), text: all.last { $0.meaning == .text })
  }

  /// The section that shows a number.
  func section(for number: StoredNumber) -> Section {
    guard sections.count > 1 || sections[0].condition != nil else { return sections[0] }
    if sections.contains(where: { $0.condition != nil }) {
      let value = number.double
      return sections.first { $0.condition?.holds(value) ?? false } ?? sections.last { $0.condition == nil }
        ?? Section()
    }
    return switch number.sign {
    case 1: sections[0]
    case 0: sections.count > 2 ? sections[2] : sections[0]
    default: sections[1]
    }
  }

  /// Those that have a number and no code: ECMA-376, 18.8.30, those of Chinese and of Thai programs among them.
  static let known: [Int: String] = [
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "yyyy\"年\"m\"月\"", 28: "m\"月\"d\"日\"", 29: "m\"月\"d\"日\"", 30: "m-d-yy", 31: "yyyy\"年\"m\"月\"d\"日\"",
    32: "h\"时\"mm\"分\"", 33: "h\"时\"mm\"分\"ss\"秒\"", 34: "h\"时\"mm\"分\"", 35: "h\"时\"mm\"分\"ss\"秒\"",
    36: "yyyy\"年\"m\"月\"", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "yyyy\"年\"m\"月\"", 51: "m\"月\"d\"日\"", 52: "yyyy\"年\"m\"月\"", 53: "m\"月\"d\"日\"", 54: "m\"月\"d\"日\"",
    55: "h\"时\"mm\"分\"", 56: "h\"时\"mm\"分\"ss\"秒\"", 57: "yyyy\"年\"m\"月\"", 58: "m\"月\"d\"日\"", 59: "0", 60: "0.00",
    61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??", 71: "d/m/yyyy", 72: "d-mmm-yy",
    73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm", 78: "mm:ss", 79: "[h]:mm:ss",
    80: "mm:ss.0", 81: "d/m/yyyy",
  ]
}
