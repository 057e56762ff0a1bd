import Diagnostics
import Model
import Sheets
import Syntax

/// Reads a rules file and those it inherits from, and makes one checked standard of them.
struct Loader {
  /// Nil for a text that stands in no file.
  let files: (any FileAccess)?

  /// - Parameter base: where the places in the files are to begin.
  func load(_ path: String, base: Int) throws(FileProblem) -> Workbench.Loaded {
    guard let files else { throw .notFound(path) }
    let bytes = try files.read(path)
    let text = String(rules: bytes)
    let file = SourceFile(name: path, text: text ?? "", base: base)
    guard text != nil, FilePath.isRules(path) || file.statesStandard else {
      // Of a file that is something else no line is shown.
      let problem: SyntaxProblem = text == nil ? .notText : .noRules
      return .failed(SourceMap(SourceFile(name: path, text: "", base: base)), [problem.at(path)])
    }
    let premises = Premises(of: path, files)
    let loaded = corrected(file) { load($0, chain: [path], within: premises) }
    return TextDecoding.isUTF8(bytes) ? loaded : loaded.with(SyntaxProblem.oldEncoding.at(path))
  }

  func load(_ file: SourceFile) -> Workbench.Loaded {
    corrected(file) { load($0, chain: [file.name], within: nil) }
  }

  /// With the lines as they should read, where something is wrong with them.
  private func corrected(_ file: SourceFile, _ load: @escaping (SourceFile) -> Workbench.Loaded) -> Workbench.Loaded {
    Corrector(load: load).corrected(load(file), in: file)
  }

  /// What stands in a file, and what is to be said of that.
  private typealias Reading = (outline: Outline, diagnostics: [Diagnostic])

  /// - Parameters:
  ///   - chain: the files from the one asked for down to this one.
  ///   - premises: nil for a text that stands in no file.
  private func load(_ file: SourceFile, chain: [String], within premises: Premises?) -> Workbench.Loaded {
    load(Parser.outline(of: file), of: file, chain: chain, within: premises)
  }

  private func load(
    _ read: Reading, of file: SourceFile, chain: [String], within premises: Premises?
  ) -> Workbench.Loaded {
    let (outline, textual) = read
    guard let own = outline.clauses.first(where: { $0.kind == .standard }),
      case .inherits(let name, let parentFile) = own.body
    else {
      let (standalone, problems) = Amender.standalone(outline)
      return .checked(standalone, textual + problems, nil)
    }
    func failed(_ problem: any Problem, at range: SourceRange, _ others: [Diagnostic] = []) -> Workbench.Loaded {
      .failed(outline.sources, textual + others + [Diagnostic(problem, at: outline.sources.place(of: range))])
    }
    let path = FilePath.resolved(parentFile.text, beside: file.name)
    let longer = chain + [path]
    if chain.contains(path) { return failed(AmendmentProblem.cycle(longer), at: parentFile.range) }
    if longer.count > Limits.levels { return failed(AmendmentProblem.tooDeep(longer), at: parentFile.range) }
    let parentSource: (file: SourceFile, reading: Reading)
    do throws(Refusal) {
      parentSource = try source(path, longer, within: premises, base: outline.sources.end)
    } catch {
      return failed(error.problem, at: parentFile.range)
    }
    let parent = load(parentSource.reading, of: parentSource.file, chain: longer, within: premises)
    guard let inherited = parent.standard else {
      return failed(AmendmentProblem.parentInvalid(path, chain: longer), at: parentFile.range, parent.diagnostics)
    }
    if inherited.name != name.text, inherited.alias != name.text {
      return failed(AmendmentProblem.parentName(wanted: name.text, found: inherited.name), at: name.range)
    }
    var sources = outline.sources
    for file in parent.sources.files { sources.add(file) }
    // What an example expects is a matter of its own level: here it is only built upon, or given new expectations.
    let examples = parent.outline.clauses.map { $0.kind == .example ? $0.without([.expect]) : $0 }
    let inheritance = Outline(
      sources: sources, clauses: examples, removals: parent.outline.removals, mentions: parent.outline.mentions)
    let (amended, problems) = Amender.amend(inheritance, by: [outline.clauses], in: sources)
    return .checked(amended, textual + problems, parent)
  }

  /// The rules file that another one names. Nothing of a file that is something else is shown.
  private func source(
    _ path: String, _ chain: [String], within premises: Premises?, base: Int
  ) throws(Refusal) -> (file: SourceFile, reading: Reading) {
    let (missing, noRules) = (
      Refusal(AmendmentProblem.parentMissing(path, chain: chain)),
      Refusal(AmendmentProblem.parentNoRules(path, chain: chain))
    )
    guard let files, let premises else { throw missing }
    guard FilePath.isRules(path) else { throw noRules }
    guard let place = files.resolved(path) else { throw missing }
    guard premises.contain(place) else { throw Refusal(AmendmentProblem.parentOutside(path, chain: chain)) }
    let bytes: [UInt8]
    do {
      bytes = try files.read(path)
    } catch {
      throw Refusal(error)
    }
    guard FilePath.isRules(place), let text = String(rules: bytes) else { throw noRules }
    let file = SourceFile(name: path, text: text, base: base)
    let reading = Parser.outline(of: file)
    guard reading.outline.statesStandard else { throw noRules }
    return (file, reading)
  }
}

extension Workbench.Loaded {
  fileprivate func with(_ diagnostic: Diagnostic) -> Workbench.Loaded {
    Workbench.Loaded(sources: sources, outline: outline, standard: standard, diagnostics: [diagnostic] + diagnostics)
  }

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
    var all = found + (isReadable ? problems : problems.filter { !$0.problem.isConsequence })
    if let standard, let parent { all += violations(of: parent.outline, parent.standard, by: outline, standard) }
    if isReadable { all = saidOfAllDays(outline, all, parent: parent) }
    let failed = all.contains { tolerance.isBroken(by: $0) }
    return Workbench.Loaded(
      sources: outline.sources, outline: outline, standard: failed ? nil : standard,
      diagnostics: Array(all.prefix(Limits.messages)))
  }
}
