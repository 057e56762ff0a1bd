import Diagnostics
import Pages
import Planning

extension Command {
  /// `rulecheck form RULES -o form.html`: the questions of a standard as a page to be filled in.
  static let form = Command(
    names: Bilingual("自评表", "form"),
    usage: Bilingual("form 规则 --output 自评表.html", "form RULES --output form.html"),
    summary: Bilingual(
      "自评表网页：离线填写，边填边算，存成事实表", "a page to fill in offline; it judges as you go and saves a fact sheet"),
    options: [SharedOptions.format([.html])] + SharedOptions.settings
  ) { run in
    try run.refuseSheets()
    let (loaded, standard, console) = try run.standard()
    let page: FormPage
    do throws(PlanProblem) {
      page = try FormPage(standard, loaded.outline, digest: loaded.digest, language: console.language)
    } catch {
      try run.refuse([Diagnostic(error, at: .file(loaded.file.name))], console, .findings)
    }
    try run.write(page.text, console)
    return .success
  }
}
