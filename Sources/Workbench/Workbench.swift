import Diagnostics
import Evaluation
import Model
import Sheets
import Syntax

/// The use cases that the command line and embedders share: load a standard, amend it, read sheets, judge them.
public struct Workbench {
  /// Whence files are read, and whither they are written.
  public let files: any FileAccess

  /// Reads nothing yet.
  public init(files: any FileAccess) { self.files = files }

  /// A standard as loaded, with everything said about it.
  public struct Loaded: Sendable {
    /// The file asked for, and those from which it inherits.
    public let sources: SourceMap
    /// What the standard says in effect: after inheritance and amendments.
    public let outline: Outline
    /// Nil if there are errors.
    public let standard: Standard?
    /// Of reading, inheriting, amending and checking; warnings too.
    public let diagnostics: [Diagnostic]
    /// Of which ``outline`` is a translation, in the words of the files; nil where it is none.
    let translated: Outline?

    init(
      sources: SourceMap, outline: Outline, standard: Standard?, diagnostics: [Diagnostic], translated: Outline? = nil
    ) {
      self.sources = sources
      self.outline = outline
      self.standard = standard
      self.diagnostics = diagnostics
      self.translated = translated
    }

    /// The file asked for.
    public var file: SourceFile { sources.main }

    /// The same with no clauses of one kind, to be amended and checked again.
    func without(_ kind: ClauseKind) -> Loaded {
      let clauses = outline.clauses.filter { $0.kind != kind }
      let outline = Outline(
        sources: outline.sources, clauses: clauses, removals: outline.removals, mentions: outline.mentions)
      return Loaded(
        sources: sources, outline: outline, standard: standard, diagnostics: diagnostics, translated: translated)
    }

    /// SHA-256 of what the standard means, however it is written and divided into files.
    public var digest: String {
      let outline = translated ?? outline
      // What is recorded about the source says nothing about results.
      let clauses = outline.clauses.map { $0.without([.fingerprint]) }
      let text = OutlinePrinter.text(Outline(sources: outline.sources, clauses: clauses))
      return Digest.sha256(CanonicalText.of(SourceFile(name: "", text: text)).utf8)
    }
  }

  /// - Parameter earlier: a standard beside which this one is to be compared: its places come first.
  public func load(_ path: String, settings: [Setting] = [], beside earlier: Loaded? = nil) throws(FileProblem)
    -> Loaded
  {
    let loaded = try Loader(files: files).load(path, base: earlier?.sources.end ?? 0)
    return settings.isEmpty ? loaded : Self.set(settings, loaded)
  }

  /// The path of the rules file that is called so, or nil if there is none.
  ///
  /// - Parameters:
  ///   - name: a path, or as seen from the folder of `file`; its ending may be left out.
  ///   - file: a path.
  public func rules(called name: String, beside file: String) -> String? {
    FilePath.candidates(name, beside: file).first(where: files.exists)
  }

  /// Loads a text that stands in no file: it cannot inherit.
  public static func load(_ file: SourceFile, settings: [Setting] = []) -> Loaded {
    let loaded = Loader(files: nil).load(file)
    return settings.isEmpty ? loaded : set(settings, loaded)
  }

  /// Reads all sheets under the paths: files as given, folders by the files directly in them.
  ///
  /// - Parameter isDigested: whether their digest is asked for, for which files are kept.
  public func sheets(
    _ paths: [String], for standard: Standard, digested isDigested: Bool
  ) throws(FileProblem) -> SheetFiles.Reading {
    try sheetFiles(under: paths).read(by: standard, digested: isDigested)
  }

  /// Reads all sheets under the paths for two standards, whose facts they may state. What is said is what the second
  /// says of them.
  public func sheets(
    _ paths: [String], for standards: (before: Standard, after: Standard)
  ) throws(FileProblem) -> (tables: (before: Table, after: Table), diagnostics: [Diagnostic]) {
    let sheets = try sheetFiles(under: paths)
    let before = standards.before.read(sheets.files, beside: [standards.after])
    let after = standards.after.read(sheets.files, beside: [standards.before])
    return ((before.table, after.table), sheets.diagnostics + after.diagnostics)
  }

  /// Judges the sheets of a table, as ``sheets(_:for:digested:)`` has read them.
  ///
  /// - Parameter isWhole: whether the parts of all results will be asked for, and again and again.
  public static func judge(
    _ loaded: Loaded, _ standard: Standard, _ input: SheetFiles.Reading, whole isWhole: Bool = false
  ) -> Judged {
    Judged(
      outcome: Evaluation.outcome(of: standard, input.table, whole: isWhole), rulesDigest: loaded.digest,
      sheetsDigest: input.digest?(), problems: input.diagnostics)
  }
}

extension Workbench.Loaded {
  /// An error for each matter that the standard leaves open, for whoever allows none.
  public var openRefused: [Diagnostic] {
    (standard?.openMatters ?? []).map {
      Diagnostic(ModelProblem.openRefused($0.kind, $0.name), at: sources.place(of: $0.range))
    }
  }
}

extension Standard {
  /// The columns that fact sheets of this standard have.
  public var schema: Schema { schema(beside: []) }

  /// - Parameter others: standards whose facts the sheets may state too.
  public func read(
    _ files: consuming [SheetFile], beside others: [Standard] = []
  ) -> (table: Table, diagnostics: [Diagnostic]) {
    SheetReader.read(files, schema: schema(beside: others))
  }

  func schema(beside others: [Standard]) -> Schema {
    let known = Set(facts.flatMap { [$0.name, $0.alias].compactMap { $0 } })
    let foreign = Set(others.flatMap(\.facts).flatMap { [$0.name, $0.alias].compactMap { $0 } })
    return Schema(
      columns: facts.map {
        Schema.Column(
          name: $0.name, alias: $0.alias, type: $0.type, lower: $0.lower, upper: $0.upper, precision: $0.precision)
      }, subjects: subjects, grouping: grouping, units: units, ignored: foreign.subtracting(known))
  }
}
