import Diagnostics
import Syntax

extension Workbench {
  /// What became of a file that was to be put in canonical layout.
  public enum Formatted {
    case unchanged
    /// Written, or only asked for.
    case changed
    case refused([Diagnostic])
  }

  /// Puts a rules file in canonical layout. The result is read again and compared before the file is replaced.
  ///
  /// - Parameters:
  ///   - keywords: the language in which keywords are to be spelled; nil leaves each as it is.
  ///   - writes: false to find out only whether the file would change.
  public func format(_ path: String, keywords: Language?, writes: Bool) throws(FileProblem) -> Formatted {
    let bytes = try files.read(path)
    guard let text = String(rules: bytes) else {
      return .refused([Diagnostic(SyntaxProblem.notText, at: .file(path))])
    }
    let file = SourceFile(name: path, text: text)
    guard let formatted = Formatter.text(of: file, keywords: keywords) else {
      return .refused(Parser.outline(of: file).diagnostics)
    }
    guard Formatter.isSame(file, SourceFile(name: path, text: formatted)) else {
      return .refused([Diagnostic(SyntaxProblem.layoutLost, at: .file(path))])
    }
    if Array(formatted.utf8) == bytes { return .unchanged }
    if writes { try files.write(Array(formatted.utf8), to: path) }
    return .changed
  }
}

extension String {
  /// The text of a rules file: UTF-8, with or without byte order mark. Nil if it is something else.
  public init?(rules bytes: [UInt8]) {
    self.init(validating: bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0), as: UTF8.self)
  }
}
