import Evaluation
import Model
import Quantities
import Sheets

/// Writes results as members of an ``OutcomeJSON``, one after the other on a thread of its own.
final class ResultsJSON {
  private let outcome: Outcome
  private let reader: ResultReader?
  /// What has been written of others, where many stand in one list; nil where one stands elsewhere.
  private let parts: WrittenParts?
  private var buffer = ByteBuffer()

  /// - Parameter reader: nil where results are asked for one by one.
  init(_ outcome: Outcome, _ reader: ResultReader?) {
    (self.outcome, self.reader) = (outcome, reader)
    parts = WrittenParts()
  }

  private init(_ outcome: Outcome) { (self.outcome, reader, parts) = (outcome, nil, nil) }

  /// One result.
  static func value(_ result: SheetResult, _ outcome: Outcome) -> JSONValue { ResultsJSON(outcome).value(result) }

  /// The results at some places of the report.
  func write(_ places: Range<Int>) -> [UInt8] {
    buffer.removeAll()
    reader?.gather(places)
    reader?.read(places)
    for (row, place) in places.enumerated() {
      buffer.append(place == 0 ? "\n    " : ",\n    ")
      value(reader?.whole(row) ?? outcome.result(at: place)).append(to: &buffer, indent: 2)
    }
    return buffer.bytes
  }

  private func value(_ result: SheetResult) -> JSONValue {
    let standard = outcome.standard
    let identity = outcome.sheet(result).identity
    let about =
      standard.members("name", identity) + OutcomeJSON.group(result, outcome)
      + OutcomeJSON.gradePlaces(result, outcome)
    // A result looks its parts up each time it is asked for them.
    let (requirements, categories, scores) = (result.requirements, result.categories, result.adjustments)
    let adjustments = standard.adjustments.indices.map { index in
      score(
        .adjustment(index), standard.adjustments[index].name, standard.adjustments[index].title, scores[index],
        result.movement(index, standard), indent: 4)
    }
    let missing = outcome.missing(result)
    return JSONValue.object(
      of: about + standing(result) + [
        ("requirements", .array(requirements.indices.map { requirement($0, requirements[$0]) })),
        ("categories", .array(categories.indices.map { category($0, categories[$0]) })),
        ("adjustments", .array(adjustments)), ("lost", OutcomeJSON.lost(result, outcome, parts)),
        ("missing", inputs(missing, parameters: false)), ("missingParameters", inputs(missing, parameters: true)),
      ])
  }

  private func standing(_ result: SheetResult) -> [(String, JSONValue)] {
    let standard = outcome.standard
    return [
      ("rank", result.rank.map { .number(String($0)) } ?? .null),
      ("entrant", OutcomeJSON.truth(result.entrant)), ("eligible", OutcomeJSON.truth(result.eligible)),
      ("total", OutcomeJSON.total(result.total)),
    ] + OutcomeJSON.scored(result.total, standard) + [
      ("failed", .bool(result.isFailed(by: standard))),
      ("grades", .array(result.grades.map { $0.map { .string(standard.grades[$0].name) } ?? .null })),
      ("gradeTitles", .array(result.grades.map { $0.map { .string(standard.grades[$0].title) } ?? .null })),
      ("determinations", .array(zip(standard.determinations, result.determinations).map(OutcomeJSON.determination))),
      ("selected", result.selection.map { .string($0.rawValue) } ?? .null),
    ]
  }

  private func requirement(_ index: Int, _ found: RequirementResult) -> JSONValue {
    WrittenParts.value(.init(index: index, result: found), parts?.requirements, indent: 4) {
      let requirement = outcome.standard.requirements[index]
      return JSONValue.object(of: [
        ("kind", .string(requirement.kind.rawValue)), ("id", .string(requirement.id)),
        ("title", .string(requirement.title)), ("verdict", .string(found.verdict.rawValue)),
        ("missing", names(found.missing, parameters: false)),
        ("missingParameters", names(found.missing, parameters: true)),
        ("error", found.error.map { .string($0.described(.en)) } ?? .null),
      ])
    }
  }

  private func category(_ index: Int, _ found: CategoryResult) -> JSONValue {
    let category = outcome.standard.categories[index]
    var scale: [(String, JSONValue)] = []
    if let mark = found.mark, let full = category.scale {
      scale = [("mark", OutcomeJSON.interval(mark)), ("scale", .string(full.exactText))]
    }
    let groups = zip(category.groups, found.groups).map { group, found in
      JSONValue.object(of: [
        ("name", .string(group.name)), ("title", .string(group.title)), ("points", points(found.points, indent: 7)),
        ("error", found.error.map { .string($0.described(.en)) } ?? .null),
      ])
    }
    let items = category.items.indices.map { place in
      score(
        .item(index, place), category.items[place].id, category.items[place].title, found.items[place],
        found.items[place].points, indent: 6)
    }
    return JSONValue.object(
      of: [
        ("name", .string(category.name)), ("title", .string(category.title)),
        ("points", points(found.points, indent: 5)), ("full", found.full.map { .string($0.exactText) } ?? .null),
      ] + scale + [
        ("error", found.error.map { .string($0.described(.en)) } ?? .null), ("groups", .array(groups)),
        ("items", .array(items)),
      ])
  }

  private func score(
    _ path: ResultPath, _ id: String, _ title: String, _ score: ScoreResult, _ points: Interval, indent: Int
  ) -> JSONValue {
    let key = WrittenParts.Score(
      path: path, verdict: score.verdict, points: points, full: score.full, missing: score.missing,
      error: score.error)
    return WrittenParts.value(key, parts?.scores, indent: indent) {
      JSONValue.object(of: [
        ("id", .string(id)), ("title", .string(title)), ("verdict", .string(score.verdict.rawValue)),
        ("points", OutcomeJSON.interval(points)), ("full", score.full.map { .string($0.exactText) } ?? .null),
        ("missing", names(score.missing, parameters: false)),
        ("missingParameters", names(score.missing, parameters: true)),
        ("error", score.error.map { .string($0.described(.en)) } ?? .null),
      ])
    }
  }
  private func points(_ points: Interval, indent: Int) -> JSONValue {
    WrittenParts.value(.init(points: points, indent: indent), parts?.points, indent: indent) {
      OutcomeJSON.interval(points)
    }
  }

  private func inputs(_ missing: [MissingInput], parameters: Bool) -> JSONValue {
    .array(
      missing.filter { $0.input.isParameter == parameters }.map { missing in
        WrittenParts.value(missing, parts?.inputs, indent: 4) {
          let requirements = missing.requirements.map { outcome.standard.requirements[$0] }
          return JSONValue.object(of: [
            (parameters ? "parameter" : "fact", .string(outcome.standard.name(missing.input))),
            ("points", OutcomeJSON.end(missing.points)),
            ("requirements", .array(requirements.map { .string("\($0.kind.rawValue) \($0.id)") })),
            ("decisions", .array(missing.decisions.map { .string($0.rawValue) })),
          ])
        }
      })
  }

  private func names(_ inputs: [Missing], parameters: Bool) -> JSONValue {
    .array(inputs.filter { $0.isParameter == parameters }.map { .string(outcome.standard.name($0)) })
  }
}

extension Missing {
  fileprivate var isParameter: Bool {
    if case .parameter = self { return true }
    return false
  }
}
