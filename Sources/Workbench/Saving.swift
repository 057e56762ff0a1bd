import Diagnostics
import Model
import Syntax

extension Workbench {
  /// Writes a session's amendments as a variant that inherits the standard as loaded.
  ///
  /// - Parameters:
  ///   - rules: the file from which the session's standard was loaded.
  ///   - path: the file to write, as a whole or not at all.
  /// - Returns: whether it was written: not where it would not give the standard of the session.
  /// - Throws: also what is wrong with the variant: a lock of the very file that was loaded, say.
  public func save(_ session: Session, from rules: String, to path: String) throws(Session.Refusal) -> Bool {
    let parent = FilePath.relative(files.absolute(rules), from: files.absolute(path))
    let bytes = Array(session.variant(inheriting: parent).utf8)
    let preview = Preview(files: files, path: path, bytes: bytes)
    var errors: [Diagnostic]
    do throws(FileProblem) {
      let saved = try Workbench(files: preview).load(path)
      errors = saved.diagnostics.filter { Checker.Tolerance.weights.isBroken(by: $0) }
      if errors.isEmpty {
        let differences = StandardComparison(session.current.outline, saved.outline).differences
        guard !saved.outline.clauses.isEmpty, !differences.contains(where: \.isEffective) else { return false }
        try files.write(bytes, to: path)
        return true
      }
    } catch {
      errors = [Diagnostic(error, at: .file(path))]
    }
    throw Session.Refusal(diagnostics: errors)
  }

  /// What would be loaded if a session's amendments were saved beside the standard.
  ///
  /// - Parameter rules: the file from which the session's standard was loaded.
  public func variant(of session: Session, from rules: String) throws(FileProblem) -> Loaded {
    let path = FilePath.folder(of: rules) + "/#.rules"
    let parent = FilePath.relative(files.absolute(rules), from: files.absolute(path))
    let bytes = Array(session.variant(inheriting: parent).utf8)
    return try Workbench(files: Preview(files: files, path: path, bytes: bytes)).load(path)
  }
}

extension Session {
  /// The amendments, under a standard of their own.
  fileprivate func variant(inheriting parent: String) -> String {
    let isChinese = Language.isChinese(base.file.text)
    let standard = base.standard?.name ?? ""
    let title = base.standard?.title ?? ""
    let header =
      isChinese
      ? "标准 \(standard)修改稿 “\(title)（修改稿）” 继承 \(standard) 于 “\(parent)”"
      : "standard \(standard)_amended “\(title) (amended)” inherits \(standard) from “\(parent)”"
    return ([header] + amendments).joined(separator: "\n") + "\n"
  }
}

/// The files as they would be with one of them written.
private struct Preview: FileAccess {
  let files: any FileAccess
  let path: String
  let bytes: [UInt8]

  func read(_ path: String) throws(FileProblem) -> [UInt8] { path == self.path ? bytes : try files.read(path) }
  func list(_ path: String) throws(FileProblem) -> [FolderEntry]? { try files.list(path) }
  func exists(_ path: String) -> Bool { path == self.path || files.exists(path) }
  func absolute(_ path: String) -> String { files.absolute(path) }
  func resolved(_ path: String) -> String? { files.resolved(path) }
  func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {}
  func rewrite(_ path: String, with bytes: [UInt8]) throws(FileProblem) {}
}
