import Diagnostics

/// A fact sheet in which nothing is stated yet, before anyone decides in which form it is written.
public struct BlankSheet: Sendable {
  /// A fact to be stated.
  public struct Field: Sendable {
    public let name: String
    /// The heading that it stands under.
    public let section: String
    /// What may be stated, in words.
    public let remark: String
    /// Those of its records; nil for a fact that is no list of them.
    public let columns: [String]?

    public init(name: String, section: String, remark: String, columns: [String]?) {
      self.name = name
      self.section = section
      self.remark = remark
      self.columns = columns
    }
  }

  /// A blank sheet in some form, with its companion tables.
  public struct Written: Sendable {
    public let text: String
    public let companions: [(fact: String, text: String)]

    init(_ text: String, companions: [(fact: String, text: String)] = []) {
      self.text = text
      self.companions = companions
    }
  }

  public let title: String
  public let language: Language
  /// The facts that tell sheets apart.
  public let subjects: [String]
  public let fields: [Field]

  public init(title: String, language: Language, subjects: [String], fields: [Field]) {
    self.title = title
    self.language = language
    self.subjects = subjects
    self.fields = fields
  }

  /// The headings of a table for each list of records: those that tell sheets apart and those of the records.
  var companions: [(fact: String, headings: [String])] {
    fields.compactMap { field in
      guard let columns = field.columns else { return nil }
      // What a record has under the same name is the record's.
      let further = subjects.dropFirst().filter { !columns.contains($0) }
      return (field.name, subjects.prefix(1) + further + columns)
    }
  }
}
