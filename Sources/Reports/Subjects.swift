import Evaluation
import Model
import Sheets

extension Standard {
  /// What heads a column of names as people read them: `小区`, `小区（县）`.
  package var subjectHeading: String { Identity(subjectNames).name }

  /// The facts of 推荐 每 and 等级 每 that do not name communities already, each once.
  package var quotaGroups: [Int] {
    var seen = Set(subjects)
    return ((selection?.places.groupBy ?? []) + grades.flatMap { $0.places?.groupBy ?? [] }).filter {
      seen.insert($0).inserted
    }
  }

  /// The names of a community as a row has them under ``subjectNames``. Who is named by other facts, as a standard
  /// that is compared with this one may do it, has its whole name in the first cell.
  func cells(_ identity: Identity) -> [String] {
    if identity.parts.count == subjects.count { return identity.parts }
    return [identity.name] + subjects.dropFirst().map { _ in "" }
  }

  /// A community in JSON: its name as members of that key, and beside it what it states of each fact of 对象 where
  /// there are several.
  func members(_ key: String, _ identity: Identity) -> [(String, JSONValue)] {
    let name = (key, JSONValue.string(identity.name))
    guard subjects.count > 1, identity.parts.count == subjects.count else { return [name] }
    let facts = zip(subjectNames, identity.parts).map { JSONValue.Member($0, .string($1)) }
    return [name, ("subject", .object(facts))]
  }
}

extension Outcome {
  /// The facts by which a sheet would be put into a group of 每, and which are not known of it.
  func unknown(of facts: [Int], by result: SheetResult) -> [Int] {
    facts.filter { stated($0, by: result).value == nil }
  }

  /// All sheets that are in the same group of 每, itself among them; nil where its group is not known.
  func groupMates(by facts: [Int], of result: SheetResult) -> [SheetResult]? {
    standard.group(facts, of: sheet(result)).map { group in
      results.filter { standard.group(facts, of: sheet($0)) == group }
    }
  }

  /// What the group of 每 has in common: `县 = 东县`; nil where it is not known.
  func common(of facts: [Int], by result: SheetResult, _ labels: Labels) -> String? {
    standard.group(facts, of: sheet(result)).map { group in
      labels.common(zip(facts, group).map { (standard.facts[$0], $1) })
    }
  }

  /// What a community counts as stating of a fact, as reports show it; nil where that is not known.
  package func text(of fact: Int, by sheet: Int, _ labels: Labels) -> String? {
    standard.stated(fact, by: table.sheets[sheet]).value?.text(
      as: standard.facts[fact].type, english: labels.language == .en)
  }
}
