import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The result for programs. `format` names the version; members are only ever added to it.
public struct OutcomeJSON: PiecewiseFile {
  private let judged: Judged
  /// So many of the report are told of.
  private let count: Int

  /// Items included. Numbers that were worked out are texts, as decimals or fractions; ends with a line end.
  ///
  /// - Parameter top: the last rank of which results are told; nil for everybody.
  public init(_ judged: Judged, top: Int? = nil) {
    self.judged = judged
    count = judged.outcome.count(throughRank: top)
  }

  /// The whole text.
  public static func text(_ judged: Judged) -> String {
    var bytes: [UInt8] = []
    OutcomeJSON(judged).write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the text piece by piece.
  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let outcome = judged.outcome
    // The results, which are many, go where the text of the other members has none.
    let whole = JSONValue.object(of: head + [("results", .array([]))] + tail).text() + "\n"
    let (before, behind) = Self.halves(whole)
    try put(Array(before.utf8))
    let columns = outcome.isLarge ? ResultColumns(outcome, \.nodes) : nil
    try putParts(
      count, piece: Self.piece, writer: { ResultsJSON(outcome, columns?.reader()) }, { $0.write($1) }, put)
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
          ("count", .number(String(outcome.table.sheets.count))),
          ("digest", judged.sheetsDigest.map(JSONValue.string) ?? .null),
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
        outcome.turnable().map { .array($0.map { .string($0.name) }) } ?? .array([])
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

  static func end(_ end: Endpoint, _ type: ValueType = .plainNumber) -> JSONValue {
    end.value.map { .string(Value.number($0).exactText(as: type)) } ?? .null
  }

  /// Both ends; null where there is no total.
  static func total(_ total: Total) -> JSONValue { total.points.map(interval) ?? .null }

  /// Whether there is a total, null while that is open; no member in standards in which there always is.
  static func scored(_ total: Total, _ standard: Standard) -> [(String, JSONValue)] {
    standard.mayBeUnscored ? [("scored", truth(total.isScored))] : []
  }

  static func truth(_ truth: Truth) -> JSONValue {
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
  static func gradePlaces(_ result: SheetResult, _ outcome: Outcome) -> [(String, JSONValue)] {
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
  static func determination(_ stated: Determination, _ found: DeterminationResult) -> JSONValue {
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
}
