import Model
import Quantities
import Sheets

extension Standard {
  /// Numbers for the groups that some sheets belong to, from zero on; nil where that is not known.
  func groupNumbers(_ facts: [Int], of sheets: [Int], in table: Table) -> [Int?] {
    var numbers = [Int?](repeating: 0, count: sheets.count)
    for (place, fact) in facts.enumerated() {
      let own = valueNumbers(fact, of: sheets, in: table)
      if place == 0 {
        numbers = own
        continue
      }
      var pairs: [SIMD2<Int>: Int] = [:]
      for index in numbers.indices {
        guard let first = numbers[index], let second = own[index] else {
          numbers[index] = nil
          continue
        }
        let pair = SIMD2(first, second)
        let number = pairs[pair] ?? pairs.count
        pairs[pair] = number
        numbers[index] = number
      }
    }
    return numbers
  }

  /// A number for the value that each of some sheets states of a fact, the same for equal values.
  private func valueNumbers(_ fact: Int, of sheets: [Int], in table: Table) -> [Int?] {
    var numbers: [Value: Int] = [:]
    func number(of sheet: Int) -> Int? {
      guard let value = stated(fact, by: table.sheets[sheet]).value else { return nil }
      let number = numbers[value] ?? numbers.count
      numbers[value] = number
      return number
    }
    guard table.sheets.areNamedByColumns else { return sheets.map { number(of: $0) } }
    let words = table.sheets.column(fact, of: table.schema).words
    var known: [Int: Int] = [:]
    return sheets.map { sheet in
      guard case .number(let word) = words[sheet] else { return number(of: sheet) }
      if let number = known[word] { return number }
      let found = number(of: sheet)
      known[word] = found
      return found
    }
  }
}
