import Diagnostics
import Syntax

/// Why a question about weights has no answer.
public enum SensitivityProblem: Problem, Error {
  case noSelection
  case quotaOpen
  case totalUnlimited
  /// A clause that works on the running total in its own way.
  case adjustment(String)
  /// A clause that depends on points, which re-weighing changes.
  case dependsOnPoints(ClauseKind, String)
  /// Nobody is eligible for certain.
  case nobody
  /// The total of a community is not the weighted sum of its categories.
  case notFollowed(String)
  case tooMuch(communities: Int, draws: Int)
  case overflow
  /// Why the limits of the weights cannot be told, though the draws can.
  case totalRounded
  case inapplicable(category: String, community: String)
  case tooManySteps(category: String)

  /// One of each, for the golden messages.
  public static let examples: [SensitivityProblem] = [
    .noSelection, .quotaOpen, .totalUnlimited, .adjustment("系数"), .dependsOnPoints(.bonus, "红榜"), .nobody,
    .notFollowed("甲园"), .tooMuch(communities: 6_000, draws: 10_000), .overflow, .totalRounded,
    .inapplicable(category: "业主组织", community: "甲园"), .tooManySteps(category: "业主组织"),
  ]

  /// Communities that are compared in draws, and communities times draws.
  public static let communityLimit = 5_000
  public static let workLimit = 200_000_000

  public var severity: Severity { .error }

  public var code: String {
    switch self {
    case .noSelection: "A101"
    case .quotaOpen: "A102"
    case .totalUnlimited: "A103"
    case .adjustment: "A104"
    case .dependsOnPoints: "A105"
    case .nobody: "A106"
    case .notFollowed: "A107"
    case .tooMuch: "A108"
    case .overflow: "A109"
    case .totalRounded: "A111"
    case .inapplicable: "A112"
    case .tooManySteps: "A113"
    }
  }
}
