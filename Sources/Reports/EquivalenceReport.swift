import Analysis
import Diagnostics
import Model
import Quantities
import Sheets

/// Whether two standards come to the same, and a sheet on which they do not.
public struct EquivalenceReport {
  private let equivalence: Equivalence
  private let titles: (first: String, second: String)
  private let labels: Labels

  /// - Parameter titles: as the two are called.
  public init(_ equivalence: Equivalence, titles: (first: String, second: String), language: Language) {
    self.equivalence = equivalence
    self.titles = titles
    labels = Labels(language: language)
  }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// For people.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(say("甲：\(titles.first)；乙：\(titles.second)", "A: \(titles.first); B: \(titles.second)"))
    ]
    switch equivalence.verdict {
    case .equivalent:
      blocks.append(.paragraph(say("两份标准对每张表的结果都一样。", "The two standards give every sheet the same result.")))
    case .different(let sheet, let told):
      blocks += [
        .paragraph(
          say("两份标准不一样，例如这张表：", "The two standards differ, for example on this sheet: ") + sheet.text(labels.language)),
        .table(
          Report.Grid(
            headings: [say("什么", "What"), say("甲", "A"), say("乙", "B")],
            rows: told.map { [labels.subject($0.subject), $0.first, $0.second] }, labels: [0, 1, 2])),
      ]
    case .undecided(let subjects):
      blocks.append(
        .paragraph(
          say(
            "没有找到结果不同的表，也没能证明一样；没有定论的有 ",
            "No sheet was found on which they differ, nor could it be proven that they agree; undecided: ")
            + "\(subjects.count)" + say(" 处：", ": ") + labels.list(subjects.map(labels.subject))))
    case .otherFacts(let names):
      blocks.append(
        .paragraph(
          say(
            "这些事实两份标准声明得不一样，表不能通用：",
            "The two standards declare some facts differently, so that sheets of one need not be sheets of the other: ")
            + labels.list(names)))
    }
    blocks.append(
      .paragraph(
        say(
          "写法上不同、逐一比过的条款 \(equivalence.compared) 处，看了 \(equivalence.steps) 处。",
          "\(equivalence.compared) clauses not of the same form were gone through, in \(equivalence.steps) steps.")))
    return Report(blocks)
  }

  /// For programs, with `format` `rulecheck.equivalence/1`.
  public var json: String {
    var fields = [JSONValue.Member("format", .string("rulecheck.equivalence/1"))]
    switch equivalence.verdict {
    case .equivalent: fields.append(JSONValue.Member("verdict", .string("equivalent")))
    case .different(let sheet, let told):
      fields += [
        JSONValue.Member("verdict", .string("different")), JSONValue.Member("sheet", sheet.json),
        JSONValue.Member("told", labels.json(told)),
      ]
    case .undecided(let subjects):
      fields += [
        JSONValue.Member("verdict", .string("undecided")),
        JSONValue.Member("undecided", .array(subjects.map { .string(labels.subject($0)) })),
      ]
    case .otherFacts(let names):
      fields += [
        JSONValue.Member("verdict", .string("otherFacts")),
        JSONValue.Member("facts", .array(names.map { .string($0) })),
      ]
    }
    fields += [
      JSONValue.Member("compared", .number(String(equivalence.compared))),
      JSONValue.Member("steps", .number(String(equivalence.steps))),
    ]
    return JSONValue.object(fields).text() + "\n"
  }
}

extension Labels {
  /// Something that a sheet is told.
  func subject(_ subject: Equivalence.Subject) -> String {
    switch subject {
    case .participation: decision(.participation)
    case .eligibility: decision(.eligibility)
    case .total: say("总分", "total")
    case .grade: decision(.grade)
    case .ranking: decision(.ranking)
    case .selection: decision(.selection)
    case .clause(let name): name.text(language)
    }
  }

  /// What two standards say differently, for programs.
  func json(_ told: [Equivalence.Told]) -> JSONValue {
    .array(
      told.map {
        .object([
          JSONValue.Member("what", .string(subject($0.subject))), JSONValue.Member("first", .string($0.first)),
          JSONValue.Member("second", .string($0.second)),
        ])
      })
  }
}
