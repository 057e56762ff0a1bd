import Diagnostics
import Drawing
import Evaluation
import Model
import Reports
import Sheets
import Spreadsheets
import Workbench

/// What commands do in common when they run.
struct Run {
  let invocation: Invocation
  let disk: Disk
  let workbench: Workbench
  private let tally = Tally()
  /// The session whose standard and sheets are meant, in a conversation.
  private let session: Session?
  /// Of lines in a conversation; nil where the terminal decides.
  private let width: Int?

  /// The errors of fact sheets that stand before the result.
  private final class Tally {
    var codes: [String] = []
    /// What has been written, in a conversation.
    var said = ""
    var console: Console?
  }

  /// - Parameters:
  ///   - session: in a conversation; nothing is loaded then, and what is found is kept in ``said``.
  ///   - disk: knows what has been read, which is not to be written over.
  init(_ invocation: Invocation, in session: Session? = nil, width: Int? = nil, disk: Disk = Disk()) {
    self.invocation = invocation
    self.session = session
    self.width = width
    self.disk = disk
    workbench = Workbench(files: disk)
  }

  var isInSession: Bool { session != nil }

  /// What a run in a conversation has to say.
  var said: String { tally.said }

  func callAsFunction() throws -> ExitCode {
    // What could not be written anyway is not worked out first.
    for path in invocation.written { try Replacement.Target(path).check() }
    if invocation.format.isBinary, invocation.output == nil, isInSession || StandardStream.output.isTerminal {
      throw UsageProblem.needsFile(invocation.format)
    }
    let code = try ended()
    // Whoever sees the end of a long result has not seen its beginning.
    if !tally.codes.isEmpty, let console = tally.console {
      let codes = Set(tally.codes).sorted()
      try console.note(
        console.say(
          "事实表有 \(tally.codes.count) 处错误（\(codes.joined(separator: "、"))），说明在结果之前。\n",
          "\(tally.codes.count) \(tally.codes.count == 1 ? "error" : "errors") in the fact sheets (\(codes.joined(separator: ", "))), explained before the result.\n"
        ))
    }
    return code
  }

  /// Why a run in a conversation cannot go on.
  struct Refusal: Error {
    let diagnostics: [Diagnostic]
  }

  /// How a run ends early, once it has been told why.
  private struct Halt: Error {
    let code: ExitCode
  }

  private func ended() throws -> ExitCode {
    do {
      return try ProgressLine.watching(invocation.language ?? Console(invocation, text: invocation.typed).language) {
        try invocation.command.run(self)
      }
    } catch let halt as Halt {
      return halt.code
    }
  }

  /// Tells why the run cannot go on, and ends it.
  func refuse(_ diagnostics: [Diagnostic], _ console: Console, _ code: ExitCode = .invalidRules) throws -> Never {
    if isInSession { throw Refusal(diagnostics: diagnostics) }
    try console.show(diagnostics)
    throw Halt(code: code)
  }

  // MARK: What was given

  func console(for text: String?) -> Console { Console(invocation, text: text) }

  func missing(_ what: Bilingual) -> UsageProblem { .missingArgument(what, invocation.command) }

  /// What stands behind an option without which the command makes no sense.
  func required<Value>(_ option: Option<Value>) throws(UsageProblem) -> Value {
    guard let value = try invocation[option] else { throw missing(Bilingual(stringLiteral: option.name)) }
    return value
  }

  /// The changes of `--set` and `--as-of`, in their order.
  var settings: [Workbench.Setting] {
    get throws {
      try invocation.given(SharedOptions.set, SharedOptions.asOf).compactMap { entry in
        try (entry.option as? Option<Workbench.Setting>)?.read(entry.text)
      }
    }
  }

  /// The standard, as the first operand names it, in the words of its files.
  func load() throws -> (Workbench.Loaded, Console) {
    guard let path = invocation.operands.first else { throw missing(Bilingual("规则文件", "RULES")) }
    let settings = try settings
    let loaded = try session.map { Workbench.set(settings, $0.current) } ?? workbench.load(path, settings: settings)
    keep(loaded)
    return (loaded, console(for: loaded.file.text))
  }

  /// What is loaded and judged for the one command is held until the program ends, and goes with it at once: to free it
  /// piece by piece would take as long as to read it.
  private func keep<Value>(_ value: Value) {
    if !isInSession { _ = Unmanaged.passRetained(Kept(value)) }
  }

  private final class Kept<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// The same, without errors; some ends the run.
  ///
  /// - Parameter isQuoted: whether it is for people to read, in their language, rather than by place in its files.
  func standard(isQuoted: Bool = true) throws -> (Workbench.Loaded, Standard, Console) {
    let (written, console) = try load()
    let loaded = isQuoted ? spoken(written) : written
    return (loaded, try standard(loaded, console), console)
  }

  /// In the language that was asked for, where one was; otherwise a standard is quoted as its files have it, and so are
  /// programs told, in which names must not change.
  ///
  /// - Parameter earlier: a standard beside which this one is to be compared.
  func spoken(_ loaded: Workbench.Loaded, beside earlier: Workbench.Loaded? = nil) -> Workbench.Loaded {
    guard !isInSession, let language = invocation.language, invocation.format != .json else { return loaded }
    return loaded.spoken(in: language, beside: earlier)
  }

  func standard(_ loaded: Workbench.Loaded, _ console: Console) throws -> Standard {
    guard let standard = loaded.standard else { try refuse(loaded.diagnostics, console) }
    return standard
  }

  /// For a command that takes the standard and nothing else.
  func refuseSheets() throws(UsageProblem) {
    if invocation.operands.count > 1 { throw .surplusArgument(invocation.operands[1]) }
  }

  /// The sheets behind the standard.
  var sheets: [String] {
    get throws(UsageProblem) {
      guard invocation.operands.count > 1 else { throw missing(Bilingual("事实表", "SHEETS")) }
      return Array(invocation.operands.dropFirst())
    }
  }

  /// The sheets, as a standard reads them.
  func input(for standard: Standard) throws -> SheetFiles.Reading {
    guard let session else {
      return try workbench.sheets(try sheets, for: standard, digested: invocation.format.tellsDigests)
    }
    let table = session.table(for: standard)
    if table.sheets.isEmpty { throw missing(Bilingual("事实表", "SHEETS")) }
    return (table, [], nil)
  }

  /// The outcome for the sheets named.
  ///
  /// - Parameter isWhole: whether the parts of all results will be asked for, and again and again.
  func outcome(whole isWhole: Bool = false) throws -> (Judged, Console) {
    let (loaded, standard, console) = try standard()
    return (try judged(loaded, standard, console, whole: isWhole), console)
  }

  /// The same by a standard that is at hand.
  func judged(
    _ loaded: Workbench.Loaded, _ standard: Standard, _ console: Console, whole isWhole: Bool = false
  ) throws -> Judged {
    let input = try input(for: standard)
    try show(sheets: input.diagnostics, console)
    let judged = Workbench.judge(loaded, standard, input, whole: isWhole)
    keep(judged)
    return judged
  }

  // MARK: What is written

  /// Shows what is wrong with fact sheets before the result; the errors are counted again behind it.
  func show(sheets problems: [Diagnostic], _ console: Console) throws(FileProblem) {
    try console.show(problems)
    tally.codes += problems.filter(\.isError).map(\.problem.code)
    tally.console = console
  }

  /// Writes what the run has found, where it is wanted.
  func write(_ text: String, _ console: Console) throws(FileProblem) { try write(Array(text.utf8), console) }

  /// The same in bytes.
  func write(_ bytes: [UInt8], _ console: Console) throws(FileProblem) {
    if let output = invocation.output {
      try write(bytes, to: output, console)
    } else if isInSession {
      // Marks for programs that read files are none for a terminal.
      let text = String(decoding: bytes, as: UTF8.self)
      tally.said += text.replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
    } else {
      try StandardStream.output.write(bytes)
    }
  }

  /// Writes lines that no renderer has made: what is quoted in them is made visible.
  func write(lines text: String, _ console: Console) throws(FileProblem) {
    try write(DisplayWidth.printableLines(text), console)
  }

  /// Writes a file and says so.
  func write(_ text: String, to path: String, _ console: Console) throws(FileProblem) {
    try write(Array(text.utf8), to: path, console)
  }

  /// The same in bytes.
  func write(_ bytes: [UInt8], to path: String, _ console: Console) throws(FileProblem) {
    try disk.write(bytes, to: path)
    try noteWritten(path, bytes.count, console)
  }

  private func noteWritten(_ path: String, _ count: Int, _ console: Console) throws(FileProblem) {
    if isInSession {
      tally.said += console.written(path, count)
    } else {
      try console.noteWritten(path, count)
    }
  }

  /// As wide as the conversation is, or else the terminal.
  func renderer(_ console: Console) -> TextRenderer {
    width.map { TextRenderer(width: $0, color: console.colorsOutput) } ?? console.renderer
  }

  /// Writes a long result piece by piece, where it is wanted.
  func write(_ file: some PiecewiseFile, _ console: Console) throws(FileProblem) {
    if isInSession, invocation.output == nil {
      var bytes: [UInt8] = []
      file.write { bytes += $0 }
      try write(bytes, console)
    } else if let output = invocation.output {
      var count = 0
      let pieces: Replacement.Pieces = { put throws(FileFailure) in
        try file.write { piece throws(FileFailure) in
          count += piece.count
          try put(piece)
        }
      }
      try disk.write(pieces, to: output)
      try noteWritten(output, count, console)
    } else {
      try file.write { piece throws(FileProblem) in try StandardStream.output.write(piece) }
    }
  }

  private func write(workbook: some WorkbookFile, _ console: Console) throws {
    try refuse(columns: workbook.columnCount)
    try write(workbook, console)
  }

  /// Begins no workbook with more columns than a worksheet has.
  func refuse(columns: Int) throws(UsageProblem) {
    if columns > CellPlace.mostColumns { throw .tooManyColumns(columns) }
  }

  /// Writes a report in the form that was asked for.
  func write(
    _ report: @autoclosure @escaping () -> Report, table: @autoclosure @escaping () -> FlatTable?,
    json: @autoclosure @escaping () -> String, picture: @autoclosure @escaping () -> Picture? = nil, _ console: Console
  ) throws {
    let text = renderer(console)
    try write(
      [
        .text: { text.render(report()) }, .markdown: { MarkdownRenderer().render(report()) }, .json: json,
        .svg: { picture().map { SVGDrawing($0).text } ?? "" },
        .plot: { text.render(Report(picture().map { [.heading($0.title), .picture($0)] } ?? [])) },
      ], table: table(), console)
  }

  /// The same with long texts for programs, which are written piece by piece.
  func write(
    _ report: @autoclosure @escaping () -> Report, csv: @autoclosure () -> some PiecewiseFile,
    workbook: @autoclosure () -> some WorkbookFile, json: @autoclosure () -> some PiecewiseFile,
    picture: @autoclosure @escaping () -> Picture? = nil,
    _ console: Console
  ) throws {
    if invocation.format == .csv {
      try write(csv(), console)
    } else if invocation.format == .xlsx {
      try write(workbook: workbook(), console)
    } else if invocation.format == .json {
      try write(json(), console)
    } else if invocation.format == .text {
      try write(RenderedReport(report(), by: renderer(console)), console)
    } else if invocation.format == .markdown {
      try write(RenderedReport(report(), by: MarkdownRenderer()), console)
    } else {
      try write(report(), table: nil, json: "", picture: picture(), console)
    }
  }

  /// Draws the picture into the file that is wanted beside the result.
  func plot(_ picture: @autoclosure () -> Picture, _ console: Console) throws {
    guard let path = try invocation[SharedOptions.plot] else { return }
    try write(SVGDrawing(picture()).text, to: path, console)
  }

  /// Writes a result in the form that was asked for.
  ///
  /// - Parameter table: for the forms that spreadsheets take; nil where what is told fits into none.
  func write(
    _ forms: [Format: () -> String], table: @autoclosure () -> FlatTable? = nil, _ console: Console
  ) throws {
    let format = invocation.format
    if let text = forms[format] { return try write(text(), console) }
    if [.csv, .xlsx].contains(format), let table = table() {
      if format == .csv { return try write(table.csv, console) }
      return try write(workbook: table.workbook(console.language), console)
    }
    throw UsageProblem.badValue(option: "--format", value: format.name, allowed: forms.keys.map(\.name).sorted())
  }
}
