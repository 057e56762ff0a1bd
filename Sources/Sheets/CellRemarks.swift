import Diagnostics

/// What was taken off the cells of a run. It is told once for each column of a file, however many cells it concerns.
struct CellRemarks {
  private struct Subject: Hashable {
    let file: Origin
    let column: String?
    let kind: Kind
  }

  fileprivate enum Kind { case invisible, textMark, timeOfDay }

  private struct Entry {
    let row: Int?
    let value: String
    var cells = 0
    var scalars: Set<Unicode.Scalar> = []
  }

  private var order: [Subject] = []
  private var entries: [Subject: Entry] = [:]

  /// - Parameter column: nil for the name of a file.
  mutating func add(_ remarks: Set<CellRemark>, file: Origin, row: Int?, column: String?, value: String) {
    var kinds: Set<Kind> = []
    for remark in remarks.sorted(by: { $0.rank < $1.rank }) {
      let subject = Subject(file: file, column: column, kind: remark.kind)
      if entries[subject] == nil { order.append(subject) }
      if case .invisible(let scalar) = remark {
        entries[subject, default: Entry(row: row, value: value)].scalars.insert(scalar)
      }
      // Several characters in one cell are one cell.
      if kinds.insert(subject.kind).inserted {
        entries[subject, default: Entry(row: row, value: value)].cells += 1
      }
    }
  }

  /// Adds what was taken off further cells of the same files.
  mutating func add(_ others: CellRemarks) {
    for subject in others.order {
      guard let other = others.entries[subject] else { continue }
      if entries[subject] == nil {
        order.append(subject)
        entries[subject] = other
      } else {
        entries[subject]?.cells += other.cells
        entries[subject]?.scalars.formUnion(other.scalars)
      }
    }
  }

  /// In the order in which the columns were met.
  var diagnostics: [Diagnostic] {
    order.compactMap { subject in
      guard let entry = entries[subject] else { return nil }
      let problem: SheetProblem =
        switch subject.kind {
        case .invisible: .invisible(entry.scalars.sorted(), cells: entry.cells)
        case .textMark: .textMark(cells: entry.cells)
        case .timeOfDay: .timeOfDay(cells: entry.cells)
        }
      guard let column = subject.column else { return Diagnostic(problem, at: .file(subject.file.path)) }
      return Diagnostic(
        problem, at: subject.file.place(row: entry.row, column: column, value: entry.value))
    }
  }
}

extension CellRemark {
  fileprivate var kind: CellRemarks.Kind {
    switch self {
    case .invisible: .invisible
    case .textMark: .textMark
    case .timeOfDay: .timeOfDay
    }
  }
}
