import Diagnostics
import Foundation
import TestSupport
import Testing
import Workbench

@testable import Sheets
@testable import rulecheck

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Texts that would steer a terminal, run in a spreadsheet, break a table or be a link, wherever they come from: what
/// is printed shows them and does nothing, and is read back as what it is.
@Suite struct HostileTextTests {
  /// Harmless to look at in a rules file, which may hold them.
  static let visible = [
    "=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1＋1", "－甲", "＋乙", "＠丙", "'=1", "' =1", "|甲|乙|",
    "<script>alert(1)</script>", "[名](http://a.example)", "![图](x)", "`代码`", "```", "*粗* _斜_ ~~删~~", "# 题", "> 引",
    "- 项",
    "1. 项", "---", "&lt;b&gt;", "]]>", "<!--", "甲\\", "http://a.example/x", "WWW.a.example", "甲,乙;丙", "a\tb", "👩‍🌾❤️",
    "甲\u{3000}乙",
  ]
  /// Not to be seen, or not on one line.
  static let invisible = [
    "甲\u{1B}[31m红", "\u{9B}2J甲", "甲\u{7}", "甲\u{7F}", "甲\u{0}乙", "\u{202E}乙甲", "\u{2066}甲\u{2069}", "甲\u{200B}乙",
    "甲\u{200D}",
    "甲\u{FE0F}", "甲\u{E0041}", "甲\u{FEFF}乙", "甲\u{AD}乙", "甲\u{3164}", "甲\u{61C}", "甲\u{180E}", "甲\u{FFFE}",
    "甲\u{FFF9}乙",
    "甲\u{34F}", "甲\u{E0100}",
  ]
  static let broken = ["甲\n乙", "甲\r\n=1", "甲\r乙", "甲\u{2028}乙", "甲\u{2029}", "甲\u{85}乙", "甲\u{B}乙", "\n=1"]

  // MARK: What is printed

  /// The scalars of a text that nobody sees, but for the ends of its lines.
  private static func hidden(_ text: String) -> Set<Unicode.Scalar> {
    let scalars = Array(text.unicodeScalars)
    return Set(InvisibleCharacters.places(in: scalars[...]).map { scalars[$0] }).subtracting(["\n", "\t"])
  }

  private static func check(_ invocation: CommandBench.Invocation) throws -> CommandTests.Run {
    let run = try CommandTests.run(invocation.words, input: invocation.input)
    if invocation.words.last == "xlsx", !run.bytes.isEmpty {
      let book = try PlainWorkbook(run.bytes).worksheets
      for text in book.map(\.name) + book.flatMap(\.rows).joined() {
        #expect(hidden(text) == [], "\(invocation): \(text.debugDescription)")
      }
      #expect(hidden(run.errors) == [], "\(invocation): \(run.errors.debugDescription)")
      return run
    }
    let isCSV = invocation.words.last == "csv"
    // A mark and CRLF belong to the form.
    let output =
      isCSV
      ? run.output.replacingOccurrences(of: "\u{FEFF}", with: "").replacingOccurrences(of: "\r\n", with: "\n")
      : run.output
    #expect(hidden(output) == [], "\(invocation): \(output.debugDescription)")
    #expect(hidden(run.errors) == [], "\(invocation): \(run.errors.debugDescription)")
    guard !run.output.isEmpty else { return run }
    switch invocation.words.last {
    case "json": _ = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    case "csv":
      let rows = CSVText(String(run.output.drop { $0 == "\u{FEFF}" })).table(UInt8(ascii: ",")).rows
      #expect(Set(rows.map(\.cells.count)).count == 1, "\(invocation): \(run.output)")
      #expect(!rows.joined(\.cells).contains(where: FormulaGuard.isBare), "\(invocation): \(run.output)")
      try checkWithPython(run.output, rows.map(\.cells))
    case "svg":
      let parser = XMLParser(data: Data(run.output.utf8))
      #expect(parser.parse(), "\(invocation): \(String(describing: parser.parserError))")
    case "markdown": checkMarkdown(run.output, "\(invocation)")
    default: break
    }
    return run
  }

  /// The same rows as another reader has them, where there is one.
  private static func checkWithPython(_ text: String, _ rows: [[String]]) throws {
    let python = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: python) else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    let script =
      "import csv,json,sys; print(json.dumps([r for r in csv.reader(open(sys.argv[1],encoding='utf-8-sig',newline=''))]))"
    process.arguments = ["-c", script, file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(try JSONDecoder().decode([[String]].self, from: data) == rows)
  }

  /// Tables have the bars of their own and no others; nothing is a tag, a link, or set apart.
  private static func checkMarkdown(_ text: String, _ name: String) {
    var bars: Int?
    var fence: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open { fence = nil }
        continue
      }
      if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        continue
      }
      // Without what a backslash takes the meaning from.
      var plain = ""
      var isEscaped = false
      for character in line {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          plain.append(character)
        }
      }
      #expect(!plain.contains { "<>[]`*_~&".contains($0) }, "\(name): \(line)")
      #expect(!plain.contains("://") && !plain.lowercased().contains("www."), "\(name): \(line)")
      let count = plain.count { $0 == "|" }
      #expect(count == 0 || plain.hasPrefix("|"), "\(name): \(line)")
      if count > 0, let bars { #expect(count == bars, "\(name): \(line)") }
      bars = count > 0 ? count : nil
    }
  }

  // MARK: Where it comes from

  /// As the names of communities, from a JSON sheet, and their texts.
  @Test func inSheets() throws {
    let bench = try CommandBench()
    let names = (Self.visible + Self.invisible + Self.broken).map { "苑" + $0 } + Self.visible
    let objects = names.map { ["小区": $0, "率": "90%", "样式": "新"] }
    let json = try JSONSerialization.data(withJSONObject: objects)
    try json.write(to: bench.folder.appendingPathComponent("a.json"))
    var checked = 0
    for community in ["苑=1+1", "=1+1", "苑甲\n乙"] {
      for invocation in bench.invocations(community: community) {
        // Only two of them ask about one.
        if checked >= 52, invocation.command != .explain, invocation.command != .path { continue }
        let words = invocation.words.map { $0 == bench.path("a.csv") ? bench.path("a.json") : $0 }
        let run = try Self.check(.init(command: invocation.command, words: words, input: invocation.input))
        #expect(run.code < 4, "\(words): \(run.errors)")
        checked += 1
      }
    }
    // What stands in the table is the name again when it is read.
    let csv = try CommandTests.run(bench.path("a.rules"), bench.path("a.json"), "--format", "csv").output
    let rows = CSVText(String(csv.drop { $0 == "\u{FEFF}" })).table(UInt8(ascii: ",")).rows.map(\.cells)
    let column = try #require(rows.first?.firstIndex(of: "小区"))
    try bench.put(
      CSV.file([["小区", "率", "样式"]] + rows.dropFirst().map { [$0[column], "90%", "新"] }).replacingOccurrences(
        of: "''", with: "'"), "b.csv")
    func found(_ sheet: String) throws -> Set<String> {
      let output = try CommandTests.run(bench.path("a.rules"), bench.path(sheet), "--format", "json").output
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      return Set((object?["results"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String })
    }
    let wanted = Set(Self.visible.filter { $0 != "---" && !$0.contains("\t") && !$0.contains("\u{3000}") })
    let (read, first) = (try found("b.csv"), try found("a.json"))
    #expect(wanted.subtracting(read) == wanted.subtracting(first) && read.count > Self.visible.count)
  }

  /// In every text of a rules file.
  @Test func inRules() throws {
    let places = ["试点标准", "小区的名字", "收费率", "以后再定", "有数", "服务态度", "收费", "样式", "优等", "平常", "满分"]
    for start in stride(from: 0, to: Self.visible.count, by: places.count) {
      var rules = CommandBench.rules
      for (number, place) in places.enumerated() {
        let text = Self.visible[(start + number) % Self.visible.count]
        rules = rules.replacingOccurrences(of: "“\(place)”", with: "“\(text)”")
      }
      let bench = try CommandBench(rules: rules)
      for invocation in bench.invocations() {
        let run = try Self.check(invocation)
        #expect(run.code < 2, "\(invocation): \(run.errors)")
      }
    }
  }

  /// No rules file has anything in it that its readers cannot see.
  @Test func whatIsInvisibleIsRefusedInRules() throws {
    let bench = try CommandBench()
    for text in Self.invisible {
      for place in ["“试点标准”", "原则 1", "出处 通知"] {
        let rules = CommandBench.rules.replacingOccurrences(
          of: place, with: place == "“试点标准”" ? "“\(text)”" : "# \(text)\n" + place)
        let loaded = Workbench.load(SourceFile(name: "a.rules", text: rules))
        #expect(loaded.standard == nil, "\(text.debugDescription)")
        for language in Language.allCases {
          let shown = DiagnosticList(loaded.diagnostics, language: language).text(color: false)
          #expect(shown.contains("R104") && Self.hidden(shown) == [], "\(shown.debugDescription)")
        }
      }
    }
    try bench.put(CommandBench.rules.replacingOccurrences(of: "试点标准", with: Self.invisible.joined()), "a.rules")
    for invocation in bench.invocations() where invocation.words.contains(where: { $0.hasSuffix("a.rules") }) {
      #expect(try Self.check(invocation).code == 2)
    }
  }

  /// As the names of files, in messages and wherever else they are told.
  @Test func inFileNames() throws {
    let bench = try CommandBench(sheets: CommandBench.sheets + "北苑,九成,6,新\r\n")
    let name = "甲\u{1B}[31m\n\u{202E}|<b>=1"
    let folder = bench.folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in ["a.rules", "a.csv", "notice.txt"] {
      try FileManager.default.copyItem(
        at: bench.folder.appendingPathComponent(file), to: folder.appendingPathComponent(name + file))
    }
    func moved(_ word: String) -> String {
      word.hasPrefix(bench.folder.path + "/")
        ? folder.path + "/" + name + word.dropFirst(bench.folder.path.count + 1) : word
    }
    for invocation in bench.invocations() {
      let run = try Self.check(
        .init(command: invocation.command, words: invocation.words.map(moved), input: invocation.input))
      #expect(run.code < 2, "\(invocation): \(run.errors)")
    }
    let rules = moved(bench.path("a.rules"))
    for words in [
      ["show", rules, "--origin"], ["check", rules + "x"], ["fmt", rules],
      ["check", rules, "--output", folder.path + "/\u{1B}x"],
      ["template", rules, "--format", "csv", "--output", folder.path + "/\u{9B}.csv"],
      ["trace", rules, "--source", moved(bench.path("notice.txt")), "--update"],
    ] {
      _ = try Self.check(.init(command: .check, words: words))
    }
    let script = "修改 参数 门槛 90%\n:保存 \(folder.path.split(separator: "\n")[0])/x\u{1B}.rules\n"
    _ = try Self.check(.init(command: .repl, words: ["repl", rules], input: script))
  }

  /// As the value of every option, and in what is typed.
  @Test func inArguments() throws {
    let bench = try CommandBench()
    let hostile = "甲\u{1B}[31m\n\u{202E}|<b>=1"
    var seen: Set<String> = []
    for invocation in bench.invocations() where seen.insert(invocation.command.name).inserted {
      _ = try Self.check(.init(command: invocation.command, words: invocation.words + [hostile]))
      for option in invocation.command.allOptions where option.value != nil {
        // A file that is written would stay where the tests run.
        let value = ["--output", "--plot"].contains(option.name) ? bench.path(hostile) : hostile
        let words = invocation.words.filter { $0 != "--format" && $0 != "text" } + [option.name, value]
        _ = try Self.check(.init(command: invocation.command, words: words))
      }
    }
    let lines = Self.visible + Self.invisible + Self.broken
    let script = lines.flatMap { [$0, ":小区 " + $0, ":\($0)", "修改 参数 门槛 \($0)", "说明 “\($0)”", ":设定 率 \($0)"] }
    _ = try Self.check(
      .init(
        command: .repl, words: ["repl", bench.path("a.rules"), bench.path("a.csv")],
        input: script.joined(separator: "\n")))
  }

  // MARK: The parts

  /// The sign is added where a spreadsheet would see a formula, and taken away by what reads cells.
  @Test func formulasAreGuarded() throws {
    let schema = try standard(CommandBench.rules).schema
    for text in Self.visible + ["'", "''", "''=1", "=", "-", "+5", "-2", "-2.5%", "+a", "1-1", " =1", "\u{3000}=1"] {
      let line = CSV.line([text])
      let cell = try #require(CSVText("小区\r\n" + line).table(UInt8(ascii: ",")).rows.last?.cells.first)
      #expect(!FormulaGuard.isBare(cell), "\(text)")
      let isNumber = ["=", "-", "+5", "-2", "-2.5%"].contains(text)
      #expect(isNumber ? cell == text : true)
      let (table, _) = SheetReader.read(
        [SheetFile(path: "a.csv", bytes: Array(("小区\r\n" + line).utf8))], schema: schema)
      if ["-", "=", "'", "''", "---"].contains(text) || text.contains("\t") { continue }
      let read = table.sheets.first?.name
      // What nobody sees is taken out, and spaces of other widths are spaces.
      var plain = String.UnicodeScalarView(text.unicodeScalars.filter { !InvisibleCharacters.contains($0) })
      if let wide = plain.firstIndex(of: "\u{3000}") { plain.replaceSubrange(wide...wide, with: [" "]) }
      #expect(read == String(plain).trimmed, "\(text)")
    }
  }

  @Test(arguments: [
    ("甲\u{1B}[0m", "甲␛[0m"), ("\u{202E}甲", "⟨U+202E⟩甲"), ("甲\n乙\t丙", "甲 乙 丙"), ("\u{7F}\u{9B}", "␡⟨U+009B⟩"),
    ("甲\u{200D}", "甲⟨U+200D⟩"),
    ("👩‍🌾❤️", "👩‍🌾❤️"), ("1\u{FE0F}", "1⟨U+FE0F⟩"), ("👍\u{FE0F}", "👍⟨U+FE0F⟩"), ("\u{E0041}", "⟨U+E0041⟩"),
    ("\u{FFFF}", "⟨U+FFFF⟩"), ("平常", "平常"),
  ])
  func marks(_ text: String, _ shown: String) {
    #expect(DisplayWidth.printable(text) == shown)
    #expect(DisplayWidth.printable(shown) == shown)
  }
}

extension FormulaGuard {
  /// Whether a spreadsheet would run a cell as it stands in a file.
  fileprivate static func isBare(_ cell: String) -> Bool { !cell.hasPrefix("'") && needsMark(cell) }
}

extension Sequence {
  fileprivate func joined<T>(_ path: KeyPath<Element, [T]>) -> [T] { flatMap { $0[keyPath: path] } }
}
