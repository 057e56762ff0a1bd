import Diagnostics
import Quantities
import Syntax

/// A checked standard: every name resolved, every weight accounted for.
public struct Standard: Sendable {
  /// The file, and those from which it inherits; all ranges lie in them.
  public var sources: SourceMap
  /// The first name of the 标准 clause.
  public var name = ""
  /// The name behind `/`.
  public var alias: String?
  /// 名称, or the text of the opening; else the name.
  public var title = ""
  /// 依据; empty if none is stated.
  public var basis = ""
  /// Of which day that is; nil if it is not stated.
  public var basisDate: CalendarDate?
  /// Points of all categories; nil for 不限.
  public var total: Rational?
  /// 基准日; nil if the standard states none, and then no formula uses it.
  public var referenceDate: CalendarDate?
  /// Of the final total; nil leaves it exact.
  public var rounding: RoundingRule?
  /// Those that every standard has, and those that this one declares.
  public var units = UnitTable()
  /// In file order; formulas name them by place.
  public var parameters: [Parameter] = []
  /// In file order; formulas and the cells of sheets go by place.
  public var facts: [Fact] = []
  /// The facts that together name a sheet: a text, and what tells sheets apart that state the same of it.
  public var subjects: [Int] = []
  /// 参评: those for whom it is false are neither ranked nor selected. Nil where all take part.
  public var entrants: Formula?
  /// The yes/no fact that says whether the level below has recommended a sheet.
  public var candidates: Int?
  /// In file order; formulas name them by place.
  public var cohorts: [Cohort] = []
  /// In file order; formulas name them by place.
  public var definitions: [Definition] = []
  /// Of all kinds together, in file order.
  public var requirements: [Requirement] = []
  /// Their places, each behind those that it needs.
  public internal(set) var requirementOrder: [Int] = []
  /// In file order; ``ResultPath`` names them by place.
  public var categories: [Category] = []
  /// Bonuses, deductions and adjustments in file order.
  public var adjustments: [Adjustment] = []
  /// In the order in which they are tried: the first that holds is given. It is no order of merit.
  public var grades: [Grade] = []
  /// What more than one decision on the grade depends on.
  public internal(set) var gradeSubjects: [Subject] = []
  /// In file order.
  public var determinations: [Determination] = []
  /// 排序, the first key first; the total, highest first, where none is stated.
  public var ranking: [RankingKey] = []
  /// 推荐; nil where nobody is selected.
  public var selection: Selection?
  /// In file order, without inherited ones that tell of something that is gone.
  public var examples: [Example] = []
  /// Every 认可, in file order.
  public internal(set) var acceptances: [Acceptance] = []
  /// Every 待定, in file order.
  public var openMatters: [OpenMatter] = []
  /// Every comparison across a cohort, by slot.
  public var cohortUses: [CohortUse] = []
  /// The edition in force of each clause that has several, in file order.
  public internal(set) var editions: [Edition] = []
  /// Where names are declared and used, amendments included.
  public internal(set) var names = NameIndex()
  /// What was settled when the standard was checked: points, quotas, ranges, defaults.
  public internal(set) var settled: [Site] = []

  /// The names of the facts of 对象.
  public var subjectNames: [String] { subjects.map { facts[$0].name } }

  /// The facts that make groups with places of their own, in 推荐 and grades.
  public var placeGroups: [Int] { (grades.map(\.places) + [selection?.places]).flatMap { $0?.groupBy ?? [] } }

  /// Whether some grade is given to no more than so many.
  public var hasGradePlaces: Bool { grades.contains { $0.places != nil } }

  /// The texts by which communities are put into groups, in cohorts, in quotas and among namesakes.
  public var grouping: [Int] {
    let used = cohorts.flatMap { $0.by + [$0.counting].compactMap { $0 } } + placeGroups
    return Set(used + subjects.dropFirst()).filter { facts[$0].type == .text }.sorted()
  }
}

/// A value that staff may change.
public struct Parameter: Sendable {
  /// As formulas and `--set` name it.
  public let name: String
  /// A second name, used like the first.
  public let alias: String?
  /// As declared, or else that of its value.
  public let type: ValueType
  /// Nil while open.
  public var value: Value?
  /// Start of 范围, included; nil without one, and then ``upper`` is nil too.
  public let lower: Value?
  /// End of 范围, included.
  public let upper: Value?
}

/// What a sheet may state.
public struct Fact: Sendable {
  /// As formulas and the headings of sheets name it.
  public let name: String
  /// A second name, used like the first.
  public let alias: String?
  /// With the unit that a number in a sheet need not repeat.
  public let type: ValueType
  /// The text of its clause, for whoever fills in a sheet; may be empty.
  public let help: String
  /// The 栏目 under which it stands; empty above the first.
  public let section: String
  /// Start of 范围, included; 0% for percentages unless stated. Nil without one, and then ``upper`` is nil too.
  public let lower: Value?
  /// End of 范围, included; 100% for percentages unless stated.
  public let upper: Value?
  /// 精度: how fine it may be stated; nil where nothing is said.
  public let precision: Precision?
  /// 缺省: counts where the sheet states nothing, and only there.
  public let fallback: Value?
  /// 不可改: nobody can change what it states.
  public let isFixed: Bool
  /// 他人评定: only others state it, such as a survey or a mark.
  public let isAssessed: Bool
  /// 工作量: what it takes to change it; nil where nothing is said.
  public var statedEffort: Effort?
  /// 佐证: the folder, within that of a community, in which files vouch for it; nil where none do.
  public var evidence: String?
  /// 越高越好, 越低越好: which way is meant to be better; nil where the file does not say. It changes no result.
  public var better: Better?

  /// A direction of the values of a fact.
  public enum Better: Sendable, Hashable { case higher, lower }
}

/// Whom a value is compared with.
public struct Cohort: Sendable {
  /// As formulas name it.
  public let name: String
  /// Facts whose values must agree; empty for everyone.
  public let by: [Int]
  /// 当: who belongs to it, worked out for every sheet. Nil for all.
  public let members: Formula?
  /// A fact each value of which counts once.
  public let counting: Int?
  /// How a share of the members comes to whole places: 舍去 unless stated.
  public let rounding: Rounding
  /// 最小规模: with fewer members only their number is told, and a stated limit still holds. 0 if none is stated.
  public let smallest: Int
  /// How values that are not reported count.
  public var unreported: Unreported

  /// 未报, in either of its two meanings.
  public enum Unreported: Sendable {
    /// They stay out, as if they never came in.
    case leftOut
    /// They may be anything, and what depends on them is open.
    case open
  }
}

/// A named expression; none needs itself, directly or through others.
public struct Definition: Sendable {
  /// As formulas name it.
  public let name: String
  /// What the name stands for.
  public let formula: Formula
}

/// What is written beside a clause.
public struct Annotation: Sendable {
  /// 出处: where the notice says so, in the words of the file.
  public var citation: String?
  /// 说明.
  public var note: String?
  /// 待定: why the notice does not settle this.
  public var open: String?
}

/// A gate, formal requirement, advisory check or veto.
public struct Requirement: Sendable {
  /// 原则, 要件, 提醒 and 否决.
  public enum Kind: String, Sendable, CaseIterable { case gate, requirement, advisory, veto }

  /// What it has to do with eligibility follows from this.
  public let kind: Kind
  /// A number or a name, of which each kind has its own.
  public let id: String
  /// Its words in the file; may be empty.
  public let title: String
  /// All have to hold for it to be met; for a veto, to bar.
  public let conditions: [Formula]
  /// 不适用; where it holds, the conditions have no say. Nil where it always applies.
  public let inapplicable: Formula?
  /// 不计分: who does not pass it has no total.
  public let leavesUnscored: Bool
  /// Source, note and what is open.
  public let annotation: Annotation
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []
  /// What has to be known before it can be looked at.
  public internal(set) var moment = Moment.first
}

/// A point on the way from facts to the total, in the order in which results come about.
public enum Moment: Hashable, Comparable, Sendable {
  /// Nothing but facts is known.
  case first
  /// The points of all categories.
  case categories
  /// The bonus, deduction or adjustment of that place, and those before it.
  case adjustment(Int)
  /// The total as it is in the end.
  case total
}

/// Something the source does not settle, with the reason the file gives.
public struct OpenMatter: Sendable {
  /// The kind of clause that says so.
  public let kind: ClauseKind
  /// Name and title of the clause.
  public let name: String
  /// In the words of the file.
  public let reason: String
  /// The value taken meanwhile, as a sheet would write it.
  public let value: String?
  /// Whose value it is; nil of clauses of other kinds.
  public let parameter: Parameter?
  /// Where the reason stands.
  public let range: SourceRange
}
