import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets

/// Why one community got what it got, with the value of every expression beneath its verdict.
public struct ExplanationReport {
  package let outcome: Outcome
  package let result: SheetResult
  let labels: Labels
  private let columns: PointColumns
  private let constants: Constants
  private let knownTotals: Decimals<Rational>?

  /// - Parameter result: one of the outcome's.
  public init(_ outcome: Outcome, _ result: SheetResult, language: Language) {
    self.init(outcome, result, language: language, totals: nil)
  }

  /// - Parameter totals: how totals are written, where that has been found already: everybody's have a say in it.
  package init(_ outcome: Outcome, _ result: SheetResult, language: Language, totals: Decimals<Rational>?) {
    knownTotals = totals
    self.outcome = outcome
    self.result = result
    labels = Labels(language: language)
    columns = PointColumns(outcome)
    constants = Constants(outcome.standard)
  }

  private var standard: Standard { outcome.standard }
  private var totals: Decimals<Rational> { knownTotals ?? columns.totals }
  private func say(_ chinese: String, _ english: String) -> String { labels.say(chinese, english) }

  /// A requirement, item, category or bonus, and all that speaks for its verdict.
  package struct Section {
    /// What it is about.
    package enum Subject {
      case requirement(Int)
      case score(ResultPath)
      case total, selection
      case determination(Int)
    }

    package let subject: Subject
    package let title: String
    package let verdict: Verdict?
    package fileprivate(set) var treatment: Scoring.Treatment?
    /// Nil where it has no points, or does not apply.
    package fileprivate(set) var points: Interval?
    package fileprivate(set) var full: Interval?
    /// The points of everybody beside which they are written.
    var amounts: [Amount] { if case .score(let path) = subject { [.points(path)] } else { [] } }
    /// What a category with a scale of its own comes to on it, and its full points there.
    package fileprivate(set) var mark: (points: Interval, full: Rational)?
    var formulas: [Explanation] = []
    /// How its points come about; empty where it has none.
    var derivation: [DerivationStep] = []
    /// What else there is to say, line by line.
    var remarks: [String] = []
    /// What the values in formulas are held against.
    var comparands: [TypedNumber] = []
    var missing: [Missing] = []
    var error: ArithmeticError?
    package fileprivate(set) var citation: String?
    var open: String?
    /// It leaves the community without a total.
    var leavesUnscored = false
  }

  /// - Parameter item: `3.4`, `物业服务.4`, or a gate such as `原则 1`; nil for everything.
  /// - Returns: nil if there is no such item.
  public func report(item: String?) -> Report? {
    guard let sections = sections(item: item) else { return nil }
    var blocks: [Report.Block] = [.heading(outcome.sheet(result).name)]
    if item == nil { blocks += opening + [editions, lost].compactMap { $0 } }
    let values = values(sections)
    columns.gather(sections.map(\.amounts))
    blocks += sections.map { .tree([node($0, values)]) }
    let words = item == nil ? labels.legend([Conclusion(of: result, standard)]) : []
    return Report(blocks + (words.isEmpty ? [] : [.list(words)]))
  }

  /// How it stands, how far it is from other grades, and what is open beside requirements and points.
  package var opening: [Report.Block] {
    let distance = labels.gradeDistance(result, outcome, totals)
    return [.paragraph(summary)] + (distance.map { [.paragraph($0)] } ?? []) + (open.isEmpty ? [] : [.list(open)])
  }

  /// All sections, or the one that is called so; nil if there is none.
  func sections(item: String?) -> [Section]? {
    guard let item else { return sections }
    let wanted = item.filter { !$0.isWhitespace }
    return sections.first { names(of: $0).contains(wanted) }.map { [$0] }
  }

  /// How people may name a section: `3.4`, `物业服务.4`, `原则1`.
  func names(of section: Section) -> [String] {
    switch section.subject {
    case .requirement(let index):
      let requirement = standard.requirements[index]
      return [
        Labels(language: .zh).kind(requirement.kind) + requirement.id, requirement.kind.rawValue + requirement.id,
      ]
    case .score(let path):
      let spellings = standard.spellings(of: path)
      switch path {
      case .category(let index): return ["\(index + 1)"] + spellings
      case .group(let index, let group): return spellings + [standard.categories[index].groups[group].name]
      case .item(let index, let item): return [standard.number(ofItem: item, in: index)] + spellings
      case .adjustment: return spellings
      }
    case .total: return ["总分", "total"]
    case .selection: return ["推荐", "selection"]
    case .determination(let index): return [standard.determinations[index].name]
    }
  }

  /// Verdict, total, rank and grade in one line.
  public var summary: String {
    var parts = [labels.standing(result, standard), say("总分 ", "total ") + labels.total(result, totals)]
    if let rank = result.rank { parts.append(say("第 \(rank) 名", "rank \(rank)")) }
    if !result.grades.isEmpty {
      parts.append(say("等级 ", "grade ") + labels.grades(result, standard))
    }
    for (text, grade) in zip(labels.gradePlaces(result, standard), result.gradePlaces.keys.sorted()) {
      parts.append(text + (limit(standard.grades[grade].places) ?? ""))
    }
    for (determination, found) in zip(standard.determinations, result.determinations) {
      parts.append(determination.name + " " + labels.determined(found, determination))
    }
    if let selection = result.selection {
      parts.append(say("推荐：", "selected: ") + labels.selection(selection) + (group(standard.selection?.places) ?? ""))
    }
    return parts.joined(separator: say("，", ", "))
  }

  /// Which edition counts of each clause that has several; nil where none has.
  package var editions: Report.Block? {
    if standard.editions.isEmpty { return nil }
    let rows = standard.editions.map { edition in
      [edition.key.kind.spelling(labels.language) + " " + edition.key.name, edition.validity.text(labels.language)]
    }
    return .table(
      Report.Grid(headings: [say("所用的句子", "clause"), say("施行", "effective")], rows: rows, labels: [0, 1]))
  }

  var lines: DerivationLines { DerivationLines(standard: standard, labels: labels) }

  /// What cost most points, first; nil where nothing did.
  private var lost: Report.Block? {
    let lost = outcome.lost(by: result)
    if lost.isEmpty { return nil }
    let decimals = Decimals(lost.flatMap(\.points.ends))
    let rows = lost.map { lost in
      [standard.key(of: lost.path).name, title(lost.path), labels.points(lost.points, decimals)]
    }
    return .table(
      Report.Grid(headings: [say("失分", "lost"), say("条目", "item"), say("分", "points")], rows: rows, labels: [0, 1]))
  }

  package func title(_ path: ResultPath) -> String {
    switch path {
    case .category(let index): standard.categories[index].title
    case .group(let index, let group): standard.categories[index].groups[group].title
    case .item(let index, let item): standard.categories[index].items[item].title
    case .adjustment(let index): standard.adjustments[index].title
    }
  }

  /// How many are given a grade, and in which group it stands: `（取前 30%）`.
  private func limit(_ places: PlaceLimits?) -> String? {
    let overall = places?.overall.map { quota in
      let share = Value.number(quota.value).text(as: .percentage)
      return quota.isShare
        ? say("取前 \(share)", "top \(share)") : say("取前 \(quota.value.exactText) 名", "top \(quota.value.exactText)")
    }
    return (overall.map { say("（\($0)）", " (\($0))") } ?? "") + (group(places) ?? "")
  }

  /// In which group of 每 it stands, and where: `（县 = 东县：第 2 名，共 3 家，每组取前 1 名）`.
  private func group(_ places: PlaceLimits?) -> String? {
    guard let facts = places?.groupBy, let quota = places?.perGroup else { return nil }
    let share = Value.number(quota.value).text(as: .percentage)
    let number = quota.value.exactText
    let limit =
      quota.isShare
      ? say("每组取前 \(share)", "top \(share) of each group")
      : say("每组取前 \(number) 名", "top \(number) of each group")
    let unknown = outcome.unknown(of: facts, by: result)
    guard unknown.isEmpty, let mates = outcome.groupMates(by: facts, of: result),
      let common = outcome.common(of: facts, by: result, labels)
    else {
      let name = labels.list(unknown.map { standard.facts[$0].name })
      return say("（“\(name)”未知，在哪一组不知道，\(limit)）", " (“\(name)” is unknown, so the group is; \(limit))")
    }
    let rivals = mates.filter { $0.rank != nil }
    guard let rank = result.rank else { return say("（\(common)，\(limit)）", " (\(common); \(limit))") }
    let own = 1 + rivals.filter { ($0.rank ?? rank) < rank }.count
    return say(
      "（\(common)：第 \(own) 名，共 \(rivals.count) 家，\(limit)）",
      " (\(common): rank \(own) of \(rivals.count); \(limit))")
  }

  /// What is open beside requirements and points: `等级  待核实  缺少：环境`.
  private var open: [String] {
    // Who has no place in any case waits for none.
    let open = result.open.filter { $0.key != .selection || result.selection != .no }
    return open.sorted { $0.key < $1.key }.map { decision, missing in
      labels.decision(decision) + "  " + labels.verdict(.unverified) + (missing.isEmpty ? "" : "  " + lacking(missing))
    }
  }

  private func lacking(_ missing: [Missing]) -> String {
    say("缺少：", "missing: ") + labels.list(missing.map(standard.name))
  }

  // MARK: Sections

  /// All of them, in the order of the standard.
  package var sections: [Section] {
    let derivations = outcome.derivations(of: result)
    var sections = zip(standard.requirements, result.requirements).enumerated().map { index, pair in
      let (requirement, found) = pair
      let kind = labels.kind(requirement.kind)
      var section = Section(
        subject: .requirement(index), title: "\(kind) \(requirement.id)  \(requirement.title)", verdict: found.verdict)
      section.explain(
        standard.sites(of: .requirement(index)).formulas, of: .requirement(index), outcome, result, constants)
      (section.missing, section.error) = (found.missing, found.error)
      section.leavesUnscored = requirement.leavesUnscored && found.passes == .no
      return section.annotated(requirement.annotation)
    }
    for (index, category) in standard.categories.enumerated() {
      let scores = result.categories[index]
      for (place, item) in category.items.enumerated() {
        let number = standard.number(ofItem: place, in: index)
        sections.append(
          section(
            "\(number)  \(item.title)", item.annotation,
            item.scoring, .item(index, place), scores.items[place], derivations))
      }
      for (place, group) in category.groups.enumerated() {
        var section = Section(
          subject: .score(.group(index, place)),
          title: say("分组 ", "group ") + labels.titled(group.name, group.title), verdict: nil,
          points: scores.groups[place].points, full: scores.groups[place].full)
        (section.derivation, section.error) = (derivations[.group(index, place)], scores.groups[place].error)
        sections.append(section)
      }
      var section = Section(
        subject: .score(.category(index)), title: "\(index + 1)  \(labels.titled(category))", verdict: nil,
        points: scores.points, full: category.full.map { Interval($0) })
      if let mark = scores.mark, let scale = category.scale { section.mark = (mark, scale) }
      (section.derivation, section.error) = (derivations[.category(index)], scores.level.error)
      sections.append(section)
    }
    for (place, adjustment) in standard.adjustments.enumerated() {
      var section = section(
        adjustment.title, adjustment.annotation, adjustment.scoring,
        .adjustment(place),
        result.adjustments[place], derivations)
      if section.points != nil { section.points = result.movement(place, standard) }
      sections.append(section)
    }
    sections += [total(derivations)] + (result.selection.map { [selection($0)] } ?? [])
    return sections
      + zip(standard.determinations, result.determinations).enumerated().map { index, pair in
        let (determination, found) = pair
        let title = Labels.title(determination.name, determination.title)
        var section = Section(
          subject: .determination(index), title: title + "  " + labels.determined(found, determination), verdict: nil)
        section.explain(
          standard.sites(of: .definition(determination.definition)).explained, of: nil, outcome, result, constants)
        return section.annotated(determination.annotation)
      }
  }

  /// Why it has a place or not.
  private func selection(_ status: SelectionStatus) -> Section {
    var section = Section(
      subject: .selection, title: say("推荐", "selection") + "  " + labels.selection(status),
      verdict: nil)
    section.explain([standard.selection?.when].compactMap { $0 }, of: .selection, outcome, result, constants)
    section.remarks = PlaceReasons(outcome: outcome, labels: labels, totals: totals).lines(for: result)
    return section
  }

  /// What all categories, bonuses and deductions come to.
  private func total(_ derivations: Derivations) -> Section {
    let isScored = result.total.isScored
    // What would be the total of somebody who has none is no result.
    var section = Section(
      subject: .total, title: say("总分", "total") + (isScored == .no ? "  " + labels.unscored : ""), verdict: nil)
    if let points = result.total.points, !result.isTotalFailed {
      (section.points, section.full) = (points, standard.total.map { Interval($0) })
      section.derivation = derivations[nil]
    }
    if isScored == .unknown { section.remarks = [say("也可能不计分", "or it is not scored")] }
    section.error = result.error
    return section
  }

  private func section(
    _ title: String, _ annotation: Annotation, _ scoring: Scoring, _ path: ResultPath,
    _ score: ScoreResult, _ derivations: Derivations
  ) -> Section {
    var section = Section(subject: .score(path), title: title, verdict: score.verdict)
    if score.verdict == .inapplicable { section.treatment = scoring.treatment }
    if score.applicable != .no { (section.points, section.full) = (score.points, score.full) }
    section.explain(standard.sites(of: .score(path)).explained, of: .score(path), outcome, result, constants)
    section.derivation = derivations[path]
    (section.missing, section.error) = (score.missing, score.error)
    return section.annotated(annotation)
  }

  /// How values are written.
  package func values(_ sections: [Section]) -> Decimals<TypedNumber> {
    labels.decimals(sections.flatMap { $0.formulas.flatMap(\.numbers) + $0.comparands })
  }

  // MARK: In words

  private func node(_ section: Section, _ values: Decimals<TypedNumber>) -> Report.Node {
    var line = section.title
    if let verdict = section.verdict { line += "  " + labels.verdict(verdict) }
    line += remark(section)
    if let points = section.points {
      let decimals = columns.decimals(section.amounts, beside: section.full?.ends ?? [])
      line += "  " + labels.points(points, decimals)
      if let full = section.full.map({ labels.points($0, decimals) }) { line += say("（满分 \(full)）", " (of \(full))") }
    }
    if let (points, full) = section.mark {
      let mark = labels.points(points, Decimals(points.ends + [full]))
      line += say("  按满分 \(full.decimal()) 分计 \(mark) 分", "  marked \(mark) of \(full.decimal())")
    }
    return Report.Node(line, details(section, values))
  }

  /// What stands in brackets behind a verdict: `（按满分）`; empty for most.
  package func remark(_ section: Section) -> String {
    if section.leavesUnscored { return say("（不计分）", " (not scored)") }
    return switch section.treatment {
    case .shared?: say("（分值由其余指标分摊）", " (its points are shared by the others)")
    case .full?: say("（按满分）", " (full points)")
    case Scoring.Treatment.none?: say("（按零分）", " (no points)")
    case nil: ""
    }
  }

  /// What speaks for a section: how its points come about, the value of every expression, what is missing, its source.
  package func details(_ section: Section, _ values: Decimals<TypedNumber>) -> [Report.Node] {
    // What cannot be worked out says why instead.
    let sums = section.error == nil ? lines.lines(section.derivation) : []
    var parts = (sums + section.remarks).map { Report.Node($0) }
    parts += section.formulas.map { Self.node($0, labels, values) }
    if let error = section.error { parts.append(Report.Node(error.described(labels.language))) }
    if !section.missing.isEmpty { parts.append(Report.Node(lacking(section.missing))) }
    if let citation = section.citation { parts.append(Report.Node(say("出处：", "source: ") + citation)) }
    if let open = section.open { parts.append(Report.Node(say("待定：", "open: ") + open)) }
    return parts
  }

  static func node(_ explanation: Explanation, _ labels: Labels, _ values: Decimals<TypedNumber>) -> Report.Node {
    var text = explanation.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    text += "  →  " + labels.value(explanation.value, explanation.type, values)
    let group = explanation.group.map { labels.common($0.common) }
    if let standing = explanation.standing {
      let cohort = standing.cohort + (group.map { labels.say("（\($0)）", " (\($0))") } ?? "")
      text += labels.say("（\(cohort)：\(labels.standing(standing))）", " (\(cohort): \(labels.standing(standing)))")
    } else if let group, let cohort = explanation.group?.cohort {
      text += labels.say("（\(cohort)：\(group)）", " (\(cohort): \(group))")
    }
    return Report.Node(text, explanation.parts.map { node($0, labels, values) })
  }
}

extension ExplanationReport.Section {
  fileprivate mutating func explain(
    _ formulas: [Formula], of owner: Site.Owner?, _ outcome: Outcome, _ result: SheetResult, _ constants: Constants
  ) {
    self.formulas = outcome.explain(formulas, of: owner, for: result)
    comparands = constants.comparands(in: formulas)
  }

  fileprivate func annotated(_ annotation: Annotation) -> Self {
    var section = self
    (section.citation, section.open) = (annotation.citation, annotation.open)
    return section
  }
}

extension Explanation {
  /// Every number that it shows.
  var numbers: [TypedNumber] { value.numbers(type) + parts.flatMap(\.numbers) }
}

extension Computed {
  /// The numbers that are shown of it.
  func numbers(_ type: ValueType) -> [TypedNumber] {
    let own: [Rational] =
      switch self {
      case .known(.number(let number)): [number]
      case .between(let interval): interval.ends
      case .known, .unknown, .doubtful, .failed: []
      }
    return own.map { TypedNumber(number: $0, type: type) }
  }
}

extension Explanation {
  /// What it comes to, as reports write it: `96.5%`, `是`, `86~88 分`.
  public func valueText(_ language: Language) -> String {
    let labels = Labels(language: language)
    return labels.value(value, type, labels.decimals(value.numbers(type)))
  }
}

/// An explanation as text, for failed examples.
public func explanationTree(_ explanation: Explanation, language: Language) -> Report.Node {
  let labels = Labels(language: language)
  return ExplanationReport.node(explanation, labels, labels.decimals(explanation.numbers))
}
