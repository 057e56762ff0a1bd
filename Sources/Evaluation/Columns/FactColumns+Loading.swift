import Planning
import Quantities
import Sheets

/// The sheets of a block: one behind another in the table, or any. So are the records of several sheets.
struct BlockSheets {
  /// By row; there is room for a whole block.
  private let places: UnsafeMutablePointer<Int>
  private(set) var count = 0
  /// Where they follow one another.
  private(set) var isConsecutive = true
  /// What the facts of many sheets have been gathered to, and from where on those of the rows stand there.
  private var gathered: (words: [WordPlane?], start: Int)?

  init(_ memory: ColumnMemory) { places = memory.numbers() }

  /// The place in the table of a row.
  subscript(row: Int) -> Int { places[row] }

  var first: Int { places[0] }

  /// - Parameter sheets: at most as many as a block has rows.
  mutating func fill(_ sheets: some Collection<Int>, isConsecutive: Bool) {
    (count, self.isConsecutive) = (sheets.count, isConsecutive)
    gathered = nil
    for (row, sheet) in sheets.enumerated() { places[row] = sheet }
  }

  /// - Parameters:
  ///   - sheets: at most as many as a block has rows.
  ///   - words: of each fact that is asked for, also of other sheets.
  ///   - start: from where on the words of these sheets stand there.
  mutating func fill(_ sheets: some Collection<Int32>, gathered words: [WordPlane?], from start: Int) {
    (count, isConsecutive, gathered) = (sheets.count, false, (words, start))
    for (row, sheet) in sheets.enumerated() { places[row] = Int(sheet) }
  }

  /// Where the words of a fact stand.
  func words(_ fact: Int, _ stored: FactColumns.Stored) -> FactWords {
    if let gathered, let words = gathered.words[fact] { return FactWords(plane: words, start: gathered.start) }
    return words(stored.cells)
  }

  /// The same for what has not been gathered.
  func words(_ cells: CellColumn) -> FactWords {
    FactWords(plane: cells.words, start: isConsecutive ? places[0] : nil)
  }
}

/// The words of a fact, in which those of a block stand from somewhere on, one behind another; each at the place of its sheet
/// where that is nil.
struct FactWords {
  let plane: WordPlane
  let start: Int?
}

/// Facts of the sheets of a block, as columns.
extension FactColumns {
  /// The words of some sheets one behind another, by fact: those that lie far apart in the table are fetched sooner all at
  /// once, fact by fact.
  func gather(_ sheets: ArraySlice<Int32>) -> [WordPlane?] {
    let sheets = sheets.map { Int($0) }
    return columns.map { $0?.cells.words.selecting(sheets) }
  }

  /// Takes a fact into a column.
  ///
  /// - Returns: the column with what it is like; its odd values are those of ``value(of:at:)``.
  func load(_ fact: Int, _ sheets: BlockSheets, into own: Column) -> Column {
    guard let stored = columns[fact] else { return own }
    var column = load(stored, sheets, sheets.words(fact, stored), into: own.at(home: -1 - fact))
    if !table.sheets.changed.isEmpty { loadChanged(fact, stored, sheets, &column) }
    return column
  }

  /// The same for words at hand, of sheets or of the rows of records.
  func load(_ stored: Stored, _ sheets: BlockSheets, _ words: FactWords, into own: Column) -> Column {
    var column = own
    column.clearMasks()
    switch stored.form {
    case .truth: loadTruths(stored, sheets, words, &column)
    case .number: loadNumbers(stored, sheets, words, &column)
    case .grades, .verdict, .other:
      for word in 0..<Column.words { column.odd[word] = .max }
      column.hasOdd = true
    }
    return column
  }

  private func loadChanged(_ fact: Int, _ stored: Stored, _ sheets: BlockSheets, _ column: inout Column) {
    let codec = ColumnCodec(form: stored.form, type: .value(standard.facts[fact].type), facts: self)
    for row in 0..<sheets.count where table.sheets.changed[sheets[row]] != nil {
      if column.isExact, stored.form.scale != nil { column.most.update(from: column.least, count: Column.rows) }
      if stored.form.scale != nil { column.isExact = false }
      if !codec.store(value(of: fact, at: sheets[row]), column, row) { column.hasOdd = true }
    }
  }

  // MARK: Truths

  private func loadTruths(_ stored: Stored, _ sheets: BlockSheets, _ words: FactWords, _ column: inout Column) {
    guard case .bytes(let bytes) = words.plane else { return loadSingly(stored, sheets, words, &column) }
    bytes.withUnsafeBufferPointer { bytes in
      for word in 0..<Column.words {
        let rows = max(0, min(64, sheets.count - word * 64))
        let (yes, no, missing) =
          if let start = words.start, rows == 64 {
            Self.truths(bytes, start + word * 64)
          } else {
            Self.truths(bytes, sheets, words.start, word * 64, rows)
          }
        let unsettled = (rows == 64 ? UInt64.max : 1 << UInt64(rows) &- 1) & ~(yes | no | missing)
        column.yes[word] = yes | (stored.missing.yes ? missing : 0) | (stored.unsettled.yes ? unsettled : 0)
        column.no[word] = no | (stored.missing.no ? missing : 0) | (stored.unsettled.no ? unsettled : 0)
      }
    }
  }

  private typealias Truths = (yes: UInt64, no: UInt64, missing: UInt64)

  /// Of 64 sheets one behind another.
  private static func truths(_ bytes: UnsafeBufferPointer<Int8>, _ start: Int) -> Truths {
    let raw = UnsafeRawBufferPointer(bytes)
    var found: Truths = (0, 0, 0)
    for part in 0..<8 {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: start + part * 8, as: UInt64.self))
      // 0 and 1, or the least numbers of a byte for what is none.
      let marked = word >> 7 & ones
      let shift = UInt64(part * 8)
      found.yes |= bits(word & ~marked & ones) << shift
      found.no |= bits(~(word | marked) & ones) << shift
      found.missing |= bits(marked & ~word & ~(word >> 1) & ones) << shift
    }
    return found
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The lowest bit of each byte.
  private static func bits(_ bytes: UInt64) -> UInt64 { (bytes &* 0x0102_0408_1020_4080) >> 56 }

  private static func truths(
    _ bytes: UnsafeBufferPointer<Int8>, _ sheets: BlockSheets, _ start: Int?, _ first: Int, _ count: Int
  ) -> Truths {
    var found: Truths = (0, 0, 0)
    for row in 0..<count {
      let byte = UInt64(UInt8(bitPattern: bytes[start.map { $0 + first + row } ?? sheets[first + row]]))
      found.yes |= (byte == 1 ? 1 : 0) << UInt64(row)
      found.no |= (byte == 0 ? 1 : 0) << UInt64(row)
      found.missing |= (byte == 0x80 ? 1 : 0) << UInt64(row)
    }
    return found
  }

  // MARK: Numbers

  private func loadNumbers(_ stored: Stored, _ sheets: BlockSheets, _ words: FactWords, _ column: inout Column) {
    let isDone: Bool =
      switch words.plane {
      case .bytes(let plane): loadNumbers(plane, words.start, stored, sheets, &column)
      case .halves(let plane): loadNumbers(plane, words.start, stored, sheets, &column)
      case .words(let plane): loadNumbers(plane, words.start, stored, sheets, &column)
      case .longs: false
      }
    if !isDone { loadSingly(stored, sheets, words, &column) }
  }

  /// Words of at most 32 bits, which no factor of a scale can make too long.
  /// - Returns: false where they are not so short.
  private func loadNumbers<Word: FixedWidthInteger>(
    _ words: [Word], _ start: Int?, _ stored: Stored, _ sheets: BlockSheets, _ column: inout Column
  ) -> Bool {
    guard stored.factor <= Self.safeFactor, !stored.hasOddTexts else { return false }
    let (count, factor, least) = (sheets.count, stored.factor, column.least)
    words.withUnsafeBufferPointer { words in
      var lowest = Word.max
      if let start {
        for row in 0..<count {
          lowest = min(lowest, words[start + row])
          least[row] = Int(truncatingIfNeeded: words[start + row]) &* factor
        }
      } else {
        for row in 0..<count {
          let word = words[sheets[row]]
          lowest = min(lowest, word)
          least[row] = Int(truncatingIfNeeded: word) &* factor
        }
      }
      for row in count..<Column.rows { least[row] = 0 }
      let hasMarks = WordPlane.mark(lowest) != nil
      func mark(_ row: Int) -> WordPlane.Mark? {
        hasMarks ? WordPlane.mark(words[start.map { $0 + row } ?? sheets[row]]) : nil
      }
      if !stored.texts.isEmpty { for row in 0..<count where mark(row) == nil { least[row] = stored.texts[least[row]] } }
      if !hasMarks { return }
      column.most.update(from: least, count: Column.rows)
      for row in 0..<count {
        if let mark = mark(row) { put(standin(for: mark, stored), row, &column, isNumber: true) }
      }
    }
    return true
  }

  private static let safeFactor = 1 << 18

  /// Row by row, whatever stands there.
  private func loadSingly(_ stored: Stored, _ sheets: BlockSheets, _ words: FactWords, _ column: inout Column) {
    let isNumber = stored.form.scale != nil
    for word in 0..<Column.words { (column.yes[word], column.no[word]) = (0, 0) }
    for row in 0..<sheets.count {
      switch words.plane[words.start.map { $0 + row } ?? sheets[row]] {
      case .number(let word): put(standin(of: word, stored), row, &column, isNumber: isNumber)
      case .mark(let mark): put(standin(for: mark, stored), row, &column, isNumber: isNumber)
      }
    }
    if isNumber { for row in sheets.count..<Column.rows { (column.least[row], column.most[row]) = (0, 0) } }
  }

  @inline(__always)
  private func put(_ standin: Standin, _ row: Int, _ column: inout Column, isNumber: Bool) {
    if standin.odd {
      column.odd.set(row)
      column.hasOdd = true
    }
    if isNumber {
      (column.least[row], column.most[row]) = (standin.least, standin.most)
      if standin.least != standin.most { column.isExact = false }
    } else {
      if standin.yes { column.yes.set(row) }
      if standin.no { column.no.set(row) }
    }
  }

  private func standin(for mark: WordPlane.Mark, _ stored: Stored) -> Standin {
    switch mark {
    case .missing: stored.missing
    case .unsettled, .unreadable: stored.unsettled
    case .odd: Standin(odd: true, least: -Column.infinity, most: Column.infinity)
    }
  }

  private func standin(of word: Int, _ stored: Stored) -> Standin {
    if stored.form == .truth { return Standin(yes: word != 0, no: word == 0) }
    let (number, isBeyond) =
      stored.texts.isEmpty
      ? word.multipliedReportingOverflow(by: stored.factor)
      : (stored.texts[word], stored.texts[word] == FactColumns.Stored.otherwise)
    if isBeyond || abs(number) > Column.limit {
      return Standin(odd: true, least: -Column.infinity, most: Column.infinity)
    }
    return Standin(least: number, most: number)
  }
}
