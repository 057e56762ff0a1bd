import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import RulecheckKit
import Sheets
import Workbench

/// Times the main job on copies of a sample, `swift run -c release rulecheck-bench RULES SHEET.csv [COUNT]`, or on sheets
/// that are made up, `swift run -c release rulecheck-bench RULES 1k 100k 1M 10M`.
@main
enum Benchmark {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2 else {
      print("usage: rulecheck-bench RULES SHEETS [COUNT], or RULES SIZE…, such as 1k 100k 1M")
      return
    }
    let count = words.count > 2 ? Int(words[2]) ?? 2_000 : 2_000
    let workbench = Workbench(files: ReadOnlyFiles())
    let loaded = try workbench.load(words[0])
    guard let standard = loaded.standard else {
      print("the rules file has errors")
      return
    }
    let sizes = words.dropFirst().compactMap(size)
    if sizes.count == words.count - 1 {
      var growth = Growth(standard)
      growth.run(sizes)
      return
    }
    let (table, _, _) = try workbench.sheets([words[1]], for: standard, digested: false)
    guard !table.sheets.isEmpty else {
      print("no sheets")
      return
    }
    let sheets = (0..<count).map { index in
      let sample = table.sheets[index % table.sheets.count]
      return Sheet(Identity("\(sample.name) \(index)"), cells: sample.cells, file: sample.file, row: sample.row)
    }
    let copies = Table(schema: table.schema, sheets: sheets, refused: [])
    let clock = ContinuousClock()
    var (columns, planned, reference): ([Duration], [Duration], [Duration]) = ([], [], [])
    for _ in 0..<5 {
      columns.append(clock.measure { _ = Evaluation.outcome(of: standard, copies) })
      reference.append(clock.measure { _ = Evaluation.referenceOutcome(of: standard, copies) })
      try planned.append(clock.measure { _ = try Evaluation.planned(standard, copies) })
    }
    for (engine, times) in [
      ("reference interpreter", reference.sorted()), ("plain executor of plans", planned.sorted()),
      ("columns, without the parts of results", columns.sorted()),
    ] {
      print("\(count) sheets, \(engine): median \(times[2]), fastest \(times[0]), slowest \(times[4])")
    }
    guard let (loaded, cohort) = cohort(count) else { return }
    timeSensitivity(loaded, cohort)
    timeSweep(loaded, cohort)
  }

  /// `100k` and `1M`, as a number.
  private static func size(_ word: String) -> Int? {
    let factor = word.hasSuffix("k") ? 1_000 : word.hasSuffix("M") ? 1_000_000 : 1
    return Int(factor == 1 ? word : String(word.dropLast())).flatMap { $0 > 0 ? $0 * factor : nil }
  }

  /// A standard with five weights and a threshold, and communities that are all eligible and all different.
  private static func cohort(_ count: Int) -> (loaded: Workbench.Loaded, table: Table)? {
    var text = "标准 例\n事实 名 文本\n对象 名\n推荐 前 10%\n参数 界 0%\n原则 1 “界”\n条件 率0 不低于 界\n"
    for category in 0..<5 {
      text += "事实 率\(category) 百分比\n类别 类\(category) 分值 20%\n指标 1 “例”\n得分 率\(category)\n"
    }
    let loaded = Workbench.load(SourceFile(name: "例.rules", text: text))
    guard let standard = loaded.standard else { return nil }
    let sheets = (0..<count).map { index in
      // Rates from 0 to 100 % in steps of 0.01 %, without a pattern.
      let rates = (1...5).map {
        Cell.value(.number((try? Rational(index * 7919 * $0 * $0 % 10_007, over: 10_007)) ?? .one))
      }
      return Sheet(Identity("\(index)"), cells: [.value(.text("\(index)"))] + rates, file: "", row: nil)
    }
    return (loaded, Table(schema: standard.schema, sheets: sheets, refused: []))
  }

  /// Ranges of weights and ten thousand draws.
  private static func timeSensitivity(_ loaded: Workbench.Loaded, _ table: Table) {
    guard let standard = loaded.standard else { return }
    let outcome = Evaluation.outcome(of: standard, table)
    let settings = Sensitivity.Settings()
    var problem: SensitivityProblem?
    let time = ContinuousClock().measure {
      do throws(SensitivityProblem) {
        problem = try Sensitivity(outcome, settings).weightsProblem
      } catch {
        problem = error
      }
    }
    print("\(table.sheets.count) eligible communities, \(settings.draws) draws of weights and 5 ranges: \(time)")
    if let problem { print(problem.wording(.en).sentence) }
  }

  /// All places at which a threshold changes the selection.
  private static func timeSweep(_ loaded: Workbench.Loaded, _ table: Table) {
    let request = Workbench.SweepRequest(parameter: "界", from: "0%", to: "100%", step: "5%")
    var sweep: Sweep?
    let time = ContinuousClock().measure { sweep = try? Workbench.sweep(loaded, over: [request], table) }
    print("\(table.sheets.count) communities, a sweep with \(sweep?.tippings.count ?? 0) places of change: \(time)")
    if let limitation = sweep?.limitation { print(limitation.wording(.en).sentence) }
  }
}
