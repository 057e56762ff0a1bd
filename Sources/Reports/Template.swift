import Diagnostics
import Model
import Quantities
import Sheets
import Syntax

/// Blank fact sheets: every fact with its type and help, and what it is good for.
public enum Template {
  /// All facts of the standard in their order.
  /// - Parameters:
  ///   - outline: of that standard, in effect: what its clauses say in the words of the file.
  ///   - language: of the remarks.
  public static func sheet(_ standard: Standard, _ outline: Outline, language: Language) -> BlankSheet {
    let labels = Labels(language: language)
    let fields = standard.facts.map { fact in
      let answer = hint(fact.type, labels) + limits(of: fact, labels)
      let remark = [answer, fact.help, change(of: fact, labels)].filter { !$0.isEmpty }
      return BlankSheet.Field(
        name: fact.name, section: fact.section, type: fact.type, lower: fact.lower, upper: fact.upper, answer: answer,
        remark: remark.joined(separator: labels.say("；", "; ")), columns: columns(of: fact, labels))
    }
    let guide = FillingGuide(standard, outline, labels)
    return BlankSheet(
      title: standard.title, language: language, subjects: standard.subjectNames, fields: fields,
      entries: guide.entries, terms: guide.terms)
  }

  private static func columns(of fact: Fact, _ labels: Labels) -> [BlankSheet.Field]? {
    guard case .records(_, let columns) = fact.type else { return nil }
    return columns.map { column in
      let answer = hint(column.type, labels)
      return BlankSheet.Field(
        name: column.name, type: column.type, lower: column.lower, upper: column.upper, answer: answer, remark: answer)
    }
  }

  /// `，0 到 5`, `，精确到 0.1`: what is not stated otherwise of every percentage.
  static func limits(of fact: Fact, _ labels: Labels) -> String {
    func text(_ value: Value) -> String { value.text(as: fact.type, english: labels.language == .en) }
    var limits = ""
    if let lower = fact.lower, let upper = fact.upper, fact.type != .percentage {
      limits += labels.say("，\(text(lower)) 到 \(text(upper))", ", \(text(lower)) to \(text(upper))")
    }
    if let fallback = fact.fallback {
      limits += labels.say("，不填算 \(text(fallback))", ", \(text(fallback)) if left blank")
    }
    return limits
  }

  /// Who can change it, and what that takes.
  static func change(of fact: Fact, _ labels: Labels) -> String {
    let parts = [
      fact.isAssessed ? labels.say("由他人评定", "assessed by others") : nil,
      fact.statedEffort.map { labels.say("工作量 ", "effort ") + $0.amount.shortText() },
    ]
    return parts.compactMap { $0 }.joined(separator: labels.say("，", ", "))
  }

  static func hint(_ type: ValueType, _ labels: Labels) -> String {
    // A number without a unit is read in this one.
    func unit(_ measure: Measure) -> String {
      measure.isPlain ? "" : labels.say("（\(measure.text)）", " (\(measure.english))")
    }
    func heading(_ column: ValueType.Column) -> String {
      switch column.type {
      case .number(let measure, _): column.name + unit(measure)
      case .text, .records: column.name
      case .truth, .percentage, .date, .choice, .choices:
        column.name + labels.say("（\(hint(column.type, labels))）", " (\(hint(column.type, labels)))")
      }
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
