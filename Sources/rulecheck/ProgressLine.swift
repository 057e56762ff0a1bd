import Diagnostics
import Evaluation
import Synchronization

/// The line on a terminal that says how far a long run is, as long as nothing else is written.
enum ProgressLine {
  private struct State {
    var began = ContinuousClock.now
    var changed = ContinuousClock.now
    var isShown = false
    /// The longest of the counts that go on inside one another.
    var count: (done: Int, of: Int)?
  }

  private static let state = Mutex(State())

  /// How long somebody waits before anything is shown, and before it changes.
  private static let (patience, interval) = (Duration.seconds(1), Duration.milliseconds(200))

  /// Does something that may take long. In a conversation Ctrl-C ends its thread at the next beat.
  static func watching<Value>(_ language: Language, _ work: () throws -> Value) rethrows -> Value {
    state.withLock { $0 = State() }
    defer { clear() }
    let isWatched = StandardStream.errors.isTerminal
    let listener: Pulse.Listener = { done, count in
      Interruptible.check()
      if isWatched { show(done, count, language) }
    }
    return try Pulse.listening(listener, to: work)
  }

  private static func show(_ done: Int?, _ count: Int?, _ language: Language) {
    let text = state.withLock { state -> String? in
      if let done, let count, count >= state.count?.of ?? 0 { state.count = (done, count) }
      let now = ContinuousClock.now
      guard now - state.began >= patience, now - state.changed >= interval else { return nil }
      (state.changed, state.isShown) = (now, true)
      let seconds = (now - state.began).components.seconds
      let share = state.count.map { language == .zh ? "，\($0.done) / \($0.of)" : ", \($0.done) of \($0.of)" } ?? ""
      return (language == .zh ? "已算 \(seconds) 秒" : "\(seconds) s") + share
    }
    // One who can no longer be shown misses nothing else.
    if let text { try? StandardStream.errors.writeAsIs("\r\u{1B}[2K" + text) }
  }

  /// Takes the line away, if there is one.
  static func clear() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { try? StandardStream.errors.writeAsIs("\r\u{1B}[2K") }
  }
}
