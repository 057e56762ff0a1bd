import Analysis
import Diagnostics
import Drawing
import Evaluation
import Model
import Quantities

extension SensitivityReport {
  /// A tornado of the weights, how far totals move with each of them, then what random weights make of ranks and places.
  public var picture: Picture {
    Picture(
      title: sensitivity.outcome.standard.title,
      panels: [WeightTornado(self).panel] + MovedTotals(self).panels + DrawnRanks(self).panels)
  }
}

/// How far each weight may move before the selection changes, the one that may move least on top.
private struct WeightTornado {
  private let report: SensitivityReport
  private let sensitivity: Sensitivity

  init(_ report: SensitivityReport) {
    self.report = report
    sensitivity = report.sensitivity
  }

  private func say(_ chinese: String, _ english: String) -> String { report.labels.say(chinese, english) }
  private static let steady = Style(.sky, "░")
  private static let drawn = Style(.blue, "█")

  /// In percentage points; nil where nothing changes however far it moves.
  private func moves(_ range: WeightRange) -> (down: Rational?, up: Rational?) {
    func move(_ tipping: WeightRange.Tipping?) -> Rational? {
      tipping.map { ($0.weight - range.weight) * .powerOfTen(2) }
    }
    return (move(range.down), move(range.up))
  }

  /// What is drawn of the random weights: as far as the draws move this one, before all are made to add up again.
  private func spread(_ range: WeightRange) -> Rational {
    range.weight * sensitivity.settings.spread * .powerOfTen(2)
  }

  var panel: Panel {
    let title = say("每个权重能动多少，选出的还是这些", "How far each weight may move while the same are selected")
    let ends = sensitivity.weights.flatMap { range -> [Rational] in
      let (down, up) = moves(range)
      return [down, up].compactMap { $0 } + [spread(range), spread(range).negated]
    }
    let name = say("权重的升降（百分点）", "change of the weight (percentage points)")
    let low = (ends.min() ?? .zero) * Rational(11) * .powerOfTen(-1)
    let high = (ends.max() ?? .one) * Rational(11) * .powerOfTen(-1)
    let axis = Axis(name, from: low, to: high) { (($0 > .zero) ? "+" : "") + $0.decimal() }
    if let problem = sensitivity.weightsProblem {
      let wording = problem.wording(report.labels.language)
      return Panel(
        title: title, axis: axis, lanes: [],
        notes: [[wording.sentence, wording.reason].compactMap { $0 }.joined(separator: say("", " "))])
    }
    let sorted = sensitivity.weights.enumerated().sorted { a, b in
      let (one, other) = (nearest(a.element), nearest(b.element))
      guard let one, let other else { return one != nil || (other == nil && a.offset < b.offset) }
      return one != other ? one < other : a.offset < b.offset
    }.map(\.element)
    let share = Value.number(sensitivity.settings.spread).text(as: .percentage)
    return Panel(
      title: title, axis: axis, lanes: sorted.map(lane), valueHeading: say("可降到～可升到", "down to – up to"),
      rules: [Rule(.origin, at: .zero)],
      keys: [
        Key(Self.steady, say("选出的不变", "the same are selected")),
        Key(Self.drawn, say("抽样时的幅度 ±\(share)", "as far as the draws go, ±\(share)")),
        Key(Self.changed, say("抽样的幅度里选出的会变", "within the draws the selection changes")),
      ],
      notes: [say("箭头：还能往外动，选出的都不变。", "An arrow: however much further, the same are selected.")]
        + sensitivity.weights.flatMap(report.changes))
  }

  private static let changed = Style(.vermilion, .rising, "▒")

  private func nearest(_ range: WeightRange) -> Rational? {
    let (down, up) = moves(range)
    return [down?.magnitude, up].compactMap { $0 }.min()
  }

  private func lane(_ range: WeightRange) -> Lane {
    let (down, up) = moves(range)
    let spread = spread(range)
    let (left, right) = (max(down ?? spread.negated, spread.negated), min(up ?? spread, spread))
    var marks: [Mark] = [.bar(from: down, to: up, Self.steady), .bar(from: left, to: right, Self.drawn)]
    if left > spread.negated { marks.append(.bar(from: spread.negated, to: left, Self.changed)) }
    if right < spread { marks.append(.bar(from: right, to: spread, Self.changed)) }
    let weights = report.weights
    func end(_ tipping: WeightRange.Tipping?) -> String {
      tipping.map { weights.text($0.weight) } ?? say("任意", "any")
    }
    let category = sensitivity.outcome.standard.categories[range.category]
    return Lane(
      category.name + " " + weights.text(range.weight), value: end(range.down) + " ～ " + end(range.up), marks)
  }
}

/// How far each total goes up and down while one weight moves as far as the draws move it, the others in proportion.
private struct MovedTotals {
  private let report: SensitivityReport
  private let sensitivity: Sensitivity

  private static let style = Style(.sky, "░")

  init(_ report: SensitivityReport) {
    self.report = report
    sensitivity = report.sensitivity
  }

  private func say(_ chinese: String, _ english: String) -> String { report.labels.say(chinese, english) }

  /// From the lowest to the highest total of one community, and the weight that moves it most.
  private func move(_ place: Int) -> (low: Rational, high: Rational, most: WeightRange?) {
    let total = sensitivity.communities[place].total
    var (low, high) = (total, total)
    var most: (range: WeightRange, by: Rational)?
    for range in sensitivity.weights {
      let far = range.weight * sensitivity.settings.spread
      // No weight becomes more than all of them.
      let up = range.slopes[place] * min(far, .one - range.weight)
      let down = range.slopes[place].negated * far
      low = min(low, total + up, total + down)
      high = max(high, total + up, total + down)
      let by = max(up.magnitude, down.magnitude)
      if by > most?.by ?? .zero { most = (range, by) }
    }
    return (low, high, most?.range)
  }

  var panels: [Panel] {
    if sensitivity.weights.isEmpty { return [] }
    let shown = sensitivity.communities.prefix(DrawnRanks.limit)
    let moves = shown.indices.map(move)
    guard let low = moves.map(\.low).min(), let high = moves.map(\.high).max(), low < high else { return [] }
    let share = Value.number(sensitivity.settings.spread).text(as: .percentage)
    let room = (high - low) * .fifth * .fifth
    let more = sensitivity.communities.count - shown.count
    return [
      Panel(
        title: say("一个权重升降 ±\(share)，每家的总分动多少", "How far each total moves as one weight moves by ±\(share)"),
        axis: Axis(say("总分", "total"), from: low - room, to: high + room) { $0.decimal() },
        lanes: zip(shown, moves).map { community, move in
          let most = move.most.map { sensitivity.outcome.standard.categories[$0.category].name }
          return Lane(
            community.name,
            value: ["\(move.low.decimal())～\(move.high.decimal())", most].compactMap { $0 }.joined(separator: " "),
            [.bar(from: move.low, to: move.high, Self.style), .point(at: community.total)])
        }, valueHeading: say("最低～最高，权重", "from–to, weight"),
        keys: [
          Key(Self.style, say("总分的幅度，其余权重按比例跟着变", "how far the total goes, the other weights in proportion")),
          .point(say("现在的总分", "the total as it is")),
        ],
        notes: more > 0 ? [say("另有 \(more) 家排在后面，没有画出。", "\(more) more come after these and are not drawn.")] : [])
    ]
  }
}

/// Ranks and places under random weights.
private struct DrawnRanks {
  private let report: SensitivityReport
  private let sensitivity: Sensitivity
  private let shown: [Sensitivity.Community]

  static let limit = 40

  init(_ report: SensitivityReport) {
    self.report = report
    sensitivity = report.sensitivity
    shown = Array(sensitivity.communities.prefix(Self.limit))
  }

  private func say(_ chinese: String, _ english: String) -> String { report.labels.say(chinese, english) }

  var panels: [Panel] { sensitivity.settings.draws > 0 ? [ranks, places] : [] }

  private var notes: [String] {
    let more = sensitivity.communities.count - shown.count
    return more > 0 ? [say("另有 \(more) 家排在后面，没有画出。", "\(more) more come after these and are not drawn.")] : []
  }

  private var ranks: Panel {
    let last = shown.map { max($0.rank, $0.ranks.upperBound) }.max() ?? 1
    let style = Style(.sky, "░")
    let ticks = Axis.roundNumbers(from: .one, to: Rational(max(2, last)), atMost: 12).filter(\.isWhole)
    return Panel(
      title: say("权重随机变动时的名次", "Ranks under random weights"),
      axis: Axis(
        say("名次", "rank"), from: .half, to: Rational(last) + .half,
        ticks: ([.one] + ticks.filter { $0 > .one }).map { Axis.Tick(at: $0, $0.decimal()) }),
      lanes: shown.map { community in
        let (low, high) = (community.ranks.lowerBound, community.ranks.upperBound)
        return Lane(
          community.name, value: low == high ? "\(low)" : "\(low)–\(high)",
          [
            .bar(from: Rational(low) - .half, to: Rational(high) + .half, style),
            .point(at: Rational(community.rank)),
          ])
      }, valueHeading: say("名次 5%～95%", "Ranks 5–95%"),
      keys: [
        Key(style, say("抽样 5%～95% 的名次", "ranks in 5–95% of the draws")), .point(say("现在的名次", "the rank as it is")),
      ],
      notes: [report.drawing] + notes)
  }

  private var places: Panel {
    let draws = Rational(max(1, sensitivity.settings.draws))
    let (selected, tied) = (Style(.blue, "█"), Style(.orange, .rising, "▒"))
    func share(_ times: Int) -> Rational { Rational(times * 100) * (draws.reciprocal ?? .one) }
    return Panel(
      title: say("权重随机变动时入选的比例", "How often each is selected under random weights"),
      axis: Axis(say("抽样（%）", "draws (%)"), from: .zero, to: Rational(100)) { $0.decimal() },
      lanes: shown.map { community in
        let (certain, all) = (share(community.selected), share(community.selected + community.tied))
        var marks: [Mark] = []
        if certain > .zero { marks.append(.bar(from: .zero, to: certain, selected)) }
        if all > certain { marks.append(.bar(from: certain, to: all, tied)) }
        return Lane(community.name, value: report.share(community.selected), marks)
      }, valueHeading: say("入选比例", "Selected in"),
      keys: [Key(selected, say("入选", "selected")), Key(tied, say("并列待定", "tied at the edge"))], notes: notes)
  }
}
