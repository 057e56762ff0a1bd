import Diagnostics
import Evaluation
import Model
import Reports
import Syntax
import Workbench

/// What can be looked at.
extension Conversation {
  var names: [String] { session.outcome.results.map { session.outcome.sheet($0).name } }

  mutating func choose(_ name: String) throws -> Reply {
    if name.isEmpty {
      return Reply(text: text.render(Report([.list(names.isEmpty ? [say("没有事实表", "no sheets")] : names)])))
    }
    // So much of a name is enough as no other begins with.
    let begun = names.contains(name) ? [] : names.filter { $0.hasPrefix(name) }
    let wanted = begun.count == 1 ? begun[0] : name
    community = session.outcome.sheet(try session.outcome.result(of: wanted)).name
    return try explain("0")
  }

  /// Of the community that is chosen, as long as the sheets have it.
  var result: SheetResult? {
    session.outcome.results.first { session.outcome.sheet($0).name == community }
  }

  var chosen: SheetResult {
    get throws {
      guard let result else { throw UnknownName.noCommunity(known: names) }
      return result
    }
  }

  /// - Parameter item: `0` for the summary only.
  func explain(_ item: String) throws -> Reply {
    let explanation = ExplanationReport(session.outcome, try chosen, language: language)
    // The number of a requirement is enough.
    let requirement = session.outcome.standard.requirements.first { $0.id == item }
    let named = requirement.map { $0.kind.clause.chinese + $0.id }
    guard
      let report = explanation.report(item: item.isEmpty || item == "0" ? nil : item)
        ?? named.flatMap({ explanation.report(item: $0) })
    else {
      throw mistake(
        "标准里没有“\(item)”。写成 3.4、原则1 或 要件M3。", "The standard has no “\(item)”. Write 3.4, gate1 or requirementM3.")
    }
    return Reply(text: text.render(item == "0" ? Report(Array(report.blocks.prefix(2))) : report))
  }

  /// An expression, worked out for every community.
  func each(_ expression: String) throws -> Reply {
    guard !expression.isEmpty else { throw mistake("写成 :各 表达式，例如 :各 物业费收费率。", "Write :each EXPRESSION.") }
    let standard = session.outcome.standard
    if let path = pathOfItem(expression) {
      let points = say("\(path) 的 得分", "\(path) of score")
      throw mistake("要看每个小区这一条的得分，写 :各 \(points)。", "For the points of each there, write :each \(points)")
    }
    let rows = try session.evaluateEach(expression).map { [$0.identity.name, $0.value.valueText(language)] }
    let table = Report.Grid(headings: [standard.subjectNames.first ?? "", expression], rows: rows, labels: [0, 1])
    return Reply(text: text.render(Report([.table(table)])))
  }

  /// The clause that is called so, as it is now.
  func show(_ name: String) throws -> Reply {
    if name.isEmpty {
      let example = example(of: .show) ?? say(":看 名称", ":show NAME")
      throw mistake("要看哪一句？例如 \(example)。", "Which clause? For example: \(example)")
    }
    let texts = clauses(called: name)
    if texts.isEmpty { throw help(on: name) }
    return Reply(text: DisplayWidth.printableLines(texts.joined()))
  }

  /// Clauses by name, by kind and name (`原则 1`), or items by number (`3.4`), in canonical layout.
  func clauses(called name: String) -> [String] {
    let wanted = name.filter { !$0.isWhitespace }
    let (outline, standard) = (session.current.outline, session.outcome.standard)
    let numbered = standard.categories.indices.lazy.flatMap { category in
      standard.categories[category].items.indices.map { (category, $0) }
    }.first { standard.number(ofItem: $0.1, in: $0.0) == wanted }.map { standard.key(of: .item($0.0, $0.1)) }
    let printer = OutlinePrinter(outline)
    // A kind alone stands for all of its clauses.
    let kind = Keyword(spelling: wanted).flatMap { ClauseKind($0) }
    return outline.keyed.filter { key, clause in
      if let kind, clause.kind == kind { return true }
      let own = [key.name, clause.alias?.text].compactMap { $0 }
      let kinds = [clause.kind.chinese, clause.kind.english]
      return key == numbered || own.contains(name) || kinds.contains { kind in own.contains { kind + $0 == wanted } }
        || own == [""] && kinds.contains(wanted)
    }.map { key, clause in
      // Of an item the category too, as amendments name it.
      let (own, name) = (clause.kind.spelling(printer.language) + " ", clause.name?.text ?? "")
      let text = printer.text(of: clause)
      return key.path.count > 1 && text.hasPrefix(own + name)
        ? own + key.name + text.dropFirst((own + name).count) : text
    }
  }

  func missing() -> Reply {
    let report = OutcomeReport(session.outcome, language: language, level: .categories)
    let wanted = community == nil ? session.outcome.results : [result].compactMap { $0 }
    return list(wanted.compactMap { report.missing($0) }, none: say("没有缺少的事实。\n", "No facts are missing.\n"))
  }

  func list(_ lines: [String], none: String) -> Reply {
    Reply(text: lines.isEmpty ? none : text.render(Report([.list(lines)])))
  }

  func facts(_ part: String) throws -> Reply {
    let result = try chosen
    let standard = session.outcome.standard
    let lines = standard.facts.indices.filter { index in
      let fact = standard.facts[index]
      return part.isEmpty || fact.name.contains(part) || fact.alias?.contains(part) == true
    }.map { standard.facts[$0].name + say("：", ": ") + stated($0, of: result) }
    return list(lines, none: say("没有含“\(part)”的事实。\n", "No fact has “\(part)” in its name.\n"))
  }

  /// What a sheet states of a fact.
  func stated(_ fact: Int, of result: SheetResult) -> String {
    let type = session.outcome.standard.facts[fact].type
    return session.outcome.stated(fact, by: result).described(language) {
      $0.text(as: type, english: language == .en)
    }
  }

  /// The sheets that were read, and once more what is wrong in them.
  func tellSheets() -> Reply {
    let paths = session.sheetPaths
    if paths.isEmpty { return Reply(text: say("没有事实表。\n", "There are no sheets.\n")) }
    let problems = folderDiagnostics + session.sheetDiagnostics
    let read = session.outcome.table.sheets
    let rows = paths.map { path in
      let wrong = problems.count { $0.isError && $0.place.isIn(path) }
      return [path, String(read.count { $0.file == path }), wrong == 0 ? "" : String(wrong)]
    }
    let table = Report.Grid(
      headings: [say("文件", "file"), say("小区", "communities"), say("错误", "errors")], rows: rows, labels: [0])
    let told = problems.isEmpty ? say("没有错误。\n", "No errors.\n") : words(of: problems)
    return Reply(text: text.render(Report([.table(table)])) + told)
  }

  var comparing: Comparing { Comparing(session.base, session.current) }

  func diff() -> Reply {
    list(
      comparing.differences.map(DifferenceWords(language: language).of),
      none: say("没有改动。\n", "Nothing is different.\n"))
  }

  func compare() -> Reply {
    guard let base = session.base.standard, let current = session.current.standard else { return Reply() }
    let comparing = comparing
    let report = ComparisonReport(
      titles: (base.title, current.title + say("（改动后）", " (amended)")), differences: comparing.differences,
      effect: comparing.effect(on: (session.baseOutcome.table, session.outcome.table)), language: language)
    return Reply(text: text.render(report.report))
  }

  /// What another rules file says instead, and what that would do.
  ///
  /// - Parameter name: a path; it may be as seen from the folder of the standard, and lack its ending.
  func compare(with name: String) throws -> Reply {
    guard let path = workbench.rules(called: name, beside: rules) else {
      throw mistake(
        "没有规则文件“\(name)”。写成 :比较 文件名.rules；只写 :比较 就与没有改动时比。",
        "There is no rules file “\(name)”. Write :compare FILE.rules, or :compare to see what the amendments do.")
    }
    let other = try workbench.load(path, beside: session.current)
    guard let now = session.current.standard, let standard = other.standard else {
      throw Reply(text: words(of: other.diagnostics), isMistake: true)
    }
    let comparing = Comparing(session.current, other)
    let amended = session.amendments.isEmpty ? say("（现在）", " (now)") : say("（改动后）", " (amended)")
    let report = ComparisonReport(
      titles: (now.title + amended, standard.title), differences: comparing.differences,
      effect: comparing.effect(on: (session.outcome.table, session.table(for: standard))), language: language)
    return Reply(text: text.render(report.report))
  }

  // MARK: Examples

  /// The examples of the standard; once it is amended, what a saved variant would tell, and what those of the standard
  /// itself have come to.
  func test() throws -> Reply {
    let own = ExampleReport(ExampleRunner.run(session.current), session.current.sources, language).text
    guard !session.amendments.isEmpty else { return Reply(text: own) }
    let variant = try workbench.variant(of: session, from: rules)
    let told = ExampleReport(ExampleRunner.run(variant), variant.sources, language).text
    return Reply(
      text: say("改动里的示例（:保存 以后 rulecheck 示例 说的就是这些）：\n", "Examples of the amendments, as a saved variant would tell:\n")
        + told + say("原来的示例，照改动后的标准算：\n", "Examples of the standard itself, by the standard as amended:\n") + own)
  }
}

extension Place {
  fileprivate func isIn(_ file: String) -> Bool {
    switch self {
    case .cell(let path, _, _, _, _), .file(let path): path == file
    case .source, .argument: false
    }
  }
}
