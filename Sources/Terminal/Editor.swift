/// The line editor without a terminal: keys in, a text with a cursor out.
struct Editor {
  /// What a key came to.
  enum Response: Hashable, Sendable {
    case proceed, bell
    case submit(String)
    case interrupted, endOfFile, suspend, clearScreen
  }

  /// What the command before did, where the next one may follow up on it.
  private enum Previous {
    case other, kill, tab
    case yank(Range<Int>)
  }

  private let entries: [String]
  private let assistance: Assistance

  private(set) var buffer = LineBuffer()
  private var undo = UndoStack()
  private var kills: KillRing
  private var previous = Previous.other
  private var walk: HistoryWalk?
  private(set) var search: HistorySearch?
  private(set) var menu: Menu?

  /// - Parameter entries: the history, oldest first.
  init(_ assistance: Assistance, entries: [String] = [], kills: KillRing = KillRing()) {
    self.assistance = assistance
    self.entries = entries
    self.kills = kills
  }

  /// What was killed, for the next entry to yank.
  var killed: KillRing { kills }

  /// What is to be seen.
  var view: EditorView {
    let shown = search?.buffer(entries) ?? buffer
    let footer: EditorView.Footer =
      if let search {
        .search(search.query, hasFailed: search.hasFailed)
      } else if let menu {
        .menu(menu)
      } else if goesOn(shown.text) {
        .unfinished
      } else {
        .none
      }
    return EditorView(
      text: shown.text, cursor: shown.cursor, spans: assistance.highlight(shown.text), match: search?.match,
      footer: footer)
  }

  /// Whether an entry of several lines would still go on if something were written on its last one.
  private func goesOn(_ text: String) -> Bool {
    guard text.contains("\n"), let end = text.lastIndex(where: { !$0.isWhitespace }) else { return false }
    return !assistance.isComplete(String(text[...end]))
  }

  mutating func handle(_ key: Key) -> Response {
    guard let command = Command(key) else { return .proceed }
    if let search { return handle(command, in: search) }
    return perform(command)
  }

  private mutating func perform(_ command: Command) -> Response {
    let before = previous
    let shownMenu = menu
    previous = .other
    menu = nil
    if case .insert = command {} else { undo.endStep() }
    switch command {
    case .insert(let text): return change(buffer.cursor..<buffer.cursor, with: text, typed: true)
    case .paste(let text): return change(buffer.cursor..<buffer.cursor, with: text)
    case .newline: return change(buffer.cursor..<buffer.cursor, with: "\n")
    case .enter:
      if assistance.isComplete(buffer.text) { return .submit(buffer.text) }
      return change(buffer.cursor..<buffer.cursor, with: "\n")
    case .move(let motion): return move(motion)
    case .lineUp: return buffer.target(of: .lineUp) == nil ? older() : move(.lineUp)
    case .lineDown: return buffer.target(of: .lineDown) == nil ? newer() : move(.lineDown)
    case .older: return older()
    case .newer: return newer()
    case .remove(let motion): return remove(motion)
    case .kill(let motion): return kill(motion, after: before)
    case .yank: return yank(kills.newest(), over: buffer.cursor..<buffer.cursor)
    case .yankOlder:
      guard case .yank(let range) = before else { return .bell }
      return yank(kills.older(), over: range)
    case .transpose: return transpose()
    case .undo: return undoLast()
    case .complete: return complete(after: before, shownMenu)
    case .searchOlder, .searchNewer:
      search = HistorySearch(from: buffer)
      return .proceed
    case .cancel: return shownMenu == nil ? .bell : .proceed
    case .escape: return .proceed
    case .interrupt: return .interrupted
    case .deleteOrEnd: return buffer.isEmpty ? .endOfFile : remove(.right)
    case .suspend: return .suspend
    case .clearScreen: return .clearScreen
    }
  }

  // MARK: - Moving and changing

  private mutating func move(_ motion: Motion) -> Response {
    guard let target = buffer.target(of: motion) else { return .bell }
    buffer.place(target)
    return .proceed
  }

  /// The one way in which the text changes by hand: it ends a walk through the history.
  private mutating func change(_ range: Range<Int>, with text: String, typed: Bool = false) -> Response {
    walk = nil
    undo.add(buffer.replace(range, with: text), typed: typed)
    return .proceed
  }

  /// What a motion passes over; at the end of a line the line end itself. Nil where nothing is left.
  private func passed(_ motion: Motion) -> Range<Int>? {
    var target = buffer.target(of: motion)
    if target == buffer.cursor, motion == .lineEnd { target = buffer.target(of: .right) }
    if target == buffer.cursor, motion == .lineStart { target = buffer.target(of: .left) }
    guard let target, target != buffer.cursor else { return nil }
    return min(target, buffer.cursor)..<max(target, buffer.cursor)
  }

  private mutating func remove(_ motion: Motion) -> Response {
    guard let range = passed(motion) else { return .bell }
    return change(range, with: "")
  }

  private mutating func kill(_ motion: Motion, after before: Previous) -> Response {
    guard let range = passed(motion) else { return .bell }
    let continues = if case .kill = before { true } else { false }
    kills.add(String(buffer.slice(range)), range.lowerBound < buffer.cursor ? .before : .after, continues: continues)
    previous = .kill
    return change(range, with: "")
  }

  private mutating func yank(_ text: String?, over range: Range<Int>) -> Response {
    guard let text else { return .bell }
    previous = .yank(range.lowerBound..<range.lowerBound + text.utf8.count)
    return change(range, with: text)
  }

  /// Swaps the characters around the cursor, at the end of a line the two before it.
  private mutating func transpose() -> Response {
    var place = buffer
    if place.cursor != place.target(of: .lineEnd) { place.place(place.target(of: .right) ?? place.cursor) }
    let end = place.cursor
    place.place(place.target(of: .left) ?? end)
    let middle = place.cursor
    let start = place.target(of: .left) ?? middle
    let (first, second) = (buffer.slice(start..<middle), buffer.slice(middle..<end))
    guard !first.isEmpty, !second.isEmpty, first != "\n", second != "\n" else { return .bell }
    return change(start..<end, with: String(second + first))
  }

  private mutating func undoLast() -> Response {
    guard let edit = undo.takeLast() else { return .bell }
    walk = nil
    buffer.revert(edit)
    return .proceed
  }

  // MARK: - History

  private mutating func show(_ shown: LineBuffer) {
    undo.add(buffer.replace(0..<buffer.count, with: shown.text), typed: false)
    buffer.place(shown.cursor)
  }

  private mutating func older() -> Response {
    var walk = walk ?? HistoryWalk(from: buffer, entries: entries)
    guard let found = walk.older(entries) else { return .bell }
    self.walk = walk
    show(found)
    return .proceed
  }

  private mutating func newer() -> Response {
    guard let found = walk?.newer(entries) else { return .bell }
    if walk?.isOver(entries) == true { walk = nil }
    show(found)
    return .proceed
  }

  private mutating func handle(_ command: Command, in current: HistorySearch) -> Response {
    var search = current
    switch command {
    case .insert(let text), .paste(let text): search.extend(String(text.prefix { $0 != "\n" }), entries)
    case .remove(.left): search.shorten(entries)
    case .searchOlder: search.step(.older, entries)
    case .searchNewer: search.step(.newer, entries)
    case .cancel:
      self.search = nil
      return .proceed
    case .interrupt: return .interrupted
    default:
      self.search = nil
      let found = search.buffer(entries)
      if found != buffer { show(found) }
      return command == .escape ? .proceed : perform(command)
    }
    self.search = search
    return search.hasFailed ? .bell : .proceed
  }

  // MARK: - Completion

  /// One candidate is inserted, of several what they share; asked again, they are listed, and then page by page.
  private mutating func complete(after before: Previous, _ shownMenu: Menu?) -> Response {
    previous = .tab
    if var shownMenu {
      shownMenu.page += 1
      menu = shownMenu
      return .proceed
    }
    let completion = assistance.complete(buffer.text, buffer.cursor)
    if completion.candidates.isEmpty { return .bell }
    let common = completion.commonPrefix
    let isOnly = completion.candidates.count == 1
    let present = buffer.slice(completion.range)
    if isOnly, common == present { return .bell }
    if isOnly || (common.utf8.count > present.utf8.count && common.utf8.starts(with: present.utf8)) {
      return change(completion.range, with: common)
    }
    if case .tab = before {
      menu = Menu(labels: completion.candidates.map(\.label))
      return .proceed
    }
    return .bell
  }
}

/// Candidates shown below the entry.
struct Menu: Hashable, Sendable {
  let labels: [String]
  /// Counts on; the screen takes it round and round.
  var page = 0
}

/// What an editor shows.
struct EditorView {
  enum Footer {
    case none
    /// Enter adds a line.
    case unfinished
    case search(String, hasFailed: Bool)
    case menu(Menu)
  }

  var text: String
  var cursor: Int
  var spans: [StyledRange] = []
  var match: Range<Int>?
  var footer = Footer.none
}
