import Diagnostics
import Syntax
import Terminal
import Workbench

/// A conversation with whoever types, or with a script.
struct Dialogue {
  var conversation: Conversation
  let console: Console
  private var journal: Journal?
  private let transcript: Transcript?
  private let isTyped: Bool
  /// Something in the sheets or in what was said so far.
  private var isMistaken: Bool
  /// What was typed could not be kept for the next time.
  private var isForgetful = false
  /// Who types, once there is somebody; replies that are longer than the screen are shown in parts.
  private var reader: LineReader?

  init(
    conversation: Conversation, console: Console, journal: Journal?, transcript: Transcript?, isTyped: Bool,
    isMistaken: Bool
  ) {
    self.isMistaken = isMistaken
    self.conversation = conversation
    self.console = console
    self.journal = journal
    self.transcript = transcript
    self.isTyped = isTyped
  }

  /// Whoever types has seen every mistake; a script has to be told whether there was one.
  var exitCode: ExitCode { isForgetful ? .fileProblem : isMistaken && !isTyped ? .findings : .success }

  /// Replies are seen by whoever types, and are what a script writes.
  private func write(_ reply: String) throws {
    let text = DisplayWidth.printableLines(reply)
    if let reader {
      try reader.page(
        text,
        PagingWords(
          more: { console.say("还有 \($0) 行：空格 下一屏，回车 下一行，q 不看了", "\($0) more lines: space, Enter, or q to leave") },
          leftOut: { console.say("（还有 \($0) 行没有看）", "(\($0) lines left out)") }))
    } else if isTyped || transcript == nil {
      try StandardStream.output.write(text)
    }
    try transcript?.add(text)
  }

  // MARK: For the next time

  mutating func takeUpJournal(_ disk: Disk) throws(FileProblem) {
    guard let kept = journal else { return }
    var leftovers: [Journal.Leftover] = []
    try remember {
      try kept.prepare(disk)
      leftovers = try kept.leftovers(disk)
    }
    conversation.earlier = leftovers
  }

  /// Does something for later sessions. What goes wrong is told once and does not end this one.
  private mutating func remember(_ keep: () throws -> Void) throws(FileProblem) {
    guard !isForgetful else { return }
    do {
      try keep()
    } catch {
      guard let problem = error as? any Problem else { return }
      isForgetful = true
      try console.show([Diagnostic(problem, at: .argument("rulecheck repl"))])
    }
  }

  mutating func resume() throws {
    if conversation.earlier?.isEmpty ?? true {
      return try write(console.say("没有可以接着做的。\n", "There is nothing to take up.\n"))
    }
    let before = conversation
    let reply = conversation.reply { try $0.resume() }
    try write(reply.text)
    isMistaken = isMistaken || reply.isMistake
    try keep(since: before)
  }

  private enum Course { case goesOn, ends, left }

  private mutating func answer(_ input: String) throws -> Course {
    let before = conversation
    let language = console.language
    guard
      let (after, reply) = isTyped
        ? Interruptible.run({ ProgressLine.watching(language) { before.answer(to: input) } }) : before.answer(to: input)
    else {
      try write(console.say("停下了，一切照旧。\n", "Stopped; nothing has changed.\n"))
      return .left
    }
    conversation = after
    try write(reply.text)
    isMistaken = isMistaken || reply.isMistake
    try keep(since: before, isOver: reply.ends)
    return reply.ends ? .ends : .goesOn
  }

  /// Keeps what has been tried; of what is saved nothing is left to do when the conversation is over.
  private mutating func keep(since before: Conversation, isOver: Bool = false) throws(FileProblem) {
    guard var journal else { return }
    let isDone = isOver && !conversation.unsaved
    let entries = conversation.session.entries
    if entries != before.session.entries || isDone {
      try remember { try journal.write(isDone ? [] : entries) }
      self.journal = journal
    }
    // What has been taken up is this session's now, and what was thrown away is nobody's.
    let left = conversation.earlier ?? []
    for leftover in before.earlier ?? [] where !left.contains(where: { $0.isSame(as: leftover) }) {
      journal.forget(leftover)
    }
  }

  /// - Returns: whether the conversation is over; what stands behind its end is not looked at, nor behind what was left.
  private mutating func answer(toEach inputs: [String]) throws -> Bool {
    for (place, input) in inputs.enumerated() {
      switch try answer(input) {
      case .goesOn: continue
      case .ends: return true
      case .left:
        let rest = inputs.count - place - 1
        if rest > 0 {
          try write(console.say("后面的 \(rest) 句也不做了。\n", "The \(rest) entries behind it are left out.\n"))
        }
        return false
      }
    }
    return false
  }

  // MARK: From a script

  mutating func scripted(_ text: String) throws {
    _ = try answer(toEach: ReplInputs.split(text))
  }

  // MARK: From a terminal

  mutating func typed() throws {
    // Ctrl-C drops what is being typed; while something is worked out it must not end the session.
    Interruptible.outlive()
    let reader = LineReader(capabilities, history: try history())
    self.reader = reader
    try StandardStream.output.write(DisplayWidth.printableLines(conversation.greeting))
    while true {
      conversation.width = StandardStream.output.width ?? 80
      // What can be completed depends on what has been said so far.
      let state = conversation
      reader.assistance = Assistance(
        isComplete: Conversation.isComplete,
        complete: { text, cursor in
          let proposals = state.proposals(for: text, at: cursor)
          return Completion(
            proposals.range,
            proposals.texts.map { text in
              Completion.Candidate(text, label: proposals.titles[text].map { text + " " + $0 })
            })
        }, highlight: Self.styles)
      let search = console.say("查找：", "search: ")
      let prompt = Prompt(
        conversation.prompt, continuation: "… ", search: search, failedSearch: console.say("没有：", "not found: "),
        unfinished: console.say("还没完：接着写下一行，空行结束，Ctrl-C 不要了", "goes on below; an empty line ends it, Ctrl-C drops it"))
      switch try reader.readLine(prompt) {
      case .endOfFile:
        _ = try answer(":quit")
        return
      case .interrupted: continue
      case .line(let entry):
        if !entry.trimmed.isEmpty { try remember { try reader.history.add(entry.trimmed) } }
        if try answer(toEach: ReplInputs.split(entry)) { return }
      }
    }
  }

  private var capabilities: Capabilities {
    var capabilities = Capabilities { Environment[$0] }
    capabilities.colors = capabilities.edits && console.colorsOutput
    return capabilities
  }

  /// The history of all conversations; a session without one if the file cannot be used.
  private mutating func history() throws(FileProblem) -> History {
    guard let path = journal?.historyPath else { return History() }
    var history = History()
    try remember { history = try History(path: path) }
    return history
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
