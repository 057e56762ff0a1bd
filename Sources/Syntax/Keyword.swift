import Diagnostics

/// Every keyword of the language. Clause kinds, comparisons, predicates, aggregates and functions have tables of their
/// own, in which their spellings stand; those of all others stand in the table below.
public enum Keyword: Int, Sendable, Hashable, CaseIterable {
  // Openings.
  case standard, unit, parameter, section, fact, subject, entrants, cohort, definition, gate, requirement, advisory
  case category, group, item, bonus, deduction, adjustment, veto, grade, determination, ranking, selection
  case example, candidates, amend, insert, remove
  // Fields.
  case title, basis, total, referenceDate, open, source, note, range, defaultValue, points, condition, score, otherwise
  case interpolate, mark, table, row, add, subtract, multiply, inapplicable, cap, floor, minimum, round
  case counting, smallest, unreported, given, expect, others, like, locked, tightenOnly, without, fingerprint, fixed,
    assessed, effort, full, higherIsBetter, lowerIsBetter, accepted, precision, baseline, effective, aheadOf, behind,
    unscored, evidence
  // Words inside clauses.
  case when, by, per, upTo, to, defined, all, leftOut, unlimited, anything, shared, none, proRata, descending
  case ascending
  case typeTruth, typeInteger, typeNumber, typePercentage, typeDate, typeText, typeChoice, typeChoices, typeRecords
  case met, partlyMet, unmet, unverified, failed, tied, notSelected, eligible, ineligible, rate, lost, inherits, from,
    since
  // Operators.
  case conditional, then, or, and, not, yes, no
  case notBelow, atLeast, notLess, notBefore, reaches, above, moreThan, greater, exceeds, after
  case notAbove, noMoreThan, notGreater, atMost, notAfter, below, fewer, less, shortOf, before, equals, differs
  case isIn, notIn, contains, containsAny, containsAll, isKnown, isMissing, within, cutoff, top, bottom, of, whereRows,
    ifNone
  case anyRow, everyRow, count, sum, greatest, least, average, latest, earliest
  // Functions.
  case larger, smaller, share, length, absolute, power, halfUp, roundUp, roundDown
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

  /// What a keyword stands for that has a table of its own.
  public enum Meaning: Sendable {
    case clause(ClauseKind)
    case comparison(Comparator)
    case predicate(Predicate)
    case aggregate(Aggregate)
    case function(Function)
  }

  /// Its words and what it may be; no word belongs to two.
  public struct Row: Sendable {
    /// The keyword of the row, which has no other.
    public let keyword: Keyword
    /// The Chinese word. Both may stand in one file.
    public let chinese: String
    /// The English word, in lower case with underscores.
    public let english: String
    /// Where it is a keyword and where a name.
    public let role: Role
    /// Nil where the keyword stands for itself.
    public let meaning: Meaning?
    /// What stands behind it where it is a field.
    let shape: FieldShape?

    fileprivate init(
      _ spelling: Spelling, _ role: Role, _ meaning: Meaning? = nil, shape: FieldShape? = nil
    ) {
      (keyword, chinese, english) = spelling
      (self.role, self.meaning, self.shape) = (role, meaning, shape)
    }
  }

  /// A keyword with its Chinese and its English word.
  typealias Spelling = (Keyword, String, String)

  /// Every keyword once: openings, fields, words, then those that are never names.
  public static let rows: [Row] = [
    ClauseKind.allCases.map { Row(($0.row.keyword, $0.row.chinese, $0.row.english), .opening, .clause($0)) },
    make(.opening, [(.amend, "修改", "amend"), (.insert, "新增", "insert"), (.remove, "删除", "remove")]),
    fields([
      (.title, "名称", "title", .text), (.basis, "依据", "basis", .basis), (.total, "总分", "total", .total),
      (.referenceDate, "基准日", "reference_date", .sum), (.open, "待定", "open", .text), (.note, "说明", "note", .text),
      (.range, "范围", "range", .range), (.defaultValue, "缺省", "default", .sum), (.points, "分值", "worth", .sum),
      (.condition, "条件", "condition", .expression), (.score, "得分", "score", .band),
      (.interpolate, "插值", "interpolate", .interpolation), (.mark, "评分", "mark", .sum),
      (.table, "表", "table", .table), (.row, "行", "row", .row), (.add, "加计", "add", .step),
      (.subtract, "扣减", "subtract", .step), (.multiply, "乘以", "multiply", .step),
      (.inapplicable, "不适用", "inapplicable", .inapplicable), (.cap, "封顶", "cap", .sum),
      (.floor, "保底", "floor", .sum), (.minimum, "最低", "minimum", .sum), (.round, "舍入", "round", .rounding),
      (.counting, "计", "counting", .name), (.smallest, "最小规模", "smallest", .sum),
      (.unreported, "未报", "unreported", .unreported), (.given, "给定", "given", .assignments),
      (.expect, "期望", "expect", .expectations), (.others, "另有", "others", .others), (.like, "沿用", "like", .text),
      (.locked, "锁定", "locked", .mark), (.tightenOnly, "只可从严", "tighten_only", .mark),
      (.without, "去掉", "without", .keywords), (.fingerprint, "指纹", "fingerprint", .fingerprint),
      (.fixed, "不可改", "fixed", .mark), (.assessed, "他人评定", "assessed", .mark),
      (.effort, "工作量", "effort", .sum), (.evidence, "佐证", "evidence", .text),
      (.full, "满分", "full", .sum),
      (.higherIsBetter, "越高越好", "higher_is_better", .mark), (.lowerIsBetter, "越低越好", "lower_is_better", .mark),
      (.accepted, "认可", "accepted", .acceptance), (.precision, "精度", "precision", .precision),
      (.baseline, "基线", "baseline", .sum),
      (.effective, "施行", "effective", .validity), (.aheadOf, "先于", "ahead_of", .placement),
      (.behind, "后于", "behind", .placement), (.unscored, "不计分", "unscored", .decision),
    ]),
    make(
      .word,
      [
        (.all, "全部", "all"), (.leftOut, "不计", "left_out"), (.unlimited, "不限", "unlimited"),
        (.anything, "任意", "anything"), (.shared, "分摊", "shared"), (.none, "零分", "none"),
        (.proRata, "按比例", "pro_rata"), (.descending, "由高到低", "descending"), (.ascending, "由低到高", "ascending"),
        (.typeTruth, "是否", "yes_no"), (.typeInteger, "整数", "integer"), (.typeNumber, "数量", "number"),
        (.typePercentage, "百分比", "percentage"), (.typeDate, "日期", "date"), (.typeText, "文本", "text"),
        (.typeChoice, "选项", "choice"), (.typeChoices, "多选", "choices"), (.typeRecords, "记录", "records"),
        (.met, "满足", "met"), (.partlyMet, "部分满足", "partly_met"), (.unmet, "不满足", "unmet"),
        (.unverified, "待核实", "unverified"), (.failed, "无法计算", "failed"), (.tied, "并列", "tied"),
        (.notSelected, "不推荐", "not_selected"), (.eligible, "有资格", "eligible"), (.ineligible, "无资格", "ineligible"),
        (.rate, "得分率", "rate"), (.lost, "失分", "lost"), (.inherits, "继承", "inherits"), (.from, "于", "from"),
        (.since, "自", "since"),
      ]),
    [
      Row((.source, "出处", "source"), .reserved, shape: .text),
      Row((.when, "当", "when"), .reserved, shape: .expression),
    ],
    make(
      .reserved,
      [
        (.by, "按", "by"), (.per, "每", "per"), (.upTo, "最多", "up_to"), (.to, "至", "to"),
      ]),
    [Row((.defined, "为", "as"), .reserved, shape: .band)],
    make(.reserved, [(.conditional, "若", "if"), (.then, "则", "then")]),
    [Row((.otherwise, "否则", "else"), .reserved, shape: .band)],
    make(
      .reserved,
      [(.or, "或", "or"), (.and, "且", "and"), (.not, "非", "not"), (.yes, "是", "yes"), (.no, "否", "no")]),
    Comparator.allCases.flatMap { comparator in
      comparator.words.map { Row($0, .reserved, .comparison(comparator)) }
    },
    Predicate.allCases.map { Row($0.row.spelling, .reserved, .predicate($0)) },
    make(
      .reserved,
      [
        (.cutoff, "界线", "cutoff"), (.top, "前", "top"), (.bottom, "后", "bottom"), (.of, "的", "of"),
        (.whereRows, "其中", "where"), (.ifNone, "无则", "if_none"),
      ]),
    Aggregate.allCases.map { Row($0.row.spelling, .reserved, .aggregate($0)) },
    Function.allCases.map { Row($0.row.spelling, .reserved, .function($0), shape: $0.row.isRounding ? .mode : nil) },
  ].flatMap { $0 }

  private static func make(_ role: Role, _ list: [Spelling]) -> [Row] { list.map { Row($0, role) } }
  private static func fields(_ list: [(Keyword, String, String, FieldShape)]) -> [Row] {
    list.map { Row(($0.0, $0.1, $0.2), .field, shape: $0.3) }
  }

  /// The place of each row.
  private static let bySpelling: [String: Int] = {
    var table: [String: Int] = [:]
    for (place, row) in rows.enumerated() {
      table[row.chinese] = place
      table[row.english] = place
    }
    return table
  }()

  /// By the place of the keyword among all.
  private static let byPlace: [Row?] = rows.reduce(into: Array(repeating: nil, count: allCases.count)) { rows, row in
    rows[row.keyword.rawValue] = row
  }

  private var row: Row? { Self.byPlace[rawValue] }

  /// The place of each row, by what the bytes of a word come to: almost every word of a file is asked for, and texts that
  /// can be written in several ways take ten times as long to be looked up.
  private static let byBytes: [Int: Int] = {
    var table: [Int: Int] = [:]
    table.reserveCapacity(2 * rows.count)
    for (place, row) in rows.enumerated() {
      table[bytes(row.chinese).key] = place
      table[bytes(row.english).key] = place
    }
    return table
  }()

  /// A number for a word, and whether it has but letters of ASCII, Chinese characters and others from U+3000 on: no other
  /// word is the same that has these.
  private static func bytes(_ spelling: String) -> (key: Int, arePlain: Bool) {
    var spelling = spelling
    return spelling.withUTF8 { bytes in
      var key: UInt64 = 0xCBF2_9CE4_8422_2325
      var arePlain = true
      for byte in bytes {
        key = (key ^ UInt64(byte)) &* 0x100_0000_01B3
        // The first bytes of characters from U+3000 on, and those that follow.
        if !(byte < 0xC0 || 0xE3...0xE9 ~= byte) { arePlain = false }
      }
      return (Int(truncatingIfNeeded: key), arePlain)
    }
  }

  /// The keyword a word spells in either language.
  public init?(spelling: String) {
    let (key, arePlain) = Self.bytes(spelling)
    guard let place = arePlain ? Self.byBytes[key] : Self.bySpelling[spelling],
      !arePlain || Self.rows[place].chinese == spelling || Self.rows[place].english == spelling
    else { return nil }
    self = Self.rows[place].keyword
  }

  /// Its word in that language.
  public func spelling(_ language: Language) -> String { language == .zh ? chinese : english }

  /// Where it is a keyword and where a name.
  public var role: Role { row?.role ?? .word }
  /// Its Chinese word.
  public var chinese: String { row?.chinese ?? "" }
  /// Its English word, in lower case with underscores.
  public var english: String { row?.english ?? "" }

  /// What it stands for in a table of its own; nil where it stands for itself.
  public var meaning: Meaning? { row?.meaning }
  /// What stands behind it where it is a field; nil if it never is.
  var shape: FieldShape? { row?.shape }

  /// Starts a clause or a field when it stands at the start of a line.
  public var startsPart: Bool {
    guard let row else { return false }
    return row.role == .opening || row.shape != nil
  }

  /// Whether it is a field that results do not depend on: texts and marks are.
  public var isRemark: Bool { shape?.isRemark ?? false }

  /// A mode of rounding, which is a function too: 四舍五入, 进一, 舍去.
  var isRounding: Bool { if case .function(let function)? = meaning { function.row.isRounding } else { false } }
}

/// What stands behind the keyword of a field: nothing behind a mark, nor behind a decision, which is a mark on which
/// results depend. The productions of Grammar.md, sections 3, 5 and 8, say the same.
enum FieldShape: Sendable {
  case sum, expression, band, interpolation, table, row, step, inapplicable, rounding, total, range, name, mode
  case unreported, text, basis, mark, decision, fingerprint, acceptance, precision, validity, placement, keywords,
    assignments,
    others,
    expectations

  fileprivate var isRemark: Bool {
    switch self {
    case .text, .basis, .mark, .fingerprint, .acceptance, .validity: true
    case .sum, .expression, .band, .interpolation, .table, .row, .step, .inapplicable, .rounding, .total, .range,
      .decision, .name, .mode, .precision, .placement, .unreported, .keywords, .assignments, .others, .expectations:
      false
    }
  }
}
