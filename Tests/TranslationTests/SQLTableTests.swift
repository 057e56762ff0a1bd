import Foundation
import Model
import Planning
import TestSupport
import Testing
import Translation

/// What tables are filled with: every check fails on rows that break it, and files are read as they are written.
@Suite struct SQLTableTests {
  private static let rules = """
    标准 试
      总分 10 分
      基准日 2025年1月1日
    事实 名 文本
    对象 名
    事实 街 文本
    事实 率 百分比 范围 0% 至 100%
    事实 户 整数 户 范围 0 户 至 9 户
    事实 日 日期
    事实 档 选项（差，中，优）由低到高
    事实 选 多选（甲，乙，丙）
    事实 罚 记录 次（日期 日期，事由 文本）
    类别 服务
      指标 1 “收费” 分值 10 分
        条件 率 不低于 95% 且 名 包含 “园” 且 日 早于 基准日 且 档 = 优 且 选 包含 甲 且 户 不少于 2 户
        条件 计数 罚 其中（事由 = “迟”） = 0 次
    推荐 每 街 前 1 个
    """

  private struct Harm: Sendable {
    /// The columns of a row of facts that are otherwise than in a good one.
    var facts: [String: String] = [:]
    /// Statements besides.
    var others: [String] = []
    /// What the checks say, or what the engine says of its own accord.
    let message: String
  }

  private static let harms = [
    Harm(facts: ["f1": "''"], message: "f1"),
    Harm(facts: ["f1": "'e\u{301}'"], message: "f1"),
    Harm(facts: ["f2": "NULL"], message: "f2"),
    Harm(facts: ["f3": "100.5"], message: "f3"),
    Harm(facts: ["f4": "-1"], message: "f4"),
    Harm(facts: ["f5": "DATE '0001-01-01' - 1"], message: "f5"),
    Harm(facts: ["f6": "'良'"], message: "f6"),
    Harm(facts: ["f7": "8"], message: "f7"),
    Harm(others: ["INSERT INTO facts (id, f2) VALUES (1, '西')"], message: "more than once"),
    Harm(others: ["INSERT INTO rows_f8 (id, c2) VALUES (1, '')"], message: "c2"),
    Harm(facts: ["f8": "NULL"], message: "f8 is not true"),
    Harm(others: ["INSERT INTO rows_f8 (id, c2) VALUES (2, '迟')"], message: "f8 is not true"),
  ]

  /// Facts that are not refused have room in a row, whatever they are and however much they say.
  @Test(arguments: [
    [("整数", "1000000000000")], [("数量", "999999999999.9999")], [("日期", "DATE '9999-12-31'")],
    [("文本", "'八个汉字二十四节'")], [("是否", "TRUE"), ("整数", "1")], [("是否", "TRUE"), ("日期", "DATE '2025-01-01'")],
    [("文本", "'一'"), ("整数", "1")],
  ]) func aLongRow(_ kinds: [(type: String, value: String)]) throws {
    func facts(_ count: Int) -> [(type: String, value: String)] { (0..<count).map { kinds[$0 % kinds.count] } }
    func text(_ count: Int) -> String {
      let lines = facts(count).enumerated().map { "事实 甲\($0) \($1.type)" }
      return "标准 试\n  总分 10 分\n事实 名 文本\n对象 名\n" + lines.joined(separator: "\n")
        + "\n类别 一\n  指标 1 “一” 分值 10 分\n    条件 甲0 未填\n"
    }
    func schema(_ count: Int, _ dialect: SQLDialect) throws -> SQLSchema? {
      let standard = try standard(text(count))
      do { return try SQLTranslation(standard, try Plan(standard), dialect).schema } catch let problem as SQLProblem {
        guard case .cannotSay(.tooWide, _, _) = problem else { throw problem }
        return nil
      }
    }
    var (said, refused) = (1, 2000)
    while refused - said > 1 {
      let middle = (said + refused) / 2
      if try schema(middle, SQLDialect.all[0]) == nil { refused = middle } else { said = middle }
    }
    #expect(said > 300)
    let row = "INSERT INTO facts VALUES (1, '园', \(facts(said).map(\.value).joined(separator: ", ")));"
    try Self.within { folder in
      for engine in SQLEngine.all {
        let schema = try #require(try schema(said, engine.dialect))
        try engine.run([schema.statements, row].map(SQLEngine.Step.script), in: folder)
      }
    }
  }

  /// A row that breaks a rule is taken by no engine, or found by the checks; a good one passes.
  @Test func everyCheck() throws {
    let standard = try standard(Self.rules)
    try Self.within { folder in
      for engine in SQLEngine.all {
        let schema = SQLSchema(standard, engine.dialect, moving: [])
        try engine.run(
          [schema.statements, Self.rows(Harm(message: "")), schema.checks].map(SQLEngine.Step.script), in: folder)
        for harm in Self.harms {
          do {
            try engine.run([schema.statements, Self.rows(harm), schema.checks].map(SQLEngine.Step.script), in: folder)
            Issue.record("\(engine.dialect.name) takes \(harm)")
          } catch let complaint as SQLEngine.Complaint {
            let isSaid = complaint.description.contains(harm.message)
            #expect(isSaid, "\(engine.dialect.name): \(complaint) instead of \(harm.message)")
          }
        }
      }
    }
  }

  private static func rows(_ harm: Harm) -> String {
    var facts = [
      "f1": "'桂园'", "f2": "'东'", "f3": "99.5", "f4": "9", "f5": "DATE '2024-12-31'", "f6": "'优'", "f7": "7",
      "f8": "true",
    ]
    facts.merge(harm.facts) { $1 }
    let places = facts.keys.sorted()
    let values = places.map { facts[$0] ?? "" }.joined(separator: ", ")
    let own = [
      "INSERT INTO facts (id, \(places.joined(separator: ", "))) VALUES (1, \(values))",
      "INSERT INTO rows_f8 (id, c1, c2) VALUES (1, DATE '2024-12-31', '早')",
    ]
    return (own + harm.others).map { $0 + ";\n" }.joined()
  }

  /// More rows of one community than sums are sure to hold.
  @Test func tooManyRows() throws {
    let standard = try standard(Self.rules)
    let many = [
      "duckdb": "SELECT 1, '早' FROM range(1000001)", "postgresql": "SELECT 1, '早' FROM generate_series(1, 1000001)",
      "spark": "SELECT 1, '早' FROM range(1000001)",
    ]
    try Self.within { folder in
      for engine in SQLEngine.all {
        let schema = SQLSchema(standard, engine.dialect, moving: [])
        let select = try #require(many[engine.dialect.name])
        let rows = Self.rows(Harm(others: ["INSERT INTO rows_f8 (id, c2) \(select)"], message: ""))
        do {
          try engine.run([schema.statements, rows, schema.checks].map(SQLEngine.Step.script), in: folder)
          Issue.record("\(engine.dialect.name) takes them")
        } catch let complaint as SQLEngine.Complaint {
          #expect(complaint.description.contains("too many rows"), "\(complaint)")
        }
      }
    }
  }

  /// An engine that is set otherwise is not judged with.
  @Test(arguments: [
    ("duckdb", "SET default_collation = 'nocase'"), ("postgresql", "SET standard_conforming_strings = off"),
    ("spark", "SET spark.sql.session.collation.default = UTF8_LCASE"),
  ])
  func settings(_ name: String, _ setting: String) throws {
    let standard = try standard(Self.rules)
    guard let engine = SQLEngine.all.first(where: { $0.dialect.name == name }) else { return }
    let schema = SQLSchema(standard, engine.dialect, moving: [])
    try Self.within { folder in
      #expect(throws: SQLEngine.Complaint.self) {
        try engine.run([schema.statements, setting + ";\n" + schema.checks].map(SQLEngine.Step.script), in: folder)
      }
    }
  }

  /// Files as spreadsheets and the program write them: a mark at the beginning, lines that end in two characters, quoted
  /// line ends. What is not UTF-8 is not read at all.
  @Test func files() throws {
    let standard = try standard(Self.rules)
    let facts = "id,f1,f2,f3,f4,f5,f6,f7,f8\r\n1,\"桂\"\"园\"\"\r\n一\",东,95.5,2,2024-12-31,优,1,true\r\n2,,西,,,,,,\r\n"
    let rows = "id,c1,c2\r\n1,2024-12-31,\"早,\n晚\"\r\n"
    let query = "SELECT id, f1, f3, f5, c2 FROM facts LEFT JOIN (SELECT id AS own, c2 FROM rows_f8) AS r ON own = id"
    for mark in ["", "\u{FEFF}"] {
      try Self.within { folder in
        try Data((mark + facts).utf8).write(to: folder.appendingPathComponent("facts.csv"))
        try Data((mark + rows).utf8).write(to: folder.appendingPathComponent("rows_f8.csv"))
        for engine in SQLEngine.all {
          let schema = SQLSchema(standard, engine.dialect, moving: [])
          let scripts = [schema.statements, schema.loading, schema.checks].map(SQLEngine.Step.script)
          try engine.run(scripts + [.query(query, file: "result.csv")], in: folder)
          let told = try SQLRecords(folder.appendingPathComponent("result.csv"), count: 3)
          #expect(told.cells(1)?[1...] == ["桂\"园\"\r\n一", "95.5000", "2024-12-31", "早,\n晚"], "\(engine.dialect.name)")
          #expect(told.cells(2)?[1...] == ["\\N", "\\N", "\\N", "\\N"], "\(engine.dialect.name)")
        }
      }
    }
    // 桂 as GB18030 has it.
    let foreign = Data("id,f1,f2,f3,f4,f5,f6,f7,f8\n1,".utf8) + Data([0xB9, 0xF0]) + Data(",x,,,,,,\n".utf8)
    try Self.within { folder in
      try foreign.write(to: folder.appendingPathComponent("facts.csv"))
      try Data("id,c1,c2\n".utf8).write(to: folder.appendingPathComponent("rows_f8.csv"))
      for engine in SQLEngine.all {
        let schema = SQLSchema(standard, engine.dialect, moving: [])
        #expect(throws: SQLEngine.Complaint.self, "\(engine.dialect.name)") {
          try engine.run([schema.statements, schema.loading, schema.checks].map(SQLEngine.Step.script), in: folder)
        }
      }
    }
  }

  private static func within(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rulecheck-sql-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
