import Diagnostics

/// What can be wrong with tables of records that stand beside the sheets.
public enum CompanionProblem: Problem {
  /// Whose list a record that belongs to no sheet may be missing from.
  public enum Suspects: Sendable {
    /// It says nothing that could be missing.
    case nobody
    case some([String])
    case anybody
  }

  /// A record whose owner is no sheet's name.
  case unknownOwner(String, fact: String, Suspects)
  /// A companion of which no row belongs to a sheet.
  case strangers(fact: String, rows: Int)
  /// What a table has its name from.
  public enum Home: Sendable {
    /// With that ending.
    case file(String)
    case worksheet
  }

  /// A table that is named after no list of records, and may be meant for these.
  case wrongName(String?, facts: [String], in: Home)
  /// A table without a known heading but the subject's.
  case nothingKnown(subject: String)
  /// Records in a file that is no table.
  case noTable(fact: String)

  /// One of each, for the golden messages.
  public static let examples: [CompanionProblem] = [
    .unknownOwner("甲宛", fact: "处罚", .some(["甲苑"])), .strangers(fact: "处罚", rows: 12),
    .wrongName("处分", facts: ["处罚"], in: .file("csv")),
    .wrongName(nil, facts: ["处罚"], in: .worksheet), .nothingKnown(subject: "小区名称"), .noTable(fact: "处罚"),
  ]

  /// Names in a message.
  private static let shown = 6

  private static func list(_ names: [String], _ separator: String, _ more: String) -> String {
    names.prefix(shown).joined(separator: separator) + (names.count > shown ? more : "")
  }

  /// Codes `D208`, `D217` to `D219` and `D224`.
  public var message: Message {
    switch self {
    case .unknownOwner(let name, _, .nobody):
      Message(
        "D208",
        zh: Wording("没有“\(name)”的事实表，这一行没有归处。", remedy: "检查名称，或补上它的事实表。"),
        en: Wording(
          "There is no sheet of “\(name)” to which this row belongs.", remedy: "Check the name, or add its sheet."))
    case .unknownOwner(let name, let fact, .some(let names)):
      Message(
        "D208",
        zh: Wording(
          "没有“\(name)”的事实表，这条记录没有归处。", reason: "可能漏记的“\(fact)”按不知道算：\(Self.list(names, "、", "等 \(names.count) 家"))。",
          remedy: names.count == 1 ? "是不是“\(names[0])”？不是，就补上它的事实表或删去这一行。" : "改正名称，或补上它的事实表，或删去这一行。"),
        en: Wording(
          "There is no sheet of “\(name)” to which this record belongs.",
          reason:
            "“\(fact)” of those that may lack it is not known: \(Self.list(names, ", ", " and \(names.count - Self.shown) more")).",
          remedy: names.count == 1
            ? "Is it “\(names[0])”? If not, add its sheet or remove the row."
            : "Mend the name, add its sheet, or remove the row."))
    case .unknownOwner(let name, let fact, .anybody):
      Message(
        "D208",
        zh: Wording(
          "没有“\(name)”的事实表，也没有相近的名称，这条记录没有归处。", reason: "可能是任何一家的，所有的“\(fact)”都按不知道算。",
          remedy: "改正名称，或补上它的事实表，或删去这一行。"),
        en: Wording(
          "There is no sheet of “\(name)” to which this record belongs, nor one of a similar name.",
          reason: "It may be anybody's, so “\(fact)” is not known of any sheet.",
          remedy: "Mend the name, add its sheet, or remove the row."))
    case .strangers(let fact, let rows):
      Message(
        "D217",
        zh: Wording(
          "这张附表的 \(rows) 行都对不上任何一份事实表，没有采用。", reason: "可能是任何一家的，所有的“\(fact)”都按不知道算。",
          remedy: "核对名称；主表不在的，补上主表；不相干的，移走这个文件。"),
        en: Wording(
          "None of the \(rows) rows of this companion belongs to a sheet; it was left out.",
          reason: "They may be anybody's, so “\(fact)” is not known of any sheet.",
          remedy: "Check the names; add the main table if it is missing; move the file away if it does not belong here."
        ))
    case .wrongName(_, let facts, .worksheet):
      Message(
        "D218",
        zh: Wording(
          "这张工作表像是附表，名称里却没有写是哪项记录，没有采用。", reason: "可能漏记，“\(facts.joined(separator: "”“"))”都按不知道算。",
          remedy: facts.count == 1 ? "是不是应当叫“\(facts[0])”？" : "把工作表改名为事实的名称。"),
        en: Wording(
          "This worksheet looks like a companion, but its name does not say of which records; it was left out.",
          reason: "Records may be missing, so of no sheet is this known: \(facts.joined(separator: ", ")).",
          remedy: facts.count == 1 ? "Should it be called “\(facts[0])”?" : "Call the worksheet as the fact is called.")
      )
    case .wrongName(let name, let facts, .file(let ending)):
      Message(
        "D218",
        zh: Wording(
          name.map { "文件名里的“\($0)”不是记录类的事实，这张附表没有采用。" } ?? "这像是一张附表，文件名里却没有写是哪项记录，没有采用。",
          reason: "可能漏记，“\(facts.joined(separator: "”“"))”都按不知道算。",
          remedy: facts.count == 1 ? "是不是应当叫“….\(facts[0]).\(ending)”？" : "改名为“….事实名称.\(ending)”。"),
        en: Wording(
          name.map { "“\($0)” in the name of this companion is no list of records; it was left out." }
            ?? "This looks like a companion, but its name does not say of which records; it was left out.",
          reason: "Records may be missing, so of no sheet is this known: \(facts.joined(separator: ", ")).",
          remedy: facts.count == 1 ? "Should it be called “….\(facts[0]).\(ending)”?" : "Call it “….FACT.\(ending)”."))
    case .nothingKnown(let subject):
      Message(
        "D219",
        zh: Wording("除了“\(subject)”，没有一个认得的表头，这个文件没有采用。", remedy: "改正表头；不是事实表的，移走这个文件。"),
        en: Wording(
          "No heading but “\(subject)” is known; the file was left out.",
          remedy: "Mend the headings; move the file away if it holds no sheets."))
    case .noTable(let fact):
      Message(
        "D224",
        zh: Wording(
          "附表只能是 CSV 或 xlsx，这个文件没有采用。", reason: "可能漏记，所有的“\(fact)”都按不知道算。",
          remedy: "另存为 CSV 或 xlsx；JSON 里的记录写在各自的小区下面。"),
        en: Wording(
          "A companion must be a CSV or xlsx file; this one was left out.",
          reason: "Records may be missing, so “\(fact)” is not known of any sheet.",
          remedy: "Save it as CSV or xlsx; in JSON records stand within their community."))
    }
  }
}
