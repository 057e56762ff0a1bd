import Analysis
import Diagnostics
import Sheets

/// What the examples of a standard have seen of it, clause by clause.
public struct CoverageReport {
  private let coverage: ExampleCoverage
  private let sources: SourceMap
  private let language: Language

  /// - Parameter sources: where the clauses stand.
  public init(_ coverage: ExampleCoverage, _ sources: SourceMap, _ language: Language) {
    self.coverage = coverage
    self.sources = sources
    self.language = language
  }

  private func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  private func line(_ range: SourceRange) -> Int { sources.file(of: range).line(at: range.lower) + 1 }

  /// What stands there, on one line.
  private func text(_ range: SourceRange) -> String {
    sources.text(of: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: In words

  /// A line for each clause, beneath it what has not been seen; then the sum.
  public var text: String {
    coverage.clauses.map(text).joined()
      + say(
        "覆盖：\(coverage.ways) 种情形，示例看到 \(coverage.seen) 种。\n",
        "Coverage: \(coverage.seen) of \(coverage.ways) cases seen.\n")
  }

  private func text(_ clause: ExampleCoverage.Clause) -> String {
    let count = say(
      "第 \(line(clause.range)) 行  看到 \(clause.seen)/\(clause.ways)",
      "line \(line(clause.range))  \(clause.seen)/\(clause.ways) seen")
    return clause.name.text(language) + "  " + count + "\n" + clause.points.map(text).joined()
  }

  private func text(_ point: ExampleCoverage.Point) -> String {
    let (way, other) = ways(point.kind)
    let unseen = (point.isSeen ? [] : [way]) + (point.isSeenOtherwise ? [] : [other])
    if unseen.isEmpty { return "" }
    let place = say("第 \(line(point.range)) 行", "line \(line(point.range))")
    return "  \(place)  \(text(point.range))" + say("：", ": ") + unseen.joined(separator: say("，", ", ")) + "\n"
  }

  /// What is said where one way, or the other, has not been seen.
  private func ways(_ kind: CoveragePoint.Kind) -> (String, String) {
    switch kind {
    case .requirement: (say("没有满足过", "never met"), say("没有不满足过", "never failed"))
    case .condition: (say("没有成立过", "never true"), say("没有不成立过", "never false"))
    case .band: (say("没有用到过", "never reached"), say("没有跳过过", "never passed over"))
    case .branch: (say("没有走过“则”", "its first branch never taken"), say("没有走过“否则”", "its other branch never taken"))
    case .grade: (say("没有评上过", "never given"), say("没有评不上过", "never withheld"))
    case .selection: (say("没有推荐过", "nobody ever selected"), say("没有不推荐过", "nobody ever left out"))
    case .boundary:
      (say("没有试过正好在界线上的", "no value on the limit"), say("没有试过紧挨着界线另一边的", "no value just across the limit"))
    }
  }

  // MARK: For programs

  /// With `format` `rulecheck.coverage/1`; what has been seen too.
  public var member: (String, JSONValue) {
    (
      "coverage",
      .object(of: [
        ("format", .string("rulecheck.coverage/1")), ("ways", .number("\(coverage.ways)")),
        ("seen", .number("\(coverage.seen)")),
        (
          "clauses",
          .array(
            coverage.clauses.map { clause in
              .object(of: [
                ("clause", .string(clause.name.text(language))), ("line", .number("\(line(clause.range))")),
                ("ways", .number("\(clause.ways)")), ("seen", .number("\(clause.seen)")),
                ("points", .array(clause.points.map(json))),
              ])
            })
        ),
      ])
    )
  }

  private func json(_ point: ExampleCoverage.Point) -> JSONValue {
    .object(of: [
      ("kind", .string(point.kind.rawValue)), ("line", .number("\(line(point.range))")),
      ("text", .string(text(point.range))), ("seen", .bool(point.isSeen)),
      ("seenOtherwise", .bool(point.isSeenOtherwise)),
    ])
  }
}
