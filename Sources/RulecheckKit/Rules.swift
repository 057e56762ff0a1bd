internal import Diagnostics
internal import Evaluation
internal import Model
internal import Reports
internal import Sheets
internal import Workbench

/// A standard: its criteria, weights and quotas, as a `.rules` file states them.
public struct Rules: Sendable {
  private let loaded: Workbench.Loaded

  private init(_ loaded: Workbench.Loaded) { self.loaded = loaded }

  /// Loads a file, and those from which it inherits.
  ///
  /// - Parameter path: of a file that ends in `.rules`.
  /// - Throws: ``RulesError/unreadable(_:)``. What is wrong with the rules themselves stands in ``problems``.
  public init(at path: String) throws(RulesError) {
    do throws(FileProblem) {
      self.init(try Workbench(files: ReadOnlyFiles()).load(path))
    } catch {
      throw .unreadable(Message(Diagnostic(error, at: .file(path))))
    }
  }

  /// Takes a text that stands in no file; it cannot inherit.
  ///
  /// - Parameter name: by which messages call it.
  public init(text: String, name: String = "rules") {
    self.init(Workbench.load(SourceFile(name: name, text: text)))
  }

  /// Errors and warnings, in the order of the file.
  public var problems: [Message] { loaded.diagnostics.map(Message.init) }

  /// Whether there are no errors, so that sheets can be judged.
  public var isValid: Bool { loaded.standard != nil }

  /// SHA-256 of what the standard means, however it is written: equal digests, equal results.
  public var digest: String { loaded.digest }

  /// The standard with a parameter set to a value, written as in a rules file: `95%`, `3 个`.
  ///
  /// What is wrong with the value stands in ``problems`` of the result.
  public func setting(_ parameter: String, to value: String) -> Rules {
    Rules(Workbench.set([Workbench.Setting(name: parameter, value: value)], loaded))
  }

  /// The standard with amendments in the rules language, `修改 参数 名额 5 个` or `amend parameter quota 5`: section 12 of
  /// Grammar.md. What is wrong with them stands in ``problems`` of the result.
  public func amended(by clauses: String) -> Rules {
    Rules(Workbench.amended(loaded, by: [("amendment", clauses)]))
  }

  /// Judges all sheets, ranks them and fills the quotas.
  ///
  /// - Throws: ``RulesError/invalid(_:)`` if the standard has errors. What is wrong with sheets stands in
  ///   ``Judgement/problems``.
  public func judge(_ sheets: FactSheets) throws(RulesError) -> Judgement {
    guard let standard = loaded.standard else { throw .invalid(problems.filter(\.isError)) }
    return Judgement(Workbench.judge(loaded, standard, sheets.files.read(by: standard, digested: true)))
  }
}

/// Fact sheets, not yet read: what a column means is for a standard to say.
public struct FactSheets: Sendable {
  let files: SheetFiles

  /// Files as given, folders by the files directly in them.
  ///
  /// - Throws: ``RulesError/unreadable(_:)``.
  public init(at paths: String...) throws(RulesError) {
    do throws(FileProblem) {
      files = try Workbench(files: ReadOnlyFiles()).sheetFiles(under: paths)
    } catch {
      throw .unreadable(Message(Diagnostic(error, at: .file(paths.joined(separator: " ")))))
    }
  }

  /// Takes the content of one file.
  ///
  /// - Parameters:
  ///   - bytes: text in UTF-8 or GB18030, or a workbook.
  ///   - name: whose ending decides the form: csv, xlsx, json, jsonl, anything else is a text sheet.
  public init(bytes: some Sequence<UInt8>, name: String) {
    files = SheetFiles([SheetFile(path: name, bytes: Array(bytes))])
  }
}

/// Why nothing could be judged.
public enum RulesError: Error, Sendable {
  /// A file or folder.
  case unreadable(Message)
  /// The errors of the standard.
  case invalid([Message])
  /// A name that no sheet has, or that several have.
  case unknownCommunity(Message)
}

/// Something that is to be said of rules or sheets.
public struct Message: Sendable, CustomStringConvertible {
  /// Every message has its words in both.
  public enum Language: Sendable { case chinese, english }

  private let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  /// As Grammar.md and the tests list it: `M204`.
  public var code: String { diagnostic.problem.code }
  /// Errors keep a standard from being used, or a value from being read; everything else is a warning.
  public var isError: Bool { diagnostic.isError }

  /// What is wrong, where, why, and what to do about it, on several lines.
  public func text(_ language: Language) -> String {
    DiagnosticRenderer(language: language == .chinese ? .zh : .en).render(diagnostic)
  }

  /// In English; ``text(_:)`` has the other language.
  public var description: String { text(.english) }
}
