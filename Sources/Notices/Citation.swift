import Diagnostics

extension Notice {
  /// A place that a citation names.
  public struct Place: Sendable {
    /// As it stands in the citation.
    public let text: String
    /// The clauses that it names, one unless it says 各项; empty where the notice has none such.
    public let addresses: [Address]
  }

  /// The places that a citation names, in the order named.
  ///
  /// Several places are separated by `；`. Spaces, width and the kind of numerals do not matter; a category may be
  /// named by its number or by the beginning of its heading: `附件2 类别 安全管理 第3项`. `第三条各项` names the clause and
  /// all below it.
  public func places(in citation: String) -> [Place] {
    citation.split(whereSeparator: { $0 == "；" || $0 == ";" }).map { part in
      Place(text: part.trimmed, addresses: addresses(Numerals.plain(String(part))))
    }
  }

  /// The wording of all places that a citation names; nil if one of them does not exist.
  public func wording(of citation: String) -> String? {
    var wording = ""
    for place in places(in: citation) {
      if place.addresses.isEmpty { return nil }
      for address in place.addresses { wording += clause(at: address)?.wording ?? "" }
    }
    return wording
  }

  private func addresses(_ text: String) -> [Address] {
    if let place = tree.place(of: text) { return [tree.address(of: place)] }
    for ending in ["各项", "各条", "全部"] where text.hasSuffix(ending) {
      guard let place = tree.place(of: String(text.dropLast(ending.count))) else { continue }
      return tree.extent(of: place).map(tree.address)
    }
    return []
  }
}

extension ClauseTree {
  /// The clause that a plain citation names.
  fileprivate func place(of text: String) -> Int? {
    for root in roots {
      guard let rest = rest(of: text, behind: nodes[root].part) else { continue }
      if rest.isEmpty { return nodes[root].part == .main ? nil : root }
      if let place = place(of: rest, under: root) { return place }
    }
    return nil
  }

  /// What follows the name of a part; nil where another is named.
  private func rest(of text: String, behind part: Address.Part) -> String? {
    let words = ["附件", "附表", "附录"]
    guard case .annex(let word, let number) = part else {
      return text.hasPrefix("正文") ? String(text.dropFirst(2)) : words.contains(where: text.hasPrefix) ? nil : text
    }
    guard text.hasPrefix(word) else { return nil }
    let behind = String(text.dropFirst(word.count))
    let (named, rest) = Numerals.annex(behind)
    if named == (number.isEmpty ? [1] : number) { return rest }
    // The only one needs no number, and has none.
    let isOnly = roots.count { nodes[$0].part != .main } == 1
    return number.isEmpty || isOnly && named.isEmpty ? behind : nil
  }

  private func place(of text: String, under parent: Int) -> Int? {
    if let named = named(text, under: parent) { return named }
    for reading in CitedStep.readings(of: text) {
      guard let child = child(reading, of: parent) else { continue }
      if reading.rest.isEmpty { return child }
      if let place = place(of: reading.rest, under: child) { return place }
    }
    return nil
  }

  /// A row called so, or a note.
  private func named(_ text: String, under parent: Int) -> Int? {
    let found = nodes[parent].children.filter { child in
      if case .named(let heading) = nodes[child].step { heading == text } else { false }
    }
    return found.first
  }

  /// The clause below another that a step names; where none is, the only one further below.
  private func child(_ step: CitedStep, of parent: Int) -> Int? {
    let children = nodes[parent].children
    if let heading = step.heading {
      let found = children.filter { nodes[$0].isGroup && nodes[$0].heading.hasPrefix(heading) }
      return found.count == 1 ? found.first : nil
    }
    if let child = children.first(where: { nodes[$0].step.map(step.means) == true }) { return child }
    // Articles are numbered on through chapters, and rows through the groups of a table.
    let below = extent(of: parent).dropFirst().filter { nodes[$0].step.map(step.means) == true }
    if below.count == 1 { return below.first }
    return children.first { nodes[$0].step.map(step.mayMean) == true }
  }
}

/// A step of a citation, and what follows it.
private struct CitedStep {
  /// The word behind 第 and a number, or the kind of a number that stands for itself.
  enum Word {
    case ordinal(String)
    case marked(Marker.Kind)
    case bare, group
  }

  let word: Word
  let numbers: [Int]
  let heading: String?
  let rest: String

  /// What a text may begin with, the likeliest first.
  static func readings(of text: String) -> [CitedStep] {
    if text.hasPrefix("类别") {
      let named = text.dropFirst(2)
      let ending = named.firstIndex(of: "第") ?? named.endIndex
      guard ending > named.startIndex else { return [] }
      return [
        CitedStep(word: .group, numbers: [], heading: String(named[..<ending]), rest: String(named[ending...]))
      ]
    }
    var found: [CitedStep] = []
    if text.hasPrefix("第") {
      let inner = text.dropFirst()
      // 第（一）项 is 第一项.
      let isBracketed = inner.first.map { "（(".contains($0) } == true
      if let (number, behind) = Numerals.leading(isBracketed ? inner.dropFirst() : inner) {
        let rest = isBracketed && behind.first.map { "）)".contains($0) } == true ? String(behind.dropFirst()) : behind
        for word in ["小类", "类", "条", "项", "款", "目", "章", "节", "行"] where rest.hasPrefix(word) {
          found.append(
            CitedStep(word: .ordinal(word), numbers: [number], heading: nil, rest: String(rest.dropFirst(word.count))))
        }
      }
      return found
    }
    for marker in Marker.all(at: text) where !marker.isBare {
      found.append(CitedStep(word: .marked(marker.kind), numbers: marker.numbers, heading: nil, rest: marker.rest))
    }
    if let (number, rest) = Numerals.leading(text) {
      found.append(CitedStep(word: .bare, numbers: [number], heading: nil, rest: rest))
    }
    return found
  }

  /// Whether it is the usual name of a step.
  func means(_ step: Address.Step) -> Bool {
    switch step {
    case .group(let number): isGroup && numbers == [number]
    case .named: false
    case .numbered(let kind, let others): numbers == others && usual.contains(kind)
    }
  }

  /// Whether a step may be meant by it that is numbered in another way.
  func mayMean(_ step: Address.Step) -> Bool {
    switch step {
    case .group(let number):
      if case .bare = word { numbers == [number] } else { false }
    case .named, .numbered(.chapter, _), .numbered(.division, _): false
    case .numbered(_, let others): !isGroup && numbers == others
    }
  }

  private var isGroup: Bool {
    switch word {
    case .group: true
    case .ordinal(let word): word.hasSuffix("类")
    case .marked, .bare: false
    }
  }

  private var usual: [Marker.Kind] {
    switch word {
    case .marked(let kind): [kind]
    case .bare: [.section]
    case .group: []
    case .ordinal("条"): [.article]
    case .ordinal("章"): [.chapter]
    case .ordinal("节"): [.division]
    case .ordinal: [.number]
    }
  }
}
