import Quantities

/// A picture as data: what stands where on which axis, before anyone decides whether it is drawn with shapes or with
/// characters. Texts may hold anything; whoever draws makes them printable.
public struct Picture: Sendable {
  /// What it is about.
  public let title: String
  /// From top to bottom.
  public let panels: [Panel]

  /// A picture without panels is its title.
  public init(title: String, panels: [Panel]) { (self.title, self.panels) = (title, panels) }
}

/// Lanes below one another over one axis.
public struct Panel: Sendable {
  /// What is shown in it; empty where the picture's title says it.
  public let title: String
  /// What all lanes lie over.
  public let axis: Axis
  /// From top to bottom; without any, the panel is its title and notes.
  public let lanes: [Lane]
  /// What heads the labels at the left of the lanes.
  public let laneHeading: String
  /// What heads the values at the right of the lanes.
  public let valueHeading: String
  /// Parts of the axis of which all lanes say the same, behind everything else.
  public let spans: [Span]
  /// Lines across all lanes.
  public let rules: [Rule]
  /// What the styles stand for.
  public let keys: [Key]
  /// Sentences below it: above all, what is not drawn.
  public let notes: [String]

  /// Everything but a title and an axis may be left out.
  public init(
    title: String, axis: Axis, lanes: [Lane], laneHeading: String = "", valueHeading: String = "", spans: [Span] = [],
    rules: [Rule] = [],
    keys: [Key] = [], notes: [String] = []
  ) {
    self.title = title
    self.axis = axis
    self.lanes = lanes
    self.laneHeading = laneHeading
    self.valueHeading = valueHeading
    self.spans = spans
    self.rules = rules
    self.keys = keys
    self.notes = notes
  }
}

extension Panel {
  /// How many lines decide.
  var cuts: Int { rules.count { $0.kind == .cut } }
}

/// One row of a panel.
public struct Lane: Sendable {
  /// Stands at its left.
  public let label: String
  /// Stands at its right.
  public let value: String
  /// Whether it has room for bars of different heights.
  public let isTall: Bool
  /// Whether it is there for comparison only.
  public let isMuted: Bool
  /// Later ones lie over earlier ones.
  public let marks: [Mark]

  /// A lane of ordinary height, unless stated.
  public init(_ label: String, value: String = "", isTall: Bool = false, isMuted: Bool = false, _ marks: [Mark]) {
    self.label = label
    self.value = value
    self.isTall = isTall
    self.isMuted = isMuted
    self.marks = marks
  }
}

/// Something at a place of the axis. What reaches beyond the axis ends in an arrow there.
public enum Mark: Sendable {
  /// Filled. An end that is nil goes on without end. The height is a share of a tall lane, from 0 to 1; ordinary lanes are
  /// filled. The label is written where there is room.
  case bar(from: Rational?, to: Rational?, Style, label: String = "", height: Rational = .one)
  /// A value that is not settled: a line with both ends; nil goes on without end.
  case range(from: Rational?, to: Rational?)
  /// A value that is settled.
  case point(at: Rational)
}

/// A part of the axis.
public struct Span: Sendable {
  let from: Rational
  let to: Rational
  let style: Style
  let label: String

  /// From the lower end to the higher.
  public init(from: Rational, to: Rational, _ style: Style, label: String) {
    (self.from, self.to, self.style, self.label) = (from, to, style, label)
  }
}

/// A line across all lanes of a panel.
public struct Rule: Sendable {
  /// What it is there for.
  public enum Kind: Sendable {
    /// Something is different on its two sides.
    case change
    /// A limit that decides.
    case cut
    /// Where two directions part.
    case origin
  }

  let place: Rational
  let label: String
  let kind: Kind

  /// The label is written where there is room.
  public init(_ kind: Kind, at place: Rational, label: String = "") {
    (self.kind, self.place, self.label) = (kind, place, label)
  }
}

/// What a style stands for.
public struct Key: Sendable {
  let symbol: Symbol
  let words: String

  enum Symbol: Sendable {
    case fill(Style)
    case point, range
    case rule(Rule.Kind)
  }

  /// Of bars of a style.
  public init(_ style: Style, _ words: String) { (symbol, self.words) = (.fill(style), words) }

  /// Of points.
  public static func point(_ words: String) -> Key { Key(.point, words) }
  /// Of ranges.
  public static func range(_ words: String) -> Key { Key(.range, words) }
  /// Of lines across.
  public static func rule(_ kind: Rule.Kind, _ words: String) -> Key { Key(.rule(kind), words) }

  private init(_ symbol: Symbol, _ words: String) { (self.symbol, self.words) = (symbol, words) }
}
