/// The clauses of a notice as they stand below each other.
struct ClauseTree: Sendable {
  struct Node: Sendable {
    let part: Address.Part
    var parent: Int?
    /// Nil for a part as a whole.
    var step: Address.Step?
    /// What a group is called.
    var heading = ""
    var children: [Int] = []
    /// The lines or cells of its own, plain.
    var lines: [String]
  }

  private(set) var nodes: [Node] = []

  var roots: [Int] { nodes.indices.filter { nodes[$0].step == nil } }

  mutating func root(_ part: Address.Part, _ title: String) -> Int {
    nodes.append(Node(part: part, lines: title.isEmpty ? [] : [title]))
    return nodes.count - 1
  }

  /// Adds a clause below another. Where that has one of the same number already, numbering has started again: what is
  /// there becomes a group, and what is added begins another.
  mutating func add(_ step: Address.Step, _ lines: [String], under parent: Int) -> Int {
    let isTaken = nodes[parent].children.contains { nodes[$0].step == step }
    return append(step, lines, under: isTaken ? group(after: parent, takeHeading(parent)) : parent)
  }

  mutating func group(_ heading: String, _ lines: [String], under parent: Int) -> Int {
    let count = nodes[parent].children.count { nodes[$0].isGroup }
    let group = append(.group(count + 1), lines, under: parent)
    nodes[group].heading = heading
    return group
  }

  /// Opens a group beside those that a clause is or has, into which its other children go first.
  mutating func group(after clause: Int, _ heading: String) -> Int {
    if nodes[clause].isGroup, let parent = nodes[clause].parent { return group(heading, [heading], under: parent) }
    let loose = nodes[clause].children.filter { !nodes[$0].isGroup }
    if loose.count == nodes[clause].children.count {
      nodes[clause].children = []
      let title = takeHeading(clause)
      let first = group(title, [title], under: clause)
      nodes[first].children = loose
      for child in loose { nodes[child].parent = first }
    }
    return group(heading, [heading], under: clause)
  }

  /// The last line of a clause, taken from it if it can be the heading of what follows; empty if it cannot.
  mutating func takeHeading(_ clause: Int) -> String {
    // What stands behind its number is its own.
    guard nodes[clause].lines.count > (nodes[clause].step == nil ? 0 : 1), let last = nodes[clause].lines.last,
      Self.canBeHeading(last)
    else { return "" }
    nodes[clause].lines.removeLast()
    return last
  }

  static func canBeHeading(_ line: String) -> Bool {
    line.count <= 20 && line.last.map { !"。；;，,、！!？?.".contains($0) } == true
  }

  mutating func extend(_ clause: Int, _ line: String) { nodes[clause].lines.append(line) }

  func wording(of clause: Int) -> String { nodes[clause].lines.joined() }

  func address(of clause: Int) -> Address {
    var steps: [Address.Step] = []
    var next: Int? = clause
    while let place = next {
      if let step = nodes[place].step { steps.append(step) }
      next = nodes[place].parent
    }
    return Address(part: nodes[clause].part, steps: steps.reversed())
  }

  /// A clause and all below it, in the order of the text.
  func extent(of clause: Int) -> [Int] { [clause] + nodes[clause].children.flatMap(extent) }

  /// Whether some rule has to cite it: what has nothing below it, but for sections of the main text, which tell of aims
  /// and duties, headings and sums.
  func needsRule(_ clause: Int) -> Bool {
    let node = nodes[clause]
    guard node.children.isEmpty else { return false }
    switch node.step {
    case nil: return node.part != .main && !node.lines.isEmpty
    case .numbered(.chapter, _), .numbered(.division, _): return false
    case .numbered(.section, _): return node.part != .main
    case .numbered, .group: return true
    case .named(let heading): return !Self.sums.contains(heading)
    }
  }

  static let sums: Set<String> = ["合计", "总计", "总分", "小计", "共计"]

  private mutating func append(_ step: Address.Step, _ lines: [String], under parent: Int) -> Int {
    nodes.append(Node(part: nodes[parent].part, parent: parent, step: step, lines: lines))
    nodes[parent].children.append(nodes.count - 1)
    return nodes.count - 1
  }
}

extension ClauseTree.Node {
  var isGroup: Bool {
    if case .group = step { true } else { false }
  }
}
