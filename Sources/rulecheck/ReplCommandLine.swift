import Diagnostics
import Foundation
import Workbench

extension Commands {
  /// A conversation about a standard. Without a terminal, lines are read from standard input and only replies written,
  /// so that sessions can be scripted; the exit code then says whether every input was understood.
  func repl() throws -> ExitCode {
    let (loaded, console) = try load()
    let sheets = Array(arguments.operands.dropFirst()) + arguments.sheets
    let files = try sheets.isEmpty ? [] : workbench.sheetFiles(sheets)
    let session: Session
    do throws(Session.Refusal) {
      session = try Session(loaded, sheets: files)
    } catch {
      console.show(error.diagnostics)
      return .invalidRules
    }
    console.show(session.sheetDiagnostics)
    var conversation = Conversation(
      session, workbench, rules: arguments.operands[0], sheets: sheets, language: console.language)
    // Scripts leave no trace unless they ask for it.
    let journal = isatty(0) == 1 || arguments.resumes ? Journal(rules: arguments.operands[0]) : nil
    var failed = false
    if arguments.resumes, let journal {
      let reply = conversation.resume(journal.entries())
      try write(reply.text)
      failed = reply.isMistake
    }
    for input in Self.inputs(FileHandle.standardInput.readDataToEndOfFile()) {
      let reply = conversation.respond(to: input)
      try write(reply.text)
      journal?.write(conversation.session.entries)
      failed = failed || reply.isMistake
      if reply.ends { break }
    }
    return failed ? .findings : .success
  }

  /// Lines as inputs: one that begins with white space goes on with the clause before it.
  static func inputs(_ data: Data) -> [String] {
    var inputs: [String] = []
    for line in String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      if line.first?.isWhitespace == true, let last = inputs.last, Conversation.isClause(last.trimmed) {
        inputs[inputs.count - 1] = last + "\n" + line
      } else {
        inputs.append(String(line))
      }
    }
    return inputs
  }
}
