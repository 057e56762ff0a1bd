import Diagnostics

/// A notice divided into its main text and what is annexed.
struct NoticeParts {
  struct Section {
    let part: Address.Part
    /// What stands behind the heading, plain.
    let title: String
    /// Nil where a list of annexes stood: what went before has ended.
    var lines: [String?] = []
  }

  private(set) var sections = [Section(part: .main, title: "")]

  /// A line that may begin an annex.
  private struct Heading {
    let line: Int
    let word: String
    let number: [Int]
    let title: String
    let hasColon: Bool

    func isSame(as other: Heading) -> Bool { word == other.word && number == other.number }
  }

  init(_ lines: [String]) {
    let headings = lines.indices.compactMap { Self.heading(lines[$0], at: $0) }
    let listed = Set(
      headings.indices.filter { Self.isListed(headings[$0], before: headings[($0 + 1)...], lines) }.map {
        headings[$0].line
      })
    var listing: Int?
    for (index, line) in lines.enumerated() {
      if let heading = headings.first(where: { $0.line == index }) {
        listing = nil
        if listed.contains(index) {
          sections[sections.count - 1].lines.append(nil)
          listing = Marker.item(heading.title, after: 0)?.number ?? 0
        } else {
          let part = Address.Part.annex(heading.word, heading.number)
          // Pages repeat it at their heads.
          if sections.last?.part != part { sections.append(Section(part: part, title: heading.title)) }
        }
      } else if let last = listing, let number = Marker.item(Self.bare(line), after: last)?.number, number == last + 1 {
        listing = number
      } else {
        if !line.trimmed.isEmpty { listing = nil }
        sections[sections.count - 1].lines.append(line)
      }
    }
  }

  /// A line without what makes it a heading, a quotation or a point of a list in other programs.
  static func bare(_ line: String) -> String {
    var text = line.trimmed[...]
    while let first = text.first, "-•*·#>".contains(first) {
      text = text.dropFirst().drop { $0.isWhitespace }
    }
    return String(text)
  }

  private static func heading(_ line: String, at index: Int) -> Heading? {
    let text = Numerals.narrow(bare(line))
    guard let word = ["附件", "附表", "附录"].first(where: { Numerals.plain(text).hasPrefix($0) }) else { return nil }
    let plain = Numerals.plain(text)
    let (number, behind) = Numerals.annex(plain.dropFirst(2))
    let hasColon = behind.hasPrefix("：") || behind.hasPrefix(":")
    let title = hasColon ? String(behind.dropFirst()) : behind
    guard title.count <= 40, title.last.map({ !"。；;，,".contains($0) }) ?? true else { return nil }
    // What is no colon parts number and title by a space or a bracket.
    if !hasColon, let first = title.first, !"《（(“".contains(first) {
      guard separates(text, before: title) else { return nil }
    }
    return Heading(line: index, word: word, number: number, title: title, hasColon: hasColon)
  }

  /// Whether white space stands before a title that a line ends with.
  private static func separates(_ line: String, before title: String) -> Bool {
    var left = title.count
    var place = line.endIndex
    while left > 0, place > line.startIndex {
      place = line.index(before: place)
      if !line[place].isWhitespace { left -= 1 }
    }
    return place > line.startIndex && line[line.index(before: place)].isWhitespace
  }

  /// Whether it stands in a list of annexes at the end of the main text: numbered behind a colon, or named again later
  /// with nothing that is numbered in between.
  private static func isListed(_ heading: Heading, before later: ArraySlice<Heading>, _ lines: [String]) -> Bool {
    if heading.number.isEmpty, heading.hasColon {
      return Marker.item(heading.title, after: 0) != nil || !later.isEmpty
    }
    guard let next = later.first, later.contains(where: { $0.isSame(as: heading) }) else { return false }
    return !lines[(heading.line + 1)..<next.line].contains { line in
      Marker.all(at: bare(line)).contains { $0.isCertain } || line.contains("\t") || TableText.isDrawn(line)
    }
  }
}
