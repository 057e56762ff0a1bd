internal import Diagnostics
internal import Evaluation
internal import Model
internal import Quantities
internal import Reports
internal import Workbench

/// What a standard says of all sheets.
public struct Judgement: Sendable {
  private let judged: Judged

  init(_ judged: Judged) { self.judged = judged }

  /// In the order of the report: those who may be eligible by rank, the others behind them.
  public var communities: [Community] { judged.outcome.results.map { Community($0, in: judged.outcome) } }

  /// What is wrong with the sheets.
  public var problems: [Message] { judged.problems.map(Message.init) }

  /// Why a community has what it has, with the value of every expression.
  ///
  /// - Parameter name: as in ``Community/name``.
  /// - Throws: ``RulesError/unknownCommunity(_:)``.
  public func explanation(of name: String, in language: Message.Language = .english) throws(RulesError) -> String {
    do throws(UnknownName) {
      let result = try judged.outcome.result(of: name)
      let report = ExplanationReport(judged.outcome, result, language: language.own).report(item: nil)
      return report.map { TextRenderer().render($0) } ?? ""
    } catch {
      throw .unknownCommunity(Message(Diagnostic(error, at: .argument(name))))
    }
  }

  /// The table that the command line prints.
  public func text(in language: Message.Language = .english) -> String {
    TextRenderer().render(OutcomeReport(judged.outcome, language: language.own, level: .categories).report)
  }

  /// Everything, items included, as `rulecheck --format json` writes it; the member `format` names the version.
  public var json: String { OutcomeJSON.text(judged) }
}

/// How one community fares.
public struct Community: Sendable, Identifiable {
  /// Whether something holds; unknown as long as missing facts decide it.
  public enum Answer: Sendable { case yes, no, unknown }

  /// Who is within the quotas. `tied` is a tie at the edge of a quota, which is nobody's to settle but the jury's.
  public enum Selection: Sendable { case selected, notSelected, open, tied }

  /// A number of points.
  public struct Points: Sendable, CustomStringConvertible {
    /// Exact: a decimal, or a fraction where no short decimal is (`9/7`).
    public let text: String
    /// The nearest there is.
    public let value: Double

    init(_ points: Rational) { (text, value) = (points.exactText, points.approximate) }

    /// ``text``, without a unit.
    public var description: String { text }
  }

  /// The place of its sheet among those read.
  public let id: Int
  /// As its sheet states it, with what tells it apart from others of that name in brackets: `幸福里（东县）`.
  public let name: String
  /// Equal ones share a rank; nil for those who are not ranked: not taking part, or not eligible.
  public let rank: Int?
  /// Whether there is a total; no where the rules say that whoever does not pass a gate is not scored.
  public let isScored: Answer
  /// The least and the most that the total may come to, equal when nothing is missing; nil where there is no end, and both
  /// where there is no total.
  public let least: Points?
  /// Nil where there is no upper end; see ``least``.
  public let most: Points?
  /// No for a sheet that is there for comparison only.
  public let takesPart: Answer
  /// No if a gate, requirement, minimum or veto rules it out.
  public let isEligible: Answer
  /// Nil where the standard selects nobody, or the community does not take part.
  public let selection: Selection?
  /// The names of the grades that are possible, one when settled; nil among them is none of them.
  public let grades: [String?]
  /// What each determination of the rules comes to, by name, as reports write it; what it may come to while it is open.
  public let determinations: [String: String]
  /// The names of the facts that are missing and decide something.
  public let missing: [String]

  init(_ result: SheetResult, in outcome: Outcome) {
    id = result.sheet
    name = outcome.sheet(result).name
    rank = result.rank
    isScored = Answer(result.total.isScored)
    least = result.total.points?.least.value.map(Points.init)
    most = result.total.points?.most.value.map(Points.init)
    takesPart = Answer(result.entrant)
    isEligible = Answer(result.eligible)
    selection =
      switch result.selection {
      case .yes: .selected
      case .no: .notSelected
      case .open: .open
      case .tied: .tied
      case nil: nil
      }
    grades = result.grades.map { $0.map { outcome.standard.grades[$0].name } }
    determinations = Dictionary(
      zip(outcome.standard.determinations, result.determinations).map {
        ($0.name, $1.text(of: $0, language: .zh))
      }, uniquingKeysWith: { first, _ in first })
    missing = outcome.deciding(result).compactMap {
      if case .fact(let index) = $0.input { outcome.standard.facts[index].name } else { nil }
    }
  }
}

extension Community.Answer {
  init(_ truth: Truth) {
    self =
      switch truth {
      case .yes: .yes
      case .no: .no
      case .unknown: .unknown
      }
  }
}

extension Message.Language {
  var own: Language { self == .chinese ? .zh : .en }
}
