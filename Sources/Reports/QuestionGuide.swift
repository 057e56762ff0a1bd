import Diagnostics
import Model
import Planning
import Quantities
import Sheets
import Syntax

/// What a form says beside its questions and of what is judged by the answers: in the words of the rules file where it
/// has some, and in those of reports.
package struct QuestionGuide {
  /// What is judged by itself.
  package enum Place: Hashable {
    case requirement(Int)
    case score(ResultPath)
    case determination(Int)
  }

  /// Something that is judged.
  package struct Judged {
    package let place: Place
    package let entry: BlankSheet.Entry
    /// Where the notice says so.
    package let citation: String?
  }

  private let standard: Standard
  private let labels: Labels
  private let guide: FillingGuide
  private let outline: OutlinePrinter

  /// - Parameter outline: of that standard, in effect.
  package init(_ standard: Standard, _ outline: Outline, language: Language) {
    self.standard = standard
    labels = Labels(language: language)
    guide = FillingGuide(standard, outline, labels)
    self.outline = OutlinePrinter(outline)
  }

  // MARK: Questions

  /// What may be stated: `整数（户），1 到 5`; the unit and the options stand beside the control itself.
  package func hint(_ fact: Fact) -> String {
    let (kind, limits) = (hint(fact.type), Template.limits(of: fact, labels))
    return kind.isEmpty ? String(limits.drop { "，, ".contains($0) }) : kind + limits
  }

  /// The same of a column of records.
  package func hint(_ column: ValueType.Column) -> String {
    guard let lower = column.lower, let upper = column.upper, column.type != .percentage else {
      return hint(column.type)
    }
    let english = labels.language == .en
    let ends = [lower, upper].map { $0.text(as: column.type, english: english) }
    return hint(column.type) + labels.say("，\(ends[0]) 到 \(ends[1])", ", \(ends[0]) to \(ends[1])")
  }

  private func hint(_ type: ValueType) -> String {
    switch type {
    case .number, .percentage, .date: Template.hint(type, labels)
    case .truth, .text, .choice, .choices, .records: ""
    }
  }

  /// Who can change it, and what that takes; empty where nothing is said.
  package func change(_ fact: Fact) -> String {
    let fixed = fact.isFixed ? labels.say("已成事实，改不了", "a fact that nobody can change") : ""
    return [fixed, Template.change(of: fact, labels)].filter { !$0.isEmpty }
      .joined(separator: labels.say("，", ", "))
  }

  /// Where the notice asks for it; nil where the file does not say.
  package func citation(_ fact: Fact) -> String? { guide.citation(ClauseKey(.fact, fact.name)) }

  /// What is compared across a cohort, in the words of the file.
  package func compared(_ use: CohortUse) -> String { outline.text(of: use.formula.range) }

  // MARK: What is judged

  /// In the order in which it is judged.
  package var judged: [Judged] {
    var judged = standard.requirements.indices.map { place in
      let requirement = standard.requirements[place]
      return Judged(
        place: .requirement(place), entry: guide.requirement(place), citation: requirement.annotation.citation)
    }
    func add(_ path: ResultPath, _ title: String, _ full: Rational?, _ citation: String?) {
      judged.append(
        Judged(place: .score(path), entry: guide.score(path, title, full), citation: citation))
    }
    for (place, category) in standard.categories.enumerated() {
      add(.category(place), category.title, category.full, category.annotation.citation)
      var group: Int?
      for (item, part) in category.items.enumerated() {
        if let next = part.group, next != group {
          let owner = category.groups[next]
          let path = ResultPath.group(place, next)
          add(path, owner.title, owner.full, guide.citation(standard.key(of: path)))
        }
        group = part.group
        add(.item(place, item), part.title, part.scoring.full, part.annotation.citation)
      }
    }
    for (place, adjustment) in standard.adjustments.enumerated() {
      add(.adjustment(place), adjustment.title, adjustment.scoring.full, adjustment.annotation.citation)
    }
    for (place, determination) in standard.determinations.enumerated() {
      judged.append(
        Judged(
          place: .determination(place), entry: guide.determination(place),
          citation: determination.annotation.citation))
    }
    return judged
  }

  /// What names mean that clauses use.
  package var terms: [String] { guide.terms }

  /// The words of verdicts, with the sign before each.
  package var verdicts: [(verdict: Verdict, word: String, sign: String)] {
    Verdict.allCases.map { ($0, labels.verdict($0), labels.sign($0)) }
  }

  /// How the standing of a sheet by itself is called.
  package var standings: [(name: String, word: String)] {
    [
      ("yes", labels.word(.eligible)), ("no", labels.word(.ineligible)), ("unknown", labels.word(.unverified)),
      ("reference", labels.word(.reference)),
    ]
  }

  /// What stands for a total that there is not.
  package var unscored: String { labels.unscored }
}
