import Model
import Planning
import Quantities

/// What a clause comes to in a case.
protocol CaseResult {
  /// Nothing more can be found out by dividing the case.
  var isSettled: Bool { get }

  /// What is known if one of two cases holds.
  func joined(_ other: Self) -> Self
}

/// A clause whose decisions hang on one another is worked out case by case: the values that a subject may have are
/// divided where it is compared, and in each part all comparisons agree. Grammar.md, section 5, says how far this goes.
extension Evaluator {
  /// What `body` gives, looked at case by case where it is not settled otherwise.
  /// - Parameter subjects: those of the formulas that `body` evaluates.
  mutating func cases<Result: CaseResult>(
    of subjects: [Subject], _ body: (inout Evaluator) -> Result
  ) -> Result {
    let result = body(&self)
    if result.isSettled || subjects.isEmpty { return result }
    // What is read and told in trying is no more than at first.
    let (read, told) = (missing, told)
    var left = Primitive.Cases.limit
    let divided = divide(subjects[...], result, left: &left, body)
    (missing, self.told) = (read, told)
    return divided
  }

  /// - Parameter whole: what holds if nothing is divided.
  private mutating func divide<Result: CaseResult>(
    _ subjects: ArraySlice<Subject>, _ whole: Result, left: inout Int, _ body: (inout Evaluator) -> Result
  ) -> Result {
    if whole.isSettled { return whole }
    var subjects = subjects
    while let subject = subjects.popFirst() {
      guard let cells = cells(of: subject), cells.count > 1, cells.count <= left else { continue }
      left -= cells.count
      var joined: Result?
      for cell in cells {
        let inner = pinning(subject.formula, to: cell) { evaluator in
          evaluator.divide(subjects, body(&evaluator), left: &left, body)
        }
        joined = joined.map { $0.joined(inner) } ?? inner
      }
      return joined ?? whole
    }
    return whole
  }

  /// The parts into which the possible values of a subject are divided; nil if it is known, or cannot be.
  private mutating func cells(of subject: Subject) -> [Computed]? {
    let value = evaluate(subject.formula)
    switch value {
    case .known, .failed: return nil
    case .between, .unknown, .doubtful: break
    }
    return value.cells(
      subject.formula.type, isOnlyEqualed: subject.isOnlyEqualed, cuts: { subject.cuts.map { evaluate($0) } },
      meeting: { note($0, limitedBy: Interval($1)) })
  }
}
