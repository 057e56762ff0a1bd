import Model
import Planning
import Quantities

/// What formulas about results can see of a sheet's scores, at some moment while it is judged.
public struct Scores: Sendable {
  let standard: Standard
  var requirementResults: [RequirementResult] = []
  var categoryResults: [CategoryResult] = []
  var adjustmentResults: [ScoreResult] = []
  var total = Interval.zero
  /// Whether formulas find a total.
  var hasTotal = true
  var eligible = Truth.unknown

  /// Before anything is known.
  init(_ standard: Standard) {
    self.standard = standard
    let waiting = RequirementResult(verdict: .unverified, passes: .unknown, missing: [], error: nil)
    requirementResults = Array(repeating: waiting, count: standard.requirements.count)
  }

  /// What formulas about results see of a sheet that has been judged.
  init(_ result: SheetResult, of standard: Standard) {
    self.standard = standard
    requirementResults = result.requirements
    categoryResults = result.categories
    adjustmentResults = result.adjustments
    total = result.total.points ?? .all
    hasTotal = result.total != .unscored
    eligible = result.eligible
  }

  /// Whether there is a total in the end, as far as that is known.
  var isScored: Truth { standard.isScored(requirementResults) }

  func value(_ path: ResultPath, _ column: ResultColumn) -> Computed {
    switch path {
    case .category(let index): return categoryResults[index].level.value(column)
    case .group(let index, let group): return categoryResults[index].groups[group].value(column)
    case .item(let index, let item):
      return categoryResults[index].items[item].value(column, standard.categories[index].items[item].scoring.baseline)
    case .adjustment(let index):
      let takes = column == .lost && standard.adjustments[index].kind == .deduction
      return adjustmentResults[index].value(takes ? .score : column, nil)
    }
  }

  /// The rows of items that apply: all, or those of a category or group.
  func items(_ path: ResultPath?) -> [Evaluator.Row] {
    var rows: [Evaluator.Row] = []
    for (index, category) in categoryResults.enumerated() {
      for (place, item) in category.items.enumerated() where item.applies != .no {
        switch path {
        case .category(let wanted)? where wanted != index: continue
        case .group(let wanted, let group)?
        where wanted != index || standard.categories[index].items[place].group != group:
          continue
        case .category, .group, .item, .adjustment, nil:
          rows.append(item.row(standard.categories[index].items[place].scoring.baseline))
        }
      }
    }
    return rows
  }

  var categories: [Evaluator.Row] {
    categoryResults.filter { $0.applicable != .no }.map(\.level.row)
  }

  func requirements(_ kind: Requirement.Kind) -> [Evaluator.Row] {
    zip(standard.requirements, requirementResults).filter { $0.0.kind == kind }.map { _, result in
      let met: Truth =
        switch result.verdict {
        case .unmet: .no
        // What may not apply counts as met then.
        case .unverified: result.passes == .yes ? .yes : .unknown
        case .failed: .unknown
        case .met, .partlyMet, .inapplicable: .yes
        }
      return Evaluator.Row(cells: [.unknown, .unknown, .unknown, Computed(met), .unknown])
    }
  }
}

private func columns(
  _ points: Interval, _ rate: Interval?, _ full: Interval?, _ met: Truth, _ lost: Interval?
) -> [Computed] {
  func computed(_ interval: Interval?) -> Computed { interval.map { Computed.between($0).settled } ?? .unknown }
  return [computed(points), computed(rate), computed(full), Computed(met), computed(lost)]
}

extension ScoreResult {
  /// - Parameter baseline: see ``Model/Scoring/baseline``.
  fileprivate func value(_ column: ResultColumn, _ baseline: Rational?) -> Computed {
    columns(points, rate, full, applies.and(isMet), lost(baseline))[column.rawValue]
  }

  /// Where it applies.
  fileprivate func row(_ baseline: Rational?) -> Evaluator.Row {
    let lost = full.map { Self.lost(applied, of: $0, baseline) }
    return Evaluator.Row(cells: columns(applied, appliedRate, full, isMet, lost), isThere: applies)
  }

  /// What is missing to the full points, or to a stated share of them; nil where there are none.
  ///
  /// - Parameter baseline: see ``Model/Scoring/baseline``.
  func lost(_ baseline: Rational?) -> Interval? { full.map { Self.lost(points, of: $0, baseline) } }

  private static func lost(_ points: Interval, of full: Interval, _ baseline: Rational?) -> Interval {
    guard let baseline else { return full + points.negated }
    // Beyond all counting it is unknown, as it is in a plan.
    guard let wanted = try? full.multiplied(by: Interval(baseline)) else { return .all }
    return (wanted + points.negated).floored(at: .zero)
  }

  /// Whether it has all its points where it applies.
  private var isMet: Truth { verdict.hasFullPoints(share: appliedRate) }
}

extension LevelResult {
  fileprivate func value(_ column: ResultColumn) -> Computed {
    columns(points, rate, full, .unknown, full.map { $0 + points.negated })[column.rawValue]
  }

  fileprivate var row: Evaluator.Row {
    Evaluator.Row(
      cells: columns(applied, appliedRate, full, .unknown, full.map { $0 + applied.negated }), isThere: applicable)
  }
}
