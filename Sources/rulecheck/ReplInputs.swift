/// What stands together in what is typed, pasted or scripted.
enum ReplInputs {
  /// A text as inputs, one after the other: a command, an expression or a comment is one line, a clause goes on with
  /// the lines below it that begin none themselves.
  static func split(_ text: String) -> [String] {
    var inputs: [String] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, line) in lines.enumerated() {
      if let last = inputs.last, goesOn(line, last, lines[(place + 1)...]) {
        inputs[inputs.count - 1] = last + "\n" + line
      } else {
        inputs.append(String(line))
      }
    }
    return inputs
  }

  private static func goesOn(_ line: Substring, _ last: String, _ following: ArraySlice<Substring>) -> Bool {
    let text = last.trimmed
    if text.isEmpty || isCommand(text) || text.hasPrefix("#") { return false }
    guard Conversation.isClause(text) else { return !line.trimmed.isEmpty && Conversation.isOpen(text) }
    guard line.allSatisfy(\.isWhitespace) else { return goesOn(line, last) }
    // A blank line within a clause is none of its ends, as in a file.
    let next = following.first { !$0.allSatisfy(\.isWhitespace) }
    return next.map { $0.first?.isWhitespace == true && !isCommand($0) } ?? false
  }

  private static func goesOn(_ line: Substring, _ clause: String) -> Bool {
    if isCommand(line) { return false }
    if line.first?.isWhitespace == true { return true }
    // A section is one with what stands in it.
    if Conversation.startsSection(clause), !clause.contains("\n") { return Conversation.isClause(line.trimmed) }
    return Conversation.isField(line.trimmed) && (clause.contains("\n") || Conversation.isUnfinished(clause))
  }

  /// Whether a line is a command, whatever stands before it.
  static func isCommand(_ line: some StringProtocol) -> Bool {
    let line = line.trimmed
    return line.hasPrefix(":") || line.hasPrefix("：")
  }
}
