import Quantities

/// 工作量: what it takes to change a fact, beside what it takes to change others.
public struct Effort: Hashable, Comparable, Sendable {
  /// Hundredths, so that sums are exact and never too large.
  public let hundredths: Int

  /// What costs nothing.
  public static let zero = Effort(hundredths: 0)
  /// Of a fact of which nothing is said.
  public static let one = Effort(hundredths: 100)
  /// More cannot be stated of one fact.
  public static let most = 10_000

  /// - Parameter hundredths: not below zero.
  public init(hundredths: Int) { self.hundredths = hundredths }

  /// Nil for what is below zero, above ``most`` or finer than hundredths.
  init?(_ value: Rational) {
    guard value >= .zero, value <= Rational(Self.most), value.isExact(places: 2),
      let hundredths = try? value.multiplied(by: Rational(100))
    else { return nil }
    self.hundredths = Int(clamping: hundredths)
  }

  /// As it is written.
  public var amount: Rational { (try? Rational(hundredths, over: 100)) ?? .zero }

  /// Both together.
  public static func + (left: Effort, right: Effort) -> Effort {
    Effort(hundredths: left.hundredths + right.hundredths)
  }

  /// What is left of the first.
  public static func - (left: Effort, right: Effort) -> Effort {
    Effort(hundredths: left.hundredths - right.hundredths)
  }

  /// Which takes less.
  public static func < (left: Effort, right: Effort) -> Bool { left.hundredths < right.hundredths }
}

extension Effort {
  /// The largest of which all are multiples.
  public static func commonUnit(_ efforts: [Effort]) -> Effort {
    var unit = 0
    for effort in efforts {
      var (a, b) = (unit, effort.hundredths)
      while b != 0 { (a, b) = (b, a % b) }
      unit = a
    }
    return unit == 0 ? .one : Effort(hundredths: unit)
  }

  /// A multiple of this of which about so many come to an amount; at least this itself.
  public func stepped(upTo amount: Effort, in count: Int) -> Effort {
    Effort(hundredths: max(1, amount.hundredths / (hundredths * count)) * hundredths)
  }
}

extension Sequence<Effort> {
  /// All of them together.
  public var sum: Effort { reduce(.zero, +) }
}

extension Standard {
  /// Whether the file says of any fact what it takes to change it.
  public var statesEffort: Bool { facts.contains { $0.statedEffort != nil } }
}

extension Fact {
  /// What it takes to change it.
  public var effort: Effort { statedEffort ?? .one }
}
