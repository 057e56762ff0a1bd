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
  }
}
