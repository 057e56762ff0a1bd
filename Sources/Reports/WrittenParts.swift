import Evaluation
import Model
import Quantities
import Sheets

/// Parts of results as they have been written, each once: among many results most parts are as in others.
final class WrittenParts {
  struct Requirement: Hashable {
    let index: Int
    let result: RequirementResult
  }

  struct Score: Hashable {
    let path: ResultPath
    let verdict: Verdict
    let points: Interval
    let full: Interval?
    let missing: [Missing]
    let error: ArithmeticError?
  }

  struct Points: Hashable {
    let points: Interval
    let indent: Int
  }

  let requirements = Known<Requirement>()
  let scores = Known<Score>()
  let points = Known<Points>()
  let lost = Known<LostPoints>()
  let inputs = Known<MissingInput>()

  /// The parts of one kind, each found by all that its text tells.
  final class Known<Key: Hashable> {
    private var values: [Key: JSONValue] = [:]

    /// So many are remembered at a time.
    private static var most: Int { 1 << 14 }

    /// - Parameter indent: how deep it stands.
    fileprivate func value(_ key: Key, indent: Int, _ make: () -> JSONValue) -> JSONValue {
      if let value = values[key] { return value }
      let value = make().written(indent: indent)
      if values.count == Self.most { values = [:] }
      values[key] = value
      return value
    }
  }

  /// A part as it has been written before.
  ///
  /// - Parameter known: nil where none are remembered: then it is made, and not written yet.
  static func value<Key>(_ key: Key, _ known: Known<Key>?, indent: Int, _ make: () -> JSONValue) -> JSONValue {
    known?.value(key, indent: indent, make) ?? make()
  }
}
