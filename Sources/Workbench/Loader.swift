import Diagnostics
import Model
import Quantities
import Syntax

/// Reads a rules file and those it inherits from, and makes one checked standard of them.
struct Loader {
  /// Nil for a text that stands in no file.
  let files: (any FileAccess)?

  /// - Parameter base: where the places in the files are to begin.
  func load(_ path: String, base: Int) throws(FileProblem) -> Workbench.Loaded {
    guard let files else { throw .notFound(path) }
    return load(bytes: try files.read(path), path, base: base, chain: [path])
  }

  func load(_ file: SourceFile) -> Workbench.Loaded { load(file, chain: [file.name]) }

  private func load(bytes: [UInt8], _ path: String, base: Int, chain: [String]) -> Workbench.Loaded {
    guard let text = String(rules: bytes) else {
      let problem = Diagnostic(SyntaxProblem.notText, at: .file(path))
      return .failed(SourceMap(SourceFile(name: path, text: "", base: base)), [problem])
    }
    return load(SourceFile(name: path, text: text, base: base), chain: chain)
  }

  /// - Parameter chain: the files from the one asked for down to this one.
  private func load(_ file: SourceFile, chain: [String]) -> Workbench.Loaded {
    let (outline, textual) = Parser.outline(of: file)
    guard let own = outline.clauses.first(where: { $0.keyword == .standard }),
      case .inherits(let name, let parentFile) = own.body
    else {
      let (standalone, problems) = Amender.standalone(outline)
      return .checked(standalone, textual + problems, nil)
    }
    func failed(_ problem: AmendmentProblem, at range: SourceRange, _ others: [Diagnostic] = []) -> Workbench.Loaded {
      .failed(outline.sources, textual + others + [Diagnostic(problem, at: outline.sources.place(of: range))])
    }
    let path = Path.resolved(parentFile.text, beside: file.name)
    let longer = chain + [path]
    if chain.contains(path) { return failed(.cycle(longer), at: parentFile.range) }
    if longer.count > Limits.levels { return failed(.tooDeep(longer), at: parentFile.range) }
    guard let bytes = try? files?.read(path) else {
      return failed(.parentMissing(path, chain: longer), at: parentFile.range)
    }
    let parent = load(bytes: bytes, path, base: outline.sources.end, chain: longer)
    guard let inherited = parent.standard else {
      return failed(.parentInvalid(path, chain: longer), at: parentFile.range, parent.diagnostics)
    }
    if inherited.name != name.text, inherited.alias != name.text {
      return failed(.parentName(wanted: name.text, found: inherited.name), at: name.range)
    }
    var sources = outline.sources
    for file in parent.sources.files { sources.add(file) }
    // What an example expects is a matter of its own level: here it is only built upon, or given new expectations.
    let examples = parent.outline.clauses.map { $0.keyword == .example ? $0.without([.expect]) : $0 }
    let inheritance = Outline(sources: sources, clauses: examples, removals: parent.outline.removals)
    let (amended, problems) = Amender.amend(inheritance, by: outline.clauses, in: sources)
    return .checked(amended, textual + problems, parent)
  }
}

extension Workbench.Loaded {
  static func failed(_ sources: SourceMap, _ diagnostics: [Diagnostic]) -> Workbench.Loaded {
    Workbench.Loaded(
      sources: sources, outline: Outline(sources: sources, clauses: []), standard: nil, diagnostics: diagnostics)
  }

  /// - Parameters:
  ///   - found: what has been said of the text, and of its amendments.
  ///   - parent: the standard it inherits from.
  static func checked(
    _ outline: Outline, _ found: [Diagnostic], _ parent: Workbench.Loaded?,
    tolerating tolerance: Checker.Tolerance = []
  ) -> Workbench.Loaded {
    let (standard, problems) = Checker.standard(from: outline, tolerating: tolerance)
    // A text that could not be read leaves holes; what follows from them alone is not worth a message.
    let isReadable = !found.contains(where: \.isError)
    var all = found + (isReadable ? problems : problems.filter { !$0.isConsequence })
    if let standard, let parent, let inherited = parent.standard {
      all += Strictness.violations(of: parent.outline, inherited, by: outline, standard)
    }
    let failed = all.contains { tolerance.isBroken(by: $0) }
    return Workbench.Loaded(
      sources: outline.sources, outline: outline, standard: failed ? nil : standard,
      diagnostics: Array(all.prefix(Limits.messages)))
  }
}

extension Diagnostic {
  /// Whether a problem of meaning may only follow from a part that could not be read.
  fileprivate var isConsequence: Bool {
    switch problem as? ModelProblem {
    case .weights, .clauseMissing, .noCondition, .emptyParent, .emptyExample, .pointsNeeded, .unknownTarget,
      .placeless, .rowWithoutTable, .parameterEmpty, .nothingLeft, .noMaximum, .shareOfNothing, .otherwiseFirst,
      .unknownExample, .deductionSubtracts, .unused:
      true
    default: false
    }
  }
}
