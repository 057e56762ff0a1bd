import Diagnostics
import Sheets
import Workbench

extension Command {
  /// A conversation about a standard. Without a terminal, lines are read from standard input and only replies written,
  /// so that sessions can be scripted; the exit code then says whether every input was understood.
  static let repl = Command(
    names: Bilingual("会话", "repl"), usage: Bilingual("repl 规则 [事实表…]", "repl RULES [SHEETS…]"),
    summary: Bilingual("边改边看", "try amendments in a conversation"), options: [resume, SharedOptions.sheets],
    output: Option(
      Bilingual("--输出", "--output"), Bilingual("文件", "FILE"), Bilingual("把每句答复记进文件", "keep every reply in a file"))
  ) { run in
    let (loaded, console) = try run.load()
    let (rules, resumes) = (run.invocation.operands[0], run.invocation.has(resume))
    let sheets = try run.invocation.operands.dropFirst() + run.invocation.all(SharedOptions.sheets)
    let files = try run.workbench.sheetFiles(under: Array(sheets))
    let session: Session
    do throws(Session.Refusal) {
      session = try Session(loaded, sheets: files.files)
    } catch {
      try run.refuse(error.diagnostics, console)
    }
    try console.show(files.diagnostics + session.sheetDiagnostics)
    let isTyped = StandardStream.isTyped
    // Scripts leave no trace unless they ask for it.
    let journal = isTyped || resumes ? Journal(rules: rules, run.disk) : nil
    let transcript = try run.invocation.output.map { try Transcript($0, run.disk) }
    var dialogue = Dialogue(
      conversation: Conversation(
        session, run.workbench, rules: rules, sheets: Array(sheets), language: console.language),
      console: console, journal: journal, transcript: transcript, isTyped: isTyped,
      isMistaken: session.sheetDiagnostics.contains(where: \.isError))
    dialogue.conversation.folderDiagnostics = files.diagnostics
    try dialogue.takeUpJournal(run.disk)
    if resumes { try dialogue.resume() }
    let input = isTyped ? nil : try standardInput()
    try input.map { try dialogue.scripted($0) } ?? dialogue.typed()
    if let transcript { try console.noteWritten(transcript.path, transcript.size) }
    return dialogue.exitCode
  }

  private static let resume = Switch(
    Bilingual("--接着", "--resume"), Bilingual("接着上次没做完的", "go on with the last session"))

  /// What a script has to say, to its end.
  private static func standardInput() throws(FileProblem) -> String {
    let bytes: [UInt8]?
    do {
      bytes = try Descriptor.input.read(atMost: Disk.sizeLimit)
    } catch {
      throw .unreadable("/dev/stdin", error)
    }
    guard let bytes else { throw .tooLarge("/dev/stdin", limit: Disk.sizeLimit) }
    guard case .success(let text) = TextDecoding.decode(bytes) else { throw .unreadable("/dev/stdin", .noText) }
    return text
  }
}
