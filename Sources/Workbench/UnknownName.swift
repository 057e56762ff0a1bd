import Diagnostics
import Model

/// A name from outside, of a setting or a command, that the standard or the sheets do not have, or that is not given.
public enum UnknownName: Problem, Error {
  case parameter(String, known: [String])
  case fact(String, known: [String])
  case community(String, known: [String])
  /// What was asked is a matter of one community, and none is chosen.
  case noCommunity(known: [String])

  public static let examples: [UnknownName] = [
    .parameter("名鹅", known: ["名额", "收费率门槛"]), .fact("楼栋", known: ["小区名称", "地址"]),
    .community("甲", known: ["甲园", "乙园"]), .noCommunity(known: ["甲园", "乙园"]),
  ]

  public var severity: Severity { .error }

  public var code: String {
    switch self {
    case .parameter: "U121"
    case .fact: "U122"
    case .community: "U106"
    case .noCommunity: "U123"
    }
  }

  public func wording(_ language: Language) -> Wording {
    let zh = language == .zh
    switch self {
    case .parameter(let name, let known):
      return Wording(
        zh ? "标准里没有参数“\(name)”。" : "The standard has no parameter “\(name)”.",
        remedy: Self.remedy(name, known, zh) ?? (zh ? "标准里没有参数。" : "It has no parameters."))
    case .fact(let name, let known):
      return Wording(
        zh ? "标准里没有事实“\(name)”。" : "The standard has no fact “\(name)”.", remedy: Self.remedy(name, known, zh))
    case .community(let name, let known):
      return Wording(
        zh ? "事实表里没有“\(name)”。" : "No sheet is called “\(name)”.", remedy: Self.remedy(name, known, zh))
    case .noCommunity(let known):
      let example = known.first ?? ""
      return Wording(
        zh ? "要先选一个小区。" : "Choose a community first.",
        remedy: zh ? "输入 :小区 名称，例如 :小区 \(example)。" : "Type :community NAME, such as :community \(example).")
    }
  }

  /// Names in a message.
  private static let shown = 8

  /// The nearest name, or else the first few there are.
  private static func remedy(_ name: String, _ known: [String], _ zh: Bool) -> String? {
    if let nearest = NearestName.of(name, among: known) {
      return zh ? "是不是想写“\(nearest)”？" : "Did you mean “\(nearest)”?"
    }
    if known.isEmpty { return nil }
    let names = known.prefix(shown).joined(separator: zh ? "、" : ", ")
    let more = known.count > shown
    return zh
      ? "有这些：\(names)\(more ? "等 \(known.count) 个" : "")。"
      : "There are \(names)\(more ? " and \(known.count - shown) more" : "")."
  }
}
