import Diagnostics
import Evaluation
import Pages
import Sheets
import Workbench

extension Command {
  /// `rulecheck report RULES SHEETS… -o report.html`: the result as a page, for browsers and for paper.
  static let report = Command(
    names: Bilingual("报告", "report"),
    usage: Bilingual("report 规则 事实表… -o 报告.html", "report RULES SHEETS… -o report.html"),
    summary: Bilingual("结果与理由做成网页，可以打印", "the result and its reasons as a page, to be printed too"),
    options: [isPublic, notice, pages, SharedOptions.format([.html])] + SharedOptions.settings
  ) { run in
    let name = try run.invocation[notice]
    if name != nil, run.invocation.has(isPublic) { throw UsageProblem.surplusArgument(isPublic.name) }
    let (judged, console) = try run.outcome(whole: true)
    if let name {
      try run.write(
        ResultNotice(judged, try judged.outcome.result(of: name), language: console.language).text, console)
    } else if run.invocation.has(isPublic) {
      let list = PublicList(judged.outcome, language: console.language)
      try run.write(list.text, console)
      if list.openCount > 0 {
        try console.note(
          console.say(
            "名单还不能公示：\(list.openCount) 家是否列入未定。\n",
            "The list is not to be posted yet: \(list.openCount) more may come onto it.\n"))
      }
    } else {
      try write(judged, run, console)
    }
    return judged.outcome.hasFailures || judged.hasErrors ? .findings : .success
  }

  private static let isPublic = Switch(
    Bilingual("--公示", "--public"), Bilingual("只出公示名单，不含事实", "the list to be posted, without any facts"))
  private static let notice = Option(
    Bilingual("--告知", "--notice"), Bilingual("名称", "NAME"),
    Bilingual("给一家的结果告知书", "what one applicant is told"))
  private static let pages = Option(
    Bilingual("--分页", "--pages"), Bilingual("文件夹", "FOLDER"),
    Bilingual(
      "各家的页写进文件夹；超过 \(ReportPages.limit) 家时自动如此",
      "a page for each community in a folder; done anyway beyond \(ReportPages.limit)"))

  /// The page of all comes last, so that it leads nowhere where nothing is.
  private static func write(_ judged: Judged, _ run: Run, _ console: Console) throws {
    let isLarge =
      judged.outcome.standing(at: 0..<judged.outcome.places.count).count { $0.entrant != .no } > ReportPages.limit
    let output = run.invocation.output
    var folder = try run.invocation[pages]
    if folder == nil, isLarge {
      guard let output else { throw run.missing(Bilingual("--output", "--output")) }
      folder = Self.folder(beside: output)
    }
    let link = folder.map { Link.from(output.map(run.disk.absolute) ?? "", to: run.disk.absolute($0)) }
    let pages = ReportPages(judged, language: console.language, folder: link)
    if let folder {
      try run.disk.makeFolder(folder, mode: 0o777)
      for start in stride(from: 0, to: pages.count, by: step) {
        let made = Cores.map(min(step, pages.count - start)) { pages.community(start + $0) }
        for (name, text) in made { try run.disk.write(Array(text.utf8), to: folder + "/" + name) }
        Pulse.beat()
      }
      try console.note(
        console.say(
          "各家 \(pages.count) 页写入 \(folder)/\n", "\(pages.count) pages written to \(folder)/\n"))
    }
    try run.write(pages.text, console)
  }

  /// So many pages are made before they are written.
  private static let step = 64

  /// `report.html` has its pages in `report`.
  private static func folder(beside output: String) -> String {
    Format.ending(of: output).map { String(output.dropLast($0.count + 1)) } ?? output + ".pages"
  }
}

/// The way from one file to another as a page names it.
enum Link {
  /// - Parameters:
  ///   - file: the absolute path of the page; empty where it is not known.
  ///   - path: an absolute path.
  static func from(_ file: String, to path: String) -> String {
    let here = file.split(separator: "/").dropLast()
    let there = path.split(separator: "/")
    let common = file.isEmpty ? 0 : zip(here, there).prefix { $0 == $1 }.count
    let parts = here.dropFirst(common).map { _ in ".." } + there.dropFirst(common).map { encoded(String($0)) }
    return (file.isEmpty ? "file:///" : "") + parts.joined(separator: "/")
  }

  /// What means something else in an address is written by its number.
  private static func encoded(_ part: String) -> String {
    part.utf8.map { byte in
      let isPlain =
        byte >= 0x80
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || "-._~".utf8.contains(byte)
      return isPlain ? [byte] : Array(("%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)).utf8)
    }.reduce(into: [UInt8]()) { $0 += $1 }.text
  }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
