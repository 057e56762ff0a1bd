import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// What applications still lack: formal requirements (要件) that are not met or not yet settled, with what stands in their
/// way, and facts for which too few files vouch.
public struct DossierReport: TabularReport {
  let outcome: Outcome
  let applications: [Application]
  let labels: Labels
  private let constants: Constants
  /// Places of formal requirements, in the order of the standard.
  private let requirements: [Int]

  /// One community's application.
  struct Application {
    let result: SheetResult
    /// Places of formal requirements, in the order of the standard.
    let requirements: [Int]
    /// Nil where no files were looked for.
    let folder: EvidenceFolder?

    /// Whether all is there.
    var isComplete: Truth {
      let parts =
        requirements.map { result.requirements[$0].passes } + (folder?.evidence.map(\.isEnough) ?? [])
      return parts.reduce(.yes) { $0.and($1) }
    }

    /// Its requirements with one of the verdicts.
    func requirements(_ verdicts: Verdict...) -> [Int] {
      requirements.filter { verdicts.contains(result.requirements[$0].verdict) }
    }

    /// Facts for which there are too few files, or more to say.
    var notable: [Evidence] {
      (folder?.evidence ?? []).filter { $0.isEnough != .yes || !$0.empty.isEmpty || !$0.copies.isEmpty }
    }
  }

  /// - Parameters:
  ///   - results: whose applications; in the order in which they are to stand.
  ///   - folders: the files that were found, by the place of the sheet; empty where none were looked for.
  public init(_ outcome: Outcome, _ results: [SheetResult], folders: [Int: EvidenceFolder], language: Language) {
    self.outcome = outcome
    labels = Labels(language: language)
    constants = Constants(outcome.standard)
    let requirements = outcome.standard.requirements.indices.filter {
      outcome.standard.requirements[$0].kind == .requirement
    }
    self.requirements = requirements
    applications = results.map { Application(result: $0, requirements: requirements, folder: folders[$0.sheet]) }
  }

  var standard: Standard { outcome.standard }
  func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// A table of all, then what each of those lacks that lack something.
  public var report: Report {
    let heading = Report.Block.heading(standard.name + say("：申报材料", ": applications"))
    let blocks: [Report.Block] = [heading, .paragraph(summary), .table(grid)]
    return Report(blocks + applications.map(node).filter { !$0.parts.isEmpty }.map { .tree([$0]) })
  }

  private var summary: String {
    let complete = applications.count { $0.isComplete == .yes }
    let lacking = applications.count { $0.isComplete == .no }
    let open = applications.count - complete - lacking
    let count = say(
      "共 \(applications.count) 份：齐全 \(complete)，有缺 \(lacking)，待核实 \(open)。",
      "\(applications.count) in all: \(complete) complete, \(lacking) lacking something, \(open) open.")
    return !requirements.isEmpty ? count : count + say("这份标准没有写要件。", " The standard states no formal requirements.")
  }

  private var grid: Report.Grid {
    let hasFiles = applications.contains { $0.folder != nil }
    let headings = [
      standard.subjectHeading, say("材料", "application"), say("要件", "met"), say("不满足", "not met"), say("待核实", "open"),
    ]
    let rows = applications.map { application in
      let met = application.requirements(.met, .inapplicable).count
      let files = application.folder?.evidence ?? []
      return [
        outcome.sheet(application.result).name, word(application.isComplete),
        "\(met)/\(application.requirements.count)", names(application.requirements(.unmet)),
        names(application.requirements(.unverified, .failed)),
      ] + (hasFiles ? ["\(files.count { $0.isEnough == .yes })/\(files.count)"] : [])
    }
    return Report.Grid(
      headings: headings + (hasFiles ? [say("佐证", "evidence")] : []), rows: rows, labels: [0, 1, 3, 4])
  }

  /// Whether an application is complete.
  func word(_ isComplete: Truth) -> String {
    switch isComplete {
    case .yes: say("齐全", "complete")
    case .no: say("有缺", "lacking")
    case .unknown: labels.verdict(.unverified)
    }
  }

  private func names(_ requirements: [Int]) -> String { labels.list(requirements.map { standard.requirements[$0].id }) }

  // MARK: One application

  private func node(_ application: Application) -> Report.Node {
    let found = application.requirements(.unmet, .unverified, .failed).map { node($0, application.result) }
    let hasFolder = application.folder.map { $0.path != nil } ?? true
    let files =
      hasFolder
      ? application.notable.map { Report.Node(line($0)) } : [Report.Node(say("没有它的文件夹", "it has no folder"))]
    return Report.Node(outcome.sheet(application.result).name, found + files)
  }

  private func node(_ index: Int, _ result: SheetResult) -> Report.Node {
    let requirement = standard.requirements[index]
    let found = result.requirements[index]
    let formulas = lacking(index, result)
    let values = labels.decimals(
      formulas.flatMap(\.numbers) + constants.comparands(in: standard.sites(of: .requirement(index)).formulas))
    var parts = formulas.map { ExplanationReport.node($0, labels, values) }
    if let error = found.error { parts.append(Report.Node(error.described(labels.language))) }
    parts += found.missing.map { Report.Node(say("要补：", "to be stated: ") + wording($0)) }
    if let citation = requirement.annotation.citation { parts.append(Report.Node(say("出处：", "source: ") + citation)) }
    let name = labels.name(requirement) + "  " + requirement.title
    return Report.Node(name + "  " + labels.verdict(found.verdict), parts)
  }

  /// The conditions that stand in the way of a requirement; none where it is met, or does not apply.
  func lacking(_ index: Int, _ result: SheetResult) -> [Explanation] {
    let verdict = result.requirements[index].verdict
    if verdict == .met || verdict == .inapplicable { return [] }
    let conditions = standard.sites(of: .requirement(index)).of(.condition).formulas
    return outcome.explain(conditions, of: .requirement(index), for: result).filter { $0.value.truth != .yes }
  }

  /// A fact with its help, a parameter by its name.
  private func wording(_ missing: Missing) -> String {
    let name = standard.name(missing)
    guard case .fact(let fact) = missing, !standard.facts[fact].help.isEmpty else { return name }
    return name + say("（\(standard.facts[fact].help)）", " (\(standard.facts[fact].help))")
  }

  /// `图片（佐证 图片）：要 12 个，文件 9 个，空的：a.jpg`.
  func line(_ evidence: Evidence) -> String {
    let fact = standard.facts[evidence.fact]
    var parts = [say("文件 \(evidence.found.count) 个", "\(evidence.found.count) found")]
    if let wanted = evidence.wanted, wanted > evidence.found.count {
      parts.insert(say("要 \(wanted) 个", "\(wanted) wanted"), at: 0)
    }
    if evidence.wanted == nil { parts.insert(say("没有填", "not stated"), at: 0) }
    if !evidence.empty.isEmpty { parts.append(say("空的：", "empty: ") + evidence.empty.listed(labels.language)) }
    if !evidence.copies.isEmpty {
      let copies = evidence.copies.map { say("\($0.name) 与 \($0.original)", "\($0.name) and \($0.original)") }
      parts.append(say("内容相同：", "the same: ") + copies.listed(labels.language))
    }
    let folder = fact.evidence.map { say("（佐证 \($0)）", " (evidence in \($0))") } ?? ""
    return fact.name + folder + say("：", ": ") + parts.joined(separator: say("，", ", "))
  }
}
