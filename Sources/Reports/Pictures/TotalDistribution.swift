import Drawing
import Evaluation
import Model
import Quantities

/// How many have which total: a lane for each verdict, and below them the totals that are still open.
struct TotalDistribution {
  private let report: OutcomeReport
  private let outcome: Outcome
  private let scale: TotalScale
  private let results: [SheetResult]

  /// Columns at most, and totals that are open.
  private static let columns = 25
  private static let ranges = 12

  init(_ report: OutcomeReport, _ scale: TotalScale) {
    self.report = report
    self.scale = scale
    outcome = report.outcome
    results = report.shown.filter { $0.total != .unscored && !$0.isTotalFailed }
  }

  private var labels: Labels { report.labels }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  var panel: Panel {
    let title = say("总分的分布", "How the totals are distributed")
    let places = results.flatMap { $0.total.points?.ends ?? [] } + scale.lines.map(\.place)
    guard let low = places.min(), let high = places.max() else {
      let axis = scale.axis(covering: [])
      return Panel(title: title, axis: axis, lanes: [], notes: [say("没有一家有总分。", "Nobody has a total.")])
    }
    let step = Axis.step(over: high - low, atMost: Self.columns)
    let inverse = step.reciprocal ?? .one
    let start = (low * inverse).floor * step
    let end = max(start + step, (high * inverse).floor * step + step)
    let open = open
    let more = results.filter { $0.total.exact == nil }.count - open.count
    var notes = [
      say(
        "每一栏宽 \(step.decimal(places: 9)) 分，含左端；栏上是家数。",
        "Each column is \(step.decimal(places: 9)) wide, its left end included; the number above counts them.")
    ]
    if more > 0 { notes.append(say("另有 \(more) 家总分未定，没有画出。", "\(more) more totals that are open are not drawn.")) }
    let left = report.shown.count - results.count
    if left > 0 {
      notes.append(say("不计分或算不出总分的 \(left) 家不在图里。", "\(left) not scored or not worked out are not in it."))
    }
    return Panel(
      title: title, axis: scale.axis(from: start, to: end), lanes: columns(start, step) + open, rules: scale.rules,
      keys: scale.keys, notes: notes)
  }

  /// The same height is the same number in every lane.
  private func columns(_ start: Rational, _ step: Rational) -> [Lane] {
    let inverse = step.reciprocal ?? .one
    var counts: [Conclusion: [Rational: Int]] = [:]
    for result in results {
      guard let total = result.total.exact else { continue }
      let column = ((total - start) * inverse).floor * step + start
      counts[Conclusion(of: result, outcome.standard), default: [:]][column, default: 0] += 1
    }
    let most = Rational(counts.values.flatMap(\.values).max() ?? 1)
    return Conclusion.inOrder.compactMap { conclusion in
      guard let own = counts[conclusion] else { return nil }
      let bars = own.sorted { $0.key < $1.key }.map { column, count in
        Mark.bar(
          from: column, to: column + step, conclusion.style, label: "\(count)",
          height: Rational(count) * (most.reciprocal ?? .one))
      }
      return Lane(
        labels.word(conclusion), value: say("\(own.values.reduce(0, +)) 家", "\(own.values.reduce(0, +))"), isTall: true,
        bars)
    }
  }

  private var open: [Lane] {
    results.filter { $0.total.exact == nil }.prefix(Self.ranges).map { result in
      Lane(
        outcome.sheet(result).name, value: labels.total(result, scale.totals),
        result.total.points.map { [.range(from: $0.least.value, to: $0.most.value)] } ?? [])
    }
  }
}

extension Conclusion {
  /// From the best to the worst.
  static let inOrder: [Conclusion] = [
    .selected, .tied, .selectionOpen, .eligible, .notChosen, .belowLine, .unverified, .failed, .ineligible, .reference,
  ]

  var style: Style {
    switch self {
    case .selected: Style(.blue, "█")
    case .tied, .selectionOpen: Style(.orange, .rising, "▒")
    case .eligible, .notChosen, .belowLine: Style(.sky, "░")
    case .unverified, .failed: Style(.yellow, .dots, "?")
    case .ineligible, .reference: Style(.grey, "·")
    }
  }
}
