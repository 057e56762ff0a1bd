import Diagnostics

/// The command line, taken apart: a command, and what stands behind it.
struct Invocation {
  /// An option as given, with the text behind it; empty for a switch.
  struct Given {
    let option: any OptionRow
    let text: String
  }

  private(set) var command = Command.evaluate
  private(set) var operands: [String] = []
  private var given: [Given] = []
  /// All of it, which tells the language where nothing else does.
  private(set) var typed = ""
  // What can be stated with every command.
  private(set) var language: Language?
  private(set) var color = Console.Color.auto
  private(set) var output: String?
  /// As asked for, or as the ending of the file to write says.
  private(set) var format = Format.text

  /// That of a run of which nothing is known yet.
  init() {}

  init(_ words: [String]) throws(UsageProblem) {
    typed = words.joined(separator: " ")
    var rest = words[...]
    let named = rest.first.flatMap(Command.named)
    if named != nil { rest = rest.dropFirst() }
    // Help and the version are asked for in either way.
    let asked = rest.prefix { $0 != "--" }
    if asked.contains(where: SharedOptions.version.names.isCalled) || named == .version {
      command = .version
      return
    }
    if asked.contains(where: Self.asksForHelp) || named == .help {
      command = .help
      try ask(named, rest)
      return
    }
    command = named ?? .evaluate
    if named == nil, let first = rest.first { try Self.refuseNearCommand(first) }
    try take(rest)
    language = try self[SharedOptions.language] ?? nil
    color = try self[SharedOptions.color] ?? .auto
    output = try self[SharedOptions.output]
    try settleEndings()
  }

  // MARK: What was given

  func has(_ option: any OptionRow) -> Bool { given.contains { $0.option.name == option.name } }

  /// What stands behind an option, the last if it was given several times; nil if it was not.
  subscript<Value>(_ option: Option<Value>) -> Value? {
    get throws(UsageProblem) { try all(option).last }
  }

  /// What stands behind an option each time that it was given.
  func all<Value>(_ option: Option<Value>) throws(UsageProblem) -> [Value] {
    var values: [Value] = []
    for entry in given(option) { values.append(try option.read(entry.text)) }
    return values
  }

  /// The options that were given of those named, in their order.
  func given(_ options: any OptionRow...) -> [Given] {
    given.filter { entry in options.contains { $0.name == entry.option.name } }
  }

  /// The files that are written.
  var written: [String] {
    [output].compactMap { $0 } + given.filter { $0.option.written != nil }.map(\.text)
  }

  // MARK: Taking apart

  private mutating func take(_ words: ArraySlice<String>) throws(UsageProblem) {
    var rest = words
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        if let open = given.first(where: \.option.takesRest) {
          given.append(Given(option: open.option, text: word))
        } else {
          operands.append(word)
        }
        continue
      }
      if word == "--" {
        operands += rest
        break
      }
      // --option=value and --option value are the same.
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let option = try command.option(parts[0])
      if option.value == nil {
        if parts.count == 2 { throw .surplusArgument(word) }
        given.append(Given(option: option, text: ""))
      } else {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else { throw .missingValue(parts[0]) }
        if let leader = option.leader, !given.contains(where: { $0.option.name == leader }) {
          throw .missingArgument(Bilingual(stringLiteral: leader), command)
        }
        try option.check(value)
        given.append(Given(option: option, text: value))
      }
    }
  }

  private static func asksForHelp(_ word: String) -> Bool { word == "-h" || SharedOptions.help.names.isCalled(word) }

  /// `help COMMAND` and `COMMAND --help`; a language may be stated with either.
  private mutating func ask(_ named: Command?, _ rest: ArraySlice<String>) throws(UsageProblem) {
    if let named, named != .help { operands = [named.name] }
    var words = rest.filter { !Self.asksForHelp($0) }[...]
    while let word = words.popFirst() {
      if SharedOptions.language.names.isCalled(word), let value = words.popFirst() {
        language = try SharedOptions.language.read(value)
      } else if named == .help {
        guard Command.named(word) != nil else { throw .unknownCommand(word, nearest: Command.nearest(to: word)) }
        operands = [word]
      }
    }
  }

  /// A command that is misspelt would be taken for the name of a rules file.
  private static func refuseNearCommand(_ word: String) throws(UsageProblem) {
    if !word.contains(where: "-./".contains), let nearest = Command.nearest(to: word) {
      throw .unknownCommand(word, nearest: nearest)
    }
  }

  /// The ending of a file says what it holds: it decides the format where none is asked for, and contradicts none.
  private mutating func settleEndings() throws(UsageProblem) {
    for entry in given {
      if let format = entry.option.written, let ending = Format.ending(of: entry.text),
        !format.endings.contains(ending)
      {
        throw .unknownEnding(entry.text, known: [format], command)
      }
    }
    let wanted = try self[SharedOptions.format(command.formats)]
    format = wanted ?? command.formats.first ?? .text
    guard let output, let ending = Format.ending(of: output) else { return }
    guard let meant = command.formats.first(where: { command.endings(of: $0).contains(ending) }) else {
      throw .unknownEnding(output, known: command.formats, command)
    }
    // Several formats may end alike.
    if let wanted, command.endings(of: wanted).contains(ending) { return }
    if let wanted, meant != wanted { throw .endingContradicts(output, format: wanted, ending: meant, command) }
    format = meant
  }
}
