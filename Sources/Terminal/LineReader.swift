#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads entries from a terminal with everything a line editor has, or plain lines where there is none.
///
/// A process has one terminal: readers of the same terminal take turns, on one thread.
public final class LineReader {
  /// What came of waiting for an entry.
  public enum Reading: Hashable, Sendable {
    /// An entry, with line feeds where it has several lines.
    case line(String)
    /// Ctrl-C; what was typed is gone.
    case interrupted
    /// Ctrl-D in an empty entry, or the end of the input.
    case endOfFile
  }

  /// What Up and Ctrl-R go through; whoever reads entries adds those worth keeping.
  public var history: History
  /// May be exchanged between entries.
  public var assistance: Assistance

  let capabilities: Capabilities
  let input: Int32
  let output: Int32
  var decoder = KeyDecoder()
  /// Keys that arrived behind the end of an entry belong to the next.
  var waiting: ArraySlice<Key> = []
  private var killed = KillRing()
  private var plainLines = PlainLines()

  /// - Parameters:
  ///   - capabilities: what the environment says of the terminal.
  ///   - input: a descriptor; standard input.
  ///   - output: a descriptor; standard output.
  public init(
    _ capabilities: Capabilities, assistance: Assistance = Assistance(), history: History = History(),
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) {
    self.capabilities = capabilities
    self.assistance = assistance
    self.history = history
    self.input = input
    self.output = output
  }

  /// Reads the next entry. From a terminal it may have several lines. Where input or output is no terminal it is the
  /// next line of the input as it is, without a prompt or an echo, and whoever reads puts lines together.
  ///
  /// - Throws: ``TerminalProblem``, if the terminal cannot be switched to single keys.
  public func readLine(_ prompt: Prompt) throws(TerminalProblem) -> Reading {
    guard isatty(input) == 1, isatty(output) == 1 else { return readPlainLine() }
    if capabilities.edits { return try edit(prompt) }
    send(prompt.text)
    return readPlainLine()
  }

  private func readPlainLine() -> Reading {
    plainLines.next(from: input).map { .line(EntryText.clean($0)) } ?? .endOfFile
  }

  // MARK: - Editing

  /// One entry while it is typed.
  private struct Entry {
    let prompt: Prompt
    var editor: Editor
    var painter: Painter
    var size: Size
  }

  private func edit(_ prompt: Prompt) throws(TerminalProblem) -> Reading {
    try RawMode.enter(input: input, output: output)
    defer { RawMode.leave() }
    var entry = Entry(
      prompt: prompt, editor: Editor(assistance, entries: history.entries, kills: killed),
      painter: Painter(colors: capabilities.colors), size: size)
    send(entry.painter.begin(columns: entry.size.columns))
    while true {
      if let reading = try takeKeys(&entry) {
        killed = entry.editor.killed
        return reading
      }
      show(&entry)
      if try !wait(&entry) { return .endOfFile }
    }
  }

  private func show(_ entry: inout Entry) {
    let screen = Layout.screen(entry.editor.view, entry.prompt, entry.size)
    send(entry.painter.paint(screen, columns: entry.size.columns))
  }

  /// Leaves the entry on the screen as it is, with the cursor on a new line below.
  private func leave(_ entry: inout Entry, note: String = "") {
    let screen = Layout.final(entry.editor.view, entry.prompt, entry.size)
    send(entry.painter.paint(screen, columns: entry.size.columns) + note + entry.painter.leave())
  }

  /// What the keys come to, if they end the entry.
  private func takeKeys(_ entry: inout Entry) throws(TerminalProblem) -> Reading? {
    var rings = false
    defer { if rings { send("\u{7}") } }
    while let key = waiting.popFirst() {
      switch entry.editor.handle(key) {
      case .proceed: break
      case .bell: rings = true
      case .submit(let text):
        leave(&entry)
        return .line(text)
      case .interrupted:
        waiting = []
        leave(&entry, note: "^C")
        return .interrupted
      case .endOfFile:
        leave(&entry)
        return .endOfFile
      case .clearScreen: send(entry.painter.clear())
      case .suspend:
        leave(&entry)
        RawMode.suspend()
        try followEvents(&entry)
      }
    }
    return nil
  }

  // MARK: - Waiting

  /// How long ESC may be the start of a sequence, in milliseconds: over a slow line its parts come one by one.
  static let escapeTime: Int32 = 200

  /// Waits for keys, or for a signal that asks for another picture.
  ///
  /// - Returns: false if the terminal is gone.
  private func wait(_ entry: inout Entry) throws(TerminalProblem) -> Bool {
    var sources = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: RawMode.events, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&sources, nfds_t(sources.count), decoder.isWaiting ? Self.escapeTime : -1)
    if count == 0 { waiting += decoder.expire() }
    if count <= 0 { return true }
    if sources[1].revents != 0 { try followEvents(&entry) }
    return sources[0].revents == 0 || readKeys()
  }

  private func followEvents(_ entry: inout Entry) throws(TerminalProblem) {
    let events = RawMode.takeEvents()
    if events.isLeft {
      RawMode.leave()
      try RawMode.enter(input: input, output: output)
      // Others may have written meanwhile: the entry is painted anew where the cursor is now.
      entry.size = size
      send(entry.painter.restart())
    } else if events.isResized {
      entry.size = size
      send(entry.painter.resize(to: entry.size.columns, reflows: capabilities.reflows))
    }
  }

  func readKeys() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(input, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return true }
    guard count > 0 else { return false }
    waiting += decoder.feed(bytes[..<count])
    return true
  }

  // MARK: - The terminal

  var size: Size {
    let size = TerminalSize(of: output)
    return Size(columns: size?.columns ?? 0, rows: size?.rows ?? 0)
  }

  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var sink = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        poll(&sink, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
