import Diagnostics
import Evaluation
import Model
import Quantities
import TestSupport
import Testing

/// Properties that hold for every case, tried on generated ones.
@Suite struct InvariantTests {
  private static let ranking = """
    标准 例
    事实 名 文本
    对象 名
    事实 分数 整数 分 范围 1 分 至 3 分
    事实 合格 是否
    事实 街道 文本
    原则 1 “合格”
      条件 合格
    类别 一
      指标 1 “一”
        评分 分数
    """

  private func sheet(_ index: Int, _ score: Int?, _ passes: Bool?, _ street: Int) -> String {
    "名：第\(index)\n街道：\(street)\n分数：\(score.map(String.init) ?? "")\n合格：\(passes.map { $0 ? "是" : "否" } ?? "")"
  }

  /// A settled selection stays what it is however the missing facts are filled in.
  @Test(arguments: ["推荐 前 1", "推荐 前 2", "推荐 前 2 每 街道 前 1", "推荐 前 50%"])
  func settledSelectionsSurviveEveryFilling(_ selection: String) throws {
    let standard = try standard(Self.ranking + "\n" + selection)
    var random = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      let scores = (0..<4).map { _ in [nil, 1, 2, 3].randomElement(using: &random) ?? nil }
      let passes = (0..<4).map { _ in [nil, true, true, false].randomElement(using: &random) ?? nil }
      let streets = (0..<4).map { _ in Int.random(in: 0..<2, using: &random) }
      let open = judge(standard, (0..<4).map { sheet($0, scores[$0], passes[$0], streets[$0]) })
      for _ in 0..<25 {
        let filled = judge(
          standard,
          (0..<4).map { index in
            sheet(
              index, scores[index] ?? Int.random(in: 1...3, using: &random),
              passes[index] ?? Bool.random(using: &random), streets[index])
          })
        for index in 0..<4 {
          let before = try open.result("第\(index)")
          let after = try filled.result("第\(index)")
          if before.selection == .yes { #expect(after.selection == .yes, "\(selection) \(scores) \(passes)") }
          if before.selection == .no { #expect(after.selection == .no, "\(selection) \(scores) \(passes)") }
          let (wide, narrow) = (try #require(before.total.points), try #require(after.total.points))
          #expect(wide.least <= narrow.least && narrow.most <= wide.most)
          if before.eligible != .unknown { #expect(before.eligible == after.eligible) }
        }
      }
    }
  }

  /// Whatever applies or not, shared points always add up to the category.
  @Test func sharedPointsAddUp() throws {
    var text = "标准 例\n事实 名 文本\n对象 名\n"
    for index in 0..<7 { text += "事实 有\(index) 是否\n" }
    text += "类别 一 分值 9 分\n"
    text = text.replacing("标准 例\n", with: "标准 例\n  总分 9 分\n")
    for index in 0..<7 { text += "指标 \(index) “甲”\n不适用 当 非 有\(index)\n条件 是\n" }
    let standard = try standard(text)
    for bits in 0..<128 {
      let facts = (0..<7).map { "有\($0)：" + (bits & (1 << $0) != 0 ? "是" : "否") }.joined(separator: "\n")
      let result = judge(standard, ["名：甲\n" + facts]).results[0]
      #expect(result.total.points == Interval(bits == 0 ? .zero : Rational(9)))
      var sum = Rational.zero
      for item in result.categories[0].items { sum = try sum.adding(try #require(item.points.exact)) }
      #expect(sum == (bits == 0 ? .zero : Rational(9)))
    }
  }

  /// The same sheets in any order give the same ranks.
  @Test func theOrderOfSheetsDoesNotMatter() throws {
    let standard = try standard(Self.ranking + "\n推荐 前 2")
    var random = SeededGenerator(seed: 3)
    var sheets = (0..<8).map { sheet($0, 1 + $0 % 3, $0 != 5, 0) }
    let first = judge(standard, sheets)
    for _ in 0..<10 {
      sheets.shuffle(using: &random)
      let again = judge(standard, sheets)
      for index in 0..<8 {
        let (a, b) = (try first.result("第\(index)"), try again.result("第\(index)"))
        #expect(a.rank == b.rank && a.selection == b.selection && a.total == b.total)
      }
    }
  }

  /// Files made to be slow or deep end quickly with a message or a result.
  @Test func hostileFilesEnd() throws {
    let header = "标准 例\n事实 名 文本\n对象 名\n"
    let chain = (1..<5_000).map { "定义 d\($0) 为 d\($0 - 1) + d\($0 - 1)\n" }.joined()
    let cases: [(String, String)] = [
      ("标准 例\n定义 甲" + String(repeating: "1", count: 200_000) + " 为 是\n", "M201"),
      (String(repeating: "@", count: 100_000), "R101"), (header + "定义 d0 为 1\n" + chain, "R301"),
      (header + (0..<400).map { "原则 \($0) “甲”\n条件 未知\($0)\n" }.joined(), "M101"),
      (header + "定义 甲 为 1" + String(repeating: " + 1", count: 100_000) + " = 1\n", ""),
      (header + "定义 甲 为 名 已填" + String(repeating: " 且 名 已填", count: 50_000) + "\n", ""),
    ]
    for (text, code) in cases {
      let loaded = load(text: text, named: "例.rules")
      if !code.isEmpty { #expect(loaded.diagnostics.contains { $0.problem.code == code }, "\(code)") }
      for diagnostic in loaded.diagnostics.prefix(5) { _ = DiagnosticRenderer(language: .zh).render(diagnostic) }
    }
  }

  @Test func tauAgreesWithItsDefinition() {
    var random = SeededGenerator(seed: 45)
    for size in [2, 3, 5, 8, 20] {
      for _ in 0..<20 {
        let pairs = (0..<size).map { _ in (Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random))
        }
        var (concordant, discordant, x, y) = (0, 0, 0, 0)
        for i in pairs.indices {
          for j in pairs.indices where j > i {
            let a = (pairs[i].0 - pairs[j].0).signum()
            let b = (pairs[i].1 - pairs[j].1).signum()
            if a * b > 0 { concordant += 1 } else if a * b < 0 { discordant += 1 }
            x += a == 0 ? 0 : 1
            y += b == 0 ? 0 : 1
          }
        }
        let tau = RankAgreement.tauB(pairs)
        if x == 0 || y == 0 {
          #expect(tau == nil)
        } else {
          let wanted = Double(concordant - discordant) / (Double(x) * Double(y)).squareRoot()
          #expect(abs((tau ?? 9) - wanted) < 1e-12)
        }
      }
    }
    #expect(RankAgreement.tauB([(1, 1), (2, 2), (3, 3)]) == 1)
    #expect(RankAgreement.tauB([(1, 3), (2, 2), (3, 1)]) == -1)
  }
}
