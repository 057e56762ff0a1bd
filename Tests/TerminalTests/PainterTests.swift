import TestSupport
import Testing

@testable import Terminal

@Suite struct PainterTests {
  /// A painter before a screen with a line that is none of its business.
  struct Stage {
    var painter: Painter
    var screen: MiniScreen
    var size: Size
    var prompt = Prompt("> ")

    init(columns: Int, rows: Int, colors: Bool = false) {
      painter = Painter(colors: colors)
      screen = MiniScreen(columns: columns, rows: rows)
      size = Size(columns: columns, rows: rows)
      screen.feed("before\r\n")
    }

    @discardableResult
    mutating func show(_ view: EditorView) -> String {
      let bytes = painter.paint(Layout.screen(view, prompt, size), columns: size.columns)
      screen.feed(bytes)
      return bytes
    }

    /// What the painter believes stands there is what stands there, and nothing else below.
    func check(_ note: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
      let wanted = painter.screen
      let top = screen.row - wanted.cursor.row
      let found = Array(screen.lines.dropFirst(max(0, top)))
      var lines = wanted.rows.map { row in
        var text = row.cells.map(\.text).joined()
        while text.last == " " { text.removeLast() }
        return text
      }
      while lines.last == "" { lines.removeLast() }
      #expect(found == lines, "\(note)", sourceLocation: sourceLocation)
      #expect(screen.column == wanted.cursor.column, "\(note)", sourceLocation: sourceLocation)
      #expect(screen.unknown == [], sourceLocation: sourceLocation)
    }
  }

  /// A view of a text with a bar at the cursor.
  private static func view(_ shown: String) -> EditorView {
    let bytes = Array(shown.utf8)
    let cursor = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
    return EditorView(text: shown.filter { $0 != "|" }, cursor: cursor)
  }

  @Test(
    arguments: [
      ("|", 10, [">"], 0, 2),
      ("评选|", 10, ["> 评选"], 0, 6),
      ("评|选", 10, ["> 评选"], 0, 4),
      // A row that is exactly full: the cursor behind it stands in the next row.
      ("评选标准|", 10, ["> 评选标准"], 1, 0),
      ("评选标|准", 10, ["> 评选标准"], 0, 8),
      ("abcdefgh|", 10, ["> abcdefgh"], 1, 0),
      ("abcdefghi|", 10, ["> abcdefgh", "i"], 1, 1),
      // A character of two columns does not fit into the last one.
      ("a评选标准|", 10, ["> a评选标", "准"], 1, 2),
      ("a评选标|准", 10, ["> a评选标", "准"], 1, 0),
      ("a评选标|", 10, ["> a评选标"], 0, 9),
      ("评选标准评选标准|", 5, ["> 评", "选标", "准评", "选标", "准"], 4, 2),
      ("评选|", 2, [">", "评", "选"], 3, 0),
      ("评|选", 3, [">", "评", "选"], 2, 0),
      // Several lines.
      ("甲\n乙|", 10, ["> 甲", "… 乙"], 1, 4),
      ("甲|\n乙", 10, ["> 甲", "… 乙"], 0, 4),
      ("甲\n|", 10, ["> 甲", "…"], 1, 2),
      ("评选标准\n乙|", 10, ["> 评选标准", "… 乙"], 1, 4),
      ("评选标准|\n乙", 10, ["> 评选标准", "", "… 乙"], 1, 0),
      ("评选标准|\n", 10, ["> 评选标准", "", "…"], 1, 0),
      // Combining marks, emoji, and what would be invisible.
      ("e\u{301}x|", 10, ["> e\u{301}x"], 0, 4),
      ("👨‍👩‍👧|x", 10, ["> 👨‍👩‍👧x"], 0, 4),
      ("a\u{200B}b|", 10, ["> a\u{FFFD}b"], 0, 5),
      ("\u{301}a|", 10, ["> \u{FFFD}a"], 0, 4),
      ("a\u{202E}b\u{2028}c|", 10, ["> a\u{FFFD}b\u{FFFD}c"], 0, 7),
      ("a\tb|", 10, ["> a  b"], 0, 6),
      ("abcdefg\tb|", 10, ["> abcdefg", "b"], 1, 1),
      ("abcdefgh\tb|", 10, ["> abcdefgh", "  b"], 1, 3),
    ] as [(String, Int, [String], Int, Int)])
  func layout(_ shown: String, _ columns: Int, _ lines: [String], _ row: Int, _ column: Int) {
    var stage = Stage(columns: columns, rows: 12)
    let top = stage.screen.row
    stage.show(Self.view(shown))
    #expect(Array(stage.screen.lines.dropFirst(top)) == lines)
    #expect(stage.screen.row - top == row)
    #expect(stage.screen.column == column)
    stage.check()
  }

  @Test func typingWritesOnlyWhatIsNew() {
    var stage = Stage(columns: 10, rows: 8)
    stage.show(Self.view("评|"))
    #expect(stage.show(Self.view("评选|")) == "选")
    #expect(stage.show(Self.view("评选|")) == "")
    #expect(stage.show(Self.view("评|选")) == "\u{1B}[2D")
    #expect(stage.show(Self.view("评|")) == "\r\u{1B}[2K> 评")
    #expect(stage.show(Self.view("评标准|")) == "标准")
    // The terminal wraps when a blank goes behind the full row.
    #expect(stage.show(Self.view("评标准选|")) == "选 \r")
    #expect(stage.show(Self.view("评标准选优|")) == "优")
  }

  @Test func aLongEntryKeepsTheCursorInSight() {
    var stage = Stage(columns: 10, rows: 4)
    let lines = (1...9).map { "第\($0)行" }
    stage.show(Self.view(lines.joined(separator: "\n") + "|"))
    #expect(stage.screen.lines == lines.suffix(4).map { "… " + $0 })
    #expect((stage.screen.row, stage.screen.column) == (3, 7))
    stage.show(Self.view("第|" + lines.joined(separator: "\n").dropFirst()))
    #expect(stage.screen.lines == ["> 第1行", "… 第2行", "… 第3行", "… 第4行"])
    #expect((stage.screen.row, stage.screen.column) == (0, 4))
    // At the end all of it is written, into what can be scrolled back to.
    let view = Self.view(lines.joined(separator: "\n") + "|")
    stage.screen.feed(stage.painter.paint(Layout.final(view, stage.prompt, stage.size), columns: 10))
    stage.screen.feed(stage.painter.leave())
    #expect(stage.screen.scrolledOff.suffix(6) == ["> 第1行"] + lines[1...5].map { "… " + $0 })
    #expect(stage.screen.lines == lines.suffix(3).map { "… " + $0 })
    #expect((stage.screen.row, stage.screen.column) == (3, 0))
  }

  @Test func afterwardsTheNextLineIsFree() {
    for text in ["", "评选", "评选标准", "评选标准x", "甲\n评选标准"] {
      var stage = Stage(columns: 10, rows: 8)
      stage.show(Self.view("|" + text))
      stage.screen.feed(stage.painter.paint(Layout.final(Self.view(text + "|"), stage.prompt, stage.size), columns: 10))
      stage.screen.feed(stage.painter.leave() + "next")
      #expect(stage.screen.lines.last == "next")
      #expect(stage.screen.lines.dropLast().last != "")
    }
  }

  @Test func listsStandBelow() {
    var stage = Stage(columns: 24, rows: 8)
    var view = Self.view("类|")
    view.footer = .menu(Menu(labels: ["类别", "类型", "condition", "指标", "原则"]))
    stage.show(view)
    #expect(stage.screen.lines == ["before", "> 类", "类别       指标", "类型       原则", "condition"])
    #expect((stage.screen.row, stage.screen.column) == (1, 4))
    stage.show(Self.view("类|"))
    #expect(stage.screen.lines == ["before", "> 类"])
    view.footer = .search("安全", hasFailed: false)
    stage.show(view)
    #expect(stage.screen.lines == ["before", "> 类", "search: 安全"])
    view.footer = .search("安全" + String(repeating: "长", count: 50), hasFailed: true)
    stage.show(view)
    #expect(stage.screen.lines == ["before", "> 类", "not found: 安全长长长长"])
    stage.check()
  }

  @Test func aListThatDoesNotFitHasPages() {
    var stage = Stage(columns: 10, rows: 5)
    var pages: [[String]] = []
    for page in 0..<4 {
      var view = Self.view("x|")
      view.footer = .menu(Menu(labels: (1...7).map { "candidate\($0)" }, page: page))
      stage.show(view)
      stage.check()
      pages.append(Array(stage.screen.lines.dropFirst(stage.screen.row + 1)))
    }
    #expect(pages[0] == ["candidat…", "candidat…", "candidat…", "1/3"])
    #expect(pages[2] == ["candidat…", "3/3"])
    #expect(pages[3] == pages[0])
    // A long entry leaves some rows to the list.
    var view = Self.view((1...9).map { "\($0)" }.joined(separator: "\n") + "|")
    view.footer = .menu(Menu(labels: ["一", "二"]))
    stage.show(view)
    #expect(stage.screen.lines == ["… 6", "… 7", "… 8", "… 9", "一  二"])
    for rows in 1...3 {
      var stage = Stage(columns: 2, rows: rows)
      stage.show(view)
      stage.check("\(rows) rows")
    }
  }

  @Test(
    arguments: [
      (["一", "二", "三"], 6, ["一  三", "二"]), (["一", "二", "三"], 5, ["一", "二", "三"]), (["abc"], 2, ["a…"]),
      (["a", "标准b", "c\u{7}"], 40, ["a      标准b  c␇"]), ([], 10, []), (["", ""], 10, ["  "]),
    ] as [([String], Int, [String])])
  func columns(_ words: [String], _ width: Int, _ lines: [String]) {
    #expect(Columns.lines(words, width: width) == lines)
  }

  @Test func colours() {
    var view = Self.view("类别 甲 # 注|")
    view.spans = [
      StyledRange(10..<100, .comment), StyledRange(-3..<6, .keyword), StyledRange(0..<3, .error),
      StyledRange(7..<10, .name),
    ]
    var plain = Stage(columns: 40, rows: 4)
    #expect(!plain.show(view).contains("\u{1B}"))
    var colored = Stage(columns: 40, rows: 4, colors: true)
    #expect(
      colored.show(view) == "\u{1B}[0;1m> \u{1B}[0;1;34m类别\u{1B}[0m \u{1B}[0;35m甲\u{1B}[0;2m # 注\u{1B}[0m")
    view.match = 7..<10
    colored.show(view)
    #expect(colored.screen.styles.contains("0;7"))
    #expect(colored.screen.styles.last == "0")
    #expect(Set(Style.allCases.compactMap(\.sgr)).count >= 8)
  }

  private static let pieces = ["a", "评", " ", "，", "e\u{301}", "👨‍👩‍👧", "\t", "\u{200B}", "\n", "标准", "xyz", "优秀等次"]

  private static func change(_ view: EditorView, _ random: inout SeededGenerator) -> EditorView {
    var buffer = LineBuffer(view.text, cursor: view.cursor)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<5: buffer.replace(buffer.cursor..<buffer.cursor, with: pieces.randomElement(using: &random) ?? "")
    case 5:
      let end = buffer.cursor + Int.random(in: 0...20, using: &random)
      buffer.replace(buffer.cursor..<end, with: "")
    default: buffer.place(Motion.allCases.randomElement(using: &random).flatMap(buffer.target) ?? 0)
    }
    var view = EditorView(text: buffer.text, cursor: buffer.cursor)
    if Int.random(in: 0..<12, using: &random) == 0 {
      view.footer = .menu(Menu(labels: ["类别", "condition", "指标"], page: Int.random(in: 0...3, using: &random)))
    }
    if Int.random(in: 0..<6, using: &random) == 0 { view.spans = [StyledRange(0..<view.cursor, .keyword)] }
    return view
  }

  /// After any change the screen is what it would be if it were painted at once.
  @Test(arguments: [2, 3, 5, 8, 13, 40]) func changesLeaveNothingBehind(_ columns: Int) {
    var random = SeededGenerator(seed: UInt64(columns))
    for rows in [1, 4, 12, 60] {
      var stage = Stage(columns: columns, rows: rows, colors: rows == 12)
      var view = Self.view("|")
      for step in 0..<60 {
        view = Self.change(view, &random)
        stage.show(view)
        stage.check("\(rows) rows, step \(step): \(view.text.debugDescription)")
      }
    }
  }

  /// A terminal that wraps its lines anew: after each change of the width the entry stands there once, below what was
  /// there before.
  @Test(arguments: [1, 2, 3] as [UInt64]) func widthsMayChange(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<4 {
      var stage = Stage(columns: 20, rows: 60)
      stage.prompt = Prompt("规则> ")
      var view = Self.view("|")
      for _ in 0..<20 {
        for _ in 0..<8 { view = Self.change(view, &random) }
        stage.show(view)
        let columns = Int.random(in: 7...40, using: &random)
        stage.screen.reflow(columns: columns)
        stage.size = Size(columns: columns, rows: 60)
        stage.screen.feed(stage.painter.resize(to: columns, reflows: true))
        stage.show(view)
        stage.check("\(columns): \(view.text.debugDescription)")
        #expect(stage.screen.lines.first == "before")
        #expect(stage.screen.lines.count { $0.hasPrefix("规则>") } == 1, "\(stage.screen.lines)")
      }
    }
  }

  @Test func aTerminalThatCutsItsRowsIsPaintedAnew() {
    var stage = Stage(columns: 12, rows: 10)
    let view = Self.view("评选标准评选标准评选标准|")
    stage.show(view)
    for columns in [20, 9, 30, 6] {
      stage.screen.cut(columns: columns)
      stage.size = Size(columns: columns, rows: 10)
      stage.screen.feed(stage.painter.resize(to: columns, reflows: false))
      stage.show(view)
      stage.check("\(columns)")
      #expect(stage.screen.lines.first == "before")
    }
  }

  /// Output without a line end stays, and the prompt gets a row of its own; an empty row is used as it is.
  @Test(arguments: [("", ["before", "> x"]), ("no end", ["before", "no end", "> x"])])
  func beginning(_ output: String, _ lines: [String]) {
    for columns in [7, 20] {
      var stage = Stage(columns: columns, rows: 6)
      stage.screen.feed(output + stage.painter.begin(columns: columns))
      stage.show(Self.view("x|"))
      #expect(stage.screen.lines == lines)
      #expect(stage.screen.column == 3)
    }
  }

  @Test func clearing() {
    var stage = Stage(columns: 20, rows: 5)
    stage.show(Self.view("评选|"))
    stage.screen.feed(stage.painter.clear())
    stage.show(Self.view("评选|"))
    #expect(stage.screen.lines == ["> 评选"])
    #expect((stage.screen.row, stage.screen.column) == (0, 6))
  }
}
