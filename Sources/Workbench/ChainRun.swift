import Diagnostics
import Evaluation
import Model
import Sheets
import Syntax

extension Workbench {
  /// The levels run over the sheets, with what was said while reading them.
  public struct ChainRun {
    /// One outcome a level, from the lowest on.
    public let chain: Chain
    /// Of sheets, and of communities that are not matched; what several levels find in a sheet is said once.
    public let diagnostics: [Diagnostic]
  }

  /// What keeps standards from being levels of one chain: every level recommends, and every level but the first says
  /// by which fact it knows the recommendations of the one below, and names communities by some fact that that one
  /// names too.
  public static func chainProblems(_ levels: [Loaded]) -> [Diagnostic] {
    levels.enumerated().flatMap { level, loaded -> [Diagnostic] in
      guard let standard = loaded.standard else { return loaded.diagnostics }
      var missing: [ModelProblem] = []
      if standard.selection == nil { missing.append(.clauseMissing(.selection)) }
      if level > 0, standard.candidates == nil { missing.append(.clauseMissing(.candidates)) }
      var problems = missing.map { Diagnostic($0, at: loaded.place(of: .standard)) }
      if level > 0, let below = levels[level - 1].standard, !Counterparts.arePossible(standard.schema, below.schema) {
        let problem = ChainProblem.subjectsApart(
          below: below.name, below.subjectNames, above: standard.name, standard.subjectNames)
        problems.append(Diagnostic(problem, at: loaded.place(of: .subject)))
      }
      return problems
    }
  }

  /// - Parameter levels: from the lowest on; all checked, and without ``chainProblems(_:)``.
  public func chain(_ levels: [Loaded], sheets paths: [String]) throws(FileProblem) -> ChainRun {
    let standards = levels.compactMap(\.standard)
    let sheets = try sheetFiles(under: paths)
    var inputs: [(standard: Standard, table: Table)] = []
    var diagnostics = sheets.diagnostics
    for standard in standards {
      let (table, problems) = standard.read(sheets.files, beside: standards)
      inputs.append((standard, table))
      // The same fault of a sheet is found at every level that has the fact.
      for problem in problems where !diagnostics.contains(where: { $0.isSame(as: problem) }) {
        diagnostics.append(problem)
      }
    }
    let chain = Chain.run(inputs)
    for (level, unmatched) in chain.unmatched.enumerated() where !unmatched.isEmpty {
      let below = standards[level - 1]
      let problem = ChainProblem.unmatched(
        unmatched.map(\.name), level: standards[level].name, below: below.name, below.subjectNames)
      diagnostics.append(Diagnostic(problem, at: levels[level - 1].place(of: .subject)))
    }
    return ChainRun(chain: chain, diagnostics: diagnostics)
  }
}

extension Workbench.Loaded {
  /// Where the first clause of a kind begins.
  fileprivate func place(of kind: ClauseKind) -> Place {
    sources.place(of: outline.clauses.first { $0.kind == kind }?.head ?? sources.start)
  }
}

extension Diagnostic {
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    place == other.place && problem.code == other.problem.code
  }
}
