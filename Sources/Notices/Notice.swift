/// An official notice, taken apart into the clauses that rules can cite.
///
/// Made for the forms that Chinese notices have: 第三条, 一、, （一）, 1. and what stands below each other in them, in the
/// main text and in annexes; tables of many makes. Page breaks inside sentences, lost or doubled spaces and stray tags do
/// not matter.
public struct Notice: Sendable {
  /// A piece of the notice that can be cited, without those below it.
  public struct Clause: Sendable {
    /// Where it stands, in the form in which rules cite it.
    public let address: Address
    /// The text, without white space; of a row of a table all its cells.
    public let wording: String
    /// Whether some rule has to cite it.
    public let needsRule: Bool
  }

  /// In the order of the text.
  public let clauses: [Clause]
  let tree: ClauseTree
  /// The clauses of the tree, by address.
  let places: [Address: Int]

  /// Characters of a notice that is read.
  public static let sizeLimit = 4 << 20

  /// Never fails: a text of another form has few clauses, or none.
  /// - Parameter text: with a table row on a line, its cells separated by tabs, spaces or strokes.
  public init(_ text: String) {
    tree = NoticeReader(text).tree
    let tree = tree
    let listed = tree.roots.flatMap(tree.extent).filter { place in
      // A part as a whole is a clause where nothing in it is numbered.
      tree.nodes[place].step != nil || tree.needsRule(place)
    }
    clauses = listed.map {
      Clause(address: tree.address(of: $0), wording: tree.wording(of: $0), needsRule: tree.needsRule($0))
    }
    places = Dictionary(tree.nodes.indices.map { (tree.address(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether it has what only notices have: articles, numbered sections, or annexes.
  public var isNumberedOfficially: Bool {
    tree.nodes.contains { node in
      if case .numbered(let kind, _) = node.step, kind.isMajor { true } else { node.part != .main }
    }
  }

  /// Nil if the notice has no such clause.
  public func clause(at address: Address) -> Clause? {
    places[address].map {
      Clause(address: address, wording: tree.wording(of: $0), needsRule: tree.needsRule($0))
    }
  }
}
