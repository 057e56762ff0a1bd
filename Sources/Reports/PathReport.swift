import Analysis
import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax

/// The smallest sets of changes by which a community reaches a goal, or what stands in the way.
public struct PathReport: TabularReport {
  let finding: PathFinding
  let labels: Labels
  private let totals: Decimals<Rational>

  /// - Parameter finding: what the search came to, whether it found a way or not.
  public init(_ finding: PathFinding, language: Language) {
    self.finding = finding
    labels = Labels(language: language)
    let reached = Self.listed(finding).flatMap { path in path.steps.map(\.total) + [path.result.total] }
    let stated = finding.outcome.results.map(\.total)
    totals = Decimals((stated + reached).flatMap { $0.points?.ends ?? [] } + finding.outcome.standard.pointComparands)
  }

  private static func listed(_ finding: PathFinding) -> [Path] {
    switch finding.conclusion {
    case .already, .blocked: []
    case .found(let found): found.paths
    case .none(_, let best): [best].compactMap { $0 }
    }
  }

  var standard: Standard { finding.outcome.standard }
  var identity: Identity { finding.outcome.sheet(finding.result).identity }
  var name: String { identity.name }
  func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// Where the community stands, then each way with its steps, or what stands in the way.
  public var report: Report {
    var blocks: [Report.Block] = [
      .heading(say("\(name)：怎样做到“\(goal)”", "\(name): how to reach “\(goal)”")),
      .paragraph(say("现在：", "Now: ") + standing(finding.result) + say("。", ".")),
    ]
    if let distance { blocks.append(.paragraph(distance)) }
    switch finding.conclusion {
    case .already: blocks.append(.paragraph(say("已经做到，不用改什么。", "It is there already; nothing has to change.")))
    case .found(let found):
      blocks.append(.paragraph(summary(found)))
      for (index, path) in found.paths.enumerated() {
        blocks += self.blocks(path, say("办法 \(index + 1)", "Way \(index + 1)"))
      }
    case .blocked(let blocked):
      blocks += [
        .heading(say("做不到：改事实表过不了下列各条", "Out of reach: no change of facts gets past these")),
        .list(blocked.map { barrier($0.barrier, titled: true) + say("：", ": ") + reasons($0.obstacles) }),
      ]
    case .none(let upTo, let best):
      blocks.append(.paragraph(nothing(upTo)))
      if let best { blocks += self.blocks(best, say("最好能到", "The best that was found")) }
    }
    return Report(blocks + honesty.map { .paragraph($0) })
  }

  // MARK: How matters stand

  var goal: String {
    switch finding.goal {
    case .selected: say("推荐", "selected")
    case .rank(let rank): say("第 \(rank) 名以内", "rank \(rank) or better")
    case .grade(let grade): say("等级 ", "grade ") + labels.titled(standard.grades[grade])
    case .total(let total): say("总分 \(total.decimal()) 分", "a total of \(total.decimal())")
    case .eligible: say("符合", "eligible")
    }
  }

  private func standing(_ result: SheetResult) -> String {
    var parts = [labels.conclusion(result, standard)]
    if let rank = result.rank { parts.append(say("第 \(rank) 名", "rank \(rank)")) }
    parts.append(say("总分 ", "total ") + labels.total(result.total, totals))
    if !result.grades.isEmpty {
      parts.append(say("等级 ", "grade ") + labels.grades(result, standard))
    }
    return parts.joined(separator: say("，", ", "))
  }

  /// What is missing to the goal: barriers, and the points of whoever holds the last place.
  private var distance: String? {
    if case .already = finding.conclusion { return nil }
    var parts: [String] = []
    if !finding.barriers.isEmpty {
      parts.append(say("还没过：", "Not met yet: ") + labels.list(finding.barriers.map { barrier($0, titled: true) }))
    }
    if let edge = finding.edge {
      let other = finding.outcome.sheet(edge).name
      parts.append(
        say(
          "要赶上的是\(other)：第 \(edge.rank ?? 0) 名，总分 \(labels.total(edge.total, totals))",
          (parts.isEmpty ? "To" : "to")
            + " catch up with: \(other), rank \(edge.rank ?? 0), total \(labels.total(edge.total, totals))"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: say("；", "; ")) + say("。", ".")
  }

  private func summary(_ found: PathFinding.Found) -> String {
    let size = found.paths.first?.steps.count ?? 0
    var text =
      standard.statesEffort
      ? say(
        "工作量合计 \(effort(of: found.paths.first)) 就能做到", "An effort of \(effort(of: found.paths.first)) in all is enough")
      : say("改 \(size) 项事实就能做到", "Changing \(size) \(size == 1 ? "fact" : "facts") is enough")
    if standard.statesEffort {
      text += leastEffort(found)
    } else if found.isLeast, finding.mayWantLess {
      text += say("，再少不行；只找加分的办法，减分的不算。", "; fewer are not. Only ways to more points were looked for, not to fewer.")
    } else if found.isLeast {
      text += say("，再少不行。", "; fewer are not.")
    } else {
      text += say(
        "；试了 \(finding.tries) 组就停了，有没有更少的办法还不知道。",
        "; the search stopped after \(finding.tries) sets, so there may be smaller ones.")
    }
    if found.more > 0 {
      text += say(
        "这样的办法很多，列出 \(found.paths.count) 种，至少还有 \(found.more) 种。",
        " There are many such ways: \(found.paths.count) are listed, and there are at least \(found.more) more.")
    }
    if found.paths.count > 1, !found.always.isEmpty, found.always.count < size {
      text +=
        say("每种办法都要改：", " All of them change: ")
        + labels.list(found.always.map { standard.facts[$0].name }) + say("。", ".")
    }
    return text
  }

  private func leastEffort(_ found: PathFinding.Found) -> String {
    if found.isLeast, finding.mayWantLess {
      return say("，再省不行；只找加分的办法，减分的不算。", "; less is not. Only ways to more points were looked for, not to fewer.")
    }
    if found.isLeast { return say("，再省不行。", "; less is not.") }
    return say(
      "；试了 \(finding.tries) 组就停了，有没有更省的办法还不知道。",
      "; the search stopped after \(finding.tries) sets, so there may be ways that take less.")
  }

  /// What the changes of a way take in all, as the file counts it.
  func effort(of path: Path?) -> String {
    (path?.steps.map { standard.facts[$0.fact].effort }.sum ?? .zero).amount.shortText()
  }

  private func nothing(_ upTo: Effort?) -> String {
    guard let upTo else {
      if finding.mayWantLess {
        return say(
          "没有找到办法：只找加分的办法，不找减分的（试了 \(finding.tries) 组）。",
          "No way was found: only ways to more points were looked for, not to fewer (\(finding.tries) sets tried).")
      }
      return say(
        "做不到：能改的都改了也不够（试了 \(finding.tries) 组）。",
        "Out of reach: everything that can be changed is not enough (\(finding.tries) sets tried).")
    }
    let bound = upTo.amount.shortText()
    let known =
      upTo <= .zero
      ? ""
      : standard.statesEffort
        ? say("，只知道工作量 \(bound) 以内做不到", "; it is only known that an effort of up to \(bound) does not suffice")
        : say("，只知道改 \(bound) 项以内做不到", "; it is only known that up to \(bound) changes do not suffice")
    return say("没有找到办法：试了 \(finding.tries) 组就停了", "No way was found: the search stopped after \(finding.tries) sets")
      + known + say("。", ".")
  }

  /// What is proposed has to be true, and what was not proposed although it would help.
  private var honesty: [String] {
    var lines: [String] = []
    if !Self.listed(finding).isEmpty {
      lines.append(
        say(
          "事实要属实：先做到，再照实填写，填写的会核查。",
          "Facts have to be true: first done, then stated; what is stated is checked."))
    }
    if !finding.leftOut.isEmpty {
      let names = finding.leftOut.map { standard.facts[$0].name + now($0) }
      lines.append(
        say(
          "没有考虑由他人评定的：\(labels.list(names))，变好了也有用。",
          "Left out, since others assess them: \(labels.list(names)). Better ones would help too."))
    }
    return lines
  }

  // MARK: Ways

  private func blocks(_ path: Path, _ title: String) -> [Report.Block] {
    let steps = path.steps.enumerated().map { index, step in "\(index + 1). " + line(step) }
    let effort = standard.statesEffort ? say("（工作量 \(effort(of: path))）", " (effort \(effort(of: path)))") : ""
    return [.heading(title + effort + say("：", ": ") + standing(path.result)), .list(steps)]
  }

  private func line(_ step: Path.Step) -> String {
    var text = standard.facts[step.fact].name + say("：", ": ") + from(step) + " → " + to(step)
    if standard.statesEffort {
      let effort = standard.facts[step.fact].effort.amount.shortText()
      text += say("（工作量 \(effort)）", " (effort \(effort))")
    }
    let effects = effects(step)
    if !effects.isEmpty { text += say("。", "; ") + effects }
    return text + say("。总分 ", "; total ") + labels.total(step.total, totals)
      + (step.rank.map { say("，第 \($0) 名", ", rank \($0)") } ?? "")
  }

  func effects(_ step: Path.Step) -> String {
    var parts: [String] = []
    if !step.effects.isEmpty { parts.append(labels.list(step.effects.map(effect))) }
    if !step.prepares.isEmpty {
      let prepared = step.prepares.map { effect -> String in
        switch effect {
        case .score(let path, _): return self.name(path)
        case .barrier(let barrier): return self.barrier(barrier, titled: false)
        }
      }
      parts.append(say("和后面的一起用于 ", "together with later ones for ") + labels.list(prepared))
    }
    return parts.joined(separator: say("；", "; "))
  }

  private func effect(_ effect: Path.Effect) -> String {
    switch effect {
    case .barrier(let barrier): say("过 ", "passes ") + self.barrier(barrier, titled: false)
    case .score(let path, let points): name(path) + " +" + points.decimal() + say(" 分", "")
    }
  }

  func name(_ path: ResultPath) -> String { labels.name(path, standard) }

  func barrier(_ barrier: Barrier, titled: Bool) -> String {
    switch barrier {
    case .entry: return say("参评", "taking part")
    case .recommendation: return say("下一级推荐", "the recommendation of the level below")
    case .requirement(let index):
      let requirement = standard.requirements[index]
      return labels.name(requirement) + (titled ? " " + requirement.title : "")
    case .minimum(let path): return name(path) + say(" 最低分", ", its minimum")
    case .selection: return say("推荐的条件", "the condition of the selection")
    case .grade: return say("等级的条件", "the condition of the grade")
    }
  }

  // MARK: Facts

  /// What the sheet states now.
  func from(_ step: Path.Step) -> String {
    let fact = standard.facts[step.fact]
    return finding.outcome.stated(step.fact, by: finding.result).described(labels.language) { value in
      switch value {
      case .records(let rows): rows.isEmpty ? say("无", "none") : count(rows)
      case .choices(0): say("无", "none")
      case .truth, .number, .date, .text, .choice, .choices: text(value, fact.type)
      }
    }
  }

  func to(_ step: Path.Step) -> String {
    let fact = standard.facts[step.fact]
    if step.isAnyValue {
      return fact.type == .text ? say("写上", "to be written") : say("填上（是什么都行）", "to be stated (whatever it is)")
    }
    switch (step.to, fact.type) {
    case (.records(let rows), .records(_, let columns)): return records(rows, columns, step.fact)
    case (.choices(0), _): return say("无", "none")
    case (.truth, _), (.number, _), (.date, _), (.text, _), (.choice, _), (.choices, _), (.records, _):
      return text(step.to, fact.type)
    }
  }

  private func count(_ rows: [[Value?]]) -> String {
    say("\(rows.count) 条", rows.count == 1 ? "1 row" : "\(rows.count) rows")
  }

  private func text(_ value: Value, _ type: ValueType) -> String {
    value.text(as: type, english: labels.language == .en)
  }

  /// Only what is new in them.
  private func records(_ rows: [[Value?]], _ columns: [ValueType.Column], _ fact: Int) -> String {
    var stated: [[Value?]] = []
    if case .records(let before)? = finding.outcome.stated(fact, by: finding.result).value { stated = before }
    if rows.isEmpty { return say("无", "none") }
    func cells(_ row: [Value?], without old: [Value?]?) -> String {
      let new = row.indices.filter { row[$0] != nil && (old == nil || old?[$0] == nil) }
      return labels.list(
        new.map { column in
          columns[column].name + " " + (row[column].map { text($0, columns[column].type) } ?? "")
        })
    }
    func detail(_ text: String) -> String { text.isEmpty ? "" : say("（\(text)）", " (\(text))") }
    var parts: [String] = []
    let filled = zip(rows, stated).filter { $0.0 != $0.1 }
    if let first = filled.first {
      parts.append(
        say("补上 \(filled.count) 条的空白", "fill in the blanks of \(filled.count)")
          + detail(cells(first.0, without: first.1)))
    }
    let added = rows.dropFirst(stated.count)
    if let first = added.first {
      parts.append(say("增加 \(added.count) 条", "\(added.count) more") + detail(cells(first, without: nil)))
    }
    return labels.list(parts)
  }

  // MARK: What stands in the way

  private static let reasonsShown = 5

  func reasons(_ obstacles: [Obstacle]) -> String {
    let more = obstacles.count - Self.reasonsShown
    return (obstacles.prefix(Self.reasonsShown).map(reason) + (more > 0 ? [say("另有 \(more) 条", "\(more) more")] : []))
      .joined(separator: say("；", "; "))
  }

  private func reason(_ obstacle: Obstacle) -> String {
    func quoted(_ fact: Int) -> String { "“\(standard.facts[fact].name)”" + now(fact) }
    switch obstacle {
    case .fixed(let fact):
      if case .stated = finding.outcome.stated(fact, by: finding.result) {
        return quoted(fact) + say("不可改", " cannot be changed")
      }
      return quoted(fact) + say("不可改，要先如实填上才知道", " cannot be changed: it has to be stated first, as it is")
    case .assessed(let fact): return quoted(fact) + say("由他人评定，不能自己改", " is assessed by others")
    case .past(let fact):
      return quoted(fact)
        + say(
          "要有基准日以前的日期才行，不能补记过去的事", " would need a date before the reference date, and nothing is to be backdated")
    case .text(let fact): return quoted(fact) + say("是文字，要由人改写", " is a text that people have to rewrite")
    case .history(let fact):
      return quoted(fact) + say("记的是已经发生的事，只能增加，不能删改", " records what has happened: rows can be added, not taken back")
    case .recommendation(let fact): return quoted(fact) + say("由下一级决定", " is decided by the level below")
    case .noValue(let fact): return quoted(fact) + say("单改哪个值都不够", " does not suffice, whatever its value")
    case .shared(let cohort, let sheets):
      let counting = standard.cohorts[cohort].counting.map { standard.facts[$0].name } ?? ""
      return say(
        "群体 \(standard.cohorts[cohort].name) 按\(counting)计，同一\(counting)另有 \(sheets) 份事实表，只改这一份不算数",
        "cohort \(standard.cohorts[cohort].name) counts each \(counting) once, and \(sheets) more sheets state it: this one alone cannot move it"
      )
    case .cohort(let cohort):
      return say(
        "在群体 \(standard.cohorts[cohort].name) 里比不了：不是成员、家数不够或没有名额",
        "cohort \(standard.cohorts[cohort].name) does not compare it: no member, too few, or no place to give")
    case .settled: return say("和事实表上的事实无关", "it depends on nothing that a sheet states")
    }
  }

  private func now(_ fact: Int) -> String {
    let stated = finding.outcome.stated(fact, by: finding.result)
    if case .stated(.text) = stated { return "" }
    let shown = stated.described(labels.language) { value in
      if case .records(let rows) = value { return count(rows) }
      return text(value, standard.facts[fact].type)
    }
    return say("（\(shown)）", " (\(shown))")
  }
}
