import Diagnostics

/// A rules file as written: clauses in order, each with its fields.
public struct Outline: Sendable {
  /// The file, and those from which it inherits.
  public let sources: SourceMap
  public let clauses: [Clause]
  /// What has been taken out of it.
  public let removals: [Removal]
  /// The names by which amendments say what they are about.
  public let mentions: [Mention]

  public struct Removal: Sendable {
    public let clause: Clause
    /// The `删除` that says so.
    public let amendment: Clause

    public init(of clause: Clause, by amendment: Clause) {
      self.clause = clause
      self.amendment = amendment
    }
  }

  /// A clause that an amendment names, as it was declared.
  public struct Mention: Sendable {
    public let key: ClauseKey
    public let clause: Clause
    /// Where the amendment names it.
    public let range: SourceRange

    public init(_ key: ClauseKey, _ clause: Clause, at range: SourceRange) {
      (self.key, self.clause, self.range) = (key, clause, range)
    }
  }

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
  public enum Body: Sendable {
    /// Everything the clause says is in its name, title and fields.
    case plain
    case unit(equals: Expression?)
    case parameter(type: TypeSyntax?, value: Expression?)
    case fact(type: TypeSyntax?)
    /// The facts that name a sheet.
    case subject([Name])
    /// Grouping facts; nil for 全部.
    case cohort(by: [Name]?)
    case expression(Expression)
    /// A bonus, deduction or adjustment with its points.
    case points(Expression?)
    /// The condition of a grade.
    case grade(when: Expression?)
    case ranking([Key])
    /// A standard that inherits from the one of that name in that file.
    case inherits(Name, file: TextLiteral)
    case selection(quota: Expression?, groupBy: Name?, groupQuota: Expression?, when: Expression?)
    /// The opening could not be read; names in it are still known.
    case broken
  }

  public struct Key: Sendable {
    public let expression: Expression
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

  public var action: Action
  public let kind: ClauseKind
  /// The category (and group) in which an item or group is named: `物业服务` in `物业服务.3`. Amendments only.
  public let path: [Name]
  public var name: Name?
  public var alias: Name?
  public var title: TextLiteral?
  public var body: Body
  public var fields: [Field]
  public let range: SourceRange

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

  public func has(_ field: Keyword) -> Bool { fields.contains { $0.keyword == field } }
}

/// A type as written.
public struct TypeSyntax: Sendable {
  public struct Column: Sendable {
    public let name: Name
    public let alias: Name?
    public let type: TypeSyntax
  }

  /// One of the keywords `typeTruth` … `typeRecords`.
  public let keyword: Keyword
  public let unit: Name?
  public let options: [Name]
  /// 由高到低 or 由低到高 behind the options.
  public let order: Keyword?
  public let columns: [Column]
  public let range: SourceRange
}

/// A field of a clause.
public struct Field: Sendable {
  public enum Body: Sendable {
    case expression(Expression)
    case band(Expression, when: Expression?)
    case interpolation(Expression, [Knot])
    case table([Expression])
    case row([Match], Expression)
    case step(amount: Expression, by: Expression?, per: Expression?, mode: Keyword?, when: Expression?)
    case inapplicable(Expression, treatment: Keyword?)
    case rounding(mode: Keyword?, Expression)
    case mode(Keyword)
    case text(TextLiteral, date: Expression?)
    case name(Name)
    case range(Expression, Expression)
    case unlimited
    case assignments([Assignment])
    case others(count: Expression?, [Assignment])
    case expectations([Expectation])
    /// The keyword says it all: 锁定, 只可从严, 不可改.
    case mark
    /// A digest of the wording that the clause cites, and the wording itself.
    case fingerprint(TextLiteral, wording: TextLiteral?)
    /// Fields that a variant takes off a clause.
    case keywords([Keyword])
  }

  public struct Knot: Sendable {
    public let at: Expression
    public let points: Expression
  }

  public enum Match: Sendable {
    case set(MemberSet, SourceRange)
    case anything
    case missing(SourceRange)
    case value(Expression)
  }

  public let keyword: Keyword
  public let body: Body
  public let range: SourceRange

  public init(keyword: Keyword, body: Body, range: SourceRange) {
    self.keyword = keyword
    self.body = body
    self.range = range
  }
}

/// `name = value` in an example.
public struct Assignment: Sendable {
  public enum Value: Sendable {
    case missing
    case expression(Expression)
    case list([Expression])
    /// Rows of records; nil is a missing cell.
    case rows([[Expression?]])
  }

  public let name: Name
  public let value: Value
  public let range: SourceRange
}

/// What an example expects.
public struct Expectation: Sendable {
  public enum Outcome: Sendable {
    /// One of 满足 … 无法计算, 推荐 不推荐 有资格 无资格 待核实 并列.
    case word(Keyword)
    case amount(Expression, to: Expression?)
    /// An amount with `至 不限`: no upper end.
    case boundless(from: Expression)
    /// The name of a grade, or 待核实 where no grade is called so.
    case grade(Name)
  }

  /// What is looked at.
  public enum Subject: Sendable {
    case total, grade, selection, eligibility
    case clause(ClauseKind)
  }

  public let subject: Subject
  public let path: [Name]
  public let outcome: Outcome
  public let range: SourceRange
}
