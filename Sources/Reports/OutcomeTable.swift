import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The result as CSV: a row a community, for further work in a spreadsheet.
public struct OutcomeTable: PiecewiseFile {
  let outcome: Outcome
  let labels: Labels
  let columns: [Column]
  /// So many of the report have a row.
  private let count: Int
  /// Whether rows are written at sight where they can be; see ``SightedRows``.
  private let isSighted: Bool

  /// What stands in a column.
  struct Column {
    /// On which worksheet it stands.
    let detail: Detail
    let heading: String
    /// What it is one end of, where it is: points have two columns, the least and the most.
    var whole: String?
    let sight: Sight
    let cell: (SheetResult) -> TableCell

    init(
      _ detail: Detail, _ heading: String, _ sight: Sight = .result, _ cell: @escaping (SheetResult) -> TableCell
    ) {
      (self.detail, self.heading, self.sight, self.cell) = (detail, heading, sight, cell)
    }

    /// Words.
    init(_ detail: Detail, _ heading: String, _ sight: Sight = .result, text: @escaping (SheetResult) -> String) {
      self.init(detail, heading, sight) { .text(text($0)) }
    }

    /// A fact as each sheet states it.
    init(_ detail: Detail, _ heading: String, fact: Int, _ cell: @escaping (_ sheet: Int) -> String) {
      self.init(detail, heading, .fact(fact, cell)) { .text(cell($0.sheet)) }
    }

    /// How its cells are made.
    var sighted: SightColumn { SightColumn(sight: sight) { cell($0).text } }
  }

  /// What a column is about. In a workbook each has a worksheet, and rank and names stand on all of them.
  enum Detail: CaseIterable {
    case name, standing, requirements, categories, items
  }

  /// Points have two columns, the least and the most; the headings are in the language.
  /// - Parameters:
  ///   - level: items have columns only with ``Level/items``.
  ///   - top: the last rank that has a row; nil for everybody.
  ///   - chosen: the columns that it has, whatever the level; nil for all.
  public init(_ outcome: Outcome, language: Language, level: Level, top: Int? = nil, only chosen: ChosenColumns? = nil)
  {
    self.init(outcome, language: language, level: level, top: top, only: chosen, isSighted: true)
  }

  init(
    _ outcome: Outcome, language: Language, level: Level, top: Int? = nil, only chosen: ChosenColumns? = nil,
    isSighted: Bool
  ) {
    self.outcome = outcome
    count = outcome.count(throughRank: top)
    self.isSighted = isSighted
    labels = Labels(language: language)
    let all = OutcomeColumns(outcome: outcome, labels: labels)
    columns = chosen?.pick(all.all(.items)) ?? all.all(level)
  }

  /// The whole file.
  public static func csv(_ outcome: Outcome, language: Language, level: Level) -> String {
    var bytes: [UInt8] = []
    OutcomeTable(outcome, language: language, level: level).write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the file piece by piece.
  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var file = CSV.Writer()
    file.add(columns.map(\.heading))
    try put(file.take())
    try putParts(
      count, piece: Self.piece, writer: { OutcomeRows(self, isSighted: isSighted) }, { $0.write($1) }, put)
  }

  /// So many results are written at a time.
  private static let piece = 16 * ResultColumns.blockSize
}
