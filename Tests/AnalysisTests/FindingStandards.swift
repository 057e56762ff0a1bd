import Model
import Quantities
import TestSupport

/// Small standards over facts of few values, so that every sheet can be tried: what is found in them is held against
/// that.
struct FindingStandard {
  /// By the place of the fact in the standard; the first names the sheet.
  static let values: [Int: [Value]] = [
    1: (0...5).map { .number(Rational($0)) }, 2: (0...3).map { .number(Rational($0)) },
    3: (0...10).map { .number(Rational($0) * .powerOfTen(-1)) }, 4: (0...2).map { .choice($0) },
    5: [.truth(true), .truth(false)],
  ]

  private(set) var text = ""
  private var random: SeededGenerator

  /// - Parameter hasGrades: clauses that ask for little each, and grades by their total.
  init(seed: UInt64, hasGrades: Bool) {
    random = SeededGenerator(seed: seed)
    var lines = [
      "标准 试", "  总分 12 分", "参数 限 \(number(1...4)) 次 范围 0 次 至 5 次", "事实 名 文本",
      "事实 次数 整数 次 范围 0 次 至 5 次 越高越好", "事实 件数 整数 次 范围 0 次 至 3 次 越低越好", "事实 率 百分比", "事实 等次 选项（优，中，差）", "事实 有 是否", "对象 名",
    ]
    if chance(60) {
      lines += ["原则 1 “要求”", "  条件 \(condition(2))"]
      // All else is as it is without.
      if seed % 5 == 1 { lines.append("  不计分") }
    }
    lines.append("类别 一")
    for item in 1...(hasGrades ? 3 : 2) {
      lines.append("指标 \(item) “项”")
      lines += hasGrades ? small() : scoring()
    }
    if hasGrades {
      for grade in 0..<number(2...3) { lines.append("等级 级\(grade) 当 \(limit())") }
      if chance(50) { lines.append("等级 余") }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }
  private mutating func pick(_ words: [String]) -> String { words[number(0...(words.count - 1))] }

  private mutating func comparator() -> String { pick(["不低于", "低于", "高于", "不高于", "=", "不等于"]) }

  private mutating func atom() -> String {
    switch number(0...9) {
    case 0: "次数 \(comparator()) \(number(0...5)) 次"
    case 1: "次数 \(comparator()) \(pick(["限", "3 次"]))"
    case 2: "率 \(comparator()) \(number(0...5) * 20)%"
    case 3: "等次 = \(pick(["优", "中", "差"]))"
    case 4: "有"
    case 5: "次数 + 件数 \(comparator()) \(number(0...8)) 次"
    case 6: "次数 \(comparator()) 件数"
    case 7: "占比（件数，次数 + 1 次） \(comparator()) \(number(0...4) * 25)%"
    case 8: "率 属于 \(pick(["[", "("]))\(number(0...2) * 20)%，\(number(3...5) * 20)%\(pick(["]", ")"]))"
    default: "较大者（次数，件数） \(comparator()) \(number(0...5)) 次"
    }
  }

  private mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return atom() }
    return switch number(0...6) {
    case 0, 1: "（\(condition(depth - 1)) 且 \(condition(depth - 1))）"
    case 2: "（\(condition(depth - 1)) 或 \(condition(depth - 1))）"
    case 3: "非 （\(condition(depth - 1))）"
    case 4: "（若 \(condition(depth - 1)) 则 \(atom()) 否则 \(atom())）"
    default: atom()
    }
  }

  private mutating func scoring() -> [String] {
    var lines: [String] = []
    if chance(25) { lines.append("  条件 \(condition(1))") }
    if chance(15) { lines.append("  不适用 当 \(condition(1)) 零分") }
    if chance(30) {
      lines.append("  表 等次，次数")
      for _ in 0..<number(1...4) {
        let first = pick(["优", "中", "差", "{优，中}", "任意"])
        let second = pick(["任意", "\(number(0...5)) 次", "[\(number(0...5)) 次，]", "[，\(number(0...5)) 次)"])
        lines.append("  行 \(first)，\(second)：\(number(0...10) * 10)%")
      }
    } else {
      for _ in 0..<number(1...4) { lines.append("  得分 \(number(0...10) * 10)% 当 \(condition(1))") }
      if chance(50) { lines.append("  否则 0%") }
    }
    return lines
  }

  private mutating func small() -> [String] {
    switch number(0...3) {
    case 0: ["  条件 有"]
    case 1: ["  表 等次", "  行 优：100%", "  行 中：\(number(0...3) * 25)%", "  行 差：0%"]
    case 2: ["  得分 100% 当 次数 不低于 \(number(1...5)) 次", "  得分 50% 当 次数 不低于 \(number(0...4)) 次", "  否则 0%"]
    default: ["  得分 25% * 件数 / 1 次", "  封顶 100%"]
    }
  }

  private mutating func limit() -> String {
    switch number(0...2) {
    case 0: "总分 不低于 \(number(0...13)) 分"
    case 1: "总分 属于 [\(number(0...6)) 分，\(number(7...13)) 分\(pick(["]", ")"]))"
    default: "总分 不低于 \(number(0...12)) 分 且 有"
    }
  }
}
