import Quantities

extension Cohorts {
  /// Numbers in order, as machine words of one scale as far as that goes.
  enum Amounts {
    case scaled([Int], scale: Int)
    case exact([Rational])

    var count: Int {
      switch self {
      case .scaled(let counts, _): counts.count
      case .exact(let numbers): numbers.count
      }
    }

    subscript(place: Int) -> Rational {
      switch self {
      case .scaled(let counts, let scale): Rational(counts[place], scale: scale)
      case .exact(let numbers): numbers[place]
      }
    }

    /// The least and the most.
    var ends: [Rational] { count == 0 ? [] : [self[0], self[count - 1]] }

    mutating func append(_ count: Int, scale: Int) {
      switch self {
      case .scaled(var counts, scale):
        self = .exact([])
        counts.append(count)
        self = .scaled(counts, scale: scale)
      case .exact(let numbers) where numbers.isEmpty: self = .scaled([count], scale: scale)
      case .scaled, .exact: append(Rational(count, scale: scale))
      }
    }

    /// - Parameter scale: in which most numbers are whole.
    mutating func append(_ number: Rational, scale: Int) {
      if let count = number.count(of: scale) { append(count, scale: scale) } else { append(number) }
    }

    private mutating func append(_ number: Rational) {
      var numbers = all
      self = .exact([])
      numbers.append(number)
      self = .exact(numbers)
    }

    var all: [Rational] {
      switch self {
      case .scaled(let counts, let scale): counts.map { Rational($0, scale: scale) }
      case .exact(let numbers): numbers
      }
    }

    mutating func sort() {
      switch self {
      case .scaled(var counts, let scale):
        self = .exact([])
        counts.sortByCounting()
        self = .scaled(counts, scale: scale)
      case .exact(let numbers): self = .exact(numbers.sorted())
      }
    }

    /// How many are below an end, or not above it.
    func below(_ end: Endpoint, orEqual: Bool) -> Int {
      switch (self, end) {
      case (_, .negativeInfinity): return 0
      case (_, .positiveInfinity): return count
      case (.scaled(let counts, let scale), .finite(let number)):
        if let own = number.count(of: scale) {
          return orEqual ? counts.partition { $0 <= own } : counts.partition { $0 < own }
        }
        return counts.partition { Rational($0, scale: scale) < number }
      case (.exact(let numbers), .finite(let number)):
        return orEqual ? numbers.partition { $0 <= number } : numbers.partition { $0 < number }
      }
    }

    /// All added up.
    /// - Throws: ``Quantities/ArithmeticError/overflow`` for a number that gets too long.
    func sum() throws(ArithmeticError) -> Rational {
      switch self {
      case .scaled(let counts, let scale):
        var (total, isBeyond) = (0, false)
        for count in counts {
          let (next, overflows) = total.addingReportingOverflow(count)
          (total, isBeyond) = (next, isBeyond || overflows)
        }
        if !isBeyond { return Rational(total, scale: scale) }
        return try Self.exact(all).sum()
      case .exact(let numbers):
        var sum = Rational.zero
        for number in numbers { sum = try sum.adding(number) }
        return sum
      }
    }
  }
}

extension [Int] {
  /// Sorts them, by how often there is each where they lie close together.
  fileprivate mutating func sortByCounting() {
    guard let least = self.min(), let most = self.max() else { return }
    let (span, isBeyond) = most.subtractingReportingOverflow(least)
    if isBeyond || span >= count { return sort() }
    var times = [Int](repeating: 0, count: span + 1)
    for number in self { times[number - least] += 1 }
    var place = 0
    for (offset, times) in times.enumerated() where times > 0 {
      for _ in 0..<times {
        self[place] = least + offset
        place += 1
      }
    }
  }
}
