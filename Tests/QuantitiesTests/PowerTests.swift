import Quantities
import Testing

/// Whole powers, exact, of numbers and of ranges.
@Suite struct PowerTests {
  private static func number(_ text: String) throws -> Rational {
    let number = try #require(try Rational.parse(decimal: text.drop { $0 == "-" }))
    return text.hasPrefix("-") ? number.negated : number
  }

  @Test(arguments: [
    ("2", 0, "1"), ("0", 0, "1"), ("0", 3, "0"), ("1.1", 3, "1.331"), ("-2", 5, "-32"), ("-0.5", 2, "0.25"),
  ])
  func ofNumbers(_ base: String, _ exponent: Int, _ result: String) throws {
    #expect(try Self.number(base).power(exponent) == Self.number(result))
  }

  /// Held against every quarter of the range; ends are left out where they are only approached.
  @Test(arguments: 0...5) func ofRanges(_ exponent: Int) throws {
    let quarters = (-8...8).map { Rational($0) * .half * .half }
    for low in quarters {
      for high in quarters where low < high {
        for (lowIsOpen, highIsOpen) in [(false, false), (true, false), (false, true), (true, true)] {
          let range = try #require(
            Interval(from: .finite(low), open: lowIsOpen, to: .finite(high), open: highIsOpen))
          let power = try range.power(exponent)
          // Quarters of quarters come near to every end.
          let inside = quarters.filter { $0 > low && $0 < high } + (lowIsOpen ? [] : [low]) + (highIsOpen ? [] : [high])
          let values = try inside.map { try $0.power(exponent) }
          let ends = try [low, high].map { try $0.power(exponent) }
          for value in values {
            #expect(.finite(value) >= power.least && .finite(value) <= power.most)
            #expect(!(power.leastIsOpen && .finite(value) == power.least), "\(low) \(high) \(exponent)")
            #expect(!(power.mostIsOpen && .finite(value) == power.most), "\(low) \(high) \(exponent)")
          }
          let isThroughZero = exponent > 0 && low <= .zero && high >= .zero
          let least = (ends + (isThroughZero ? [.zero] : [])).min()
          #expect(power.least == least.map { .finite($0) })
          #expect(power.most == ends.max().map { .finite($0) })
        }
      }
    }
  }

  @Test func withoutEnds() throws {
    let all = Interval.all
    #expect(try all.power(2) == Interval(.zero, .positiveInfinity))
    #expect(try all.power(3) == all)
    #expect(try all.power(0).exact == .one)
    #expect(throws: ArithmeticError.overflow) { try Rational(10).power(100).power(100).power(100) }
  }
}
