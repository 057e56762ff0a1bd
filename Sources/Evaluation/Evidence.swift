import Model
import Quantities
import Sheets

/// The files that vouch for what a sheet states of a fact (佐证), as far as there are any.
public struct Evidence: Sendable {
  /// By its place in the standard.
  public let fact: Int
  /// How many files it takes, folders that hold any counting as one; nil where the sheet does not state the fact.
  public let wanted: Int?
  /// The names of those that count.
  public let found: [String]
  /// The names of those that hold nothing.
  public let empty: [String]
  /// Those that hold the same as one that counts, and its name.
  public let copies: [(name: String, original: String)]

  /// - Parameter wanted: nil where the sheet does not state the fact.
  public init(fact: Int, wanted: Int?, found: [String], empty: [String], copies: [(name: String, original: String)]) {
    (self.fact, self.wanted, self.found, self.empty, self.copies) = (fact, wanted, found, empty, copies)
  }

  /// Whether there are as many as it takes.
  public var isEnough: Truth { wanted.map { found.count >= $0 ? .yes : .no } ?? .unknown }
}

/// What was looked through for one sheet.
public struct EvidenceFolder: Sendable {
  /// Of the community; nil where it has none.
  public let path: String?
  /// One for each fact that is vouched for by files, in the order of the standard.
  public let evidence: [Evidence]

  /// - Parameter path: nil where the community has no folder.
  public init(path: String?, evidence: [Evidence]) { (self.path, self.evidence) = (path, evidence) }
}

extension Standard {
  /// The facts that are vouched for by files, with the folder of each.
  public var factsWithEvidence: [(fact: Int, folder: String)] {
    facts.enumerated().compactMap { index, fact in fact.evidence.map { (index, $0) } }
  }

  /// How many files it takes to vouch for what a sheet states: as many as it says there are of something, one for anything
  /// else, none for what is denied. Nil where nothing is stated.
  public func wantedFiles(for fact: Int, by sheet: Sheet) -> Int? {
    switch stated(fact, by: sheet).value {
    case nil: nil
    case .truth(let holds): holds ? 1 : 0
    case .number(let number):
      if case .number(let measure, _) = facts[fact].type {
        max(0, Int(exactly: measure.number(of: number).ceiling) ?? .max)
      } else {
        1
      }
    case .date, .choice: 1
    case .text(let text): text.isEmpty ? 0 : 1
    case .choices(let chosen): chosen.nonzeroBitCount
    case .records(let rows): rows.count
    }
  }
}
