import Model
import Sheets

extension Outcome {
  /// The sheets whose standing could turn if the values came in that cohorts leave out as long as they are not
  /// reported: what is settled without them and open with them. In the order of the report.
  ///
  /// - Returns: nil if no cohort leaves anything out.
  public func turnable() -> [Sheet]? {
    guard cohorts.leavesOut(standard) else { return nil }
    var waiting = standard
    waiting.cohorts = standard.cohorts.map { $0.keepingUnreportedOpen }
    var open = table.sheets.map { _ in Openness() }
    for (sheet, openness) in Evaluation.outcome(of: waiting, table).map({ ($0.sheet, Openness($0)) }) {
      open[sheet] = openness
    }
    return map { $0.entrant != .no && Openness($0).turns(into: open[$0.sheet]) ? $0.sheet : nil }
      .compactMap { $0.map { table.sheets[$0] } }
  }
}

/// What is open in a result.
private struct Openness {
  private var parts: SIMD4<UInt8> = .zero
  private var determinations: [Bool] = []

  /// Of nothing.
  init() {}

  init(_ result: SheetResult) {
    let open = [
      result.eligible == .unknown, result.selection == .open, result.grades.count > 1, !result.total.isSettled,
    ]
    for (place, isOpen) in open.enumerated() where isOpen { parts[place] = 1 }
    determinations = result.determinations.map(\.isOpen)
  }

  /// Whether something is settled that is open in another.
  func turns(into other: Openness) -> Bool {
    (~parts & other.parts) != .zero || zip(determinations, other.determinations).contains { !$0 && $1 }
  }
}

extension Cohorts {
  /// Whether a cohort that is used leaves out what is not reported, and there is some.
  fileprivate func leavesOut(_ standard: Standard) -> Bool {
    zip(standard.cohortUses, uses).contains { use, compared in
      standard.cohorts[use.cohort].unreported == .leftOut
        && (!compared.strays.isEmpty || compared.groups.contains { $0.silent > 0 })
    }
  }
}

extension Cohort {
  fileprivate var keepingUnreportedOpen: Cohort {
    var cohort = self
    cohort.unreported = .open
    return cohort
  }
}
