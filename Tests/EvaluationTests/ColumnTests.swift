import Foundation
import Model
import Planning
import Quantities
import Sheets
import TestSupport
import Testing

@testable import Evaluation

/// Columns say of every sheet what the reference interpreter says. `RULECHECK_COLUMNS=28500 swift test -c release --filter
/// ColumnTests` tries so many standards of each kind, with more than a million sheets.
@Suite struct ColumnTests {
  private static let comparison = EngineComparison(
    variable: "RULECHECK_COLUMNS", seed: { $0 &* 91 &+ 3 }, differences: { try differences($0, $1) })

  @Test(arguments: 0..<EngineComparison.parts) func smallStandards(_ part: Int) throws {
    try Self.comparison.run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: false).text(nil) }
  }

  @Test(arguments: 0..<EngineComparison.parts) func smallStandardsWithCohorts(_ part: Int) throws {
    try Self.comparison.run(part) { FillingStandard(seed: $0, isSeparate: $0 % 2 == 0, cohorts: true).text(nil) }
  }

  @Test(arguments: 0..<EngineComparison.parts) func standardsOfEveryForm(_ part: Int) throws {
    try Self.comparison.run(part) { WideStandard(seed: $0).text }
  }

  /// What columns say otherwise than the reference.
  static func differences(_ standard: Standard, _ table: Table, cores: Int = 1) throws -> [String] {
    let reference = Evaluation.referenceOutcome(of: standard, table)
    if standard.hasGradePlaces { return [] }
    let columns = try ColumnEvaluation(standard, table, cores: cores).outcome()
    var differences: [String] = []
    if reference.conflicts != columns.conflicts { differences.append("\(reference.conflicts) \(columns.conflicts)") }
    if reference.results.count != columns.results.count { differences.append("\(columns.results.count) results") }
    for (a, b) in zip(reference.results, columns.results) {
      let (first, second) = (Standing(a), Standing(b))
      if first != second { differences.append("\(table.sheets[a.sheet].name)\n  \(first)\n  \(second)") }
    }
    if reference.hasFailures != columns.hasFailures { differences.append("failures: \(columns.hasFailures)") }
    let whole = try #require(ColumnEvaluation.map(columns, whole: true) { $0 })
    for (a, b) in zip(reference.results, whole) where a != b {
      differences.append("\(table.sheets[a.sheet].name)\n  \(a.parts.value)\n  \(b.parts.value)")
    }
    return differences
  }

  /// What clauses came to is known where the same sheets come again, in the same block and in those behind it. A long run
  /// tries a hundredth of its standards so.
  @Test(arguments: [Column.rows + 40, 40]) func sheetsThatComeAgain(_ size: Int) throws {
    let wanted = ProcessInfo.processInfo.environment["RULECHECK_COLUMNS"].flatMap { UInt64($0) }
    var found = 0
    for seed in 0..<max(size < Column.rows ? 60 : 8, (wanted ?? 0) / 100) {
      let text =
        seed % 4 != 3
        ? FillingStandard(seed: seed, isSeparate: seed % 2 == 0, cohorts: seed % 3 == 0).text(nil)
        : WideStandard(seed: seed).text
      guard let standard = load(text: text).standard, !standard.hasGradePlaces else { continue }
      var random = SeededGenerator(seed: seed)
      let some = Array(RandomSheets(standard).table(of: size / 6, missing: 25, &random).sheets)
      let sheets = (0..<size).map { place in
        var cells = some[Int.random(in: some.indices, using: &random)].cells
        for subject in standard.subjects.prefix(1) { cells[subject] = .value(.text("园\(place)")) }
        return Sheet(Identity("园\(place)"), cells: cells, file: "", row: nil)
      }
      let table = Table(schema: standard.schema, sheets: sheets, refused: [])
      let differences = try Self.differences(standard, table)
      #expect(differences.isEmpty, "seed \(seed)\n\(text)\n\(differences.prefix(3).joined(separator: "\n"))")
      _ = try ColumnEvaluation(standard, table, cores: 1).outcome { run, _ in
        found += run.known.values.reduce(0) { $0 + $1.found }
      }
    }
    #expect(found > 20, "\(found)")
  }

  /// Of which columns once said something else.
  @Test(arguments: [UInt64(6563), 10639]) func standardsOfWhichColumnsDiffered(_ seed: UInt64) throws {
    let standard = try standard(FillingStandard(seed: seed, isSeparate: seed % 2 == 0, cohorts: true).text(nil))
    var random = SeededGenerator(seed: seed &* 91 &+ 3)
    for size in [1, 3, 8] {
      let table = RandomSheets(standard).table(of: size, missing: 30, &random)
      let differences = try Self.differences(standard, table)
      #expect(differences.isEmpty, "\(differences.prefix(2).joined(separator: "\n"))")
    }
  }

  private struct Standing: Equatable {
    let sheet: Int
    let entrant: Truth
    let total: Total
    let error: ArithmeticError?
    let eligible: Truth
    let grades: [Int?]
    let determinations: [DeterminationResult]
    let keys: [Computed]
    let selectable: Truth
    let rank: Int?
    let gradePlaces: [Int: SelectionStatus]
    let selection: SelectionStatus?

    init(_ result: SheetResult) {
      (sheet, entrant, total, error) = (result.sheet, result.entrant, result.total, result.error)
      (eligible, grades, keys, selectable) = (result.eligible, result.grades, result.keys, result.selectable)
      (rank, gradePlaces, selection) = (result.rank, result.gradePlaces, result.selection)
      determinations = result.determinations
    }
  }

  /// More sheets than a block holds, few facts missing and many.
  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"], [3, 40])
  func theShippedStandards(_ name: String, _ missing: Int) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 17)
    for size in [1, missing > 10 ? 30 : Column.rows + 20] {
      let table = RandomSheets(standard).table(of: size, missing: missing, &random)
      let differences = try Self.differences(standard, table)
      #expect(differences.isEmpty, "\(differences.prefix(3).joined(separator: "\n"))")
    }
  }
}

/// What columns do not look into, where somebody asks what a sheet waits for.
@Suite struct WaitlessTests {
  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"]) func nothingIsOverlooked(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    let program = try Program(standard)
    var random = SeededGenerator(seed: 23)
    let table = RandomSheets(standard).table(of: 40, missing: 60, &random)
    let first = table.sheets.enumerated().map { Execution(program, $1, at: $0, nil) }
    let cohorts = Cohorts(standard, count: first.count) { use, index in first[index].entry(use.slot) }
    var looked = 0
    for (place, sheet) in table.sheets.enumerated() {
      let execution = Execution(program, sheet, at: place, cohorts)
      for (place, node) in program.plan.nodes.enumerated() where !node.operands.isEmpty && program.isRun[place] {
        if node.primitive.waitsForOperands { continue }
        #expect(execution[place].waits.isEmpty, "\(node.primitive)")
        looked += 1
      }
    }
    #expect(looked > 1000)
  }
}

/// Sheets that leave the columns take many times as long: of an ordinary standard none does.
@Suite struct SinglesTests {
  @Test func nobodyLeavesTheColumns() throws {
    let items = (1...4).map { "指标 \($0) “条”\n条件 项\($0)\n" }.joined()
    let text = """
      标准 例
      总分 100 分
      舍入 至 0.0001 分
      事实 名 文本
      事实 街道 文本
      事实 满意度 数量
      事实 处罚 整数 缺省 1
      事实 红榜 整数 缺省 0
      \((1...4).map { "事实 项\($0) 是否 缺省 否" }.joined(separator: "\n"))
      事实 事故 是否
      对象 名
      群体 辖区 按 街道
      原则 1 “口碑”
      条件 满意度 已填 且 满意度 位于 辖区 前 5%
      条件 非 事故
      原则 2 “处罚”
      条件 处罚 = 0
      类别 甲 分值 60 分
      \(items)类别 乙 分值 40 分
      \(items)加分 加分 “红榜” 1 分
      条件 红榜 不低于 3
      排序 总分 由高到低，满意度 由高到低
      """
    let standard = try standard(text)
    var random = SeededGenerator(seed: 11)
    let table = RandomSheets(standard).table(of: 3 * Column.rows + 5, missing: 10, &random)
    #expect(try ColumnEvaluation(standard, table).outcome().sheetsOutOfColumns == 0)
  }
}

/// Facts stand in columns as single sheets state them.
@Suite struct FactColumnTests {
  /// Whole blocks and parts of them, sheets one behind another and any.
  @Test(arguments: ["houma", "linfen", "shanxi", "observatory"]) func columnsSayWhatSheetsState(_ name: String) throws {
    let standard = try #require(try Package.load("rules/\(name).rules").standard)
    var random = SeededGenerator(seed: 5)
    let count = 2 * Column.rows + 70
    var list = Array(RandomSheets(standard).table(of: count, missing: 10, &random).sheets)
    for place in list.indices where place % 17 == 3 {
      list[place] = list[place].with(list[place].cells.map { $0 == .missing ? .unsettled : $0 })
    }
    let table = Table(schema: standard.schema, sheets: list, refused: [])
    let facts = FactColumns(standard, table, facts: Set(standard.facts.indices))
    let memory = ColumnMemory()
    var sheets = BlockSheets(memory)
    let blocks =
      (0..<facts.blocks).map { Array($0 * Column.rows..<min(count, ($0 + 1) * Column.rows)) }
      + [Array((0..<count).shuffled(using: &random).prefix(Column.rows)), [count - 1, 0]]
    for (number, block) in blocks.enumerated() {
      sheets.fill(block, isConsecutive: number < facts.blocks)
      for fact in standard.facts.indices {
        guard let form = facts.columns[fact]?.form else { continue }
        let codec = ColumnCodec(form: form, type: .value(standard.facts[fact].type), facts: facts)
        let column = facts.load(fact, sheets, into: memory.column(form, home: 0))
        for (row, sheet) in block.enumerated() {
          let isOdd = column.hasOdd && column.odd.has(row)
          let found = isOdd ? facts.value(of: fact, at: sheet) : codec.value(column, row)
          #expect(
            found.computed == facts.value(of: fact, at: sheet).computed,
            "\(standard.facts[fact].name) of sheet \(sheet)")
          #expect(!isOdd || form == .other || form.scale != nil)
        }
      }
    }
  }
}
