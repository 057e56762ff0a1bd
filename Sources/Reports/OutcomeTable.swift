import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// The result as CSV: a row a community, for further work in a spreadsheet.
public enum OutcomeTable {
  /// Points have two columns, the least and the most; the headings are in the language.
  /// - Parameter level: items have columns only with ``Level/items``.
  public static func csv(_ outcome: Outcome, language: Language, level: Level) -> String {
    let labels = Labels(language: language)
    let standard = outcome.standard
    func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }
    func ends(_ name: String) -> [String] { [name + say("最低", " least"), name + say("最高", " most")] }
    func both(_ points: Interval) -> [String] { [points.least, points.most].map(\.spreadsheetText) }
    var heading = [say("名次", "rank")] + standard.subjectNames
    heading += standard.quotaGroups.map { standard.facts[$0].name }
    heading.append(say("结论", "verdict"))
    heading += standard.requirements.map { labels.kind($0.kind) + $0.id }
    for (index, category) in standard.categories.enumerated() {
      heading += ends(labels.titled(category))
      if let scale = category.scale { heading += ends(labels.titled(category) + labels.scale(scale)) }
      if level == .items { heading += category.items.indices.flatMap { ends(standard.number(ofItem: $0, in: index)) } }
    }
    heading += standard.adjustments.flatMap { ends($0.name) } + ends(say("总分", "total"))
    if standard.mayBeUnscored { heading.append(say("计分", "scored")) }
    if !standard.grades.isEmpty { heading.append(say("等级", "grade")) }
    let areGradesTitled = standard.grades.contains { $0.title != $0.name }
    if areGradesTitled { heading.append(say("等级题目", "grade title")) }
    if standard.hasGradePlaces { heading.append(say("等级名额", "grade places")) }
    heading += standard.determinations.map { $0.name + ($0.type.unit.map { say("（\($0)）", " (\($0))") } ?? "") }
    heading += [say("推荐", "selected"), say("失分", "lost")]
    var file = CSV.Writer()
    file.add(heading)
    for result in outcome.results.lazy.map(\.whole) {
      var row = [result.rank.map(String.init) ?? ""] + standard.cells(outcome.sheet(result).identity)
      row += standard.quotaGroups.map { outcome.text(of: $0, by: result, labels) ?? "" }
      row.append(labels.standing(result, standard))
      row += result.requirements.map { labels.verdict($0.verdict) }
      for category in result.categories {
        row += both(category.points) + (category.mark.map(both) ?? [])
        if level == .items { row += category.items.flatMap { both($0.points) } }
      }
      row += standard.adjustments.indices.flatMap { both(result.movement($0, standard)) } + labels.cells(result.total)
      if standard.mayBeUnscored { row.append(labels.scored(result.total)) }
      func grades(_ word: (Grade) -> String) -> String {
        result.grades.map { $0.map { word(standard.grades[$0]) } ?? "—" }.joined(separator: "/")
      }
      if !standard.grades.isEmpty { row.append(grades(\.name)) }
      if areGradesTitled { row.append(grades(\.title)) }
      if standard.hasGradePlaces {
        row.append(labels.gradePlaces(result, standard).joined(separator: say("；", "; ")))
      }
      row += zip(result.determinations, standard.determinations).map { cell($0, $1, labels) }
      row.append(result.isFailed(by: standard) ? labels.verdict(.failed) : labels.selection(result.selection))
      row.append(lost(result, outcome, labels))
      file.add(row)
    }
    return file.text
  }

  /// What cost points, most first: `评分.2 20；评分.3 5`.
  private static func lost(_ result: SheetResult, _ outcome: Outcome, _ labels: Labels) -> String {
    let lost = outcome.lost(by: result)
    let decimals = Decimals(lost.flatMap(\.points.ends))
    return lost.map { outcome.standard.key(of: $0.path).name + " " + labels.points($0.points, decimals) }
      .joined(separator: labels.say("；", "; "))
  }

  /// Numbers are in the unit that the heading names; percentages are texts.
  private static func cell(_ found: DeterminationResult, _ stated: Determination, _ labels: Labels) -> String {
    guard case .number(let measure, _) = stated.type else { return labels.determined(found, stated) }
    switch found.value {
    case .known(.number(let number)) where !found.mayBeUnscored: return measure.number(of: number).spreadsheetText
    case .known, .between, .unknown, .doubtful, .failed: return labels.determined(found, stated)
    }
  }
}
