import Analysis
import Diagnostics
import Quantities
import Reports
import Sheets
import Workbench

/// The command line, taken apart.
struct Arguments {
  enum Color: String, CaseIterable { case auto, always, never }

  /// Clauses in the rules language, as given or in a file.
  enum Amendment {
    case text(String)
    case file(String)
  }

  /// A parameter to sweep over, with what stands behind it.
  struct Range {
    let parameter: String
    var from: String?
    var to: String?
    var step: String?
  }

  private(set) var command = Command.evaluate
  /// The command that help is asked for.
  var helped: Command?
  var operands: [String] = []
  var sheets: [String] = []
  /// As asked for, or as the ending of the file to write says.
  private(set) var format = Format.text
  private(set) var output: String?
  var settings: [Workbench.Setting] = []
  var amendments: [Amendment] = []
  var language: Language?
  var color = Color.auto
  var level = Level.categories
  var community: String?
  var item: String?
  var goal: String?
  var notice: String?
  /// The language in which fmt spells keywords.
  var keywords: Language?
  var sensitivity = Sensitivity.Settings()
  var ranges: [Range] = []
  var plot: String?
  private var asksForFormat = false
  /// The switches that are set.
  private(set) var switches: Set<Option> = []

  /// Those of a run of which nothing is known yet.
  init() {}

  init(_ words: [String]) throws(UsageProblem) {
    var rest = words[...]
    let named = rest.first.flatMap(Command.init)
    if named != nil { rest = rest.dropFirst() }
    // Help and the version are asked for in either way.
    let asked = rest.prefix { $0 != "--" }
    if asked.contains("--version") || named == .version {
      command = .version
      return
    }
    if asked.contains("--help") || asked.contains("-h") || named == .help {
      command = .help
      try ask(named, rest)
      return
    }
    command = named ?? .evaluate
    if named == nil, let first = rest.first { try Self.refuseNearCommand(first) }
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
      let option = try option(parts[0])
      if option.value(for: command) == nil {
        if parts.count == 2 { throw .surplusArgument(word) }
        switches.insert(option)
      } else {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else { throw .missingValue(parts[0]) }
        try set(option, value)
      }
    }
    try settleEndings()
  }

  func has(_ option: Option) -> Bool { switches.contains(option) }

  /// `help COMMAND` and `COMMAND --help`; a language may be stated with either.
  private mutating func ask(_ named: Command?, _ rest: ArraySlice<String>) throws(UsageProblem) {
    helped = named == .help ? nil : named
    var words = rest.filter { $0 != "--help" && $0 != "-h" }[...]
    while let word = words.popFirst() {
      if word == "--lang", let value = words.popFirst() {
        try set(.lang, value)
      } else if named == .help {
        guard let command = Command(rawValue: word) else {
          throw .unknownCommand(word, nearest: Self.nearestCommand(word))
        }
        helped = command
      }
    }
  }

  /// A command that is misspelt would be taken for the name of a rules file.
  private static func refuseNearCommand(_ word: String) throws(UsageProblem) {
    if !word.contains(where: "-./".contains), let nearest = nearestCommand(word) {
      throw .unknownCommand(word, nearest: nearest)
    }
  }

  private static func nearestCommand(_ word: String) -> String? {
    NearestName.of(word, among: Command.allCases.map(\.rawValue))
  }

  private func option(_ name: String) throws(UsageProblem) -> Option {
    let known = command.options + Option.everywhere
    guard let option = Option(rawValue: name) else {
      throw .unknownOption(name, nearest: NearestName.of(name, among: known.map(\.rawValue)))
    }
    guard known.contains(option) else {
      let others = Command.allCases.filter { $0.options.contains(option) }
      throw .optionElsewhere(name, command.rawValue, commands: others.map(\.rawValue))
    }
    return option
  }

  /// The ending of a file says what it holds: it decides the format where none is asked for, and contradicts none.
  private mutating func settleEndings() throws(UsageProblem) {
    if let plot, let ending = Format.ending(of: plot), !Format.svg.endings.contains(ending) {
      throw .unknownEnding(plot, known: [.svg], command)
    }
    guard let output, let ending = Format.ending(of: output) else { return }
    guard let meant = command.formats.first(where: { command.endings(of: $0).contains(ending) }) else {
      throw .unknownEnding(output, known: command.formats, command)
    }
    if asksForFormat, meant != format { throw .endingContradicts(output, format: format, ending: meant, command) }
    format = meant
  }

  private mutating func set(_ option: Option, _ value: String) throws(UsageProblem) {
    func choice<Choice: RawRepresentable>(_ allowed: [Choice]) throws(UsageProblem) -> Choice
    where Choice.RawValue == String {
      guard let choice = allowed.first(where: { $0.rawValue == value }) else {
        throw .badValue(option: option.rawValue, value: value, allowed: allowed.map(\.rawValue))
      }
      return choice
    }
    func refused(_ allowed: String) -> UsageProblem {
      .badValue(option: option.rawValue, value: value, allowed: [allowed])
    }
    switch option {
    case .format:
      format = try choice(command.formats)
      asksForFormat = true
    case .output: output = value
    case .set:
      guard let sign = value.firstIndex(where: { $0 == "=" || $0 == "＝" }) else { throw refused("参数=值") }
      settings.append(
        Workbench.Setting(name: value[..<sign].trimmed, value: value[value.index(after: sign)...].trimmed))
    case .asOf: settings.append(Workbench.Setting(name: nil, value: value))
    case .level: level = try choice(Level.allCases)
    case .community: community = value
    case .item: item = value
    case .sheets: sheets.append(value)
    case .amend: amendments.append(.text(value))
    case .amendFile: amendments.append(.file(value))
    case .keywords: keywords = try choice(Language.allCases)
    case .source: notice = value
    case .draws:
      let allowed = Sensitivity.Settings.drawsAllowed
      guard let draws = Int(value), allowed.contains(draws) else { throw refused("1–\(allowed.upperBound)") }
      sensitivity.draws = draws
    case .spread:
      guard case .success(.number(let spread)?) = CellReader.value(value, type: .percentage, units: UnitTable()),
        spread > .zero, spread < .one
      else { throw refused("1%–99%") }
      sensitivity.spread = spread
    case .seed:
      guard let seed = UInt64(value) else { throw refused("0–\(UInt64.max)") }
      sensitivity.seed = seed
    case .over: ranges.append(Range(parameter: value))
    case .to where command != .sweep: goal = value
    case .from, .to, .step:
      guard let last = ranges.indices.last else { throw .missingArgument("--over", command) }
      switch option {
      case .from: ranges[last].from = value
      case .to: ranges[last].to = value
      default: ranges[last].step = value
      }
    case .plot: plot = value
    case .lang: language = value == "auto" ? nil : try choice(Language.allCases)
    case .color: color = try choice(Color.allCases)
    case .resume, .check, .noOpen, .origin, .update, .noWording, .help, .version: break
    }
  }
}
