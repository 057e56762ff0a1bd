import Diagnostics
import Model
import Quantities
import Sheets
import Testing

/// A unit in which facts, columns and parameters are declared, and what its numbers come to by hand.
package struct DeclaredUnit: CustomTestStringConvertible, Sendable {
  /// The 单位 clauses that it needs.
  package var clauses = ""
  /// As the type spells it.
  package let unit: String
  /// As reports show it, where that differs.
  private var chinese: String?
  private var english: String?
  /// The base unit, as a cell and as an English report write it; nil where no cell can.
  package let base: String?
  package var englishBase: String?
  /// How many base units one is worth.
  package let worth: (Int, Int)
  /// Other spellings that a cell may use, with their worth.
  package var others: [(unit: String, worth: (Int, Int))] = []

  package var testDescription: String { unit }

  package func shown(_ language: Language) -> String { (language == .zh ? chinese : english) ?? unit }

  /// A number with it, as reports show it.
  package func shown(_ number: String, _ language: Language) -> String {
    let word = shown(language)
    let isOne = number == "1" && language == .en && ["years", "months", "weeks", "days"].contains(word)
    return number + " " + (isOne ? String(word.dropLast()) : word)
  }

  /// A number of this unit in the base unit.
  package func value(_ number: Rational) throws -> Rational {
    try number.multiplied(by: Rational(worth.0, over: worth.1))
  }

  package static let all: [DeclaredUnit] = [
    DeclaredUnit(unit: "次", base: "次", worth: (1, 1)),
    DeclaredUnit(
      unit: "年", english: "years", base: "个月", englishBase: "months", worth: (12, 1),
      others: [("years", (12, 1)), ("个月", (1, 1)), ("月", (1, 1)), ("month", (1, 1))]),
    DeclaredUnit(
      unit: "year", chinese: "年", english: "years", base: "个月", englishBase: "months", worth: (12, 1),
      others: [("年", (12, 1)), ("months", (1, 1))]),
    DeclaredUnit(
      unit: "月", chinese: "个月", english: "months", base: "个月", englishBase: "months", worth: (1, 1),
      others: [("年", (12, 1))]),
    DeclaredUnit(
      unit: "周", english: "weeks", base: "天", englishBase: "days", worth: (7, 1),
      others: [("week", (7, 1)), ("天", (1, 1)), ("日", (1, 1))]),
    DeclaredUnit(unit: "天", english: "days", base: "天", englishBase: "days", worth: (1, 1), others: [("周", (7, 1))]),
    DeclaredUnit(
      clauses: "单位 万元 / wan = 10000 元", unit: "万元", base: "元", worth: (10_000, 1),
      others: [("wan", (10_000, 1)), ("元", (1, 1))]),
    DeclaredUnit(
      clauses: "单位 万元 / wan = 10000 元", unit: "wan", base: "元", worth: (10_000, 1),
      others: [("万元", (10_000, 1)), ("元", (1, 1))]),
    // Declared by a unit that is declared below it.
    DeclaredUnit(
      clauses: "单位 亿元 = 10000 万元\n单位 万元 = 10000 元", unit: "亿元", base: "元", worth: (100_000_000, 1),
      others: [("万元", (10_000, 1)), ("元", (1, 1))]),
    DeclaredUnit(
      clauses: "单位 万元 = 10000 元", unit: "万元/户", base: "元/户", worth: (10_000, 1), others: [("元/户", (1, 1))]),
    DeclaredUnit(
      unit: "元/年", english: "元/year", base: "元/个月", englishBase: "元/month", worth: (1, 12),
      others: [("元/月", (1, 1)), ("元/year", (1, 12))]),
    DeclaredUnit(
      clauses: "单位 万元 = 10000 元", unit: "万元/周/户", english: "万元/week/户", base: "元/天/户", englishBase: "元/day/户",
      worth: (10_000, 7), others: [("元/户/天", (1, 1)), ("元/周/户", (1, 7))]),
    DeclaredUnit(
      clauses: "单位 刻 = 1/4 小时\n单位 里 = 0.5 公里", unit: "刻", base: "小时", worth: (1, 4), others: [("小时", (1, 1))]),
    DeclaredUnit(
      clauses: "单位 里 = 0.5 公里", unit: "里/周", english: "里/week", base: "公里/天", englishBase: "公里/day", worth: (1, 14),
      others: [("公里/天", (1, 1)), ("公里/周", (1, 7))]),
    DeclaredUnit(clauses: "单位 打 = 12 支", unit: "打", base: "支", worth: (12, 1), others: [("支", (1, 1))]),
    // A multiple of plain numbers: a bare number is one of the unit, so nothing is ever shown without it.
    DeclaredUnit(clauses: "单位 万 = 10000", unit: "万", base: nil, worth: (10_000, 1)),
    DeclaredUnit(clauses: "单位 工 = 3 元 * 8 小时", unit: "工", base: nil, worth: (24, 1)),
  ]

  /// A standard in which this unit is declared wherever one can be.
  ///
  /// - Parameter type: 数量 or 整数.
  package func rules(_ type: String = "数量") -> String {
    """
    标准 试
      总分 10 分
      基准日 2025年8月20日
    \(clauses)
    参数 限 / limit \(type) \(unit) 3 \(unit) 范围 1 \(unit) 至 12 \(unit) 待定 “没有写明”
    参数 期 3 \(unit)
    事实 名 文本
    事实 量 / amount \(type) \(unit) “多少” 范围 0 \(unit) 至 100 \(unit)
    事实 旧 \(type) \(unit) 缺省 2 \(unit)
    事实 单 记录 次（日 日期，额 / fee \(type) \(unit)）
    对象 名
    群体 全 全部
    定义 两倍 为 量 * 2
    定义 较大 为 较大者（量，1 \(unit)）
    定义 均量 为 群体平均（量，全）
    定义 总额 为 合计 单 的 额
    定义 最大额 为 最大 单 的 额 其中（日 晚于 2000-01-01）
    原则 1 “够多”
      条件 量 不少于 限
    提醒 1 “算出的”
      条件 两倍 + 期 不少于 较大 且 均量 不少于 旧 且 总额 不少于 最大额
    类别 甲
      指标 1 “一”
        插值 量（0 \(unit)：0 分，10 \(unit)：10 分）
    推荐 前 2 个 当 有资格
    """
  }
}

/// A form in which a sheet may state a number, in a cell of its own or in a column of records.
package struct NumberForm: CustomTestStringConvertible, Sendable {
  package let name: String
  /// Whether the number stands in a record: in its second column.
  package let isRecord: Bool
  /// The files that state it.
  private let files: @Sendable (_ cell: String) -> [String: String]
  /// Whether it takes numbers without a unit only.
  package var isBareOnly = false

  package var testDescription: String { name }

  package static let all: [NumberForm] = [
    NumberForm(name: "CSV", isRecord: false) { ["a.csv": "名,量\n甲,\($0)\n"] },
    NumberForm(name: "CSV by alias, ; between", isRecord: false) { ["a.csv": "名;amount\n甲;\"\($0)\"\n"] },
    NumberForm(name: "CSV, record in a cell", isRecord: true) { ["a.csv": "名,单\n甲,2025-01-01，\($0)\n"] },
    NumberForm(name: "companion", isRecord: true) {
      ["a.csv": "名,量\n甲,\n", "a.单.csv": "名,日,额\n甲,2025-01-01,\($0)\n"]
    },
    NumberForm(name: "text", isRecord: false) { ["a.txt": "名：甲\n量：\($0)\n"] },
    NumberForm(name: "text, record behind", isRecord: true) { ["a.txt": "名：甲\n单：2025-01-01，\($0)\n"] },
    NumberForm(name: "text, record below", isRecord: true) { ["a.txt": "名：甲\n单：\n  2025-01-01，\($0)\n"] },
    NumberForm(name: "JSON string", isRecord: false) { ["a.json": #"[{"名": "甲", "量": "\#($0)"}]"#] },
    NumberForm(name: "JSON record", isRecord: true) {
      ["a.json": #"{"名": "甲", "单": [{"日": "2025-01-01", "额": "\#($0)"}]}"#]
    },
    NumberForm(name: "JSON record, array", isRecord: true) {
      ["a.json": #"{"名": "甲", "单": [["2025-01-01", "\#($0)"]]}"#]
    },
    NumberForm(name: "JSON records as text", isRecord: true) { ["a.json": #"{"名": "甲", "单": "2025-01-01，\#($0)"}"#] },
    NumberForm(name: "JSON Lines", isRecord: false) { ["a.jsonl": #"{"名": "甲", "amount": "\#($0)"}"# + "\n"] },
    NumberForm(
      name: "JSON number", isRecord: false, files: { ["a.json": #"[{"名": "甲", "量": \#($0)}]"#] }, isBareOnly: true),
    NumberForm(
      name: "JSON number in a record", isRecord: true,
      files: { ["a.json": #"{"名": "甲", "单": [{"日": "2025-01-01", "fee": \#($0)}]}"#] }, isBareOnly: true),
    NumberForm(
      name: "JSON Lines number", isRecord: false, files: { ["a.jsonl": #"{"名": "甲", "量": \#($0)}"# + "\n"] },
      isBareOnly: true),
  ]

  /// What is read: the number in the base unit, and the messages.
  package func read(_ cell: String, by standard: Standard) -> (value: Value?, problems: [Diagnostic]) {
    let files = self.files(cell).map { SheetFile(path: $0.key, bytes: Array($0.value.utf8)) }
    let (table, problems) = SheetReader.read(files.sorted { $0.path < $1.path }, schema: standard.schema)
    guard let sheet = table.sheets.first else { return (nil, problems) }
    func fact(_ name: String) -> Cell {
      standard.facts.firstIndex { $0.name == name }.map { sheet.cells[$0] } ?? .unreadable
    }
    switch isRecord ? fact("单") : fact("量") {
    case .value(.records(let rows)): return (rows.first?.last ?? nil, problems)
    case .value(let value): return (value, problems)
    default: return (nil, problems)
    }
  }
}
