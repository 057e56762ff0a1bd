import Evaluation
import Foundation
import Model
import Reports
import Sheets

/// Times the main job on more and more sheets: reading, judging with ranks and selection, and writing the table of results,
/// beside the least that can be done with the same bytes and the same columns.
struct Growth {
  private let standard: Standard
  private let clock = ContinuousClock()
  private var before: (count: Int, times: [Double])?

  private static let stages = ["read", "judge and rank", "write", "bytes once", "columns once"]

  init(_ standard: Standard) { self.standard = standard }

  /// - Parameter sizes: so many sheets, in turn.
  mutating func run(_ sizes: [Int]) {
    let criteria =
      standard.requirements.count + standard.categories.reduce(0) { $0 + $1.items.count } + standard.adjustments.count
    for count in sizes {
      let files = Workload(schema: standard.schema, count: count).files
      let bytes = files.reduce(0) { $0 + $1.bytes.count }
      var left = 0
      let rounds = (0..<(count <= 100_000 ? 5 : 1)).map { _ in times(files, &left) }
      let medians = Self.stages.indices.map { stage in rounds.map { $0[stage] }.sorted()[rounds.count / 2] }
      print("\(count) sheets, \(bytes) bytes, \(criteria) criteria; peak memory \(Self.peakMemory) MiB")
      for (stage, seconds) in zip(Self.stages, medians) {
        let each = seconds / Double(count) * 1e9
        var line = "  \(stage): \(Self.text(seconds * 1e3)) ms, \(Self.text(each)) ns a sheet"
        line += ", \(Int(Double(count) / max(seconds, 1e-9))) sheets a second"
        if stage == Self.stages[1] { line += ", \(Self.text(each / Double(criteria))) ns a criterion" }
        print(line)
      }
      print("  \(left) sheets left the columns")
      print(
        "  read takes \(Self.text(medians[0] / medians[3])) times what the bytes take, judging"
          + " \(Self.text(medians[1] / medians[4])) times what the columns take")
      if let before {
        let exponents = zip(before.times, medians).prefix(3).map { old, new in
          Self.text(log(new / old) / log(Double(count) / Double(before.count)))
        }
        print("  grows since \(before.count) with exponents \(exponents.joined(separator: ", "))")
      }
      before = (count, medians)
    }
  }

  /// Seconds of each stage.
  ///
  /// - Parameter left: so many sheets were worked out by single values.
  private func times(_ files: [SheetFile], _ left: inout Int) -> [Double] {
    var table: Table?
    let reading = seconds { table = SheetReader.read(files, schema: standard.schema).table }
    guard let table else { return Self.stages.map { _ in 0 } }
    var outcome: Outcome?
    let judging = seconds { outcome = Evaluation.outcome(of: standard, table) }
    left = outcome?.sheetsOutOfColumns ?? 0
    var written = 0
    let writing = seconds {
      guard let outcome else { return }
      OutcomeTable(outcome, language: .zh, level: .categories).write { written += $0.count }
    }
    var sum = written
    let bytes = seconds {
      for file in files { file.bytes.withUnsafeBufferPointer { for byte in $0 { sum &+= Int(byte) } } }
    }
    let columns = standard.schema.columns.indices.map { table.sheets.column($0, of: standard.schema).words }
    let looking = seconds { for column in columns { sum &+= Self.sum(column) } }
    // What is worked out has to be of use, lest it be left out.
    if sum == .min { print(sum) }
    return [reading, judging, writing, bytes, looking]
  }

  private static func sum(_ words: WordPlane) -> Int {
    switch words {
    case .bytes(let words): words.reduce(0) { $0 &+ Int($1) }
    case .halves(let words): words.reduce(0) { $0 &+ Int($1) }
    case .words(let words): words.reduce(0) { $0 &+ Int($1) }
    case .longs(let words): words.reduce(0) { $0 &+ Int($1) }
    }
  }

  private func seconds(_ body: () -> Void) -> Double {
    let time = clock.measure(body)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  private static func text(_ number: Double) -> String { String(format: number < 10 ? "%.2f" : "%.0f", number) }

  /// The most that the process has held so far, in MiB.
  private static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    // Bytes on a Mac, elsewhere KiB.
    #if canImport(Darwin)
      return usage.ru_maxrss >> 20
    #else
      return usage.ru_maxrss >> 10
    #endif
  }
}
