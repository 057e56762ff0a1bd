import Quantities

/// What all sheets say of one column, close together: a word for each sheet. Numbers are whole multiples of one over a
/// scale, dates count in days, truths and options by their place, texts by their place among the different ones; what no
/// word can say is kept beside.
public struct CellColumn: Sendable {
  /// The type of what stands in it.
  public let type: ValueType
  /// A word for each sheet.
  public let words: WordPlane
  /// Of numbers; one for what are none.
  public let scale: Int
  /// The different texts.
  public let texts: TextList
  /// Of records: words are the numbers of lists. Nil where there are none.
  public let lists: RecordLists?
  /// What no word can say, by sheet.
  let odd: [Int: Value]

  var hasOdd: Bool { !odd.isEmpty }

  /// - Parameter words: of records the number of a list, or what a mark is, for each sheet.
  init(_ type: ValueType, _ words: [WordPlane.Content], of lists: RecordLists) {
    let words = words.map { word in
      switch word {
      case .number(let list): Int32(list)
      case .mark(let mark): Int32.min + Int32(mark.rawValue)
      }
    }
    self.init(type: type, words: .words(words), scale: 1, texts: TextList(), lists: lists, odd: [:])
  }

  /// Of no sheet.
  public init(none type: ValueType) {
    self.init(type: type, words: .bytes([]), scale: 1, texts: TextList(), lists: nil, odd: [:])
  }

  fileprivate init(
    type: ValueType, words: WordPlane, scale: Int, texts: TextList, lists: RecordLists?, odd: [Int: Value]
  ) {
    (self.type, self.words, self.scale, self.texts, self.lists, self.odd) = (type, words, scale, texts, lists, odd)
  }

  /// What stands there for a sheet.
  public subscript(sheet: Int) -> Cell {
    switch words[sheet] {
    case .number(let word): .value(value(of: word))
    case .mark(.missing): .missing
    case .mark(.unsettled): .unsettled
    case .mark(.unreadable): .unreadable
    case .mark(.odd): odd[sheet].map(Cell.value) ?? .missing
    }
  }

  /// The value for which a word stands.
  public func value(of word: Int) -> Value {
    switch type {
    case .truth: .truth(word != 0)
    case .number, .percentage: .number(Rational(word, scale: scale))
    case .date: (try? CalendarDate(dayNumber: word)).map(Value.date) ?? .number(Rational(word))
    case .text: .text(texts[word])
    case .choice: .choice(word)
    case .choices: .choices(UInt64(bitPattern: Int64(word)))
    case .records: .records(lists?[word] ?? [])
    }
  }

  /// What a sheet states; nil where it states nothing that can be used.
  public func value(at sheet: Int) -> Value? { if case .value(let value) = self[sheet] { value } else { nil } }

  /// The same for some of the sheets, in the order given.
  package func selecting(_ sheets: [Int]) -> CellColumn {
    var kept: [Int: Value] = [:]
    if !odd.isEmpty { for (place, sheet) in sheets.enumerated() { kept[place] = odd[sheet] } }
    return CellColumn(
      type: type, words: words.selecting(sheets), scale: scale, texts: texts, lists: lists, odd: kept)
  }
}

/// A column while sheets are read, one after another.
struct CellColumnDraft: ~Copyable {
  private let type: ValueType
  private var words: WordMemory
  /// Of numbers: a power of ten unless there are fractions that are none.
  private var scale = 1
  /// How many places behind the point it has; below zero for a scale that is no power of ten.
  private var places = 0
  private var names = NameTable()
  private var lists: RecordListsDraft?
  private var odd: [Int: Value] = [:]

  /// Columns are no finer than this.
  static let scaleLimit = 1_000_000_000
  private static let placesLimit = 9

  /// - Parameter number: of the column, among others that are written at the same time.
  init(_ type: ValueType, capacity: Int, number: Int = 0) {
    self.type = type
    words = WordMemory(capacity: capacity, number: number)
  }

  mutating func reserve(_ count: Int) { words.reserve(count) }

  // MARK: Writing

  /// What is written for a sheet counts instead of what was written for it before. Nothing may be written behind it yet.
  mutating func put(_ cell: Cell, at sheet: Int) {
    if !odd.isEmpty { odd[sheet] = nil }
    switch cell {
    case .missing: words.mark(.missing, at: sheet)
    case .unsettled: words.mark(.unsettled, at: sheet)
    case .unreadable: words.mark(.unreadable, at: sheet)
    case .value(let value):
      if let word = word(for: value, sheet) {
        words.put(word, at: sheet)
      } else {
        odd[sheet] = value
        words.mark(.odd, at: sheet)
      }
    }
  }

  /// Writes a word for a sheet that has none yet.
  @inline(__always) mutating func put(word: Int, at sheet: Int) { words.put(word, at: sheet) }

  /// Writes a truth for a sheet that has none yet.
  @inline(__always) mutating func put(truth: Bool, at sheet: Int) { words.put(small: truth ? 1 : 0, at: sheet) }

  /// Writes a text of ordinary characters for a sheet that has none yet.
  @inline(__always) mutating func put(ordinary text: CellBytes, at sheet: Int) {
    // What has been met in other characters may be equal to it.
    if !names.arePlain { return put(.value(.text(text.text)), at: sheet) }
    words.put(names.place(ofOrdinary: text), at: sheet)
  }

  /// Writes a number with so many places behind the point for a sheet that has none yet.
  @inline(__always) mutating func put(digits: Int, places: Int, at sheet: Int) {
    if places == self.places { return words.put(digits, at: sheet) }
    putOther(digits, places, sheet)
  }

  @inline(never) private mutating func putOther(_ digits: Int, _ places: Int, _ sheet: Int) {
    if places < self.places {
      let (product, isBeyond) = digits.multipliedReportingOverflow(by: Self.powers[self.places - places])
      if !isBeyond { return words.put(product, at: sheet) }
    } else if self.places >= 0, places <= Self.placesLimit, refine(to: Self.powers[places], sheet) {
      return words.put(digits, at: sheet)
    }
    put(.value(.number(Rational(digits, places: places))), at: sheet)
  }

  /// Of ten, as far as numbers are typed.
  static let powers: [Int] = (0...18).map { place in (0..<place).reduce(1) { power, _ in power * 10 } }

  private mutating func word(for value: Value, _ sheet: Int) -> Int? {
    switch (type, value) {
    case (.truth, .truth(let truth)): return truth ? 1 : 0
    case (.number, .number(let number)), (.percentage, .number(let number)): return word(for: number, sheet)
    case (.date, .date(let date)): return date.dayNumber
    case (.choice, .choice(let option)): return option
    case (.choices, .choices(let options)): return Int(exactly: options)
    case (.text, .text(let text)):
      let (place, isNew) = names.place(of: text)
      return isNew || names.texts[place].utf8.elementsEqual(text.utf8) ? place : nil
    case (.records, .records(let rows)):
      if lists == nil { lists = RecordListsDraft(type) }
      return lists?.add(rows)
    case (.truth, _), (.number, _), (.percentage, _), (.date, _), (.choice, _), (.choices, _), (.text, _),
      (.records, _):
      return nil
    }
  }

  private mutating func word(for number: Rational, _ sheet: Int) -> Int? {
    if let count = number.count(of: scale) { return count > .min + 3 ? count : nil }
    guard let denominator = number.words?.denominator, let common = scale.leastCommonMultiple(denominator),
      refine(to: common, sheet)
    else { return nil }
    return number.count(of: scale)
  }

  /// Goes over to a finer scale, if all that has been written can be said in it.
  ///
  /// - Parameters:
  ///   - scale: a multiple of the present one.
  ///   - sheet: behind which nothing is written.
  private mutating func refine(to scale: Int, _ sheet: Int) -> Bool {
    guard scale <= Self.scaleLimit else { return false }
    guard words.multiply(sheet + 1, by: scale / self.scale) else { return false }
    self.scale = scale
    places = Self.powers.firstIndex(of: scale) ?? -1
    return true
  }

  // MARK: Putting together

  /// A draft with the number of its sheets.
  typealias Part = (draft: UnsafeMutablePointer<CellColumnDraft>, count: Int)

  /// The cells of the sheets of several drafts, one behind another. The drafts are empty afterwards.
  static func column(_ type: ValueType, joining parts: [Part]) -> CellColumn {
    var odd: [Int: Value] = [:]
    var start = 0
    for (draft, count) in parts {
      for (sheet, value) in draft.pointee.odd where sheet < count { odd[start + sheet] = value }
      start += count
    }
    defer { for (draft, _) in parts { draft.pointee = CellColumnDraft(type, capacity: 0) } }
    var width = parts.map { $0.draft.pointee.words.width }.max { $0.rawValue < $1.rawValue } ?? .byte
    var changes = parts.map { _ in Change.factor(1) }
    var (scale, texts) = (1, TextList())
    var lists: RecordLists?
    switch type {
    case .truth, .date, .choice, .choices: break
    case .number, .percentage:
      for (draft, _) in parts {
        guard let common = scale.leastCommonMultiple(draft.pointee.scale), common <= scaleLimit else {
          return single(type, parts)
        }
        scale = common
      }
      for (place, (draft, count)) in parts.enumerated() where draft.pointee.scale != scale {
        let factor = scale / draft.pointee.scale
        guard let needed = draft.pointee.words.width(times: factor, count) else { return single(type, parts) }
        changes[place] = .factor(factor)
        if needed.rawValue > width.rawValue { width = needed }
      }
    case .text:
      var names = NameTable()
      for (place, (draft, _)) in parts.enumerated() {
        if place == 0 {
          swap(&names, &draft.pointee.names)
          names.reserve(parts.reduce(names.texts.count) { $0 + $1.draft.pointee.names.texts.count })
          continue
        }
        let (places, areSame) = names.add(draft.pointee.names)
        if !areSame {
          swap(&names, &parts[0].draft.pointee.names)
          return single(type, parts)
        }
        changes[place] = .places(places)
      }
      texts = names.texts
      width = WordWidth(0...max(0, texts.count - 1))
    case .records:
      var count = 0
      for (place, (draft, _)) in parts.enumerated() {
        let end = count + (draft.pointee.lists?.count ?? 0)
        changes[place] = .places((count..<end).map { Int32($0) })
        count = end
      }
      lists = count == 0 ? nil : RecordListsDraft.lists(joining: parts.compactMap { $0.draft.pointee.lists })
      width = WordWidth(0...max(0, count - 1))
    }
    return CellColumn(
      type: type, words: plane(parts, changes, width), scale: scale, texts: texts, lists: lists, odd: odd)
  }

  /// The cells of the first so many sheets.
  consuming func column(_ count: Int) -> CellColumn {
    withUnsafeMutablePointer(to: &self) { Self.column($0.pointee.type, joining: [($0, count)]) }
  }

  /// The same as ``column(_:joining:)`` for drafts whose words cannot be put together.
  private static func single(_ type: ValueType, _ parts: [Part]) -> CellColumn {
    var whole = CellColumnDraft(type, capacity: parts.reduce(0) { $0 + $1.count })
    var start = 0
    for part in parts {
      let column = column(type, joining: [part])
      for sheet in 0..<part.count { whole.put(column[sheet], at: start + sheet) }
      start += part.count
    }
    return whole.column(start)
  }

  /// What becomes of words that are put behind others.
  private enum Change {
    case factor(Int)
    /// Each is the place of another.
    case places([Int32])
  }

  private static func plane(_ parts: [Part], _ changes: [Change], _ width: WordWidth) -> WordPlane {
    switch width {
    case .byte: .bytes(array(parts, changes))
    case .half: .halves(array(parts, changes))
    case .word: .words(array(parts, changes))
    case .long: .longs(array(parts, changes))
    }
  }

  private static func array<Word: FixedWidthInteger>(_ parts: [Part], _ changes: [Change]) -> [Word] {
    let count = parts.reduce(0) { $0 + $1.count }
    return Array(unsafeUninitializedCapacity: count) { target, written in
      written = count
      guard var place = target.baseAddress else { return }
      for ((draft, count), change) in zip(parts, changes) {
        switch change {
        case .factor(let factor): draft.pointee.words.copy(count, to: place, times: factor)
        case .places(let places):
          places.withUnsafeBufferPointer { places in
            draft.pointee.words.copy(count, to: place) { Int(places[$0]) }
          }
        }
        place += count
      }
    }
  }
}
