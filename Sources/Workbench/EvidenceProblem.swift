import Diagnostics

/// What is to be said of a folder in which files vouch for facts.
public enum EvidenceProblem: Problem {
  /// A folder that is called like no community, and the one that may be meant.
  public struct Stranger: Hashable, Sendable {
    let name: String
    let nearest: String?
  }

  case nobodysFolders([Stranger])
  /// One that cannot be looked into.
  case closedFolder(FileFailure)

  /// One of each, for the golden messages.
  public static let examples: [EvidenceProblem] = [
    .nobodysFolders([Stranger(name: "幸福理", nearest: "幸福里"), Stranger(name: "旧材料", nearest: nil)]),
    .closedFolder(.noPermission),
  ]

  /// The warning `F202` and the error `F203`.
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
    case .closedFolder(let failure):
      Message(
        "F203",
        zh: Wording(
          "这个文件夹打不开：\(failure.words(.zh))。", reason: "里面的文件没有看，先当没有。", remedy: "检查权限，再核对一遍。"),
        en: Wording(
          "This folder cannot be looked into: \(failure.words(.en)).",
          reason: "The files in it have not been looked at and count as missing.",
          remedy: "Check its permissions, and look the applications over again."))
    }
  }
}
