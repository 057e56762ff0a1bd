import Analysis
import Drawing
import Model
import Quantities
import Sheets

extension SweepReport {
  /// The sweep as a picture: who is selected along one parameter, or a grid over two.
  public var picture: Picture {
    let title = sweep.standard.title + " · " + sweep.axes.map(\.name).joined(separator: " × ")
    let panel = sweep.axes.count == 2 ? SweepGrid(self).panel : SweepStrip(self).panel
    return Picture(title: title, panels: [panel])
  }
}

/// Who stands where along one parameter: a lane a community, above them how many they are.
struct SweepStrip {
  private let report: SweepReport
  private let sweep: Sweep
  private let parts: [SweepPart]
  private let low: Rational
  private let high: Rational

  /// Communities that are drawn: those who change, and in all.
  private static let changingLimit = 40
  private static let limit = 24

  init(_ report: SweepReport) {
    self.report = report
    sweep = report.sweep
    let places = sweep.axes.first?.values.compactMap(\.coordinate) ?? []
    let ends = (low: places.first ?? .zero, high: places.last ?? .zero)
    parts = SweepPart.all(of: sweep, places)
    // Steps that stand for themselves need room at both ends.
    low = min(ends.low, parts.first?.from ?? ends.low)
    high = max(ends.high, parts.last?.to ?? ends.high)
  }

  private func say(_ chinese: String, _ english: String) -> String { report.say(chinese, english) }

  var panel: Panel {
    guard let axis = sweep.axes.first else {
      return Panel(title: "", axis: Axis("", from: .zero, to: .one, ticks: []), lanes: [])
    }
    let ticks = axis.values.compactMap { value in
      value.coordinate.map { Axis.Tick(at: $0, report.text(value, axis)) }
    }
    let step = max(1, (ticks.count + 9) / 10)
    let drawn = drawn
    var keys = SweepLook.all(report).filter { look in
      drawn.lanes.contains { $0.contains { $0.look == look } }
    }.map { Key($0.style, $0.words(report)) }
    let spans = invalid
    if !spans.isEmpty { keys.append(Key(SweepLook.invalid, say("标准不成立", "standard not valid"))) }
    if !sweep.tippings.isEmpty { keys.append(.rule(.change, say("变化之处", "a change"))) }
    return Panel(
      title: "",
      axis: Axis(
        axis.name, from: low, to: high,
        ticks: ticks.enumerated().filter { $0.offset % step == 0 }.map(\.element)),
      lanes: counts
        + zip(drawn.who, drawn.lanes).map { who, runs in
          Lane(
            sweep.communities[who].name, runs.map { .bar(from: $0.from, to: $0.to, $0.look.style) })
        }, spans: spans,
      rules: sweep.tippings.compactMap { tipping in
        tipping.value.coordinate.map { Rule(.change, at: $0, label: report.text(tipping.value, axis)) }
      }, keys: keys, notes: drawn.notes)
  }

  // MARK: Where nothing could be worked out

  private var invalid: [Span] {
    SweepPart.merged(parts, by: { $0.result == nil }).filter { $0.what }.map {
      Span(from: $0.from, to: $0.to, SweepLook.invalid, label: say("标准不成立", "standard not valid"))
    }
  }

  // MARK: How many

  private var counts: [Lane] {
    func lane(_ label: String, _ style: Style, _ count: (SweepResult) -> Int) -> Lane {
      let most = Rational(max(1, parts.compactMap(\.result).map(count).max() ?? 1))
      let runs = SweepPart.merged(parts) { $0.result.map(count) }
      return Lane(
        label, isTall: true,
        runs.compactMap { run in
          run.what.map {
            .bar(
              from: run.from, to: run.to, style, label: "\($0)", height: Rational($0) * (most.reciprocal ?? .one))
          }
        })
    }
    var lanes = [lane(say("符合家数", "Eligible"), SweepLook.eligible.style, \.eligible)]
    guard report.selects else { return lanes }
    lanes.append(lane(say("推荐家数", "Selected"), SweepLook.selected.style, \.selected.count))
    lanes.append(totals)
    return lanes
  }

  /// The total of the last one selected, where the same are selected at several steps a range.
  private var totals: Lane {
    let runs = SweepPart.merged(parts) { $0.result?.selected }
    let steps = sweep.points.compactMap { point in
      point.values.first?.coordinate.flatMap { place in (try? point.result.get()).map { (place: place, result: $0) } }
    }
    let shown = runs.compactMap { run -> (from: Rational, to: Rational, label: String)? in
      guard run.what?.isEmpty == false else { return nil }
      // A step at an end may belong to what comes next.
      let own = steps.filter { run.from <= $0.place && $0.place <= run.to && $0.result.selected == run.what }
        .compactMap(\.result.last)
      let total = own.dropFirst().reduce(own.first) { $0?.hull($1) } ?? run.first?.last
      return total.map { (run.from, run.to, report.labels.points($0, report.totals)) }
    }
    // Others may come in with the same.
    let joined = shown.reduce(into: [(from: Rational, to: Rational, label: String)]()) { joined, part in
      if let last = joined.last, last.label == part.label, last.to == part.from {
        joined[joined.count - 1].to = part.to
      } else {
        joined.append(part)
      }
    }
    return Lane(
      say("末位总分", "Last total"),
      joined.map { .bar(from: $0.from, to: $0.to, SweepLook.total, label: $0.label) })
  }

  // MARK: Who

  private typealias Run = (from: Rational, to: Rational, look: SweepLook)

  private func runs(of sheet: Int) -> [Run] {
    SweepPart.merged(parts) { part in part.result.flatMap { SweepLook($0.standings[sheet]) } }
      .compactMap { run in run.what.map { (run.from, run.to, $0) } }
  }

  /// Those who change come first, as far as there is room; then who is anything but ineligible all along.
  private var drawn: (who: [Int], lanes: [[Run]], notes: [String]) {
    let all = sweep.communities.indices.map { (who: $0, runs: runs(of: $0)) }.filter { !$0.runs.isEmpty }
    // Some take part only here and there, though the standard is valid.
    let valid = SweepPart.merged(parts) { $0.result != nil }.count { $0.what }
    func changes(_ runs: [Run]) -> Bool { Set(runs.map(\.look)).count > 1 || runs.count != valid }
    let changing = all.filter { changes($0.runs) }
    let steady = all.filter { !changes($0.runs) }
    let notable = steady.filter { ![.ineligible, .grade(nil)].contains($0.runs.first?.look) }
    let first = changing.prefix(Self.changingLimit)
    let second = notable.prefix(max(0, Self.limit - first.count))
    // A staircase: who is selected on most of it comes first.
    let sorted = (first + second).map { (who: $0.who, runs: $0.runs, lengths: lengths($0.runs)) }
      .enumerated().sorted { a, b in
        let pair = zip(a.element.lengths, b.element.lengths).first { $0 != $1 }
        return pair.map { $0 > $1 } ?? (a.offset < b.offset)
      }.map(\.element)
    func note(_ count: Int, _ chinese: (Int) -> String, _ english: (Int) -> String) -> String? {
      count == 0 ? nil : say(chinese(count), english(count))
    }
    let notes = [
      note(
        changing.count - first.count, { "另有 \($0) 家有变化，没有画出；都在 --format csv 里。" },
        { "\($0) more change and are not drawn; all are in --format csv." }),
      note(
        notable.count - second.count, { "另有 \($0) 家从头到尾不变，没有画出。" },
        { "\($0) more stay as they are and are not drawn." }),
      note(
        steady.count - notable.count, { "从头到尾不符合的 \($0) 家没有画出。" },
        { "\($0) that are not eligible anywhere are not drawn." }),
    ].compactMap { $0 }
    return (sorted.map(\.who), sorted.map(\.runs), notes)
  }

  /// On how much of the axis it stands in each way, from the best to the worst.
  private func lengths(_ runs: [Run]) -> [Rational] {
    SweepLook.all(report).map { look in
      runs.filter { $0.look == look }.reduce(.zero) { $0 + ($1.to - $1.from) }
    }
  }
}

/// How a community stands, as it is drawn.
enum SweepLook: Hashable {
  case selected, undecided, eligible, unverified, failed, ineligible
  /// By its place in the standard; nil for none of them.
  case grade(Int?)

  /// In the order of the legend.
  static func all(_ report: SweepReport) -> [SweepLook] {
    report.sweep.standard.grades.indices.map { .grade($0) }
      + [.grade(nil), .selected, .undecided, .eligible, .unverified, .failed, .ineligible]
  }

  static let invalid = Style(.faint, .rising, "×")
  static let total = Style(.faint, "─")

  init?(_ standing: SweepStanding) {
    switch standing {
    case .selected: self = .selected
    case .undecided: self = .undecided
    case .eligible: self = .eligible
    case .unverified: self = .unverified
    case .failed: self = .failed
    case .ineligible: self = .ineligible
    case .grade(let grade): self = .grade(grade)
    case .absent: return nil
    }
  }

  var style: Style {
    switch self {
    case .selected: Style(.blue, "█")
    case .undecided: Style(.orange, .rising, "▒")
    case .eligible: Style(.sky, "░")
    case .unverified: Style(.yellow, .dots, "?")
    case .failed: Style(.vermilion, .falling, "!")
    case .ineligible, .grade(nil): Style(.faint, "·")
    case .grade(let grade?): Style.series(grade)
    }
  }

  func words(_ report: SweepReport) -> String {
    switch self {
    case .selected: report.say("推荐", "selected")
    case .undecided: report.say("待定", "undecided")
    case .eligible: report.selects ? report.say("符合，未推荐", "eligible, not selected") : report.say("符合", "eligible")
    case .unverified: report.say("资格未定", "eligibility open")
    case .failed: report.say("算不出", "cannot be worked out")
    case .ineligible: report.say("不符合", "not eligible")
    case .grade(let grade): grade.map { report.sweep.standard.grades[$0].name } ?? report.say("无等级", "no grade")
    }
  }
}
