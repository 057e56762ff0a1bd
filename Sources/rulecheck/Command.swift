import Diagnostics

/// A command: its row, and what it does.
struct Command: Sendable {
  /// As it may be typed, in either language.
  let names: Bilingual
  /// What is typed, its name first.
  let usage: Bilingual
  let summary: Bilingual
  /// What it understands beside ``everywhere``.
  var options: [any OptionRow] = []
  /// Where `--output` means something of its own.
  var output = SharedOptions.output
  /// How else than the format says the names of files may end in which it writes text.
  var textEndings: [String] = []
  /// The options whose values may stand by themselves in a conversation, in this order.
  var inOrder: [any OptionRow] = []
  let run: @Sendable (Run) throws -> ExitCode

  /// The commands in the order in which help lists them.
  static let all: [Command] = [
    .evaluate, .report, .check, .test, .template, .form, .dossier, .explain, .show, .chain, .compare, .whatif, .repl,
    .fmt, .trace, .path, .sensitivity, .sweep, .equivalent, .plan, .sql, .completion, .help, .version,
  ]

  static func named(_ name: String) -> Command? { all.first { $0.names.isCalled(name) } }

  static func nearest(to word: String) -> String? { NearestName.of(word, among: all.flatMap(\.names.all)) }

  /// The one by which it is known here.
  var name: String { names.en }

  /// The options that every command understands.
  var everywhere: [any OptionRow] {
    [output, SharedOptions.language, SharedOptions.color, SharedOptions.help, SharedOptions.version]
  }

  var allOptions: [any OptionRow] { options + everywhere }

  /// The option of that name.
  ///
  /// - Throws: where else there is one, or what may have been meant.
  func option(_ name: String) throws(UsageProblem) -> any OptionRow {
    if let option = allOptions.first(where: { $0.names.isCalled(name) }) { return option }
    if name == SharedOptions.shortOutput { return output }
    let others = Self.all.filter { $0.options.contains { $0.names.isCalled(name) } }
    guard others.isEmpty else { throw .optionElsewhere(name, self.name, commands: others.map(\.name)) }
    throw .unknownOption(name, nearest: NearestName.of(name, among: allOptions.flatMap(\.names.all)))
  }

  /// The forms in which it writes what it finds, the first unless another is asked for.
  var formats: [Format] {
    let choices = options.compactMap { ($0 as? Option<Format>)?.choices }
    return choices.first ?? [.text]
  }

  /// How the names of files end in which it writes a format.
  func endings(of format: Format) -> [String] { format == .text ? format.endings + textEndings : format.endings }
}

extension Command: Equatable {
  static func == (one: Command, other: Command) -> Bool { one.name == other.name }
}
