/// How the citations of a standard fit a notice.
public struct Coverage: Sendable {
  /// A rule with what it cites.
  public struct Rule: Sendable {
    /// Kind and name, as people know it.
    public let name: String
    /// The text of its 出处, which may name several places; nil where it has none.
    public let citation: String?
    /// Whether a rule of this kind has to cite something.
    public let needsCitation: Bool
    /// The digest and the wording recorded when the citation was last looked at.
    public let recorded: (digest: String, wording: String?)?

    /// - Parameter recorded: nil where no 指纹 is kept, so that a change of the wording goes unseen.
    public init(name: String, citation: String?, needsCitation: Bool, recorded: (digest: String, wording: String?)?) {
      self.name = name
      self.citation = citation
      self.needsCitation = needsCitation
      self.recorded = recorded
    }
  }

  /// A rule that a level has taken out, and so what it cited.
  public struct Removal: Sendable {
    /// Who says so: file, line and what is removed.
    public let name: String
    /// What the removed rule cited.
    public let citation: String

    /// - Parameter name: as people read it behind the clause.
    public init(name: String, citation: String) {
      self.name = name
      self.citation = citation
    }
  }

  /// A citation whose wording is no longer what it was.
  public struct Stale: Sendable {
    /// The place in ``Coverage/rules``.
    public let rule: Int
    /// Nil if only the digest was recorded.
    public let old: String?
    /// The wording of all places it cites, as the notice has it now.
    public let new: String
  }

  /// How many clauses of a part of the notice are cited.
  public struct Part: Sendable {
    /// The main text, or which annex.
    public let part: Address.Part
    /// Clauses that need a rule and have one.
    public let cited: Int
    /// All that need a rule; sections and categories do not.
    public let total: Int
  }

  /// In the order given; other members refer to them by place.
  public let rules: [Rule]
  /// Clauses whose rules have been removed on purpose, with who says so.
  public let dropped: [(clause: Notice.Clause, by: String)]
  /// Clauses that need a rule and have none.
  public let uncited: [Notice.Clause]
  /// Rules that cite nothing, by place.
  public let silent: [Int]
  /// Citations of places that do not exist, with the rule and the nearest place.
  public let nowhere: [(rule: Int, text: String, nearest: String?)]
  /// In the order of the rules.
  public let stale: [Stale]
  /// The main text first, then annexes by number; those in which nothing needs a rule are left out.
  public let parts: [Part]

  /// Whether no citation names a place of the notice: it is another, or written in a way that is not recognised.
  public let isForeign: Bool

  /// Whether nothing is left to do. Clauses whose rules were removed on purpose do not count.
  public var isComplete: Bool {
    uncited.isEmpty && silent.isEmpty && nowhere.isEmpty && stale.isEmpty && !isForeign
  }

  /// - Parameters:
  ///   - digest: of a wording.
  ///   - nearest: the candidate that is most like a text.
  public init(
    _ notice: Notice, _ rules: [Rule], removals: [Removal] = [], digest: (String) -> String,
    nearest: (String, [String]) -> String?
  ) {
    let addresses = notice.clauses.map(\.address.text)
    var cited: Set<Address> = []
    var silent: [Int] = []
    var nowhere: [(rule: Int, text: String, nearest: String?)] = []
    var stale: [Stale] = []
    for (index, rule) in rules.enumerated() {
      guard let citation = rule.citation else {
        if rule.needsCitation { silent.append(index) }
        continue
      }
      for place in notice.places(in: citation) {
        cited.formUnion(place.addresses)
        if place.addresses.isEmpty { nowhere.append((index, place.text, nearest(place.text, addresses))) }
      }
      guard let recorded = rule.recorded, let wording = notice.wording(of: citation) else { continue }
      if digest(wording) != recorded.digest { stale.append(Stale(rule: index, old: recorded.wording, new: wording)) }
    }
    isForeign = cited.isEmpty
    self.rules = rules
    self.silent = silent
    self.nowhere = nowhere
    self.stale = stale
    let needed = notice.clauses.filter(\.needsRule)
    let removed = Dictionary(
      removals.flatMap { removal in
        notice.places(in: removal.citation).flatMap(\.addresses).map { ($0, removal.name) }
      }, uniquingKeysWith: { first, _ in first })
    let left = needed.filter { !cited.contains($0.address) }
    dropped = left.compactMap { clause in removed[clause.address].map { (clause, $0) } }
    uncited = left.filter { removed[$0.address] == nil }
    var order: [Address.Part] = []
    for clause in needed where !order.contains(clause.address.part) { order.append(clause.address.part) }
    parts = order.map { part in
      let inside = needed.filter { $0.address.part == part }
      return Part(part: part, cited: inside.filter { cited.contains($0.address) }.count, total: inside.count)
    }
  }
}
