import Diagnostics
import Foundation
import Workbench

@main
enum RulecheckCommand {
  static func main() {
    StandardStream.prepare()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ words: [String]) -> ExitCode {
    var invocation = Invocation()
    do {
      if words.isEmpty { throw UsageProblem.missingArgument(Bilingual("规则文件和事实表", "RULES SHEETS"), .evaluate) }
      invocation = try Invocation(words)
      return try Run(invocation)()
    } catch {
      // Before a rules file is read, its language is judged by what was typed.
      let console = Console(invocation, text: words.joined())
      let place = Place.argument("rulecheck " + words.joined(separator: " "))
      switch error {
      case let problem as UsageProblem: return console.tell(problem, at: place) ? .usage : .fileProblem
      case let problem as UnknownName: return console.tell(problem, at: place) ? .usage : .fileProblem
      case let problem as any Problem: return end(console, problem, at: place)
      default: return end(console, FileProblem.unreadable("rulecheck", .other("\(error)")), at: place)
      }
    }
  }

  private static func end(_ console: Console, _ problem: any Problem, at place: Place) -> ExitCode {
    _ = console.tell(problem, at: place)
    return .fileProblem
  }
}
