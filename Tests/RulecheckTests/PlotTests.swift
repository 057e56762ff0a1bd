import Foundation
import TestSupport
import Testing

@testable import rulecheck

/// Pictures as commands write them.
@Suite struct PlotTests {
  private let bench: CommandBench

  init() throws { bench = try CommandBench() }

  /// Every command that draws, by its English words.
  private var commands: [[String]] {
    let sheets = [bench.path("a.rules"), bench.path("a.csv")]
    return [
      ["evaluate"] + sheets, ["sensitivity"] + sheets + ["--draws", "20"],
      ["sweep"] + sheets + ["--over", "门槛", "--from", "80%", "--to", "90%", "--step", "5%"],
    ]
  }

  @Test func everyCommandThatDrawsIsHere() {
    let drawing = Command.all.filter { $0.options.contains { $0.name == SharedOptions.plot.name } }.map(\.name)
    #expect(Set(drawing) == Set(commands.map { $0[0] }))
    for command in Command.all { #expect(command.formats.contains(.svg) == drawing.contains(command.name)) }
  }

  /// Beside the result, instead of it, into a file by its ending, and in the terminal: the same picture.
  @Test func theSamePictureEverywhere() throws {
    for words in commands {
      let plain = try CommandTests.run(words)
      let beside = try CommandTests.run(words + ["--画图", bench.path("图.svg")])
      #expect(beside.code == plain.code && beside.output == plain.output, "\(words)")
      #expect(beside.errors.contains("已写入 \(bench.path("图.svg"))，"), "\(beside.errors)")
      let svg = try bench.text("图.svg")
      #expect(try CommandTests.run(words + ["--format", "svg"]).output == svg)
      _ = try CommandTests.run(words + ["--output", bench.path("另一张.svg")])
      #expect(try bench.text("另一张.svg") == svg)
      let shapes = DrawnShapes(svg)
      #expect(shapes.problems.isEmpty, "\(words): \(shapes.problems)")
      let terminal = try CommandTests.run(words + ["--格式", "图"])
      #expect(terminal.code == plain.code && terminal.output.contains("│"), "\(terminal.output)")
      #expect(try CommandTests.run(words + ["--format", "plot"]).output == terminal.output)
      let kept = try CommandTests.run(words + ["--format", "plot", "--output", bench.path("图.txt")])
      #expect(try kept.code == plain.code && bench.text("图.txt") == terminal.output)
      for name in ["东苑", "西苑", "南苑"] where words[0] == "evaluate" {
        #expect(shapes.texts.contains { $0.text.hasSuffix(name) } && terminal.output.contains(name), "\(words) \(name)")
      }
      let english = try CommandTests.run(words + ["--format", "svg", "--lang", "en"]).output
      #expect(english != svg && !DrawnShapes(english).texts.contains { $0.text.contains("总分") })
    }
  }

  /// A file is replaced as a whole, or nothing is done at all.
  @Test func filesAreReplacedOrKept() throws {
    for words in commands {
      try bench.put("旧", "旧.svg")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: bench.path("旧.svg"))
      #expect(try CommandTests.run(words + ["--plot", bench.path("旧.svg")]).code < 2)
      #expect(try bench.text("旧.svg").hasPrefix("<?xml"))
      let attributes = try FileManager.default.attributesOfItem(atPath: bench.path("旧.svg"))
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try !bench.names.contains { $0.hasPrefix(".") })
      for (place, code) in [
        ("none/图.svg", "F103"), ("a.csv/图.svg", "F103"), (String(repeating: "长", count: 100) + ".svg", "F103"),
      ] {
        let run = try CommandTests.run(words + ["--plot", bench.path(place)])
        #expect(run.code == 4 && run.errors.contains(code) && run.output == "", "\(place): \(run.errors)")
      }
      #expect(try CommandTests.run(words + ["--plot", "/dev/null"]).code == 4)
      if try !bench.names.contains("链.svg") {
        try FileManager.default.linkItem(atPath: bench.path("a.csv"), toPath: bench.path("链.svg"))
      }
      let input = try CommandTests.run(words + ["--plot", bench.path("链.svg")])
      #expect(try input.code == 4 && input.errors.contains("F109") && bench.text("a.csv") == CommandBench.sheets)
      let wrong = try CommandTests.run(words + ["--plot", bench.path("图.png")])
      #expect(wrong.code == 3 && wrong.errors.contains("U112"))
    }
  }
}
