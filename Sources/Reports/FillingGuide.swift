import Diagnostics
import Model
import Quantities
import Sheets
import Syntax

/// What counts and what it brings, for those who fill in sheets: in the words of the rules file, with the facts that
/// each clause asks for.
struct FillingGuide {
  private let standard: Standard
  private let labels: Labels
  private let printer: OutlinePrinter
  private let clauses: [ClauseKey: Clause]
  private let index: DependencyIndex

  /// - Parameter outline: of that standard, in effect.
  init(_ standard: Standard, _ outline: Outline, _ labels: Labels) {
    (self.standard, self.labels) = (standard, labels)
    printer = OutlinePrinter(outline)
    clauses = Dictionary(outline.keyed.map { ($0.key, $0.clause) }) { first, _ in first }
    index = DependencyIndex(standard)
  }

  /// In the order in which they are judged; a clause that asks for nothing by itself tells its points.
  var entries: [BlankSheet.Entry] {
    var entries = entry(ClauseKey(.entrants), .entrants).map { [$0] } ?? []
    for (place, requirement) in standard.requirements.enumerated() {
      let key = ClauseKey(requirement.kind.clause, requirement.id)
      entries += [entry(key, .requirement(place), title: requirement.title)].compactMap { $0 }
    }
    for (place, category) in standard.categories.enumerated() {
      entries += [scored(.category(place), category.title, category.full)].compactMap { $0 }
      var group: Int?
      for (item, part) in category.items.enumerated() {
        if let next = part.group, next != group {
          let owner = category.groups[next]
          entries += [scored(.group(place, next), owner.title, owner.full)].compactMap { $0 }
        }
        group = part.group
        entries += [scored(.item(place, item), part.title, part.scoring.full)].compactMap { $0 }
      }
    }
    for (place, adjustment) in standard.adjustments.enumerated() {
      entries += [scored(.adjustment(place), adjustment.title, adjustment.scoring.full)].compactMap { $0 }
    }
    for (place, grade) in standard.grades.enumerated() {
      entries += [entry(ClauseKey(.grade, grade.name), .grade(place), title: grade.title)].compactMap { $0 }
    }
    entries += [entry(ClauseKey(.ranking), .ranking), entry(ClauseKey(.selection), .selection)].compactMap { $0 }
    return entries
  }

  /// Every definition in the words of the file: what the names mean that clauses use.
  var terms: [String] {
    standard.definitions.compactMap { definition in
      let lines = lines(of: ClauseKey(.definition, definition.name))
      return lines.isEmpty ? nil : definition.name + " " + lines.joined(separator: labels.say("；", "; "))
    }
  }

  // MARK: One clause

  private func scored(_ path: ResultPath, _ title: String, _ full: Rational?) -> BlankSheet.Entry? {
    let key = standard.key(of: path)
    return entry(key, .score(path), title: own(title, key), points: points(full))
  }

  private func own(_ title: String, _ key: ClauseKey) -> String { title == key.path.last ? "" : title }

  private func points(_ full: Rational?) -> String {
    full.map { $0.decimal() + labels.say(" 分", $0 == .one ? " point" : " points") } ?? ""
  }

  func requirement(_ place: Int) -> BlankSheet.Entry {
    let requirement = standard.requirements[place]
    return described(
      ClauseKey(requirement.kind.clause, requirement.id), .requirement(place), title: requirement.title)
  }

  func score(_ path: ResultPath, _ title: String, _ full: Rational?) -> BlankSheet.Entry {
    let key = standard.key(of: path)
    return described(key, .score(path), title: own(title, key), points: points(full))
  }

  func determination(_ place: Int) -> BlankSheet.Entry {
    let stated = standard.determinations[place]
    let key = ClauseKey(.determination, stated.name)
    return described(key, .definition(stated.definition), title: own(stated.title, key))
  }

  /// Where the notice says so, in the words of the file; nil where the clause does not say.
  func citation(_ key: ClauseKey) -> String? { clauses[key]?.text(of: .source) }

  private func entry(_ key: ClauseKey, _ owner: Site.Owner, title: String = "", points: String = "") -> BlankSheet
    .Entry?
  {
    let entry = described(key, owner, title: title, points: points)
    return clauses[key] == nil || entry.fields.isEmpty && points.isEmpty ? nil : entry
  }

  /// Also where it asks for nothing.
  private func described(
    _ key: ClauseKey, _ owner: Site.Owner, title: String = "", points: String = ""
  ) -> BlankSheet.Entry {
    let uses = index.of(standard.sites(of: owner).map(\.formula))
    let values = uses.parameters.sorted().compactMap { place -> String? in
      let parameter = standard.parameters[place]
      return parameter.value.map {
        parameter.name + " " + $0.text(as: parameter.type, english: labels.language == .en)
      }
    }
    let name = [key.kind.spelling(labels.language), key.name].filter { !$0.isEmpty }.joined(separator: " ")
    return BlankSheet.Entry(
      name: name, title: title, points: points,
      lines: lines(of: key) + (values.isEmpty ? [] : [labels.say("其中 ", "where ") + labels.list(values)]),
      fields: uses.facts)
  }

  /// What the clause says, its points and remarks left out.
  private func lines(of key: ClauseKey) -> [String] {
    guard let clause = clauses[key] else { return [] }
    let body = clause.kind == .definition || Self.saysPoints(clause.kind) ? "" : printer.body(clause)
    let fields = clause.fields.filter { !Self.passedOver.contains($0.keyword) }
    return [body].filter { !$0.isEmpty } + fields.map { printer.text(of: $0.range) }
  }

  private static func saysPoints(_ kind: ClauseKind) -> Bool { kind.row.opening == .pointed }

  private static let passedOver = ClauseKind.annotations.union([.points, .tightenOnly])
}
