import Diagnostics
import Evaluation
import Model
import Reports

/// What one applicant is told: the result, the reasons, and the way to object. Nothing of others is in it but how many
/// they are.
public struct ResultNotice {
  private let judged: Judged
  private let result: SheetResult
  private let words: PageWords

  /// - Parameter result: one of the outcome's.
  public init(_ judged: Judged, _ result: SheetResult, language: Language) {
    (self.judged, self.result) = (judged, result)
    words = PageWords(judged.outcome, Labels(language: language))
  }

  private var outcome: Outcome { judged.outcome }
  private var standard: Standard { outcome.standard }
  private var labels: Labels { words.labels }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// The file.
  public var text: String {
    let heading = say("评审结果告知书", "Notice of the result")
    let name = outcome.sheet(result).name
    let page = CommunityPage(outcome, result, words)
    let stated = labels.basis(standard)
    let basis = stated.isEmpty ? "" : say("（依据：\(stated)）", " (basis: \(stated))")
    let opening = say(
      "你单位按照“\(standard.title)”\(basis)提交的申报已经评审，结果和理由告知如下。",
      "Your application under “\(standard.title)”\(basis) has been judged. These are the result and the reasons.")
    let parts: [(heading: String, parts: [HTML])] = [
      (say("结果", "Result"), page.opening), (say("未满足或者待核实的要求", "Requirements not met or open"), page.obstacles),
      (say("名次与名额", "Rank and places"), places), (say("失分", "Points lost"), page.lost),
      (say("缺少的事实", "What is missing"), page.deciding), (say("异议", "Objections"), objection),
    ]
    return Page(
      title: heading + " · " + name, language: labels.language, styles: [PackageResources.report_css],
      scripts: [PackageResources.report_js],
      parts: [
        .element("header", [:], [words.title(heading)]),
        .element(
          "main", ["class": "letter"],
          [.element("p", ["class": "addressee"], name + say("：", ":")), .element("p", [:], opening)]
            + parts.filter { !$0.parts.isEmpty }.enumerated().flatMap { place, part in
              [.element("h2", [:], words.numbered(place, part.heading))] + part.parts
            } + [words.seal, words.inputs(judged)]),
      ]
    ).text
  }

  private var places: [HTML] {
    let lines = PlaceReasons(outcome: outcome, labels: labels, totals: words.totals).own(result)
    return lines.isEmpty ? [] : [.list(lines)]
  }

  private var objection: [HTML] {
    if labels.language == .zh {
      return [
        .element(
          "p", [:],
          [
            .text("对以上结果有异议的，请自收到本告知书之日起"), words.blank("工作日数", wide: false),
            .text("个工作日内，以书面形式向"), words.unit, .text("提出，写明哪一条、事实和理由，并附证明材料。"),
          ]),
        .element("p", [:], [.text("联系电话："), words.phone]), .element("p", [:], [.text("联系地址："), words.address]),
      ]
    }
    return [
      .element(
        "p", [:],
        [
          .text("Objections are to be made in writing within "), words.blank("working days", wide: false),
          .text(" working days of receipt to "), words.unit,
          .text(", with the requirement or item, the facts, the reasons and evidence."),
        ]),
      .element("p", [:], [.text("Telephone: "), words.phone]), .element("p", [:], [.text("Address: "), words.address]),
    ]
  }
}
