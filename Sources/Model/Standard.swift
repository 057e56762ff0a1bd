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
  /// 依据, with the date behind a comma; empty if none is stated.
  public var basis = ""
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
  /// Every 待定, in file order.
  public var openMatters: [OpenMatter] = []
  /// Every comparison across a cohort, by slot.
  public var cohortUses: [CohortUse] = []
  /// Where names are declared and used, amendments included.
  public internal(set) var names = NameIndex()
  /// What was settled when the standard was checked: points, quotas, ranges, defaults.
  public internal(set) var settled: [Site] = []

  /// The names of the facts of 对象.
  public var subjectNames: [String] { subjects.map { facts[$0].name } }

  /// The texts by which communities are put into groups, in cohorts, in quotas and among namesakes.
  public var grouping: [Int] {
    let used = cohorts.flatMap { $0.by + [$0.counting].compactMap { $0 } } + [selection?.groupBy].compactMap { $0 }
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
  /// 缺省: counts where the sheet states nothing, and only there.
  public let fallback: Value?
  /// 不可改: nobody can change what it states.
  public let isFixed: Bool
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

/// 认定: what follows from facts and results, reported under a heading of its own.
public struct Determination: Sendable {
  /// A choice that is made if a condition holds, and none before it.
  public struct Rung: Sendable {
    /// Place of the option in the type.
    public let option: Int
    /// Nil for everyone else.
    public let when: Formula?
  }

  /// As formulas and expectations name it.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// Its meaning, by place.
  public let definition: Int
  /// Of what it comes to.
  public let type: ValueType
  /// The choices in the order in which they are tried; empty where it is no choice, or one that is worked out.
  public let rungs: [Rung]
  /// Source, note and what is open.
  public let annotation: Annotation
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []
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

/// A category with its items in order; groups own stretches of them.
///
/// Its parts and limits may have a scale of their own, which is converted once the category is put together.
public struct Category: Sendable {
  /// Unique among what formulas name.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// What it brings to the total, in points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// 满分 of its own scale, above zero; nil where its points count as they are. Only where there are ``full`` points.
  public let scale: Rational?
  /// Applied to the sum of what it contains, on its scale.
  public internal(set) var limits: ScoreLimits
  /// In file order; ``ResultPath`` names them by place.
  public internal(set) var groups: [Group]
  /// All of them, those of groups included, in file order.
  public internal(set) var items: [Item]
  /// Source, note and what is open.
  public let annotation: Annotation
}

extension Category {
  /// Full points on the scale on which its parts are marked.
  public var markedOn: Rational? { scale ?? full }
}

/// A part of a category, with points and limits of its own.
public struct Group: Sendable {
  /// Unique among the groups and items of its category.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// In points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// Applied to the sum of its items.
  public internal(set) var limits: ScoreLimits
}

/// The smallest part of a standard that is given points.
public struct Item: Sendable {
  /// A number or a name, unique among the groups and items of its category.
  public let id: String
  /// Its words in the file; may be empty.
  public let title: String
  /// Place of the group in its category; nil if it stands directly in the category.
  public let group: Int?
  /// Its full points too.
  public internal(set) var scoring: Scoring
  /// Source, note and what is open.
  public let annotation: Annotation
}

/// An amount of points, or a share of the clause's full points.
public struct Amount: Sendable {
  /// In points; as a share, a percentage.
  public let formula: Formula
  /// Whether it is multiplied by the full points, which are then known.
  public let isShare: Bool
}

/// 舍入 … 至 a multiple of a step.
public struct RoundingRule: Sendable {
  /// 四舍五入 unless stated.
  public let mode: Rounding
  /// In points, above zero.
  public let step: Rational
}

/// What is done to a score last: 舍入, 封顶 and 保底, 最低, in this order. Nil where the clause says nothing.
public struct ScoreLimits: Sendable {
  /// 舍入; without it a score stays exact.
  public var rounding: RoundingRule?
  /// 封顶; an item, bonus or deduction without it is cut off at its full points, if it has any.
  public var cap: Amount?
  /// 保底; an item, bonus or deduction without it is cut off at 0.
  public var floor: Amount?
  /// 最低: a score below it makes the community not eligible.
  public var minimum: Amount?

  /// None at all.
  public init() {}
}

/// How an item, bonus or deduction is worked out: Grammar.md, section 5.
public struct Scoring: Sendable {
  /// What becomes of the points where 不适用 holds: shared out over the siblings, all given, or none.
  public enum Treatment: Sendable { case shared, full, none }

  /// What the steps start from.
  public enum Base: Sendable {
    case full
    case zero
    case bands([Band])
    case interpolation(Formula, [Knot])
    case mark(Amount)
  }

  /// 得分, 否则, or a row of 表: the first that holds counts, and without any it is 0.
  public struct Band: Sendable {
    /// Given where the band holds.
    public let amount: Amount
    /// Nil holds always: a formula alone, or 否则.
    public let when: Formula?
  }

  /// A point of 插值: straight lines between them, flat outside.
  public struct Knot: Hashable, Sendable {
    /// Value of the formula, in its base unit; ascending from knot to knot.
    public let at: Rational
    /// In points, shares worked out.
    public let points: Rational
  }

  /// In points, shares worked out; nil without a maximum.
  public let full: Rational?
  /// 不适用; nil where it always applies.
  public let inapplicable: Formula?
  /// Without a meaning where ``inapplicable`` is nil.
  public let treatment: Treatment
  /// 条件: unless all hold, it comes to 0 points.
  public let conditions: [Formula]
  /// What the steps start from; zero for 调整, whose steps start from the running total.
  public let base: Base
  /// In the order in which they are applied.
  public let steps: [Step]
  /// Applied behind the steps; empty for 调整, where limits are steps.
  public let limits: ScoreLimits
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []

  init(
    full: Rational?, inapplicable: Formula?, treatment: Treatment, conditions: [Formula], base: Base, steps: [Step],
    limits: ScoreLimits
  ) {
    self.full = full
    self.inapplicable = inapplicable
    self.treatment = treatment
    self.conditions = conditions
    self.base = base
    self.steps = steps
    self.limits = limits
  }

  /// As long as nothing but its points is known.
  init(full: Rational?) {
    self.init(
      full: full, inapplicable: nil, treatment: .shared, conditions: [], base: .zero, steps: [], limits: ScoreLimits())
  }
}

/// 加计, 扣减, 乘以, or one of the limits where they are applied in order.
public struct Step: Sendable {
  /// What is done to the points so far.
  public enum Operation: Sendable {
    case add, subtract, multiply, cap, floor
    case round(RoundingRule)
  }

  /// Limits occur only in 调整.
  public let operation: Operation
  /// Of points; the factor of 乘以, the limit itself, or the step of 舍入.
  public let amount: Amount
  /// 按: how much there is to count. Nil counts the amount once.
  public let by: Formula?
  /// 每: the size of one step, in the unit of ``by``; nil where that is.
  public let per: Formula?
  /// Nil counts broken steps too.
  public let mode: Rounding?
  /// The ends between which an assessor's amount has to lie; one beyond them cannot have been meant.
  public var allowed = Allowed()
  /// 最多: what the step moves at most, in points; nil without a limit.
  public var limit: Amount?
  /// 当; nil where it is always applied.
  public let when: Formula?

  /// The ends of an amount, of its own type; nil where there is none.
  public struct Allowed: Sendable {
    public var lower: Formula.Bound?
    public var upper: Formula.Bound?
  }
}

extension Step.Allowed {
  /// What an amount has to be to lie between the ends, the lower one first.
  public var comparisons: [(comparator: Comparator, end: Formula)] {
    [
      lower.map { ($0.included ? .atLeast : .above, $0.formula) },
      upper.map { ($0.included ? .atMost : .below, $0.formula) },
    ].compactMap { $0 }
  }
}

/// What changes the total once the categories are added up, in file order.
public struct Adjustment: Sendable {
  /// 加分, 扣分 and 调整.
  public enum Kind: Sendable, CaseIterable { case bonus, deduction, adjustment }

  /// What is scored is added, taken off, or worked upon the total itself.
  public let kind: Kind
  /// Unique among what formulas name.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// For a deduction, of what is lost.
  public internal(set) var scoring: Scoring
  /// Source, note and what is open.
  public let annotation: Annotation
}

/// A level that a community may be given, beside its points.
public struct Grade: Sendable {
  /// As expectations and goals name it.
  public let name: String
  /// As reports show it; the name if none is written.
  public let title: String
  /// Nil holds always: everyone else.
  public let when: Formula?
}

/// By what communities are put in order while earlier keys agree.
public struct RankingKey: Sendable {
  /// Of a type that has an order, or yes/no.
  public let formula: Formula
  /// 由高到低.
  public let descending: Bool
}

/// Whom the standard recommends: those who are within every quota and fulfil the condition.
public struct Selection: Sendable {
  /// A number of places, or a share of those taking part.
  public struct Quota: Sendable {
    /// Places, or the share of one (20% is 1/5); a share is rounded down to whole places.
    public let value: Rational
    /// Whether it is a percentage of those taking part, of the group for a quota per group.
    public let isShare: Bool
  }

  /// Nil if none is stated, or if it waits for a parameter in ``missing``.
  public let overall: Quota?
  /// 每: the fact by whose values communities are put into groups.
  public let groupBy: Int?
  /// For each group the same; nil like ``overall``.
  public let perGroup: Quota?
  /// 当; nil where all who are eligible may be selected.
  public let when: Formula?
  /// Parameters without a value on which a quota depends; it leaves the selection open.
  public let missing: [Int]
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
  /// Where the reason stands.
  public let range: SourceRange
}

/// A case written in the rules file with what has to come of it: Grammar.md, section 8.
public struct Example: Sendable {
  /// What a sheet of the example states of one fact.
  public struct Given: Sendable {
    /// Place of the fact in the standard.
    public let fact: Int
    /// Nil for 未填: a value that was given before is missing again.
    public let value: Value?
  }

  /// 另有: further sheets that are all alike, for cohorts and quotas.
  public struct Others: Sendable {
    /// How many, at least one.
    public let count: Int
    /// What each of them states; all else is missing.
    public let given: [Given]
  }

  /// What is expected: a verdict or status by its keyword, points, or a grade by its name.
  public enum Outcome: Sendable {
    case word(Keyword)
    case amount(Interval)
    case grade(String)
    case value(Value)
  }

  /// Of what it is expected. Requirements and determinations are named by their places in the standard.
  public enum Subject: Sendable {
    case total, grade, selection, eligibility
    case requirement(Int)
    case score(ResultPath)
    case determination(Int)
  }

  /// One expectation of an example.
  public struct Expected: Sendable {
    /// Of what.
    public let subject: Subject
    /// Points have to come to exactly this interval.
    public let outcome: Outcome
    /// Where it stands in the file.
    public let range: SourceRange
  }

  /// By which reports and 沿用 name it; may be empty.
  public let title: String
  /// Those of 沿用 first; of several of one fact the last counts.
  public let given: [Given]
  /// The parameters of this example, as amendments.
  public let parameters: [Clause]
  /// Those of 沿用 first.
  public let others: [Others]
  /// Empty where the example is only there for others to build upon.
  public let expected: [Expected]
  /// Where its clause stands.
  public let range: SourceRange
}
