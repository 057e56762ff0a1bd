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
      throw mistake("\(sentence)写成 \(usage)。", "\(sentence) Write: \(usage)")
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
    return Reply(text: run.said)
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
      let isNumber = { (text: String) in text.allSatisfy { $0.isNumber || $0 == "." } }
      if let last = joined.last,
        Keyword(spelling: last) == .parameter || isNumber(last) && word.allSatisfy(\.isLetter) && !links.contains(word)
      {
        joined[joined.count - 1] = last + " " + word
      } else {
        joined.append(word)
      }
    }
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
    var rest = joined(words)[...]
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

extension UsageProblem {
  /// Whether something is missing or too much, so that what may be written helps.
  fileprivate var isAboutUsage: Bool {
    switch self {
    case .missingArgument, .missingValue, .surplusArgument: true
    case .unknownOption, .unknownCommand, .optionElsewhere, .badValue, .settingForAmendment, .unknownItem, .unknownGoal,
      .nothingSelected, .goalOpen,
      .unknownEnding, .endingContradicts:
      false
    }
  }
}
