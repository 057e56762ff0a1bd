import Diagnostics

/// Every keyword of the language. The table below is the one place where its two spellings stand.
public enum Keyword: Sendable, Hashable, CaseIterable {
  // Openings.
  case standard, unit, parameter, section, fact, subject, entrants, cohort, definition, gate, requirement, advisory
  case category, group, item, bonus, deduction, adjustment, veto, grade, ranking, selection, example
  case candidates, amend, insert, remove
  // Fields.
  case title, basis, total, referenceDate, open, source, note, range, defaultValue, points, condition, score, otherwise
  case interpolate, mark, table, row, add, subtract, multiply, inapplicable, cap, floor, minimum, round
  case counting, smallest, unreported, given, expect, others, like, locked, tightenOnly, without, fingerprint, fixed
  // Words inside clauses.
  case when, by, per, to, defined, all, leftOut, unlimited, anything, shared, full, none, proRata, descending, ascending
  case typeTruth, typeInteger, typeNumber, typePercentage, typeDate, typeText, typeChoice, typeChoices, typeRecords
  case met, partlyMet, unmet, unverified, failed, tied, notSelected, eligible, ineligible, rate, inherits, from
  // Operators.
  case conditional, then, or, and, not, yes, no
  case notBelow, atLeast, notLess, notBefore, reaches, above, moreThan, greater, exceeds, after
  case notAbove, noMoreThan, notGreater, atMost, notAfter, below, fewer, less, shortOf, before, equals, differs
  case isIn, notIn, contains, containsAny, containsAll, isKnown, isMissing, within, cutoff, top, bottom, of, whereRows
  case anyRow, everyRow, count, sum, greatest, least, average, latest, earliest
  // Functions.
  case larger, smaller, share, length, absolute, halfUp, roundUp, roundDown
  case rank, cohortLeast, cohortMost, cohortMean, cohortCount

  /// What a keyword does at the start of a line and as a name.
  public enum Role: Sendable, Hashable {
    /// Opens a clause at the start of a line; a name elsewhere.
    case opening
    /// Opens a field at the start of a line or after a complete part; a name elsewhere.
    case field
    /// Has a meaning in its place only; a name elsewhere.
    case word
    /// Never a name.
    case reserved
  }

  public struct Row: Sendable {
    public let keyword: Keyword
    public let chinese: String
    public let english: String
    public let role: Role
  }

  public static let rows: [Row] = [
    opening([
      (.standard, "标准", "standard"), (.unit, "单位", "unit"), (.parameter, "参数", "parameter"),
      (.section, "栏目", "section"), (.fact, "事实", "fact"), (.subject, "对象", "subject"),
      (.entrants, "参评", "entrants"), (.cohort, "群体", "cohort"), (.definition, "定义", "define"),
      (.gate, "原则", "gate"), (.requirement, "要件", "requirement"), (.advisory, "提醒", "advisory"),
      (.category, "类别", "category"), (.group, "分组", "group"), (.item, "指标", "item"), (.bonus, "加分", "bonus"),
      (.deduction, "扣分", "deduction"), (.adjustment, "调整", "adjustment"), (.veto, "否决", "veto"),
      (.grade, "等级", "grade"), (.ranking, "排序", "ranking"), (.selection, "推荐", "selection"),
      (.example, "示例", "example"), (.candidates, "候选", "candidates"), (.amend, "修改", "amend"),
      (.insert, "新增", "insert"), (.remove, "删除", "remove"),
    ]),
    field([
      (.title, "名称", "title"), (.basis, "依据", "basis"), (.total, "总分", "total"),
      (.referenceDate, "基准日", "reference_date"), (.open, "待定", "open"), (.note, "说明", "note"),
      (.range, "范围", "range"), (.defaultValue, "缺省", "default"), (.points, "分值", "worth"),
      (.condition, "条件", "condition"), (.score, "得分", "score"), (.interpolate, "插值", "interpolate"),
      (.mark, "评分", "mark"), (.table, "表", "table"), (.row, "行", "row"), (.add, "加计", "add"),
      (.subtract, "扣减", "subtract"), (.multiply, "乘以", "multiply"), (.inapplicable, "不适用", "inapplicable"),
      (.cap, "封顶", "cap"), (.floor, "保底", "floor"), (.minimum, "最低", "minimum"), (.round, "舍入", "round"),
      (.counting, "计", "counting"), (.smallest, "最小规模", "smallest"), (.unreported, "未报", "unreported"),
      (.given, "给定", "given"),
      (.expect, "期望", "expect"), (.others, "另有", "others"), (.like, "沿用", "like"),
      (.locked, "锁定", "locked"), (.tightenOnly, "只可从严", "tighten_only"), (.without, "去掉", "without"),
      (.fingerprint, "指纹", "fingerprint"), (.fixed, "不可改", "fixed"),
    ]),
    word([
      (.all, "全部", "all"), (.leftOut, "不计", "left_out"), (.unlimited, "不限", "unlimited"), (.anything, "任意", "anything"),
      (.shared, "分摊", "shared"), (.full, "满分", "full"), (.none, "零分", "none"), (.proRata, "按比例", "pro_rata"),
      (.descending, "由高到低", "descending"), (.ascending, "由低到高", "ascending"), (.typeTruth, "是否", "yes_no"),
      (.typeInteger, "整数", "integer"), (.typeNumber, "数量", "number"), (.typePercentage, "百分比", "percentage"),
      (.typeDate, "日期", "date"), (.typeText, "文本", "text"), (.typeChoice, "选项", "choice"),
      (.typeChoices, "多选", "choices"), (.typeRecords, "记录", "records"), (.met, "满足", "met"),
      (.partlyMet, "部分满足", "partly_met"), (.unmet, "不满足", "unmet"), (.unverified, "待核实", "unverified"),
      (.failed, "无法计算", "failed"), (.tied, "并列", "tied"), (.notSelected, "不推荐", "not_selected"),
      (.eligible, "有资格", "eligible"), (.ineligible, "无资格", "ineligible"), (.rate, "得分率", "rate"),
      (.inherits, "继承", "inherits"), (.from, "于", "from"),
    ]),
    reserved([
      (.source, "出处", "source"), (.when, "当", "when"), (.by, "按", "by"), (.per, "每", "per"), (.to, "至", "to"),
      (.defined, "为", "as"), (.conditional, "若", "if"), (.then, "则", "then"), (.otherwise, "否则", "else"),
      (.or, "或", "or"), (.and, "且", "and"), (.not, "非", "not"), (.yes, "是", "yes"), (.no, "否", "no"),
      (.notBelow, "不低于", "not_below"), (.atLeast, "不少于", "at_least"), (.notLess, "不小于", "not_less_than"),
      (.notBefore, "不早于", "not_before"), (.reaches, "达到", "reaches"), (.above, "高于", "above"),
      (.moreThan, "多于", "more_than"), (.greater, "大于", "greater_than"), (.exceeds, "超过", "exceeds"),
      (.after, "晚于", "after"), (.notAbove, "不高于", "not_above"), (.noMoreThan, "不多于", "no_more_than"),
      (.notGreater, "不大于", "not_greater_than"), (.atMost, "不超过", "at_most"), (.notAfter, "不晚于", "not_after"),
      (.below, "低于", "below"), (.fewer, "少于", "fewer_than"), (.less, "小于", "less_than"),
      (.shortOf, "不足", "short_of"), (.before, "早于", "before"), (.equals, "等于", "equals"),
      (.differs, "不等于", "differs_from"), (.isIn, "属于", "in"), (.notIn, "不属于", "not_in"),
      (.contains, "包含", "contains"), (.containsAny, "包含任一", "contains_any"),
      (.containsAll, "包含全部", "contains_all"), (.isKnown, "已填", "is_known"), (.isMissing, "未填", "is_missing"),
      (.within, "位于", "within"), (.cutoff, "界线", "cutoff"), (.top, "前", "top"), (.bottom, "后", "bottom"),
      (.of, "的", "of"), (.whereRows, "其中", "where"), (.anyRow, "任一", "any"), (.everyRow, "所有", "every"),
      (.count, "计数", "count"), (.sum, "合计", "sum"), (.greatest, "最大", "maximum"), (.least, "最小", "minimum_of"),
      (.average, "平均", "average"), (.latest, "最近", "latest"), (.earliest, "最早", "earliest"),
      (.larger, "较大者", "max"), (.smaller, "较小者", "min"), (.share, "占比", "share"), (.length, "字数", "length"),
      (.absolute, "绝对值", "abs"), (.halfUp, "四舍五入", "half_up"), (.roundUp, "进一", "round_up"),
      (.roundDown, "舍去", "round_down"), (.rank, "名次", "rank"), (.cohortLeast, "群体最低", "cohort_min"),
      (.cohortMost, "群体最高", "cohort_max"), (.cohortMean, "群体平均", "cohort_mean"),
      (.cohortCount, "群体计数", "cohort_count"),
    ]),
  ].flatMap { $0 }

  private typealias Spelling = (Keyword, String, String)
  private static func make(_ role: Role, _ list: [Spelling]) -> [Row] {
    list.map { Row(keyword: $0.0, chinese: $0.1, english: $0.2, role: role) }
  }
  private static func opening(_ list: [Spelling]) -> [Row] { make(.opening, list) }
  private static func field(_ list: [Spelling]) -> [Row] { make(.field, list) }
  private static func word(_ list: [Spelling]) -> [Row] { make(.word, list) }
  private static func reserved(_ list: [Spelling]) -> [Row] { make(.reserved, list) }

  private static let bySpelling: [String: Row] = {
    var table: [String: Row] = [:]
    for row in rows {
      table[row.chinese] = row
      table[row.english] = row
    }
    return table
  }()

  private static let byKeyword: [Keyword: Row] = Dictionary(
    rows.map { ($0.keyword, $0) }, uniquingKeysWith: { first, _ in first })

  /// The keyword a word spells in either language.
  public init?(spelling: String) {
    guard let row = Self.bySpelling[spelling] else { return nil }
    self = row.keyword
  }

  public func spelling(_ language: Language) -> String { language == .zh ? chinese : english }

  public var role: Role { Self.byKeyword[self]?.role ?? .word }
  public var chinese: String { Self.byKeyword[self]?.chinese ?? "" }
  public var english: String { Self.byKeyword[self]?.english ?? "" }

  /// Starts a clause or a field when it stands at the start of a line.
  public var startsPart: Bool {
    role == .opening || role == .field || self == .source || self == .otherwise || isInlineField
  }

  /// A reserved word that can also stand as a field of its own: `当 …`, and the rounding of a cohort.
  var isInlineField: Bool { self == .when || isRounding }

  var isRounding: Bool { self == .roundUp || self == .roundDown || self == .halfUp }
}
