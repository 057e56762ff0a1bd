import TestSupport
import Testing

/// The ways in which a standard can use a parameter.
struct SweepUse: Sendable, CustomTestStringConvertible {
  let name: String
  let parameter: String
  let clauses: String
  let from: String
  let to: String
  let step: String
  /// A field of 标准, or of the fact 甲率.
  var header = ""
  var fact = ""
  var categories = """
    类别 一 分值 60%
    指标 1 “甲”
    得分 甲率
    类别 二 分值 40%
    指标 1 “乙”
    得分 乙率
    """

  var testDescription: String { name }

  private static let weighted = """
    类别 一 分值 界
    指标 1 “甲”
    得分 甲率
    类别 二
    指标 1 “乙”
    得分 乙率
    """

  private static func points(_ scoring: String) -> String {
    "类别 一 分值 60%\n指标 1 “甲”\n\(scoring)\n类别 二 分值 40%\n指标 1 “乙”\n得分 乙率"
  }

  private static func gate(
    _ name: String, _ parameter: String, _ condition: String, _ from: String, _ to: String, _ step: String
  ) -> SweepUse {
    SweepUse(
      name: name, parameter: parameter, clauses: "原则 1 “门槛”\n条件 \(condition)\n推荐 前 3", from: from, to: to, step: step)
  }

  static let all: [SweepUse] = [
    gate("threshold", "50%", "甲率 不低于 界", "0%", "100%", "10%"),
    gate("above", "50%", "甲率 高于 界", "0%", "100%", "10%"),
    gate("interval", "50%", "甲率 属于 [界，80%）", "20%", "100%", "20%"),
    gate("others", "50%", "甲率 属于 [外界，外界 + 1%]\n参数 外界 界 + 10%", "0%", "100%", "50%"),
    gate("equality", "40%", "甲率 = 界 或 乙率 不低于 界", "0%", "100%", "20%"),
    gate("list", "40%", "甲率 不属于 {界，60%}", "0%", "100%", "20%"),
    gate("arithmetic", "10%", "甲率 - 界 - 界 不低于 乙率 - 30%", "0%", "60%", "20%"),
    gate("larger", "50%", "较大者（甲率，界） 不高于 较小者（70%，界 + 10%）", "0%", "100%", "20%"),
    gate("absolute", "50%", "绝对值（甲率 - 界） 不高于 20%", "0%", "100%", "20%"),
    gate("rounded", "50%", "四舍五入（甲率 + 界，20%） 不低于 80%", "0%", "100%", "20%"),
    gate("quotient", "50%", "甲率 / 界 不低于 1.5", "10%", "100%", "30%"),
    gate("condition", "50%", "若 次数 多于 1 次 则 甲率 不低于 界 否则 乙率 不低于 界", "0%", "100%", "20%"),
    gate("whole", "2 次", "次数 不超过 界", "0 次", "4 次", "1 次"),
    gate("integer", "整数 次 2 次", "次数 * 2 不超过 界", "0 次", "9 次", "1 次"),
    gate("window", "6 个月", "日期 不早于 基准日 - 界", "0 个月", "24 个月", "4 个月"),
    gate("years", "数量 年 1 年", "日期 不早于 基准日 - 界", "0.5", "2", "0.5"),
    gate("whole years", "整数 年 1 年", "日期 不早于 基准日 - 界", "0", "4", "1年"),
    gate("whole weeks", "整数 周 20 周", "日期 不早于 基准日 - 界", "0", "84天", "4"),
    gate("deadline", "2025年3月1日", "日期 不晚于 界", "2024年6月1日", "2025年12月31日", "2个月"),
    gate("date and months", "2025年3月1日", "日期 不早于 界 - 1个月", "2025年1月1日", "2025年6月30日", "7天"),
    gate("rows", "500 元", "计数 罚款 其中（金额 高于 界） 少于 1 次", "0 元", "1000 元", "100 元"),
    SweepUse(
      name: "thousands", parameter: "0.5 千元",
      clauses: "单位 千元 = 1000 元\n原则 1 “门槛”\n条件 合计 罚款.金额 不高于 界\n推荐 前 3", from: "0", to: "1500元", step: "0.3"),
    gate("number of rows", "2 次", "计数 罚款 其中（金额 高于 300 元） 少于 界", "0 次", "4 次", "1 次"),
    gate("exact number of rows", "2 次", "计数 罚款 其中（金额 高于 300 元） 不等于 界", "0 次", "4 次", "1 次"),
    gate("definition", "50%", "和 不低于 界 且 甲率 高于 10%\n定义 和 为 甲率 + 乙率", "0%", "200%", "25%"),
    gate("definition twice", "50%", "和 不低于 界 或 和 低于 30%\n定义 和 为 甲率 + 乙率", "0%", "200%", "25%"),
    gate(
      "definition by cases", "50%", "率 不低于 界 或 次数 多于 2 次\n定义 率 为 若 次数 = 0 次 则 100% 否则 甲率", "0%", "100%", "25%"),
    gate("sum of rows", "500 元", "合计 罚款 的 金额 不高于 界", "0 元", "2000 元", "500 元"),
    gate("top, down", "50%", "甲率 位于 全市 前 界", "0%", "100%", "20%"),
    gate("bottom, up", "50%", "甲率 位于 街内 后 界", "0%", "100%", "20%"),
    gate("top, half up", "50%", "甲率 位于 半数 前 界", "0%", "100%", "20%"),
    gate("top places", "2", "甲率 位于 全市 前 界", "0", "6", "1"),
    gate("cutoff", "50%", "甲率 位于 全市 前 40% 界线 界", "0%", "100%", "20%"),
    gate("rank of a sum", "50%", "名次（甲率 + 界 * 乙率，全市，前） 不高于 3", "0%", "200%", "40%"),
    gate("members", "50%", "甲率 位于 大户 前 50%", "0%", "100%", "20%"),
    gate("top of who may count", "50%", "甲率 位于 大户 前 界", "0%", "100%", "20%"),
    gate("top, the unreported open", "50%", "甲率 位于 待报 前 界", "0%", "100%", "20%"),
    gate("bottom places, the unreported open", "2", "甲率 位于 待报 后 界", "0", "6", "1"),
    gate("top beside a cutoff", "50%", "甲率 位于 待报 前 界 界线 乙率", "0%", "100%", "20%"),
    SweepUse(name: "quota", parameter: "2 个", clauses: "推荐 前 界", from: "0 个", to: "5 个", step: "0.5 个"),
    SweepUse(name: "share", parameter: "20%", clauses: "推荐 前 界", from: "0%", to: "100%", step: "10%"),
    SweepUse(name: "group share", parameter: "20%", clauses: "推荐 前 4 每 街道 前 界", from: "0%", to: "100%", step: "10%"),
    SweepUse(
      name: "bonus", parameter: "5 分", clauses: "加分 奖 40 分\n得分 界 当 红榜\n推荐 前 2", from: "0 分", to: "40 分", step: "5 分"),
    SweepUse(
      name: "per finding", parameter: "5 分", clauses: "推荐 前 2", from: "0 分", to: "40 分", step: "5 分",
      categories: points("扣减 界 按 次数 每 1 次")),
    SweepUse(
      name: "steps", parameter: "2 次", clauses: "推荐 前 2", from: "1 次", to: "4 次", step: "1 次",
      categories: points("扣减 9 分 按 次数 每 界 进一")),
    SweepUse(
      name: "cap", parameter: "30 分", clauses: "推荐 前 2", from: "0 分", to: "60 分", step: "10 分",
      categories: points("得分 甲率\n封顶 界")),
    SweepUse(
      name: "interpolation", parameter: "10%", clauses: "推荐 前 2", from: "0%", to: "50%", step: "10%",
      categories: points("插值 甲率 + 界（50%：0 分，80%：50 分，120%：60 分）")),
    SweepUse(
      name: "factor", parameter: "50%", clauses: "推荐 前 2", from: "0%", to: "100%", step: "20%",
      categories: points("得分 甲率 * 界 + 乙率 * （100% - 界）")),
    SweepUse(
      name: "minimum", parameter: "50%", clauses: "推荐 前 3", from: "0%", to: "100%", step: "20%",
      categories: points("得分 甲率\n最低 界")),
    SweepUse(
      name: "least total", parameter: "50 分", clauses: "推荐 前 3 当 总分 不低于 界", from: "0 分", to: "100 分", step: "20 分"),
    SweepUse(
      name: "weight", parameter: "50%", clauses: "推荐 前 2", from: "10%", to: "90%", step: "20%", categories: weighted),
    SweepUse(
      name: "weight in groups", parameter: "50%", clauses: "推荐 前 3 每 街道 前 2", from: "10%", to: "90%", step: "20%",
      categories: weighted),
    SweepUse(
      name: "key", parameter: "50%", clauses: "排序 甲率 * 界 + 乙率 由高到低，总分 由低到高\n推荐 前 2", from: "0%", to: "300%",
      step: "60%"),
    SweepUse(
      name: "weight and minimum", parameter: "50%", clauses: "推荐 前 3 当 总分 不低于 50 分", from: "10%", to: "90%",
      step: "20%", categories: weighted),
    SweepUse(
      name: "knots", parameter: "50%", clauses: "推荐 前 2", from: "20%", to: "80%", step: "20%",
      categories: points("插值 甲率（0%：0 分，界：30 分，100%：60 分）")),
    SweepUse(
      name: "rounded item", parameter: "50%", clauses: "推荐 前 2", from: "0%", to: "100%", step: "50%",
      categories: points("得分 甲率 * 界\n舍入 至 7 分")),
    SweepUse(
      name: "rounded total", parameter: "50%", clauses: "推荐 前 2", from: "10%", to: "90%", step: "20%",
      header: "舍入 舍去 至 5 分", categories: weighted),
    SweepUse(
      name: "adjustment", parameter: "110%", clauses: "调整 系数\n乘以 界 当 红榜\n封顶 90 分\n舍入 至 1 分\n推荐 前 2", from: "50%",
      to: "150%", step: "25%"),
    SweepUse(
      name: "entrants", parameter: "50%", clauses: "参评 当 甲率 不低于 界\n推荐 前 50%", from: "0%", to: "100%", step: "25%"),
    SweepUse(
      name: "smallest", parameter: "3", clauses: "群体 小 全部\n进一\n最小规模 界\n原则 1 “小”\n条件 甲率 位于 小 前 40%\n推荐 前 2",
      from: "0", to: "8", step: "2"),
    SweepUse(
      name: "default", parameter: "50%", clauses: "原则 1 “甲”\n条件 甲率 不低于 40%\n推荐 前 2", from: "0%", to: "100%",
      step: "25%",
      fact: "缺省 界"),
    SweepUse(
      name: "rates", parameter: "50%", clauses: "推荐 前 3 当 所有 类别 的 得分率 不低于 界", from: "0%", to: "100%", step: "25%"),
    SweepUse(
      name: "band", parameter: "30%", clauses: "推荐 前 2", from: "0%", to: "100%", step: "25%",
      categories: points("得分 界 当 次数 少于 2 次\n得分 乙率 当 甲率 高于 界\n否则 20%")),
    SweepUse(
      name: "bonus on total", parameter: "50 分", clauses: "加分 奖 10 分\n条件 总分 不低于 界\n推荐 前 2", from: "0 分", to: "100 分",
      step: "25 分"),
    SweepUse(
      name: "bonus on a definition about results", parameter: "50 分",
      clauses: "定义 得 为 一 的 得分 * 2\n加分 奖 40 分\n条件 得 不低于 界\n推荐 前 2", from: "0 分", to: "120 分", step: "30 分"),
    SweepUse(
      name: "bonus after bonus", parameter: "50 分",
      clauses: "加分 甲奖 30 分\n条件 总分 不低于 界\n加分 乙奖 20 分\n条件 总分 低于 界 + 35 分\n推荐 前 3 当 总分 不低于 90 分", from: "0 分",
      to: "100 分", step: "25 分"),
    SweepUse(
      name: "weight and minimum in points", parameter: "50%", clauses: "推荐 前 2", from: "30%", to: "90%", step: "20%",
      categories: weighted.replacing("分值 界", with: "分值 界\n最低 20 分")),
    SweepUse(
      name: "shared", parameter: "50%", clauses: "推荐 前 2", from: "10%", to: "90%", step: "20%",
      categories: weighted.replacing("得分 甲率", with: "不适用 当 红榜\n得分 甲率")),
    SweepUse(
      name: "points by rank", parameter: "50%", clauses: "推荐 前 2", from: "0%", to: "100%", step: "25%",
      categories: points("条件 甲率 位于 街内 前 界\n扣减 3 分 按 次数 每 1 次")),
    SweepUse(
      name: "points by threshold", parameter: "50%", clauses: "推荐 前 2", from: "0%", to: "100%", step: "25%",
      categories: points("得分 100% 当 甲率 高于 界\n得分 50% 当 乙率 不低于 界\n否则 0%\n扣减 3 分 按 次数 每 1 次")),
    SweepUse(
      name: "nothing", parameter: "50%", clauses: "提醒 1 “甲”\n条件 甲率 不低于 界\n推荐 前 2", from: "0%", to: "100%", step: "50%"),
    SweepUse(
      name: "grades by total", parameter: "60 分", clauses: "等级 优 当 总分 不低于 界\n等级 良 当 总分 高于 界 - 25 分\n等级 差",
      from: "20 分", to: "100 分", step: "20 分"),
    SweepUse(
      name: "grades beside a condition", parameter: "50%",
      clauses: "等级 优 当 总分 不低于 50 分 且 甲率 不低于 界\n等级 良 当 乙率 低于 界", from: "0%", to: "100%", step: "20%"),
    SweepUse(
      name: "grades by weight", parameter: "50%", clauses: "等级 优 当 总分 不低于 70 分\n等级 良 当 总分 不低于 50 分\n等级 差",
      from: "10%", to: "90%", step: "20%", categories: weighted),
    SweepUse(
      name: "graded takers", parameter: "50%",
      clauses: "参评 当 甲率 不低于 界\n原则 1 “乙”\n条件 乙率 不低于 30%\n等级 优 当 有资格 且 总分 不低于 50 分\n等级 良", from: "0%",
      to: "100%", step: "25%"),
    SweepUse(
      name: "places of grades", parameter: "2", clauses: "等级 优 前 界 当 总分 不低于 40 分\n等级 良 前 2\n等级 差", from: "0", to: "6",
      step: "1"),
    SweepUse(
      name: "places of grades by weight", parameter: "50%",
      clauses: "原则 1 “乙”\n条件 乙率 不低于 20%\n等级 优 前 2 每 街道 前 1 当 总分 不低于 40 分\n等级 良 前 50%", from: "10%", to: "90%",
      step: "20%", categories: weighted),
    SweepUse(
      name: "grades by place beside a selection", parameter: "50%",
      clauses: "等级 优 前 2 当 一 的 得分率 不低于 50%\n推荐 前 2 当 甲率 不低于 界", from: "0%", to: "100%", step: "25%"),
    SweepUse(
      name: "no selection", parameter: "50%", clauses: "原则 1 “甲”\n条件 甲率 不低于 界", from: "0%", to: "100%", step: "20%"),
  ]
}
