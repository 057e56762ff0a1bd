import Diagnostics
import Quantities

/// A fact sheet in which nothing is stated yet, before anyone decides in which form it is written.
public struct BlankSheet: Sendable {
  /// A fact to be stated, or a column of records.
  public struct Field: Sendable {
    /// Under which it is to be stated.
    public let name: String
    /// The heading that it stands under.
    public let section: String
    let type: ValueType
    /// What it may be at least and at most; nil without limits.
    let lower: Value?
    let upper: Value?
    /// What may be stated, in words.
    public let answer: String
    /// The same, and what else is to be said of it.
    public let remark: String
    /// Those of its records; nil for a fact that is no list of them.
    public let columns: [Field]?

    /// - Parameters:
    ///   - lower: nil without a limit below.
    ///   - upper: nil without a limit above.
    ///   - answer: what may be stated, in words.
    ///   - remark: the same, and what else is to be said of it.
    ///   - columns: nil for a fact that is no list of records.
    public init(
      name: String, section: String = "", type: ValueType, lower: Value?, upper: Value?, answer: String,
      remark: String, columns: [Field]? = nil
    ) {
      (self.name, self.section) = (name, section)
      (self.type, self.lower, self.upper) = (type, lower, upper)
      (self.answer, self.remark) = (answer, remark)
      self.columns = columns
    }
  }

  /// Something that is asked of sheets.
  public struct Entry: Sendable {
    /// By which it is cited, its kind ahead: `指标 物业服务.3`.
    public let name: String
    /// May be empty.
    public let title: String
    /// What it brings, with the unit; empty where it brings none.
    public let points: String
    /// How it is met or earned.
    public let lines: [String]
    /// On which fields it depends, by their place.
    public let fields: Set<Int>

    /// - Parameter fields: by their place.
    public init(name: String, title: String, points: String, lines: [String], fields: Set<Int>) {
      self.name = name
      self.title = title
      self.points = points
      self.lines = lines
      self.fields = fields
    }
  }

  /// A blank sheet in some form, with its companion tables.
  public struct Written: Sendable {
    /// All of the file.
    public let bytes: [UInt8]
    /// A table for each list of records; empty where those fit into the file.
    public let companions: [(fact: String, bytes: [UInt8])]

    init(_ bytes: [UInt8]) { (self.bytes, companions) = (bytes, []) }

    init(_ text: String, companions: [(fact: String, text: String)] = []) {
      bytes = Array(text.utf8)
      self.companions = companions.map { ($0.fact, Array($0.text.utf8)) }
    }
  }

  /// Of the standard whose facts are asked for.
  public let title: String
  /// In which the form writes what stands around the fields.
  public let language: Language
  /// The facts that tell sheets apart.
  public let subjects: [String]
  /// In the order of the standard, subjects among them.
  public let fields: [Field]
  /// What is asked of them, in the order in which it is judged.
  public let entries: [Entry]
  /// What names mean that the lines of entries use.
  public let terms: [String]

  /// - Parameter subjects: names of fields, the one by which a sheet is called first.
  public init(
    title: String, language: Language, subjects: [String], fields: [Field], entries: [Entry], terms: [String]
  ) {
    self.title = title
    self.language = language
    self.subjects = subjects
    self.fields = fields
    self.entries = entries
    self.terms = terms
  }

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  /// What asks for a field.
  func entries(asking field: Int) -> [Entry] { entries.filter { $0.fields.contains(field) } }
}

extension BlankSheet.Entry {
  /// `指标 物业服务.3 “履约与收费率”（3 分）`
  func heading(_ sheet: BlankSheet) -> String {
    name + (title.isEmpty ? "" : sheet.say(" “\(title)”", " “\(title)”"))
      + (points.isEmpty ? "" : sheet.say("（\(points)）", " (\(points))"))
  }
}

// MARK: Tables

extension BlankSheet {
  /// The fields that fit into a cell.
  var mainColumns: [Field] { fields.filter { $0.columns == nil } }

  /// A table for each list of records: what tells sheets apart, and the records.
  var companions: [(fact: String, columns: [Field])] {
    fields.compactMap { field in
      guard let columns = field.columns else { return nil }
      // What a record has under the same name is the record's.
      let further = subjects.dropFirst().filter { name in !columns.contains { $0.name == name } }
      let owners = (subjects.prefix(1) + further).compactMap { name in fields.first { $0.name == name } }
      return (field.name, owners + columns)
    }
  }

  /// A row of remarks, with the mark that tells it from a sheet where its name would stand.
  func marked(_ cells: [(name: String, remark: String)], _ remark: TableRows.Remark) -> [String] {
    cells.map { $0.name == subjects.first ? remark.label(language) + $0.remark : $0.remark }
  }
}
