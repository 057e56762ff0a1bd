import Diagnostics
import Quantities
import Syntax

/// What can be wrong between a standard and the one it inherits from.
public enum AmendmentProblem: Problem {
  /// 修改, 新增 or 删除 in a standard that inherits nothing.
  case nothingInherited(Keyword)
  case unknownTarget(ClauseKind, String, nearest: String?)
  /// An inherited clause of that name stands at the place named.
  case alreadyThere(ClauseKind, String, at: String)
  case placeless(ClauseKind)
  /// A clause put beside one beside which it cannot stand.
  case elsewhere(ClauseKind, String, ClauseKind, String)
  case locked(ClauseKind, String)
  /// A clause that may only be tightened has been removed, or changed in a way that cannot be shown to be stricter.
  case notTighter(ClauseKind, String, removed: Bool)
  /// A parameter whose value is of another type.
  case otherType(String, was: ValueType, now: ValueType)
  /// The files of the chain, from the first to the one that cannot be had.
  case parentMissing(String, chain: [String])
  case parentInvalid(String, chain: [String])
  /// A file beyond the folders from which rules files are read.
  case parentOutside(String, chain: [String])
  /// A file that is something else.
  case parentNoRules(String, chain: [String])
  case cycle([String])
  case tooDeep([String])
  case parentName(wanted: String, found: String)

  /// One of each, for the golden messages.
  public static let examples: [AmendmentProblem] = [
    .nothingInherited(.amend), .unknownTarget(.parameter, "名额数", nearest: "名额"),
    .alreadyThere(.parameter, "名额", at: "houma.rules:84"), .placeless(.item), .elsewhere(.item, "管理.3", .item, "安全.1"),
    .locked(.parameter, "收费率门槛"),
    .notTighter(.gate, "8", removed: false), .otherType("收费率门槛", was: .percentage, now: .plainNumber),
    .parentMissing("houma.rules", chain: ["shanxi.rules", "linfen.rules", "houma.rules"]),
    .parentInvalid("houma.rules", chain: ["linfen.rules", "houma.rules"]),
    .parentOutside("../../a.rules", chain: ["linfen.rules", "../../a.rules"]),
    .parentNoRules("/etc/passwd", chain: ["linfen.rules", "/etc/passwd"]),
    .cycle(["a.rules", "b.rules", "a.rules"]), .tooDeep(["a.rules", "b.rules"]),
    .parentName(wanted: "侯马", found: "临汾"),
  ]

  /// Codes `M501` to `M508` of amendments, `M511` to `M517` of what a file inherits from.
  public var message: Message {
    switch self {
    case .nothingInherited(let keyword):
      Message(
        "M501",
        zh: Wording(
          "“\(keyword.chinese)”要有继承来的句子才能用。", reason: "这份标准没有继承别的标准。",
          remedy: "在 标准 后面写 继承 名称 于 “文件”；不继承就直接写句子本身。"),
        en: Wording(
          "“\(keyword.english)” needs an inherited clause to work on.", reason: "This standard inherits nothing.",
          remedy: "Write inherits NAME from \"FILE\" behind standard; without it, write the clause itself."))
    case .unknownTarget(let keyword, let name, let nearest):
      Message(
        "M502",
        zh: Wording(
          "继承来的标准里没有 \(keyword.chinese) \(name)。",
          remedy: nearest.map { "是不是想写“\($0)”？" } ?? "用 rulecheck show 看继承来的全部句子；指标和分组写成 类别.编号。"),
        en: Wording(
          "The inherited standard has no \(keyword.english) \(name).",
          remedy: nearest.map { "Did you mean “\($0)”?" }
            ?? "rulecheck show lists all that is inherited; items and groups are named category.id."))
    case .alreadyThere(let keyword, let name, let place):
      Message(
        "M503",
        zh: Wording(
          "\(keyword.chinese) \(name) 在继承来的标准里已经有了（\(place)）。",
          remedy: "要改动它，写 修改 \(keyword.chinese) \(name)；要另加一句，换一个名称。"),
        en: Wording(
          "The inherited standard already has \(keyword.english) \(name) (\(place)).",
          remedy: "Write amend \(keyword.english) \(name) to change it, or choose another name."))
    case .elsewhere(let kind, let name, let other, let target):
      Message(
        "M508",
        zh: Wording(
          "\(kind.chinese) \(name) 不能放在 \(other.chinese) \(target) 旁边。", reason: "类别和类别排，指标和同一类别、同一分组里的指标排，别的句子不进类别。",
          remedy: "换一个可以排在旁边的句子。"),
        en: Wording(
          "\(kind.english) \(name) cannot stand beside \(other.english) \(target).",
          reason:
            "Categories stand among categories, items among those of their group, and other clauses outside of both.",
          remedy: "Name a clause beside which it may stand."))
    case .placeless(let keyword):
      Message(
        "M504",
        zh: Wording(
          "不知道这个“\(keyword.chinese)”属于哪个类别。", remedy: "写成 新增 \(keyword.chinese) 类别.编号，或把它放在 修改 类别 … 下面。"),
        en: Wording(
          "It is not said to which category this \(keyword.english) belongs.",
          remedy: "Write insert \(keyword.english) category.id, or put it below amend category …."))
    case .locked(let keyword, let name):
      Message(
        "M505",
        zh: Wording(
          "\(keyword.chinese) \(name) 已被锁定，不能在这里改动。", reason: "上一级标准用 锁定 定死了它，见下面第二处。", remedy: "删去这处改动，或请上一级解除锁定。"),
        en: Wording(
          "\(keyword.english) \(name) is locked and cannot be changed here.",
          reason: "The level above has locked it: see the second place below.",
          remedy: "Remove the change, or ask the level above to lift the lock."))
    case .notTighter(let keyword, let name, let removed):
      Message(
        "M506",
        zh: removed
          ? Wording("\(keyword.chinese) \(name) 只可从严，不能删除。", reason: "上一级标准写了 只可从严，见下面第二处。", remedy: "删去这处改动。")
          : Wording(
            "\(keyword.chinese) \(name) 只可从严，这处改动看不出更严。", reason: "上一级标准写了 只可从严：原来不达标的，改动后也不得达标，见下面第二处。",
            remedy: "只提高门槛或增加条件，其余照旧。"),
        en: removed
          ? Wording(
            "\(keyword.english) \(name) may only be tightened, not removed.",
            reason: "The level above wrote tighten_only: see the second place below.", remedy: "Remove the change.")
          : Wording(
            "\(keyword.english) \(name) may only be tightened, and this change is not seen to be stricter.",
            reason:
              "The level above wrote tighten_only: who failed before must fail still. See the second place below.",
            remedy: "Only raise thresholds or add conditions, and leave the rest as it is."))
    case .otherType(let name, let was, let now):
      Message(
        "M507",
        zh: Wording(
          "参数 \(name) 原来是\(was.described(.zh))，这里是\(now.described(.zh))。", remedy: "照原来的写法写；确实要换，把类型写在值的前面。"),
        en: Wording(
          "Parameter \(name) has been \(was.described(.en)); this is \(now.described(.en)).",
          remedy: "Write it as it was written; if it is to be of another type, state the type before the value."))
    case .parentMissing(let path, let chain):
      Message(
        "M511",
        zh: Wording(
          "找不到继承的文件“\(path)”。", reason: "继承顺序：\(chain.joined(separator: " → "))。", remedy: "检查文件名；路径从本文件所在的文件夹算起。"),
        en: Wording(
          "The file to inherit from, “\(path)”, was not found.", reason: "Chain: \(chain.joined(separator: " → ")).",
          remedy: "Check its name; paths start from the folder of this file."))
    case .parentInvalid(let path, let chain):
      Message(
        "M512",
        zh: Wording(
          "继承的文件“\(path)”有错误。", reason: "继承顺序：\(chain.joined(separator: " → "))。", remedy: "先用 rulecheck check 改好它。"),
        en: Wording(
          "The file to inherit from, “\(path)”, has errors.", reason: "Chain: \(chain.joined(separator: " → ")).",
          remedy: "Mend it first, with rulecheck check."))
    case .cycle(let chain):
      Message(
        "M513",
        zh: Wording("继承绕了一圈：\(chain.joined(separator: " → "))。", remedy: "让其中一份标准不再继承。"),
        en: Wording(
          "Inheritance goes round in a circle: \(chain.joined(separator: " → ")).", remedy: "Let one inherit nothing."))
    case .parentOutside(let path, let chain):
      Message(
        "M516",
        zh: Wording(
          "不从“\(path)”继承：它不在规则文件的文件夹一带。",
          reason: "只读所给规则文件的文件夹、它的上一级，和这两级下面的文件；链接按它指向的地方算。链条：\(chain.joined(separator: " → "))。",
          remedy: "把要继承的文件放到那里。"),
        en: Wording(
          "Nothing is inherited from “\(path)”: it is not around the folder of the rules file.",
          reason:
            "Files are read in the folder of the rules file that was given, in the one above it, and below these two; a link counts as the place it leads to. Chain: \(chain.joined(separator: " → ")).",
          remedy: "Move the file to inherit from there."))
    case .parentNoRules(let path, let chain):
      Message(
        "M517",
        zh: Wording(
          "不从“\(path)”继承：它不是规则文件。",
          reason: "规则文件名以 .rules 结尾，里面有“标准”一句，用 UTF-8 保存。链条：\(chain.joined(separator: " → "))。",
          remedy: "检查文件名。"),
        en: Wording(
          "Nothing is inherited from “\(path)”: it is no rules file.",
          reason:
            "The name of a rules file ends in .rules; it has a clause “standard” and is saved as UTF-8. Chain: \(chain.joined(separator: " → ")).",
          remedy: "Check the name."))
    case .tooDeep(let chain):
      Message(
        "M514",
        zh: Wording("继承超过 \(Limits.levels) 级：\(chain.joined(separator: " → "))。", remedy: "把中间几级合并。"),
        en: Wording(
          "Inheritance has more than \(Limits.levels) levels: \(chain.joined(separator: " → ")).",
          remedy: "Merge some of them."))
    case .parentName(let wanted, let found):
      Message(
        "M515",
        zh: Wording("这个文件里的标准叫“\(found)”，不是“\(wanted)”。", remedy: "改正名称，或换成写有“\(wanted)”的文件。"),
        en: Wording(
          "The standard in this file is called “\(found)”, not “\(wanted)”.",
          remedy: "Correct the name, or name the file that has “\(wanted)”."))
    }
  }
}
