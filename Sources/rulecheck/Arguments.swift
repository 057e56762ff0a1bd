import Analysis
import Diagnostics
import Quantities
import Reports
import Sheets
import Workbench

/// The command line, taken apart.
struct Arguments {
  enum Format: String, CaseIterable { case text, csv, json, markdown }
  enum Color: String, CaseIterable { case auto, always, never }

  /// Clauses in the rules language, as given or in a file.
  enum Amendment {
    case text(String)
    case file(String)
  }

  var command = "evaluate"
  var operands: [String] = []
  /// What stands behind --sheets.
  var sheets: [String] = []
  var format = Format.text
  var output: String?
  var settings: [Workbench.Setting] = []
  var amendments: [Amendment] = []
  var language: Language?
  var color = Color.auto
  var level = Level.categories
  var community: String?
  var item: String?
  /// What stands behind --to.
  var goal: String?
  var refusesOpen = false
  var showsOrigin = false
  var resumes = false
  var checksOnly = false
  /// The notice that trace reads, and whether fingerprints are recorded, and without its wording.
  var source: String?
  var updates = false
  var omitsWording = false
  /// The language in which fmt spells keywords.
  var keywords: Language?
  var sensitivity = Sensitivity.Settings()
  /// What stands behind --over, with its own --from, --to and --step.
  var ranges: [Range] = []
  var plot: String?
  /// --format svg, which only a sweep has.
  var isDrawing = false

  struct Range {
    let parameter: String
    var from: String?
    var to: String?
    var step: String?
  }

  static let commands = [
    "evaluate", "check", "test", "template", "explain", "show", "chain", "compare", "whatif", "repl", "fmt", "trace",
    "path",
    "sensitivity", "sweep", "help",
  ]
  static let options = [
    "--format", "--output", "--set", "--as-of", "--lang", "--color", "--level", "--community", "--item", "--no-open",
    "--origin", "--sheets", "--amend", "--amend-file", "--resume", "--check", "--keywords", "--source", "--update",
    "--no-wording", "--to", "--draws", "--spread", "--seed", "--over", "--from", "--step", "--plot",
    "--help", "--version",
  ]

  init(_ words: [String]) throws(UsageProblem) {
    var rest = words[...]
    if let first = rest.first, Self.commands.contains(first) {
      command = first
      rest = rest.dropFirst()
    }
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        if sheets.isEmpty { operands.append(word) } else { sheets.append(word) }
        continue
      }
      if word == "--" {
        operands += rest
        break
      }
      // --option=value and --option value are the same.
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts[0]
      switch name {
      case "--help", "-h": command = "help"
      case "--version": command = "version"
      case "--no-open": refusesOpen = true
      case "--origin": showsOrigin = true
      case "--resume": resumes = true
      case "--check": checksOnly = true
      case "--update": updates = true
      case "--no-wording": omitsWording = true
      default:
        guard Self.options.contains(name) else {
          throw .unknownOption(name, nearest: NearestName.of(name, among: Self.options))
        }
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else { throw .missingValue(name) }
        try set(name, value)
      }
    }
  }

  private mutating func set(_ option: String, _ value: String) throws(UsageProblem) {
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(UsageProblem) -> Choice
    where Choice.RawValue == String {
      guard let choice = Choice(rawValue: value) else {
        throw .badValue(option: option, value: value, allowed: Choice.allCases.map(\.rawValue))
      }
      return choice
    }
    switch option {
    case "--format" where value == "svg" && command == "sweep": isDrawing = true
    case "--format": format = try choice(Format.self)
    case "--over": ranges.append(Range(parameter: value))
    case "--to" where command != "sweep": goal = value
    case "--from", "--to", "--step":
      guard !ranges.isEmpty else { throw .missingArgument("--over") }
      switch option {
      case "--from": ranges[ranges.count - 1].from = value
      case "--to": ranges[ranges.count - 1].to = value
      default: ranges[ranges.count - 1].step = value
      }
    case "--plot": plot = value
    case "--color": color = try choice(Color.self)
    case "--level": level = try choice(Level.self)
    case "--lang":
      if value != "auto" {
        guard let language = Language(rawValue: value) else {
          throw .badValue(option: option, value: value, allowed: ["zh", "en", "auto"])
        }
        self.language = language
      }
    case "--keywords": keywords = try choice(Language.self)
    case "--source": source = value
    case "--output": output = value
    case "--sheets": sheets.append(value)
    case "--amend": amendments.append(.text(value))
    case "--amend-file": amendments.append(.file(value))
    case "--community": community = value
    case "--item": item = value
    case "--draws":
      guard let draws = Int(value), Sensitivity.Settings.drawsAllowed.contains(draws) else {
        throw .badValue(option: option, value: value, allowed: ["1–\(Sensitivity.Settings.drawsAllowed.upperBound)"])
      }
      sensitivity.draws = draws
    case "--spread":
      guard case .success(.number(let spread)?) = CellReader.value(value, type: .percentage, units: UnitTable()),
        spread > .zero, spread < .one
      else { throw .badValue(option: option, value: value, allowed: ["1%–99%"]) }
      sensitivity.spread = spread
    case "--seed":
      guard let seed = UInt64(value) else {
        throw .badValue(option: option, value: value, allowed: ["0–\(UInt64.max)"])
      }
      sensitivity.seed = seed
    case "--as-of": settings.append(Workbench.Setting(name: nil, value: value))
    case "--set":
      let sign = value.firstIndex { $0 == "=" || $0 == "＝" }
      guard let sign else { throw .badValue(option: option, value: value, allowed: ["参数=值"]) }
      settings.append(
        Workbench.Setting(name: value[..<sign].trimmed, value: value[value.index(after: sign)...].trimmed))
    default: throw .unknownOption(option, nearest: nil)
    }
  }
}
