import Diagnostics
import Drawing
import Evaluation
import Model
import Quantities

extension OutcomeReport {
  /// The totals that something depends on, in a sentence each with what that is; or why there are none.
  package var lines: [String] {
    let scale = TotalScale(outcome, labels)
    if scale.lines.isEmpty { return scale.notes }
    return [labels.say("分数线：", "Lines: ") + labels.list(scale.lines.map(\.label)) + labels.say("。", ".")]
  }

  /// What each total is made of, and how the totals lie to one another and to the limits that decide.
  public var picture: Picture {
    let scale = TotalScale(outcome, labels)
    return Picture(
      title: outcome.standard.title,
      panels: [Composition(self, scale).panel, TotalDistribution(self, scale).panel])
  }
}

/// Every total taken apart: categories one after another, deductions to the left of zero.
private struct Composition {
  private let report: OutcomeReport
  private let outcome: Outcome
  private let scale: TotalScale

  /// Communities that are drawn, the first in the order of the result.
  private static let limit = 60

  init(_ report: OutcomeReport, _ scale: TotalScale) {
    self.report = report
    self.scale = scale
    outcome = report.outcome
  }

  private var labels: Labels { report.labels }
  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  var panel: Panel {
    let shown = report.shown
    let lanes = shown.prefix(Self.limit).map(lane)
    let more = shown.count - lanes.count
    let bars = lanes.map { bars in Self.ends(of: bars.marks) }.flatMap(\.self)
    var keys = names.enumerated().map { Key(.series($0.offset), $0.element) }
    if names.count > Style.seriesCount {
      keys = keys.prefix(Style.seriesCount) + [Key(.rest, say("其余", "the rest"))]
    }
    let drawn = shown.prefix(Self.limit)
    if drawn.contains(where: { $0.total.exact != nil }) { keys.append(.point(say("总分", "total"))) }
    if drawn.contains(where: { !$0.total.isSettled }) {
      keys.append(.range(say("总分还有未定的，从最低到最高", "a total still open, from the least to the most")))
    }
    let notes =
      more > 0
      ? [say("另有 \(more) 家排在后面，没有画出。", "\(more) more come after these and are not drawn.")] : []
    return Panel(
      title: say("总分怎样来的", "What each total is made of"), axis: scale.axis(covering: bars + [.zero]),
      lanes: Array(lanes),
      valueHeading: say("总分", "Total"), rules: scale.rules + [Rule(.origin, at: .zero)],
      keys: keys + scale.keys, notes: scale.notes + notes)
  }

  /// What the parts are called, in the order of ``parts(of:)``.
  private var names: [String] {
    standard.categories.map(labels.titled)
      + standard.adjustments.map { adjustment in labels.kind(adjustment.kind) + " " + adjustment.name }
  }

  private func parts(of result: SheetResult) -> [Interval] {
    result.categories.map(\.points) + result.adjustments.indices.map { result.movement($0, standard) }
  }

  private func lane(_ result: SheetResult) -> Lane {
    let rank = result.rank.map { "\($0)  " } ?? ""
    let value = labels.total(result, scale.totals) + "  " + labels.conclusion(result, standard)
    return Lane(
      rank + outcome.sheet(result).name, value: value, isMuted: result.rank == nil,
      result.isTotalFailed || result.total == .unscored ? [] : marks(result))
  }

  /// The least of everything, then how far the total may still go.
  private func marks(_ result: SheetResult) -> [Mark] {
    var (up, down) = (Rational.zero, Rational.zero)
    var marks: [Mark] = []
    for (index, part) in parts(of: result).enumerated() {
      guard let points = part.least.value, !points.isZero else { continue }
      let label = points.decimal()
      if points > .zero {
        marks.append(.bar(from: up, to: up + points, .series(index), label: label))
        up = up + points
      } else {
        marks.append(.bar(from: down + points, to: down, .series(index), label: label))
        down = down + points
      }
    }
    if let total = result.total.exact { return marks + [.point(at: total)] }
    return marks + (result.total.points.map { [.range(from: $0.least.value, to: $0.most.value)] } ?? [])
  }

  private static func ends(of marks: [Mark]) -> [Rational] {
    marks.flatMap { mark -> [Rational] in
      switch mark {
      case .bar(let from, let to, _, _, _), .range(let from, let to): [from, to].compactMap { $0 }
      case .point(let place): [place]
      }
    }
  }
}
