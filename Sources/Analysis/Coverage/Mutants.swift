import Diagnostics
import Model
import Quantities
import Syntax

/// Every small change of what the file of a standard states itself, in its order. Not all of them are standards.
public struct Mutants {
  private let outline: Outline
  private let owners: [Owners]
  private var made: [Mutation] = []

  public static func all(of outline: Outline) -> [Mutation] {
    var mutants = Mutants(outline)
    for place in outline.clauses.indices {
      mutants.change(place)
      mutants.reweigh(place)
    }
    return mutants.made.sorted { ($0.changes.first?.range.lower ?? 0) < ($1.changes.first?.range.lower ?? 0) }
  }

  private init(_ outline: Outline) {
    self.outline = outline
    owners = outline.clauses.owners
  }

  private func name(of place: Int) -> ClauseName {
    ClauseName(ClauseKey(outline.clauses[place], in: owners[place].category.flatMap { outline.clauses[$0].name }))
  }

  private mutating func add(_ kind: Mutation.Kind, _ changes: [Mutation.Change], _ clauses: [Int: Clause]) {
    guard let place = clauses.keys.min(), changes.allSatisfy({ outline.sources.isInMain($0.range) }) else { return }
    made.append(Mutation(kind: kind, clause: name(of: place), changes: changes, clauses: clauses))
  }

  // MARK: Expressions

  private static let untouched: Set<ClauseKind> = [.standard, .unit, .section, .fact, .subject, .candidates, .example]

  /// Everything in a clause but its weight, one at a time.
  private mutating func change(_ place: Int) {
    let clause = outline.clauses[place]
    if Self.untouched.contains(clause.kind) { return }
    let variation = Variation(sources: outline.sources)
    var expressions: [(Expression, Mutation.Kind?)] = []
    var sets: [(MemberSet, SourceRange)] = []
    _ = clause.map { expression, part in
      expressions.append((expression, kind(of: part, in: clause)))
      return expression
    } sets: { set, range in
      sets.append((set, range))
      return set
    }
    for (index, (expression, kind)) in expressions.enumerated() {
      guard let kind else { continue }
      for made in variation.all(of: expression, numbers: kind) {
        add(made.kind, [made.change], [place: clause.replacing(expression: index, with: made.subject)])
      }
    }
    for (index, (set, range)) in sets.enumerated() {
      for made in variation.ends(of: set, range) {
        add(made.kind, [made.change], [place: clause.replacing(set: index, with: made.subject)])
      }
    }
    turnKeys(place)
    unmark(place)
  }

  /// What a number there is; nil where it is none of those that are changed.
  private func kind(of part: Clause.Part, in clause: Clause) -> Mutation.Kind? {
    switch part {
    case .asked: .number
    case .given: [.definition, .determination].contains(clause.kind) ? .number : .points
    case .quota: .quota
    case .worth, .other: nil
    }
  }

  /// The other direction of a key. Nothing but a selection shows who comes first.
  private mutating func turnKeys(_ place: Int) {
    guard case .ranking(let keys) = outline.clauses[place].body,
      outline.clauses.contains(where: { $0.kind == .selection })
    else { return }
    let language: Language = Language.isChinese(outline.sources.main.text) ? .zh : .en
    func word(_ key: Clause.Key) -> String { (key.descending ? Keyword.descending : .ascending).spelling(language) }
    for (index, key) in keys.enumerated() {
      var turned = keys
      turned[index] = key.turned
      var clause = outline.clauses[place]
      clause.body = .ranking(turned)
      let change = Mutation.Change(range: key.expression.range, old: word(key), new: word(key.turned))
      add(.comparison, [change], [place: clause])
    }
  }

  /// Without 不计分.
  private mutating func unmark(_ place: Int) {
    var clause = outline.clauses[place]
    guard let mark = clause.fields.first(where: { $0.keyword == .unscored }) else { return }
    clause = clause.without([.unscored])
    let isChinese = Language.isChinese(outline.sources.main.text)
    let change = Mutation.Change(
      range: mark.range, old: Keyword.unscored.spelling(isChinese ? .zh : .en), new: isChinese ? "计分" : "scored")
    add(.connective, [change], [place: clause])
  }

  // MARK: Weights

  /// Another weight by itself, and one more at the cost of the next of the same level.
  private mutating func reweigh(_ place: Int) {
    let clause = outline.clauses[place]
    guard let own = clause.worth else { return }
    let variation = Variation(sources: outline.sources)
    for made in variation.own(own, numbers: .weight) {
      add(.weight, [made.change], [place: clause.weighing(made.subject)])
    }
    let next = outline.clauses.indices.dropFirst(place + 1).first {
      let other = outline.clauses[$0]
      return other.kind == clause.kind && owners[$0].category == owners[place].category
        && owners[$0].group == owners[place].group && other.worth != nil
    }
    guard clause.kind.row.level != nil, let next, let other = outline.clauses[next].worth,
      let more = variation.own(own, numbers: .weight).first, let less = variation.own(other, numbers: .weight).last
    else { return }
    add(
      .weight, [more.change, less.change],
      [place: clause.weighing(more.subject), next: outline.clauses[next].weighing(less.subject)])
  }
}

extension Clause {
  /// - Parameter index: its place among those that ``map(_:sets:)`` tells of.
  fileprivate func replacing(expression index: Int, with new: Expression) -> Clause {
    var place = -1
    return map { expression, _ in
      place += 1
      return place == index ? new : expression
    }
  }

  fileprivate func replacing(set index: Int, with new: MemberSet) -> Clause {
    var place = -1
    return map { expression, _ in
      expression
    } sets: { set, _ in
      place += 1
      return place == index ? new : set
    }
  }

  /// The expression that says how much it is worth.
  fileprivate var worth: Expression? {
    var worth: Expression?
    _ = map { expression, part in
      if part == .worth { worth = expression }
      return expression
    }
    return worth
  }

  fileprivate func weighing(_ new: Expression) -> Clause { map { $1 == .worth ? new : $0 } }
}
