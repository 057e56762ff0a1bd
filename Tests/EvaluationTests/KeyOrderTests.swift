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

  /// As many columns as fit into one word and more, wide ones and narrow ones, with what comes first and last of all; few
  /// rows and many.
  @Test(arguments: 0..<40) func rowsComeInTheOrderOfTheirColumns(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let count = [0, 1, 2, 60, 5_000][seed % 5]
    let columns = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      let width = [0, 1, 30, 1 << 20, KeyOrder.beyond / 2 - 1].randomElement(using: &random) ?? 0
      return (0..<count).map { _ in
        switch Int.random(in: 0..<20, using: &random) {
        case 0: KeyOrder.last
        case 1: KeyOrder.beyond
        case 2: -KeyOrder.beyond
        default: Int.random(in: -width...width, using: &random)
        }
      }
    }
    func precedes(_ a: Int, _ b: Int) -> Bool {
      for column in columns where column[a] != column[b] { return column[a] < column[b] }
      return a < b
    }
    #expect(KeyOrder.order(by: columns, of: count).map { Int($0) } == (0..<count).sorted(by: precedes))
  }

  /// Keys that fit the words of a column, and others that do not: given from the beginning, added one by one, and changed.
  @Test(arguments: 0..<40) func aColumnOrdersWhateverItIsGiven(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 900)
    let denominators = [[1], [1, 10], [1, 10, 3], [7, 998_244_353, 1_000_000_007]][seed % 4]
    func end() throws -> RankingKey.Counted {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return nil
      case 1: return .negativeInfinity
      case 2: return .positiveInfinity
      default:
        let denominator = denominators.randomElement(using: &random) ?? 1
        return .finite(try Rational(Int.random(in: -40...40, using: &random), over: denominator))
      }
    }
    func ends() throws -> KeyEnds { KeyEnds(counted: try end(), best: try end(), worst: try end()) }
    var all = try (0..<50).map { _ in try ends() }
    var added = KeyColumn(scale: 10, hasEnds: true)
    for ends in all { added.append(ends) }
    added.settle()
    expectTheOrder(of: added, all)
    expectTheOrder(of: KeyColumn(all, hasEnds: true), all)
    for sheet in [3, 17, 3, 49] {
      all[sheet] = try ends()
      added.set(all[sheet], at: sheet)
    }
    added.settle()
    expectTheOrder(of: added, all)
  }

  private func expectTheOrder(of column: KeyColumn, _ all: [KeyEnds]) {
    func expect(_ words: [Int], _ ends: [RankingKey.Counted]) {
      for a in ends.indices {
        for b in ends.indices {
          let order = (words[a], words[b])
          let sign = order.0 < order.1 ? -1 : order.0 > order.1 ? 1 : 0
          #expect(sign == RankingKey.compare([ends[a]], [ends[b]]).signum())
        }
      }
    }
    expect(column.counted, all.map(\.counted))
    expect(column.best + column.worst, all.map(\.best) + all.map(\.worst))
  }
}
