import TestSupport
import Testing

@testable import Terminal

/// Keys in words: text as it is, `<C-a>` with Control, `<A-b>` with Alt, `<Left>` by name, `<Paste:…>`.
func keys(_ script: String) -> [Key] {
  let names: [String: Key.Code] = [
    "Enter": .enter, "Tab": .tab, "BS": .backspace, "Del": .delete, "Esc": .escape, "Up": .up, "Down": .down,
    "Left": .left, "Right": .right, "Home": .home, "End": .end, "PgUp": .pageUp, "PgDn": .pageDown,
  ]
  var keys: [Key] = []
  var rest = Substring.UnicodeScalarView(script.unicodeScalars)
  while let first = rest.first {
    guard first == "<", let end = rest.firstIndex(of: ">") else {
      keys.append(.text(String(first)))
      rest.removeFirst()
      continue
    }
    var name = String(String.UnicodeScalarView(rest[..<end].dropFirst()))
    rest = rest[end...].dropFirst()
    if name.hasPrefix("Paste:") {
      keys.append(.paste(String(name.unicodeScalars.dropFirst(6))))
      continue
    }
    var modifiers: Key.Modifiers = []
    if name.hasPrefix("C-") { modifiers = .control } else if name.hasPrefix("A-") { modifiers = .alt }
    if !modifiers.isEmpty { name = String(name.dropFirst(2)) }
    keys.append(Key(names[name] ?? .text(name), modifiers))
  }
  return keys
}

extension Editor {
  /// The text with a bar at the cursor.
  var shown: String {
    var bytes = Array(view.text.utf8)
    bytes.insert(UInt8(ascii: "|"), at: view.cursor)
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func type(_ script: String) -> Response {
    var response = Response.proceed
    for key in keys(script) { response = handle(key) }
    return response
  }
}

@Suite struct EditorTests {
  @Test(arguments: [
    ("评选<Left>优<Right>标准", "评优选标准|"),
    ("abc<C-a>x<C-e>y", "xabcy|"),
    ("abc<Home>x<End>y", "xabcy|"),
    ("abc<C-b><C-b>x<C-f>y", "axby|c"),
    ("a评<BS>", "a|"),
    ("a评<BS>b", "ab|"),
    ("评选<C-a><C-d>", "|选"),
    ("评选<Home><Del>", "|选"),
    ("<BS><Del><Left><Right><Home><End>", "|"),
    // Characters as a reader counts them.
    ("e\u{301}x<Left><BS>", "|x"),
    ("👨‍👩‍👧👍🏽<BS>", "👨‍👩‍👧|"),
    ("👨‍👩‍👧<BS>", "|"),
    ("🇨🇳🇯🇵<Left><BS>", "|🇯🇵"),
    ("e<Left><Right>\u{301}<Left>", "|e\u{301}"),
    ("中文<Left>\u{301}<Left>", "|中\u{301}文"),
    ("\u{301}a<C-a>e", "e\u{301}|a"),
    ("가<Left><Del>", "|"),
    // Killing and yanking.
    ("abc def<C-w>", "abc |"),
    ("收费率 >= 95%<C-w><C-w>", "收费率 |"),
    ("abc<C-a><C-k><C-y><C-y>", "abcabc|"),
    ("abc<Left><C-u>", "|c"),
    ("abc<Left><C-u><C-e><C-y>", "cab|"),
    ("a b c<C-w><C-w><C-y>", "a b c|"),
    ("a b c<C-a><A-d><A-d><C-y>", "a b| c"),
    ("a b<C-w><Left><C-w><C-e><C-y>", " a|"),
    ("one two<C-w><C-a><C-k><C-y><A-y>", "two|"),
    ("one two<C-w><C-a><C-k><C-y><A-y><A-y>", "one |"),
    // Words.
    ("物业费收费率95<A-b>x", "物业费收费率x|95"),
    ("物业费收费率95<A-b><A-b>x", "x|物业费收费率95"),
    ("物业费 rate，收费率<C-a><A-f>|<A-f>|<A-f>", "物业费| rate|，收费率|"),
    ("甲，乙<A-BS>", "甲，|"),
    ("甲，乙<A-BS><A-BS>", "|"),
    ("foo_bar baz<A-b><A-b><A-d>", "| baz"),
    ("ab cd<C-Left>x<C-Right>y", "ab xcdy|"),
    ("人々のabc<A-b>x", "人々x|のabc"),
    // Swapping.
    ("ab<C-t>", "ba|"),
    ("评选<Left><C-t>", "选评|"),
    ("abc<C-a><Right><C-t>", "ba|c"),
    ("a<C-t>", "a|"),
    ("ab<C-a><C-t>", "|ab"),
    // Undoing.
    ("ab cd<C-_>", "ab|"),
    ("ab cd<C-_><C-_>", "|"),
    ("abc<C-a><C-k><C-_>", "|abc"),
    ("abc<BS><BS><C-_>", "ab|"),
    ("ab<Left>x<C-_>", "a|b"),
    ("e\u{301}<C-_>", "|"),
    ("e<Left><Right>\u{301}<C-_>", "e|"),
    ("a<Paste:xyz>b<C-_><C-_>", "a|"),
    // Several lines.
    ("ab<A-Enter>cd", "ab\ncd|"),
    ("ab<A-Enter>cd<C-a>x", "ab\nx|cd"),
    ("ab<A-Enter>cd<Up>x", "abx|\ncd"),
    ("a<A-Enter>cde<Up>x<Down>y", "ax\ncdy|e"),
    ("评选<A-Enter>abc<Up><C-a><Right><Down>x", "评选\nabx|c"),
    ("abc<A-Enter>评选<C-a><Right><Up>x", "abx|c\n评选"),
    ("ab<A-Enter>cd<Up><C-e><C-k>", "ab|cd"),
    ("ab<A-Enter>cd<C-a><C-u>", "ab|cd"),
    ("ab<A-Enter>cd<C-a><BS>", "ab|cd"),
    ("ab<A-Enter>cd<C-Home>x", "x|ab\ncd"),
    ("ab<A-Enter>cd<Up><C-End>x", "ab\ncdx|"),
    ("ab<A-Enter><C-t>", "ab\n|"),
    // Pasting triggers nothing.
    ("<Paste:a\tb\u{4}c\r\nd>", "a\tbc\nd|"),
    ("<Paste:第一\n第二>", "第一\n第二|"),
    // Keys without a meaning.
    ("a<A-x><C-q><A-Tab>b<Esc>c", "abc|"),
  ])
  func typing(_ script: String, _ shown: String) {
    var editor = Editor(Assistance())
    _ = editor.type(script)
    #expect(editor.shown == shown)
    #expect(Array(editor.shown.utf8) == Array(shown.utf8))
  }

  @Test(arguments: [
    ("<C-d>", Editor.Response.endOfFile), ("a<C-a><C-d>", .proceed), ("a<C-d>", .bell), ("<C-c>", .interrupted),
    ("abc<C-c>", .interrupted), ("<Enter>", .submit("")), ("评选<Left><Enter>", .submit("评选")), ("<C-l>", .clearScreen),
    ("<C-z>", .suspend), ("<C-g>", .bell), ("<C-_>", .bell), ("<C-y>", .bell), ("<A-y>", .bell), ("<BS>", .bell),
    ("<C-k>", .bell), ("<Up>", .bell), ("<Down>", .bell), ("<Tab>", .bell), ("a<Enter>", .submit("a")),
  ])
  func responses(_ script: String, _ response: Editor.Response) {
    var editor = Editor(Assistance())
    #expect(editor.type(script) == response)
  }

  @Test func enterAddsALineUntilTheEntryIsComplete() {
    var editor = Editor(Assistance(isComplete: { $0.hasSuffix("\n\n") || !$0.contains("类别") }))
    #expect(editor.type("类别 甲<Enter>") == .proceed)
    #expect(editor.type("  指标 1<Enter>") == .proceed)
    #expect(editor.shown == "类别 甲\n  指标 1\n|")
    #expect(editor.type("<Enter><Enter>") == .submit("类别 甲\n  指标 1\n\n"))
  }

  @Test(arguments: [
    ("<Up>", "three|"), ("<Up><Up>", "two|"), ("<Up><Up><Up><Up><Up>", "one|"), ("<C-p><C-p><C-n>", "three|"),
    // What was typed comes back.
    ("ab<Left><Up><Down>", "a|b"),
    ("dra<Up>", "dra|"), ("<Up><Up><Down><Down>", "|"), ("<Up><Down><Down>x", "x|"),
    // Only entries that begin with what was typed before the cursor.
    ("t<Up>", "three|"), ("t<Up><Up>", "two|"), ("t<Up><Up><Up>", "two|"), ("t<Up><Up><Down><Down>", "t|"),
    ("o<Up>", "one|"), ("tx<Left><Up><Up><Down><Down>", "t|x"),
    // A change ends the walk, and is what is typed from then on.
    ("<Up><BS>x<Up>", "threx|"), ("t<Up><C-u><Up>", "three|"), ("t<Up><Up><C-_>", "three|"),
  ])
  func walkingThroughTheHistory(_ script: String, _ shown: String) {
    var editor = Editor(Assistance(), entries: ["one", "two", "three"])
    _ = editor.type(script)
    #expect(editor.shown == shown)
  }

  @Test func anEntryOfSeveralLinesIsWalkedThroughFirst() {
    var editor = Editor(Assistance(), entries: ["甲", "乙\n丙", "丁"])
    #expect(editor.type("<Up><Up>") == .proceed)
    #expect(editor.shown == "乙\n丙|")
    _ = editor.type("<Up>")
    #expect(editor.shown == "乙|\n丙")
    _ = editor.type("<Up>")
    #expect(editor.shown == "甲|")
    _ = editor.type("<PgDn><PgDn>")
    #expect(editor.shown == "丁|")
    _ = editor.type("<PgUp><PgUp><Down>")
    #expect(editor.shown == "乙\n丙|")
  }

  private static let searched = ["指标 安全", "类别 安全", "标准 例", "类别 物业"]

  @Test(arguments: [
    ("<C-r>安全", "类别 |安全"), ("<C-r>安全<C-r>", "指标 |安全"), ("<C-r>安全<C-r><C-s>", "类别 |安全"),
    ("<C-r>类<C-r>", "|类别 安全"), ("<C-r>类<C-r><BS>", "|"), ("<C-r>安全<C-r><BS>", "类别 |安全"),
    ("<C-r>类别 安", "|类别 安全"),
    // Not found: the last find stays.
    ("<C-r>安全<C-r><C-r>", "指标 |安全"), ("<C-r>安x", "类别 |安全"), ("<C-r>zzz", "|"),
    // Given up, taken over, taken over by another key.
    ("草稿<C-r>安全<C-g>", "草稿|"), ("草稿<C-r>安全<Esc>", "类别 |安全"), ("<C-r>安全<C-e>x", "类别 安全x|"),
    ("草稿<C-r>安全<Esc><C-_>", "草稿|"), ("草稿<C-r>", "草稿|"), ("<C-r>例<Left>", "标准| 例"),
    ("<C-r><Paste:安全\n二>", "类别 |安全"), ("<C-s>安", "类别 |安全"),
  ])
  func searching(_ script: String, _ shown: String) {
    var editor = Editor(Assistance(), entries: Self.searched)
    _ = editor.type(script)
    #expect(editor.shown == shown)
  }

  @Test func enterInASearchSubmitsWhatWasFound() {
    var editor = Editor(Assistance(), entries: Self.searched)
    #expect(editor.type("<C-r>例<Enter>") == .submit("标准 例"))
    editor = Editor(Assistance(), entries: Self.searched)
    #expect(editor.type("<C-r>没有") == .bell)
    #expect(editor.type("<C-c>") == .interrupted)
    editor = Editor(Assistance())
    #expect(editor.type("<C-r>a<C-r><C-s><BS>") == .proceed)
    #expect(editor.type("<C-r>" + String(repeating: "长", count: 500)) == .bell)
  }

  private static let words = ["类别", "类型", "指标", "原则", "condition", "conditions"]

  /// Completes the word before the cursor.
  private static var completing: Assistance {
    Assistance(complete: { text, cursor in
      let before = String(decoding: Array(text.utf8.prefix(cursor)), as: UTF8.self)
      let word = before.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      return Completion(
        cursor - word.utf8.count..<cursor, words.filter { $0.hasPrefix(word) }.map { .init($0, label: "[\($0)]") })
    })
  }

  @Test(arguments: [
    ("指<Tab>", "指标|", nil), ("x 指<Tab>y", "x 指标y|", nil), ("类<Tab>", "类|", nil),
    ("类<Tab><Tab>", "类|", ["[类别]", "[类型]"]), ("类<Tab><Tab>型", "类型|", nil), ("co<Tab>", "condition|", nil),
    ("co<Tab><Tab>", "condition|", ["[condition]", "[conditions]"]), ("zz<Tab><Tab>", "zz|", nil),
    ("类<Tab>x<BS><Tab>", "类|", nil), ("类<Tab><Tab><Esc>", "类|", nil), ("类<Tab><Tab><C-g>", "类|", nil),
    ("指<Tab><C-_>", "指|", nil), ("指 a<C-a><Right><Tab>", "指标| a", nil), ("指标<Tab>", "指标|", nil),
  ])
  func completion(_ script: String, _ shown: String, _ menu: [String]?) {
    var editor = Editor(Self.completing)
    _ = editor.type(script)
    #expect(editor.shown == shown)
    #expect(editor.menu?.labels == menu)
  }

  @Test func furtherTabsTurnThePages() {
    var editor = Editor(Self.completing)
    #expect(editor.type("类<Tab>") == .bell)
    #expect(editor.type("<Tab>") == .proceed)
    #expect(editor.menu?.page == 0)
    _ = editor.type("<Tab><Tab>")
    #expect(editor.menu?.page == 2)
  }

  /// Ranges that are none, or that cut characters apart, do no harm.
  @Test(arguments: [-5..<(-1), 100..<200, 1..<2, 0..<1_000, 2..<4])
  func completionsInOddPlaces(_ range: Range<Int>) {
    var editor = Editor(Assistance(complete: { _, _ in Completion(range, [.init("好")]) }))
    _ = editor.type("评选<Tab>")
    #expect(editor.view.text.contains("好"))
  }

  @Test func theKillRingGoesOnToTheNextEntry() {
    var first = Editor(Assistance())
    _ = first.type("评选<C-u>")
    var second = Editor(Assistance(), kills: first.killed)
    _ = second.type("<C-y>")
    #expect(second.shown == "评选|")
  }

  /// Whatever is pressed: the cursor stands between characters, and undoing everything leads back to nothing.
  @Test func anyKeysAreTaken() {
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "a", "评", " ", "\u{301}", "👨‍👩‍👧", "\u{200D}", "🇨", "🇳", "，", "1", "<A-Enter>", "<Enter>", "<BS>", "<Del>", "<Left>",
      "<Right>", "<C-w>", "<C-y>", "<A-y>", "<C-k>", "<C-u>", "<C-t>", "<C-_>", "<Up>", "<Down>", "<A-b>", "<A-d>",
      "<C-r>",
      "<C-g>", "<Esc>", "<Tab>", "<C-a>", "<PgUp>", "<Paste:甲\r\n\u{1B}乙>",
    ]
    for _ in 0..<60 {
      var editor = Editor(Self.completing, entries: ["类别 一", "a\nb", "e\u{301}"])
      for _ in 0..<80 {
        _ = editor.type(pieces.randomElement(using: &random) ?? "")
        let view = editor.view
        let place = view.text.utf8.index(view.text.startIndex, offsetBy: view.cursor)
        #expect(String.Index(place, within: view.text) != nil)
        #expect(!view.text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
      }
      _ = editor.type("<C-g><C-g>")
      while editor.type("<C-_>") != .bell {}
      #expect(editor.shown == "|")
    }
  }
}
