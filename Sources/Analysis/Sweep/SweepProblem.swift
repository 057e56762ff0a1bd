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
  case tooManyJudgements

  /// One of each, for the golden messages.
  public static let examples: [SweepProblem] = [
    .notSwept("视频必交"), .reversed(from: "100%", to: "90%"), .stepNotPositive, .tooManySteps, .gridTooLarge(40_000),
    .repeatedParameter("名额"), .tooManyParameters, .grid, .tooManyTurns, .overflow, .tooManyCommunities(2_000),
    .tooManyDays(7_000), .brokenBetween("95.5%"), .tooManyJudgements,
  ]

  /// Places of change looked at in one sweep.
  static let turnLimit = 20_000
  /// Communities, where what is compared across cohorts depends on the parameter itself.
  static let cohortLimit = 150
  /// Judgements of one community at one value in the search for places of change.
  public static let judgementLimit = 400_000

  /// Codes `A201` to `A207` of what cannot be swept, `A211` to `A217` of why there are only the steps.
  public var message: Message {
    switch self {
    case .notSwept(let name):
      Message(
        "A201",
        zh: Wording("参数“\(name)”不能逐步取值。", reason: "只有数、百分比和日期才有先后。", remedy: "用 --set 一个值一个值地试。"),
        en: Wording(
          "Parameter “\(name)” cannot be swept.", reason: "Only numbers, percentages and dates have an order.",
          remedy: "Try its values one by one with --set."))
    case .reversed(let from, let to):
      Message(
        "A202",
        zh: Wording("起点 \(from) 比终点 \(to) 大。", remedy: "把 --from 和 --to 对调。"),
        en: Wording("The first value, \(from), is beyond the last, \(to).", remedy: "Exchange --from and --to."))
    case .stepNotPositive:
      Message(
        "A203",
        zh: Wording("步长必须大于零。", remedy: "例如 --step 1%。"),
        en: Wording("The step has to be above zero.", remedy: "For example --step 1%."))
    case .tooManySteps:
      Message(
        "A204",
        zh: Wording("步数超过 \(SweepAxis.stepLimit)。", remedy: "加大 --step；变化的确切位置与步长无关。"),
        en: Wording(
          "There are more than \(SweepAxis.stepLimit) steps.",
          remedy: "Use a larger --step; where the selection changes is found between steps too."))
    case .gridTooLarge(let count):
      Message(
        "A205",
        zh: Wording("两个参数共有 \(count) 格，超过 \(SweepAxis.gridLimit)。", remedy: "加大其中一个的 --step。"),
        en: Wording(
          "The two parameters make \(count) combinations, more than \(SweepAxis.gridLimit).",
          remedy: "Use a larger --step for one of them."))
    case .repeatedParameter(let name):
      Message(
        "A206",
        zh: Wording("参数“\(name)”写了两次。", remedy: "--over 两次要写两个不同的参数。"),
        en: Wording("Parameter “\(name)” is given twice.", remedy: "Name two different parameters after --over."))
    case .tooManyParameters:
      Message(
        "A207",
        zh: Wording("--over 最多写两次。"),
        en: Wording("--over may be given twice at most."))
    case .grid:
      Message(
        "A211",
        zh: Wording("两个参数一起变时只列出各格的结果，不求变化的确切位置。", remedy: "固定一个参数（--set），单看另一个。"),
        en: Wording(
          "With two parameters only the combinations are shown, not where exactly the selection changes.",
          remedy: "Fix one of them with --set and sweep the other."))
    case .tooManyTurns:
      Message(
        "A212",
        zh: Wording("可能变化的位置超过 \(Self.turnLimit) 处，只列出各步的结果。", remedy: "缩小 --from 与 --to 之间的范围。"),
        en: Wording(
          "There are more than \(Self.turnLimit) places where something may change; only the steps are shown.",
          remedy: "Bring --from and --to closer together."))
    case .overflow:
      Message(
        "A213",
        zh: Wording("数字太大，变化的确切位置算不出来，只列出各步的结果。"),
        en: Wording("The numbers are too large to tell exactly where the selection changes; only the steps are shown."))
    case .tooManyCommunities(let count):
      Message(
        "A214",
        zh: Wording(
          "\(count) 家太多，变化的确切位置没有求，只列出各步的结果。",
          reason: "这个参数影响群体里比较的数值，要两两比较，最多 \(Self.cohortLimit) 家。"),
        en: Wording(
          "\(count) communities are too many to tell exactly where the selection changes; only the steps are shown.",
          reason:
            "The parameter is part of what is compared across a cohort, pair by pair, for \(Self.cohortLimit) at most.")
      )
    case .tooManyDays(let count):
      Message(
        "A215",
        zh: Wording(
          "从起点到终点有 \(count) 个整数值，逐个评判太多，只列出各步的结果。", reason: "这个参数用来推算日期，只能一个一个地看。",
          remedy: "缩小 --from 与 --to 之间的范围。"),
        en: Wording(
          "There are \(count) whole values in between, too many to judge each; only the steps are shown.",
          reason: "The parameter shifts dates, so that every value has to be looked at.",
          remedy: "Bring --from and --to closer together."))
    case .brokenBetween(let value):
      Message(
        "A216",
        zh: Wording("在 \(value) 处标准不成立，变化的确切位置没有求，只列出各步的结果。"),
        en: Wording(
          "At \(value) the standard is not valid; only the steps are shown, not where exactly the selection changes."))
    case .tooManyJudgements:
      Message(
        "A217",
        zh: Wording(
          "找变化的确切位置要评判的次数太多，只列出各步的结果。", reason: "得分随这个参数不是直线变化，或者换一个值就要重新检查标准，只能一次一次地逼近。",
          remedy: "缩小 --from 与 --to 之间的范围，或者减少事实表。"),
        en: Wording(
          "Telling exactly where the selection changes takes too many judgements; only the steps are shown.",
          reason:
            "Points do not follow straight lines over the parameter, or the standard has to be checked again for each value, so that places are only approached step by step.",
          remedy: "Bring --from and --to closer together, or judge fewer sheets."))
    }
  }
}
