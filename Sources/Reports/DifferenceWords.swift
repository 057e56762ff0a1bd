import Diagnostics
import Model
import Syntax

/// Differences of standards in words.
public struct DifferenceWords {
  private let labels: Labels

  init(_ labels: Labels) { self.labels = labels }

  /// Keywords are written in that language too, whatever the standards use.
  public init(language: Language) { self.init(Labels(language: language)) }

  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Kind and name of the clause.
  public func name(_ difference: Difference) -> String {
    let kind = difference.clauseKind.spelling(labels.language)
    return difference.name.isEmpty ? kind : kind + " " + difference.name
  }

  /// `参数 名额：3 个 → 5 个`.
  public func of(_ difference: Difference) -> String {
    let title = difference.title.isEmpty ? "" : "“\(difference.title)”"
    switch difference.kind {
    case .added: return say("新增 ", "new: ") + name(difference) + title
    case .removed: return say("删除 ", "removed: ") + name(difference) + title
    case .changed:
      return name(difference) + say("：", ": ") + difference.parts.map(of).joined(separator: say("；", "; "))
    }
  }

  /// - Parameter other: the clause before it; empty where it stands first.
  private func moved(behind other: String) -> String {
    other.isEmpty ? say("移到最前", "now comes first") : say("移到 \(other) 之后", "now stands behind \(other)")
  }

  private func of(_ part: Difference.Part) -> String {
    let subject: String
    switch part.subject {
    case .title: subject = say("题目 ", "title ")
    case .body: subject = ""
    case .field(let field): subject = field.spelling(labels.language) + " "
    case .place: return moved(behind: part.after.first ?? "")
    }
    func list(_ texts: [String]) -> String {
      texts.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(separator: say("，", ", "))
    }
    // 锁定 and 只可从严 say all by being there.
    if part.before == [""] { return say("去掉 ", "less ") + subject.dropLast() }
    if part.after == [""] { return say("加上 ", "plus ") + subject.dropLast() }
    switch (part.before.isEmpty, part.after.isEmpty) {
    case (false, false): return subject + list(part.before) + " → " + list(part.after)
    case (true, false): return subject + say("加上 ", "plus ") + list(part.after)
    case (false, true): return subject + say("去掉 ", "less ") + list(part.before)
    case (true, true): return subject + say("次序改变", "in another order")
    }
  }
}
