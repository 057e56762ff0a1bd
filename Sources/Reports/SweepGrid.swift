import Analysis
import Drawing
import Quantities
import Spreadsheets

/// Two parameters at once: a table of one against the other, each selection under a letter.
struct SweepGrid {
  private let report: SweepReport
  private let sweep: Sweep
  /// The different selections, in the order in which they appear.
  let selections: [String]

  /// Columns beside one another; more are listed below one another.
  private static let columnLimit = 10

  init(_ report: SweepReport) {
    self.report = report
    sweep = report.sweep
    var selections: [String] = []
    for point in report.sweep.points {
      guard case .success(let result) = point.result else { continue }
      let who = report.who(result)
      if !selections.contains(who) { selections.append(who) }
    }
    self.selections = selections
  }

  /// How a selection is called in a cell; grades are often called A and B themselves.
  private func label(_ number: Int) -> String {
    Award.Kind(sweep.standard) == .grade ? "#\(number + 1)" : CellPlace.column(number)
  }

  /// Which selection a point has; nil where the standard is not valid.
  func selection(_ point: Sweep.Point) -> Int? {
    guard case .success(let result) = point.result else { return nil }
    return selections.firstIndex(of: report.who(result))
  }

  private func cell(_ point: Sweep.Point) -> String {
    guard case .success(let result) = point.result, let number = selection(point) else { return "×" }
    switch Award.Kind(sweep.standard) {
    case .selection: return "\(label(number)) \(result.selected.count)/\(result.eligible)"
    case .grade: return "\(label(number)) " + grades.map { "\(count($0, result))" }.joined(separator: "/")
    case .eligibility: return "\(result.eligible)"
    }
  }

  /// The grades that somebody has somewhere, in the order in which they are tried.
  private var grades: [Int?] { report.grades }

  private func count(_ grade: Int?, _ result: SweepResult) -> Int {
    result.grades.first { $0.grade == grade }?.names.count ?? 0
  }

  /// What a cell says; nil where it is no more than a number.
  private var explanation: String? {
    switch Award.Kind(sweep.standard) {
    case .selection:
      return report.say(
        "每格：选出的是哪一组、推荐几家／符合几家；× 是标准不成立。",
        "Each cell: which selection, how many are selected / eligible; × is where the standard is not valid.")
    case .grade:
      let names = grades.map { report.labels.grades([$0], sweep.standard) }.joined(separator: report.say("／", " / "))
      return report.say(
        "每格：各家的等级是哪一种情形、各等级几家（\(names)）；× 是标准不成立。",
        "Each cell: who has which grade, by number, and how many have each (\(names)); × is where the standard is not valid."
      )
    case .eligibility: return nil
    }
  }

  var blocks: [Report.Block] {
    var blocks: [Report.Block] = [.table(table)]
    if let explanation {
      blocks.append(.paragraph(explanation))
      blocks.append(.list(selections.enumerated().map { label($0.offset) + report.say("：", ": ") + $0.element }))
    }
    return blocks
  }

  private var table: Report.Grid {
    let (first, second) = (sweep.axes[0], sweep.axes[1])
    let columns = second.values.count
    guard columns <= Self.columnLimit else {
      let rows = sweep.points.map { point in
        zip(point.values, sweep.axes).map { report.text($0, $1) } + [cell(point)]
      }
      return Report.Grid(
        headings: [first.name, second.name, report.say("结果", "Result")], rows: rows, labels: [])
    }
    let rows = first.values.enumerated().map { index, value in
      [report.text(value, first)]
        + sweep.points[index * columns..<(index + 1) * columns].map { cell($0) }
    }
    return Report.Grid(
      headings: [first.name + "＼" + second.name] + second.values.map { report.text($0, second) }, rows: rows,
      labels: [])
  }
}

// MARK: As a picture

extension SweepGrid {
  /// A lane for each value of the first parameter, a column for each of the second.
  var panel: Panel {
    let (first, second) = (sweep.axes[0], sweep.axes[1])
    let columns = second.values.count
    let lanes = first.values.enumerated().map { row, value in
      Lane(
        report.text(value, first),
        sweep.points[row * columns..<(row + 1) * columns].enumerated().map { column, point in
          let number = selection(point)
          return .bar(
            from: Rational(column), to: Rational(column + 1), number.map(Style.series) ?? SweepLook.invalid,
            label: number.map(label) ?? "×")
        })
    }
    let step = max(1, (columns + 9) / 10)
    let ticks = second.values.enumerated().filter { $0.offset % step == 0 }.map { column, value in
      Axis.Tick(at: Rational(column) + .half, report.text(value, second))
    }
    var keys = selections.prefix(Style.seriesCount).enumerated().map { number, who in
      Key(Style.series(number), label(number) + report.say("：", ": ") + who)
    }
    if sweep.points.contains(where: { selection($0) == nil }) {
      keys.append(Key(SweepLook.invalid, report.say("标准不成立", "standard not valid")))
    }
    let more = selections.count - Style.seriesCount
    let notes =
      more > 0
      ? [
        report.say(
          "另有 \(more) 组没有自己的颜色；都在 --format csv 里。",
          "\(more) more have no colour of their own; all are in --format csv."
        )
      ] : []
    return Panel(
      title: "", axis: Axis(second.name + " →", from: .zero, to: Rational(columns), ticks: ticks), lanes: lanes,
      laneHeading: first.name + " ↓", keys: keys, notes: notes)
  }
}
