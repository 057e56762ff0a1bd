import Diagnostics
import Quantities

/// What is found in a standard.
public enum FindingProblem: Problem {
  /// A band or row, by what it says, and the earlier one that takes the sheet if there is such a sheet.
  case bandNeverReached(ClauseName, String, hiddenBy: String?, Witness)
  /// Nothing is stated for these values; they score 0.
  case gap(ClauseName, ValueSet?, Witness)
  /// Two bands that hold together, of which the later would give more.
  case overlap(ClauseName, String, String, given: String, other: String, Witness)
  case belowFull(ClauseName, most: String, full: String, Witness)
  case alwaysHolds(ClauseName, String, Witness)
  case neverHolds(ClauseName, String, Witness)
  /// 若, of which one branch is never taken: the one behind 则, or else that behind 否则.
  case branchNeverTaken(ClauseName, String, isFirst: Bool, Witness)
  case gradeNeverReached(String, hiddenBy: String?, Witness)
  case gradeGap(ValueSet, Witness)
  /// Whoever passes the gates named has all points of an item.
  case pointsForAll(ClauseName, points: String, [ClauseName], Witness)
  /// Whoever passes the gates fulfils some of the conditions of an item.
  case partForAll(ClauseName, points: String, [String], Witness)
  /// Whoever passes the second gate passes the first.
  case gateWithinGate(ClauseName, ClauseName, Witness)
  case itemsAgree(ClauseName, ClauseName, Witness)
  /// Whatever a sheet states, some gate bars it.
  case nobodyEligible(Witness)
  /// Places for all, and those of all groups together.
  case quotaNeverFilled(places: String, most: String, groups: Int)
  /// A parameter with its value, which could be any other.
  case parameterWithoutEffect(String, String)
  /// A fact of which the file says which way is better, and a better value with which a sheet loses something.
  case betterIsWorse(String, from: String, to: String, Loss, Witness)
  /// A finding that the file accepts, and that is not found.
  case nothingToAccept(String)

  private static let sheet = Witness.example
  private static let item = ClauseName(.item, "卫生.1")

  /// One of each, for the golden messages.
  public static let examples: [FindingProblem] = [
    .bandNeverReached(item, "得分 6 分 当 次数 不少于 7 次", hiddenBy: "得分 4 分 当 次数 不少于 3 次", sheet),
    .gap(item, .example, sheet), .overlap(item, "行 [60，80]：3 分", "行 [80，100]：5 分", given: "3", other: "5", sheet),
    .belowFull(item, most: "8", full: "10", sheet), .alwaysHolds(item, "率 ≥ 0%", sheet),
    .neverHolds(item, "率 > 100%", sheet), .branchNeverTaken(item, "率 ≥ 0%", isFirst: false, sheet),
    .gradeNeverReached("优秀", hiddenBy: "合格", sheet), .gradeGap(.example, sheet),
    .pointsForAll(item, points: "4", [ClauseName(.gate, "2")], sheet),
    .partForAll(item, points: "3", ["收费率 不低于 95%"], sheet),
    .gateWithinGate(ClauseName(.gate, "2"), ClauseName(.gate, "5"), sheet),
    .itemsAgree(ClauseName(.item, "安全.2"), item, sheet), .nobodyEligible(sheet),
    .quotaNeverFilled(places: "10", most: "6", groups: 3), .parameterWithoutEffect("门槛", "60%"),
    .betterIsWorse("收费率", from: "89%", to: "90%", .points(from: Rational(8), to: Rational(6)), sheet),
    .nothingToAccept("A302"),
  ]

  /// Codes `A301` to `A309`; `A311` to `A319` of what only a thorough look finds.
  public var message: Message {
    switch self {
    case .bandNeverReached(let clause, let band, let earlier, let sheet):
      Message(
        "A301", .warning,
        zh: Wording(
          "\(clause.text(.zh))：“\(band)”永远轮不到。",
          reason: earlier.map { "够得上它的，前面“\($0)”已经算了，例如 \(sheet.text(.zh))。" }
            ?? "没有哪张表够得上它；例如 \(sheet.text(.zh))，得的是别的分。",
          remedy: earlier == nil ? "改它的条件，或者删去。" : "从前往后，先成立的算数：把它移到前面。"),
        en: Wording(
          "\(clause.text(.en)): “\(band)” is never reached.",
          reason: earlier.map { "Whatever fulfils it is taken by “\($0)” before it, for example \(sheet.text(.en))." }
            ?? "No sheet fulfils it; for example \(sheet.text(.en)) gets something else.",
          remedy: earlier == nil
            ? "Change its condition, or take it out." : "The first that holds counts: move it to the front."))
    case .gap(let clause, let values, let sheet):
      Message(
        "A302", .warning,
        zh: Wording(
          "\(clause.text(.zh))：有的值没有一档管，得 0 分。",
          reason: (values.map { $0.text(.zh) + "。" } ?? "") + "例如 \(sheet.text(.zh))。",
          remedy: "补上这些值，或用“否则 0 分”（表里用“行 任意：0 分”）写明。"),
        en: Wording(
          "\(clause.text(.en)): no band or row is for some values; they score 0.",
          reason: (values.map { $0.text(.en) + ". " } ?? "") + "For example \(sheet.text(.en)).",
          remedy: "Add what is meant for them, or say so with “else 0 points” (in tables “row anything: 0 points”)."))
    case .overlap(let clause, let one, let later, let given, let other, let sheet):
      Message(
        "A303", .warning,
        zh: Wording(
          "\(clause.text(.zh))：“\(one)”和“\(later)”都管的值，得分不同。",
          reason: "例如 \(sheet.text(.zh))，按前一档得 \(given) 分，按后一档是 \(other) 分。", remedy: "让两档的范围不相交。"),
        en: Wording(
          "\(clause.text(.en)): some values fall under both “\(one)” and “\(later)”, which give different points.",
          reason: "For example \(sheet.text(.en)): the former gives \(given), the latter would give \(other).",
          remedy: "Keep the two apart."))
    case .belowFull(let clause, let most, let full, let sheet):
      Message(
        "A304", .warning,
        zh: Wording(
          "\(clause.text(.zh))：最多只能得 \(most) 分，到不了 \(full) 分。", reason: "例如 \(sheet.text(.zh))，得 \(most) 分。",
          remedy: "把最高一档写足，或改分值。"),
        en: Wording(
          "\(clause.text(.en)): \(most) points at most can be reached, not \(full).",
          reason: "For example \(sheet.text(.en)) gets \(most).",
          remedy: "Let the highest band give them all, or change what it is worth."))
    case .alwaysHolds(let clause, let condition, let sheet):
      Message(
        "A305", .warning,
        zh: Wording(
          "\(clause.text(.zh))：“\(condition)”总是成立。", reason: "它分不出任何两张表；例如 \(sheet.text(.zh))。", remedy: "改条件，或者删去。"),
        en: Wording(
          "\(clause.text(.en)): “\(condition)” always holds.",
          reason: "It tells no two sheets apart; for example \(sheet.text(.en)).", remedy: "Change it, or take it out.")
      )
    case .neverHolds(let clause, let condition, let sheet):
      Message(
        "A306", .warning,
        zh: Wording(
          "\(clause.text(.zh))：“\(condition)”永远不成立。", reason: "没有哪张表做得到；例如 \(sheet.text(.zh))。", remedy: "改条件，或者删去。"),
        en: Wording(
          "\(clause.text(.en)): “\(condition)” never holds.",
          reason: "No sheet fulfils it; for example \(sheet.text(.en)) does not.", remedy: "Change it, or take it out.")
      )
    case .branchNeverTaken(let clause, let test, let isFirst, let sheet):
      Message(
        "A307", .warning,
        zh: Wording(
          "\(clause.text(.zh))：“若 \(test)”后面“\(isFirst ? "则" : "否则")”的一支永远轮不到。", reason: "例如 \(sheet.text(.zh))。",
          remedy: "改条件，或只留另一支。"),
        en: Wording(
          "\(clause.text(.en)): the branch behind “\(isFirst ? "then" : "else")” of “if \(test)” is never taken.",
          reason: "For example \(sheet.text(.en)).", remedy: "Change the test, or keep the other branch only."))
    case .gradeNeverReached(let grade, let earlier, let sheet):
      Message(
        "A308", .warning,
        zh: Wording(
          "等级“\(grade)”永远评不上。",
          reason: earlier.map { "够得上的先评为“\($0)”，例如 \(sheet.text(.zh))。" }
            ?? "没有哪张表够得上；例如 \(sheet.text(.zh))，评的是别的。",
          remedy: earlier == nil ? "改它的条件，或者删去。" : "从前往后，先成立的算数：把它移到前面。"),
        en: Wording(
          "Grade “\(grade)” is never given.",
          reason: earlier.map { "Whoever fulfils it is given “\($0)” before, for example \(sheet.text(.en))." }
            ?? "No sheet fulfils it; for example \(sheet.text(.en)) gets something else.",
          remedy: earlier == nil
            ? "Change its condition, or take it out." : "The first that holds is given: move it to the front."))
    case .gradeGap(let values, let sheet):
      Message(
        "A309", .warning,
        zh: Wording(
          "有的总分没有等级。", reason: values.text(.zh) + "。例如 \(sheet.text(.zh))。", remedy: "补上这些总分的等级，或在最后写一个不带条件的等级。"),
        en: Wording(
          "Some totals have no grade.", reason: values.text(.en) + ". For example \(sheet.text(.en)).",
          remedy: "Add a grade for them, or a last one without a condition."))
    case .pointsForAll(let clause, let points, let gates, let sheet):
      Message(
        "A311", .warning,
        zh: Wording(
          "\(clause.text(.zh))：有资格的都得满 \(points) 分。",
          reason: "丢这些分的，先过不了\(gates.map { $0.text(.zh) }.joined(separator: "、"))，例如 \(sheet.text(.zh))。",
          remedy: "这些分分不出高下：改问别的，或把分值给别的项。"),
        en: Wording(
          "\(clause.text(.en)): whoever is eligible has all \(points) points.",
          reason:
            "Whoever loses them does not pass \(gates.map { $0.text(.en) }.joined(separator: ", ")), for example \(sheet.text(.en)).",
          remedy: "These points tell nobody apart: ask something else, or give the points to other items."))
    case .partForAll(let clause, let points, let conditions, let sheet):
      Message(
        "A312", .warning,
        zh: Wording(
          "\(clause.text(.zh))（\(points) 分）：有资格的总满足“\(conditions.joined(separator: "”“"))”。",
          reason: "原则、要件或否决已经问过；例如 \(sheet.text(.zh))，没有资格。", remedy: "只有其余的条件分得出高下；不必再写的可以删去。"),
        en: Wording(
          "\(clause.text(.en)) (\(points) points): whoever is eligible fulfils “\(conditions.joined(separator: "”, “"))”.",
          reason: "A gate, requirement or veto has asked it before; for example \(sheet.text(.en)) is not eligible.",
          remedy: "Only the other conditions tell anybody apart; what need not be said again can be taken out."))
    case .gateWithinGate(let gate, let other, let sheet):
      Message(
        "A313", .warning,
        zh: Wording(
          "过得了\(other.text(.zh))的，都过得了\(gate.text(.zh))。",
          reason: "两条都过不了的，例如 \(sheet.text(.zh))；只过不了\(gate.text(.zh))的没有。",
          remedy: "改条件，或者删去一条。"),
        en: Wording(
          "Whoever passes \(other.text(.en)) passes \(gate.text(.en)).",
          reason:
            "There are sheets that fail both, for example \(sheet.text(.en)), but none that fails \(gate.text(.en)) alone.",
          remedy: "Change a condition, or take one of the two out."))
    case .itemsAgree(let clause, let other, let sheet):
      Message(
        "A314", .warning,
        zh: Wording(
          "\(clause.text(.zh))和\(other.text(.zh))总是一起得分、一起丢分。", reason: "例如 \(sheet.text(.zh))。",
          remedy: "同一件事算了两次：改一条，或合成一条。"),
        en: Wording(
          "\(clause.text(.en)) and \(other.text(.en)) are always won and lost together.",
          reason: "For example \(sheet.text(.en)).",
          remedy: "The same counts twice: change one of them, or make them one."))
    case .nobodyEligible(let sheet):
      Message(
        "A315", .warning,
        zh: Wording("没有哪张表过得了全部原则、要件和否决。", reason: "它们互相抵触；例如 \(sheet.text(.zh))，没有资格。", remedy: "改其中一条的条件。"),
        en: Wording(
          "No sheet passes all gates, requirements and vetoes.",
          reason: "They contradict each other; for example \(sheet.text(.en)) is not eligible.",
          remedy: "Change the condition of one of them."))
    case .quotaNeverFilled(let places, let most, let groups):
      Message(
        "A316", .warning,
        zh: Wording(
          "\(places) 个名额永远用不完。", reason: "共 \(groups) 组，各组的名额加起来最多 \(most) 个。", remedy: "改总名额，或各组的名额。"),
        en: Wording(
          "The \(places) places can never all be taken.",
          reason: "There are \(groups) groups, which have \(most) places together.",
          remedy: "Change the places for all, or those of the groups."))
    case .parameterWithoutEffect(let name, let value):
      Message(
        "A317", .warning,
        zh: Wording(
          "参数“\(name)”改成多少，结果都一样。", reason: "用到它的地方，别的条件已经决定了；现在是 \(value)。", remedy: "改用到它的条件，或者删去它。"),
        en: Wording(
          "Whatever parameter “\(name)” is set to, nothing changes.",
          reason: "Where it is used, other conditions have decided already; it is \(value) now.",
          remedy: "Change the conditions that use it, or take it out."))
    case .betterIsWorse(let fact, let from, let to, let loss, let sheet):
      Message(
        "A318", .warning,
        zh: Wording(
          "“\(fact)”变好，结果反而变差。",
          reason: "从 \(from) 到 \(to)，\(loss.text(.zh))，例如 \(sheet.text(.zh))。", remedy: "改用到它的条件或分值；确有此意，写 认可 A318 和理由。"
        ),
        en: Wording(
          "A better “\(fact)” makes a result worse.",
          reason: "From \(from) to \(to) \(loss.text(.en)), for example \(sheet.text(.en)).",
          remedy: "Change the conditions or points that use it; if it is meant, write accepted A318 and why."))
    case .nothingToAccept(let code):
      Message(
        "A310", .warning,
        zh: Wording("这里没有查出 \(code)，用不着认可。", remedy: "删去这一行；写错了编号的，改过来。"),
        en: Wording(
          "\(code) is not found here: there is nothing to accept.",
          remedy: "Take the line out, or correct the code."))
    }
  }
}

extension Witness {
  fileprivate static let example = Witness(
    entries: [Entry(name: "次数", type: .plainNumber, value: .number(Rational(7)))], others: [])
}

extension Loss {
  /// What becomes of a sheet.
  fileprivate func text(_ language: Language) -> String {
    switch (self, language) {
    case (.eligibility, .zh): "失去资格"
    case (.eligibility, .en): "it is no longer eligible"
    case (.points(let from, let to), .zh): "总分由 \(from.decimal()) 变为 \(to.decimal())"
    case (.points(let from, let to), .en): "the total goes from \(from.decimal()) to \(to.decimal())"
    }
  }
}

extension ValueSet {
  fileprivate static let example: ValueSet = {
    var set = ValueSet("次数", .plainNumber)
    set.add(.numbers(Interval(Rational(6))))
    return set
  }()
}
