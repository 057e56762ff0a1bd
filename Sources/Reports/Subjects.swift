import Model
import Sheets

extension Standard {
  /// What heads a column of names as people read them: `小区`, `小区（县）`.
  var subjectHeading: String { Identity(subjectNames).name }

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
