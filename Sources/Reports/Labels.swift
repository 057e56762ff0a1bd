import Diagnostics
import Evaluation
import Model
import Quantities

extension Standard {
  /// The name of a fact or parameter.
  package func name(_ input: Missing) -> String {
    switch input {
    case .fact(let index): facts[index].name
    case .parameter(let index): parameters[index].name
    }
  }
}

extension SheetResult {
  /// What a bonus, deduction or adjustment moves the total by: a deduction stands with its sign everywhere.
  ///
  /// - Parameter index: its place in the standard.
  package func movement(_ index: Int, _ standard: Standard) -> Interval {
    let points = adjustments[index].points
    return standard.adjustments[index].kind == .deduction ? points.negated : points
  }
}

/// The words of reports in both languages, in one place.
package struct Labels {
  package let language: Language
  private var zh: Bool { language == .zh }

  package init(language: Language) { self.language = language }

  package func say(_ chinese: String, _ english: String) -> String { zh ? chinese : english }

  /// The kind and name of what has points.
  func name(_ path: ResultPath, _ standard: Standard) -> String {
    let key = standard.key(of: path)
    return key.kind.spelling(language) + " " + key.name
  }

  package func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .met: say("满足", "met")
    case .partlyMet: say("部分满足", "partly met")
    case .unmet: say("不满足", "not met")
    case .unverified: say("待核实", "to be verified")
    case .inapplicable: say("不适用", "not applicable")
    case .failed: say("无法计算", "failed")
    }
  }

  /// One column wide, and readable without colour.
  package func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .met: "✓"
    case .partlyMet: "~"
    case .unmet: "✗"
    case .unverified: "?"
    case .inapplicable: "-"
    case .failed: "!"
    }
  }

  func selection(_ status: SelectionStatus?) -> String {
    switch status {
    case .yes: say("推荐", "yes")
    case .no: say("否", "no")
    case .open: say("待核实", "open")
    case .tied: say("并列待定", "tied")
    case nil: "—"
    }
  }

  /// Standing and selection in one word.
  package func conclusion(_ result: SheetResult, _ standard: Standard) -> String {
    word(Conclusion(of: result, standard))
  }

  func standing(_ result: SheetResult, _ standard: Standard) -> String {
    word(Conclusion(standingOf: result, standard))
  }

  /// What the words of ``conclusion(_:_:)`` mean that do not speak for themselves, of those that occur.
  func legend(_ occurring: Set<Conclusion>) -> [String] {
    Conclusion.allCases.filter(occurring.contains).compactMap { conclusion in
      meaning(conclusion).map { word(conclusion) + say("：", ": ") + $0 }
    }
  }

  func word(_ conclusion: Conclusion) -> String {
    switch conclusion {
    case .reference: say("仅供比较", "reference only")
    case .eligible: say("符合", "eligible")
    case .ineligible: say("不符合", "ineligible")
    case .selected: say("推荐", "selected")
    case .unverified: say("待核实", "to verify")
    case .selectionOpen: say("名额待定", "selection open")
    case .tied: say("并列待定", "tied")
    case .notChosen: say("未入名额", "not chosen")
    case .belowLine: say("未达推荐条件", "below the line")
    case .failed: verdict(.failed)
    }
  }

  /// Nil where the word says it.
  private func meaning(_ conclusion: Conclusion) -> String? {
    switch conclusion {
    case .reference, .eligible, .ineligible, .selected: nil
    case .unverified: say("缺少的事实还可能改变结论", "facts that are missing may still turn it")
    case .selectionOpen:
      say("符合条件，有没有名额要看待核实的小区", "eligible; whether it gets a place depends on what is open for others")
    case .tied:
      say("名次与别家相同，名额不够分，须另行决定", "level with others, with too few places for all; somebody has to decide")
    case .notChosen: say("符合条件，名额由排在前面的占满", "eligible; those ranked before it take all places")
    case .belowLine: say("符合条件，但没有达到推荐另外要求的条件", "eligible, but not up to what selection asks beside")
    case .failed: say("有的结果算不出来，原因另列", "something cannot be worked out, as listed")
    }
  }

  package func kind(_ kind: Requirement.Kind) -> String { kind.clause.spelling(language) }
  package func kind(_ kind: Adjustment.Kind) -> String { kind.clause.spelling(language) }

  /// What heads a column that tells how many of a kind are met.
  func heading(_ kind: Requirement.Kind) -> String {
    switch kind {
    case .gate: say("原则", "Gates")
    case .requirement: say("要件", "Req.")
    case .advisory, .veto: self.kind(kind)
    }
  }

  package func name(_ requirement: Requirement) -> String { kind(requirement.kind) + " " + requirement.id }

  func points(_ interval: Interval, _ decimals: Decimals<Rational>) -> String { range(interval, decimals.text) }

  /// Points with nothing rounded off: `3.75`, `9/7（≈1.29）`.
  package func exactly(_ interval: Interval) -> String {
    range(interval) { number in
      let exact = number.exactText
      return exact.contains("/") ? exact + say("（≈\(number.decimal())）", " (≈\(number.decimal()))") : exact
    }
  }

  /// The points of something that may not be possible to work out: a range then says nothing.
  package func total(_ result: SheetResult, _ decimals: Decimals<Rational>) -> String {
    result.isTotalFailed ? verdict(.failed) : total(result.total, decimals)
  }

  func total(_ total: Total, _ decimals: Decimals<Rational>) -> String { self.total(total) { points($0, decimals) } }

  /// `88`, `78~88 或不计分` while that is open, `不计分`.
  package func total(_ total: Total, _ text: (Interval) -> String) -> String {
    switch total {
    case .scored(let points): text(points)
    case .open(let points): text(points) + say(" 或不计分", " or not scored")
    case .unscored: unscored
    }
  }

  /// Both ends of a total as cells of a table.
  func cells(_ total: Total) -> [TableCell] {
    total.points.map { .ends($0) } ?? [.text(unscored), .text(unscored)]
  }

  /// Whether there is a total.
  func scored(_ total: Total) -> String {
    switch total.isScored {
    case .yes: say("是", "yes")
    case .no: say("否", "no")
    case .unknown: verdict(.unverified)
    }
  }

  package var unscored: String { say("不计分", "not scored") }

  /// How many points depend on something.
  package func spread(_ points: Endpoint) -> String {
    points.value.map { $0.decimal() + say(" 分", " points") } ?? say("分数不限", "points without limit")
  }

  /// A range in words: `3`, `3~5`, `3起`, `至多5`.
  private func range(_ interval: Interval, _ number: (Rational) -> String) -> String {
    if let exact = interval.exact { return number(exact) }
    return switch (interval.least.value, interval.most.value) {
    case (let least?, let most?): number(least) + "~" + number(most)
    case (let least?, nil): number(least) + say("起", "+")
    case (nil, let most?): say("至多", "up to ") + number(most)
    case (nil, nil): say("未知", "unknown")
    }
  }

  /// How numbers of the same or of different types are written beside one another.
  func decimals(_ numbers: [TypedNumber]) -> Decimals<TypedNumber> {
    Decimals(numbers, usual: 4) { Value.number($0.number).text(as: $0.type, english: !zh, places: $1) }
  }

  func value(_ computed: Computed, _ type: ValueType, _ decimals: Decimals<TypedNumber>) -> String {
    func text(_ value: Value) -> String {
      guard case .number(let number) = value else { return value.text(as: type, english: !zh) }
      return decimals.text(TypedNumber(number: number, type: type))
    }
    return switch computed {
    case .known(let value): text(value)
    case .between(let interval): range(interval) { text(Self.ordered($0, type)) }
    case .unknown: say("未知", "unknown")
    case .doubtful: say("未知，也可能无法计算", "unknown, and may fail")
    case .failed(.notScored): unscored
    case .failed(let error): error.described(language)
    }
  }

  /// The end of a range as a value: dates are ranges of days.
  private static func ordered(_ end: Rational, _ type: ValueType) -> Value {
    if type == .date, let day = Int(exactly: end), let date = try? CalendarDate(dayNumber: day) { return .date(date) }
    return .number(end)
  }

  func rounding(_ rounding: Rounding) -> String {
    switch rounding {
    case .up: say("进一", "rounded up")
    case .down: say("舍去", "rounded down")
    case .halfUp: say("四舍五入", "rounded half up")
    }
  }

  /// What cannot be worked out, by name.
  package func place(_ place: Failure.Place, _ standard: Standard) -> String {
    switch place {
    case .requirement(let index): return name(standard.requirements[index])
    case .score(let path): return standard.key(of: path).name
    case .total: return say("总分", "total")
    case .determination(let index): return standard.determinations[index].name
    }
  }

  /// `第 6 名，与 1 家并列，共 36 家填报，2 家未填；取前 2 名（比例进一）`.
  func standing(_ standing: Explanation.Standing) -> String {
    var parts: [String] = []
    if let (place, level) = standing.rank {
      parts.append(say("第 \(place) 名", "rank \(place)"))
      if level > 0 { parts.append(say("与 \(level) 家并列", "level with \(level == 1 ? "1 other" : "\(level) others")")) }
    }
    parts.append(say("共 \(standing.size) 家填报", "\(standing.size) reported"))
    parts.append(say("\(standing.unreported) 家未填", "\(standing.unreported) unreported"))
    var text = parts.joined(separator: say("，", ", "))
    if let (count, mode) = standing.places {
      text += say("；取 \(count.decimal()) 名", "; \(count.decimal()) will do")
      if let mode { text += say("（比例\(rounding(mode))）", " (the share \(rounding(mode)))") }
    }
    return text
  }

  package func decision(_ decision: Decision) -> String {
    switch decision {
    case .participation: say("参评", "taking part")
    case .eligibility: say("资格", "eligibility")
    case .grade: say("等级", "grade")
    case .determination: say("认定", "determination")
    case .ranking: say("排序", "ranking")
    case .selection: say("推荐", "selection")
    }
  }

  /// `参数 名额＝3 个：原文没有给出名额`.
  package func matter(_ matter: OpenMatter) -> String {
    let value = matter.parameter.flatMap { parameter in
      parameter.value.map { say("＝", " = ") + $0.text(as: parameter.type, english: language == .en) }
    }
    return matter.kind.spelling(language) + " " + matter.name + (value ?? "") + say("：", ": ") + matter.reason
  }

  /// `侯住建函〔2025〕70号，2025年7月28日`; empty where a standard states none.
  package func basis(_ standard: Standard) -> String {
    guard let date = standard.basisDate else { return standard.basis }
    return standard.basis + say("，\(date.year)年\(date.month)月\(date.day)日", ", \(date.text)")
  }

  package func list(_ parts: [String]) -> String { parts.joined(separator: say("、", ", ")) }

  /// A name with its title: `A（4A级）`; what has no title of its own is its name.
  package func titled(_ name: String, _ title: String) -> String {
    title.isEmpty || title == name ? name : name + say("（\(title)）", " (\(title))")
  }

  /// A name and its title, in a line of their own: `风险  信用风险等级`.
  static func title(_ name: String, _ title: String) -> String { title == name ? name : name + "  " + title }

  func titled(_ grade: Grade) -> String { titled(grade.name, grade.title) }
  /// `（满分 100）`: behind what is marked on a scale of its own.
  func scale(_ scale: Rational) -> String { say("（满分 \(scale.decimal())）", " (of \(scale.decimal()))") }
  package func titled(_ category: Model.Category) -> String { titled(category.name, category.title) }

  /// The grades still possible: `A（4A级）/B（3A级）`, and `B（3A级）/无` where it may come to none.
  package func grades(_ result: SheetResult, _ standard: Standard) -> String {
    let isTied = result.grades.contains { $0.map { result.gradePlaces[$0] == .tied } ?? false }
    return (result.grades.isEmpty ? "" : grades(result.grades, standard)) + (isTied ? say("（并列）", " (tied)") : "")
  }

  /// Whether it is within the places of the grades that have no more than so many: `优秀：名额内`.
  func gradePlaces(_ result: SheetResult, _ standard: Standard) -> [String] {
    result.gradePlaces.sorted { $0.key < $1.key }.map { grade, status in
      let word =
        switch status {
        case .yes: say("名额内", "within")
        case .no: say("名额外", "not within")
        case .open: verdict(.unverified)
        case .tied: say("并列", "tied")
        }
      return titled(standard.grades[grade]) + say("：", ": ") + word
    }
  }

  /// What a determination comes to: `高`, `中/高` while it is open, `30 天`.
  package func determined(_ result: DeterminationResult, _ determination: Determination) -> String {
    if result.isUnscored { return unscored }
    let perhaps = result.mayBeUnscored ? "/" + unscored : ""
    if result.error != nil { return verdict(.failed) + perhaps }
    if result.possible.isEmpty {
      return value(result.value, determination.type, decimals(result.value.numbers(determination.type))) + perhaps
    }
    return result.possible.map { Value.choice($0).text(as: determination.type) }.joined(separator: "/") + perhaps
  }

  /// What the members of a group have in common: `所在街道 = 东街`.
  package func common(_ parts: [(fact: Fact, value: Value)]) -> String {
    parts.map { $0.fact.name + " = " + $0.value.text(as: $0.fact.type, english: !zh) }.joined(separator: say("，", ", "))
  }

  /// Communities in a sentence or a cell; all of them are in CSV and JSON.
  package func names(_ names: [String]) -> String { names.listed(language, atMost: 20, measure: "家") }
}

extension DeterminationResult {
  /// As reports write it: `高`, `中/高` while it is open, `30 天`.
  ///
  /// - Parameter determination: whose result it is.
  public func text(of determination: Determination, language: Language) -> String {
    Labels(language: language).determined(self, determination)
  }
}
