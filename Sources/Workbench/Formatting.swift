import Diagnostics
import Sheets
import Syntax

extension Workbench {
  /// What became of a file that was to be put in canonical layout.
  public enum Formatted {
    case unchanged
    /// Written, or only asked for.
    /// - Parameter encoding: whether it was in another encoding than UTF-8 before.
    case changed(encoding: Bool)
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
      return .refused([SyntaxProblem.notText.at(path)])
    }
    let file = SourceFile(name: path, text: text)
    guard let formatted = Formatter.text(of: file, keywords: keywords) else {
      // Of a file that is something else no line is shown.
      return .refused(
        FilePath.isRules(path) || file.statesStandard
          ? Parser.outline(of: file).diagnostics : [SyntaxProblem.noRules.at(path)])
    }
    guard Formatter.isSame(file, SourceFile(name: path, text: formatted)) else {
      return .refused([SyntaxProblem.layoutLost.at(path)])
    }
    if Array(formatted.utf8) == bytes { return .unchanged }
    if writes { try files.rewrite(path, with: Array(formatted.utf8)) }
    return .changed(encoding: !TextDecoding.isUTF8(bytes))
  }
}
