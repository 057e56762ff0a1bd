import Model
import Quantities

/// Other sheets beside one that is compared with them: better and worse in whatever is compared.
struct Companions {
  private let standard: Standard
  /// Numbers and dates that are compared, with values as far apart as their limits allow.
  private let compared: [(fact: Int, ends: [Value])]
  private let entities: Set<Int>

  /// Of compared numbers no more than so many are moved apart from one another.
  private static let limit = 4

  init(_ standard: Standard) {
    self.standard = standard
    var facts: Set<Int> = []
    standard.walk(standard.cohortUses.map(\.formula)) { part in
      if case .fact(let fact) = part.kind, standard.facts[fact].type.isOnLine { facts.insert(fact) }
      return true
    }
    compared = facts.sorted().prefix(Self.limit).map { fact in
      let declared = standard.facts[fact]
      let low = declared.lower ?? Sampler.value(declared.type == .date ? Rational(700_000) : .zero, declared.type)
      let high =
        declared.upper ?? Sampler.value(declared.type == .date ? Rational(760_000) : Rational(1_000_000), declared.type)
      return (fact, [low, high].compactMap { $0 })
    }
    entities = Set(standard.cohorts.compactMap(\.counting))
  }

  /// A sheet alone, then beside so many others that are all like it but for what is compared.
  ///
  /// - Parameters:
  ///   - counts: how many others there are.
  ///   - opposed: how many of them lie on the other side.
  func trials(_ facts: [Int: Value?], counts: [Int], opposed: [Int] = [0]) -> [Trial] {
    var trials = [Trial(facts)]
    if compared.isEmpty { return trials }
    for count in counts {
      for few in opposed where few < count {
        for choice in 0..<(1 << compared.count) {
          var trial = Trial(facts)
          // Each entity counts once.
          let groups = entities.isEmpty ? [(count - few, false), (few, true)] : (0..<count).map { (1, $0 < few) }
          trial.others = groups.enumerated().filter { $0.element.0 > 0 }.map { place, group in
            (group.0, others(facts, group.1 ? ~choice : choice, entity: place))
          }
          trials.append(trial)
        }
      }
    }
    return trials
  }

  private func others(_ facts: [Int: Value?], _ choice: Int, entity: Int) -> [Int: Value?] {
    var others = facts
    for (place, (fact, ends)) in compared.enumerated() {
      others[fact] = .some(choice & (1 << place) == 0 ? ends.first : ends.last)
    }
    for fact in entities { others[fact] = .some(.text("乙\(entity + 1)")) }
    return others
  }
}
