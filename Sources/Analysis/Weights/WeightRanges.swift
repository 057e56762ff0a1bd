import Evaluation
import Quantities

/// How far the weight of one category may move, the others rescaled in proportion, before the selection changes.
public struct WeightRange: Sendable {
  /// Place of the category in the standard.
  public let category: Int
  /// Its share of the total as the standard states it.
  public let weight: Rational
  /// Nil where nothing changes however far it moves.
  public let down: Tipping?
  public let up: Tipping?

  /// Where and how the selection changes.
  public struct Tipping: Sendable {
    public let weight: Rational
    /// Whether it is different at this weight already, not only just beyond.
    public let isAtValue: Bool
    public let enters: [String]
    public let leaves: [String]
    /// Level at the edge of the quota, where before nobody or others were.
    public let ties: [String]
    /// Tied before, and out now.
    public let dropped: [String]
  }
}

extension Reweighing {
  /// One range for each category that has a weight.
  func weightRanges(_ places: Places) throws(SensitivityProblem) -> [WeightRange] {
    if outcome.standard.rounding != nil { throw .totalRounded }
    for competitor in competitors {
      if let category = competitor.rates.firstIndex(of: nil) {
        throw .inapplicable(category: outcome.standard.categories[category].name, community: competitor.name)
      }
    }
    var ranges: [WeightRange] = []
    for (category, weight) in weights.enumerated() where !weight.isZero {
      if weight == .one {
        ranges.append(WeightRange(category: category, weight: weight, down: nil, up: nil))
        continue
      }
      do throws(LinearContest.Failure) {
        ranges.append(try range(category, weight, places))
      } catch {
        switch error {
        case .arithmetic: throw .overflow
        case .tooManySteps: throw .tooManySteps(category: outcome.standard.categories[category].name)
        }
      }
    }
    return ranges
  }

  private func range(
    _ category: Int, _ weight: Rational, _ places: Places
  ) throws(LinearContest.Failure) -> WeightRange {
    var values: [Rational] = []
    var up: [Rational] = []
    let room: Rational
    do throws(ArithmeticError) {
      room = try Rational.one.subtracting(weight)
      for competitor in competitors {
        let value = try competitor.total(weights, of: total)
        values.append(value)
        // The total moves from this category's rate to that of all others together.
        let own = try (competitor.rates[category] ?? .zero).multiplied(by: total)
        let points = try value.subtracting(competitor.extra)
        up.append(try own.subtracting(points).divided(by: room))
      }
    } catch {
      throw .arithmetic
    }
    var rising = LinearContest(self, values: values, slopes: up, places)
    var falling = LinearContest(self, values: values, slopes: up.map(\.negated), places)
    let base: [Places.Place]
    do throws(ArithmeticError) { base = try rising.places(at: .zero) } catch { throw .arithmetic }
    let higher = try rising.firstChange(before: room)
    let lower = try falling.firstChange(before: weight)
    return WeightRange(
      category: category, weight: weight,
      down: try lower.map { change throws(LinearContest.Failure) in try tipping(change, base, from: weight, -1) },
      up: try higher.map { change throws(LinearContest.Failure) in try tipping(change, base, from: weight, 1) })
  }

  private func tipping(
    _ change: LinearContest.Change, _ base: [Places.Place], from weight: Rational, _ sign: Int
  ) throws(LinearContest.Failure) -> WeightRange.Tipping {
    func names(_ isChosen: (_ before: Places.Place, _ after: Places.Place) -> Bool) -> [String] {
      competitors.indices.filter { isChosen(base[$0], change.places[$0]) }.map { competitors[$0].name }
    }
    guard let value = try? sign > 0 ? weight.adding(change.distance) : weight.subtracting(change.distance) else {
      throw .arithmetic
    }
    return WeightRange.Tipping(
      weight: value, isAtValue: change.isAtValue, enters: names { $0 != .yes && $1 == .yes },
      leaves: names { $0 == .yes && $1 != .yes },
      ties: names { $0 != $1 && $1.isUndecided }, dropped: names { $0.isUndecided && $1 == .no })
  }
}
