import Diagnostics
import Model
import Quantities
import Syntax

/// Every edition of a clause is checked, not only the one in force: the standard as it is on each day on which something
/// begins or ends.
extension Workbench.Loaded {
  /// What is said of a standard whose reference date was looked at, and of its other days.
  ///
  /// - Parameters:
  ///   - said: of the day of reference.
  ///   - parent: the standard it inherits from, all editions of it.
  static func saidOfAllDays(_ outline: Outline, _ said: [Diagnostic], parent: Workbench.Loaded?) -> [Diagnostic] {
    var all = said
    for (day, range) in outline.otherDays {
      let there = outline.withItsExamples(asOf: day)
      let (standard, problems) = Checker.standard(from: there)
      var found = problems
      if let standard, let parent {
        found += violations(of: parent.outline, parent.standard, by: there, standard)
      }
      let told = Set(all.map(Told.init))
      let new = found.filter { $0.isError && !told.contains(Told($0)) }
      // What is wrong with the days themselves names them.
      if new.contains(where: { !($0.problem is EditionProblem) }) {
        all.append(Diagnostic(EditionProblem.broken(day, new.count), at: outline.sources.place(of: range)))
      }
      all += new
      // What another day makes use of is not unused.
      let idle = Set(problems.filter(\.isAboutIdleness).map(Told.init))
      let present = Set(there.inForce.clauses.compactMap { $0.name.map { outline.sources.place(of: $0.range) } })
      all.removeAll { $0.isAboutIdleness && !idle.contains(Told($0)) && present.contains($0.place) }
    }
    return all
  }

  /// What loosens the standard inherited from: of its editions those of the day of the variant.
  ///
  /// - Parameter inherited: as of its own day; nil where it has errors.
  static func violations(
    of parent: Outline, _ inherited: Standard?, by outline: Outline, _ standard: Standard
  ) -> [Diagnostic] {
    guard let inherited else { return [] }
    guard let day = standard.referenceDate, !parent.otherDays.isEmpty else {
      return Strictness.violations(of: parent, inherited, by: outline.inForce, standard)
    }
    let there = parent.asOf(day)
    guard let then = Checker.standard(from: there, tolerating: .examples).standard else { return [] }
    return Strictness.violations(of: there.inForce, then, by: outline.inForce, standard)
  }

  /// What tells one message from another.
  private struct Told: Hashable {
    let code: String
    let place: Place

    init(_ diagnostic: Diagnostic) { (code, place) = (diagnostic.problem.code, diagnostic.place) }
  }
}
