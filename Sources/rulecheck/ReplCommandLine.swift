import Diagnostics
import Foundation
import Syntax
import Terminal
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
    let isTyped = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    // Scripts leave no trace unless they ask for it.
    let journal = isTyped || arguments.has(.resume) ? Journal(rules: arguments.operands[0]) : nil
    let conversation = Conversation(
      session, workbench, rules: arguments.operands[0], sheets: sheets, language: console.language,
      earlier: journal?.entries())
    var dialogue = Dialogue(conversation: conversation, journal: journal, write: write)
    if arguments.has(.resume) { try dialogue.resume() }
    return isTyped ? try dialogue.typed(console) : try dialogue.scripted()
  }
}

/// A conversation with whoever types, or with a script.
private struct Dialogue {
  var conversation: Conversation
  let journal: Journal?
  let write: (String) throws -> Void
  private var failed = false

  init(conversation: Conversation, journal: Journal?, write: @escaping (String) throws -> Void) {
    self.conversation = conversation
    self.journal = journal
    self.write = write
  }

  mutating func resume() throws {
    let reply = conversation.resume()
    try write(reply.text)
    failed = reply.isMistake
  }

  /// - Returns: whether the conversation is over.
  private mutating func answer(_ input: String) throws -> Bool {
    let before = conversation.session.entries
    let reply = conversation.respond(to: input)
    try write(reply.text)
    failed = failed || reply.isMistake
    // An untouched session does not wipe out the one that may still be resumed.
    if conversation.session.entries != before { journal?.write(conversation.session.entries) }
    return reply.ends
  }

  // MARK: From a script

  mutating func scripted() throws -> ExitCode {
    for input in Self.inputs(FileHandle.standardInput.readDataToEndOfFile()) {
      if try answer(input) { break }
    }
    return failed ? .findings : .success
  }

  /// Lines as inputs: one that begins with white space goes on with the clause before it.
  private static func inputs(_ data: Data) -> [String] {
    var inputs: [String] = []
    let text = String(decoding: data, as: UTF8.self)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.first?.isWhitespace == true, let last = inputs.last, Conversation.isClause(last.trimmed) {
        inputs[inputs.count - 1] = last + "\n" + line
      } else {
        inputs.append(String(line))
      }
    }
    return inputs
  }

  // MARK: From a terminal

  mutating func typed(_ console: Console) throws -> ExitCode {
    // Ctrl-C drops what is being typed; while something is worked out it must not end the session.
    signal(SIGINT, SIG_IGN)
    let reader = LineReader(capabilities(console), history: history(console))
    try write(conversation.greeting)
    while true {
      // What can be completed depends on what has been said so far.
      let state = conversation
      reader.assistance = Assistance(
        isComplete: Conversation.isComplete,
        complete: { text, cursor in
          let proposals = state.proposals(for: text, at: cursor)
          return Completion(proposals.range, proposals.texts.map { Completion.Candidate($0) })
        }, highlight: Self.styles)
      let search = console.say("查找：", "search: ")
      let prompt = Prompt(
        conversation.prompt, continuation: "… ", search: search, failedSearch: console.say("没有：", "not found: "))
      switch try reader.readLine(prompt) {
      case .endOfFile:
        _ = try answer(":quit")
        return .success
      case .interrupted: continue
      case .line(let entry):
        if !entry.trimmed.isEmpty { try? reader.history.add(entry.trimmed) }
        if try answer(entry) { return .success }
      }
    }
  }

  private func capabilities(_ console: Console) -> Capabilities {
    var capabilities = Capabilities(environment: ProcessInfo.processInfo.environment)
    capabilities.colors = capabilities.edits && console.colorsOutput
    return capabilities
  }

  /// The history of all conversations; a session without one if the file cannot be used.
  private func history(_ console: Console) -> History {
    guard let path = journal?.historyPath else { return History() }
    do throws(TerminalProblem) {
      return try History(path: path)
    } catch {
      console.show([Diagnostic(error, at: .file(path))])
      return History()
    }
  }

  private static func styles(_ text: String) -> [StyledRange] {
    guard !text.hasPrefix(":"), !text.hasPrefix("：") else { return [] }
    return Highlighting.spans(of: text).map { span in
      let style: Style =
        switch span.kind {
        case .keyword: .keyword
        case .word: .name
        case .number: .number
        case .text: .text
        case .comment: .comment
        case .invalid: .error
        }
      return StyledRange(span.range, style)
    }
  }
}
