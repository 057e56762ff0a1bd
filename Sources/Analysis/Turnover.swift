import Evaluation

/// Who gets something else when something has changed, by name.
public struct Turnover: Sendable {
  /// Now selected, and not before.
  public let enters: [String]
  /// Selected before, and no longer.
  public let leaves: [String]
  /// Tied or open now, where before they were not, or others were.
  public let undecided: [String]
  /// Tied or open before, and out now.
  public let dropped: [String]
  /// Who has another grade now, where grades are followed.
  public let moves: [Move]

  /// A change of grade; see ``Award/grade(_:)``.
  public struct Move: Sendable {
    /// Of the community.
    public let name: String
    /// The grades that were possible.
    public let from: [Int?]
    /// The grades that are possible now.
    public let to: [Int?]
  }

  init(_ before: [Award], _ after: [Award], of names: [String]) {
    func those(_ isMeant: (_ before: Award, _ after: Award) -> Bool) -> [String] {
      names.indices.filter { isMeant(before[$0], after[$0]) }.map { names[$0] }
    }
    enters = those { !$0.isGot && $1.isGot }
    leaves = those { $0.isGot && !$1.isGot }
    undecided = those { !$0.isUndecided && $1.isUndecided }
    dropped = those { $0.isUndecided && ($1 == .selection(.no) || $1 == .eligibility(.no)) }
    moves = names.indices.compactMap { index in
      guard case .grade(let from) = before[index], case .grade(let to) = after[index], from != to else { return nil }
      return Move(name: names[index], from: from, to: to)
    }
  }

  /// Nobody.
  init() { (enters, leaves, undecided, dropped, moves) = ([], [], [], [], []) }
}
