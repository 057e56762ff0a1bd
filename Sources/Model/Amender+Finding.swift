import Diagnostics
import Quantities
import Syntax

/// The clauses that amendments name.
extension Amender {
  /// Where the clause stands that an amendment is about.
  func find(_ amendment: Clause) -> Int? { chosen(findAll(amendment), amendment.validity) }

  /// All editions of the clause that an amendment is about.
  func findAll(_ amendment: Clause) -> [Int] {
    switch amendment.kind.row.identity {
    case .path:
      guard let owner = amendment.path.first, let category = find(.category, owner.text) else { return [] }
      return findAll(amendment.kind, amendment.name?.text, in: category)
    case .title:
      return clauses.indices.filter {
        clauses[$0].kind == amendment.kind && clauses[$0].title?.text == amendment.title?.text
      }
    case .alone: return clauses.indices.filter { clauses[$0].kind == amendment.kind }
    case .name: return findAll(amendment.kind, amendment.name?.text)
    }
  }

  func findAll(_ kind: ClauseKind, _ name: String?) -> [Int] {
    clauses.indices.filter { clauses[$0].kind == kind && clauses[$0].isNamed(name) }
  }

  func findAll(_ kind: ClauseKind, _ name: String?, in category: Int) -> [Int] {
    extent(of: category).dropFirst().filter { clauses[$0].kind == kind && clauses[$0].isNamed(name) }
  }

  func find(_ kind: ClauseKind, _ name: String?) -> Int? { chosen(findAll(kind, name), nil) }

  func find(_ kind: ClauseKind, _ name: String?, in category: Int) -> Int? {
    chosen(findAll(kind, name, in: category), nil)
  }

  /// Of several editions the one that begins on the day stated, or else the one in force.
  func chosen(_ editions: [Int], _ stated: Validity?) -> Int? {
    guard editions.count > 1 else { return editions.first }
    if let stated, let same = editions.first(where: { clauses[$0].validity?.since == stated.since }) { return same }
    let day = Outline(sources: sources, clauses: clauses).referenceDay
    return editions.first { edition in day.map(clauses[edition].isInForce) ?? true } ?? editions.last
  }

  /// Keeps the places where an amendment names the clause that it is about, and those in which that stands.
  mutating func mention(_ amendment: Clause, _ index: Int?) {
    let category = amendment.path.first.flatMap { find(.category, $0.text) }
    let group = category.flatMap { find(.group, amendment.path.dropFirst().first?.text, in: $0) }
    let own = amendment.kind.row.identity == .title ? amendment.title?.range : amendment.name?.range
    let ranges = amendment.path.map(\.range)
    for (index, range) in [(category, ranges.first), (group, ranges.dropFirst().first), (index, own)] {
      guard let index, let range, clauses[index].kind.row.identity != .alone else { continue }
      let category = clauses.owners[index].category.flatMap { clauses[$0].name }
      mentions.append(Outline.Mention(ClauseKey(clauses[index], in: category), clauses[index], at: range))
    }
  }

  /// A clause with what belongs to it: the groups and items of a category, the items of a group.
  func extent(of index: Int) -> [Int] {
    guard let level = clauses[index].kind.row.level, level != .item else { return [index] }
    // What follows several editions is that of each.
    let owner = clauses.editions(from: index).upperBound - 1
    return [index] + clauses.owners.enumerated().filter { $1.category == owner || $1.group == owner }.map { $0.offset }
  }

  /// The place behind a clause and all that belongs to it.
  func end(of index: Int) -> Int { (extent(of: index).last ?? index) + 1 }

  /// The path of an item that is called by numbers, as explanations call it: 3.4.
  private func numbered(_ name: String, _ kind: ClauseKind) -> String? {
    let parts = name.split(separator: ".").map(String.init)
    let categories = clauses.indices.filter { clauses[$0].kind == .category }
    guard kind == .item, parts.count == 2, let number = Int(parts[0]), categories.indices.contains(number - 1),
      let category = clauses[categories[number - 1]].name?.text,
      find(.item, parts[1], in: categories[number - 1]) != nil
    else { return nil }
    return category + "." + parts[1]
  }

  mutating func reportUnknown(_ amendment: Clause) {
    let isTitled = amendment.kind.row.identity == .title
    let (category, group) = (amendment.path.first, amendment.path.dropFirst().first)
    // The first part of a path that nothing is called by is what is wrong with it.
    var known: (kind: ClauseKind, name: Name?) = (amendment.kind, amendment.name)
    if let category {
      if let owner = find(.category, category.text) {
        if let group, find(.group, group.text, in: owner) == nil { known = (.group, group) }
      } else {
        known = (.category, category)
      }
    }
    let names = clauses.filter { $0.kind == known.kind }.compactMap { isTitled ? $0.title?.text : $0.name?.text }
    let own = known.name?.text ?? amendment.title?.text ?? ""
    let nearest = names.contains(own) ? nil : numbered(own, known.kind) ?? NearestName.of(own, among: names)
    report(
      .unknownTarget(amendment.kind, amendment.pathText, nearest: nearest), amendment,
      replacement: isTitled ? nil : nearest, of: known.name?.range)
  }
}
