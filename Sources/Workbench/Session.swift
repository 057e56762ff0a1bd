import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// A conversation about a standard: amendments and facts tried out one after another over a cohort, with undo.
public struct Session: Sendable {
  /// Something tried out.
  public enum Entry: Sendable, Hashable {
    /// Clauses in the rules language.
    case amendment(String)
    /// A fact of one community, as a sheet would state it; an empty text takes it away.
    case fact(community: String, fact: String, value: String)
  }

  /// What cannot be done, with what is wrong.
  public struct Refusal: Error {
    /// At least one error, beside whatever else was said.
    public let diagnostics: [Diagnostic]
  }

  /// The standard as loaded, without any entry.
  public private(set) var base: Workbench.Loaded
  private var sheetFiles: [SheetFile]
  /// The sheets as read, before anything is supposed; read again only when an amendment changes what they may state.
  private var reading: Table
  /// What was said while the sheets were read last by the standard as loaded.
  public private(set) var sheetDiagnostics: [Diagnostic]
  /// In the order in which they were made; what is undone is not among them.
  public private(set) var entries: [Entry] = []
  private var undone: [Entry] = []
  /// The standard with all amendments in effect. Its weights may not add up yet.
  public private(set) var current: Workbench.Loaded
  /// By ``current``, over the sheets with the facts that are supposed.
  public private(set) var outcome: Outcome
  /// The sheets as read first, by the standard as loaded, for amendments of it.
  private var columns: AmendedColumns?

  /// - Parameter loaded: a standard without errors.
  /// - Throws: ``Refusal``, if the standard has errors.
  public init(_ loaded: Workbench.Loaded, sheets: [SheetFile]) throws(Refusal) {
    guard let standard = loaded.standard else { throw Refusal(diagnostics: loaded.diagnostics) }
    base = loaded
    sheetFiles = sheets
    (reading, sheetDiagnostics) = standard.read(sheets)
    current = loaded
    columns = AmendedColumns(standard, reading)
    outcome = columns?.outcome ?? Evaluation.outcome(of: standard, reading)
  }

  /// The message about weights that do not add up, if so.
  public var unfinished: Diagnostic? { current.diagnostics.first(where: \.isAboutWeights) }

  /// The texts of those entries that are clauses, in order.
  public var amendments: [String] {
    entries.compactMap { if case .amendment(let text) = $0 { text } else { nil } }
  }

  /// How many entries are taken back and may be made again.
  public var undoneCount: Int { undone.count }

  /// Whether the standard says the same as in another state of this session, and the sheets state the same.
  public func isSame(as other: Session) -> Bool {
    current.digest == other.current.digest
      && outcome.table.sheets.elementsEqual(other.outcome.table.sheets) { $0.cells == $1.cells }
  }

  /// The files of the sheets, in the order in which they were read.
  public var sheetPaths: [String] { sheetFiles.map(\.path) }

  // MARK: Trying out

  /// - Returns: what the entry changed.
  /// - Throws: ``Refusal``; the session is then as it was.
  public mutating func perform(_ entry: Entry) throws(Refusal) -> Effect {
    let effect = try move(to: entries + [entry])
    undone = []
    return effect
  }

  /// Takes back the latest entry; nil if there is none.
  public mutating func undo() -> (entry: Entry, effect: Effect)? {
    guard let last = entries.last, let effect = try? move(to: Array(entries.dropLast())) else { return nil }
    undone.append(last)
    return (last, effect)
  }

  /// Makes the entry again that was taken back last; nil if there is none, or if something new was tried since.
  public mutating func redo() -> (entry: Entry, effect: Effect)? {
    guard let next = undone.last, let effect = try? move(to: entries + [next]) else { return nil }
    undone.removeLast()
    return (next, effect)
  }

  /// Takes the rules and sheets as they are now, and makes the entries again.
  public mutating func reload(_ loaded: Workbench.Loaded, sheets: [SheetFile]) throws(Refusal) -> Effect {
    let before = outcome
    (current, outcome, reading) = try Self.state(loaded, sheets, nil, nil, entries)
    columns = nil
    base = loaded
    sheetFiles = sheets
    sheetDiagnostics = loaded.standard?.read(sheets).diagnostics ?? []
    return Effect(before: before, after: outcome)
  }

  private mutating func move(to wanted: [Entry]) throws(Refusal) -> Effect {
    let before = outcome
    (current, outcome, reading) = try Self.state(base, sheetFiles, reading, columns, wanted)
    entries = wanted
    return Effect(before: before, after: outcome)
  }

  /// - Parameters:
  ///   - known: the sheets as they were read last.
  ///   - columns: the same sheets by the standard as loaded, if they are still the same.
  private static func state(
    _ base: Workbench.Loaded, _ files: [SheetFile], _ known: Table?, _ columns: AmendedColumns?, _ entries: [Entry]
  ) throws(Refusal) -> (Workbench.Loaded, Outcome, reading: Table) {
    var texts: [(name: String, text: String)] = []
    for case .amendment(let text) in entries { texts.append(("#\(texts.count + 1)", text)) }
    let loaded = texts.isEmpty ? base : Workbench.amended(base, by: texts, tolerating: [.examples, .weights])
    guard let standard = loaded.standard else { throw Refusal(diagnostics: loaded.diagnostics) }
    let others = base.standard.map { [$0] } ?? []
    let reading: Table
    if let known, known.schema == standard.schema(beside: others) {
      reading = known
    } else {
      reading = standard.read(files, beside: others).table
    }
    var table = reading
    for case .fact(let community, let fact, let value) in entries {
      table = try table.stating(value, of: fact, for: community, standard)
    }
    let isAmendedOnly = texts.count == entries.count && columns?.table.schema == reading.schema
    let amended = isAmendedOnly ? columns?.outcome(of: standard) : nil
    return (loaded, amended ?? Evaluation.outcome(of: standard, table), reading)
  }

  // MARK: Looking

  /// The outcome by the standard as loaded, with the facts as they are now supposed. Facts and values that only an
  /// amendment has brought say nothing there.
  public var baseOutcome: Outcome { base.standard.map { outcome(by: $0) } ?? outcome }

  /// The outcome by any standard, with the facts as they are now supposed; what it does not know of says nothing.
  public func outcome(by standard: Standard) -> Outcome { Evaluation.outcome(of: standard, table(for: standard)) }

  /// The sheets by any standard, with the facts as they are now supposed.
  public func table(for standard: Standard) -> Table {
    var table = reading.schema == standard.schema ? reading : standard.read(sheetFiles).table
    for case .fact(let community, let fact, let value) in entries {
      if let stated = try? table.stating(value, of: fact, for: community, standard) { table = stated }
    }
    return table
  }

  /// The value of an expression for every community, in the order of the ranking.
  ///
  /// - Throws: ``Refusal``.
  public func evaluateEach(_ text: String) throws(Refusal) -> [(identity: Identity, value: Explanation)] {
    let (standard, formula) = try formula(of: text)
    let judged = Evaluation.outcome(of: standard, outcome.table)
    return judged.results.map { (judged.sheet($0).identity, judged.explain(formula, for: $0)) }
  }

  private func formula(of text: String) throws(Refusal) -> (Standard, Formula) {
    var sources = current.sources
    let file = SourceFile(name: "#", text: text, base: sources.end)
    sources.add(file)
    let (expression, textual) = Parser.expression(of: file)
    guard let expression else { throw Refusal(diagnostics: textual) }
    let outline = Outline(sources: sources, clauses: current.outline.clauses)
    let (standard, formula, problems) = Checker.formula(expression, in: outline)
    guard let formula else { throw Refusal(diagnostics: problems) }
    return (standard, formula)
  }

  /// The value of an expression for a community, with those beneath it.
  ///
  /// - Parameter community: nil for an expression that needs none.
  /// - Throws: ``Refusal``, also for an expression that needs one.
  public func evaluate(_ text: String, for community: String?) throws(Refusal) -> Explanation {
    let (standard, formula) = try formula(of: text)
    var table = outcome.table
    if community == nil, !table.sheets.isEmpty, standard.isAboutSheet(formula) {
      let known = outcome.results.map { outcome.sheet($0).name }
      throw Refusal(diagnostics: [Diagnostic(UnknownName.noCommunity(known: known), at: .argument(text))])
    }
    if table.sheets.isEmpty {
      let blank = Sheet(Identity(""), cells: standard.facts.map { _ in .missing }, file: "", row: nil)
      table = Table(schema: table.schema, sheets: [blank], refused: [])
    }
    let judged = Evaluation.outcome(of: standard, table)
    do throws(UnknownName) {
      let result = try community.map { name throws(UnknownName) in try judged.result(of: name) } ?? judged.results.first
      guard let result else { throw UnknownName.noCommunity(known: []) }
      return judged.explain(formula, for: result)
    } catch {
      throw Refusal(diagnostics: [Diagnostic(error, at: .argument(text))])
    }
  }
}

extension Table {
  /// The table with one fact of one sheet stated otherwise.
  fileprivate func stating(
    _ text: String, of fact: String, for community: String, _ standard: Standard
  ) throws(Session.Refusal) -> Table {
    func refusal(_ problem: any Problem) -> Session.Refusal {
      Session.Refusal(diagnostics: [Diagnostic(problem, at: .argument("\(community)：\(fact) = \(text)"))])
    }
    guard let index = standard.fact(named: fact) else {
      throw refusal(UnknownName.fact(fact, known: standard.facts.map(\.name)))
    }
    let place: Int
    do throws(UnknownName) {
      place = try self.place(of: community)
    } catch {
      throw refusal(error)
    }
    let declared = standard.facts[index]
    var cells = sheets[place].cells
    switch CellReader.value(text, type: declared.type, units: standard.units) {
    case .failure(let problem): throw refusal(problem)
    case .success(nil): cells[index] = .missing
    case .success(let stated?):
      var value = stated
      if let precision = declared.precision {
        guard let taken = precision.taken(stated) else {
          throw refusal(
            ModelProblem.finerThanFact(
              stated.text(as: declared.type), step: Value.number(precision.step).text(as: declared.type)))
        }
        value = taken
      }
      if let lower = declared.lower, let upper = declared.upper, value.isOutside(lower, upper) {
        throw refusal(
          ModelProblem.outOfRange(
            value.text(as: declared.type), lower: lower.text(as: declared.type), upper: upper.text(as: declared.type)))
      }
      cells[index] = .value(value)
    }
    var changed = sheets
    changed[place] = sheets[place].with(cells)
    return Table(schema: schema, sheets: changed, refused: refused)
  }
}
