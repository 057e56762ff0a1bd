import Diagnostics

/// The kinds of clauses. Whatever holds for a kind, apart from what it means, stands in its row and nowhere else: parser,
/// printer, amender, comparison, tracing and completion read it there, and tests hold Grammar.md against it.
public enum ClauseKind: Int, Sendable, Hashable, CaseIterable {
  case standard, unit, parameter, section, fact, subject, entrants, cohort, definition, gate, requirement, advisory
  case category, group, item, bonus, deduction, adjustment, veto, grade, determination, ranking, selection, example
  case candidates

  /// What stands behind the keyword. The productions of Grammar.md, section 3, have the same names.
  public enum Opening: Sendable {
    case standard, unit, parameter, fact, subject, entrants, candidates, cohort, grade, ranking, selection
    /// A title alone.
    case titled
    /// A number or name, and a title.
    case numbered
    /// A name, an alias and a title; the last two may be left out.
    case headed
    /// As ``headed``, then points.
    case pointed
    /// As ``headed``, then the type of what the fields say.
    case valued
  }

  /// What tells a clause from others of its kind.
  public enum Identity: Sendable {
    /// There is one in a standard.
    case alone
    case name
    /// Its name, within the category in which it stands.
    case path
    case title
  }

  /// Where a clause stands among those that share out points. What follows a clause on lower levels belongs to it.
  public enum Level: Int, Sendable { case category, group, item }

  /// Where a clause goes that a variant adds.
  public enum Placement: Sendable {
    /// Behind the last of its kind and what belongs to that.
    case last
    /// Into the category, or group, that its path names.
    case inside
    /// Nowhere by itself: it comes with the first clause below it.
    case heading
    /// Behind the last one below the heading at hand.
    case belowHeading
    /// Before the one of its kind that is for all the rest.
    case beforeRest
  }

  /// How a clause comes to bear on results.
  public enum Effect: Sendable {
    case own
    /// Only by what others make of it.
    case throughOthers
    case none
  }

  /// Whether a clause has to tell what in the notice it carries out.
  public enum Citing: Sendable { case free, owed, owedUnlessOpen }

  /// What else holds for a kind, each by itself.
  public struct Traits: OptionSet, Sendable {
    /// One bit for each trait.
    public let rawValue: Int
    /// - Parameter rawValue: the sum of traits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Says nothing before it has a field.
    public static let needsFields = Traits(rawValue: 1)
    /// A standard cannot do without it.
    public static let stays = Traits(rawValue: 2)
    /// An example may expect a verdict, or points, of it.
    public static let inExamples = Traits(rawValue: 4)
    /// A query may look at all of its kind.
    public static let inQueries = Traits(rawValue: 8)
    /// Which of them stands first decides, among their kind or with the others that have a say in the total.
    public static let inOrder = Traits(rawValue: 16)
  }

  /// All that holds for a kind: its words, what it may say, and how others treat it.
  public struct Row: Sendable {
    let keyword: Keyword
    let chinese: String
    let english: String
    /// What its opening states.
    public let opening: Opening
    /// By what an amendment finds it, and two of them are held to be the same.
    public let identity: Identity
    /// What it may have, beside what every clause may carry.
    public let fields: Set<Keyword>
    let families: [Set<Keyword>]
    /// Nil for what shares out no points.
    public let level: Level?
    /// Where an amendment that adds one puts it.
    public let placement: Placement
    /// What a change of it does to results.
    public let effect: Effect
    /// Whether tracing asks it for a source.
    public let citing: Citing
    /// What a lock keeps as it is; nil for all of the clause.
    public let lockedFields: Set<Keyword>?
    /// None for most kinds.
    public let traits: Traits

    fileprivate init(
      _ keyword: Keyword, _ chinese: String, _ english: String, _ opening: Opening, by identity: Identity,
      fields: Set<Keyword> = [], families: [Set<Keyword>] = ClauseKind.families, level: Level? = nil,
      placed placement: Placement = .last, effect: Effect = .own, citing: Citing = .free,
      lockedFields: Set<Keyword>? = nil, _ traits: Traits = []
    ) {
      (self.keyword, self.chinese, self.english) = (keyword, chinese, english)
      (self.opening, self.identity, self.fields, self.families) = (opening, identity, fields, families)
      (self.level, self.placement, self.effect, self.citing) = (level, placement, effect, citing)
      (self.lockedFields, self.traits) = (lockedFields, traits)
    }
  }

  private var made: Row {
    switch self {
    case .standard:
      Row(
        .standard, "标准", "standard", .standard, by: .alone,
        fields: [.title, .basis, .total, .referenceDate, .round], lockedFields: [.total, .round], .stays)
    case .unit: Row(.unit, "单位", "unit", .unit, by: .name, effect: .throughOthers)
    case .parameter:
      Row(
        .parameter, "参数", "parameter", .parameter, by: .name, fields: [.range, .tightenOnly], effect: .throughOthers,
        citing: .owedUnlessOpen)
    case .section: Row(.section, "栏目", "section", .titled, by: .title, placed: .heading, effect: .none)
    case .fact:
      Row(
        .fact, "事实", "fact", .fact, by: .name,
        fields: [
          .range, .defaultValue, .fixed, .assessed, .effort, .evidence, .higherIsBetter, .lowerIsBetter, .precision,
        ],
        placed: .belowHeading,
        effect: .throughOthers)
    case .subject: Row(.subject, "对象", "subject", .subject, by: .alone, .stays)
    case .entrants: Row(.entrants, "参评", "entrants", .entrants, by: .alone)
    case .cohort:
      Row(
        .cohort, "群体", "cohort", .cohort, by: .name,
        fields: Self.roundings.union([.when, .counting, .smallest, .unreported]), effect: .throughOthers)
    case .definition:
      Row(
        .definition, "定义", "define", .valued, by: .name, fields: Self.values, effect: .throughOthers, .needsFields)
    case .gate:
      Row(
        .gate, "原则", "gate", .numbered, by: .name, fields: Self.barring.union([.inapplicable]), citing: .owed,
        [.needsFields, .inExamples, .inQueries])
    case .requirement:
      Row(
        .requirement, "要件", "requirement", .numbered, by: .name, fields: Self.barring.union([.inapplicable]),
        citing: .owed, [.needsFields, .inExamples, .inQueries])
    case .advisory:
      Row(
        .advisory, "提醒", "advisory", .numbered, by: .name, fields: [.condition, .inapplicable], citing: .owed,
        [.needsFields, .inExamples])
    case .category:
      Row(
        .category, "类别", "category", .headed, by: .name, fields: Self.sharing.union([.full]), level: .category,
        citing: .owed,
        [.inExamples, .inQueries])
    case .group:
      Row(
        .group, "分组", "group", .headed, by: .path, fields: Self.sharing, level: .group, placed: .inside, .inExamples)
    case .item:
      Row(
        .item, "指标", "item", .numbered, by: .path,
        fields: Self.scoring.union([.points, .minimum, .baseline, .tightenOnly]),
        level: .item, placed: .inside, citing: .owed, [.needsFields, .inExamples, .inQueries])
    case .bonus:
      Row(.bonus, "加分", "bonus", .pointed, by: .name, fields: Self.scoring, citing: .owed, [.inExamples, .inOrder])
    case .deduction:
      Row(
        .deduction, "扣分", "deduction", .pointed, by: .name, fields: Self.scoring, citing: .owed,
        [.inExamples, .inOrder])
    case .adjustment:
      Row(
        .adjustment, "调整", "adjustment", .pointed, by: .name, fields: Self.moves.union([.condition]),
        families: [Self.moves], citing: .owed, [.needsFields, .inOrder])
    case .veto:
      Row(
        .veto, "否决", "veto", .numbered, by: .name, fields: Self.barring, citing: .owed, [.needsFields, .inExamples])
    case .grade: Row(.grade, "等级", "grade", .grade, by: .name, placed: .beforeRest, .inOrder)
    case .determination:
      Row(
        .determination, "认定", "determination", .valued, by: .name, fields: Self.values, citing: .owed, .needsFields)
    case .ranking: Row(.ranking, "排序", "ranking", .ranking, by: .alone)
    case .selection: Row(.selection, "推荐", "selection", .selection, by: .alone)
    case .example:
      Row(
        .example, "示例", "example", .titled, by: .title, fields: [.given, .others, .like, .expect], effect: .none,
        .needsFields)
    case .candidates: Row(.candidates, "候选", "candidates", .candidates, by: .alone)
    }
  }
}

// MARK: Fields

extension ClauseKind {
  /// What every clause may carry; none of it changes a result.
  public static let annotations: Set<Keyword> = [.open, .source, .note, .locked, .fingerprint, .accepted]

  /// Where a variant puts a clause.
  public static let placements: Set<Keyword> = [.aheadOf, .behind]

  /// Whether it may be in force for a time only.
  private var hasEditions: Bool { self != .standard && self != .section && self != .example }

  private static let values: Set<Keyword> = [.defined, .otherwise, .table, .row]
  private static let bases: Set<Keyword> = [.score, .otherwise, .interpolate, .mark, .table, .row]
  private static let steps: Set<Keyword> = [.add, .subtract, .multiply]
  static let roundings: Set<Keyword> = [.roundUp, .roundDown, .halfUp]
  /// Fields that belong together: whoever states one of them states them all.
  private static let families = [bases.union(values), steps, roundings]

  /// What keeps somebody from being eligible.
  private static let barring: Set<Keyword> = [.condition, .unscored, .tightenOnly]
  /// Whatever moves a running total.
  private static let moves = steps.union([.cap, .floor, .round])
  private static let scoring = bases.union(moves).union([.condition, .inapplicable])
  private static let sharing: Set<Keyword> = [.points, .cap, .floor, .minimum, .round, .tightenOnly]
}

// MARK: Reading the table

extension ClauseKind {
  private static let rows = allCases.map(\.made)

  /// What the table says of it.
  public var row: Row { Self.rows[rawValue] }

  /// Nil for a keyword that opens no clause of its own.
  public init?(_ keyword: Keyword) {
    guard case .clause(let kind)? = keyword.meaning else { return nil }
    self = kind
  }

  /// The keyword that opens it.
  public var keyword: Keyword { row.keyword }
  /// Its Chinese keyword.
  public var chinese: String { row.chinese }
  /// Its English keyword.
  public var english: String { row.english }
  /// Its keyword in that language.
  public func spelling(_ language: Language) -> String { language == .zh ? chinese : english }

  /// Whether a clause that says this may have the field.
  public func allows(_ field: Keyword, _ action: Clause.Action) -> Bool {
    switch action {
    case .remove: field == .note || field == .source || (field == .effective && hasEditions)
    case .amend where field == .without: true
    case .insert where Self.placements.contains(field): true
    case .amend where Self.placements.contains(field): true
    case .declare, .insert, .amend:
      Self.annotations.contains(field) || row.fields.contains(field) || (field == .effective && hasEditions)
    }
  }

  /// The field with those that belong together with it.
  public func family(of field: Keyword) -> Set<Keyword> { row.families.first { $0.contains(field) } ?? [field] }
}
