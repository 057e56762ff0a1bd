import Model
import Planning
import Quantities
import Sheets

/// The facts of all sheets of a table, made ready once and read by every run over it.
final class FactColumns {
  let standard: Standard
  let table: Table
  /// By place of the fact in the standard; nil for those that nobody asks for.
  private(set) var columns: [Stored?]
  /// The texts of all columns; each has one place.
  private(set) var texts = NameTable()
  /// By place of the fact in the standard.
  let recordRows: [Int: RecordRows]
  private var recordColumns: [Int: RecordColumns] = [:]

  /// A fact as stated by all sheets.
  struct Stored {
    let form: ColumnForm
    let cells: CellColumn
    /// With which words are multiplied to be numbers of the form.
    let factor: Int
    /// What the words of texts are in all columns; ``otherwise`` for one that equals a text of another column but is
    /// written in other characters, which is odd.
    let texts: [Int]
    /// Whether there is such a one.
    let hasOddTexts: Bool

    static let otherwise = -1
    /// What is known where nothing is stated, and where what is stated cannot be used.
    let missing: Standin
    let unsettled: Standin
  }

  /// What stands in a column for a sheet that states nothing: its truth and its ends, or that it is odd.
  struct Standin {
    var yes = false
    var no = false
    var odd = false
    var least = 0
    var most = 0
  }

  /// - Parameters:
  ///   - facts: which are asked for, by place in the standard.
  ///   - known: records of the same sheets that are at hand.
  init(_ standard: Standard, _ table: Table, facts: Set<Int>, known: [Int: RecordRows] = [:]) {
    self.standard = standard
    self.table = table
    let missing = facts.filter { known[$0] == nil }.sorted()
    recordRows = known.merging(RecordRows.all(missing, standard, table)) { own, _ in own }
    columns = standard.facts.map { _ in nil }
    for fact in facts.sorted() { columns[fact] = stored(fact) }
  }

  /// How many blocks there are.
  var blocks: Int { (table.sheets.count + Column.rows - 1) / Column.rows }

  /// What a sheet states, or what is known of it where it states nothing.
  func value(of fact: Int, at sheet: Int) -> PlanValue {
    standard.stated(fact, by: table.sheets[sheet]).value.map { PlanValue(content: .known($0)) } ?? unknown(fact)
  }

  private func unknown(_ fact: Int) -> PlanValue {
    let declared = standard.facts[fact]
    return PlanValue(Computed.missing(declared.lower, declared.upper, declared.type))
  }

  /// Gives a text a place, if it has none yet.
  func add(_ value: Value?) {
    if case .text(let text)? = value { _ = texts.place(of: text) }
  }

  /// How many characters a text has, spaces aside.
  func length(of place: Int) -> Int { Operation.length(of: texts.texts[place]) }

  /// The place of a text that is written in just these characters.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let place = texts.place(of: text).place
    return texts.texts.isEqual(place, text) ? place : Stored.otherwise
  }

  private func stored(_ fact: Int) -> Stored {
    let declared = standard.facts[fact]
    let unsettled = unknown(fact)
    return stored(
      table.sheets.column(fact, of: table.schema), declared.type,
      beside: [declared.fallback, declared.lower, declared.upper],
      missing: standard.unstated(fact).value.map { PlanValue(content: .known($0)) } ?? unsettled, unsettled: unsettled)
  }

  /// Makes cells ready, of sheets or of the rows of records.
  ///
  /// - Parameters:
  ///   - others: further values that may be known of a cell.
  ///   - missing: what is known where nothing is stated.
  ///   - unsettled: what is known where what is stated cannot be used.
  func stored(
    _ cells: CellColumn, _ type: ValueType, beside others: [Value?], missing: PlanValue, unsettled: PlanValue
  ) -> Stored {
    // What stands in for a blank is to be whole too.
    let form = Self.form(of: type, from: cells.scale, others)
    for value in others { add(value) }
    let places = (0..<cells.texts.count).map { cells.texts.withBytes(of: $0) { place(of: $0) } }
    let codec = ColumnCodec(form: form, type: .value(type), facts: self)
    var factor = (form.scale ?? 1) / cells.scale
    if case .choice(_, .descending) = type { factor = -1 }
    return Stored(
      form: form, cells: cells, factor: factor, texts: places, hasOddTexts: places.contains(Stored.otherwise),
      missing: standin(missing, codec), unsettled: standin(unsettled, codec))
  }

  private func standin(_ value: PlanValue, _ codec: ColumnCodec) -> Standin {
    let memory = ColumnMemory()
    let column = memory.column(codec.form, home: 0)
    guard codec.store(value, column, 0) else { return Standin(odd: true) }
    return Standin(yes: column.yes.has(0), no: column.no.has(0), least: column.least[0], most: column.most[0])
  }

  /// How values of a type are kept. The scale of numbers is one that all of them have in common, as far as that goes.
  ///
  /// - Parameter scale: in which others have been kept already.
  private static func form(of type: ValueType, from scale: Int, _ values: [Value?]) -> ColumnForm {
    switch type {
    case .truth: return .truth
    case .records: return .other
    case .date, .text, .choice, .choices: return .number(scale: 1)
    case .number, .percentage:
      var scale = scale
      for case .number(let number)? in values {
        guard let denominator = number.words?.denominator, !scale.isMultiple(of: denominator) else { continue }
        if let common = scale.leastCommonMultiple(denominator), common <= scaleLimit { scale = common }
      }
      return .number(scale: scale)
    }
  }

  /// Columns are no finer than this.
  static let scaleLimit = 1_000_000_000

  /// The records of a fact as columns.
  ///
  /// - Returns: nil for a fact that has none, or is not asked for.
  func records(_ fact: Int) -> RecordColumns? {
    if let known = recordColumns[fact] { return known }
    guard let records = recordRows[fact] else { return nil }
    let made = RecordColumns(records, of: fact, self)
    recordColumns[fact] = made
    return made
  }
}

/// From values to a column, and back.
struct ColumnCodec {
  let form: ColumnForm
  let type: PlanType
  /// Whose places of texts count.
  let facts: FactColumns

  /// Whether a value fits; if so, it stands in the column then. Otherwise the row is marked as odd.
  func store(_ value: PlanValue, _ column: Column, _ row: Int) -> Bool {
    column.odd.clear(row)
    column.none.clear(row)
    column.maybe.clear(row)
    column.doubt.clear(row)
    column.broken.clear(row)
    let isNone = value.isNone
    guard value.error == nil, isNone || value.content != .none, put(value, column, row) else {
      clear(column, row)
      column.odd.set(row)
      return false
    }
    if isNone { column.none.set(row) } else if value.mayBeNone { column.maybe.set(row) }
    if value.mayFail { column.doubt.set(row) }
    return true
  }

  /// What is known of nothing at all.
  private func clear(_ column: Column, _ row: Int) {
    column.yes.clear(row)
    column.no.clear(row)
    if form.scale != nil { (column.least[row], column.most[row]) = (-Column.infinity, Column.infinity) }
  }

  private func put(_ value: PlanValue, _ column: Column, _ row: Int) -> Bool {
    clear(column, row)
    switch (form, value.content) {
    case (.truth, .none), (.truth, .unknown), (.number, .none), (.number, .unknown): return true
    case (.truth, .known(.truth(let truth))):
      if truth { column.yes.set(row) } else { column.no.set(row) }
      return true
    case (.number(let scale), .known(let value)):
      guard let place = place(of: value, scale), abs(place) <= Column.limit else { return false }
      (column.least[row], column.most[row]) = (place, place)
      return true
    case (.number(let scale), .between(let range)):
      guard !range.leastIsOpen, !range.mostIsOpen, let least = end(range.least, scale),
        let most = end(range.most, scale), least != most
      else { return false }
      (column.least[row], column.most[row]) = (least, most)
      return true
    case (.grades, .grades(let grades, let mayBeNone)):
      guard grades.allSatisfy({ $0 < ColumnForm.noGrade }) else { return false }
      column.least[row] = grades.reduce(mayBeNone ? 1 << ColumnForm.noGrade : 0) { $0 | 1 << $1 }
      return true
    case (.verdict, .verdict(let verdict)):
      column.least[row] = verdict.place
      return true
    case (.other, _), (.truth, _), (.number, _), (.grades, _), (.verdict, _): return false
    }
  }

  private func end(_ end: Endpoint, _ scale: Int) -> Int? {
    switch end {
    case .negativeInfinity: return -Column.infinity
    case .positiveInfinity: return Column.infinity
    case .finite(let number):
      guard let count = number.count(of: scale), abs(count) <= Column.limit else { return nil }
      return count
    }
  }

  private func place(of value: Value, _ scale: Int) -> Int? {
    switch value {
    case .number(let number): number.count(of: scale)
    case .date(let date): date.dayNumber
    case .text(let text): facts.texts.known(text)
    case .choice(let option):
      if case .value(.choice(_, .descending)) = type { -option } else { option }
    case .choices(let options): Int(options)
    case .truth, .records: nil
    }
  }

  /// What stands in a row that is not odd.
  func value(_ column: Column, _ row: Int) -> PlanValue {
    if column.none.has(row) { return none }
    var value = content(column, row)
    if column.hasMaybe { value.mayBeNone = column.maybe.has(row) }
    if column.hasDoubt { value.mayFail = column.doubt.has(row) }
    if column.hasBroken, column.broken.has(row), case .number(let scale) = form,
      let number = try? Rational(column.least[row], over: scale * column.over[row])
    {
      value.content = .known(.number(number))
    }
    return value
  }

  private func content(_ column: Column, _ row: Int) -> PlanValue {
    switch form {
    case .truth:
      return PlanValue(Computed(column.yes.has(row) ? .yes : column.no.has(row) ? .no : .unknown))
    case .number(let scale):
      let (least, most) = (column.least[row], column.isExact ? column.least[row] : column.most[row])
      if least == most { return PlanValue(content: .known(value(at: least, scale))) }
      if least == -Column.infinity, most == Column.infinity { return PlanValue(content: .unknown) }
      return PlanValue(content: .between(Interval(endpoint(least, scale), endpoint(most, scale))))
    case .grades:
      let bits = column.least[row]
      let grades = (0..<ColumnForm.noGrade).filter { bits >> $0 & 1 != 0 }
      return PlanValue(content: .grades(Set(grades), mayBeNone: bits >> ColumnForm.noGrade & 1 != 0))
    case .verdict: return PlanValue(content: .verdict(Verdict.allCases[column.least[row]]))
    case .other: return PlanValue(content: .unknown)
    }
  }

  /// What ``PlanValue/interval`` says of it; nil for what are no numbers.
  func interval(_ column: Column, _ row: Int) -> Interval? {
    guard case .number(let scale) = form else { return nil }
    switch type {
    case .points, .value(.number), .value(.percentage): break
    case .value(.date), .value(.text), .value(.choice), .value(.choices), .value(.truth), .value(.records), .verdict,
      .grades, .bundle:
      return nil
    }
    let (least, most) = (column.least[row], column.isExact ? column.least[row] : column.most[row])
    return least == most
      ? Interval(Rational(least, scale: scale)) : Interval(endpoint(least, scale), endpoint(most, scale))
  }

  private var none: PlanValue {
    var none = PlanValue(content: .none)
    none.mayBeNone = true
    return none
  }

  private func endpoint(_ end: Int, _ scale: Int) -> Endpoint {
    end == -Column.infinity
      ? .negativeInfinity : end == Column.infinity ? .positiveInfinity : .finite(Rational(end, scale: scale))
  }

  private func value(at place: Int, _ scale: Int) -> Value {
    switch type {
    case .value(.date): (try? CalendarDate(dayNumber: place)).map(Value.date) ?? .number(Rational(place))
    case .value(.text): .text(facts.texts.texts[place])
    case .value(.choice): .choice(abs(place))
    case .value(.choices): .choices(UInt64(place))
    case .value(.truth), .value(.number), .value(.percentage), .value(.records), .points, .verdict, .grades, .bundle:
      .number(Rational(place, scale: scale))
    }
  }
}

extension Verdict {
  /// Among all of them, as columns keep it.
  public var place: Int {
    switch self {
    case .met: 0
    case .partlyMet: 1
    case .unmet: 2
    case .unverified: 3
    case .inapplicable: 4
    case .failed: 5
    }
  }
}
