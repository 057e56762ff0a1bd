import Quantities
import Syntax

/// What more than one decision of a clause depends on: a fact, a rate, the total. Such decisions are not free of one
/// another, `≥ 2` and `< 2` for example, and are looked at case by case.
public struct Subject: Sendable {
  /// Equal formulas are one subject, wherever they stand.
  public let formula: Formula
  /// How often it stands in the clause.
  public internal(set) var uses = 0
  /// What it is compared with.
  public internal(set) var cuts: [Formula] = []
  /// It is compared with single values, as a whole number with 2.5, so that one use alone may be settled by cases.
  public internal(set) var isPickedFrom = false
  /// Nothing but whether it equals something is asked of it.
  public internal(set) var isOnlyEqualed = true

  /// The subjects of some formulas, definitions looked through, in the order in which cases are made: what stands
  /// deepest first, so that a definition is seen in the light of its facts.
  public static func of(_ formulas: [Formula], _ standard: Standard) -> [Subject] {
    var finder = SubjectFinder(standard)
    for formula in formulas { finder.visit(formula) }
    return finder.subjects.filter { $0.uses > 1 || $0.isPickedFrom }
  }
}

struct SubjectFinder {
  private let definitions: [Definition]
  private(set) var subjects: [Subject] = []
  private var opened: Set<Int> = []

  init(_ standard: Standard) { definitions = standard.definitions }

  mutating func visit(_ formula: Formula) {
    switch formula.kind {
    case .constant, .referenceDate, .column, .resultColumn: return
    // Whether something is stated is seen in the sheet as it stands.
    case .isKnown: return
    case .not(let inner): return visit(inner)
    case .all(let parts), .any(let parts): for part in parts { visit(part) }
    case .compare(let comparator, let left, let right):
      let equals = comparator == .equal || comparator == .different
      if equals { for side in [left, right] { pickWhole(side) } }
      compare(left, with: [right], equals: equals)
      compare(right, with: [left], equals: equals)
    case .interval(let subject, let lower, let upper):
      pickWhole(subject)
      let bounds = [lower, upper].compactMap { $0?.formula }
      compare(subject, with: bounds, equals: false)
      for bound in bounds { compare(bound, with: [subject], equals: false) }
    case .oneOf(let subject, let members):
      pickWhole(subject)
      compare(subject, with: members, equals: true)
      for member in members { compare(member, with: [subject], equals: true) }
      if let index = index(of: subject) { subjects[index].isPickedFrom = true }
    case .hasOptions(let subject, _, _):
      inside(subject)
      note(formula, equals: false)
      note(subject, equals: false)
    case .hasText(let subject, let part):
      visit(subject)
      visit(part)
      note(formula, equals: false)
    case .position(_, _, let quota, let cutoff):
      for part in [quota, cutoff] { if let part { visit(part) } }
      note(formula, equals: false)
    case .fact, .parameter, .definition, .total, .eligible, .result, .rank, .cohort, .rows, .operation,
      .conditional:
      inside(formula)
      note(formula, equals: false)
    }
  }

  private mutating func compare(_ subject: Formula, with cuts: [Formula], equals: Bool) {
    if case .constant = subject.kind { return }
    inside(subject)
    note(subject, cuts: cuts, equals: equals)
  }

  /// Whole numbers in what is held against single values: half of a whole number need not be among them.
  private mutating func pickWhole(_ formula: Formula) {
    if formula.isQuery { return }
    for part in formula.children {
      part.walk { part in
        if case .fact = part.kind, part.type.isWhole {
          note(part, equals: false)
          if let index = index(of: part) {
            subjects[index].isPickedFrom = true
            subjects[index].uses -= 1
          }
        }
        return !part.isQuery
      }
    }
  }

  /// What stands in a formula that is a subject itself.
  private mutating func inside(_ formula: Formula) {
    switch formula.kind {
    case .definition(let index):
      if opened.insert(index).inserted { visit(definitions[index].formula) }
    // Cohorts are worked out beforehand, and rows have cells of their own.
    case .rank, .cohort, .rows, .position: break
    case .constant, .fact, .parameter, .referenceDate, .column, .resultColumn, .not, .all, .any, .compare, .interval,
      .oneOf, .hasOptions, .hasText, .isKnown, .conditional, .operation, .total, .eligible, .result:
      for part in formula.children { visit(part) }
    }
  }

  private mutating func note(_ formula: Formula, cuts: [Formula] = [], equals: Bool) {
    let place = index(of: formula) ?? subjects.count
    if place == subjects.count { subjects.append(Subject(formula: formula)) }
    subjects[place].uses += 1
    subjects[place].cuts += cuts
    subjects[place].isOnlyEqualed = subjects[place].isOnlyEqualed && equals
    if !cuts.isEmpty, formula.type.isWhole || formula.type.isChoice { subjects[place].isPickedFrom = true }
  }

  private func index(of formula: Formula) -> Int? { subjects.firstIndex { $0.formula == formula } }
}

extension ValueType {
  fileprivate var isChoice: Bool {
    if case .choice = self { return true }
    return false
  }
}

extension Scoring {
  func withSubjects(_ owner: Site.Owner, _ standard: Standard) -> Scoring {
    var scoring = self
    scoring.subjects = Subject.of(sites(owner, nil).formulas, standard)
    return scoring
  }
}
