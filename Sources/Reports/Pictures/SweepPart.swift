import Analysis
import Quantities

/// A part of the axis of a sweep, with what holds on it: an exact stretch, or as much as stands for a step.
struct SweepPart {
  let from: Rational
  let to: Rational
  /// Nil where the standard is not valid.
  let result: SweepResult?

  /// By rising values, without gaps where there are stretches.
  ///
  /// - Parameter places: of the steps.
  static func all(of sweep: Sweep, _ places: [Rational]) -> [SweepPart] {
    guard let low = places.first, let high = places.last else { return [] }
    if sweep.stretches.isEmpty { return steps(of: sweep) }
    let bad = sweep.points.compactMap { point -> Rational? in
      guard case .failure = point.result else { return nil }
      return point.values.first?.coordinate
    }
    var parts: [SweepPart] = []
    var end = low
    func gap(_ from: Rational, _ to: Rational) {
      if from < to, bad.contains(where: { from <= $0 && $0 <= to }) {
        parts.append(SweepPart(from: from, to: to, result: nil))
      }
    }
    for stretch in sweep.stretches {
      let (from, to) = (max(low, min(high, stretch.low)), max(low, min(high, stretch.high)))
      gap(end, from)
      parts.append(SweepPart(from: from, to: to, result: stretch.result))
      end = max(end, to)
    }
    gap(end, high)
    return parts
  }

  /// Steps between which nothing is known: each with a little room around it.
  private static func steps(of sweep: Sweep) -> [SweepPart] {
    let steps = sweep.points.compactMap { point in
      point.values.first?.coordinate.map { (place: $0, result: try? point.result.get()) }
    }
    let widths = zip(steps, steps.dropFirst()).map { $1.place - $0.place }
    let room = (widths.min() ?? .one) * Rational.fifth * Rational(2)
    return steps.map { SweepPart(from: $0.place - room, to: $0.place + room, result: $0.result) }
  }

  struct Run<What> {
    let from: Rational
    var to: Rational
    let what: What
    /// What holds where it begins.
    let first: SweepResult?
  }

  /// Parts one after another on which the same is the case, joined.
  static func merged<What: Equatable>(_ parts: [SweepPart], by what: (SweepPart) -> What) -> [Run<What>] {
    var runs: [Run<What>] = []
    for part in parts {
      let own = what(part)
      if let last = runs.last, last.what == own, last.to == part.from {
        runs[runs.count - 1].to = part.to
      } else {
        runs.append(Run(from: part.from, to: part.to, what: own, first: part.result))
      }
    }
    return runs
  }
}

extension Value {
  /// Where a number or a date lies on an axis, for drawing.
  var coordinate: Rational? {
    switch self {
    case .number(let number): number
    case .date(let date): Rational(date.dayNumber)
    case .truth, .text, .choice, .choices, .records: nil
    }
  }
}
