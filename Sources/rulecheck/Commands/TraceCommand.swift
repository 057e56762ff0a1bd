import Notices
import Reports
import Syntax
import Workbench

extension Command {
  /// The citations of a standard held against its notices; with `--update` their fingerprints are recorded.
  static let trace = Command(
    names: Bilingual("溯源", "trace"), usage: Bilingual("trace 规则 --source 通知.txt", "trace RULES --source NOTICE.txt"),
    summary: Bilingual("规则的出处和通知原文对上了没有", "hold the citations against the notice"),
    options: [source, update, noWording, SharedOptions.format] + SharedOptions.settings, inOrder: [source]
  ) { run in
    _ = try run.required(source)
    let (loaded, standard, console) = try run.standard(isQuoted: false)
    let owners = loaded.noticeOwners
    let given = try paths(by: owners, run)
    if run.invocation.has(update), !run.isInSession {
      guard let paths = given.first(where: { $0.owners.contains(0) })?.paths else {
        throw run.missing(Bilingual(stringLiteral: "\(source.name) \(owners.owners.first ?? "")=…"))
      }
      return try record(loaded, from: try run.workbench.notice(paths), run, console)
    }
    var notices: [(owners: Set<Int>, notice: Notice)] = []
    for (owners, paths) in given { notices.append((owners, try run.workbench.notice(paths))) }
    let traced = Workbench.trace(loaded, notices: notices)
    let names = given.map { entry in entry.owners.sorted().map { owners.owners[$0] }.joined(separator: "、") }
    let report = TraceReport(
      Array(zip(names, traced.coverages)), notHeld: traced.notHeld, title: standard.title, language: console.language)
    try run.write(report.report, table: report.table, json: report.json, console)
    return traced.coverages.allSatisfy(\.isComplete) ? .success : .findings
  }

  private static let source = Option(
    Bilingual("--原文", "--source"), Bilingual("[标准=]通知.txt", "[STANDARD=]NOTICE.txt"),
    Bilingual(
      "通知原文；几份标准各有通知的，前面写标准名，可写多次",
      "the text of the notice; with the name of a standard where several have notices of their own; may be repeated"))
  private static let update = Switch(
    Bilingual("--记指纹", "--update"), Bilingual("把指纹记进规则文件", "record fingerprints in the rules file"))
  private static let noWording = Switch(
    Bilingual("--不记原文", "--no-wording"), Bilingual("只记指纹，不记原文", "record them without the wording"))

  /// The files of each notice, with the standards that go by it. What has no name is that of the standard asked for, and
  /// files with one name are one notice.
  private static func paths(by owners: NoticeOwners, _ run: Run) throws -> [(owners: Set<Int>, paths: [String])] {
    var paths: [Int: [String]] = [:]
    for text in try run.invocation.all(source) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, !parts[0].contains("/") {
        guard let owner = owners.owner(called: parts[0]) else {
          throw UsageProblem.badValue(
            option: source.name, value: text, allowed: owners.owners.map { "\($0)=通知.txt" })
        }
        paths[owner, default: []].append(parts[1])
      } else {
        paths[0, default: []].append(text)
      }
    }
    // Those that name the same files go by the same notice.
    var notices: [(owners: Set<Int>, paths: [String])] = []
    for (owner, named) in paths.sorted(by: { $0.key < $1.key }) {
      if let place = notices.firstIndex(where: { $0.paths == named }) {
        notices[place].owners.insert(owner)
      } else {
        notices.append(([owner], named))
      }
    }
    return notices
  }

  private static func record(
    _ loaded: Workbench.Loaded, from notice: Notice, _ run: Run, _ console: Console
  ) throws -> ExitCode {
    guard
      let done = try run.workbench.recordFingerprints(loaded, from: notice, wording: !run.invocation.has(noWording))
    else {
      try run.refuse([SyntaxProblem.layoutLost.at(loaded.file.name)], console, .fileProblem)
    }
    let path = loaded.file.name
    try run.write(
      lines: console.say("\(path)：记录指纹 \(done.recorded) 处\n", "\(path): \(done.recorded) fingerprints recorded\n"),
      console)
    if done.nowhere > 0 {
      try run.write(
        lines: console.say(
          "\(path)：通知里没有的出处 \(done.nowhere) 处，没有记\n", "\(path): \(done.nowhere) citations lead nowhere and have none\n"),
        console)
    }
    return done.recorded > 0 ? .success : .findings
  }
}
