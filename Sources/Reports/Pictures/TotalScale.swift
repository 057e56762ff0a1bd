import Drawing
import Evaluation
import Model
import Quantities

/// The axis of totals, and the lines on it that decide.
struct TotalScale {
  private let outcome: Outcome
  private let labels: Labels
  /// How totals are written.
  let totals: Decimals<Rational>
  /// Totals that something depends on, rising, each with what that is.
  let lines: [(place: Rational, label: String)]

  init(_ outcome: Outcome, _ labels: Labels) {
    self.outcome = outcome
    self.labels = labels
    totals = PointColumns(outcome).totals
    var found: [Rational: [String]] = [:]
    let finder = TotalLines(outcome, labels)
    for line in finder.all {
      if found[line.place]?.contains(line.label) != true { found[line.place, default: []].append(line.label) }
    }
    lines = found.sorted { $0.key < $1.key }.map { [totals] place, names in
      (place, labels.list(names) + " " + totals.text(place))
    }
  }

  var rules: [Rule] { lines.map { Rule(.cut, at: $0.place, label: $0.label) } }

  var keys: [Key] { lines.isEmpty ? [] : [.rule(.cut, labels.say("分数线", "a line that decides"))] }

  /// Why there is no line where one is looked for.
  var notes: [String] {
    guard let selection = outcome.standard.selection, !TotalLines(outcome, labels).hasEdge else { return [] }
    if !selection.places.groupBy.isEmpty {
      let facts = labels.list(selection.places.groupBy.map { outcome.standard.facts[$0].name })
      return [
        labels.say("名额每 \(facts) 分别取，没有一条共同的分数线。", "Places are given by \(facts), so there is no line common to all.")
      ]
    }
    if outcome.standard.ranking.first?.formula.isTotal != true {
      return [labels.say("排序不是先按总分，没有分数线。", "The ranking does not begin with the total, so there is no line.")]
    }
    return []
  }

  /// Zero, the full points, the lines, and some places.
  func axis(covering places: [Rational]) -> Axis {
    let all = places + [.zero] + [outcome.standard.total].compactMap { $0 } + lines.map(\.place)
    let (low, high) = (all.min() ?? .zero, all.max() ?? .one)
    return axis(from: low, to: low < high ? high : low + .one)
  }

  func axis(from low: Rational, to high: Rational) -> Axis {
    Axis(labels.say("总分（分）", "total (points)"), from: low, to: high) { $0.decimal(places: 9) }
  }
}

/// Where on the totals something is decided: who was last within the quota, and what is asked of a total.
struct TotalLines {
  private let outcome: Outcome
  private let labels: Labels
  private var standard: Standard { outcome.standard }

  init(_ outcome: Outcome, _ labels: Labels) { (self.outcome, self.labels) = (outcome, labels) }

  /// Whether the last one selected tells who else would have been: one quota for all, by totals.
  var hasEdge: Bool {
    guard let selection = standard.selection else { return false }
    return selection.places.groupBy.isEmpty && standard.ranking.first?.formula.isTotal == true
  }

  var all: [(place: Rational, label: String)] {
    let constants = Constants(standard)
    var lines: [(place: Rational, label: String)] = []
    if hasEdge, let last = outcome.results.last(where: \.isRecommended)?.total.least.value {
      lines.append((last, labels.say("推荐末位", "last selected")))
    }
    lines += limits(standard.selection?.when, constants).map { ($0, labels.say("推荐条件", "selection asks")) }
    for grade in standard.grades {
      lines += limits(grade.when, constants).map { ($0, labels.titled(grade)) }
    }
    return lines
  }

  /// What a condition asks of the total, whatever else it asks.
  private func limits(_ condition: Formula?, _ constants: Constants) -> [Rational] {
    var limits: [Rational] = []
    condition?.walk { part in
      if case .all = part.kind { return true }
      limits += part.comparisons(of: \.isTotal).filter { $0.left.isTotal }
        .compactMap { $0.right.type == .percentage ? nil : constants.value(of: $0.right)?.number }
      return false
    }
    return limits
  }
}
