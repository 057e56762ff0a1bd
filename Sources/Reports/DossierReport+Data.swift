import Evaluation
import Model
import Quantities
import Sheets

/// Applications for programs.
extension DossierReport {
  /// A row for each requirement, and for each fact that files vouch for, of each community.
  public var table: FlatTable {
    let heading = [
      standard.subjectHeading, say("种类", "kind"), say("编号", "number"), say("题目", "title"), say("结论", "verdict"),
      say("缺什么", "what is lacking"), say("要补", "to be stated"),
    ]
    let rows = applications.flatMap { application in
      let name = outcome.sheet(application.result).name
      let requirements = application.requirements.map { index in
        let (requirement, found) = (standard.requirements[index], application.result.requirements[index])
        let lacking = lacking(index, application.result).map(\.text)
        return [
          name, labels.kind(requirement.kind), requirement.id, requirement.title, labels.verdict(found.verdict),
          lacking.joined(separator: say("；", "; ")), labels.list(found.missing.map(standard.name)),
        ].map(TableCell.text)
      }
      let evidence = (application.folder?.evidence ?? []).map { evidence in
        [
          name, say("佐证", "evidence"), standard.facts[evidence.fact].name, standard.facts[evidence.fact].help,
          word(evidence.isEnough), line(evidence), "",
        ].map(TableCell.text)
      }
      return requirements + evidence
    }
    return FlatTable(say("申报", "applications"), headings: heading, rows)
  }

  /// - Parameters: the digests of the rules and the sheets.
  public func json(rules: String, sheets: String?) -> String {
    JSONValue.object(of: [
      ("format", .string("rulecheck.dossier/1")),
      ("standard", JSONValue.object(of: [("name", .string(standard.name)), ("digest", .string(rules))])),
      ("sheets", JSONValue.object(of: [("digest", sheets.map(JSONValue.string) ?? .null)])),
      ("applications", .array(applications.map(json))),
    ]).text() + "\n"
  }

  private func json(_ application: Application) -> JSONValue {
    JSONValue.object(
      of: standard.members("community", outcome.sheet(application.result).identity) + [
        ("complete", OutcomeJSON.truth(application.isComplete)),
        (
          "requirements",
          .array(
            application.requirements.map { index in
              let (requirement, found) = (standard.requirements[index], application.result.requirements[index])
              return JSONValue.object(of: [
                ("id", .string(requirement.id)), ("title", .string(requirement.title)),
                ("verdict", .string(found.verdict.rawValue)),
                ("lacking", .array(lacking(index, application.result).map { .string($0.text) })),
                ("missing", .array(found.missing.map { .string(standard.name($0)) })),
              ])
            })
        ),
      ] + (application.folder.map { [("evidence", .array($0.evidence.map(json)))] } ?? []))
  }

  private func json(_ evidence: Evidence) -> JSONValue {
    JSONValue.object(of: [
      ("fact", .string(standard.facts[evidence.fact].name)),
      ("folder", .string(standard.facts[evidence.fact].evidence ?? "")),
      ("wanted", evidence.wanted.map { .number("\($0)") } ?? .null),
      ("found", .array(evidence.found.map { .string($0) })), ("empty", .array(evidence.empty.map { .string($0) })),
      (
        "copies",
        .array(
          evidence.copies.map { copy in
            JSONValue.object(of: [("name", .string(copy.name)), ("original", .string(copy.original))])
          })
      ),
    ])
  }
}
