import Model
import Sheets

extension Outcome {
  /// The sheets whose standing could turn if the values came in that cohorts leave out as long as they are not
  /// reported: what is settled without them and open with them.
  ///
  /// - Returns: nil if no cohort leaves anything out.
  public func turnable() -> [SheetResult]? {
    guard cohorts.leavesOut(standard) else { return nil }
    var waiting = standard
    waiting.cohorts = standard.cohorts.map { $0.keepingUnreportedOpen }
    let open = Dictionary(
      Evaluation.outcome(of: waiting, table).results.map { ($0.sheet, $0) }, uniquingKeysWith: { first, _ in first })
    return results.filter { result in
      guard result.entrant != .no, let other = open[result.sheet] else { return false }
      return (result.eligible != .unknown && other.eligible == .unknown)
        || (result.selection != .open && other.selection == .open)
        || (result.grades.count <= 1 && other.grades.count > 1)
        || zip(result.determinations, other.determinations).contains { !$0.isOpen && $1.isOpen }
        || (result.total.isSettled && !other.total.isSettled)
    }
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
