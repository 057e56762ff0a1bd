import Diagnostics
import Planning
import Translation

extension Command {
  /// A standard as SQL, for platforms that keep facts in a database.
  static let sql = Command(
    names: Bilingual("数据库", "sql"), usage: Bilingual("数据库 规则 --引擎 引擎", "sql RULES --dialect ENGINE"),
    summary: Bilingual("整份标准写成 SQL，在数据库里评选（供工程人员看）", "the standard as SQL that judges in a database, for engineers"),
    options: [dialect, schema, load, checks, explained] + SharedOptions.settings, textEndings: ["sql"]
  ) { run in
    try run.refuseSheets()
    let dialect = try run.required(dialect)
    let (loaded, standard, console) = try run.standard(isQuoted: false)
    let text: String
    do {
      let translation = try SQLTranslation(standard, try Plan(standard), dialect)
      let tables = translation.schema
      let parts = [(schema, tables.statements), (load, tables.loading), (checks, tables.checks)]
      if let part = parts.first(where: { run.invocation.has($0.0) }) {
        text = part.1
      } else if let name = try run.invocation[explained] {
        text = try translation.statements(explaining: name, digest: loaded.digest)
      } else {
        text = translation.statements(digest: loaded.digest)
      }
    } catch let problem as SQLProblem {
      try run.refuse([Diagnostic(problem, at: .file(loaded.file.name))], console, .findings)
    } catch let problem as PlanProblem {
      try run.refuse([Diagnostic(problem, at: .file(loaded.file.name))], console, .findings)
    }
    try run.write([.text: { text }], console)
    return .success
  }

  private static let dialect = Option(
    Bilingual("--引擎", "--dialect"), Bilingual("给哪种数据库", "for which engine"), of: SQLDialect.all
  ) { Bilingual($0.name, $0.name) }
  private static let schema = Switch(
    Bilingual("--建表", "--schema"), Bilingual("只写建表的语句", "only the statements that make the tables"))
  private static let load = Switch(
    Bilingual("--装表", "--load"), Bilingual("只写读入 CSV 的语句", "only the statements that read files of CSV"))
  private static let explained = Option(
    Bilingual("--说明", "--explain"), Bilingual("名称", "NAME"),
    Bilingual("只写说明一个小区怎么得来的语句", "only the statement that tells how one community came by its result"))
  private static let checks = Switch(
    Bilingual("--核对", "--checks"), Bilingual("只写先要通过的核对", "only the checks that have to be passed first"))
}
