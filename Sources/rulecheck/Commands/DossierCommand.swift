import Evaluation
import Reports
import Workbench

extension Command {
  /// `rulecheck dossier RULES SHEETS…`: what applications still lack.
  static let dossier = Command(
    names: Bilingual("材料", "dossier"),
    usage: Bilingual(
      "dossier 规则 事实表… [--community 名称] [--files 文件夹]", "dossier RULES SHEETS… [--community NAME] [--files FOLDER]"),
    summary: Bilingual(
      "核对申报材料：要件缺什么，佐证文件够不够", "look over applications: what they lack, and whether files vouch for them"),
    options: [SharedOptions.community, files, SharedOptions.format] + SharedOptions.settings
  ) { run in
    let (judged, console) = try run.outcome()
    let outcome = judged.outcome
    let community = try run.invocation[SharedOptions.community]
    let results =
      try community.map { [try outcome.result(of: $0)] } ?? outcome.results.filter { $0.entrant != .no }
    var folders: [Int: EvidenceFolder] = [:]
    var isClosed = false
    if let folder = try run.invocation[files] {
      let found = try run.workbench.evidence(in: folder, of: results.map(\.sheet), in: outcome)
      try console.show(found.diagnostics)
      folders = found.folders
      isClosed = found.diagnostics.contains(where: \.isError)
    }
    let report = DossierReport(outcome, results, folders: folders, language: console.language)
    try run.write(
      report.report, table: report.table, json: report.json(rules: judged.rulesDigest, sheets: judged.sheetsDigest),
      console
    )
    return judged.hasErrors || isClosed ? .findings : .success
  }

  private static let files = Option(
    Bilingual("--佐证", "--files"), Bilingual("文件夹", "FOLDER"),
    Bilingual("佐证文件所在：小区名称/佐证名/文件", "where the files are: COMMUNITY/EVIDENCE/FILE"))
}
