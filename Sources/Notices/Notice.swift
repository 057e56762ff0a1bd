import Diagnostics

/// An official notice, taken apart into the clauses that rules can cite.
///
/// Made for the form that Chinese notices have: sections 一、 with subsections （一）, annexes with numbered items, and
/// tables with a category, numbered items and a weight in each row. Page breaks inside sentences, lost or doubled
/// spaces and stray tags do not matter.
public struct Notice: Sendable {
  /// A piece of the notice that can be cited, without those below it.
  public struct Clause: Sendable {
    /// Where it stands, in the form in which rules cite it.
    public let address: Address
    /// The text, without white space.
    public let wording: String
  }

  /// In the order of the text.
  public private(set) var clauses: [Clause] = []
  /// Headings of the categories of each annex's table.
  private(set) var categories: [Int: [String]] = [:]

  private var current: (address: Address, wording: String)?
  private var annex = 0
  private var section: Int?
  private var subsection: Int?
  private var isInTable = false
  private var item = 0

  /// Characters of a notice that is read.
  public static let sizeLimit = 4 << 20

  /// Never fails: a text of another form has few clauses, or none.
  /// - Parameter text: with a table row on a line, its cells separated by tabs.
  public init(_ text: String) {
    for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
      read(Self.withoutTags(String(line)))
    }
    close()
  }

  /// Nil if the notice has no such clause.
  public func clause(at address: Address) -> Clause? { clauses.first { $0.address == address } }

  // MARK: Lines

  private mutating func read(_ line: String) {
    var plain = Numerals.plain(line)
    // A bullet before a numbered item says nothing more.
    while let first = plain.first, "-•*·".contains(first) { plain.removeFirst() }
    if plain.isEmpty { return }
    if let number = Numerals.annexHeading(plain) {
      close()
      (annex, section, subsection, isInTable, item) = (number, nil, nil, false, 0)
      return
    }
    if annex == 0 { return readMain(plain) }
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { Numerals.plain(String($0)) }
    if cells.count > 1 { readRow(cells) } else { readItem(plain) }
  }

  private mutating func readMain(_ line: String) {
    // The list of annexes ends the text.
    if line.hasPrefix("附件：") || line.hasPrefix("附件:") { return close() }
    if let (number, rest) = Numerals.sectionHeading(line), number == (section ?? 0) + 1 {
      open(.section(number), rest)
      (section, subsection) = (number, nil)
    } else if let section, let (number, rest) = Numerals.subsectionHeading(line), number == (subsection ?? 0) + 1 {
      open(.subsection(section, number), rest)
      subsection = number
    } else {
      current?.wording += line
    }
  }

  /// A numbered item of an annex, or the rest of the one before.
  private mutating func readItem(_ line: String) {
    let found = Numerals.itemHeading(line) ?? (isInTable ? nil : Numerals.sectionHeading(line))
    guard let (number, rest) = found, number == item + 1 else {
      current?.wording += line
      return
    }
    openItem(number, rest)
  }

  private mutating func openItem(_ number: Int, _ text: String) {
    item = number
    // Several items in one cell are told apart by their numbers following one another.
    let (own, next) = Numerals.split(text, before: number + 1)
    let category = categories[annex]?.count ?? 0
    open(isInTable && category > 0 ? .entry(annex, category, number) : .item(annex, number), own)
    if let next { openItem(number + 1, next) }
  }

  /// A row of a table: category, items and weight. Categories begin where the first cell is filled.
  private mutating func readRow(_ cells: [String]) {
    let isHeader = !isInTable && !cells.contains { Numerals.itemHeading($0) != nil }
    if isHeader {
      close()
      isInTable = true
      return
    }
    isInTable = true
    guard let first = cells.first else { return }
    let rest = cells.dropFirst().filter { !$0.isEmpty }
    if !first.isEmpty, Numerals.itemHeading(first) == nil {
      close()
      if rest.contains(where: { Numerals.itemHeading($0) != nil }) {
        categories[annex, default: []].append(first)
        item = 0
        // The weight beside its first item belongs to the category.
        let weight = rest.filter { Numerals.itemHeading($0) == nil }.joined()
        open(.category(annex, categories[annex]?.count ?? 0), first + weight)
      } else {
        open(.row(annex, first), rest.joined())
        return
      }
    }
    for cell in cells {
      if let (number, text) = Numerals.itemHeading(cell) { openItem(number, text) }
    }
  }

  private mutating func open(_ address: Address, _ wording: String) {
    close()
    current = (address, wording)
  }

  private mutating func close() {
    if let current { clauses.append(Clause(address: current.address, wording: current.wording)) }
    current = nil
  }

  /// A line without `<p>` and the like.
  private static func withoutTags(_ line: String) -> String {
    var result = ""
    var tag: String?
    for character in line {
      if let inside = tag {
        if character == ">" {
          tag = nil
        } else if inside.count > 20 || character == "<" {
          // No tag after all.
          result += "<" + inside
          tag = character == "<" ? "" : nil
          if character != "<" { result.append(character) }
        } else {
          tag = inside + String(character)
        }
      } else if character == "<" {
        tag = ""
      } else {
        result.append(character)
      }
    }
    return result + (tag.map { "<" + $0 } ?? "")
  }
}
