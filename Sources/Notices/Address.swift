/// Where a clause stands in a notice.
public enum Address: Hashable, Sendable {
  /// `四`
  case section(Int)
  /// `四（二）`
  case subsection(Int, Int)
  /// `附件1 第3条`
  case item(Int, Int)
  /// `附件2 第3类`
  case category(Int, Int)
  /// `附件2 第3类 第4项`
  case entry(Int, Int, Int)
  /// `附件2 加分项`: a row of a table that has no number.
  case row(Int, String)

  /// Whether some rule has to cite the clause. Sections tell of aims and duties, and categories are cited by their items.
  public var needsRule: Bool {
    switch self {
    case .section, .category: false
    case .subsection, .item, .entry, .row: true
    }
  }

  /// The part of the notice that counts of coverage go by: `正文`, `附件2`.
  public var part: Int {
    switch self {
    case .section, .subsection: 0
    case .item(let annex, _), .category(let annex, _), .entry(let annex, _, _), .row(let annex, _): annex
    }
  }

  /// As a rules file cites it.
  public var text: String {
    switch self {
    case .section(let number): Numerals.chinese(number)
    case .subsection(let section, let number): "\(Numerals.chinese(section))（\(Numerals.chinese(number))）"
    case .item(let annex, let number): "附件\(annex) 第\(number)条"
    case .category(let annex, let number): "附件\(annex) 第\(number)类"
    case .entry(let annex, let category, let number): "附件\(annex) 第\(category)类 第\(number)项"
    case .row(let annex, let heading): "附件\(annex) \(heading)"
    }
  }
}

extension Notice {
  /// The places that a citation names, in the order named; a place that cannot be read is given as it stands.
  ///
  /// Several places are separated by `；`. Spaces, width and the kind of numerals do not matter; a category may be
  /// named by its number or by the beginning of its heading: `附件2 类别 安全管理 第3项`.
  public func places(in citation: String) -> [(text: String, address: Address?)] {
    citation.split(whereSeparator: { $0 == "；" || $0 == ";" }).map { part in
      (part.trimmedText, address(Numerals.plain(String(part))))
    }
  }

  private func address(_ text: String) -> Address? {
    guard text.hasPrefix("附件") else {
      guard let (section, rest) = Numerals.leading(text) else { return nil }
      if rest.isEmpty || rest == "、" { return .section(section) }
      guard let (number, end) = Numerals.subsectionHeading(rest), end.isEmpty else { return nil }
      return .subsection(section, number)
    }
    guard let (annex, rest) = Numerals.leading(String(text.dropFirst(2))) else { return nil }
    if let (number, end) = Numerals.ordinal(rest, "条"), end.isEmpty { return .item(annex, number) }
    if let (number, end) = Numerals.leading(rest), end.isEmpty || end == "、" { return .item(annex, number) }
    if let (category, entry) = category(rest, annex) {
      if entry.isEmpty { return .category(annex, category) }
      guard let (number, end) = Numerals.ordinal(entry, "项"), end.isEmpty else { return nil }
      return .entry(annex, category, number)
    }
    return rest.isEmpty ? nil : .row(annex, rest)
  }

  /// `第3类…` or `类别名称…`, with what follows.
  private func category(_ text: String, _ annex: Int) -> (Int, rest: String)? {
    if let (number, rest) = Numerals.ordinal(text, "类") { return (number, rest) }
    guard text.hasPrefix("类别") else { return nil }
    let named = String(text.dropFirst(2))
    let ending = named.firstIndex(of: "第") ?? named.endIndex
    let name = String(named[..<ending])
    let found = (categories[annex] ?? []).indices.filter { categories[annex]?[$0].hasPrefix(name) == true }
    guard !name.isEmpty, found.count == 1 else { return nil }
    return (found[0] + 1, String(named[ending...]))
  }
}

extension Substring {
  fileprivate var trimmedText: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
