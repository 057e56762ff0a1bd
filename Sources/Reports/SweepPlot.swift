import Analysis
import Diagnostics
import Model
import Quantities

/// A sweep over one parameter as lines of text, aligned by display width.
struct SweepPlot {
  private let report: SweepReport
  private let sweep: Sweep

  private static let widest = 64
  private static let tallest = 12

  init(_ report: SweepReport) {
    self.report = report
    sweep = report.sweep
  }

  private var columns: Int { sweep.points.count > Self.widest ? Self.widest : sweep.points.count * spread }
  /// Columns for each step, where there is room.
  private var spread: Int { max(1, Self.widest / max(1, sweep.points.count)) }

  /// The step shown in a column.
  private func point(_ column: Int) -> Sweep.Point {
    sweep.points[min(sweep.points.count - 1, column * sweep.points.count / max(1, columns))]
  }

  private func result(_ column: Int) -> SweepResult? { try? point(column).result.get() }

  var lines: [String] {
    guard let axis = sweep.axes.first, !sweep.points.isEmpty else { return [] }
    let most = max(1, (0..<columns).compactMap { result($0)?.eligible }.max() ?? 1)
    let rows = min(most, Self.tallest)
    let width = String(most).count
    var lines = [
      report.say("█ 推荐  ░ 符合  × 标准不成立  ▲ 变化之处", "█ selected  ░ eligible  × not valid  ▲ a change")
    ]
    for row in (1...rows).reversed() {
      // The count that fills this row.
      let level = (row * most + rows - 1) / rows
      let label = String(level)
      let bar = (0..<columns).map { column -> Character in
        guard let result = result(column) else { return row == 1 ? "×" : " " }
        return result.selected.count >= level ? "█" : result.eligible >= level ? "░" : " "
      }
      lines.append(trimmed(String(repeating: " ", count: width - label.count) + label + " ┤" + String(bar)))
    }
    let margin = String(repeating: " ", count: width + 2)
    lines.append(String(repeating: " ", count: width + 1) + "└" + String(repeating: "─", count: columns))
    if let marks { lines.append(trimmed(margin + marks)) }
    lines.append(margin + ends(axis))
    if let scores { lines += [trimmed(margin + scores.line), margin + scores.legend] }
    return lines
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The first and last value under the two ends.
  private func ends(_ axis: SweepAxis) -> String {
    let first = axis.values.first.map { report.text($0, axis) } ?? ""
    let last = axis.values.last.map { report.text($0, axis) } ?? ""
    let gap = columns - DisplayWidth.of(first) - DisplayWidth.of(last)
    return first + String(repeating: " ", count: max(1, gap)) + last
  }

  /// Marks under the columns in which something changes.
  private var marks: String? {
    guard let low = sweep.axes.first?.values.first?.coordinate, let high = sweep.axes.first?.values.last?.coordinate,
      !sweep.tippings.isEmpty
    else { return nil }
    var marks = [Character](repeating: " ", count: columns)
    for tipping in sweep.tippings {
      guard let place = tipping.value.coordinate else { continue }
      // A step begins at its value.
      let column = Int(
        place.share(from: low, to: high) * Double(sweep.points.count - 1) * Double(columns)
          / Double(sweep.points.count) + 1e-9)
      marks[max(0, min(columns - 1, column))] = "▲"
    }
    return String(marks)
  }

  /// The total of the last one selected, as heights of eight.
  private var scores: (line: String, legend: String)? {
    guard report.selects else { return nil }
    let totals = (0..<columns).map { result($0)?.last?.least.value }
    let known = totals.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return nil }
    let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let line = totals.map { total -> Character in
      guard let total else { return " " }
      if low == high { return "▄" }
      return heights[Int((total.share(from: low, to: high) * 7).rounded())]
    }
    return (
      String(line),
      report.say(
        "末位总分 \(report.totals.text(low))～\(report.totals.text(high))",
        "total of the last one selected, \(report.totals.text(low)) to \(report.totals.text(high))")
    )
  }
}

extension Value {
  /// Where a number or a date lies on an axis, for drawing.
  var coordinate: Rational? {
    switch self {
    case .number(let number): number
    case .date(let date): Rational(date.dayNumber)
    case .truth, .text, .choice, .choices, .records: nil
    }
  }
}

extension Rational {
  /// How much of the way from one number to another it has come, from 0 to 1; half where there is no way.
  func share(from low: Rational, to high: Rational) -> Double {
    guard let scale = (high - low).reciprocal else { return 0.5 }
    return min(1, max(0, ((self - low) * scale).approximate))
  }
}
