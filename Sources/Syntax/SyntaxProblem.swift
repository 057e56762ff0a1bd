import Diagnostics

/// What can be wrong with a rules file as text.
public enum SyntaxProblem: Problem {
  case strayCharacter(String)
  case unclosedText(String)
  case textTooLong(Int)
  /// A character that nobody sees, in a text or a comment, by its number.
  case invisible(String)
  case expected(Expected, found: Found)
  case clauseUnknown(String, nearest: String?)
  case fieldMisplaced(String, clause: ClauseKind)
  case fieldOutsideClause(String)
  case leftover(Found)
  /// The words as they should stand.
  case spaceMissing(String)
  case nestingTooDeep
  case fileTooLarge(Int)
  case tooManyClauses(Int)
  case notText
  /// What the formatter made does not say the same.
  case layoutLost
  /// A file without a clause that states a standard.
  case noRules
  case reservedName(String)
  case notRemovable(ClauseKind)
  /// `乘以` with `按 … 每 …`, which would multiply by factor times count.
  case countedFactor
  /// An option that is neither a text nor a name.
  case unquotedOption(String)

  /// What stands at a place instead.
  public enum Found: Sendable, Hashable {
    case endOfFile, endOfLine
    case text(String)
  }

  /// What the grammar asks for at a place.
  public enum Expected: Sendable, Hashable {
    case name, identifier, text, expression, type, comparison, interval, sourceOfRows, result, verdict, clauseKind,
      fieldKind
    case keyword(Keyword)
    case sign(String)
    case oneOf([Keyword])
  }

  /// One of each, for the golden messages.
  public static let examples: [SyntaxProblem] = [
    .strayCharacter("@"), .unclosedText("”"), .textTooLong(2_001), .invisible("U+202E"),
    .expected(.expression, found: .text("且")),
    .clauseUnknown("指标项", nearest: "指标"), .fieldMisplaced("得分", clause: .gate), .fieldOutsideClause("条件"),
    .leftover(.text("门槛")), .spaceMissing("收费率 不低于"), .nestingTooDeep, .fileTooLarge(2 << 20), .tooManyClauses(10_001),
    .notText, .layoutLost, .noRules,
    .reservedName("位于"), .countedFactor, .unquotedOption("3级"), .notRemovable(.subject),
  ]
}
