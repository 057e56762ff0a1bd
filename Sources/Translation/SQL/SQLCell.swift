import Model
import Planning
import Quantities

/// What a node of a plan gives, in terms of SQL: the parts of a ``Planning/PlanValue``, each of them settled as far as it is
/// known without a table.
struct SQLCell {
  /// Of a truth; NULL where it is unknown, fails or may fail.
  var truth: Term?
  /// Of a number, a day, a choice by its place.
  var span: Span?
  var text: Term?
  /// Of options chosen.
  var bits: Term?
  /// By its place among all verdicts.
  var verdict: Term?
  /// Which of some grades may be the first to hold, and whether it may be that none does.
  var grades: (possible: [Term], none: Term)?
  /// Several values worked out together.
  var bundle: [SQLCell]?
  /// Of these, that are no values themselves, none is ever NULL.
  var flags: Flags
}

/// Whether something applies and can be worked out; none of these is ever NULL.
struct Flags {
  /// It does not apply.
  var isNone: Term
  /// It may not apply, or does not.
  var mayBeNone: Term
  var mayFail: Term
  var fails: Term
  /// It has no points, and may fail: where it fails, its bounds stand in for it.
  var isVoid: Term
  /// Why it can fail at all.
  var errors: Set<ArithmeticError> = []
}

/// A number that may be a range: multiples of one over a scale.
struct Span {
  var low: Limit
  var high: Limit
  var lowIsOpen: Term
  var highIsOpen: Term
  /// Above zero.
  var scale: Int128

  /// Whether both ends are the same term, which is NULL where nothing is known.
  var isSingle: Bool { low == high }
}

/// An end of a range: a number, and what it is divided by; NULL where there is none.
struct Limit: Hashable {
  var number: Term
  /// Above zero.
  var divisor: Term
}
