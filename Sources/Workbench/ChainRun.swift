import Diagnostics
import Evaluation
import Model
import Sheets

extension Workbench {
  /// The levels run over the sheets, with what was said while reading them.
  public struct ChainRun {
    public let chain: Chain
    public let diagnostics: [Diagnostic]
  }

  /// What keeps standards from being levels of one chain: every level recommends, and every level but the first says
  /// by which fact it knows the recommendations of the one below.
  public static func chainProblems(_ levels: [Loaded]) -> [Diagnostic] {
    levels.enumerated().flatMap { level, loaded -> [Diagnostic] in
      guard let standard = loaded.standard else { return loaded.diagnostics }
      let place = loaded.sources.place(
        of: loaded.outline.clauses.first { $0.keyword == .standard }?.head ?? loaded.sources.start)
      var missing: [ModelProblem] = []
      if standard.selection == nil { missing.append(.clauseMissing(.selection)) }
      if level > 0, standard.candidates == nil { missing.append(.clauseMissing(.candidates)) }
      return missing.map { Diagnostic($0, at: place) }
    }
  }

  /// - Parameter levels: from the lowest on; all checked, and without ``chainProblems(_:)``.
  public func chain(_ levels: [Loaded], sheets paths: [String]) throws(FileProblem) -> ChainRun {
    let standards = levels.compactMap(\.standard)
    var inputs: [(standard: Standard, table: Table)] = []
    var diagnostics: [Diagnostic] = []
    for standard in standards {
      let (table, problems, _) = try sheets(paths, for: standard, beside: standards)
      inputs.append((standard, table))
      // The same fault of a sheet is found at every level that has the fact.
      for problem in problems where !diagnostics.contains(where: { $0.isSame(as: problem) }) {
        diagnostics.append(problem)
      }
    }
    return ChainRun(chain: Chain.run(inputs), diagnostics: diagnostics)
  }
}

extension Diagnostic {
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    place == other.place && problem.code == other.problem.code
  }
}
