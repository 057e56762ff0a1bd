import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// The use cases that the command line and embedders share: load a standard, amend it, read sheets, judge them.
public struct Workbench {
  public let files: any FileAccess

  public init(files: any FileAccess) { self.files = files }

  /// A standard as loaded, with everything said about it.
  public struct Loaded {
    public let file: SourceFile
    public let outline: Outline
    /// Nil if the file has errors.
    public let standard: Standard?
    public let diagnostics: [Diagnostic]

    public var digest: String { Digest.sha256(CanonicalText.of(file).utf8) }
  }

  /// A change asked for from outside: `--set 参数=值`, `--as-of 日期`.
  public struct Setting: Sendable {
    public let name: String?
    public let value: String

    /// - Parameter name: a parameter; nil for the reference date.
    public init(name: String?, value: String) {
      self.name = name
      self.value = value
    }

    var text: String { name.map { "--set \($0)=\(value)" } ?? "--as-of \(value)" }
  }

  public func load(_ path: String, settings: [Setting] = []) throws(FileProblem) -> Loaded {
    let bytes = try files.read(path)
    guard let text = String(validating: bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0), as: UTF8.self)
    else {
      let file = SourceFile(name: path, text: "")
      let problem = Diagnostic(SyntaxProblem.notText, at: .file(path))
      return Loaded(file: file, outline: Outline(file: file, clauses: []), standard: nil, diagnostics: [problem])
    }
    return Self.load(SourceFile(name: path, text: text), settings: settings)
  }

  public static func load(_ file: SourceFile, settings: [Setting] = []) -> Loaded {
    let (outline, textual) = Parser.outline(of: file)
    let plain = checked(file, outline, textual)
    guard !settings.isEmpty, let standard = plain.standard else { return plain }
    var amendments: [Amendment] = []
    var problems: [Diagnostic] = []
    for setting in settings {
      switch amendment(setting, standard) {
      case .success(let amendment): amendments.append(amendment)
      case .failure(let refusal):
        problems.append(Diagnostic(refusal.problem, at: .argument(setting.text)))
      }
    }
    if !problems.isEmpty { return Loaded(file: file, outline: outline, standard: nil, diagnostics: problems) }
    return checked(file, outline.amended(by: amendments), textual)
  }

  private static func checked(_ file: SourceFile, _ outline: Outline, _ textual: [Diagnostic]) -> Loaded {
    let (standard, problems) = Checker.standard(from: outline)
    // A text that could not be read leaves holes; what follows from them alone is not worth a message.
    let isReadable = !textual.contains(where: \.isError)
    let all = textual + (isReadable ? problems : problems.filter { !$0.isConsequence })
    return Loaded(
      file: file, outline: outline, standard: isReadable ? standard : nil,
      diagnostics: Array(all.prefix(Limits.messages)))
  }

  private struct Refusal: Error {
    let problem: any Problem
  }

  /// A setting as an amendment. Its value is read like a cell of a sheet: nothing is guessed.
  private static func amendment(_ setting: Setting, _ standard: Standard) -> Result<Amendment, Refusal> {
    var type = ValueType.date
    var name: String?
    if let wanted = setting.name {
      guard let parameter = standard.parameters.first(where: { $0.name == wanted || $0.alias == wanted }) else {
        let nearest = NearestName.of(wanted, among: standard.parameters.map(\.name))
        return .failure(Refusal(problem: ModelProblem.unknownName(wanted, nearest: nearest, split: nil)))
      }
      (type, name) = (parameter.type, parameter.name)
    }
    switch CellReader.value(setting.value, type: type, units: standard.units) {
    case .success(let value?): return .success(.set(name, to: value, of: type))
    case .success(nil): return .failure(Refusal(problem: ModelProblem.parameterEmpty(setting.name ?? "--as-of")))
    case .failure(let problem): return .failure(Refusal(problem: problem))
    }
  }

  /// Reads all sheets under the paths: files as given, folders by the files directly in them.
  public func sheets(
    _ paths: [String], for standard: Standard
  ) throws(FileProblem) -> (table: Table, diagnostics: [Diagnostic], digest: String) {
    var sheetFiles: [SheetFile] = []
    for path in paths {
      let names = try files.list(path)
      let inside = (names ?? [path]).filter { names == nil || Self.isSheet($0) }
      if inside.isEmpty { throw .noSheets(path) }
      for name in inside { sheetFiles.append(SheetFile(path: name, bytes: try files.read(name))) }
    }
    let (table, diagnostics) = SheetReader.read(sheetFiles, schema: standard.schema)
    let digests = sheetFiles.map { Digest.sha256($0.bytes) }.sorted().joined()
    return (table, diagnostics, Digest.sha256(digests.utf8))
  }

  private static func isSheet(_ path: String) -> Bool {
    ["csv", "json", "jsonl", "txt"].contains { path.lowercased().hasSuffix("." + $0) }
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

extension Standard {
  /// The columns that fact sheets of this standard have.
  public var schema: Schema {
    Schema(
      columns: facts.map {
        Schema.Column(name: $0.name, alias: $0.alias, type: $0.type, lower: $0.lower, upper: $0.upper)
      }, subject: subject, units: units)
  }
}
