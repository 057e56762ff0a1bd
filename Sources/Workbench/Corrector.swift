import Diagnostics
import Model
import Syntax

/// Says of the lines of a rules file how they should read. A line is only proposed that has been tried: with it nothing is
/// said of that line any more, and nothing new of any other. What is gone then from other lines followed from the
/// mistake, and is not said.
struct Corrector {
  /// Reads the file again with another text.
  let load: (SourceFile) -> Workbench.Loaded

  /// Longer lines, in characters, are for their writers to mend.
  private static let lengthLimit = 300
  /// Of so many lines of a file corrections are looked for.
  private static let lineLimit = 12
  /// So many readings of the file are spent on one line, and on all.
  private static let triesALine = 30
  private static let triesAltogether = 120

  /// The same with the messages that say how lines should read, where that has been found out.
  ///
  /// - Parameter file: the one in which lines are corrected.
  func corrected(_ loaded: Workbench.Loaded, in file: SourceFile) -> Workbench.Loaded {
    guard loaded.diagnostics.contains(where: \.isError) else { return loaded }
    return Workbench.Loaded(
      sources: loaded.sources, outline: loaded.outline, standard: loaded.standard,
      diagnostics: diagnostics(of: loaded, in: file))
  }

  private func diagnostics(of loaded: Workbench.Loaded, in file: SourceFile) -> [Diagnostic] {
    let errors = loaded.diagnostics.filter(\.isError)
    // Where all goes wrong because a line cannot be read, that line may do.
    let isHopeless = errors.count > Limits.proposals
    let lines = lines(of: isHopeless ? errors.filter { $0.problem is SyntaxProblem } : errors, file)
    if lines.isEmpty { return loaded.diagnostics.map { Self.line(of: $0, file) == nil ? $0.proposingNothing : $0 } }
    if isHopeless && lines.count > Self.lineLimit { return loaded.diagnostics }
    var trial = Trial(file: file, errors: Self.seen(errors, file))
    var proposals: [Int: Proposal] = [:]
    var left = Self.triesAltogether
    let phrasing = Phrasing(isChinese: Language.isChinese(file.text), names: Self.names(in: loaded, file))
    for repair in repairs(of: errors, file)
    where left > 0 && trial.errors.contains(where: { $0.line == repair.line }) {
      let before = trial.file.text(of: repair.declaration)
      guard phrasing.sense(of: repair.text).keeps(phrasing.sense(of: before)) else { continue }
      left -= 1
      let next = Trial(loading: repair.text, at: repair.declaration, in: trial.file, load)
      let known = Set(trial.errors)
      guard !next.errors.contains(where: { $0.line == repair.line }), next.errors.allSatisfy(known.contains) else {
        continue
      }
      proposals[repair.line] = Proposal(line: repair.declaration, text: repair.text)
      trial = next
    }
    for line in lines.prefix(Self.lineLimit) where trial.errors.contains(where: { $0.line == line }) {
      if let (text, next) = correction(of: line, trial, loaded.diagnostics, phrasing, &left) {
        proposals[line] = Proposal(line: line, text: text)
        trial = next
      }
    }
    return said(loaded.diagnostics, file, proposals, remaining: trial.errors, phrasing)
  }

  /// A reading of the file, some lines of it corrected.
  private struct Trial {
    let file: SourceFile
    let errors: [Seen]

    init(file: SourceFile, errors: [Seen]) { (self.file, self.errors) = (file, errors) }

    init(loading text: String, at line: Int, in before: SourceFile, _ load: (SourceFile) -> Workbench.Loaded) {
      file = before.replacing(before.range(ofLine: line), with: text)
      errors = Corrector.seen(load(file).diagnostics.filter(\.isError), file)
    }
  }

  /// How a line should read.
  private struct Proposal {
    let line: Int
    let text: String
  }

  /// An error as it is known again once other lines have changed.
  private struct Seen: Hashable {
    let line: Int?
    let code: String
    let words: String
    /// Whether it was only not said as long as something could not be read.
    let isConsequence: Bool
  }

  private static func seen(_ errors: [Diagnostic], _ file: SourceFile) -> [Seen] {
    errors.map { error in
      Seen(
        line: line(of: error, file), code: error.problem.code, words: error.problem.wording(.en).sentence,
        isConsequence: error.problem.isConsequence)
    }
  }

  static func line(of diagnostic: Diagnostic, _ file: SourceFile) -> Int? {
    guard case .source(let own, let range) = diagnostic.place, own.name == file.name else { return nil }
    return own.line(at: range.lower)
  }

  /// In the order of the file, each once.
  private func lines(of errors: [Diagnostic], _ file: SourceFile) -> [Int] {
    Set(errors.compactMap { Self.line(of: $0, file) }).sorted()
  }

  // MARK: One line

  private func correction(
    of line: Int, _ before: Trial, _ diagnostics: [Diagnostic], _ phrasing: Phrasing, _ left: inout Int
  ) -> (text: String, trial: Trial)? {
    let original = before.file.text(of: line)
    if original.utf8.count > 4 * Self.lengthLimit || original.count > Self.lengthLimit { return nil }
    let others = Set(before.errors.filter { $0.line != line })
    let warned = Set(Self.seen(diagnostics.filter { !$0.isError }, before.file))
    let sense = phrasing.sense(of: original)
    // A line that can be read has the keyword that was meant.
    let isReadable = !diagnostics.contains { $0.problem is SyntaxProblem && Self.line(of: $0, before.file) == line }
    let opening = isReadable ? original.openingKeyword : nil
    var tried: Set<String> = [original]
    // What would do if nothing is found that brings no further messages.
    var found: (text: String, trial: Trial)?
    // Those with the fewest messages first: of several mistakes one is mended after the other.
    var open = [(text: original, wrong: Int.max, diagnostics: diagnostics, file: before.file)]
    var tries = 0
    while !open.isEmpty {
      let best = open.indices.min { open[$0].wrong < open[$1].wrong } ?? 0
      let start = open.remove(at: best)
      for text in alternatives(start.text, line, start.diagnostics, start.file, phrasing)
      where tried.insert(text).inserted && phrasing.sense(of: text).keeps(sense)
        && (opening == nil || text.openingKeyword == opening)
      {
        if tries >= Self.triesALine || left <= 0 { return found }
        (tries, left) = (tries + 1, left - 1)
        let file = before.file.replacing(before.file.range(ofLine: line), with: text)
        let loaded = load(file)
        let errors = Self.seen(loaded.diagnostics.filter(\.isError), file)
        let warnings = Self.seen(loaded.diagnostics.filter { !$0.isError }, file)
        let isMended = errors.allSatisfy { $0.line != line && (others.contains($0) || $0.isConsequence) }
        if isMended, warnings.allSatisfy({ warned.contains($0) || $0.isConsequence }) {
          let trial = Trial(file: file, errors: errors)
          if errors.allSatisfy(others.contains) { return (text, trial) }
          found = found ?? (text, trial)
        }
        open.append((text, errors.filter { $0.line == line }.count, loaded.diagnostics, file))
      }
    }
    return found
  }

  /// What the messages of a line propose, and what phrases make of it.
  private func alternatives(
    _ text: String, _ line: Int, _ diagnostics: [Diagnostic], _ file: SourceFile, _ phrasing: Phrasing
  ) -> [String] {
    var proposed: [String] = []
    for diagnostic in diagnostics where diagnostic.isError && Self.line(of: diagnostic, file) == line {
      guard case .source(let own, let range) = diagnostic.place else { continue }
      let found = own.text(in: range.lower..<range.upper)
      guard let replacement = diagnostic.replacement ?? NearestName.of(found, among: Self.operators) else { continue }
      let whole = own.range(ofLine: line)
      let replaced = diagnostic.replaced ?? range
      guard whole.lower <= replaced.lower, replaced.upper <= whole.upper else { continue }
      proposed.append(
        own.text(in: whole.lower..<replaced.lower) + replacement + own.text(in: replaced.upper..<whole.upper))
    }
    let phrased = phrasing.alternatives(to: text)
    return phrased.prefix(1) + proposed.flatMap { [$0] + phrasing.alternatives(to: $0).prefix(1) } + phrased.dropFirst()
  }

  /// Whatever is called something in the standard, in the file too where it could not be read as a whole.
  private static func names(in loaded: Workbench.Loaded, _ file: SourceFile) -> Set<String> {
    var names: Set<String> = []
    let broken = Set(loaded.diagnostics.filter { $0.problem is SyntaxProblem }.compactMap { line(of: $0, file) })
    for clause in loaded.outline.clauses + Parser.outline(of: file).outline.clauses {
      // What stands in a line that cannot be read need not be a name.
      if clause.range.lower < file.base + file.text.utf8.count, broken.contains(file.line(at: clause.range.lower)) {
        continue
      }
      if !numbered.contains(clause.kind) {
        names.formUnion([clause.name?.text, clause.alias?.text].compactMap { $0 })
      }
      guard case .fact(let type?) = clause.body else { continue }
      names.formUnion(type.columns.map(\.name.text))
    }
    return names
  }

  private static let numbered: Set<ClauseKind> = [.item, .gate, .requirement, .advisory, .veto, .standard]

  /// Words that may stand between two values.
  private static let operators = Keyword.allCases.filter { $0.role == .reserved }.flatMap { [$0.chinese, $0.english] }

  // MARK: What is said

  private func said(
    _ diagnostics: [Diagnostic], _ file: SourceFile, _ proposals: [Int: Proposal], remaining: [Seen],
    _ phrasing: Phrasing
  ) -> [Diagnostic] {
    let remaining = Set(remaining)
    var told: Set<Int> = []
    return diagnostics.compactMap { diagnostic -> Diagnostic? in
      guard diagnostic.isError else { return diagnostic }
      let line = Self.line(of: diagnostic, file)
      if let line, let proposal = proposals[line] {
        // One mistake, one message.
        return told.insert(line).inserted ? diagnostic.proposing(proposal.text, of: proposal.line, in: file) : nil
      }
      let seen = Self.seen([diagnostic], file)[0]
      if !proposals.isEmpty, !remaining.contains(seen) { return nil }
      return diagnostic.replacement == nil || helps(diagnostic, diagnostics, file, phrasing)
        ? diagnostic : diagnostic.proposingNothing
    }
  }

  /// Whether what a message proposes makes it go away, and brings no other, though something else is wrong with the line.
  private func helps(
    _ diagnostic: Diagnostic, _ diagnostics: [Diagnostic], _ file: SourceFile, _ phrasing: Phrasing
  ) -> Bool {
    // What another file says is right there: it is this one that no longer fits.
    guard let replacement = diagnostic.replacement, case .source(let own, let range) = diagnostic.place,
      own.name == file.name, own.base == file.base, file.text(in: range.lower..<range.upper).count <= Self.lengthLimit
    else { return false }
    let changed = file.replacing(diagnostic.replaced ?? range, with: replacement)
    let line = file.line(at: range.lower)
    let sense = phrasing.sense(of: file.text(of: line))
    guard phrasing.sense(of: changed.text(of: line)).keeps(sense) else { return false }
    var left = Self.seen(diagnostics.filter(\.isError), file)
    let after = Self.seen(load(changed).diagnostics.filter(\.isError), changed)
    for error in after {
      if let place = left.firstIndex(of: error) {
        left.remove(at: place)
      } else if !error.isConsequence || error.line == line {
        return false
      }
    }
    return left.contains { $0.code == diagnostic.problem.code }
  }
}

extension Diagnostic {
  /// With the whole line as it should read.
  fileprivate func proposing(_ text: String, of line: Int, in file: SourceFile) -> Diagnostic {
    Diagnostic(
      guessing(only: text), at: place, related: related, replacement: text, of: file.range(ofLine: line))
  }

  /// The problem, without a guess at a word that turned out not to be meant.
  private func guessing(only text: String) -> any Problem {
    if case .clauseUnknown(let word, let nearest?)? = problem as? SyntaxProblem, !text.contains(nearest) {
      return SyntaxProblem.clauseUnknown(word, nearest: nil)
    }
    if case .unknownName(let word, let nearest?, let split)? = problem as? ModelProblem, !text.contains(nearest) {
      return ModelProblem.unknownName(word, nearest: nil, split: split)
    }
    return problem
  }

  fileprivate var proposingNothing: Diagnostic { Diagnostic(problem, at: place, related: related) }
}

extension String {
  fileprivate var openingKeyword: Keyword? { Token.all(in: self).first?.keyword }
}

extension SourceFile {
  func text(of line: Int) -> String {
    let range = range(ofLine: line)
    return text(in: range.lower..<range.upper)
  }
}
