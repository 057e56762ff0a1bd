import Diagnostics

/// A rules file as written: clauses in order, each with its fields.
public struct Outline: Sendable {
  /// The file, and those from which it inherits.
  public let sources: SourceMap
  /// In the order of the file; once inherited, as amendments left and placed them.
  public let clauses: [Clause]
  /// What has been taken out of it.
  public let removals: [Removal]
  /// The names by which amendments say what they are about.
  public let mentions: [Mention]

  /// A clause that was taken out, for those who ask where it went.
  public struct Removal: Sendable {
    /// As it stood before.
    public let clause: Clause
    /// The `删除` that says so.
    public let amendment: Clause

    /// - Parameter amendment: a clause whose action is ``Clause/Action/remove``.
    public init(of clause: Clause, by amendment: Clause) {
      self.clause = clause
      self.amendment = amendment
    }
  }

  /// A clause that an amendment names, as it was declared.
  public struct Mention: Sendable {
    /// What names it, its category included.
    public let key: ClauseKey
    /// As it stood before that amendment.
    public let clause: Clause
    /// Where the amendment names it.
    public let range: SourceRange

    /// - Parameter range: of the name in the amendment, not in what declares it.
    public init(_ key: ClauseKey, _ clause: Clause, at range: SourceRange) {
      (self.key, self.clause, self.range) = (key, clause, range)
    }
  }

  /// - Parameter sources: the files in which all ranges of the clauses lie.
  public init(sources: SourceMap, clauses: [Clause], removals: [Removal] = [], mentions: [Mention] = []) {
    self.sources = sources
    self.clauses = clauses
    self.removals = removals
    self.mentions = mentions
  }
}

extension Outline {
  /// The titles of the examples from which others start that expect something, directly or through others.
  public var examplesBuiltUpon: Set<String> {
    var wanted: Set<String> = []
    // Examples build upon earlier ones.
    for clause in clauses.reversed() where clause.kind == .example {
      guard clause.has(.expect) || wanted.contains(clause.title?.text ?? "") else { continue }
      for field in clause.fields where field.keyword == .like {
        if case .text(let title, _) = field.body { wanted.insert(title.text) }
      }
    }
    return wanted
  }
}

/// One clause: what its opening states, and its fields in the order written.
public struct Clause: Sendable {
  /// What the opening states behind name and title. Nil parts are left out in the text, as amendments may. Kept apart, as
  /// clauses are handed around far more often than anybody looks into them.
  public indirect enum Body: Sendable {
    /// Everything the clause says is in its name, title and fields.
    case plain
    /// Of how many of which other unit one is; nil for a unit of its own.
    case unit(equals: Expression?)
    /// Either may be missing: a parameter without a value is open, one without a type is declared in the unit of its
    /// value.
    case parameter(type: TypeSyntax?, value: Expression?)
    /// Nil in amendments that leave the type alone.
    case fact(type: TypeSyntax?)
    /// The facts that name a sheet.
    case subject([Name])
    /// Grouping facts; nil for 全部.
    case cohort(by: [Name]?)
    /// The condition of 参评.
    case expression(Expression)
    /// A definition or determination, with the parameters it takes; nil where its type is that of what it says.
    case valued(parameters: [TypeSyntax.Column], type: TypeSyntax?)
    /// A bonus, deduction or adjustment with its points.
    case points(Expression?)
    /// A grade: the places that it has, and its condition.
    case grade(Places, when: Expression?)
    /// The first key decides before the others.
    case ranking([Key])
    /// A standard that inherits from the one of that name in that file.
    case inherits(Name, file: TextLiteral)
    /// The places that there are, and the condition.
    case selection(Places, when: Expression?)
    /// The opening could not be read; names in it are still known.
    case broken
  }

  /// 前 quota, 每 facts 前 quota: to how many something is given.
  public struct Places: Sendable {
    /// Of all; nil without such a limit.
    public var quota: Expression?
    /// The facts that have to agree within a group; empty without groups.
    public var groupBy: [Name] = []
    /// Of each group; nil without groups.
    public var groupQuota: Expression?

    /// Whether it says nothing.
    public var isEmpty: Bool { quota == nil && groupQuota == nil }
  }

  /// What sheets are ordered by; keys that follow decide between equal ones.
  public struct Key: Sendable {
    /// Worked out for each sheet, and of a type that has an order.
    public let expression: Expression
    /// 由高到低: the highest comes first.
    public let descending: Bool
  }

  /// Whether the clause stands for itself or says what becomes of an inherited one.
  public enum Action: Sendable, Hashable, CaseIterable {
    case declare, insert, amend, remove

    /// Nil for a clause that stands for itself.
    public var keyword: Keyword? {
      switch self {
      case .declare: nil
      case .insert: .insert
      case .amend: .amend
      case .remove: .remove
      }
    }

    /// What a keyword before the kind of clause says; nil where it is no such keyword.
    init?(_ keyword: Keyword) {
      guard let action = Self.allCases.first(where: { $0.keyword == keyword }) else { return nil }
      self = action
    }
  }

  /// ``Action/declare`` for all clauses once amendments are made.
  public var action: Action
  /// What the keyword of its opening says, behind that of its action.
  public let kind: ClauseKind
  /// The category (and group) in which an item or group is named: `物业服务` in `物业服务.3`. Amendments only.
  public let path: [Name]
  /// The name, or number, in its opening; nil where it has none.
  public var name: Name?
  /// The name behind the stroke, by which it may be called too.
  public var alias: Name?
  /// The quoted text of its opening: the help of a fact, the title of others.
  public var title: TextLiteral?
  /// What else its opening states.
  public var body: Body
  /// In the order written; one keyword may come again.
  public var fields: [Field]
  /// From its first keyword to the end of its last field.
  public let range: SourceRange

  /// - Parameter range: where it is written; messages about what it lacks stand there.
  public init(
    action: Action = .declare, kind: ClauseKind, path: [Name] = [], name: Name? = nil, alias: Name? = nil,
    title: TextLiteral? = nil, body: Body = .plain, fields: [Field] = [], range: SourceRange
  ) {
    self.action = action
    self.kind = kind
    self.path = path
    self.name = name
    self.alias = alias
    self.title = title
    self.body = body
    self.fields = fields
    self.range = range
  }

  /// The clause less some of its fields.
  public func without(_ keywords: Set<Keyword>) -> Clause {
    var clause = self
    clause.fields.removeAll { keywords.contains($0.keyword) }
    return clause
  }

  /// Whether it states such a field at least once.
  public func has(_ field: Keyword) -> Bool { fields.contains { $0.keyword == field } }
}

/// A type as written.
public struct TypeSyntax: Sendable {
  /// A column of records, or a parameter of a definition.
  public struct Column: Sendable {
    /// What cells are called by.
    public let name: Name
    /// The name behind the stroke; nil without one.
    public let alias: Name?
    /// Of its cells. That it is no type of records, the checker sees to.
    public let type: TypeSyntax
    /// 范围 of a column of records, both ends allowed; nil without one.
    public internal(set) var limits: (lower: Expression, upper: Expression)?
  }

  /// One of the keywords `typeTruth` … `typeRecords`.
  public let keyword: Keyword
  /// As written, not yet looked up; nil for plain numbers and for types without one.
  public let unit: Name?
  /// Of a choice or several, in the order written; empty for other types.
  public let options: [Name]
  /// 由高到低 or 由低到高 behind the options.
  public let order: Keyword?
  /// Of records; empty for other types.
  public let columns: [Column]
  /// From its keyword to its end.
  public let range: SourceRange
}

/// A field of a clause.
public struct Field: Sendable {
  /// What stands behind the keyword, kept apart as that of clauses is.
  public indirect enum Body: Sendable {
    /// A single value or condition.
    case expression(Expression)
    /// Points or another value, and the condition under which it is given; nil for 否则 and where there is none.
    case band(Expression, when: Expression?)
    /// The value that is looked up, and the points it lies between.
    case interpolation(Expression, [Knot])
    /// What the columns of the table look at, and the names of those that it gives, where it gives several; rows follow as
    /// fields of their own.
    case table([Expression], results: [Name])
    /// One match for each column of the table before it, then the points or value; several where the table has them.
    case row([Match], [Expression])
    /// 加计, 扣减 or 乘以.
    case step(Step)
    /// The condition, and 分摊, 满分 or 零分; nil for 分摊.
    case inapplicable(Expression, treatment: Keyword?)
    /// Rounded to multiples of the value; nil for half up, or behind 精度 for no rounding.
    case rounding(mode: Keyword?, Expression)
    /// A word that says all: a way of rounding, or how 未报 is treated.
    case mode(Keyword)
    /// The date is that of 依据 only.
    case text(TextLiteral, date: Expression?)
    case name(Name)
    /// Both ends allowed.
    case range(Expression, Expression)
    /// 总分 不限.
    case unlimited
    case assignments([Assignment])
    /// How many further sheets are alike; nil for one.
    case others(count: Expression?, [Assignment])
    case expectations([Expectation])
    /// The keyword says it all: 锁定, 只可从严, 不可改, 他人评定.
    case mark
    /// A digest of the wording that the clause cites, and the wording itself.
    case fingerprint(TextLiteral, wording: TextLiteral?)
    /// The code of a finding that is meant as it is, and why.
    case acceptance(Name, reason: TextLiteral)
    /// The days from which and up to which it is in force, at least one of them.
    case validity(since: Expression?, until: Expression?)
    /// The clause ahead of which, or behind which, a variant puts this one.
    case placement(Target)
    /// Fields that a variant takes off a clause.
    case keywords([Keyword])
  }

  /// A clause, by what names it.
  public struct Target: Sendable {
    /// What kind it is of.
    public let kind: ClauseKind
    /// The category (and group) in which an item or group stands; empty where that goes without saying.
    public let path: [Name]
    /// Its name, or number; nil where it has none.
    public let name: Name?
    /// The title of what has no name.
    public let title: TextLiteral?
    /// From its kind on.
    public let range: SourceRange
  }

  /// How points are moved.
  public struct Step: Sendable {
    /// So much, for each `per` of what `by` gives.
    public let amount: Expression
    /// The interval in which an assessor has to stay; nil without one.
    public var allowed: MemberSet?
    /// Nil for an amount that counts once, and then `per` and `mode` are nil too.
    public var by: Expression?
    /// The size of one step.
    public var per: Expression?
    /// How broken steps count; nil for 舍去.
    public var mode: Keyword?
    /// 最多: what it moves at most.
    public var limit: Expression?
    /// 当; nil where it is always applied.
    public var when: Expression?
  }

  /// A point on the line of an interpolation.
  public struct Knot: Sendable {
    /// The value at which it lies.
    public let at: Expression
    /// The points it gives there.
    public let points: Expression
  }

  /// What one column of a table has to be for its row to apply.
  public enum Match: Sendable {
    /// An interval or a list.
    case set(MemberSet, SourceRange)
    /// 任意: matches what is missing too.
    case anything
    /// 未填.
    case missing(SourceRange)
    /// Equal to this.
    case value(Expression)
  }

  /// Which field it is.
  public let keyword: Keyword
  /// What it states, in the shape that belongs to the keyword.
  public let body: Body
  /// From its keyword to its end.
  public let range: SourceRange

  /// - Parameter range: with the keyword.
  public init(keyword: Keyword, body: Body, range: SourceRange) {
    self.keyword = keyword
    self.body = body
    self.range = range
  }
}

/// `name = value` in an example.
public struct Assignment: Sendable {
  /// What a fact is given.
  public enum Value: Sendable {
    /// 未填.
    case missing
    /// One value.
    case expression(Expression)
    /// Several options, for a fact that takes them.
    case list([Expression])
    /// Rows of records; nil is a missing cell.
    case rows([[Expression?]])
  }

  /// The fact; in `另有` one of a further sheet.
  public let name: Name
  /// What it is given, not yet held against the type of the fact.
  public let value: Value
  /// The name and the value.
  public let range: SourceRange
}

/// What an example expects.
public struct Expectation: Sendable {
  /// What the result should be.
  public indirect enum Outcome: Sendable {
    /// One of 满足 … 无法计算, 推荐 不推荐 有资格 无资格 待核实 并列 不计分.
    case word(Keyword)
    /// Exactly the first, or all from the first to the second.
    case amount(Expression, to: Expression?)
    /// An amount with `至 不限`: no upper end.
    case boundless(from: Expression)
    /// An amount with `或 不计分`: as long as it is open whether there is a total.
    case orUnscored(Outcome)
    /// What a determination comes to.
    case value(Expression)
    /// The name of a grade, or 待核实 where no grade is called so.
    case grade(Name)
  }

  /// What is looked at.
  public enum Subject: Sendable {
    case total, grade, selection, eligibility
    case clause(ClauseKind)
  }

  /// Whose result it is.
  public let subject: Subject
  /// The names of a clause, outermost first; empty for other subjects.
  public let path: [Name]
  /// What it should be.
  public let outcome: Outcome
  /// The subject and the outcome; a failed example is shown there.
  public let range: SourceRange
}
