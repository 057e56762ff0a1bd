import Diagnostics
import Foundation
import Workbench

@main
enum RulecheckCommand {
  static func main() {
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ words: [String]) -> ExitCode {
    var arguments = try? Arguments([])
    do {
      if words.isEmpty { throw UsageProblem.missingArgument(Bilingual("规则文件和事实表", "RULES SHEETS"), .evaluate) }
      let parsed = try Arguments(words)
      arguments = parsed
      return try Commands(arguments: parsed).run()
    } catch let problem as UsageProblem {
      show(problem, words, arguments)
      return .usage
    } catch let problem as UnknownName {
      show(problem, words, arguments)
      return .usage
    } catch let problem as FileProblem {
      show(problem, words, arguments)
      return .fileProblem
    } catch {
      FileHandle.standardError.write(Data("rulecheck: \(error)\n".utf8))
      return .fileProblem
    }
  }

  private static func show(_ problem: any Problem, _ words: [String], _ arguments: Arguments?) {
    guard let arguments else { return }
    // Before a rules file is read, its language is judged by what was typed.
    let console = Console(arguments, text: words.joined())
    console.show([Diagnostic(problem, at: .argument("rulecheck " + words.joined(separator: " ")))])
  }
}
