import Diagnostics
import Reports
import Workbench

extension Commands {
  /// The citations of a standard held against the notice; with `--update` their fingerprints are recorded.
  func trace() throws -> ExitCode {
    guard let source = arguments.notice else { throw UsageProblem.missingArgument("--source", arguments.command) }
    let (loaded, console) = try load()
    guard let standard = loaded.standard else {
      try console.show(loaded.diagnostics)
      return .invalidRules
    }
    let notice = try workbench.notice(source)
    if arguments.has(.update) {
      switch try workbench.recordFingerprints(loaded, from: notice, wording: !arguments.has(.noWording)) {
      case .success(let count):
        try write(
          lines: console.say(
            "\(loaded.file.name)：记录指纹 \(count) 处\n", "\(loaded.file.name): \(count) fingerprints recorded\n"),
          console)
        return .success
      case .failure(let refusal):
        try console.show([refusal.diagnostic])
        return .fileProblem
      }
    }
    let coverage = Workbench.trace(loaded, against: notice)
    let report = TraceReport(coverage, title: standard.title, language: console.language)
    try write(report.report, csv: report.csv, json: report.json, console)
    return coverage.isComplete ? .success : .findings
  }
}
