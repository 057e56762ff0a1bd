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
  /// Of lists of records, the different ones and others; words are places among them.
  let lists: [[[Value?]]]
  /// What no word can say, by sheet.
  let odd: [Int: Value]

  var hasOdd: Bool { !odd.isEmpty }

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
    case .records: .records(lists[word])
    }
  }

  /// The same for some of the sheets, in the order given.
  func selecting(_ sheets: [Int]) -> CellColumn {
    var kept: [Int: Value] = [:]
    if !odd.isEmpty { for (place, sheet) in sheets.enumerated() { kept[place] = odd[sheet] } }
    return CellColumn(
      type: type, words: words.selecting(sheets), scale: scale, texts: texts, lists: lists, odd: kept)
  }
}

/// A column while sheets are read.
final class CellColumnDraft {
  private let type: ValueType
  private let memory: WordMemory
  /// Of numbers: a power of ten unless there are fractions that are none.
  private(set) var scale = 1
  /// How many places behind the point it has; nil for a scale that is no power of ten.
  private(set) var places: Int? = 0
  private var names = NameTable()
  private var lists: [[[Value?]]] = []
  private var emptyList: Int?
  private var odd: [Int: Value] = [:]

  /// Columns are no finer than this.
  static let scaleLimit = 1_000_000_000
  private static let placesLimit = 9

  init(_ type: ValueType, capacity: Int) {
    self.type = type
    memory = WordMemory(capacity: capacity)
  }

  func reserve(_ count: Int) { memory.reserve(count) }

  // MARK: Writing

  /// What is written for a sheet counts instead of what was written for it before.
  func put(_ cell: Cell, at sheet: Int) {
    if !odd.isEmpty { odd[sheet] = nil }
    switch cell {
    case .missing: memory.mark(.missing, at: sheet)
    case .unsettled: memory.mark(.unsettled, at: sheet)
    case .unreadable: memory.mark(.unreadable, at: sheet)
    case .value(let value):
      if let word = word(for: value) {
        memory.put(word, at: sheet)
      } else {
        odd[sheet] = value
        memory.mark(.odd, at: sheet)
      }
    }
  }

  /// Writes a word for a sheet that has none yet.
  @inline(__always) func put(word: Int, at sheet: Int) { memory.put(word, at: sheet) }

  /// Writes a text of one spelling for a sheet that has none yet.
  func put(text: CellBytes, at sheet: Int) {
    let (place, isNew) = names.place(of: text)
    if isNew || names.texts.withBytes(of: place, { $0.elementsEqual(text) }) {
      memory.put(place, at: sheet)
    } else {
      put(.value(.text(text.text)), at: sheet)
    }
  }

  /// Writes a number with so many places behind the point for a sheet that has none yet.
  /// - Returns: false if it does not fit.
  @inline(__always) func put(digits: Int, places: Int, at sheet: Int) -> Bool {
    guard let own = self.places, places <= own else { return putFiner(digits, places, sheet) }
    var word = digits
    if places < own {
      let (product, isBeyond) = digits.multipliedReportingOverflow(by: Self.powers[own - places])
      if isBeyond { return false }
      word = product
    }
    memory.put(word, at: sheet)
    return true
  }

  private func putFiner(_ digits: Int, _ places: Int, _ sheet: Int) -> Bool {
    guard self.places != nil, places <= Self.placesLimit, refine(to: Self.powers[places], sheet) else { return false }
    memory.put(digits, at: sheet)
    return true
  }

  /// Of ten, as far as numbers are typed.
  static let powers: [Int] = (0...18).map { place in (0..<place).reduce(1) { power, _ in power * 10 } }

  private func word(for value: Value) -> Int? {
    switch (type, value) {
    case (.truth, .truth(let truth)): return truth ? 1 : 0
    case (.number, .number(let number)), (.percentage, .number(let number)): return word(for: number)
    case (.date, .date(let date)): return date.dayNumber
    case (.choice, .choice(let option)): return option
    case (.choices, .choices(let options)): return Int(exactly: options)
    case (.text, .text(let text)):
      let (place, isNew) = names.place(of: text)
      return isNew || names.texts.withBytes(of: place) { $0.elementsEqual(text.utf8) } ? place : nil
    case (.records, .records(let rows)):
      if rows.isEmpty, let emptyList { return emptyList }
      lists.append(rows)
      if rows.isEmpty { emptyList = lists.count - 1 }
      return lists.count - 1
    case (.truth, _), (.number, _), (.percentage, _), (.date, _), (.choice, _), (.choices, _), (.text, _),
      (.records, _):
      return nil
    }
  }

  private func word(for number: Rational) -> Int? {
    if let count = number.count(of: scale) { return count > .min + 3 ? count : nil }
    guard let denominator = number.words?.denominator, let common = scale.leastCommonMultiple(denominator),
      refine(to: common, nil)
    else { return nil }
    return number.count(of: scale)
  }

  /// Goes over to a finer scale, if all that has been written can be said in it.
  ///
  /// - Parameter scale: a multiple of the present one.
  private func refine(to scale: Int, _ sheet: Int?) -> Bool {
    guard scale <= Self.scaleLimit else { return false }
    let factor = scale / self.scale
    var isBeyond = false
    for sheet in 0..<memory.capacity {
      if case .number(let number) = memory[sheet], number.multipliedReportingOverflow(by: factor).overflow {
        isBeyond = true
      }
    }
    if isBeyond { return false }
    for sheet in 0..<memory.capacity {
      if case .number(let number) = memory[sheet] { memory.put(number * factor, at: sheet) }
    }
    self.scale = scale
    places = Self.powers.firstIndex(of: scale)
    return true
  }

  // MARK: Putting together

  /// Takes up the cells of the first sheets of another draft behind those of so many.
  func append(_ other: CellColumnDraft, _ count: Int, behind start: Int) {
    for (sheet, value) in other.odd where sheet < count { odd[start + sheet] = value }
    switch type {
    case .number, .percentage:
      if scale == other.scale { return memory.append(other.memory, count, behind: start) }
      if let common = scale.leastCommonMultiple(other.scale), refine(to: common, nil), other.refine(to: common, nil) {
        return memory.append(other.memory, count, behind: start)
      }
      appendSingly(other, count, behind: start)
    case .text:
      let places = (0..<other.names.texts.count).map { place in
        other.names.texts.withBytes(of: place) { names.place(of: $0) }.place
      }
      let areSame = (0..<other.names.texts.count).allSatisfy { place in
        other.names.texts.withBytes(of: place) { text in
          names.texts.withBytes(of: places[place]) { $0.elementsEqual(text) }
        }
      }
      guard areSame else { return appendSingly(other, count, behind: start) }
      memory.append(other.memory, count, behind: start) { places[$0] }
    case .records:
      let first = lists.count
      lists += other.lists
      memory.append(other.memory, count, behind: start) { first + $0 }
    case .truth, .date, .choice, .choices: memory.append(other.memory, count, behind: start)
    }
  }

  private func appendSingly(_ other: CellColumnDraft, _ count: Int, behind start: Int) {
    let column = other.column(count)
    memory.reserve(start + count)
    for sheet in 0..<count { put(column[sheet], at: start + sheet) }
  }

  /// The cells of the first so many sheets.
  func column(_ count: Int) -> CellColumn {
    CellColumn(
      type: type, words: memory.plane(count), scale: scale, texts: names.texts, lists: lists, odd: odd)
  }
}
