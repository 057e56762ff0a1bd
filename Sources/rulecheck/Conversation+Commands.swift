import Diagnostics
import Syntax
import Workbench

/// The commands of the program that a conversation has too, on its standard and sheets as they are now.
extension Conversation {
  /// Runs the command itself.
  ///
  /// - Parameter operand: its options as on the command line; what they say may also stand by itself, in their order.
  func run(_ typed: ReplCommand, as command: Command, _ operand: String) throws -> Reply {
    if typed.needsSheets, names.isEmpty { throw noSheets }
    do {
      return try run(command, operand)
    } catch let problem as UsageProblem where problem.isAboutUsage {
      let name = language == .zh ? typed.chinese : typed.english
      let usage = ":\(name) \(typed.row.operands(language))".trimmed
      // Options need not be written here, so none is said to be missing.
      let sentence =
        if case .surplusArgument = problem {
          problem.wording(language).sentence
        } else {
          say("没有写全。", "Something is missing.")
        }
      let example = example(of: typed).map { say("，例如 ", ", such as ") + $0 } ?? ""
      throw mistake("\(sentence)写成 \(usage)\(example)。", "\(sentence) Write: \(usage)\(example)")
    } catch let problem as FileProblem {
      throw Reply(text: words(of: [Diagnostic(problem, at: .argument(operand))]), isMistake: true)
    }
  }

  private func run(_ command: Command, _ operand: String) throws -> Reply {
    var words = try Self.arguments(of: command, Self.words(operand))
    let isOfOne = command.options.contains { $0.name == SharedOptions.community.name }
    if isOfOne, !words.contains(where: SharedOptions.community.names.isCalled) {
      guard let community else { throw UnknownName.noCommunity(known: names) }
      words = [SharedOptions.community.name, community] + words
    }
    let surroundings = ["--lang", language.rawValue, "--color", Console.Color.never.rawValue]
    let invocation = try Invocation([command.name, rules] + words + surroundings)
    let run = Run(invocation, in: session, width: width, disk: workbench.files as? Disk ?? Disk())
    _ = try run()
    // Who did not say what is to be reached is told what could be.
    let asksForUsual = command == .path && invocation.output == nil && !invocation.states(goal: command)
    return Reply(text: run.said + (asksForUsual ? goalsTold : ""))
  }

  // MARK: Into a file

  /// Does what a command says; with `> 文件` behind it the reply goes to that file.
  mutating func redirected(_ line: String) throws -> Reply {
    guard let (written, path) = Self.parted(line) else { return try command(line) }
    let isText = Format.ending(of: path).map(Format.text.endings.contains) ?? false
    if let (typed, operand) = Self.taken(written), let form = typed.ofProgram ?? (isText ? nil : typed.form) {
      try permit(path)
      let reply = try run(typed, as: form, operand + " --output “\(path)”")
      self.written[workbench.files.absolute(path)] = digest(path)
      return reply
    }
    guard isText else {
      throw mistake("这一条的答复只能存成 .txt，“\(path)”不行。", "The reply to this can only be kept as .txt, not as “\(path)”.")
    }
    try permit(path)
    var reply = try command(written)
    if reply.isMistake { return reply }
    let bytes = Array(DisplayWidth.printableLines(reply.text).utf8)
    try workbench.files.write(bytes, to: path)
    self.written[workbench.files.absolute(path)] = digest(path)
    reply.text = say("已写入 \(path)，\(bytes.count) 字节。\n", "\(path) written, \(bytes.count) bytes.\n")
    return reply
  }

  /// A command and the file behind the last `>`; nil where that is no name of a file: then it is a comparison.
  static func parted(_ line: String) -> (command: String, file: String)? {
    guard let sign = line.lastIndex(where: { ">＞".contains($0) }) else { return nil }
    let file = unquoted(line[line.index(after: sign)...].trimmed)
    let command = line[..<sign].trimmed
    guard !file.isEmpty, !command.isEmpty else { return nil }
    let known = [Format.text, .csv, .xlsx, .json, .markdown, .svg].flatMap(\.endings)
    let isFile = Format.ending(of: file).map(known.contains) ?? false
    let takesExpression = taken(command)?.command == .each
    return isFile || !takesExpression ? (command, file) : nil
  }

  /// Words between blanks; a blank in quotation marks belongs to its word.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      if "\"“”".contains(character) {
        isQuoted.toggle()
        word = word ?? ""
      } else if character.isWhitespace, !isQuoted {
        if let found = word { words.append(found) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }

  /// What stands between values in a sentence: `:扫描 名额 从 1 到 8 步长 1`.
  private static let links: Set<String> = ["从", "到", "步长", "from", "to", "step"]

  /// With the words joined that are one value: `5 个`, `参数 名额`.
  private static func joined(_ words: [String]) -> [String] {
    words.reduce(into: []) { joined, word in
      let isNumber = { (text: String) in text.allSatisfy { $0.isDigit || $0 == "." } }
      if let last = joined.last,
        Keyword(spelling: last) == .parameter || isNumber(last) && word.allSatisfy(\.isLetter) && !links.contains(word)
      {
        joined[joined.count - 1] = last + " " + word
      } else {
        joined.append(word)
      }
    }
  }

  /// With the words joined that stand before the options.
  private static func together(_ words: [String]) -> [String] {
    let free = words.prefix { !$0.hasPrefix("--") }
    return (free.isEmpty ? [] : [free.joined(separator: " ")]) + words.dropFirst(free.count)
  }

  /// What is said where there is nobody to judge.
  var noSheets: Reply {
    mistake(
      "没有事实表，这一条要有小区才能算。退出以后写 rulecheck 会话 \(rules) 事实表…",
      "There are no sheets to work it out for. Leave, and start: rulecheck repl \(rules) SHEETS…")
  }

  private static func arguments(of command: Command, _ words: [String]) throws(UsageProblem) -> [String] {
    var arguments: [String] = []
    var unnamed = command.inOrder[...]
    // What is all about one thing takes it with its blanks: `名次 3`.
    var rest = (command.inOrder.count == 1 ? together(words) : joined(words))[...]
    while let word = rest.popFirst() {
      if word.hasPrefix("--") {
        arguments.append(word)
        if !word.contains("="), try command.option(word).value != nil, let value = rest.popFirst() {
          arguments.append(value)
        }
      } else if !links.contains(word) || command.inOrder.count < 2 {
        guard let option = unnamed.popFirst() else { throw .surplusArgument(word) }
        arguments += [option.name, word]
      }
    }
    return arguments
  }
}

extension Invocation {
  /// Whether what stands by itself in a conversation was stated.
  fileprivate func states(goal command: Command) -> Bool { command.inOrder.contains { has($0) } }
}

extension ReplCommand {
  /// The command of the program that says the same in other forms than text.
  fileprivate var form: Command? {
    switch self {
    case .rank: .evaluate
    case .explain: .explain
    case .community, .each, .missing, .facts, .set, .show, .diff, .compare, .undo, .redo, .amendments, .check, .test,
      .sweep, .path, .sensitivity, .trace, .plan, .sheets, .reload, .save, .earlier, .resume, .discard, .help, .quit:
      nil
    }
  }
}

extension UsageProblem {
  /// Whether something is missing or too much, so that what may be written helps.
  fileprivate var isAboutUsage: Bool {
    switch self {
    case .missingArgument, .missingValue, .surplusArgument: true
    case .unknownOption, .unknownCommand, .optionElsewhere, .badValue, .settingForAmendment, .unknownItem, .unknownGoal,
      .nothingSelected, .goalOpen,
      .unknownEnding, .endingContradicts, .needsFile, .tooManyColumns, .columnsWithoutTable, .unknownColumn:
      false
    }
  }
}
