import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Syntax

extension Workbench.Loaded {
  /// Examples that notice what none has noticed so far, as the file would state them, one after the other; what one of
  /// them notices too gets none of its own.
  ///
  /// Each starts from the sheet on which the two standards differ, by itself or laid over an example of the file, and
  /// states as little as still shows it; it expects what the standard gives. Where no expectation can tell the two apart,
  /// as with ranks without a selection, there is none.
  public func suggestions(for survivors: [MutationResult.Survivor]) -> [String] {
    guard let standard else { return [] }
    var texts: [String] = []
    var made: [Example] = []
    var titles = Set(standard.examples.map(\.title))
    for survivor in survivors {
      if made.contains(where: { !$0.passes(survivor.standard, survivor.mutation.made(to: outline)) }) { continue }
      let drafting = Drafting(standard, survivor)
      guard let (draft, expected) = drafting.best else { continue }
      let writer = ExampleWriter(standard, Language.isChinese(file.text) ? .zh : .en)
      let title = writer.title(of: survivor.mutation, besides: titles)
      let text = writer.text(title, draft, expected)
      // What is written has to be what was meant.
      guard let example = Workbench.amended(self, by: [("示例", text)]).standard?.examples.last, example.title == title,
        example.passes(standard, outline), !example.passes(survivor.standard, survivor.mutation.made(to: outline))
      else { continue }
      titles.insert(title)
      made.append(example)
      texts.append(text)
    }
    return texts
  }
}

/// An example that is to be written.
struct ExampleDraft {
  /// From which it starts.
  var base: Example?
  var given: [Example.Given]
  var others: [Example.Others]

  /// How much there is to read.
  var size: Int { given.count + others.map { $0.given.count + 1 }.reduce(0, +) }

  fileprivate func run(_ standard: Standard, isRanked: Bool) -> ExampleRun {
    ExampleRun(
      given: (base?.given ?? []) + given, others: (base?.others ?? []) + others, standard, isRanked: isRanked)
  }
}

/// Looks for the shortest example that tells a standard from a mutant.
private struct Drafting {
  let standard: Standard
  let survivor: MutationResult.Survivor
  /// So many examples are tried as a beginning.
  private static let limit = 12
  /// So many ways of filling in what the sheet leaves open: an expectation can say that a grade is open, but not how.
  private static let fillings = 60
  /// A sheet that states no more is easier to read by itself.
  private static let short = 6

  init(_ standard: Standard, _ survivor: MutationResult.Survivor) {
    (self.standard, self.survivor) = (standard, survivor)
  }

  /// What is settled is easier to read than what is open.
  var best: (draft: ExampleDraft, expected: Example.Expected)? { best(isSettled: true) ?? best(isSettled: false) }

  private func best(isSettled: Bool) -> (draft: ExampleDraft, expected: Example.Expected)? {
    let whole = draft(survivor.witness)
    let alone = ([whole] + (0..<Self.fillings).lazy.map { filled(whole, $0) })
      .first { told($0, isSettled) != nil }.map { shortened($0, isSettled) }
    if let alone, alone.size <= Self.short, let expected = told(alone, isSettled) { return (alone, expected) }
    let bases = standard.examples.filter { !$0.title.isEmpty && $0.parameters.isEmpty && !$0.given.isEmpty }
    let laid = bases.sorted { $0.given.count > $1.given.count }.prefix(Self.limit).compactMap { base in
      let stated = Dictionary(base.given.map { ($0.fact, $0.value) }, uniquingKeysWith: { $1 })
      var draft = whole
      draft.base = base
      draft.given = draft.given.filter { stated[$0.fact] != .some($0.value) }
      return told(draft, isSettled) == nil ? nil : shortened(draft, isSettled)
    }
    let all = [alone].compactMap { $0 } + laid
    guard let draft = all.min(by: { $0.size < $1.size }), let expected = told(draft, isSettled) else { return nil }
    return (draft, expected)
  }

  private func draft(_ witness: Witness) -> ExampleDraft {
    func given(_ entries: [Witness.Entry]) -> [Example.Given] {
      entries.compactMap { entry in
        standard.fact(named: entry.name).map { Example.Given(fact: $0, value: entry.value) }
      }
    }
    let own = given(witness.entries)
    return ExampleDraft(
      given: own,
      others: witness.others.map { others in
        let different = given(others.entries)
        let alike = own.filter { fact in !different.contains { $0.fact == fact.fact } }
        return Example.Others(count: others.count, given: (alike + different).sorted { $0.fact < $1.fact })
      })
  }

  /// The sheet with what it does not state filled in, each time otherwise.
  private func filled(_ draft: ExampleDraft, _ turn: Int) -> ExampleDraft {
    let stated = Set(draft.given.filter { $0.value != nil }.map(\.fact))
    var filled = draft
    filled.given.removeAll { $0.value == nil }
    for (fact, declared) in standard.facts.enumerated() where !stated.contains(fact) {
      let values = Self.values(of: declared)
      guard !values.isEmpty else { continue }
      // The first turns take all at the one end, then at the other.
      let place = turn < values.count ? turn : (turn * 31 + fact * (turn + 7)) / 3
      filled.given.append(Example.Given(fact: fact, value: values[place % values.count]))
    }
    return filled
  }

  private static func values(of fact: Fact) -> [Value] {
    func among(_ low: Rational, _ high: Rational) -> [Value] {
      let (one, all) = (fact.type.step, high - low)
      let numbers =
        [high, low, low + all * .half, low + all * .half * .half] + (1...3).map { low + one * Rational($0) }
      return numbers.filter { low <= $0 && $0 <= high }.map {
        fact.type.isWhole ? ($0 * (one.reciprocal ?? .one)).floor * one : $0
      }
      .map(Value.number)
    }
    switch fact.type {
    case .truth: return [.truth(true), .truth(false)]
    case .choice(let options, _): return options.indices.map { .choice($0) }
    case .choices(let options): return [.choices((1 << UInt64(options.count)) - 1), .choices(0)]
    case .percentage: return among(fact.lower?.number ?? .zero, fact.upper?.number ?? .one)
    case .number:
      return among(fact.lower?.number ?? .zero, fact.upper?.number ?? fact.type.step * Rational(10))
    case .date, .text, .records: return []
    }
  }

  /// The first expectation that the standard meets and the mutant does not; only one of what is settled, if so wanted.
  private func told(_ draft: ExampleDraft, _ isSettled: Bool) -> Example.Expected? {
    func told(isRanked: Bool) -> Example.Expected? {
      let (own, other) = (draft.run(standard, isRanked: isRanked), draft.run(survivor.standard, isRanked: isRanked))
      return own.expectations.first {
        $0.isOfSelection == isRanked && (!isSettled || $0.isSettled) && own.isMet($0) && !other.isMet($0)
      }
    }
    return told(isRanked: false) ?? (standard.selection == nil ? nil : told(isRanked: true))
  }

  /// Without what is not needed, a half at a time, then a quarter, down to single facts.
  private func shortened(_ draft: ExampleDraft, _ isSettled: Bool) -> ExampleDraft {
    var draft = draft
    draft.given = shortened(draft.given) { given in
      var shorter = draft
      shorter.given = given
      return told(shorter, isSettled) != nil
    }
    draft.others = shortened(draft.others) { others in
      var shorter = draft
      shorter.others = others
      return told(shorter, isSettled) != nil
    }
    for place in draft.others.indices {
      let count = draft.others[place].count
      draft.others[place] = Example.Others(
        count: count,
        given: shortened(draft.others[place].given) { given in
          var shorter = draft
          shorter.others[place] = Example.Others(count: count, given: given)
          return told(shorter, isSettled) != nil
        })
    }
    return draft
  }

  private func shortened<Element>(_ list: [Element], _ isEnough: ([Element]) -> Bool) -> [Element] {
    var list = list
    var size = list.count
    while size > 0 {
      var start = 0
      while start < list.count {
        var shorter = list
        shorter.removeSubrange(start..<min(start + size, list.count))
        if isEnough(shorter) { list = shorter } else { start += size }
      }
      size = size == 1 ? 0 : (size + 1) / 2
    }
    return list
  }
}
