import Diagnostics

/// What is wrong with a sweep, or keeps it from telling exactly where the selection changes.
public enum SweepProblem: Problem, Error {
  case notSwept(String)
  case reversed(from: String, to: String)
  case stepNotPositive
  case tooManySteps
  case gridTooLarge(Int)
  case repeatedParameter(String)
  case tooManyParameters
  // Why there are only the steps:
  case grid
  case tooManyTurns
  case overflow
  case tooManyCommunities(Int)
  case tooManyDays(Int)
  case brokenBetween(String)

  /// One of each, for the golden messages.
  public static let examples: [SweepProblem] = [
    .notSwept("视频必交"), .reversed(from: "100%", to: "90%"), .stepNotPositive, .tooManySteps, .gridTooLarge(40_000),
    .repeatedParameter("名额"), .tooManyParameters, .grid, .tooManyTurns, .overflow, .tooManyCommunities(2_000),
    .tooManyDays(7_000), .brokenBetween("95.5%"),
  ]

  /// Places of change looked at in one sweep.
  static let turnLimit = 20_000
  /// Communities, where what is compared across cohorts depends on the parameter itself.
  static let cohortLimit = 150
  /// Judgements, where every whole value has to be looked at.
  static let judgementLimit = 400_000

  public var severity: Severity { .error }

  public var code: String {
    switch self {
    case .notSwept: "A201"
    case .reversed: "A202"
    case .stepNotPositive: "A203"
    case .tooManySteps: "A204"
    case .gridTooLarge: "A205"
    case .repeatedParameter: "A206"
    case .tooManyParameters: "A207"
    case .grid: "A211"
    case .tooManyTurns: "A212"
    case .overflow: "A213"
    case .tooManyCommunities: "A214"
    case .tooManyDays: "A215"
    case .brokenBetween: "A216"
    }
  }
}
