import Evaluation
import Model
import Quantities

/// What makes a community not eligible, in words.
package struct Obstacles {
  private let standard: Standard
  private let labels: Labels

  package init(_ standard: Standard, _ labels: Labels) {
    self.standard = standard
    self.labels = labels
  }

  /// Requirements not met and minima not reached, in the order of the standard.
  package func of(_ result: SheetResult) -> [String] {
    var reasons: [String] = []
    for (requirement, found) in zip(standard.requirements, result.requirements) where requirement.kind.bearing != .none
    {
      if found.verdict == (requirement.kind.bearing == .barring ? .met : .unmet) {
        reasons.append(
          labels.name(requirement) + " " + requirement.title
            + (requirement.leavesUnscored ? labels.say("（不计分）", " (not scored)") : ""))
      }
    }
    for (category, found) in zip(standard.categories, result.categories) {
      if found.minimum == .no { reasons.append(belowMinimum(category.name)) }
      for (group, score) in zip(category.groups, found.groups) where score.minimum == .no {
        reasons.append(belowMinimum("\(category.name).\(group.name)"))
      }
      for (item, score) in zip(category.items, found.items) where score.minimum == .no {
        reasons.append(belowMinimum("\(category.name).\(item.id)"))
      }
    }
    return reasons
  }

  private func belowMinimum(_ name: String) -> String { name + labels.say("低于最低分", " below its minimum") }
}
