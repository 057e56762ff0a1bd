/// A name of a group as it is held against others: what does not matter is left out, what tells names of one pattern
/// apart (1组 and 2组, A区 and B区, East and West Street) is kept aside.
struct Spelling {
  /// In half width and small letters, without punctuation; what is kept aside leaves a gap.
  let letters: [Unicode.Scalar]
  /// Numbers in either script, letters that stand alone, and directions in English, in order.
  let marks: [String]

  static let gap: Unicode.Scalar = "\u{FFFC}"

  init(_ name: String) {
    var letters: [Unicode.Scalar] = []
    var marks: [String] = []
    var word: [Unicode.Scalar] = []
    var kind = Kind.separator
    var isBehindWord = false
    func close() {
      let text = String(String.UnicodeScalarView(word))
      switch kind {
      case .digit:
        marks.append(String(text.drop { $0 == "0" }))
        letters.append(Self.gap)
      case .numeral:
        marks.append(Self.digits(word) ?? text)
        letters.append(Self.gap)
      case .latin where word.count == 1 || text.allSatisfy { "ivx".contains($0) } || Self.directions.contains(text):
        marks.append(text)
        letters.append(Self.gap)
      case .latin: letters += (isBehindWord ? [" "] : []) + word
      case .other: letters += word
      case .separator: break
      }
      if kind != .separator { isBehindWord = kind == .latin }
      word = []
    }
    for scalar in TextDecoding.narrow(name).lowercased().unicodeScalars {
      let next = Kind(scalar)
      if next != kind { close() }
      kind = next
      word.append(scalar)
    }
    close()
    self.letters = letters
    self.marks = marks
  }

  private enum Kind {
    case digit, numeral, latin, other, separator

    init(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "0"..."9": self = .digit
      case "a"..."z", "A"..."Z": self = .latin
      case _ where Spelling.numerals.contains(scalar): self = .numeral
      // All of these are letters.
      case "\u{4E00}"..."\u{9FFC}": self = .other
      default: self.init(odd: scalar)
      }
    }

    private init(odd scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .decimalNumber, .letterNumber, .otherNumber: self = .digit
      default: self = !scalar.properties.isAlphabetic ? .separator : scalar.value < 0x2E80 ? .latin : .other
      }
    }
  }

  private static let numerals = Array("零一二三四五六七八九十〇".unicodeScalars)

  /// 十二 as 12, 二〇 as 20; nil for what is no such number.
  private static func digits(_ word: [Unicode.Scalar]) -> String? {
    let values = word.compactMap { numerals.firstIndex(of: $0).map { $0 == 11 ? 0 : $0 } }
    switch (values.firstIndex(of: 10), values.count) {
    case (nil, _): return values.map(String.init).joined()
    case (0, 1): return "10"
    case (0, 2) where values[1] < 10: return "1\(values[1])"
    case (1, 2): return "\(values[0])0"
    case (1, 3) where values[2] < 10: return "\(values[0])\(values[2])"
    default: return nil
    }
  }

  private static let directions: Set<String> = [
    "east", "west", "north", "south", "upper", "lower", "inner", "outer", "central", "old", "new", "great", "little",
    "first", "second", "third", "fourth", "fifth", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten",
  ]

  // MARK: What is added to a name

  /// What may stand behind the same name, or be left out.
  private static let titles: [[Unicode.Scalar]] = scalars([
    "街道办事处", "街道办", "街道", "办事处", "居民委员会", "居委会", "社区", "小区", "镇人民政府", "乡人民政府", "镇", "乡", "县", "区", "市", "省",
    "有限责任公司", "股份有限公司", "有限公司", "公司", "集团", "服务", "管理", "物业", " subdistrict", " township", " town", " county",
    " district", " city", " company", " limited", " ltd", " co",
  ])

  /// What a place is, which makes no name by itself.
  static let kinds: [[Unicode.Scalar]] = scalars([
    "街", "路", "巷", "里", "村", "庄", "屯", "堡", "营", "湾", "沟", "坡", "店", "园", "苑", "楼", "栋", "号", "组", "队", "片", "家",
    " street", " road", " lane", " avenue",
  ])

  private static let endings = titles + kinds

  private static func scalars(_ words: [String]) -> [[Unicode.Scalar]] { words.map { Array($0.unicodeScalars) } }

  /// The name, and what it is without a title. 东街道 may be 东 with one, or 东街 with a character too many.
  private static func bare(_ name: [Unicode.Scalar]) -> Set<[Unicode.Scalar]> {
    var found: Set = [name]
    var rest = name
    while let title = titles.first(where: { rest.count - $0.count >= 2 && rest.suffix($0.count).elementsEqual($0) }) {
      rest.removeLast(title.count)
      found.insert(rest)
    }
    if name.count > 2, name.suffix(2).elementsEqual("街道".unicodeScalars) { found.insert(Array(name.dropLast())) }
    return found
  }

  var bare: Set<[Unicode.Scalar]> { Self.bare(letters) }

  /// What stands behind the place to which it belongs: 路东街道 of 侯马市路东街道.
  var local: Set<[Unicode.Scalar]> {
    guard let end = letters.firstIndex(where: { "省市县区".unicodeScalars.contains($0) }), end >= 2,
      letters.count - end > 2
    else { return [] }
    return Self.bare(Array(letters[(end + 1)...]))
  }

  /// How much of a name there is without titles and kinds: a Chinese character says as much as two letters.
  var weight: Int {
    var rest = letters
    while let word = Self.endings.first(where: { rest.count > $0.count && rest.suffix($0.count).elementsEqual($0) }) {
      rest.removeLast(word.count)
    }
    return rest.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }
}
