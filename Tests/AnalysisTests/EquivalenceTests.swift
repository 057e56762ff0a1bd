import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import TestSupport
import Testing

@Suite struct EquivalenceTests {

  private static func houma() throws -> String {
    let text = try Package.text("rules/houma.rules")
    return String(text[..<(text.range(of: "\n示例")?.lowerBound ?? text.endIndex)]) + "\n"
  }

  /// The clauses of a text, each with what belongs to it, comments left out.
  private static func blocks(_ text: String, beginning isStart: (Substring) -> Bool) -> [String] {
    var blocks: [String] = []
    for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
      if blocks.isEmpty || isStart(line) { blocks.append("") }
      blocks[blocks.count - 1] += line + "\n"
    }
    return blocks
  }

  /// Everything in another order, conditions one by one, parameters by other names, other words for the comparisons.
  private static func rewritten(_ text: String) -> String {
    let clauses = blocks(text) { $0.first != " " }
    var first: [String] = []
    var categories: [String] = []
    for clause in clauses {
      if clause.hasPrefix("标准") {
        first.append(clause)
      } else if clause.hasPrefix("类别") {
        let parts = blocks(clause) { $0.hasPrefix("  指标") }
        categories.append(parts[0] + parts.dropFirst().reversed().joined())
      }
    }
    let others = clauses.filter { !$0.hasPrefix("标准") && !$0.hasPrefix("类别") && !$0.hasPrefix("栏目") }
    var made = (first + others.reversed() + categories.reversed()).joined(separator: "\n")
    for line in text.split(separator: "\n") where line.hasPrefix("参数") {
      let name = String(line.split(separator: " ")[1])
      made = made.replacing(name, with: name + "改").replacing(name + "改改", with: name + "改")
    }
    for (old, new) in [(" 不少于 ", " 不低于 "), (" 不早于 ", " 达到 "), (" 超过 ", " 高于 "), (" 少于 ", " 小于 ")] {
      made = made.replacing(old, with: new)
    }
    return made.replacing("条件 公示共有收益 且 ", with: "条件 公示共有收益\n    条件 ")
      .replacing("  条件 环境整洁\n  条件 设施维护到位\n", with: "  条件 设施维护到位 且 环境整洁\n")
      .replacing("条件 非 违章搭建 且 非 占用消防通道", with: "条件 非 （违章搭建 或 占用消防通道）")
  }

  @Test func rewrittenTextsAreEquivalent() throws {
    let text = try Self.houma()
    let (one, other) = (
      try #require(load(text: text).standard), try #require(load(text: Self.rewritten(text)).standard)
    )
    #expect(other.parameters.contains { $0.name == "收费率门槛改" })
    for (a, b) in [(one, other), (other, one)] {
      let equivalence = try Equivalence(a, b)
      guard case .equivalent = equivalence.verdict else {
        Issue.record("\(equivalence)")
        continue
      }
    }
  }

  // MARK: Single changes

  private static let comparators = [
    "不低于": "高于", "不少于": "多于", "不超过": "少于", "不早于": "晚于", "不晚于": "早于", "超过": "不低于", "早于": "不晚于",
    "少于": "不超过",
  ]

  /// Every threshold, comparison, connective, end, rounding and weight, changed one at a time.
  private static func mutants(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var mutants: [String] = []
    func add(_ index: Int, _ line: String) {
      if line == lines[index] { return }
      var changed = lines
      changed[index] = line
      mutants.append(changed.joined(separator: "\n"))
    }
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " }
      let isCondition = ["条件", "定义", "不适用"].contains { trimmed.hasPrefix($0) }
      if trimmed.hasPrefix("条件") || trimmed.hasPrefix("参数") {
        let end = line.range(of: "范围")?.lowerBound ?? line.endIndex
        for match in line[..<end].matches(of: /(\d+)([ %]|日)/) {
          guard let number = Int(match.1) else { continue }
          let next = number >= 28 && match.2 != " " ? number - 1 : number + 1
          add(index, line.replacingCharacters(match.1.startIndex, match.1.endIndex, "\(next)"))
        }
      }
      if isCondition {
        for match in line.matches(of: /不低于|不少于|不超过|不早于|不晚于|超过|早于|少于/) {
          add(index, line.replacingCharacters(match.range, Self.comparators[String(match.0)] ?? ""))
        }
        for match in line.matches(of: #/ (且|或) /#) {
          add(index, line.replacingCharacters(match.range, match.1 == "且" ? " 或 " : " 且 "))
        }
        for match in line.matches(of: #/ (前|后) /#) {
          add(index, line.replacingCharacters(match.range, match.1 == "前" ? " 后 " : " 前 "))
        }
        for match in line.matches(of: #/非 /#) { add(index, line.replacingCharacters(match.range, "")) }
        if line.hasSuffix("分摊") || line.hasSuffix("满分") { add(index, String(line.dropLast(2)) + "零分") }
      }
      if trimmed == "进一" { add(index, "  舍去") }
    }
    let categories = lines.indices.filter { lines[$0].hasPrefix("类别") }
    for (one, other) in zip(categories, categories.dropFirst()) {
      var changed = lines
      for (index, change) in [(one, 1), (other, -1)] {
        if let match = changed[index].firstMatch(of: /分值 (\d+)%/), let share = Int(match.1) {
          changed[index] = changed[index].replacingCharacters(match.range, "分值 \(share + change)%")
        }
      }
      mutants.append(changed.joined(separator: "\n"))
    }
    return mutants
  }

  /// `RULECHECK_CASES=1000` tries all of them.
  @Test(arguments: 0..<2) func everySingleChangeIsToldApart(_ part: Int) throws {
    let text = try Self.houma()
    let original = try #require(load(text: text).standard)
    let mutants = Self.mutants(text)
    #expect(mutants.count > 120)
    let step = max(2, 2 * (mutants.count / 2 / Cases.count(6)))
    for mutant in stride(from: part, to: mutants.count, by: step) {
      guard let changed = load(text: mutants[mutant]).standard else { continue }
      let equivalence = try Equivalence(original, changed)
      guard case .different(_, let told) = equivalence.verdict else {
        Issue.record(
          "\(mutant): \(equivalence)\n\(mutants[mutant].split(separator: "\n").filter { !text.contains($0) })")
        continue
      }
      #expect(!told.isEmpty)
    }
  }

  // MARK: Determinations

  private static let decided = """
    标准 试
      总分 10 分
    事实 名 文本
    事实 分数 数量 分 范围 0 分 至 10 分
    事实 老旧 是否
    对象 名
    类别 一
      指标 1 “项”
        评分 分数
    认定 风险 选项（高，中，低）
      为 高 当 总分 低于 4 分
      为 中 当 总分 低于 7 分 且 非 老旧
      否则 低

    """

  @Test(arguments: [
    ("总分 低于 4 分", "4 分 高于 总分", false), ("低于 4 分", "不超过 4 分", true), ("非 老旧", "老旧", true),
    ("为 高 当 总分 低于 4 分\n", "为 高 当 总分 低于 4 分 且 （老旧 或 非 老旧）\n", false),
  ]) func determinationsAreCompared(_ old: String, _ new: String, _ differs: Bool) throws {
    let (one, other) = (
      try standard(Self.decided), try standard(Self.decided.replacing(old, with: new))
    )
    switch try Equivalence(one, other).verdict {
    case .equivalent: #expect(!differs)
    case .different(_, let told):
      #expect(differs && told.map(\.subject) == [.clause(ClauseName(.determination, "风险"))])
    case let other: Issue.record("\(other)")
    }
  }

  // MARK: Against every sheet

  @Test(arguments: 0..<4) func everySheetAgrees(_ part: Int) throws {
    var (equal, different, open) = (0, 0, 0)
    for index in stride(from: part, to: Cases.count(24), by: 4) {
      let text = FindingStandard(seed: UInt64(index), hasGrades: index % 2 == 0).text
      var random = SeededGenerator(seed: UInt64(index))
      let mutants = Self.mutants(text)
      guard let one = load(text: text).standard, let mutant = mutants.randomElement(using: &random),
        let other = load(text: mutant).standard
      else { continue }
      let equivalence = try Equivalence(one, other)
      let isSame = Self.agree(one, other)
      switch equivalence.verdict {
      case .equivalent:
        equal += 1
        #expect(isSame, "seed \(index)\n\(text)\n\(mutant)")
      case .different:
        different += 1
        #expect(!isSame, "seed \(index)\n\(text)\n\(mutant)")
      case .undecided, .otherFacts: open += 1
      }
    }
    #expect(different > 0 && open * 5 <= equal + different, "\(equal) \(different) \(open)")
  }

  /// Whether all sheets are told the same.
  static func agree(_ one: Standard, _ other: Standard) -> Bool {
    var cells: [[Cell]] = [[.value(.text("甲"))]]
    // Thresholds of rates are multiples of 20%, or one beside them.
    let rates = (0...5).flatMap { place in [-10, -5, 0, 5, 10, 100].map { 200 * place + $0 } }.filter {
      (0...1000).contains($0)
    }
    for fact in 1...5 {
      let values =
        fact == 3 ? rates.map { .number(Rational($0) * .powerOfTen(-3)) } : FindingStandard.values[fact] ?? []
      cells = cells.flatMap { row in values.map { row + [.value($0)] } }
    }
    let sheets = cells.map { Sheet(Identity("甲"), cells: $0, file: "", row: nil) }
    let judgings = [one, other].map { standard in
      Judging(standard, Table(schema: standard.schema, sheets: sheets, refused: []))
    }
    return sheets.indices.allSatisfy { sheet in
      let results = judgings.map { $0.result(of: sheet) }
      return results[0] == results[1]
    }
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, _ text: String) -> String {
    String(self[..<range.lowerBound]) + text + self[range.upperBound...]
  }

  fileprivate func replacingCharacters(_ lower: String.Index, _ upper: String.Index, _ text: String) -> String {
    replacingCharacters(lower..<upper, text)
  }
}
