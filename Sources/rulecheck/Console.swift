import Diagnostics
import Reports
import Workbench

/// What the program says, and in which language and colours it says it.
struct Console {
  enum Color: String, CaseIterable, Sendable { case auto, always, never }

  let language: Language
  let colorsOutput: Bool
  private let colorsErrors: Bool
  private let isWritten: Bool

  init(_ invocation: Invocation, text: String?) {
    language = invocation.language ?? Self.language(of: text)
    func colors(_ stream: StandardStream) -> Bool {
      switch invocation.color {
      case .always: true
      case .never: false
      case .auto: stream.isTerminal && !Environment.refusesColors
      }
    }
    isWritten = invocation.output != nil
    colorsOutput = colors(.output) && invocation.output == nil
    colorsErrors = colors(.errors)
  }

  /// Chinese if the rules file has any Chinese in it, or else as the locale says.
  private static func language(of text: String?) -> Language {
    if let text, Language.isChinese(text) { return .zh }
    let locale = Environment["LC_ALL"] ?? Environment["LC_MESSAGES"] ?? Environment["LANG"] ?? ""
    return locale.hasPrefix("zh") ? .zh : .en
  }

  /// For what is printed: as wide as the terminal, where that is where it goes.
  var renderer: TextRenderer {
    TextRenderer(width: isWritten ? 80 : StandardStream.output.width ?? 80, color: colorsOutput)
  }

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  func show(_ diagnostics: [Diagnostic]) throws(FileProblem) {
    let text = DiagnosticList(diagnostics, language: language).text(color: colorsErrors)
    if !text.isEmpty { try StandardStream.errors.write(text) }
  }

  /// Tells what ends the run, on standard error or else where it can be told.
  ///
  /// - Returns: whether it could be told where it belongs.
  func tell(_ problem: any Problem, at place: Place) -> Bool {
    let diagnostic = Diagnostic(problem, at: place)
    do {
      try show([diagnostic])
      return true
    } catch {
      // Where both streams fail, the exit code has to say it.
      try? StandardStream.output.write(DiagnosticList([diagnostic], language: language).text(color: colorsOutput))
      return false
    }
  }

  /// A remark beside the results.
  func note(_ text: String) throws(FileProblem) { try StandardStream.errors.write(DisplayWidth.printableLines(text)) }

  func noteWritten(_ path: String, _ size: Int) throws(FileProblem) { try note(written(path, size)) }

  func written(_ path: String, _ size: Int) -> String {
    say("已写入 \(path)，\(size) 字节。\n", "\(path) written, \(size) bytes.\n")
  }
}
