import Diagnostics
import Quantities

/// Lists of records: the rows of all of them one behind another, kept column by column as sheets are.
public struct RecordLists: Sendable {
  /// What all rows say, one for each column of the records.
  public let columns: [CellColumn]
  /// Behind the last row of each list.
  private let ends: [Int]

  init(_ columns: [CellColumn], _ ends: [Int]) { (self.columns, self.ends) = (columns, ends) }

  /// Where the rows of a list stand.
  public func rows(of list: Int) -> Range<Int> { (list == 0 ? 0 : ends[list - 1])..<ends[list] }

  /// The rows of a list, one by one.
  public subscript(list: Int) -> [[Value?]] { rows(of: list).map { row in columns.map { $0.value(at: row) } } }
}

/// Lists of records while they are read, one after another.
struct RecordListsDraft {
  private let rows: SheetColumnsDraft
  private var ends: [Int] = []
  private var emptyList: Int?

  init(_ type: ValueType) { rows = SheetColumnsDraft(rowsOf: type) }

  var count: Int { ends.count }

  /// - Returns: the number of the list.
  mutating func add(_ list: [[Value?]]) -> Int {
    if list.isEmpty, let emptyList { return emptyList }
    for row in list {
      rows.write(row)
      rows.accept()
    }
    ends.append(rows.count)
    if list.isEmpty { emptyList = ends.count - 1 }
    return ends.count - 1
  }

  /// The lists of several drafts, one behind another. The drafts are empty afterwards.
  static func lists(joining drafts: [RecordListsDraft]) -> RecordLists {
    var ends: [Int] = []
    for draft in drafts {
      let start = ends.last ?? 0
      ends += draft.ends.map { start + $0 }
    }
    return RecordLists(SheetColumnsDraft.columns(joining: drafts.map(\.rows)), ends)
  }
}

/// What has been said of a list of records so far.
struct RecordState {
  /// Whether it has records, or has none; nil until something states either.
  private(set) var hasRecords: Bool?
  /// Without a record that could not be read a list is not known.
  private(set) var isWhole = true

  /// What a row or a line says.
  enum Said {
    case nothing, none, records, unreadable

    init(_ cell: Cell) {
      self =
        switch cell {
        case .missing: .nothing
        case .value(.records(let rows)): rows.isEmpty ? .none : .records
        case .value, .unsettled, .unreadable: .unreadable
        }
    }
  }

  /// - Returns: false for records where there are none, or the other way round: then it is not known either.
  mutating func add(_ said: Said) -> Bool {
    switch said {
    case .nothing: return true
    case .unreadable: isWhole = false
    case .none, .records:
      let isOther = hasRecords.map { $0 != (said == .records) } ?? false
      if isOther {
        isWhole = false
        return false
      }
      hasRecords = said == .records
    }
    return true
  }
}

/// The records of one fact, gathered from lines.
struct RecordList {
  private var rows: [[Value?]] = []
  private var state = RecordState()

  /// Adds what one line says.
  ///
  /// - Returns: false for records where there are none, or the other way round: then it is not known either.
  mutating func add(_ cell: Cell) -> Bool {
    guard state.add(RecordState.Said(cell)) else { return false }
    if case .value(.records(let more)) = cell { rows += more }
    return true
  }

  var cell: Cell {
    guard state.isWhole else { return .unreadable }
    return state.hasRecords == nil ? .missing : .value(.records(rows))
  }
}
