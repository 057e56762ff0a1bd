/// Names of worksheets, as spreadsheets take them.
public enum WorksheetName {
  /// So many UTF-16 code units a name may have.
  public static let limit = 31

  /// Names that are taken for others: at most 31 characters long, no two alike but for letters small and capital, without
  /// `[]:*?/\`, of which the full-width twins stand there, and without apostrophes at their ends.
  ///
  /// - Parameter names: in the order of the worksheets.
  public static func legal(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let plain = legal(name)
      var found = plain
      var number = 2
      while !taken.insert(found.lowercased()).inserted {
        let mark = "(\(number))"
        found = cut(plain, to: limit - mark.utf16.count) + mark
        number += 1
      }
      return found
    }
  }

  /// The name that a worksheet has for it, if no other takes that.
  public static func legal(_ name: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if let twin = twins[scalar] {
        scalars.append(twin)
      } else {
        scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
      }
    }
    var found = Substring(cut(String(scalars), to: limit))
    while let last = found.last, last == "'" || last == " " { found.removeLast() }
    while let first = found.first, first == "'" || first == " " { found.removeFirst() }
    // The one name that is kept for other things.
    return found.isEmpty || found.lowercased() == "history" ? found + "_" : String(found)
  }

  private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
    "[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼",
  ]

  private static func cut(_ name: String, to limit: Int) -> String {
    var name = name
    while name.utf16.count > limit { name.removeLast() }
    return name
  }

  /// As formulas name it.
  static func quoted(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
