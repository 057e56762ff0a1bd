import Diagnostics
import Syntax

/// A change to an outline, as a value: what `--set`, `--as-of` and an example's own parameters are.
public enum Amendment: Sendable {
  case parameter(String, Expression)
  case referenceDate(Expression)
}

extension Outline {
  /// The outline with the amendments made. Amendments of parameters it does not have are returned as unknown.
  public func amended(by amendments: [Amendment]) -> (outline: Outline, unknown: [String]) {
    var clauses = clauses
    var unknown: [String] = []
    for amendment in amendments {
      switch amendment {
      case .parameter(let name, let value):
        let place = clauses.firstIndex {
          $0.keyword == .parameter && ($0.name?.text == name || $0.alias?.text == name)
        }
        guard let place, case .parameter(let type, _) = clauses[place].body else {
          unknown.append(name)
          continue
        }
        clauses[place].body = .parameter(type: type, value: value)
      case .referenceDate(let date):
        guard let place = clauses.firstIndex(where: { $0.keyword == .standard }) else { continue }
        clauses[place].fields.removeAll { $0.keyword == .referenceDate }
        clauses[place].fields.append(
          Field(keyword: .referenceDate, body: .expression(date), range: clauses[place].range))
      }
    }
    return (Outline(file: file, clauses: clauses), unknown)
  }
}
