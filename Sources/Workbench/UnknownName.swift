import Diagnostics
import Evaluation
import Sheets

/// A name from outside, of a setting or a command, that the standard or the sheets do not have, or that is not given.
public enum UnknownName: Problem, Error {
  case parameter(String, known: [String])
  case fact(String, known: [String])
  case community(String, known: [String])
  /// A name that several communities have.
  case ambiguousCommunity(String, [String])
  /// What was asked is a matter of one community, and none is chosen.
  case noCommunity(known: [String])

  /// One of each, for the golden messages.
  public static let examples: [UnknownName] = [
    .parameter("名鹅", known: ["名额", "收费率门槛"]), .fact("楼栋", known: ["小区名称", "地址"]),
    .community("甲", known: ["甲园", "乙园"]), .ambiguousCommunity("幸福里", ["幸福里（东县）", "幸福里（西县）"]),
    .noCommunity(known: ["甲园", "乙园"]),
  ]

  /// Codes `U106` and `U121` to `U124`, which name what there is instead.
  public var message: Message {
    switch self {
    case .parameter(let name, let known):
      Message(
        "U121",
        zh: Wording("标准里没有参数“\(name)”。", remedy: Self.remedy(name, known, .zh) ?? "标准里没有参数。"),
        en: Wording(
          "The standard has no parameter “\(name)”.", remedy: Self.remedy(name, known, .en) ?? "It has no parameters."))
    case .fact(let name, let known):
      Message(
        "U122",
        zh: Wording("标准里没有事实“\(name)”。", remedy: Self.remedy(name, known, .zh)),
        en: Wording("The standard has no fact “\(name)”.", remedy: Self.remedy(name, known, .en)))
    case .community(let name, let known):
      Message(
        "U106",
        zh: Wording("事实表里没有“\(name)”。", remedy: Self.remedy(name, known, .zh)),
        en: Wording("No sheet is called “\(name)”.", remedy: Self.remedy(name, known, .en)))
    case .ambiguousCommunity(let name, let meant):
      Message(
        "U124",
        zh: Wording("叫“\(name)”的不止一个。", remedy: "写全是哪一个：\(meant.listed(.zh))。"),
        en: Wording("More than one is called “\(name)”.", remedy: "Write which one in full: \(meant.listed(.en))."))
    case .noCommunity(let known):
      Message(
        "U123",
        zh: Wording("要先选一个小区。", remedy: "输入 :小区 名称，例如 :小区 \(known.first ?? "")。"),
        en: Wording(
          "Choose a community first.", remedy: "Type :community NAME, such as :community \(known.first ?? "")."))
    }
  }

  /// The nearest name, or else the first few there are.
  private static func remedy(_ name: String, _ known: [String], _ language: Language) -> String? {
    let zh = language == .zh
    if let nearest = NearestName.of(name, among: known) {
      return zh ? "是不是想写“\(nearest)”？" : "Did you mean “\(nearest)”?"
    }
    if known.isEmpty { return nil }
    return zh ? "有这些：\(known.listed(language))。" : "There are \(known.listed(language))."
  }
}

extension Table {
  /// The place of the sheet that a name as people type it means.
  public func place(of community: String) throws(UnknownName) -> Int {
    let names = { (places: [Int]) in places.map { sheets[$0].name } }
    let found = Identity.places(named: community, among: sheets.map(\.identity))
    guard let place = found.first else { throw .community(community, known: names(Array(sheets.indices))) }
    if found.count > 1 { throw .ambiguousCommunity(community, names(found)) }
    return place
  }
}

extension Outcome {
  /// The result of the community that a name as people type it means.
  public func result(of community: String) throws(UnknownName) -> SheetResult {
    let place = try table.place(of: community)
    guard let result = results.first(where: { $0.sheet == place }) else {
      throw .community(community, known: results.map { sheet($0).name })
    }
    return result
  }
}
