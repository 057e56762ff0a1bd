import Diagnostics
import Sheets

/// Diagnostics for programs.
public enum DiagnosticsJSON {
  /// With `format` `rulecheck.diagnostics/1`: both wordings of each; the place only where that is in a source, from 1.
  ///
  /// - Parameter members: what else is told beside them.
  public static func text(_ diagnostics: [Diagnostic], _ members: [JSONValue.Member] = []) -> String {
    let list = diagnostics.map { diagnostic -> JSONValue in
      var members = [
        JSONValue.Member("code", .string(diagnostic.problem.code)),
        JSONValue.Member("severity", .string(diagnostic.problem.severity.rawValue)),
      ]
      if case .source(let file, let range) = diagnostic.place {
        let start = file.position(at: range.lower)
        let end = file.position(at: range.upper)
        members += [
          JSONValue.Member("file", .string(file.name)), JSONValue.Member("line", .number(String(start.line))),
          JSONValue.Member("column", .number(String(start.column))),
          JSONValue.Member("endLine", .number(String(end.line))),
          JSONValue.Member("endColumn", .number(String(end.column))),
        ]
      }
      for language in Language.allCases {
        let wording = diagnostic.problem.wording(language)
        members.append(
          JSONValue.Member(
            language.rawValue,
            .object([
              JSONValue.Member("sentence", .string(wording.sentence)),
              JSONValue.Member("reason", wording.reason.map(JSONValue.string) ?? .null),
              JSONValue.Member("remedy", wording.remedy.map(JSONValue.string) ?? .null),
            ])))
      }
      if case .source(let file, let range)? = diagnostic.related {
        members += [
          JSONValue.Member("relatedFile", .string(file.name)),
          JSONValue.Member("relatedLine", .number(String(file.position(at: range.lower).line))),
        ]
      }
      if case .source(let file, _) = diagnostic.place, let replaced = diagnostic.replaced {
        let (start, end) = (file.position(at: replaced.lower), file.position(at: replaced.upper))
        members.append(
          JSONValue.Member(
            "replaced",
            .object([
              JSONValue.Member("line", .number(String(start.line))),
              JSONValue.Member("column", .number(String(start.column))),
              JSONValue.Member("endLine", .number(String(end.line))),
              JSONValue.Member("endColumn", .number(String(end.column))),
            ])))
      }
      members.append(JSONValue.Member("replacement", diagnostic.replacement.map(JSONValue.string) ?? .null))
      return .object(members)
    }
    return JSONValue.object(
      [
        JSONValue.Member("format", .string("rulecheck.diagnostics/1")), JSONValue.Member("diagnostics", .array(list)),
      ] + members
    ).text() + "\n"
  }
}
