import Analysis
import Diagnostics
import Model
import Quantities

/// A sweep as a drawing (SVG 1.1): plain shapes and text, no scripts, no fonts of its own.
public struct SweepDrawing {
  private let report: SweepReport
  private let sweep: Sweep

  private static let width = 800.0
  private static let left = 70.0
  private static let right = 770.0

  /// Shares words and decimals with the report in text.
  public init(_ report: SweepReport) {
    self.report = report
    sweep = report.sweep
  }

  /// A whole document: a curve over one parameter, a grid over two.
  public var svg: String {
    let body = sweep.axes.count == 2 ? grid : curve
    let title = sweep.standard.title + " · " + sweep.axes.map(\.name).joined(separator: " × ")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 \(Self.number(body.height))" width="800" \
      height="\(Self.number(body.height))" font-family="sans-serif" font-size="12">
      <title>\(Self.escaped(title))</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(Self.text(Self.left, 24, title, size: 16))
      \(body.shapes.joined(separator: "\n"))
      </svg>

      """
  }

  // MARK: Shapes

  /// Two decimals: finer than a pixel.
  private static func number(_ value: Double) -> String {
    guard abs(value) < 1e15, let number = try? Rational(Int((value * 100).rounded()), over: 100) else { return "0" }
    return number.decimal()
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    // What XML cannot hold is invisible, and so has a mark.
    for character in DisplayWidth.printable(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  private static func text(
    _ x: Double, _ y: Double, _ text: String, size: Int = 12, anchor: String = "start", turned: Bool = false
  ) -> String {
    let place = "x=\"\(number(x))\" y=\"\(number(y))\""
    let turn = turned ? " transform=\"rotate(-90 \(number(x)) \(number(y)))\"" : ""
    return "<text \(place) font-size=\"\(size)\" text-anchor=\"\(anchor)\"\(turn)>\(escaped(text))</text>"
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String = "#444444", width: Double = 1,
    dashed: Bool = false
  ) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" stroke=\"\(color)\" "
      + "stroke-width=\"\(number(width))\"\(dashed ? " stroke-dasharray=\"4 3\"" : "")/>"
  }

  /// What a turned label takes up.
  private static let labelRoom = 12.0

  private static func dot(_ x: Double, _ y: Double, color: String) -> String {
    "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"2.5\" fill=\"\(color)\"/>"
  }

  // MARK: One parameter

  private static let eligibleColor = "#8a8a8a"
  private static let selectedColor = "#1f5fa8"
  private static let scoreColor = "#a8501f"
  private static let changeColor = "#b01030"

  private struct Frame {
    let top: Double
    let bottom: Double
    let low: Rational
    let high: Rational

    func y(_ value: Rational) -> Double { bottom - value.share(from: low, to: high) * (bottom - top) }
  }

  private var curve: (shapes: [String], height: Double) {
    guard let axis = sweep.axes.first, let low = axis.values.first?.coordinate,
      let high = axis.values.last?.coordinate
    else { return ([], 60) }
    func x(_ value: Rational) -> Double { Self.left + value.share(from: low, to: high) * (Self.right - Self.left) }
    let results = sweep.points.compactMap { try? $0.result.get() } + sweep.stretches.map(\.result)
    let most = results.map(\.eligible).max() ?? 1
    let counts = Frame(top: 60, bottom: 260, low: .zero, high: Rational(max(1, most)))
    var shapes = frame(counts, report.say("家数", "communities"))
    let step = max(1, (most + 7) / 8)
    for count in stride(from: 0, through: max(1, most), by: step) {
      let y = counts.y(Rational(count))
      shapes.append(Self.text(Self.left - 6, y + 4, "\(count)", anchor: "end"))
      shapes.append(Self.line(Self.left - 3, y, Self.left, y))
    }
    shapes += legend
    shapes += self.counts(counts, Self.eligibleColor, x, \.eligible)
    if report.selects { shapes += self.counts(counts, Self.selectedColor, x, \.selected.count) }
    var bottom = counts.bottom
    if report.selects, let scores = scoreFrame {
      shapes += frame(scores, report.say("末位总分", "last total"))
      for end in [scores.low, scores.high] {
        shapes.append(Self.text(Self.left - 6, scores.y(end) + 4, report.totals.text(end), anchor: "end"))
      }
      shapes += self.scores(scores, x)
      bottom = scores.bottom
    }
    // The report lists all places of change; here a value is written where there is room for it.
    var labelled = -Double.infinity
    for tipping in sweep.tippings {
      guard let place = tipping.value.coordinate else { continue }
      shapes.append(Self.line(x(place), 60, x(place), bottom, color: Self.changeColor, dashed: true))
      if x(place) - labelled < Self.labelRoom { continue }
      labelled = x(place)
      shapes.append(
        Self.text(x(place) - 3, 64, report.text(tipping.value, axis), size: 10, anchor: "end", turned: true))
    }
    let labels = max(1, (axis.values.count + 9) / 10)
    for (index, value) in axis.values.enumerated() where index % labels == 0 {
      guard let place = value.coordinate else { continue }
      shapes.append(Self.line(x(place), bottom, x(place), bottom + 4))
      shapes.append(Self.text(x(place), bottom + 18, report.text(value, axis), size: 11, anchor: "middle"))
    }
    shapes.append(Self.text((Self.left + Self.right) / 2, bottom + 40, axis.name, anchor: "middle"))
    return (shapes, bottom + 60)
  }

  private func frame(_ frame: Frame, _ name: String) -> [String] {
    [
      Self.line(Self.left, frame.top, Self.left, frame.bottom),
      Self.line(Self.left, frame.bottom, Self.right, frame.bottom),
      Self.text(18, (frame.top + frame.bottom) / 2, name, anchor: "middle", turned: true),
    ]
  }

  private var legend: [String] {
    var entries = [(Self.eligibleColor, report.say("符合", "eligible"))]
    if report.selects { entries.append((Self.selectedColor, report.say("推荐", "selected"))) }
    entries.append((Self.changeColor, report.say("变化之处", "a change")))
    return entries.enumerated().flatMap { index, entry in
      let x = Self.left + Double(index) * 120
      return [Self.line(x, 44, x + 20, 44, color: entry.0, width: 2), Self.text(x + 26, 48, entry.1)]
    }
  }

  /// A step function: exact stretches where they are known, else the steps.
  private func counts(
    _ frame: Frame, _ color: String, _ x: (Rational) -> Double, _ value: (SweepResult) -> Int
  ) -> [String] {
    guard !sweep.stretches.isEmpty else {
      return sweep.points.compactMap { point in
        guard let result = try? point.result.get(), let place = point.values.first?.coordinate else { return nil }
        return Self.dot(x(place), frame.y(Rational(value(result))), color: color)
      }
    }
    // Stretches of one height after another are one line.
    var runs: [(low: Rational, high: Rational, count: Int)] = []
    for stretch in sweep.stretches {
      let count = value(stretch.result)
      if let last = runs.last, last.count == count, last.high == stretch.low {
        runs[runs.count - 1].high = stretch.high
      } else {
        runs.append((stretch.low, stretch.high, count))
      }
    }
    return runs.map { run in
      let y = frame.y(Rational(run.count))
      let ends = [run.low, run.high].map { min(Self.right, max(Self.left, x($0))) }
      return run.low == run.high
        ? Self.dot(ends[0], y, color: color) : Self.line(ends[0], y, ends[1], y, color: color, width: 2)
    }
  }

  private var scoreFrame: Frame? {
    let totals = sweep.points.compactMap { (try? $0.result.get())?.last?.least.value }
    guard let low = totals.min(), let high = totals.max() else { return nil }
    return Frame(top: 300, bottom: 400, low: low, high: high)
  }

  /// The total of the last one selected at each step, joined where nobody changes in between.
  private func scores(_ frame: Frame, _ x: (Rational) -> Double) -> [String] {
    var shapes: [String] = []
    var previous: (place: Rational, y: Double, who: [String])?
    for point in sweep.points {
      guard let result = try? point.result.get(), let place = point.values.first?.coordinate,
        let total = result.last?.least.value
      else {
        previous = nil
        continue
      }
      let y = frame.y(total)
      if let previous, previous.who == result.selected {
        shapes.append(Self.line(x(previous.place), previous.y, x(place), y, color: Self.scoreColor, width: 1.5))
      }
      shapes.append(Self.dot(x(place), y, color: Self.scoreColor))
      previous = (place, y, result.selected)
    }
    return shapes
  }

  // MARK: Two parameters

  /// Light colours that can be told apart in print; selections beyond them share one.
  private static let palette = [
    "#dbe9f6", "#fde0c5", "#d9f0d3", "#f6d5e5", "#e8e0f3", "#fff3b0", "#cdeef0", "#e6e6e6",
  ]

  private var grid: (shapes: [String], height: Double) {
    let (first, second) = (sweep.axes[0], sweep.axes[1])
    let cells = SweepGrid(report)
    let top = 70.0
    let side = (Self.right - Self.left) / Double(max(1, second.values.count))
    let height = min(28, max(4, 500 / Double(max(1, first.values.count))))
    var shapes: [String] = []
    for (index, point) in sweep.points.enumerated() {
      let (row, column) = (index / second.values.count, index % second.values.count)
      let (x, y) = (Self.left + Double(column) * side, top + Double(row) * height)
      let number = cells.selection(point)
      let color = number.map { Self.palette[$0 % Self.palette.count] } ?? "#ffffff"
      shapes.append(
        "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(side))\" "
          + "height=\"\(Self.number(height))\" fill=\"\(color)\" stroke=\"#ffffff\" stroke-width=\"0.5\"/>")
      if side >= 16, height >= 12 {
        let label = number.map { SweepGrid.letter($0) } ?? "×"
        shapes.append(Self.text(x + side / 2, y + height / 2 + 4, label, size: 10, anchor: "middle"))
      }
    }
    let bottom = top + Double(first.values.count) * height
    for (index, value) in first.values.enumerated() where index % max(1, (first.values.count + 19) / 20) == 0 {
      shapes.append(
        Self.text(
          Self.left - 4, top + (Double(index) + 0.5) * height + 4, report.text(value, first), size: 10, anchor: "end"))
    }
    for (index, value) in second.values.enumerated() where index % max(1, (second.values.count + 9) / 10) == 0 {
      shapes.append(
        Self.text(
          Self.left + (Double(index) + 0.5) * side, bottom + 16, report.text(value, second), size: 10, anchor: "middle")
      )
    }
    shapes.append(Self.text(Self.left, top - 14, first.name + " ↓   " + second.name + " →"))
    var y = bottom + 42
    for (number, who) in cells.selections.enumerated() {
      shapes.append(Self.text(Self.left, y, SweepGrid.letter(number) + report.say("：", ": ") + who, size: 11))
      y += 16
    }
    return (shapes, y + 10)
  }
}
