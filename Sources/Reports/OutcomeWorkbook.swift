import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Spreadsheets

/// The result as a workbook: a worksheet for each level of detail, with the columns of ``OutcomeTable``, one for what cost
/// points, one for what is missing, and one that says by which rules and sheets it was found.
public struct OutcomeWorkbook: WorkbookFile {
  private let judged: Judged
  private let labels: Labels
  private let pages: [OutcomePage]
  /// So many of the report have rows.
  private let count: Int

  /// - Parameters:
  ///   - level: what is more detailed has no worksheet.
  ///   - top: the last rank that has rows; nil for everybody.
  ///   - chosen: the columns of its only table, whatever the level; nil for all.
  public init(
    _ judged: Judged, language: Language, level: Level, top: Int? = nil, only chosen: ChosenColumns? = nil
  ) {
    self.judged = judged
    count = judged.outcome.count(throughRank: top)
    labels = Labels(language: language)
    let all = OutcomePages(judged.outcome, labels)
    pages = chosen.map(all.all) ?? all.all(level)
  }

  /// So many columns the widest of its worksheets has.
  public var columnCount: Int { pages.map(\.headings.count).max() ?? 0 }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Writes the file piece by piece.
  public func write<Failure: Error>(_ put: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let outcome = judged.outcome
    var writer = WorkbookWriter(
      labels.language, footer: say("规则 SHA-256 ", "rules SHA-256 ") + judged.rulesDigest.prefix(16))
    let columns = outcome.isLarge ? ResultColumns(outcome, \.nodes) : nil
    let readers = (0..<Cores.count(for: count, atLeast: Self.piece)).map { _ in columns?.reader() }
    var places: [Int] = []
    for start in stride(from: 0, to: max(1, count), by: readers.count * Self.piece) {
      let pieces = Cores.map(readers.count) { number in
        let first = min(count, start + number * Self.piece)
        return rows(first..<min(count, first + Self.piece), readers[number])
      }
      // The first rows tell how wide columns are.
      if places.isEmpty {
        for (place, page) in pages.enumerated() { places.append(begin(page, pieces.flatMap { $0[place] }, &writer)) }
      }
      for piece in pieces {
        for (place, rows) in zip(places, piece) { for row in rows { writer.add(row, to: place) } }
      }
      Pulse.beat()
    }
    addNotes(&writer)
    for piece in writer.finished() { try put(piece) }
  }

  /// So many results are written at a time.
  private static let piece = ResultColumns.blockSize

  /// The rows of some results on each page, by their places in the outcome.
  private func rows(_ places: Range<Int>, _ reader: ResultReader?) -> [[[WrittenCell]]] {
    var rows = pages.map { _ in [[WrittenCell]]() }
    if !places.isEmpty {
      reader?.gather(places)
      reader?.read(places)
    }
    for (row, place) in places.enumerated() {
      let result = reader?.whole(row) ?? judged.outcome.result(at: place).whole
      for (number, page) in pages.enumerated() { rows[number] += page.rows(result) }
    }
    return rows
  }

  private func begin(_ page: OutcomePage, _ rows: [[WrittenCell]], _ writer: inout WorkbookWriter) -> Int {
    let place = writer.add(
      Worksheet(
        name: page.name, columns: ColumnWidths.columns(page.headings, rows.prefix(ColumnWidths.sample)), headRows: 2,
        headColumns: page.keys))
    writer.add([.shown(judged.outcome.standard.title + "　" + page.name)], .title, to: place)
    writer.add(page.headings.map(WrittenCell.shown), .heading, to: place)
    return place
  }

  // MARK: The notes

  private func addNotes(_ writer: inout WorkbookWriter) {
    let place = writer.add(
      Worksheet(
        name: say("说明", "notes"), columns: [.init(width: 20), .init(width: 70)], headRows: 0, headColumns: 0,
        isPortrait: true))
    writer.add([.text(say("说明", "Notes"))], .title, to: place)
    var notes = notes
    if writer.shortened > 0 {
      notes.append(
        (
          say("过长而截短的单元格", "texts cut, too long for a cell"),
          String(writer.shortened) + say("，全文在 CSV 里", ", whole in CSV")
        ))
    }
    for (name, text) in notes { writer.add([.text(name), .shown(text)], to: place) }
  }

  /// What identifies the result, and what is open in the standard.
  private var notes: [(name: String, text: String)] {
    let outcome = judged.outcome
    let standard = outcome.standard
    var notes = [
      (say("标准", "standard"), Labels.title(standard.name, standard.title)),
      (say("规则摘要（SHA-256）", "digest of the rules (SHA-256)"), judged.rulesDigest),
    ]
    if let date = standard.referenceDate { notes.append((say("基准日", "reference date"), date.text)) }
    notes.append((say("事实表份数", "number of sheets"), String(outcome.table.sheets.count)))
    if let digest = judged.sheetsDigest {
      notes.append((say("事实表摘要（SHA-256）", "digest of the sheets (SHA-256)"), digest))
    }
    notes.append((say("事实表的问题", "problems of the sheets"), String(judged.problems.count)))
    notes += outcome.table.refused.map { (say("未采用的事实表", "sheet refused"), $0) }
    notes += outcome.conflicts.map { (say("同一主体数据矛盾", "contradictory data of one entity"), $0) }
    notes += standard.openMatters.map { (say("原文未定、暂按此处理", "open in the standard, handled so"), labels.matter($0)) }
    return notes
  }
}
