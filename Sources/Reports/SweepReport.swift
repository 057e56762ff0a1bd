import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// What becomes of the selection over the values of a parameter.
public struct SweepReport: TabularReport {
  let sweep: Sweep
  let labels: Labels
  /// How the totals of the last one selected are written.
  let totals: Decimals<Rational>

  /// - Parameter sweep: over one parameter, or over two, which makes a grid of it.
  public init(_ sweep: Sweep, language: Language) {
    self.sweep = sweep
    labels = Labels(language: language)
    let results = sweep.points.compactMap { try? $0.result.get() }
    totals = Decimals(results.flatMap { $0.last?.ends ?? [] } + sweep.standard.pointComparands)
  }

  var selects: Bool { sweep.standard.selection != nil }
  func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Each step, or the grid, then from which values on the selection changes.
  public var report: Report {
    var blocks: [Report.Block] = [.heading(sweep.standard.title), .list(sweep.axes.map(describe))]
    if sweep.axes.count == 2 {
      blocks += SweepGrid(self).blocks
    } else {
      blocks += [.heading(say("逐步", "Step by step")), .table(grid)]
      let refusals = refusals
      if !refusals.isEmpty { blocks.append(.list(refusals)) }
      if let start { blocks.append(.paragraph(start)) }
      blocks.append(.heading(say("从哪个值起变化", "Where it changes")))
    }
    if let limitation = sweep.limitation {
      let wording = limitation.wording(labels.language)
      blocks.append(
        .paragraph(
          [wording.sentence, wording.reason, wording.remedy].compactMap { $0 }.joined(separator: say("", " "))))
    } else if !sweep.points.contains(where: { (try? $0.result.get()) != nil }) {
      blocks.append(.paragraph(say("没有一步标准成立。", "The standard is not valid at any step.")))
    } else if sweep.tippings.isEmpty {
      blocks.append(.paragraph(steady))
    } else {
      blocks.append(.list(sweep.tippings.map(words)))
    }
    if sweep.axes.count == 1 { blocks += [.heading(say("图", "Plot")), .picture(picture)] }
    return Report(blocks)
  }

  // MARK: In words

  private var steady: String {
    switch Award.Kind(sweep.standard) {
    case .selection: say("从头到尾推荐的都是这些。", "The same are selected from beginning to end.")
    case .grade: say("从头到尾各家的等级不变。", "Everybody has the same grade from beginning to end.")
    case .eligibility:
      say(
        "从头到尾符合的都是这些；标准里没有推荐，总分的变化不在这里。",
        "The same are eligible from beginning to end. The standard selects nobody; changes of totals are not shown here."
      )
    }
  }

  private func describe(_ axis: SweepAxis) -> String {
    let from = axis.values.first.map { text($0, axis) } ?? "—"
    let to = axis.values.last.map { text($0, axis) } ?? "—"
    let base = axis.base.map { text($0, axis) } ?? say("待定", "open")
    return say(
      "参数 \(axis.name)（现为 \(base)）：从 \(from) 到 \(to)，共 \(axis.values.count) 步",
      "parameter \(axis.name) (now \(base)): from \(from) to \(to), \(axis.values.count) steps")
  }

  func text(_ value: Value, _ axis: SweepAxis) -> String { value.text(as: axis.type, english: labels.language == .en) }

  /// With the exact fraction where the decimals are rounded.
  func exactText(_ value: Value, _ axis: SweepAxis) -> String {
    let text = text(value, axis)
    guard text.hasPrefix("≈") else { return text }
    return text + say("（", " (") + value.exactText(as: axis.type) + say("）", ")")
  }

  /// One place of change: `96.5% 起：进入：乙；退出：甲`.
  public func words(_ tipping: SweepTipping) -> String {
    guard let axis = sweep.axes.first else { return "" }
    let value = exactText(tipping.value, axis)
    let place = self.place(tipping.kind, value)
    if let validity = tipping.validity {
      return place
        + (validity == .begins
          ? say("标准成立", "the standard is valid") : say("标准不成立", "the standard is not valid"))
    }
    var parts = labels.turnover(tipping.turnover, sweep.standard)
    if tipping.kind == .both {
      parts.append(
        labels.who(say("仅在这一点待定", "undecided at the value alone"), tipping.undecidedAtValue)
          ?? say("在这一点又不同", "different at the value itself"))
    }
    return place + parts.joined(separator: say("；", "; "))
      + (tipping.isNarrowed ? say("（夹定的近似值）", " (narrowed down)") : "")
  }

  private func place(_ kind: SweepTipping.Kind, _ value: String) -> String {
    switch kind {
    case .at: say("\(value) 起：", "from \(value): ")
    case .above, .both: say("\(value) 以上（不含）：", "above \(value): ")
    case .only: say("只在 \(value)：", "at \(value) alone: ")
    }
  }

  /// Why values are refused: one line for values in a row, with what is said of the first.
  private var refusals: [String] {
    guard let axis = sweep.axes.first else { return [] }
    var reasons: [(code: String, sentence: String, values: [String])] = []
    var previous: String?
    for point in sweep.points {
      guard case .failure(let refusal) = point.result, let value = point.values.first else {
        previous = nil
        continue
      }
      let code = refusal.problem.code
      if previous == code {
        reasons[reasons.count - 1].values.append(text(value, axis))
      } else {
        reasons.append((code, refusal.problem.wording(labels.language).sentence, [text(value, axis)]))
      }
      previous = code
    }
    return reasons.map { reason in
      let first = reason.values.first ?? ""
      let last = reason.values.count > 1 ? "～" + (reason.values.last ?? "") : ""
      return first + last + say("：", ": ") + reason.code + " " + reason.sentence
    }
  }

  /// Who has which grade at the first step: from there on changes are told.
  private var start: String? {
    guard Award.Kind(sweep.standard) == .grade, let axis = sweep.axes.first else { return nil }
    return sweep.points.firstNonNil { point -> String? in
      guard let result = try? point.result.get(), let value = point.values.first else { return nil }
      return say("\(text(value, axis)) 时：", "At \(text(value, axis)): ") + who(result)
    }
  }

  // MARK: The table

  private var grid: Report.Grid {
    guard let axis = sweep.axes.first else { return Report.Grid(headings: [], rows: [], labels: []) }
    var headings = [axis.name, say("符合", "Eligible")]
    let shown = grades
    headings += shown.map { labels.grades([$0], sweep.standard) }
    if selects { headings += [say("推荐", "Selected"), say("末位总分", "Last total"), say("推荐的", "Who")] }
    let rows = sweep.points.map { point -> [String] in
      let value = point.values.first.map { text($0, axis) } ?? ""
      switch point.result {
      case .failure(let refusal):
        return [value, say("不成立", "invalid")] + shown.map { _ in "—" }
          + (selects ? ["—", "—", refusal.problem.code] : [])
      case .success(let result):
        return [value, "\(result.eligible)"]
          + shown.map { grade in "\(result.grades.first { $0.grade == grade }?.names.count ?? 0)" }
          + (selects
            ? ["\(result.selected.count)", result.last.map { labels.points($0, totals) } ?? "—", who(result)] : [])
      }
    }
    return Report.Grid(headings: headings, rows: rows, labels: selects ? [4] : [])
  }

  /// The grades that somebody has at some step, in the order in which they are tried; nil is having none.
  var grades: [Int?] {
    let results = sweep.points.compactMap { try? $0.result.get() }
    return (sweep.standard.grades.indices.map { $0 } + [nil]).filter { (grade: Int?) in
      results.contains { $0.grades.contains { $0.grade == grade && !$0.names.isEmpty } }
    }
  }

  /// `甲、乙；待定：丙`, or `A：甲；B：乙、丙` where grades are followed.
  func who(_ result: SweepResult) -> String {
    if Award.Kind(sweep.standard) == .grade {
      let holders = result.grades.compactMap { labels.who(labels.grades([$0.grade], sweep.standard), $0.names) }
      return (holders + [labels.who(say("待定", "undecided"), result.undecided)].compactMap { $0 })
        .joined(separator: say("；", "; "))
    }
    let undecided =
      result.undecided.isEmpty
      ? "" : say("；待定：", "; undecided: ") + labels.names(result.undecided)
    return (result.selected.isEmpty ? "—" : labels.names(result.selected)) + undecided
  }
}
