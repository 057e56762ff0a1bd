import Model
import Quantities
import TestSupport
import Testing

@testable import Evaluation

@Suite struct KeyOrderTests {
  /// Fractions that have a scale in common, those that have none in a machine word, ends that are not there, and gaps.
  @Test(arguments: 0..<60) func placesAreInTheOrderOfTheKeys(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let denominators = seed % 3 == 0 ? [1, 10, 400] : [7, 1_000_003, 998_244_353, 1_000_000_007]
    let keys = (0..<40).map { _ in
      (0..<(1 + seed % 3)).map { _ -> RankingKey.Counted in
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return nil
        case 1: return .negativeInfinity
        case 2: return .positiveInfinity
        default:
          let denominator = denominators[Int.random(in: 0..<denominators.count, using: &random)]
          return (try? Rational(Int.random(in: -3...3, using: &random), over: denominator)).map(Endpoint.finite)
        }
      }
    }
    let places = KeyOrder.places(of: keys)
    #expect(Set(places) == Set(0..<Set(keys).count))
    for a in keys.indices {
      for b in keys.indices {
        #expect((places[a] - places[b]).signum() == RankingKey.compare(keys[a], keys[b]).signum())
      }
    }
  }

  @Test func nothingToOrderBy() {
    #expect(KeyOrder.places(of: []).isEmpty)
    #expect(KeyOrder.places(of: [[], []]) == [0, 0])
  }
}
