import Diagnostics
import Model
import Quantities
import Sheets
import Syntax

extension Workbench {
  /// A change asked for from outside: `--set 参数=值`, `--as-of 日期`.
  public struct Setting: Sendable {
    /// Name or alias of a parameter; nil for the reference date.
    public let name: String?
    /// As a cell of a sheet would state it.
    public let value: String

    /// - Parameter name: a parameter; nil for the reference date.
    public init(name: String?, value: String) {
      self.name = name
      self.value = value
    }

    var text: String { name.map { "--set \($0)=\(value)" } ?? "--as-of \(value)" }
  }

  /// The standard with parameters or the reference date set; what is wrong with a setting is said at it.
  public static func set(_ settings: [Setting], _ loaded: Loaded) -> Loaded {
    guard let standard = loaded.standard else { return loaded }
    let days = settings.filter { $0.name == nil }
    if !days.isEmpty, days.count < settings.count {
      // What is set is set in the standard of that day.
      return set(settings.filter { $0.name != nil }, set(days, loaded))
    }
    var amendments: [Amendment] = []
    var problems: [Diagnostic] = []
    for setting in settings {
      do throws(Refusal) {
        amendments.append(try amendment(setting, standard))
      } catch {
        problems.append(Diagnostic(error.problem, at: .argument(setting.text)))
      }
    }
    return problems.isEmpty ? amended(loaded, by: amendments) : .failed(loaded.sources, problems)
  }

  /// The standard with further amendments, each a text in the rules language with the name it goes by in messages.
  public static func amended(
    _ loaded: Loaded, by texts: [(name: String, text: String)], tolerating tolerance: Checker.Tolerance = .examples
  ) -> Loaded {
    amended(loaded, by: texts.map { Amendment($0.text, name: $0.name) }, tolerating: tolerance)
  }

  static func amended(
    _ loaded: Loaded, by amendments: [Amendment], tolerating tolerance: Checker.Tolerance = .examples
  ) -> Loaded {
    let made = amendedAsTheyStand(loaded, by: amendments, tolerating: tolerance)
    // What was typed is one text: of several each would be corrected as if the others were right.
    guard amendments.count == 1, amendments[0].isWritten else { return made }
    let file = SourceFile(name: amendments[0].name, text: amendments[0].text, base: loaded.sources.end)
    let corrector = Corrector { file in
      amendedAsTheyStand(loaded, by: [Amendment(file.text, name: file.name)], tolerating: tolerance)
    }
    return corrector.corrected(made, in: file)
  }

  private static func amendedAsTheyStand(
    _ loaded: Loaded, by amendments: [Amendment], tolerating tolerance: Checker.Tolerance
  ) -> Loaded {
    var sources = loaded.sources
    var clauses: [[Clause]] = []
    var problems: [Diagnostic] = []
    for amendment in amendments {
      let file = SourceFile(name: amendment.name, text: amendment.text, base: sources.end)
      sources.add(file)
      let (read, textual) = amendment.clauses(in: file)
      clauses.append(read)
      problems += textual
    }
    let (outline, refused) = Amender.amend(loaded.outline, by: clauses, in: sources)
    return .checked(outline, problems + refused, loaded, tolerating: tolerance)
  }

  /// A setting as an amendment.
  private static func amendment(_ setting: Setting, _ standard: Standard) throws(Refusal) -> Amendment {
    var parameter: Parameter?
    if let name = setting.name { parameter = standard.parameters[try standard.parameter(called: name)] }
    let type = parameter?.type ?? .date
    let value = try standard.value(setting.value, type, of: setting.name ?? "--as-of")
    return Amendment(value, type, of: parameter?.name, name: setting.text)
  }
}

extension Standard {
  /// The amendment by which a parameter takes another value, as one would type it; with the value that it has where the
  /// text is none for it. Nil for what is no parameter, or a fact as well.
  public func amendment(ofParameter name: String, to text: String, _ language: Language) -> String? {
    guard fact(named: name) == nil, let place = parameter(named: name) else { return nil }
    let parameter = parameters[place]
    let words = [Keyword.amend, .parameter].map { $0.spelling(language) }.joined(separator: " ")
    let value =
      switch CellReader.value(text, type: parameter.type, units: units) {
      case .success(let value?): value
      case .success(nil), .failure: parameter.value
      }
    return "\(words) \(name) " + (value.map { $0.literal(of: parameter.type) } ?? "…")
  }
}

extension Standard {
  /// The place of the parameter that a name from outside means.
  func parameter(called name: String) throws(Refusal) -> Int {
    guard let index = parameter(named: name) else {
      throw Refusal(UnknownName.parameter(name, known: parameters.map(\.name)))
    }
    return index
  }

  /// A value from outside, read like a cell of a sheet: nothing is guessed.
  ///
  /// - Parameter name: what it is for.
  func value(_ text: String, _ type: ValueType, of name: String) throws(Refusal) -> Value {
    switch CellReader.value(text, type: type, units: units) {
    case .success(let value?): return value
    case .success(nil): throw Refusal(ModelProblem.parameterEmpty(name))
    case .failure(let problem): throw Refusal(problem)
    }
  }
}
