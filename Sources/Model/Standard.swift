import Diagnostics
import Quantities
import Syntax

/// A checked standard: every name resolved, every weight accounted for.
public struct Standard: Sendable {
  public var sources: SourceMap
  public var name = ""
  public var alias: String?
  public var title = ""
  public var basis = ""
  /// Points of all categories; nil for 不限.
  public var total: Rational?
  public var referenceDate: CalendarDate?
  public var rounding: RoundingRule?
  public var units = UnitTable()
  public var parameters: [Parameter] = []
  public var facts: [Fact] = []
  /// The facts that together name a sheet: a text, and what tells sheets apart that state the same of it.
  public var subjects: [Int] = []
  public var entrants: Formula?
  /// The yes/no fact that says whether the level below has recommended a sheet.
  public var candidates: Int?
  public var cohorts: [Cohort] = []
  public var definitions: [Definition] = []
  public var requirements: [Requirement] = []
  public var categories: [Category] = []
  /// Bonuses, deductions and adjustments in file order.
  public var adjustments: [Adjustment] = []
  public var grades: [Grade] = []
  /// What more than one decision on the grade depends on.
  public internal(set) var gradeSubjects: [Subject] = []
  public var ranking: [RankingKey] = []
  public var selection: Selection?
  public var examples: [Example] = []
  public var openMatters: [OpenMatter] = []
  /// Every comparison across a cohort, by slot.
  public var cohortUses: [CohortUse] = []
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

public struct Parameter: Sendable {
  public let name: String
  public let alias: String?
  public let type: ValueType
  /// Nil while open.
  public var value: Value?
  public let lower: Value?
  public let upper: Value?
}

public struct Fact: Sendable {
  public let name: String
  public let alias: String?
  public let type: ValueType
  public let help: String
  public let section: String
  public let lower: Value?
  public let upper: Value?
  public let fallback: Value?
  /// 不可改: nobody can change what it states.
  public let isFixed: Bool
}

/// Whom a value is compared with.
public struct Cohort: Sendable {
  public let name: String
  /// Facts whose values must agree; empty for everyone.
  public let by: [Int]
  public let members: Formula?
  /// A fact each value of which counts once.
  public let counting: Int?
  public let rounding: Rounding
  public let smallest: Int
  /// How values that are not reported count.
  public var unreported: Unreported

  public enum Unreported: Sendable {
    /// They stay out, as if they never came in.
    case leftOut
    /// They may be anything, and what depends on them is open.
    case open
  }
}

public struct Definition: Sendable {
  public let name: String
  public let formula: Formula
}

/// What is written beside a clause.
public struct Annotation: Sendable {
  public var citation: String?
  public var note: String?
  public var open: String?
}

/// A gate, formal requirement, advisory check or veto.
public struct Requirement: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case gate, requirement, advisory, veto }

  public let kind: Kind
  public let id: String
  public let title: String
  public let conditions: [Formula]
  public let inapplicable: Formula?
  public let annotation: Annotation
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []
}

/// A category with its items in order; groups own stretches of them.
public struct Category: Sendable {
  public let name: String
  public let title: String
  public let full: Rational?
  public let limits: ScoreLimits
  public let groups: [Group]
  public let items: [Item]
  public let annotation: Annotation
}

public struct Group: Sendable {
  public let name: String
  public let title: String
  public let full: Rational?
  public let limits: ScoreLimits
}

public struct Item: Sendable {
  public let id: String
  public let title: String
  /// Place of the group in its category; nil if it stands directly in the category.
  public let group: Int?
  public let scoring: Scoring
  public let annotation: Annotation
}

/// An amount of points, or a share of the clause's full points.
public struct Amount: Sendable {
  public let formula: Formula
  public let isShare: Bool
}

public struct RoundingRule: Sendable {
  public let mode: Rounding
  public let step: Rational
}

public struct ScoreLimits: Sendable {
  public var rounding: RoundingRule?
  public var cap: Amount?
  public var floor: Amount?
  public var minimum: Amount?

  public init() {}
}

/// How an item, bonus or deduction is worked out: Grammar.md, section 5.
public struct Scoring: Sendable {
  public enum Treatment: Sendable { case shared, full, none }

  public enum Base: Sendable {
    case full
    case zero
    case bands([Band])
    case interpolation(Formula, [Knot])
    case mark(Amount)
  }

  public struct Band: Sendable {
    public let amount: Amount
    public let when: Formula?
  }

  public struct Knot: Hashable, Sendable {
    public let at: Rational
    public let points: Rational
  }

  public let full: Rational?
  public let inapplicable: Formula?
  public let treatment: Treatment
  public let conditions: [Formula]
  public let base: Base
  public let steps: [Step]
  public let limits: ScoreLimits
  /// What more than one of its decisions depends on.
  public internal(set) var subjects: [Subject] = []
}

/// 加计, 扣减, 乘以, or one of the limits where they are applied in order.
public struct Step: Sendable {
  public enum Operation: Sendable {
    case add, subtract, multiply, cap, floor
    case round(RoundingRule)
  }

  public let operation: Operation
  public let amount: Amount
  public let by: Formula?
  public let per: Formula?
  /// Nil counts broken steps too.
  public let mode: Rounding?
  public let when: Formula?
}

public struct Adjustment: Sendable {
  public enum Kind: Sendable, CaseIterable { case bonus, deduction, adjustment }

  public let kind: Kind
  public let name: String
  public let title: String
  public let scoring: Scoring
  public let annotation: Annotation
}

public struct Grade: Sendable {
  public let name: String
  public let title: String
  public let when: Formula?
}

public struct RankingKey: Sendable {
  public let formula: Formula
  public let descending: Bool
}

public struct Selection: Sendable {
  /// A number of places, or a share of those taking part.
  public struct Quota: Sendable {
    public let value: Rational
    public let isShare: Bool
  }

  public let overall: Quota?
  public let groupBy: Int?
  public let perGroup: Quota?
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
  public let reason: String
  /// The value taken meanwhile, as a sheet would write it.
  public let value: String?
  /// Where the reason stands.
  public let range: SourceRange
}

public struct Example: Sendable {
  public struct Given: Sendable {
    public let fact: Int
    public let value: Value?
  }

  public struct Others: Sendable {
    public let count: Int
    public let given: [Given]
  }

  public enum Outcome: Sendable {
    case word(Keyword)
    case amount(Interval)
    case grade(String)
  }

  public enum Subject: Sendable {
    case total, grade, selection, eligibility
    case requirement(Int)
    case score(ResultPath)
  }

  public struct Expected: Sendable {
    public let subject: Subject
    public let outcome: Outcome
    public let range: SourceRange
  }

  public let title: String
  public let given: [Given]
  /// The parameters of this example, as amendments.
  public let parameters: [Clause]
  public let others: [Others]
  /// Empty where the example is only there for others to build upon.
  public let expected: [Expected]
  public let range: SourceRange
}
