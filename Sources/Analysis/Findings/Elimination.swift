import Quantities

/// Whether sums of numbers can all be as they are wanted: the numbers are taken out one after the other, exactly
/// (Fourier and Motzkin), and put in again from the last.
struct Elimination {
  /// Beyond so many sums at a time nothing is decided.
  private static let limit = 400

  /// The sums in which a number stood when it was taken out.
  private var taken: [(leaf: Int, sums: [Constraint])] = []
  private(set) var verdict: Verdict = .possible

  enum Verdict { case possible, impossible, undecided }

  init(_ constraints: [Constraint]) {
    var left = Set(constraints)
    while let leaf = Self.next(left) {
      let sums = left.filter { $0.linear.terms[leaf] != nil }
      taken.append((leaf, Array(sums)))
      left.subtract(sums)
      let lower = sums.filter { $0.linear.terms[leaf].map { $0 > .zero } ?? false }
      let upper = sums.filter { $0.linear.terms[leaf].map { $0 < .zero } ?? false }
      for low in lower {
        for high in upper {
          guard let a = low.linear.terms[leaf], let b = high.linear.terms[leaf] else { continue }
          left.insert(
            Constraint(
              linear: low.linear.times(b.negated) + high.linear.times(a), isStrict: low.isStrict || high.isStrict))
        }
      }
      if left.contains(where: { $0.isMet == false }) {
        verdict = .impossible
        return
      }
      left = left.filter { $0.isMet == nil }
      if left.count > Self.limit {
        verdict = .undecided
        return
      }
    }
    if left.contains(where: { $0.isMet == false }) { verdict = .impossible }
  }

  /// The number whose removal makes the fewest new sums.
  private static func next(_ constraints: Set<Constraint>) -> Int? {
    var counts: [Int: (up: Int, down: Int)] = [:]
    for constraint in constraints {
      for (leaf, factor) in constraint.linear.terms {
        if factor.isNegative { counts[leaf, default: (0, 0)].down += 1 } else { counts[leaf, default: (0, 0)].up += 1 }
      }
    }
    return counts.min { a, b in
      let (x, y) = (a.value.up * a.value.down, b.value.up * b.value.down)
      return x == y ? a.key < b.key : x < y
    }?.key
  }

  /// Numbers with which all sums are as wanted.
  ///
  /// - Parameter choose: a number of a leaf within a range; nil if there is none that will do.
  func solution(_ choose: (Int, Interval) -> Rational?) -> [Int: Rational]? {
    guard verdict == .possible else { return nil }
    var numbers: [Int: Rational] = [:]
    for (leaf, sums) in taken.reversed() {
      var range: Interval? = .all
      for sum in sums {
        var rest = sum.linear
        for (other, number) in numbers { rest = rest.setting(other, to: number) }
        guard let factor = rest.terms[leaf], let bound = try? rest.constant.negated.divided(by: factor) else {
          return nil
        }
        let half =
          factor > .zero
          ? Interval(from: .finite(bound), open: sum.isStrict, to: .positiveInfinity, open: false)
          : Interval(from: .negativeInfinity, open: false, to: .finite(bound), open: sum.isStrict)
        range = range.flatMap { range in half.flatMap { range.common($0) } }
      }
      guard let range, let number = choose(leaf, range) else { return nil }
      numbers[leaf] = number
    }
    return numbers
  }
}

extension Interval {
  /// What lies in both; nil if nothing does.
  func common(_ other: Interval) -> Interval? {
    let (low, lowIsOpen) =
      least == other.least
      ? (least, leastIsOpen || other.leastIsOpen)
      : least > other.least ? (least, leastIsOpen) : (other.least, other.leastIsOpen)
    let (high, highIsOpen) =
      most == other.most
      ? (most, mostIsOpen || other.mostIsOpen)
      : most < other.most ? (most, mostIsOpen) : (other.most, other.mostIsOpen)
    return Interval(from: low, open: lowIsOpen, to: high, open: highIsOpen)
  }
}
