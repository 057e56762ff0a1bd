import Diagnostics

extension SweepProblem {
  public func wording(_ language: Language) -> Wording { language == .zh ? chinese : english }

  private var chinese: Wording {
    switch self {
    case .notSwept(let name):
      Wording("参数“\(name)”不能逐步取值。", reason: "只有数、百分比和日期才有先后。", remedy: "用 --set 一个值一个值地试。")
    case .reversed(let from, let to):
      Wording("起点 \(from) 比终点 \(to) 大。", remedy: "把 --from 和 --to 对调。")
    case .stepNotPositive: Wording("步长必须大于零。", remedy: "例如 --step 1%。")
    case .tooManySteps:
      Wording("步数超过 \(SweepAxis.stepLimit)。", remedy: "加大 --step；变化的确切位置与步长无关。")
    case .gridTooLarge(let count):
      Wording("两个参数共有 \(count) 格，超过 \(SweepAxis.gridLimit)。", remedy: "加大其中一个的 --step。")
    case .repeatedParameter(let name): Wording("参数“\(name)”写了两次。", remedy: "--over 两次要写两个不同的参数。")
    case .tooManyParameters: Wording("--over 最多写两次。")
    case .grid: Wording("两个参数一起变时只列出各格的结果，不求变化的确切位置。", remedy: "固定一个参数（--set），单看另一个。")
    case .tooManyTurns:
      Wording("可能变化的位置超过 \(Self.turnLimit) 处，只列出各步的结果。", remedy: "缩小 --from 与 --to 之间的范围。")
    case .overflow: Wording("数字太大，变化的确切位置算不出来，只列出各步的结果。")
    case .tooManyCommunities(let count):
      Wording(
        "\(count) 家太多，变化的确切位置没有求，只列出各步的结果。",
        reason: "这个参数影响群体里比较的数值，要两两比较，最多 \(Self.cohortLimit) 家。")
    case .tooManyDays(let count):
      Wording(
        "从起点到终点有 \(count) 个整数值，逐个评判太多，只列出各步的结果。", reason: "这个参数用来推算日期，只能一个一个地看。",
        remedy: "缩小 --from 与 --to 之间的范围。")
    case .brokenBetween(let value):
      Wording("在 \(value) 处标准不成立，变化的确切位置没有求，只列出各步的结果。")
    }
  }

  private var english: Wording {
    switch self {
    case .notSwept(let name):
      Wording(
        "Parameter “\(name)” cannot be swept.", reason: "Only numbers, percentages and dates have an order.",
        remedy: "Try its values one by one with --set.")
    case .reversed(let from, let to):
      Wording("The first value, \(from), is beyond the last, \(to).", remedy: "Exchange --from and --to.")
    case .stepNotPositive: Wording("The step has to be above zero.", remedy: "For example --step 1%.")
    case .tooManySteps:
      Wording(
        "There are more than \(SweepAxis.stepLimit) steps.",
        remedy: "Use a larger --step; where the selection changes is found between steps too.")
    case .gridTooLarge(let count):
      Wording(
        "The two parameters make \(count) combinations, more than \(SweepAxis.gridLimit).",
        remedy: "Use a larger --step for one of them.")
    case .repeatedParameter(let name):
      Wording("Parameter “\(name)” is given twice.", remedy: "Name two different parameters after --over.")
    case .tooManyParameters: Wording("--over may be given twice at most.")
    case .grid:
      Wording(
        "With two parameters only the combinations are shown, not where exactly the selection changes.",
        remedy: "Fix one of them with --set and sweep the other.")
    case .tooManyTurns:
      Wording(
        "There are more than \(Self.turnLimit) places where something may change; only the steps are shown.",
        remedy: "Bring --from and --to closer together.")
    case .overflow:
      Wording("The numbers are too large to tell exactly where the selection changes; only the steps are shown.")
    case .tooManyCommunities(let count):
      Wording(
        "\(count) communities are too many to tell exactly where the selection changes; only the steps are shown.",
        reason:
          "The parameter is part of what is compared across a cohort, pair by pair, for \(Self.cohortLimit) at most.")
    case .tooManyDays(let count):
      Wording(
        "There are \(count) whole values in between, too many to judge each; only the steps are shown.",
        reason: "The parameter shifts dates, so that every value has to be looked at.",
        remedy: "Bring --from and --to closer together.")
    case .brokenBetween(let value):
      Wording(
        "At \(value) the standard is not valid; only the steps are shown, not where exactly the selection changes.")
    }
  }
}
