import Model
import Planning
import Quantities

/// The grades still possible for a sheet, and what they wait for if there are several.
struct Graded {
  let grades: [Int?]
  let missing: [Missing]
}

extension Ranking {
  /// Gives the grades that have no more than so many places: Grammar.md, section 7. Each goes as 推荐 does, one after the
  /// other, to those who are eligible, fulfil its condition and have none that is tried before it.
  ///
  /// - Parameters:
  ///   - results: in the order of the report.
  ///   - graded: the grades of a sheet, once it is known whether it is within the places of some.
  func grade(_ results: inout [SheetResult], _ graded: (SheetResult, [Int: Truth]) -> Graded) {
    // Who has no grade in any case wants none.
    guard standard.hasGradePlaces, results.contains(where: { !$0.grades.isEmpty }) else { return }
    var admitted = [[Int: Truth]](repeating: [:], count: results.count)
    for (grade, stated) in standard.grades.enumerated() {
      guard let places = stated.places else { continue }
      for index in results.indices {
        admitted[index][grade] = .no
        if results[index].entrant != .no { results[index].gradePlaces[grade] = .no }
      }
      let wanting = contenders.map { index -> Truth in
        var inside = admitted[index]
        inside[grade] = .yes
        let possible = graded(results[index], inside).grades
        let fits: Truth = !possible.contains(grade) ? .no : possible.count == 1 ? .yes : .unknown
        return results[index].eligible.and(fits)
      }
      for (index, status) in zip(contenders, statuses(places, selectable: wanting)) {
        admitted[index][grade] = status == .yes ? .yes : status == .no ? .no : .unknown
        results[index].gradePlaces[grade] = status
      }
    }
    for index in results.indices {
      let found = graded(results[index], admitted[index])
      results[index].grades = found.grades
      var parts = results[index].parts.value
      parts.open[.grade] = found.grades.count > 1 && !found.missing.isEmpty ? found.missing : nil
      // Of the quotas themselves it waits for parameters.
      let unset = results[index].gradePlaces.filter { $0.value == .open }.keys.sorted().flatMap {
        standard.grades[$0].places?.missing ?? []
      }
      if !unset.isEmpty { parts.open[.grade, default: []] += unset.map(Missing.parameter) }
      results[index].parts = LazyParts(parts)
    }
  }
}
