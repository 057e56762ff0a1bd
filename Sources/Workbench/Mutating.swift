import Analysis
import Evaluation
import Model
import Planning
import Syntax

extension Workbench.Loaded {
  /// Which small changes of the standard its examples notice; nil where it has errors. Examples that fail as it is have no
  /// say.
  ///
  /// - Parameters:
  ///   - mutations: those to be tried; all if nothing is said.
  /// - Throws: where the standard is too large for a plan.
  public func mutated(
    _ mutations: [Mutation]? = nil, passing: Set<Int>? = nil
  ) throws(PlanProblem) -> MutationResult? {
    guard let standard else { return nil }
    let passing = passing ?? Set(standard.examples.indices.filter { standard.examples[$0].passes(standard, outline) })
    let mutations = mutations ?? Mutants.all(of: outline)
    var result = MutationResult()
    for (place, mutation) in mutations.enumerated() {
      Pulse.beat(place, of: mutations.count)
      let mutant = mutation.made(to: outline)
      // What does not check is no standard, and nobody will take it for one.
      guard let changed = Checker.standard(from: mutant).standard else { continue }
      if changed.isNoticed(mutant, passing, mutation.clause) {
        result.noticed += 1
        continue
      }
      switch try Equivalence(standard, changed).verdict {
      case .equivalent: result.equivalent.append(mutation)
      case .different(let witness, let told):
        result.survivors.append(MutationResult.Survivor(mutation, changed, witness, told))
      case .undecided, .otherFacts: result.undecided.append(mutation)
      }
    }
    return result
  }
}

extension Example {
  /// Whether it comes to what it expects.
  func passes(_ standard: Standard, _ outline: Outline) -> Bool {
    guard let run = ExampleRun(self, standard, outline) else { return false }
    return expected.allSatisfy(run.isMet)
  }
}

extension Standard {
  /// Whether one of its examples fails.
  ///
  /// - Parameters:
  ///   - passing: the examples that count, by place.
  ///   - clause: whatever is expected of it is looked at first.
  fileprivate func isNoticed(_ outline: Outline, _ passing: Set<Int>, _ clause: ClauseName) -> Bool {
    let (near, far) = (passing.filter { examples.indices.contains($0) }.sorted()).reduce(into: ([Int](), [Int]())) {
      if expects(examples[$1], of: clause) { $0.0.append($1) } else { $0.1.append($1) }
    }
    return (near + far).contains { !examples[$0].passes(self, outline) }
  }

  private func expects(_ example: Example, of clause: ClauseName) -> Bool {
    example.expected.contains { expected in
      switch expected.subject {
      case .requirement(let place): ClauseName(requirements[place].kind.clause, requirements[place].id) == clause
      case .score(let path): ClauseName(key(of: path).kind, key(of: path).name) == clause
      case .determination(let place): ClauseName(.determination, determinations[place].name) == clause
      case .grade: clause.kind == .grade
      case .selection: [.selection, .ranking, .entrants].contains(clause.kind)
      case .total, .eligibility: false
      }
    }
  }
}
