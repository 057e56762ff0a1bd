import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension LineReader {
  /// Shows a text a screenful at a time: the space bar shows the next one, Enter the next line, End the rest, q leaves.
  /// What fits is shown at once, and so is everything where keys have been typed ahead: those are for the next entry.
  ///
  /// - Throws: ``TerminalProblem``, if the terminal cannot be switched to single keys.
  public func page(_ text: String, _ words: PagingWords) throws(TerminalProblem) {
    var pages = Pages(text)
    guard capabilities.edits, waiting.isEmpty, isatty(input) == 1, isatty(output) == 1 else { return send(text) }
    send(pages.next(rows: size.rows - 1, columns: size.columns))
    if pages.count == 0 { return }
    try RawMode.enter(input: input, output: output)
    defer { RawMode.leave() }
    while pages.count > 0 {
      send("\r" + DisplayWidth.cut(words.more(pages.count), to: size.columns - 1))
      let key = try nextKey()
      send("\r\u{1B}[K")
      switch key.map(Paging.init) ?? .leave {
      case .screen: send(pages.next(rows: size.rows - 1, columns: size.columns))
      case .line: send(pages.next(rows: 1, columns: size.columns))
      case .rest: send(pages.next(rows: .max, columns: size.columns))
      case .leave: return send(words.leftOut(pages.count) + "\n")
      case .entry:
        if let key { waiting.insert(key, at: waiting.startIndex) }
        return send(words.leftOut(pages.count) + "\n")
      case .nothing: send("\u{7}")
      }
    }
  }

  /// - Returns: nil if the terminal is gone.
  private func nextKey() throws(TerminalProblem) -> Key? {
    while true {
      if let key = waiting.popFirst() { return key }
      var sources = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: RawMode.events, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, nfds_t(sources.count), decoder.isWaiting ? Self.escapeTime : -1)
      if count == 0 { waiting += decoder.expire() }
      if count <= 0 { continue }
      if sources[1].revents != 0, RawMode.takeEvents().isLeft {
        RawMode.leave()
        try RawMode.enter(input: input, output: output)
      }
      if sources[0].revents != 0, !readKeys() { return nil }
    }
  }
}
