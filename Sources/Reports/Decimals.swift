import Quantities

/// How numbers that are read beside one another are written: with a few decimals as a rule, and with more where two
/// unequal ones would look the same.
package struct Decimals<Number: Hashable> {
  private let usual: Int
  private let text: (Number, Int) -> String
  /// Of those numbers that need more than usual.
  private var places: [Number: Int] = [:]

  /// The longest fractions there are differ within so many decimals.
  private static var limit: Int { 2 * Rational.digitLimit + 1 }

  /// - Parameters:
  ///   - usual: decimals of a number that looks like no other.
  ///   - text: a number with at most so many decimals.
  init(_ numbers: some Sequence<Number>, usual: Int, text: @escaping (Number, Int) -> String) {
    self.usual = usual
    self.text = text
    let numbers = Set(numbers)
    // Parts of those that looked the same may still do so, or look like others now.
    while case let alike = alike(numbers), !alike.isEmpty {
      for group in alike { part(group) }
    }
  }

  func text(_ number: Number) -> String { text(number, places(number)) }

  private func places(_ number: Number) -> Int { places[number] ?? usual }

  /// What the digits say, whether they are exact or not.
  private func digits(_ number: Number, _ places: Int) -> Substring { text(number, places).drop { $0 == "≈" } }

  /// Unequal numbers that look the same and can be told apart.
  private func alike(_ numbers: Set<Number>) -> [[Number]] {
    Dictionary(grouping: numbers) { digits($0, places($0)) }.values
      .filter { group in group.count > 1 && group.contains { places($0) < Self.limit } }
  }

  /// The fewest decimals with which they do not all look the same.
  private mutating func part(_ group: [Number]) {
    func isParted(_ places: Int) -> Bool { Set(group.map { digits($0, places) }).count > 1 }
    var same = group.map(places).max() ?? usual
    var parted = same + 1
    while !isParted(parted), parted < Self.limit {
      (same, parted) = (parted, min(Self.limit, parted + 2 * (parted - same)))
    }
    while parted - same > 1 {
      let middle = (same + parted) / 2
      if isParted(middle) { parted = middle } else { same = middle }
    }
    for number in group { places[number] = parted }
  }
}

extension Decimals<Rational> {
  init(_ numbers: some Sequence<Rational>, usual: Int = 2) {
    self.init(numbers, usual: usual) { $0.decimal(places: $1) }
  }
}
