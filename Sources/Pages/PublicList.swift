import Diagnostics
import Evaluation
import Model
import Reports

/// 公示名单: who is to be selected, and what may be posted of them and no more; with the days and the way to object left
/// to be filled in.
public struct PublicList {
  private let words: PageWords

  public init(_ outcome: Outcome, language: Language) {
    words = PageWords(outcome, Labels(language: language))
  }

  private var outcome: Outcome { words.outcome }
  private var standard: Standard { words.outcome.standard }
  private var labels: Labels { words.labels }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Those selected; where a standard selects nobody, those eligible.
  private var listed: [SheetResult] {
    outcome.results.filter {
      standard.selection == nil ? $0.entrant != .no && $0.eligible == .yes : $0.selection == .yes
    }
  }

  /// How many may still come onto the list, which is not to be posted before that is settled.
  public var openCount: Int {
    outcome.results.count { result in
      if standard.selection == nil { return result.entrant != .no && result.eligible == .unknown }
      return result.selection == .open || result.selection == .tied
    }
  }

  /// The file.
  public var text: String {
    let open = openCount
    let warning =
      open == 0
      ? HTML.empty
      : .element(
        "p", ["class": "warning", "role": "note"],
        say(
          "还有 \(open) 家是否列入未定，本名单待全部确定后再公示。",
          "It is open for \(open) more whether they are listed: not to be posted before that is settled."))
    return Page(
      title: heading, language: labels.language, styles: [PackageResources.report_css],
      scripts: [PackageResources.report_js],
      parts: [
        .element("header", [:], [words.title(heading)]),
        .element(
          "main", ["class": "letter"],
          [warning, .element("p", [:], opening)] + (listed.isEmpty ? [] : [.table(grid, label: heading)]) + closing
            + [words.seal]),
      ]
    ).text
  }

  private var heading: String {
    say(
      "“\(standard.title)”\(standard.selection == nil ? "符合条件" : "拟推荐")名单公示",
      "\(standard.title): \(standard.selection == nil ? "eligible" : "to be selected")")
  }

  private var opening: String {
    let basis = standard.basis.isEmpty ? "" : say("根据\(standard.basis)，", "Under \(standard.basis), ")
    if listed.isEmpty {
      return basis
        + say("经申报、核实和评分，没有拟确定的。", "after application, verification and scoring, nobody is to be named.")
    }
    return basis
      + say(
        "经申报、核实和评分，拟确定下列 \(listed.count) 家，现予公示。",
        "after application, verification and scoring, the following \(listed.count) are to be named.")
  }

  private var grid: Report.Grid {
    let groups = standard.quotaGroups
    let headings =
      [say("名次", "Rank"), standard.subjectHeading] + groups.map { standard.facts[$0].name }
      + (standard.grades.isEmpty ? [] : [say("等级", "Grade")]) + [say("总分", "Total")]
    let rows = listed.map { result in
      [result.rank.map(String.init) ?? "—", outcome.sheet(result).name]
        + groups.map { outcome.text(of: $0, by: result.sheet, labels) ?? "—" }
        + (standard.grades.isEmpty ? [] : [labels.grades(result, standard)])
        + [labels.total(result, words.totals)]
    }
    return Report.Grid(headings: headings, rows: rows, labels: Set(1..<(headings.count - 1)), key: 1)
  }

  private var closing: [HTML] {
    let (unit, phone, address) = (words.unit, words.phone, words.address)
    let day = { (name: String) in words.blank(name, wide: false) }
    if labels.language == .zh {
      return [
        .element(
          "p", [:],
          [
            .text("公示期："), day("公示开始日期"), .text("至"), day("公示结束日期"), .text("，共"), day("公示天数"),
            .text("个工作日。"),
          ]),
        .element(
          "p", [:],
          [
            .text("公示期内，对上述名单有异议的，请以书面形式向"), unit,
            .text("反映，写明事实和理由，签署真实姓名或者加盖单位公章，并留下联系方式。"),
          ]),
        .element("p", [:], [.text("联系电话："), phone]), .element("p", [:], [.text("联系地址："), address]),
      ]
    }
    return [
      .element(
        "p", [:],
        [.text("Posted from "), day("first day"), .text(" to "), day("last day"), .text(".")]),
      .element(
        "p", [:],
        [
          .text(
            "Whoever objects to this list may do so in these days, in writing and with name, reasons and evidence, to "),
          unit, .text("."),
        ]),
      .element("p", [:], [.text("Telephone: "), phone]), .element("p", [:], [.text("Address: "), address]),
    ]
  }
}
