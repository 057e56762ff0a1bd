import Diagnostics
import Quantities

/// What a number without a unit means below a heading.
enum BareNumber: Hashable {
  /// What it means in its fact anywhere.
  case declared
  /// As many hundredths or thousandths, by the places of their decimals: the heading says `%` or `‰`. Where the heading
  /// alone says so, 0.95 may also be meant as a share.
  case parts(places: Int, certain: Bool)
  case unit(Measure)
}

/// The names and aliases of columns. Full-width twins, blanks and line ends within a heading do not matter, and it may
/// state the unit or the kind of its fact behind the name: `户数（户）`, `收费率%`, `面积/㎡`.
struct ColumnNames {
  struct Match: Hashable {
    let place: Int
    let bare: BareNumber
  }

  private let units: UnitTable
  private var places: [String: Int] = [:]
  private(set) var types: [ValueType] = []
  /// Without aliases, for proposals.
  private(set) var names: [String] = []

  init(_ units: UnitTable) { self.units = units }

  mutating func add(_ name: String, _ alias: String?, _ type: ValueType) {
    places[Self.key(name)] = names.count
    if let alias { places[Self.key(alias)] = names.count }
    names.append(name)
    types.append(type)
  }

  /// The column that is called so, without what may stand behind its name.
  subscript(_ name: String) -> Int? { places[Self.key(name)] }

  /// How a column may be called, as headings are compared.
  func keys(of column: Int) -> [String] { places.filter { $0.value == column }.map(\.key) }

  /// In bytes; what is longer is no heading.
  private static let longest = 1 << 12

  func match(_ heading: String) -> Match? {
    if heading.utf8.count > Self.longest { return nil }
    let key = Self.key(heading)
    if let place = places[key] { return Match(place: place, bare: .declared) }
    for (name, unit) in Self.apart(key) {
      if let place = places[name], let bare = meaning(unit, types[place]) { return Match(place: place, bare: bare) }
    }
    return nil
  }

  /// What the cells of a heading row say: names of columns, or else the cells themselves. Blank ones are left out.
  func meanings(_ cells: [String]) -> [String] {
    cells.compactMap { cell in
      if VisibleText.isBlank(cell) { return nil }
      return match(cell).map { names[$0.place] } ?? TextDecoding.narrow(cell)
    }
  }

  /// The names that a heading may have been given a unit, or anything else, behind.
  static func stems(_ heading: String) -> [String] {
    heading.utf8.count > longest ? [] : apart(key(heading)).map(\.name)
  }

  /// The known name nearest to a heading, with or without what stands behind its name.
  static func nearest(_ heading: String, among known: [String]) -> String? {
    ([heading] + stems(heading)).firstNonNil { NearestName.of($0, among: known) }
  }

  /// A heading as it is compared.
  private static func key(_ heading: String) -> String {
    // Most have nothing that could be taken out.
    let isWhole = heading.utf8.withContiguousStorageIfAvailable { $0.isOrdinary && !$0.contains(UInt8(ascii: " ")) }
    if isWhole == true { return heading }
    return String(TextDecoding.narrow(heading).unicodeScalars.filter { !$0.properties.isWhitespace })
  }

  private static let brackets: [(open: Character, close: Character)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("【", "】"), ("〔", "〕"), ("〈", "〉"),
  ]

  /// `户数(户)` → 户数 and 户, in each way in which it may be taken apart.
  private static func apart(_ key: String) -> [(name: String, unit: String)] {
    var parts: [(String, String)] = []
    guard key.utf8.contains(where: mayPart) else { return [] }
    if let last = key.last, let bracket = brackets.first(where: { $0.close == last }),
      let start = key.firstIndex(of: bracket.open)
    {
      parts.append((String(key[..<start]), String(key[key.index(after: start)...].dropLast())))
    }
    if let last = key.last, last == "%" || last == "‰" { parts.append((String(key.dropLast()), String(last))) }
    if let sign = key.firstIndex(of: "/") {
      parts.append((String(key[..<sign]), String(key[key.index(after: sign)...])))
    }
    return parts
  }

  /// Whether a sign at which a heading is taken apart may begin with a byte.
  private static func mayPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "%"), UInt8(ascii: "/"): true
    // Brackets beyond ASCII, and ‰.
    case 0xE2, 0xE3: true
    default: false
    }
  }

  /// What is said behind the name of a fact of that type, or nil if it says nothing about it.
  private func meaning(_ text: String, _ type: ValueType) -> BareNumber? {
    var unit = text
    for prefix in ["单位:", "单位", "unit:"] where unit.hasPrefix(prefix) && unit.count > prefix.count {
      unit = String(unit.dropFirst(prefix.count))
      break
    }
    switch type {
    case .percentage:
      if ["%", "百分比", "百分数", "百分率", "percent"].contains(unit) { return .parts(places: 2, certain: false) }
      return unit == "‰" ? .parts(places: 3, certain: false) : nil
    case .number(let wanted, _):
      if ["整数", "数量", "数字"].contains(unit) { return .declared }
      guard !wanted.isPlain, case let found = units.resolve(unit), found.unit == wanted.unit else { return nil }
      return .unit(found)
    case .records(let wanted, _):
      guard !wanted.isPlain, case let found = units.resolve(unit), found.unit == wanted.unit else {
        return unit == "记录" ? .declared : nil
      }
      return .declared
    case .choice(let options, _), .choices(let options):
      let words = unit.split(whereSeparator: { "/、,;|".contains($0) }).map(String.init)
      let known = Set(options.map(Self.key))
      return ["选项", "单选", "多选"].contains(unit) || !words.isEmpty && known.isSuperset(of: words) ? .declared : nil
    case .truth:
      return ["是否", "是/否", "是或否", "有无", "有/无", "有或无", "√/×", "yes/no", "y/n"].contains(unit) ? .declared : nil
    case .date:
      let known = ["日期", "年月日", "年/月/日", "年-月-日", "yyyy-mm-dd", "yyyy/mm/dd", "yyyymmdd", "date"]
      return known.contains(unit.lowercased()) ? .declared : nil
    case .text: return ["文本", "文字", "text"].contains(unit) ? .declared : nil
    }
  }
}
