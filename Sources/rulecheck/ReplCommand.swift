import Diagnostics

/// The commands of a conversation, each with a name in both languages and what it does.
enum ReplCommand: CaseIterable {
  case community, rank, explain, missing, facts, set, diff, compare, undo, redo, amendments, check, test, reload, save,
    resume
  case help, quit

  var chinese: String {
    switch self {
    case .community: "小区"
    case .rank: "排名"
    case .explain: "解释"
    case .missing: "缺失"
    case .facts: "事实"
    case .set: "设定"
    case .diff: "改动"
    case .compare: "比较"
    case .undo: "撤销"
    case .redo: "重做"
    case .amendments: "清单"
    case .check: "检查"
    case .test: "示例"
    case .reload: "重读"
    case .save: "保存"
    case .resume: "接着"
    case .help: "帮助"
    case .quit: "退出"
    }
  }

  var english: String { "\(self)" }

  /// What stands behind the name, and what the command does.
  func summary(_ language: Language) -> (operands: String, text: String) {
    let zh = language == .zh
    return switch self {
    case .community: (zh ? "[名称]" : "[NAME]", zh ? "看哪个小区；不写名称就列出全部" : "choose a community, or list them")
    case .rank: ("", zh ? "现在的排名" : "the ranking as it is now")
    case .explain: (zh ? "[3.4]" : "[3.4]", zh ? "当前小区逐项的理由" : "why the community has its points")
    case .missing: ("", zh ? "缺少的事实" : "facts that are missing")
    case .facts:
      (zh ? "[文字]" : "[TEXT]", zh ? "当前小区的事实，可只看含某几个字的" : "the community's facts, or those with a text in them")
    case .set: (zh ? "事实 值" : "FACT VALUE", zh ? "假设当前小区的一项事实是这个值" : "suppose that a fact had this value")
    case .diff: ("", zh ? "到现在为止对标准的改动" : "how the standard differs by now")
    case .compare: ("", zh ? "改动的总影响，和每个变化的起因" : "the effect of it all, and what caused each change")
    case .undo: ("", zh ? "撤销上一步" : "take the last step back")
    case .redo: ("", zh ? "重做撤销的一步" : "make it again")
    case .amendments: ("", zh ? "已经作出的改动，原样列出" : "the amendments made, as typed")
    case .check: ("", zh ? "检查标准，包括分值是否配平" : "check the standard, and whether the weights add up")
    case .test: ("", zh ? "运行标准里的示例" : "run the examples of the standard")
    case .reload: ("", zh ? "重新读规则和事实表，保留改动" : "read rules and sheets again and keep the amendments")
    case .save: (zh ? "文件" : "FILE", zh ? "把改动存成一份继承的标准" : "save the amendments as a variant")
    case .resume: ("", zh ? "接着上次没做完的（同 --resume）" : "take up the last session (the same as --resume)")
    case .help: ("", zh ? "这份说明" : "this text")
    case .quit: ("", zh ? "结束" : "leave")
    }
  }

  /// What else it may be called.
  private var synonyms: [String] {
    switch self {
    case .test: ["测试"]
    case .quit: ["exit"]
    default: []
    }
  }

  /// The command that is called so, in full.
  init?(named name: String) {
    guard let found = Self.allCases.first(where: { ([$0.chinese, $0.english] + $0.synonyms).contains(name) }) else {
      return nil
    }
    self = found
  }

  /// The command of that name in either language, or the only one that begins so.
  init?(_ name: String) {
    let wanted = name.lowercased()
    let exact = Self(named: wanted)
    let begun = Self.allCases.filter { $0.chinese.hasPrefix(wanted) || $0.english.hasPrefix(wanted) }
    guard let found = exact ?? (begun.count == 1 ? begun[0] : nil) else { return nil }
    self = found
  }

  /// The name nearest to one that is not known.
  static func nearest(_ name: String) -> String? {
    NearestName.of(name, among: allCases.flatMap { [$0.chinese, $0.english] })
  }
}
