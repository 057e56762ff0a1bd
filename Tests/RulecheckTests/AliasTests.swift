import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// Commands, options and what stands behind them, by their Chinese names; and shells that complete both.
@Suite struct AliasTests {
  @Test func namesAreDistinct() {
    let commands = Command.all.flatMap(\.names.all)
    #expect(Set(commands).count == commands.count)
    for command in Command.all {
      #expect(command.names.zh != command.names.en, "\(command.name)")
      let options = command.allOptions
      let names = options.flatMap(\.names.all)
      #expect(Set(names).count == names.count && names.count == 2 * options.count, "\(command.name): \(names)")
      #expect(names.allSatisfy { $0.hasPrefix("--") })
      for option in options {
        let words = option.words.flatMap(\.all)
        #expect(Set(words).count == words.count, "\(option.name): \(words)")
      }
    }
  }

  @Test(arguments: [
    (
      ["评选", "rules/houma.rules", "rules/sheets", "--详略", "原则", "--格式", "markdown"],
      ["evaluate", "rules/houma.rules", "rules/sheets", "--level", "gates", "--format", "markdown"]
    ),
    (
      ["解释", "rules/houma.rules", "rules/sheets", "--小区", "春晖里", "--条目", "2.2", "--格式=csv", "--语言", "英文"],
      [
        "explain", "rules/houma.rules", "rules/sheets", "--community", "春晖里", "--item", "2.2", "--format", "csv",
        "--lang", "en",
      ]
    ),
    (["帮助", "敏感性"], ["sensitivity", "--help", "--lang", "zh"]),
    (["检查", "rules/houma.rules", "--颜色", "从不"], ["check", "rules/houma.rules", "--color", "never"]),
    (["--版本"], ["version"]),
  ])
  func chineseNamesMeanTheSame(_ chinese: [String], _ english: [String]) throws {
    let (one, other) = (try CommandTests.run(chinese), try CommandTests.run(english))
    #expect(one.output == other.output && one.errors == other.errors && one.code == other.code)
    #expect(one.code == 0 && !one.output.isEmpty)
  }

  /// What was nearly written is proposed in the language in which it was written.
  @Test(arguments: [("--格势", "--格式"), ("--formt", "--format")])
  func nearNames(_ typed: String, _ meant: String) throws {
    let run = try CommandTests.run("evaluate", "rules/houma.rules", "rules/sheets", typed, "csv")
    #expect(run.code == 3 && run.errors.contains("U101") && run.errors.contains("是不是想写 \(meant)？"))
  }

  // MARK: Shells

  /// bash, with the words of a line; the last is to be completed.
  @Test(arguments: [
    (["rulecheck", "expl"], ["explain"]), (["rulecheck", "解"], ["解释"]),
    (["rulecheck", "explain", "--comm"], ["--community"]), (["rulecheck", "解释", "--小"], ["--小区"]),
    (["rulecheck", "check", "--community"], []), (["rulecheck", "evaluate", "--format", "c"], ["csv"]),
    (["rulecheck", "evaluate", "--详略", "类"], ["类别"]), (["rulecheck", "check", "Grammar"], ["Grammar.md"]),
  ])
  func bashCompletes(_ words: [String], _ wanted: [String]) throws {
    let script = try CommandTests.run("completion", "bash").output
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.currentDirectoryURL = Package.root
    process.arguments = [
      "-c",
      "\(script)\nCOMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1); _rulecheck; printf '%s\\n' \"${COMPREPLY[@]}\"",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output.split(separator: "\n").map(String.init) == wanted)
  }

  /// Every name is in the scripts of the others, in whose own words it has to stand.
  @Test(arguments: ["zsh", "fish"]) func othersComplete(_ shell: String) throws {
    let script = try CommandTests.run("补全", shell).output
    for command in Command.all {
      for name in command.names.all {
        #expect(script.contains(shell == "zsh" ? "'\(name):" : "-a \(name) -d"), "\(name)")
      }
      for name in command.allOptions.flatMap(\.names.all) {
        #expect(script.contains(shell == "zsh" ? "'*\(name)[" : "-l \(name.dropFirst(2)) "), "\(name)")
      }
    }
    #expect(try CommandTests.run("completion", "tcsh").code == 3)
  }
}
