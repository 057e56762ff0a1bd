import Diagnostics
import Model
import Quantities
import Sheets

/// Blank fact sheets: every fact with its type and help.
public enum Template {
  public static func text(_ standard: Standard, language: Language) -> String {
    let labels = Labels(language: language)
    var lines = [
      "# " + standard.title,
      labels.say(
        "# 每行“事实：值”；不知道的留空，留空不等于否；# 后面是说明。",
        "# One “fact: value” a line; leave blank what is not known (blank is not no); # starts a remark."),
    ]
    var section = ""
    for fact in standard.facts {
      if fact.section != section {
        section = fact.section
        lines += ["", "## " + section]
      }
      lines.append(
        "# " + ([hint(fact.type, labels), fact.help].filter { !$0.isEmpty }).joined(separator: labels.say("；", "; ")))
      lines.append(fact.name + labels.say("：", ": "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The headings of the main table; records have ``companions(_:)``.
  public static func csv(_ standard: Standard) -> String {
    CSV.file([standard.facts.filter { records(of: $0) == nil }.map(\.name)])
  }

  /// A table for each fact that is a list of records: a column for each fact of 对象 and those of the records.
  public static func companions(_ standard: Standard) -> [(fact: String, csv: String)] {
    standard.facts.compactMap { fact in
      guard let columns = records(of: fact)?.map(\.name) else { return nil }
      // What a record has under the same name is the record's.
      let further = standard.subjectNames.dropFirst().filter { !columns.contains($0) }
      return (fact.name, CSV.file([standard.subjectNames.prefix(1) + further + columns]))
    }
  }

  private static func records(of fact: Fact) -> [ValueType.Column]? {
    if case .records(_, let columns) = fact.type { columns } else { nil }
  }

  public static func json(_ standard: Standard) -> String {
    JSONValue.array([.object(standard.facts.map { JSONValue.Member($0.name, .null) })]).text() + "\n"
  }

  private static func hint(_ type: ValueType, _ labels: Labels) -> String {
    // A number without a unit is read in this one.
    func unit(_ measure: Measure) -> String {
      measure.isPlain ? "" : labels.say("（\(measure.text)）", " (\(measure.english))")
    }
    func heading(_ column: ValueType.Column) -> String {
      if case .number(let measure, _) = column.type { column.name + unit(measure) } else { column.name }
    }
    switch type {
    case .truth: return labels.say("是/否", "yes/no")
    case .number(let measure, let whole):
      return (whole ? labels.say("整数", "whole number") : labels.say("数", "number")) + unit(measure)
    case .percentage: return labels.say("百分比，如 95%", "percentage, such as 95%")
    case .date: return labels.say("日期，如 2025年8月1日", "date, such as 2025-08-01")
    case .text: return labels.say("文字", "text")
    case .choice(let options, _): return labels.say("选一项：", "one of: ") + labels.list(options)
    case .choices(let options): return labels.say("可选多项：", "any of: ") + labels.list(options)
    case .records(_, let columns):
      return labels.say("每条一行：", "one line each: ") + columns.map(heading).joined(separator: labels.say("，", ", "))
        + labels.say("；没有填 无", "; none if there are none")
    }
  }
}
