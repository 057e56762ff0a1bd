import Diagnostics
import Evaluation
import Model
import Quantities
import Sheets
import Syntax
import TestSupport
import Testing
import Workbench

/// A number without a unit is in the unit in which its fact, column or parameter is declared; whatever it is written in,
/// it is the same value.
@Suite struct DeclaredUnitReadingTests {
  private static let numbers = ["0", "1", "6", "0.5", "2.25", "13", "1,200"]

  /// Every way of writing a number of a unit in a cell: bare, with the unit, and in other spellings where that is a
  /// decimal.
  private static func spellings(_ number: String, _ unit: DeclaredUnit) throws -> [String] {
    var cells = [number, number + unit.unit, number + " " + unit.unit, fullWidth(number) + unit.unit]
    let value = try #require(try Rational.parse(decimal: number.filter { $0 != "," }))
    for other in unit.others {
      let converted = try unit.value(value).divided(by: Rational(other.worth.0, over: other.worth.1))
      if converted.isExact(places: 6) { cells.append(converted.decimal(places: 6) + other.unit) }
    }
    return cells
  }

  private static func fullWidth(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
  }

  @Test(arguments: DeclaredUnit.all) func sheets(_ unit: DeclaredUnit) throws {
    let standard = try standard(unit.rules())
    for form in NumberForm.all { try read(unit, form, standard) }
  }

  private func read(_ unit: DeclaredUnit, _ form: NumberForm, _ standard: Standard) throws {
    for number in Self.numbers {
      let plain = number.filter { $0 != "," }
      let wanted = Value.number(try unit.value(try #require(try Rational.parse(decimal: plain))))
      for cell in form.isBareOnly ? [plain] : try Self.spellings(number, unit) {
        // A comma parts cells and columns.
        if cell.contains(where: { ",，".contains($0) }), form.name != "JSON string", form.name != "text" { continue }
        let (value, problems) = form.read(cell, by: standard)
        let isBeyond = !form.isRecord && number == "1,200"
        #expect(value == (isBeyond ? nil : wanted), "\(form.name): \(cell)")
        #expect(problems.map(\.problem.code) == (isBeyond ? ["D310"] : []), "\(form.name): \(cell)")
      }
    }
  }

  /// Whole numbers are whole ones of the declared unit.
  @Test(arguments: DeclaredUnit.all) func wholeNumbers(_ unit: DeclaredUnit) throws {
    let standard = try standard(unit.rules("整数"))
    for form in NumberForm.all { try readWhole(unit, form, standard) }
  }

  private func readWhole(_ unit: DeclaredUnit, _ form: NumberForm, _ standard: Standard) throws {
    for number in ["0", "2", "8.5", "7.25", "100"] {
      let count = try #require(try Rational.parse(decimal: number))
      for cell in form.isBareOnly ? [number] : try Self.spellings(number, unit) {
        let (value, problems) = form.read(cell, by: standard)
        #expect(value == (count.isWhole ? .number(try unit.value(count)) : nil), "\(form.name): \(cell)")
        #expect(problems.map(\.problem.code) == (count.isWhole ? [] : ["D303"]), "\(form.name): \(cell)")
      }
    }
    // One more base unit is no whole number any more.
    if let base = unit.base, unit.worth.0 > 1, unit.worth.1 == 1, !form.isBareOnly {
      let (value, problems) = form.read("\(2 * unit.worth.0 + 1)\(base)", by: standard)
      #expect(value == nil && problems.map(\.problem.code) == ["D303"])
      #expect(problems.first?.problem.wording(.zh).sentence == "这里要填整数，单位是“\(unit.shown(.zh))”。")
    }
  }

  /// `--set`, `sweep` and the conversation read like cells.
  @Test(arguments: DeclaredUnit.all) func argumentsOfCommands(_ unit: DeclaredUnit) throws {
    let files = MemoryFiles(contents: ["a.rules": unit.rules(), "a.txt": "名：甲\n量：1\n"])
    let workbench = Workbench(files: files)
    let loaded = try workbench.load("a.rules")
    for number in ["2.5"] {
      let wanted = Value.number(try unit.value(try #require(try Rational.parse(decimal: number))))
      for cell in try Self.spellings(number, unit) {
        for parameter in ["限", "limit", "期"] {
          let set = try workbench.load("a.rules", settings: [Workbench.Setting(name: parameter, value: cell)])
          let standard = try #require(set.standard, "--set \(parameter)=\(cell)")
          let found = standard.parameters.first { $0.name == parameter || $0.alias == parameter }
          #expect(found?.value == wanted, "--set \(parameter)=\(cell)")
          #expect(found?.type.unit == unit.shown(.zh), "the unit stays that of the declaration")
        }
        var session = try Session(loaded, sheets: try workbench.sheetFiles(["a.txt"]))
        _ = try session.perform(.fact(community: "甲", fact: "量", value: cell))
        #expect(try session.evaluate("量", for: "甲").value == .known(wanted), "\(cell)")
        let table = session.outcome.table
        let sweep = try Workbench.sweep(
          loaded, over: [Workbench.SweepRequest(parameter: "限", from: cell, to: "7", step: "1")], table)
        #expect(sweep.axes.first?.values.first == wanted, "--from \(cell)")
        let steps = try Workbench.sweep(
          loaded, over: [Workbench.SweepRequest(parameter: "限", from: "1", to: "7", step: cell)], table)
        let size = try #require(wanted.number)
        #expect(steps.axes.first?.values[1] == .number(try unit.value(.one).adding(size)), "--step \(cell)")
      }
    }
  }

  /// In a rules file a number without a unit has none, wherever a unit is declared; the correction names that unit and
  /// is right.
  @Test(arguments: DeclaredUnit.all) func rulesFiles(_ unit: DeclaredUnit) throws {
    let places = [
      "参数 甲数 数量 \(unit.unit) 3", "事实 乙数 数量 \(unit.unit) 缺省 3", "原则 9 “甲” 条件 量 不少于 3", "原则 9 “甲” 条件 量 属于 {3}",
      "定义 丙 为 量 + 3", "定义 丙 为 较大者（量，3）", "示例 “甲” 给定 量 = 3 期望 原则 1 满足",
    ]
    for place in places {
      let text = unit.rules() + "\n" + place + "\n"
      let loaded = Workbench.load(SourceFile(name: "a.rules", text: text))
      guard unit.unit != "万" else {
        // Numbers of 万 have no unit either: 3 is three of them, as it is everywhere in a rules file.
        #expect(!loaded.diagnostics.contains { $0.problem.code == "M104" }, "\(place)")
        continue
      }
      let problem = loaded.diagnostics.first { $0.problem.code == "M104" }
      #expect(problem?.replacement?.contains("3 " + unit.shown(.zh)) == true, "\(place)")
      guard case .source(let file, let range)? = problem?.place, let replacement = problem?.replacement else {
        Issue.record("\(place)")
        continue
      }
      let again = Workbench.load(file.replacing(problem?.replaced ?? range, with: replacement))
      #expect(!again.diagnostics.contains { $0.isError }, "\(place)")
    }
  }

  /// An example states the same value in any unit.
  @Test(arguments: DeclaredUnit.all) func examples(_ unit: DeclaredUnit) throws {
    var text = unit.rules()
    for number in ["6", "2.5"] {
      for (index, cell) in try Self.spellings(number, unit).dropFirst(2).enumerated() {
        text += """

          示例 “\(number)，\(index)”
            给定 量 = \(cell)，单 = {（2025-01-01，\(cell)），（未填，\(cell)）}
            期望 总分 \(number) 分
          """
      }
    }
    let results = try TestSupport.examples(text)
    #expect(results.count >= 4 && results.allSatisfy(\.passed), "\(unit.unit)")
  }

  /// A row counts as one of the unit of the records.
  @Test func rowsCountInTheirUnit() throws {
    let results = try TestSupport.examples(
      """
      标准 试
      单位 双 = 2 只
      事实 名 文本
      事实 假 记录 周（起 日期）
      事实 鞋 记录 双（码 整数）
      对象 名
      类别 甲
        指标 1 “一” 分值 50 分
          条件 计数 假 = 3 周 且 计数 假 = 21 天
        指标 2 “二” 分值 50 分
          条件 计数 鞋 = 4 只
      示例 “三周、两双”
        给定 假 = {（2025-01-01），（2025-02-01），（2025-03-01）}，鞋 = {（38），（39）}
        期望 总分 100 分
      """)
    #expect(results.map(\.passed) == [true])
  }

  /// Whoever amends the unit amends what a number without one means.
  @Test func amendedUnits() throws {
    let base = """
      标准 例
      参数 期 5 年
      参数 限 数量 年 5 年
      事实 名 文本
      事实 年限 数量 年
      对象 名
      原则 1 “够久”
        条件 年限 不少于 期
      类别 甲
        指标 1 “一”
          条件 年限 不少于 限
      """
    let files = MemoryFiles(contents: [
      "例.rules": base, "下.rules": "标准 下 继承 例 于 “例.rules”\n修改 事实 年限 数量 个月\n修改 参数 期 18 个月\n修改 参数 限 30 个月\n",
      "a.txt": "名：甲\n年限：24\n",
    ])
    let workbench = Workbench(files: files)
    func stated(_ standard: Standard) throws -> [Value?] {
      let table = standard.read(try workbench.sheetFiles(["a.txt"])).table
      return [table.sheets[0].cells[1].value] + standard.parameters.map(\.value)
    }
    let before = try #require(try workbench.load("例.rules").standard)
    let loaded = try workbench.load("下.rules")
    let after = try #require(loaded.standard)
    #expect(try stated(before) == [288, 60, 60].map { .number(Rational($0)) })
    #expect(try stated(after) == [24, 18, 30].map { .number(Rational($0)) })
    // A parameter without a type takes the unit of its value, one with a type keeps it.
    #expect(after.parameters.map { $0.type.unit } == ["个月", "年"])
    #expect(after.parameters.map { $0.value?.text(as: $0.type) } == ["18 个月", "2.5 年"])
    // In a conversation the sheets are read again.
    var session = try Session(try workbench.load("例.rules"), sheets: try workbench.sheetFiles(["a.txt"]))
    _ = try session.perform(.amendment("修改 事实 年限 数量 个月"))
    #expect(try session.evaluate("年限", for: "甲").value == .known(.number(Rational(24))))
    _ = session.undo()
    #expect(try session.evaluate("年限", for: "甲").value == .known(.number(Rational(288))))
  }
}

extension Cell {
  fileprivate var value: Value? { if case .value(let value) = self { value } else { nil } }
}

extension Value {
  fileprivate var number: Rational? { if case .number(let number) = self { number } else { nil } }
}
