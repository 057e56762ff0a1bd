import Diagnostics
import Drawing
import Evaluation
import Model
import Quantities
import Reports
import Sheets
import Translation

/// The report of a result as pages for browsers and paper: one of all, with those of communities in it or beside it.
public struct ReportPages {
  let judged: Judged
  let report: OutcomeReport
  let words: PageWords
  /// Where the pages of communities are, as the page of all names it; nil where they are parts of it.
  private let folder: String?
  /// Whose pages there are.
  private let shown: [SheetResult]
  /// What every page was made from.
  private let origin: HTML

  /// So many communities at most have their pages in the page of all, unless a folder is asked for.
  public static let limit = 40

  /// - Parameter folder: in which the pages of communities are, as seen from the page of all; nil puts them in it.
  public init(_ judged: Judged, language: Language, folder: String?) {
    self.judged = judged
    self.folder = folder
    report = OutcomeReport(judged.outcome, language: language, level: .categories)
    words = PageWords(judged.outcome, report.labels)
    shown = report.shown
    origin = words.inputs(judged)
  }

  var outcome: Outcome { judged.outcome }
  private var labels: Labels { report.labels }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// The page of all.
  public var text: String {
    // Of nobody there is nothing to be said.
    let ofEach = shown.isEmpty || folder != nil ? [] : [communities]
    var all = [ranking] + (shown.isEmpty ? [] : [composition] + groups) + [matters, inputs] + ofEach
    for (place, section) in all.enumerated() { all[place].heading = words.numbered(place, section.heading) }
    let tuning = Tuning(outcome, words)
    let engine = tuning == nil ? [] : [Array(ScriptEngine.source.utf8), PackageResources.tuning_js]
    let page = Page(
      title: outcome.standard.title, language: labels.language, styles: [PackageResources.report_css],
      scripts: [PackageResources.report_js] + engine,
      parts: [
        .element(
          "header", [:],
          [
            words.title(outcome.standard.title), words.basis,
            .element("p", ["class": "summary"], report.summary),
          ] + report.lines.map { .element("p", [:], $0) }),
        .element(
          "nav", ["aria-label": say("目录", "Contents")],
          [
            .element(
              "ul", [:],
              (all.map { (id: $0.id, heading: $0.heading) }
                + (tuning.map { [(id: "trial", heading: $0.heading)] } ?? []))
                .map { .element("li", [:], [.element("a", ["href": "#" + $0.id], $0.heading)]) })
          ]),
        .element(
          "main", ["class": shown.count > Self.limit ? "long" : nil],
          all.map { section in
            .element(
              "section", ["id": section.id, "aria-labelledby": section.id + "-h"],
              [.element("h2", ["id": section.id + "-h"], section.heading)] + section.parts)
          } + (tuning.map { [trial($0)] } ?? [])),
      ])
    return page.text
  }

  private func trial(_ tuning: Tuning) -> HTML {
    .element(
      "section", ["id": "trial", "class": "screen", "aria-labelledby": "trial-h"],
      [.element("h2", ["id": "trial-h"], tuning.heading)] + tuning.parts)
  }

  /// A part of the page with a heading of its own.
  private struct Section {
    let id: String
    var heading: String
    let parts: [HTML]
  }

  // MARK: Who stands where

  private var ranking: Section {
    let heading = say("名次与结论", "Ranking")
    if shown.isEmpty {
      return Section(id: "ranking", heading: heading, parts: [.element("p", [:], say("没有参评的。", "Nobody takes part."))])
    }
    let grid = report.ranking
    let headings = grid.headings + [say("原因", "Reason")]
    let rows = zip(shown, grid.rows).map { result, cells in
      HTML.element(
        "tr", [:],
        HTML.cells(cells, grid) { link(result, $0) } + [.element("td", ["class": "reason"], words.reason(result))])
    }
    let table = HTML.table(
      headings: headings, labels: grid.labels.union([headings.count - 1]), label: say("名次", "Ranking"), rows: rows)
    let tied = report.tied
    let ties: [HTML] =
      tied.isEmpty ? [] : [.element("h3", [:], say("推荐名额边缘的并列", "Ties at the edge of a quota")), .list(tied)]
    return Section(
      id: "ranking", heading: heading,
      parts: [.element("div", ["class": "sift"], [table])] + HTML.blocks(report.legend, under: 2) + ties)
  }

  /// The name of a community, which leads to its page.
  private func link(_ result: SheetResult, _ name: String) -> HTML {
    .element("a", ["href": folder.map { $0 + "/" + fileName(result) } ?? "#" + words.id(result)], name)
  }

  // MARK: What totals are made of

  private var composition: Section {
    let pictures = report.picture.panels.map { panel in
      HTML.picture(Picture(title: panel.title, panels: [panel.untitled]))
    }
    let grid = report.composition
    return Section(
      id: "composition", heading: say("总分的构成与分布", "What the totals are made of, and how they lie"),
      parts: pictures + [
        .element("div", ["class": "sift"], [.table(grid, label: say("总分的构成", "What the totals are made of"))]),
        .element(
          "p", ["class": "note"],
          say(
            "表中的分四舍五入，逐项精确到分数的算式在各家的页上。",
            "Points in the table are rounded; everybody's own page has them exactly.")),
      ])
  }

  private var groups: [Section] {
    let grids = GroupComparison(outcome, labels).grids
    if grids.isEmpty { return [] }
    return [
      Section(
        id: "groups", heading: say("分组比较", "Groups compared"),
        parts: grids.flatMap { [.element("h3", [:], $0.heading), .table($0.grid, label: $0.heading)] })
    ]
  }

  // MARK: What is open, and what it all comes from

  private var matters: Section {
    let blocks = report.matters
    return Section(
      id: "open", heading: say("尚未确定的事项与说明", "What is open, and how it was counted"),
      parts: blocks.isEmpty ? [.element("p", [:], say("没有。", "Nothing."))] : HTML.blocks(blocks, under: 2))
  }

  private var inputs: Section {
    Section(
      id: "inputs", heading: say("所依据的文件", "What this was made from"), parts: [origin, words.signatures])
  }

  // MARK: Community by community

  private var communities: Section {
    Section(
      id: "communities",
      heading: say("各\(outcome.standard.subjectHeading)的结果", "Each \(outcome.standard.subjectHeading)"),
      parts: shown.map { CommunityPage(outcome, $0, words).article(under: 2) })
  }

  /// How many have a page.
  public var count: Int { shown.count }

  /// A community's page as a file, by its place among all.
  public func community(_ place: Int) -> (name: String, text: String) {
    let result = shown[place]
    let page = CommunityPage(outcome, result, words)
    let title = outcome.sheet(result).name
    let text = Page(
      title: title + " · " + outcome.standard.title, language: labels.language, styles: [PackageResources.report_css],
      parts: [
        .element("header", [:], [words.heading(outcome.standard.title), words.basis]),
        .element("main", [:], [page.article(under: 0), origin, words.signatures]),
      ]
    ).text
    return (fileName(result), text)
  }

  /// `0012-金桂苑.html`: by its place among the sheets, so that no two are the same; of its name what any disk takes.
  private func fileName(_ result: SheetResult) -> String {
    let number = String(result.sheet + 1)
    let zeros = String(repeating: "0", count: max(0, String(outcome.table.sheets.count).count - number.count))
    let name = String(
      outcome.sheet(result).name.unicodeScalars.filter(\.properties.isAlphabetic).prefix(16).map(Character.init))
    return zeros + number + (name.isEmpty ? "" : "-" + name) + ".html"
  }
}

extension Panel {
  /// The same where the picture says what it is about.
  fileprivate var untitled: Panel {
    Panel(
      title: "", axis: axis, lanes: lanes, laneHeading: laneHeading, valueHeading: valueHeading, spans: spans,
      rules: rules, keys: keys, notes: notes)
  }
}
