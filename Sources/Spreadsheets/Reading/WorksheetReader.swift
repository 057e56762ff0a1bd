/// Reads the cells of a worksheet, row by row.
struct WorksheetReader {
  let strings: SharedStrings
  let formats: [NumberFormat]
  let shown: ShownCell
  /// Whether what formulas gave is of an earlier state: the workbook says that all are to be worked out anew.
  let areFormulasStale: Bool

  private(set) var traits = WorksheetTraits()
  /// That says what no cell can say, or stands where none can.
  private(set) var badCell: (row: Int, column: Int)?
  private var usedColumns: [Bool] = []
  private var draft = Draft()
  /// Whether nothing more is wanted.
  private var isEnough = false
  /// What is seen in the cell at hand, where that is not what stands there.
  private var text: [UInt8] = []

  init(_ strings: SharedStrings, _ styles: CellStyles, _ epoch: ShownCell.Epoch, areFormulasStale: Bool) {
    (self.strings, self.areFormulasStale) = (strings, areFormulasStale)
    formats = styles.all
    shown = ShownCell(epoch: epoch)
  }

  /// How the value of a cell is to be read.
  private enum Kind {
    case number, shared, text, inline, truth, error, date

    init?(_ name: UnsafeBufferPointer<UInt8>) {
      switch String(decoding: name, as: UTF8.self) {
      case "n": self = .number
      case "s": self = .shared
      case "str": self = .text
      case "inlineStr": self = .inline
      case "b": self = .truth
      case "e": self = .error
      case "d": self = .date
      default: return nil
      }
    }
  }

  /// The cell at hand.
  private struct Draft {
    var kind = Kind.number
    var value: [UInt8] = []
    var formula: [UInt8] = []
    var hasFormula = false

    mutating func begin(_ kind: Kind) {
      self.kind = kind
      value.removeAll(keepingCapacity: true)
      formula.removeAll(keepingCapacity: true)
      hasFormula = false
    }

    /// Takes away blanks that stand around a value; they are part of texts only.
    mutating func trimValue() {
      while let last = value.last, last <= 0x20 { value.removeLast() }
      if let first = value.first, first <= 0x20 { value.removeFirst(value.prefix { $0 <= 0x20 }.count) }
    }
  }

  mutating func read(_ reader: inout XMLReader, into receiver: inout some CellReceiver) throws(XMLReader.Failure) {
    var hidden: [ClosedRange<Int>] = []
    while try reader.nextChild(of: 0) {
      while try reader.nextChild(of: 1) {
        if reader.isCalled("sheetData") {
          try readRows(&reader, into: &receiver)
          if isEnough { return }
          continue
        }
        // How far the cells reach is often said wrongly (`dimension`), and not looked at.
        let part = (
          reader.isCalled("cols"), reader.isCalled("autoFilter"), reader.isCalled("mergeCells")
        )
        while try reader.nextChild(of: 2) {
          if part.0, reader.isTrue("hidden") == true, let first = reader.number("min"), let last = reader.number("max"),
            first > 0, first <= last
          {
            // No column is told of twice.
            guard hidden.count < CellPlace.mostColumns else { throw .malformed }
            hidden.append(first - 1...last - 1)
          }
          if part.1, reader.isCalled("filterColumn") { traits.isFiltered = true }
          if part.2, let area = reader.raw("ref").flatMap({ CellArea($0) }) { traits.merged.append(area) }
          try reader.skip()
        }
      }
    }
    traits.hiddenColumns = usedColumns.indices.filter { column in
      usedColumns[column] && hidden.contains { $0.contains(column) }
    }
  }

  private mutating func readRows(
    _ reader: inout XMLReader, into receiver: inout some CellReceiver
  ) throws(XMLReader.Failure) {
    var row = -1
    while try reader.nextChild(of: 2) {
      guard reader.isCalled("row") else {
        try reader.skip()
        continue
      }
      let next = reader.raw("r") == nil ? row + 1 : (reader.number("r") ?? 0) - 1
      guard next > row, next < CellPlace.mostRows else { throw refuse(max(row, 0), 0) }
      row = next
      let isHidden = reader.isTrue("hidden") == true
      var (column, hasContent) = (-1, false)
      while try reader.nextChild(of: 3) {
        guard reader.isCalled("c") else {
          try reader.skip()
          continue
        }
        let place: (row: Int, column: Int)? =
          if let name = reader.raw("r") { CellPlace.read(name) } else { (row, column + 1) }
        guard let place, place.row == row, place.column > column, place.column < CellPlace.mostColumns else {
          throw refuse(row, column + 1)
        }
        column = place.column
        try readCell(&reader, row, column)
        if try take(row, column, style: style, into: &receiver) {
          hasContent = true
          while usedColumns.count <= column { usedColumns.append(false) }
          usedColumns[column] = true
        }
        if isEnough { return }
      }
      if isHidden, hasContent { traits.hiddenRows.append(row) }
    }
  }

  private var style = 0

  private mutating func refuse(_ row: Int, _ column: Int) -> XMLReader.Failure {
    badCell = (row, column)
    return .malformed
  }

  private mutating func readCell(_ reader: inout XMLReader, _ row: Int, _ column: Int) throws(XMLReader.Failure) {
    var kind = Kind.number
    if let name = reader.raw("t") {
      guard let stated = Kind(name) else { throw refuse(row, column) }
      kind = stated
    }
    style = reader.number("s") ?? 0
    draft.begin(kind)
    while try reader.nextChild(of: 4) {
      if reader.isCalled("v") {
        try RichText.readText(&reader, into: &draft.value)
        if kind != .text { draft.trimValue() }
      } else if reader.isCalled("f") {
        draft.hasFormula = true
        try RichText.readText(&reader, into: &draft.formula)
      } else if reader.isCalled("is") {
        try RichText.read(&reader, into: &draft.value)
      } else {
        try reader.skip()
      }
    }
  }

  // MARK: What is seen

  /// - Returns: whether there is anything in the cell.
  private mutating func take(
    _ row: Int, _ column: Int, style: Int, into receiver: inout some CellReceiver
  ) throws(XMLReader.Failure) -> Bool {
    let format = formats.indices.contains(style) ? formats[style] : .general
    text.removeAll(keepingCapacity: true)
    if draft.hasFormula, areFormulasStale || draft.value.isEmpty && draft.kind != .text {
      // What it comes to nobody has worked out.
      text.append(UInt8(ascii: "="))
      text.append(contentsOf: draft.formula)
      return give(row, column, &receiver)
    }
    switch draft.kind {
    case .number:
      if draft.value.isEmpty { return false }
      guard let number = draft.value.withUnsafeBufferPointer({ StoredNumber($0) }) else {
        text.append(contentsOf: draft.value)
        return give(row, column, &receiver)
      }
      if shown.append(number, format, to: &text) { traits.partialDates[column, default: []].append(row) }
    case .shared:
      if draft.value.isEmpty { return false }
      guard let place = draft.value.withUnsafeBufferPointer({ XMLReader.number($0) }), let range = strings.range(place)
      else { throw refuse(row, column) }
      if format.text == nil {
        if range.isEmpty { return false }
        isEnough = !strings.withBytes {
          receiver.take(UnsafeBufferPointer(rebasing: $0[range]), row: row, column: column)
        }
        return true
      }
      strings.withBytes { append($0[range], format) }
    case .text, .inline:
      RichText.resolveEscapes(in: &draft.value, from: 0)
      if draft.value.isEmpty { return false }
      draft.value.withUnsafeBufferPointer { append($0[...], format) }
    case .truth:
      switch String(decoding: draft.value, as: UTF8.self) {
      case "1", "true": text.append(contentsOf: "是".utf8)
      case "0", "false": text.append(contentsOf: "否".utf8)
      case "": return false
      default: throw refuse(row, column)
      }
    case .error: text.append(contentsOf: draft.value.isEmpty ? Array("#VALUE!".utf8) : draft.value)
    case .date: text.append(contentsOf: draft.value)
    }
    return give(row, column, &receiver)
  }

  private mutating func append(_ words: Slice<UnsafeBufferPointer<UInt8>>, _ format: NumberFormat) {
    text.append(contentsOf: format.text?.before ?? [])
    text.append(contentsOf: words)
    text.append(contentsOf: format.text?.behind ?? [])
  }

  private mutating func give(_ row: Int, _ column: Int, _ receiver: inout some CellReceiver) -> Bool {
    if text.isEmpty { return false }
    isEnough = !text.withUnsafeBufferPointer { receiver.take($0, row: row, column: column) }
    return true
  }
}
