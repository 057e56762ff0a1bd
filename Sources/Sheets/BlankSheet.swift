import Diagnostics

/// A fact sheet in which nothing is stated yet, before anyone decides in which form it is written.
public struct BlankSheet: Sendable {
  /// A fact to be stated.
  public struct Field: Sendable {
    /// Under which it is to be stated.
    public let name: String
    /// The heading that it stands under.
    public let section: String
    /// What may be stated, in words.
    public let remark: String
    /// Those of its records; nil for a fact that is no list of them.
    public let columns: [String]?

    /// - Parameter columns: nil for a fact that is no list of records.
    public init(name: String, section: String, remark: String, columns: [String]?) {
      self.name = name
      self.section = section
      self.remark = remark
      self.columns = columns
    }
  }

  /// A blank sheet in some form, with its companion tables.
  public struct Written: Sendable {
    /// All of the file.
    public let text: String
    /// A table for each list of records; empty where those fit into the sheet.
    public let companions: [(fact: String, text: String)]

    init(_ text: String, companions: [(fact: String, text: String)] = []) {
      self.text = text
      self.companions = companions
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

  /// - Parameter subjects: names of fields, the one by which a sheet is called first.
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
