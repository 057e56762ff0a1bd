import Diagnostics
import Evaluation
import Model
import Quantities
import Reports
import Sheets

/// What the pages of a result have in common.
struct PageWords {
  let outcome: Outcome
  let labels: Labels
  let totals: Decimals<Rational>

  init(_ outcome: Outcome, _ labels: Labels) {
    (self.outcome, self.labels) = (outcome, labels)
    totals = PointColumns(outcome).totals
  }

  private var standard: Standard { outcome.standard }
  func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// By which links find the part of a page that is about a community.
  func id(_ result: SheetResult) -> String { "c\(result.sheet + 1)" }

  func title(_ text: String) -> HTML { .element("h1", [:], text) }

  /// `一、名次与结论`.
  ///
  /// - Parameter place: among the headings, from 0.
  func numbered(_ place: Int, _ heading: String) -> String {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八"]
    return say((place < numerals.count ? numerals[place] : "\(place + 1)") + "、", "\(place + 1)  ") + heading
  }

  /// A title above one that is of more weight.
  func heading(_ text: String) -> HTML { .element("p", ["class": "standard"], text) }

  var basis: HTML {
    standard.basis.isEmpty ? .empty : .element("p", ["class": "basis"], say("依据：", "Basis: ") + labels.basis(standard))
  }

  /// Why somebody stands as the verdict says.
  func reason(_ result: SheetResult) -> String {
    let obstacles = Obstacles(standard, labels).of(result)
    if result.eligible == .no, !obstacles.isEmpty { return obstacles.joined(separator: say("；", "; ")) }
    let failures = result.failures.map {
      labels.place($0.place, standard) + say("：", ": ") + $0.error.described(labels.language)
    }
    if !failures.isEmpty { return failures.joined(separator: say("；", "; ")) }
    let missing = outcome.deciding(result).map { standard.name($0.input) }
    return missing.isEmpty ? "" : say("缺少：", "missing: ") + missing.listed(labels.language, atMost: 8, measure: "项")
  }

  /// The digests by which it can be told what a page was made from.
  func inputs(_ judged: Judged) -> HTML {
    var rows = [
      [say("规则", "Rules"), standard.name + (standard.title == standard.name ? "" : "  " + standard.title)],
      [say("规则摘要（SHA-256）", "Digest of the rules (SHA-256)"), judged.rulesDigest],
      [say("事实表", "Sheets"), say("\(outcome.table.sheets.count) 份", "\(outcome.table.sheets.count)")],
    ]
    if let digest = judged.sheetsDigest {
      rows.append([say("事实表摘要（SHA-256）", "Digest of the sheets (SHA-256)"), digest])
    }
    if let date = standard.referenceDate {
      rows.insert([say("基准日", "Reference date"), Value.date(date).text(as: .date)], at: 2)
    }
    return .element(
      "dl", ["class": "inputs"],
      rows.map { .element("div", [:], [.element("dt", [:], $0[0]), .element("dd", [:], $0[1])]) })
  }

  // MARK: To be filled in

  /// A place to write on, in the browser or on paper.
  ///
  /// - Parameters:
  ///   - name: what belongs there.
  ///   - text: what stands there at first.
  func blank(_ name: String, _ text: String = "", wide isWide: Bool = true) -> HTML {
    .element("span", ["class": isWide ? "blank wide" : "blank", "data-name": name], text)
  }

  var unit: HTML { blank(say("受理单位", "office")) }
  var phone: HTML { blank(say("联系电话", "telephone")) }
  var address: HTML { blank(say("联系地址", "address")) }

  /// Whose notice it is, and of which day.
  var seal: HTML {
    .element(
      "div", ["class": "seal"],
      [
        .element("p", [:], [blank(say("落款单位", "signed by"))]),
        .element("p", [:], [blank(say("落款日期", "date"), say("　　年　　月　　日", ""))]),
      ])
  }

  /// Lines to sign on; whoever signs writes the day.
  var signatures: HTML {
    let roles = [say("经办人", "Prepared by"), say("审核人", "Checked by"), say("负责人", "Approved by")]
    let date = say("　　　　年　　月　　日（盖章）", "Date and seal: ______________________")
    return .element(
      "div", ["class": "signatures"],
      [
        .element("div", ["class": "lines"], roles.map { .element("p", [:], $0 + say("：", ": ")) }),
        .element("p", ["class": "date"], date),
      ])
  }
}
