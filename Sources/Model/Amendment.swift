import Diagnostics
import Quantities
import Syntax

/// A change to an outline, as a value: what `--set`, `--as-of` and an example's own parameters are.
public enum Amendment: Sendable {
  case parameter(String, Expression)
  case referenceDate(Expression)
}

extension Amendment {
  /// Sets a parameter (nil: the reference date) to a value of its type.
  public static func set(_ parameter: String?, to value: Value, of type: ValueType) -> Amendment {
    let literal = Expression(literal: value, type: type)
    return parameter.map { .parameter($0, literal) } ?? .referenceDate(literal)
  }
}

extension Expression {
  /// The expression that states a value. It stands nowhere in a file.
  fileprivate init(literal value: Value, type: ValueType) {
    func made(_ kind: Kind) -> Expression { Expression(kind: kind, range: SourceRange(0, 0)) }
    switch (value, type) {
    case (.truth(let truth), _): self = made(.truth(truth))
    case (.date(let date), _): self = made(.date(String(date.year), String(date.month), String(date.day)))
    case (.text(let text), _): self = made(.text(text))
    case (.choice(let index), .choice(let options, _)): self = made(.text(options[index]))
    case (.number(let number), _):
      let size = made(.number("\(number.magnitude.numerator)/\(number.magnitude.denominator)", unit: Self.unit(type)))
      let signed = number.isNegative ? made(.negated(size)) : size
      let one = made(.number("1", unit: nil))
      self = type == .percentage ? made(.call(.share, [signed, one], nil)) : signed
    default: self = made(.text(value.text(as: type)))
    }
  }

  private static func unit(_ type: ValueType) -> String? {
    if case .number(let unit, _) = type, !unit.isNone { return unit.text }
    return nil
  }
}

extension Outline {
  /// The outline with the amendments made. The parameters they name must be there.
  public func amended(by amendments: [Amendment]) -> Outline {
    var clauses = clauses
    for amendment in amendments {
      switch amendment {
      case .parameter(let name, let value):
        for place in clauses.indices where clauses[place].keyword == .parameter && clauses[place].name?.text == name {
          guard case .parameter(let type, _) = clauses[place].body else { continue }
          // Shown, if it must be, at the parameter whose value it takes.
          let placed = Expression(kind: value.kind, range: clauses[place].name?.range ?? clauses[place].range)
          clauses[place].body = .parameter(type: type, value: placed)
        }
      case .referenceDate(let date):
        guard let place = clauses.firstIndex(where: { $0.keyword == .standard }) else { continue }
        clauses[place].fields.removeAll { $0.keyword == .referenceDate }
        clauses[place].fields.append(
          Field(keyword: .referenceDate, body: .expression(date), range: clauses[place].range))
      }
    }
    return Outline(file: file, clauses: clauses)
  }
}
