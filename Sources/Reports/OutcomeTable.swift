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

  /// What stands in a column, or in the two that points have: the least and the most.
  struct Column {
    /// On which worksheet it stands.
    let detail: Detail
    let headings: [String]
    let sight: Sight
    let cells: (SheetResult) -> [TableCell]

    init(
      _ detail: Detail, _ headings: [String], _ sight: Sight = .result,
      _ cells: @escaping (SheetResult) -> [TableCell]
    ) {
      (self.detail, self.headings, self.sight, self.cells) = (detail, headings, sight, cells)
    }

    init(
      _ detail: Detail, _ heading: String, _ sight: Sight = .result, _ cell: @escaping (SheetResult) -> TableCell
    ) {
      self.init(detail, [heading], sight) { [cell($0)] }
    }

    /// Words.
    init(_ detail: Detail, _ heading: String, _ sight: Sight = .result, text: @escaping (SheetResult) -> String) {
      self.init(detail, [heading], sight) { [.text(text($0))] }
    }

    /// A fact as each sheet states it.
    init(_ detail: Detail, _ heading: String, fact: Int, _ cell: @escaping (_ sheet: Int) -> String) {
      self.init(detail, [heading], .fact(fact, cell)) { [.text(cell($0.sheet))] }
    }

    /// How its cells are made.
    var sighted: SightColumn { SightColumn(width: headings.count, sight: sight) { cells($0).map(\.text) } }
  }

  /// What a column is about. In a workbook each has a worksheet, and rank and names stand on all of them.
  enum Detail: CaseIterable {
    case name, standing, requirements, categories, items
  }

  /// Points have two columns, the least and the most; the headings are in the language.
  /// - Parameters:
  ///   - level: items have columns only with ``Level/items``.
  ///   - top: the last rank that has a row; nil for everybody.
  public init(_ outcome: Outcome, language: Language, level: Level, top: Int? = nil) {
    self.init(outcome, language: language, level: level, top: top, isSighted: true)
  }

  init(_ outcome: Outcome, language: Language, level: Level, top: Int? = nil, isSighted: Bool) {
    self.outcome = outcome
    count = outcome.count(throughRank: top)
    self.isSighted = isSighted
    labels = Labels(language: language)
    columns = Columns(outcome: outcome, labels: labels).all(level)
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
    file.add(columns.flatMap(\.headings))
    try put(file.take())
    try putParts(
      count, piece: Self.piece, writer: { OutcomeRows(self, isSighted: isSighted) }, { $0.write($1) }, put)
  }

  /// So many results are written at a time.
  private static let piece = 16 * ResultColumns.blockSize
}

/// Makes the columns, in their order.
private struct Columns {
  let outcome: Outcome
  let labels: Labels

  private var standard: Standard { outcome.standard }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  func all(_ level: Level) -> [OutcomeTable.Column] {
    typealias Column = OutcomeTable.Column
    var columns =
      [Column(.name, say("名次", "rank"), .rank(none: "")) { $0.rank.map(TableCell.count) ?? .blank }] + subjects
    columns += standard.quotaGroups.map { fact in
      Column(.standing, standard.facts[fact].name, fact: fact) { outcome.text(of: fact, by: $0, labels) ?? "" }
    }
    columns.append(Column(.standing, say("结论", "verdict"), .standing, text: { labels.standing($0, standard) }))
    columns += standard.requirements.enumerated().map { index, requirement in
      Column(
        .requirements, labels.kind(requirement.kind) + requirement.id, .requirement(index),
        text: { labels.verdict($0.requirements[index].verdict) })
    }
    for index in standard.categories.indices { columns += category(index, level) }
    columns += standard.adjustments.enumerated().map { index, adjustment in
      Column(.categories, ends(adjustment.name), .ends(.points(.adjustment(index)))) {
        .ends($0.movement(index, standard))
      }
    }
    columns.append(Column(.standing, ends(say("总分", "total")), .ends(.total)) { labels.cells($0.total) })
    if standard.mayBeUnscored {
      columns.append(Column(.standing, say("计分", "scored"), text: { labels.scored($0.total) }))
    }
    columns += grades
    columns += standard.determinations.enumerated().map { index, stated in
      Column(.standing, stated.name + (stated.type.unit.map { say("（\($0)）", " (\($0))") } ?? "")) {
        determined($0.determinations[index], stated)
      }
    }
    columns.append(
      Column(
        .standing, say("推荐", "selected"), .selection,
        text: { $0.isFailed(by: standard) ? labels.verdict(.failed) : labels.selection($0.selection) }))
    columns.append(Column(.standing, say("失分", "lost"), .lost, text: { lost($0) }))
    return columns
  }

  private var subjects: [OutcomeTable.Column] {
    standard.subjectNames.enumerated().map { place, name in
      OutcomeTable.Column(.name, name, fact: standard.subjects[place]) {
        standard.cells(outcome.table.sheets[$0].identity)[place]
      }
    }
  }

  private func category(_ index: Int, _ level: Level) -> [OutcomeTable.Column] {
    let category = standard.categories[index]
    var columns = [
      OutcomeTable.Column(.categories, ends(labels.titled(category)), .ends(.points(.category(index)))) {
        .ends($0.categories[index].points)
      }
    ]
    if let scale = category.scale {
      // Where it cannot be worked out, there is none.
      columns.append(
        OutcomeTable.Column(.categories, ends(labels.titled(category) + labels.scale(scale)), .ends(.mark(index))) {
          $0.categories[index].mark.map { .ends($0) } ?? [.blank, .blank]
        })
    }
    if level == .items {
      columns += category.items.indices.map { place in
        OutcomeTable.Column(
          .items, ends(standard.number(ofItem: place, in: index)), .ends(.points(.item(index, place)))
        ) {
          .ends($0.categories[index].items[place].points)
        }
      }
    }
    return columns
  }

  private var grades: [OutcomeTable.Column] {
    func grades(_ result: SheetResult, _ word: (Grade) -> String) -> String {
      result.grades.map { $0.map { word(standard.grades[$0]) } ?? "—" }.joined(separator: "/")
    }
    var columns: [OutcomeTable.Column] = []
    if !standard.grades.isEmpty {
      columns.append(OutcomeTable.Column(.standing, say("等级", "grade"), .grades, text: { grades($0, \.name) }))
    }
    if standard.grades.contains(where: { $0.title != $0.name }) {
      columns.append(
        OutcomeTable.Column(.standing, say("等级题目", "grade title"), .grades, text: { grades($0, \.title) }))
    }
    if standard.hasGradePlaces {
      columns.append(
        OutcomeTable.Column(
          .standing, say("等级名额", "grade places"),
          text: { labels.gradePlaces($0, standard).joined(separator: say("；", "; ")) }))
    }
    return columns
  }

  private func ends(_ name: String) -> [String] { [name + say("最低", " least"), name + say("最高", " most")] }

  /// What cost points, most first: `评分.2 20；评分.3 5`.
  private func lost(_ result: SheetResult) -> String {
    let lost = outcome.lost(by: result)
    let decimals = Decimals(lost.flatMap(\.points.ends))
    return lost.map { standard.key(of: $0.path).name + " " + labels.points($0.points, decimals) }
      .joined(separator: labels.say("；", "; "))
  }

  /// Numbers are in the unit that the heading names; percentages are texts in CSV.
  private func determined(_ found: DeterminationResult, _ stated: Determination) -> TableCell {
    let text = labels.determined(found, stated)
    guard case .known(let value) = found.value, !found.mayBeUnscored else { return .text(text) }
    if case .number(let number) = value, case .number(let measure, _) = stated.type {
      return .number(measure.number(of: number))
    }
    return .value(value, as: stated.type, text)
  }
}
