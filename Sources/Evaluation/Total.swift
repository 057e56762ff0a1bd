import Model
import Planning
import Quantities

/// What a sheet comes to in all. That there is no total is a state of its own: neither unknown nor zero.
public enum Total: Hashable, Sendable {
  /// With both ends; one number once nothing is open.
  case scored(Interval)
  /// What it would be, while it is open whether there is a total.
  case open(Interval)
  /// 不计分: there is none.
  case unscored

  init(_ points: Interval, scored: Truth) {
    self =
      switch scored {
      case .yes: .scored(points)
      case .unknown: .open(points)
      case .no: .unscored
      }
  }

  /// Whether there is one.
  public var isScored: Truth {
    switch self {
    case .scored: .yes
    case .open: .unknown
    case .unscored: .no
    }
  }

  /// What it is, or would be; nil where there is none.
  public var points: Interval? {
    switch self {
    case .scored(let points), .open(let points): points
    case .unscored: nil
    }
  }

  /// The number, once nothing is open; nil where there is none.
  public var exact: Rational? {
    if case .scored(let points) = self { points.exact } else { nil }
  }

  /// Whether nothing is open about it.
  public var isSettled: Bool { self == .unscored || exact != nil }

  /// As decimals or fractions, by which standards are held against one another.
  public var exactText: String {
    switch self {
    case .scored(let points): points.exactText
    case .open(let points): points.exactText + " or not scored"
    case .unscored: "not scored"
    }
  }

  /// The least it may come to, by which it counts among others; below them all where there is none.
  public var least: Endpoint { points?.least ?? .negativeInfinity }
}

extension Standard {
  /// Whether there is a total, as far as that is known.
  ///
  /// - Parameter results: of all gates, requirements, advisory checks and vetoes, in their order.
  func isScored(_ results: [RequirementResult]) -> Truth {
    unscoring(results).reduce(.yes) { $0.and($1.passes) }
  }

  /// What it waits for whether there is a total; see ``isScored(_:)``.
  func missingForTotal(_ results: [RequirementResult]) -> Set<Missing> {
    unscoring(results).filter { $0.passes == .unknown }.reduce(into: []) { $0.formUnion($1.missing) }
  }

  private func unscoring(_ results: [RequirementResult]) -> [RequirementResult] {
    zip(requirements, results).filter(\.0.leavesUnscored).map(\.1)
  }
}
