import Diagnostics

/// What is to be said of a folder in which files vouch for facts.
public enum EvidenceProblem: Problem {
  /// A folder that is called like no community, and the one that may be meant.
  public struct Stranger: Hashable, Sendable {
    let name: String
    let nearest: String?
  }

  case nobodysFolders([Stranger])

  /// One of each, for the golden messages.
  public static let examples: [EvidenceProblem] = [
    .nobodysFolders([Stranger(name: "幸福理", nearest: "幸福里"), Stranger(name: "旧材料", nearest: nil)])
  ]

  /// The warning `F202`.
  public var message: Message {
    switch self {
    case .nobodysFolders(let strangers):
      Message(
        "F202", .warning,
        zh: Wording(
          "\(strangers.map { $0.name + ($0.nearest.map { "（是“\($0)”吗）" } ?? "") }.listed(.zh))：没有这个名字的小区，里面的文件没有看。",
          remedy: "文件夹的名字要和事实表里的名称一样。"),
        en: Wording(
          "\(strangers.map { $0.name + ($0.nearest.map { " (is it “\($0)”?)" } ?? "") }.listed(.en)): no community is called so, and the files in there have not been looked at.",
          remedy: "A folder has to be called as the sheet calls the community."))
    }
  }
}
