import Diagnostics
import Evaluation
import Model
import Planning
import Quantities
import Reports
import Sheets
import Syntax
import Translation

/// Weights and parameters to be moved in the page: the data for the script that ranks anew, and how the language writes
/// what has been moved. There is nothing of it in print, or without scripts.
struct Tuning {
  private let outcome: Outcome
  private let words: PageWords
  /// Nil where facts have to be kept.
  private let frontier: SettingFrontier?
  private let keys: [Plan.Setting]
  private let script: ScriptFrontier
  private let plan: ScriptPlan
  private let settings: [(setting: Plan.Setting, data: JSONValue)]

  /// Nil where nothing can be moved in a page.
  init?(_ outcome: Outcome, _ words: PageWords) {
    do throws(PlanProblem) {
      let script = try ScriptFrontier(outcome.standard)
      let weights = outcome.standard.movableWeights
      let known = Dictionary(
        uniqueKeysWithValues: script.effective.compactMap { setting in
          Self.data(setting, outcome.standard, weights, words.labels).map { (setting, $0) }
        })
      // Items move with their category.
      let parts = weights.flatMap { category in
        outcome.standard.parts(of: category).map { Plan.Setting.full($0.path) }
      }
      keys = script.effective.filter { known[$0] != nil || parts.contains($0) }
      frontier = try SettingFrontier(outcome, keys)
      (self.outcome, self.words, self.script) = (outcome, words, script)
      plan = try ScriptPlan(outcome.standard)
      settings = keys.compactMap { setting in known[setting].map { (setting, $0) } }
    } catch { return nil }
    if settings.isEmpty { return nil }
  }

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { words.say(chinese, english) }

  // MARK: What can be moved

  /// Nil for what is not moved here: what has no number, date or yes and no, and parts of categories.
  private static func data(
    _ setting: Plan.Setting, _ standard: Standard, _ weights: [Int], _ labels: Labels
  ) -> JSONValue? {
    let amend = Keyword.amend.spelling(labels.language) + " "
    switch setting {
    case .parameter(let index):
      let parameter = standard.parameters[index]
      guard let value = parameter.value, let kind = kind(parameter.type) else { return nil }
      let before = amend + ClauseKind.parameter.spelling(labels.language) + " " + parameter.name + " "
      return data(
        setting, parameter.name, kind, value, parameter.type, (parameter.lower, parameter.upper), before,
        isWeight: false,
        labels)
    case .full(.category(let index)):
      guard weights.contains(index), let full = standard.categories[index].full, let total = standard.total else {
        return nil
      }
      let category = standard.categories[index]
      let before =
        amend + ClauseKind.category.spelling(labels.language) + " " + category.name + " "
        + Keyword.points.spelling(labels.language) + " "
      let share = try? full.divided(by: total)
      return share.flatMap {
        data(
          setting, labels.titled(category), "percentage", .number($0), .percentage, (nil, nil), before, isWeight: true,
          labels, scale: total, parts: standard.parts(of: index))
      }
    case .full, .total: return nil
    }
  }

  private static func kind(_ type: ValueType) -> String? {
    switch type {
    case .truth: "truth"
    case .number: "number"
    case .percentage: "percentage"
    case .date: "date"
    case .text, .choice, .choices, .records: nil
    }
  }

  /// - Parameters:
  ///   - scale: what a share of one is worth in the plan.
  ///   - parts: what grows and shrinks with it.
  private static func data(
    _ setting: Plan.Setting, _ name: String, _ kind: String, _ value: Value, _ type: ValueType,
    _ limits: (Value?, Value?), _ before: String, isWeight: Bool, _ labels: Labels, scale: Rational = .one,
    parts: [(path: ResultPath, full: Rational)] = []
  ) -> JSONValue? {
    /// As it is typed: in its unit, percentages without the sign.
    func shown(_ value: Value?) -> String? {
      guard let value else { return nil }
      switch (value, type) {
      case (.number(let number), .percentage): return short(number * .powerOfTen(2))
      case (.number(let number), .number(let measure, _)): return short(measure.number(of: number))
      default: return value.text(as: type, english: labels.language == .en)
      }
    }
    guard let text = shown(value) else { return nil }
    var factor = scale
    var unit = ""
    switch type {
    case .percentage: (factor, unit) = (scale * .init(1, places: 2), "%")
    case .number(let measure, _):
      (factor, unit) = (measure.value(of: .one), labels.language == .en ? measure.english : measure.text)
    case .truth, .date, .text, .choice, .choices, .records: break
    }
    let isWhole = if case .number(_, let whole) = type { whole } else { false }
    let members: [(String, JSONValue)] = [
      ("key", .string(ScriptPlan.key(setting))), ("name", .string(name)), ("kind", .string(kind)),
      ("value", .string(text)), ("least", shown(limits.0).map(JSONValue.string) ?? .null),
      ("most", shown(limits.1).map(JSONValue.string) ?? .null), ("whole", .bool(isWhole)),
      ("factor", .string(factor.fractionText)), ("unit", .string(unit)), ("before", .string(before)),
      ("weight", .bool(isWeight)),
      (
        "parts",
        .array(
          parts.map {
            .object(of: [
              ("key", .string(ScriptPlan.key(.full($0.path)))), ("share", .string($0.full.fractionText)),
            ])
          })
      ),
    ]
    return JSONValue.object(of: members)
  }

  /// Nil for a number that has no short decimals, which no field can hold.
  private static func short(_ number: Rational) -> String? {
    let text = number.exactText
    return text.contains("/") ? nil : text
  }

  // MARK: In the page

  var heading: String { say("权重与参数试算", "Try other weights and parameters") }

  /// A place for the script, and its data.
  var parts: [HTML] {
    [
      .element(
        "div", ["id": "tuning"],
        [.element("p", ["class": "note"], say("试算要运行脚本。", "This needs scripts."))]),
      .data(data.compactText, id: "tuning-data"), .data(plan.json.compactText, id: "plan"),
    ]
  }

  private var data: JSONValue {
    let sheets = outcome.table.sheets.indices
    let groups = standard.selection?.places.groupBy ?? []
    let kept = Cores.map(sheets.count) { [outcome, frontier, script, standard] place -> JSONValue in
      let sheet = outcome.table.sheets[place]
      guard let frontier else { return ScriptSheet.cells(of: sheet, standard) }
      return script.kept(frontier.values(of: place), group: groups.map { standard.stated($0, by: sheet).value })
    }
    let moved = Set(settings.map(\.setting))
    let others = standard.parameters.indices.filter { !moved.contains(.parameter($0)) }.map {
      standard.parameters[$0].name
    }
    let file = standard.sources.files.last?.name.split(separator: "/").last.map(String.init) ?? ""
    let head =
      ClauseKind.standard.spelling(labels.language) + " " + say("试算", "trial") + " "
      + Keyword.inherits.spelling(labels.language) + " "
      + standard.name + " " + Keyword.from.spelling(labels.language) + " “" + file + "”"
    return .object(of: [
      ("keys", .array(keys.map { .string(ScriptPlan.key($0)) })),
      ("nodes", frontier.map { script.numbers($0.nodes) } ?? .null),
      ("settings", .array(settings.map(\.data))), ("kept", .array(kept)),
      ("names", .array(sheets.map { .string(DisplayWidth.printable(outcome.table.sheets[$0].name)) })),
      ("others", .array(others.map(JSONValue.string))), ("head", .string(head)),
      ("selects", .bool(standard.selection != nil)),
    ])
  }

  private var labels: Labels { words.labels }
}

extension Standard {
  /// The categories whose weight can be moved by itself: all have one that is stated, as part of a total, and nothing in
  /// them has points that would no longer add up to it.
  fileprivate var movableWeights: [Int] {
    func isStated(_ path: ResultPath) -> Bool {
      settled.contains { $0.role == .points && $0.owner == .score(path) }
    }
    guard total != nil, categories.indices.allSatisfy({ isStated(.category($0)) }) else { return [] }
    return categories.indices.filter { index in
      !parts(of: index).contains { isStated($0.path) } && categories[index].scale == nil
    }
  }

  /// The groups and items of a category, with their part of its points.
  fileprivate func parts(of index: Int) -> [(path: ResultPath, full: Rational)] {
    let category = categories[index]
    guard let full = category.full, !full.isZero else { return [] }
    let groups = category.groups.indices.map { (ResultPath.group(index, $0), category.groups[$0].full) }
    let items = category.items.indices.map { (ResultPath.item(index, $0), category.items[$0].scoring.full) }
    return (groups + items).compactMap { path, own in
      own.flatMap { own in (try? own.divided(by: full)).map { (path: path, full: $0) } }
    }
  }
}
