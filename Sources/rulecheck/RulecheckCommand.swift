import Diagnostics
import Workbench

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

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
      let problem = error as? any Problem ?? FileProblem.unreadable("rulecheck", .other("\(error)"))
      let isTold = console.tell(problem, at: place)
      return isTold && (error is UsageProblem || error is UnknownName) ? .usage : .fileProblem
    }
  }
}
