import Diagnostics
import Foundation

/// What the program says, and in which language and colours it says it.
struct Console {
  let language: Language
  let colorsOutput: Bool
  private let colorsErrors: Bool

  init(_ arguments: Arguments, text: String?) {
    language = arguments.language ?? Self.language(of: text)
    func colors(_ descriptor: Int32) -> Bool {
      switch arguments.color {
      case .always: true
      case .never: false
      case .auto: isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      }
    }
    colorsOutput = colors(1) && arguments.output == nil
    colorsErrors = colors(2)
  }

  /// Chinese if the rules file has any Chinese in it, or else as the locale says.
  private static func language(of text: String?) -> Language {
    if let text, Language.isChinese(text) { return .zh }
    let environment = ProcessInfo.processInfo.environment
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    return locale.hasPrefix("zh") ? .zh : .en
  }

  func say(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

  func show(_ diagnostics: [Diagnostic]) {
    let text = DiagnosticList(diagnostics, language: language).text(color: colorsErrors)
    if !text.isEmpty { error(text) }
  }

  func error(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// Shows how far a long run is, if somebody watches.
  func progress(_ text: String) {
    guard isatty(2) == 1 else { return }
    error("\r\u{1B}[K" + text)
  }
}
