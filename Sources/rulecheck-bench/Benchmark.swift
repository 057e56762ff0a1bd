import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Workbench

/// Times the main job on copies of a sample: `swift run -c release rulecheck-bench RULES SHEET.csv [COUNT]`.
@main
enum Benchmark {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 2 else {
      print("usage: rulecheck-bench RULES SHEETS [COUNT]")
      return
    }
    let count = words.count > 2 ? Int(words[2]) ?? 2_000 : 2_000
    let workbench = Workbench(files: BenchmarkFiles())
    let clock = ContinuousClock()
    let loaded = try workbench.load(words[0])
    guard let standard = loaded.standard else {
      print("the rules file has errors")
      return
    }
    let (table, _, _) = try workbench.sheets([words[1]], for: standard)
    guard !table.sheets.isEmpty else {
      print("no sheets")
      return
    }
    let sheets = (0..<count).map { index in
      let sample = table.sheets[index % table.sheets.count]
      return Sheet(name: "\(sample.name) \(index)", cells: sample.cells, file: sample.file, row: sample.row)
    }
    let copies = Table(schema: table.schema, sheets: sheets, refused: [])
    var times: [Duration] = []
    for _ in 0..<5 {
      times.append(clock.measure { _ = Evaluation.outcome(of: standard, copies) })
    }
    times.sort()
    print("\(count) sheets, reference interpreter: median \(times[2]), fastest \(times[0]), slowest \(times[4])")
    timeSensitivity(count)
  }

  /// Ranges of weights and ten thousand draws over communities that are all eligible and all different.
  private static func timeSensitivity(_ count: Int) {
    var text = "标准 例\n事实 名 文本\n对象 名\n推荐 前 10%\n"
    for category in 0..<5 {
      text += "事实 率\(category) 百分比\n类别 类\(category) 分值 20%\n指标 1 “例”\n得分 率\(category)\n"
    }
    guard let standard = Workbench.load(SourceFile(name: "例.rules", text: text)).standard else { return }
    let sheets = (0..<count).map { index in
      // Rates from 0 to 100 % in steps of 0.01 %, without a pattern.
      let rates = (1...5).map {
        Cell.value(.number((try? Rational(index * 7919 * $0 * $0 % 10_007, over: 10_007)) ?? .one))
      }
      return Sheet(name: "\(index)", cells: [.value(.text("\(index)"))] + rates, file: "", row: nil)
    }
    let outcome = Evaluation.outcome(of: standard, Table(schema: standard.schema, sheets: sheets, refused: []))
    let settings = Sensitivity.Settings()
    var problem: SensitivityProblem?
    let time = ContinuousClock().measure {
      do throws(SensitivityProblem) {
        problem = try Sensitivity(outcome, settings).weightsProblem
      } catch {
        problem = error
      }
    }
    print("\(count) eligible communities, \(settings.draws) draws of weights and 5 ranges: \(time)")
    if let problem { print(problem.wording(.en).sentence) }
  }
}
