/// The messages of a run as they are shown together. A mistake made all down a column is one mistake: a few places
/// teach it, the others are named.
public struct DiagnosticList {
  /// Messages shown in one run; what is beyond is counted.
  public static let limit = 100
  /// Places at which the same is said of the same column.
  private static let repetitions = 3
  /// Rows named where it is said no more.
  private static let rowsNamed = 8

  private let diagnostics: [Diagnostic]
  private let language: Language

  /// In the order in which they are to be shown.
  public init(_ diagnostics: [Diagnostic], language: Language) {
    self.diagnostics = diagnostics
    self.language = language
  }

  /// What makes two messages about cells the same.
  private struct Subject: Hashable {
    let code: String
    let sentence: String
    let file: String
    let worksheet: String?
    let column: String
  }

  private func subject(_ diagnostic: Diagnostic) -> (subject: Subject, row: Int)? {
    guard case .cell(let file, let row?, let column?, _, let worksheet) = diagnostic.place else { return nil }
    let sentence = diagnostic.problem.wording(language).sentence
    return (
      Subject(
        code: diagnostic.problem.code, sentence: sentence, file: file, worksheet: worksheet?.name, column: column), row
    )
  }

  /// An empty text where there are none.
  public func text(color: Bool) -> String {
    if diagnostics.isEmpty { return "" }
    let renderer = DiagnosticRenderer(language: language, color: color)
    let subjects = diagnostics.map(subject)
    let rows = Dictionary(grouping: subjects.compactMap { $0 }) { $0.subject }.mapValues { $0.map(\.row) }
    var seen: [Subject: Int] = [:]
    var shown: [String] = []
    var hidden = 0
    for (diagnostic, found) in zip(diagnostics, subjects) {
      if let found { seen[found.subject, default: 0] += 1 }
      let count = found.flatMap { seen[$0.subject] } ?? 0
      if count > Self.repetitions { continue }
      if shown.count == Self.limit {
        hidden += 1
        continue
      }
      var text = renderer.render(diagnostic)
      if count == Self.repetitions, let found, let all = rows[found.subject], all.count > count {
        text += "  " + others(Array(all.dropFirst(count))) + "\n"
      }
      shown.append(text)
    }
    if hidden > 0 { shown.append(language == .zh ? "另有 \(hidden) 条。\n" : "\(hidden) more.\n") }
    return shown.joined(separator: "\n")
  }

  private func others(_ rows: [Int]) -> String {
    let named = rows.prefix(Self.rowsNamed).map(String.init)
    let isAll = rows.count <= Self.rowsNamed
    return language == .zh
      ? "同样的问题这一列还有 \(rows.count) 处：第 \(named.joined(separator: "、")) 行\(isAll ? "" : "等")。"
      : "The same in \(rows.count) more rows of this column: \(named.joined(separator: ", "))\(isAll ? "" : ", …")."
  }
}
