import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The result for programs. `format` names the version; members are only ever added to it.
public struct OutcomeJSON: PiecewiseText {
  private let judged: Judged

  /// Items included. Numbers that were worked out are texts, as decimals or fractions; ends with a line end.
  public init(_ judged: Judged) { self.judged = judged }

  /// The whole text.
  public static func text(_ judged: Judged) -> String {
    var bytes: [UInt8] = []
    OutcomeJSON(judged).write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the text piece by piece.
  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let outcome = judged.outcome
    let count = outcome.places.count
    // The results, which are many, go where the text of the other members has none.
    let whole = JSONValue.object(of: head + [("results", .array([]))] + tail).text() + "\n"
    let (before, behind) = Self.halves(whole)
    try put(Array(before.utf8))
    let columns = outcome.isLarge ? ResultColumns(outcome, \.nodes) : nil
    let writers = (0..<Cores.count(for: count, atLeast: Self.piece)).map { _ in Results(outcome, columns?.reader()) }
    for start in stride(from: 0, to: count, by: writers.count * Self.piece) {
      let pieces = Cores.map(writers.count) { number in
        let first = min(count, start + number * Self.piece)
        return writers[number].write(first..<min(count, first + Self.piece))
      }
      for piece in pieces { try put(piece) }
      Pulse.beat()
    }
    try put(Array(((count > 0 ? "\n  " : "") + behind).utf8))
  }

  /// So many results are written at a time.
  private static let piece = ResultColumns.blockSize

  /// What stands before the results, up to the bracket that opens them, and what stands behind them.
  private static func halves(_ whole: String) -> (Substring, Substring) {
    // No text of a member has a line break.
    let opening = "\n  \"results\": ["
    guard let place = whole.firstRange(of: opening) else { return (whole[...], "") }
    return (whole[..<place.upperBound], whole[place.upperBound...])
  }

  /// Writes the results at some places of the report after others, on a thread of its own.
  private final class Results {
    private let outcome: Outcome
    private let reader: ResultReader?
    private let parts = WrittenParts()

    /// - Parameter reader: nil where results are asked for one by one.
    init(_ outcome: Outcome, _ reader: ResultReader?) { (self.outcome, self.reader) = (outcome, reader) }

    func write(_ places: Range<Int>) -> [UInt8] {
      var buffer = ByteBuffer()
      reader?.gather(places)
      reader?.read(places)
      for (row, place) in places.enumerated() {
        buffer.append(place == 0 ? "\n    " : ",\n    ")
        let result = reader?.whole(row) ?? outcome.result(at: place)
        OutcomeJSON.result(result, outcome, parts).append(to: &buffer, indent: 2)
      }
      return buffer.bytes
    }
  }

  private var head: [(String, JSONValue)] {
    let outcome = judged.outcome
    let standard = outcome.standard
    return [
      ("format", .string("rulecheck.outcome/2")),
      (
        "standard",
        JSONValue.object(
          of: [
            ("name", .string(standard.name)), ("title", .string(standard.title)),
            ("total", standard.total.map { .string($0.exactText) } ?? .null),
            ("referenceDate", standard.referenceDate.map { .string($0.text) } ?? .null),
            ("digest", .string(judged.rulesDigest)),
          ] + Self.editions(standard))
      ),
      (
        "sheets",
        JSONValue.object(of: [
          ("count", .number(String(outcome.table.sheets.count))), ("digest", .string(judged.sheetsDigest)),
          ("refused", .array(outcome.table.refused.map(JSONValue.string))),
          ("problems", .number(String(judged.problems.count))),
        ])
      ),
    ]
  }

  private var tail: [(String, JSONValue)] {
    let outcome = judged.outcome
    return [
      (
        "couldTurn",
        outcome.turnable().map { .array($0.map { .string(outcome.sheet($0).name) }) } ?? .array([])
      ),
      (
        "open",
        .array(
          outcome.standard.openMatters.map { matter in
            JSONValue.object(of: [
              ("subject", .string(matter.kind.chinese + " " + matter.name)),
              ("kind", .string(matter.kind.english)), ("name", .string(matter.name)),
              ("value", matter.value.map(JSONValue.string) ?? .null),
              ("reason", .string(matter.reason)),
            ])
          })
      ),
    ]
  }

  /// Exact ends as decimals or fractions, in strings: JSON numbers would be rounded by most readers. No end is null.
  static func interval(_ points: Interval) -> JSONValue { interval(points, as: .plainNumber) }

  /// ``interval(_:)`` in the unit of a type.
  static func interval(_ range: Interval, as type: ValueType) -> JSONValue {
    JSONValue.object(of: [("least", end(range.least, type)), ("most", end(range.most, type))])
  }

  private static func end(_ end: Endpoint, _ type: ValueType = .plainNumber) -> JSONValue {
    end.value.map { .string(Value.number($0).exactText(as: type)) } ?? .null
  }

  /// Both ends; null where there is no total.
  static func total(_ total: Total) -> JSONValue { total.points.map(interval) ?? .null }

  /// Whether there is a total, null while that is open; no member in standards in which there always is.
  static func scored(_ total: Total, _ standard: Standard) -> [(String, JSONValue)] {
    standard.mayBeUnscored ? [("scored", truth(total.isScored))] : []
  }

  private static func truth(_ truth: Truth) -> JSONValue {
    switch truth {
    case .yes: .bool(true)
    case .no: .bool(false)
    case .unknown: .null
    }
  }

  /// The edition that counts of each clause that has several; no member where none has.
  static func editions(_ standard: Standard) -> [(String, JSONValue)] {
    if standard.editions.isEmpty { return [] }
    func day(_ day: CalendarDate?) -> JSONValue { day.map { .string($0.text) } ?? .null }
    let editions = standard.editions.map { edition in
      JSONValue.object(of: [
        ("kind", .string(edition.key.kind.english)), ("name", .string(edition.key.name)),
        ("since", day(edition.validity.since)), ("until", day(edition.validity.until)),
      ])
    }
    return [("editions", .array(editions))]
  }

  /// The group of 推荐 每; null where it is not known.
  static func group(_ result: SheetResult, _ outcome: Outcome) -> [(String, JSONValue)] {
    group(outcome.standard.selection?.places, result, outcome)
  }

  private static func group(
    _ places: PlaceLimits?, _ result: SheetResult, _ outcome: Outcome
  ) -> [(String, JSONValue)] {
    guard let facts = places?.groupBy, !facts.isEmpty else { return [] }
    let values = facts.map { fact in
      let declared = outcome.standard.facts[fact]
      let value = outcome.stated(fact, by: result).value.map { JSONValue.string($0.text(as: declared.type)) } ?? .null
      return (declared.name, value)
    }
    return [("group", JSONValue.object(of: values))]
  }

  /// Whether it is within the places of the grades that have no more than so many, where there are such.
  private static func gradePlaces(_ result: SheetResult, _ outcome: Outcome) -> [(String, JSONValue)] {
    guard outcome.standard.hasGradePlaces else { return [] }
    let places = result.gradePlaces.sorted { $0.key < $1.key }.map { grade, status in
      let stated = outcome.standard.grades[grade]
      return JSONValue.object(
        of: [("grade", .string(stated.name)), ("within", .string(status.rawValue))]
          + group(stated.places, result, outcome))
    }
    return [("gradePlaces", .array(places))]
  }

  /// What cost most points, first.
  static func lost(_ result: SheetResult, _ outcome: Outcome, _ parts: WrittenParts? = nil) -> JSONValue {
    .array(
      outcome.lost(by: result).map { lost in
        WrittenParts.value(lost, parts?.lost, indent: 4) {
          let key = outcome.standard.key(of: lost.path)
          return JSONValue.object(of: [
            ("kind", .string(key.kind.english)), ("name", .string(key.name)), ("points", interval(lost.points)),
          ])
        }
      })
  }

  /// With its value exactly, null while it is open, and then what it may come to.
  private static func determination(_ stated: Determination, _ found: DeterminationResult) -> JSONValue {
    var word: JSONValue?
    if case .known(let value) = found.value { word = .string(value.text(as: stated.type)) }
    var value = found.isUnscored ? nil : found.value.json(as: stated.type) ?? word
    if found.mayBeUnscored, found.value.knownValue != nil {
      value = found.value.interval.map { interval($0, as: stated.type) }
    }
    let members: [(String, JSONValue)] = [
      ("name", .string(stated.name)), ("title", .string(stated.title)), ("value", value ?? .null),
      ("unit", stated.type.unit.map(JSONValue.string) ?? .null),
      ("possible", .array(found.possible.map { .string(Value.choice($0).text(as: stated.type)) })),
    ]
    // Only where it may want for a total.
    let scored: [(String, JSONValue)] =
      found.isUnscored ? [("scored", .bool(false))] : found.mayBeUnscored ? [("scored", .null)] : []
    return JSONValue.object(of: members + scored)
  }

  /// - Parameter parts: what has been written of others, where many stand in one list; nil where one stands elsewhere.
  static func result(_ result: SheetResult, _ outcome: Outcome, _ parts: WrittenParts? = nil) -> JSONValue {
    let standard = outcome.standard
    func names(_ inputs: [Missing], parameters: Bool) -> JSONValue {
      .array(inputs.filter { $0.isParameter == parameters }.map { .string(standard.name($0)) })
    }
    func score(
      _ path: ResultPath, _ id: String, _ title: String, _ score: ScoreResult, _ points: Interval, indent: Int
    ) -> JSONValue {
      let key = WrittenParts.Score(
        path: path, verdict: score.verdict, points: points, full: score.full, missing: score.missing,
        error: score.error)
      return WrittenParts.value(key, parts?.scores, indent: indent) {
        JSONValue.object(of: [
          ("id", .string(id)), ("title", .string(title)), ("verdict", .string(score.verdict.rawValue)),
          ("points", interval(points)), ("full", score.full.map { .string($0.exactText) } ?? .null),
          ("missing", names(score.missing, parameters: false)),
          ("missingParameters", names(score.missing, parameters: true)),
          ("error", score.error.map { .string($0.described(.en)) } ?? .null),
        ])
      }
    }
    let requirements = zip(standard.requirements, result.requirements).enumerated().map { index, pair in
      let (requirement, found) = pair
      return WrittenParts.value(.init(index: index, result: found), parts?.requirements, indent: 4) {
        JSONValue.object(of: [
          ("kind", .string(requirement.kind.rawValue)), ("id", .string(requirement.id)),
          ("title", .string(requirement.title)), ("verdict", .string(found.verdict.rawValue)),
          ("missing", names(found.missing, parameters: false)),
          ("missingParameters", names(found.missing, parameters: true)),
          ("error", found.error.map { .string($0.described(.en)) } ?? .null),
        ])
      }
    }
    func points(_ points: Interval, indent: Int) -> JSONValue {
      WrittenParts.value(.init(points: points, indent: indent), parts?.points, indent: indent) { interval(points) }
    }
    let categories = zip(standard.categories, result.categories).enumerated().map { index, pair in
      let (category, found) = pair
      var scale: [(String, JSONValue)] = []
      if let mark = found.mark, let full = category.scale {
        scale = [("mark", interval(mark)), ("scale", .string(full.exactText))]
      }
      return JSONValue.object(
        of: [
          ("name", .string(category.name)), ("title", .string(category.title)),
          ("points", points(found.points, indent: 5)),
          ("full", found.full.map { .string($0.exactText) } ?? .null),
        ] + scale + [
          ("error", found.error.map { .string($0.described(.en)) } ?? .null),
          (
            "groups",
            .array(
              zip(category.groups, found.groups).map {
                JSONValue.object(of: [
                  ("name", .string($0.name)), ("title", .string($0.title)),
                  ("points", points($1.points, indent: 7)),
                  ("error", $1.error.map { .string($0.described(.en)) } ?? .null),
                ])
              })
          ),
          (
            "items",
            .array(
              zip(category.items, found.items).enumerated().map { place, pair in
                score(
                  .item(index, place), pair.0.id, pair.0.title, pair.1, pair.1.points, indent: 6)
              })
          ),
        ])
    }
    let missing = outcome.missing(result)
    func inputs(parameters: Bool) -> JSONValue {
      .array(
        missing.filter { $0.input.isParameter == parameters }.map { missing in
          WrittenParts.value(missing, parts?.inputs, indent: 4) {
            JSONValue.object(of: [
              (parameters ? "parameter" : "fact", .string(standard.name(missing.input))),
              ("points", end(missing.points)),
              (
                "requirements",
                .array(
                  missing.requirements.map {
                    .string("\(standard.requirements[$0].kind.rawValue) \(standard.requirements[$0].id)")
                  })
              ),
              ("decisions", .array(missing.decisions.map { .string($0.rawValue) })),
            ])
          }
        })
    }
    return JSONValue.object(
      of: standard.members("name", outcome.sheet(result).identity) + group(result, outcome)
        + gradePlaces(result, outcome) + [
          ("rank", result.rank.map { .number(String($0)) } ?? .null),
          ("entrant", truth(result.entrant)), ("eligible", truth(result.eligible)),
          ("total", total(result.total)),
        ] + scored(result.total, standard) + [
          ("failed", .bool(result.isFailed(by: standard))),
          ("grades", .array(result.grades.map { $0.map { .string(standard.grades[$0].name) } ?? .null })),
          ("gradeTitles", .array(result.grades.map { $0.map { .string(standard.grades[$0].title) } ?? .null })),
          ("determinations", .array(zip(standard.determinations, result.determinations).map(determination))),
          ("selected", result.selection.map { .string($0.rawValue) } ?? .null),
          ("requirements", .array(requirements)), ("categories", .array(categories)),
          (
            "adjustments",
            .array(
              standard.adjustments.indices.map { index in
                let adjustment = standard.adjustments[index]
                return score(
                  .adjustment(index), adjustment.name, adjustment.title, result.adjustments[index],
                  result.movement(index, standard),
                  indent: 4)
              })
          ),
          ("lost", lost(result, outcome, parts)),
          ("missing", inputs(parameters: false)), ("missingParameters", inputs(parameters: true)),
        ])
  }
}

extension Missing {
  fileprivate var isParameter: Bool {
    if case .parameter = self { return true }
    return false
  }
}

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
